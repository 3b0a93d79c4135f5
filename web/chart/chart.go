// Package chart turns numbers into SVG. It is pure: the same data give the same
// bytes, with no styling of its own. Colours come from the page's style sheet
// through the class names chart, bar, grid, tick and spark.
//
// Horizontal places are percentages and vertical ones are pixels, so a chart
// fills any width while its text keeps its size. Every string that goes in is
// escaped; the result may be placed in an HTML page as it is.
package chart

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Bar is one bar of a histogram.
type Bar struct {
	Label string // in full, for the tooltip and for screen readers: "4 November 2025"
	Short string // for the axis: "4 Nov"
	Value int    // not negative
	Href  string // where a click leads; "" for nowhere
	Gap   string // why the value may be too small, "" for no reason; the bar's column is hatched
}

// Histogram is the data of a bar chart.
type Histogram struct {
	ID     string // unique in the page; prefix of the ids of title and description
	Title  string // what is counted: "Items by day"
	Desc   string // one sentence that says what a person sees
	One    string // after the value 1 in tooltips: "item"
	Many   string // after any other value: "items"
	Bars   []Bar
	Top    int // the scale's end where charts are to be compared; 0: the largest value
	Height int // pixels, axis included; default 150
}

const (
	axisHeight = 18 // pixels below the bars, for the labels
	topMargin  = 14 // pixels above the highest grid line, for its label
	widest     = 6  // percent of the chart's width that a bar takes at most
	maxTicks   = 8  // labels on the axis; every second one is hidden where it is narrow
)

// Bars draws a histogram. Bars with a value keep at least two pixels of height,
// so that one item beside a thousand is still seen; empty bars are not drawn.
func Bars(h Histogram) string {
	height := h.Height
	if height <= 0 {
		height = 150
	}
	plot := float64(height - axisHeight - topMargin)
	base := float64(height - axisHeight)
	top := niceCeil(max(h.Top, maxValue(h.Bars)))

	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" width="100%%" height="%d" role="group" aria-labelledby="%s-t %s-d">`, height, esc(h.ID), esc(h.ID))
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, esc(h.ID), esc(h.Title), esc(h.ID), esc(h.Desc))
	for _, v := range gridValues(top) {
		y := base - plot*float64(v)/float64(top)
		fmt.Fprintf(&b, `<line class="grid" x1="0" x2="100%%" y1="%s" y2="%s"/>`, num(y), num(y))
		fmt.Fprintf(&b, `<text class="tick" x="0" y="%s" aria-hidden="true">%s</text>`, num(y-3), Thousands(v))
	}
	fmt.Fprintf(&b, `<line class="base" x1="0" x2="100%%" y1="%s" y2="%s"/>`, num(base), num(base))
	slot := 100 / float64(max(len(h.Bars), 1))
	drawGaps(&b, h, slot, base)
	for i, bar := range h.Bars {
		unit := h.Many
		if bar.Value == 1 {
			unit = h.One
		}
		if bar.Value > 0 {
			drawBar(&b, bar, unit, float64(i)*slot, slot, plot*float64(bar.Value)/float64(top), base)
		}
	}
	drawAxis(&b, h.Bars, slot, height)
	b.WriteString(`</svg>`)
	return b.String()
}

// drawGaps hatches the columns of bars with a gap.
func drawGaps(b *strings.Builder, h Histogram, slot, base float64) {
	if !slices.ContainsFunc(h.Bars, func(bar Bar) bool { return bar.Gap != "" }) {
		return
	}
	fmt.Fprintf(b, `<defs><pattern id="%s-g" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="gapline" width="2" height="6"/></pattern></defs>`, esc(h.ID))
	for i, bar := range h.Bars {
		if bar.Gap != "" {
			fmt.Fprintf(b, `<rect class="gap" fill="url(#%s-g)" x="%s%%" y="%d" width="%s%%" height="%s"><title>%s</title></rect>`,
				esc(h.ID), num(float64(i)*slot), topMargin, num(slot), num(base-topMargin), esc(bar.Label+": "+bar.Gap))
		}
	}
}

