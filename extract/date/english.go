package date

import (
	"strings"

	"demarche/extract/numeral"
)

// word is the entry of token i.
func (f *finder) word(i int) (word, bool) {
	if f.t.Kind(i) != numeral.Word {
		return word{}, false
	}
	w, ok := english[f.t.Low1(i)]
	return w, ok
}

// near says whether token i follows the one before without a paragraph's end.
func (f *finder) near(i int) bool { return f.t.In(i) && f.t.Gap(i) != numeral.Break }

// maxDepth bounds how expressions nest: "the day before the last week of last month".
const maxDepth = 4

// primary reads one expression without the times and ranges joined to it.
func (f *finder) primary(i int) (when, bool) {
	if f.depth >= maxDepth || !f.t.In(i) {
		return when{}, false
	}
	f.depth++
	defer func() { f.depth-- }()
	w, ok := f.start(i)
	if ok {
		w.first = i
	}
	return w, ok
}

func (f *finder) start(i int) (when, bool) {
	t := f.t
	if f.note {
		if w, ok := f.wordyClock(i); ok {
			return w, true
		}
	}
	if t.Kind(i) == numeral.Digits {
		return f.digitStart(i)
	}
	low := t.Low1(i)
	if list, ok := holidayIndex[low]; ok {
		if w, ok := f.holiday(i, list); ok {
			return w, true
		}
	}
	w, known := english[low]
	if known {
		switch w.class {
		case monthWord:
			return f.month(i, w)
		case weekdayWord:
			return f.weekday(i, w)
		case seasonWord:
			return f.season(i, w)
		case partWord:
			return f.part(i, w)
		case thisWord, lastWord, nextWord:
			return f.deictic(i, w, false)
		case todayWord:
			return f.today(i, w)
		case refWord:
			return f.ref(i, w)
		case modWord:
			return f.modified(i, w)
		case setWord:
			return f.adverb(i, w)
		case everyWord:
			return f.every(i)
		case ordinalWord:
			if tensWords[t.Low1(i-1)] > 0 || t.Is(i-1, "-") && tensWords[t.Low1(i-2)] > 0 {
				return when{}, false // the end of "thirty-first"
			}
			return f.ordinal(i, w.n, i+1)
		case unitWord:
			return f.unit(i, w)
		}
	}
	switch low {
	case "the":
		return f.the(i)
	case "fiscal", "fy", "sy", "cy", "calendar":
		return f.fiscal(i)
	case "q":
		return f.quarterCode(i)
	case "h":
		return f.halfCode(i)
	case "w":
		if t.Kind(i+1) == numeral.Digits && t.Gap(i+1) == numeral.Joined && f.note {
			return f.weekNumber(i, i+1)
		}
	case "year":
		return f.unit(i, english["year"])
	case "beginning", "start", "end", "close", "rest", "remainder", "eve":
		return f.partOf(i)
	case "earlier", "later":
		return f.earlier(i)
	case "right", "just":
		if t.Is(i+1, "now") {
			return when{end: i + 2, kind: refKind, timex: "PRESENT_REF"}, true
		}
	case "at":
		return f.at(i)
	case "in", "within":
		if f.note {
			return f.noteIn(i)
		}
	case "as":
		return f.asSoon(i)
	case "day":
		return f.dayBefore(i)
	case "same", "that":
		return f.same(i)
	case "overnight":
		if f.anchor != noDay && !f.note {
			d := f.anchor
			if f.last != noDay && f.last < d && d-f.last < 7 {
				d = f.last
			}
			r := onDay(d - 1)
			r.end, r.clock, r.name = i+1, "TNI", "overnight"
			return r, true
		}
	case "future":
		// Before a noun it says what kind it is: "future earnings".
		r := when{end: i + 1, kind: refKind, timex: "FUTURE_REF"}
		return r, !f.isWord(i+1) || after[t.Low1(i+1)] || t.Is(i-1, "the") || !f.near(i+1)
	case "these", "those":
		if t.Is(i+1, "days") && low == "these" {
			return when{end: i + 2, kind: refKind, timex: "PRESENT_REF"}, true
		}
	case "semi", "bi":
		if w, ok := f.word(i + 2); ok && t.Is(i+1, "-") && w.class == setWord && f.note {
			return when{end: i + 3, kind: setKind, timex: map[string]string{"semiP1Y": "P0.5Y", "biP1M": "P2M", "biP1W": "P2W", "biP1Y": "P2Y"}[low+w.s]}, w.s == "P1Y" || low == "bi"
		}
	case "once":
		if t.Is(i+1, "a") || t.Is(i+1, "every") || t.Is(i+1, "per") {
			if u, ok := f.word(i + 2); ok && u.class == unitWord {
				return when{end: i + 3, kind: setKind, timex: "P1" + u.s}, true
			}
		}
		return when{}, false
	case "all":
		if t.Is(i+1, "day") || t.Is(i+1, "week") || t.Is(i+1, "month") || t.Is(i+1, "year") || t.Is(i+1, "night") {
			u := english[t.Low1(i+1)]
			if u.s == "" || u.class == partWord {
				u.s = "D"
			}
			r := duration("1", u.s)
			r.end = i + 2
			return r, f.note || t.Is(i+1, "day") || t.Is(i+1, "year")
		}
	case "half", "quarter", "a", "an", "several", "few", "couple", "many", "some", "another", "recent", "dozens", "one":
		return f.count(i)
	case "nineties", "eighties", "seventies", "sixties", "fifties", "forties", "thirties", "twenties":
		return f.decadeWord(i, low)
	case "'", "’", "‘":
	}
	if tensWords[low] > 0 {
		if d, e, ordinal, ok := f.dayNumber(i); ok && ordinal {
			return f.ordinal(i, d, e)
		}
	}
	if _, ok := numeral.Small(low, "en"); ok {
		if w, ok := f.spokenYear(i); ok {
			return w, true
		}
		if f.note {
			if w, ok := f.clock(i); ok {
				return w, true
			}
		}
		return f.count(i)
	}
	return when{}, false
}

