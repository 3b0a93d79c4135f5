package date

import (
	"strings"

	"demarche/extract/numeral"
)

// Weekdays, times of day and ranges in the languages besides English.

// germanParts end the words that name a weekday and a part of it.
var germanParts = [...]struct{ end, value string }{
	{"vormittag", "TMO"}, {"nachmittag", "TAF"}, {"mittag", "T12:00"}, {"morgen", "TMO"}, {"früh", "TMO"}, {"abend", "TEV"}, {"nacht", "TNI"},
}

// germanDay cuts "montagabend" into its weekday and the TIMEX3 part of the day.
func (f *finder) germanDay(w string) (word, string, bool) {
	for _, p := range germanParts {
		if s, ok := strings.CutSuffix(w, p.end); ok {
			e, ok := f.lang.words[s]
			return e, p.value, ok && e.class == weekdayWord && len(s) > 3
		}
	}
	return word{}, "", false
}

// foreignWeekday reads a weekday with the date or the adjective beside it.
func (f *finder) foreignWeekday(i int, e word) (when, bool) {
	t := f.t
	j := i + 1
	k := f.skipOf(j)
	if t.Kind(k) == numeral.Digits && t.Len(k) <= 2 && f.near(k) {
		if r, ok := f.foreignDigits(k); ok && r.kind == dayKind {
			if r.guessed && f.anchor != noDay {
				r = f.yearByWeekday(r, e.n)
			}
			return r, true
		}
	}
	if t.Len(i) <= 2 || e.weak {
		return when{}, false
	}
	if f.anchor == noDay {
		return when{kind: dayKind, wd: e.n, end: j, guessed: true}, true
	}
	if x, ok := f.lex(j); ok && f.near(j) && t.Gap(j) == numeral.Space {
		switch x.class {
		case lastWord:
			r := onDay(f.anchor - day(mod(f.anchor.weekday()-e.n-1, 7)) - 1)
			r.end = j + 1
			return r, true
		case nextWord:
			r := onDay(f.anchor + day(mod(e.n-f.anchor.weekday()-1, 7)) + 1)
			r.end = j + 1
			return r, true
		}
	}
	tense := f.tense(i, j)
	if f.fromThen(i, j) {
		tense = 1
	}
	r := onDay(f.weekdayNear(e.n, tense))
	r.end, r.guessed, r.wd = j, true, e.n
	if f.ctx.Lang == "de" {
		_, r.clock, _ = f.germanDay(t.Low1(i))
	}
	if p, k, ok := f.partBehind(j); ok && r.clock == "" {
		r.clock, r.end = p, k
	}
	return r, true
}

// fromThen says whether the weekday at i begins a time to come: "ab Montag", "von
// Montag an", "à partir de lundi", "a partir del lunes".
func (f *finder) fromThen(i, j int) bool {
	t := f.t
	switch f.ctx.Lang {
	case "de":
		return t.Is(i-1, "ab") || t.Is(i-1, "von") && t.Is(j, "an")
	case "fr":
		return t.Is(i-1, "de") && t.Is(i-2, "partir")
	case "es":
		return (t.Is(i-1, "del") || t.Is(i-1, "este") || t.Is(i-1, "el")) && (t.Is(i-2, "partir") || t.Is(i-3, "partir"))
	}
	return false
}

// partBehind reads the part of the day behind a day: "gestern Abend", "hier soir",
// "martes por la noche".
func (f *finder) partBehind(j int) (string, int, bool) {
	t := f.t
	if f.ctx.Lang == "es" && (t.Is(j, "por") || t.Is(j, "en")) && t.Is(j+1, "la") {
		j += 2
		if t.Is(j, "mañana") {
			return "TMO", j + 1, true
		}
	}
	if f.ctx.Lang == "de" && t.Is(j, "morgen") && t.Capital(j) {
		return "TMO", j + 1, f.near(j)
	}
	x, ok := f.lex(j)
	return x.s, j + 1, ok && x.class == partWord && f.near(j)
}

// foreignClock reads a time behind a day: "um 14:30 Uhr", "à 14h30", "в 14:30".
func (f *finder) foreignClock(w when) when {
	t := f.t
	k := w.end
	if t.Is(k, ",") {
		k++
	}
	switch t.Low1(k) {
	case "um", "à", "a", "в", "о", "gegen", "vers":
		k++
		if t.Is(k, "las") {
			k++
		}
	}
	if t.Kind(k) != numeral.Digits || !f.near(k) || t.Len(k) > 2 {
		return w
	}
	h := digits(t.Plain(k))
	m := ""
	e := k + 1
	switch {
	case (t.Is(e, ":") || t.Is(e, "h") || t.Is(e, ".") && t.Is(e+2, "uhr")) && t.Gap(e) == numeral.Joined && t.Gap(e+1) == numeral.Joined && t.Len(e+1) == 2 && t.Kind(e+1) == numeral.Digits:
		m, e = t.Plain(e+1), e+2
	case t.Is(e, "uhr") || t.Is(e, "h") && t.Gap(e) == numeral.Joined:
	default:
		return w
	}
	if t.Is(e, "uhr") || t.Is(e, "h") && t.Gap(e) == numeral.Joined {
		e++
	}
	if h > 24 || m != "" && digits(m) > 59 {
		return w
	}
	w.clock, w.end = "T"+two(h), e
	if m != "" {
		w.clock += ":" + m
	}
	return w
}

// foreignRange joins "4.–6. November", "2014-2018".
func (f *finder) foreignRange(w when) (when, bool) {
	t := f.t
	k := w.end
	if !t.Is(k, "-") && !t.Is(k, "–") && !t.Is(k, "—") || !f.near(k) || t.Gap(k) != t.Gap(k+1) {
		return when{}, false
	}
	b, ok := f.foreignStart(k + 1)
	if !ok || b.kind != w.kind || b.y < w.y && !b.guessed {
		return when{}, false
	}
	if w.guessed && !b.guessed && b.y > 0 {
		w = f.yearBefore(w, b)
	}
	return f.between(w, b)
}
