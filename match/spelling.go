package match

import (
	"strings"
	"unicode"
)

// Spelling is one word of a name made ready to be told from, or recognised as,
// another spelling of the same name: Zelensky, Zelenskyy, Selenskyj, Зеленський.
type Spelling struct {
	text  string // as compared: Latin letters by their sound
	key   string
	bare  bool // from a script that writes no vowels
	latin bool // written in Latin letters
}

// shortestKey is the number of consonants below which words say too little.
const shortestKey = 2

// NewSpelling reads one word in any case and an alphabetic script. It is false
// for words with digits, with fewer than two consonants, and of scripts whose
// signs stand for syllables or words, which are not spelt.
func NewSpelling(word string) (Spelling, bool) {
	var s Spelling
	first := true
	for _, r := range word {
		if unicode.IsDigit(r) || r >= 0x0E00 && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Georgian, unicode.Armenian) {
			return s, false
		}
		if first {
			script := scriptOf(r)
			s.bare, s.latin, first = script == consonantal, script == latin, false
		}
	}
	if first {
		return s, false
	}
	letters := ascii(strings.ToLower(word))
	s.text = sound(hardC(foreign.Replace(german(letters))))
	s.key = consonantKinds(s.text)
	return s, len(s.key) >= shortestKey
}

// Key is what all spellings of one name share: its consonants by their kind. Other
// names may share it too.
func (s Spelling) Key() string { return s.key }

// german reads a word that is spelt the German way by its tell-tale letters:
// Chruschtschow, Schoigu.
func german(s string) string {
	if !strings.Contains(s, "sch") {
		return s
	}
	return germans.Replace(s)
}

var germans = strings.NewReplacer("schtsch", "sh", "tsch", "tch", "sch", "sh", "ch", "kh")

// foreign evens out endings and letters that romanisations differ in.
var foreign = strings.NewReplacer("yj", "i", "iyi", "i", "cz", "ch", "qu", "k")

// hardC writes c as k where it is spoken so.
func hardC(s string) string {
	if !strings.Contains(s, "c") {
		return s
	}
	b := []byte(s)
	for i, c := range b {
		if c == 'c' && (i+1 == len(b) || strings.IndexByte("heiykz", b[i+1]) < 0) {
			b[i] = 'k'
		}
	}
	return string(b)
}

// consonantKinds gives the consonants of a word by kind, each run once. Vowels, h
// and what may stand for a vowel are left out.
func consonantKinds(text string) string {
	var b strings.Builder
	var last byte
	for i := range len(text) {
		c := text[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'h', 'j', 'w':
			continue
		case 'f', 'v': // may have been w, in Arabic a vowel
			c = 'v'
			if i > 0 {
				c = 0
			}
		case 'c', 'z':
			c = 's'
		case 'g', 'q':
			c = 'k'
		case 'd':
			c = 't'
		case 'p':
			c = 'b'
		}
		if c != 0 && c != last {
			b.WriteByte(c)
			last = c
		}
	}
	return b.String()
}

// Same says whether two words are usual spellings of one name: the less they
// differ for their length, the likelier. The costs are set by hand on what
// romanisations of Russian, Ukrainian, Arabic and Persian names differ in.
func (s Spelling) Same(t Spelling) bool {
	a, b := s.text, t.text
	bare := s.bare || t.bare
	if bare {
		if a, b = bones(a), bones(b); min(len(a), len(b)) < 3 {
			return false
		}
	}
	long := max(len(a), len(b))
	limit := 13 * long
	switch {
	case bare:
		limit = 15 * long
	case s.latin != t.latin:
		limit = 20 * long
	case long <= 4:
		limit = 20
	}
	return spelt(a, b, limit, bare) <= limit
}

// bones is a word without its vowels.
func bones(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouy", r) {
			return -1
		}
		return r
	}, text)
}

// spelt is the least cost, in hundredths, of turning a into b; more than limit
// when that is exceeded.
func spelt(a, b string, limit int, bare bool) int {
	if len(a)-len(b) > 4 || len(b)-len(a) > 4 || len(a) > 64 || len(b) > 64 {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range b {
		row[j+1] = row[j] + drop(b[j], bare)
	}
	for i := range len(a) {
		diagonal, best := row[0], limit+1
		row[0] += drop(a[i], bare)
		for j := range len(b) {
			v := min(diagonal+swap(a[i], b[j], bare), row[j]+drop(b[j], bare), row[j+1]+drop(a[i], bare))
			diagonal, row[j+1] = row[j+1], v
			best = min(best, v)
		}
		if min(best, row[0]) > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

// drop is what a letter costs that only one of two spellings has.
func drop(c byte, bare bool) int {
	switch c {
	case 'h', 'j':
		return 30
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return 60
	case 'v':
		if bare {
			return 20
		}
	}
	return 100
}

// standIns are letters that stand for each other, with what that costs.
var standIns = map[[2]byte]int{
	{'e', 'i'}: 30, {'o', 'u'}: 30, {'a', 'e'}: 45, {'a', 'o'}: 50, {'a', 'i'}: 60, {'a', 'u'}: 60, {'e', 'o'}: 60, {'e', 'u'}: 60, {'i', 'o'}: 60, {'i', 'u'}: 60,
	{'f', 'v'}: 20, {'s', 'z'}: 20, {'c', 'z'}: 30, {'c', 's'}: 40, {'g', 'k'}: 40, {'d', 't'}: 50, {'i', 'j'}: 30, {'c', 'j'}: 50, {'h', 'k'}: 50, {'g', 'h'}: 40, {'g', 'j'}: 40, {'c', 'k'}: 50,
}

func swap(x, y byte, bare bool) int {
	if x == y {
		return 0
	}
	if x > y {
		x, y = y, x
	}
	if bare && x == 'b' && y == 'p' {
		return 20
	}
	if cost, ok := standIns[[2]byte{x, y}]; ok {
		return cost
	}
	return 100
}
