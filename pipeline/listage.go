package pipeline

import (
	"regexp"
	"strconv"
	"strings"

	"demarche"
	"demarche/lists"
)

// bornIn is a year of birth that a text gives a name, exactly or by an age.
type bornIn struct {
	from, to int
	text     string
}

var (
	bornAfter = regexp.MustCompile(`(?i)^[,( ]{1,3}(?:who )?(?:was )?(?:\d{1,2},? )?(?:born|b\.|dob|née?|nacid[oa]|geboren|родил(?:ся|ась)|出生于)[^0-9.;]{0,30}(?:\d{1,2}[ .,/-]+)?(?:\p{L}+[ .,]+)?(?:\d{1,2}[,.]? )?((?:1[89]|20)\d\d)`)
	lifetime  = regexp.MustCompile(`^ ?\(((?:1[89]|20)\d\d) ?[-–—] ?(?:(?:1[89]|20)\d\d)?\)`)
	ageAfter  = regexp.MustCompile(`^(?:, (?:aged )?(\d{1,2})(?:[,.;]|$)| \((?:aged )?(\d{1,2})\)|, an? (\d{1,2})[- ]year[- ]old)`)
	ageBefore = regexp.MustCompile(`(\d{1,2})[- ]year[- ]old (?:[\p{L}-]+ ){0,4}$`)
)

// born reads the year of birth that stands beside a name.
func (t *listText) born(find lists.Found) (bornIn, bool) {
	after := t.text[find.End:min(len(t.text), find.End+apposed)]
	for _, re := range []*regexp.Regexp{bornAfter, lifetime} {
		if m := re.FindStringSubmatch(after); m != nil {
			year, err := strconv.Atoi(m[1])
			return bornIn{year, year, "born in " + m[1]}, err == nil
		}
	}
	if t.year == 0 {
		return bornIn{}, false // an age says nothing without the date of the text
	}
	m := ageAfter.FindStringSubmatch(after)
	if m == nil {
		m = ageBefore.FindStringSubmatch(t.text[max(0, find.Start-apposed):find.Start])
	}
	age, err := strconv.Atoi(strings.Join(append(m, "")[min(1, len(m)):], ""))
	if m == nil || err != nil {
		return bornIn{}, false
	}
	return bornIn{t.year - age - 1, t.year - age, "aged " + strconv.Itoa(age)}, true
}

const (
	birthSlack = 1 // years by which publishers are wrong now and then
	circaSlack = 5 // the same where the list itself is unsure
)

// fits compares with the births of an entry; known is false when they tell
// nothing, or the years differ too little to tell.
func (b bornIn) fits(births []demarche.Birth) (fit, known bool) {
	for _, h := range births {
		if len(h.Date) < 4 {
			continue
		}
		from, err := strconv.Atoi(h.Date[:4])
		if err != nil {
			continue
		}
		to, slack := from, birthSlack
		if len(h.Until) >= 4 {
			if y, err := strconv.Atoi(h.Until[:4]); err == nil {
				to = y
			}
		}
		if h.Circa {
			slack = circaSlack
		}
		if b.to >= from && b.from <= to {
			return true, true
		}
		if b.to >= from-slack && b.from <= to+slack {
			return false, false
		}
		known = true
	}
	return false, known
}
