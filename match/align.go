package match

import (
	"sort"
	"strings"

	"demarche"
)

// alignment says which words of two names belong together.
type alignment struct {
	matched  float64 // weight of the pairs, by likeness
	paired   float64 // weight of the pairs, whole
	pairs    int     // pairs of words that carry the name
	left     float64 // weight without a partner in a
	right    float64 // … in b
	numbers  bool    // numbers differ
	reasons  []string
	leftover [2][]string
}

// pair is a candidate: words i and j with their likeness.
type pair struct {
	i, j  int
	alike float64
	why   string
}

// align pairs the words of two names, the likeliest pairs first.
func align(a, b *Name) *alignment {
	var all []pair
	for i := range a.words {
		for j := range b.words {
			if l, why := alike(&a.words[i], &b.words[j], a.schema); l > 0 {
				all = append(all, pair{i, j, l, why})
			}
		}
	}
	sort.SliceStable(all, func(x, y int) bool {
		if all[x].alike != all[y].alike {
			return all[x].alike > all[y].alike
		}
		return abs(all[x].i-all[x].j) < abs(all[y].i-all[y].j)
	})
	s := &alignment{}
	usedA, usedB := make([]bool, len(a.words)), make([]bool, len(b.words))
	swapped, last := false, -1
	partner := make([]int, len(a.words))
	for _, p := range all {
		if usedA[p.i] || usedB[p.j] {
			continue
		}
		usedA[p.i], usedB[p.j] = true, true
		partner[p.i] = p.j
		w := (a.words[p.i].weight + b.words[p.j].weight) / 2
		s.matched += w * p.alike
		s.paired += w
		if w >= 0.5 {
			s.pairs++
		}
		if p.why != "" {
			s.say("%s", p.why)
		}
	}
	for i := range a.words {
		if usedA[i] && a.words[i].weight >= 0.5 {
			swapped = swapped || partner[i] < last
			last = partner[i]
		}
	}
	if swapped {
		s.say("the words stand in another order")
	}
	s.rest(a, b, usedA, usedB)
	return s
}

func abs(n int) int { return max(n, -n) }

// rest weighs the words without a partner. Two numbers that differ are no
// contradiction, only a doubt.
func (s *alignment) rest(a, b *Name, usedA, usedB []bool) {
	var numA, numB float64
	var twiceA, twiceB float64
	s.left, numA, twiceA = s.unpaired(0, a, usedA)
	s.right, numB, twiceB = s.unpaired(1, b, usedB)
	if s.right == 0 { // "Sergey Sergey Shoigu": said twice is no other name
		s.left -= 0.7 * twiceA
	}
	if s.left == 0 {
		s.right -= 0.7 * twiceB
	}
	if numA > 0 && numB > 0 {
		s.numbers = true
		s.say("the numbers differ")
	} else {
		s.left += numA / 2
		s.right += numB / 2
	}
	for k, words := range s.leftover {
		if len(words) > 0 {
			s.say("only in the %s name: %s", [2]string{"first", "second"}[k], strings.Join(words, " "))
		}
	}
	if len(s.reasons) == 0 {
		s.say("the same words")
	}
}

// unpaired weighs the words of a name without a partner: all but numbers, numbers,
// and those that the name holds twice.
func (s *alignment) unpaired(side int, n *Name, used []bool) (weight, numbers, twice float64) {
	for i, w := range n.words {
		if used[i] {
			continue
		}
		s.leftover[side] = append(s.leftover[side], w.native)
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

// score weighs what was paired against what was not. Names that each have a word of
// weight that the other lacks contradict each other.
func (s *alignment) score(a, b *Name) float64 {
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

// alike gives the likeness of two words, 0 when they are different ones, and what
// to tell about it.
func alike(x, y *word, schema demarche.EntitySchema) (float64, string) {
	person := schema == demarche.SchemaPerson
	switch {
	case x.text == y.text:
		return 1, ""
	case x.number || y.number:
		return 0, ""
	case x.script == y.script && (x.script == han || x.script == hangul && len(x.native) < 15):
		return 0, "" // a syllable is a word
	case person && (x.initial || y.initial):
		return initial(x, y)
	case person && x.nickname != 0 && x.nickname == y.nickname:
		return 0.95, x.native + " and " + y.native + " are forms of one name"
	}
	if x.bones != "" || y.bones != "" {
		return consonants(x, y)
	}
	if x.script == hangul != (y.script == hangul) && korean(x.text) == korean(y.text) {
		return 0.95, "the same in another writing"
	}
	return spelling(x, y, person)
}

// initial lets a letter stand for a word that begins with it.
func initial(x, y *word) (float64, string) {
	if x.text[0] != y.text[0] {
		return 0, ""
	}
	return 0.85, x.native + " may stand for " + y.native
}

// consonants compares words of which one is written without vowels.
func consonants(x, y *word) (float64, string) {
	if x.script == y.script {
		limit := len(x.text) / 4
		if d := edits(x.text, y.text, limit); d <= limit {
			return 1 - 0.15*float64(d), x.native + " and " + y.native + " are spelt nearly alike"
		}
		return 0, ""
	}
	a, b := oneLip.Replace(skeleton(x.text)), oneLip.Replace(skeleton(y.text))
	switch {
	case len(a) < 2 || len(b) < 2:
		return 0, ""
	case a == b:
		return 0.92, "the same in another writing"
	case len(a) >= 4 && len(b) >= 4 && edits(a, b, 1) <= 1:
		return 0.8, "nearly the same in another writing"
	}
	return 0, ""
}

// oneLip writes the sounds alike that Arabic letters do not part.
var oneLip = strings.NewReplacer("p", "b", "j", "g", "c", "s")

// spelling compares words with their vowels: by sound first, then by the letters that
// differ, fewer being allowed the shorter the word is.
func spelling(x, y *word, person bool) (float64, string) {
	why := x.native + " and " + y.native + " are spelt nearly alike"
	if x.key == y.key {
		return 0.96, why
	}
	short := min(len(x.text), len(y.text))
	limit := 0
	switch {
	case short >= 9:
		limit = 2
	case short >= 3:
		limit = 1
	}
	d := min(edits(x.key, y.key, limit), edits(x.text, y.text, limit))
	if d <= limit && limit > 0 {
		return 1 - float64(d)/float64(short+1), why
	}
	if a, b := skeleton(x.text), skeleton(y.text); person && len(a) >= 3 && a == b && x.key[0] == y.key[0] && abs(len(x.text)-len(y.text)) <= 2 {
		return 0.85, why
	}
	return 0, ""
}
