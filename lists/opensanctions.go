package lists

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"demarche"
)

// entityID is the form of our ids of list entries.
var entityID = regexp.MustCompile(`^(?:ofac|un|eu|eumap|uk|ch|ca|au|jp|csl|kr|os)-\S+$`)

// readSimple reads OpenSanctions' targets.simple.csv, opt-in. Its rows are
// parties already joined from many lists; "sanctions" and "dataset" name them.
func readSimple(r *run, in *input) error {
	return table(in.text(), ',', "schema", nil, func(w *row) error {
		rec := Record{Entity: demarche.Entity{ID: "os-" + w.get("id"), Name: w.get("name"), Schema: ftmSchema(w.get("schema"))}}
		e := &rec.Entity
		for _, n := range split(w.get("aliases"), ";") {
			e.Aliases = append(e.Aliases, alias(n))
		}
		for _, b := range split(w.get("birth_date"), ";") {
			e.Births = append(e.Births, birth(b, dayFirst))
		}
		for _, c := range split(w.get("countries"), ";") {
			e.Countries = append(e.Countries, strings.ToUpper(c))
		}
		for _, a := range split(w.get("addresses"), ";") {
			e.Addresses = append(e.Addresses, demarche.Address{Text: a})
		}
		for _, v := range split(w.get("identifiers"), ";") {
			e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "other", Value: v})
		}
		for _, v := range split(w.get("phones"), ";") {
			e.Contacts = append(e.Contacts, demarche.Identifier{Scheme: "phone", Value: v})
		}
		for _, v := range split(w.get("emails"), ";") {
			e.Contacts = append(e.Contacts, demarche.Identifier{Scheme: "email", Value: v})
		}
		d := demarche.Designation{Authority: "OpenSanctions", Programme: demarche.Programme(w.get("program_ids")), MeasureText: split(w.get("sanctions"), ";"),
			Source: w.get("dataset"), Amended: date(w.get("last_change"), dayFirst)}
		w.get("first_seen")
		w.get("last_seen")
		rec.Designations = []demarche.Designation{d}
		rec.Raw = w.rest()
		return r.emit(rec)
	})
}

func ftmSchema(s string) demarche.EntitySchema {
	switch s {
	case "Person", "Company", "PublicBody", "Vessel", "Airplane":
		return demarche.EntitySchema(s)
	}
	return demarche.SchemaOrganization
}

