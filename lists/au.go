package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// readDFAT reads Australia's list: a sheet of one row a name. Rows 12, 12a, 12b
// are one party; the first is its primary name. A number that comes again
// with another primary name is another party under a reused number.
func readDFAT(r *run, in *input) error {
	d := &dfat{run: r, byRef: map[string]*dfatEntry{}}
	var w *row
	sheet := ""
	err := sheets(in.r, func(name string, cells []string) error {
		if name != sheet {
			sheet, w = name, nil
		}
		if w == nil {
			if h := header(cells); hasColumn(h, "Reference") && hasColumn(h, "Name of Individual or Entity") {
				w = h
			}
			return nil
		}
		w.put(cells)
		d.row(w)
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range d.entries {
		if err := r.emit(e.rec); err != nil {
			return err
		}
	}
	r.head.Rows = d.rows
	return nil
}

func hasColumn(w *row, name string) bool {
	_, ok := w.columns[columnKey(name)]
	return ok
}

type dfat struct {
	run     *run
	rows    int
	entries []*dfatEntry
	byRef   map[string]*dfatEntry
}

type dfatEntry struct {
	rec     Record
	ref     string
	primary bool
}

var dfatRef = regexp.MustCompile(`^(\d+)\s*([a-zA-Z]*)`)

func (d *dfat) row(w *row) {
	m := dfatRef.FindStringSubmatch(w.get("Reference"))
	if m == nil {
		if strings.Join(w.cells, "") != "" {
			d.run.skip("row without a reference")
		}
		return
	}
	d.rows++
	ref, primary := m[1], strings.HasPrefix(strings.ToLower(w.get("Name Type")), "prim")
	e := d.byRef[ref]
	if e != nil && e.primary && primary && m[2] == "" {
		e = nil
	}
	if e == nil {
		e = &dfatEntry{ref: ref, rec: Record{Entity: demarche.Entity{ID: "au-" + ref}}}
		e.rec.Designations = []demarche.Designation{{Reference: ref, Measures: []demarche.Measure{}}}
		d.byRef[ref] = e
		d.entries = append(d.entries, e)
	}
	e.primary = e.primary || primary
	d.fill(e, w, primary)
	for path, values := range w.rest() {
		if e.rec.Raw == nil {
			e.rec.Raw = map[string][]string{}
		}
		e.rec.Raw[path] = append(e.rec.Raw[path], values...)
	}
}

// dfatText repairs the escaped line ends of the file.
func dfatText(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "_x000D_", ""))
}

var lettered = regexp.MustCompile(`(?:^|\s)(?:[a-z]|i{1,3}|iv|vi{0,3}|ix|x)\)\s+`)

// dfatParts splits "a) … b) …", at line ends and semicolons.
func dfatParts(s string) []string {
	var out []string
	for _, p := range lettered.Split(dfatText(s), -1) {
		for _, q := range strings.FieldsFunc(p, func(r rune) bool { return r == ';' || r == '\n' }) {
			if q = strings.Trim(q, " ,"); q != "" {
				out = append(out, q)
			}
		}
	}
	return out
}

