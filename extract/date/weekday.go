package date

import (
	"demarche/extract/numeral"
)

// weekday reads a weekday, with the date that stands beside it.
func (f *finder) weekday(i int, w word) (when, bool) {
	t := f.t
	j := i + 1
	if t.Len(i) <= 5 && t.Low1(i) != "monday" && t.Low1(i) != "sunday" && t.Low1(i) != "friday" {
		j = f.abbrev(i)
	}
	short := t.Len(i) <= 4
	if short && !t.Capital(i) && !f.note || t.Gap(i+1) == numeral.Joined && (t.Is(i+1, "@") || t.Is(i+1, "_")) {
		return when{}, false
	}
	if r, ok := f.weekdayDate(i, w); ok {
		return r, true
	}
	if w.weak || short && t.Low1(i) != "tues" {
		if !f.note && !t.Is(i-1, "on") || w.weak && (t.Is(i, "sun") || t.Is(i, "sat") || t.Is(i, "wed")) && !t.Is(i-1, "on") {
			return when{}, false
		}
	}
	if f.note {
		if r, ok := f.noteWeekday(i, j, w); ok {
			return r, true
		}
	}
	if f.anchor == noDay {
		return when{kind: dayKind, wd: w.n, end: j, guessed: true, name: "weekday"}, true
	}
	d := f.weekdayNear(w.n, f.weekdayTense(i, j))
	if x, ok := f.word(j + 1); ok && x.class == weekdayWord && !f.note && f.weekdayTo(j) { // "from Monday to Thursday"
		if last := f.weekdayNear(x.n, f.weekdayTense(j+1, j+2)); last < d {
			d = last - day(mod(last.weekday()-w.n, 7))
		}
	} else if p := f.prev; p.wd > 0 && p.kind == dayKind && p.clock == "" && p.end == i-1 && !f.note && f.weekdayTo(i-1) {
		first := civil(p.y, p.m, p.d)
		d = first + day(mod(w.n-first.weekday(), 7))
	}
	r := onDay(d)
	r.end, r.guessed, r.wd, r.name = j, true, w.n, "weekday"
	return r, true
}

// weekdayTo says whether token k joins two weekdays to a span.
func (f *finder) weekdayTo(k int) bool {
	return f.near(k) && (f.t.Is(k, "to") || f.t.Is(k, "through") || f.t.Is(k, "until") || f.t.Is(k, "-") || f.t.Is(k, "–"))
}

// noteWeekday reads "Mondays", "Monday of next week", "Wednesday next week".
func (f *finder) noteWeekday(i, j int, w word) (when, bool) {
	t := f.t
	k := j
	if t.Is(k, "of") || t.Is(k, ",") {
		k++
	}
	clock := ""
	if p, ok := f.word(k); ok && p.class == partWord {
		clock = p.s
		k++
	}
	if t.Is(k, "the") {
		k++
	}
	if x, ok := f.word(k); ok && (x.class == lastWord || x.class == nextWord || x.class == thisWord) && t.Is(k+1, "week") {
		if b, ok := f.deictic(k, x, false); ok && b.kind == weekKind {
			r := onDay(monday(b.y, b.n) + day(w.n-1))
			r.end, r.clock = k+2, clock
			return r, true
		}
	}
	// "Monday two weeks from now", "Saturday 3 days from now"
	if b, ok := f.count(k); ok && clock == "" && b.kind == dayKind && b.y > 0 {
		return f.onWeekdayNear(b, w.n, b.end), true
	}
	return when{}, false
}

// onWeekdayNear is the given weekday in the week of a day.
func (f *finder) onWeekdayNear(b when, wd, end int) when {
	d := civil(b.y, b.m, b.d)
	r := onDay(d - day(d.weekday()-1) + day(wd-1))
	r.end = end
	return r
}

// weekdayDate reads "Monday, Oct. 26", "Friday 2018-7-6", "Tuesday the 4th".
func (f *finder) weekdayDate(i int, w word) (when, bool) {
	t := f.t
	k := f.abbrev(i)
	if t.Is(i, "monday") || t.Is(i, "friday") || t.Is(i, "sunday") {
		k = i + 1
	}
	paren := false
	if t.Is(k, ",") || t.Is(k, "-") {
		k++
	} else if t.Is(k, "(") {
		k++
		paren = true
	}
	for t.Is(k, "the") || t.Is(k, "on") || t.Is(k, "of") {
		k++
	}
	if t.Is(k-1, "the") && t.Kind(k) == numeral.Word && !f.note {
		return when{}, false
	}
	if !f.near(k) || t.Toks[k].Line && t.Gap(k) == numeral.Break {
		return when{}, false
	}
	x, known := f.word(k)
	if t.Kind(k) == numeral.Digits || known && (x.class == monthWord || x.class == ordinalWord) {
		if f.note && t.Kind(k) == numeral.Digits {
			if _, ok := f.clock(k); ok {
				return when{}, false
			}
		}
		saved := f.note
		r, ok := f.primary(k)
		f.note = saved
		if ok && r.kind == dayKind && r.m > 0 && !(known && x.weak && r.wd > 0) {
			if paren && t.Is(r.end, ")") {
				r.end++
			}
			if r.guessed && f.anchor != noDay {
				r = f.yearByWeekday(r, w.n)
			}
			return r, true
		}
		if !f.note && t.Is(k-1, ",") {
			return when{}, false
		}
		if d, e, ordinal, ok := f.dayNumber(k); ok && (ordinal || f.note && e == k+1 && !f.unitNext(e) && t.Len(k) == 2 && t.Gap(e) != numeral.Joined || f.note && t.Is(e, "!")) && f.anchor != noDay {
			return f.weekdayNumber(w.n, d, e)
		}
	}
	return when{}, false
}

func (f *finder) unitNext(e int) bool {
	_, ok := f.word(e)
	h, _ := f.half(e)
	return ok || h > 0 || f.t.Is(e, ":") || f.t.Is(e, "-") || f.t.Is(e, "to") || f.t.Is(e, "/")
}

// weekdayNumber is the nearest "Monday the 13th".
func (f *finder) weekdayNumber(wd, d, end int) (when, bool) {
	y, m, _ := f.anchor.ymd()
	for n := range 24 {
		for _, s := range [...]int{n, -n} {
			first := civil(y, m+s, 1)
			yy, mm, _ := first.ymd()
			if valid(yy, mm, d) && civil(yy, mm, d).weekday() == wd {
				r := onDay(civil(yy, mm, d))
				r.end, r.guessed, r.wd = end, n > 0, wd
				return r, true
			}
		}
	}
	return when{}, false
}

// yearByWeekday moves a guessed year to the nearest in which the weekday is right.
func (f *finder) yearByWeekday(r when, wd int) when {
	for _, s := range [...]int{0, -1, 1, -2, -3} {
		if valid(r.y+s, r.m, r.d) && civil(r.y+s, r.m, r.d).weekday() == wd && (s == 0 || !f.note) {
			r.y += s
			return r
		}
	}
	return r
}
