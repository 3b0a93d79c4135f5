package story

import (
	"math"
	"strconv"
)

// report is an item as it is compared: its features weighted by how rare they are.
type report struct {
	Features
	weights []float32 // of Terms, the vector's length being 1
	actions uint32
	also    uint32
	actor   uint32 // its bit
}

// newReport weighs the terms of a report, given how many of n reports hold each.
func newReport(f Features, df func(uint32) int, n int) *report {
	r := &report{}
	r.fill(f, func(h uint32) float32 { return idf(df(h), n) })
	r.actions, r.also = actionBits(f.Actions), actionBits(f.Also)
	return r
}

// idf is how much a term tells that df of n reports hold.
func idf(df, n int) float32 { return float32(math.Log(1 + float64(n)/(float64(df)+0.5))) }

// fill makes a report of features, in the memory of the one that it held.
func (r *report) fill(f Features, idf func(uint32) float32) {
	*r = report{Features: f, weights: r.weights[:0], actor: authorityBit(f.Actor)}
	sum := float32(0)
	for i, h := range f.Terms {
		w := float32(f.Weights[i]>>classBits) * idf(h)
		r.weights = append(r.weights, w)
		sum += w * w
	}
	if sum > 0 {
		length := float32(math.Sqrt(float64(sum)))
		for i := range r.weights {
			r.weights[i] /= length
		}
	}
}

// likeness says how much speaks for two reports being of one event: 0 nothing, the
// threshold usually enough, about 1 for copies. It is the cosine of their terms
// times factors for what the facts say.
func (p *params) likeness(a, b *report) float64 {
	c := p.cosine(a, b)
	if c == 0 {
		return 0
	}
	if parted(a, b) {
		return -p.veto
	}
	t := p.time(a, b)
	l := c * t * p.event(a, b) * p.action(a, b) * p.actor(a, b)
	if c >= p.copyOverlap && copies(a.Copy, b.Copy) && (a.actions == 0 || b.actions == 0 || a.actions&b.actions != 0) {
		return max(l, p.copyLikeness*max(min(t, 1), 0.5))
	}
	if a.Several != b.Several || a.Several && a.Day != b.Day && a.Day != 0 && b.Day != 0 { // a weekly letter is not of one of the events that it lists
		return l * p.severalOther
	}
	return l
}

// time weighs the time between two reports. Of two of which a month or year is known
// it can only say that they are far apart.
func (p *params) time(a, b *report) float64 {
	if a.Day != 0 && b.Day != 0 {
		return p.bell(a.Day - b.Day)
	}
	x, to := a.published()
	y, until := b.published()
	if x == 0 || y == 0 {
		return 1
	}
	return min(1, p.bell(max(0, x-until, y-to)))
}

func (p *params) bell(days int32) float64 {
	d := float64(days) / p.timeWidth
	return p.timeFar + (p.timeNear-p.timeFar)*math.Exp(-d*d/2)
}

// published are the first and last day of publication as far as known, 0 for unknown.
func (f *Features) published() (first, last int32) {
	if f.Day != 0 {
		return f.Day, f.Day
	}
	return f.First, f.Last
}

// farDays is from how many days on, of the events and of the reports, two dates are
// no slip in reading one.
const farDays = 3

func abs(n int32) int32 { return max(n, -n) }

// event weighs the days that the texts give for the event.
func (p *params) event(a, b *report) float64 {
	if a.Event == 0 && b.Event == 0 && abs(a.Day-b.Day) > farDays && a.Day != 0 && b.Day != 0 {
		return p.eventNone
	}
	if a.Event == 0 || b.Event == 0 {
		return 1
	}
	switch a.Event - b.Event {
	case 0:
		return p.eventSame
	case -1, 1: // the same day in two time zones, or the next
		return p.eventNext
	}
	if d := a.Event - b.Event; (d > farDays || d < -farDays) && abs(a.Day-b.Day) > farDays && a.Day != 0 && b.Day != 0 {
		return p.eventFar
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
	case a.actions&b.also != 0 || b.actions&a.also != 0:
		return p.actionTold
	}
	return p.actionOther
}

