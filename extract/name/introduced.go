package name

import (
	"demarche"
	"demarche/extract/token"
)

// introduced finds names that a text introduces with their short form in
// brackets: "Director Jane Roe (Roe)", "Kingston Fresh LTD (Kingston Fresh)".
// The short form tells where such a name ends, and whether it is a person's.
func (f *finder) introduced() []item {
	var out []item
	f.short, f.shortBody = map[uint64]string{}, map[uint64]string{}
	for b := range f.doc.Tokens {
		if f.doc.Word(b) != "(" || b == 0 {
			continue
		}
		from, to := f.bracketed(b)
		if to == from {
			continue
		}
		if it, ok := f.introducedBy(from, to, b); ok {
			out = append(out, it)
			if to-from == 1 && it.kind == demarche.MentionPerson {
				f.short[f.doc.Tokens[from].Hash] = f.doc.Span(it.from, it.to)
			}
			if it.kind == demarche.MentionOrganisation {
				f.shortBody[hash(f.doc, from, to)] = f.doc.Span(it.from, it.to)
			}
		}
	}
	return out
}

// bodies makes a body of every name that is written as the short form in
// brackets of one.
func (f *finder) bodies() {
	for k := range f.items {
		it := &f.items[k]
		if full, ok := f.shortBody[hash(f.doc, it.from, it.to)]; ok && it.entry < 0 && it.place < 0 && it.of == 0 && (it.kind == demarche.MentionPerson || it.kind == demarche.MentionLocation || it.kind == demarche.MentionOrganisation) {
			it.kind = demarche.MentionOrganisation
			if it.full == "" {
				it.full = full
			}
		}
	}
}

// bracketed gives the capitalised words that are all that a bracket holds.
func (f *finder) bracketed(b int) (from, to int) {
	from = b + 1
	for from < len(f.doc.Tokens) && from < b+5 && quoteOrStar(f.doc.Word(from)) {
		from++
	}
	to = from
	for to < len(f.doc.Tokens) && to < from+5 && f.doc.Tokens[to].Any(token.Upper|token.Digit|token.Mixed) {
		to++
	}
	end := to
	for end < len(f.doc.Tokens) && end < to+4 && quoteOrStar(f.doc.Word(end)) {
		end++
	}
	if f.doc.Word(end) != ")" {
		return 0, 0
	}
	return from, to
}

func quoteOrStar(w string) bool {
	switch w {
	case "\"", "“", "”", "*", "'", "‘", "’":
		return true
	}
	return false
}

// introducedBy reads the name before the bracket at b that the tokens from to
// shorten.
func (f *finder) introducedBy(from, to, b int) (item, bool) {
	end := b
	for end > 0 && quoteOrStar(f.doc.Word(end-1)) {
		end--
	}
	start := end
	for start > 0 && end-start < 14 && f.inName(start-1, end) && !f.doc.Tokens[start].Is(token.Paragraph) {
		start--
	}
	at := -1
	for i := start; i < end; i++ {
		if f.doc.Tokens[i].Hash == f.doc.Tokens[from].Hash {
			at = i
			break
		}
	}
	if at < 0 || end-start < 2 {
		return item{}, false
	}
	body := f.bodyFrom(at, end)
	if body {
		for start < at && (f.obs[start].cls&isTitle != 0 || f.doc.Tokens[start].Is(token.Punct)) {
			start++
		}
		return item{from: start, to: end, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "short form in brackets", rank: 2}, true
	}
	if f.doc.Tokens[from].Is(token.Caps) && !f.doc.Tokens[at].Is(token.Caps) {
		return item{}, false
	}
	first := at
	for words := 0; first > start && words < 4 && f.ofPerson(first-1); first-- {
		if f.doc.Tokens[first-1].Is(token.Word) {
			words++
		}
	}
	for first < at && f.doc.Tokens[first].Is(token.Punct) {
		first++
	}
	if end-first < 2 {
		return item{}, false
	}
	return item{from: first, to: end, kind: demarche.MentionPerson, place: -1, entry: -1, why: "short form in brackets", rank: 2}, true
}

// inName says whether token i may be part of a name that ends at end.
func (f *finder) inName(i, end int) bool {
	t := f.doc.Tokens[i]
	w := f.doc.Word(i)
	switch {
	case t.Is(token.Sentence) && f.obs[i].cls&isLowerWord != 0:
		return false
	case t.Any(token.Upper | token.Digit):
		return true
	case hyphen(f.doc, i), quoteOrStar(w), f.obs[i].cls&isParticle != 0 && w != "the" && w != "of" && i+1 < end, w == "&":
		return i+1 < end
	case w == "," || w == ".":
		return legalForm(f.doc.Word(i + 1))
	}
	return false
}

// bodyFrom says whether a legal form or another word of bodies stands among the
// tokens.
func (f *finder) bodyFrom(from, to int) bool {
	for i := from; i < to; i++ {
		_, tail := tailType[f.doc.Tokens[i].Hash]
		c := f.obs[i].cls
		if legalForm(f.doc.Word(i)) || tail || c&(isOrgHead|isOrgTail) != 0 && c&(isGiven|isSurname) == 0 {
			return true
		}
	}
	return false
}

// ofPerson says whether token i may belong to a person's name.
func (f *finder) ofPerson(i int) bool {
	_, tail := tailType[f.doc.Tokens[i].Hash]
	c := f.obs[i].cls
	return !tail && c&(isTitle|isOrgHead|isOrgTail) == 0 && !inTitle[f.doc.Tokens[i].Hash] && (f.doc.Tokens[i].Is(token.Upper) || c&isParticle != 0 || quoteOrStar(f.doc.Word(i)) || hyphen(f.doc, i))
}
