package lists

import (
	"regexp"
	"sort"
	"strconv"
	"strings"

	"demarche"
)

// readSECO reads the Swiss list (swiss-sanctions-list 3.1): programmes first,
// then targets, then the places that targets refer to. Targets that have been
// taken off stay in the file, so entries wait for the places.
func readSECO(r *run, in *input) error {
	s := &seco{run: r, programmes: map[string]secoProgramme{}, places: map[string]demarche.Address{}}
	err := scan(in.r, map[string]func(*node) error{
		"": func(n *node) error {
			r.head.Date = date(n.attr("date"), dayFirst)
			return nil
		},
		"sanctions-program": s.programme,
		"target":            s.target,
		"place": func(n *node) error {
			a := demarche.Address{City: n.get("location"), Country: r.secoCountry(n.kid("country"))}
			a.Text = joinAddress(a.City, n.get("area"))
			s.places[n.attr("ssid")] = a
			return nil
		},
	})
	if err != nil {
		return err
	}
	for _, e := range s.entries {
		s.locate(e)
		if err := r.emit(e.rec); err != nil {
			return err
		}
	}
	return nil
}

type seco struct {
	run        *run
	programmes map[string]secoProgramme // by the id of a set of sanctions
	places     map[string]demarche.Address
	entries    []*secoEntry
}

type secoProgramme struct{ key, name, set, origin string }

// secoEntry is a target whose places are not known yet.
type secoEntry struct {
	rec       Record
	addresses []string // place ids, as many as addresses
	births    []string // the same for births
}

func (s *seco) programme(n *node) error {
	english := func(name string) string {
		list := n.all(name)
		for _, k := range list {
			if l := k.attr("lang"); l == "eng" || l == "" {
				return k.value()
			}
		}
		if len(list) > 0 {
			return list[0].value()
		}
		return ""
	}
	p := secoProgramme{key: english("program-key"), name: english("program-name"), origin: n.get("origin")}
	for _, k := range n.all("sanctions-set") {
		if id := k.attr("ssid"); s.programmes[id].key == "" || k.attr("lang") == "eng" {
			p.set = k.value()
			s.programmes[id] = p
		}
	}
	return nil
}

func (r *run) secoCountry(k *node) string {
	if code := k.attr("iso-code"); len(code) == 2 {
		k.value()
		return code
	}
	return r.country(k.value())
}

var secoIgnore = ignoring("@ssid", "@place-id", "@quality", "@calendar", "@spelling-variant-type", "added", "removed", "@lang", "@order", "@code")

func (s *seco) target(n *node) error {
	e := &secoEntry{rec: Record{Entity: demarche.Entity{ID: "ch-" + n.attr("ssid")}}}
	ent := &e.rec.Entity
	body := n.kid("individual")
	ent.Schema = demarche.SchemaPerson
	if body == nil {
		body, ent.Schema = n.kid("entity"), demarche.SchemaOrganization
	}
	if body == nil {
		if body = n.kid("object"); body.attr("object-type") == "aircraft" {
			ent.Schema = demarche.SchemaAirplane
		} else {
			ent.Schema = demarche.SchemaVessel
		}
	}
	if body == nil {
		s.run.skip("target that is no person, entity or object")
		return nil
	}
	if sex := body.attr("sex"); sex != "" {
		ent.Gender = sex
	}
	for _, id := range body.all("identity") {
		s.identity(e, id)
	}
	for _, text := range body.values("other-information") {
		s.information(ent, text)
	}
	for _, rel := range body.all("relation") {
		kind := rel.attr("relation-type")
		e.rec.Relations = append(e.rec.Relations, demarche.Relation{To: "ch-" + rel.attr("target-id"), Kind: secoRelation(kind), Label: kind})
	}
	s.designations(e, n, body)
	e.rec.Raw = n.rest(secoIgnore)
	if len(e.rec.Designations) > 0 && e.rec.Designations[0].Removed != "" {
		s.run.skip("target taken off the list")
		return nil
	}
	s.entries = append(s.entries, e)
	return nil
}

// secoRelations gives the kind of relation by a word of its type.
var secoRelations = [][2]string{{"own", "owned_by"}, {"control", "owned_by"}, {"behalf", "acting_for"}, {"family", "family"}, {"spouse", "family"},
	{"child", "family"}, {"parent", "family"}, {"sibling", "family"}, {"leader", "leads"}, {"director", "leads"}}

func secoRelation(kind string) string {
	for _, r := range secoRelations {
		if strings.Contains(strings.ToLower(kind), r[0]) {
			return r[1]
		}
	}
	return "linked_to"
}

