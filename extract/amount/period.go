package amount

import (
	"strconv"
	"strings"

	"demarche/extract/numeral"
)

// spans are the units of a period: the letter of an ISO 8601 duration.
var spans = map[string]string{
	"year": "Y", "years": "Y", "month": "M", "months": "M", "week": "W", "weeks": "W", "day": "D", "days": "D", "decade": "0Y", "decades": "0Y", "quarter": "Q",
	"jahr": "Y", "jahre": "Y", "jahren": "Y", "monat": "M", "monate": "M", "monaten": "M", "woche": "W", "wochen": "W", "tag": "D", "tage": "D", "tagen": "D",
	"an": "Y", "ans": "Y", "année": "Y", "années": "Y", "mois": "M", "semaine": "W", "semaines": "W", "jour": "D", "jours": "D",
	"año": "Y", "años": "Y", "mes": "M", "meses": "M", "semana": "W", "semanas": "W", "día": "D", "días": "D",
	"год": "Y", "года": "Y", "лет": "Y", "месяц": "M", "месяца": "M", "месяцев": "M", "неделю": "W", "недели": "W", "недель": "W", "день": "D", "дня": "D", "дней": "D",
	"рік": "Y", "роки": "Y", "років": "Y", "місяць": "M", "місяці": "M", "місяців": "M", "тиждень": "W", "тижні": "W", "дні": "D", "днів": "D",
	"سنة": "Y", "سنوات": "Y", "عام": "Y", "أعوام": "Y", "شهر": "M", "أشهر": "M", "أسبوع": "W", "أسابيع": "W", "يوم": "D", "أيام": "D",
}

// rates are words that by themselves say the sum comes once a period.
var rates = map[string]string{"annually": "P1Y", "annual": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D", "quarterly": "P3M", "jährlich": "P1Y", "monatlich": "P1M", "annuel": "P1Y", "annuels": "P1Y", "anuales": "P1Y", "anual": "P1Y",
	"ежегодно": "P1Y", "ежемесячно": "P1M", "щороку": "P1Y", "щомісяця": "P1M", "سنويا": "P1Y", "سنوياً": "P1Y", "شهريا": "P1M"}

// openers come before a period that the sum covers; each comes before one turn.
var openers = map[string]bool{"over": true, "in": true, "during": true, "within": true, "across": true, "for": true, "through": true, "the": true, "past": true, "last": true, "next": true, "previous": true, "coming": true, "preceding": true, "just": true, "only": true, "under": true, "of": false, "span": true, "period": true,
	"über": true, "innerhalb": true, "binnen": true, "vergangenen": true, "letzten": true, "den": true, "en": true, "pendant": true, "sur": true, "durant": true, "dernières": true, "derniers": true, "ces": true, "últimos": true, "durante": true, "los": true, "за": true, "последние": true, "останні": true, "خلال": true, "على": true, "مدى": true}

var eachers = map[string]bool{"a": true, "per": true, "each": true, "every": true, "pro": true, "par": true, "al": true, "por": true, "в": true, "на": true, "/": true, "im": true}

var totals = map[string]bool{"total": true, "totaling": true, "totalling": true, "totaled": true, "totalled": true, "totals": true, "combined": true, "altogether": true, "cumulative": true, "cumulatively": true, "aggregate": true, "overall": true, "collectively": true,
	"insgesamt": true, "всего": true, "общей": true, "суммарно": true, "загалом": true, "إجمالي": true, "إجمالا": true}

// period reads the time the sum covers, as an ISO 8601 duration, and whether
// the sum adds up what came before.
func (f *finder) period(s sum) (string, bool) {
	t := f.t
	cumulative := false
	for i := max(f.own(s), s.first-12); i < min(f.to, s.end+14); i++ {
		if i >= s.first && i < s.end {
			continue
		}
		if i >= s.end && (f.otherSum(i) || f.nextSum(i)) {
			break
		}
		w := t.Low1(i)
		if totals[w] || f.since(i) || w == "to" && t.Is(i+1, "date") || w == "so" && t.Is(i+1, "far") || w == "in" && t.Is(i+1, "all") || w == "au" && t.Is(i+1, "total") || w == "en" && t.Is(i+1, "total") {
			cumulative = true
		}
		if t.Kind(i) == numeral.Glyph && (hasGlyphs(t, i, "총") || hasGlyphs(t, i, "누적") || hasGlyphs(t, i, "累计") || hasGlyphs(t, i, "累計") || hasGlyphs(t, i, "共计") || hasGlyphs(t, i, "合計")) {
			cumulative = true
		}
	}
	if p := f.eachPeriod(s); p != "" {
		return p, cumulative
	}
	for i := s.end; i < min(f.to, s.end+14); i++ {
		if f.otherSum(i) {
			break
		}
		if p, n := f.spanAt(i, i); p != "" {
			return p, cumulative || n > 1
		}
	}
	for i := s.first - 1; i >= max(f.own(s), s.first-20); i-- {
		if f.otherSum(i) || t.Is(i, ":") {
			break
		}
		if p, n := f.spanAt(i, i); p != "" {
			return p, cumulative || n > 1
		}
	}
	return "", cumulative
}

