// Package name finds the names in a text: persons, organisations, places,
// vessels, aircraft and countries. Four readers look one after the other:
// tables of known bodies and of countries and places, trigger words, a tagger
// learned from labelled news (see README.md), and a pass over the whole
// document that ties short forms to long ones.
package name

import (
	"sort"
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// Context is what is known about a text.
type Context struct {
	Lang    string
	Title   *token.Doc // read as evidence; may be nil
	Country string     // the publisher's
}

// Result is what Find read.
type Result struct {
	Mentions []demarche.Mention // byte offsets, sorted, not overlapping
	Seen     []country.Seen     // every time a country or a place in one is named, inside longer names too
}

// item is a name on its way to becoming a mention.
type item struct {
	from, to int // tokens
	kind     demarche.MentionKind
	place    int // index of the candidate it is, -1
	entry    int // index of the known entry it is, -1
	full     string
	why      string
	rank     int // of two that overlap the higher one stays, then the longer
}

// finder holds one document while it is read.
type finder struct {
	doc    *token.Doc
	ctx    Context
	obs    []seen
	places []country.Candidate
	read   []country.Reading
	at     []int32 // token index -> candidate that covers it, -1
	items  []item
	taken  []bool            // tokens that belong to an item
	short  map[uint64]string // full names by the short form given in brackets
}

// Find reads the names of a document.
func Find(doc *token.Doc, ctx Context) Result {
	f := &finder{doc: doc, ctx: ctx, places: country.Scan(doc, ctx.Lang), taken: make([]bool, len(doc.Tokens))}
	hits := findKnown(doc)
	f.obs = observe(doc, gazetteers{f.places, hits})
	f.at = make([]int32, len(doc.Tokens))
	for i := range f.at {
		f.at[i] = -1
	}
	for k, c := range f.places {
		for i := c.From; i < c.To; i++ {
			f.at[i] = int32(k)
		}
	}
	for _, s := range f.spans(hits) {
		f.add(s)
	}
	f.resolve()
	f.countries()
	f.document()
	sort.Slice(f.items, func(i, j int) bool { return f.items[i].from < f.items[j].from })
	return Result{f.mentions(), f.seen()}
}

// resolve chooses what each candidate means. Those inside the names of persons
// have no say.
func (f *finder) resolve() {
	person := make([]bool, len(f.doc.Tokens))
	for _, it := range f.items {
		for i := it.from; i < it.to && it.kind == demarche.MentionPerson; i++ {
			person[i] = true
		}
	}
	var keep []country.Candidate
	var index []int
	for k, c := range f.places {
		if !person[c.From] {
			keep, index = append(keep, c), append(index, k)
		}
	}
	f.read = make([]country.Reading, len(f.places))
	for i, r := range country.Resolve(f.doc, keep, country.Hint{Title: f.ctx.Title, Lang: f.ctx.Lang, Country: f.ctx.Country}) {
		f.read[index[i]] = r
	}
	for k, c := range f.places {
		if f.read[k].Form == 0 {
			f.read[k] = c.Best()
		}
	}
}

var kinds = [...]demarche.MentionKind{typePER: demarche.MentionPerson, typeORG: demarche.MentionOrganisation, typeLOC: demarche.MentionLocation}

// spans joins the tagger's names with the known ones: a known name stands,
// unless the tagger saw it as a part of a longer one.
func (f *finder) spans(hits []hit) []item {
	var out []item
	if latin(f.ctx.Lang) {
		found := tag(f.doc, f.obs, trained())
		found = f.apart(found)
		agree(f.doc, f.obs, found)
		for _, s := range found {
			if s.typ == typeOther || f.withinState(s) {
				continue
			}
			out = f.divide(out, item{from: s.from, to: s.to, kind: kinds[s.typ], place: -1, entry: -1, why: "tagger"})
		}
	}
	out = append(out, f.triggers()...)
	out = append(out, f.introduced()...)
	out = append(out, f.foreign()...)
	for _, h := range hits {
		it := item{from: h.from, to: h.to, kind: kinds[h.kind], place: -1, entry: int(h.entry), why: "known name"}
		out = append(out, it)
	}
	for i := range out {
		f.trim(&out[i])
		f.extend(&out[i])
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.rank != b.rank {
			return a.rank > b.rank
		}
		if la, lb := a.to-a.from, b.to-b.from; la != lb {
			return la > lb
		}
		return a.entry > b.entry
	})
	return out
}

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
	return best.Form == country.FormName || best.Form == country.FormCapital || best.Form == country.FormPlace && best.Stands() && s.typ == typeLOC
}

