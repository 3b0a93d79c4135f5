package extract

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// event is the chosen date of what an item reports.
type event struct{ demarche.EventDate }

// day is the event's first day, or the day of publication.
func (e event) day(published string) string {
	if e.Value != "" {
		return e.Value
	}
	return published
}

// chooseEvent picks the date of the main action among the dates of the text:
// one in the action's own sentence or in the lead, that says when rather than
// which law, whose birth or how long. Without one, the day of publication
// stands, marked so.
func chooseEvent(doc *token.Doc, dates []demarche.Mention, actions []demarche.Action, day string) event {
	best, score := -1, 0.0
	for i, d := range dates {
		if s := eventScore(doc, d, actions, day); s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		if day == "" {
			return event{}
		}
		return event{demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "published", Why: "no date of the main action in the text"}}
	}
	d := dates[best]
	e := demarche.EventDate{Value: d.Value, Precision: d.Precision, Basis: "text", Start: d.Start, End: d.End, Why: "date in the lead's main sentence"}
	if d.Until != d.Value {
		e.Until = d.Until
	}
	if e.Precision == demarche.PrecisionTime {
		e.Precision = demarche.PrecisionDay
	}
	return event{e}
}

// leadBytes is how far the lead reaches.
const leadBytes = 700

// eventScore is 0 for a date that cannot be the event's.
func eventScore(doc *token.Doc, d demarche.Mention, actions []demarche.Action, day string) float64 {
	if d.Value == "" || d.Precision == demarche.PrecisionDuration || d.Precision == demarche.PrecisionSet || d.Precision == demarche.PrecisionDecade {
		return 0
	}
	if day != "" && (d.Value > day || older(d.Value, day)) {
		return 0
	}
	i := doc.At(d.Start)
	if otherDate(doc, i, d) {
		return 0
	}
	s := 0.0
	for _, a := range actions {
		if a.Main && d.Start >= a.Start && d.End <= a.End {
			s += 3
		}
	}
	if d.Start < leadBytes {
		s += 2 - float64(d.Start)/leadBytes
	}
	if s == 0 {
		return 0
	}
	switch d.Precision {
	case demarche.PrecisionDay, demarche.PrecisionTime:
		s += 1
	case demarche.PrecisionYear, demarche.PrecisionRange, demarche.PrecisionQuarter, demarche.PrecisionSeason:
		s -= 1.5
	}
	if day == "" {
		return s
	}
	return s + near(d.Value, day)
}

// older says whether a date lies more than a year before the publication: it is
// background then.
func older(value, day string) bool {
	return len(value) >= 4 && len(day) >= 4 && (atoi(day[:4])*12+month(day))-(atoi(value[:4])*12+month(value)) > 12
}

func month(d string) int {
	if len(d) >= 7 {
		return atoi(d[5:7])
	}
	return 1
}

func atoi(s string) (n int) {
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}

// near prefers dates close to the publication.
func near(value, day string) float64 {
	months := (atoi(day[:4])*12 + month(day)) - (atoi(value[:4])*12 + month(value))
	return 1 / float64(1+max(months, 0))
}

// otherDate says whether the words beside a date show that it is not when the
// main thing happened: a birth, a law's date, a deadline, an earlier measure.
func otherDate(doc *token.Doc, i int, d demarche.Mention) bool {
	for k := i - 1; k >= 0 && k >= i-4 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch strings.ToLower(doc.Word(k)) {
		case "since", "born", "dob", "until", "through", "before", "by", "after", "till", "expires", "effective", "amended", "dated", "(", "act", "regulation", "regulations", "resolution", "previously", "originally":
			if k >= i-2 {
				return true
			}
		}
	}
	start, end := doc.SentenceStart(min(i, max(len(doc.Tokens)-1, 0))), doc.SentenceEnd(i)
	for k := start; k < end && k < len(doc.Tokens); k++ {
		switch strings.ToLower(doc.Word(k)) {
		case "previously", "formerly", "originally", "earlier":
			return true
		}
	}
	return false
}
