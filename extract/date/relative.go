package date

import "demarche/extract/numeral"

// weekday reads a weekday, with the date that stands beside it.
func (f *finder) weekday(i int, w word) (when, bool) {
	t := f.t
	j := i + 1
	if t.Len(i) <= 5 && t.Low1(i) != "monday" && t.Low1(i) != "sunday" && t.Low1(i) != "friday" {
		j = f.abbrev(i)
	}
	short := t.Len(i) <= 4
	if short && !t.Capital(i) && !f.note || t.Gap(i+1) == numeral.Joined && (t.Is(i+1, "@") || t.Is(i+1, "_")) {
		return when{}, false
	}
	if r, ok := f.weekdayDate(i, w); ok {
		return r, true
	}
	if w.weak || short && t.Low1(i) != "tues" {
		if !f.note && !t.Is(i-1, "on") || w.weak && (t.Is(i, "sun") || t.Is(i, "sat") || t.Is(i, "wed")) && !t.Is(i-1, "on") {
			return when{}, false
		}
	}
	if f.note {
		if r, ok := f.noteWeekday(i, j, w); ok {
			return r, true
		}
	}
	if f.anchor == noDay {
		return when{kind: dayKind, wd: w.n, end: j, guessed: true, name: "weekday"}, true
	}
	r := onDay(f.weekdayNear(w.n, f.weekdayTense(i, j)))
	r.end, r.guessed, r.wd, r.name = j, true, w.n, "weekday"
	return r, true
}

// noteWeekday reads "Mondays", "Monday of next week", "Wednesday next week".
func (f *finder) noteWeekday(i, j int, w word) (when, bool) {
	t := f.t
	k := j
	if t.Is(k, "of") || t.Is(k, ",") {
		k++
	}
	clock := ""
	if p, ok := f.word(k); ok && p.class == partWord {
		clock = p.s
		k++
	}
	if t.Is(k, "the") {
		k++
	}
	if x, ok := f.word(k); ok && (x.class == lastWord || x.class == nextWord || x.class == thisWord) && t.Is(k+1, "week") {
		if b, ok := f.deictic(k, x, false); ok && b.kind == weekKind {
			r := onDay(monday(b.y, b.n) + day(w.n-1))
			r.end, r.clock = k+2, clock
			return r, true
		}
	}
	// "Monday two weeks from now", "Saturday 3 days from now"
	if b, ok := f.count(k); ok && clock == "" && b.kind == dayKind && b.y > 0 {
		return f.onWeekdayNear(b, w.n, b.end), true
	}
	return when{}, false
}

// onWeekdayNear is the given weekday in the week of a day.
func (f *finder) onWeekdayNear(b when, wd, end int) when {
	d := civil(b.y, b.m, b.d)
	r := onDay(d - day(d.weekday()-1) + day(wd-1))
	r.end = end
	return r
}

// weekdayDate reads "Monday, Oct. 26", "Friday 2018-7-6", "Tuesday the 4th".
func (f *finder) weekdayDate(i int, w word) (when, bool) {
	t := f.t
	k := f.abbrev(i)
	if t.Is(i, "monday") || t.Is(i, "friday") || t.Is(i, "sunday") {
		k = i + 1
	}
	paren := false
	if t.Is(k, ",") || t.Is(k, "-") {
		k++
	} else if t.Is(k, "(") {
		k++
		paren = true
	}
	for t.Is(k, "the") || t.Is(k, "on") || t.Is(k, "of") {
		k++
	}
	if t.Is(k-1, "the") && t.Kind(k) == numeral.Word && !f.note {
		return when{}, false
	}
	if !f.near(k) || t.Toks[k].Line && t.Gap(k) == numeral.Break {
		return when{}, false
	}
	x, known := f.word(k)
	if t.Kind(k) == numeral.Digits || known && (x.class == monthWord || x.class == ordinalWord) {
		if f.note && t.Kind(k) == numeral.Digits {
			if _, ok := f.clock(k); ok {
				return when{}, false
			}
		}
		saved := f.note
		r, ok := f.primary(k)
		f.note = saved
		if ok && r.kind == dayKind && r.m > 0 && !(known && x.weak && r.wd > 0) {
			if paren && t.Is(r.end, ")") {
				r.end++
			}
			if r.guessed && f.anchor != noDay {
				r = f.yearByWeekday(r, w.n)
			}
			return r, true
		}
		if !f.note && t.Is(k-1, ",") {
			return when{}, false
		}
		if d, e, ordinal, ok := f.dayNumber(k); ok && (ordinal || f.note && e == k+1 && !f.unitNext(e) && t.Len(k) == 2 && t.Gap(e) != numeral.Joined || f.note && t.Is(e, "!")) && f.anchor != noDay {
			return f.weekdayNumber(w.n, d, e)
		}
	}
	return when{}, false
}

