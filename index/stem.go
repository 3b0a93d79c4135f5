package index

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// stemmers are Snowball's, by language. They run on folded words on both sides,
// so that a query typed without diacritics finds what was written with them.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"en": english.Stem, "fr": french.Stem, "de": german.Stem, "es": spanish.Stem, "ru": russian.Stem, "ar": arabic.Stem,
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
	env := snowballstem.NewEnv(term)
	stem(env)
	if s := env.Current(); s != "" {
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
