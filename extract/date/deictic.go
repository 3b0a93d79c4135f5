package date

import (
	"demarche/extract/numeral"
)

// lasting are the words behind which "last" is a verb.
var lasting = set("to will would could may might must should can did cannot won't not")

// deictic reads "this/last/next something" at i; the says an article stood before.
func (f *finder) deictic(i int, w word, the bool) (when, bool) {
	t := f.t
	j := i + 1
	if !f.near(j) {
		return f.bareDeictic(i, w, the)
	}
	low := t.Low1(i)
	if low == "last" && lasting[t.Low1(i-1)] && !the && f.near(i) {
		return when{}, false // the verb: "is to last 60 days"
	}
	if t.Capital(i) && t.Capital(j) && i > 0 && t.Gap(i) == numeral.Joined && (t.Raw(i-1) == "\"" || t.Raw(i-1) == "“") && f.isUnit(j) {
		return when{}, false // a programme: "This Week"
	}
	if w.class == thisWord && (t.Is(j, "coming") || t.Is(j, "upcoming") || t.Is(j, "past") || t.Is(j, "last") || t.Is(j, "next")) {
		if v, ok := f.word(j); ok {
			if r, ok := f.deictic(j, v, the); ok {
				return r, true
			}
		}
	}
	if t.Is(j, "fiscal") || t.Is(j, "calendar") {
		j++
	}
	if u, ok := f.word(j); ok {
		switch u.class {
		case unitWord:
			return f.deicticUnit(i, j, w, u, the)
		case monthWord:
			if (t.Is(j, "may") || t.Is(j, "march")) && !t.Capital(j) && w.class == thisWord {
				break
			}
			if k := f.abbrev(j); t.Kind(k) == numeral.Digits && t.Len(k) <= 2 || t.Is(k, "the") {
				if r, ok := f.month(j, u); ok && r.kind == dayKind && r.guessed {
					return f.shiftYear(r, w), true
				}
			}
			return f.deicticMonth(j, w, u)
		case weekdayWord:
			return f.deicticWeekday(i, j, w, u)
		case seasonWord:
			r, ok := f.seasonAt(j, u)
			if !ok || !r.guessed || f.anchor == noDay {
				return r, ok
			}
			y, m, _ := f.anchor.ymd()
			r.y = y
			started := m >= 3+3*u.n
			if u.n == 3 {
				started = m == 12
			}
			switch {
			case w.class == lastWord && !(started && m > 5+3*u.n):
				r.y = y - 1
			case w.class == nextWord && (started || m > 5+3*u.n):
				r.y = y + 1
			}
			r.guessed = false
			return r, true
		case partWord:
			return f.deicticPart(i, j, w, u)
		case ordinalWord: // "this third quarter"
			if t.Is(j+1, "quarter") && w.class == thisWord {
				return f.ordinal(j, u.n, j+1)
			}
		}
	}
	if t.Is(i, "last") && t.Is(j, "half") && t.Is(j+1, "of") {
		return f.ordinal(i, 2, j)
	}
	if list, ok := holidayIndex[t.Low1(j)]; ok {
		if r, ok := f.holiday(j, list); ok {
			return f.shiftYear(r, w), true
		}
	}
	if w.class != thisWord || low == "this" && f.note {
		if n, k, ok := f.number(j); ok && f.near(k) {
			if r, ok := f.periods(i, k, n, w); ok {
				return r, true
			}
			// "next 6th of April", "this 5/12"
			if r, ok := f.primary(j); ok && r.kind == dayKind {
				return f.shiftYear(r, w), true
			}
		}
		if t.Kind(j) == numeral.Digits || t.Is(j, "the") {
			if r, ok := f.primary(j); ok && r.kind == dayKind {
				return f.shiftYear(r, w), true
			}
		}
	} else if t.Kind(j) == numeral.Digits && low == "this" {
		if r, ok := f.primary(j); ok && r.kind == dayKind {
			return f.shiftYear(r, w), true
		}
	}
	if w.class == lastWord && t.Is(j, "few") || t.Is(j, "several") || t.Is(j, "couple") || t.Is(j, "many") {
		if c, ok := f.count(j); ok && c.kind == durationKind {
			return c, true
		}
	}
	return f.bareDeictic(i, w, the)
}

