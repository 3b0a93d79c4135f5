package date

import (
	"strings"

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
	tens := map[string]int{"twenty": 20, "thirty": 30}[t.Low1(i)]
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

// yearAt reads a year of four digits at i.
func (f *finder) yearAt(i int) (int, int, bool) {
	t := f.t
	if t.Kind(i) != numeral.Digits || t.Len(i) != 4 {
		return 0, i, false
	}
	y := digits(t.Plain(i))
	if y < 1000 || y > 2199 || t.Gap(i+1) == numeral.Joined && (t.Kind(i+1) == numeral.Word || t.Is(i+1, ":")) {
		return 0, i, false
	}
	return y, i + 1, true
}

// yearAfter reads the year behind a month or a day: "2024", ", 2024", "of
// 2024", "in 2024", "'24", and in notes two digits or words.
func (f *finder) yearAfter(j int) (int, int, bool) {
	t := f.t
	if !f.near(j) {
		return 0, j, false
	}
	k := j
	if t.Is(k, ",") || t.Is(k, "-") || t.Is(k, "/") || t.Is(k, ".") && t.Gap(k) == numeral.Joined {
		k++
	} else if t.Is(k, "of") || t.Is(k, "in") && (f.note || len(t.Plain(k+1)) == 4) {
		k++
		if t.Is(k, "the") && t.Is(k+1, "year") {
			k += 2
		}
	}
	if y, e, ok := f.yearAt(k); ok && f.near(k) {
		return y, e, true
	}
	if w, ok := f.word(k); ok && t.Is(j, "of") && (w.class == lastWord || w.class == thisWord || w.class == nextWord) && t.Is(k+1, "year") && f.anchor != noDay {
		y, _, _ := f.anchor.ymd()
		return y + map[class]int{lastWord: -1, thisWord: 0, nextWord: 1}[w.class], k + 2, true
	}
	if (t.Is(k, "'") || t.Is(k, "’") || t.Is(k, "‘")) && t.Gap(k+1) == numeral.Joined && t.Len(k+1) == 2 && t.Kind(k+1) == numeral.Digits {
		return century(digits(t.Plain(k + 1))), k + 2, true
	}
	if f.note && t.Kind(k) == numeral.Digits && t.Len(k) == 2 && (t.Is(j, "of") || t.Is(j, ",") || k == j) && t.Gap(k+1) != numeral.Joined {
		if y := digits(t.Plain(k)); y > 31 || t.Is(j, "of") || t.Gap(k+1) == numeral.Break || f.isWord(k+1) && !f.clocky(k+1) {
			return century(y), k + 1, true
		}
	}
	if t.Kind(k) == numeral.Word {
		if y, e, ok := f.yearWords(k); ok && (f.note || !f.isWord(e)) {
			return y, e, true
		}
	}
	return 0, j, false
}

func (f *finder) clocky(k int) bool {
	switch f.t.Low1(k) {
	case "am", "pm", "a", "p", "oclock", "o":
		return true
	}
	return false
}

// yearWords reads "nineteen seventy two", "two thousand and five".
func (f *finder) yearWords(k int) (int, int, bool) {
	t := f.t
	n, ok := t.Number(k, numeral.Options{Lang: "en"})
	if !ok || !n.Words {
		return 0, k, false
	}
	v := int(n.Value.IntPart())
	if v >= 1900 && v <= 2100 {
		return v, n.End, true
	}
	if v < 18 || v > 21 {
		return 0, k, false
	}
	m, ok := t.Number(n.End, numeral.Options{Lang: "en"})
	if !ok || !m.Words || m.Value.IntPart() > 99 || m.Scaled {
		return 0, k, false
	}
	return v*100 + int(m.Value.IntPart()), m.End, true
}

// century puts a year of two digits into 1950 to 2049.
func century(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

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
	if w.weak && !f.monthly(i, j, w) {
		return when{}, false
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
		r.y = f.yearOfDay(w.n, 0, tense)
		if y, ok := f.months[w.n]; ok && w.n != am && tense == 0 {
			r.y = y
		}
	}
	return r, true
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
	if !t.Capital(i) && !f.note {
		return false
	}
	switch t.Low1(i - 1) {
	case "in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "of", "through", "for", "from", "between", "before", "after", "to", "during", "end", "beginning", "-", "every", "each":
		return t.Capital(i) || t.Low1(i-1) != "to" && t.Low1(i-1) != "for"
	}
	if t.Is(i-1, "and") || t.Is(i-1, "the") {
		return t.Capital(i) && w.n != 3
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

// numberedOrdinal reads "20th century", "1st quarter".
func (f *finder) numberedOrdinal(i, d, e int) (when, bool) {
	if e != i+2 {
		return when{}, false
	}
	return f.ordinal(i, d, e)
}

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

// numericDate reads dates in digits alone.
func (f *finder) numericDate(i int) (when, bool) {
	t := f.t
	a := t.Plain(i)
	if len(a) == 8 && t.Gap(i+1) != numeral.Joined || len(a) == 8 && t.Kind(i+1) == numeral.Sign {
		y, m, d := digits(a[:4]), digits(a[4:6]), digits(a[6:])
		if y >= 1900 && y <= 2100 && valid(y, m, d) && (t.Gap(i) != numeral.Joined || t.Is(i-1, "-") || t.Is(i-1, "_")) {
			return when{kind: dayKind, y: y, m: m, d: d, end: i + 1}, true
		}
		return when{}, false
	}
	s := t.Raw(i + 1)
	if len(a) > 4 || (s != "-" && s != "/" && s != ".") || t.Gap(i+1) != numeral.Joined || t.Gap(i+2) != numeral.Joined {
		return when{}, false
	}
	b := t.Plain(i + 2)
	if b == "" {
		return f.isoMonthWord(i, a)
	}
	third, c := t.Raw(i+3), ""
	if third == s && t.Gap(i+3) == numeral.Joined && t.Gap(i+4) == numeral.Joined {
		c = t.Plain(i + 4)
	}
	if third == "/" && s == "-" || third == "-" && s == "/" {
		c = ""
	}
	if len(a) == 4 && c != "" && len(b) <= 2 && len(c) <= 2 { // 2025-11-04
		if y, m, d := digits(a), digits(b), digits(c); valid(y, m, d) {
			r := when{kind: dayKind, y: y, m: m, d: d, end: i + 5}
			return f.isoTime(r), true
		}
		return when{}, false
	}
	if c != "" && len(a) <= 2 && len(b) <= 2 && (len(c) == 4 || len(c) == 2 && (s != "." || f.note)) {
		y := digits(c)
		if len(c) == 2 {
			y = century(y)
		}
		m, d := f.order(a, b, s)
		if valid(y, m, d) && !(len(c) == 2 && s == "-" && !f.note && !f.dateCue(i)) {
			return when{kind: dayKind, y: y, m: m, d: d, end: i + 5}, true
		}
		return when{}, false
	}
	if c != "" {
		return when{}, false
	}
	if len(a) == 4 && len(b) == 2 && s == "-" && t.Gap(i+3) != numeral.Joined { // 2025-11, 2009-10
		y, m := digits(a), digits(b)
		if y >= 1900 && y <= 2100 && m >= 1 && m <= 12 && (f.note || m != (y+1)%100) {
			return when{kind: monthKind, y: y, m: m, end: i + 3}, true
		}
		return when{}, false
	}
	if len(a) <= 2 && len(b) == 4 && (s == "-" || s == "/") { // 12-2015
		if m, y := digits(a), digits(b); m >= 1 && m <= 12 && y >= 1900 && y <= 2100 && (s == "/" || f.note) {
			return when{kind: monthKind, y: y, m: m, end: i + 3}, true
		}
		return when{}, false
	}
	if len(a) <= 2 && len(b) <= 2 && f.near(i) && f.shortDate(i, s) { // 11/4
		m, d := f.order(a, b, s)
		if valid(2000, m, d) {
			r := f.onGuess(m, d, i, i+3)
			r.end = i + 3
			if y, e, ok := f.yearAfter(r.end); ok && t.Is(r.end, ",") {
				r.y, r.end, r.guessed = y, e, false
			}
			return r, true
		}
	}
	return when{}, false
}

// isoMonthWord reads "2025-Nov-04" and "2025/Nov".
func (f *finder) isoMonthWord(i int, a string) (when, bool) {
	t := f.t
	w, ok := f.word(i + 2)
	if !ok || w.class != monthWord || len(a) != 4 {
		return when{}, false
	}
	y := digits(a)
	if (t.Is(i+3, "-") || t.Is(i+3, "/")) && t.Kind(i+4) == numeral.Digits {
		if d := digits(t.Plain(i + 4)); valid(y, w.n, d) {
			return when{kind: dayKind, y: y, m: w.n, d: d, end: i + 5}, true
		}
	}
	return when{kind: monthKind, y: y, m: w.n, end: i + 3}, true
}

// isoTime adds "T15:04:05Z".
func (f *finder) isoTime(r when) when {
	t := f.t
	k := r.end
	if t.Is(k, "t") && t.Gap(k) == numeral.Joined && t.Kind(k+1) == numeral.Digits && t.Len(k+1) == 2 && t.Is(k+2, ":") && t.Kind(k+3) == numeral.Digits {
		r.clock, r.end = "T"+t.Plain(k+1)+":"+t.Plain(k+3), k+4
		if t.Is(r.end, ":") && t.Kind(r.end+1) == numeral.Digits {
			r.clock += ":" + t.Plain(r.end+1)
			r.end += 2
		}
		if t.Is(r.end, "z") {
			r.end++
		}
	}
	return r
}

// monthFirst lists the countries that write the month first in 3/4/2025.
var monthFirst = map[string]bool{"US": true, "PH": true, "FM": true, "PW": true, "MH": true, "CA": true}

// order tells month and day of a date in digits apart: by value where one is
// over 12, else by the country and, without one, by the language. Dots are
// written by people who put the day first.
func (f *finder) order(a, b, sep string) (m, d int) {
	x, y := digits(a), digits(b)
	first := monthFirst[f.ctx.Country] || f.ctx.Country == "" && (f.ctx.Lang == "" || f.ctx.Lang == "en")
	if sep == "." && !f.note {
		first = false
	}
	if x > 12 || !first && y <= 12 {
		return y, x
	}
	return x, y
}

// dateCue says whether the words before make digits a date.
func (f *finder) dateCue(i int) bool {
	if w, ok := f.word(i - 1); ok && w.class == weekdayWord {
		return true
	}
	switch f.t.Low1(i - 1) {
	case "on", "since", "until", "by", "from", "dated", "date", "before", "after", "due", "of", "published", "updated", "posted", "this", "next", "last":
		return true
	}
	return false
}

// shortDate says whether 11/4 is a date and no fraction or score.
func (f *finder) shortDate(i int, sep string) bool {
	t := f.t
	after := t.Raw(i + 3)
	if t.Gap(i+3) == numeral.Joined && (after == "/" || after == "%" || t.Kind(i+3) == numeral.Word && !f.note || after == "." && t.Kind(i+4) == numeral.Digits && t.Gap(i+4) == numeral.Joined) {
		return false
	}
	if after == "%" || t.Is(i+3, "percent") || t.Is(i+3, "per") {
		return false
	}
	if h, _ := f.half(i + 3); h > 0 || t.Is(i-1, "at") {
		return false
	}
	cue := f.dateCue(i)
	if sep == "/" {
		return cue || f.note
	}
	return f.note && cue && t.Len(i) <= 2
}

// year reads a bare year or decade of four digits.
func (f *finder) year(i int) (when, bool) {
	t := f.t
	y := digits(t.Plain(i))
	j := i + 1
	if y < 1000 || y > 2199 {
		return when{}, false
	}
	decade := 0
	if t.Is(j, "s") && (t.Gap(j) == numeral.Joined || f.note) {
		decade = j + 1
	} else if (t.Is(j, "'") || t.Is(j, "’")) && t.Is(j+1, "s") && t.Gap(j+1) == numeral.Joined && y%10 == 0 && (t.Is(i-1, "the") || t.Is(i-1, "early") || t.Is(i-1, "late") || t.Is(i-1, "mid")) {
		decade = j + 2
	}
	if decade > 0 {
		if y%10 != 0 {
			return when{}, false
		}
		k := decadeKind
		if y%100 == 0 && y < 2000 && y != 1900 && f.note {
			k = decadeKind
		}
		return when{kind: k, y: y, end: decade}, true
	}
	// "2017 q1", "2017-q1", "2024 third quarter"
	k := j
	if t.Is(k, "-") || t.Is(k, ",") {
		k++
	}
	if t.Is(k, "q") && t.Gap(k+1) == numeral.Joined && t.Kind(k+1) == numeral.Digits {
		if q := digits(t.Plain(k + 1)); q >= 1 && q <= 4 {
			return when{kind: quarterKind, y: y, n: q, end: k + 2}, true
		}
	}
	if w, ok := f.word(j); ok && f.near(j) {
		if w.class == ordinalWord && t.Is(j+1, "quarter") && w.n <= 4 {
			return when{kind: quarterKind, y: y, n: w.n, end: j + 2}, true
		}
		if w.class == monthWord && f.note && t.Kind(j+1) != numeral.Digits {
			return when{kind: monthKind, y: y, m: w.n, end: f.abbrev(j)}, true
		}
		if t.Is(j, "quarter") && f.quarter.n > 0 { // "the 1988 quarter"
			return when{kind: quarterKind, y: y, n: f.quarter.n, end: j + 1, name: "back"}, true
		}
	}
	if t.Is(j, "period") && f.quarter.n > 0 && t.Is(i-1, "the") {
		return when{kind: quarterKind, y: y, n: f.quarter.n, end: j + 1, name: "back"}, true
	}
	if !f.yearly(i, y) {
		return when{}, false
	}
	r := onYear(y)
	r.end = j
	return r, true
}

var yearCues = set("in since by until till of from before after during through to between for and circa around early late mid year fiscal the than post pre")

// notYears are things that come in thousands: a number before them is a count.
var notYears = set("people men women children troops soldiers employees workers jobs shares miles kilometers kilometres km meters metres feet tons tonnes pounds dollars euros points votes words pages homes houses cars vehicles members students residents barrels acres hectares square cases deaths copies units percent times others years days hours minutes seconds tickets seats rooms calls messages refugees fans stores police officers cubic mg mm cm rpm calories protesters demonstrators companies supporters pesos yuan yen rubles francs marks")

// yearly says whether four digits are a year where they stand.
func (f *finder) yearly(i, y int) bool {
	t := f.t
	j := i + 1
	if t.Gap(j) == numeral.Joined && (t.Kind(j) == numeral.Word && !f.note || t.Is(j, "%") || t.Is(j, "$") || t.Is(j, "€") || t.Is(j, ":")) {
		return false
	}
	if t.Gap(j) == numeral.Joined && (t.Is(j, ".") || t.Is(j, ",") || t.Is(j, "/")) && t.Kind(j+1) == numeral.Digits && t.Gap(j+1) == numeral.Joined {
		return false
	}
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Kind(j+1) == numeral.Digits && t.Gap(j+1) == numeral.Joined {
		if n := t.Len(j + 1); n != 4 && !(n == 2 && digits(t.Plain(j+1)) == (y+1)%100) || t.Is(j+2, "-") && t.Gap(j+2) == numeral.Joined && t.Kind(j+3) == numeral.Digits {
			return false // part of a number in groups
		}
	}
	p := t.Low1(i - 1)
	joined := t.Gap(i) == numeral.Joined && i > 0
	switch p {
	case "no", "number", "nos", "$", "£", "€", "¥", "+", "#", "№", "page", "room", "flight", "route", "highway", "box", "article", "section", "resolution", "about", "some", "nearly", "over", "than", "approximately", "almost", "least", "zip", "boeing", "order", "o", "e.o", "model", "extension", "ext", "unit", "tel", "phone", "usd", "eur", "gbp":
		if p == "over" || p == "than" || p == "about" || p == "some" {
			if y > 1900 && y < 2040 && (t.Kind(j) != numeral.Word || f.stop(j)) {
				return true
			}
		}
		return false
	case ".":
		if t.Low1(i-2) == "no" || t.Low1(i-2) == "nos" || t.Low1(i-2) == "o" {
			return false
		}
	case "-":
		if joined && t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Digits && (t.Len(i-2) != 4 || t.Is(i-3, "-") && t.Gap(i-2) == numeral.Joined || t.Is(i-3, "+")) {
			return false
		}
		if joined && t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Word && !f.note && !t.Is(i-2, "mid") && !t.Is(i-2, "post") && !t.Is(i-2, "pre") && !t.Is(i-2, "early") && !t.Is(i-2, "late") {
			return false
		}
	}
	if t.Kind(j) == numeral.Word && f.near(j) && (notYears[t.Low1(j)] || y%100 == 0 && !yearCues[p] && strings.HasSuffix(t.Low1(j), "s") && !t.Capital(j)) {
		return false
	}
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined && (t.Kind(j+1) == numeral.Word) && notYears[t.Low1(j+1)+"s"] {
		return false
	}
	cue := yearCues[p] && f.near(i)
	switch {
	case y >= 1900 && y <= 2040:
		return true
	case y >= 1500 && y < 1900, y > 2040 && y <= 2150:
		return cue && p != "of" && p != "for" && p != "to" && p != "than" && p != "and" && p != "the" || t.Is(i-1, "(") && t.Is(j, "-") || y < 1900 && y > 1700 && (cue && p != "than" && p != "to" || t.Is(j, ")") || t.Is(i-1, "(")) && t.Kind(j) != numeral.Word
	}
	return f.note && cue && p == "in"
}

// decadeWord reads "the nineties".
func (f *finder) decadeWord(i int, low string) (when, bool) {
	y := map[string]int{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}[low]
	p := f.t.Low1(i - 1)
	if p == "his" || p == "her" || p == "their" || p == "my" || p == "low" || p == "mid" && !f.t.Is(i-2, "the") || p == "upper" {
		return when{}, false
	}
	if p != "the" && p != "early" && p != "late" && p != "in" {
		return when{}, false
	}
	return when{kind: decadeKind, y: 1900 + y, end: i + 1}, true
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
	switch t.Low1(k) {
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

// ofYear reads "of 2024", "of last year", "2024", ", 2024".
func (f *finder) ofYear(j int) (int, int, bool) {
	t := f.t
	k := j
	if t.Is(k, "of") || t.Is(k, "in") || t.Is(k, ",") {
		k++
	}
	if t.Is(k, "the") && t.Is(k+1, "year") && t.Kind(k+2) == numeral.Digits {
		k += 2
	}
	if t.Is(k, "fiscal") || t.Is(k, "year") || t.Is(k, "calendar") {
		k++
		if t.Is(k, "year") {
			k++
		}
	}
	if y, e, ok := f.yearAt(k); ok && f.near(k) && (y >= 1900 || k > j) {
		return y, e, true
	}
	if y, e, ok := f.yearWords(k); ok && k > j {
		return y, e, true
	}
	if w, ok := f.word(k); ok && f.anchor != noDay && (w.class == lastWord || w.class == thisWord || w.class == nextWord) {
		e := k + 1
		if t.Is(e, "fiscal") {
			e++
		}
		if t.Is(e, "year") {
			y, _, _ := f.anchor.ymd()
			return y + map[class]int{lastWord: -1, thisWord: 0, nextWord: 1}[w.class], e + 1, true
		}
	}
	if t.Is(k, "the") && (t.Is(k+1, "year") || t.Is(k+1, "fiscal") && t.Is(k+2, "year")) && k > j && f.anchor != noDay {
		y, _, _ := f.anchor.ymd()
		if t.Is(k+1, "fiscal") {
			k++
		}
		return y, k + 2, true
	}
	return 0, j, false
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
	if f.anchor == noDay {
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

// fiscal reads "fiscal 2024", "fiscal year 2024", "FY2024", "the fiscal first quarter".
func (f *finder) fiscal(i int) (when, bool) {
	t := f.t
	j := i + 1
	low := t.Low1(i)
	if low == "fy" || low == "sy" || low == "cy" {
		if t.Is(j, "'") || t.Is(j, "’") {
			j++
		}
		y := digits(t.Plain(j))
		if t.Kind(j) != numeral.Digits || t.Len(j) != 2 && t.Len(j) != 4 || y < 0 {
			return when{}, false
		}
		if y < 100 {
			y = century(y)
		}
		r := onYear(y)
		if low != "cy" && f.note {
			r.timex = map[string]string{"fy": "FY", "sy": "SY"}[low] + itoa(y)
		}
		r.end = j + 1
		return r, true
	}
	if t.Is(j, "year") {
		j++
	}
	if y, e, ok := f.yearAt(j); ok && f.near(j) {
		r := onYear(y)
		r.end = e
		if low == "fiscal" && f.note {
			r.timex = "FY" + itoa(y)
		}
		return r, true
	}
	if w, ok := f.word(i + 1); ok && w.class == ordinalWord && (t.Is(i+2, "quarter") || t.Is(i+3, "quarter")) {
		return f.ordinal(i+1, w.n, i+2)
	}
	return when{}, false
}

// season reads a season without an article: with a year, or with "in" before it.
func (f *finder) season(i int, w word) (when, bool) {
	t := f.t
	if _, _, ok := f.ofYear(i + 1); ok && !t.Is(i+1, ",") {
		return f.seasonAt(i, w)
	}
	p := t.Low1(i - 1)
	if (p == "in" || p == "since" || p == "by" || p == "until" || p == "early" || p == "late" || p == "mid" || p == "during") && !(w.n == 2 && t.Is(i+1, "to")) && !(t.Is(i+1, "of") && f.isWord(i+2)) && !t.Is(i+1, "in") {
		if w.n == 2 && t.Is(i, "fall") && p != "in" && p != "late" && p != "early" && p != "mid" && p != "since" {
			return when{}, false
		}
		return f.seasonAt(i, w)
	}
	return when{}, false
}

// seasonAt is the season named at i with its year.
func (f *finder) seasonAt(i int, w word) (when, bool) {
	r := when{kind: seasonKind, n: w.n, end: i + 1}
	if y, e, ok := f.ofYear(i + 1); ok && !f.t.Is(i+1, ",") {
		r.y, r.end = y, e
		return r, true
	}
	r.guessed = true
	if f.anchor == noDay {
		return r, true
	}
	y, m, _ := f.anchor.ymd()
	r.y = y
	begins := 3 + 3*w.n
	tense := f.tense(i, i+1)
	if w.n == 3 {
		begins = 12
		if m <= 2 {
			r.y = y - 1
			return r, true
		}
	}
	if m < begins && tense <= 0 {
		r.y = y - 1
	} else if m > begins+2 && tense > 0 {
		r.y = y + 1
	}
	return r, true
}

// holiday reads the name of a feast and its year.
func (f *finder) holiday(i int, list []holiday) (when, bool) {
	t := f.t
	start := t.Toks[i].Start
	for _, h := range list {
		end := start + len(h.words)
		if len(t.Low) < end {
			continue
		}
		if strings.ReplaceAll(t.Low[start:end], "’", "'") != h.words && !sameWords(t.Low[start:min(len(t.Low), end+2)], h.words) {
			continue
		}
		k := i
		want := end
		if t.Low[start:end] != h.words {
			want = end + 2
		}
		for k < len(t.Toks) && t.Toks[k].End < want {
			k++
		}
		if k >= len(t.Toks) || t.Toks[k].End != want || !f.note && !t.Capital(i) {
			continue
		}
		r := f.feast(h, i, k+1)
		return r, true
	}
	return when{}, false
}

// sameWords compares a text with a typographic apostrophe to the plain name.
func sameWords(s, name string) bool { return strings.ReplaceAll(s, "’", "'") == name }

func (f *finder) feast(h holiday, i, k int) when {
	t := f.t
	weekend := false
	if y, e, ok := f.ofYear(k); ok {
		r := onDay(h.on(y))
		r.end = e
		if t.Is(e, "weekend") {
			return f.feastWeekend(r, e+1, false)
		}
		return r
	}
	if t.Is(k, "weekend") || t.Is(k, "week") {
		weekend = true
		if y, e, ok := f.ofYear(k + 1); ok {
			return f.feastWeekend(onDay(h.on(y)), e, t.Is(k, "week"))
		}
	}
	if f.anchor == noDay {
		_, m, d := h.on(2001).ymd()
		return when{kind: dayKind, m: m, d: d, end: k, guessed: true}
	}
	y, _, _ := f.anchor.ymd()
	best := h.on(y)
	tense := f.tense(i, k)
	if tense < 0 && best > f.anchor+15 || tense == 0 && best > f.anchor+120 {
		best = h.on(y - 1)
	} else if tense > 0 && best < f.anchor-15 {
		best = h.on(y + 1)
	}
	r := onDay(best)
	r.end, r.guessed = k, true
	if weekend {
		return f.feastWeekend(r, k+1, t.Is(k, "week"))
	}
	return r
}

// feastWeekend is the week or weekend of a feast: the one before a Monday's.
func (f *finder) feastWeekend(r when, end int, week bool) when {
	d := civil(r.y, r.m, r.d)
	if d.weekday() == 1 && !week {
		d -= 2
	}
	w := onWeek(d)
	if !week {
		w.kind = weekendKind
	}
	w.end, w.guessed = end, r.guessed
	return w
}