func (f *finder) unitNext(e int) bool {
	_, ok := f.word(e)
	h, _ := f.half(e)
	return ok || h > 0 || f.t.Is(e, ":") || f.t.Is(e, "-") || f.t.Is(e, "to") || f.t.Is(e, "/")
}

// weekdayNumber is the nearest "Monday the 13th".
func (f *finder) weekdayNumber(wd, d, end int) (when, bool) {
	y, m, _ := f.anchor.ymd()
	for n := range 24 {
		for _, s := range [...]int{n, -n} {
			first := civil(y, m+s, 1)
			yy, mm, _ := first.ymd()
			if valid(yy, mm, d) && civil(yy, mm, d).weekday() == wd {
				r := onDay(civil(yy, mm, d))
				r.end, r.guessed, r.wd = end, n > 0, wd
				return r, true
			}
		}
	}
	return when{}, false
}

// yearByWeekday moves a guessed year to the nearest in which the weekday is right.
func (f *finder) yearByWeekday(r when, wd int) when {
	for _, s := range [...]int{0, -1, 1, -2, 2, -3, 3} {
		if valid(r.y+s, r.m, r.d) && civil(r.y+s, r.m, r.d).weekday() == wd && (s == 0 || !f.note) {
			r.y += s
			return r
		}
	}
	return r
}

// modified reads "early March", "late last year", "mid-1990s", "early in the week".
func (f *finder) modified(i int, w word) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined {
		j++
	}
	if t.Is(i, "middle") || t.Is(j, "of") || t.Is(j, "in") {
		if !t.Is(j, "of") && !t.Is(j, "in") {
			return when{}, false
		}
		j++
		if t.Is(j, "the") {
			j++
		}
	} else if t.Is(j, "on") {
		j++
	}
	if !f.near(j) {
		return when{}, false
	}
	if p, ok := f.word(j); ok && p.class == partWord {
		if f.note {
			r, ok := f.part(j, p)
			return r, ok
		}
		r, ok := f.primary(j)
		return r, ok
	}
	if t.Is(i, "mid") && f.word2(j, partWord) || t.Is(i, "mid") && (t.Is(j, "afternoon") || t.Is(j, "morning")) {
		return when{}, false
	}
	if t.Is(i, "mid") && t.Is(j, "night") && f.note {
		return when{kind: clockKind, clock: "T00", end: j + 1}, true
	}
	if u, ok := f.word(j); ok && u.class == unitWord && f.anchor != noDay && (t.Is(j-1, "the") || t.Is(j-1, "in") || t.Is(i, "mid") && u.s == "Y" || t.Is(j-1, "-") && u.s == "Y") {
		if r, ok := f.thisUnit(j, u); ok {
			r.part = w.s
			return r, true
		}
	}
	if s, ok := f.word(j); ok && s.class == seasonWord {
		r, ok := f.seasonAt(j, s)
		return r, ok
	}
	r, ok := f.primary(j)
	if !ok {
		return when{}, false
	}
	switch r.kind {
	case monthKind, yearKind, decadeKind, weekKind, quarterKind, centuryKind, seasonKind:
		r.part = w.s
		return r, true
	case dayKind:
		return r, r.clock != "" || f.note || t.Is(i, "early") || t.Is(i, "late")
	}
	return when{}, false
}