// apart are words behind "a year" that make it a distance in time.
var apart = set("later ago earlier after before")

// takings are what comes in once a period: "the yearly income from this at".
var takings = set("income revenue revenues earnings profit profits proceeds takings turnover wages budget")

// nextSum says whether the words of another sum, or of a clause about something
// else, open at token i behind a comma or an "and".
func (f *finder) nextSum(i int) bool {
	t := f.t
	switch t.Low1(i) {
	case ",", "and", "и", "та", "і", "und", "et", "y", "، ", "、":
	default:
		return false
	}
	if t.Is(i+1, "the") && (t.Is(i+2, "biggest") || t.Is(i+2, "largest") || t.Is(i+2, "worst") || t.Is(i+2, "highest")) {
		return true
	}
	for k := i + 1; k <= i+3; k++ {
		if t.Kind(k) == numeral.Digits {
			return true
		}
	}
	return false
}

// own is the token from which the words before a sum are its own: behind another sum
// of the sentence they begin after a comma or an "and".
func (f *finder) own(s sum) int {
	if f.last <= f.from {
		return f.from
	}
	for i := f.last; i < s.first; i++ {
		switch f.t.Low1(i) {
		case ",", "،", "、", "，", "and", "et", "und", "y", "и", "і", "та", ":", "—", "–", "(":
			return i
		}
	}
	return s.first
}

// since says whether a time up to now opens at token i: "since 2022", "since the
// war", "depuis janvier 2021", "2019年以来".
func (f *finder) since(i int) bool {
	t := f.t
	switch w := t.Low1(i); w {
	case "since":
		for k := i + 1; k <= i+5 && t.Kind(k) == numeral.Word; k++ {
			switch t.Low1(k) {
			case "began", "begun", "started", "starting", "beginning", "opened", "launched":
				return true
			}
		}
		return t.Kind(i+1) == numeral.Digits || starts[t.Low1(i+1)] || t.Is(i+1, "the") && starts[t.Low1(i+2)]
	case "seit", "depuis", "desde", "с", "з", "від", "منذ":
		if yearsStart[t.Low1(i+1)] || t.Is(i+1, "le") && t.Is(i+2, "début") {
			return true
		}
		for k := i + 1; k <= i+4 && t.Kind(k) != numeral.Sign; k++ {
			if t.Kind(k) == numeral.Digits && t.Len(k) == 4 {
				return true
			}
		}
	}
	if t.Is(i, "lo") && t.Is(i+1, "que") && t.Is(i+2, "va") { // "en lo que va de año"
		return true
	}
	return t.Kind(i) == numeral.Glyph && (hasGlyphs(t, i, "올해 들어") || hasGlyphs(t, i, "年に入り") || hasGlyphs(t, i, "以来") || hasGlyphs(t, i, "以來") || hasGlyphs(t, i, "이래") || hasGlyphs(t, i, "이후") && t.Is(i-1, "년"))
}

// starts are what "since" counts from; elsewhere it means "because".
var starts = set("then last early late mid january february march april may june july august september october november december start beginning launch war invasion attack hack outbreak pandemic coup founding sanctions")

// yearsStart are words for the beginning of the year behind a word for "since".
var yearsStart = set("jahresbeginn jahresanfang beginn anfang principios comienzos inicio начала початку بداية مطلع")

// terms are what a period before them measures: a sentence, not a sum.
var terms = set("sentence sentences term terms prison ban jail imprisonment veteran visa contract probation suspension delay")

// jailings are verbs whose period is a sentence: "jailed for three years".
var jailings = set("jailed sentenced imprisoned prison jail sentence banned served serving suspended barred")

// jailed says whether the period at token i is one of punishment or age.
func (f *finder) jailed(i, unit int) bool {
	t := f.t
	if t.Is(unit+1, "-") && t.Is(unit+2, "old") || terms[t.Low1(unit+1)] {
		return true
	}
	for b := i - 1; b >= i-4 && b >= f.from; b-- {
		if jailings[t.Low1(b)] {
			return true
		}
	}
	return false
}

func hasGlyphs(t *numeral.Text, i int, s string) bool { _, ok := t.Follows(i, s); return ok }

// otherSum says whether token i belongs to another amount.
func (f *finder) otherSum(i int) bool { _, ok := signs[f.t.Raw(i)]; return ok }