func (s *seco) identity(e *secoEntry, n *node) {
	ent := &e.rec.Entity
	main := n.attr("main") != "false"
	for _, k := range n.all("nationality") {
		if c := s.run.secoCountry(k.kid("country")); c != "" {
			ent.Nationalities = append(ent.Nationalities, c)
			ent.Countries = append(ent.Countries, c)
		}
	}
	for _, k := range n.all("name") {
		s.name(ent, k, main)
	}
	for _, k := range n.all("day-month-year") {
		b := demarche.Birth{Date: ymd(k.attr("year"), k.attr("month"), k.attr("day"))}
		if to := ymd(k.attr("to-year"), k.attr("to-month"), k.attr("to-day")); to != "" {
			b.Until = to
		}
		if b.Date == "" {
			b.Date = ymd(k.attr("from-year"), k.attr("from-month"), k.attr("from-day"))
		}
		ent.Births = append(ent.Births, b)
		e.births = append(e.births, "")
	}
	for _, k := range n.all("place-of-birth") {
		e.births = append(e.births, k.attr("place-id"))
		ent.Births = append(ent.Births, demarche.Birth{Place: k.get("location")})
	}
	for _, k := range n.all("address") {
		a := demarche.Address{Note: k.get("remarks")}
		box := k.get("p-o-box")
		if box != "" {
			box = "P.O. Box " + box
		}
		a.Text = joinAddress(k.get("c-o"), k.get("address-details"), box, k.get("zip-code"))
		ent.Addresses = append(ent.Addresses, a)
		e.addresses = append(e.addresses, k.attr("place-id"))
	}
	for _, k := range n.all("identification-document") {
		kind := k.attr("document-type")
		id := demarche.Identifier{Scheme: scheme(strings.ReplaceAll(kind, "-", " ")), Label: kind, Value: k.get("number"), Country: s.run.secoCountry(k.kid("issuer")),
			Issued: date(k.get("date-of-issue"), dayFirst), Expires: date(k.get("expiry-date"), dayFirst), Note: k.get("remark")}
		if id.Scheme == "" {
			id.Scheme = "other"
		}
		if id.Value != "" {
			ent.Identifiers = append(ent.Identifiers, id)
		}
	}
}

// name puts the parts of a name in their order. A spelling variant of a part
// makes one more name, with the other parts in the same writing where they have
// it.
func (s *seco) name(ent *demarche.Entity, n *node, main bool) {
	parts := n.all("name-part")
	sort.SliceStable(parts, func(i, j int) bool { return order1(parts[i]) < order1(parts[j]) })
	kind, weak := n.attr("name-type"), n.attr("quality") == "low"
	var family, given, whole []string
	var scripts []string
	for _, p := range parts {
		text := p.get("value")
		switch p.attr("name-part-type") {
		case "title", "suffix":
			if p.attr("name-part-type") == "title" {
				ent.Positions = append(ent.Positions, text)
			}
			continue
		case "family-name":
			family = append(family, text)
		case "given-name", "further-given-name", "father-name":
			given = append(given, text)
		}
		whole = append(whole, text)
		for _, v := range p.all("spelling-variant") {
			scripts = append(scripts, v.attr("lang")+"/"+v.attr("script"))
		}
	}
	a := alias(join(whole...))
	if len(family) > 0 && len(given) > 0 && len(family)+len(given) == len(whole) {
		a = parted(join(family...), join(given...), ent.Nationalities)
	}
	s.add(ent, a, kind, weak, main)
	for _, script := range unique(scripts) {
		s.add(ent, alias(variant(parts, script)), "alias", weak, main)
	}
}

func order1(n *node) int {
	i, _ := strconv.Atoi(n.attr("order"))
	return i
}

// variant is a name with each part in the given language and script, where it
// is spelt in them.
func variant(parts []*node, script string) string {
	var out []string
	for _, p := range parts {
		if k := p.attr("name-part-type"); k == "title" || k == "suffix" {
			continue
		}
		text := p.get("value")
		for _, v := range p.all("spelling-variant") {
			if v.attr("lang")+"/"+v.attr("script") == script {
				text = v.value()
				break
			}
		}
		out = append(out, text)
	}
	return join(out...)
}

func (s *seco) add(ent *demarche.Entity, a demarche.Alias, kind string, weak, main bool) {
	if a.Name == "" {
		return
	}
	a.Weak = weak
	if kind == "formerly-known-as" {
		a.Kind = "former"
	}
	if kind == "primary-name" && (main && ent.Name == "") {
		ent.Name = a.Name
	}
	ent.Aliases = append(ent.Aliases, a)
	if ent.Name == "" {
		ent.Name = a.Name
	}
}