func (f *finder) word2(j int, c class) bool { w, ok := f.word(j); return ok && w.class == c }

// thisUnit is the week, month, year … of the anchor.
func (f *finder) thisUnit(j int, u word) (when, bool) {
	var r when
	y, _, _ := f.anchor.ymd()
	switch u.s {
	case "D":
		r = onDay(f.anchor)
	case "W":
		r = onWeek(f.anchor)
	case "WE":
		r = onWeek(f.anchor)
		r.kind = weekendKind
	case "M":
		r = onMonth(f.anchor)
	case "Q":
		r = onQuarter(f.anchor)
	case "Y":
		r = onYear(y)
	case "E":
		r = when{kind: decadeKind, y: y / 10 * 10}
	case "C":
		r = when{kind: centuryKind, y: y / 100 * 100}
	default:
		return when{}, false
	}
	r.end = j + 1
	return r, true
}

// partOf reads "the end of November", "the beginning of the year", "end of day".
func (f *finder) partOf(i int) (when, bool) {
	t := f.t
	j := i + 1
	if !t.Is(j, "of") {
		return when{}, false
	}
	j++
	if t.Is(j, "the") && !f.word2(j+1, lastWord) {
		j++
	}
	if !f.near(j) {
		return when{}, false
	}
	part := map[string]string{"beginning": "early", "start": "early", "end": "late", "close": "late"}[t.Low1(i)]
	if u, ok := f.word(j); ok && u.class == unitWord && f.anchor != noDay && !t.Is(j+1, "of") && !t.Is(j+1, "s") && t.Low1(j) != "days" && t.Low1(j) != "years" {
		if u.s == "D" && !f.note {
			return when{}, false
		}
		if r, ok := f.thisUnit(j, u); ok {
			r.part = part
			if u.s == "D" && part == "late" {
				r.clock = "T23:59:59"
			}
			return r, true
		}
	}
	r, ok := f.primary(j)
	if !ok {
		return when{}, false
	}
	switch r.kind {
	case monthKind, yearKind, decadeKind, weekKind, quarterKind, centuryKind, seasonKind, weekendKind:
		r.part = part
		return r, true
	case dayKind:
		if f.note && part == "late" && r.clock == "" {
			r.clock, r.guessed = "T23:59:59", false
		}
		return r, f.note || r.m > 0
	}
	return when{}, false
}

// earlier reads "earlier this month", "later in the year".
func (f *finder) earlier(i int) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "in") {
		j++
	} else if t.Is(j, "on") {
		j++
	}
	if t.Is(j, "that") || t.Is(j, "the") && t.Is(j+1, "same") {
		if t.Is(j, "the") {
			j++
		}
		return f.same(j)
	}
	if t.Is(j, "the") && t.Is(i+1, "in") {
		if u, ok := f.word(j + 1); ok && f.anchor != noDay {
			if u.class == unitWord {
				r, ok := f.thisUnit(j+1, u)
				r.part = map[bool]string{true: "early", false: "late"}[t.Is(i, "earlier")]
				if f.note {
					r.part = ""
				}
				return r, ok
			}
			if u.class == partWord && f.note {
				return f.part(j+1, u)
			}
		}
	}
	w, ok := f.word(j)
	if !ok || !f.near(j) {
		return when{}, false
	}
	if w.class == thisWord || w.class == lastWord || w.class == nextWord {
		r, ok := f.deictic(j, w, false)
		return r, ok && r.kind != refKind && r.kind != durationKind
	}
	if w.class == todayWord {
		r, ok := f.today(j, w)
		return r, ok
	}
	return when{}, false
}

// asSoon reads "as soon as possible".
func (f *finder) asSoon(i int) (when, bool) {
	t := f.t
	if t.Is(i+1, "soon") && t.Is(i+2, "as") && t.Is(i+3, "possible") && !f.note {
		return when{kind: refKind, timex: "FUTURE_REF", end: i + 4}, true
	}
	return when{}, false
}

