package date

import (
	"demarche/extract/numeral"
)

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
	if a == "9" && b == "11" && s == "/" && !f.note && (f.ctx.Lang == "" || f.ctx.Lang == "en") && (t.Is(i-1, "the") || t.Is(i-1, "post") || t.Is(i-2, "post") || attacks[t.Low1(i+3)]) && !f.dateCue(i) { // the attacks of that day, by their American date
		return when{kind: dayKind, y: 2001, m: 9, d: 11, end: i + 3}, true
	}
	if len(a) <= 2 && len(b) == 4 && (s == "-" || s == "/") && f.lawNumber(i) {
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

// attacks are the words behind "9/11".
var attacks = set("attack attacks hijacking hijackings hijackers terror terrorist commission memorial anniversary era victims plotters families")

// numberWords stand before the number of a law: "No. 12/1991", "Regulation 3/2014".
var numberWords = set("no nr nos number regulation decision law decree resolution directive order case file № n")

// lawNumber says whether the digits at i are such a number.
func (f *finder) lawNumber(i int) bool {
	t := f.t
	k := i - 1
	if t.Is(k, ".") || t.Is(k, "º") || t.Is(k, "°") {
		k--
	}
	return f.near(i) && numberWords[t.Low1(k)]
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
		} else if (t.Is(r.end, "+") || t.Is(r.end, "-")) && t.Gap(r.end) == numeral.Joined && t.Kind(r.end+1) == numeral.Digits && t.Gap(r.end+1) == numeral.Joined {
			r.end += 2 // "+0100", "+01:00"
			if t.Is(r.end, ":") && t.Gap(r.end) == numeral.Joined && t.Len(r.end+1) == 2 {
				r.end += 2
			}
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
