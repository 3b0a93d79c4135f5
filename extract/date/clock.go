package date

import (
	"demarche/extract/numeral"
)

// half reads "a.m.", "pm", "p . m ." at k: 1 for the morning, 2 for the
// afternoon, 0 for neither.
func (f *finder) half(k int) (int, int) {
	t := f.t
	if !f.near(k) {
		return 0, k
	}
	switch t.Low1(k) {
	case "am":
		return 1, k + 1
	case "pm":
		return 2, k + 1
	case "ampm":
		return 1, k + 1
	case "a", "p":
		h := 1
		if t.Is(k, "p") {
			h = 2
		}
		if t.Is(k+1, ".") && t.Is(k+2, "m") {
			if t.Is(k+3, ".") {
				return h, k + 4
			}
			return h, k + 3
		}
		if t.Is(k+1, "m") && f.note {
			return h, k + 2
		}
		if f.note && t.Gap(k) == numeral.Joined && t.Kind(k-1) == numeral.Digits {
			return h, k + 1
		}
	}
	return 0, k
}

var zones = set("est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest msk kst jst ist hkt sgt")

// zone skips the name of a time zone.
func (f *finder) zone(k int) int {
	t := f.t
	if !f.near(k) {
		return k
	}
	j := k
	if t.Is(j, "(") {
		j++
	}
	if zones[t.Low1(j)] && (t.Raw(j) != t.Low1(j) || f.note) {
		if j > k {
			if !t.Is(j+1, ")") {
				return k
			}
			return j + 2
		}
		return j + 1
	}
	// "eastern standard time", "local time", "New York time"
	for n := 1; n <= 3 && j == k && f.near(k+n) && t.Kind(k+n-1) == numeral.Word; n++ {
		if t.Is(k+n, "time") && (zoneWords[t.Low1(k+n-1)] || t.Capital(k+n-1)) {
			return k + n + 1
		}
		if !t.Capital(k+n-1) && !zoneWords[t.Low1(k+n-1)] {
			break
		}
	}
	return k
}

var zoneWords = set("eastern central mountain pacific greenwich standard daylight mean summer local")

