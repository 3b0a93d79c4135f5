package story

import (
	"cmp"
	"slices"

	"demarche"
)

// Version is the version of the features and of the grouping.
//
//	1: average likeness with contrast
//	2: authorities, letters, other languages
//	3: a letter says itself that it is one
//	4: entries of lists stand with the report that announced them; two sides of one day
const Version = 4

// Config is for [New].
type Config struct {
	Limit int // newest reports that are remembered; default [DefaultLimit]
}

// DefaultLimit is how many reports a [Grouper] remembers.
const DefaultLimit = 500_000

const (
	lookups   = 1000 // postings that are looked at for one report
	nearest   = 24   // reports that are compared with a new one
	touched   = 4    // stories that a new report may change
	regrouped = 24   // reports up to which a story is grouped anew; a larger one only grows
	sampled   = 12   // reports that stand for a larger one
	hopeful   = 0.5  // share of the threshold from which a story is looked at closer
	reported  = 100  // members of a known report's story that are named again
)

// Grouper groups reports as they come in. It remembers a fixed number of the newest
// and is not safe for concurrent use.
type Grouper struct {
	params *params
	memory *memory
	from   map[uint32]string // while mending: where reports that moved were at first
}

// New gives a grouper that knows no reports yet.
func New(cfg Config) *Grouper {
	limit := cmp.Or(cfg.Limit, DefaultLimit)
	return &Grouper{params: builtin(), memory: newMemory(max(limit, 2*touched*regrouped))}
}

// Load tells the grouper of a report that has its story already. A report that it
// knows stays as it is.
func (g *Grouper) Load(id, story string, f Features) {
	if g.memory.find(id) == 0 {
		g.memory.put(id, story, f)
	}
}

// Add gives the item's story and that of every other item that moved. For an item
// that was added before, in whatever version, it gives the story of all of its
// story, so that an answer that was lost can be had again.
func (g *Grouper) Add(it Item) []demarche.StoryAssignment {
	return g.AddFeatures(it.ID, FeaturesOf(it))
}

// AddFeatures is Add for an item whose features are known.
func (g *Grouper) AddFeatures(id string, f Features) []demarche.StoryAssignment {
	m := g.memory
	story, again := id, false
	if old := m.find(id); old != 0 {
		story, again = m.story(old), true
	}
	defer m.release()
	n := m.put(id, story, f)
	moved := g.settle(n, again || len(m.members(n)) > 1)
	out := []demarche.StoryAssignment{{Item: id, Story: m.story(n)}}
	if again {
		moved = append(moved, m.members(n)[:min(reported, len(m.members(n)))]...)
	}
	slices.Sort(moved)
	for _, o := range slices.Compact(moved) {
		if o != n {
			out = append(out, demarche.StoryAssignment{Item: m.id(o), Story: m.story(o)})
		}
	}
	return out
}

// settle groups a new report and the stories around it anew and returns the other
// reports that moved.
func (g *Grouper) settle(n uint32, known bool) []uint32 {
	m := g.memory
	if e := m.at(n); e.state&listed != 0 {
		return g.settleEntry(n)
	}
	own := m.report(n)
	seeds := g.near(n, own)
	if len(seeds) == 0 && len(m.members(n)) == 1 {
		return g.followed([]uint32{n})
	}
	l := newLocal(g, n, own, known)
	l.addStory(n)
	for _, s := range seeds {
		if l.stories < touched {
			l.addStory(s)
		}
	}
	moved := l.regroup()
	return append(moved, g.followed(l.numbers)...)
}

// near gives the reports most like one, the likest first.
func (g *Grouper) near(n uint32, own *report) []uint32 {
	m := g.memory
	order := make([]int, len(own.Terms))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(own.weights[b], own.weights[a]), cmp.Compare(a, b))
	})
	shared := m.shared
	clear(shared)
	left := lookups
	for _, i := range order {
		each := left / 2
		m.holders(own.Terms[i], func(o uint32) bool {
			if o != n {
				shared[o] += own.weights[i] * own.weights[i]
			}
			left, each = left-1, each-1
			return each > 0
		})
	}
	type scored struct {
		n     uint32
		value float64
	}
	best := func(a, b scored) int { return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(b.n, a.n)) }
	list := make([]scored, 0, nearest+1)
	for o, s := range shared {
		x := scored{o, float64(s)}
		if len(list) == nearest && best(x, list[nearest-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, x, best)
		list = slices.Insert(list, at, x)
		list = list[:min(len(list), nearest)]
	}
	for i := range list {
		list[i].value = g.params.likeness(own, m.report(list[i].n))
	}
	slices.SortFunc(list, best)
	var out []uint32
	for _, x := range list {
		if x.value > g.params.threshold*hopeful {
			out = append(out, x.n)
		}
	}
	return out
}
