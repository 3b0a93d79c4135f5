package date

import (
	"demarche/extract/numeral"
)

// adverb reads "daily", "annually".
func (f *finder) adverb(i int, w word) (when, bool) {
	t := f.t
	// Before a noun these words say what kind it is: "quarterly dividend".
	if !f.note && f.isWord(i+1) && t.Gap(i+1) == numeral.Space && !after[t.Low1(i+1)] && !t.Is(i, "weekly") {
		return when{}, false
	}
	if t.Is(i-1, "the") && (t.Is(i, "daily") || t.Is(i, "weekly") || t.Is(i, "monthly") || t.Is(i, "quarterly")) && speaking[t.Low1(i+1)] {
		return when{}, false // a paper: "the weekly said"
	}
	if t.Is(i, "quarterly") && t.Is(i+1, "of") {
		return when{}, false // a dividend: "a quarterly of five cents"
	}
	if t.Capital(i) && (t.Capital(i-1) && f.near(i) || t.Capital(i+1) && t.Gap(i+1) == numeral.Space) && t.Kind(i-1) == numeral.Word {
		return when{}, false // "People's Daily"
	}
	return when{end: i + 1, kind: setKind, timex: w.s}, true
}

// every reads "every day", "each Monday", "every two weeks".
func (f *finder) every(i int) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "other") {
		if u, ok := f.word(j + 1); ok && u.class == weekdayWord && f.near(j+1) {
			return when{kind: setKind, timex: "P2W", end: j + 2}, true
		}
		if u, ok := f.word(j + 1); ok && u.class == unitWord {
			r := f.span("2", u.s)
			r.kind, r.end = setKind, j+2
			return r, true
		}
	}
	u, ok := f.word(j)
	if ok && f.near(j) {
		switch u.class {
		case unitWord:
			if t.Is(j, "second") {
				break
			}
			r := f.span("1", u.s)
			if t.Is(j, "night") {
				r.timex = "TNI"
			}
			if u.s == "WE" {
				r.timex = "XXXX-WXX-WE"
			}
			if u.s == "Q" {
				r.timex = "P3M"
			}
			r.kind, r.end = setKind, j+1
			return r, true
		case weekdayWord:
			return when{kind: setKind, timex: "XXXX-WXX-" + itoa(u.n), wd: u.n, end: j + 1}, true
		case monthWord:
			if (t.Is(j, "may") || t.Is(j, "march")) && !t.Capital(j) {
				break // "each may earn"
			}
			return when{kind: setKind, timex: "XXXX-" + two(u.n), end: j + 1}, true
		case partWord:
			return when{kind: setKind, timex: u.s, end: j + 1}, true
		case seasonWord:
			return when{kind: setKind, timex: "XXXX-" + seasons[u.n], end: j + 1}, true
		}
	}
	if n, k, ok := f.number(j); ok && f.near(k) {
		if u, ok := f.word(k); ok && u.class == unitWord {
			r := f.span(n.text, u.s)
			r.kind, r.end = setKind, k+1
			return r, true
		}
	}
	return when{}, false
}
