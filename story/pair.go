package story

import "math"

// report is an item as it is compared: its features weighted by how rare they are.
type report struct {
	Features
	weights []float32 // of Terms, the vector's length being 1
	actions uint32
}

// newReport weighs the terms of a report, given how many of n reports hold each.
func newReport(f Features, df func(uint32) int, n int) *report {
	r := &report{Features: f, weights: make([]float32, len(f.Terms)), actions: actionBits(f.Actions)}
	sum := 0.0
	for i, h := range f.Terms {
		w := float64(f.Weights[i]>>classBits) * math.Log(1+float64(n)/(float64(df(h))+0.5))
		r.weights[i] = float32(w)
		sum += w * w
	}
	if sum > 0 {
		length := float32(math.Sqrt(sum))
		for i := range r.weights {
			r.weights[i] /= length
		}
	}
	return r
}

// likeness says how much speaks for two reports being of one event: 0 nothing, the
// threshold usually enough, about 1 for copies. It is the cosine of their terms
// times factors for what the facts say.
func (p *params) likeness(a, b *report) float64 {
	c := cosine(a, b)
	if c == 0 {
		return 0
	}
	t := p.time(a, b)
	l := c * t * p.event(a, b) * p.action(a, b) * p.actor(a, b)
	if c >= p.copyOverlap && copies(a.Copy, b.Copy) {
		l = max(l, p.copyLikeness*max(min(t, 1), 0.5))
	}
	return l
}

// time weighs the time between two reports.
func (p *params) time(a, b *report) float64 {
	if a.Day == 0 || b.Day == 0 {
		return 1
	}
	d := float64(a.Day-b.Day) / p.timeWidth
	return p.timeFar + (p.timeNear-p.timeFar)*math.Exp(-d*d/2)
}

// event weighs the days that the texts give for the event.
func (p *params) event(a, b *report) float64 {
	if a.Event == 0 || b.Event == 0 {
		return 1
	}
	switch a.Event - b.Event {
	case 0:
		return p.eventSame
	case -1, 1: // the same day in two time zones, or the next
		return p.eventNext
	}
	if a.Day == 0 || b.Day == 0 { // dates without a date to read them by go wrong
		return p.eventUnsure
	}
	return p.eventOther
}

func (p *params) action(a, b *report) float64 {
	switch {
	case a.actions == 0 || b.actions == 0:
		return 1
	case a.actions&b.actions != 0:
		return p.actionSame
	}
	return p.actionOther
}

func (p *params) actor(a, b *report) float64 {
	switch {
	case a.Actor == "" || b.Actor == "":
		return 1
	case a.Actor == b.Actor:
		return p.actorSame
	}
	return p.actorOther
}

// cosine of the terms of two reports. Numbers alone, without a word or a name, hardly
// count: days and years stand in every report.
func cosine(a, b *report) float64 {
	var sum float32
	words := false
	for i, j := 0, 0; i < len(a.Terms) && j < len(b.Terms); {
		switch x, y := a.Terms[i], b.Terms[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			sum += a.weights[i] * b.weights[j]
			words = words || a.Weights[i]&classMask != numberClass
			i++
			j++
		}
	}
	if !words {
		sum *= numbersOnly
	}
	return float64(sum)
}

const numbersOnly = 0.3
