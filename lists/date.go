package lists

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"demarche"
)

// order says how a list writes dates of three numbers.
type order int

const (
	dayFirst order = iota
	monthFirst
)

var months = func() map[string]int {
	m := map[string]int{}
	for i, name := range []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		m[name], m[name[:3]] = i+1, i+1
	}
	m["sept"] = 9
	return m
}()

var (
	isoDate         = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$`)
	slashDate       = regexp.MustCompile(`^(\d{1,2}|dd|mm|xx)?[/.-]?\s*(\d{1,2}|mm|dd|xx)?[/.-]\s*(\d{4})$`)
	wordDate        = regexp.MustCompile(`^(?:(\d{1,2})(?:st|nd|rd|th)?[\s.-]*)?([A-Za-z]{3,9})\.?,?[\s-]*(\d{4})$`)
	monthFirstWords = regexp.MustCompile(`^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`)
	compactDate     = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	japaneseDate    = regexp.MustCompile(`^(\d{4})\s*[年.．/]\s*(?:(\d{1,2})\s*[月.．/]?\s*(?:(\d{1,2})\s*日?)?)?$`)
	circaWords      = regexp.MustCompile(`(?i)^(?:circa|approximately|approx\.?|about|around|between|c\.|ca\.|born(?: in| on)?|おおよそ|およそ)\s*|\s*(?:頃|生まれ|生)$`)
	rangeWords      = regexp.MustCompile(`(?i)\s+(?:to|and|through)\s+|\s*[-–~～]\s*|\s*から\s*`)
)

// date reads a date as exact as it is given: YYYY, YYYY-MM or YYYY-MM-DD.
// Unknown parts ("dd/mm/1957", "00/00/1957") make it less exact. It is "" when
// the text is no date.
func date(s string, o order) string {
	s = strings.TrimSpace(strings.Map(halfWidth, s))
	if s == "" {
		return ""
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	if m := slashDate.FindStringSubmatch(strings.ToLower(s)); m != nil {
		day, month := m[1], m[2]
		if o == monthFirst {
			day, month = month, day
		}
		if m[2] == "" { // mm/yyyy
			day, month = "", m[1]
		}
		if n, err := strconv.Atoi(month); err == nil && n > 12 { // the other way round, by mistake
			day, month = month, day
		}
		return ymd(m[3], month, day)
	}
	if m := wordDate.FindStringSubmatch(s); m != nil {
		if n := months[strings.ToLower(m[2])]; n > 0 {
			return ymd(m[3], strconv.Itoa(n), m[1])
		}
	}
	if m := monthFirstWords.FindStringSubmatch(s); m != nil {
		if n := months[strings.ToLower(m[1])]; n > 0 {
			return ymd(m[3], strconv.Itoa(n), m[2])
		}
	}
	if m := compactDate.FindStringSubmatch(s); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	if m := japaneseDate.FindStringSubmatch(s); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	return ""
}

// ymd joins the parts of a date; a part that is unknown or impossible ends it.
func ymd(year, month, day string) string {
	y, err := strconv.Atoi(strings.TrimSpace(year))
	if err != nil || y < 1000 || y > 2999 {
		return ""
	}
	m, err := strconv.Atoi(strings.TrimSpace(month))
	if err != nil || m < 1 || m > 12 {
		return fmt.Sprintf("%04d", y)
	}
	d, err := strconv.Atoi(strings.TrimSpace(day))
	if err != nil || d < 1 || d > 31 {
		return fmt.Sprintf("%04d-%02d", y, m)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// halfWidth gives the plain form of full-width figures and signs.
func halfWidth(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == 0x3000 || r == 0xA0:
		return ' '
	}
	return r
}

// birth reads a date of birth with its uncertainty. What cannot be read is kept
// in the note.
func birth(s string, o order) demarche.Birth {
	s = strings.TrimSpace(strings.Map(halfWidth, s))
	if d := date(s, o); d != "" {
		return demarche.Birth{Date: d}
	}
	bare := strings.TrimSpace(circaWords.ReplaceAllString(s, ""))
	b := demarche.Birth{Circa: bare != s}
	if d := date(bare, o); d != "" {
		b.Date = d
		return b
	}
	parts := rangeWords.Split(bare, -1)
	if len(parts) == 2 {
		from, to := date(parts[0], o), date(parts[1], o)
		if from == "" && to != "" { // "Sep to Oct 1961"
			from = date(strings.TrimSpace(parts[0])+" "+to[:4], o)
		}
		if from != "" && to != "" && from <= to {
			return demarche.Birth{Date: from, Until: to, Circa: strings.Contains(strings.ToLower(s), "circa")}
		}
	}
	return demarche.Birth{Note: s}
}
