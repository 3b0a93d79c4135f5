package bleve

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"demarche"
)

// facetSize is how many values of a facet are told, the most frequent first.
const facetSize = 20

// counts adds up facets and histogram over the matches.
type counts struct {
	s       *search
	facet   []*facet
	days    []int32      // single days from first on; nil when no histogram is wanted
	first   int32        // the first of days
	spans   map[span]int // longer events, and days outside of days
	undated int
}

// maxDays bounds counts.days; a century, beyond which lie dates that somebody mistyped.
const maxDays = 100 * 366

// span is the days of an event.
type span struct{ from, to int32 }

// noSpan holds no day.
var noSpan = span{math.MaxInt32, math.MinInt32}

// with is the span widened to a day.
func (s span) with(day int32) span { return span{min(s.from, day), max(s.to, day)} }

type facet struct {
	name   string
	dict   *dict
	column func(c *columns) []uint32 // one value a document, or
	multi  func(c *columns) *multi   // any number
	counts []int32
}

func newCounts(s *search) *counts {
	c := &counts{s: s}
	if s.q.Interval != "" {
		var n int32
		c.first, n = s.dayRange()
		c.days, c.spans = make([]int32, n), map[span]int{}
	}
	for _, name := range s.q.Facets {
		f := &facet{name: name}
		switch name {
		case "country":
			f.dict, f.multi = s.dicts.country, func(c *columns) *multi { return &c.country }
		case "entity":
			f.dict, f.multi = s.dicts.entity, func(c *columns) *multi { return &c.entity }
		case "action":
			f.dict, f.multi = s.dicts.action, func(c *columns) *multi { return &c.action }
		case "source":
			f.dict, f.column = s.dicts.source, func(c *columns) []uint32 { return c.source }
		case "kind":
			f.dict, f.column = s.dicts.kind, func(c *columns) []uint32 { return c.kind }
		case "lang":
			f.dict, f.column = s.dicts.lang, func(c *columns) []uint32 { return c.lang }
		case "currency":
			f.dict = s.dicts.currency
		default:
			continue
		}
		f.counts = make([]int32, len(f.dict.list()))
		c.facet = append(c.facet, f)
	}
	return c
}

// dayRange is the days that the documents of the index have on the query's
// clock: the first of them and how many, maxDays at most.
func (s *search) dayRange() (first, n int32) {
	all := noSpan
	for _, seg := range s.segs {
		r := seg.seg.cols.known[s.clock]
		all = span{min(all.from, r.from), max(all.to, r.to)}
	}
	if all == noSpan {
		return 0, 0
	}
	if days := int64(all.to) - int64(all.from) + 1; days <= maxDays {
		return all.from, int32(days)
	}
	return min(max(all.from, 0), all.to-maxDays+1), maxDays
}

func (c *counts) add(cols *columns, docs []uint32) {
	for _, f := range c.facet {
		f.add(cols, docs)
	}
	if c.days == nil {
		return
	}
	switch c.s.clock {
	case demarche.ClockEvent:
		for _, d := range docs {
			c.count(cols.eventFrom[d], cols.eventTo[d])
		}
	case demarche.ClockSeen:
		c.instants(cols.seen, docs)
	default:
		c.instants(cols.published, docs)
	}
}

func (c *counts) instants(column []int64, docs []uint32) {
	for _, d := range docs {
		if column[d] == unknown {
			c.undated++
			continue
		}
		day := milliDay(column[d])
		c.count(day, day)
	}
}

func (c *counts) count(from, to int32) {
	switch {
	case from == noDay:
		c.undated++
	case from == to && from >= c.first && int(from-c.first) < len(c.days):
		c.days[from-c.first]++
	default:
		c.spans[span{from, to}]++
	}
}

func (f *facet) add(cols *columns, docs []uint32) {
	n := f.counts
	switch {
	case f.column != nil:
		column := f.column(cols)
		for _, d := range docs {
			n[column[d]]++
		}
	case f.multi != nil:
		m := f.multi(cols)
		for _, d := range docs {
			for _, v := range m.of(d) {
				n[v]++
			}
		}
	default:
		for _, d := range docs {
			amounts := cols.amountsOf(d)
			for i := range amounts {
				if !slices.ContainsFunc(amounts[:i], func(a amount) bool { return a.currency == amounts[i].currency }) {
					n[amounts[i].currency]++
				}
			}
		}
	}
}

