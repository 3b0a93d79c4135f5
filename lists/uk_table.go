package lists

import (
	"strings"

	"demarche"
)

// readUKTable reads the CSV form: a "Report Date" line, a header, then a row a
// name. An entry's rows need not stand together, so entries wait for the end.
func readUKTable(r *run, in *input) error {
	entries := map[string]*ukEntry{}
	var order []*ukEntry
	rows := 0
	err := table(in.text(), ',', "Unique ID", func(cells []string) {
		for _, c := range cells {
			if d := date(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c), "Report Date:")), dayFirst); d != "" {
				r.head.Date = d
			}
		}
	}, func(w *row) error {
		id := w.get("Unique ID")
		if id == "" {
			r.skip("row without a Unique ID")
			return nil
		}
		rows++
		u := entries[id]
		if u == nil {
			u = &ukEntry{run: r}
			u.start(strings.Clone(id), w.get("Designation Type", "Individual, Entity, Ship"))
			entries[u.d.Reference] = u
			order = append(order, u)
		}
		u.row(w)
		for path, values := range w.rest() {
			if u.rec.Raw == nil {
				u.rec.Raw = map[string][]string{}
			}
			u.rec.Raw[path] = unique(append(u.rec.Raw[path], values...))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, u := range order {
		if err := u.emit(); err != nil {
			return err
		}
	}
	r.head.Rows = rows
	return nil
}

func (u *ukEntry) row(w *row) {
	e := &u.rec.Entity
	w.get("Designation Type", "Individual, Entity, Ship")
	u.references(w.get("OFSI Group ID"), w.get("UN Reference Number"))
	u.nationality(w.get("Nationality(/ies)"))
	u.name(w.get("Name type"), w.get("Alias strength"), []string{w.get("Name 1"), w.get("Name 2"), w.get("Name 3"), w.get("Name 4"), w.get("Name 5"), w.get("Name 6")})
	w.get("Non-latin script type")
	u.native(w.get("Name non-latin script"), w.get("Non-latin script language"))
	e.Positions = append(e.Positions, append(parts(w.get("Title")), parts(w.get("Position"))...)...)
	u.address([]string{w.get("Address Line 1"), w.get("Address Line 2"), w.get("Address Line 3"), w.get("Address Line 4"), w.get("Address Line 5"), w.get("Address Line 6")},
		w.get("Address Postal Code"), w.get("Address Country"))
	u.contact("phone", parts(w.get("Phone number"))...)
	u.contact("email", parts(w.get("Email address"))...)
	u.contact("website", parts(w.get("Website"))...)
	u.rowBirth(w)
	if g := w.get("Gender"); g != "" {
		e.Gender = strings.ToLower(g)
	}
	u.identifier("passport", "Passport", w.get("Passport number"), w.get("Passport additional information"))
	u.identifier("national_id", "National identifier", w.get("National Identifier number"), w.get("National Identifier additional information"))
	u.identifier("registration", "Business registration number", w.get("Business registration number (s)"), "")
	u.identifier("imo", "IMO number", w.get("IMO number"), "")
	e.Notes = append(e.Notes, w.get("Type of entity"), w.get("Other Information"))
	u.related("owned_by", "Parent company", w.get("Parent Company"))
	u.related("owner_of", "Subsidiary", w.get("Subsidiaries"))
	u.rowShip(w)
	u.d.Programme = demarche.Programme(w.get("Regime Name"))
	u.d.Source = w.get("Designation source")
	u.d.Listed, u.d.Amended = date(w.get("Date Designated"), dayFirst), date(w.get("Last Updated"), dayFirst)
	u.d.Reason = w.get("UK Statement of Reasons")
	u.d.Measures = nil
	u.imposed(w.get("Sanctions Imposed"))
	u.rec.Relations = distinct(u.rec.Relations, func(r demarche.Relation) string { return r.Kind + r.ToName })
}

func (u *ukEntry) rowBirth(w *row) {
	e := &u.rec.Entity
	for _, part := range parts(w.get("D.O.B", "DOB")) {
		b := birth(part, dayFirst)
		known := false
		for _, have := range e.Births {
			known = known || have.Date == b.Date && have.Note == b.Note
		}
		if !known {
			e.Births = append(e.Births, b)
		}
	}
	u.birthplace(w.get("Town of birth"), w.get("Country of birth"))
}

func (u *ukEntry) rowShip(w *row) {
	e := &u.rec.Entity
	v := demarche.Vessel{Owner: w.get("Current owner/operator (s)"), PastOwners: parts(w.get("Previous owner/operator (s)")), Flag: u.run.country(w.get("Current believed flag of ship")),
		Type: w.get("Type of ship"), Tonnage: w.get("Tonnage of ship"), Length: w.get("Length of ship"), Built: w.get("Year Built")}
	for _, flag := range parts(w.get("Previous flags")) {
		v.PastFlags = append(v.PastFlags, u.run.country(flag))
	}
	u.identifier("other", "Hull identification number", w.get("Hull identification number (HIN)"), "")
	if !isZero(v) {
		e.Vessel = &v
	}
}
