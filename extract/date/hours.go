package date

import (
	"fmt"

	"demarche/extract/numeral"
)

// Ranges of hours, which only notes have: "5 to seven today", "from 10am to
// 12pm on Monday", "tonight from 7 to 7:30".

// hour is a time of day that may lack its half of the day.
type hour struct {
	h, m  int // m is -1 when not said
	half  int
	words bool
}

func (a hour) minutes() int { return 60*a.h + max(a.m, 0) }

// looseHour reads a time of day at i that need not look like one by itself.
func (f *finder) looseHour(i int) (hour, int, bool) {
	t := f.t
	r := hour{m: -1, words: t.Kind(i) == numeral.Word}
	if !f.near(i) {
		return r, i, false
	}
	raw := t.Plain(i)
	j := i + 1
	switch {
	case len(raw) == 4 && (raw < "1900" || raw >= "2100"):
		r.h, r.m = digits(raw[:2]), digits(raw[2:])
	case len(raw) == 1 || len(raw) == 2:
		r.h = digits(raw)
		if (t.Is(j, ":") || t.Is(j, ".")) && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined && len(t.Plain(j+1)) == 2 {
			r.m = digits(t.Plain(j + 1))
			j += 2
		}
	case r.words:
		n, ok := numeral.Small(t.Low1(i), "en")
		if !ok || n < 1 || n > 12 {
			return r, i, false
		}
		r.h = n
		if m, k, ok := f.minuteWords(j); ok {
			r.m, j = m, k
		}
	default:
		return r, i, false
	}
	if r.h > 24 || r.m > 59 {
		return r, i, false
	}
	r.half, j = f.half(j)
	if r.half > 0 {
		r.h = to24(r.h, r.half)
	}
	return r, j, true
}

// hours reads two times of day with a connector between them at i.
func (f *finder) hours(i int) (a, b hour, end int, ok bool) {
	t := f.t
	opened := t.Is(i, "from") || t.Is(i, "between")
	if opened || t.Is(i, "at") {
		i++
	}
	a, j, ok := f.looseHour(i)
	if !ok {
		return a, b, i, false
	}
	switch t.Low1(j) {
	case "-", "–", "to", "till", "until", "through":
	case "and":
		if !opened {
			return a, b, i, false
		}
	default:
		return a, b, i, false
	}
	b, end, ok = f.looseHour(j + 1)
	if !ok || t.Gap(end) == numeral.Joined && (t.Kind(end) != numeral.Sign || t.Is(end, "/") || t.Is(end, "-") || t.Is(end, "%")) {
		return a, b, i, false
	}
	return a, b, f.zone(end), true
}

// settle gives both ends their half of the day; evening is said elsewhere.
func settle(a, b hour, evening bool) (hour, hour) {
	pm := func(x hour) hour {
		if x.h < 12 {
			x.h += 12
		}
		return x
	}
	switch {
	case a.half == 0 && b.half == 2:
		if p := pm(a); p.minutes() < b.minutes() {
			a = p
		}
	case a.half == 0 && b.half == 0 && evening:
		a, b = pm(a), pm(b)
	}
	if b.minutes() <= a.minutes() && b.h < 12 && (b.half == 0 || a.half == 0) {
		b.h += 12
	}
	return a, b
}

// noteHours reads a range of hours that starts at i, with the day behind it.
func (f *finder) noteHours(i int) (when, bool) {
	t := f.t
	if f.t.Kind(i) == numeral.Digits && i > 0 && t.Gap(i) == numeral.Joined {
		return when{}, false
	}
	a, b, end, ok := f.hours(i)
	if !ok {
		return when{}, false
	}
	firm := a.half > 0 || b.half > 0 || a.m >= 0 || b.m >= 0
	evening := false
	if p, k, ok := f.dayPart(end); ok {
		evening, end, firm = p != "TMO", k, true
	}
	k := end
	for t.Is(k, "on") || t.Is(k, "of") || t.Is(k, ",") {
		k++
	}
	d, ok := f.primary(k)
	if ok && f.near(k) && d.kind == dayKind && (d.y > 0 || d.wd > 0) && (d.clock == "" || d.clock[1] >= 'A') {
		if d.clock != "" {
			evening = d.clock != "TMO"
		}
		if p, e, ok := f.dayPart(d.end); ok {
			evening, d.end = p != "TMO", e
		}
		a, b = settle(a, b, evening)
		return f.hourRange(d, a, b, i, d.end), true
	}
	if !firm {
		return when{}, false
	}
	a, b = settle(a, b, evening)
	return f.hourRange(when{}, a, b, i, end), true
}

// dayPart reads "in the morning", "evening".
func (f *finder) dayPart(k int) (string, int, bool) {
	t := f.t
	if t.Is(k, "in") && t.Is(k+1, "the") {
		k += 2
	}
	if p, ok := f.word(k); ok && p.class == partWord && p.s[1] >= 'A' && f.near(k) {
		return p.s, k + 1, true
	}
	return "", k, false
}

// dayHours reads the range of hours behind a day.
func (f *finder) dayHours(w when) (when, bool) {
	t := f.t
	k := w.end
	if !f.near(k) || w.kind != dayKind || w.clock != "" && w.clock[1] < 'A' {
		return when{}, false
	}
	a, b, end, ok := f.hours(k)
	if !ok {
		return when{}, false
	}
	if !t.Is(k, "from") && !t.Is(k, "between") && !t.Is(k, "at") && w.clock == "" && a.half == 0 && b.half == 0 && a.m < 0 && b.m < 0 {
		return when{}, false
	}
	evening := w.clock == "TEV" || w.clock == "TAF" || w.clock == "TNI"
	if p, e, ok := f.dayPart(end); ok {
		evening, end = p != "TMO", e
	}
	a, b = settle(a, b, evening)
	return f.hourRange(w, a, b, w.first, end), true
}