// facets gives the most frequent values of each facet, ties by value.
func (c *counts) facets() map[string][]demarche.Bucket {
	if len(c.facet) == 0 {
		return nil
	}
	out := map[string][]demarche.Bucket{}
	for _, f := range c.facet {
		names := f.dict.list()
		buckets := []demarche.Bucket{}
		for id, n := range f.counts {
			if n == 0 || names[id] == "" {
				continue
			}
			if len(buckets) == facetSize && int(n) < buckets[facetSize-1].Count {
				continue
			}
			b := demarche.Bucket{Value: names[id], Count: int(n)}
			at, _ := slices.BinarySearchFunc(buckets, b, compareBuckets)
			if at < facetSize {
				buckets = slices.Insert(buckets, at, b)
				buckets = buckets[:min(len(buckets), facetSize)]
			}
		}
		out[f.name] = buckets
	}
	return out
}

func compareBuckets(a, b demarche.Bucket) int {
	return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
}

// maxBars is the most bars a histogram has; where there would be more, they are
// made wider.
const maxBars = 2000

var widths = []demarche.Interval{demarche.IntervalDay, demarche.IntervalWeek, demarche.IntervalMonth, demarche.IntervalYear}

// histogram counts by day, week (from Monday), month or year. An event that
// does not lie within one bar is undated at that width.
func (c *counts) histogram() *demarche.Histogram {
	q := c.s.q
	if q.Interval == "" {
		return nil
	}
	h := &demarche.Histogram{Interval: q.Interval, Clock: c.s.clock, Buckets: []demarche.HistBucket{}}
	from, to := c.reach()
	if h.Interval == demarche.IntervalAuto {
		h.Interval = autoInterval(from, to)
	}
	for h.Interval != demarche.IntervalYear && from != noDay && bars(h.Interval, from, to) > maxBars {
		h.Interval = widths[slices.Index(widths, h.Interval)+1]
	}
	bar := map[int32]int{}
	h.Undated = c.undated
	c.each(func(s span, n int) {
		if start := barStart(h.Interval, s.from); start == barStart(h.Interval, s.to) {
			bar[start] += n
		} else {
			h.Undated += n
		}
	})
	if from == noDay {
		return h
	}
	for day := barStart(h.Interval, from); day <= to; day = nextBar(h.Interval, day) {
		h.Buckets = append(h.Buckets, demarche.HistBucket{From: dayString(day), Count: bar[day]})
	}
	return h
}

// each calls f for every span of days that has events.
func (c *counts) each(f func(s span, n int)) {
	for day, n := range c.days {
		if n > 0 {
			f(span{c.first + int32(day), c.first + int32(day)}, int(n))
		}
	}
	for s, n := range c.spans {
		f(s, n)
	}
}

// reach is the first and last day that the histogram shows: those of the
// matches, widened to the request's own dates.
func (c *counts) reach() (from, to int32) {
	from, to = noDay, noDay
	c.each(func(s span, _ int) {
		if from == noDay || s.from < from {
			from = s.from
		}
		to = max(to, s.from)
	})
	if day := parseDay(c.s.q.From); day != noDay && from != noDay {
		from = min(from, day)
	}
	if day := parseDay(c.s.q.To); day != noDay && to != noDay {
		to = max(to, day)
	}
	return from, to
}

// autoInterval keeps a chart between about 12 and 120 bars.
func autoInterval(from, to int32) demarche.Interval {
	switch days := to - from; {
	case from == noDay || days <= 62:
		return demarche.IntervalDay
	case days <= 731:
		return demarche.IntervalWeek
	case days <= 10*366:
		return demarche.IntervalMonth
	}
	return demarche.IntervalYear
}

func bars(width demarche.Interval, from, to int32) int {
	days := map[demarche.Interval]int{demarche.IntervalDay: 1, demarche.IntervalWeek: 7, demarche.IntervalMonth: 30, demarche.IntervalYear: 365}
	return int(int64(to)-int64(from))/days[width] + 1
}

// barStart is the first day of the bar that a day falls into. 1970-01-01 was a Thursday.
func barStart(width demarche.Interval, day int32) int32 {
	switch width {
	case demarche.IntervalWeek:
		return int32(floorDiv(int64(day)+3, 7)*7 - 3)
	case demarche.IntervalMonth:
		t := dayTime(day)
		return day - int32(t.Day()) + 1
	case demarche.IntervalYear:
		t := dayTime(day)
		return day - int32(t.YearDay()) + 1
	}
	return day
}

func nextBar(width demarche.Interval, day int32) int32 {
	switch width {
	case demarche.IntervalWeek:
		return day + 7
	case demarche.IntervalMonth:
		return timeDay(dayTime(day).AddDate(0, 1, 0))
	case demarche.IntervalYear:
		t := dayTime(day)
		return timeDay(time.Date(t.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	return day + 1
}