// dayBefore reads "day before yesterday", "day after tomorrow", "week before last".
func (f *finder) dayBefore(i int) (when, bool) {
	t := f.t
	j := i
	if t.Is(j, "the") {
		j++
	}
	u, ok := f.word(j)
	if !ok || u.class != unitWord || !t.Is(j+1, "before") && !t.Is(j+1, "after") || f.anchor == noDay {
		return when{}, false
	}
	sign := 1
	if t.Is(j+1, "before") {
		sign = -1
	}
	if u.s == "W" && t.Is(j+2, "last") && !f.isUnit(j+3) {
		r := onWeek(f.anchor - 14)
		r.end = j + 3
		return r, true
	}
	if u.s == "W" && t.Is(j+2, "next") && !f.isUnit(j+3) {
		r := onWeek(f.anchor + 14)
		r.end = j + 3
		return r, true
	}
	if u.s != "D" {
		return when{}, false
	}
	b, ok := f.primary(j + 2)
	if !ok || b.kind != dayKind || b.y <= 0 {
		return when{}, false
	}
	if b.name != "today" && !f.note && b.name != "weekday" {
		return when{}, false
	}
	d, _ := b.start()
	r := onDay(d + day(sign))
	r.end, r.guessed = b.end, b.guessed
	return r, true
}

// same reads "the same day", "that year": what was last spoken of.
func (f *finder) same(i int) (when, bool) {
	t := f.t
	j := i + 1
	if t.Is(j, "same") {
		j++
	}
	u, ok := f.word(j)
	if !ok || !f.near(j) {
		return when{}, false
	}
	if f.note {
		if u.class == unitWord && u.s == "Y" && t.Is(i, "same") {
			return when{kind: yearKind, timex: "XXXX", end: j + 1}, true
		}
		return when{}, false
	}
	if f.last == noDay {
		return when{}, false
	}
	var r when
	switch {
	case u.class == unitWord && u.s == "D":
		r = onDay(f.last)
	case u.class == unitWord && u.s == "W":
		r = onWeek(f.last)
	case u.class == unitWord && u.s == "M":
		r = onMonth(f.last)
	case u.class == unitWord && u.s == "Y":
		y, _, _ := f.last.ymd()
		r = onYear(y)
	case u.class == partWord && u.s[1] >= 'A':
		r = onDay(f.last)
		r.clock = u.s
	default:
		return when{}, false
	}
	r.end = j + 1
	return r, true
}

// spokenYear reads a year in words: "in nineteen ninety-one".
func (f *finder) spokenYear(i int) (when, bool) {
	p := f.t.Low1(i - 1)
	if p != "in" && p != "since" && p != "by" && p != "of" && p != "until" && p != "from" && p != "year" {
		return when{}, false
	}
	if !f.t.Is(i, "nineteen") && !f.t.Is(i, "eighteen") && !f.t.Is(i, "two") && !f.t.Is(i, "twenty") {
		return when{}, false
	}
	y, e, ok := f.yearWords(i)
	if !ok || f.isUnit(e) || p == "of" && f.isWord(e) {
		return when{}, false
	}
	r := onYear(y)
	r.end = e
	return r, true
}

// latest reads "the latest quarter", "the latest period".
func (f *finder) latest(j int) (when, bool) {
	t := f.t
	k := j + 1
	if t.Is(k, "fiscal") {
		k++
	}
	if f.anchor == noDay || !t.Is(k, "quarter") && !t.Is(k, "period") {
		return when{}, false
	}
	r := f.lastQuarter()
	if t.Is(k, "period") && f.quarter.y == 0 {
		return when{}, false
	}
	r.end = k + 1
	return r, true
}

// lastQuarter is the quarter spoken of, else the one before the anchor's.
func (f *finder) lastQuarter() when {
	if f.quarter.y > 0 {
		return when{kind: quarterKind, y: f.quarter.y, n: f.quarter.n}
	}
	y, m, _ := f.anchor.ymd()
	return onQuarter(civil(y, m-3, 1))
}

