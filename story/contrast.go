package story

import "math"

// contrast says by how much to divide the likeness of two groups for the names
// and numbers that nearly all of the one hold and hardly any of the other, against
// those that both hold: 1 for nothing.
func (j *joiner) contrast(a, b *cluster) float64 {
	if min(len(a.members), len(b.members)) < j.contrastLeast {
		return 1
	}
	x, y := j.shares(a), j.shares(b)
	var onlyA, onlyB, both float64
	for h, s := range x {
		o := y[h]
		switch {
		case s.reports < held || !s.named && !o.named:
		case o.reports >= held:
			if (s.name || o.name) && j.focus(h, len(a.members)+len(b.members)) && j.sameDays(a, b) {
				return 1
			}
			both++
		case o.reports <= lacking:
			onlyA++
		}
	}
	for h, s := range y {
		if s.reports >= held && x[h].reports <= lacking && (s.named || x[h].named) {
			onlyB++
		}
	}
	return 1 + min(j.contrastMost, j.contrastWeight*max(0, math.Sqrt(onlyA*onlyB)-j.contrastShared*both))
}

// A group holds a term when at least held of its reports do, and lacks it when at
// most lacking do.
const held, lacking = 0.6, 0.15

// share is how a group holds a term.
type share struct {
	reports float64 // part of its reports that do
	named   bool    // as a name or number in one of them: a name that opens a sentence looks like a word
	name    bool    // as a name
}

func (j *joiner) shares(c *cluster) map[uint32]share {
	m := map[uint32]share{}
	for _, i := range c.members {
		r := j.reports[i]
		for k, h := range r.Terms {
			s := m[h]
			s.reports += 1 / float64(len(c.members))
			class := r.Weights[k] & classMask
			s.named, s.name = s.named || class != wordClass, s.name || class == nameClass
			m[h] = s
		}
	}
	return m
}

// What two groups of one day tell of a name that hardly any other report holds is two
// sides of one event: the theft and the freeze, the raid and the seized page.
const (
	focusReports = 2   // times the reports of the two groups may hold the name
	focusRare    = 7   // or its idf: one report of a thousand
	focusDays    = 1.5 // between the mean days of publication
)

// focus says whether a term that two groups of so many reports hold is theirs.
func (j *joiner) focus(h uint32, reports int) bool {
	df := j.df(h)
	return df <= focusReports*reports || idf(df, j.n) >= focusRare
}

// sameDays says whether two groups came out on the same days, as far as most of their
// reports tell.
func (j *joiner) sameDays(a, b *cluster) bool {
	x, known := j.meanDay(a)
	y, also := j.meanDay(b)
	return known && also && math.Abs(x-y) <= focusDays
}

func (j *joiner) meanDay(c *cluster) (day float64, known bool) {
	n := 0
	for _, i := range c.members {
		if d := j.reports[i].Day; d != 0 {
			n++
			day += float64(d)
		}
	}
	return day / float64(max(n, 1)), 2*n >= len(c.members) && n > 0
}
