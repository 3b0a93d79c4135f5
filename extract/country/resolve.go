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

// evidence counts what the text speaks of.
type evidence struct {
	code     map[string]float64
	division map[[2]string]float64
}

func (e *evidence) learn(r Reading, weight float64) {
	switch r.Form {
	case 0:
		return
	case FormDemonym:
		weight *= 0.7
	case FormPlace:
		weight *= 0.8
	}
	e.code[r.Code] += weight
	if r.Division != "" {
		e.division[[2]string{r.Code, r.Division}] += weight
	}
}

// Resolve chooses a reading for each candidate: the one that the words beside
// it name ("Paris, Texas"), that the rest of the text supports, or the best
// known. Candidates must be in the order of the text.
func Resolve(doc *token.Doc, cands []Candidate, hint Hint) []Reading {
	out := make([]Reading, len(cands))
	ev := evidence{map[string]float64{}, map[[2]string]float64{}}
	if hint.Country != "" {
		ev.code[hint.Country] += 0.5
	}
	if hint.Title != nil {
		for _, c := range Scan(hint.Title, hint.Lang) {
			if r, ok := sure(c); ok {
				ev.learn(r, 1)
			}
		}
	}
	for _, c := range cands {
		if r, ok := sure(c); ok {
			ev.learn(r, 1)
		}
	}
	for i := range cands {
		out[i] = ev.choose(doc, cands, i)
	}
	for i, c := range cands {
		if _, ok := sure(c); !ok && (out[i].Thousand > 300 || beside(doc, cands, i) >= 0) {
			ev.learn(out[i], 0.5)
		}
	}
	for i := range cands {
		out[i] = ev.choose(doc, cands, i)
	}
	return out
}

// sure gives the reading that needs no context, if there is one.
func sure(c Candidate) (best Reading, ok bool) {
	countries := 0
	c.Readings(func(r Reading) bool {
		switch {
		case r.Form == FormName, r.Form == FormDemonym, r.Form == FormMetonym:
			countries++
			best, ok = r, !r.Weak
		case countries > 0:
		case r.Form == FormCapital, r.Level == First && r.Thousand == 0 && r.hand:
			best, ok = r, true
		}
		return true
	})
	return best, ok && countries < 2
}

// beside gives the index of the candidate that qualifies candidate i from
// behind, as in "Paris, Texas" and "Springfield (Ohio)", or -1.
func beside(doc *token.Doc, cands []Candidate, i int) int {
	to := cands[i].To
	if i+1 >= len(cands) || to >= len(doc.Tokens) {
		return -1
	}
	sep := doc.Word(to)
	next := cands[i+1]
	switch {
	case (sep == "," || sep == "(") && next.From == to+1, next.From == to && !doc.Tokens[to].Is(token.Sentence), sep == "in" && next.From == to+1:
		return i + 1
	}
	return -1
}

// choose picks the reading of candidate i that has most behind it.
func (e *evidence) choose(doc *token.Doc, cands []Candidate, i int) (best Reading) {
	var near []Reading
	if j := beside(doc, cands, i); j >= 0 {
		cands[j].Readings(func(r Reading) bool {
			if len(near) < 8 && (r.Form != FormPlace || r.Level == First) {
				near = append(near, r)
			}
			return true
		})
	}
	top := math.Inf(-1)
	cands[i].Readings(func(r Reading) bool {
		if s := prior(r) + e.support(r) + nearby(r, near); s > top {
			best, top = r, s
		}
		return true
	})
	return best
}

// prior is what a reading is worth without context. Towns gain with their size:
// one of a million people stands level with a first-level division.
func prior(r Reading) float64 {
	switch {
	case r.Form == FormName && !r.Weak, r.Form == FormDemonym && !r.Weak:
		return 12
	case r.Form == FormMetonym:
		return 9
	case r.Form == FormCapital:
		return 7.5
	case r.Form != FormPlace:
		return 5.5
	case r.hand:
		return 6
	case r.Level == First:
		return 3.5
	case r.Level == Second:
		return 1.5
	}
	return 0.8 * math.Log(1+float64(r.Thousand))
}

func (e *evidence) support(r Reading) float64 {
	s := 2 * math.Log1p(e.code[r.Code])
	if r.Code != "" && r.Division != "" && r.Form == FormPlace && !r.hand {
		s += 2.5 * math.Log1p(e.division[[2]string{r.Code, r.Division}])
	}
	return min(s, 7)
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