// clock reads a time of day that starts at i: "10:30 p.m.", "4pm", "7 o'clock",
// "half past seven".
func (f *finder) clock(i int) (when, bool) {
	t := f.t
	h, j, ok := f.hour(i)
	if !ok {
		return when{}, false
	}
	clock, certain := "", false
	if t.Kind(i) == numeral.Digits && t.Len(i) >= 3 { // "1140 a.m.", "0730"
		raw := t.Plain(i)
		m := digits(raw[len(raw)-2:])
		if half, k := f.half(j); half > 0 && h <= 12 {
			return when{kind: clockKind, clock: "T" + two(to24(h, half)) + ":" + two(m), end: f.zone(k)}, true
		}
		return when{}, false
	}
	minute, seconds := -1, ""
	if (t.Is(j, ":") || t.Is(j, ".") && f.dotted(j)) && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined && t.Kind(j+1) == numeral.Digits && t.Len(j+1) == 2 {
		minute = digits(t.Plain(j + 1))
		if minute > 59 {
			return when{}, false
		}
		dot := t.Is(j, ".")
		j += 2
		certain = !dot
		if t.Is(j, ":") && t.Gap(j) == numeral.Joined && t.Kind(j+1) == numeral.Digits && t.Len(j+1) == 2 {
			seconds = ":" + t.Plain(j+1)
			j += 2
		}
		if t.Gap(j) == numeral.Joined && (t.Is(j, ":") || t.Is(j, ".") && t.Kind(j+1) == numeral.Digits && t.Gap(j+1) == numeral.Joined) {
			return when{}, false
		}
	} else if f.note && t.Kind(j) == numeral.Word {
		if m, k, ok := f.minuteWords(j); ok {
			if half, _ := f.half(k); half > 0 || t.Kind(i) == numeral.Word {
				minute, j = m, k
			}
		}
	}
	half, k := f.half(j)
	switch {
	case half > 0 && h <= 12 && h > 0 || half > 0 && h <= 23 && minute >= 0:
		h, j, certain = to24(h, half), k, true
	case t.Is(j, "o") && (t.Is(j+1, "'") || t.Is(j+1, "’")) && t.Is(j+2, "clock"):
		j, certain = j+3, true
	case t.Is(j, "oclock"):
		j, certain = j+1, true
	case t.Is(j, "noon") && h == 12, t.Is(j, "midnight") && h == 12:
		if t.Is(j, "midnight") {
			h = 0
		}
		j, certain = j+1, true
	case t.Is(j, "ish") && t.Gap(j) == numeral.Joined && f.note:
		j, certain = j+1, true
	case t.Is(j, "h") && t.Gap(j) == numeral.Joined && minute >= 0:
		j++
	case t.Is(j, "in") && t.Is(j+1, "the") && (t.Is(j+2, "morning") || t.Is(j+2, "afternoon") || t.Is(j+2, "evening")):
		h, j, certain = f.inPart(h, j)
	}
	if !certain && minute >= 0 && (t.Is(i-1, "at") || t.Is(i-1, "before") || t.Is(i-1, "after")) && f.note {
		certain = true
	}
	if !certain || h > 24 || h == 24 && minute > 0 {
		return when{}, false
	}
	if minute >= 0 && half == 0 && h == 0 && t.Len(i) == 1 || t.Is(i-1, ":") {
		return when{}, false
	}
	clock = "T" + two(h)
	if minute >= 0 {
		clock += ":" + two(minute)
	}
	if t.Is(j, "in") && t.Is(j+1, "the") && half == 0 {
		if t.Is(j+2, "afternoon") || t.Is(j+2, "evening") {
			clock = "T" + two(to24(h, 2)) + clock[3:]
			j += 3
		} else if t.Is(j+2, "morning") {
			j += 3
		}
	}
	if half == 0 && minute >= 0 {
		if p, ok := f.word(j); ok && p.class == partWord && f.note && f.near(j) {
			if (p.s == "TAF" || p.s == "TEV" || p.s == "TNI") && h < 12 {
				clock = "T" + two(h+12) + clock[3:]
			}
			if p.s != "T12:00" {
				j++
			}
		}
	}
	if i > 0 && t.Gap(i) == numeral.Joined && t.Is(i-1, "~") || t.Gap(j) == numeral.Joined && t.Kind(j) == numeral.Digits {
		return when{}, false
	}
	if minute >= 0 && half == 0 && !f.note && t.Kind(j) == numeral.Word && (t.Is(j, "left") || t.Is(j, "remaining") || t.Is(j, "into") || t.Is(j, "mark")) {
		return when{}, false
	}
	return when{kind: clockKind, clock: clock + seconds, end: f.zone(j)}, true
}

// dotted says whether "6.45" may be a time: in a note, after "at", or before a.m.
func (f *finder) dotted(j int) bool {
	t := f.t
	if t.Kind(j+1) != numeral.Digits || t.Len(j+1) != 2 {
		return false
	}
	if h, _ := f.half(j + 2); h > 0 {
		return true
	}
	return f.note && t.Is(j-2, "at") && !(t.Gap(j+2) == numeral.Joined && t.Kind(j+2) != numeral.Sign) && !t.Is(j+2, "percent") && !t.Is(j+2, "%") && !t.Is(j+2, "per")
}

// hour reads the hour at i in digits or, in notes, in words.
func (f *finder) hour(i int) (int, int, bool) {
	t := f.t
	if t.Kind(i) == numeral.Digits {
		raw := t.Plain(i)
		switch len(raw) {
		case 1, 2:
			h := digits(raw)
			return h, i + 1, h <= 24
		case 3, 4:
			h := digits(raw[:len(raw)-2])
			return h, i + 1, h <= 12
		}
		return 0, i, false
	}
	if h, ok := numeral.Small(t.Low1(i), "en"); ok && h > 0 && h <= 12 && t.Kind(i) == numeral.Word {
		return h, i + 1, true
	}
	return 0, i, false
}

// minuteWords reads "thirty", "forty five" behind an hour.
func (f *finder) minuteWords(j int) (int, int, bool) {
	t := f.t
	n, ok := t.Number(j, numeral.Options{Lang: "en"})
	if !ok || !n.Words || n.Scaled || n.Fraction {
		return 0, j, false
	}
	v := int(n.Value.IntPart())
	return v, n.End, v >= 10 && v < 60
}

