package name

import (
	"math/rand/v2"
	"sort"

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
	MinSeen int     // features seen less often are not learned
	Rows    int     // features kept in the model
	Drop    float64 // share of tokens whose own word is hidden while learning
	Seed    uint64
	Mixed   int // how often learning is repeated in another order; the weights are averaged
	Report  func(epoch, wrong, total int)
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
	tr := &learner{cfg: cfg, rnd: rand.New(rand.NewPCG(cfg.Seed, 1)), count: map[uint32]int32{}, index: map[uint32]int32{}}
	all := make([]prepared, len(examples))
	for pass := range 2 {
		for i := range examples {
			all[i] = tr.prepare(&examples[i], pass == 1)
		}
		if pass == 0 {
			tr.number()
		}
	}
	for range max(cfg.Mixed, 1) {
		tr.restart()
		for e := range cfg.Epochs {
			wrong, total := tr.epoch(all)
			if cfg.Report != nil {
				cfg.Report(e+1, wrong, total)
			}
		}
		tr.collect()
	}
	return tr.encode()
}

type weightRow struct {
	now   [labels]int32
	sum   [labels]int64
	stamp [labels]int32
}

type learner struct {
	cfg   Training
	rnd   *rand.Rand
	count map[uint32]int32
	index map[uint32]int32
	rows  []weightRow
	moves [labels + 1]struct{ w [labels + 1]weightCell }
	step  int32

	mean      [][labels]float32 // sums over repetitions
	meanMoves [labels + 1][labels + 1]float64
	repeats   int
}

type weightCell struct {
	now, stamp int32
	sum        int64
}

// number gives indexes to the features seen often enough.
func (l *learner) number() {
	keys := make([]uint32, 0, len(l.count))
	for k, n := range l.count {
		if int(n) >= l.cfg.MinSeen {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for i, k := range keys {
		l.index[k] = int32(i)
	}
	l.rows = make([]weightRow, len(keys))
	l.count = nil
}

// prepare makes the features of an example: counts them in the first pass,
// keeps their indexes in the second.
func (l *learner) prepare(x *Example, keep bool) (p prepared) {
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
			p.names = append(p.names, preparedName{l.indexes(buf), typ})
		} else {
			l.tally(buf)
		}
	}
	runs(doc, obs, func(r run, from, to int) {
		var pr preparedRun
		for i := r.from; i < r.to; i++ {
			buf = features(doc, obs, i, from, to, buf[:0])
			if !keep {
				l.tally(buf)
				continue
			}
			pr.feats = append(pr.feats, l.indexes(buf))
		}
		if keep {
			pr.gold = repair(gold[r.from:r.to])
			p.runs = append(p.runs, pr)
		}
	})
	return p
}

func (l *learner) tally(features []uint32) {
	for _, f := range features {
		l.count[f]++
	}
}

func (l *learner) indexes(features []uint32) []uint32 {
	idx := make([]uint32, 0, len(features))
	for _, f := range features {
		if k, ok := l.index[f]; ok {
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
