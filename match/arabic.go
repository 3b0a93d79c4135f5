package match

import (
	"strings"
	"unicode"
)

// arabic is what the letters of a word without vowels tell besides its consonants.
type arabic struct {
	persian string   // its skeleton as Persian speaks it: ذ, ض and ظ are z, ث is s
	gaps    []string // behind each consonant the long vowel that is written, a, v or i
}

// newArabic reads a word in Arabic letters; al says that its article was dropped.
func newArabic(native string, al bool) *arabic {
	if !strings.ContainsFunc(native, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		return nil
	}
	if al {
		native = strings.TrimPrefix(native, "ال")
	}
	a := &arabic{}
	persian := strings.NewReplacer("ذ", "ز", "ض", "ز", "ظ", "ز", "ث", "س").Replace(native)
	a.persian = skeleton(ascii(persian))
	var b strings.Builder
	for i, r := range native {
		switch {
		case r == 'ا' && i > 0:
			b.WriteByte('a')
		case r == 'و' && i > 0:
			b.WriteByte('v')
		case r == 'ي' || r == 'ی' || r == 'ى':
			b.WriteByte('i')
		default:
			b.WriteString(ascii(string(r)))
		}
	}
	a.gaps = vowelGaps(sound(b.String()))
	return a
}

// vowelGaps gives the vowels before the first consonant and behind each.
func vowelGaps(text string) []string {
	gaps := []string{""}
	for i := range len(text) {
		switch c := text[i]; c {
		case 'a', 'e', 'i', 'o', 'u', 'v', 'y':
			gaps[len(gaps)-1] += text[i : i+1]
		default:
			gaps = append(gaps, "")
		}
	}
	return gaps
}

// contradicts says whether a spelling with vowels leaves out a long vowel that the
// Arabic word writes: حسین is Hussein and not Hassan. The ends of words are spelt too
// freely to tell.
func (a *arabic) contradicts(key string) bool {
	gaps := vowelGaps(key)
	if len(gaps) != len(a.gaps) {
		return false
	}
	for i := 1; i+1 < len(gaps); i++ {
		for _, long := range a.gaps[i] {
			sounds := map[rune]string{'a': "aeo", 'v': "uov", 'i': "iey"}[long]
			if sounds != "" && !strings.ContainsAny(gaps[i], sounds) {
				return true
			}
		}
	}
	return false
}