// unit reads what starts with a bare unit: "year-earlier", "weeks", "week 3",
// "year 2016", "year's end".
func (f *finder) unit(i int, u word) (when, bool) {
	t := f.t
	j := i + 1
	low := t.Low1(i)
	if low == "year" || low == "quarter" {
		k := j
		if t.Is(k, "-") {
			k++
		}
		if (t.Is(k, "ago") || t.Is(k, "earlier")) && k > j && f.anchor != noDay {
			return f.yearAgo(k + 1)
		}
	}
	switch low {
	case "year":
		if y, e, ok := f.yearAt(j); ok && f.near(j) {
			r := onYear(y)
			r.end = e
			return r, true
		}
		if t.Is(j, "-") && t.Is(j+1, "end") || (t.Is(j, "'") || t.Is(j, "’")) && t.Is(j+1, "s") && t.Is(j+2, "end") {
			if f.anchor == noDay {
				return when{}, false
			}
			e := j + 2
			if !t.Is(j, "-") {
				e = j + 3
			}
			y, _, _ := f.anchor.ymd()
			if f.tense(i, e) < 0 && t.Is(j, "-") {
				y--
			}
			r := onYear(y)
			r.end, r.part = e, "late"
			return r, true
		}
	case "week":
		if t.Kind(j) == numeral.Digits && f.note {
			return f.weekNumber(i, j)
		}
		if t.Is(j, "of") { // "the week of March 6"
			if b, ok := f.primary(j + 1); ok && b.kind == dayKind && b.y > 0 {
				d, _ := b.start()
				r := onWeek(d)
				r.end, r.guessed = b.end, b.guessed
				return r, true
			}
		}
	case "weekends":
		return when{kind: setKind, timex: "XXXX-WXX-WE", end: j}, f.note
	case "years", "months", "weeks", "days", "decades", "centuries":
		return f.plural(i, u)
	case "hours", "minutes":
		if p := t.Low1(i - 1); p == "for" || p == "within" || p == "in" {
			if t.Is(j, "of") || t.Is(j, "later") || t.Is(j, "after") || !f.isWord(j) || p == "within" || p == "for" {
				r := duration("X", u.s)
				r.end = j
				return r, !f.note
			}
		}
	}
	return when{}, false
}

// plural reads units without a count: "for years", "in recent weeks", "decades ago".
func (f *finder) plural(i int, u word) (when, bool) {
	t := f.t
	j := i + 1
	if f.note {
		return when{}, false
	}
	if t.Is(j, "ago") || t.Is(j, "earlier") && u.s != "D" {
		return when{kind: refKind, timex: "PAST_REF", end: j + 1}, t.Is(j, "ago")
	}
	ok := false
	switch t.Low1(i - 1) {
	case "for", "recent", "of", "over", "within", "coming", "after", "many", "past":
		ok = true
		if t.Is(i-1, "of") {
			p := t.Low1(i - 2)
			ok = p == "couple" || p == "hundreds" || p == "dozens" || p == "number" || p == "thousands"
		}
		if t.Is(i-1, "for") && t.Is(j, "to") {
			ok = t.Is(j+1, "come")
		}
	case "in":
		ok = !t.Is(j, "past") && (t.Is(j, ",") || t.Is(j, ".") || f.stop(j))
	case "the":
		p := t.Low1(i - 2)
		ok = (p == "in" || p == "during" || p == "over") && (t.Is(j, "before") || t.Is(j, "after") || t.Is(j, "since") || t.Is(j, "following") || t.Is(j, "leading") || t.Is(j, "that") || t.Is(j, "ahead"))
	default:
		ok = t.Is(j, "before") || t.Is(j, "after") || t.Is(j, "later") && u.s != "D"
		if ok && t.Kind(i-1) == numeral.Word && !t.Is(i-1, "just") && !t.Is(i-1, "only") && !t.Is(i-1, "came") && !t.Is(i-1, "border") {
			ok = t.Is(j, "after") || t.Is(j, "before")
		}
	}
	if !ok {
		return when{}, false
	}
	r := f.span("X", u.s)
	if u.s == "E" {
		r.timex = "PXE"
	}
	r.end = j
	return r, true
}

