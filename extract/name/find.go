// Package name finds the names in a text: persons, organisations, places,
// vessels, aircraft and countries. Four readers look one after the other:
// tables of known bodies and of countries and places, trigger words, a tagger
// learned from labelled news (see README.md), and a pass over the whole
// document that ties short forms to long ones.
package name

import (
	"sort"

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
	of       int // 1 + index of the candidate whose arm it is, 0
	full     string
	why      string
	position bool // latitude and longitude, whose edges stand
	rank     int  // of two that overlap the higher one stays, then the longer
}

// finder holds one document while it is read.
type finder struct {
	doc       *token.Doc
	ctx       Context
	obs       []seen
	places    []country.Candidate
	read      []country.Reading
	at        []int32 // token index -> candidate that covers it, -1
	items     []item
	taken     []bool            // tokens that belong to an item
	short     map[uint64]string // full names of persons by the word given in brackets for them
	shortBody map[uint64]string // full names of bodies by the short form given in brackets
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
	f.governments()
	f.coalitions()
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
		found = f.apart(f.possessed(found), hits)
		for k := range found {
			for s := &found[k]; s.from < s.to-1 && f.opening(s.from); {
				s.from++
			}
		}
		agree(f.doc, f.obs, found)
		for _, s := range found {
			if s.typ == typeOther || f.withinState(s) || !f.isName(s.from, s.to) || !f.whole(&s) {
				continue
			}
			out = f.divide(out, item{from: s.from, to: s.to, kind: kinds[s.typ], place: -1, entry: -1, why: "tagger"})
		}
	}
	if latin(f.ctx.Lang) {
		out = append(out, f.portfolios()...)
		out = append(out, f.fighters()...)
	}
	out = append(out, f.triggers()...)
	out = append(out, f.introduced()...)
	out = append(out, f.listed()...)
	out = append(out, f.foreign()...)
	out = append(out, f.coordinates()...)
	for _, h := range hits {
		it := item{from: h.from, to: h.to, kind: kinds[h.kind], place: -1, entry: int(h.entry), why: "known name"}
		if h.kind == typePER {
			it.rank = 3
		}
		out = append(out, it)
	}
	for i := range out {
		if out[i].position {
			continue
		}
		f.trim(&out[i])
		f.trimHead(&out[i])
		f.extend(&out[i])
		f.fields(&out[i])
		if out[i].from < out[i].to {
			f.ofKorea(&out[i])
		}
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

// countries turns candidates into mentions: countries where they stand alone,
// places where the tagger saw a place or they are well known.
func (f *finder) countries() {
	for k := range f.items {
		it := &f.items[k]
		c := f.at[it.from]
		if c < 0 || f.places[c].From != it.from || f.places[c].To != it.to {
			continue
		}
		f.town(it, c)
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
