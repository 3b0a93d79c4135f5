package pipeline

import (
	"fmt"

	"demarche"
	"demarche/lists"
)

// Signs besides the name that it takes to say more than "possible". Two persons
// of one country often share a name of two or three words, so that a country alone
// tells of a person nothing certain.
const (
	needPerson = 2
	needVessel = 2
	needSingle = 2 // a body known by one word
	needShort  = 1 // a body of two words, or without its legal form
	needBody   = 0 // a body of three words and more
	needDoubt  = 2 // whatever the extractor took for another sort of thing
)

// weigh decides what may be said of one party under a found name.
func (t *listText) weigh(find lists.Found, f fitting, at place, rivals int) (demarche.Link, bool) {
	l := f.party
	s := t.signs(find, at, l)
	link := demarche.Link{Entity: l.id, Status: demarche.LinkPossible}
	link.Reasons = append([]string{nameReason(f, l)}, s.reasons...)
	sure := false
	switch {
	case f.doubt && l.schema != demarche.SchemaPerson && s.count() == 0:
		return link, false
	case s.number:
		sure, link.Confidence = true, confidenceNumber
	case s.against != "":
		if !f.telling() || s.own() < 2 {
			return link, false
		}
		link.Confidence = confidenceWeak
	case f.marks.Has(lists.Weak), f.marks.Has(lists.Single | lists.Common), f.marks.Has(lists.LowerCase) && find.Words < 3:
		if s.count() < 2 {
			return link, false // a weak name needs more than one sign to be worth showing
		}
		link.Confidence = confidenceWeak
	case f.marks.Has(lists.Single):
		if s.count() == 0 && !(at.ship && vessel(l.schema)) {
			return link, false
		}
		link.Confidence = confidenceWeak
		sure = l.schema != demarche.SchemaPerson && s.count() >= needSingle
	case f.marks.Has(lists.Common):
		link.Confidence = confidenceWeak
		if s.count() == 0 {
			link.Confidence = confidenceCrowd
		}
		sure = s.country && (s.role || s.year || s.neighbour)
	default:
		link.Confidence = confidenceBare
		if vessel(l.schema) {
			link.Confidence = confidenceWeak
		}
		sure = s.count() >= need(find, f, s)
	}
	if sure && rivals > 0 && s.own() < 2 && !s.number {
		sure = false
	}
	switch {
	case sure:
		link.Status, link.Lists = l.status(), l.current
		link.Confidence = max(link.Confidence, confidenceLikely)
		if s.count() > 1 {
			link.Confidence = max(link.Confidence, confidenceSure)
		}
	case s.count() == 0 && f.telling():
		link.Reasons = append(link.Reasons, "nothing in the text besides the name says that this party is meant")
	case s.count() == 1 && f.telling() && s.against == "":
		link.Confidence = max(link.Confidence, confidenceSome)
		link.Reasons = append(link.Reasons, "one sign besides the name: others may have it")
	}
	link.Reasons = append(link.Reasons, l.standing())
	return link, true
}

// need is how many signs a telling name takes.
func need(find lists.Found, f fitting, s signs) int {
	n := 0
	switch {
	case f.party.schema == demarche.SchemaPerson:
		n = needPerson
		if find.Words > 2 && s.listing {
			n = 1
		}
	case vessel(f.party.schema):
		n = needVessel
	case find.Words > 2 && !f.marks.Has(lists.Short):
		n = needBody
	default:
		n = needShort
	}
	if f.doubt {
		n = max(n, needDoubt)
	}
	return n
}

// telling says whether a name by itself tells who may be meant.
func (f fitting) telling() bool {
	return f.marks&(lists.Weak|lists.Single|lists.Common|lists.LowerCase) == 0
}

func vessel(s demarche.EntitySchema) bool {
	return s == demarche.SchemaVessel || s == demarche.SchemaAirplane
}

func nameReason(f fitting, l *listed) string {
	what := "named as on the list: " + l.name
	if f.name != l.name {
		what = fmt.Sprintf("%s is on the list as another name of %s", f.name, l.name)
	}
	for _, m := range []struct {
		mark lists.Marks
		text string
	}{{lists.Weak, "the list calls this name weak"}, {lists.Single, "a single word"}, {lists.Common, "a common name"}, {lists.Former, "a former name"},
		{lists.Short, "not the whole name"}, {lists.Swapped, "order swapped"}, {lists.Transliterated, "written in another script"}} {
		if f.marks.Has(m.mark) {
			what += ", " + m.text
		}
	}
	return what
}
