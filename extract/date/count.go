package date

import (
	"strings"

	"demarche/extract/numeral"
)

// number is a count of units.
type number struct {
	text string // for the duration: "3", "3.5", "X"
	n    int    // whole part, 0 when vague
	half bool   // "1/2" was added: 5 1/2 hours are PT5H30M
}

// number reads a count at token i and gives the token after it.
func (f *finder) number(i int) (number, int, bool) {
	t := f.t
	switch t.Low1(i) {
	case "several", "many", "some", "dozens", "various", "numerous":
		j := i + 1
		if t.Is(j, "of") {
			j++
		}
		return number{text: "X"}, j, true
	case "few":
		return number{text: "X"}, i + 1, true
	case "couple":
		j := i + 1
		if t.Is(j, "of") {
			j++
		}
		if t.Is(j, "more") {
			j++
		}
		return number{text: "2", n: 2}, j, true
	case "another":
		if n, j, ok := f.number(i + 1); ok {
			return n, j, true
		}
		return number{text: "1", n: 1}, i + 1, true
	case "a", "an":
		if t.Is(i+1, "couple") || t.Is(i+1, "few") {
			return f.number(i + 1)
		}
		if t.Is(i+1, "dozen") {
			return number{text: "12", n: 12}, i + 2, true
		}
		if t.Is(i+1, "hundred") || t.Is(i+1, "thousand") {
			break
		}
		return number{text: "1", n: 1}, i + 1, true
	case "half":
		j := i + 1
		if t.Is(j, "-") {
			j++
		}
		if t.Is(j, "of") {
			j++
		}
		if t.Is(j, "a") || t.Is(j, "an") {
			j++
		}
		if t.Is(j, "-") {
			j++
		}
		return number{text: "0.5", half: true}, j, true
	}
	if t.Kind(i) == numeral.Digits {
		if t.Len(i) > 9 {
			return number{}, i, false
		}
		if k := i + 1; t.Is(k, "-") && t.Gap(k) == numeral.Joined || t.Kind(k) == numeral.Word && f.isUnit(k) { // the plain case, cheaply
			n := digits(t.Plain(i))
			return number{text: itoa(n), n: n}, k, n >= 0 && n <= 100000
		}
	}
	if w := t.Low1(i); w == "hundreds" || w == "thousands" || w == "tens" {
		return number{}, i, false
	}
	n, ok := t.Number(i, numeral.Options{Lang: "en"})
	if !ok || n.Vague || n.Scaled && n.Exp < 0 || n.Value.GreaterThan(maxCount) {
		return number{}, i, false
	}
	v := n.Value.String()
	r := number{text: v, n: int(n.Value.IntPart())}
	if n.Fraction && strings.HasSuffix(v, ".5") && (t.Is(n.End-1, "2") && t.Is(n.End-2, "/") || t.Is(n.End-1, "½")) {
		r.half, r.text = true, v[:len(v)-2]
	}
	return r, n.End, true
}

// someDay says whether "one day" is a day to come that nobody names: "hoped he would
// one day follow"; e is the token behind it.
func (f *finder) someDay(i, e int) bool {
	switch f.t.Low1(i - 1) {
	case "may", "might", "could", "can", "would", "will", "should", "must", "he", "she", "they", "it", "we", "i", "you", "to", "that", "who":
		return f.isWord(e) && !after[f.t.Low1(e)] && !f.t.Is(e, "ago") && !f.t.Is(e, "later") && !f.t.Is(e, "earlier")
	}
	return false
}