// inPart reads "7 in the evening".
func (f *finder) inPart(h, j int) (int, int, bool) {
	if f.t.Is(j+2, "morning") {
		return h, j + 3, h <= 12
	}
	return to24(h, 2), j + 3, h <= 12
}

// to24 turns an hour with its half of the day into one of 24.
func to24(h, half int) int {
	switch {
	case h > 12:
		return h
	case half == 1 && h == 12:
		return 0
	case half == 2 && h < 12:
		return h + 12
	}
	return h
}

// part reads "morning", "noon", "midnight" by themselves.
func (f *finder) part(i int, w word) (when, bool) {
	t := f.t
	j := i + 1
	if w.s == "T12:00" || w.s == "T00:00" {
		if t.Is(i, "midday") && !f.note && f.anchor != noDay {
			r := onDay(f.anchor)
			r.clock, r.end = w.s, j
			return r, true
		}
		clock := w.s
		if f.note {
			clock = w.s[:3]
		}
		return when{kind: clockKind, clock: clock, end: j}, true
	}
	if t.Is(i, "dawn") || t.Is(i, "dusk") {
		return when{}, false
	}
	if f.note {
		switch t.Low1(i - 1) {
		case "good", "every":
			return when{}, false
		}
		if t.Is(j, "at") { // "in the morning at 7"
			if h, k, ok := f.hour(j + 1); ok && h <= 12 && t.Kind(k) != numeral.Word && !t.Is(k, ":") {
				if w.s == "TAF" || w.s == "TEV" {
					h = to24(h, 2)
				}
				return when{kind: clockKind, clock: "T" + two(h), end: k}, true
			}
		}
		if t.Is(i, "mornings") || t.Is(i, "afternoons") || t.Is(i, "evenings") {
			return when{kind: setKind, timex: w.s, end: j}, true
		}
		return when{kind: clockKind, clock: w.s, end: j}, true
	}
	if t.Is(i-1, "the") && t.Is(i-2, "in") && f.anchor != noDay && !f.stopNear(i) {
		d := f.anchor
		if f.last != noDay && f.last <= f.anchor && f.anchor-f.last < 7 {
			d = f.last
		}
		r := onDay(d)
		r.clock, r.end = w.s, j
		return r, true
	}
	return when{}, false
}

func (f *finder) stopNear(i int) bool { return f.t.Is(i+1, "of") }

// at reads "at noon", "at 7" where nothing but a time can be meant.
func (f *finder) at(i int) (when, bool) {
	t := f.t
	if !f.note {
		return when{}, false
	}
	h, j, ok := f.hour(i + 1)
	if !ok || h > 23 || t.Kind(i+1) == numeral.Digits && t.Len(i+1) > 2 {
		return when{}, false
	}
	if _, ok := f.clock(i + 1); ok {
		return when{}, false
	}
	if _, ok := f.wordyClock(i + 1); ok {
		return when{}, false
	}
	if t.Kind(j) == numeral.Word && f.near(j) && !t.Is(j, "on") && !t.Is(j, "tomorrow") && !t.Is(j, "today") && !t.Is(j, "tonight") && !t.Is(j, "every") && !t.Is(j, "this") && !t.Is(j, "or") && !t.Is(j, "for") {
		if _, ok := f.word(j); !ok {
			return when{}, false
		}
	}
	if t.Gap(j) == numeral.Joined && !t.Is(j, ".") && !t.Is(j, ",") && !t.Is(j, "?") && !t.Is(j, "!") {
		return when{}, false
	}
	if t.Gap(j+1) == numeral.Joined && t.Kind(j+1) == numeral.Digits {
		return when{}, false
	}
	if u, ok := f.word(j); ok && u.class == unitWord {
		return when{}, false
	}
	return when{kind: clockKind, clock: "T" + two(h), end: j}, true
}

