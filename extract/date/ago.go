package date

import (
	"demarche/extract/numeral"
)

// ago reads what makes a count a point in time.
func (f *finder) ago(i, j int, n number, u word) (when, bool) {
	t := f.t
	k := j + 1
	if t.Is(k, "and") && t.Is(k+1, "a") && t.Is(k+2, "half") && t.Is(k+3, "ago") && u.s == "Y" && !f.note && n.n > 0 { // "a year and a half ago"
		r, ok := f.back(number{text: itoa(12*n.n + 6), n: 12*n.n + 6}, word{s: "M"}, -1)
		r.end = k + 4
		return r, ok
	}
	if t.Is(k, "-") && t.Gap(k) == numeral.Joined {
		k++
	} else if t.Is(k, "or") && (t.Is(k+1, "so") || t.Is(k+1, "two") || t.Is(k+1, "more")) && (t.Is(k+2, "ago") || t.Is(k+2, "earlier")) {
		k += 2
	}
	switch {
	case t.Is(k, "ago") || t.Is(k, "back") && t.Gap(k+1) != numeral.Joined && !f.isWord(k+1) && f.note:
		if r, ok := f.agoDay(n, u, k+1); ok {
			return r, true
		}
		r, ok := f.back(n, u, -1)
		r.end = k + 1
		return r, ok
	case t.Is(k, "earlier"):
		if u.s == "Y" && n.n == 1 {
			r, ok := f.back(n, u, -1)
			r.end = k + 1
			return r, ok
		}
	case t.Is(k, "from") && t.Is(i-1, "for") && f.note:
	case t.Is(k, "from") && (t.Is(k+1, "now") || t.Is(k+1, "today") || t.Is(k+1, "tomorrow") || t.Is(k+1, "tmrw") || t.Is(k+1, "yesterday") || t.Is(k+1, "this")):
		if f.anchor == noDay {
			return when{}, false
		}
		if w, ok := f.word(k + 1); ok && w.class == todayWord {
			saved := f.anchor
			f.anchor += day(w.n)
			r, ok := f.exact(n, u, 1)
			f.anchor = saved
			r.end = k + 2
			return r, ok
		}
		r, ok := f.back(n, u, 1)
		r.end = k + 2
		return r, ok
	case t.Is(k, "hence"), t.Is(k, "later") && f.note && !t.Is(k+1, "this"):
		r, ok := f.back(n, u, 1)
		r.end = k + 1
		return r, ok
	case (t.Is(k, "after") || t.Is(k, "before") || t.Is(k, "following") || t.Is(k, "from")) && f.note && f.anchor != noDay:
		if b, ok := f.primary(k + 1); ok && (b.kind == dayKind) && b.y > 0 {
			saved := f.anchor
			f.anchor, _ = b.start()
			sign := 1
			if t.Is(k, "before") {
				sign = -1
			}
			r, ok := f.exact(n, u, sign)
			f.anchor = saved
			r.end, r.guessed = b.end, b.guessed
			return r, ok
		}
	}
	if r, ok := f.inTime(i, j+1, n, u); ok {
		return r, true
	}
	// "a year ago" said as "year-ago" is f.unit
	return when{}, false
}

// agoDay reads the day behind "ago" at k: "six months ago today", "two years ago
// Saturday", "three years ago this month".
func (f *finder) agoDay(n number, u word, k int) (when, bool) {
	t := f.t
	if f.note || f.anchor == noDay || n.n < 1 || n.n > 1000 || n.text == "X" || !f.near(k) {
		return when{}, false
	}
	if t.Is(k, "this") && t.Is(k+1, "month") && u.s == "Y" {
		y, m, _ := f.anchor.ymd()
		return when{kind: monthKind, y: y - n.n, m: m, end: k + 2}, true
	}
	w, ok := f.word(k)
	if !ok || w.class != todayWord && w.class != weekdayWord || w.s != "" {
		return when{}, false
	}
	if w.class == weekdayWord && u.s == "D" {
		return when{}, false
	}
	base := f.anchor + day(w.n)
	if w.class == weekdayWord {
		base = f.weekdayNear(w.n, 0)
	}
	d := noDay
	switch u.s {
	case "Y":
		d = base.addMonths(-12 * n.n)
	case "M":
		d = base.addMonths(-n.n)
	case "W":
		d = base - day(7*n.n)
	}
	if d == noDay {
		return when{}, false
	}
	r := onDay(d)
	r.end = k + 1
	return r, true
}