// count reads "number unit" and what it hangs on: a duration, "two weeks ago",
// "a year earlier", "two-day"; ages are none.
func (f *finder) count(i int) (when, bool) {
	t := f.t
	n, j, ok := f.number(i)
	if !ok || j == i || !f.near(j) {
		return when{}, false
	}
	article := (t.Is(i, "a") || t.Is(i, "an")) && j == i+1
	if !f.note && f.always(i) {
		return when{}, false
	}
	if t.Is(i, "one") && (t.Is(j, "of") || t.Is(j, "day") && f.someDay(i, j+1)) {
		return when{}, false
	}
	// "two or three weeks", "two to three weeks", "3-4 years"
	if t.Is(j, "or") || t.Is(j, "to") || (t.Is(j, "-") || t.Is(j, "–")) && (f.isUnit(j+2) || t.Kind(j+1) == numeral.Word) {
		if m, k, ok := f.number(j + 1); ok && !article && f.isUnit(k) && m.n > n.n {
			j = k
		}
	}
	hyphen := false
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined {
		j++
		hyphen = true
	}
	for t.Is(j, "more") || t.Is(j, "full") || t.Is(j, "straight") || t.Is(j, "consecutive") || t.Is(j, "trading") || t.Is(j, "business") || t.Is(j, "working") || t.Is(j, "additional") || t.Is(j, "long") || t.Is(j, "whole") || t.Is(j, "fiscal") || t.Is(j, "calendar") || t.Is(j, "successive") {
		j++
	}
	if x, ok := f.word(j); ok && (x.class == lastWord || x.class == nextWord) && f.isUnit(j+1) && f.note && (n.n == 1 || strings.HasSuffix(t.Low1(j+1), "s")) { // "2 next days"
		if r, ok := f.periods(i, j+1, n, x); ok {
			return r, true
		}
	}
	u, ok := f.word(j)
	if ok && u.class == partWord && (t.Is(j, "night") || t.Is(j, "nights")) && !article {
		u = word{class: unitWord, s: "D"}
	}
	if !ok || u.class != unitWord {
		if u.class == ordinalWord && t.Is(j, "seconds") {
			u = word{class: unitWord, s: "TS"}
		} else if r, ok := f.letterUnit(i, j, n); ok {
			return r, true
		} else {
			return when{}, false
		}
	}
	if article && (t.Is(j, "second") || t.Is(j, "quarter") || t.Is(j, "sec") || t.Is(j, "min") || strings.HasSuffix(t.Low1(j), "s")) {
		return when{}, false
	}
	if u.s == "Q" && !f.periodic(j, n) {
		return when{}, false
	}
	if u.s == "WE" && !article && !strings.HasSuffix(t.Low1(j), "s") || t.Is(j, "sec") && t.Capital(j) {
		return when{}, false
	}
	end := j + 1
	if t.Capital(j) && !t.Capital(i) && !f.note && t.Kind(i) == numeral.Digits {
		return when{}, false // "60 Minutes"
	}
	if f.age(i, end, u) {
		return when{}, false
	}
	if r, ok := f.ago(i, j, n, u); ok {
		return r, true
	}
	r := f.span(n.text, u.s)
	if n.half {
		r = f.halfSpan(n, u)
	}
	if n.text == "X" && f.note { // "a few" is three by custom of such notes
		r = f.span("3", u.s)
	}
	r.end = end
	r.name = "count"
	if t.Is(end, "and") && (t.Is(end+1, "a") && t.Is(end+2, "half")) { // "a year and a half"
		r = duration(itoa(n.n)+".5", u.s)
		if u.s == "TH" || u.s == "TM" {
			r = when{kind: durationKind, timex: "PT" + itoa(n.n) + map[string]string{"TH": "H30M", "TM": "M30S"}[u.s]}
		}
		r.end = end + 3
	} else if m, k, ok := f.number(end + 1); t.Is(end, "and") && ok && !t.Is(end+1, "a") { // "1 hour and 30 minutes"
		if v, ok := f.word(k); ok && v.class == unitWord && u.s == "TH" && v.s == "TM" && m.n > 0 && n.n > 0 {
			r = when{kind: durationKind, timex: "PT" + itoa(n.n) + "H" + itoa(m.n) + "M", end: k + 1}
		}
	}
	if article && !hyphen && u.s == "D" && !t.Is(j, "day") && !t.Is(j, "night") {
		return when{}, false
	}
	if t.Is(r.end, "or") && t.Is(r.end+1, "so") {
		r.end += 2
	}
	if f.note && n.n > 0 {
		r.first = i
		if s, ok := f.starting(r, n, u); ok {
			return s, true
		}
	}
	return r, true
}