// join adds to a day the time that stands beside it, and the other way round.
func (f *finder) join(w when) when {
	t := f.t
	for range 2 {
		switch {
		case w.kind == dayKind && (w.clock == "" || len(w.clock) > 1 && w.clock[1] >= 'A'):
			c, k, ok := f.clockAfter(w)
			if !ok {
				return w
			}
			w.clock, w.end = c, k
		case w.kind == clockKind:
			k := w.end
			if t.Is(k, ",") {
				k++
			}
			for t.Is(k, "on") || t.Is(k, "of") {
				k++
			}
			if !f.near(k) || f.stop(w.end-1) && !t.Is(w.end-1, ".") || t.Toks[k].Line && t.Gap(k) == numeral.Break {
				return w
			}
			if e, ok := f.word(k); ok && e.class == everyWord || t.Is(k, "everyday") || t.Is(k, "daily") {
				if r, ok := f.primary(k); ok && r.kind == setKind && f.note {
					if r.timex == "P1D" {
						r.timex = ""
					}
					r.timex += w.clock
					r.first = w.first
					return r
				}
				return w
			}
			d, ok := f.primary(k)
			if !ok || d.kind != dayKind || d.clock != "" && w.clock[1] >= 'A' {
				return w
			}
			if len(d.clock) > 1 && (d.clock == "TEV" || d.clock == "TNI" || d.clock == "TAF") && f.note {
				w.clock = pm(w.clock)
			}
			d.clock, d.first = w.clock, w.first
			return d
		case w.kind == setKind && f.note && w.timex != "":
			c, k, ok := f.clockAfter(w)
			if !ok {
				return w
			}
			if w.timex == "P1D" || w.timex[0] == 'T' {
				w.timex = ""
			}
			w.timex += c
			w.end = k
			return w
		default:
			return w
		}
	}
	return w
}

// pm moves a clock time of the morning to the afternoon.
func pm(clock string) string {
	if len(clock) < 3 || clock[1] > '9' {
		return clock
	}
	if h := digits(clock[1:3]); h < 12 {
		return "T" + two(h+12) + clock[3:]
	}
	return clock
}

// clockAfter reads the time behind a day: "Friday night", "Nov. 4 at 10 p.m.",
// "Thursday in the morning".
func (f *finder) clockAfter(w when) (string, int, bool) {
	t := f.t
	k := w.end
	if !f.near(k) {
		return "", k, false
	}
	if t.Is(k, ",") || t.Is(k, "-") || t.Is(k, "@") || t.Is(k, "for") && f.note {
		k++
	}
	if f.note && (t.Is(k, "before") || t.Is(k, "after") || t.Is(k, "by")) {
		k++
	} else if f.note && t.Is(k, "later") && t.Is(k+1, "than") {
		k += 2
	}
	if t.Is(k, "at") || t.Is(k, "around") || t.Is(k, "about") {
		if r, ok := f.at(k); ok && w.kind != setKind || ok && f.note {
			c := r.clock
			if w.clock == "TEV" || w.clock == "TNI" || w.clock == "TAF" {
				c = pm(c)
			}
			return c, r.end, true
		}
		k++
	}
	if t.Is(k, "in") && t.Is(k+1, "the") || t.Is(k, "during") && t.Is(k+1, "the") {
		k += 2
	}
	if (t.Is(k, "early") || t.Is(k, "late")) && (f.note || k == w.end) {
		if p, ok := f.word(k + 1); ok && p.class == partWord {
			k++
		}
	}
	if !f.near(k) {
		return "", k, false
	}
	if p, ok := f.word(k); ok && p.class == partWord && w.clock == "" && !(t.Is(k, "nights") || t.Is(k, "dawn") || t.Is(k, "dusk")) {
		if t.Is(k, "noon") && f.note {
			return "T12", k + 1, true
		}
		return p.s, k + 1, true
	}
	if t.Kind(k) == numeral.Digits || f.note && t.Kind(k) == numeral.Word {
		if c, ok := f.clock(k); ok {
			if w.clock == "TEV" || w.clock == "TNI" || w.clock == "TAF" {
				c.clock = pm(c.clock)
			}
			return c.clock, c.end, true
		}
	}
	if f.note && t.Kind(k) == numeral.Digits && t.Is(k+1, ":") { // "22nd 3:30"
		if h, m := digits(t.Plain(k)), digits(t.Plain(k+2)); h >= 0 && h < 24 && m >= 0 && m < 60 && t.Len(k+2) == 2 {
			return "T" + two(h) + ":" + two(m), k + 3, true
		}
	}
	return "", k, false
}
