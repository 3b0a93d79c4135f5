package name

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// portfolio are the fields that ministries and committees are named after, one
// beside another: "Ministry of Economy, Trade and Industry".
var portfolio = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`trade industry industries energy commerce finance economy economic planning budget treasury tourism culture sport sports education science technology innovation research
agriculture fisheries forestry food rural livestock irrigation water transport transportation communications communication telecommunications information media infrastructure works housing development environment climate
health welfare labor labour employment social family women children youth veterans pensions justice interior defense defence security foreign affairs immigration citizenship relations cooperation co-operation customs revenue taxation mines minerals mining petroleum oil gas
natural resources accountability oversight reform administration government human rights services religious civil aviation emergency rehabilitation reconstruction expatriates antiquities heritage statistics urban regional international public supply
investment enterprise competition consumer safety standards atomic nuclear technical industrial disarmament prevention control`) {
		m[token.Fold(w)] = true
	}
	return m
}()

// bodyHead says whether a word begins the name of a body that fields follow.
func bodyHead(w string) bool {
	switch w {
	case "Ministry", "Ministries", "Department", "Office", "Committee", "Subcommittee", "Commission", "Bureau", "Agency", "Directorate", "Secretariat", "Institute", "Board", "Organization", "Organisation", "Council", "Administration":
		return true
	}
	return false
}

// fields lengthens the name of a body over the fields that it goes on with:
// ", Trade and Industry" after "Ministry of Economy", "on Foreign Affairs" after
// "Committee".
func (f *finder) fields(it *item) {
	if it.kind != demarche.MentionOrganisation || it.entry >= 0 || it.from >= it.to || !f.headed(it.from, it.to) {
		return
	}
	if w := f.doc.Word(it.to); it.to-it.from <= 3 && bodyHead(f.doc.Word(it.to-1)) && (w == "on" || w == "for" || w == "of") {
		if to := f.fieldRun(it.to + 1); to > it.to+1 {
			it.to = to
		}
	}
	if !f.field(it.to - 1) {
		return
	}
	for i := it.to; i < len(f.doc.Tokens); {
		w := f.doc.Word(i)
		next := i + 1
		if w == "," && f.doc.Word(next) == "and" {
			w, next = "and", next+1
		}
		to := f.fieldRun(next)
		switch {
		case to == next || w != "," && w != "and":
			return
		case w == "and":
			it.to = to
			return
		}
		i = to
	}
}

// portfolios finds the bodies that are a head and its fields: "Committee on Foreign
// Affairs".
func (f *finder) portfolios() []item {
	var out []item
	for i, t := range f.doc.Tokens {
		if !t.Is(token.Upper) || !bodyHead(f.doc.Word(i)) {
			continue
		}
		if w := f.doc.Word(i + 1); w != "of" && w != "on" && w != "for" {
			continue
		}
		if to := f.fieldRun(i + 2); to > i+2 {
			out = append(out, item{from: i, to: to, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "kind of body and its fields"})
		}
	}
	return out
}

// headed says whether a word that fields follow is among the tokens.
func (f *finder) headed(from, to int) bool {
	for i := from; i < to; i++ {
		if bodyHead(f.doc.Word(i)) {
			return true
		}
	}
	return false
}

func (f *finder) field(i int) bool {
	t := f.doc.Tokens[i]
	return t.Is(token.Upper) && portfolio[t.Hash]
}

// fieldRun gives the end of up to three capitalised words of fields from token i.
func (f *finder) fieldRun(i int) int {
	to := i
	for to < len(f.doc.Tokens) && to < i+3 && f.field(to) && !f.doc.Tokens[to].Is(token.Sentence) {
		to++
	}
	if to < len(f.doc.Tokens) && f.doc.Tokens[to].Any(token.Upper) && !f.doc.Tokens[to].Any(token.Sentence) {
		return i // "and Industry Minister"
	}
	return to
}

