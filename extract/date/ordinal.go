package date

import (
	"demarche/extract/numeral"
)

// numberedOrdinal reads "20th century", "1st quarter".
func (f *finder) numberedOrdinal(i, d, e int) (when, bool) {
	if e != i+2 {
		return when{}, false
	}
	return f.ordinal(i, d, e)
}

// ordinal reads what an ordinal starts; j is the token after it.
func (f *finder) ordinal(i, n, j int) (when, bool) {
	t := f.t
	if !f.near(j) {
		return when{}, false
	}
	k := j
	dash := t.Is(k, "-") && t.Gap(k) == numeral.Joined && t.Gap(k+1) == numeral.Joined
	if dash {
		k++
	}
	if t.Is(k, "fiscal") || t.Is(k, "calendar") {
		k++
	}
	if w, ok := f.quartersOf(i, n, k); ok {
		return w, true
	}
	switch t.Low1(k) {
	case "quarters":
		if !f.quarterListed(i) || n > 4 || n < 1 {
			break
		}
		return f.quarterOf(i, n, k+1), true
	case "quarter", "qtr":
		if n > 4 || n < 1 {
			return when{}, false
		}
		if t.Is(k+1, "of") && (t.Is(k+2, "a") || t.Is(k+2, "the") && !t.Is(k+3, "year") && !t.Is(k+3, "fiscal")) && t.Kind(k+3) != numeral.Digits {
			if _, ok := f.primary(k + 2); !ok {
				return f.quarterOf(i, n, k+1), true
			}
		}
		return f.quarterOf(i, n, k+1), true
	case "half":
		if t.Is(i, "last") {
			n = 2
		}
		if n > 2 || n < 1 {
			return when{}, false
		}
		r := when{kind: halfKind, n: n, end: k + 1}
		if y, e, ok := f.ofYear(k + 1); ok {
			r.y, r.end = y, e
			return r, true
		}
		if (t.Is(k+1, "of") || dash || t.Is(i-1, "the") && !f.note) && f.anchor != noDay && (!t.Is(k+1, "of") || t.Is(k+3, "year")) && (t.Is(k+1, "of") || dash) {
			r.y, _, _ = f.anchor.ymd()
			return r, true
		}
		if f.anchor != noDay && !f.note && !t.Is(k+1, "of") && f.earned(i) {
			y, m, _ := f.anchor.ymd()
			r.y, r.guessed = y, true
			if n == 2 && m <= 6 && f.tense(i, k+1) <= 0 {
				r.y--
			}
			return r, true
		}
		return when{}, false
	case "century":
		return when{kind: centuryKind, y: 100 * (n - 1), end: k + 1}, n > 0 && n < 30
	case "of", "day":
		e := k
		if t.Is(e, "day") {
			e++
		}
		if t.Is(e, "of") {
			if w, ok := f.word(e + 1); ok && w.class == monthWord && n <= 31 {
				return f.dayMonth(i, n, j)
			}
			if t.Is(e+1, "the") && t.Is(e+2, "month") && f.anchor != noDay && n <= 31 {
				y, m, _ := f.anchor.ymd()
				if valid(y, m, n) {
					return when{kind: dayKind, y: y, m: m, d: n, end: e + 3}, true
				}
			}
		}
	case "week":
		return f.nthWeek(i, n, k)
	case "month":
		if y, e, ok := f.ofYear(k + 1); ok && n <= 12 {
			return when{kind: monthKind, y: y, m: n, end: e}, true
		}
	}
	if w, ok := f.word(k); ok && w.class == monthWord && n <= 31 {
		return f.dayMonth(i, n, j)
	}
	if w, ok := f.word(k); ok && w.class == weekdayWord && n <= 5 && (t.Is(k+1, "of") || t.Is(k+1, "in")) { // "the second Tuesday of November"
		if b, ok := f.primary(k + 2); ok && b.kind == monthKind && b.y > 0 {
			r := onDay(nth(b.y, b.m, w.n, n))
			r.end, r.guessed = b.end, b.guessed
			return r, true
		}
	}
	// "the first nine months", "first three quarters"
	if c, e, ok := f.number(k); ok && f.near(e) && t.Is(i, "first") && c.n < 1000 {
		if u, ok := f.word(e); ok && u.class == unitWord {
			r := f.span(c.text, u.s)
			r.end = e + 1
			if r2, ok := f.firstOf(r, c, u, n); ok {
				return r2, true
			}
			return r, true
		}
	}
	return when{}, false
}

// earnings are words of a company's report: a half without more is then half a year.
var earnings = set("profit profits net sales earnings revenue revenues income loss losses results dividend exports imports output gdp growth")

// earned says whether a word of a company's report stands before token i in its sentence.
func (f *finder) earned(i int) bool {
	for k, n := i-1, 0; k >= 0 && n < 14 && !f.stop(k); k, n = k-1, n+1 {
		if earnings[f.t.Low1(k)] {
			return true
		}
	}
	return false
}

// firstOf reads "first ten days of last year".
func (f *finder) firstOf(r when, c number, u word, n int) (when, bool) {
	if !f.t.Is(r.end, "of") || n != 1 {
		return when{}, false
	}
	b, ok := f.primary(r.end + 1)
	if !ok {
		return when{}, false
	}
	from, ok := b.start()
	if !ok {
		return when{}, false
	}
	to := f.forward(from, c.n, u.s)
	if to == noDay {
		return when{}, false
	}
	return when{kind: rangeKind, bounded: true, from: from, to: to - 1, timex: from.String() + "/" + to.String(), end: b.end}, true
}

