package date

import (
	"demarche/extract/numeral"
)

// ranged reads ranges whose first end is no expression by itself: "from 4-23
// in next month", "between 3 and 12 of Sept", "from 5 to 6pm of April 22".
func (f *finder) ranged(i int) (when, bool) {
	t := f.t
	if t.Kind(i) != numeral.Digits && !f.note || t.Kind(i) == numeral.Digits && t.Len(i) > 2 {
		return when{}, false
	}
	opened := t.Is(i-1, "between") || t.Is(i-1, "from")
	d, e, _, ok := f.dayNumber(i)
	if !ok {
		return when{}, false
	}
	k, ok := f.connector(e, opened)
	if !ok {
		return when{}, false
	}
	r, ok := f.primary(k)
	if !ok || r.kind != dayKind || r.m == 0 || r.clock != "" || r.y <= 0 || d >= r.d {
		return when{}, false
	}
	if t.Kind(k) != numeral.Digits && !f.note {
		return when{}, false
	}
	a := when{kind: dayKind, y: r.y, m: r.m, d: d, first: i, guessed: r.guessed}
	return f.between(a, r)
}

// connector reads what joins the ends of a range at k and gives the token behind.
func (f *finder) connector(k int, opened bool) (int, bool) {
	t := f.t
	if !f.near(k) {
		return k, false
	}
	switch t.Low1(k) {
	case "-", "–", "—", "~", "to", "through", "thru", "till", "until":
		return k + 1, f.near(k + 1)
	case "and":
		return k + 1, opened && f.near(k+1)
	}
	return k, false
}

// extend joins w to a second end: "Nov. 19-20", "2014-2018", "Jan-Feb 2017",
// "from 4 to 6 November". Two full dates joined by words stay two in a report.
func (f *finder) extend(w when) (when, bool) {
	t := f.t
	opened := t.Is(w.first-1, "between") || t.Is(w.first-1, "from")
	k, ok := f.connector(w.end, opened)
	if !ok {
		return when{}, false
	}
	words := t.Kind(w.end) == numeral.Word
	if words && (opened || f.note) {
		if r, ok := f.toPresent(w, k); ok {
			return r, true
		}
	}
	switch {
	case w.kind == dayKind && w.clock == "" && w.m > 0 && (t.Kind(k) == numeral.Digits || f.note) && w.name == "":
		if d, e, _, ok := f.dayNumber(k); ok && d > w.d && w.y > 0 && valid(w.y, w.m, d) && !f.otherDate(k) { // "Nov. 19-20, 2025"
			if words && !opened && !f.note && !t.Is(w.end, "to") && !t.Is(w.end, "through") {
				return when{}, false
			}
			b := when{kind: dayKind, y: w.y, m: w.m, d: d, end: e, guessed: w.guessed}
			if y, e2, ok := f.yearAfter(e); ok && valid(y, w.m, d) && w.guessed && valid(y, w.m, w.d) {
				b.y, b.end, b.guessed = y, e2, false
				w.y, w.guessed = y, false
			}
			if t.Gap(e) == numeral.Joined && t.Kind(e) == numeral.Word || t.Is(e, ":") || t.Is(e, "%") {
				return when{}, false
			}
			return f.between(w, b)
		}
	case w.kind == yearKind && w.y > 0 && !words && w.part == "": // "2014-2018", "2009-10"
		if y, e, ok := f.yearAt(k); ok && y > w.y && y-w.y < 300 && (f.near(k)) {
			r := onYear(y)
			r.end = e
			return f.between(w, r)
		}
		if raw := t.Plain(k); len(raw) == 2 && t.Gap(k) == numeral.Joined && !(t.Gap(k+1) == numeral.Joined && (t.Kind(k+1) != numeral.Sign || t.Kind(k+2) == numeral.Digits && t.Gap(k+2) == numeral.Joined)) && digits(raw) == (w.y+1)%100 {
			r := onYear(w.y + 1)
			r.end = k + 1
			return f.between(w, r)
		}
		return when{}, false
	}
	if w.kind == durationKind || w.kind == setKind || w.kind == refKind || w.kind == clockKind {
		return when{}, false
	}
	if !f.note && words && !(w.kind == monthKind && opened) {
		return f.shareYear(w, k)
	}
	b, ok := f.primary(k)
	for _, x := range [...]*when{&w, &b} {
		if x.timex == "PRESENT_REF" && x.kind == dayKind {
			x.clock, x.timex = "", ""
		}
	}
	if !ok || b.clock != "" || w.clock != "" || b.kind != w.kind && !(f.note && opened && w.y > 0 && b.y > 0) {
		return when{}, false
	}
	if f.note && w.kind == dayKind && b.kind == dayKind {
		b = f.notBefore(w, b)
	}
	if w.guessed && !b.guessed && b.y > 0 && w.y > 0 && w.kind == b.kind {
		w = f.yearBefore(w, b)
	}
	return f.between(w, b)
}

