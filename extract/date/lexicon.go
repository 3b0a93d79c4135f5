package date

// The English words of time.

type class uint8

const (
	noClass class = iota
	monthWord
	weekdayWord
	unitWord
	seasonWord
	partWord  // of the day
	thisWord  // this, current
	lastWord  // last, past, previous
	nextWord  // next, coming
	todayWord // n days from the anchor
	refWord   // now, recently
	modWord   // early, late
	setWord   // daily
	everyWord
	ordinalWord
	numberWord
	holidayWord
)

type word struct {
	class class
	n     int
	s     string
	weak  bool // an ordinary word too
}

func fill(m map[string]word, list string, w word) {
	for i, j := 0, 0; j <= len(list); j++ {
		if j == len(list) || list[j] == ' ' {
			if j > i {
				m[list[i:j]] = w
			}
			i = j + 1
		}
	}
}

func fillEach(m map[string]word, c class, first int, lists ...string) {
	for i, l := range lists {
		fill(m, l, word{class: c, n: first + i})
	}
}

var english = func() map[string]word {
	m := map[string]word{}
	fillEach(m, monthWord, 1, "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec")
	fillEach(m, weekdayWord, 1, "monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun")
	for _, w := range []string{"may", "march", "mar", "sat", "sun", "wed", "mon", "jan", "dec", "sep", "august"} {
		e := m[w]
		e.weak = true
		m[w] = e
	}
	for _, u := range [...]struct{ words, s string }{{"second seconds sec secs", "TS"}, {"minute minutes min mins", "TM"}, {"hour hours hr hrs", "TH"}, {"day days", "D"}, {"night nights", "D"}, {"week weeks", "W"},
		{"fortnight fortnights", "2W"}, {"month months", "M"}, {"quarter quarters", "Q"}, {"year years yr yrs", "Y"}, {"decade decades", "E"}, {"century centuries", "C"}, {"weekend weekends", "WE"}} {
		fill(m, u.words, word{class: unitWord, s: u.s})
	}
	fillEach(m, seasonWord, 0, "spring springtime", "summer summertime", "fall autumn", "winter wintertime")
	for _, p := range [...]struct{ words, s string }{{"morning mornings dawn", "TMO"}, {"afternoon afternoons", "TAF"}, {"evening evenings dusk", "TEV"}, {"night nighttime", "TNI"}, {"noon midday", "T12:00"}, {"midnight", "T00:00"}} {
		fill(m, p.words, word{class: partWord, s: p.s})
	}
	fill(m, "this current", word{class: thisWord})
	fill(m, "last past previous preceding prior", word{class: lastWord})
	fill(m, "next coming following upcoming", word{class: nextWord})
	fill(m, "today", word{class: todayWord, n: 0})
	fill(m, "yesterday", word{class: todayWord, n: -1})
	fill(m, "tomorrow tmrw tmr", word{class: todayWord, n: 1})
	fill(m, "tonight tonite", word{class: todayWord, n: 0, s: "TNI"})
	fill(m, "now currently nowadays", word{class: refWord, s: "PRESENT_REF"})
	fill(m, "current", word{class: thisWord, s: "PRESENT_REF"})
	fill(m, "recently recent lately", word{class: refWord, s: "PAST_REF"})
	fill(m, "soon", word{class: refWord, s: "FUTURE_REF"})
	fill(m, "early", word{class: modWord, s: "early"})
	fill(m, "late", word{class: modWord, s: "late"})
	fill(m, "mid middle", word{class: modWord, s: "mid"})
	for _, s := range [...]struct{ words, v string }{{"daily everyday", "P1D"}, {"nightly", "P1D"}, {"weekly", "P1W"}, {"biweekly fortnightly", "P2W"}, {"monthly", "P1M"}, {"quarterly", "P3M"}, {"yearly annually annual", "P1Y"}, {"semiannual semiannually", "P0.5Y"}, {"bimonthly", "P2M"}, {"hourly", "PT1H"}} {
		fill(m, s.words, word{class: setWord, s: s.v})
	}
	fill(m, "every each", word{class: everyWord})
	fillEach(m, ordinalWord, 1, "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth")
	m["thirtieth"] = word{class: ordinalWord, n: 30}
	m["second"] = word{class: ordinalWord, n: 2, s: "TS"}
	return m
}()