// actor weighs who acts. What different authorities do is one event where they
// act together: on one day, and each text names both.
func (p *params) actor(a, b *report) float64 {
	switch {
	case a.Actor == "" || b.Actor == "":
		return 1
	case a.Actor == b.Actor:
		return p.actorSame
	case together(a, b):
		return p.actorJoint
	}
	return p.actorOther
}

// together says whether the authorities of two texts may have acted as one. What
// two say is two statements.
func together(a, b *report) bool {
	if said := actionBit["statement"]; a.actions == said && b.actions == said {
		return false
	}
	return a.With&b.actor != 0 && b.With&a.actor != 0 && !apart(a, b)
}

// apart says whether two texts are of different days, in whatever time zone.
func apart(a, b *report) bool {
	return a.Event != 0 && b.Event != 0 && a.Event != b.Event && (a.Day == 0 || a.Day != b.Day)
}

// parted says whether two authorities' own reports are of different events: one
// authority tells of each event once, and each of its own.
func parted(a, b *report) bool {
	switch {
	case a.Publisher == 0 || b.Publisher == 0:
		return false
	case a.Publisher == b.Publisher:
		return apart(a, b)
	}
	return a.Actor != "" && b.Actor != "" && a.Actor != b.Actor && !together(a, b)
}

// cosine of the terms of two reports. Numbers alone, without a word or a name, hardly
// count: days and years stand in every report.
func (p *params) cosine(a, b *report) float64 {
	if a.Script != b.Script && a.Script != 0 && b.Script != 0 {
		return p.foreign(a, b)
	}
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

// foreign is the cosine of the terms of two reports in different languages. Words
// cannot be shared, so that names, places, numbers and sums count against names,
// places, numbers and sums alone, by a part. Countries and days alone do not make an
// event unless the kind of action and the day agree and no other authority acts.
func (p *params) foreign(a, b *report) float64 {
	var sum, x, y float32
	shared, telling := 0, false
	for i, j := 0, 0; i < len(a.Terms) || j < len(b.Terms); {
		switch {
		case j == len(b.Terms) || i < len(a.Terms) && a.Terms[i] < b.Terms[j]:
			x += a.factual(i)
			i++
		case i == len(a.Terms) || b.Terms[j] < a.Terms[i]:
			y += b.factual(j)
			j++
		default:
			sum += a.weights[i] * b.weights[j]
			x += a.weights[i] * a.weights[i]
			y += b.weights[j] * b.weights[j]
			shared++
			telling = telling || (tells(a.Weights[i]) || tells(b.Weights[j])) && !calendar[a.Terms[i]&^0xff]
			i++
			j++
		}
	}
	if sum == 0 || shared < p.foreignLeast {
		return float64(sum)
	}
	c := p.foreignWeight * float64(sum) / math.Sqrt(float64(x*y))
	switch {
	case a.Actor != "" && a.Actor == b.Actor && a.Event != 0 && a.Event == b.Event && a.actions&b.actions != 0:
		return max(c, p.foreignAgree) // the same did the same on the same day
	case !telling && !(oneDay(a, b) && a.actions&b.actions != 0 && (a.Actor == "" || b.Actor == "" || a.Actor == b.Actor)):
		return c * p.foreignVague
	}
	return c
}

// oneDay says whether two texts give one day for the event or came out on one, as far
// as is known.
func oneDay(a, b *report) bool {
	if a.Event != 0 && b.Event != 0 {
		return a.Event == b.Event
	}
	return a.Day != 0 && b.Day != 0 && abs(a.Day-b.Day) <= 1
}

// tells says whether a term can be that of one event alone: a name, a number or a sum.
func tells(weight byte) bool {
	c := weight & classMask
	return c == nameClass || c == numberClass
}

// calendar are the numbers of days and years, as the memory keeps their hashes.
var calendar = func() map[uint32]bool {
	m := map[uint32]bool{}
	for n := 1; n < 2100; n++ {
		if n <= 31 || n >= 1990 {
			m[hash32("#"+strconv.Itoa(n))&^0xff] = true
		}
	}
	return m
}()

// factual is the square of the weight of a term that is no plain word.
func (r *report) factual(i int) float32 {
	if r.Weights[i]&classMask == wordClass {
		return 0
	}
	return r.weights[i] * r.weights[i]
}
