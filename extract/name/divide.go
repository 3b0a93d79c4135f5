package name

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// withinState says whether a span is only a part of the longer name of a state or
// a well-known place, as "Grenadines" and "Zealand" are.
func (f *finder) withinState(s span) bool {
	c := f.atPlace(s.from)
	if c < 0 {
		return false
	}
	p := f.places[c]
	if s.from < p.From || s.to > p.To || s.to-s.from >= p.To-p.From {
		return false
	}
	best := p.Best()
	return best.Form == country.FormName || best.Form == country.FormDemonym || best.Form == country.FormCapital || best.Form == country.FormPlace && best.Stands() && s.typ == typeLOC
}

// divide splits what the tagger runs together: a by-line and the dateline after
// it ("Jane Roe LONDON 1996-12-06"), an office and who holds it, two countries
// joined by "and".
func (f *finder) divide(out []item, it item) []item {
	if it.kind == demarche.MentionPerson && f.notPerson(it) {
		it.kind = demarche.MentionOrganisation
	}
	if it.kind == demarche.MentionOrganisation && (f.patronymic(it) || f.eastAsian(it)) {
		it.kind = demarche.MentionPerson
	}
	for i := it.from + 1; i < it.to; i++ {
		left, right := it, it
		left.to, right.from = i, i
		switch {
		case it.kind != demarche.MentionLocation && f.dateline(it, i):
			right.kind = demarche.MentionLocation
			if left.kind == demarche.MentionOrganisation {
				left.kind = demarche.MentionPerson
			}
			return append(out, left, right)
		case it.kind == demarche.MentionOrganisation && legalForm(f.doc.Word(i-1)) && it.to-i >= 2 && (f.doc.Word(i) == "and" || f.doc.Word(i) == ","):
			right.from = i + 1
			for right.from < right.to && (f.doc.Word(right.from) == "and" || f.doc.Tokens[right.from].Is(token.Punct)) {
				right.from++
			}
			return f.divide(append(out, left), right)
		case i == it.from+1 && it.kind == demarche.MentionOrganisation && f.obs[it.from].cls&isTitle != 0 && f.personal(i, it.to):
			right.kind = demarche.MentionPerson
			return append(out, right)
		case it.kind == demarche.MentionOrganisation && f.obs[i-1].cls&isTitle != 0 && f.obs[i-1].cls&(isOrgHead|isOrgTail) == 0 && (f.obs[i].cls&isGiven != 0 && it.to-i >= 2 || f.personal(i, it.to)):
			right.kind = demarche.MentionPerson
			return append(out, right)
		case f.modifies(i) && i+2 < it.to:
			right.from = i + 2
			return f.divide(append(out, left), right)
		case i == it.from+1 && it.kind == demarche.MentionOrganisation && f.obs[it.from].known != 0 && f.obs[i].known == 0 && f.personal(i, it.to):
			right.kind = demarche.MentionPerson
			return append(out, left, right)
		case it.kind == demarche.MentionOrganisation && f.doc.Word(i) == "and" && i-it.from >= 2 && it.to-i >= 3 && f.personal(it.from, i) && f.personal(i+1, it.to):
			left.kind, right.kind, right.from = demarche.MentionPerson, demarche.MentionPerson, i+1
			return append(out, left, right)
		case it.kind == demarche.MentionOrganisation && f.spacedDash(i) && f.personal(i+1, it.to):
			right.kind, right.from = demarche.MentionPerson, i+1
			return append(f.divide(out, left), right)
		case it.kind == demarche.MentionOrganisation && f.doc.Word(i) == "," && it.to-i >= 3 && f.personal(i+1, it.to):
			right.kind, right.from = demarche.MentionPerson, i+1
			return append(out, left, right)
		case f.doc.Word(i) == "and" && it.kind != demarche.MentionPerson && f.country(it.from, i) && f.country(i+1, it.to):
			return out
		}
	}
	return append(out, it)
}

