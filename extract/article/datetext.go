package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"demarche"
)

// Years outside this range are taken for something else than a publication date.
const (
	firstYear = 1990
	lastYear  = 2100
)

// readDate reads one claim of a date: ISO 8601 and its variants, RFC 1123, numbers
// with dots, dashes or slashes, words in the languages of monthNames, the year-month-
// day signs of Chinese, Japanese and Korean, and Unix seconds. The offset is kept
// as written; a claim without one is read in zone.
func readDate(raw, layout, zone string, dayFirst bool) (demarche.Published, bool) {
	raw = squeeze(raw)
	if raw == "" || len(raw) > 400 {
		return demarche.Published{}, false
	}
	if layout != "" {
		if d, ok := readLayout(raw, layout, zone); ok {
			return d, true
		}
	}
	day, rest, ok := findDay(raw, dayFirst)
	if !ok {
		return readUnix(raw)
	}
	return compose(raw, day, rest, zone)
}

func readLayout(raw, layout, zone string) (demarche.Published, bool) {
	t, err := time.ParseInLocation(layout, raw, inZone(zone))
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return demarche.Published{}, false
	}
	p := demarche.Published{Time: t.UTC(), Raw: raw, Zone: zone, DayOnly: !strings.Contains(layout, "15") && !strings.Contains(layout, "3:04") && !strings.Contains(layout, "03:04")}
	if strings.Contains(layout, "-07") || strings.Contains(layout, "Z07") || strings.Contains(layout, "MST") {
		p.Zone = t.Format("-07:00")
	}
	return p, true
}

// readUnix reads seconds or milliseconds since 1970.
func readUnix(raw string) (demarche.Published, bool) {
	n, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || len(raw) != 10 && len(raw) != 13 {
		return demarche.Published{}, false
	}
	t := time.Unix(n, 0)
	if len(raw) == 13 {
		t = time.UnixMilli(n)
	}
	t = t.UTC()
	if t.Year() < firstYear || t.Year() > lastYear {
		return demarche.Published{}, false
	}
	return demarche.Published{Time: t, Raw: raw, Zone: "+00:00"}, true
}

type civil struct{ y, m, d int }

func (c civil) valid() bool {
	if c.y < firstYear || c.y > lastYear || c.m < 1 || c.m > 12 || c.d < 1 {
		return false
	}
	return time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, time.UTC).Day() == c.d
}

