package story

import (
	"cmp"
	"slices"
)

// local is the neighbourhood of a new report: the stories that it may belong to.
// Small ones are taken apart and grouped anew, so that a report that comes late can
// join, split or correct them; a large one counts as one group that a sample stands
// for.
type local struct {
	g       *Grouper
	numbers []uint32 // of the reports
	reports []*report
	seen    map[string]bool
	stories int
	known   bool            // the new report was known before, or founded a story that is
	founded map[string]bool // stories that have their first member here
	large   map[int][]int   // by its first report here: the sample of a large story
	size    map[int]int     // of the large story
}

func newLocal(g *Grouper, n uint32, own *report, known bool) *local {
	return &local{g: g, known: known, numbers: []uint32{n}, reports: []*report{own}, seen: map[string]bool{}, large: map[int][]int{}, founded: map[string]bool{}, size: map[int]int{}}
}

// addStory takes the story of a report in.
func (l *local) addStory(n uint32) {
	m := l.g.memory
	story := m.story(n)
	if l.seen[story] {
		return
	}
	l.seen[story] = true
	l.stories++
	members := slices.DeleteFunc(slices.Clone(m.members(n)), func(o uint32) bool { return o == l.numbers[0] || m.at(o).state&listed != 0 })
	if f := m.find(story); f != 0 && (f != l.numbers[0] || l.known) && m.story(f) == story {
		l.founded[story] = true
	}
	whole := len(members)
	if whole > regrouped {
		members = sample(members)
	}
	first := len(l.numbers)
	for _, o := range members {
		l.numbers = append(l.numbers, o)
		l.reports = append(l.reports, m.report(o))
	}
	if whole > regrouped {
		for i := range members {
			l.large[first] = append(l.large[first], first+i)
		}
		l.size[first] = whole
	}
}

// sample picks members evenly, the first and the newest among them.
func sample(members []uint32) []uint32 {
	out := make([]uint32, sampled)
	for i := range out {
		out[i] = members[i*(len(members)-1)/(sampled-1)]
	}
	return out
}

// regroup groups the neighbourhood, names the groups, moves the reports and returns
// those that moved, without the new one.
func (l *local) regroup() []uint32 {
	j := newJoiner(l.g.params, l.reports, l.g.memory.count.of, l.g.memory.size())
	for a := range l.reports {
		for b := range a {
			j.compare(a, b)
		}
	}
	for first, members := range l.large {
		j.fix(members, l.size[first])
	}
	groups := j.run()
	taken := map[string]bool{}
	slices.SortStableFunc(groups, func(a, b []int) int { return cmp.Compare(l.oldest(a), l.oldest(b)) })
	var moved []uint32
	for _, group := range groups {
		name := l.name(group, taken)
		taken[name] = true
		moved = append(moved, l.move(group, name)...)
	}
	return moved
}

// oldest is the number of a group's oldest report.
func (l *local) oldest(group []int) uint32 {
	n := l.numbers[group[0]]
	for _, i := range group {
		n = min(n, l.numbers[i])
	}
	return n
}

// name is the story that a group continues: the one that has its first member
// here; else the one that most of the group was in, if that has lost its first
// member; else a new one, named by the group's oldest report. A report that is the
// first member of a story thus never leaves it to others.
func (l *local) name(group []int, taken map[string]bool) string {
	m := l.g.memory
	var founded uint32
	votes := map[string]int{}
	for _, i := range group {
		n := l.numbers[i]
		story := m.story(n)
		switch {
		case i == 0 && !l.known:
		case story == m.id(n):
			if founded == 0 || n < founded {
				founded = n
			}
		case !l.founded[story] && !taken[story] && !m.ofEntry(story):
			votes[story] += max(1, l.size[i])
		}
	}
	if founded != 0 {
		return m.id(founded)
	}
	best := ""
	for s, n := range votes {
		if best == "" || n > votes[best] || n == votes[best] && s < best {
			best = s
		}
	}
	if best != "" {
		return best
	}
	return m.id(l.oldest(group))
}

// move puts a group into a story and returns the reports that were in another.
func (l *local) move(group []int, story string) []uint32 {
	m := l.g.memory
	var moved []uint32
	for _, i := range group {
		n := l.numbers[i]
		old := m.story(n)
		switch {
		case old == story:
		case l.size[i] > 0:
			members := slices.Clone(m.members(n))
			l.g.note(old, members...)
			moved = append(moved, members...)
			m.rename(old, story)
		default:
			l.g.note(old, n)
			moved = append(moved, n)
			m.move(n, story)
		}
	}
	return slices.DeleteFunc(moved, func(n uint32) bool { return n == l.numbers[0] })
}

// note remembers, while mending, where reports were before they moved.
func (g *Grouper) note(story string, numbers ...uint32) {
	if g.from == nil {
		return
	}
	for _, n := range numbers {
		if _, ok := g.from[n]; !ok {
			g.from[n] = story
		}
	}
}
