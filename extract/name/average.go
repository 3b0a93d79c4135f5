package name

// average sums up the weights of a learner at several points of its way. Their mean
// depends less on the last examples than the last weights do.
type average struct {
	rows  [][labels]float32
	moves [labels + 1][labels + 1]float64
	times float32
}

// marks is how often in a round the weights are kept.
const marks = 10

// add keeps the weights as they are now.
func (a *average) add(l *learner) {
	if a.rows == nil {
		a.rows = make([][labels]float32, len(l.rows))
	}
	a.times++
	for i := range l.rows {
		for y, w := range l.rows[i].w {
			a.rows[i][y] += w
		}
	}
	for i := range l.moves {
		for j := range l.moves[i] {
			a.moves[i][j] += l.moves[i][j].w
		}
	}
}

// settle puts the means of what was kept, if anything was, in the place of the
// learner's weights.
func (a *average) settle(l *learner) {
	if a.times == 0 {
		return
	}
	for i := range l.rows {
		for y, s := range a.rows[i] {
			l.rows[i].w[y] = s / a.times
		}
	}
	for i := range l.moves {
		for j := range l.moves[i] {
			l.moves[i][j].w = a.moves[i][j] / float64(a.times)
		}
	}
	*a = average{}
}
