package match

import "strings"

// sound folds a word to a key in which usual transliterations of one name are
// equal or near: Mohammed and Mukhammad, Yuri and Iouri, Ahmadinezhad and
// Ahmadinejad. Double letters become one.
func sound(s string) string {
	if len(s) > 1 && s[0] == 'x' && (s[1] == 'i' || s[1] == 'u') { // in pinyin, where it is heard as s or sh
		s = "s" + s[1:]
	}
	s = sounds.Replace(s)
	var b strings.Builder
	b.Grow(len(s))
	var last byte
	for i := range len(s) {
		if c := s[i]; c != last {
			b.WriteByte(c)
			last = c
		}
	}
	return b.String()
}

var sounds = strings.NewReplacer(
	"shch", "s", "sch", "s", "tch", "c", "tsch", "c", "dzh", "j", "dj", "j", "zh", "j", "kh", "h", "gh", "g", "ph", "f", "th", "t", "dh", "d", "ck", "k", "cz", "c", "ch", "c", "sh", "s", "ts", "c", "tz", "c",
	"q", "k", "x", "ks", "w", "v", "ou", "u", "oo", "u", "ee", "i", "ii", "i", "iy", "i", "ij", "i", "aee", "ai", "yi", "i", "y", "i", "j", "j", "aei", "ai", "ae", "e", "oe", "o", "ue", "u", "aa", "a",
)

// korean folds the two romanisations of Korean to one: Gim Jeong-eun and Kim Jong
// Un.
func korean(s string) string {
	s = koreans.Replace(s)
	if t, ok := strings.CutPrefix(s, "i"); ok && t == "" {
		return "li"
	}
	return s
}

var koreans = strings.NewReplacer("eo", "o", "eu", "u", "ae", "e", "ui", "i", "yeo", "yo", "oe", "e", "wi", "i", "oo", "u", "ee", "i", "ou", "u", "g", "k", "d", "t", "b", "p", "ch", "j", "r", "l", "y", "i", "sh", "s", "w", "u", "kk", "k", "h", "")

// skeleton is a word's consonants, for scripts that write no vowels and for Arabic
// names in Latin letters.
func skeleton(s string) string {
	s = sound(s)
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case 'a', 'e', 'i', 'o', 'u', 'v', 'y':
			if i == 0 && (c == 'v' || c == 'y') {
				b.WriteByte(c)
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// edits is the number of insertions, deletions, substitutions and swaps of
// neighbours between two words, limit+1 when there are more than limit.
func edits(a, b string, limit int) int {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > limit {
		return limit + 1
	}
	n := len(b) + 1
	var room [3 * 33]int
	rows := room[:]
	if 3*n > len(rows) {
		rows = make([]int, 3*n)
	}
	before, prev, cur := rows[:n], rows[n:2*n], rows[2*n:]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		best := i
		for j := 1; j < n; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			v := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				v = min(v, before[j-2]+1)
			}
			cur[j] = v
			best = min(best, v)
		}
		if best > limit {
			return limit + 1
		}
		before, prev, cur = prev, cur, before
	}
	return min(prev[n-1], limit+1)
}
