package index

import (
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche"
)

// snippetLength is about how many characters of text a snippet shows.
const snippetLength = 240

// Highlighter marks in texts what a query looks for: words in any of their
// forms, beginnings, misspelt words, phrases, and the values of fields that
// stand in the text as such (names, instruments, wallets).
type Highlighter struct {
	needles []needle
	first   firstLetters // of their words
}

// needle is one or more words in a row.
type needle []func(term, lang string) bool

// NewHighlighter reads the positive parts of a query; also has other spellings
// of its words (Found.Spellings).
func NewHighlighter(n demarche.Node, also map[string][]string) *Highlighter {
	h := &Highlighter{}
	demarche.Walk(n, func(n demarche.Node) bool {
		switch n := n.(type) {
		case demarche.Not:
			return false
		case demarche.Phrase:
			h.add(n.Text, same)
		case demarche.Term:
			switch n.Field {
			case "", "title":
				h.addWord(n)
				h.addSpellings(n, also)
			case "entity", "instrument", "tag", "wallet", "identifier", "imo":
				h.add(n.Text, same)
			}
		}
		return true
	})
	return h
}

func same(want string) func(term, lang string) bool {
	return func(term, _ string) bool { return term == want }
}

// sameStem tests for any form of a word. Stemming is dear, so words that begin
// otherwise are told apart first; only in Arabic do stems lose their beginning.
func sameStem(want string) func(term, lang string) bool {
	stems := map[string]string{}
	for _, lang := range StemLanguages() {
		stems[lang] = Stem(lang, want)
	}
	return func(term, lang string) bool {
		if term == want {
			return true
		}
		if lang == "" || lang != "ar" && term[0] != want[0] {
			return false
		}
		return Stem(lang, term) == stems[lang]
	}
}

func (h *Highlighter) add(text string, test func(string) func(term, lang string) bool) {
	var n needle
	for _, t := range Tokens(text) {
		n = append(n, test(t.Term))
		if c := t.Term[0]; c < utf8.RuneSelf {
			h.first[c] = true
		}
	}
	if len(n) > 0 {
		h.needles = append(h.needles, n)
	}
}

func (h *Highlighter) addWord(t demarche.Term) {
	h.add(t.Text, sameStem)
	if len(h.needles) == 0 || !t.Prefix && !t.Fuzzy {
		return
	}
	n := h.needles[len(h.needles)-1]
	tokens := Tokens(t.Text)
	want := tokens[len(tokens)-1].Term
	if t.Prefix {
		n[len(n)-1] = func(term, _ string) bool { return strings.HasPrefix(term, want) }
	} else {
		n[len(n)-1] = func(term, _ string) bool { return oneEdit(term, want) }
	}
}

// AddNames marks names too, such as those of an entity asked for.
func (h *Highlighter) AddNames(names []string) {
	for _, n := range names {
		h.add(n, same)
	}
}

// addSpellings marks the other spellings of a word like the word itself.
func (h *Highlighter) addSpellings(t demarche.Term, also map[string][]string) {
	if len(also) == 0 || t.Prefix || t.Fuzzy {
		return
	}
	tokens := Tokens(t.Text)
	keys := []string{FoldName(t.Text)}
	if len(tokens) > 1 && !strings.Contains(t.Text, " ") {
		for _, k := range tokens {
			keys = append(keys, k.Term)
		}
	}
	for _, key := range keys {
		for _, other := range also[key] {
			h.add(other, sameStem)
		}
	}
}

// oneEdit says whether two words are the same but for one character inserted,
// deleted or replaced, or two neighbours swapped, after the first.
func oneEdit(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 || x[0] != y[0] {
		return false
	}
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x) <= 1 && len(y) <= 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

// place is a place in a text that a needle fits.
type place struct{ start, end, needle int } // bytes

