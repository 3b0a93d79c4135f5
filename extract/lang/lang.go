// Package lang tells the language of a text: first by script, then by letters that
// only some languages write and by function words, and for what is left by
// trigrams. A publisher's claim decides between near equals, never against the
// text.
package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

const (
	sampleRunes = 4000 // code points looked at, from the start
	sampleWords = 400  // words looked up
	wordWeight  = 2    // a function word of two letters and more
	charWeight  = 1    // a letter that few languages write; a function word of one
	prior       = 5    // what English has before a text begins: most of what is read here
)

// Detect gives the language of text as a BCP 47 primary subtag ("en", "ko", "zh"),
// "" when text has no letters and hint is empty. hint is the claim of a feed or a
// page in any usual spelling ("en-US", "ko_KR"); it is kept when the text does not
// speak against it.
func Detect(text, hint string) string {
	hint = Primary(hint)
	s := survey(text)
	switch {
	case s.letters == 0:
		return hint
	case s.kana*20 >= s.han+s.kana && s.kana > 0 && 2*(s.han+s.kana) >= s.letters:
		return "ja"
	case 3*s.hangul >= s.letters:
		return "ko"
	case 2*s.han >= s.letters:
		if hint == "ja" && s.han < 40 || hint == "yue" {
			return hint
		}
		return "zh"
	}
	script, n := s.main()
	if 5*n < 2*s.letters && hint != "" {
		return hint
	}
	if langs := byScript[script]; len(langs) == 1 {
		return langs[0]
	} else if len(langs) > 1 {
		return choose(langs, hint, s, langs[0])
	}
	return ofLatin(hint, s, text)
}

// Primary gives the primary subtag of a language tag in today's spelling: "en-US" →
// "en", "iw" → "he", "nb" → "no"; "" for what is no tag.
func Primary(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_,; "); i >= 0 {
		tag = tag[:i]
	}
	if long, ok := oldTags[tag]; ok {
		return long
	}
	if len(tag) < 2 || len(tag) > 3 || strings.IndexFunc(tag, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return ""
	}
	return tag
}

var oldTags = map[string]string{
	"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no", "nob": "no", "sh": "sr", "scc": "sr", "cn": "zh", "jp": "ja", "kr": "ko", "ua": "uk",
	"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "jpn": "ja", "kor": "ko", "zho": "zh", "chi": "zh", "ara": "ar", "ukr": "uk", "und": "",
	"english": "en", "german": "de", "french": "fr", "spanish": "es", "russian": "ru", "korean": "ko", "japanese": "ja", "chinese": "zh", "arabic": "ar",
}

// sample is what was counted in the beginning of a text.
type sample struct {
	letters, han, kana, hangul int
	scripts                    [scripts]int
	chars                      map[rune]int
	words                      map[string]int
	ascii                      bool           // no letter outside a to z
	points                     map[string]int // by language, see tally
}

func survey(text string) *sample {
	s := &sample{chars: map[rune]int{}, words: map[string]int{}, ascii: true}
	start, words, seen := -1, 0, 0
	for i, r := range text {
		if seen++; seen > sampleRunes {
			break
		}
		letter := unicode.IsLetter(r) || unicode.Is(unicode.M, r)
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			if r != '.' || i-start > 2 { // "a.k.a." is no Czech
				words += s.word(text[start:i], words)
			}
			start = -1
		}
		if letter {
			s.letter(r)
		}
	}
	if start >= 0 && seen <= sampleRunes {
		s.word(text[start:], words)
	}
	return s
}

func (s *sample) letter(r rune) {
	s.letters++
	switch {
	case r < 0x80:
		s.scripts[latin]++
		return
	case unicode.Is(unicode.Han, r):
		s.han++
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		s.kana++
	case unicode.Is(unicode.Hangul, r):
		s.hangul++
	default:
		s.scripts[scriptOf(r)]++
	}
	s.ascii = false
	s.chars[unicode.ToLower(r)]++
}

func (s *sample) word(w string, words int) int {
	if len(w) > 24 || words >= sampleWords {
		return 0
	}
	s.words[strings.ToLower(w)]++
	return 1
}

// main gives the script of most letters outside the East Asian ones.
func (s *sample) main() (script, int) {
	best := latin
	for k := range s.scripts {
		if s.scripts[k] > s.scripts[best] {
			best = script(k)
		}
	}
	return best, s.scripts[best]
}

// choose gives the language with the most signs, the hint when it has nearly as
// many, and otherwise the first.
func choose(langs []string, hint string, s *sample, otherwise string) string {
	best, top, hinted := otherwise, 0, 0
	known := false
	for _, l := range langs {
		n := s.score(l)
		if l == hint {
			hinted, known = n, true
		}
		if n > top {
			best, top = l, n
		}
	}
	if known && 4*hinted >= 3*top {
		return hint
	}
	return best
}

// score is how much speaks for a language.
func (s *sample) score(l string) int {
	if s.points == nil {
		s.tally()
	}
	n := s.points[l]
	if l == "en" && n > 0 {
		n += prior
	}
	return n
}

// tally gives every language the points of its words and letters.
func (s *sample) tally() {
	s.points = make(map[string]int, 16)
	for w, k := range s.words {
		weight := wordWeight
		if utf8.RuneCountInString(w) == 1 {
			weight = charWeight
		}
		for _, l := range spokenIn[w] {
			s.points[l] += weight * k
		}
	}
	for r, k := range s.chars {
		for _, l := range writtenIn[r] {
			s.points[l] += charWeight * k
		}
	}
}

// thin says whether a text holds so few of a language's signs that it is likely in
// none of ours: function words are a quarter of any text and more.
func (s *sample) thin(l string) bool {
	words, hits := 0, 0
	for w, k := range s.words {
		words += k
		if functionWords[l][w] {
			hits += k
		}
	}
	return words >= 30 && 10*hits < words
}

func ofLatin(hint string, s *sample, text string) string {
	l := choose(latinLangs, hint, s, "")
	switch {
	case l == "", hint != "" && l != hint && s.thin(l):
	case s.ascii && l != hint && s.score(l) < 2*wordWeight: // one word is no evidence
	default:
		return l
	}
	if hint != "" && !elsewhere[hint] {
		return hint
	}
	if !s.ascii && s.letters >= 40 {
		if l := whatlanggo.DetectLangWithOptions(text[:min(len(text), sampleRunes)], whatlanggo.Options{Whitelist: trigramLangs}).Iso6391(); l != "" {
			return Primary(l)
		}
	}
	return "en" // a headline of names
}
