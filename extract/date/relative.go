package date

import (
	"demarche/extract/numeral"
)

// modified reads "early March", "late last year", "mid-1990s", "early in the week".
func (f *finder) modified(i int, w word) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined {
		j++
	}
	if t.Is(i, "middle") || t.Is(j, "of") || t.Is(j, "in") {
		if !t.Is(j, "of") && !t.Is(j, "in") {
			return when{}, false
		}
		j++
		if t.Is(j, "the") {
			j++
		}
	} else if t.Is(j, "on") {
		j++
	}
	if !f.near(j) {
		return when{}, false
	}
	if p, ok := f.word(j); ok && p.class == partWord && !f.note && f.near(j+1) {
		if d, ok := f.word(j + 1); ok && (d.class == todayWord && d.s == "" || d.class == weekdayWord) {
			if r, ok := f.primary(j + 1); ok && r.kind == dayKind && r.clock == "" { // "mid-afternoon yesterday"
				r.clock = p.s
				return r, true
			}
		}
	}
	if p, ok := f.word(j); ok && p.class == partWord {
		if f.note {
			r, ok := f.part(j, p)
			return r, ok
		}
		r, ok := f.primary(j)
		return r, ok
	}
	if t.Is(i, "mid") && f.word2(j, partWord) || t.Is(i, "mid") && (t.Is(j, "afternoon") || t.Is(j, "morning")) {
		return when{}, false
	}
	if t.Is(i, "mid") && t.Is(j, "night") && f.note {
		return when{kind: clockKind, clock: "T00", end: j + 1}, true
	}
	if u, ok := f.word(j); ok && u.class == unitWord && f.anchor != noDay && (t.Is(j-1, "the") || t.Is(j-1, "in") || t.Is(i, "mid") && u.s == "Y" || t.Is(j-1, "-") && u.s == "Y") {
		if r, ok := f.thisUnit(j, u); ok {
			r.part = w.s
			return r, true
		}
	}
	if s, ok := f.word(j); ok && s.class == seasonWord {
		r, ok := f.seasonAt(j, s)
		return r, ok
	}
	r, ok := f.primary(j)
	if !ok {
		return when{}, false
	}
	switch r.kind {
	case monthKind, yearKind, decadeKind, weekKind, quarterKind, centuryKind, seasonKind:
		r.part = w.s
		return r, true
	case dayKind:
		return r, r.clock != "" || f.note || t.Is(i, "early") || t.Is(i, "late")
	}
	return when{}, false
}

func (f *finder) word2(j int, c class) bool { w, ok := f.word(j); return ok && w.class == c }

// thisUnit is the week, month, year … of the anchor.
func (f *finder) thisUnit(j int, u word) (when, bool) {
	var r when
	y, _, _ := f.anchor.ymd()
	switch u.s {
	case "D":
		r = onDay(f.anchor)
	case "W":
		r = onWeek(f.anchor)
	case "WE":
		r = onWeek(f.anchor)
		r.kind = weekendKind
	case "M":
		r = onMonth(f.anchor)
	case "Q":
		r = onQuarter(f.anchor)
	case "Y":
		r = onYear(y)
	case "E":
		r = when{kind: decadeKind, y: y / 10 * 10}
	case "C":
		r = when{kind: centuryKind, y: y / 100 * 100}
	default:
		return when{}, false
	}
	r.end = j + 1
	return r, true
}

// partOf reads "the end of November", "the beginning of the year", "end of day".
func (f *finder) partOf(i int) (when, bool) {
	t := f.t
	j := i + 1
	if !t.Is(j, "of") {
		return when{}, false
	}
	j++
	if t.Is(j, "the") && !f.word2(j+1, lastWord) {
		j++
	}
	if !f.near(j) {
		return when{}, false
	}
	part := map[string]string{"beginning": "early", "start": "early", "end": "late", "close": "late"}[t.Low1(i)]
	if u, ok := f.word(j); ok && u.class == unitWord && f.anchor != noDay && !t.Is(j+1, "of") && !t.Is(j+1, "s") && t.Low1(j) != "days" && t.Low1(j) != "years" {
		if u.s == "D" && !f.note {
			return when{}, false
		}
		if r, ok := f.thisUnit(j, u); ok {
			r.part = part
			if u.s == "D" && part == "late" {
				r.clock = "T23:59:59"
			}
			return r, true
		}
	}
	r, ok := f.primary(j)
	if !ok {
		return when{}, false
	}
	switch r.kind {
	case monthKind, yearKind, decadeKind, weekKind, quarterKind, centuryKind, seasonKind, weekendKind:
		r.part = part
		return r, true
	case dayKind:
		if f.note && part == "late" && r.clock == "" {
			r.clock, r.guessed = "T23:59:59", false
		}
		return r, f.note || r.m > 0
	}
	return when{}, false
}

