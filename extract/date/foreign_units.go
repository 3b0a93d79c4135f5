package date

import (
	"strings"

	"demarche/extract/numeral"
)

// foreignDeictic reads "letzte Woche", "прошлой осенью", "el próximo lunes".
func (f *finder) foreignDeictic(i int, e word) (when, bool) {
	j := i + 1
	if !f.near(j) || f.anchor == noDay {
		return when{}, false
	}
	if n, k, ok := f.foreignNumber(j); ok && e.class != thisWord {
		for x, ok := f.lex(k); ok && (x.class == lastWord || x.class == nextWord); x, ok = f.lex(k) {
			k++
		}
		if u, ok := f.lex(k); ok && u.class == unitWord {
			r := f.span(itoa(n), u.s)
			r.end = k + 1
			return r, true
		}
	}
	u, ok := f.lex(j)
	if e, k, friday := f.friday(j); friday && f.ctx.Lang == "uk" {
		u, ok, j = e, true, k
	}
	if !ok {
		return when{}, false
	}
	switch u.class {
	case unitWord:
		if strings.HasPrefix(u.s, "T") {
			return when{}, false
		}
		return f.foreignStep(e, u, j+1)
	case weekdayWord:
		r, ok := f.foreignWeekday(j, u)
		if ok && r.wd > 0 {
			end := r.end
			switch e.class {
			case lastWord:
				r = onDay(f.anchor - day(mod(f.anchor.weekday()-u.n-1, 7)) - 1)
			case nextWord:
				r = onDay(f.anchor + day(mod(u.n-f.anchor.weekday()-1, 7)) + 1)
			}
			r.end = end
		}
		return r, ok
	case monthWord:
		r, ok := f.foreignMonth(j, j+1, u.n)
		if ok && r.guessed {
			y, m, _ := f.anchor.ymd()
			r.y = y
			if e.class == lastWord && u.n >= m {
				r.y--
			} else if e.class == nextWord && u.n <= m {
				r.y++
			}
		}
		return r, ok
	case seasonWord:
		r, ok := f.foreignSeason(j, u)
		if ok && r.guessed && e.class == lastWord {
			y, m, _ := f.anchor.ymd()
			r.y = y
			if m <= 5+3*u.n {
				r.y--
			}
		}
		return r, ok
	case partWord:
		r := onDay(f.anchor)
		if e.class == lastWord {
			r = onDay(f.anchor - 1)
		}
		r.clock, r.end = u.s, j+1
		return r, true
	case ordinalWord:
		return when{}, false
	}
	return when{}, false
}

// foreignStep is this, last or next unit.
func (f *finder) foreignStep(e, u word, end int) (when, bool) {
	step := map[class]int{thisWord: 0, lastWord: -1, nextWord: 1}[e.class]
	y, m, _ := f.anchor.ymd()
	var r when
	switch u.s {
	case "D":
		return when{}, false
	case "W":
		r = onWeek(f.anchor + day(7*step))
	case "WE":
		r = onWeek(f.anchor + day(7*step))
		r.kind = weekendKind
	case "M":
		r = onMonth(civil(y, m+step, 1))
	case "Q":
		r = onQuarter(civil(y, m+3*step, 1))
	case "Y":
		r = onYear(y + step)
	case "E":
		r = when{kind: decadeKind, y: y/10*10 + 10*step}
	case "C":
		r = when{kind: centuryKind, y: y/100*100 + 100*step}
	default:
		return when{}, false
	}
	r.end = end
	return r, true
}

// foreignUnit reads a unit with the adjective behind it: "la semaine dernière",
// "el año pasado", "العام الماضي", or the year: "Jahr 2024".
func (f *finder) foreignUnit(i int, e word) (when, bool) {
	t := f.t
	j := i + 1
	if e.s == "Y" {
		if y, k, ok := f.foreignYear(i); ok {
			r := onYear(y)
			r.end = k
			return r, true
		}
	}
	if f.lang.after[t.Low1(j)] && f.near(j) && f.anchor != noDay { // "неделю назад"
		r, ok := f.back(number{text: "1", n: 1}, e, -1)
		r.end = j + 1
		return r, ok
	}
	if x, ok := f.lex(j); ok && f.near(j) && t.Gap(j) == numeral.Space && f.anchor != noDay {
		if (x.class == lastWord || x.class == nextWord || x.class == thisWord && f.ctx.Lang == "ar") && f.lang.adjective {
			return f.foreignStep(x, e, j+1)
		}
		if e.s == "Q" && x.class == ordinalWord && x.n <= 4 {
			return f.foreignQuarter(x.n, j+1)
		}
		if x.class == ordinalWord && e.s == "H" {
			return f.foreignHalf(x.n, j+1)
		}
	}
	return when{}, false
}

// foreignOrdinal reads "dritten Quartal 2024", "XX век" is not read.
func (f *finder) foreignOrdinal(i int, e word) (when, bool) {
	j := i + 1
	if u, ok := f.lex(j); ok && u.class == unitWord && u.s == "Q" && e.n <= 4 && f.near(j) {
		return f.foreignQuarter(e.n, j+1)
	}
	if u, ok := f.lex(j); ok && u.class == unitWord && u.s == "H" && f.near(j) {
		return f.foreignHalf(e.n, j+1)
	}
	if e.n == 1 && f.near(j) { // "premier mars", "primero de enero", "первое марта"
		k := f.skipOf(j)
		if u, ok := f.lex(k); ok && u.class == monthWord {
			return f.foreignDay(i, k, 1, u.n)
		}
	}
	return when{}, false
}