// divide splits what the tagger runs together: a by-line and the dateline after
// it ("Jane Roe LONDON 1996-12-06"), an office and who holds it, two countries
// joined by "and".
func (f *finder) divide(out []item, it item) []item {
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
		case it.kind == demarche.MentionOrganisation && f.doc.Word(i) == "and" && i-it.from >= 2 && it.to-i >= 3 && f.personal(it.from, i) && f.personal(i+1, it.to):
			left.kind, right.kind, right.from = demarche.MentionPerson, demarche.MentionPerson, i+1
			return append(out, left, right)
		case it.kind == demarche.MentionOrganisation && f.doc.Word(i) == "," && it.to-i >= 3 && f.personal(i+1, it.to):
			right.kind, right.from = demarche.MentionPerson, i+1
			return append(out, left, right)
		case f.doc.Word(i) == "and" && it.kind != demarche.MentionPerson && f.country(it.from, i) && f.country(i+1, it.to):
			return out
		}
	}
	return append(out, it)
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
	if to-from < 2 || to-from > 4 {
		return false
	}
	known := false
	for i := from; i < to; i++ {
		c := f.obs[i].cls
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

// latin says whether the tagger, which learned from English, may read the
// language.
func latin(lang string) bool {
	switch lang {
	case "", "en", "und":
		return true
	}
	return false
}

// add takes an item if it is not empty and overlaps none taken before.
func (f *finder) add(it item) bool {
	if it.from >= it.to {
		return false
	}
	for i := it.from; i < it.to; i++ {
		if f.taken[i] {
			return false
		}
	}
	for i := it.from; i < it.to; i++ {
		f.taken[i] = true
	}
	f.items = append(f.items, it)
	return true
}

// trim cuts what is no part of a name: titles before persons, quotation marks,
// possessives, articles.
func (f *finder) trim(it *item) {
	cut := func(i int) bool {
		w := f.doc.Word(i)
		return f.doc.Tokens[i].Is(token.Punct) && w != ")" && w != "»" || w == "'s" || w == "’s"
	}
	for it.from < it.to && f.doc.Tokens[it.from].Is(token.Punct) {
		it.from++
	}
	for it.from < it.to && cut(it.to-1) {
		it.to--
	}
	for it.entry < 0 && it.from < it.to-1 && (f.opening(it.from) || f.doc.Tokens[it.from].Is(token.Punct)) {
		it.from++
	}
	if n := f.based(*it); n > 0 {
		it.from += n
	}
	if it.entry < 0 && it.to-it.from == 1 && f.adverb(it.from) {
		it.from = it.to
	}
	for it.kind == demarche.MentionOrganisation && it.entry < 0 && it.to-it.from >= 2 && f.obs[it.to-1].cls&isTitle != 0 && f.obs[it.to-1].cls&(isOrgHead|isOrgTail|isSurname) == 0 {
		it.to--
	}
	if it.kind == demarche.MentionPerson && it.entry < 0 {
		it.from = f.afterTitle(it.from, it.to)
		if it.to-it.from == 1 && f.obs[it.from].cls&isTitle != 0 && f.obs[it.from].cls&(isGiven|isSurname) == 0 {
			it.from = it.to
		}
	}
}

// based counts the tokens of "Singapore-based" and the like before a name.
func (f *finder) based(it item) int {
	for i := it.from + 1; i+2 < it.to && i < it.from+5; i++ {
		if hyphen(f.doc, i) && f.atPlace(i-1) >= 0 && !f.doc.Tokens[i+1].Is(token.Upper) {
			return i + 2 - it.from
		}
	}
	return 0
}

// adverb says whether token i only opens its sentence: "Furthermore,".
func (f *finder) adverb(i int) bool {
	w := f.doc.Word(i)
	return f.doc.Tokens[i].Is(token.Sentence) && f.doc.Word(i+1) == "," && (strings.HasSuffix(w, "ly") || f.obs[i].cls&isLowerWord != 0) && f.obs[i].cls&isGiven == 0
}

// opening says whether token i is a small word that is written with a capital
// only because it begins a sentence.
func (f *finder) opening(i int) bool {
	if f.obs[i].cls&(isPrep|isLowerWord) == 0 || f.obs[i].cls&isParticle != 0 {
		return false
	}
	t := f.doc.Tokens[i]
	return t.Is(token.Sentence) || !t.Is(token.Upper) || i > 0 && f.doc.Tokens[i-1].Is(token.Punct)
}

// afterTitle gives the index after the title that a person's name begins with:
// "Secretary of State", "Prime Minister".
func (f *finder) afterTitle(from, to int) int {
	end := from
	for i := from; i < to-1; i++ {
		switch c := f.obs[i].cls; {
		case c&isTitle != 0:
			end = i + 1
		case end > from && f.doc.Word(i) == "-" && f.doc.Word(i+1) == "elect":
			end = i + 2
			i++
		case inTitle[f.doc.Tokens[i].Hash] && (i == from || end > from || f.titled(i, to)):
			if end > from {
				end = i + 1
			}
		default:
			return end
		}
	}
	return end
}

// extend adds "River", "Province" and the like to the place before it.
func (f *finder) extend(it *item) {
	if it.kind != demarche.MentionLocation || it.entry >= 0 || it.from >= it.to || it.to >= len(f.doc.Tokens) {
		return
	}
	t := f.doc.Tokens[it.to]
	if typ, ok := tailType[t.Hash]; ok && typ == typeLOC && t.Is(token.Upper) && !t.Any(token.Sentence) && f.obs[it.to-1].shape != shapeCapsLine {
		it.to++
	}
}

// titled says whether a title follows token i before the name ends.
func (f *finder) titled(i, to int) bool {
	for j := i + 1; j < to-1; j++ {
		if f.obs[j].cls&isTitle != 0 {
			return true
		}
		if !inTitle[f.doc.Tokens[j].Hash] {
			return false
		}
	}
	return false
}

// countries turns candidates into mentions: countries where they stand alone,
// places where the tagger saw a place or they are well known.
func (f *finder) countries() {
	for k := range f.items {
		it := &f.items[k]
		c := f.at[it.from]
		if c < 0 || f.places[c].From != it.from || f.places[c].To != it.to {
			continue
		}
		r := f.read[c]
		switch {
		case it.kind == demarche.MentionLocation, it.entry < 0 && it.kind == demarche.MentionOrganisation && r.Form != country.FormPlace, r.Form == country.FormDemonym || r.Form == country.FormName && it.kind != demarche.MentionPerson:
			it.place, it.kind = int(c), f.placeKind(int(c))
		}
	}
	for k, c := range f.places {
		r := f.read[k]
		if r.Form == country.FormPlace && !f.wellKnown(k) {
			continue
		}
		if r.Weak && (r.Form == country.FormName || r.Form == country.FormDemonym) && !f.supported(k) {
			continue
		}
		f.add(item{from: c.From, to: c.To, kind: f.placeKind(k), place: k, entry: -1, why: "table"})
	}
}

// wellKnown says whether a place may stand without the tagger having seen it.
func (f *finder) wellKnown(k int) bool {
	c := f.places[k]
	if latin(f.ctx.Lang) {
		return c.To-c.From > 1 && f.read[k].Thousand == 0
	}
	return f.read[k].Thousand > 200 || f.read[k].Level == country.First
}

func (f *finder) supported(k int) bool {
	return f.places[k].To-f.places[k].From > 1 || f.read[k].Code != ""
}

// placeKind is "country" for states, their people, seats and capitals that act;
// "location" for everything else.
func (f *finder) placeKind(k int) demarche.MentionKind {
	if r := f.read[k]; r.Code == "EU" && r.Form == country.FormName {
		return demarche.MentionOrganisation // the Union is a body, though it has a code
	}
	switch f.read[k].Form {
	case country.FormPlace:
		return demarche.MentionLocation
	case country.FormCapital:
		if !f.acts(f.places[k]) {
			return demarche.MentionLocation
		}
	}
	return demarche.MentionCountry
}

// acts says whether a capital stands for its government: something that says,
// decides or is dealt with.
func (f *finder) acts(c country.Candidate) bool {
	next, prev := f.class(c.To), f.class(c.From-1)
	if f.doc.Word(c.From-1) == "to" && tied(f.doc.Word(c.From-2)) {
		return true
	}
	if prev&isPrep != 0 && !between(f.doc.Word(c.From-1)) {
		return false
	}
	if next&isVerbSay != 0 || governs(f.doc.Word(c.To)) {
		return true
	}
	return prev&isPrep != 0 && between(f.doc.Word(c.From-1)) && next&(isPlaceTail) == 0
}

func (f *finder) class(i int) class {
	if i < 0 || i >= len(f.obs) {
		return 0
	}
	return f.obs[i].cls
}

func between(w string) bool {
	switch w {
	case "between", "against", "with", "by":
		return true
	}
	return false
}

// tied says whether a word before "to" binds somebody to a government.
func tied(w string) bool {
	switch w {
	case "tied", "linked", "loyal", "allied", "ties", "links", "close", "answer", "answers", "report", "belonging", "beholden", "aligned", "opposed", "friendly", "hostile":
		return true
	}
	return false
}

func governs(w string) bool {
	switch w {
	case "has", "had", "will", "would", "was", "is", "and", "imposed", "imposes", "sanctioned", "sanctions", "plans", "wants", "hopes", "hit", "responded", "responds", "agreed", "agrees", "refused", "refuses", "launched", "launches", "fired", "tested", "sought", "seeks", "should", "must", "may", "can", "could", "blamed", "blames", "backs", "backed", "signed", "signs", "considers", "weighs", "blacklisted", "expelled", "'s", "’s":
		return true
	}
	return false
}

// mentions writes the items as mentions.
func (f *finder) mentions() []demarche.Mention {
	out := make([]demarche.Mention, 0, len(f.items))
	for _, it := range f.items {
		from, to := f.doc.Tokens[it.from].Start, f.doc.Tokens[it.to-1].End
		m := demarche.Mention{Kind: it.kind, Start: from, End: to, Text: f.doc.Text[from:to], Name: it.full, Why: it.why}
		switch {
		case it.place >= 0 && it.kind == demarche.MentionCountry:
			r := f.read[it.place]
			m.Code, m.Form = r.Code, r.Form.String()
			m.Name = country.Name(r.Code)
			if m.Form == "name" && f.modifies(it.to) {
				m.Form = "demonym"
			}
		case it.place >= 0 && it.kind == demarche.MentionOrganisation:
			m.Name, m.Entity = country.Name(f.read[it.place].Code), "eu"
		case it.kind == demarche.MentionLocation:
			m.Code = f.codeWithin(it)
			if m.Name == "" {
				m.Name = m.Text
			}
		case it.entry >= 0:
			e := known().entries[it.entry]
			m.Entity = e.id
			if m.Name == "" {
				m.Name = e.name
			}
		case m.Name == "":
			m.Name = m.Text
		}
		out = append(out, m)
	}
	return out
}

// modifies says whether a name ending before token i is the first part of an
// adjective such as "U.S.-led", which says of whom something is as a demonym does.
func (f *finder) modifies(i int) bool {
	if !hyphen(f.doc, i) {
		return false
	}
	switch f.doc.Word(i + 1) {
	case "led", "backed", "born", "made", "owned", "run", "style", "controlled", "funded", "supported", "linked", "sponsored", "trained", "designated", "sanctioned", "supplied", "flagged", "organized", "organised", "aligned", "allied", "related", "friendly", "ruled", "occupied", "administered":
		return true
	}
	return false
}

// codeWithin is the country of a location: its own, or that of the place inside
// its name.
func (f *finder) codeWithin(it item) string {
	if it.place >= 0 {
		return f.read[it.place].Code
	}
	if f.class(it.to-1)&isPlaceTail != 0 && street(f.doc.Word(it.to-1)) {
		return ""
	}
	best := -1
	for i := it.from; i < it.to; i++ {
		if c := f.at[i]; c >= 0 && f.read[c].Code != "" && (best < 0 || f.read[c].Form < f.read[best].Form || f.read[c].Thousand > f.read[best].Thousand) {
			best = int(c)
		}
	}
	if best < 0 {
		return ""
	}
	return f.read[best].Code
}

// street says whether a word ends the names of roads, which are called after
// places elsewhere.
func street(w string) bool {
	switch w {
	case "Street", "Road", "Avenue", "Drive", "Lane", "Boulevard", "St.", "Rd", "Ave.", "Blvd", "Way", "Bridge", "Square":
		return true
	}
	return false
}

// seen lists what names a country: mentions, and names of states and known
// places inside the names of bodies.
func (f *finder) seen() []country.Seen {
	var out []country.Seen
	for _, it := range f.items {
		start := f.doc.Tokens[it.from].Start
		switch {
		case it.place >= 0:
			r := f.read[it.place]
			part := 1.0
			if it.from == 0 && start < 3 && f.doc.Tokens[it.from].Is(token.Caps) {
				part = 0.3 // a dateline says where the reporter sat
			}
			out = append(out, country.Seen{Code: r.Code, Form: r.Form, Start: start, Part: part})
		case it.kind == demarche.MentionPerson:
		case it.entry >= 0 && it.kind == demarche.MentionOrganisation:
			if e := known().entries[it.entry]; e.schema == demarche.SchemaPublicBody {
				out = append(out, country.Seen{Code: e.country, Form: country.FormName, Start: start, Part: 0.3})
			}
		case it.kind == demarche.MentionLocation:
			out = append(out, country.Seen{Code: f.codeWithin(it), Form: country.FormPlace, Start: start, Part: 1})
		default:
			out = f.within(out, it)
		}
	}
	return out
}

func (f *finder) within(out []country.Seen, it item) []country.Seen {
	for i := it.from; i < it.to; i++ {
		c := f.at[i]
		if c < 0 || f.places[c].From != i {
			continue
		}
		if r := f.read[c]; r.Form != country.FormPlace || r.Stands() {
			out = append(out, country.Seen{Code: r.Code, Form: r.Form, Start: f.doc.Tokens[i].Start, Part: 0.5})
		}
	}
	return out
}
