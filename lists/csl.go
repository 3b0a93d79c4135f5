package lists

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"demarche"
)

// readCSL reads the US Consolidated Screening List, which joins lists of the
// Treasury, Commerce and State Departments; several values of a cell stand with
// "; " between them.
func readCSL(r *run, in *input) error {
	return table(in.text(), ',', "source", nil, func(w *row) error {
		rec := r.cslEntry(w)
		rec.Raw = w.rest()
		return r.emit(rec)
	})
}

// cslLists says who imposes what by the name of the source.
var cslLists = []struct {
	words     string
	authority demarche.Authority
	measure   demarche.Measure
}{
	{"(SDN)", "OFAC", demarche.MeasureAssetFreeze}, {"(SSI)", "OFAC", demarche.MeasureDebtEquity}, {"(CMIC)", "OFAC", demarche.MeasureDebtEquity}, {"(CAP)", "OFAC", demarche.MeasureCorrespondent},
	{"(MBS)", "OFAC", demarche.MeasureDebtEquity}, {"Treasury", "OFAC", ""},
	{"Bureau of Industry and Security", "BIS", demarche.MeasureExportControl}, {"(ISN)", "US State Department", demarche.MeasureExportControl}, {"(DTC)", "US State Department", demarche.MeasureExportControl}, {"State", "US State Department", ""},
}

func (r *run) cslEntry(w *row) Record {
	source, name, number := w.get("source"), join(w.get("name")), w.get("entity_number")
	rec := Record{Entity: demarche.Entity{Name: name, Schema: demarche.SchemaOrganization}}
	e := &rec.Entity
	switch strings.ToLower(w.get("type")) {
	case "individual":
		e.Schema = demarche.SchemaPerson
	case "vessel":
		e.Schema = demarche.SchemaVessel
	case "aircraft":
		e.Schema = demarche.SchemaAirplane
	}
	d := demarche.Designation{Programme: demarche.Programme(strings.TrimSpace(source)), Authority: "US Commerce (ITA)", Reference: number,
		Listed: date(w.get("start_date"), monthFirst), Expires: date(w.get("end_date"), monthFirst), Instrument: w.get("federal_register_notice"), URL: w.get("source_information_url")}
	for _, l := range cslLists {
		if strings.Contains(source, l.words) {
			if d.Authority = l.authority; l.measure != "" {
				d.Measures = []demarche.Measure{l.measure}
			}
			break
		}
	}
	w.get("source_list_url")
	w.get("_id")
	if number != "" && d.Authority == "OFAC" {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "entity", Value: "ofac-" + number})
	}
	e.ID = cslID(source, number, name, w.get("addresses"), d)
	d.Tags = split(w.get("programs"), ";")
	if d.Authority != "OFAC" {
		d.Tags = nil
	}
	for _, text := range []string{w.get("license_requirement"), w.get("license_policy")} {
		if text != "" {
			d.MeasureText = append(d.MeasureText, text)
		}
	}
	w.get("standard_order")
	rec.Relations, d.Secondary = r.cslDetails(e, w)
	rec.Designations = []demarche.Designation{d}
	return rec
}

// cslID makes an id out of what identifies a row: the list's own code and the
// number; lists without numbers give name, address and date.
func cslID(source, number, name, addresses string, d demarche.Designation) string {
	_, code, _ := strings.Cut(source, "(")
	code, _, _ = strings.Cut(code, ")")
	if number != "" {
		return "csl-" + slug(code) + "-" + number
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{name, addresses, d.Listed}, "\x00")))
	return "csl-" + slug(code) + "-" + hex.EncodeToString(sum[:5])
}

