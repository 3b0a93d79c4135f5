package bleve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"

	"demarche/index"
	"demarche/match"
)

// The field of spellings is a dictionary of the names in the texts: each term is
// the sound of a word (match.Spelling.Key) and the word. A word asked for is
// looked up by its sound, and what is another spelling of it is looked for too,
// at less weight: Lavrov, Lawrow, Лавров. Words in quotes are not.
const (
	fieldSpelling  = "spelling"
	spellingMark   = "\x01" // between sound and word
	spellingWeight = 0.5    // of an occurrence, against one of the word asked for
	maxSpellings   = 12     // other spellings looked for, the most frequent
	maxHeard       = 2000   // words of one sound that are looked through
)

// spellings is the analyzer of its own field: the names of a document by sound.
type spellings []string

func (s spellings) Analyze([]byte) analysis.TokenStream {
	out := make(analysis.TokenStream, len(s))
	for i, term := range s {
		out[i] = &analysis.Token{Term: []byte(term), Position: i + 1}
	}
	return out
}

// newSpellings collects the words of a document that look like names: those
// with a capital letter within a sentence, those of a name found in the text,
// and all words of a script without capitals.
func newSpellings(title, body *analysed, names []string) spellings {
	seen := map[string]bool{}
	var out spellings
	add := func(term string) {
		if seen[term] || len(term) < 3 || len(term) > 40 || index.IsCommonTerm(term) {
			return
		}
		seen[term] = true
		if s, ok := match.NewSpelling(term); ok {
			out = append(out, s.Key()+spellingMark+term)
		}
	}
	for i, w := range body.words {
		if named(body.text, w) && (i == 0 || !sentenceBetween(body.text[body.words[i-1].End:w.Start])) && i > 0 {
			add(w.Term)
		}
	}
	mentioned := map[string]bool{}
	for _, n := range names {
		for _, t := range index.Tokens(n) {
			mentioned[t.Term] = true
		}
	}
	for _, a := range []*analysed{title, body} {
		for _, w := range a.words {
			if mentioned[w.Term] {
				add(w.Term)
			}
		}
	}
	return out
}

// named says whether a word is written like a name.
func named(text string, w index.Token) bool {
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r) || r >= 0x0590 && unicode.In(r, unicode.Arabic, unicode.Hebrew)
}

// sentenceBetween says whether a sentence may begin after what stands between
// two words.
func sentenceBetween(gap string) bool { return strings.ContainsAny(gap, ".!?:;…\n") }

// spelt lists the other spellings of a word, the most frequent first. A word
// that is not used as a name for the most part has none.
func (c *compiler) spelt(term string) ([]string, error) {
	asked, ok := match.NewSpelling(term)
	if !ok || index.IsCommonTerm(term) {
		return nil, nil
	}
	prefix := asked.Key() + spellingMark
	var own uint64
	if err := c.exact(fieldSpelling, prefix+term, func(count uint64) { own = count }); err != nil {
		return nil, err
	}
	if ok, err := c.mostlyName(term, own); !ok || err != nil {
		return nil, err
	}
	type heard struct {
		term  string
		count uint64
	}
	var found []heard
	hear := func(key, article string, among func(word string) bool) error {
		return c.eachTerm(fieldSpelling, key+spellingMark, maxHeard, func(t string, count uint64) {
			word := t[len(key)+len(spellingMark):]
			if word == term || !among(word) {
				return
			}
			if s, ok := match.NewSpelling(article + word); ok && asked.Same(s) {
				found = append(found, heard{word, count})
			}
		})
	}
	err := hear(asked.Key(), "", func(string) bool { return true })
	// الشرع is al-Sharaa: the Arabic article is written together with a name, and
	// apart or not at all in other scripts.
	withArticle := func(word string) bool { return strings.HasPrefix(word, arabicArticle) }
	switch {
	case err != nil:
	case withArticle(term):
		if bare, ok := match.NewSpelling(term[len(arabicArticle):]); ok {
			err = hear(bare.Key(), "al", func(word string) bool { return !isArabic(word) })
		}
	case !isArabic(term) && slices.Contains(c.langs, "ar"):
		if whole, ok := match.NewSpelling("al" + term); ok {
			asked = whole
			err = hear(whole.Key(), "", withArticle)
		}
	}
	if err != nil || len(found) == 0 {
		return nil, err
	}
	slices.SortFunc(found, func(a, b heard) int { return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.term, b.term)) })
	var out []string
	for _, h := range found {
		if len(out) == maxSpellings {
			break
		}
		if ok, err := c.mostlyName(h.term, h.count); err != nil {
			return nil, err
		} else if ok {
			out = append(out, h.term)
		}
	}
	return out, nil
}

const arabicArticle = "ال"

func isArabic(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Arabic, r)
}

// addSpellings makes a word stand for its other spellings too.
func (c *compiler) addSpellings(w *word, term string) error {
	others, err := c.spelt(term)
	if err != nil || len(others) == 0 {
		return err
	}
	for _, o := range others {
		for _, a := range c.variants(o) {
			a.weight = spellingWeight
			w.alts = append(w.alts, a)
		}
	}
	if c.also == nil {
		c.also = map[string][]string{}
	}
	c.also[term] = append(c.also[term], others...)
	return nil
}

// mostlyName says whether a word that is a name in so many documents is one in
// at least half of those that hold it, or stands in none in any form.
func (c *compiler) mostlyName(term string, names uint64) (bool, error) {
	forms := []alternative{{term: term}}
	if names == 0 {
		forms = c.variants(term)
	}
	for _, form := range forms {
		var all uint64
		err := c.exact(fieldBody, form.term, func(count uint64) { all = count })
		if err != nil || 2*names < all {
			return false, err
		}
	}
	return true, nil
}

// eachTerm calls f for the terms of a field that begin so, in order and at most
// so many of them, with the number of documents that hold each.
func (c *compiler) eachTerm(field, prefix string, most int, f func(term string, count uint64)) error {
	d, err := c.view.snap.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return fmt.Errorf("looking up %q in %s: %w", prefix, field, err)
	}
	return eachEntry(d, most, f)
}