// the reads expressions with the article.
func (f *finder) the(i int) (when, bool) {
	t := f.t
	j := i + 1
	if !f.near(j) {
		return when{}, false
	}
	w, known := f.word(j)
	if known {
		switch w.class {
		case lastWord, nextWord, thisWord:
			return f.deictic(j, w, true)
		case seasonWord:
			if t.Is(i-1, "in") || t.Is(i-1, "over") || t.Is(i-1, "during") || t.Is(i-1, "into") || t.Is(i-1, "for") || t.Is(j+1, "of") || t.Kind(j+1) == numeral.Digits {
				return f.seasonAt(j, w)
			}
			return when{}, false
		case unitWord:
			return f.theUnit(i, j, w)
		case refWord:
			if w.s == "PAST_REF" && t.Is(j, "recent") {
				return f.primary(j)
			}
			return when{}, false
		case partWord:
			if t.Is(i-1, "in") || t.Is(i-1, "during") || t.Is(i-1, "of") || f.note {
				return f.part(j, w)
			}
			return when{}, false
		case weekdayWord, monthWord:
			return f.primary(j)
		case todayWord, everyWord, setWord:
			return when{}, false
		}
	}
	switch t.Low1(j) {
	case "past":
	case "fiscal":
		if t.Is(j+1, "year") && !f.note && (t.Is(j+2, "ended") || t.Is(j+2, "ending") || t.Is(i-1, "throughout")) {
			r := duration("1", "Y")
			r.end = j + 2
			return r, true
		}
	case "day":
		return f.dayBefore(j)
	case "full", "entire", "whole":
		if t.Is(j+1, "year") && f.anchor != noDay {
			y, _, _ := f.anchor.ymd()
			r := onYear(y)
			r.end = j + 2
			return r, true
		}
		return when{}, false
	case "near", "foreseeable", "not", "immediate", "distant":
		for k := j; k <= j+4; k++ {
			if t.Is(k, "future") {
				return when{end: k + 1, kind: refKind, timex: "FUTURE_REF"}, true
			}
		}
		return when{}, false
	case "latest":
		return f.latest(j)
	case "early", "first", "initial", "final", "opening":
		if w, ok := f.someUnits(j); ok {
			return w, true
		}
	case "moment":
		if t.Is(i-1, "at") || t.Is(i-1, "for") {
			return when{end: j + 1, kind: refKind, timex: "PRESENT_REF"}, true
		}
		return when{}, false
	case "same", "that":
		return f.same(j)
	case "a", "an", "the", "half", "some", "at", "one":
		if w, ok := f.count(j); ok && t.Is(j, "one") {
			return w, true
		}
		return when{}, false
	}
	w2, ok := f.primary(j)
	if !ok && f.note && t.Is(i-1, "on") {
		if d, e, ordinal, ok := f.dayNumber(j); ok && ordinal && !f.isWord(e) {
			return when{kind: dayKind, d: d, end: e, guessed: true}, true
		}
	}
	if ok && w2.kind == durationKind && t.Kind(j) == numeral.Digits && !t.Is(j+1, "-") && t.Len(j) > 3 {
		return when{}, false
	}
	return w2, ok
}

