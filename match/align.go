package match

import (
	"cmp"
	"slices"
	"strings"

	"demarche"
)

// alignment says which words of two names belong together.
type alignment struct {
	a, b    *Name
	matched float64 // weight of the pairs, by likeness
	paired  float64 // weight of the pairs, whole
	pairs   int     // pairs of words that carry the name
	left    float64 // weight without a partner in a
	right   float64 // … in b
	numbers bool    // numbers differ
	swapped bool    // the words stand in another order
	chosen  []pair
	usedA   []bool
	usedB   []bool
}

// likeness is why two words are taken for one.
type likeness uint8

const (
	equal likeness = iota
	oneName
	otherWriting
	nearlyWritten
	nearlySpelt
	letterFor
)

// pair is a candidate: words i and j, how alike they are and why.
type pair struct {
	i, j  int
	alike float64
	why   likeness
}

// align pairs the words of two names, the likeliest pairs first.
func align(a, b *Name) *alignment {
	var room [16]pair
	all := room[:0]
	for i := range a.words {
		for j := range b.words {
			if l, why := alike(&a.words[i], &b.words[j], a.schema); l > 0 {
				all = append(all, pair{i, j, l, why})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.alike, x.alike), cmp.Compare(abs(x.i-x.j), abs(y.i-y.j)))
	})
	s := &alignment{a: a, b: b, usedA: make([]bool, len(a.words)), usedB: make([]bool, len(b.words))}
	for _, p := range all {
		if s.usedA[p.i] || s.usedB[p.j] {
			continue
		}
		s.usedA[p.i], s.usedB[p.j] = true, true
		s.chosen = append(s.chosen, p)
		w := (a.words[p.i].weight + b.words[p.j].weight) / 2
		s.matched += w * p.alike
		s.paired += w
		if w >= 0.5 {
			s.pairs++
		}
	}
	s.order()
	s.rest()
	return s
}