func (h *Highlighter) matches(text, lang string) []place {
	lang = StemLanguage(lang)
	if len(h.needles) == 0 {
		return nil
	}
	tokens := tokensLike(text, &h.first)
	var out []place
	for i := range tokens {
		if tokens[i].Term == "" {
			continue
		}
		for k, n := range h.needles {
			if i+len(n) > len(tokens) {
				continue
			}
			fits := true
			for j, test := range n {
				term := tokens[i+j].Term
				if fits = term != "" && test(term, lang); !fits {
					break
				}
			}
			if fits {
				out = append(out, place{tokens[i].Start, tokens[i+len(n)-1].End, k})
			}
		}
	}
	return out
}

// Snippet gives the passage of about 240 characters that holds most of what the
// query looks for, as HTML: escaped, with <mark> around what matched. Without a
// match it is the beginning of the text.
func (h *Highlighter) Snippet(text, lang string) string {
	found := h.matches(text, lang)
	start, end := 0, passageEnd(text, 0)
	if len(found) > 0 {
		first, last := bestWindow(text, found)
		start, end = h.passage(text, first, last)
	}
	return mark(text, start, end, found)
}

// Mark gives a whole short text, such as a title, as HTML with marks.
func (h *Highlighter) Mark(text, lang string) string {
	return mark(text, 0, len(text), h.matches(text, lang))
}

// bestWindow finds the run of matches within a snippet's length that covers
// most distinct needles, then most matches, the first such.
func bestWindow(text string, found []place) (start, end int) {
	best, bestScore := [2]int{found[0].start, found[0].end}, -1
	for i := range found {
		seen := map[int]bool{}
		score, stop := 0, found[i].end
		for _, m := range found[i:] {
			if m.end-found[i].start > snippetLength*3 || utf8.RuneCountInString(text[found[i].start:m.end]) > snippetLength-40 {
				break
			}
			if !seen[m.needle] {
				seen[m.needle] = true
				score += 100
			}
			score++
			stop = max(stop, m.end)
		}
		if score > bestScore {
			best, bestScore = [2]int{found[i].start, stop}, score
		}
		if i > 400 {
			break // a text full of matches shows them at its beginning
		}
	}
	return best[0], best[1]
}

// passage widens a window to whole words, from the beginning of its sentence
// where that is near.
func (h *Highlighter) passage(text string, first, last int) (start, end int) {
	room := max(snippetLength-utf8.RuneCountInString(text[first:last]), 0)
	sentence, _ := Sentence(text, first)
	if utf8.RuneCountInString(text[:first]) <= room {
		start = 0
	} else if utf8.RuneCountInString(text[sentence:first]) <= room*2/3 {
		start = sentence
	} else {
		start = back(text, first, room/3)
	}
	return start, max(last, passageEnd(text, start))
}

// back goes back so many characters, to the beginning of a word.
func back(text string, at, runes int) int {
	i := at
	for ; runes > 0 && i > 0; runes-- {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
	}
	if i == 0 {
		return 0
	}
	if space := strings.IndexAny(text[i:at], " \n"); space >= 0 {
		return i + space + 1
	}
	return i
}

// passageEnd is the end of a passage of a snippet's length: the last end of a
// word within it.
func passageEnd(text string, start int) int {
	end, runes := start, 0
	for end < len(text) && runes < snippetLength {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		runes++
	}
	if end == len(text) {
		return end
	}
	if space := strings.LastIndexAny(text[start:end], " \n"); space > (end-start)/2 {
		return start + space
	}
	return end
}

// mark writes text[start:end] as HTML with the matches marked.
func mark(text string, start, end int, found []place) string {
	slices.SortFunc(found, func(a, b place) int { return a.start - b.start })
	var b strings.Builder
	if start > 0 {
		b.WriteString("… ")
	}
	plain := func(s string) { b.WriteString(html.EscapeString(strings.ReplaceAll(s, "\n", " "))) }
	at := start
	for _, m := range found {
		if m.start < at || m.end > end {
			continue
		}
		plain(text[at:m.start])
		b.WriteString("<mark>")
		plain(text[m.start:m.end])
		b.WriteString("</mark>")
		at = m.end
	}
	plain(strings.TrimRight(text[at:end], " \n"))
	if strings.TrimSpace(text[end:]) != "" {
		b.WriteString(" …")
	}
	return b.String()
}
