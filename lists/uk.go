package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// The UK Sanctions List, the only UK list since 28 January 2026, is published
// as XML, one Designation element an entry, and as a table, one row a name with
// the rest repeated. Both give the same entries under the Unique ID, RUS0251.

// readUK reads the XML.
func readUK(r *run, in *input) error {
	ignore := ignoring("SanctionsImposedIndicators")
	return scan(in.r, map[string]func(*node) error{
		"DateGenerated": func(n *node) error {
			r.head.Date = date(n.value(), dayFirst)
			return nil
		},
		"Designation": func(n *node) error {
			u := &ukEntry{run: r}
			u.element(n)
			u.rec.Raw = n.rest(ignore)
			return u.emit()
		},
	})
}

// ukEntry gathers an entry.
type ukEntry struct {
	run *run
	rec Record
	d   demarche.Designation
}

func (u *ukEntry) start(id, kind string) {
	u.rec.Entity.ID = "uk-" + id
	u.d.Reference = id
	switch strings.ToLower(kind) {
	case "individual":
		u.rec.Entity.Schema = demarche.SchemaPerson
	case "ship":
		u.rec.Entity.Schema = demarche.SchemaVessel
	default:
		u.rec.Entity.Schema = demarche.SchemaOrganization
	}
}

// name adds a name of six parts; the sixth is the family name, or the whole
// name of what is no person.
func (u *ukEntry) name(kind, strength string, parts []string) {
	e := &u.rec.Entity
	a := alias(join(parts...))
	if a.Name == "" {
		return
	}
	given := join(parts[:5]...)
	if e.Schema == demarche.SchemaPerson && given != "" && parts[5] != "" {
		a = parted(parts[5], given, e.Nationalities)
	}
	kind = strings.ToLower(kind)
	a.Weak = strings.Contains(strings.ToLower(strength), "low")
	if strings.Contains(kind, "previous") || strings.Contains(kind, "former") {
		a.Kind = "former"
	}
	if kind == "primary name" && e.Name == "" {
		e.Name = a.Name
	}
	e.Aliases = append(e.Aliases, a)
}

func (u *ukEntry) native(name, lang string) {
	for _, part := range split(name, "|") {
		a := alias(part)
		a.Lang = ukLanguages[strings.ToLower(lang)]
		u.rec.Entity.Aliases = append(u.rec.Entity.Aliases, a)
	}
}

var ukLanguages = map[string]string{"arabic": "ar", "russian": "ru", "ukrainian": "uk", "belarusian": "be", "burmese": "my", "chinese": "zh", "korean": "ko", "persian": "fa", "farsi": "fa", "dari": "prs", "pashto": "ps", "urdu": "ur", "serbian": "sr", "hebrew": "he"}

func (u *ukEntry) address(lines []string, postcode, country string) {
	e := &u.rec.Entity
	a := demarche.Address{Country: u.run.country(country)}
	a.Text = joinAddress(append(lines, postcode)...)
	if a != (demarche.Address{}) {
		e.Addresses = append(e.Addresses, a)
		e.Countries = append(e.Countries, a.Country)
	}
}

func (u *ukEntry) contact(scheme string, values ...string) {
	for _, v := range values {
		for _, part := range split(v, "|") {
			u.rec.Entity.Contacts = append(u.rec.Entity.Contacts, demarche.Identifier{Scheme: scheme, Value: part})
		}
	}
}

func (u *ukEntry) identifier(scheme, label, value, note string) {
	for _, part := range parts(value) {
		id := demarche.Identifier{Scheme: scheme, Label: label, Value: part, Note: note}
		if scheme == "imo" {
			if id.Value = imoNumber.FindString(part); id.Value == "" {
				id.Scheme, id.Value = "other", part
			}
		}
		u.rec.Entity.Identifiers = append(u.rec.Entity.Identifiers, id)
	}
}

func (u *ukEntry) nationality(values ...string) {
	for _, v := range values {
		for _, part := range parts(v) {
			u.rec.Entity.Nationalities = append(u.rec.Entity.Nationalities, u.run.country(part))
		}
	}
}

func (u *ukEntry) birth(text string) {
	for _, part := range parts(text) {
		u.rec.Entity.Births = append(u.rec.Entity.Births, birth(part, dayFirst))
	}
}

func (u *ukEntry) related(kind, label, names string) {
	for _, name := range parts(names) {
		u.rec.Relations = append(u.rec.Relations, demarche.Relation{ToName: name, Kind: kind, Label: label})
	}
}

var numbered = regexp.MustCompile(`\(\d{1,2}\)\s*`)

// parts splits a cell that holds several values: "(1) A. (2) B." or "A|B".
func parts(s string) []string {
	var out []string
	for _, piece := range numbered.Split(s, -1) {
		for _, p := range split(piece, "|") {
			if numbered.MatchString(s) {
				p = strings.TrimRight(p, ". ")
			}
			out = append(out, p)
		}
	}
	return out
}

// imposed reads the measures, "|" between them.
func (u *ukEntry) imposed(text string) {
	u.d.MeasureText = split(text, "|")
	for _, t := range u.d.MeasureText {
		for _, m := range measures(t) {
			if !containsMeasure(u.d.Measures, m) {
				u.d.Measures = append(u.d.Measures, m)
			}
		}
	}
}

func containsMeasure(list []demarche.Measure, m demarche.Measure) bool {
	for _, have := range list {
		if have == m {
			return true
		}
	}
	return false
}

func (u *ukEntry) references(ofsi, un string) {
	e := &u.rec.Entity
	if ofsi != "" {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "ofsi-group", Value: ofsi})
	}
	if un != "" {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "un-ref", Value: un})
	}
}

