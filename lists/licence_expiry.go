package lists

import (
	"regexp"
	"strings"
	"time"
)

// The words with which OFAC and OFSI say until when a licence runs. What they
// stand before is a time, a zone and a day, in either order.
var (
	expiry = regexp.MustCompile(`(?i)\b(through|until|up\s+to|expir(?:es?|ed|ing|y|ation)(?:\s+date)?(?:\s*:|\s+(?:on|at|is|of|to))?|valid\s+(?:until|to|through)|lapses?\s+(?:on|at)|(?:ends?|ended|ending|terminat(?:es?|ed|ing)|ceases?)\s+(?:on|at|by|no\s+later\s+than)|extended\s+to)\s+` +
		`(?:` + clock + `\s*,?\s*(?:` + zone + `\s*,?\s*)?(?:on\s+)?)?` + weekday + longDate + `(?:\s*(?:,|at|\()\s*` + clock + `(?:\s*` + zone + `)?)?|\b(through|until)\s+(?:the\s+same|that)\s+(?:date|day)\b`)
	extends  = regexp.MustCompile(`(?i)\bexten(?:d(?:s|ed|ing)?|sion)\b|\brenew(?:s|ed|ing|al)?\b`)
	wasDue   = regexp.MustCompile(`(?i)\b(?:due|set|scheduled|meant)\s+to\s*$|\b(?:previously|originally|formerly)\b[^,;]{0,40}$`)
	relative = regexp.MustCompile(`(?i)^\s*,?\s*\(?\b(?:which|that)\b`)
)

const (
	clock   = `(\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?)?|midnight)`
	zone    = `(eastern\s+(?:(?:daylight|standard)\s+)?time|ed?s?t|gmt|bst|utc)`
	weekday = `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?`
	month   = `(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)`

	longDate = `(` + month + `\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+` + month + `\s+\d{4})`
)

// group is licences named in one breath: "General Licenses 5S, 8O and 40D".
type group struct {
	licences   []*licence
	start, end int
}

// groups puts the namings of a sentence together between which nothing stands
// but what parts the members of a list.
func (l *licences) groups(names []named) []group {
	var out []group
	for _, n := range names {
		if i := len(out) - 1; i >= 0 && between.MatchString(l.text[out[i].end:n.start]) {
			out[i].licences, out[i].end = append(out[i].licences, n.licence), n.end
			continue
		}
		out = append(out, group{[]*licence{n.licence}, n.start, n.end})
	}
	return out
}

var between = regexp.MustCompile(`(?i)^(?:\s*(?:,|and|or|&|the|[a-z]+-related)\s*)*$`)

// expiries reads until when the licences that a sentence names run: each day is
// told of those named last before it, or, where none is, of those named next.
func (l *licences) expiries(groups []group, from, to int, subject *licence) {
	s := l.text[from:to]
	var last string
	var lastUntil time.Time
	for _, m := range expiry.FindAllStringSubmatchIndex(s, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		day := date(strings.Join(strings.Fields(part(4)), " "), monthFirst)
		until := instant(day, part(2), part(3))
		if until.IsZero() {
			until = instant(day, part(5), part(6))
		}
		if part(7) != "" {
			day, until = last, lastUntil
		}
		if day == "" {
			continue
		}
		last, lastUntil = day, until
		rank := 2
		switch before := s[:m[0]]; {
		case wasDue.MatchString(before):
			rank = 1
		case extends.MatchString(s[:m[0]+len(part(1))]):
			rank = 3
		}
		for _, x := range l.whose(groups, from+m[0], subject) {
			x.evidence(s)
			if rank > x.rank {
				x.Expires, x.Until, x.rank = day, until, rank
			}
		}
	}
}

// whose are the licences that a day at a place is told of.
func (l *licences) whose(groups []group, at int, subject *licence) []*licence {
	if len(groups) == 0 {
		if subject == nil {
			return nil
		}
		return []*licence{subject}
	}
	i := 0
	for i+1 < len(groups) && groups[i+1].end <= at {
		i++
	}
	if groups[i].end > at { // none before
		return groups[i].licences
	}
	// "8L replaces 8K and runs until": told of 8L, unless it is "8K, which ran until".
	if i > 0 && !relative.MatchString(l.text[groups[i].end:at]) {
		link := l.text[groups[i-1].end:groups[i].start]
		if (supersedes.MatchString(link) || extends.MatchString(link)) && !strings.Contains(link, ";") {
			return groups[i-1].licences
		}
	}
	return groups[i].licences
}

// instant is the moment of expiry, where the text says time and zone.
func instant(day, clock, zone string) time.Time {
	zone = strings.Join(strings.Fields(strings.ToLower(zone)), " ")
	if zone == "eastern time" || zone == "et" {
		zone = "est"
		if easternSummer(day) {
			zone = "edt"
		}
	}
	offset, ok := map[string]int{"eastern daylight time": -4, "edt": -4, "eastern standard time": -5, "est": -5, "gmt": 0, "utc": 0, "bst": 1}[zone]
	if !ok || clock == "" || strings.EqualFold(clock, "midnight") { // midnight of which side of the day nobody says
		return time.Time{}
	}
	clock = strings.ToUpper(strings.NewReplacer(".", "", " ", "").Replace(clock))
	layout := "2006-01-02 3:04PM"
	if !strings.HasSuffix(clock, "M") {
		layout = "2006-01-02 15:04"
	}
	t, err := time.ParseInLocation(layout, day+" "+clock, time.FixedZone("", offset*3600))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// easternSummer says whether daylight saving time rules in Washington on a day:
// from the second Sunday of March to the first of November (15 U.S.C. 260a).
func easternSummer(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return false
	}
	sunday := func(month time.Month, n int) time.Time {
		first := time.Date(t.Year(), month, 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(n-1))
	}
	return !t.Before(sunday(time.March, 2)) && t.Before(sunday(time.November, 1))
}