// spacedDash says whether token i is a dash between white space.
func (f *finder) spacedDash(i int) bool {
	switch f.doc.Word(i) {
	case "-", "–", "—":
		return f.doc.Tokens[i].Is(token.Space) && i+1 < len(f.doc.Tokens) && f.doc.Tokens[i+1].Is(token.Space)
	}
	return false
}

// patronymic says whether a name of two to four words holds an East Slavic
// patronymic.
func (f *finder) patronymic(it item) bool {
	if it.to-it.from < 2 || it.to-it.from > 4 {
		return false
	}
	for i := it.from + 1; i < it.to; i++ {
		w := f.doc.Word(i)
		for _, end := range []string{"ovich", "evich", "ovna", "evna", "ovych", "ivna", "yevich"} {
			if len(w) > len(end)+2 && strings.HasSuffix(w, end) && f.doc.Tokens[i].Is(token.Upper) {
				return true
			}
		}
	}
	return false
}

// eastAsian says whether a name of two or three short words begins with a Korean,
// Chinese or Vietnamese family name and holds no word of bodies or places.
func (f *finder) eastAsian(it item) bool {
	n := it.to - it.from
	if n == 2 && chineseFamily[f.doc.Tokens[it.from].Hash] && !f.doc.Tokens[it.from].Is(token.Caps) && f.obs[it.to-1].cls&(isOrgHead|isOrgTail|isPlaceTail) == 0 && f.obs[it.from].geo == 0 && pinyin(f.doc.Word(it.to-1)) {
		return true
	}
	if n < 2 || n > 3 || !eastAsianFamily[f.doc.Tokens[it.from].Hash] {
		return false
	}
	for i := it.from; i < it.to; i++ {
		t := f.doc.Tokens[i]
		_, tail := tailType[t.Hash]
		if tail || t.End-t.Start > 7 || !t.Is(token.Upper) || t.Is(token.Caps) && t.End-t.Start > 1 || f.obs[i].cls&(isOrgHead|isOrgTail|isPlaceHead|isPlaceTail) != 0 && f.obs[i].cls&(isGiven|isSurname) == 0 {
			return false
		}
	}
	return true
}

// personal says whether the tokens look like a person's full name.
func (f *finder) personal(from, to int) bool {
	if to-from < 2 || to-from > 6 {
		return false
	}
	known := false
	for i := from; i < to; i++ {
		c := f.obs[i].cls
		if i > from+1 && (hyphen(f.doc, i) || hyphen(f.doc, i-1)) {
			continue // "Ban Ki-moon"
		}
		if _, tail := tailType[f.doc.Tokens[i].Hash]; tail || c&(isOrgHead|isOrgTail|isPlaceHead|isPlaceTail) != 0 && c&(isGiven|isSurname) == 0 || !f.doc.Tokens[i].Is(token.Upper) && c&isParticle == 0 {
			return false
		}
		known = known || c&(isGiven|isSurname) != 0 && f.obs[i].geo == 0
	}
	return known
}

// dateline says whether a place in capitals begins at token i, after a name
// that is not in capitals and before a date or comma.
func (f *finder) dateline(it item, i int) bool {
	t := f.doc.Tokens[i]
	if !t.Is(token.Caps) || t.End-t.Start < 4 || f.doc.Tokens[i-1].Any(token.Caps|token.Punct) || it.to-i > 3 || it.to >= len(f.doc.Tokens) {
		return false
	}
	for j := i; j < it.to; j++ {
		if !f.doc.Tokens[j].Any(token.Caps | token.Punct) {
			return false
		}
	}
	next := f.doc.Tokens[it.to]
	return next.Is(token.Digit) || f.atPlace(i) >= 0 && (f.doc.Word(it.to) == "," || f.doc.Word(it.to) == "(" || f.obs[it.to].cls&isCalendar != 0)
}

// country says whether the tokens are exactly the name of a state.
func (f *finder) country(from, to int) bool {
	c := f.atPlace(from)
	if c < 0 || f.places[c].From != from || f.places[c].To != to {
		return false
	}
	return f.places[c].Best().Form == country.FormName
}

func (f *finder) atPlace(i int) int32 {
	if i < 0 || i >= len(f.at) {
		return -1
	}
	return f.at[i]
}
