package crawler

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// parts collects what a date's words say.
type parts struct {
	nums      []string // bare numbers in order
	sep       string   // separator when the numbers came joined: "-", "/", "."
	year      int      // from an unmistakable place, such as 2025年
	month     int
	day       int
	weekday   int // 1 Sunday … 7 Saturday, 0 none
	maybe     int // month that the weekday's name may mean instead: "mar."
	hour      int
	min, sec  int
	nano      int
	timed     bool
	pm, am    bool
	loc       *time.Location
	zoneNames []string
	unknown   int // words not understood
}

var (
	clockRE  = regexp.MustCompile(`^(\d{1,2})[:hH](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(am|pm)?$`)
	hourRE   = regexp.MustCompile(`^(\d{1,2})(am|pm)$`)
	offsetRE = regexp.MustCompile(`^(?:gmt|utc|z)?([+-])(\d{1,2}):?(\d{2})?$`)
	joinedRE = regexp.MustCompile(`^(\d{1,4})([-/.])(\d{1,2})([-/.])(\d{1,4})\.?$`)
	numberRE = regexp.MustCompile(`^(\d{1,4})(?:st|nd|rd|th|er|º|ª|\.)?$`)
	cjkRE    = regexp.MustCompile(`(\d{1,4}) ?([年년月월日일号時时시点點分분秒초])`)
	// A time glued to its date or its offset is set apart by a space.
	isoRE  = regexp.MustCompile(`(\d{4}-\d{1,2}-\d{1,2})[tT](\d)`)
	glueRE = regexp.MustCompile(`(\d:\d{2}(?::\d{2}(?:[.,]\d+)?)?)([zZ]|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)`)
	ampmRE = regexp.MustCompile(`(?i)(\d) ?([ap])\.?m\b\.?`)
	frHour = regexp.MustCompile(`(\d{1,2}) ?[hH] ?(\d{2})\b`)
)

// words reads a date word by word.
func (d dateReader) words(text string) (when, error) {
	text = isoRE.ReplaceAllString(text, "$1 $2")
	text = glueRE.ReplaceAllString(text, "$1 $2")
	text = ampmRE.ReplaceAllString(text, "$1${2}m")
	text = frHour.ReplaceAllString(text, "$1:$2")
	var p parts
	text = p.cjk(text)
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" ,;()[]|", r) }) {
		p.word(w)
	}
	return p.date(d)
}

// cjk takes out numbers marked with their meaning: 2025年3月4日, 2025년 3월 4일.
func (p *parts) cjk(text string) string {
	return cjkRE.ReplaceAllStringFunc(text, func(m string) string {
		sub := cjkRE.FindStringSubmatch(m)
		n, _ := strconv.Atoi(sub[1])
		switch sub[2] {
		case "年", "년":
			p.year = n
		case "月", "월":
			p.month = n
		case "日", "일", "号":
			p.day = n
		case "時", "时", "시", "点", "點":
			p.hour, p.timed = n, true
		case "分", "분":
			p.min = n
		default:
			p.sec = n
		}
		return " "
	})
}

func (p *parts) word(w string) {
	switch {
	case clockRE.MatchString(w):
		m := clockRE.FindStringSubmatch(w)
		p.clock(m[1], m[2], m[3], m[4])
		p.am, p.pm = p.am || m[5] == "am", p.pm || m[5] == "pm"
	case hourRE.MatchString(w):
		m := hourRE.FindStringSubmatch(w)
		p.clock(m[1], "0", "", "")
		p.am, p.pm = m[2] == "am", m[2] == "pm"
	case joinedRE.MatchString(w):
		m := joinedRE.FindStringSubmatch(w)
		if m[2] != m[4] || p.sep != "" {
			p.unknown++
			return
		}
		p.sep, p.nums = m[2], append(p.nums, m[1], m[3], m[5])
	case offsetRE.MatchString(w) && (p.timed || len(w) >= 5 || strings.HasPrefix(w, "gmt") || strings.HasPrefix(w, "utc")):
		p.offset(offsetRE.FindStringSubmatch(w))
	case numberRE.MatchString(w):
		p.nums = append(p.nums, numberRE.FindStringSubmatch(w)[1])
	case strings.Count(w, "-") == 2 && !strings.HasPrefix(w, "-"): // 04-mar-2025
		for _, part := range strings.Split(w, "-") {
			p.word(part)
		}
	default:
		p.name(strings.TrimRight(w, ".:"))
	}
}

func (p *parts) clock(h, m, s, frac string) {
	p.hour, _ = strconv.Atoi(h)
	p.min, _ = strconv.Atoi(m)
	p.sec, _ = strconv.Atoi(s)
	if frac != "" {
		p.nano, _ = strconv.Atoi((frac + "000000000")[:9])
	}
	p.timed = true
}

// errOffset marks an offset that no place on earth has.
var errOffset = errors.New("the zone offset does not exist")

var noZone = time.FixedZone("?", 0)

