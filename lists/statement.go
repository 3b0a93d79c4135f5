package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"demarche"
)

// Statements takes an entry apart into single claims, each with its list: what
// the list says the party is called, where it was born, under which measure it
// is. The order is that of the entry; first and last seen are the store's to
// fill in.
func Statements(rec Record) []demarche.Statement {
	s := &statements{entity: rec.Entity.ID, source: rec.Entity.Origin}
	s.entityOf(rec.Entity)
	for _, d := range rec.Designations {
		s.designation(d)
	}
	for _, r := range rec.Relations {
		former := ""
		if r.Former {
			former = "former"
		}
		s.add("relation", tuple(r.Kind, cmp.Or(r.To, r.ToName), r.Percent, former))
	}
	for _, path := range slices.Sorted(maps.Keys(rec.Raw)) {
		s.add("raw "+path, rec.Raw[path]...)
	}
	return s.list
}

type statements struct {
	entity, source string
	list           []demarche.Statement
}

func (s *statements) add(property string, values ...string) {
	for _, v := range values {
		if v != "" {
			s.list = append(s.list, demarche.Statement{Entity: s.entity, Property: property, Value: v, Source: s.source})
		}
	}
}

// tuple joins the parts of a value; parts that are not there leave no trace.
func tuple(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

func (s *statements) entityOf(e demarche.Entity) {
	s.add("name", e.Name)
	s.add("schema", string(e.Schema))
	for _, a := range e.Aliases {
		property := "alias"
		switch {
		case a.Weak:
			property = "weak alias"
		case a.Kind == "former":
			property = "former name"
		case a.Name == e.Name:
			continue
		}
		s.add(property, a.Name)
	}
	for _, i := range e.Identifiers {
		s.add("identifier", tuple(i.Scheme+":"+i.Value, i.Country, i.Label, i.Issued, i.Expires, i.Note))
	}
	for _, b := range e.Births {
		circa := ""
		if b.Circa {
			circa = "circa"
		}
		on := b.Date
		if b.Until != "" {
			on += "/" + b.Until
		}
		s.add("birth", tuple(circa, on, b.Place, b.Country, b.Note))
	}
	s.add("gender", e.Gender)
	s.add("nationality", e.Nationalities...)
	s.add("country", e.Countries...)
	for _, a := range e.Addresses {
		s.add("address", tuple(a.Text, a.Country, a.Note))
	}
	s.add("position", e.Positions...)
	for _, c := range e.Contacts {
		s.add(c.Scheme, c.Value)
	}
	if v := e.Vessel; v != nil {
		s.add("flag", v.Flag)
		s.add("past flag", v.PastFlags...)
		s.add("vessel type", v.Type)
		s.add("call sign", v.CallSign)
		s.add("tonnage", tuple(v.Tonnage, v.GrossTons))
		s.add("length", v.Length)
		s.add("built", v.Built)
		s.add("owner", v.Owner)
		s.add("past owner", v.PastOwners...)
	}
	s.add("note", e.Notes...)
}

func (s *statements) designation(d demarche.Designation) {
	s.add("programme", tuple(string(d.Programme), strings.Join(d.Tags, " ")))
	s.add("instrument", d.Instrument)
	for _, m := range d.Measures {
		s.add("measure", tuple(string(m), string(d.Programme)))
	}
	s.add("measure text", d.MeasureText...)
	s.add("listed", tuple(d.Listed, string(d.Programme)))
	s.add("effective", d.Effective)
	s.add("amended", d.Amended)
	s.add("removed", d.Removed)
	s.add("expires", d.Expires)
	s.add("ended", string(d.Ended))
	s.add("secondary sanctions", d.Secondary...)
	s.add("reason", d.Reason)
	s.add("decided by", d.Source)
	s.add("reference", d.Reference)
	s.add("url", d.URL)
}
