package date

import (
	"demarche/extract/numeral"

	"github.com/shopspring/decimal"
)

var maxCount = decimal.NewFromInt(100000)

// abbrev is the token after the word at j and the full stop of its abbreviation.
func (f *finder) abbrev(j int) int {
	t := f.t
	n := t.Len(j)
	if t.Is(j+1, ".") && t.Gap(j+1) == numeral.Joined && (n == 3 || n == 4 && t.Is(j, "sept")) && !t.Is(j, "may") && !t.Is(j, "june") && !t.Is(j, "july") {
		return j + 2
	}
	return j + 1
}

// dayNumber reads a day of the month in digits or as an ordinal at i.
func (f *finder) dayNumber(i int) (d, end int, ordinal, ok bool) {
	t := f.t
	if t.Kind(i) == numeral.Digits {
		d = digits(t.Plain(i))
		if t.Len(i) > 2 || d < 1 || d > 31 {
			return 0, i, false, false
		}
		if s := t.Low1(i + 1); t.Gap(i+1) == numeral.Joined && (s == "st" || s == "nd" || s == "rd" || s == "th") {
			return d, i + 2, true, true
		}
		return d, i + 1, false, true
	}
	if w, ok := f.word(i); ok && w.class == ordinalWord && w.n <= 31 {
		return w.n, i + 1, true, true
	}
	tens := tensWords[t.Low1(i)]
	if tens == 0 {
		return 0, i, false, false
	}
	j := i + 1
	if t.Is(j, "-") {
		j++
	}
	if w, ok := f.word(j); ok && w.class == ordinalWord && w.n < 10 && tens+w.n <= 31 {
		return tens + w.n, j + 1, true, true
	}
	if n, ok := numeral.Small(t.Low1(j), "en"); ok && n > 0 && n < 10 && f.note && tens+n <= 31 {
		return tens + n, j + 1, false, true
	}
	return 0, i, false, false
}

// tensWords begin the ordinals above twentieth.
var tensWords = map[string]int{"twenty": 20, "thirty": 30}

// onGuess is a month and day whose year the context gives.
func (f *finder) onGuess(m, d, i, j int) when {
	r := when{kind: dayKind, m: m, d: d, guessed: true}
	if f.anchor != noDay {
		r.y = f.yearOfDay(m, d, f.tense(i, j))
	}
	return r
}

// month reads what starts with a month's name.
func (f *finder) month(i int, w word) (when, bool) {
	t := f.t
	j := f.abbrev(i)
	if w.weak && !f.monthly(i, j, w) || f.ctx.Lang != "" && f.ctx.Lang != "en" && t.Len(i) <= 4 && !t.Capital(i) && t.Kind(j) != numeral.Digits {
		return when{}, false // in other languages "jul." is a word of its own
	}
	k := j
	if t.Is(k, "the") {
		k++
	} else if (t.Is(k, ",") || t.Is(k, "/") || t.Is(k, "-")) && f.note {
		k++
	}
	if d, e, ordinal, ok := f.dayNumber(k); ok && f.near(k) && !t.Toks[k].Line && !f.notDay(k, e, ordinal) && (t.Kind(k) == numeral.Digits || f.note || t.Is(j, "the") || f.ordinalDay(k, e)) {
		r := when{kind: dayKind, m: w.n, d: d}
		if e < len(t.Toks) && t.Is(e, "(") && f.note { // "May 22 (Tue)"
			if x, ok := f.word(e + 1); ok && x.class == weekdayWord && t.Is(e+2, ")") {
				e += 3
			}
		}
		if y, e2, ok := f.yearAfter(e); ok && valid(y, w.n, d) && !(t.Is(e, "-") && t.Kind(e+1) == numeral.Digits && t.Len(e+1) < 4) {
			r.y, r.end = y, e2
			return r, true
		}
		if valid(2000, w.n, d) {
			r = f.onGuess(w.n, d, i, e)
			r.end = e
			return r, true
		}
		if f.note { // "Feb 30" is said but is no day
			if y, e2, ok := f.yearAfter(e); ok {
				r.y, e = y, e2
			}
			r.end = e
			return r, true
		}
	}
	if y, e, ok := f.yearAfter(j); ok && (t.Len(e-1) == 4 || f.note || t.Is(e-1, "year") || t.Kind(e-2) == numeral.Sign) {
		return when{kind: monthKind, y: y, m: w.n, end: e}, true
	}
	monthRange := (t.Is(j, "-") || t.Is(j, "–") || t.Is(j, "/")) && f.word2(j+1, monthWord)
	if t.Len(i) < 4 && j == i+1 && !monthRange && !f.note && w.n != 5 && !t.Is(i-1, "in") && !t.Is(i-1, "last") && !t.Is(i-1, "since") {
		return when{}, false // a bare "Jan" may be a name
	}
	r := when{kind: monthKind, m: w.n, end: j, guessed: true, name: "month"}
	if w.weak && j == i+2 && t.Is(i+1, ".") && !t.In(i+2) {
		r.end = j
	}
	if f.anchor != noDay {
		tense := f.tense(i, j)
		_, am, _ := f.anchor.ymd()
		if f.near(j) && deals[t.Low1(j)] && !t.Is(i-1, "in") {
			tense = 1 // "oil for January delivery", "the March contract"
		}
		if tense < 0 && w.n == am%12+1 && f.near(j) && t.Gap(j) == numeral.Space && f.describes(i, j) {
			tense = 1 // "trading for November transactions", said in October
		}
		r.y = f.yearOfDay(w.n, 0, tense)
		if y, ok := f.months[w.n]; ok && w.n != am && tense == 0 {
			r.y = y
		}
	}
	return r, true
}

