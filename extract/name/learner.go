package name

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