// holiday finds the day of a feast in a year.
type holiday struct {
	words string
	on    func(y int) day
}

func fixed(m, d int) func(int) day { return func(y int) day { return civil(y, m, d) } }
func nthOf(m, wd, n int) func(int) day {
	return func(y int) day { return nth(y, m, wd, n) }
}

// holidays, longest names first. United States feasts by 5 U.S.C. 6103; Black
// Friday is the day after Thanksgiving; Election Day by 2 U.S.C. 7.
var holidays = []holiday{
	{"new year's eve", fixed(12, 31)}, {"new years eve", fixed(12, 31)}, {"new year's day", fixed(1, 1)}, {"new years day", fixed(1, 1)}, {"new year's", fixed(1, 1)}, {"new year day", fixed(1, 1)},
	{"christmas eve", fixed(12, 24)}, {"christmas day", fixed(12, 25)}, {"christmas", fixed(12, 25)}, {"xmas", fixed(12, 25)}, {"boxing day", fixed(12, 26)},
	{"thanksgiving day", nthOf(11, 4, 4)}, {"thanksgiving", nthOf(11, 4, 4)}, {"black friday", func(y int) day { return nth(y, 11, 4, 4) + 1 }}, {"cyber monday", func(y int) day { return nth(y, 11, 4, 4) + 4 }},
	{"good friday", func(y int) day { return easter(y) - 2 }}, {"easter monday", func(y int) day { return easter(y) + 1 }}, {"easter sunday", easter}, {"easter", easter}, {"palm sunday", func(y int) day { return easter(y) - 7 }}, {"ash wednesday", func(y int) day { return easter(y) - 46 }},
	{"independence day", fixed(7, 4)}, {"fourth of july", fixed(7, 4)}, {"labor day", nthOf(9, 1, 1)}, {"labour day", nthOf(9, 1, 1)}, {"memorial day", nthOf(5, 1, -1)}, {"veterans day", fixed(11, 11)}, {"armistice day", fixed(11, 11)},
	{"columbus day", nthOf(10, 1, 2)}, {"martin luther king day", nthOf(1, 1, 3)}, {"martin luther king jr day", nthOf(1, 1, 3)}, {"mlk day", nthOf(1, 1, 3)}, {"presidents day", nthOf(2, 1, 3)}, {"president's day", nthOf(2, 1, 3)}, {"juneteenth", fixed(6, 19)},
	{"halloween", fixed(10, 31)}, {"valentine's day", fixed(2, 14)}, {"valentines day", fixed(2, 14)}, {"st patrick's day", fixed(3, 17)}, {"st. patrick's day", fixed(3, 17)}, {"saint patrick's day", fixed(3, 17)}, {"saint patrick", fixed(3, 17)}, {"st patrick", fixed(3, 17)},
	{"mother's day", nthOf(5, 7, 2)}, {"mothers day", nthOf(5, 7, 2)}, {"father's day", nthOf(6, 7, 3)}, {"fathers day", nthOf(6, 7, 3)}, {"groundhog day", fixed(2, 2)}, {"april fools day", fixed(4, 1)}, {"april fool's day", fixed(4, 1)}, {"earth day", fixed(4, 22)}, {"may day", fixed(5, 1)},
	{"election day", func(y int) day { return nth(y, 11, 1, 1) + 1 }}, {"bastille day", fixed(7, 14)}, {"guy fawkes", fixed(11, 5)}, {"guy fawkes day", fixed(11, 5)}, {"cinco de mayo", fixed(5, 5)},
	{"day of the sun", fixed(4, 15)}, {"liberation day", nil}, {"russia day", fixed(6, 12)}, {"victory day", fixed(5, 9)},
}

// holidayIndex finds the names by their first word, longest first.
var holidayIndex = func() map[string][]holiday {
	m := map[string][]holiday{}
	for _, h := range holidays {
		if h.on == nil {
			continue
		}
		first := h.words
		for i := range first {
			if first[i] == ' ' || first[i] == '\'' || first[i] == '.' {
				first = first[:i]
				break
			}
		}
		list := append(m[first], h)
		for k := len(list) - 1; k > 0 && len(list[k].words) > len(list[k-1].words); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
		m[first] = list
	}
	return m
}()