// isUnit says whether token k is a unit of time, past a hyphen.
func (f *finder) isUnit(k int) bool {
	if f.t.Is(k, "-") {
		k++
	}
	u, ok := f.word(k)
	return ok && u.class == unitWord
}

// periodic says whether "quarters" is a time here: "three quarters of the
// people" is none.
func (f *finder) periodic(j int, n number) bool {
	t := f.t
	if t.Is(j+1, "of") || t.Is(j+1, "the") {
		return false
	}
	return t.Is(j, "quarters") && (t.Is(j+1, "ago") || t.Is(j-2, "last") || t.Is(j-2, "past") || t.Is(j-2, "next") || t.Is(j-2, "consecutive") || t.Is(j-1, "consecutive") || t.Is(j-1, "straight"))
}

// letterUnits are the units that notes join to a number.
var letterUnits = map[string]string{"h": "TH", "d": "D", "w": "W", "y": "Y", "mo": "M"}

// letterUnit reads "3h", "2W", "30m" in notes.
func (f *finder) letterUnit(i, j int, n number) (when, bool) {
	t := f.t
	if !f.note || t.Kind(i) != numeral.Digits || t.Gap(j) != numeral.Joined {
		return when{}, false
	}
	unit := letterUnits[t.Low1(j)]
	if unit == "" {
		return when{}, false
	}
	r := duration(n.text, unit)
	r.end = j + 1
	return r, true
}

// halfSpan is "half an hour", "5 1/2 hours".
func (f *finder) halfSpan(n number, u word) when {
	whole := n.text
	if whole == "0.5" {
		whole = ""
	}
	switch u.s {
	case "TH":
		if whole == "" {
			return when{kind: durationKind, timex: "PT30M"}
		}
		return when{kind: durationKind, timex: "PT" + whole + "H30M"}
	case "E":
		return duration("5", "Y")
	case "C":
		return duration("50", "Y")
	case "Y":
		if whole == "" {
			return duration("6", "M")
		}
	}
	if whole == "" {
		whole = "0"
	}
	return duration(whole+".5", u.s)
}

// age says whether the count is somebody's age: "44-year-old", "six years old".
func (f *finder) age(i, end int, u word) bool {
	t := f.t
	if u.s != "Y" && u.s != "M" && u.s != "D" && u.s != "W" {
		return false
	}
	j := end
	if t.Is(j, "-") {
		j++
	}
	if t.Is(j, "old") || t.Is(j, "olds") {
		return true
	}
	return t.Is(j, "of") && t.Is(j+1, "age")
}

// always says whether "a day" or "a week" at i ends the idiom "24 hours a day",
// "seven days a week", and whether the count at i begins it.
func (f *finder) always(i int) bool {
	t := f.t
	whole := func(k int) bool {
		return (t.Is(k, "24") || t.Is(k, "twenty-four")) && t.Is(k+1, "hours") && t.Is(k+2, "a") && t.Is(k+3, "day") || (t.Is(k, "seven") || t.Is(k, "7")) && t.Is(k+1, "days") && t.Is(k+2, "a") && t.Is(k+3, "week")
	}
	return whole(i) || t.Is(i, "a") && whole(i-2)
}

func (f *finder) isWord(i int) bool { return f.t.Kind(i) == numeral.Word && f.near(i) }

// span is the duration of n units, with decades, centuries and quarters in
// years and months.
func (f *finder) span(n, unit string) when {
	v := digits(n)
	switch unit {
	case "E", "C":
		size := 10
		if unit == "C" {
			size = 100
		}
		if v >= 0 {
			return duration(itoa(v*size), "Y")
		}
		return duration("X", unit)
	case "Q":
		if v >= 0 {
			return duration(itoa(v*3), "M")
		}
		return duration("X", "M")
	case "2W":
		if v >= 0 {
			return duration(itoa(v*2), "W")
		}
		return duration("X", "W")
	case "WE":
		return duration(n, "WE")
	}
	return duration(n, unit)
}
