package date

import (
	"fmt"
	"strings"

	"demarche"
)

// kind is what an expression denotes.
type kind uint8

const (
	none kind = iota
	dayKind
	weekKind
	weekendKind
	monthKind
	quarterKind
	halfKind
	seasonKind
	yearKind
	decadeKind
	centuryKind
	durationKind
	setKind
	refKind   // PRESENT_REF and its like
	clockKind // a time of day with no day
	rangeKind
)

// when is one expression as read: the span and what it says. Year 0 is unknown.
type when struct {
	first, end int // tokens
	kind       kind
	y, m, d    int
	n          int    // number of the quarter, half, season (0 spring … 3 winter) or week
	clock      string // "T16:30", "TNI"
	timex      string // set: used as it is
	from, to   day    // set: used as they are
	bounded    bool   // from and to are set
	guessed    bool   // the year or week was not in the text
	wd         int    // a weekday was all that was said
	part       string // early, mid, late
	name       string // "month", "weekday" … for joins
	why        string
}

var seasons = [...]string{"SP", "SU", "FA", "WI"}

// value is the TIMEX3 value.
func (w when) value() string {
	if w.timex != "" {
		return w.timex
	}
	year := "XXXX"
	if w.y > 0 {
		year = fmt.Sprintf("%04d", w.y)
	}
	v := ""
	switch w.kind {
	case dayKind:
		v = fmt.Sprintf("%s-%02d-%02d", year, w.m, w.d)
		if w.y == 0 && w.m == 0 && w.wd > 0 {
			v = fmt.Sprintf("XXXX-WXX-%d", w.wd)
		} else if w.m == 0 {
			v = fmt.Sprintf("XXXX-XX-%02d", w.d)
		}
	case weekKind:
		v = fmt.Sprintf("%s-W%02d", year, w.n)
	case weekendKind:
		v = fmt.Sprintf("%s-W%02d-WE", year, w.n)
	case monthKind:
		v = fmt.Sprintf("%s-%02d", year, w.m)
	case quarterKind:
		v = fmt.Sprintf("%s-Q%d", year, w.n)
	case halfKind:
		v = fmt.Sprintf("%s-H%d", year, w.n)
	case seasonKind:
		v = year + "-" + seasons[w.n]
	case yearKind:
		v = year
	case decadeKind:
		v = fmt.Sprintf("%03d", w.y/10)
	case centuryKind:
		v = fmt.Sprintf("%02d", w.y/100)
	}
	return v + w.clock
}

// bounds are the first and last civil day; ok is false where there are none.
func (w when) bounds() (from, to day, ok bool) {
	if w.bounded {
		return w.from, w.to, true
	}
	if w.y <= 0 {
		return noDay, noDay, false
	}
	switch w.kind {
	case dayKind:
		if !valid(w.y, w.m, w.d) {
			return noDay, noDay, false
		}
		from = civil(w.y, w.m, w.d)
		return from, from, true
	case weekKind:
		from, to = monday(w.y, w.n), monday(w.y, w.n)+6
		return narrow(from, to, w.part)
	case weekendKind:
		return monday(w.y, w.n) + 5, monday(w.y, w.n) + 6, true
	case monthKind:
		return narrow(civil(w.y, w.m, 1), civil(w.y, w.m+1, 1)-1, w.part)
	case quarterKind:
		return narrow(civil(w.y, 3*w.n-2, 1), civil(w.y, 3*w.n+1, 1)-1, w.part)
	case halfKind:
		return civil(w.y, 6*w.n-5, 1), civil(w.y, 6*w.n+1, 1) - 1, true
	case seasonKind: // meteorological, northern: March, June, September, December
		return civil(w.y, 3+3*w.n, 1), civil(w.y, 6+3*w.n, 1) - 1, true
	case yearKind: // by thirds of four months
		a, b := 1, 13
		switch w.part {
		case "early":
			b = 5
		case "mid":
			a, b = 5, 9
		case "late":
			a = 9
		}
		return civil(w.y, a, 1), civil(w.y, b, 1) - 1, true
	case decadeKind: // by whole years: the early 2000s end with 2003
		a, b := w.y/10*10, w.y/10*10+9
		switch w.part {
		case "early":
			b = a + 3
		case "mid":
			a, b = a+3, a+6
		case "late":
			a += 6
		}
		return civil(a, 1, 1), civil(b, 12, 31), true
	case centuryKind:
		y := w.y / 100 * 100
		return civil(y, 1, 1), civil(y+99, 12, 31), true
	}
	return noDay, noDay, false
}

// narrow cuts a span to its early, middle or late third.
func narrow(from, to day, part string) (day, day, bool) {
	third := (to - from + 1) / 3
	switch part {
	case "early":
		return from, from + third - 1, true
	case "mid":
		return from + third, to - third, true
	case "late":
		return to - third + 1, to, true
	}
	return from, to, true
}

// precision is how exactly the expression fixes its time.
func (w when) precision() demarche.Precision {
	if w.clock != "" && w.kind != setKind {
		return demarche.PrecisionTime
	}
	switch w.kind {
	case dayKind:
		return demarche.PrecisionDay
	case weekKind, weekendKind:
		return demarche.PrecisionWeek
	case monthKind:
		return demarche.PrecisionMonth
	case quarterKind:
		return demarche.PrecisionQuarter
	case seasonKind:
		return demarche.PrecisionSeason
	case yearKind:
		return demarche.PrecisionYear
	case decadeKind:
		return demarche.PrecisionDecade
	case durationKind:
		return demarche.PrecisionDuration
	case setKind:
		return demarche.PrecisionSet
	case clockKind:
		return demarche.PrecisionTime
	case rangeKind, halfKind, centuryKind:
		return demarche.PrecisionRange
	}
	return ""
}

var kindNames = [...]string{none: "", dayKind: "a day", weekKind: "a week", weekendKind: "a weekend", monthKind: "a month", quarterKind: "a quarter", halfKind: "half a year",
	seasonKind: "a season", yearKind: "a year", decadeKind: "a decade", centuryKind: "a century", durationKind: "a duration", setKind: "a repetition", refKind: "a word for past, present or future",
	clockKind: "a time of day", rangeKind: "a range"}

// reason says what was read, for people.
func (w when) reason() string {
	switch {
	case w.guessed && w.wd > 0:
		return "a weekday near the day of publication"
	case w.guessed:
		return kindNames[w.kind] + ", placed by the day of publication"
	}
	return kindNames[w.kind]
}

// start is the first day, for ranges and durations.
func (w when) start() (day, bool) {
	from, _, ok := w.bounds()
	return from, ok
}

// onDay is the expression for one civil day.
func onDay(d day) when {
	y, m, n := d.ymd()
	return when{kind: dayKind, y: y, m: m, d: n}
}

// onWeek is the ISO week of a day.
func onWeek(d day) when {
	y, n := d.week()
	return when{kind: weekKind, y: y, n: n}
}

func onMonth(d day) when {
	y, m, _ := d.ymd()
	return when{kind: monthKind, y: y, m: m}
}

func onQuarter(d day) when {
	y, m, _ := d.ymd()
	return when{kind: quarterKind, y: y, n: (m-1)/3 + 1}
}

func onYear(y int) when { return when{kind: yearKind, y: y} }

func duration(n, unit string) when {
	if strings.HasPrefix(unit, "T") {
		return when{kind: durationKind, timex: "PT" + n + unit[1:]}
	}
	return when{kind: durationKind, timex: "P" + n + unit}
}