// toPresent reads a range that ends with the present, at k: "between August 2019
// and now", "from March to date".
func (f *finder) toPresent(w when, k int) (when, bool) {
	t := f.t
	if f.anchor == noDay || w.y <= 0 || w.guessed && !f.note || w.kind != dayKind && w.kind != monthKind && w.kind != quarterKind && w.kind != yearKind {
		return when{}, false
	}
	b := onDay(f.anchor)
	if t.Is(k, "the") {
		k++
	}
	b.end = k + 1
	e, _ := f.word(k)
	switch {
	case e.class == todayWord && e.n <= 0 && e.s == "":
		b = onDay(f.anchor + day(e.n))
		b.end = k + 1
	case t.Is(k, "now"), t.Is(k, "date") && t.Is(k-1, "to") && !f.isWord(k+1), t.Is(k, "present") && !f.isWord(k+1):
	case t.Is(k, "current") && t.Is(k+1, "date"), t.Is(k, "present") && t.Is(k+1, "day"):
		b.end = k + 2
	default:
		return when{}, false
	}
	w.clock = ""
	return f.between(w, b)
}

// otherDate says whether the digits at k start a date of their own: "4/10".
func (f *finder) otherDate(k int) bool {
	if _, ok := f.numericDate(k); ok {
		return true
	}
	d, e, _, ok := f.dayNumber(k)
	if !ok {
		return false
	}
	_, ok = f.dayMonth(k, d, e)
	return ok
}

// yearBefore gives w the year of the later end b, or the year before.
func (f *finder) yearBefore(w, b when) when {
	w.y, w.guessed = b.y, false
	switch w.kind {
	case dayKind:
		if civil(w.y, w.m, w.d) > civil(b.y, b.m, b.d) {
			w.y--
		}
	case monthKind:
		if w.m > b.m {
			w.y--
		}
	case quarterKind:
		if w.n > b.n {
			w.y--
		}
	}
	return w
}

// shareYear gives the first end the year of the second and leaves both apart:
// "from 4 November to 6 December 2024".
func (f *finder) shareYear(w when, k int) (when, bool) {
	if !w.guessed || w.kind != dayKind && w.kind != monthKind || w.wd > 0 {
		return when{}, false
	}
	b, ok := f.primary(k)
	if !ok || b.guessed || b.y <= 0 || b.kind != w.kind {
		return when{}, false
	}
	return f.yearBefore(w, b), true
}

// between is the range of two ends of one kind.
func (f *finder) between(a, b when) (when, bool) {
	from, ok1 := a.start()
	start, to, ok2 := b.bounds()
	if !ok1 || !ok2 || from > to {
		if ok1 && ok2 && b.guessed && b.kind == dayKind && from > to {
			b.y++
			start, to, _ = b.bounds()
		} else if ok1 && ok2 && b.guessed && b.kind == monthKind {
			b.y++
			start, to, _ = b.bounds()
		} else {
			return when{}, false
		}
	}
	return when{kind: rangeKind, bounded: true, from: from, to: to, timex: from.String() + "/" + start.String(), first: a.first, end: b.end, why: "a range"}, true
}

// notBefore moves a second end that was guessed behind the first.
func (f *finder) notBefore(w, b when) when {
	if w.y <= 0 || b.y <= 0 || !b.guessed && b.name != "" || !valid(w.y, w.m, w.d) || !valid(b.y, b.m, b.d) {
		return b
	}
	from, to := civil(w.y, w.m, w.d), civil(b.y, b.m, b.d)
	if b.wd > 0 && to <= from {
		end := b.end
		b = onDay(from + day(mod(b.wd-from.weekday()-1, 7)) + 1)
		b.end = end
	} else if valid(w.y, b.m, b.d) && civil(w.y, b.m, b.d) > from && b.guessed {
		b.y = w.y
	}
	return b
}
