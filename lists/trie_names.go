package lists

import (
	"slices"
	"strings"
	"unicode"

	"demarche"
)

// formWords are the legal forms that end the names of companies, and their keys.
var formNames = []string{"llc", "ltd", "limited", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "jsc", "ojsc", "cjsc", "pjsc", "ooo", "oao", "zao", "pao", "ao", "gmbh", "ag", "kg", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "oy", "ou", "fze", "fzco", "fzc", "fz", "dmcc", "pte", "pty", "pvt", "sdn", "bhd", "ltda", "cv", "de", "rl", "sl", "eood", "ood", "doo", "dd", "kft", "sro", "as", "ab", "lp", "llp", "ооо", "оао", "зао", "пао", "ао", "тоо"}

var formWords = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, f := range formNames {
		m[wordKeys(f)[0]] = true
	}
	return m
}()

var theKey = wordKeys("the")[0]

// names calls each with the words of every name that a text may use for an
// entity: its names as listed, persons' names in the other order and without the
// names in the middle, bodies' names without article and legal form.
func names(e *demarche.Entity, each func(alias int, words []uint64, marks Marks)) {
	main := demarche.Alias{Name: e.Name}
	for _, a := range e.Aliases {
		if a.Name == e.Name && a.Family != "" {
			main = a
			main.Weak = false
		}
	}
	name(e, 0, main, each)
	for i, a := range e.Aliases {
		if a != main {
			name(e, i+1, a, each)
		}
	}
}

func name(e *demarche.Entity, i int, a demarche.Alias, each func(int, []uint64, Marks)) {
	var marks Marks
	if a.Weak {
		marks |= Weak
	}
	if a.Kind == "former" {
		marks |= Former
	}
	put := func(words []uint64, more Marks, text string) {
		if len(words) == 1 && len([]rune(text)) < 3 || !strings.ContainsFunc(text, unicode.IsLetter) {
			return // initials and figures name nobody
		}
		if len(words) == 1 || len(words) == 2 && allSpaceless(text) {
			more |= Single
		}
		each(i, words, marks|more)
	}
	tokens := cut(a.Name)
	words := make([]uint64, len(tokens))
	for n, t := range tokens {
		words[n] = t.key
	}
	put(words, 0, a.Name)
	if slices.ContainsFunc(tokens, func(t textToken) bool { return t.alt != 0 }) {
		other := make([]uint64, len(tokens))
		for n, t := range tokens {
			if other[n] = t.alt; t.alt == 0 {
				other[n] = t.key
			}
		}
		put(other, Transliterated, a.Name)
	}
	if e.Schema == demarche.SchemaPerson {
		if a.Family != "" && a.Given != "" {
			person(a, put)
		} else if !a.Weak {
			wholeName(tokens, words, a.Name, put)
		}
		return
	}
	if !a.Weak {
		body(words, a.Name, put)
	}
}

// person adds the other orders of a person's name: family name first and last,
// with the first given name alone, and given names of two syllables in one word.
func person(a demarche.Alias, put func([]uint64, Marks, string)) {
	family, given := wordKeys(a.Family), wordKeys(a.Given)
	if len(family) == 0 || len(given) == 0 {
		return
	}
	listed := strings.HasPrefix(a.Name, a.Family)
	add := func(first, second []uint64, more Marks) {
		put(slices.Concat(first, second), more, a.Name)
	}
	order := func(given []uint64, more Marks) {
		if listed {
			add(family, given, more)
			add(given, family, more|Swapped)
		} else {
			add(given, family, more)
			add(family, given, more|Swapped)
		}
	}
	order(given, 0)
	if len(given) > 1 {
		parts := strings.FieldsFunc(a.Given, func(r rune) bool { return r == ' ' || r == '-' })
		if listed && len(given) == 2 && len(parts) == 2 {
			order(wordKeys(parts[0]+strings.ToLower(parts[1])), 0) // "Kuk Chol" is "Kukchol" too
			return
		}
		if first := strings.TrimRight(parts[0], "."); len(first) > 2 && !articles[strings.ToLower(first)] {
			order(given[:1], Short)
		}
	}
}

// wholeName adds the other orders of a person's name that the list does not part:
// two words change places, and a patronymic between two may be left out.
func wholeName(tokens []textToken, words []uint64, text string, put func([]uint64, Marks, string)) {
	switch {
	case len(words) < 2 || len(words) > 3 || tokens[0].shape&single != 0 || articles[strings.ToLower(text[tokens[0].start:tokens[0].end])]:
	case len(words) == 2:
		put([]uint64{words[1], words[0]}, Swapped, text)
	case patronymic(text[tokens[1].start:tokens[1].end]):
		put([]uint64{words[0], words[2]}, Short, text)
		put([]uint64{words[2], words[0]}, Short|Swapped, text)
		put([]uint64{words[2], words[0], words[1]}, Swapped, text)
	}
}

// patronymic says whether a word is formed from a father's name, as in Russian.
func patronymic(word string) bool {
	w := strings.ToLower(word)
	for _, end := range []string{"ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "ovitch", "evitch", "ович", "евич", "овна", "евна", "івна"} {
		if len(w) > len(end)+1 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// articles begin given names that are not complete with them.
var articles = map[string]bool{"abd": true, "abdul": true, "abdel": true, "abdal": true, "abu": true, "umm": true, "al": true, "bin": true, "ibn": true, "ben": true, "ould": true, "nur": true, "saif": true, "seif": true, "mir": true}

// body adds the name of an organisation or vessel without "the" and without the
// legal form at its end.
func body(words []uint64, text string, put func([]uint64, Marks, string)) {
	bare := words
	if len(bare) > 1 && bare[0] == theKey {
		bare = bare[1:]
	}
	for len(bare) > 1 && formWords[bare[len(bare)-1]] {
		bare = bare[:len(bare)-1]
	}
	if len(bare) < len(words) {
		put(bare, Short, text)
	}
}

func allSpaceless(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !spaceless(r) {
			return false
		}
	}
	return true
}
