package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// readUN reads the Security Council's consolidated list: INDIVIDUAL and ENTITY
// elements. The list's own id of an entry is its reference number, KPi.001.
func readUN(r *run, in *input) error {
	ignore := ignoring("DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LIST_TYPE")
	entry := func(schema demarche.EntitySchema, kind string) func(*node) error {
		return func(n *node) error {
			rec := r.unEntry(n, schema, kind)
			rec.Raw = n.rest(ignore)
			return r.emit(rec)
		}
	}
	return scan(in.r, map[string]func(*node) error{
		"": func(n *node) error {
			r.head.Date = date(n.attr("dateGenerated"), dayFirst)
			return nil
		},
		"INDIVIDUALS/INDIVIDUAL": entry(demarche.SchemaPerson, "INDIVIDUAL"),
		"ENTITIES/ENTITY":        entry(demarche.SchemaOrganization, "ENTITY"),
	})
}

// unRegimes names the committees behind UN_LIST_TYPE with their resolutions.
var unRegimes = map[string][2]string{
	"Al-Qaida": {"ISIL (Da'esh) and Al-Qaida sanctions", "UNSCR 1267"}, "CAR": {"Central African Republic sanctions", "UNSCR 2127"}, "DPRK": {"DPRK sanctions", "UNSCR 1718"},
	"DRC": {"Democratic Republic of the Congo sanctions", "UNSCR 1533"}, "GB": {"Guinea-Bissau sanctions", "UNSCR 2048"}, "Haiti": {"Haiti sanctions", "UNSCR 2653"}, "HT": {"Haiti sanctions", "UNSCR 2653"},
	"Iran": {"Iran sanctions", "UNSCR 1737"}, "Iraq": {"Iraq sanctions", "UNSCR 1518"}, "Lebanon": {"Lebanon sanctions", "UNSCR 1636"}, "Libya": {"Libya sanctions", "UNSCR 1970"}, "Mali": {"Mali sanctions", "UNSCR 2374"},
	"Somalia": {"Al-Shabaab sanctions", "UNSCR 2713"}, "SouthSudan": {"South Sudan sanctions", "UNSCR 2206"}, "South Sudan": {"South Sudan sanctions", "UNSCR 2206"}, "Sudan": {"Sudan sanctions", "UNSCR 1591"}, "Taliban": {"Taliban sanctions", "UNSCR 1988"}, "Yemen": {"Yemen sanctions", "UNSCR 2140"},
}

func (r *run) unEntry(n *node, schema demarche.EntitySchema, kind string) Record {
	ref := n.get("REFERENCE_NUMBER")
	rec := Record{Entity: demarche.Entity{ID: "un-" + ref, Schema: schema}}
	e := &rec.Entity
	e.Name = join(n.get("FIRST_NAME"), n.get("SECOND_NAME"), n.get("THIRD_NAME"), n.get("FOURTH_NAME"))
	e.Gender = strings.ToLower(n.get("GENDER"))
	if own := n.get("NAME_ORIGINAL_SCRIPT"); own != "" {
		e.Aliases = append(e.Aliases, alias(own))
	}
	for _, k := range n.all(kind + "_ALIAS") {
		quality := k.get("QUALITY")
		for _, name := range split(k.get("ALIAS_NAME"), ";") {
			a := alias(name)
			a.Weak = strings.EqualFold(quality, "Low")
			if strings.HasPrefix(strings.ToLower(quality), "f.k.a") {
				a.Kind = "former"
			}
			e.Aliases = append(e.Aliases, a)
		}
		r.unAliasBirth(e, k)
	}
	for _, v := range append(n.values("NATIONALITY", "VALUE"), n.values("NATIONALITY2", "VALUE")...) {
		e.Nationalities = append(e.Nationalities, r.country(v))
	}
	e.Countries = append(e.Countries, e.Nationalities...)
	e.Positions = append(n.values("TITLE", "VALUE"), n.values("DESIGNATION", "VALUE")...)
	for _, k := range n.all(kind + "_ADDRESS") {
		a := demarche.Address{City: k.get("CITY"), Country: r.country(k.get("COUNTRY")), Note: k.get("NOTE")}
		a.Text = joinAddress(k.get("STREET"), a.City, k.get("STATE_PROVINCE"), k.get("ZIP_CODE"))
		if a != (demarche.Address{}) {
			e.Addresses = append(e.Addresses, a)
			e.Countries = append(e.Countries, a.Country)
		}
	}
	r.unBirths(e, n)
	for _, k := range n.all("INDIVIDUAL_DOCUMENT") {
		r.unDocument(e, k)
	}
	e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "un-ref", Value: ref})
	e.Notes = n.values("COMMENTS1")
	if imo := unIMO.FindStringSubmatch(strings.Join(e.Notes, " ")); imo != nil {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "imo", Value: imo[1]})
	}
	rec.Designations = []demarche.Designation{unDesignation(n, e, ref)}
	return rec
}

var unIMO = regexp.MustCompile(`\bIMO (?:number|no\.?)?[: ]*(\d{7})\b`)

// originalScript finds a name in its own writing inside a note on an alias.
var originalScript = regexp.MustCompile(`(?i)(?:original script|in [a-z]+ script|in arabic)\s*:\s*(.+)`)