func (u *ukEntry) emit() error {
	e := &u.rec.Entity
	if e.Name == "" && len(e.Aliases) > 0 {
		e.Name = e.Aliases[0].Name
	}
	e.Countries = append(e.Countries, e.Nationalities...)
	if e.Vessel != nil && e.Vessel.Flag != "" {
		e.Countries = append(e.Countries, e.Vessel.Flag)
	}
	u.rec.Designations = []demarche.Designation{u.d}
	return u.run.emit(u.rec)
}

func (u *ukEntry) element(n *node) {
	u.start(n.get("UniqueID"), n.get("IndividualEntityShip"))
	e := &u.rec.Entity
	u.references(n.get("OFSIGroupID"), n.get("UNReferenceNumber"))
	person := n.kid("IndividualDetails")
	for _, p := range person.all("Individual") {
		u.person(p)
	}
	for _, k := range n.all("Names", "Name") {
		u.name(k.get("NameType"), k.get("AliasStrength"), []string{k.get("Name1"), k.get("Name2"), k.get("Name3"), k.get("Name4"), k.get("Name5"), k.get("Name6")})
	}
	for _, k := range n.all("NonLatinNames", "NonLatinName") {
		k.get("NonLatinScriptType")
		u.native(k.get("NameNonLatinScript"), k.get("NonLatinScriptLanguage"))
	}
	e.Positions = append(n.values("Titles", "Title"), e.Positions...)
	for _, k := range n.all("Addresses", "Address") {
		u.address([]string{k.get("AddressLine1"), k.get("AddressLine2"), k.get("AddressLine3"), k.get("AddressLine4"), k.get("AddressLine5"), k.get("AddressLine6")},
			k.get("AddressPostalCode"), k.get("AddressCountry"))
	}
	u.contact("phone", n.values("PhoneNumbers", "PhoneNumber")...)
	u.contact("email", n.values("EmailAddresses", "EmailAddress")...)
	u.contact("website", n.values("Websites", "Website")...)
	for _, k := range n.all("EntityDetails", "Entity") {
		for _, v := range k.values("BusinessRegistrationNumbers", "BusinessRegistrationNumber") {
			u.identifier("registration", "Business registration number", v, "")
		}
		e.Notes = append(e.Notes, k.values("TypeOfEntities", "TypeOfEntity")...)
		u.related("owned_by", "Parent company", strings.Join(k.values("ParentCompanies", "ParentCompany"), "|"))
		u.related("owner_of", "Subsidiary", strings.Join(k.values("Subsidiaries", "Subsidiary"), "|"))
	}
	for _, k := range n.all("ShipDetails", "Ship") {
		u.ship(k)
	}
	u.d.Programme = demarche.Programme(n.get("RegimeName"))
	u.d.Source = n.get("DesignationSource")
	u.d.Listed, u.d.Amended = date(n.get("DateDesignated"), dayFirst), date(n.get("LastUpdated"), dayFirst)
	u.d.Reason = n.get("UKStatementofReasons")
	e.Notes = append(e.Notes, n.get("OtherInformation"))
	u.imposed(n.get("SanctionsImposed"))
}

func (u *ukEntry) person(p *node) {
	e := &u.rec.Entity
	for _, v := range p.values("DOBs", "DOB") {
		u.birth(v)
	}
	for _, k := range p.all("BirthDetails", "Location") {
		u.birthplace(k.get("TownOfBirth"), k.get("CountryOfBirth"))
	}
	u.nationality(p.values("Nationalities", "Nationality")...)
	e.Positions = append(e.Positions, p.values("Positions", "Position")...)
	for _, g := range p.values("Genders", "Gender") {
		e.Gender = strings.ToLower(g)
	}
	for _, k := range p.all("PassportDetails", "Passport") {
		u.identifier("passport", "Passport", k.get("PassportNumber"), k.get("PassportAdditionalInformation"))
	}
	for _, k := range p.all("NationalIdentifierDetails", "NationalIdentifier") {
		u.identifier("national_id", "National identifier", k.get("NationalIdentifierNumber"), k.get("NationalIdentifierAdditionalInformation"))
	}
}

// birthplace puts a place with the first birth that has none.
func (u *ukEntry) birthplace(town, country string) {
	e := &u.rec.Entity
	country = u.run.country(country)
	if town == "" && country == "" {
		return
	}
	for _, b := range e.Births {
		if b.Place == town && b.Country == country {
			return
		}
	}
	if i := freePlace(e.Births); i >= 0 {
		e.Births[i].Place, e.Births[i].Country = town, country
		return
	}
	e.Births = append(e.Births, demarche.Birth{Place: town, Country: country})
}

func (u *ukEntry) ship(k *node) {
	v := &demarche.Vessel{}
	u.rec.Entity.Vessel = v
	for _, imo := range k.values("IMONumbers", "IMONumber") {
		u.identifier("imo", "IMO number", imo, "")
	}
	first := func(path ...string) string {
		if list := k.values(path...); len(list) > 0 {
			return strings.Join(list, "; ")
		}
		return ""
	}
	v.Owner = first("CurrentOwnerOperators", "CurrentOwnerOperator")
	v.PastOwners = k.values("PreviousOwnerOperators", "PreviousOwnerOperator")
	v.Flag = u.run.country(first("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"))
	for _, flag := range k.values("PreviousFlags", "PreviousFlag") {
		v.PastFlags = append(v.PastFlags, u.run.country(flag))
	}
	v.Type, v.Tonnage = first("TypeOfShipDetails", "TypeOfShip"), first("TonnageOfShipDetails", "TonnageOfShip")
	v.Length, v.Built = first("LengthOfShipDetails", "LengthOfShip"), first("YearsBuilt", "YearBuilt")
}