// eachPeriod reads a rate right behind the amount: "a year", "per month", "annually".
func (f *finder) eachPeriod(s sum) string {
	t := f.t
	i := s.end
	for k := i; k < i+4; k++ { // "in revenue a year"
		if p := rates[t.Low1(k)]; p != "" && k <= i+1 {
			return p
		}
		if eachers[t.Low1(k)] {
			if u := spans[t.Low1(k+1)]; u != "" && len(u) == 1 && !apart[t.Low1(k+2)] {
				if u == "Q" {
					return "P3M"
				}
				return "P1" + u
			}
		}
		if t.Kind(k) != numeral.Word && !t.Is(k, "-") && !t.Is(k, "/") {
			break
		}
	}
	for b := s.first - 1; b >= max(f.own(s), s.first-8) && !t.Is(b, ",") && !t.Is(b, ";"); b-- {
		if p := rates[t.Low1(b)]; p != "" && (b == s.first-1 || takings[t.Low1(b+1)]) {
			return p
		}
	}
	for _, g := range [...]struct{ text, p string }{{"연간", "P1Y"}, {"매년", "P1Y"}, {"매월", "P1M"}, {"월", ""}, {"每年", "P1Y"}, {"每月", "P1M"}, {"年間", "P1Y"}, {"毎年", "P1Y"}} {
		for b := max(f.from, s.first-4); b < s.first; b++ {
			if hasGlyphs(t, b, g.text) && t.Kind(b-1) != numeral.Digits {
				return g.p
			}
		}
	}
	return ""
}

// spanAt reads a period that opens at token i: "over three years", "in the
// past 18 months", "between 2017 and 2023", "three-year", "за три года", "3년간".
func (f *finder) spanAt(i, at int) (string, int) {
	t := f.t
	if w := t.Low1(i); (w == "between" || w == "from") && len(t.Plain(i+1)) == 4 && len(t.Plain(i+3)) == 4 {
		a, _ := strconv.Atoi(t.Plain(i + 1))
		b, _ := strconv.Atoi(t.Plain(i + 3))
		if j := t.Low1(i + 2); (j == "and" || j == "to") && a > 1800 && b > a && b < 2200 {
			return "P" + strconv.Itoa(b-a) + "Y", 2
		}
	}
	n, j, ok := f.count(i)
	if ok {
		if t.Is(j, "-") {
			j++
		}
		for w := t.Low1(j); w == "last" || w == "past" || w == "letzten"; w = t.Low1(j) {
			j++
		}
		u := spans[t.Low1(j)]
		opened := false
		for b := i - 1; b >= i-4 && b >= f.from && openers[t.Low1(b)]; b-- {
			if w := t.Low1(b); w != "the" && w != "los" && w != "den" {
				opened = true
			}
		}
		if u != "" && u != "Q" && (opened || t.Is(j-1, "-")) && !t.Is(j+1, "old") && !t.Is(j+1, "ago") && !t.Is(j+1, "in") && !f.jailed(i, j) {
			return "P" + strconv.Itoa(n) + u, n
		}
		for _, g := range [...]struct{ text, u string }{{"년간", "Y"}, {"개월간", "M"}, {"年間", "Y"}, {"年来", "Y"}, {"년 동안", "Y"}, {"年内", "Y"}, {"か月間", "M"}, {"个月内", "M"}} {
			if hasGlyphs(t, j, g.text) && n < 100 {
				return "P" + strconv.Itoa(n) + g.u, 2
			}
		}
		return "", 0
	}
	if g := t.Raw(i); t.Kind(i) == numeral.Glyph && (hasGlyphs(t, i-2, "过去") || hasGlyphs(t, i-2, "過去")) && t.Is(i+1, "年") { // "过去三年"
		if n := strings.Index("一二三四五六七八九", g); n >= 0 {
			return "P" + strconv.Itoa(n/3+1) + "Y", n/3 + 1
		}
		if g == "两" || g == "兩" {
			return "P2Y", 2
		}
	}
	if w := t.Low1(i); (w == "past" || w == "last" || w == "over") && (t.Is(i+1, "year") || t.Is(i+1, "decade") || t.Is(i+1, "month")) && (t.Is(i-1, "the") && t.Is(i-2, "over") || t.Is(i-1, "the") && w == "past") {
		switch t.Low1(i + 1) {
		case "year":
			return "P1Y", 2
		case "decade":
			return "P10Y", 2
		}
		return "P1M", 2
	}
	return "", 0
}

// count reads a small whole number at token i.
func (f *finder) count(i int) (int, int, bool) {
	t := f.t
	if p := t.Plain(i); p != "" && len(p) <= 2 && (t.Gap(i) != numeral.Joined || t.Kind(i-1) == numeral.Glyph) {
		n, _ := strconv.Atoi(p)
		return n, i + 1, n > 0
	}
	if n, ok := numeral.Small(t.Low1(i), f.ctx.Lang); ok && n > 0 && t.Kind(i) == numeral.Word {
		return n, i + 1, true
	}
	return 0, i, false
}