// earlier reads "earlier this month", "later in the year".
func (f *finder) earlier(i int) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "in") {
		j++
	} else if t.Is(j, "on") {
		j++
	}
	if t.Is(j, "that") || t.Is(j, "the") && t.Is(j+1, "same") {
		if t.Is(j, "the") {
			j++
		}
		return f.same(j)
	}
	if t.Is(j, "the") && t.Is(i+1, "in") {
		if u, ok := f.word(j + 1); ok && f.anchor != noDay {
			if u.class == unitWord {
				r, ok := f.thisUnit(j+1, u)
				r.part = map[bool]string{true: "early", false: "late"}[t.Is(i, "earlier")]
				if f.note {
					r.part = ""
				}
				return r, ok
			}
			if u.class == partWord && f.note {
				return f.part(j+1, u)
			}
		}
	}
	w, ok := f.word(j)
	if !ok || !f.near(j) {
		return when{}, false
	}
	if w.class == thisWord || w.class == lastWord || w.class == nextWord {
		r, ok := f.deictic(j, w, false)
		return r, ok && r.kind != refKind && r.kind != durationKind
	}
	if w.class == todayWord {
		r, ok := f.today(j, w)
		return r, ok
	}
	return when{}, false
}

// asSoon reads "as soon as possible".
func (f *finder) asSoon(i int) (when, bool) {
	t := f.t
	if t.Is(i+1, "soon") && t.Is(i+2, "as") && t.Is(i+3, "possible") && !f.note {
		return when{kind: refKind, timex: "FUTURE_REF", end: i + 4}, true
	}
	return when{}, false
}

// dayBefore reads "day before yesterday", "day after tomorrow", "week before last".
func (f *finder) dayBefore(i int) (when, bool) {
	t := f.t
	j := i
	if t.Is(j, "the") {
		j++
	}
	u, ok := f.word(j)
	if !ok || u.class != unitWord || !t.Is(j+1, "before") && !t.Is(j+1, "after") || f.anchor == noDay {
		return when{}, false
	}
	sign := 1
	if t.Is(j+1, "before") {
		sign = -1
	}
	if u.s == "W" && t.Is(j+2, "last") && !f.isUnit(j+3) {
		r := onWeek(f.anchor - 14)
		r.end = j + 3
		return r, true
	}
	if u.s == "W" && t.Is(j+2, "next") && !f.isUnit(j+3) {
		r := onWeek(f.anchor + 14)
		r.end = j + 3
		return r, true
	}
	if u.s != "D" {
		return when{}, false
	}
	b, ok := f.primary(j + 2)
	if !ok || b.kind != dayKind || b.y <= 0 {
		return when{}, false
	}
	if b.name != "today" && !f.note && b.name != "weekday" {
		return when{}, false
	}
	d, _ := b.start()
	r := onDay(d + day(sign))
	r.end, r.guessed = b.end, b.guessed
	return r, true
}

// spokenYear reads a year in words: "in nineteen ninety-one".
func (f *finder) spokenYear(i int) (when, bool) {
	p := f.t.Low1(i - 1)
	if p != "in" && p != "since" && p != "by" && p != "of" && p != "until" && p != "from" && p != "year" {
		return when{}, false
	}
	if !f.t.Is(i, "nineteen") && !f.t.Is(i, "eighteen") && !f.t.Is(i, "two") && !f.t.Is(i, "twenty") {
		return when{}, false
	}
	y, e, ok := f.yearWords(i)
	if !ok || f.isUnit(e) || p == "of" && f.isWord(e) {
		return when{}, false
	}
	r := onYear(y)
	r.end = e
	return r, true
}
