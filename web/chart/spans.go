package chart

import (
	"fmt"
	"strings"
	"time"
)

// Span is one row of a chart of times: what lasted from one day to another.
type Span struct {
	Label string // "$3 billion, Treasury"
	Words string // the time in words, for the tooltip
	From  time.Time
	Until time.Time // last day, inclusive
	About bool      // only its length is known: the row is dashed
}

// SpanChart is the data of a chart of times below each other on one axis.
type SpanChart struct {
	ID, Title, Desc string // as in Histogram
	Spans           []Span
}

const (
	spanRow   = 34 // pixels of a row: its label and its bar
	spanBar   = 10
	spanLabel = 16 // pixels from the top of a row to the foot of its label
)

// Spans draws times below each other, so that one sees which of them overlap. The
// axis is cut at years. It is empty without a row.
func Spans(c SpanChart) string {
	if len(c.Spans) == 0 {
		return ""
	}
	first, last := c.Spans[0].From, c.Spans[0].Until
	for _, s := range c.Spans {
		if s.From.Before(first) {
			first = s.From
		}
		if s.Until.After(last) {
			last = s.Until
		}
	}
	begin := time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	end := time.Date(last.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	at := func(t time.Time) float64 { return 100 * t.Sub(begin).Hours() / end.Sub(begin).Hours() }
	height := len(c.Spans)*spanRow + axisHeight
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart spans" width="100%%" height="%d" role="img" aria-labelledby="%s-t %s-d">`, height, esc(c.ID), esc(c.ID))
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, esc(c.ID), esc(c.Title), esc(c.ID), esc(c.Desc))
	step := (end.Year()-begin.Year()-1)/maxTicks + 1
	for year := begin.Year(); year < end.Year(); year += step {
		x := at(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
		fmt.Fprintf(&b, `<line class="grid" x1="%s%%" x2="%s%%" y1="0" y2="%d"/>`, num(x), num(x), height-axisHeight)
		fmt.Fprintf(&b, `<text class="tick" x="%s%%" y="%d" aria-hidden="true">%d</text>`, num(x), height-4, year)
	}
	for i, s := range c.Spans {
		x, width := at(s.From), at(s.Until.AddDate(0, 0, 1))-at(s.From)
		class := "bar"
		if s.About {
			class = "bar about"
		}
		anchor := ""
		if x > 50 { // towards the right edge the label ends where the bar ends
			anchor = ` text-anchor="end"`
		}
		edge := x
		if anchor != "" {
			edge = x + max(width, 0.5)
		}
		fmt.Fprintf(&b, `<text class="label" x="%s%%" y="%d"%s>%s</text>`, num(edge), i*spanRow+spanLabel, anchor, esc(s.Label))
		fmt.Fprintf(&b, `<rect class="%s" x="%s%%" y="%d" width="%s%%" height="%d"><title>%s</title></rect>`,
			class, num(x), i*spanRow+spanLabel+4, num(max(width, 0.5)), spanBar, esc(s.Label+": "+s.Words))
	}
	b.WriteString(`</svg>`)
	return b.String()
}