// yearAgo is what "year-ago" and "the year-earlier period" compare with; e is
// the token behind.
func (f *finder) yearAgo(e int) (when, bool) {
	t := f.t
	var r when
	switch {
	case f.quarter.y > 0:
		r = when{kind: quarterKind, y: f.quarter.y - 1, n: f.quarter.n}
	default:
		y, _, _ := f.anchor.ymd()
		r = onYear(y - 1)
	}
	if t.Is(e, "quarter") {
		if r.kind == yearKind {
			r = f.lastQuarter()
			r.y--
		}
		e++
	} else if t.Is(e, "period") {
		e++
	} else if o, ok := f.word(e); ok && o.class == ordinalWord && o.n <= 4 {
		k := e + 1
		if t.Is(k, "-") {
			k++
		}
		if t.Is(k, "quarter") {
			q := f.quarterOf(e, o.n, k+1)
			q.y--
			return q, true
		}
	}
	r.end = e
	r.name = "back"
	return r, true
}

// weekNumber reads "week 3 of 2027".
func (f *finder) weekNumber(i, j int) (when, bool) {
	n := digits(f.t.Plain(j))
	if n < 1 || n > 53 || f.t.Len(j) > 2 || f.t.Gap(j+1) == numeral.Joined && f.t.Is(j+1, ":") {
		return when{}, false
	}
	r := when{kind: weekKind, n: n, end: j + 1}
	if y, e, ok := f.ofYear(j + 1); ok {
		r.y, r.end = y, e
	} else if f.anchor != noDay {
		r.y, _, _ = f.anchor.ymd()
	}
	return r, true
}

// theUnit reads "the week", "the year ended June 30", "the day before yesterday".
func (f *finder) theUnit(i, j int, u word) (when, bool) {
	t := f.t
	k := j + 1
	if w, ok := f.dayBefore(j); ok {
		return w, true
	}
	if w, ok := f.unit(j, u); ok {
		return w, true
	}
	if f.anchor == noDay {
		return when{}, false
	}
	p := t.Low1(i - 1)
	switch u.s {
	case "Q":
		if t.Is(k, "a") && t.Is(k+1, "year") && (t.Is(k+2, "ago") || t.Is(k+2, "earlier")) {
			r := f.lastQuarter()
			r.y--
			r.end, r.name = k+3, "back"
			return r, true
		}
		if f.note || t.Low1(j) == "quarters" || t.Is(k, "of") || t.Is(k, "-") {
			return when{}, false
		}
		r := f.lastQuarter()
		r.end = k
		return r, true
	case "WE":
		d := f.anchor
		if !f.note && d.weekday() < 6 && f.tense(i, k) <= 0 {
			d -= 7
		}
		r := onWeek(d)
		r.kind, r.end = weekendKind, k
		return r, t.Low1(j) == "weekend"
	case "Y":
		if t.Is(k, "ended") || t.Is(k, "ending") {
			r := duration("1", "Y")
			r.end = k
			return r, true
		}
		if f.note && t.Low1(j) == "year" && (p != "of" || true) {
			r, ok := f.thisUnit(j, u)
			return r, ok
		}
		if p == "for" && (t.Is(k, ",") || t.Is(k, ".") || f.stop(k)) || p == "of" && (t.Is(i-2, "rest") || t.Is(i-2, "end") || t.Is(i-2, "half")) {
			r, ok := f.thisUnit(j, u)
			return r, ok && t.Low1(j) == "year"
		}
	case "W", "M":
		if t.Low1(j) != "week" && t.Low1(j) != "month" {
			return when{}, false
		}
		if f.note || p == "for" || p == "during" || p == "in" && !f.isWord(k) || t.Is(k, "'") || t.Is(k, "’") || p == "of" && (t.Is(i-2, "rest") || t.Is(i-2, "end")) {
			r, ok := f.thisUnit(j, u)
			return r, ok
		}
	case "D":
		if f.note && t.Low1(j) == "day" && p == "for" {
			r, ok := f.thisUnit(j, u)
			return r, ok
		}
	}
	return when{}, false
}