// deals are what is traded ahead for a month.
var deals = set("delivery contract contracts futures crude options settlement")

// describes says whether the month at i describes the noun behind it: nothing says
// "in" or "since", and a plain word follows at once.
func (f *finder) describes(i, j int) bool {
	switch f.t.Low1(i - 1) {
	case "in", "since", "last", "during", "through", "until", "by", "of", "from", "to", "and", "or", "between", "early", "late", "mid", "-":
		return false
	}
	return f.isWord(j) && !after[f.t.Low1(j)] && !f.t.Capital(j) && f.cue(j) == 0 && !pronouns[f.t.Low1(j)]
}

// ordinalDay says whether an ordinal in words is a day of the month: "June
// first" but not "June first quarter".
func (f *finder) ordinalDay(k, e int) bool {
	w := f.t.Low1(e)
	return w != "quarter" && w != "half" && w != "week" && w != "day" && w != "time" && (f.t.Kind(e) != numeral.Word || w == "and" || w == "to" || w == "at" || w == "in" || w == "of")
}

// notDay says whether the digits behind a month are no day of it.
func (f *finder) notDay(k, e int, ordinal bool) bool {
	t := f.t
	if ordinal {
		return false
	}
	if t.Gap(e) == numeral.Joined && (t.Is(e, ":") && t.Kind(e+1) == numeral.Digits && t.Gap(e+1) == numeral.Joined || t.Is(e, "%") || t.Is(e, ".") && t.Kind(e+1) == numeral.Digits && t.Gap(e+1) == numeral.Joined && !f.note) {
		return true
	}
	if f.note && t.Gap(e) == numeral.Joined && t.Kind(e) == numeral.Word || f.note && (t.Is(e, "pm") || t.Is(e, "am")) {
		return true
	}
	return t.Is(e, ",") && t.Gap(e) == numeral.Joined && t.Gap(e+1) == numeral.Joined && t.Len(e+1) == 3
}

// monthly says whether a word that is also an ordinary one is a month here.
func (f *finder) monthly(i, j int, w word) bool {
	t := f.t
	if t.Kind(j) == numeral.Digits && f.near(j) && (t.Len(j) <= 2 || t.Len(j) == 4) {
		return true
	}
	if (t.Is(j, "'") || t.Is(j, "’") || t.Is(j, "/") || t.Is(j, "-") || t.Is(j, "of") || t.Is(j, ",")) && t.Kind(j+1) == numeral.Digits {
		return true
	}
	if _, _, _, ok := f.dayNumber(j); ok && f.note {
		return true
	}
	if (t.Is(j, "-") || t.Is(j, "–") || t.Is(j, "/")) && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined && f.word2(j+1, monthWord) && t.Capital(i) && t.Capital(j+1) || (t.Is(j, "to") || t.Is(j, "through")) && t.Capital(i) && f.word2(j+1, monthWord) && t.Capital(j+1) && f.near(j+1) {
		return true
	}
	if !t.Capital(i) && !f.note {
		return false
	}
	switch t.Low1(i - 1) {
	case "in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "of", "through", "for", "from", "between", "before", "after", "to", "during", "end", "beginning", "-", "every", "each":
		return t.Capital(i) || t.Low1(i-1) != "to" && t.Low1(i-1) != "for"
	}
	if t.Is(i-1, "and") || t.Is(i-1, "the") {
		return t.Capital(i) && (w.n != 3 || t.Is(i-1, "the") && f.isWord(j) && !t.Capital(j) && !after[t.Low1(j)])
	}
	return t.Capital(i) && i > 0 && !f.stop(i-1) && t.Gap(i) != numeral.Break && t.Len(i) > 3 && !f.isWord(j)
}

