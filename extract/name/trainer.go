package name

import (
	"sort"
	"sync"

	"demarche/extract/country"
	"demarche/extract/token"
)

// Example is one labelled text to learn from.
type Example struct {
	Text  string
	Names []Span
}

// Span is a labelled name: byte offsets and "PER", "ORG", "LOC" or "MISC".
type Span struct {
	Start, End int
	Type       string
}

// Training says how to learn.
type Training struct {
	Epochs  int
	Kept    int     // rounds at the end whose weights are averaged, 0 for the last weights alone
	MinSeen int     // features seen less often are not learned
	Rows    int     // features kept in the model
	Drop    float64 // share of tokens whose own word is hidden while learning
	Seed    uint64
	Mixed   int                                       // how often learning is repeated in another order; the weights are averaged
	Rate    float64                                   // of learning; 0 for the usual one
	Decay   float64                                   // pull of the weights towards zero
	Robust  float64                                   // how much less a name counts that the model thinks wrong, 0 for not at all
	Report  func(epoch int, loss float64, tokens int) // of the first repetition
}

var typeIndex = map[string]int{"PER": typePER, "ORG": typeORG, "LOC": typeLOC, "MISC": typeOther}

// prepared is an example with its features made.
type prepared struct {
	runs  []preparedRun
	names []preparedName
}

type preparedName struct {
	feats []uint32
	typ   int
}

type preparedRun struct {
	feats [][]uint32 // indexes of weights, by token
	gold  []uint8
}

// Train learns a model and returns it as the program embeds it, before
// compression. The order of examples is shuffled with Seed, so that the same
// input gives the same bytes.
func Train(examples []Example, cfg Training) []byte {
	p := &preparer{cfg: cfg, count: map[uint32]int32{}, index: map[uint32]int32{}}
	all := make([]prepared, len(examples))
	for pass := range 2 {
		for i := range examples {
			all[i] = p.prepare(&examples[i], pass == 1)
		}
		if pass == 0 {
			p.number()
		}
	}
	learned := make([]*learner, max(cfg.Mixed, 1))
	var wait sync.WaitGroup
	for r := range learned {
		learned[r] = newLearner(cfg, len(p.index), cfg.Seed+uint64(r))
		wait.Go(func() {
			for e := range cfg.Epochs {
				loss, total := learned[r].round(all, e+cfg.Kept >= cfg.Epochs)
				if cfg.Report != nil && r == 0 {
					cfg.Report(e+1, loss, total)
				}
			}
			learned[r].kept.settle(learned[r])
		})
	}
	wait.Wait()
	return encode(p.index, learned, cfg.Rows)
}

// preparer makes the features of the examples.
type preparer struct {
	cfg   Training
	count map[uint32]int32
	index map[uint32]int32
}

// number gives indexes to the features seen often enough.
func (m *preparer) number() {
	keys := make([]uint32, 0, len(m.count))
	for k, n := range m.count {
		if int(n) >= m.cfg.MinSeen {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for i, k := range keys {
		m.index[k] = int32(i)
	}
	m.count = nil
}

// prepare makes the features of an example: counts them in the first pass,
// keeps their indexes in the second.
func (m *preparer) prepare(x *Example, keep bool) (p prepared) {
	doc := token.Split(x.Text)
	obs := observe(doc, gazetteers{country.Scan(doc, "en"), findKnown(doc)})
	gold := goldLabels(doc, x.Names)
	var buf []uint32
	for _, n := range x.Names {
		from, to := doc.At(n.Start), doc.At(n.End)
		typ, ok := typeIndex[n.Type]
		if !ok || to <= from {
			continue
		}
		for i := from; i < to; i++ {
			if !obs[i].active {
				obs[i].affix = affixes(doc.Text[doc.Tokens[i].Start:doc.Tokens[i].End])
			}
		}
		buf = kindFeatures(doc, obs, from, to, doc.SentenceStart(from), doc.SentenceEnd(from), buf[:0])
		if keep {
			p.names = append(p.names, preparedName{m.indexes(buf), typ})
		} else {
			m.tally(buf)
		}
	}
	runs(doc, obs, func(r run, from, to int) {
		var pr preparedRun
		for i := r.from; i < r.to; i++ {
			buf = features(doc, obs, i, from, to, buf[:0])
			if !keep {
				m.tally(buf)
				continue
			}
			pr.feats = append(pr.feats, m.indexes(buf))
		}
		if keep {
			pr.gold = repair(gold[r.from:r.to])
			p.runs = append(p.runs, pr)
		}
	})
	return p
}

func (m *preparer) tally(features []uint32) {
	for _, f := range features {
		m.count[f]++
	}
}

func (m *preparer) indexes(features []uint32) []uint32 {
	idx := make([]uint32, 0, len(features))
	for _, f := range features {
		if k, ok := m.index[f]; ok {
			idx = append(idx, uint32(k))
		} else {
			idx = append(idx, absent)
		}
	}
	return idx
}

const absent = ^uint32(0)

// repair closes names that the edge of a run cuts.
func repair(gold []uint8) []uint8 {
	out := make([]uint8, len(gold))
	for i := 0; i < len(gold); i++ {
		if gold[i] == labelO {
			continue
		}
		typ, _ := split(int(gold[i]))
		j := i + 1
		for j < len(gold) && gold[j] != labelO && place(int(gold[j])) != placeB && place(int(gold[j])) != placeU {
			j++
		}
		mark(out[i:j], typ)
		i = j - 1
	}
	return out
}

func mark(out []uint8, typ int) {
	n := len(out)
	if n == 1 {
		out[0] = uint8(label(typ, placeU))
		return
	}
	for k := range out {
		out[k] = uint8(label(typ, placeI))
	}
	out[0], out[n-1] = uint8(label(typ, placeB)), uint8(label(typ, placeL))
}

func goldLabels(doc *token.Doc, names []Span) []uint8 {
	out := make([]uint8, len(doc.Tokens))
	for _, n := range names {
		from, to := doc.At(n.Start), doc.At(n.End)
		if typ, ok := typeIndex[n.Type]; ok && to > from {
			mark(out[from:to], typ)
		}
	}
	return out
}
