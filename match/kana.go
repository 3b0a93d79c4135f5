package match

import (
	"slices"
	"strings"
	"unicode"

	"demarche"

	"github.com/anyascii/go"
)

// kana says whether a name is written in Japanese syllables.
func (n *Name) kana() bool {
	for _, r := range n.words[0].native {
		return unicode.In(r, unicode.Katakana, unicode.Hiragana)
	}
	return false
}

// kanaScore compares a name in Japanese syllables, which write foreign names by
// their sound, with one in Latin letters; 0 unless one of each is given.
func kanaScore(a, b *Name) float64 {
	if a.kana() == b.kana() {
		return 0
	}
	if b.kana() {
		a, b = b, a
	}
	for i := range b.words {
		if b.words[i].script != latin {
			return 0
		}
	}
	heard := heardMoras(a)
	for _, spelt := range speltWords(b) {
		for range spelt {
			if sameMoras(heard, moras(strings.Join(spelt, ""))) {
				return 0.9
			}
			spelt = append(spelt[1:], spelt[0]) // the family name may stand first
		}
	}
	return 0
}

func heardMoras(n *Name) []mora { return moras(kanaSounds.Replace(kanaText(n))) }

// speltWords are the words of a Latin name by their sounds; kh is heard as h or as k.
func speltWords(n *Name) [][]string {
	var out [][]string
	kh := strings.Contains(n.core, "kh")
	for _, read := range []string{"kh", "k"} {
		var words []string
		for i := range n.words {
			w := strings.ReplaceAll(strings.ReplaceAll(n.words[i].text, "ng", "n"), "kh", read)
			if rest, ok := strings.CutSuffix(w, "v"); ok {
				w = rest + "f"
			}
			words = append(words, kanaSounds.Replace(w))
		}
		out = append(out, words)
		if !kh {
			break
		}
	}
	return out
}

// kanaText writes kana in Latin letters, small signs joined to what they complete.
func kanaText(n *Name) string {
	var b []byte
	for i := range n.words {
		for _, r := range n.words[i].native {
			small := strings.ContainsRune("ャュョァィゥェォゃゅょぁぃぅぇぉ", r)
			s := strings.ToLower(anyascii.TransliterateRune(r))
			if small && len(b) > 1 {
				before := b[len(b)-1]
				b = b[:len(b)-1]
				if c := b[len(b)-1]; before != 'i' || c == 'h' || c == 'j' {
					s = strings.TrimPrefix(s, "y")
				}
			}
			for j := range len(s) {
				if s[j] >= 'a' && s[j] <= 'z' {
					b = append(b, s[j])
				}
			}
		}
	}
	return lips.Replace(strings.Replace(string(b), "uraji", "vraji", 1)) // Vladimir
}

// lips: ン is m before the sounds of the lips.
var lips = strings.NewReplacer("nm", "m", "nb", "mb", "np", "mp")

// mora is a consonant by its kind, 0 at the beginning, with the vowels behind it.
type mora struct {
	consonant byte
	vowels    string
}

// moras cuts sounds, as [kanaSounds] writes them.
func moras(s string) []mora {
	out := []mora{{}}
	for i := range len(s) {
		last := &out[len(out)-1]
		switch c := s[i]; {
		case strings.IndexByte("aeiou", c) >= 0:
			last.vowels += s[i : i+1]
		case last.consonant == c && last.vowels == "": // a double one
		default:
			out = append(out, mora{consonant: c})
		}
	}
	return out
}

var kanaSounds = strings.NewReplacer("tch", "c", "ch", "c", "sh", "s", "tsu", "tu", "ts", "t", "kh", "h", "gh", "k", "ph", "h", "zh", "c", "dj", "c", "ck", "k", "qu", "k", "x", "ks",
	"thi", "si", "th", "s", "ti", "ci", "di", "ci", "zi", "ci", "eo", "o", "eu", "u", "oo", "u", "ee", "i", "q", "k", "c", "k", "g", "k", "d", "t", "b", "p", "v", "p", "l", "r", "f", "h", "z", "s", "j", "c", "y", "i", "w", "u")

// sameMoras says whether syllables may be heard as what is spelt: the consonants
// are the same, and the vowels near, where kana have to write one that is not there.
func sameMoras(heard, spelt []mora) bool {
	if len(heard) != len(spelt) || len(heard) < 4 {
		return false
	}
	misheard := 0
	for i := range heard {
		h, s := heard[i], spelt[i]
		switch {
		case h.consonant != s.consonant:
			return false
		case s.vowels == "" && (h.vowels == "" || h.vowels == "u" || h.vowels == "o" || h.vowels == "i"):
		case s.vowels == "" || h.vowels == "" || !nearVowels(h.vowels, s.vowels):
			misheard++
		}
	}
	return misheard <= len(heard)/7
}

// Kana says whether a person's name is written in Japanese syllables, whose keys
// meet those of Latin spellings in [Name.HeardAs] only.
func (n *Name) Kana() bool {
	return n.schema == demarche.SchemaPerson && len(n.words) > 0 && n.kana()
}

// HeardAs are the keys under which a person's name in Latin letters is found by
// what it sounds like in Japanese syllables. They are few names' business: who builds
// an index need make them only when somebody asks in kana.
func (n *Name) HeardAs() []string {
	if n.schema != demarche.SchemaPerson || len(n.words) < 2 || n.words[0].script != latin {
		return nil
	}
	var out []string
	for _, words := range speltWords(n) {
		if k := heardKey(moras(strings.Join(words, ""))); k != "" && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// heardKey is the consonants of a name, "" when they are too few.
func heardKey(list []mora) string {
	if len(list) < 4 {
		return ""
	}
	b := []byte{'h'}
	for _, m := range list[1:] {
		b = append(b, m.consonant)
	}
	return string(b)
}

// nearVowels compares the vowels behind a consonant by the last one of each: before
// it kana may have a vowel that only completes the syllable.
func nearVowels(a, b string) bool {
	x, y := a[len(a)-1], b[len(b)-1]
	x, y = min(x, y), max(x, y)
	return x == y || x == 'a' && (y == 'u' || y == 'e') || x == 'e' && y == 'i' || x == 'o' && y == 'u'
}
