package date

import (
	"strings"

	"demarche/extract/numeral"
)

// yearAt reads a year of four digits at i.
func (f *finder) yearAt(i int) (int, int, bool) {
	t := f.t
	if t.Kind(i) != numeral.Digits || t.Len(i) != 4 {
		return 0, i, false
	}
	y := digits(t.Plain(i))
	if y < 1000 || y > 2199 || t.Gap(i+1) == numeral.Joined && (t.Kind(i+1) == numeral.Word || t.Is(i+1, ":") && t.Kind(i+2) == numeral.Digits && t.Gap(i+2) == numeral.Joined) {
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
	if o, ok := f.word(j + 2); ok && (t.Is(j, "'") || t.Is(j, "’")) && t.Is(j+1, "s") && o.class == ordinalWord && o.n <= 4 && t.Is(j+3, "quarter") {
		return when{kind: quarterKind, y: y, n: o.n, end: j + 4}, true // "2024's third quarter"
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

// roughly are words that stand before counts, and before years behind spanCues.
var roughly = set("least about approximately around almost nearly roughly")
var spanCues = set("since from until till by to in circa")

// notYears are things that come in thousands: a number before them is a count.
var notYears = set("people men women children troops soldiers employees workers jobs shares miles kilometers kilometres km meters metres feet tons tonnes pounds dollars euros points votes words pages homes houses cars vehicles members students residents barrels acres hectares square cases deaths copies units percent times others years days hours minutes seconds tickets seats rooms calls messages refugees fans stores police officers cubic mg mm cm rpm calories protesters demonstrators companies supporters pesos yuan yen rubles francs marks")

// makes are makers of cars; the year before them is that of the model.
var makes = set("chevrolet chevy ford dodge chrysler cadillac buick pontiac oldsmobile plymouth toyota honda nissan mazda subaru mitsubishi hyundai kia volkswagen bmw mercedes audi porsche volvo saab fiat ferrari jaguar lexus acura jeep gmc lincoln mercury suzuki")

// numbered are things in the plural that bear numbers: "resolutions 1718 and 2017".
var numbered = set("resolutions orders sections articles pages rooms flights routes numbers nos licenses licences faqs faq bills paragraphs rules chapters items")

// listed says whether token i stands in a list of the numbers of such things.
func (f *finder) listed(i int) bool {
	t := f.t
	k := i - 1
	for n := 0; k >= 0 && n < 24 && t.Gap(k+1) != numeral.Break; k, n = k-1, n+1 {
		if t.Kind(k) == numeral.Digits || t.Is(k, ",") || t.Is(k, "and") || t.Is(k, "or") || t.Is(k, "&") {
			continue
		}
		if t.Is(k, ")") && t.Kind(k-1) == numeral.Digits && t.Is(k-2, "(") {
			k -= 2
			continue
		}
		break
	}
	return numbered[t.Low1(k)]
}

// yearly says whether four digits are a year where they stand.
func (f *finder) yearly(i, y int) bool {
	t := f.t
	j := i + 1
	if t.Gap(j) == numeral.Joined && (t.Kind(j) == numeral.Word && !f.note || t.Is(j, "%") || t.Is(j, "$") || t.Is(j, "€") || t.Is(j, ":") && t.Kind(j+1) == numeral.Digits && t.Gap(j+1) == numeral.Joined) {
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
	if makes[t.Low1(j)] && t.Capital(j) && f.near(j) {
		return false // the year of a car's model
	}
	p := t.Low1(i - 1)
	joined := t.Gap(i) == numeral.Joined && i > 0
	if f.listed(i) {
		return false
	}
	if roughly[p] && y >= 1900 && y <= 2040 {
		k := i - 2
		if f.t.Is(k, "at") {
			k--
		}
		if spanCues[t.Low1(k)] {
			return true // "since at least 2018"
		}
	}
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
	if t.Is(k, "fy") && t.Gap(k+1) == numeral.Joined && t.Len(k+1) == 4 { // "Q4 FY2025"
		k++
		if y, e, ok := f.yearAt(k); ok {
			return y, e, true
		}
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
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Is(j+1, "year") {
		j++
	}
	if t.Is(j, "year") {
		j++
	}
	if y, e, ok := f.yearAt(j); ok && f.near(j) {
		r := onYear(y)
		r.end = e
		if !f.note {
			if q, ok := f.quarterBehind(y, e); ok {
				return q, true
			}
		}
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

// quarterBehind reads what follows "fiscal 1990": "'s first quarter", " third quarter".
func (f *finder) quarterBehind(y, e int) (when, bool) {
	t := f.t
	if (t.Is(e, "'") || t.Is(e, "’")) && t.Is(e+1, "s") {
		e += 2
	}
	o, ok := f.word(e)
	if !ok || o.class != ordinalWord || o.n > 4 || !f.near(e) {
		return when{}, false
	}
	e++
	if t.Is(e, "-") {
		e++
	}
	if !t.Is(e, "quarter") {
		return when{}, false
	}
	return when{kind: quarterKind, y: y, n: o.n, end: e + 1}, true
}