// hourRange is the range of two times on a day, or on any day.
func (f *finder) hourRange(d when, a, b hour, first, end int) when {
	r := when{kind: clockKind, first: first, end: end, why: "hours"}
	from, to := fmt.Sprintf("%02d:%02d:00", a.h, max(a.m, 0)), fmt.Sprintf("%02d:%02d:00", b.h, max(b.m, 0))
	r.timex = from + "/" + to
	if start, ok := d.start(); ok {
		r.timex = start.String() + " " + from + "/" + start.String() + " " + to
		r.bounded, r.from, r.to = true, start, start
	}
	return r
}

// wordyClock reads "half past seven", "10 past 9", "quarter to eight".
func (f *finder) wordyClock(i int) (when, bool) {
	t := f.t
	m := 0
	j := i + 1
	switch {
	case t.Is(i, "half"):
		m = 30
	case t.Is(i, "quarter"):
		m = 15
	default:
		n, k, ok := f.number(i)
		if !ok || n.n < 1 || n.n > 59 || n.half {
			return when{}, false
		}
		m, j = n.n, k
		if t.Is(j, "minutes") {
			j++
		}
	}
	past := t.Is(j, "past")
	if !past && !(t.Is(j, "to") && (t.Is(i, "quarter") || m%5 == 0 && m > 12)) {
		return when{}, false
	}
	h, e, ok := f.looseHour(j + 1)
	if !ok || h.m >= 0 {
		return when{}, false
	}
	if !past {
		h.h, m = mod(h.h-1, 24), 60-m
	}
	if t.Is(e, "o") && t.Is(e+2, "clock") {
		e += 3
	} else if t.Is(e, "oclock") {
		e++
	}
	return when{kind: clockKind, clock: "T" + two(h.h) + ":" + two(m), end: e}, true
}

// noteIn reads "in two months" and "within 5 minutes".
func (f *finder) noteIn(i int) (when, bool) {
	t := f.t
	n, j, ok := f.number(i + 1)
	if !ok || f.anchor == noDay || n.text == "X" && !t.Is(j-1, "few") {
		return when{}, false
	}
	u, ok := f.word(j)
	if s, letter := letterUnits[t.Low1(j)]; letter && t.Kind(i+1) == numeral.Digits && t.Gap(j) == numeral.Joined {
		u, ok = word{class: unitWord, s: s}, true
	}
	if !ok || u.class != unitWord || u.s == "WE" || f.age(i+1, j+1, u) {
		return when{}, false
	}
	end := j + 1
	if (t.Is(end, "'") || t.Is(end, "’")) && t.Is(end+1, "s") && t.Is(end+2, "time") {
		end += 3
	} else if (t.Is(end, "'") || t.Is(end, "’")) && t.Is(end+1, "time") {
		end += 2
	}
	r, ok := f.exact(n, u, 1)
	if !ok {
		return when{}, false
	}
	r.end = end
	if t.Is(i, "within") {
		d, _ := r.start()
		if r.clock != "" {
			r.timex = f.anchor.String() + " " + f.clockAt(f.minute)[1:] + ":00/" + d.String() + " " + r.clock[1:]
		} else {
			r.timex = f.anchor.String() + "/" + d.String()
		}
	}
	return r, true
}

// starting reads "2 weeks starting May 20th", "3 days from today": a count
// with the day it starts on.
func (f *finder) starting(w when, n number, u word) (when, bool) {
	t := f.t
	k := w.end
	if t.Is(k, ",") {
		k++
	}
	switch t.Low1(k) {
	case "starting", "beginning", "commencing":
		k++
		if t.Is(k, "from") || t.Is(k, "on") {
			k++
		}
	case "from":
		if !t.Is(w.first-1, "for") {
			return when{}, false
		}
		k++
	default:
		return when{}, false
	}
	b, ok := f.primary(k)
	if !ok || b.kind != dayKind || b.y <= 0 || b.clock != "" {
		return when{}, false
	}
	from, _ := b.start()
	if next := from.addMonths(12); b.guessed && f.anchor != noDay && from < f.anchor && next != noDay {
		from = next // what a note asks for is ahead
	}
	to := f.forward(from, n.n, u.s)
	if to == noDay || to <= from || n.n > 10000 {
		return when{}, false
	}
	return when{kind: rangeKind, bounded: true, from: from, to: to - 1, timex: from.String() + "/" + to.String(), first: w.first, end: b.end}, true
}

// lastOf reads "last week of 2016", "last four months of 2021"; j is "of".
func (f *finder) lastOf(j, n int, unit string) (when, bool) {
	if !f.t.Is(j, "of") || n < 1 || n > 1000 {
		return when{}, false
	}
	b, ok := f.primary(j + 1)
	if !ok || b.kind != yearKind && b.kind != monthKind && b.kind != quarterKind {
		return when{}, false
	}
	_, to, ok := when{kind: b.kind, y: b.y, m: b.m, n: b.n}.bounds()
	if !ok {
		return when{}, false
	}
	end := to + 1
	if unit == "W" { // whole weeks: the last Thursday is the last week's
		end = onWeekStart(to) + 7
		if to.weekday() < 4 {
			end -= 7
		}
	}
	from := f.forward(end, -n, unit)
	if from == noDay {
		return when{}, false
	}
	r := when{kind: rangeKind, bounded: true, from: from, to: end - 1, timex: from.String() + "/" + end.String(), end: b.end}
	if n == 1 && unit == "W" {
		r.kind = weekKind
		r.y, r.n = from.week()
		if !f.note {
			r.timex = ""
		}
	}
	return r, true
}

func onWeekStart(d day) day { return d - day(d.weekday()-1) }
