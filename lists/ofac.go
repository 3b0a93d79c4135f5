package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// ofacEntry gathers one entry of an OFAC file. The three formats say the same
// under the same labels: the text after a label in a table's remarks, an idType
// in the XML, a feature's or document's type in the advanced XML.
type ofacEntry struct {
	run       *run
	rec       Record
	tags      []string
	secondary []string
	measures  []string // remarks on what exactly is prohibited
	listed    []string // listing dates said in remarks
	effective []string
	notes     int // remarks that no rule reads
}

// vessel gives the entry's vessel, made when first needed.
func (e *ofacEntry) vessel() *demarche.Vessel {
	if e.rec.Entity.Vessel == nil {
		e.rec.Entity.Vessel = &demarche.Vessel{}
	}
	return e.rec.Entity.Vessel
}

// nationality adds a nationality; of a party that is no person it is a country.
func (e *ofacEntry) nationality(name string) {
	code := e.run.country(name)
	if e.rec.Entity.Schema == demarche.SchemaPerson {
		e.rec.Entity.Nationalities = append(e.rec.Entity.Nationalities, code)
	}
	e.rec.Entity.Countries = append(e.rec.Entity.Countries, code)
}

// place adds a place of birth to the first birth that has none.
func (e *ofacEntry) place(text string) {
	b := demarche.Birth{Place: text}
	for rest := text; e.run.countries != nil && b.Country == ""; { // "Sinuiju, Korea, North"
		if code, ok := e.run.code(rest); ok {
			b.Country = code
		}
		_, after, more := strings.Cut(rest, ", ")
		if !more {
			break
		}
		rest = after
	}
	births := e.rec.Entity.Births
	for i := range births {
		if births[i].Place == "" {
			births[i].Place, births[i].Country = b.Place, b.Country
			return
		}
	}
	e.rec.Entity.Births = append(births, b)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// walletLabel begins the label of a digital currency address; the currency's
// own code follows. Which codes there are is read from the file, never listed.
const walletLabel = "Digital Currency Address - "

// feature takes what stands under a label; it says whether the label is known.
func (e *ofacEntry) feature(label, value string) bool {
	label, value = strings.Trim(label, " :-"), strings.TrimSpace(value)
	ent := &e.rec.Entity
	lower := strings.ToLower(label)
	switch lower {
	case "dob", "birthdate", "date of birth", "organization established date":
		ent.Births = append(ent.Births, birth(value, dayFirst))
	case "pob", "place of birth":
		e.place(value)
	case "gender":
		ent.Gender = strings.ToLower(value)
	case "title":
		ent.Positions = append(ent.Positions, value)
	case "nationality", "citizen", "nationality country", "citizenship country", "citizenship", "nationality of registration":
		e.nationality(value)
	case "email address", "email":
		ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: "email", Value: value})
	case "website":
		ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: "website", Value: value})
	case "phone number", "telephone", "fax number", "fax":
		ent.Contacts = append(ent.Contacts, demarche.Identifier{Scheme: "phone", Value: value})
	case "vessel call sign", "call sign":
		e.vessel().CallSign = value
	case "vessel type":
		e.vessel().Type = value
	case "vessel flag", "flag":
		e.vessel().Flag = e.run.country(value)
		ent.Countries = append(ent.Countries, e.vessel().Flag)
	case "other vessel flag", "former vessel flag":
		e.vessel().PastFlags = append(e.vessel().PastFlags, e.run.country(value))
	case "vessel owner":
		e.vessel().Owner = value
	case "vessel tonnage", "tonnage":
		e.vessel().Tonnage = value
	case "vessel gross registered tonnage", "gross registered tonnage", "gross tonnage":
		e.vessel().GrossTons = value
	case "vessel year of build", "aircraft manufacture date":
		e.vessel().Built = value
	case "aircraft model", "aircraft type":
		e.vessel().Type = value
	case "linked to":
		e.rec.Relations = append(e.rec.Relations, demarche.Relation{ToName: value, Kind: "linked_to", Label: label})
	case "aircraft operator":
		e.rec.Relations = append(e.rec.Relations, demarche.Relation{ToName: value, Kind: "operated_by", Label: label})
	case "for more information on directives, please visit the following link", "location":
	default:
		return e.sanction(label, value) || e.identifier(label, value)
	}
	return true
}

// sanction takes remarks on what follows from the entry.
func (e *ofacEntry) sanction(label, value string) bool {
	lower := strings.ToLower(label)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(lower, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("secondary sanctions", "additional sanctions information", "transactions prohibited for persons owned"):
		e.secondary = append(e.secondary, label+": "+value)
	case has("listing date"):
		e.listed = append(e.listed, date(value, dayFirst))
		e.measures = append(e.measures, label+": "+value)
	case has("effective date", "purchase/sales for divestment date"):
		e.effective = append(e.effective, date(value, dayFirst))
		e.measures = append(e.measures, label+": "+value)
	case has("directive", "determination", "caatsa section", "peesa", "executive order 13846", "ifca"):
		e.measures = append(e.measures, label+": "+value)
	case has("organization type", "target type", "aircraft construction number", "aircraft mode s"):
		e.rec.Entity.Notes = append(e.rec.Entity.Notes, label+": "+value)
	default:
		return false
	}
	return true
}