// mastheads are the words before "Today" in the names of papers and broadcasts.
var mastheads = set("usa voa russia india psychology christianity malta pakistan")

// presentThings are what "today's" makes a thing of these times, not of this day.
var presentThings = set("world youth society generation generations young children economy climate environment standards reality realities age era technology consumers women men families students")

// someUnits reads "the first hours of the war", "in the early years".
func (f *finder) someUnits(j int) (when, bool) {
	u, ok := f.word(j + 1)
	if !ok || u.class != unitWord || f.note || f.t.Is(j, "early") && u.s[0] == 'T' || !f.near(j+1) || !strings.HasSuffix(f.t.Low1(j+1), "s") || f.t.Is(j+1, "hrs") || f.t.Is(j+1, "secs") {
		return when{}, false
	}
	r := f.span("X", u.s)
	r.end = j + 2
	return r, true
}

// today reads today, tonight, yesterday, tomorrow.
func (f *finder) today(i int, w word) (when, bool) {
	if f.anchor == noDay {
		return when{}, false
	}
	if w.n == 0 && f.t.Capital(i) && f.near(i) && mastheads[f.t.Low1(i-1)] && f.t.Capital(i-1) {
		return when{}, false
	}
	if k := i + 3; w.n == 0 && w.s == "" && (f.t.Is(i+1, "'") || f.t.Is(i+1, "’")) && f.t.Is(i+2, "s") && f.near(k) && presentThings[f.t.Low1(k)] {
		return when{}, false // "today's world": nowadays
	}
	r := onDay(f.anchor + day(w.n))
	r.clock, r.end, r.name = w.s, i+1, "today"
	return r, true
}

// ref reads "now", "recently".
func (f *finder) ref(i int, w word) (when, bool) {
	t := f.t
	if t.Is(i, "recent") {
		if u, ok := f.word(i + 1); ok && u.class == unitWord && f.near(i+1) && strings.HasSuffix(t.Low1(i+1), "s") {
			r := f.span("X", u.s)
			r.end = i + 2
			return r, true
		}
		return when{}, false
	}
	if t.Is(i, "now") && f.note {
		if f.anchor == noDay {
			return when{}, false
		}
		r := onDay(f.anchor)
		r.end, r.name = i+1, "today"
		if f.minute >= 0 {
			r.clock = f.clockAt(f.minute)
		}
		r.timex = "PRESENT_REF"
		return r, true
	}
	if f.note || f.idle(i, w) {
		return when{}, false
	}
	return when{end: i + 1, kind: refKind, timex: w.s}, true
}

// idle says whether a word for present or future says nothing of the time: "Now,
// he said", "Now for the weather", "soon after", "soon became".
func (f *finder) idle(i int, w word) bool {
	t := f.t
	switch t.Low1(i) {
	case "now":
		return t.Capital(i) && (t.Is(i+1, ",") || t.Is(i+1, "for"))
	case "recently": // "as recently as August", "most recently last October": the date says when
		if t.Is(i+1, "as") && t.Is(i-1, "as") {
			return true
		}
		if next, ok := f.word(i + 1); ok && (next.class == lastWord || next.class == thisWord || next.class == monthWord) {
			return true
		}
		return t.Is(i-1, "most") && (t.Is(i+1, "in") || t.Is(i+1, "on"))
	case "soon":
		return t.Is(i+1, "after") || t.Is(i+1, "as") || f.near(i+1) && f.cue(i+1) < 0 || f.near(i) && t.Is(i-1, "was") || t.Is(i-1, "were")
	}
	return false
}

var pronouns = set("it he she they we i you and but")
var after = set("for in on at to by from through with since until and or as if when while during over after before between of")

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func two(n int) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}
