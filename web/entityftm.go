package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche"
)

// FTMEntity is one entity in FollowTheMoney's form: a schema and lists of values.
type FTMEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Datasets   []string            `json:"datasets,omitempty"`
}

func (e *FTMEntity) add(property string, values ...string) {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// ftmNumbers are the properties of numbers, where FollowTheMoney has one for
// the schema.
func ftmNumber(schema demarche.EntitySchema, id demarche.Identifier) (property string, ok bool) {
	person, ship := schema == demarche.SchemaPerson, schema == demarche.SchemaVessel
	switch id.Scheme {
	case "passport":
		return "passportNumber", person
	case "imo":
		if ship && !imoNumber(id.Value) { // a slip of the list's, kept as it stands
			return "registrationNumber", true
		}
		return "imoNumber", ship
	case "mmsi":
		return "mmsi", ship
	case "lei":
		if !leiNumber(id.Value) { // some lists call other numbers so
			return "registrationNumber", true
		}
		return "leiCode", !person && !ship && schema != demarche.SchemaAirplane
	case "tax":
		return "taxNumber", person || !ship && schema != demarche.SchemaAirplane
	case "registration":
		return "registrationNumber", !person
	case "wallet", "un-ref", "eu-ref", "ofsi-group", "entity":
		return "", false
	}
	return "idNumber", person || !ship && schema != demarche.SchemaAirplane
}

// ftmIdentifier is the longest identifier that FollowTheMoney takes.
const ftmIdentifier = 64

// leiNumber says whether the check digits of an LEI are right (ISO 17442: its
// letters as 10 to 35, the whole modulo 97 is 1).
func leiNumber(s string) bool {
	rest := 0
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return len(s) == 20 && rest == 1
}

// imoNumber says whether the check digit of an IMO number is right: the first six
// digits times 7 to 2 sum up to a number that ends in the seventh.
func imoNumber(s string) bool {
	if len(s) != 7 {
		return false
	}
	sum := 0
	for i := range 7 {
		d := int(s[i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i < 6 {
			sum += d * (7 - i)
		} else {
			return sum%10 == d
		}
	}
	return false
}

// FollowTheMoney gives an entity with a Sanction for each designation, a
// CryptoWallet for each wallet and a link for each relation to another entry. The
// values are those that the followthemoney library (4.11) accepts; what it has no
// property for, or would refuse, is left out.
func FollowTheMoney(v demarche.EntityView) []FTMEntity {
	e := v.Entity
	main := FTMEntity{ID: e.ID, Schema: cmp.Or(string(e.Schema), "LegalEntity"), Properties: map[string][]string{}}
	main.add("name", e.Name)
	for _, a := range e.Aliases {
		switch {
		case a.Weak:
			main.add("weakAlias", a.Name)
		case a.Kind == "former":
			main.add("previousName", a.Name)
		default:
			main.add("alias", a.Name)
		}
	}
	main.addPlaces(e)
	out := []FTMEntity{main}
	for _, h := range v.Entries {
		if !slices.Contains(out[0].Datasets, h.List) {
			out[0].Datasets = append(out[0].Datasets, h.List)
		}
		for i, d := range h.Designations {
			out = append(out, ftmSanction(e.ID, h, i, d))
		}
		for i, r := range h.Relations {
			if r.To == "" || r.To == r.From {
				continue
			}
			link := FTMEntity{ID: demarche.NewItemID(h.List, fmt.Sprint("link ", r.From, " ", r.To, " ", i)), Schema: "UnknownLink", Properties: map[string][]string{}, Datasets: []string{h.List}}
			link.add("subject", e.ID)
			link.add("object", r.To)
			link.add("role", cmp.Or(r.Label, strings.ReplaceAll(r.Kind, "_", " ")))
			out = append(out, link)
		}
	}
	for _, id := range e.Identifiers {
		if id.Scheme != "wallet" || id.Value == "" {
			continue
		}
		w := FTMEntity{ID: demarche.NewItemID("wallet", e.ID+" "+id.Value), Schema: "CryptoWallet", Properties: map[string][]string{}, Datasets: out[0].Datasets}
		w.add("publicKey", id.Value)
		w.add("currency", id.Label)
		w.add("holder", e.ID)
		out = append(out, w)
	}
	return out
}

// ftmSanction is one designation.
func ftmSanction(entity string, h demarche.HeldEntry, n int, d demarche.Designation) FTMEntity {
	s := FTMEntity{ID: demarche.NewItemID(h.List, fmt.Sprint(h.Entity.ID, " ", d.Programme, " ", n)), Schema: "Sanction", Properties: map[string][]string{}, Datasets: []string{h.List}}
	s.add("entity", entity)
	s.add("authority", string(d.Authority))
	s.add("program", string(d.Programme))
	s.add("listingDate", ftmDates(d.Listed)...)
	s.add("startDate", ftmDates(d.Effective)...)
	s.add("endDate", ftmDates(d.Removed)...)
	s.add("authorityId", d.Reference)
	s.add("reason", d.Reason)
	s.add("provisions", d.MeasureText...)
	for _, m := range d.Measures {
		s.add("provisions", strings.ReplaceAll(string(m), "_", " "))
	}
	status := "listed"
	if !h.Gone.IsZero() || d.Removed != "" || d.Ended != "" {
		status = "removed"
	}
	s.add("status", status)
	return s
}

var ftmDate = regexp.MustCompile(`^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)

// ftmDates are those of the values that are civil dates, as exact as known.
func ftmDates(values ...string) []string {
	return slices.DeleteFunc(values, func(v string) bool { return !ftmDate.MatchString(v) })
}

// ftmCountries are the codes among the values.
func ftmCountries(values []string) []string {
	var out []string
	for _, v := range values {
		if len(v) == 2 {
			out = append(out, strings.ToLower(v))
		}
	}
	return out
}

func (main *FTMEntity) addPlaces(e demarche.Entity) {
	main.add("country", ftmCountries(e.Countries)...)
	switch e.Schema {
	case demarche.SchemaPerson:
		main.add("nationality", ftmCountries(e.Nationalities)...)
		for _, b := range e.Births {
			if b.Until == "" {
				main.add("birthDate", ftmDates(b.Date)...)
			}
			main.add("birthPlace", b.Place)
		}
		main.add("position", e.Positions...)
		if e.Gender == "male" || e.Gender == "female" {
			main.add("gender", e.Gender)
		}
	case demarche.SchemaVessel:
		if v := e.Vessel; v != nil {
			main.add("flag", ftmCountries([]string{v.Flag})...)
			main.add("pastFlags", ftmCountries(v.PastFlags)...)
			main.add("type", v.Type)
			main.add("callSign", v.CallSign)
			main.add("buildDate", ftmDates(v.Built)...)
		}
	case demarche.SchemaAirplane:
		if v := e.Vessel; v != nil {
			main.add("type", v.Type)
		}
	}
	if e.Schema != demarche.SchemaVessel && e.Schema != demarche.SchemaAirplane {
		for _, a := range e.Addresses {
			main.add("address", a.Text)
		}
	}
	for _, id := range e.Identifiers {
		property, ok := ftmNumber(e.Schema, id)
		value := strings.Join(strings.Fields(id.Value), " ")
		switch {
		case ok && utf8.RuneCountInString(value) > ftmIdentifier:
			main.add("notes", cmp.Or(id.Label, id.Scheme)+": "+value)
		case ok:
			main.add(property, value)
		}
	}
	main.add("notes", e.Notes...)
}

// FollowTheMoneyItem gives an item as an Article, tied to the entities that it
// names by a Documentation each. The entities themselves are not among them.
func FollowTheMoneyItem(h demarche.Hit) []FTMEntity {
	a := FTMEntity{ID: "item-" + h.ID, Schema: "Article", Properties: map[string][]string{}, Datasets: []string{h.Source}}
	a.add("title", h.Title)
	if u, err := url.Parse(h.URL); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		a.add("sourceUrl", h.URL)
	}
	a.add("publisher", h.SourceName)
	if len(h.Published) >= len("2006-01-02") {
		a.add("publishedAt", ftmDates(h.Published[:len("2006-01-02")])...)
	}
	a.add("retrievedAt", h.FirstSeen.UTC().Format("2006-01-02"))
	if h.Event.Until == "" && h.Event.Value != "" {
		a.add("date", ftmDates(h.Event.Value)...)
	}
	a.add("country", ftmCountries(h.Countries)...)
	for _, act := range h.Actions {
		a.add("keywords", strings.ReplaceAll(string(act), "_", " "))
	}
	out := []FTMEntity{a}
	for _, e := range h.Entities {
		d := FTMEntity{ID: demarche.NewItemID("named", h.ID+" "+e.ID), Schema: "Documentation", Properties: map[string][]string{}, Datasets: []string{h.Source}}
		d.add("document", a.ID)
		d.add("entity", e.ID)
		d.add("role", fmt.Sprintf("named (%s, confidence %.2f)", e.Status, e.Confidence))
		out = append(out, d)
	}
	return out
}

// entityFtM serves an entity as FollowTheMoney JSON lines.
func (s *Server) entityFtM(w http.ResponseWriter, r *http.Request) error {
	v, err := s.entityOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, e := range FollowTheMoney(v) {
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Type", "application/x-ndjson; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, err = w.Write(b.Bytes())
	return err
}