// digitStart reads what starts with digits.
func (f *finder) digitStart(i int) (when, bool) {
	t := f.t
	raw := t.Plain(i)
	if i > 0 && t.Gap(i) == numeral.Joined {
		p := t.Raw(i - 1)
		if t.Kind(i-1) == numeral.Word && !f.joinedMonth(i-1) || (p == "." || p == "," || p == "/" || p == ":") && t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Digits || p == "$" || p == "€" || p == "£" || p == "#" || p == "№" {
			return when{}, false
		}
	}
	if w, ok := f.numericDate(i); ok {
		return w, true
	}
	if w, ok := f.another(i); ok {
		return w, true
	}
	if w, ok := f.clock(i); ok {
		return w, true
	}
	if d, e, _, ok := f.dayNumber(i); ok {
		if w, ok := f.dayMonth(i, d, e); ok {
			return w, true
		}
		if w, ok := f.dayInList(i); ok {
			return w, true
		}
		if w, ok := f.numberedOrdinal(i, d, e); ok {
			return w, true
		}
	}
	if w, ok := f.count(i); ok {
		return w, true
	}
	if len(raw) == 4 {
		return f.year(i)
	}
	if len(raw) >= 2 && len(raw) <= 3 && t.Gap(i+1) == numeral.Joined {
		if s := t.Low1(i + 1); s == "th" || s == "st" || s == "nd" || s == "rd" {
			return f.ordinal(i, digits(raw), i+2)
		}
	}
	if len(raw) == 2 && (t.Is(i+1, "s") || t.Is(i+1, "'") && t.Is(i+2, "s")) && t.Gap(i+1) == numeral.Joined && raw[1] == '0' && (t.Is(i-1, "'") || t.Is(i-1, "’") || t.Is(i-1, "the")) { // "the '80s"
		y := century(digits(raw))
		if y >= 2030 {
			y -= 100
		}
		e := i + 2
		if t.Is(i+1, "'") {
			e++
		}
		return when{kind: decadeKind, y: y, end: e}, true
	}
	return when{}, false
}

// another reads the second day of "April 24 and 25".
func (f *finder) another(i int) (when, bool) {
	t, p := f.t, f.prev
	if p.kind != dayKind || p.m == 0 || p.clock != "" || p.end != i-1 || !t.Is(i-1, "and") && !t.Is(i-1, "or") || t.Kind(p.end-1) != numeral.Digits {
		return when{}, false
	}
	d, e, _, ok := f.dayNumber(i)
	if !ok || d <= p.d || p.y <= 0 || !valid(p.y, p.m, d) || f.isWord(e) && !after[t.Low1(e)] || t.Gap(e) == numeral.Joined && t.Kind(e) != numeral.Sign || t.Is(e, "-") || t.Is(e, ":") || t.Is(e, "%") || t.Is(e, "/") || t.Is(e, "$") {
		return when{}, false
	}
	return when{kind: dayKind, y: p.y, m: p.m, d: d, end: e, guessed: p.guessed}, true
}

func (f *finder) joinedMonth(i int) bool { w, ok := f.word(i); return ok && w.class == monthWord }

// dayMonth reads "4 November", "4th of November 2025", "4-Nov-2025".
func (f *finder) dayMonth(i, d, e int) (when, bool) {
	t := f.t
	j := e
	if t.Is(j, "of") || t.Is(j, "-") || t.Is(j, "/") || t.Is(j, ".") && t.Gap(j) == numeral.Joined {
		j++
	}
	if t.Is(j, "day") && t.Is(j+1, "of") {
		j += 2
	}
	w, ok := f.word(j)
	if !ok || w.class != monthWord || !f.near(j) || t.Toks[j].Line && t.Kind(i) == numeral.Digits && t.Gap(j) == numeral.Break {
		return when{}, false
	}
	if t.Is(j, "may") && !t.Capital(j) && !f.note || w.n == 5 && f.isVerb(j+1) {
		return when{}, false
	}
	k := f.abbrev(j)
	if y, k2, ok := f.yearAfter(k); ok && valid(y, w.n, d) {
		return when{kind: dayKind, y: y, m: w.n, d: d, end: k2}, true
	}
	if t.Is(e, "-") && t.Gap(e) == numeral.Joined && t.Is(k, "-") && t.Gap(k) == numeral.Joined && t.Gap(k+1) == numeral.Joined && t.Kind(k+1) == numeral.Digits && t.Len(k+1) == 2 { // "03-Nov-26"
		if y := century(digits(t.Plain(k + 1))); valid(y, w.n, d) {
			return when{kind: dayKind, y: y, m: w.n, d: d, end: k + 2}, true
		}
	}
	if !valid(2000, w.n, d) {
		return when{}, false
	}
	// "10 September 2025" is a date; "the 10 March votes" too
	r := f.onGuess(w.n, d, i, k)
	r.end = k
	return r, true
}

// isVerb says whether "may" is a verb because of the word behind it.
func (f *finder) isVerb(k int) bool {
	switch f.t.Low1(k) {
	case "be", "have", "not", "also", "still", "well", "or":
		return true
	}
	return false
}
