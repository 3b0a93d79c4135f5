package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// readSEMA reads Canada's list under the Special Economic Measures Act and the
// Justice for Victims of Corrupt Foreign Officials Act: record elements of flat
// fields, whose names became bilingual in 2024. The list has no ids; regime,
// schedule and item number stand for one.
func readSEMA(r *run, in *input) error {
	return scan(in.r, map[string]func(*node) error{
		"record": func(n *node) error {
			rec := r.semaEntry(n)
			rec.Raw = n.rest(nil)
			return r.emit(rec)
		},
	})
}

// english is the English half of a bilingual text: "Russia / Russie".
var bilingual = regexp.MustCompile(`\s+/\s+|\s*\|\s*`)

func english(s string) string {
	return strings.TrimSpace(bilingual.Split(s, 2)[0])
}

// semaField gives a field under its bilingual name or the English one of before.
func semaField(n *node, name string) string {
	for _, k := range n.kids {
		if k.name == name || strings.HasPrefix(k.name, name+"-") {
			return k.value()
		}
	}
	return ""
}

func (r *run) semaEntry(n *node) Record {
	regime := english(semaField(n, "Country"))
	schedule, item := semaField(n, "Schedule"), semaField(n, "Item")
	family, given := semaField(n, "LastName"), semaField(n, "GivenName")
	name := semaField(n, "EntityOrShip")
	if name == "" {
		name = semaField(n, "Entity")
	}
	kind, imo := semaField(n, "TitleOrShipType"), semaField(n, "ShipIMONumber")
	born := semaField(n, "DateOfBirthOrShipBuildDate")
	if born == "" {
		born = semaField(n, "DateOfBirth")
	}
	rec := Record{Entity: demarche.Entity{ID: strings.Trim("ca-"+slug(regime)+"-"+slug(strings.TrimPrefix(schedule, "N/A"))+"-"+slug(item), "-"), Schema: demarche.SchemaOrganization}}
	rec.Entity.ID = strings.ReplaceAll(rec.Entity.ID, "--", "-")
	e := &rec.Entity
	d := demarche.Designation{Programme: demarche.Programme(regime), Instrument: "Special Economic Measures Act", Reference: joinAddress(schedule, item),
		Listed: date(semaField(n, "DateOfListing"), dayFirst), Measures: []demarche.Measure{demarche.MeasureAssetFreeze}}
	if strings.Contains(strings.ToUpper(regime), "JVCFO") || strings.Contains(regime, "Corrupt Foreign Officials") {
		d.Instrument = "Justice for Victims of Corrupt Foreign Officials Act"
	}
	switch {
	case family != "" || given != "":
		e.Schema = demarche.SchemaPerson
		a := parted(family, given, nil)
		e.Name = a.Name
		if family != "" && given != "" {
			e.Aliases = append(e.Aliases, a)
		}
		if born != "" {
			e.Births = append(e.Births, birth(born, dayFirst))
		}
		e.Positions = append(e.Positions, english(kind))
	case imo != "" || kind != "":
		e.Schema = demarche.SchemaVessel
		e.Name = name
		e.Vessel = &demarche.Vessel{Type: english(kind), Built: born}
		if n := imoNumber.FindString(imo); n != "" {
			e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "imo", Value: n})
		}
		d.Measures = []demarche.Measure{demarche.MeasurePortServiceBan}
	default:
		names := bilingual.Split(name, -1)
		e.Name = strings.TrimSpace(names[0])
		for _, other := range names[1:] {
			e.Aliases = append(e.Aliases, alias(other))
		}
		if born != "" {
			e.Births = append(e.Births, birth(born, dayFirst))
		}
	}
	for _, a := range semaAliases(semaField(n, "Aliases")) {
		e.Aliases = append(e.Aliases, alias(a))
	}
	rec.Designations = []demarche.Designation{d}
	return rec
}

// semaAliases splits the cell of aliases at commas and semicolons, but not
// before a legal form: "Acme, Ltd."
func semaAliases(cell string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '|' }) {
		for _, p := range split(piece, ", ") {
			if len(out) > 0 && legalForm.MatchString(p) {
				out[len(out)-1] += ", " + p
				continue
			}
			out = append(out, p)
		}
	}
	return out
}

var legalForm = regexp.MustCompile(`(?i)^(ltd|llc|inc|jsc|co|corp|s\.?a|gmbh|plc|ooo|oao|zao|pao|fze|fzco|pte|limited)\.?(\s|$)`)
