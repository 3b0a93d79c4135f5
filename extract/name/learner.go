package name

import (
	"math"
	"math/rand/v2"
)

// learner fits the weights of a linear-chain conditional random field by
// stochastic gradient with a rate for each weight (AdaGrad).
type learner struct {
	cfg   Training
	rnd   *rand.Rand
	rows  []weightRow
	moves [labels + 1][labels + 1]cell
	chain chain
	loss  float64
	kept  average
}

// weightRow holds the weights of one feature and the sums of their squared
// gradients.
type weightRow struct {
	w, sq [labels]float32
}

type cell struct{ w, sq float64 }

func newLearner(cfg Training, features int, seed uint64) *learner {
	if cfg.Rate == 0 {
		cfg.Rate = 0.2
	}
	return &learner{cfg: cfg, rnd: rand.New(rand.NewPCG(seed, 1)), rows: make([]weightRow, features)}
}

// round goes through all examples once, keeps the weights on the way for their
// average where asked to, and returns the sum of what each run's
// labels cost, and the number of tokens.
func (l *learner) round(all []prepared, keep bool) (loss float64, tokens int) {
	l.loss = 0
	mark := max(len(all)/marks, 1)
	for n, k := range l.rnd.Perm(len(all)) {
		if keep && n%mark == mark-1 {
			l.kept.add(l)
		}
		for _, n := range all[k].names {
			l.learnKind(n)
		}
		for i := range all[k].runs {
			l.learnRun(&all[k].runs[i])
			tokens += len(all[k].runs[i].gold)
		}
	}
	return l.loss, tokens
}

// learnRun moves the weights towards the labels of a run.
func (l *learner) learnRun(r *preparedRun) {
	n := len(r.gold)
	hide := make([]bool, n)
	for i := range hide {
		hide[i] = l.rnd.Float64() < l.cfg.Drop
	}
	c := &l.chain
	c.reset(n)
	for i := range n {
		l.eachFeature(r, hide, i, func(row *weightRow) {
			for y, w := range row.w {
				c.score[i][y] += float64(w)
			}
		})
	}
	logP := c.infer(&l.moves, r.gold)
	l.loss -= logP
	part := 1.0
	if l.cfg.Robust > 0 {
		part = math.Exp(l.cfg.Robust * max(logP, -20))
	}
	for i := range n {
		var g [labels]float32
		var which [labels]uint8
		k := 0
		for y := range labels {
			d := -c.at[i][y]
			if y == int(r.gold[i]) {
				d++
			}
			if d > slight || d < -slight {
				g[k], which[k] = float32(d*part), uint8(y)
				k++
			}
		}
		if k == 0 {
			continue
		}
		l.eachFeature(r, hide, i, func(row *weightRow) {
			for j := range k {
				l.step(row, int(which[j]), g[j])
			}
		})
	}
	prev := noLabel
	for _, y := range r.gold {
		c.between[prev][y]--
		prev = int(y)
	}
	c.between[prev][noLabel]--
	for a := range l.moves {
		for b := range l.moves[a] {
			if d := -c.between[a][b] * part; d > slight || d < -slight {
				m := &l.moves[a][b]
				m.sq += d * d
				m.w += l.cfg.Rate * d / math.Sqrt(m.sq+1)
			}
		}
	}
}

// slight is the gradient below which a weight is left alone.
const slight = 0.001

func (l *learner) step(row *weightRow, y int, g float32) {
	g -= float32(l.cfg.Decay) * row.w[y]
	row.sq[y] += g * g
	row.w[y] += float32(l.cfg.Rate) * g / float32(math.Sqrt(float64(row.sq[y]+1)))
}

// eachFeature calls f for the weights of token i, without those made of words
// that are hidden this time.
func (l *learner) eachFeature(r *preparedRun, hide []bool, i int, f func(*weightRow)) {
	for k, x := range r.feats[i] {
		if x == absent || hide[i] && k < len(ownWord) && ownWord[k] {
			continue
		}
		f(&l.rows[x])
	}
}

// ownWord marks the features that tell the token's own word or the end of it.
var ownWord = [18]bool{0: true, 1: true, 6: true, 7: true, 14: true, 17: true}

// learnKind learns what kind of thing a name is: a choice among the types by
// weights in the first cells after O.
func (l *learner) learnKind(n preparedName) {
	hide := l.rnd.Float64() < kindDrop
	each := func(f func(*weightRow)) {
		for k, x := range n.feats {
			if x != absent && !(hide && k < kindWords) {
				f(&l.rows[x])
			}
		}
	}
	var s [types]float64
	each(func(row *weightRow) {
		for y := range types {
			s[y] += float64(row.w[1+y])
		}
	})
	top, sum := s[0], 0.0
	for _, x := range s {
		top = max(top, x)
	}
	for y := range s {
		s[y] = math.Exp(s[y] - top)
		sum += s[y]
	}
	part := 1.0
	if l.cfg.Robust > 0 {
		part = math.Pow(max(s[n.typ]/sum, 1e-9), l.cfg.Robust)
	}
	for y := range s {
		d := -s[y] / sum
		if y == n.typ {
			d++
		}
		if d > slight || d < -slight {
			each(func(row *weightRow) { l.step(row, 1+y, float32(d*part)) })
		}
	}
}

// kindDrop is the share of names whose own words are hidden while learning.
const kindDrop = 0.3
