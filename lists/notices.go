package lists

import (
	"fmt"
	"strings"
	"time"

	"demarche"
)

// NoticeHeader is the header of the table in which designations that exist only
// as notices are kept by hand, South Korea's for one. It is UTF-8 CSV; the
// order of columns is free, only id and name must have a value; several values
// of a cell stand with ";" between them.
//
//	id            stable and unique in the file: kr-2023-001
//	name          display name, natural order
//	schema        Person, Organization, Company, PublicBody, Vessel or Airplane
//	aliases       other names, in any script
//	weak_aliases  names that identify nobody by themselves
//	former_names
//	birth_date    YYYY, YYYY-MM, YYYY-MM-DD, "circa 1960" or "1960 to 1962"
//	birth_place
//	gender, nationality, countries, addresses, positions
//	identifiers   scheme:value or scheme:value@country, as in passport:123@KP
//	authority     who designates; may be left out where the list has one
//	programme, instrument, reference, reason, url
//	measures      words of design.md: asset_freeze; travel_ban …
//	listed, effective, expires   civil dates
//	removed, removed_kind        how and when it ended: removed, revoked, annulled, suspended, expired
//	relations     kind:name or kind:entity id, as in owned_by:ofac-123
//	notes
const NoticeHeader = "id,name,schema,aliases,weak_aliases,former_names,birth_date,birth_place,gender,nationality,countries,addresses,positions,identifiers," +
	"authority,programme,instrument,reference,reason,url,measures,listed,effective,expires,removed,removed_kind,relations,notes"

// readNotices reads the table of [NoticeHeader].
func readNotices(r *run, in *input) error {
	return table(in.text(), ',', "id", nil, func(w *row) error {
		rec, err := r.notice(w)
		if err != nil {
			return err
		}
		rec.Raw = w.rest()
		return r.emit(rec)
	})
}

func (r *run) notice(w *row) (Record, error) {
	rec := Record{Entity: demarche.Entity{ID: w.get("id"), Name: w.get("name"), Schema: demarche.EntitySchema(w.get("schema")), Gender: w.get("gender")}}
	if rec.Entity.Schema == "" {
		rec.Entity.Schema = demarche.SchemaOrganization
	}
	r.noticeParty(&rec.Entity, w)
	if err := noticeNumbers(&rec, w); err != nil {
		return rec, fmt.Errorf("notice %s: %w", rec.Entity.ID, err)
	}
	for _, column := range []string{"listed", "effective", "expires", "removed"} {
		if v := w.get(column); !noticeDay(v) {
			return rec, fmt.Errorf("notice %s: %s %q: expected a date YYYY-MM-DD", rec.Entity.ID, column, v)
		}
	}
	d := demarche.Designation{Authority: demarche.Authority(w.get("authority")), Programme: demarche.Programme(w.get("programme")), Instrument: w.get("instrument"),
		Reference: w.get("reference"), Reason: w.get("reason"), URL: w.get("url"), Listed: date(w.get("listed"), dayFirst), Effective: date(w.get("effective"), dayFirst),
		Expires: date(w.get("expires"), dayFirst), Removed: date(w.get("removed"), dayFirst), Ended: demarche.ChangeKind(w.get("removed_kind"))}
	if d.Authority == "" && r.info.Authority == "" {
		return rec, fmt.Errorf("notice %s: no authority", rec.Entity.ID)
	}
	for _, m := range split(w.get("measures"), ";") {
		d.Measures = append(d.Measures, demarche.Measure(m))
	}
	rec.Designations = []demarche.Designation{d}
	return rec, nil
}

// noticeDay says whether a cell is empty or a date; one written with its day has
// to be a day of the calendar, and is not cut to its month or year.
func noticeDay(cell string) bool {
	d := date(cell, dayFirst)
	if cell == "" || d != "" && len(cell) <= len("2006-01") {
		return true
	}
	_, err := time.Parse(time.DateOnly, d)
	return err == nil
}

// noticeParty reads who the party is.
func (r *run) noticeParty(e *demarche.Entity, w *row) {
	for _, c := range []struct {
		column string
		weak   bool
		kind   string
	}{{"aliases", false, ""}, {"weak_aliases", true, ""}, {"former_names", false, "former"}} {
		for _, n := range split(w.get(c.column), ";") {
			a := alias(n)
			a.Weak, a.Kind = c.weak, c.kind
			e.Aliases = append(e.Aliases, a)
		}
	}
	for _, b := range split(w.get("birth_date"), ";") {
		e.Births = append(e.Births, birth(b, dayFirst))
	}
	for _, p := range split(w.get("birth_place"), ";") {
		if i := freePlace(e.Births); i >= 0 {
			e.Births[i].Place = p
		} else {
			e.Births = append(e.Births, demarche.Birth{Place: p})
		}
	}
	for _, n := range split(w.get("nationality"), ";") {
		e.Nationalities = append(e.Nationalities, r.country(n))
	}
	e.Countries = append(e.Countries, e.Nationalities...)
	for _, n := range split(w.get("countries"), ";") {
		e.Countries = append(e.Countries, r.country(n))
	}
	for _, a := range split(w.get("addresses"), ";") {
		e.Addresses = append(e.Addresses, demarche.Address{Text: a})
	}
	e.Positions, e.Notes = split(w.get("positions"), ";"), split(w.get("notes"), ";")
}

// noticeNumbers reads identifiers and relations.
func noticeNumbers(rec *Record, w *row) error {
	for _, text := range split(w.get("identifiers"), ";") {
		scheme, value, ok := strings.Cut(text, ":")
		if !ok {
			return fmt.Errorf("identifier %q: expected scheme:value", text)
		}
		id := demarche.Identifier{Scheme: strings.TrimSpace(scheme), Value: strings.TrimSpace(value)}
		if v, country, ok := cutLast(id.Value, "@"); ok && len(country) == 2 {
			id.Value, id.Country = v, country
		}
		rec.Entity.Identifiers = append(rec.Entity.Identifiers, id)
	}
	for _, text := range split(w.get("relations"), ";") {
		kind, to, ok := strings.Cut(text, ":")
		if !ok {
			return fmt.Errorf("relation %q: expected kind:name", text)
		}
		rel := demarche.Relation{Kind: strings.TrimSpace(kind), ToName: strings.TrimSpace(to)}
		if entityID.MatchString(rel.ToName) {
			rel.To, rel.ToName = rel.ToName, ""
		}
		rec.Relations = append(rec.Relations, rel)
	}
	return nil
}