// unAliasBirth takes the date and place of birth of an alias, as of another
// candidate for the same person, and what the note says.
func (r *run) unAliasBirth(e *demarche.Entity, k *node) {
	b := demarche.Birth{}
	if d := k.get("DATE_OF_BIRTH"); d != "" {
		b = birth(d, dayFirst)
	}
	b.Place, b.Country = k.get("CITY_OF_BIRTH"), r.country(k.get("COUNTRY_OF_BIRTH"))
	if b != (demarche.Birth{}) {
		e.Births = append(e.Births, b)
	}
	note := k.get("NOTE")
	if m := originalScript.FindStringSubmatch(note); m != nil && script(m[1]) != "Latn" {
		e.Aliases = append(e.Aliases, alias(strings.Trim(m[1], " .;()")))
	} else if note != "" {
		e.Notes = append(e.Notes, strings.TrimPrefix(k.get("ALIAS_NAME")+": "+note, ": "))
	}
}

func (r *run) unBirths(e *demarche.Entity, n *node) {
	var births []demarche.Birth
	for _, k := range n.all("INDIVIDUAL_DATE_OF_BIRTH") {
		kind := k.get("TYPE_OF_DATE")
		b := demarche.Birth{Circa: strings.EqualFold(kind, "APPROXIMATELY")}
		from, to := date(k.get("FROM_YEAR"), dayFirst), date(k.get("TO_YEAR"), dayFirst)
		exact := k.get("DATE")
		year := k.get("YEAR")
		switch {
		case exact != "":
			read := birth(exact, dayFirst)
			b.Date, b.Note = read.Date, read.Note
		case year != "":
			read := birth(year, dayFirst)
			b.Date, b.Until, b.Note = read.Date, read.Until, read.Note
		case from != "":
			b.Date, b.Until = from, to
		}
		if note := k.get("NOTE"); note != "" {
			if read := birth(note, dayFirst); b.Date == "" && read.Date != "" {
				b = read
			} else {
				b.Note = joinAddress(b.Note, note)
			}
		}
		if b.Date != "" || b.Note != "" {
			births = append(births, b)
		}
	}
	for _, k := range n.all("INDIVIDUAL_PLACE_OF_BIRTH") {
		place := joinAddress(k.get("STREET"), k.get("CITY"), k.get("STATE_PROVINCE"), k.get("NOTE"))
		country := r.country(k.get("COUNTRY"))
		if place == "" && country == "" {
			continue
		}
		if i := freePlace(births); i >= 0 {
			births[i].Place, births[i].Country = place, country
			continue
		}
		births = append(births, demarche.Birth{Place: place, Country: country})
	}
	e.Births = append(births, e.Births...)
}

// freePlace finds the first birth without a place, -1 when there is none.
func freePlace(births []demarche.Birth) int {
	for i, b := range births {
		if b.Place == "" && b.Country == "" {
			return i
		}
	}
	return -1
}

func (r *run) unDocument(e *demarche.Entity, k *node) {
	label := k.get("TYPE_OF_DOCUMENT")
	if second := k.get("TYPE_OF_DOCUMENT2"); second != "" {
		label = second
	}
	id := demarche.Identifier{Value: k.get("NUMBER"), Label: label, Country: r.country(k.get("ISSUING_COUNTRY")),
		Issued: date(k.get("DATE_OF_ISSUE"), dayFirst), Note: joinAddress(k.get("NOTE"), k.get("CITY_OF_ISSUE"))}
	if place := r.country(k.get("COUNTRY_OF_ISSUE")); id.Country == "" {
		id.Country = place
	}
	if id.Scheme = scheme(label); id.Scheme == "" {
		id.Scheme = "other"
	}
	if id.Value != "" {
		e.Identifiers = append(e.Identifiers, id)
	} else if id.Note != "" || label != "" {
		e.Notes = append(e.Notes, joinAddress(label, id.Note))
	}
}

func unDesignation(n *node, e *demarche.Entity, ref string) demarche.Designation {
	kind := n.get("UN_LIST_TYPE")
	d := demarche.Designation{Programme: demarche.Programme(kind), Listed: date(n.get("LISTED_ON"), dayFirst), Reference: ref}
	if regime, ok := unRegimes[kind]; ok {
		d.Programme, d.Instrument = demarche.Programme(regime[0]), regime[1]
	}
	for _, v := range n.values("LAST_DAY_UPDATED", "VALUE") {
		if on := date(v, dayFirst); on > d.Amended {
			d.Amended = on
		}
	}
	n.values("SUBMITTED_BY")
	d.Measures = unMeasures(kind, strings.Join(e.Notes, " "), e.Schema)
	return d
}

// unMeasures says which measures an entry is under. The file does not, except
// in some remarks; else it follows from the committee: travel bans are of
// persons, Guinea-Bissau's committee imposes only them, Iraq's only freezes.
func unMeasures(kind, notes string, schema demarche.EntitySchema) []demarche.Measure {
	lower := strings.ToLower(notes)
	switch {
	case strings.Contains(lower, "(travel ban, asset freeze)"), strings.Contains(lower, "(asset freeze, travel ban)"):
		return []demarche.Measure{demarche.MeasureAssetFreeze, demarche.MeasureTravelBan}
	case strings.Contains(lower, "(travel ban)"):
		return []demarche.Measure{demarche.MeasureTravelBan}
	case strings.Contains(lower, "(asset freeze)"):
		return []demarche.Measure{demarche.MeasureAssetFreeze}
	case strings.Contains(lower, "(targeted arms embargo)"):
		return []demarche.Measure{demarche.MeasureArmsEmbargo}
	case kind == "GB":
		return []demarche.Measure{demarche.MeasureTravelBan}
	case schema == demarche.SchemaPerson && kind != "Iraq":
		return []demarche.Measure{demarche.MeasureAssetFreeze, demarche.MeasureTravelBan}
	}
	return []demarche.Measure{demarche.MeasureAssetFreeze}
}
