package country

import (
	"math"

	"demarche/extract/token"
)

// Hint is what is known about a text from outside.
type Hint struct {
	Title   *token.Doc // read as evidence, not offset
	Lang    string
	Country string // the publisher's
}

// rounds of letting the places of a text inform each other.
const rounds = 3

// Resolve chooses a reading for each candidate: the one that the words beside
// it name ("Paris, Texas"), that the rest of the text supports, or the best
// known. A name means the same place throughout a text, unless the words beside
// it say otherwise. Candidates must be in the order of the text.
func Resolve(doc *token.Doc, cands []Candidate, hint Hint) []Reading {
	v := &resolver{code: map[string]float64{}, division: map[place]float64{}, names: map[int32]*spoken{}}
	if hint.Country != "" {
		v.code[hint.Country] += 0.5
	}
	if hint.Title != nil {
		for _, c := range Scan(hint.Title, hint.Lang) {
			if r, ok := sure(c); ok {
				v.count(r, 1)
			}
		}
	}
	for i, c := range cands {
		v.meet(doc, cands, i, c)
	}
	for range rounds {
		v.vote()
	}
	for _, s := range v.order {
		s.spread()
		v.give(s, 1)
	}
	out := make([]Reading, len(cands))
	for i, c := range cands {
		out[i] = v.choose(c, v.beside(doc, cands, i))
	}
	return out
}

// place is a first-level division.
type place struct{ code, division string }

// spoken is one name of the text with its readings and what speaks for each.
type spoken struct {
	c        Candidate
	readings []Reading
	score    []float64
	share    []float64 // sums to 1
	near     []float64 // best reward of the words beside it
	times    float64
	sure     bool
}

type resolver struct {
	code     map[string]float64 // evidence for countries
	division map[place]float64
	names    map[int32]*spoken
	order    []*spoken
}

// meet takes note of one candidate.
func (v *resolver) meet(doc *token.Doc, cands []Candidate, i int, c Candidate) {
	s := v.names[c.first]
	if s == nil {
		s = &spoken{c: c}
		c.Readings(func(r Reading) bool {
			s.readings = append(s.readings, r)
			return len(s.readings) < 64
		})
		n := len(s.readings)
		s.score, s.share, s.near = make([]float64, n), make([]float64, n), make([]float64, n)
		_, s.sure = sure(c)
		for k, r := range s.readings {
			s.score[k] = prior(r)
		}
		v.names[c.first] = s
		v.order = append(v.order, s)
	}
	s.times++
	if r, ok := sure(c); ok {
		v.count(r, 1)
		return
	}
	near, row := v.beside(doc, cands, i), amongCapitals(doc, cands, i)
	for k, r := range s.readings {
		s.near[k] = max(s.near[k], nearby(r, near))
		if r.Form == FormCapital && row {
			s.near[k] = max(s.near[k], 9)
		}
	}
}

// count adds evidence that needs no context.
func (v *resolver) count(r Reading, weight float64) {
	if r.Form == FormDemonym {
		weight *= 0.7
	}
	v.code[r.Code] += weight
	if r.Division != "" {
		v.division[place{r.Code, r.Division}] += weight
	}
}

// weight of a name that is not sure: repeating it adds little.
func (s *spoken) weight() float64 {
	if s.sure {
		return 0
	}
	return 0.4 * math.Sqrt(s.times)
}

// vote lets each name share its weight among its readings' countries, and
// scores them anew by what the others say.
func (v *resolver) vote() {
	for _, s := range v.order {
		s.spread()
		v.give(s, 1)
	}
	next := make([][]float64, len(v.order))
	for i, s := range v.order {
		v.give(s, -1)
		next[i] = make([]float64, len(s.readings))
		for k, r := range s.readings {
			next[i][k] = prior(r) + v.support(r) + s.near[k]
		}
		v.give(s, 1)
	}
	for i, s := range v.order {
		v.give(s, -1)
		s.score = next[i]
	}
	for k, x := range v.code {
		v.code[k] = max(x, 0)
	}
}

func (v *resolver) give(s *spoken, sign float64) {
	w := sign * s.weight()
	for k, r := range s.readings {
		v.code[r.Code] += w * s.share[k]
		if r.Division != "" {
			v.division[place{r.Code, r.Division}] += w * s.share[k]
		}
	}
}

// spread turns scores into shares.
func (s *spoken) spread() {
	top, sum := math.Inf(-1), 0.0
	for _, x := range s.score {
		top = max(top, x)
	}
	for k, x := range s.score {
		s.share[k] = math.Exp((x - top) / 1.5)
		sum += s.share[k]
	}
	for k := range s.share {
		s.share[k] /= sum
	}
}

