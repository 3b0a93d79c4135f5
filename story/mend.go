package story

import (
	"slices"
	"strings"

	"demarche"
)

// Mend groups reports anew that are held already, the oldest first, most of them at
// a time, each with all that has come since. It may merge stories and split them;
// a story goes on under the name that it has, as with [Grouper.Add]. after is the
// report that the last call ended with, "" for a beginning. It returns the reports
// that are in another story now, each once, the report it ended with, how many were
// looked at, and whether there are more.
func (g *Grouper) Mend(after string, most int) (moved []demarche.StoryMove, last string, seen int, more bool) {
	m := g.memory
	n := uint32(1)
	if m.last >= m.limit {
		n = m.last - m.limit + 1
	}
	if at := m.find(after); at >= n {
		n = at + 1
	}
	g.from = map[uint32]string{}
	for last = after; n <= m.last && seen < most; n++ {
		if m.at(n) != nil {
			seen, last = seen+1, m.id(n)
			g.settle(n, true)
			m.release()
		}
	}
	for o, from := range g.from {
		if to := m.story(o); to != from {
			moved = append(moved, demarche.StoryMove{Item: m.id(o), From: from, To: to})
		}
	}
	g.from = nil
	slices.SortFunc(moved, func(a, b demarche.StoryMove) int { return strings.Compare(a.Item, b.Item) })
	return moved, last, seen, n <= m.last
}
