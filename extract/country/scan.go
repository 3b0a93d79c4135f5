package country

import (
	"strings"
	"unicode/utf8"

	"demarche/extract/token"
)

// Candidate is a run of tokens that may name a country or a place.
type Candidate struct {
	From, To int // token indexes, To exclusive
	first    int32
	lang     string
}

// Readings calls f for what the candidate may mean, until f returns false.
func (c Candidate) Readings(f func(Reading) bool) {
	t := load()
	for i := c.first; i >= 0; i = t.readings[i].next {
		if t.readings[i].spokenIn(c.lang) && !f(t.readings[i]) {
			return
		}
	}
}

// spokenIn says whether a text in the language may use the words in this
// meaning: those of other languages in Latin letters do not count ("Chili",
// "Columbia").
func (r *Reading) spokenIn(lang string) bool {
	if r.lang == "en" || r.lang == lang {
		return true
	}
	for l := range strings.SplitSeq(r.lang, " ") {
		switch l {
		case "en", lang, "ru", "uk", "bg", "sr", "ko", "ja", "zh", "ar", "fa", "he", "hi", "th", "el":
			return true
		}
	}
	return false
}

// Best gives the reading that comes first without any context: a name of a
// country, then a demonym, a capital, a region, the largest town.
func (c Candidate) Best() (best Reading) {
	score := int32(-1)
	c.Readings(func(r Reading) bool {
		if s := plain(r); s > score {
			best, score = r, s
		}
		return true
	})
	return best
}

// plain orders readings without context.
func plain(r Reading) int32 {
	switch {
	case r.Form == FormName && !r.Weak:
		return 1 << 30
	case r.Form == FormDemonym:
		return 1 << 29
	case r.Form == FormMetonym:
		return 1 << 28
	case r.Form == FormCapital:
		return 1 << 27
	case r.Form == FormName:
		return 1 << 26
	case r.Level == First:
		return 3000
	}
	return r.Thousand
}

// Scan finds all candidates, longest first from the left, not overlapping.
func Scan(doc *token.Doc, lang string) []Candidate {
	t := load()
	var out []Candidate
	for i := 0; i < len(doc.Tokens); {
		tok := doc.Tokens[i]
		if tok.Is(token.Punct) || !tok.Is(token.Word) || tok.Is(token.Latin) && !tok.Is(token.Upper) && lang == "en" {
			i++
			continue
		}
		if tok.Is(token.Hangul) && i > 0 && doc.Tokens[i-1].Is(token.Hangul) && !tok.Is(token.Space) {
			i++ // Korean names begin where a word begins
			continue
		}
		if i+1 < len(doc.Tokens) && tok.End == doc.Tokens[i+1].Start && strings.HasPrefix(doc.Text[tok.End:], "$") {
			i++ // "US$5": a sum
			continue
		}
		if i > 0 && doc.Word(i-1) == "Gender" {
			i++ // "Gender Male" of list notices
			continue
		}
		first, to := t.find(doc, i, lang)
		if to == i {
			i++
			continue
		}
		out = append(out, Candidate{From: i, To: to, first: int32(first), lang: lang})
		i = to
	}
	return out
}

// find gives the longest phrase from token i that is written as it must be.
func (t *tables) find(doc *token.Doc, i int, lang string) (first, to int) {
	first, to = -1, i
	t.walk(doc, i, i, 0, func(value, end int) {
		if end > to && t.written(doc, i, end, value, lang) {
			first, to = value, end
		}
	})
	return first, to
}

// walk follows the phrases from token j on with the key so far.
func (t *tables) walk(doc *token.Doc, start, j int, key uint64, found func(value, end int)) {
	if j >= len(doc.Tokens) || j-start >= longest || j > start && doc.Tokens[j].Is(token.Paragraph) {
		return
	}
	tok := doc.Tokens[j]
	t.step(doc, start, j, token.Mix(key, tok.Hash), found)
	word := doc.Text[tok.Start:tok.End]
	switch {
	case tok.Is(token.Cyrillic):
		for cut := 0; cut <= 4; cut++ {
			h := token.Prefix(word, cut)
			if h == 0 || utf8.RuneCountInString(word) < cut+2 {
				return
			}
			if cut == 0 || slavicEnding(word, cut) {
				t.step(doc, start, j, token.Mix(key, h^stemMark), found)
			}
		}
	case tok.Is(token.Arabic):
		for _, prefix := range []string{"و", "ب", "ل", "ف", "وب", "ول"} {
			if len(word) > len(prefix)+4 && word[:len(prefix)] == prefix {
				t.step(doc, start, j, token.Mix(key, token.Fold(word[len(prefix):])), found)
			}
		}
		if len(word) > 8 && word[:4] == "لل" {
			t.step(doc, start, j, token.Mix(key, token.Fold("ال"+word[4:])), found)
		}
	}
}

func (t *tables) step(doc *token.Doc, start, j int, key uint64, found func(value, end int)) {
	v, ok, more := t.phrases.Get(key)
	if ok {
		found(v, j+1)
	}
	if more {
		t.walk(doc, start, j+1, key, found)
	}
}

// slavicEnding says whether the last cut runes of a word may be an ending.
func slavicEnding(word string, cut int) bool {
	end := word
	n := utf8.RuneCountInString(word)
	for k := 0; k < n-cut; k++ {
		_, size := utf8.DecodeRuneInString(end)
		end = end[size:]
	}
	switch end {
	case "а", "у", "ом", "е", "ы", "и", "о", "ой", "ою", "ю", "ей", "ею", "ем", "я", "ии", "ию", "ией", "ь", "й", "ов", "ам", "ями", "ах", "ами", "ям", "ях",
		"ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ую", "юю", "ых", "их", "ыми", "ими",
		"ою.", "єю", "ію", "ії", "ією", "ій", "і", "ї", "ові", "ських", "ська", "ським", "ні", "ня", "ьї", "ої", "ими́", "ыми́", "кий", "кая", "кое", "кие", "ких", "ким", "ком", "кую", "кого", "кому", "кой", "кими", "ські":
		return true
	}
	return false
}

// written says whether some reading of the phrase allows the way it is written.
func (t *tables) written(doc *token.Doc, from, to, value int, lang string) bool {
	tok := doc.Tokens[from]
	if !tok.Any(token.Latin | token.Cyrillic) {
		return true
	}
	for i := int32(value); i >= 0; i = t.readings[i].next {
		r := &t.readings[i]
		if r.Weak && r.Form == FormPlace && !t.afterPlace(doc, from) {
			continue
		}
		if !r.spokenIn(lang) || r.Acronym && !(tok.Any(token.Caps|token.Dot) || to > from+1) {
			continue
		}
		if lang == "uk" && r.Code == "RU" && tok.Is(token.Cyrillic) {
			return true // Ukrainian texts of these years write it small
		}
		if tok.Is(token.Upper) || r.Lower && (strings.Contains(r.lang, lang) || tok.Is(token.Cyrillic)) {
			return true
		}
	}
	return false
}

// afterPlace says whether an abbreviated division may stand at token i: after a
// capitalised word and a comma, or with full stops of its own ("B.C.").
func (t *tables) afterPlace(doc *token.Doc, i int) bool {
	if i >= 2 && doc.Word(i-1) == "," && doc.Tokens[i-2].Is(token.Upper) {
		return true
	}
	w := doc.Word(i)
	if len(w) == 4 && w[1] == '.' && w[3] == '.' {
		return i == 0 || !doc.Tokens[i-1].Is(token.Digit)
	}
	return false
}