// bareDeictic is "current" and "the past" by themselves.
func (f *finder) bareDeictic(i int, w word, the bool) (when, bool) {
	t := f.t
	if t.Is(i, "current") {
		return when{end: i + 1, kind: refKind, timex: "PRESENT_REF"}, true
	}
	if p := f.prev; t.Is(i, "last") && p.name == "year" && p.end == i-1 && p.y > 0 && (t.Is(i-1, "as") || t.Is(i-1, "than") || t.Is(i-1, "and")) && (!f.isWord(i + 1)) {
		r := onYear(p.y - 1) // "twice as high this year as last"
		r.end = i + 1
		return r, true
	}
	if the && t.Is(i, "past") && t.Is(i-1, "the") && (t.Is(i-2, "in") || t.Is(i-2, "of")) && (!f.near(i+1) || t.Kind(i+1) != numeral.Word || pronouns[t.Low1(i+1)]) {
		return when{end: i + 1, kind: refKind, timex: "PAST_REF"}, true
	}
	return when{}, false
}

func (f *finder) deicticUnit(i, j int, w, u word, the bool) (when, bool) {
	t := f.t
	step := map[class]int{thisWord: 0, lastWord: -1, nextWord: 1}[w.class]
	r := when{}
	if w.class == lastWord && t.Is(i, "last") && u.s != "D" {
		if r, ok := f.lastOf(j+1, 1, u.s); ok {
			return r, true
		}
	}
	if f.note && u.s == "2W" && w.class != thisWord {
		r.end = j + 1
		return f.noteSpan(r, number{text: "1", n: 1}, u, w), true
	}
	past := t.Is(i, "past")
	if past && !f.note || (t.Is(i, "last") && the && u.s == "E") {
		if u.s == "WE" {
			past = false
		} else if t.Low1(j) == "years" || t.Low1(j) == "days" {
			return when{end: j + 1, kind: refKind, timex: "PAST_REF"}, true
		} else {
			r = f.span("1", u.s)
			r.end = j + 1
			if t.Is(r.end, "and") && t.Is(r.end+1, "a") && t.Is(r.end+2, "half") && (u.s == "Y" || u.s == "M" || u.s == "W") { // "the past year and a half"
				r = duration("1.5", u.s)
				r.end = j + 4
			}
			return r, true
		}
	}
	if low := t.Low1(j); !f.note && w.class == nextWord && (low == "days" || low == "weeks" || low == "months" || low == "years") { // "the coming weeks"
		r = f.span("X", u.s)
		r.end = j + 1
		return r, true
	}
	if f.anchor == noDay {
		return when{}, false
	}
	y, m, _ := f.anchor.ymd()
	base := f.anchor
	if (t.Is(i, "following") || t.Is(i, "previous")) && !f.note {
		base = f.spoken(u)
		y, m, _ = base.ymd()
	}
	switch u.s {
	case "D":
		if w.class == thisWord {
			return when{}, false
		}
		r = onDay(base + day(step))
		if t.Is(j, "night") {
			r.clock = "TNI"
		}
		if t.Is(i, "next") && !f.note && f.last != noDay {
			r = onDay(f.last + 1)
		} else if w.class == lastWord && t.Is(j, "day") {
			return when{}, false
		}
	case "W":
		r = onWeek(base + day(7*step))
	case "2W":
		r = onWeek(base + day(14*step))
	case "WE":
		r = onWeek(base + day(7*step))
		r.kind = weekendKind
		if past || w.class == lastWord && base.weekday() >= 6 {
			r = onWeek(base - 7)
			r.kind = weekendKind
		}
	case "M":
		r = onMonth(civil(y, m+step, 1))
	case "Q":
		r = onQuarter(civil(y, m+3*step, 1))
	case "Y":
		r = onYear(y + step)
		r.name = "year"
	case "E":
		r = when{kind: decadeKind, y: y/10*10 + 10*step}
	case "C":
		r = when{kind: centuryKind, y: y/100*100 + 100*step}
	default:
		return when{}, false
	}
	r.end = j + 1
	// "next year's first quarter", "last week of next month" is f.ordinal
	if r.kind == yearKind && (t.Is(r.end, "'") || t.Is(r.end, "’")) && t.Is(r.end+1, "s") {
		if o, ok := f.word(r.end + 2); ok && o.class == ordinalWord && t.Is(r.end+3, "quarter") && o.n <= 4 {
			return when{kind: quarterKind, y: r.y, n: o.n, end: r.end + 4}, true
		}
	}
	return f.weekOf(r)
}

// spoken is the day from which "the following" and "the previous" count: what was
// last spoken of when it is as exact as the unit, else the last day, else the anchor.
func (f *finder) spoken(u word) day {
	w := f.said
	ok := w.kind == dayKind
	switch u.s {
	case "M":
		ok = ok || w.kind == monthKind
	case "Q":
		ok = ok || w.kind == quarterKind
	case "Y":
		ok = true
	}
	if d, has := w.start(); has && ok {
		return d
	}
	if f.last != noDay {
		return f.last
	}
	return f.anchor
}

