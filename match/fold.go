// Package match compares names: of persons, organisations and vessels, across
// scripts, spellings, word order, initials, nicknames and legal forms. Everything
// in it is a pure function; its tables were written by hand.
package match

import (
	"strings"
	"unicode"

	"github.com/anyascii/go"
	"golang.org/x/text/unicode/norm"
)

// maxName is the length in bytes beyond which a name is cut: no list holds longer
// ones.
const maxName = 512

// Fold gives the key under which spellings of one name meet: Latin letters without
// marks, lower case, digits, words separated by single spaces. It is for comparing
// and indexing, never for display.
func Fold(name string) string { return strings.Join(Tokens(name), " ") }

// Tokens folds a name and cuts it into words. Apostrophes and the dots of
// abbreviations join ("Ba'asyir" → baasyir, "U.S." → us), "&" becomes "and".
func Tokens(name string) []string {
	ts := tokens(name)
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.text
	}
	return out
}

// token is one folded word with what the folding lost.
type token struct {
	text   string
	native string // as written, lower case
	script script
	dotted bool // one letter with a dot: an initial
}

type script int

const (
	latin script = iota
	consonantal
	han
	hangul
	otherScript
)

func scriptOf(r rune) script {
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r):
		return latin
	case unicode.In(r, unicode.Arabic, unicode.Hebrew):
		return consonantal
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hangul, r):
		return hangul
	}
	return otherScript
}

func tokens(name string) []token {
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	name = norm.NFKC.String(strings.ToValidUTF8(name, " "))
	var out []token
	var word []rune
	flush := func(dot bool) {
		if len(word) > 0 {
			out = append(out, fold(word, dot)...)
			word = word[:0]
		}
	}
	rs := []rune(name)
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if len(word) > 0 && unicode.IsDigit(r) != unicode.IsDigit(word[len(word)-1]) && !unicode.Is(unicode.M, r) {
				flush(false)
			}
			word = append(word, r)
		case apostrophe(r) || r == '\u200c' || r == '\u00ad':
		case r == '.' && abbreviated(rs, i):
		case r == '&' || r == '+':
			flush(false)
			word = append(word, 'a', 'n', 'd')
			flush(false)
		default:
			flush(r == '.')
		}
	}
	flush(false)
	return out
}

func apostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʻ' || r == 'ʼ' || r == 'ʾ' || r == 'ʿ'
}

// abbreviated says whether the dot at i stands inside an abbreviation: between
// single letters.
func abbreviated(rs []rune, i int) bool {
	single := i >= 1 && unicode.IsLetter(rs[i-1]) && (i < 2 || !unicode.IsLetter(rs[i-2]))
	next := i+1 < len(rs) && unicode.IsLetter(rs[i+1]) && (i+2 >= len(rs) || !unicode.IsLetter(rs[i+2]))
	return single && next
}

// fold transliterates one word. Chinese characters give one word each.
func fold(word []rune, dot bool) []token {
	s := scriptOf(word[0])
	if s == han {
		var out []token
		for _, r := range word {
			if text := ascii(string(r)); text != "" {
				out = append(out, token{text: text, native: string(r), script: scriptOf(r)})
			}
		}
		return out
	}
	native := strings.ToLower(string(word))
	text := ascii(native)
	if text == "" {
		return nil
	}
	return []token{{text: text, native: native, script: s, dotted: dot && len(word) == 1}}
}

// ascii writes letters of any script in lower-case Latin ones.
func ascii(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if !plain {
		s = germanic.Replace(s)
		s = anyascii.Transliterate(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// germanic spells letters that names more often lose than keep.
var germanic = strings.NewReplacer("ß", "ss", "ø", "o", "đ", "d", "ł", "l", "ı", "i")