// order finds out whether the words that carry the names stand in another order.
func (s *alignment) order() {
	for _, p := range s.chosen {
		for _, q := range s.chosen {
			if p.i < q.i && p.j > q.j && s.a.words[p.i].weight >= 0.5 && s.a.words[q.i].weight >= 0.5 {
				s.swapped = true
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

// rest weighs the words without a partner. Two numbers that differ are no
// contradiction, only a doubt.
func (s *alignment) rest() {
	left, numA, twiceA := unpaired(s.a, s.usedA)
	right, numB, twiceB := unpaired(s.b, s.usedB)
	switch {
	case left > 0 && right > 0: // half a name against another: Abdul Jan is not Mohammad Jan
		left, right = left+halves(s.a, s.usedA), right+halves(s.b, s.usedB)
	case right == 0:
		left -= abroad(s.a, s.usedA)
	default:
		right -= abroad(s.b, s.usedB)
	}
	if right == 0 { // "Sergey Sergey Shoigu": said twice is no other name
		left -= 0.7 * twiceA
	}
	if left == 0 {
		right -= 0.7 * twiceB
	}
	s.numbers = numA > 0 && numB > 0
	if !s.numbers {
		left += numA / 2
		right += numB / 2
	}
	s.left, s.right = left, right
}

// unpaired weighs the words of a name without a partner: all but numbers, numbers,
// and those that the name holds twice.
func unpaired(n *Name, used []bool) (weight, numbers, twice float64) {
	for i := range n.words {
		w := &n.words[i]
		if used[i] {
			continue
		}
		if w.number {
			numbers += w.weight
			continue
		}
		weight += w.weight
		for j := range n.words {
			if used[j] && n.words[j].text == w.text {
				twice += w.weight
				break
			}
		}
	}
	return weight, numbers, twice
}

// halves is what is added to words such as Abdul, which weigh little as parts of
// names, when they stand without a partner.
func halves(n *Name, used []bool) (weight float64) {
	for i := range n.words {
		if w := &n.words[i]; !used[i] && w.text == "abdul" && w.weight < 0.6 {
			weight += 0.6 - w.weight
		}
	}
	return weight
}

// abroad is what the parts of the world in a body's name weigh too much where they
// are all that it has more: Example Europe may be Example's.
func abroad(n *Name, used []bool) (weight float64) {
	for i := range n.words {
		if w := &n.words[i]; !used[i] && w.place {
			weight += w.weight - 0.35
		}
	}
	return weight
}

// reasons says in words what speaks for and against.
func (s *alignment) reasons() []string {
	var out []string
	for _, p := range s.chosen {
		x, y := s.a.words[p.i].native, s.b.words[p.j].native
		switch p.why {
		case oneName:
			out = append(out, x+" and "+y+" are forms of one name")
		case otherWriting:
			out = append(out, x+" and "+y+" are the same in another writing")
		case nearlyWritten:
			out = append(out, x+" and "+y+" are nearly the same in another writing")
		case nearlySpelt:
			out = append(out, x+" and "+y+" are spelt nearly alike")
		case letterFor:
			out = append(out, x+" may stand for "+y)
		}
	}
	if s.swapped {
		out = append(out, "the words stand in another order")
	}
	if s.numbers {
		out = append(out, "the numbers differ")
	}
	for k, side := range []string{"first", "second"} {
		n, used := s.a, s.usedA
		if k == 1 {
			n, used = s.b, s.usedB
		}
		var only []string
		for i, w := range n.words {
			if !used[i] {
				only = append(only, w.native)
			}
		}
		if len(only) > 0 {
			out = append(out, "only in the "+side+" name: "+strings.Join(only, " "))
		}
	}
	if len(out) == 0 {
		out = append(out, "the same words")
	}
	return out
}

// score weighs what was paired against what was not. Names that each have a word of
// weight that the other lacks contradict each other.
func (s *alignment) score() float64 {
	a, b := s.a, s.b
	if s.pairs == 0 {
		return 0
	}
	person := a.schema == demarche.SchemaPerson
	conflict := min(s.left, s.right)
	extra := max(s.left, s.right) - conflict
	perExtra := 1.1
	if person {
		perExtra = 0.38
	}
	score := s.matched / (s.paired + 1.3*conflict + perExtra*extra)
	if conflict >= 0.5 {
		score = min(score, 0.65)
	}
	if s.numbers {
		score = min(score-0.1, 0.8)
	}
	if s.pairs == 1 && (len(a.words) > 1 || len(b.words) > 1) && extra+conflict >= 0.5 {
		score = min(score, 0.65) // one word in common is no name in common
	}
	return score
}

// alike gives the likeness of two words, 0 when they are different ones, and why.
func alike(x, y *word, schema demarche.EntitySchema) (float64, likeness) {
	person := schema == demarche.SchemaPerson
	switch {
	case x.text == y.text:
		return 1, equal
	case person && otherReading(x, y):
		return 0.95, otherWriting
	case x.number || y.number:
		return 0, equal
	case (x.chinese || y.chinese) && !x.initial && !y.initial:
		if strings.TrimSuffix(x.text, "g") == strings.TrimSuffix(y.text, "g") { // n and ng are mixed up
			return 0.85, nearlyWritten
		}
		return 0, equal
	case x.script == y.script && (x.script == han || x.script == hangul && len(x.native) < 15):
		return 0, equal // a syllable is a word
	case person && (x.initial || y.initial):
		if x.text[0] != y.text[0] {
			return 0, equal
		}
		return 0.85, letterFor
	case person && x.nickname != 0 && x.nickname == y.nickname:
		return 0.95, oneName
	}
	if x.script == consonantal || y.script == consonantal {
		return consonants(x, y)
	}
	if x.script == hangul != (y.script == hangul) && korean(x.text) == korean(y.text) {
		return 0.95, otherWriting
	}
	return spelling(x, y, person)
}

// otherReading says whether words of two scripts are one by the rules with which
// the one script writes the names of the other's language.
func otherReading(x, y *word) bool {
	switch {
	case x.script == y.script:
		return false
	case otherKorean(x, y) && x.korean == y.korean:
		return true
	case x.pinyin != "":
		return x.pinyin == y.text
	case y.pinyin != "":
		return y.pinyin == x.text
	}
	return x.viet != "" && x.viet == y.viet
}

// consonants compares words of which one is written without vowels.
func consonants(x, y *word) (float64, likeness) {
	if x.script == y.script {
		limit := len(x.text) / 4
		if d := edits(x.text, y.text, limit); d <= limit {
			return 1 - 0.15*float64(d), nearlySpelt
		}
		return 0, equal
	}
	a, b := oneLip.Replace(x.bones), oneLip.Replace(y.bones)
	bare, full := x, y
	if y.arabic != nil {
		bare, full = y, x
	}
	if bare.arabic != nil && a != b {
		if persian, other := oneLip.Replace(bare.arabic.persian), oneLip.Replace(full.bones); persian == other {
			a, b = other, other
		}
	}
	switch {
	case a == b && len(a) >= 2 && bare.arabic != nil && bare.arabic.contradicts(full.key):
		return 0.6, nearlyWritten
	case len(a) < 2 || len(b) < 2:
		return 0, equal
	case a == b:
		return 0.92, otherWriting
	case len(a) >= 4 && len(b) >= 4 && edits(a, b, 1) <= 1:
		return 0.8, nearlyWritten
	}
	return 0, equal
}

// oneLip writes the sounds alike that Arabic letters do not part.
var oneLip = strings.NewReplacer("p", "b", "j", "g", "c", "s")

// spelling compares words with their vowels: by sound first, then by the letters that
// differ, fewer being allowed the shorter the word is.
func spelling(x, y *word, person bool) (float64, likeness) {
	if x.key == y.key {
		return 0.96, nearlySpelt
	}
	short := min(len(x.text), len(y.text))
	limit := 0
	switch {
	case short >= 9:
		limit = 2
	case short >= 3:
		limit = 1
	}
	if limit > 0 {
		d := edits(x.key, y.key, limit)
		if d > 1 {
			d = min(d, edits(x.text, y.text, limit))
		}
		if d <= limit {
			return 1 - float64(d)/float64(short+1), nearlySpelt
		}
	}
	if person && len(x.bones) >= 3 && x.bones == y.bones && x.key[0] == y.key[0] && abs(len(x.text)-len(y.text)) <= 2 {
		return 0.85, nearlySpelt
	}
	return 0, equal
}
