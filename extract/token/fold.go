package token

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	seed  = 0xcbf29ce484222325
	prime = 0x100000001b3
)

// Fold hashes a word as gazetteers compare it: lower case, Latin and Greek
// letters without their marks, no full stops or apostrophes ("U.S." is "us"
// only for the initials' table, see Split; "São" is "sao").
func Fold(word string) uint64 {
	h := uint64(seed)
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c != '\'' && c != '`' {
				h = (h ^ uint64(c)) * prime
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		i += n
		h = foldRune(h, r)
	}
	return finish(h)
}

// finish spreads the bits of an FNV hash, whose low bits are weak.
func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}

func foldRune(h uint64, r rune) uint64 {
	for _, b := range foldedBytes(r) {
		h = (h ^ uint64(b)) * prime
	}
	return h
}

// FoldString is the folded form that Fold hashes, for tables made ahead.
func FoldString(word string) string {
	out := make([]byte, 0, len(word))
	for _, r := range word {
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r != '\'' && r != '`' {
				out = append(out, byte(r))
			}
			continue
		}
		out = append(out, foldedBytes(r)...)
	}
	return string(out)
}

// foldedBytes gives the folded form of one rune outside ASCII.
func foldedBytes(r rune) string {
	if r < rune(len(folded)) {
		return folded[r]
	}
	if r >= 0x1E00 && r <= 0x1FFF {
		return foldSlow(r)
	}
	switch {
	case r == 0x2019 || r == 0x02BC || r == 0x02BB || r == 0x200B || r == 0x200C || r == 0x200D || r == 0x2060 || r == 0x200E || r == 0x200F || r == 0xFEFF:
		return ""
	case r >= 0xFF01 && r <= 0xFF5E:
		return string(unicode.ToLower(r - 0xFEE0)) // full-width forms
	}
	return string(r)
}

// folded holds the runes that common alphabets use.
var folded = func() (t [0x700]string) {
	for r := range t {
		t[r] = foldSlow(rune(r))
	}
	return t
}()

func foldSlow(r rune) string {
	switch r {
	case 0xAD, 0x2BC, 0x2BB, 0x640: // soft hyphen, modifier apostrophes, tatweel
		return ""
	case 'ß':
		return "ss"
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ı', 'İ':
		return "i"
	case 'þ', 'Þ':
		return "th"
	case 'ё', 'Ё':
		return "е"
	case 'й', 'Й':
		return "й"
	case 'ї', 'Ї':
		return "ї"
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا"
	case 'ى':
		return "ي"
	}
	if unicode.Is(unicode.Mn, r) {
		return ""
	}
	out := ""
	for _, d := range norm.NFD.String(string(unicode.ToLower(r))) {
		if !unicode.Is(unicode.Mn, d) {
			out += string(d)
		}
	}
	return out
}

// Prefix hashes the folded form of a word without its last cut runes, 0 when
// nothing would be left.
func Prefix(word string, cut int) uint64 {
	end := len(word)
	for ; cut > 0 && end > 0; cut-- {
		_, n := utf8.DecodeLastRuneInString(word[:end])
		end -= n
	}
	if end <= 0 {
		return 0
	}
	return Fold(word[:end])
}

// Mix joins hashes of neighbouring tokens; order matters.
func Mix(a, b uint64) uint64 {
	a ^= b + 0x9E3779B97F4A7C15 + a<<6 + a>>2
	a *= 0xff51afd7ed558ccd
	return a ^ a>>32
}