func (r *run) cslDetails(e *demarche.Entity, w *row) (relations []demarche.Relation, secondary []string) {
	o := &ofacEntry{run: r, rec: Record{Entity: *e}}
	for _, n := range append(split(w.get("nationalities"), ";"), split(w.get("citizenships"), ";")...) {
		o.nationality(n)
	}
	for _, b := range split(w.get("dates_of_birth"), ";") {
		o.rec.Entity.Births = append(o.rec.Entity.Births, birth(b, monthFirst))
	}
	for _, p := range split(w.get("places_of_birth"), ";") {
		o.place(p)
	}
	o.rec.Entity.Positions = split(w.get("title"), ";")
	for _, text := range split(w.get("addresses"), ";") {
		a := demarche.Address{Text: text}
		if before, code, ok := cutLast(text, ", "); ok && len(code) == 2 && strings.ToUpper(code) == code {
			a.Text, a.Country = before, code
			o.rec.Entity.Countries = append(o.rec.Entity.Countries, code)
		}
		o.rec.Entity.Addresses = append(o.rec.Entity.Addresses, a)
	}
	for _, id := range split(w.get("ids"), ";") {
		o.cslID(id)
	}
	for _, f := range [][2]string{{"call_sign", "Call Sign"}, {"vessel_type", "Vessel Type"}, {"gross_tonnage", "Tonnage"}, {"gross_registered_tonnage", "Gross Registered Tonnage"}, {"vessel_flag", "Vessel Flag"}, {"vessel_owner", "Vessel Owner"}} {
		if v := w.get(f[0]); v != "" {
			o.feature(f[1], v)
		}
	}
	o.remarks(strings.Trim(w.get("remarks"), "()"))
	r.head.Unknown["remark"] += o.notes
	weak := o.rec.Entity.Aliases
	o.rec.Entity.Aliases = nil
	main := o.name(o.rec.Entity.Name)
	if main.Family != "" {
		o.rec.Entity.Name = main.Name
		o.rec.Entity.Aliases = append(o.rec.Entity.Aliases, main)
	}
	for _, n := range split(w.get("alt_names"), ";") {
		o.rec.Entity.Aliases = append(o.rec.Entity.Aliases, o.name(n))
	}
	o.rec.Entity.Aliases = append(o.rec.Entity.Aliases, weak...)
	*e = o.rec.Entity
	return o.rec.Relations, o.secondary
}

// cslID reads one identifier: "Passport, 836238033, KP" since 2020, "KP,
// 836238033, Passport" before.
func (e *ofacEntry) cslID(text string) {
	parts := split(text, ",")
	if len(parts) < 2 {
		e.rec.Entity.Notes = append(e.rec.Entity.Notes, text)
		e.notes++
		return
	}
	first, last := parts[0], parts[len(parts)-1]
	known := func(label string) bool {
		return strings.HasSuffix(label, ":") || strings.HasSuffix(label, "-") || scheme(label) != "" || label == "Gender" || label == "Website" || strings.HasPrefix(label, "Email")
	}
	id := demarche.Identifier{Label: first}
	rest := parts[1:]
	if !known(first) && known(last) {
		id.Label, rest = last, parts[:len(parts)-1]
		if len(rest) > 1 && len(rest[0]) == 2 {
			id.Country, rest = rest[0], rest[1:]
		}
	} else if n := len(rest); n > 1 && len(rest[n-1]) == 2 && strings.ToUpper(rest[n-1]) == rest[n-1] {
		id.Country, rest = rest[n-1], rest[:n-1]
	}
	id.Value = strings.Join(rest, ", ")
	if !strings.Contains(id.Label, "Phone") && !strings.HasPrefix(id.Label, walletLabel) {
		if id.Scheme = scheme(id.Label); id.Scheme != "" && !strings.HasSuffix(id.Label, ":") && !strings.HasSuffix(id.Label, "-") {
			e.document(id)
			return
		}
	}
	if !e.feature(id.Label, id.Value) {
		e.rec.Entity.Notes = append(e.rec.Entity.Notes, strings.TrimRight(id.Label, ": -")+": "+id.Value)
		e.notes++
	}
}
