package date

import (
	"fmt"

	"demarche/extract/numeral"
)

// same reads "the same day", "that year": what was last spoken of.
func (f *finder) same(i int) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "same") {
		j++
	}
	u, ok := f.word(j)
	if !ok || !f.near(j) {
		return when{}, false
	}
	if f.note {
		if u.class == unitWord && u.s == "Y" && t.Is(i, "same") {
			return when{kind: yearKind, timex: "XXXX", end: j + 1}, true
		}
		return when{}, false
	}
	if u.class == unitWord {
		if r, ok := f.sameSaid(u); ok {
			r.end = j + 1
			return r, true
		}
	}
	if f.last == noDay {
		return when{}, false
	}
	var r when
	switch {
	case u.class == unitWord && u.s == "D":
		r = onDay(f.last)
	case u.class == unitWord && u.s == "W":
		r = onWeek(f.last)
	case u.class == unitWord && u.s == "M":
		r = onMonth(f.last)
	case u.class == unitWord && u.s == "Y":
		y, _, _ := f.last.ymd()
		r = onYear(y)
	case u.class == partWord && u.s[1] >= 'A':
		r = onDay(f.last)
		r.clock = u.s
	default:
		return when{}, false
	}
	r.end = j + 1
	return r, true
}

// sameSaid is "that day" or "that year" when what was last spoken of is no day: a
// day in a month is "1998-10-XX", the year of a month or season is its year.
func (f *finder) sameSaid(u word) (when, bool) {
	w := f.said
	if w.y == 0 || w.kind == dayKind {
		return when{}, false
	}
	switch u.s {
	case "D":
		if w.kind == monthKind {
			r := w
			r.timex, r.part, r.clock = fmt.Sprintf("%04d-%02d-XX", w.y, w.m), "", ""
			return r, true
		}
	case "M":
		if w.kind == monthKind {
			return when{kind: monthKind, y: w.y, m: w.m}, true
		}
	case "Q":
		if w.kind == quarterKind {
			return when{kind: quarterKind, y: w.y, n: w.n}, true
		}
	case "Y":
		return onYear(w.y), true
	}
	return when{}, false
}

// latest reads "the latest quarter", "the latest period".
func (f *finder) latest(j int) (when, bool) {
	t := f.t
	k := j + 1
	if t.Is(k, "fiscal") {
		k++
	}
	if f.anchor == noDay || !t.Is(k, "quarter") && !t.Is(k, "period") {
		return when{}, false
	}
	r := f.lastQuarter()
	if t.Is(k, "period") && f.quarter.y == 0 {
		return when{}, false
	}
	r.end = k + 1
	return r, true
}

// lastQuarter is the quarter spoken of, else the one before the anchor's.
func (f *finder) lastQuarter() when {
	if f.quarter.y > 0 {
		return when{kind: quarterKind, y: f.quarter.y, n: f.quarter.n}
	}
	y, m, _ := f.anchor.ymd()
	return onQuarter(civil(y, m-3, 1))
}

// unit reads what starts with a bare unit: "year-earlier", "weeks", "week 3",
// "year 2016", "year's end".
func (f *finder) unit(i int, u word) (when, bool) {
	t := f.t
	j := i + 1
	low := t.Low1(i)
	if low == "year" || low == "quarter" {
		k := j
		if t.Is(k, "-") {
			k++
		}
		if (t.Is(k, "ago") || t.Is(k, "earlier")) && k > j && f.anchor != noDay {
			return f.yearAgo(k + 1)
		}
	}
	switch low {
	case "year":
		if y, e, ok := f.yearAt(j); ok && f.near(j) {
			r := onYear(y)
			r.end = e
			return r, true
		}
		if t.Is(j, "-") && t.Is(j+1, "end") || (t.Is(j, "'") || t.Is(j, "’")) && t.Is(j+1, "s") && t.Is(j+2, "end") {
			if f.anchor == noDay {
				return when{}, false
			}
			e := j + 2
			if !t.Is(j, "-") {
				e = j + 3
			}
			y, _, _ := f.anchor.ymd()
			if f.tense(i, e) < 0 && t.Is(j, "-") {
				y--
			}
			if said, k, ok := f.yearAt(e); ok && f.near(e) {
				y, e = said, k
			}
			r := onYear(y)
			r.end, r.part = e, "late"
			return r, true
		}
	case "week":
		if t.Kind(j) == numeral.Digits && f.note {
			return f.weekNumber(i, j)
		}
		if t.Is(j, "of") { // "the week of March 6"
			if b, ok := f.primary(j + 1); ok && b.kind == dayKind && b.y > 0 {
				d, _ := b.start()
				r := onWeek(d)
				r.end, r.guessed = b.end, b.guessed
				return r, true
			}
		}
	case "weekends":
		return when{kind: setKind, timex: "XXXX-WXX-WE", end: j}, f.note
	case "years", "months", "weeks", "days", "decades", "centuries":
		return f.plural(i, u)
	case "hours", "minutes":
		if p := t.Low1(i - 1); p == "for" || p == "within" || p == "in" {
			if t.Is(j, "of") || t.Is(j, "later") || t.Is(j, "after") || !f.isWord(j) || p == "within" || p == "for" {
				r := duration("X", u.s)
				r.end = j
				return r, !f.note
			}
		}
	}
	return when{}, false
}

