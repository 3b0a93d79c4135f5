package date

import (
	"strings"

	"demarche/extract/numeral"
)

// language is the lexicon of an alphabetic language other than English.
type language struct {
	words     map[string]word
	of        map[string]bool // between the parts of a date: "de", "den"
	yearly    map[string]bool // year words and their cases: "года"
	before    map[string]bool // "vor", "hace": ago before the count
	after     map[string]bool // "назад": ago after the count
	cues      map[string]bool // words before a bare year
	will      map[string]bool // words of the future
	future    []string        // the endings of verbs in the future tense
	adjective bool            // last and next may stand behind the noun
}

func (l *language) tense(f *finder, i, j int) int {
	t := f.t
	for k, n := i-1, 0; k >= 0 && n < 20; k, n = k-1, n+1 {
		if f.stop(k) {
			break
		}
		if l.ahead(t, k) {
			return 1
		}
	}
	for k, n := j, 0; k < len(t.Toks) && n < 6 && !f.stop(k); k, n = k+1, n+1 {
		if l.ahead(t, k) {
			return 1
		}
	}
	return 0
}

// ahead says whether the word at k is of the future, by the list or by its ending.
func (l *language) ahead(t *numeral.Text, k int) bool {
	w := t.Low1(k)
	if l.will[w] {
		return true
	}
	if len(l.future) == 0 || t.Kind(k) != numeral.Word || t.Capital(k) || l.of[t.Low1(k-1)] {
		return false
	}
	for _, end := range l.future {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// lex is the entry of token i in the language of the text.
func (f *finder) lex(i int) (word, bool) {
	t := f.t
	if t.Kind(i) != numeral.Word {
		return word{}, false
	}
	w := t.Low1(i)
	if e, ok := f.lang.words[w]; ok {
		return e, true
	}
	if f.ctx.Lang == "de" {
		if day, _, ok := f.germanDay(w); ok {
			return day, true
		}
	}
	if f.ctx.Lang == "ar" {
		for _, p := range [...]string{"و", "ب", "ل", "ف", "ال", "وال", "بال", "لل"} {
			if s, ok := strings.CutPrefix(w, p); ok {
				if e, ok := f.lang.words[s]; ok {
					return e, true
				}
			}
		}
	}
	return word{}, false
}

// skipOf passes over the small words between the parts of a date.
func (f *finder) skipOf(j int) int {
	for n := 0; n < 2 && f.near(j) && (f.lang.of[f.t.Low1(j)] || f.t.Is(j, ",") && n == 0); n++ {
		j++
	}
	return j
}

// foreign reads a date in a language other than English.
func (f *finder) foreign(i int) (when, bool) {
	w, ok := f.foreignStart(i)
	if !ok {
		return when{}, false
	}
	w.first = i
	if w.kind == dayKind && w.clock == "" {
		w = f.foreignClock(w)
	}
	if w.kind == dayKind || w.kind == monthKind || w.kind == yearKind {
		if r, ok := f.foreignRange(w); ok {
			return r, true
		}
	}
	return w, true
}

func (f *finder) foreignStart(i int) (when, bool) {
	t := f.t
	if t.Kind(i) == numeral.Digits {
		return f.foreignDigits(i)
	}
	if t.Kind(i) != numeral.Word {
		return when{}, false
	}
	if f.lang.before[t.Low1(i)] || f.ctx.Lang == "fr" && t.Is(i, "il") && t.Is(i+1, "y") && t.Is(i+2, "a") {
		j := i + 1
		if t.Is(i, "il") {
			j = i + 3
		}
		for n := 0; n < 2 && fillers[t.Low1(j)]; n++ {
			j++
		}
		if w, ok := f.foreignCount(j, -1); ok {
			return w, true
		}
	}
	if w, ok := f.special(i); ok {
		return w, true
	}
	e, ok := f.lex(i)
	if !ok {
		if n, ok := numeral.Small(t.Low1(i), f.ctx.Lang); ok && n > 0 {
			return f.foreignCount(i, 0)
		}
		return when{}, false
	}
	switch e.class {
	case monthWord:
		return f.foreignMonth(i, i+1, e.n)
	case weekdayWord:
		return f.foreignWeekday(i, e)
	case todayWord:
		if f.anchor == noDay {
			return when{}, false
		}
		if t.Is(i, "mañana") && (t.Is(i-1, "la") || t.Is(i-1, "una") || t.Is(i-1, "cada")) {
			return when{}, false // the noun
		}
		if t.Is(i, "morgen") && t.Capital(i) && i > 0 && !f.stop(i-1) && t.Gap(i) != numeral.Break {
			return when{}, false // the noun: "am Morgen"
		}
		r := onDay(f.anchor + day(e.n))
		r.clock, r.end = e.s, i+1
		if p, k, ok := f.partBehind(i + 1); ok && r.clock == "" {
			r.clock, r.end = p, k
		}
		return r, true
	case refWord:
		return when{kind: refKind, timex: e.s, end: i + 1}, true
	case setWord:
		return when{kind: setKind, timex: e.s, end: i + 1}, true
	case thisWord, lastWord, nextWord:
		return f.foreignDeictic(i, e)
	case unitWord:
		return f.foreignUnit(i, e)
	case ordinalWord:
		return f.foreignOrdinal(i, e)
	case seasonWord:
		return f.foreignSeason(i, e)
	case modWord:
		j := f.skipOf(i + 1)
		if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined {
			j++ // "mi-novembre"
		}
		if f.ctx.Lang == "fr" && t.Is(j, "l") && (t.Is(j+1, "'") || t.Is(j+1, "’")) {
			j += 2
		} else if f.ctx.Lang == "fr" && (t.Is(j, "'") || t.Is(j, "’")) {
			j++
		}
		if r, ok := f.foreignPart(j); ok {
			r.part = e.s
			return r, true
		}
		if x, ok := f.lex(j); ok && x.class == monthWord {
			r, ok := f.foreignMonth(j, j+1, x.n)
			r.part = e.s
			return r, ok
		}
		if y, k, ok := f.foreignYear(j); ok {
			r := onYear(y)
			r.part, r.end = e.s, k
			return r, true
		}
	}
	return when{}, false
}

// foreignPart reads the unit behind a word such as "Anfang": "der Woche", "letzter
// Woche", "недели".
func (f *finder) foreignPart(j int) (when, bool) {
	x, ok := f.lex(j)
	if !ok || !f.near(j) || f.anchor == noDay {
		return when{}, false
	}
	switch x.class {
	case unitWord:
		if x.s != "W" && x.s != "M" && x.s != "Y" {
			return when{}, false
		}
		if r, ok := f.foreignUnit(j, x); ok {
			return r, r.kind == weekKind || r.kind == monthKind || r.kind == yearKind
		}
		return f.thisUnit(j, x)
	case thisWord, lastWord, nextWord:
		if u, ok := f.lex(j + 1); ok && u.class == unitWord && (u.s == "W" || u.s == "M" || u.s == "Y") {
			return f.foreignStep(x, u, j+2)
		}
	}
	return when{}, false
}

// foreignDigits reads what starts with digits: a day, a count or a year.
func (f *finder) foreignDigits(i int) (when, bool) {
	t := f.t
	if i > 0 && t.Gap(i) == numeral.Joined && (t.Kind(i-1) == numeral.Word && !(f.ctx.Lang == "ar" && t.Is(i-1, "و")) || (t.Is(i-1, ".") || t.Is(i-1, ",") || t.Is(i-1, "/") || t.Is(i-1, ":")) && t.Kind(i-2) == numeral.Digits && t.Gap(i-1) == numeral.Joined || t.Is(i-1, "$") || t.Is(i-1, "€") || t.Is(i-1, "№")) {
		return when{}, false
	}
	if w, ok := f.numericDate(i); ok {
		w.first = i
		if f.lang.yearly[t.Low1(w.end)] && f.near(w.end) {
			w.end++
		}
		return w, true
	}
	n := digits(t.Plain(i))
	if d := n; t.Len(i) <= 4 && d >= 1 && d <= 31 {
		j := f.dayEnd(i)
		k := j
		for c := 0; c < 2 && (f.lang.of[t.Low1(k)]); c++ {
			k++
		}
		if x, ok := f.lex(k); ok && x.class == monthWord && f.near(k) {
			return f.foreignDay(i, k, d, x.n)
		}
		if w, ok := f.foreignDays(i, j, d); ok {
			return w, true
		}
		if x, ok := f.lex(j); ok && x.class == ordinalWord || ok && x.class == unitWord && x.s == "Q" {
			if x.s == "Q" && d <= 4 {
				return f.foreignQuarter(d, j+1)
			}
		}
	}
	if w, ok := f.foreignCount(i, 0); ok {
		return w, true
	}
	if c, ok := f.clock(i); ok && t.Is(i+1, ":") {
		if t.Is(c.end, "uhr") {
			c.end++
		}
		return c, true
	}
	if t.Len(i) != 4 {
		return when{}, false
	}
	j := i + 1
	if n >= 1900 && n <= 2099 && n%10 == 0 && (t.Is(j, "er") || t.Is(j, "s")) && t.Gap(j) == numeral.Joined {
		e := j + 1
		if f.lang.yearly[t.Low1(e)] {
			e++
		}
		return when{kind: decadeKind, y: n, end: e}, true
	}
	if n >= 1900 && n%10 == 0 && t.Is(j, "-") && (t.Is(j+1, "е") || t.Is(j+1, "х") || t.Is(j+1, "ті") || t.Is(j+1, "их")) {
		e := j + 2
		if f.lang.yearly[t.Low1(e)] {
			e++
		}
		return when{kind: decadeKind, y: n, end: e}, true
	}
	if y, e, ok := f.foreignYear(i); ok {
		said := e > i+1
		if !said && (n < 1900 || n > 2050) {
			return when{}, false
		}
		if !said && !f.lang.cues[t.Low1(i-1)] && t.Kind(j) == numeral.Word && f.near(j) {
			return when{}, false
		}
		if !said && !f.yearly(i, n) {
			return when{}, false
		}
		r := onYear(y)
		if t.Is(i-1, "années") {
			r = when{kind: decadeKind, y: y}
		}
		r.end = e
		return r, true
	}
	return when{}, false
}