var (
	isoDay   = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[^\d])`)
	compact  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:$|[^\d])`)
	cjkDay   = regexp.MustCompile(`((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	dottedKo = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\.\s?(\d{1,2})\.\s?(\d{1,2})\.?`)
	numeric  = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?([-/.])\s?((?:19|20)?\d\d)(?:$|[^\d])`)
	dayWord  = regexp.MustCompile(`(?i)(?:^|[^\d\pL])(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|ی)?[\s\-/]*(?:de\s+|of\s+|d[’'])?(\pL{3,12})\.?,?[\s\-/]*(?:de[l]?\s+|г\s*)?((?:19|20)\d\d)`)
	wordDay  = regexp.MustCompile(`(?i)(?:^|[^\pL])(\pL{3,12})\.?[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?\.?,?[\s\-/]*(?:at\s+)?((?:19|20)\d\d)`)
	ansic    = regexp.MustCompile(`(?:^|[^\pL])(\pL{3})\s+(\d{1,2})\s+(\d\d:\d\d:\d\d)\s+(?:([A-Z]{2,4})\s+)?((?:19|20)\d\d)`)
)

// findDay finds the civil day in a claim and gives what is left of the claim after it
// (or before it, when nothing follows), where a time of day may stand.
func findDay(s string, dayFirst bool) (civil, string, bool) {
	if m := ansic.FindStringSubmatch(s); m != nil {
		if c := (civil{atoi(m[5]), monthNumber(m[1]), atoi(m[2])}); c.valid() {
			return c, m[3] + " " + m[4], true
		}
	}
	for _, f := range []struct {
		re      *regexp.Regexp
		y, m, d int
	}{{isoDay, 1, 2, 3}, {cjkDay, 1, 2, 3}, {dottedKo, 1, 2, 3}, {dayWord, 3, 2, 1}, {wordDay, 3, 1, 2}} {
		for _, m := range f.re.FindAllStringSubmatchIndex(s, 4) {
			get := func(i int) string { return s[m[2*i]:m[2*i+1]] }
			c := civil{atoi(get(f.y)), 0, atoi(get(f.d))}
			if c.m = atoi(get(f.m)); c.m == 0 {
				c.m = monthNumber(get(f.m))
			}
			if c.valid() {
				return c, around(s, m), true
			}
		}
	}
	for _, m := range numeric.FindAllStringSubmatchIndex(s, 4) {
		get := func(i int) string { return s[m[2*i]:m[2*i+1]] }
		if c, ok := orderDay(atoi(get(1)), atoi(get(3)), get(5), get(2) == "." || dayFirst); ok && get(2) == get(4) {
			return c, around(s, m), true
		}
	}
	if m := compact.FindStringSubmatchIndex(s); m != nil {
		get := func(i int) string { return s[m[2*i]:m[2*i+1]] }
		if c := (civil{atoi(get(1)), atoi(get(2)), atoi(get(3))}); c.valid() {
			return c, around(s, m), true
		}
	}
	return civil{}, "", false
}

// around is what follows the last group of a match, or what stands before the
// match when what follows has no time of day.
func around(s string, m []int) string {
	tail := s[m[len(m)-1]:]
	if clock.MatchString(tail) || compactClock.MatchString(tail) {
		return tail
	}
	return s[:m[0]]
}

func orderDay(a, b int, year string, dayFirst bool) (civil, bool) {
	y := atoi(year)
	if y < 100 {
		y += 2000
	}
	c := civil{y, b, a}
	if !dayFirst {
		c = civil{y, a, b}
	}
	if !c.valid() {
		c.m, c.d = c.d, c.m
	}
	return c, c.valid()
}

var (
	clock        = regexp.MustCompile(`(?i)(?:^|[^\d])(\d{1,2})\s?[:h時시点點]\s?(\d\d)(?:\s?[:분分]\s?(\d\d)(?:[.,]\d+)?)?\s*([ap]\.?\s?m\b\.?)?\s*(?:(z|utc|gmt)?\s*([+-]\d\d:?(?:\d\d)?)\b|\(?(\pL{1,5})(?:[^\pL]|$))?`)
	compactClock = regexp.MustCompile(`^T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?`)
	hourOnly     = regexp.MustCompile(`(?i)(?:^|[^\d:])(1[0-2]|0?[1-9])\s?([ap])\.?m\b\.?`)
)

// compose joins the day with the time of day and the zone found in rest.
func compose(raw string, day civil, rest, zone string) (demarche.Published, bool) {
	p := demarche.Published{Raw: raw, Zone: zone}
	hour, minute, sec, offset, ok := readClock(rest)
	if !ok {
		p.DayOnly = true
		p.Time = time.Date(day.y, time.Month(day.m), day.d, 0, 0, 0, 0, inZone(zone)).UTC()
		return p, true
	}
	loc := inZone(zone)
	if offset != nil {
		loc = offset
		p.Zone = time.Date(day.y, time.Month(day.m), day.d, 0, 0, 0, 0, loc).Format("-07:00")
	}
	p.Time = time.Date(day.y, time.Month(day.m), day.d, hour, minute, sec, 0, loc).UTC()
	return p, true
}

func readClock(s string) (hour, minute, sec int, offset *time.Location, ok bool) {
	if m := compactClock.FindStringSubmatch(s); m != nil {
		offset = parseOffset(m[4])
		if m[4] == "Z" {
			offset = time.UTC
		}
		return atoi(m[1]), atoi(m[2]), atoi(m[3]), offset, atoi(m[1]) < 24 && atoi(m[2]) < 60
	}
	if m := clock.FindStringSubmatch(s); m != nil {
		hour, minute, sec = halfDay(atoi(m[1]), m[4]), atoi(m[2]), atoi(m[3])
		switch {
		case m[6] != "":
			offset = parseOffset(m[6])
		case m[7] != "":
			offset = namedZone(m[7])
		}
		return hour, minute, sec, offset, hour < 24 && minute < 60 && sec < 61
	}
	if m := hourOnly.FindStringSubmatch(s); m != nil {
		return halfDay(atoi(m[1]), m[2]), 0, 0, nil, true
	}
	return 0, 0, 0, nil, false
}

func halfDay(h int, mark string) int {
	switch {
	case mark == "" || h > 12:
		return h
	case mark[0] == 'p' || mark[0] == 'P':
		return h%12 + 12
	}
	return h % 12
}

func parseOffset(s string) *time.Location {
	if len(s) < 3 {
		return nil
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	h, m := atoi(digits[:2]), 0
	if len(digits) >= 4 {
		m = atoi(digits[2:4])
	}
	if h > 14 || m > 59 {
		return nil
	}
	n := h*3600 + m*60
	if s[0] == '-' {
		n = -n
	}
	if n == 0 {
		return time.UTC
	}
	return time.FixedZone(fmt.Sprintf("%c%02d:%02d", s[0], h, m), n)
}

// zoneHours are the zone abbreviations that mean one offset in news; IST and the
// like are left out because they mean several.
var zoneHours = map[string]float64{
	"z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "gst": 4, "pkt": 5,
	"wib": 7, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
	"est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "hst": -10, "brt": -3, "art": -3,
}

func namedZone(s string) *time.Location {
	h, ok := zoneHours[strings.ToLower(s)]
	if !ok {
		return nil
	}
	if h == 0 {
		return time.UTC
	}
	return time.FixedZone(strings.ToUpper(s), int(h*3600))
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
