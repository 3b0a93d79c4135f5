package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// coverBytes is how far from a sum the time that it covers may stand.
const coverBytes = 90

// covering are the roles whose sums may add up what happened over a time; what is
// fined, seized or offered is one act, and its year only says when.
var covering = map[string]bool{"stolen": true, "laundered": true, "lost": true, "earned": true, "received": true, "transferred": true, "traded": true, "spent": true, "": true}

// coverPeriods gives sums the time they cover where the text names it by dates:
// "stolen in 2024", "between August 2021 and January 2025", "In 2024 hackers took".
// A time of several units makes the sum cumulative, and so does one that was not
// over on the day of publication, whose length is not given then.
func coverPeriods(text string, money, dates []demarche.Mention, day string) {
	next := 0 // the first date behind the sum
	for i := range money {
		m := &money[i]
		for next < len(dates) && dates[next].Start < m.End {
			next++
		}
		if m.Period != "" || !covering[m.Role] {
			continue
		}
		after := len(text)
		if i+1 < len(money) {
			after = money[i+1].Start
		}
		if next < len(dates) && dates[next].Start < after && coversBehind(text, *m, dates[next]) {
			cover(m, dates[next], day)
			continue
		}
		if m.Role == "" {
			continue
		}
		before := 0
		if i > 0 {
			before = money[i-1].End
		}
		if next > 0 && dates[next-1].Start >= before && coversBefore(text, *m, dates[next-1]) {
			cover(m, dates[next-1], day)
		}
	}
}

// cover writes a date's length to a sum.
func cover(m *demarche.Mention, d demarche.Mention, day string) {
	if day != "" && d.Until > day {
		m.Cumulative = true
		return
	}
	m.Period = demarche.SpanDuration(d.Value, d.Until)
	if d.Precision == demarche.PrecisionRange && m.Period != "" {
		m.Cumulative = true
	}
}

// isSpan says whether a date is longer than what a single event is dated by.
func isSpan(d demarche.Mention) bool {
	switch d.Precision {
	case demarche.PrecisionYear, demarche.PrecisionQuarter, demarche.PrecisionRange:
		return d.Value != "" && demarche.SpanDuration(d.Value, d.Until) != ""
	}
	return false
}

// within are words that set a time around what happened.
var within = wordSet("in during for between throughout over across within en entre durant pendant im in zwischen durante за в у с з في خلال بين")

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func coversBehind(text string, m, d demarche.Mention) bool {
	if !isSpan(d) || d.Start-m.End > coverBytes {
		return false
	}
	gap := text[m.End:d.Start]
	if strings.ContainsAny(gap, ".,;:()\n—") || strings.Contains(gap, " and ") || oneIncident(gap) {
		return false
	}
	if bareYear(d.Text) {
		return true
	}
	words := strings.Fields(strings.ToLower(gap))
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return within[last] || last == "from" && d.Precision == demarche.PrecisionRange
}

// bareYear says whether a date needs no word before it: "took $2 billion this year".
func bareYear(text string) bool {
	text = strings.ToLower(text)
	for _, w := range []string{"this ", "last ", "cette ", "este ", "dieses ", "letztes ", "цього ", "торік"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// oneIncident says whether words name what was struck: "from Bybit in 2025", "the
// $1.4 billion Bybit theft in 2025". The sum is then that of one incident.
func oneIncident(words string) bool {
	before := ""
	for _, w := range strings.Fields(words) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			switch before {
			case "", "from", "at", "on", "of":
				return true
			}
		}
		before = w
	}
	return false
}

// saying are words after which a clause of its own opens.
var saying = wordSet("that finds found says said estimates alone but and wherein що что daß dass que")

// many says whether the words name many who lost: "from UK victims".
func many(words string) bool {
	f := strings.Fields(words)
	if len(f) < 2 {
		return false
	}
	switch strings.TrimRight(f[1], ".,;”\"") {
	case "victims", "users", "customers", "investors", "citizens", "exchanges", "platforms", "companies", "firms":
		return true
	}
	return false
}

// eastAsian says whether words are Korean, Japanese or Chinese, where the time
// stands right before the verb.
func eastAsian(words string) bool {
	for _, c := range words {
		if c >= 0x3040 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3 {
			return true
		}
	}
	return false
}

// throughout are what Korean, Japanese and Chinese put behind a year to say all of it.
var throughout = []string{"한 해", "동안", "전체", "の1年間", "の一年間", "通年", "全年", "一年", "年間"}

// coversBefore says whether the date opens the clause of the sum.
func coversBefore(text string, m, d demarche.Mention) bool {
	if !isSpan(d) || m.Start-d.End > coverBytes {
		return false
	}
	gap, head := text[d.End:m.Start], strings.TrimRight(text[max(0, d.Start-40):d.Start], " \t")
	if strings.ContainsAny(gap, ".;:()\n。") {
		return false
	}
	if i := strings.LastIndexAny(head, " \n"); within[strings.ToLower(head[i+1:])] {
		head = strings.TrimRight(head[:i+1], " \t")
	}
	for _, w := range throughout {
		if strings.HasPrefix(strings.TrimLeft(gap, " "), w) {
			return true
		}
	}
	if w := strings.ToLower(head[strings.LastIndexAny(head, " \n")+1:]); saying[w] {
		head = ""
	}
	if within := eastAsian(gap); within && !strings.Contains(text[m.End:min(len(text), m.End+110)], "から") && !strings.Contains(gap, "从") && !strings.Contains(gap, "從") && utf8.RuneCountInString(gap) <= 16 {
		return true
	}
	if r, _ := utf8.DecodeLastRuneInString(head); head != "" && !strings.ContainsRune(".,;:!?\n。，、；،؛»\"”", r) {
		return false
	}
	behind := strings.TrimLeft(text[m.End:min(len(text), m.End+60)], " ")
	if w, rest, _ := strings.Cut(behind, " "); w == "from" || w == "of" || w == "at" || w == "on" {
		r, _ := utf8.DecodeRuneInString(rest)
		return !unicode.IsUpper(r) || many(rest)
	}
	return true
}