// offset reads +hh:mm; UTC-12 to UTC+14 exist.
func (p *parts) offset(m []string) {
	h, _ := strconv.Atoi(m[2])
	min, _ := strconv.Atoi(m[3])
	s := h*3600 + min*60
	if m[1] == "-" {
		s = -s
	}
	if min > 59 || s < -12*3600 || s > 14*3600 {
		p.loc = noZone
		return
	}
	p.loc = time.FixedZone(m[1]+two(h)+":"+two(min), s)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// name reads a word of letters: month, weekday, am or pm, zone, or filler.
func (p *parts) name(w string) {
	month, isMonth := monthNames.find(w)
	switch {
	case w == "" || fillers[w]:
	case w == "am" || w == "午前" || w == "오전" || w == "上午" || w == "a.m":
		p.am = true
	case w == "pm" || w == "午後" || w == "오후" || w == "下午" || w == "p.m":
		p.pm = true
	case isMonth && p.month == 0 && !(weekdays[w] && len(p.nums) == 0 && p.sep == ""):
		p.month = month
	case weekdays[w]:
		p.weekday, p.maybe = weekdayNumber[w], month
	case isMonth: // "mar., 04 mars": the first was a weekday
		p.month = month
	case zoneWords[w] != "":
		p.zoneNames = append(p.zoneNames, zoneWords[w])
	case strings.Contains(w, "/"):
		if loc, err := time.LoadLocation(ianaCase(w)); err == nil {
			p.loc = loc
		} else {
			p.unknown++
		}
	default:
		p.unknown++
	}
}

func ianaCase(w string) string {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '/' })
	for i, s := range parts {
		words := strings.Split(s, "_")
		for j, x := range words {
			if x != "" && x != "of" {
				words[j] = strings.ToUpper(x[:1]) + x[1:]
			}
		}
		parts[i] = strings.Join(words, "_")
	}
	return strings.Join(parts, "/")
}

// date puts the parts together.
func (p *parts) date(d dateReader) (when, error) {
	if p.unknown > 0 {
		return when{}, errNoDate
	}
	if err := p.numbers(); err != nil {
		return when{}, err
	}
	if p.loc == noZone {
		return when{}, errOffset
	}
	loc := p.loc
	if loc == nil {
		loc = zoneOf(p.zoneNames, d.zone, time.Date(p.year, time.Month(p.month), p.day, 12, 0, 0, 0, d.zone))
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	}
	if p.am && p.hour == 12 {
		p.hour = 0
	}
	if p.hour > 24 || p.hour == 24 && p.min+p.sec > 0 || p.min > 59 || p.sec > 60 {
		return when{}, errors.New("there is no such time of day")
	}
	t := time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, loc)
	if t.Day() != p.day || int(t.Month()) != p.month {
		return when{}, errors.New("there is no such day")
	}
	if p.timed {
		t = time.Date(p.year, time.Month(p.month), p.day, p.hour, p.min, p.sec, p.nano, loc)
	}
	return when{t: t, dayOnly: !p.timed, zone: loc.String()}, nil
}

// numbers gives the bare numbers their meaning as day, month and year.
func (p *parts) numbers() error {
	n := make([]int, len(p.nums))
	for i, s := range p.nums {
		n[i], _ = strconv.Atoi(s)
	}
	if k := len(n) - 1; p.month > 0 && k == 2 && !p.timed && len(p.nums[k]) == 4 { // 03 Apr 02 1500 GMT
		p.clock(p.nums[k][:2], p.nums[k][2:], "", "")
		n, p.nums = n[:k], p.nums[:k]
	}
	if p.month == 0 && p.maybe > 0 && len(n) <= 2 {
		p.month = p.maybe
	}
	switch {
	case p.year > 0 && p.month > 0 && p.day > 0 && len(n) == 0:
	case p.month > 0 && p.year == 0 && p.day == 0 && len(n) == 2:
		p.day, p.year = n[0], n[1]
		if len(p.nums[0]) == 4 {
			p.day, p.year = n[1], n[0]
		}
		p.year = fullYear(p.year, len(p.nums[0]) < 4 && len(p.nums[1]) < 4)
	case p.month > 0 && p.day == 0 && len(n) <= 1:
		return errors.New("it names no day")
	case p.month == 0 && len(n) == 3 && len(p.nums[0]) == 4:
		p.year, p.month, p.day = n[0], n[1], n[2]
	case p.month == 0 && len(n) == 3:
		return p.dayMonth(n)
	default:
		return errNoDate
	}
	if p.month < 1 || p.month > 12 || p.day < 1 {
		return errors.New("there is no such day")
	}
	return nil
}

// dayMonth tells 31/12/2025 from 12/31/2025: by what is possible, by the
// separator (points put the day first), by the weekday. Else it is unknown.
func (p *parts) dayMonth(n []int) error {
	a, b := n[0], n[1]
	p.year = fullYear(n[2], len(p.nums[2]) <= 2)
	switch {
	case a > 12 && b > 12, a < 1, b < 1:
		return errors.New("there is no such day")
	case a > 12, p.sep == ".", a == b:
		p.day, p.month = a, b
	case b > 12:
		p.day, p.month = b, a
	case p.weekday > 0 && p.isWeekday(a, b) != p.isWeekday(b, a):
		p.day, p.month = a, b
		if p.isWeekday(a, b) {
			p.day, p.month = b, a
		}
	default:
		return errors.New("day and month cannot be told apart; give the source a layout")
	}
	return nil
}

// isWeekday says whether the day of month has the weekday that was named.
func (p *parts) isWeekday(month, day int) bool {
	return int(time.Date(p.year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Weekday())+1 == p.weekday
}

func fullYear(y int, short bool) int {
	switch {
	case short && y < 70:
		return 2000 + y
	case short && y < 100:
		return 1900 + y
	}
	return y
}
