package extract

import (
	"regexp"
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

const (
	leadBytes  = 700 // how far the lead reaches
	background = 62  // days before the publication: what lies further back is background
	horizon    = 31  // days after it: what lies further ahead is an announcement
	behindLead = 3   // sentences: those further on tell what went before
	shortSpan  = 31  // days: what covers more is a time counted over, not an event
	meeting    = 14  // days: what lasts no longer may be a visit, a meeting, a raid
)

// roundUp tells the titles of letters that tell of several events, none of which
// is the item's.
var roundUp = regexp.MustCompile(`(?i)\bweek \d+\b|\bweekly (review|digest|brief|update|report|wrap)|\bround-?up\b|\bnewsletter\b|\bthis week in\b|\bweek in review\b|\bwochenrückblick|\brevue de la semaine|\bresumen semanal|итоги недели|дайджест|주간 (동향|브리핑|요약)|一周(回顾|要闻)|週間(まとめ|ニュース)`)

// candidate is a date of the lead or of the main action's sentence.
type candidate struct {
	demarche.Mention
	at       int // its token
	sentence int // the number of its sentence, from 0
	main     bool
	said     bool // it says when somebody told of the thing: ", officials said on Thursday", a dateline
	frame    bool // it opens what somebody told: "said on Monday that"
	happened bool // its sentence says that the thing told of happened then: "The breach took place on"
	ahead    bool
	why      string // why it is not the event's date, "" when it may be
	score    float64
}

// chooseEvent picks the date of the main action among the dates of the text: one
// in the action's own sentence or in the lead, that says when rather than which
// law, whose birth or how long. What the lead says is to come within a month (a
// deadline, a rule that takes effect, a summit) is the event when nothing before
// it in the lead has a date. Else the day of publication stands, marked so.
func chooseEvent(doc, title *token.Doc, dates []demarche.Mention, actions []demarche.Action, day string) event {
	if roundUp.MatchString(title.Text) {
		if day == "" {
			return event{}
		}
		return event{demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "published", Why: "the title announces a round-up of several events"}}
	}
	var all []candidate
	past, ahead, told := -1, -1, -1
	for _, d := range dates {
		c, ok := weigh(doc, title, d, actions, day)
		if !ok {
			continue
		}
		if n := len(all); n > 0 && nextDay(doc.Text, all[n-1], c) {
			p := &all[n-1]
			p.Until, p.End, p.Precision = c.Value, c.End, demarche.PrecisionRange
			continue
		}
		all = append(all, c)
		k := len(all) - 1
		if c.why == "" && !c.ahead && told < 0 && past >= 0 && tellsOf(all[past], c) {
			told = k
		}
		switch {
		case c.why != "":
		case c.ahead:
			if ahead < 0 && (c.sentence == 0 || c.sentence <= 2 && tellsAhead(strings.ToLower(title.Text))) {
				ahead = k
			}
		case past < 0 || c.score > all[past].score:
			past = k
		}
	}
	if ahead >= 0 && (past < 0 || all[past].said || all[past].sentence > all[ahead].sentence) {
		return chosen(all[ahead], "the lead is about a day to come")
	}
	if told >= 0 && (all[past].frame || all[past].said) {
		past = told
	}
	if past < 0 {
		if day == "" {
			return event{}
		}
		return event{demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "published", Why: passedOver(all)}}
	}
	if all[past].main {
		return chosen(all[past], "the sentence of the main action says when")
	}
	return chosen(all[past], "the lead says when")
}

// chosen is the event on a date of the text.
func chosen(c candidate, why string) event {
	e := demarche.EventDate{Value: c.Value, Precision: c.Precision, Basis: "text", Start: c.Start, End: c.End, Why: why}
	if c.Until != c.Value {
		e.Until = c.Until
	}
	if e.Precision == demarche.PrecisionTime {
		e.Precision = demarche.PrecisionDay
	}
	return event{e}
}

