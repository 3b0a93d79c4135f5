package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/extract"
)

// outcome is what is said of a party in a text: listed, removed, possible or
// none. A certain link to anybody but it and others is "wrong", unless it may be the
// party's entry on another list.
func outcome(x *extract.Extractor, g *gazetteer, text, party string, others ...string) string {
	f := x.Extract(extract.Input{Text: text, Published: demarche.Published{Time: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}})
	out := "none"
	for _, l := range linkListed(g, text, 2026, f) {
		p := g.parties[l.Entity]
		switch {
		case p == nil || p.id != party && (l.Status == demarche.LinkPossible || slices.Contains(others, p.id)):
		case p.id != party && mayBeOne(p, g.parties[party]): // the same company on another list, perhaps
		case p.id != party:
			return "wrong"
		case out == "none" || out == "possible":
			out = string(l.Status)
		}
	}
	return out
}

// tally counts cases by kind.
type tally struct {
	kinds map[string]map[string]int // outcomes by kind and what was wanted
	cases int
	exact int
	sure  int // said to be listed or removed
	right int // and rightly so
	due   int // should be said to be listed or removed
	over  int // more is said than is known
	under int // less is said than could be
}

func newTally() *tally { return &tally{kinds: map[string]map[string]int{}} }

var rank = map[string]int{"none": 0, "possible": 1, "listed": 2, "removed": 2, "wrong": 3}

// add counts a case and says whether it is as wanted; want may name two.
func (s *tally) add(kind, want, got string) bool {
	if s.kinds[kind] == nil {
		s.kinds[kind] = map[string]int{}
	}
	s.kinds[kind]["want "+want+": "+got]++
	right := slices.Contains(strings.Fields(want), got)
	most := 0
	for _, w := range strings.Fields(want) {
		most = max(most, rank[w])
	}
	s.cases++
	if right {
		s.exact++
	}
	if rank[got] >= 2 {
		s.sure++
		if right {
			s.right++
		}
	}
	if most == 2 {
		s.due++
	}
	switch {
	case right:
	case rank[got] > most || rank[got] == most:
		s.over++
	default:
		s.under++
	}
	return right
}

func (s *tally) precision() float64 { return float64(s.right) / float64(max(s.sure, 1)) }
func (s *tally) recall() float64    { return float64(s.right) / float64(max(s.due, 1)) }

func (s *tally) report(t *testing.T) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(s.kinds)) {
		var parts []string
		for _, w := range slices.Sorted(maps.Keys(s.kinds[k])) {
			parts = append(parts, fmt.Sprintf("%s %d", w, s.kinds[k][w]))
		}
		t.Logf("%-46s %s", k, strings.Join(parts, "; "))
	}
	t.Logf("%d cases, %d as expected; certain links: precision %.3f (%d of %d), recall %.3f (of %d); too much said %d, too little %d",
		s.cases, s.exact, s.precision(), s.right, s.sure, s.recall(), s.due, s.over, s.under)
}

// hold fails when certain links are less often right, or rarer, than they were.
func (s *tally) hold(t *testing.T, precision, recall float64) {
	t.Helper()
	if s.precision() < precision || s.recall() < recall {
		t.Errorf("precision %.3f, recall %.3f of certain links: want %v and %v", s.precision(), s.recall(), precision, recall)
	}
}