// inTime reads "in five years" where it says when: behind a verb of the future and
// at the end of its clause.
func (f *finder) inTime(i, end int, n number, u word) (when, bool) {
	t := f.t
	if f.note || !t.Is(i-1, "in") || n.n == 0 || u.s != "Y" && u.s != "M" || f.anchor == noDay || f.isWord(end) && !t.Is(end, "and") && !t.Is(end, "when") {
		return when{}, false
	}
	if f.tense(i-1, end) <= 0 {
		return when{}, false
	}
	r, ok := f.back(n, u, 1)
	r.end = end
	return r, ok
}

// back is n units before (-1) or after (1) the anchor, as exactly as the unit
// says; exactly to the day in notes.
func (f *finder) back(n number, u word, sign int) (when, bool) {
	if n.text == "X" || f.anchor == noDay {
		ref := "PAST_REF"
		if sign > 0 {
			ref = "FUTURE_REF"
		}
		return when{kind: refKind, timex: ref}, true
	}
	if f.note {
		return f.exact(n, u, sign)
	}
	y, m, _ := f.anchor.ymd()
	switch u.s {
	case "Y":
		if n.n == 1 && sign < 0 && f.quarter.y > 0 {
			q := f.quarter
			return when{kind: quarterKind, y: q.y - 1, n: q.n, name: "back"}, true
		}
		return onYear(y + sign*n.n), true
	case "E":
		return when{kind: yearKind, y: y + sign*10*n.n}, true
	case "C":
		return onYear(y + sign*100*n.n), true
	case "M":
		return onMonth(civil(y, m+sign*n.n, 1)), true
	case "Q":
		return onQuarter(civil(y, m+3*sign*n.n, 1)), true
	case "W", "2W":
		size := 7
		if u.s == "2W" {
			size = 14
		}
		return onWeek(f.anchor + day(sign*size*n.n)), true
	case "D":
		return onDay(f.anchor + day(sign*n.n)), true
	}
	if f.minute >= 0 {
		return f.exact(n, u, sign)
	}
	r := onDay(f.anchor)
	return r, true
}

// exact is n units from the anchor to the day or minute.
func (f *finder) exact(n number, u word, sign int) (when, bool) {
	if n.text == "X" {
		n.n = 3
	}
	v := sign * n.n
	if n.n > 100000 {
		return when{}, false
	}
	switch u.s {
	case "Y":
		return onDay(f.anchor.addMonths(12 * v)), true
	case "E":
		return onDay(f.anchor.addMonths(120 * v)), true
	case "C":
		return onDay(f.anchor.addMonths(1200 * v)), true
	case "M":
		return onDay(f.anchor.addMonths(v)), true
	case "Q":
		return onDay(f.anchor.addMonths(3 * v)), true
	case "W":
		return onDay(f.anchor + day(7*v)), true
	case "2W":
		return onDay(f.anchor + day(14*v)), true
	case "D":
		return onDay(f.anchor + day(v)), true
	case "TH", "TM":
		if f.minute < 0 {
			return when{}, false
		}
		minutes := v
		if u.s == "TH" {
			minutes = 60 * v
			if n.half {
				minutes += sign * 30
			}
		}
		at := f.minute + minutes
		r := onDay(f.anchor + day(floorDiv(at, 1440)))
		r.clock = f.clockAt(mod(at, 1440)) + ":00"
		return r, true
	}
	return when{}, false
}

func (f *finder) clockAt(minute int) string { return "T" + two(minute/60) + ":" + two(minute%60) }
