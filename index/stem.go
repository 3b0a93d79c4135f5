package index

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// stemmers are Snowball's, by language, and a light one for Arabic. They run on
// folded words on both sides, so that a query typed without diacritics finds what
// was written with them.
var stemmers = map[string]func(string) string{
	"en": snowball(english.Stem), "fr": snowball(french.Stem), "de": snowball(german.Stem), "es": snowball(spanish.Stem), "ru": snowball(russian.Stem), "ar": light10,
}

func snowball(stem func(*snowballstem.Env) bool) func(string) string {
	return func(term string) string {
		env := snowballstem.NewEnv(term)
		stem(env)
		return env.Current()
	}
}

// light10 takes the article and the commonest endings off an Arabic word
// (Larkey, Ballesteros and Connell, Light Stemming for Arabic Information
// Retrieval, 2007), but "and" before an article only, because many words begin
// with its letter. Snowball's gives a word with the article another stem than
// without.
func light10(term string) string {
	length := func(s string) int { return utf8.RuneCountInString(s) }
	for _, article := range []string{"ال", "وال", "بال", "كال", "فال", "لل", "وبال", "ولل"} {
		if rest, ok := strings.CutPrefix(term, article); ok && length(rest) >= 2 {
			term = rest
			break
		}
	}
	for _, ending := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"} { // folded: ة is ه, ى is ي
		if rest, ok := strings.CutSuffix(term, ending); ok && length(rest) >= 2 {
			term = rest
		}
	}
	return term
}

// StemLanguages lists the languages whose words are stemmed.
func StemLanguages() []string { return []string{"en", "fr", "de", "es", "ru", "ar"} }

// StemLanguage is the stemmer for a document's language (BCP 47): English when
// it is unknown, "" for a language without a stemmer.
func StemLanguage(lang string) string {
	if lang == "" {
		return "en"
	}
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if _, ok := stemmers[base]; ok {
		return base
	}
	return ""
}

// Stem gives the stem of a folded word in a stemmed language; words in another
// script and words with digits are their own stem.
func Stem(lang, term string) string {
	stem := stemmers[lang]
	if stem == nil || len(term) < 3 || scriptOf(term) != scriptOf(stemScript[lang]) {
		return term
	}
	if s := stem(term); s != "" {
		return s
	}
	return term
}

// stemScript has a letter of each language's script.
var stemScript = map[string]string{"en": "a", "fr": "a", "de": "a", "es": "a", "ru": "а", "ar": "ا"}

// scriptOf is the script of a folded word's letters: 0 for any other or for
// words with digits.
func scriptOf(term string) int {
	script := 0
	for _, r := range term {
		s := 0
		switch {
		case 'a' <= r && r <= 'z':
			s = 1
		case 0x0400 <= r && r < 0x0530:
			s = 2
		case 0x0600 <= r && r < 0x0780:
			s = 3
		}
		if s == 0 || script != 0 && script != s {
			return 0
		}
		script = s
	}
	return script
}