func (f *finder) foreignQuarter(n, j int) (when, bool) {
	r := when{kind: quarterKind, n: n, end: j, guessed: true}
	if y, e, ok := f.foreignYear(j); ok {
		r.y, r.end, r.guessed = y, e, false
		return r, true
	}
	k := f.skipOf(j)
	if x, ok := f.lex(k); ok && f.anchor != noDay && (x.class == thisWord || x.class == lastWord || x.class == nextWord) {
		if u, ok := f.lex(k + 1); ok && u.s == "Y" {
			y, _, _ := f.anchor.ymd()
			r.y, r.end = y+map[class]int{thisWord: 0, lastWord: -1, nextWord: 1}[x.class], k+2
			return r, true
		}
	}
	if f.anchor != noDay {
		y, m, _ := f.anchor.ymd()
		r.y = y
		if n > (m-1)/3+1 && f.tense(j, j) <= 0 {
			r.y--
		}
	}
	return r, true
}

// foreignHalf reads the year behind "ersten Halbjahr", "premier semestre".
func (f *finder) foreignHalf(n, j int) (when, bool) {
	r := when{kind: halfKind, n: n, end: j}
	if n > 2 {
		return when{}, false
	}
	if y, e, ok := f.foreignYear(j); ok {
		r.y, r.end = y, e
		return r, true
	}
	if step, e, ok := f.ofLastYear(j); ok && f.anchor != noDay {
		y, _, _ := f.anchor.ymd()
		r.y, r.end = y+step, e
		return r, true
	}
	return when{}, false // a term at a school too
}

func (f *finder) foreignSeason(i int, e word) (when, bool) {
	r := when{kind: seasonKind, n: e.n, end: i + 1, guessed: true}
	if y, k, ok := f.foreignYear(i + 1); ok {
		r.y, r.end, r.guessed = y, k, false
		return r, true
	}
	if f.anchor == noDay || e.weak {
		return when{}, false
	}
	y, m, _ := f.anchor.ymd()
	r.y = y
	if x, ok := f.lex(i + 1); ok && x.class == lastWord {
		r.end = i + 2
		if m <= 5+3*e.n {
			r.y--
		}
		return r, true
	}
	if m < 3+3*e.n && f.tense(i, i+1) <= 0 {
		r.y--
	}
	return r, true
}

// foreignNumber reads a small whole number in digits or words.
func (f *finder) foreignNumber(i int) (int, int, bool) {
	t := f.t
	if t.Kind(i) == numeral.Digits && t.Len(i) <= 6 {
		n := digits(t.Plain(i))
		return n, i + 1, n > 0 && n < 1000
	}
	if n, ok := numeral.Small(t.Low1(i), f.ctx.Lang); ok && n > 0 && t.Kind(i) == numeral.Word {
		return n, i + 1, true
	}
	return 0, i, false
}

// foreignCount reads "number unit": a duration, or a point where "ago" stands
// before (sign -1) or behind.
func (f *finder) foreignCount(i, sign int) (when, bool) {
	t := f.t
	n, j, ok := f.foreignNumber(i)
	if !ok {
		if u, ok := f.lex(i); ok && u.class == unitWord && sign != 0 && f.ctx.Lang == "ar" && !(t.Kind(i+1) == numeral.Digits && t.Len(i+1) == 4) { // "قبل عام"
			n, j = 1, i
			if u.n == 2 {
				n = 2
			}
		} else {
			return when{}, false
		}
	}
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined {
		j++
	}
	if x, ok := f.lex(j); ok && (x.class == lastWord || x.class == nextWord) && sign == 0 && n > 1 { // "trois derniers mois"
		j++
	}
	u, ok := f.lex(j)
	if !ok || u.class != unitWord || !f.near(j) || u.s == "WE" || u.s == "Q" || u.s == "H" || t.Len(j) == 1 {
		return when{}, false
	}
	k := j + 1
	if f.lang.after[t.Low1(k)] && f.near(k) {
		sign = -1
		k++
	}
	if sign != 0 {
		r, ok := f.back(number{text: itoa(n), n: n}, u, sign)
		r.end = k
		return r, ok && f.anchor != noDay
	}
	if r, ok := f.monthsOf(n, u, k); ok {
		return r, true
	}
	if n == 1 && t.Kind(i) == numeral.Word && (t.Is(i, "un") || t.Is(i, "une") || t.Is(i, "una") || strings.HasPrefix(t.Low1(i), "ein")) {
		return when{}, false
	}
	r := f.span(itoa(n), u.s)
	r.end = k
	return r, true
}

// monthsOf reads the year behind a count of months, which are then its first: "neun
// Monaten dieses Jahres", "девять месяцев 2026 года".
func (f *finder) monthsOf(n int, u word, k int) (when, bool) {
	if u.s != "M" || n < 2 || n > 11 || !f.near(k) || f.t.Is(k, "en") || f.t.Is(k, "im") || f.t.Is(k, "في") {
		return when{}, false
	}
	y, e, ok := f.foreignYear(k)
	if !ok && f.anchor != noDay {
		var step int
		step, e, ok = f.ofLastYear(k)
		y, _, _ = f.anchor.ymd()
		y += step
	}
	if !ok {
		return when{}, false
	}
	from, to := civil(y, 1, 1), civil(y, n+1, 1)
	return when{kind: rangeKind, bounded: true, from: from, to: to - 1, timex: from.String() + "/" + to.String(), end: e}, true
}