// plural reads units without a count: "for years", "in recent weeks", "decades ago".
func (f *finder) plural(i int, u word) (when, bool) {
	t := f.t
	j := i + 1
	if f.note {
		return when{}, false
	}
	if t.Is(j, "ago") || t.Is(j, "earlier") && u.s != "D" {
		return when{kind: refKind, timex: "PAST_REF", end: j + 1}, t.Is(j, "ago")
	}
	ok := false
	switch t.Low1(i - 1) {
	case "for", "recent", "of", "over", "within", "coming", "after", "many", "past":
		ok = true
		if t.Is(i-1, "of") {
			p := t.Low1(i - 2)
			ok = p == "couple" || p == "hundreds" || p == "dozens" || p == "number" || p == "thousands"
		}
		if t.Is(i-1, "for") && t.Is(j, "to") {
			ok = t.Is(j+1, "come")
		}
	case "follows", "following", "took", "takes", "spent", "spend", "lasted", "despite", "amid":
		ok = t.Is(j, "of") || t.Is(i-1, "lasted") || t.Is(i-1, "took") || t.Is(i-1, "takes")
	case "in":
		ok = !t.Is(j, "past") && (t.Is(j, ",") || t.Is(j, ".") || f.stop(j))
	case "the":
		p := t.Low1(i - 2)
		ok = p == "over" && !t.Is(j, "of") || (p == "in" || p == "during" || p == "over") && (t.Is(j, "before") || t.Is(j, "after") || t.Is(j, "since") || t.Is(j, "following") || t.Is(j, "leading") || t.Is(j, "that") || t.Is(j, "ahead"))
	default:
		ok = t.Is(j, "before") || t.Is(j, "after") || t.Is(j, "later") && u.s != "D"
		if ok && t.Kind(i-1) == numeral.Word && !t.Is(i-1, "just") && !t.Is(i-1, "only") && !t.Is(i-1, "came") && !t.Is(i-1, "border") {
			ok = t.Is(j, "after") || t.Is(j, "before")
		}
	}
	if !ok {
		return when{}, false
	}
	r := f.span("X", u.s)
	if u.s == "E" {
		r.timex = "PXE"
	}
	r.end = j
	return r, true
}

// yearAgo is what "year-ago" and "the year-earlier period" compare with; e is
// the token behind.
func (f *finder) yearAgo(e int) (when, bool) {
	t := f.t
	var r when
	switch {
	case f.quarter.y > 0:
		r = when{kind: quarterKind, y: f.quarter.y - 1, n: f.quarter.n}
	default:
		y, _, _ := f.anchor.ymd()
		r = onYear(y - 1)
	}
	if t.Is(e, "quarter") {
		if r.kind == yearKind {
			r = f.lastQuarter()
			r.y--
		}
		e++
	} else if t.Is(e, "period") {
		e++
	} else if o, ok := f.word(e); ok && o.class == ordinalWord && o.n <= 4 {
		k := e + 1
		if t.Is(k, "-") {
			k++
		}
		if t.Is(k, "quarter") {
			q := f.quarterOf(e, o.n, k+1)
			q.y--
			return q, true
		}
	}
	r.end = e
	r.name = "back"
	return r, true
}

