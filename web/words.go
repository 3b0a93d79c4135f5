package web

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/web/chart"
)

// civilTime shows a civil date at the precision it is known with, inside a
// <time> whose datetime attribute a program can read.
func civilTime(value, until string, p demarche.Precision) template.HTML {
	words := civilWords(value, until, p)
	if words == "" {
		return ""
	}
	machine := value
	switch p {
	case demarche.PrecisionMonth:
		machine = value[:min(7, len(value))]
	case demarche.PrecisionYear:
		machine = value[:min(4, len(value))]
	}
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, html.EscapeString(machine), html.EscapeString(words)))
}

// expectedWords begin the date of what a text says is still to come: "expected", or
// "was expected" when that day is over.
func expectedWords(e demarche.EventDate, today string) string {
	if lastDay(e) < today {
		return "was expected"
	}
	return "expected"
}

// civilWords writes a civil date: "4 Nov 2025", "Nov 2025", "4–6 Nov 2025",
// "Q4 2025", "2020s". What is not a date is given back as it is.
func civilWords(value, until string, p demarche.Precision) string {
	from, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return value
	}
	switch p {
	case demarche.PrecisionMonth:
		return from.Format("Jan 2006")
	case demarche.PrecisionYear:
		return from.Format("2006")
	case demarche.PrecisionDecade:
		return from.Format("2006") + "s"
	case demarche.PrecisionQuarter:
		return fmt.Sprintf("Q%d %d", (int(from.Month())+2)/3, from.Year())
	case demarche.PrecisionWeek:
		return "week of " + from.Format("2 Jan 2006")
	}
	to, err := time.Parse(time.DateOnly, until)
	if err != nil || !to.After(from) {
		return from.Format("2 Jan 2006")
	}
	if p == demarche.PrecisionSeason {
		return from.Format("Jan") + "–" + to.Format("Jan 2006")
	}
	switch {
	case from.Year() != to.Year():
		return from.Format("2 Jan 2006") + " – " + to.Format("2 Jan 2006")
	case from.Month() != to.Month():
		return from.Format("2 Jan") + " – " + to.Format("2 Jan 2006")
	}
	return from.Format("2") + "–" + to.Format("2 Jan 2006")
}

// publishedTime shows the publisher's claim: a civil date or an RFC 3339 instant.
func publishedTime(p string) template.HTML {
	if p == "" {
		return ""
	}
	words := p
	if day, ok := publishedDay(p); ok {
		words = civilWords(day, "", demarche.PrecisionDay)
	}
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, html.EscapeString(p), html.EscapeString(words)))
}

// publishedDay is the civil day of a claim as demarche.Published.Stamp writes
// it: the day in UTC of an instant, else the day that is given.
func publishedDay(p string) (string, bool) {
	if t, err := time.Parse(time.RFC3339, p); err == nil {
		return t.UTC().Format(time.DateOnly), true
	}
	day := p[:min(len(p), len(time.DateOnly))]
	_, err := time.Parse(time.DateOnly, day)
	return day, err == nil
}

// instantTime shows an instant in UTC; a zero one is unknown and shown as "".
func instantTime(t time.Time) template.HTML {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, t.Format(time.RFC3339), t.Format("2 Jan 2006, 15:04 UTC")))
}

// ago is how long before now something was: "just now", "5 min ago", "3 days
// ago". It takes an instant or a publisher's claim.
func ago(v any, now time.Time) string {
	var t time.Time
	switch v := v.(type) {
	case time.Time:
		t = v
	case string:
		t, _ = time.Parse(time.RFC3339, v)
	}
	if t.IsZero() {
		return ""
	}
	d := now.Sub(t)
	if d < 0 {
		return "in " + span(-d)
	}
	if d < time.Minute {
		return "just now"
	}
	return span(d) + " ago"
}

// due is when something planned comes: "in 5 min", or "now" when it is late.
func due(t, now time.Time) string {
	if d := t.Sub(now); d >= time.Minute {
		return "in " + span(d)
	}
	return "now"
}

func span(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	case d < 60*24*time.Hour:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
	return fmt.Sprintf("%d months", int(d.Hours()/24/30))
}

// capital starts a sentence with a capital letter, unless its first word is a
// name of a field or an address.
func capital(s string) string {
	word, _, _ := strings.Cut(s, " ")
	if word == "" || strings.ContainsAny(word, ":/._") {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// plural is a count with its noun: "1 item", "2 items".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return chart.Thousands(n) + " " + many
}

var kindLabels = map[demarche.SourceKind]string{
	demarche.KindSanctions:         "sanctions authority",
	demarche.KindFinance:           "finance authority",
	demarche.KindMinistry:          "ministry",
	demarche.KindIntergovernmental: "intergovernmental",
	demarche.KindAnalytics:         "analysts",
	demarche.KindCrypto:            "crypto press",
	demarche.KindShipping:          "shipping press",
	demarche.KindNews:              "press",
}

// kindLabel names a kind of source for people.
func kindLabel(k any) string {
	s := fmt.Sprint(k)
	if l, ok := kindLabels[demarche.SourceKind(s)]; ok {
		return l
	}
	return s
}

// actionLabel names an action for people.
func actionLabel(a any) string { return strings.ReplaceAll(fmt.Sprint(a), "_", " ") }

// actionMark is a sign for the actions that change who is listed, so that they
// are told apart without colour. It always stands beside the word.
func actionMark(a any) string {
	switch fmt.Sprint(a) {
	case "designation", "listed", "special_measure":
		return "▲"
	case "removal", "removed", "revoked", "annulled", "expired":
		return "▼"
	case "amendment", "amended", "moved", "corrected", "suspended":
		return "◆"
	}
	return ""
}

var languageNames = map[string]string{
	"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
	"hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish",
	"pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}

// languageName is the English name of a language tag; the tag itself when unknown.
func languageName(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if n, ok := languageNames[base]; ok {
		return n
	}
	return tag
}

// country is the name of a code; the code itself when unknown.
func (s *Server) country(code string) string {
	if n := s.cfg.CountryName(code); n != "" {
		return n
	}
	return code
}

// shorten cuts s to at most n code points, at a space where one is near, and
// says so with an ellipsis.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n])
	if i := strings.LastIndex(cut, " "); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

// byteSize writes a number of bytes in the largest unit that fits (IEC 80000-13).
func byteSize(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}