// weekOf reads what a week or month may carry: "next week Monday", "last week
// of December" stays with ordinal.
func (f *finder) weekOf(r when) (when, bool) {
	t := f.t
	k := r.end
	if r.kind == weekKind && f.note {
		if t.Is(k, "-") {
			k++
		}
		if d, ok := f.word(k); ok && d.class == weekdayWord && f.near(k) {
			from, _, _ := when{kind: weekKind, y: r.y, n: r.n}.bounds()
			v := onDay(from + day(d.n-1))
			v.end = k + 1
			return v, true
		}
	}
	return r, true
}

func (f *finder) deicticMonth(j int, w, u word) (when, bool) {
	if f.anchor == noDay {
		return when{kind: monthKind, m: u.n, end: j + 1}, true
	}
	y, m, _ := f.anchor.ymd()
	r := when{kind: monthKind, y: y, m: u.n, end: f.abbrev(j)}
	switch {
	case w.class == lastWord && u.n >= m:
		r.y = y - 1
	case w.class == nextWord && u.n <= m:
		r.y = y + 1
	}
	if yy, k, ok := f.yearAfter(r.end); ok {
		r.y, r.end = yy, k
	}
	return r, true
}

func (f *finder) deicticWeekday(i, j int, w, u word) (when, bool) {
	t := f.t
	// "this Friday 5/12", "this Friday (jun-15)"
	if r, ok := f.weekdayDate(j, u); ok {
		return f.shiftYear(r, w), true
	}
	if f.anchor == noDay {
		return when{kind: dayKind, wd: u.n, end: j + 1}, true
	}
	week := f.anchor - day(f.anchor.weekday()-1)
	var d day
	switch {
	case t.Is(i, "last"):
		d = f.anchor - day(mod(f.anchor.weekday()-u.n-1, 7)) - 1
	case w.class == lastWord && !f.note:
		d = f.anchor - day(mod(f.anchor.weekday()-u.n-1, 7)) - 1
		if f.last != noDay && (t.Is(i, "previous")) {
			d = f.last - day(mod(f.last.weekday()-u.n-1, 7)) - 1
		}
	case w.class == lastWord:
		d = week - 7 + day(u.n-1)
	case t.Is(i, "next"):
		d = week + 7 + day(u.n-1)
	case w.class == nextWord:
		d = f.anchor + day(mod(u.n-f.anchor.weekday()-1, 7)) + 1
	default:
		d = week + day(u.n-1)
	}
	r := onDay(d)
	r.end = f.abbrev(j)
	r.name = "weekday"
	return r, true
}

func (f *finder) deicticPart(i, j int, w, u word) (when, bool) {
	if f.anchor == noDay {
		return when{kind: clockKind, clock: u.s, end: j + 1}, true
	}
	d := f.anchor
	switch w.class {
	case lastWord:
		d--
	case nextWord:
		d++
		if !f.note && f.last != noDay {
			d = f.last + 1
		}
	}
	r := onDay(d)
	r.clock, r.end = u.s, j+1
	return r, true
}

// shiftYear moves a guessed date to the side that this, last or next asks for.
func (f *finder) shiftYear(r when, w word) when {
	if f.anchor == noDay || !r.guessed || r.y == 0 {
		return r
	}
	d := civil(r.y, r.m, r.d)
	y, _, _ := f.anchor.ymd()
	switch {
	case w.class == lastWord && d >= f.anchor:
		r.y--
	case w.class == nextWord && d <= f.anchor:
		r.y++
	case w.class == thisWord:
		r.y = y
	}
	return r
}

// periods reads "last/next N units" at the number's end k.
func (f *finder) periods(i, k int, n number, w word) (when, bool) {
	t := f.t
	j := k
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined {
		j++
	}
	for t.Is(j, "business") || t.Is(j, "trading") || t.Is(j, "working") || t.Is(j, "more") || t.Is(j, "calendar") || t.Is(j, "full") || t.Is(j, "past") || t.Is(j, "next") || t.Is(j, "fiscal") {
		j++
	}
	u, ok := f.word(j)
	if !ok || u.class != unitWord || u.s == "WE" {
		return when{}, false
	}
	r := f.span(n.text, u.s)
	r.end = j + 1
	if l, ok := f.lastOf(r.end, n.n, u.s); ok && f.t.Is(i, "last") {
		return l, true
	}
	if f.note {
		return f.noteSpan(r, n, u, w), true
	}
	return r, true
}