// quarterTo is the quarter that "ended Dec. 31" behind it names, when no quarter was
// spoken of before.
func (f *finder) quarterTo(k int) (when, bool) {
	if f.quarter.y > 0 || !f.t.Is(k, "ended") && !f.t.Is(k, "ending") {
		return when{}, false
	}
	d, ok := f.primary(k + 1)
	if !ok || d.kind != dayKind || d.y <= 0 || d.m == 0 {
		return when{}, false
	}
	return onQuarter(civil(d.y, d.m, d.d)), true
}

// weekNumber reads "week 3 of 2027".
func (f *finder) weekNumber(i, j int) (when, bool) {
	n := digits(f.t.Plain(j))
	if n < 1 || n > 53 || f.t.Len(j) > 2 || f.t.Gap(j+1) == numeral.Joined && f.t.Is(j+1, ":") {
		return when{}, false
	}
	r := when{kind: weekKind, n: n, end: j + 1}
	if y, e, ok := f.ofYear(j + 1); ok {
		r.y, r.end = y, e
	} else if f.anchor != noDay {
		r.y, _, _ = f.anchor.ymd()
	}
	return r, true
}

// theUnit reads "the week", "the year ended June 30", "the day before yesterday".
func (f *finder) theUnit(i, j int, u word) (when, bool) {
	t := f.t
	k := j + 1
	if w, ok := f.dayBefore(j); ok {
		return w, true
	}
	if w, ok := f.unit(j, u); ok {
		return w, true
	}
	if f.anchor == noDay {
		return when{}, false
	}
	p := t.Low1(i - 1)
	switch u.s {
	case "Q":
		if t.Is(k, "a") && t.Is(k+1, "year") && (t.Is(k+2, "ago") || t.Is(k+2, "earlier")) {
			r := f.lastQuarter()
			r.y--
			r.end, r.name = k+3, "back"
			return r, true
		}
		if f.note || t.Low1(j) == "quarters" || t.Is(k, "of") || t.Is(k, "-") {
			return when{}, false
		}
		r := f.lastQuarter()
		if q, ok := f.quarterTo(k); ok {
			r = q
		}
		r.end = k
		return r, true
	case "WE":
		d := f.anchor
		if !f.note && d.weekday() < 6 && f.tense(i, k) <= 0 {
			d -= 7
		}
		r := onWeek(d)
		r.kind, r.end = weekendKind, k
		return r, t.Low1(j) == "weekend"
	case "Y":
		if t.Is(k, "ended") || t.Is(k, "ending") {
			r := duration("1", "Y")
			r.end = k
			return r, true
		}
		if f.note && t.Low1(j) == "year" {
			r, ok := f.thisUnit(j, u)
			return r, ok
		}
		if p == "for" && (t.Is(k, ",") || t.Is(k, ".") || f.stop(k)) || p == "of" && (t.Is(i-2, "rest") || t.Is(i-2, "end") || t.Is(i-2, "half")) {
			r, ok := f.thisUnit(j, u)
			return r, ok && t.Low1(j) == "year"
		}
	case "W", "M":
		if t.Low1(j) != "week" && t.Low1(j) != "month" {
			return when{}, false
		}
		if t.Is(k, "ended") || t.Is(k, "ending") { // "the week ended Nov. 14"
			if d, ok := f.primary(k + 1); ok && d.kind == dayKind && d.y > 0 && d.m > 0 {
				r := onWeek(civil(d.y, d.m, d.d))
				if u.s == "M" {
					r = onMonth(civil(d.y, d.m, d.d))
				}
				r.end = k
				return r, true
			}
		}
		if f.note || p == "for" || p == "during" || p == "in" && !f.isWord(k) || t.Is(k, "'") || t.Is(k, "’") || p == "of" && (t.Is(i-2, "rest") || t.Is(i-2, "end")) {
			r, ok := f.thisUnit(j, u)
			return r, ok
		}
	case "D":
		if f.note && t.Low1(j) == "day" && p == "for" {
			r, ok := f.thisUnit(j, u)
			return r, ok
		}
	}
	return when{}, false
}