var (
	secoIMO  = regexp.MustCompile(`(?i)\bIMO(?: number)?\s*:?\s*(\d{7})\b`)
	secoNum  = regexp.MustCompile(`(?i)^(?:ОГРН/main |state |business )?(registration number|taxpayer identification number|tax registration number|tax identification number)\s*:?\s*(\d+)\.?$`)
	secoMail = regexp.MustCompile(`(?i)^e-?mail(?: address)?\s*:\s*(\S+@\S+)$`)
	secoWeb  = regexp.MustCompile(`(?i)^website\s*:\s*(\S+)$`)
	secoTel  = regexp.MustCompile(`(?i)^tel(?:\.|ephone)(?: number)?\s*:\s*(\+?[0-9 ()-]+)$`)
	secoBIC  = regexp.MustCompile(`\b(?:SWIFT/BIC|SWIFT|BIC)(?: codes?)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b`)
)

// information reads the remarks that are values; the others are notes.
func (s *seco) information(ent *demarche.Entity, text string) {
	add := func(scheme, label, value string) {
		ent.Identifiers = append(ent.Identifiers, demarche.Identifier{Scheme: scheme, Label: label, Value: value})
	}
	switch {
	case secoIMO.MatchString(text):
		add("imo", "IMO number", secoIMO.FindStringSubmatch(text)[1])
	case secoNum.MatchString(text):
		m := secoNum.FindStringSubmatch(text)
		kind := "registration"
		if strings.Contains(strings.ToLower(m[1]), "tax") {
			kind = "tax"
		}
		add(kind, m[1], m[2])
		return
	case secoMail.MatchString(text):
		ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: "email", Value: secoMail.FindStringSubmatch(text)[1]})
		return
	case secoWeb.MatchString(text):
		ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: "website", Value: secoWeb.FindStringSubmatch(text)[1]})
		return
	case secoTel.MatchString(text):
		ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: "phone", Value: strings.TrimSpace(secoTel.FindStringSubmatch(text)[1])})
		return
	}
	for _, m := range secoBIC.FindAllStringSubmatch(text, -1) {
		add("bic", "SWIFT/BIC", m[1])
	}
	ent.Notes = append(ent.Notes, text)
}

var unReference = regexp.MustCompile(`^[A-Z][A-Za-z]{1,2}[ei]\.\d{3}$`)

// designations makes one designation a set of sanctions. The newest
// modification stands first in the file.
func (s *seco) designations(e *secoEntry, n, body *node) {
	sets := n.values("sanctions-set-id")
	if id := n.attr("sanctions-set-id"); id != "" {
		sets = append(sets, id)
	}
	for _, ref := range n.values("foreign-identifier") {
		scheme := "other"
		if unReference.MatchString(ref) {
			scheme = "un-ref"
		}
		e.rec.Entity.Identifiers = append(e.rec.Entity.Identifiers, demarche.Identifier{Scheme: scheme, Label: "foreign identifier", Value: ref})
	}
	d := demarche.Designation{Reference: n.attr("ssid"), Reason: strings.Join(body.values("justification"), "\n")}
	newest := ""
	for _, k := range n.all("modification") {
		kind := k.attr("modification-type")
		published, effective := date(k.attr("publication-date"), dayFirst), date(k.attr("effective-date"), dayFirst)
		k.attr("enactment-date")
		if published == "" {
			published = date(k.attr("enactment-date"), dayFirst)
		}
		if kind == "listed" && (d.Listed == "" || published < d.Listed) {
			d.Listed, d.Effective = published, effective
		}
		d.Amended = max(d.Amended, published)
		if newest == "" || published > newest {
			newest = published
			if d.Removed = ""; kind == "de-listed" {
				d.Removed, d.Ended = published, "removed"
			}
		}
	}
	for _, id := range sets {
		p := s.programmes[id]
		one := d
		one.Programme, one.Instrument, one.Source = demarche.Programme(p.key), p.name, p.origin
		if p.set != "" {
			one.MeasureText = []string{p.set}
			one.Measures = measures(p.set)
		}
		e.rec.Designations = append(e.rec.Designations, one)
	}
	if len(sets) == 0 {
		e.rec.Designations = []demarche.Designation{d}
	}
}

// locate fills in the places, which stand at the end of the file.
func (s *seco) locate(e *secoEntry) {
	ent := &e.rec.Entity
	for i, id := range e.addresses {
		p := s.places[id]
		a := &ent.Addresses[i]
		a.Text, a.City, a.Country = joinAddress(a.Text, p.Text), p.City, p.Country
		ent.Countries = append(ent.Countries, p.Country)
	}
	var births []demarche.Birth
	for i, b := range ent.Births {
		if id := e.births[i]; id != "" {
			p := s.places[id]
			b.Place, b.Country = joinAddress(b.Place, p.Text), p.Country
			if j := freePlace(births); j >= 0 {
				births[j].Place, births[j].Country = b.Place, b.Country
				continue
			}
		}
		births = append(births, b)
	}
	ent.Births = births
}