// passedOver says why none of the dates read was taken.
func passedOver(all []candidate) string {
	if len(all) == 0 {
		return "the lead has no date"
	}
	var why []string
	for i, c := range all {
		if i == 3 {
			why = append(why, "…")
			break
		}
		why = append(why, c.Text+" ("+c.why+")")
	}
	return "the dates of the lead are of other things: " + strings.Join(why, ", ")
}

// weigh says how well a date fits as that of the main action; ok is false for what
// is no civil date of the lead or the main sentence.
func weigh(doc, title *token.Doc, d demarche.Mention, actions []demarche.Action, day string) (candidate, bool) {
	c := candidate{Mention: d}
	switch {
	case d.Value == "" || d.Precision == demarche.PrecisionDuration || d.Precision == demarche.PrecisionSet:
		return c, false
	case d.Start < leadBytes:
		c.score = 2 - float64(d.Start)/leadBytes
	}
	c.at = doc.At(d.Start)
	c.sentence = sentenceNumber(doc, c.at)
	for _, a := range actions {
		if !a.Main || d.Start < a.Start || d.End > a.End {
			continue
		}
		c.main = true
		if c.sentence < behindLead {
			c.score += 3
		} else {
			c.score++ // a lead with a date of its own goes before
		}
	}
	if c.score == 0 {
		return c, false
	}
	c.main = c.main || c.sentence == 0
	c.frame, c.happened = opensSpeech(doc, c), happenedThen(doc, c.at)
	c.said = attributed(doc, c.at) || attributedEast(doc.Text, c) || dateline(doc, c) || byline(doc, title, c)
	if c.said {
		c.score -= 3
	}
	if day == "" { // nothing tells what is long past: only what is near enough to a day
		c.why = otherThing(doc, c, day)
		if c.why == "" && !short(d) && (d.Precision != demarche.PrecisionMonth || c.sentence > 0) {
			c.why = "too vague without a day of publication"
		}
		return c, true
	}
	last := d.Until
	if last == "" {
		last = d.Value
	}
	switch {
	case d.Value > day:
		c.ahead = true
		if apart(day, d.Value) > horizon || !short(d) {
			c.why = "far ahead"
		} else if !tellsAhead(sentenceText(doc, c.at)) {
			c.why = "to come"
		} else {
			c.why = otherThing(doc, c, day)
		}
		return c, true
	case anniversary(d, day) && c.sentence == 0:
		c.score -= 3 // what the anniversary is of, when nothing nearer is told
	case apart(last, day) > background:
		c.why = "long before"
	case apart(d.Value, last) > shortSpan:
		c.why = "a long time"
	case future(doc, c.at):
		c.why = "to come"
	default:
		c.why = otherThing(doc, c, day)
	}
	if short(d) {
		c.score++
	}
	c.score += near(d.Value, day)
	return c, true
}

// short says whether a date is a day or a few days from a first to a last.
func short(d demarche.Mention) bool {
	switch d.Precision {
	case demarche.PrecisionDay, demarche.PrecisionTime:
		return true
	case demarche.PrecisionRange:
		return apart(d.Value, d.Until) <= meeting
	}
	return false
}

// anniversary says whether a date without a year of its own is the day of
// publication some years before: "a year ago today".
func anniversary(d demarche.Mention, day string) bool {
	return d.Precision == demarche.PrecisionDay && len(day) == len(d.Value) && d.Value < day && d.Value[4:] == day[4:] && !strings.Contains(d.Text, d.Value[:4])
}

// sentenceNumber counts the sentences before token i, to a dozen; far behind the lead
// there are a dozen.
func sentenceNumber(doc *token.Doc, i int) int {
	n := 0
	if i > leadBytes {
		return 12
	}
	for k := 1; k <= i && k < len(doc.Tokens) && n < 12; k++ {
		if doc.Tokens[k].Is(token.Sentence) {
			n++
		}
	}
	return n
}

// near prefers dates close to the publication.
func near(value, day string) float64 {
	if len(value) < 10 {
		return 0
	}
	return 2 / (1 + float64(max(apart(value, day), 0))/7)
}

// apart counts the days from one civil day to another, 0 when either is none.
func apart(from, to string) int {
	n, _ := demarche.DaysBetween(from, to)
	return n
}
