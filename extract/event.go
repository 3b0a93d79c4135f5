package extract

import (
	"strings"
	"time"

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
	if day != "" && (d.Value > day || older(d, day)) {
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
	if aside(doc, i, d, day) {
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

// background is how many days before the publication what is news may lie: what
// lies further back is background.
const background = 62

func older(d demarche.Mention, day string) bool {
	last := d.Until
	if last == "" {
		last = d.Value
	}
	return daysBetween(last, day) > background
}

// near prefers dates close to the publication.
func near(value, day string) float64 {
	if len(value) < 10 {
		return 0
	}
	return 2 / (1 + float64(max(daysBetween(value, day), 0))/7)
}

// daysBetween counts the days from one civil day to another, 0 when either is
// none.
func daysBetween(from, to string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// otherDate says whether the words beside a date show that it is not when the
// main thing happened: a birth, a law's date, a deadline, an earlier measure, the
// end of a span.
func otherDate(doc *token.Doc, i int, d demarche.Mention) bool {
	for k := i - 1; k >= 0 && k >= i-4 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch strings.ToLower(doc.Word(k)) {
		case "born", "dob", "until", "through", "before", "by", "after", "till", "expires", "effective", "amended", "dated", "(", "act", "regulation", "regulations", "resolution", "previously", "originally", "from", "between":
			if k >= i-2 || doc.Word(k+1) == "," && k == i-3 {
				return true
			}
		case "since":
			if k >= i-2 && !opening(doc, i) {
				return true
			}
		}
	}
	for _, end := range []string{"까지", "부터", "이후", "이래", "以来", "以降", "まで", "から"} {
		if strings.HasPrefix(strings.TrimLeft(doc.Text[d.End:], " "), end) {
			return true
		}
	}
	if w := strings.ToLower(doc.Word(i - 1)); w == "to" || w == "and" {
		for k := i - 2; k > i-8 && k >= 0; k-- {
			if v := strings.ToLower(doc.Word(k)); v == "between" || v == "from" || w == "to" && v == ":" {
				return true
			}
		}
	}
	if future(doc, i) {
		return true
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

// opening says whether token i stands in the first sentence: "has been held since
// Monday" tells there when the thing reported began.
func opening(doc *token.Doc, i int) bool { return i < len(doc.Tokens) && doc.SentenceStart(i) == 0 }

// future says whether the clause before token i speaks of what is to come.
func future(doc *token.Doc, i int) bool {
	for k := i - 1; k >= 0 && k > i-14 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch w := strings.ToLower(doc.Word(k)); {
		case w == "will" || w == "shall" || w == "due" || w == "scheduled" || w == "told" && strings.ToLower(doc.Word(k+1)) == "to":
			return true
		case strings.HasSuffix(w, "aîtra") || strings.HasSuffix(w, "aîtront") || w == "sera" || w == "seront" || w == "aura":
			return true
		case w == ".", w == ";":
			return false
		}
	}
	return false
}

// aside says whether a date is told by the way: in a clause with "which", "who",
// "when" or "before", in the pluperfect, or as that of a thing more than a week
// old ("its listing of October 22").
func aside(doc *token.Doc, i int, d demarche.Mention, day string) bool {
	if strings.EqualFold(doc.Word(i-1), "of") && daysBetween(d.Value, day) > 7 {
		return true
	}
	for k := i - 1; k >= 0 && k > i-12 && !doc.Tokens[k+1].Is(token.Sentence); k-- {
		switch strings.ToLower(doc.Word(k)) {
		case "that":
			if w := strings.ToLower(doc.Word(k - 1)); w == "said" || w == "says" || w == "announced" || w == "reported" || w == "confirmed" {
				continue
			}
			return true
		case "which", "who", "whose", "when", "before", "after", "where", "had", "weeks", "months":
			return true
		case ",", ";", ":":
			return false
		}
	}
	return false
}
