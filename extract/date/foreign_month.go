package date

import "demarche/extract/numeral"

// Years, months and days of the month in the languages besides English.

// foreignYear reads a year with the words around it: "de 2025", "2025 года".
func (f *finder) foreignYear(j int) (int, int, bool) {
	t := f.t
	k := f.skipOf(j)
	for n := 0; n < 2 && f.lang.yearly[t.Low1(k)]; n++ {
		k++
	}
	y, e, ok := f.yearAt(k)
	if !ok || !f.near(k) {
		return 0, j, false
	}
	if f.lang.yearly[t.Low1(e)] && f.near(e) {
		e++
		if t.Is(e, ".") && t.Gap(e) == numeral.Joined && t.Len(e-1) <= 2 && !f.stop(e) {
			e++
		}
	}
	return y, e, true
}

// foreignMonth reads the year behind a month that starts at i and ends at j.
func (f *finder) foreignMonth(i, j, m int) (when, bool) {
	t := f.t
	if f.ctx.Lang == "ar" && t.Is(j, "/") { // "تشرين الثاني/نوفمبر"
		if x, ok := f.lex(j + 1); ok && x.class == monthWord {
			m, j = x.n, j+2
		}
	}
	if f.ctx.Lang == "ar" && (t.Is(j-1, "تشرين") || t.Is(j-1, "كانون")) {
		m, j = f.arabicMonth(j)
		if t.Is(j, "/") {
			if x, ok := f.lex(j + 1); ok && x.class == monthWord {
				m, j = x.n, j+2
			}
		}
	}
	if t.Is(j, ".") && t.Gap(j) == numeral.Joined && t.Len(j-1) <= 5 && (t.Kind(j+1) == numeral.Digits) {
		j++
	}
	if y, e, ok := f.foreignYear(j); ok {
		return when{kind: monthKind, y: y, m: m, end: e}, true
	}
	r := when{kind: monthKind, m: m, end: j, guessed: true}
	if w := t.Low1(i); w == "mai" || w == "mars" || w == "marzo" {
		if t.Capital(i) && f.ctx.Lang != "de" {
			return when{}, false
		}
	}
	if f.anchor != noDay {
		y, am, _ := f.anchor.ymd()
		r.y = f.yearOfDay(m, 0, f.tense(i, j))
		if n, k, ok := f.ofLastYear(j); ok { // "в ноябре прошлого года"
			r.y, r.end, r.guessed = y+n, k, false
			return r, true
		}
		if x, ok := f.lex(j); ok && f.near(j) { // "en mars dernier", "marzo pasado"
			switch x.class {
			case lastWord:
				r.y, r.end = y, j+1
				if m >= am {
					r.y--
				}
			case nextWord:
				r.y, r.end = y, j+1
				if m <= am {
					r.y++
				}
			}
		}
	}
	return r, true
}

// ofLastYear reads "of last year" behind a month, in either order of its words, and
// gives the step from this year.
func (f *finder) ofLastYear(j int) (step, end int, ok bool) {
	t := f.t
	k := f.skipOf(j)
	if t.Is(k, "'") || t.Is(k, "’") {
		k++
	}
	if f.ctx.Lang == "fr" && t.Is(k, "l") && (t.Is(k+1, "'") || t.Is(k+1, "’")) {
		k += 2
	}
	a, ok1 := f.lex(k)
	b, ok2 := f.lex(k + 1)
	if !ok1 || !ok2 || !f.near(k) || !f.near(k+1) {
		return 0, j, false
	}
	if a.class == unitWord {
		a, b = b, a
	}
	if b.class != unitWord || b.s != "Y" {
		return 0, j, false
	}
	switch a.class {
	case lastWord:
		return -1, k + 2, true
	case thisWord:
		return 0, k + 2, true
	case nextWord:
		return 1, k + 2, true
	}
	return 0, j, false
}

// arabicMonth tells the two Tishrin and the two Kanun apart; j is the token behind.
func (f *finder) arabicMonth(j int) (int, int) {
	t := f.t
	first := t.Is(j, "الأول") || t.Is(j, "الاول")
	if !first && !t.Is(j, "الثاني") {
		return map[bool]int{true: 10, false: 12}[t.Is(j-1, "تشرين")], j
	}
	switch {
	case t.Is(j-1, "تشرين") && first:
		return 10, j + 1
	case t.Is(j-1, "تشرين"):
		return 11, j + 1
	case first:
		return 12, j + 1
	}
	return 1, j + 1
}

// foreignDay reads the year behind a day and its month at k.
func (f *finder) foreignDay(i, k, d, m int) (when, bool) {
	w, ok := f.foreignMonth(k, k+1, m)
	if !ok {
		w = when{m: m, end: k + 1, guessed: true}
	}
	if !valid(2000, w.m, d) {
		return when{}, false
	}
	r := when{kind: dayKind, y: w.y, m: w.m, d: d, end: w.end, guessed: w.guessed}
	if w.guessed && f.anchor != noDay {
		r.y = f.yearOfDay(w.m, d, f.tense(i, w.end))
	}
	return r, r.y == 0 || valid(r.y, r.m, r.d)
}
