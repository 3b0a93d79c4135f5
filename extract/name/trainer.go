package name

import (
	"bytes"
	"encoding/binary"
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

// restart forgets the weights.
func (l *learner) restart() {
	clear(l.rows)
	l.moves, l.step = [labels + 1]struct{ w [labels + 1]weightCell }{}, 0
}

// collect adds the averaged weights to those of earlier repetitions.
func (l *learner) collect() {
	if l.mean == nil {
		l.mean = make([][labels]float32, len(l.rows))
	}
	for i := range l.rows {
		r := &l.rows[i]
		for y := range labels {
			l.mean[i][y] += float32(float64(r.sum[y]+int64(r.now[y])*int64(l.step-r.stamp[y])) / float64(l.step))
		}
	}
	for a := range l.moves {
		for b, c := range l.moves[a].w {
			l.meanMoves[a][b] += float64(c.sum+int64(c.now)*int64(l.step-c.stamp)) / float64(l.step)
		}
	}
	l.repeats++
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

// kindRound learns what kind of thing the names of an example are.
func (l *learner) kindRound(names []preparedName) {
	for _, n := range names {
		hide := l.rnd.Float64() < kindDrop
		var score [types]int32
		each := func(f func(*weightRow)) {
			for k, x := range n.feats {
				if x != absent && !(hide && k < kindWords) {
					f(&l.rows[x])
				}
			}
		}
		each(func(r *weightRow) {
			for y := range types {
				score[y] += r.now[1+y]
			}
		})
		best := 0
		for y, x := range score {
			if x > score[best] {
				best = y
			}
		}
		if best != n.typ {
			each(func(r *weightRow) {
				l.bump(r, 1+n.typ, 1)
				l.bump(r, 1+best, -1)
			})
		}
	}
}

// kindDrop is the share of names whose own words are hidden while learning.
const kindDrop = 0.3

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

func (l *learner) epoch(all []prepared) (wrong, total int) {
	order := l.rnd.Perm(len(all))
	var d decoder
	var moves [labels + 1][labels + 1]int32
	for _, k := range order {
		l.kindRound(all[k].names)
		for _, r := range all[k].runs {
			l.step++
			for a := range moves {
				for b := range moves[a] {
					moves[a][b] = l.moves[a].w[b].now
				}
			}
			hide := make([]bool, len(r.feats))
			for i := range hide {
				hide[i] = l.rnd.Float64() < l.cfg.Drop
			}
			d.reset(len(r.feats))
			for i := range r.feats {
				d.scores[i] = [labels]int32{}
				l.eachFeature(&r, hide, i, func(f uint32) {
					row := &l.rows[f].now
					for y := range row {
						d.scores[i][y] += row[y]
					}
				})
			}
			path := d.best(&moves)
			wrong += l.update(&r, hide, path)
			total += len(path)
		}
	}
	return wrong, total
}

// eachFeature calls f for the features of token i, without those made of words
// that are hidden this time.
func (l *learner) eachFeature(r *preparedRun, hide []bool, i int, f func(uint32)) {
	for k, x := range r.feats[i] {
		if x == absent || hide[i] && ownWord[k] {
			continue
		}
		f(x)
	}
}

// ownWord marks the features that tell the token's own word or the end of it.
var ownWord = map[int]bool{0: true, 1: true, 6: true, 7: true, 14: true, 17: true}

func (l *learner) update(r *preparedRun, hide []bool, path []uint8) (wrong int) {
	prevGold, prevPath := noLabel, noLabel
	for i := range path {
		g, p := int(r.gold[i]), int(path[i])
		if g != p {
			wrong++
			l.eachFeature(r, hide, i, func(f uint32) {
				l.bump(&l.rows[f], g, 1)
				l.bump(&l.rows[f], p, -1)
			})
		}
		if g != p || prevGold != prevPath {
			l.bumpMove(prevGold, g, 1)
			l.bumpMove(prevPath, p, -1)
		}
		prevGold, prevPath = g, p
	}
	if prevGold != prevPath {
		l.bumpMove(prevGold, noLabel, 1)
		l.bumpMove(prevPath, noLabel, -1)
	}
	return wrong
}

func (l *learner) bump(w *weightRow, y int, by int32) {
	w.sum[y] += int64(w.now[y]) * int64(l.step-w.stamp[y])
	w.stamp[y] = l.step
	w.now[y] += by
}

func (l *learner) bumpMove(a, b int, by int32) {
	c := &l.moves[a].w[b]
	c.sum += int64(c.now) * int64(l.step-c.stamp)
	c.stamp = l.step
	c.now += by
}

// encode averages the weights, keeps the strongest features and writes the
// model.
func (l *learner) encode() []byte {
	keys := make([]uint32, len(l.rows))
	for k, i := range l.index {
		keys[i] = k
	}
	type strong struct {
		key   uint32
		w     [labels]float64
		power float64
	}
	list := make([]strong, len(l.rows))
	for i := range l.rows {
		s := strong{key: keys[i]}
		for y := range labels {
			s.w[y] = float64(l.mean[i][y]) / float64(l.repeats)
			s.power = max(s.power, abs(s.w[y]))
		}
		list[i] = s
	}
	sort.Slice(list, func(i, j int) bool {
		return list[i].power > list[j].power || list[i].power == list[j].power && list[i].key < list[j].key
	})
	if len(list) > l.cfg.Rows {
		list = list[:l.cfg.Rows]
	}
	sort.Slice(list, func(i, j int) bool { return list[i].key < list[j].key })
	var out bytes.Buffer
	out.WriteString(modelMagic)
	for a := range l.meanMoves {
		for _, sum := range l.meanMoves[a] {
			avg := sum / float64(l.repeats)
			_ = binary.Write(&out, binary.LittleEndian, int16(round(avg*scale)))
		}
	}
	var body bytes.Buffer
	n := uint32(0)
	for _, s := range list {
		var mask uint32
		var ws []byte
		for y, w := range s.w {
			if q := int8(max(-127, min(127, round(w*scale)))); q != 0 {
				mask |= 1 << y
				ws = append(ws, byte(q))
			}
		}
		if mask == 0 {
			continue
		}
		n++
		_ = binary.Write(&body, binary.LittleEndian, s.key)
		body.Write([]byte{byte(mask), byte(mask >> 8), byte(mask >> 16)})
		body.Write(ws)
	}
	_ = binary.Write(&out, binary.LittleEndian, n)
	out.Write(body.Bytes())
	return out.Bytes()
}

// scale of the weights in the model, a weight of 1 being one update.
const scale = 6

func round(x float64) int {
	if x < 0 {
		return int(x - 0.5)
	}
	return int(x + 0.5)
}

func abs(x float64) float64 { return max(x, -x) }
