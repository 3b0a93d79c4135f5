package story

import (
	"math"
	"sort"

	"demarche"
)

// Features is what is kept of a report to compare it with later ones.
type Features struct {
	Hashes  []uint32  `json:"h"` // ascending
	Weights []float32 `json:"w"`
	Day     int32     `json:"d,omitempty"` // of publication or event, days since 1970
}

const keep = 24 // features of a report that are kept

// Config is for [New].
type Config struct {
	Threshold float64 // cosine from which reports are of one event; 0 means the built-in one
	Window    int     // days between reports of one event; 0 means the built-in one
}

// Grouper groups reports as they come in. It is not safe for concurrent use.
type Grouper struct {
	cfg   Config
	items map[string]*member
	df    map[uint32]int
	posts map[uint32][]*member
}

type member struct {
	id, story string
	features  Features
}

// New gives a grouper that knows no reports yet.
func New(cfg Config) *Grouper {
	if cfg.Threshold == 0 {
		cfg.Threshold = 0.3
	}
	if cfg.Window == 0 {
		cfg.Window = 14
	}
	return &Grouper{cfg: cfg, items: map[string]*member{}, df: map[uint32]int{}, posts: map[uint32][]*member{}}
}

// FeaturesOf reads the features of an item.
func FeaturesOf(it Item) Features {
	var f Features
	if !it.Published.IsZero() {
		f.Day = int32(it.Published.Unix() / 86400)
	}
	var v vector
	ts := terms(it.Title, it.Text)
	for _, s := range it.Entities {
		ts["@"+s] = term{class: given, tf: 1.5}
	}
	for _, s := range it.Amounts {
		ts["$"+s] = term{class: given, tf: 1.5}
	}
	boost := [...]float64{plainWord: 1, properName: 1.6, numeral: 1, nameBigram: 2, given: 1.6}
	for k, t := range ts {
		v = append(v, Feature{hash32(k), float32(t.tf * boost[t.class])})
	}
	for _, x := range v.strongest(keep) {
		f.Hashes = append(f.Hashes, x.Hash)
		f.Weights = append(f.Weights, x.Weight)
	}
	return f
}

// Load tells the grouper of a report that has its story already.
func (g *Grouper) Load(id, story string, f Features) {
	g.put(&member{id, story, f})
}

func (g *Grouper) put(m *member) {
	g.items[m.id] = m
	for _, h := range m.features.Hashes {
		g.df[h]++
		if p := g.posts[h]; len(p) < 200 {
			g.posts[h] = append(p, m)
		}
	}
}

// Add gives the item's story and that of every other item that moved.
func (g *Grouper) Add(it Item) []demarche.StoryAssignment {
	if old := g.items[it.ID]; old != nil {
		return []demarche.StoryAssignment{{Item: it.ID, Story: old.story}}
	}
	m := &member{id: it.ID, story: it.ID, features: FeaturesOf(it)}
	score := map[*member]float64{}
	for _, h := range m.features.Hashes {
		for _, o := range g.posts[h] {
			score[o] = 0
		}
	}
	best := g.cfg.Threshold
	ids := make([]*member, 0, len(score))
	for o := range score {
		ids = append(ids, o)
	}
	sort.Slice(ids, func(a, b int) bool { return ids[a].id < ids[b].id })
	for _, o := range ids {
		if d := m.features.Day - o.features.Day; d != 0 && m.features.Day != 0 && o.features.Day != 0 && (d > int32(g.cfg.Window) || -d > int32(g.cfg.Window)) {
			continue
		}
		if c := cosine(g.vector(m.features), g.vector(o.features)); c > best {
			best, m.story = c, o.story
		}
	}
	g.put(m)
	return []demarche.StoryAssignment{{Item: m.id, Story: m.story}}
}

func (g *Grouper) vector(f Features) vector {
	v := make(vector, len(f.Hashes))
	n := float64(len(g.items)) + 1
	for i, h := range f.Hashes {
		v[i] = Feature{h, f.Weights[i] * float32(math.Log(1+n/(float64(g.df[h])+0.5)))}
	}
	return v.normal()
}