func (d *dfat) fill(e *dfatEntry, w *row, primary bool) {
	ent := &e.rec.Entity
	switch kind := strings.ToLower(w.get("Type")); {
	case strings.HasPrefix(kind, "individual") || kind == "person":
		ent.Schema = demarche.SchemaPerson
	case kind == "vessel" || kind == "ship":
		ent.Schema = demarche.SchemaVessel
	case ent.Schema == "":
		ent.Schema = demarche.SchemaOrganization
	}
	for _, c := range split(strings.ReplaceAll(dfatText(w.get("Citizenship")), ";", ","), ",") {
		code := d.run.country(c)
		ent.Countries = append(ent.Countries, code)
		if ent.Schema == demarche.SchemaPerson {
			ent.Nationalities = append(ent.Nationalities, code)
		}
	}
	name := dfatText(w.get("Name of Individual or Entity"))
	a := alias(name)
	a.Weak = strings.EqualFold(w.get("Alias Strength"), "Weak")
	if kind := strings.ToLower(w.get("Name Type")); strings.HasPrefix(kind, "former") || strings.HasPrefix(kind, "previous") {
		a.Kind = "former"
	}
	if primary || ent.Name == "" {
		ent.Name = name
	}
	if !primary {
		ent.Aliases = append(ent.Aliases, a)
	}
	d.births(ent, dfatText(w.get("Date of Birth")), dfatParts(w.get("Place of Birth")))
	for _, text := range dfatParts(w.get("Address")) {
		ent.Addresses = append(ent.Addresses, demarche.Address{Text: text})
	}
	if imo := imoNumber.FindString(w.get("IMO Number")); imo != "" {
		ent.Identifiers = append(ent.Identifiers, demarche.Identifier{Scheme: "imo", Value: imo})
		ent.Schema = demarche.SchemaVessel
	}
	notes := dfatText(w.get("Additional Information"))
	ent.Notes = append(ent.Notes, notes)
	for _, m := range unInText.FindAllString(notes+" "+w.get("Listing Information"), -1) {
		ent.Identifiers = append(ent.Identifiers, demarche.Identifier{Scheme: "un-ref", Value: m})
	}
	d.designation(e, w)
}

var unInText = regexp.MustCompile(`\b(?:QD|TA|KP|CD|CF|GB|IQ|IR|LY|ML|SD|SO|SS|YE|HT|LB)[ei]\.\d{3}\b`)

// births reads the cell of birth dates, which may hold several.
func (d *dfat) births(ent *demarche.Entity, text string, places []string) {
	known := func(b demarche.Birth) bool {
		for _, have := range ent.Births {
			if have.Date == b.Date && have.Until == b.Until && have.Note == b.Note {
				return true
			}
		}
		return false
	}
	if whole := birth(serial(text), dayFirst); whole.Date != "" {
		if !known(whole) {
			ent.Births = append(ent.Births, whole)
		}
	} else {
		for _, p := range dfatParts(text) {
			for _, q := range split(strings.ReplaceAll(p, " and ", ", "), ",") {
				if b := birth(q, dayFirst); !known(b) {
					ent.Births = append(ent.Births, b)
				}
			}
		}
	}
	for _, p := range places {
		seen := false
		for _, b := range ent.Births {
			seen = seen || b.Place == p
		}
		if i := freePlace(ent.Births); !seen && i >= 0 {
			ent.Births[i].Place = p
		} else if !seen {
			ent.Births = append(ent.Births, demarche.Birth{Place: p})
		}
	}
}

// designation reads what is imposed. Files before 2025 have no columns for the
// measures: the list was of targeted financial sanctions only.
func (d *dfat) designation(e *dfatEntry, w *row) {
	one := &e.rec.Designations[0]
	if p := w.get("Committees"); p != "" {
		one.Programme = demarche.Programme(dfatText(p))
	}
	listing := dfatText(w.get("Listing Information"))
	if on := date(serial(listing), dayFirst); on != "" {
		one.Listed = on
	} else if listing != "" {
		one.Reason = listing
	}
	control := date(serial(w.get("Control Date")), dayFirst)
	one.Amended = max(one.Amended, control)
	if one.Listed == "" {
		one.Effective = control
	}
	if instrument := dfatText(w.get("Instrument of Designation")); instrument != "" && instrument != listing {
		one.Instrument = instrument
	}
	columns := []struct {
		name    string
		measure demarche.Measure
	}{{"Targeted Financial Sanction", demarche.MeasureAssetFreeze}, {"Travel Ban", demarche.MeasureTravelBan},
		{"Arms Embargo", demarche.MeasureArmsEmbargo}, {"Maritime Restriction", demarche.MeasurePortServiceBan}}
	if !hasColumn(w, columns[0].name) {
		one.Measures = []demarche.Measure{demarche.MeasureAssetFreeze}
		return
	}
	for _, c := range columns {
		switch strings.ToLower(w.get(c.name)) {
		case "", "0", "false", "no", "n":
		default:
			if !containsMeasure(one.Measures, c.measure) {
				one.Measures = append(one.Measures, c.measure)
			}
		}
	}
}