// oneBody says whether what "and" at token i joins is one body: a head with its
// fields on both sides.
func (f *finder) oneBody(from, i, to int) bool {
	if !f.headed(from, i) || to-i > 4 {
		return false
	}
	for j := i + 1; j < to; j++ {
		if !f.field(j) {
			return false
		}
	}
	return f.field(i - 1)
}

// twoBodies says whether "and" at token i joins two bodies: each begins with its
// head and "of", or each ends with the same kind of word.
func (f *finder) twoBodies(from, i, to int) bool {
	opens := func(j int) bool {
		return bodyHead(f.doc.Word(j)) && (f.doc.Word(j+1) == "of" || f.doc.Word(j+1) == "for" || f.doc.Word(j+1) == "on")
	}
	right := i + 1
	if f.doc.Word(right) == "the" {
		right++
	}
	if opens(from) && opens(right) {
		return true
	}
	if to-right < 2 || i-from < 2 {
		return false
	}
	switch a, b := f.doc.Word(i-1), f.doc.Word(to-1); a {
	case "Ministry", "Department", "Agency", "Committee", "Commission", "University", "Party", "Airlines", "Army", "Bank":
		return a == b
	}
	return false
}

// possessed joins the names that a possessive cuts in two: "People's Party",
// "Children's Fund"; "Hall of Fame", and "General" before a body, where it is no
// rank.
func (f *finder) possessed(spans []span) []span {
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.from < out[n-1].to {
			continue // joined to the one before
		}
		end := s.to
		for end > s.from+1 && (f.doc.Tokens[end-1].Is(token.Punct) || f.doc.Word(end-1) == "s") {
			end--
		}
		if to := f.afterPossessive(end); to > s.to {
			s.to, s.typ = to, typeORG
		}
		if i := s.from; f.doc.Word(i-1) == "General" && f.obs[i].cls&(isOrgHead|isGiven|isSurname) == isOrgHead && !f.doc.Tokens[i].Is(token.Sentence) {
			s.from, s.typ = i-1, typeORG // "General Assembly", "General Administration of Customs"
		}
		if f.doc.Word(s.to-1) == "Hall" && f.doc.Word(s.to) == "of" && f.doc.Word(s.to+1) == "Fame" {
			s.to, s.typ = s.to+2, typeORG
		}
		out = append(out, s)
	}
	return out
}

// afterPossessive gives the end of the capitalised words after a possessive at
// token i, when the word before it tells whose body such bodies are.
func (f *finder) afterPossessive(i int) int {
	switch f.doc.Word(i - 1) {
	case "People", "Peoples", "Worker", "Workers", "Women", "Children", "Men", "Citizens", "Farmers", "Peasants", "Teachers", "Writers", "Students", "Lawyers", "Doctors", "Soldiers", "Veterans", "Governors", "Employers":
	default:
		return i
	}
	first := i + 1
	if w := f.doc.Word(i); w != "'" && w != "’" {
		return i
	}
	if f.doc.Word(first) == "s" {
		first++
	}
	to := first
	for to < len(f.doc.Tokens) && to < first+3 && f.doc.Tokens[to].Is(token.Upper) && !f.doc.Tokens[to].Is(token.Sentence) {
		to++
	}
	if to == first {
		return i
	}
	return to
}

// ofState gives "Government of Iraq" to the state that is named in it: a body
// whose country is kept.
func (f *finder) ofState(it *item) {
	i := it.from - 1
	if f.doc.Word(i) == "the" {
		i--
	}
	if f.doc.Word(i) != "of" || i < 1 || f.taken[i] || f.taken[i-1] || f.doc.Tokens[it.from].Is(token.Sentence) {
		return
	}
	switch f.doc.Word(i - 1) {
	case "Government", "government":
	default:
		return
	}
	for j := i - 1; j < it.from; j++ {
		f.taken[j] = true
	}
	it.of, it.place = it.place+1, -1
	it.kind, it.from = demarche.MentionOrganisation, i-1
	it.why = "state and its arm"
}