// idSchemes gives the scheme of a document by words of its type, first match
// wins; what has none is an identifier of scheme "other" under its own label.
var idSchemes = []struct{ word, scheme string }{
	{"passport", "passport"}, {"vessel registration identification", "imo"}, {"imo number", "imo"}, {"mmsi", "mmsi"},
	{"swift/bic", "bic"}, {"legal entity number", "lei"}, {"legal entity identifier", "lei"}, {"d-u-n-s", "duns"}, {"isin", "isin"},
	{"tail number", "tail"}, {"serial number (msn)", "msn"}, {"ssn", "ssn"}, {"social security", "ssn"}, {"driver", "driver_licence"},
	{"national id", "national_id"}, {"national foreign id", "national_id"}, {"cedula", "national_id"}, {"c.u.r.p", "national_id"}, {"birth certificate", "national_id"},
	{"identification number", "national_id"}, {"identity card", "national_id"}, {"d.n.i", "national_id"}, {"citizen's card", "national_id"}, {"personal id", "national_id"}, {"i.f.e", "national_id"},
	{"tax id", "tax"}, {"r.f.c", "tax"}, {"ruc #", "tax"}, {"rif #", "tax"}, {"nit #", "tax"}, {"c.u.i.t", "tax"}, {"c.u.i.p", "tax"}, {"v.a.t", "tax"}, {"vat number", "tax"}, {"fiscal code", "tax"}, {"rtn", "tax"}, {"taxpayer", "tax"},
	{"registration", "registration"}, {"company number", "registration"}, {"registered number", "registration"}, {"commercial registry", "registration"}, {"unified social credit", "registration"}, {"incorporation", "registration"},
	{"matricula mercantil", "registration"}, {"business number", "registration"}, {"enterprise number", "registration"}, {"chamber of commerce", "registration"}, {"trade license", "registration"}, {"license", "registration"}, {"folio mercantil", "registration"}, {"public deed", "registration"},
	{"residency", "residence"}, {"visa", "visa"}, {"travel document", "passport"}, {"identification no", "national_id"}, {"c.u.i.", "national_id"}, {"nie", "national_id"}, {"stateless person", "national_id"},
	{"bank account", "account"}, {"moody", "other"}, {"micex", "other"}, {"pilot", "other"}, {"seafarer", "other"}, {"military", "other"}, {"interpol", "other"}, {"kenyan id", "national_id"}, {"turkish identification", "national_id"}, {"tazkira", "national_id"},
	{"id no", "national_id"}, {"id #", "national_id"}, {"afghan money service", "registration"}, {"cartilla", "other"}, {"electoral", "other"}, {"credencial", "other"}, {"bic container code", "container"},
	{"organization code", "registration"}, {"refugee id", "national_id"}, {"economic register number", "registration"}, {"diplomatic", "passport"}, {"number", "other"},
}

// scheme finds the scheme of an identifier by the list's own word for it.
func scheme(label string) string {
	lower := strings.ToLower(label)
	for _, s := range idSchemes {
		if strings.Contains(lower, s.word) {
			return s.scheme
		}
	}
	return ""
}

var imoNumber = regexp.MustCompile(`\b\d{7}\b`)

// identifier takes a document or another number.
func (e *ofacEntry) identifier(label, value string) bool {
	id := demarche.Identifier{Label: label, Value: value}
	if rest, ok := strings.CutPrefix(label, walletLabel); ok {
		id.Label = strings.TrimSpace(rest)
		id.Scheme = "wallet"
		e.rec.Entity.Identifiers = append(e.rec.Entity.Identifiers, id)
		return true
	}
	if id.Scheme = scheme(label); id.Scheme == "" {
		return false
	}
	e.document(id)
	return true
}

// document adds an identifier; a vessel's registration is an IMO number only
// when it has the form of one.
func (e *ofacEntry) document(id demarche.Identifier) {
	if id.Scheme == "imo" {
		if n := imoNumber.FindString(id.Value); n != "" {
			id.Value = n
		} else {
			id.Scheme = "registration"
		}
	}
	if id.Value != "" {
		e.rec.Entity.Identifiers = append(e.rec.Entity.Identifiers, id)
	}
}

// finish makes the designations out of the tags and hands the entry on. The
// dates that remarks give count only where they can mean one programme.
func (e *ofacEntry) finish() error {
	if len(e.rec.Designations) == 0 {
		if len(e.tags) == 0 {
			e.tags = []string{""}
		}
		for _, tag := range e.tags {
			e.rec.Designations = append(e.rec.Designations, e.designation(tag))
		}
	}
	one := func(dates []string) string {
		if dates = unique(dates); len(dates) == 1 {
			return dates[0]
		}
		return ""
	}
	for i := range e.rec.Designations {
		d := &e.rec.Designations[i]
		d.Reference = strings.TrimPrefix(e.rec.Entity.ID, "ofac-")
		d.Secondary = e.secondary
		d.MeasureText = append(d.MeasureText, e.measures...)
		if len(e.rec.Designations) == 1 {
			if d.Listed == "" {
				d.Listed = one(e.listed)
			}
			d.Effective = one(e.effective)
		}
	}
	if e.notes > 0 {
		e.run.head.Unknown["remark"] += e.notes
	}
	return e.run.emit(e.rec)
}

func (e *ofacEntry) designation(tag string) demarche.Designation {
	d := demarche.Designation{Authority: "OFAC", Programme: demarche.Programme(ofacProgramme(tag)), Instrument: ofacInstrument(tag),
		Measures: ofacMeasures(e.run.info.ID, tag)}
	if tag != "" {
		d.Tags = []string{tag}
	}
	return d
}

func ofacSchema(kind string) demarche.EntitySchema {
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "individual":
		return demarche.SchemaPerson
	case "vessel":
		return demarche.SchemaVessel
	case "aircraft":
		return demarche.SchemaAirplane
	}
	return demarche.SchemaOrganization
}
