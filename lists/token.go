package lists

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/match"
)

// textToken is one word of a text, or one character of a script that writes no
// spaces between words.
type textToken struct {
	start, end int32  // bytes
	key        uint64 // of the word as written: folded Latin, or its own script
	alt        uint64 // of its transliteration, 0 when there is none or it is the key
	gap        gap    // what stands before it
	shape      shape
}

// gap is what stands between two words of a text.
type gap uint8

const (
	joined  gap = iota // space, hyphen, quotation mark: a name may go on
	comma              // a name may go on where it is written family name first, or before a legal form
	divided            // the end of a sentence or a line: no name goes on
)

type shape uint8

const (
	capital shape = 1 << iota // first letter is upper case, or has no case
	caps                      // no letter is lower case
	single                    // one Han, Kana or Hangul character
	short                     // four letters or fewer, as abbreviations are
)

const (
	fnvSeed  = 0xcbf29ce484222325
	fnvPrime = 0x100000001b3
)

func wordHash(s string) uint64 {
	h := uint64(fnvSeed)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return spread(h)
}

// spread mixes the bits of an FNV hash, whose low ones are weak.
func spread(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}

// step combines a node and a word to the key of an edge.
func step(node uint32, word uint64) uint64 {
	h := (word ^ uint64(node)*0xff51afd7ed558ccd) * 0x9E3779B97F4A7C15
	return h ^ h>>31 | 1 // never 0, the mark of a free slot
}

// cut splits a text into words with their keys.
func cut(text string) []textToken {
	out := make([]textToken, 0, len(text)/6+8)
	g := joined
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if !wordByte[c] {
				g = max(g, gapOf(text, i, out))
				i++
				continue
			}
			t, end := asciiWord(text, i)
			if end < len(text) && text[end] >= utf8.RuneSelf && joins(text[end:]) {
				t, end = otherWord(text, i)
			}
			t.gap, g = g, joined
			out = append(out, t)
			i = end
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case spaceless(r):
			t := textToken{start: int32(i), end: int32(i + n), key: wordHash(text[i : i+n]), shape: single | capital, gap: g}
			g = joined
			out = append(out, t)
			i += n
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			t, end := otherWord(text, i)
			t.gap, g = g, joined
			out = append(out, t)
			i = end
		default:
			if r == '。' || r == '！' || r == '？' || r == '؟' || r == '।' || r == '、' || r == '，' {
				g = divided
			}
			i += n
		}
	}
	return out
}

// gapOf says what an ASCII sign means for a name that stands around it.
func gapOf(text string, i int, before []textToken) gap {
	switch text[i] {
	case ',':
		return comma
	case '\n':
		if i+1 < len(text) && (text[i+1] == '\n' || text[i+1] == '-' || text[i+1] == '*') || i > 0 && text[i-1] == '\n' {
			return divided
		}
	case ';', ':', '|', '\t', '(', ')', '[', ']', '/':
		return divided
	case '.', '!', '?':
		if n := len(before); text[i] == '.' && n > 0 && before[n-1].shape&short != 0 {
			return joined
		}
		return divided
	}
	return joined
}

var wordByte = func() (t [128]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return t
}()

// asciiWord reads a word of ASCII letters and figures. Apostrophes inside join,
// a final 's is no part of it.
func asciiWord(text string, i int) (textToken, int) {
	t := textToken{start: int32(i)}
	h, lower, n := uint64(fnvSeed), false, 0
	if c := text[i]; c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
		t.shape |= capital
	}
	for ; i < len(text); i++ {
		c := text[i]
		if c == '\'' || c == '`' {
			if i+1 >= len(text) || !letter(text[i+1]) || possessive(text[i+1:]) {
				break
			}
			continue
		}
		if c >= utf8.RuneSelf || !wordByte[c] {
			break
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= 'a' {
			lower = true
		}
		h = (h ^ uint64(c)) * fnvPrime
		n++
	}
	if !lower {
		t.shape |= caps
	}
	if n <= 4 {
		t.shape |= short
	}
	t.end, t.key = int32(i), spread(h)
	return t, i
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// possessive says whether what follows an apostrophe is the English 's alone.
func possessive(s string) bool {
	return (s[0] == 's' || s[0] == 'S') && (len(s) == 1 || !letter(s[1]))
}

// spaceless says whether a character stands for itself: scripts that write no
// spaces, and Korean, whose particles follow a name without one.
func spaceless(r rune) bool {
	return r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x20000 && r <= 0x3FFFF || r >= 0xF900 && r <= 0xFAFF
}

// joins says whether the text goes on with a letter or mark that belongs to the
// word before it.
func joins(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if r == '’' || r == 'ʼ' {
		return n < len(s) && !possessive(s[n:])
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !spaceless(r)
}

// otherWord reads a word with letters outside ASCII.
func otherWord(text string, i int) (textToken, int) {
	t := textToken{start: int32(i)}
	first, lower, latin, runes := rune(0), false, true, 0
	end := i
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		apostrophe := r == '\'' || r == '’' || r == 'ʼ' || r == '`'
		if apostrophe && (end+n >= len(text) || possessive(text[end+n:]) || !joins(text[end+n:])) {
			break
		}
		if !apostrophe && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != 0x200C && r != 0x200D && r != 0xAD || spaceless(r) {
			break
		}
		if first == 0 {
			first = r
		}
		lower = lower || unicode.IsLower(r)
		latin = latin && (unicode.Is(unicode.Latin, r) || !unicode.IsLetter(r))
		runes++
		end += n
	}
	if end == i { // a lone apostrophe
		_, n := utf8.DecodeRuneInString(text[i:])
		end = i + n
	}
	word := text[i:end]
	if !unicode.IsLower(first) {
		t.shape |= capital
	}
	if !lower {
		t.shape |= caps
	}
	if runes <= 4 {
		t.shape |= short
	}
	t.end = int32(end)
	plain := strings.ReplaceAll(match.Fold(word), " ", "")
	if latin {
		t.key = wordHash(plain)
		return t, end
	}
	t.key = wordHash(native(word))
	if plain != "" {
		t.alt = wordHash(plain)
	}
	return t, end
}

// native folds a word in its own script: case, marks, letters that are written
// two ways.
func native(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ё', 'Ё':
			return 'е'
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case 'ى', 'ی':
			return 'ي'
		case 'ک':
			return 'ك'
		case 0x640, 0x200C, 0x200D, 0xAD, '\'', '’', 'ʼ', '`':
			return -1
		}
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}