// ftmEntity is a line of a FollowTheMoney file.
type ftmEntity struct {
	ID         string              `json:"id"`
	Caption    string              `json:"caption"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Referents  []string            `json:"referents"`
	Datasets   []string            `json:"datasets"`
	LastChange string              `json:"last_change"`
	Target     bool                `json:"target"`
}

func (f *ftmEntity) first(prop string) string {
	if v := f.Properties[prop]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// ftm gathers targets until the addresses, sanctions and documents that refer
// to them have been read: their order in the file is free.
type ftm struct {
	run       *run
	targets   []*ftmEntity
	addresses map[string]demarche.Address
	sanctions map[string][]demarche.Designation
	documents map[string][]demarche.Identifier
	relations map[string][]demarche.Relation
}

// maxLine bounds one line of a FollowTheMoney file.
const maxLine = 64 << 20

// readFTM reads OpenSanctions' entities.ftm.json, opt-in: one JSON entity a line.
func readFTM(r *run, in *input) error {
	f := &ftm{r, nil, map[string]demarche.Address{}, map[string][]demarche.Designation{}, map[string][]demarche.Identifier{}, map[string][]demarche.Relation{}}
	s := bufio.NewScanner(in.r)
	s.Buffer(make([]byte, 64<<10), maxLine)
	for line := 1; s.Scan(); line++ {
		text := bytes.TrimSpace(s.Bytes())
		if len(text) == 0 {
			continue
		}
		var e ftmEntity
		if err := json.Unmarshal(text, &e); err != nil {
			if text[len(text)-1] != '}' {
				return fmt.Errorf("line %d: %w", line, io.ErrUnexpectedEOF)
			}
			return fmt.Errorf("line %d: %w", line, err)
		}
		f.put(&e)
	}
	if err := s.Err(); err != nil {
		return err
	}
	for i, e := range f.targets {
		f.targets[i] = nil
		if err := r.emit(f.record(e)); err != nil {
			return err
		}
	}
	return nil
}

// ftmRelations gives, of the schemata that tie two parties, the properties that
// name them and the kind of tie.
var ftmRelations = map[string]struct{ from, to, kind string }{
	"Ownership": {"asset", "owner", "owned_by"}, "Directorship": {"director", "organization", "leads"}, "Family": {"person", "relative", "family"},
	"Associate": {"person", "associate", "linked_to"}, "Representation": {"agent", "client", "acting_for"}, "UnknownLink": {"subject", "object", "linked_to"},
	"Membership": {"member", "organization", "linked_to"}, "Employment": {"employee", "employer", "linked_to"},
}

func (f *ftm) put(e *ftmEntity) {
	switch e.Schema {
	case "Address":
		f.addresses[e.ID] = demarche.Address{Text: e.first("full"), City: e.first("city"), Country: strings.ToUpper(e.first("country"))}
	case "Sanction":
		d := demarche.Designation{Authority: demarche.Authority(e.first("authority")), Programme: demarche.Programme(e.first("program")), Reference: e.first("authorityId"), Reason: strings.Join(e.Properties["reason"], "\n"),
			MeasureText: e.Properties["provisions"], Listed: date(e.first("listingDate"), dayFirst), Effective: date(e.first("startDate"), dayFirst), Removed: date(e.first("endDate"), dayFirst), URL: e.first("sourceUrl"), Source: strings.Join(e.Datasets, ",")}
		d.Measures = measures(strings.Join(d.MeasureText, "; "))
		f.sanctions[e.first("entity")] = append(f.sanctions[e.first("entity")], d)
	case "Passport", "Identification":
		id := demarche.Identifier{Scheme: "national_id", Label: e.first("type"), Value: e.first("number"), Country: strings.ToUpper(e.first("country")), Issued: e.first("startDate"), Expires: e.first("endDate")}
		if e.Schema == "Passport" {
			id.Scheme = "passport"
		}
		f.documents[e.first("holder")] = append(f.documents[e.first("holder")], id)
	case "CryptoWallet":
		f.documents[e.first("holder")] = append(f.documents[e.first("holder")], demarche.Identifier{Scheme: "wallet", Value: e.first("publicKey"), Label: e.first("currency")})
	default:
		if rel, ok := ftmRelations[e.Schema]; ok {
			f.relations[e.first(rel.from)] = append(f.relations[e.first(rel.from)], demarche.Relation{To: "os-" + e.first(rel.to), Kind: rel.kind, Label: e.first("role"), Percent: e.first("percentage")})
			return
		}
		if e.Target {
			f.targets = append(f.targets, e)
			return
		}
		f.run.skip("entity that is no target: " + e.Schema)
	}
}

// ftmIdentifiers gives the scheme of the properties that are identifiers.
var ftmIdentifiers = map[string]string{"registrationNumber": "registration", "taxNumber": "tax", "innCode": "tax", "vatCode": "tax", "ogrnCode": "registration", "idNumber": "national_id", "passportNumber": "passport",
	"imoNumber": "imo", "mmsi": "mmsi", "leiCode": "lei", "swiftBic": "bic", "bikCode": "other", "okpoCode": "other", "kppCode": "other", "dunsCode": "duns", "socialSecurityNumber": "ssn", "isinCode": "isin", "uniqueEntityId": "other", "cageCode": "other", "permId": "other", "unscId": "un-ref"}

// take gives a property's values and marks them as read.
func (f *ftmEntity) take(prop string) []string {
	v := f.Properties[prop]
	delete(f.Properties, prop)
	return v
}

// ftmUnused are properties that repeat others.
var ftmUnused = []string{"firstName", "lastName", "middleName", "secondName", "fatherName", "motherName", "patronymic", "topics", "createdAt", "modifiedAt", "programId", "nameSuffix", "publisher", "retrievedAt"}

func (f *ftm) record(e *ftmEntity) Record {
	rec := Record{Entity: demarche.Entity{ID: "os-" + e.ID, Name: e.Caption, Schema: ftmSchema(e.Schema)}}
	ent := &rec.Entity
	for _, p := range []string{"name", "alias", "weakAlias", "previousName"} {
		for _, n := range e.take(p) {
			a := alias(n)
			a.Weak = p == "weakAlias"
			if p == "previousName" {
				a.Kind = "former"
			}
			ent.Aliases = append(ent.Aliases, a)
		}
	}
	for _, p := range ftmUnused {
		e.take(p)
	}
	ftmLife(ent, e)
	f.places(ent, e)
	for _, prop := range slices.Sorted(maps.Keys(ftmIdentifiers)) {
		for _, v := range e.take(prop) {
			ent.Identifiers = append(ent.Identifiers, demarche.Identifier{Scheme: ftmIdentifiers[prop], Value: strings.TrimPrefix(v, "IMO"), Label: prop})
		}
	}
	for _, c := range []string{"email", "phone", "website"} {
		for _, v := range e.take(c) {
			ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: c, Value: v})
		}
	}
	ent.Identifiers = append(ent.Identifiers, f.documents[e.ID]...)
	for _, ref := range e.Referents {
		if id := ourID(ref); id != "" {
			ent.Identifiers = append(ent.Identifiers, demarche.Identifier{Scheme: "entity", Value: id})
		}
	}
	ent.Notes = append(e.take("notes"), e.take("summary")...)
	rec.Designations, rec.Relations = f.sanctions[e.ID], f.relations[e.ID]
	if len(rec.Designations) == 0 {
		rec.Designations = []demarche.Designation{{Authority: "OpenSanctions", Source: strings.Join(e.Datasets, ","), Amended: date(e.LastChange, dayFirst)}}
	}
	if len(e.Properties) > 0 {
		rec.Raw = e.Properties
	}
	return rec
}

// ftmLife reads births, offices and the like.
func ftmLife(ent *demarche.Entity, e *ftmEntity) {
	for _, p := range []string{"birthDate", "incorporationDate"} {
		for _, b := range e.take(p) {
			ent.Births = append(ent.Births, birth(b, dayFirst))
		}
	}
	for _, p := range e.take("birthPlace") {
		if i := freePlace(ent.Births); i >= 0 {
			ent.Births[i].Place = p
		} else {
			ent.Births = append(ent.Births, demarche.Birth{Place: p})
		}
	}
	ent.Gender = strings.Join(e.take("gender"), ", ")
	ent.Positions = append(e.take("position"), e.take("title")...)
}

func (f *ftm) places(ent *demarche.Entity, e *ftmEntity) {
	for _, p := range []string{"nationality", "citizenship"} {
		for _, c := range e.take(p) {
			ent.Nationalities = append(ent.Nationalities, strings.ToUpper(c))
		}
	}
	ent.Countries = append(ent.Countries, ent.Nationalities...)
	for _, p := range []string{"country", "jurisdiction", "mainCountry", "flag"} {
		for _, c := range e.take(p) {
			ent.Countries = append(ent.Countries, strings.ToUpper(c))
		}
	}
	e.take("birthCountry")
	for _, id := range e.take("addressEntity") {
		if a, ok := f.addresses[id]; ok {
			ent.Addresses = append(ent.Addresses, a)
		}
	}
	for _, a := range e.take("address") {
		ent.Addresses = append(ent.Addresses, demarche.Address{Text: a})
	}
}

var osReferents = []struct {
	re  *regexp.Regexp
	out string
}{
	{regexp.MustCompile(`^ofac-(\d+)$`), "ofac-$1"}, {regexp.MustCompile(`^gb-fcdo-([a-z]{3}\d+)$`), "uk-$1"}, {regexp.MustCompile(`^eu-fsf-eu-(\d+)-(\d+)$`), "eu-$1.$2"}, {regexp.MustCompile(`^ch-seco-(\d+)$`), "ch-$1"},
}

// ourID turns OpenSanctions' id of a list entry into ours, "" when it has none.
func ourID(ref string) string {
	for _, o := range osReferents {
		if o.re.MatchString(ref) {
			id := o.re.ReplaceAllString(ref, o.out)
			if rest, ok := strings.CutPrefix(id, "uk-"); ok {
				id = "uk-" + strings.ToUpper(rest)
			}
			return id
		}
	}
	return ""
}