// forward is n units after a day, noDay for units below it.
func (f *finder) forward(d day, n int, unit string) day {
	switch unit {
	case "D":
		return d + day(n)
	case "W":
		return d + day(7*n)
	case "2W":
		return d + day(14*n)
	case "M":
		return d.addMonths(n)
	case "Q":
		return d.addMonths(3 * n)
	case "Y":
		return d.addMonths(12 * n)
	case "E":
		return d.addMonths(120 * n)
	}
	return noDay
}

// quarterOf is the nth quarter with the year behind it at j, or the latest such
// quarter that had begun.
func (f *finder) quarterOf(i, n, j int) when {
	t := f.t
	r := when{kind: quarterKind, n: n, end: j, guessed: true}
	if y, e, ok := f.ofYear(j); ok {
		r.y, r.end, r.guessed = y, e, false
		return r
	}
	if f.anchor == noDay || f.habitual(i) {
		return r
	}
	y, m, _ := f.anchor.ymd()
	r.y = y
	q := (m-1)/3 + 1
	tense := f.tense(i, j)
	switch {
	case n > q && tense <= 0 && n-q > 1:
		r.y--
	case n < q && tense > 0 && n <= 2 && q >= 3 && !(t.Is(j, "ended")):
		r.y++
	}
	if t.Is(j, "a") && t.Is(j+1, "year") && (t.Is(j+2, "ago") || t.Is(j+2, "earlier")) {
		r.y--
		r.end, r.name = j+3, "back"
	}
	return r
}

// habits are words by which a sentence tells what is so every year.
var habits = set("usually typically generally normally traditionally customarily often")

// habitual says whether such a word stands shortly before token i.
func (f *finder) habitual(i int) bool {
	for k := i - 1; k >= 0 && k > i-9 && !f.stop(k); k-- {
		if habits[f.t.Low1(k)] {
			return true
		}
	}
	return false
}

// quartersOf reads the first of "the first and second quarters of 2026"; k is the
// token behind its ordinal.
func (f *finder) quartersOf(i, n, k int) (when, bool) {
	t := f.t
	if !t.Is(k, "and") && !t.Is(k, "or") {
		return when{}, false
	}
	w, ok := f.word(k + 1)
	if !ok || w.class != ordinalWord || w.n <= n || w.n > 4 || !t.Is(k+2, "quarters") || !f.near(k+2) {
		return when{}, false
	}
	r := f.quarterOf(i, w.n, k+3)
	r.n, r.end = n, k
	return r, true
}

// quarterListed says whether the ordinal at i ends such a list.
func (f *finder) quarterListed(i int) bool {
	t := f.t
	return (t.Is(i-1, "and") || t.Is(i-1, "or")) && f.prev.kind == quarterKind && f.prev.end == i-1
}

// nthWeek is the nth week of a month or year; n counts ISO weeks.
func (f *finder) nthWeek(i, n, k int) (when, bool) {
	t := f.t
	if !t.Is(k+1, "of") && !t.Is(k+1, "in") {
		return when{}, false
	}
	b, ok := f.primary(k + 2)
	if !ok || b.y <= 0 || n < 1 || n > 53 {
		return when{}, false
	}
	switch b.kind {
	case monthKind:
		first := onWeek(civil(b.y, b.m, 1) + 3)
		if civil(b.y, b.m, 1).weekday() > 4 {
			first = onWeek(civil(b.y, b.m, 1) + 7)
		}
		d := monday(first.y, first.n) + day(7*(n-1))
		r := onWeek(d)
		r.end = b.end
		if f.note {
			r.timex = d.String() + "/" + (d + 7).String()
		}
		return r, true
	case yearKind:
		r := when{kind: weekKind, y: b.y, n: n, end: b.end}
		return r, true
	}
	return when{}, false
}

// halfCode reads "H1 2026", which needs its year: "H1" is also a heading.
func (f *finder) halfCode(i int) (when, bool) {
	t := f.t
	n := digits(t.Plain(i + 1))
	if t.Kind(i+1) != numeral.Digits || t.Gap(i+1) != numeral.Joined || n < 1 || n > 2 || t.Len(i+1) > 1 {
		return when{}, false
	}
	y, e, ok := f.ofYear(i + 2)
	if !ok {
		return when{}, false
	}
	return when{kind: halfKind, y: y, n: n, end: e}, true
}

// quarterCode reads "Q3 2024", "Q3".
func (f *finder) quarterCode(i int) (when, bool) {
	t := f.t
	if t.Kind(i+1) != numeral.Digits || t.Gap(i+1) != numeral.Joined {
		return when{}, false
	}
	q := digits(t.Plain(i + 1))
	if q < 1 || q > 4 {
		return when{}, false
	}
	if t.Gap(i+2) == numeral.Joined && t.Kind(i+2) == numeral.Word {
		return when{}, false
	}
	if t.Is(i+2, "-") && t.Gap(i+2) == numeral.Joined {
		if y, e, ok := f.yearAt(i + 3); ok {
			return when{kind: quarterKind, y: y, n: q, end: e}, true
		}
	}
	return f.quarterOf(i, q, i+2), true
}