// drawBar draws one bar and, where it leads somewhere, a link over its whole
// column, so that a short bar is as easy to hit as a tall one. The links are
// left out of the tab order: the table beside the chart holds them too.
func drawBar(b *strings.Builder, bar Bar, unit string, x, slot, barHeight, base float64) {
	barHeight = max(barHeight, 2)
	width := min(slot*0.86, widest)
	tip := bar.Label + ": " + Thousands(bar.Value)
	if unit != "" {
		tip += " " + unit
	}
	if bar.Gap != "" {
		tip += "; " + bar.Gap
	}
	if bar.Href != "" {
		fmt.Fprintf(b, `<a href="%s" tabindex="-1">`, esc(bar.Href))
		fmt.Fprintf(b, `<rect class="hit" x="%s%%" width="%s%%" height="100%%"/>`, num(x), num(slot))
	}
	fmt.Fprintf(b, `<rect class="bar" x="%s%%" y="%s" width="%s%%" height="%s"><title>%s</title></rect>`,
		num(x), num(base-barHeight), num(width), num(barHeight), esc(tip))
	if bar.Href != "" {
		b.WriteString(`</a>`)
	}
}

// drawAxis writes at most maxTicks labels below the bars, evenly spaced.
func drawAxis(b *strings.Builder, bars []Bar, slot float64, height int) {
	step := (len(bars) + maxTicks - 1) / maxTicks
	if step == 0 {
		return
	}
	for i, n := 0, 0; i < len(bars); i, n = i+step, n+1 {
		x := float64(i) * slot
		if x > 92 {
			break
		}
		class := "tick"
		if n%2 == 1 {
			class = "tick wide"
		}
		fmt.Fprintf(b, `<text class="%s" x="%s%%" y="%d" aria-hidden="true">%s</text>`, class, num(x), height-4, esc(bars[i].Short))
	}
}

// Spark draws a small bar chart without axis, one bar a value, for a line of
// text or a table cell. Values are the strokes of one path, to keep pages small.
func Spark(title string, values []int) string {
	const height, step = 22, 4
	top := 0
	for _, v := range values {
		top = max(top, v)
	}
	var path strings.Builder
	for i, v := range values {
		if v <= 0 {
			continue
		}
		h := math.Round(max(2, float64(v)/float64(top)*(height-2)))
		fmt.Fprintf(&path, "M%d %dv-%s", i*step+step/2, height, num(h))
	}
	width := max(len(values)*step, step)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="spark" width="%d" height="%d" role="img"><title>%s</title>`, width, height, esc(title))
	if path.Len() > 0 {
		fmt.Fprintf(&b, `<path d="%s" stroke-width="%d"/>`, path.String(), step-1)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// Thousands writes a whole number with a thin space every three digits (ISO 80000-1).
func Thousands(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u2009" + s[i:]
	}
	return sign + s
}

func maxValue(bars []Bar) int {
	top := 0
	for _, b := range bars {
		top = max(top, b.Value)
	}
	return top
}

// niceCeil is the smallest of 1, 2, 3, 4, 5, 6, 8, 10, 20, 30 … that is not below n.
func niceCeil(n int) int {
	for p := 1; ; p *= 10 {
		for _, m := range []int{1, 2, 3, 4, 5, 6, 8} {
			if p*m >= n {
				return p * m
			}
		}
		if p > math.MaxInt/100 {
			return n
		}
	}
}

// gridValues are the values that get a line: the top and, where it is a whole
// number, its half.
func gridValues(top int) []int {
	if top%2 == 0 && top > 2 {
		return []int{top / 2, top}
	}
	return []int{top}
}

// num writes a coordinate with at most two decimals.
func num(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

func esc(s string) string { return html.EscapeString(s) }
