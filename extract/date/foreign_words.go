package date

import "demarche/extract/numeral"

// Words of single languages that the lexicons do not hold: they are more than a
// token, or step from the day spoken of.

// fillers may stand between a word for "ago" and the count: "vor rund zwei Jahren".
var fillers = set("rund etwa gut knapp fast über circa ca ungefähr mehr als environ près plus de quelque casi unos unas más cerca حوالي نحو أكثر من")

// special reads such words at i.
func (f *finder) special(i int) (when, bool) {
	switch f.ctx.Lang {
	case "fr":
		return f.french(i)
	case "de":
		if f.t.Is(i, "vortag") && f.t.Is(i-1, "am") && !f.t.Is(i+1, "der") && !f.t.Is(i+1, "des") {
			return f.beside(-1, i+1)
		}
	case "es":
		return f.spanish(i)
	case "ru":
		if w := f.t.Low1(i); w == "полгода" || w == "полугода" {
			r := duration("6", "M")
			r.end = i + 1
			return r, true
		}
	case "uk":
		return f.ukrainian(i)
	case "ar":
		return f.arabic(i)
	}
	return when{}, false
}

// beside is the day before or after the one spoken of, else that of publication.
func (f *finder) beside(step, end int) (when, bool) {
	if f.anchor == noDay {
		return when{}, false
	}
	base := f.anchor
	if f.last != noDay && f.last <= f.anchor && f.anchor-f.last < 31 {
		base = f.last
	} else if step > 0 {
		return when{}, false
	}
	r := onDay(base + day(step))
	r.end, r.guessed = end, true
	return r, true
}

func (f *finder) french(i int) (when, bool) {
	t := f.t
	switch t.Low1(i) {
	case "aujourd":
		if (t.Is(i+1, "'") || t.Is(i+1, "’")) && t.Is(i+2, "hui") && f.anchor != noDay {
			r := onDay(f.anchor)
			r.end = i + 3
			return r, true
		}
	case "veille", "lendemain":
		switch t.Low1(i + 1) {
		case "de", "du", "des", "d":
			return when{}, false // "la veille du sommet"
		}
		if t.Is(i, "veille") && (t.Is(i-1, "la") && !t.Is(i-2, "à")) {
			return f.beside(-1, i+1)
		}
		if t.Is(i, "lendemain") && t.Is(i-1, "le") {
			return f.beside(1, i+1)
		}
	}
	return when{}, false
}

func (f *finder) spanish(i int) (when, bool) {
	t := f.t
	if f.anchor == noDay {
		return when{}, false
	}
	r := onDay(f.anchor)
	switch {
	case t.Is(i, "anoche"):
		r = onDay(f.anchor - 1)
		r.clock, r.end = "TNI", i+1
	case t.Is(i, "esta") && t.Is(i+1, "mañana"):
		r.clock, r.end = "TMO", i+2
	default:
		return when{}, false
	}
	return r, true
}

// yearSteps are the Ukrainian words for the years about this one.
var yearSteps = map[string]int{"цьогоріч": 0, "торік": -1, "позаторік": -2}

func (f *finder) ukrainian(i int) (when, bool) {
	t := f.t
	if e, k, ok := f.friday(i); ok {
		r, ok := f.foreignWeekday(k, e)
		return r, ok
	}
	if n, ok := yearSteps[t.Low1(i)]; ok && f.anchor != noDay {
		y, _, _ := f.anchor.ymd()
		r := onYear(y + n)
		r.end = i + 1
		return r, true
	}
	if t.Is(i, "півроку") || t.Is(i, "пів") && t.Is(i+1, "року") {
		r := duration("6", "M")
		r.end = i + 1
		if t.Is(i, "пів") {
			r.end++
		}
		return r, true
	}
	return when{}, false
}

// friday reads the one weekday with an apostrophe in it and gives its last token.
func (f *finder) friday(i int) (word, int, bool) {
	t := f.t
	if !t.Is(i, "п") || !t.Is(i+1, "'") && !t.Is(i+1, "’") && !t.Is(i+1, "ʼ") || t.Gap(i+2) != numeral.Joined {
		return word{}, i, false
	}
	switch t.Low1(i + 2) {
	case "ятниця", "ятницю", "ятниці", "ятницею":
		return word{class: weekdayWord, n: 5}, i + 2, true
	}
	return word{}, i, false
}

// theDay are words behind "اليوم" with which it is a day, not today.
var theDay = set("السابق التالي الأول الاول الثاني الثالث الرابع الأخير الماضي نفسه ذاته الوطني العالمي الدولي الواحد المقبل")

func (f *finder) arabic(i int) (when, bool) {
	t := f.t
	if t.Is(i, "اليوم") && f.anchor != noDay && !theDay[t.Low1(i+1)] {
		r := onDay(f.anchor)
		r.end = i + 1
		return r, true
	}
	d, k, ok := f.arabicOrdinal(i)
	if !ok || !t.Is(k, "من") {
		return when{}, false
	}
	if k++; t.Is(k, "شهر") {
		k++
	}
	if x, ok := f.lex(k); ok && x.class == monthWord && f.near(k) {
		return f.foreignDay(i, k, d, x.n)
	}
	return when{}, false
}

// arabicDays are the ordinals of days, from the first to the tenth, with the
// compound form of the first.
var arabicDays = map[string]int{"الأول": 1, "الاول": 1, "الحادي": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5, "السادس": 6, "السابع": 7, "الثامن": 8, "التاسع": 9, "العاشر": 10, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}

// arabicOrdinal reads the day of a month in words: "الثالث والعشرين".
func (f *finder) arabicOrdinal(i int) (int, int, bool) {
	t := f.t
	d := arabicDays[t.Low1(i)]
	if d == 0 {
		return 0, i, false
	}
	switch k := i + 1; t.Low1(k) {
	case "عشر":
		return d + 10, k + 1, d < 10
	case "والعشرين", "والعشرون":
		return d + 20, k + 1, d < 10
	case "والثلاثين", "والثلاثون":
		return d + 30, k + 1, d == 1
	}
	return d, i + 1, true
}