// sure gives the reading that needs no context, if there is one.
func sure(c Candidate) (best Reading, ok bool) {
	countries, rivals := 0, 0
	c.Readings(func(r Reading) bool {
		switch {
		case r.Form == FormName, r.Form == FormDemonym, r.Form == FormMetonym:
			countries++
			best, ok = r, !r.Weak
		case countries > 0:
		case r.Form == FormCapital, r.Level == First && r.Thousand == 0 && r.hand:
			best, ok = r, true
		case r.Thousand > 5:
			rivals++
		}
		return true
	})
	return best, ok && countries < 2 && (rivals == 0 || countries > 0)
}

// beside gives the readings of what qualifies candidate i from behind, as in
// "Paris, Texas" and "Springfield (Ohio)".
func (v *resolver) beside(doc *token.Doc, cands []Candidate, i int) (out []Reading) {
	to := cands[i].To
	if i+1 >= len(cands) || to >= len(doc.Tokens) {
		return nil
	}
	next := cands[i+1]
	switch sep := doc.Word(to); {
	case (sep == "," || sep == "(" || sep == "in") && next.From == to+1, next.From == to && !doc.Tokens[to].Is(token.Sentence):
		next.Readings(func(r Reading) bool {
			if r.Form != FormPlace || r.Level == First {
				out = append(out, r)
			}
			return len(out) < 8
		})
	}
	return out
}

// choose picks the reading of a candidate that has most behind it. A small
// place far from all that the text speaks of keeps no country.
func (v *resolver) choose(c Candidate, near []Reading) (best Reading) {
	s := v.names[c.first]
	top, at := math.Inf(-1), -1
	for k, r := range s.readings {
		x := s.score[k]
		if near != nil {
			x += nearby(r, near)
		}
		if x > top {
			best, top, at = r, x, k
		}
	}
	if at < 0 {
		return best
	}
	known := best.hand || best.Form != FormPlace || best.Thousand > 150 || s.near[at] > 0 || nearby(best, near) > 0 || v.code[best.Code] > 0.5 || s.oneCountry()
	if !known {
		best.Code = ""
	}
	return best
}

// amongCapitals says whether candidate i stands in a row of capitals, as in
// "London, Washington and Brussels": each is its own state's then.
func amongCapitals(doc *token.Doc, cands []Candidate, i int) bool {
	capital := func(c Candidate) (is bool) {
		c.Readings(func(r Reading) bool {
			is = is || r.Form == FormCapital
			return !is
		})
		return is
	}
	joined := func(a, b Candidate) bool {
		if b.From-a.To < 1 || b.From-a.To > 2 {
			return false
		}
		for k := a.To; k < b.From; k++ {
			if w := doc.Word(k); w != "," && w != "and" && w != "or" {
				return false
			}
		}
		return capital(b) && capital(a)
	}
	return i > 0 && joined(cands[i-1], cands[i]) || i+1 < len(cands) && joined(cands[i], cands[i+1])
}

// oneCountry says whether several places bear the name, all in one country.
func (s *spoken) oneCountry() bool {
	for _, r := range s.readings {
		if r.Code != s.readings[0].Code {
			return false
		}
	}
	return len(s.readings) > 1
}

// prior is what a reading is worth without context. Towns gain with their size.
func prior(r Reading) float64 {
	switch {
	case r.Form == FormName && !r.Weak, r.Form == FormDemonym && !r.Weak:
		return 12
	case r.Form == FormMetonym:
		return 9
	case r.Form == FormCapital:
		return 7.5
	case r.Form != FormPlace:
		return 6
	case r.hand:
		return 6
	case r.Level == First:
		return 3.5
	case r.Level == Second:
		return 1.5
	}
	return 0.8 * math.Log(1+float64(r.Thousand))
}

// support is what the rest of the text says for a reading: how much of it
// speaks of the country, and of the division.
func (v *resolver) support(r Reading) float64 {
	if r.Code == "" {
		return 0
	}
	total := 0.7
	for _, x := range v.code {
		total += max(x, 0)
	}
	code := max(v.code[r.Code], 0)
	share := code / total
	s := 1.5*share + 0.7*math.Log1p(code)
	if r.Form != FormPlace || r.hand {
		return s + 1.5*share
	}
	div := max(v.division[place{r.Code, r.Division}], 0)
	if r.Level == First {
		s += 1.5 * min(1, 3*div) // a state that towns of it stand beside: Georgia with Atlanta
	}
	return s + 3*share*min(1, 2*div) + min(4, 3*math.Log1p(div))
}

// nearby rewards a reading that lies in the place named right after it.
func nearby(r Reading, near []Reading) float64 {
	best := 0.0
	for _, n := range near {
		switch {
		case n.Code != r.Code || n.Code == "":
		case n.Form != FormPlace:
			best = max(best, 6)
		case n.Division == r.Division && n.Division != "":
			best = max(best, 9)
		default:
			best = max(best, 2)
		}
	}
	return best
}
