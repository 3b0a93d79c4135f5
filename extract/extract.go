// Package extract reads facts out of a text: a pure function, no I/O, no clock.
// Each kind of fact has a package of its own below this one; here their answers
// are put together: overlaps resolved, offsets turned into code points, the main
// action, the event's date and the weight of countries chosen.
package extract

import (
	"strings"
	"time"

	"demarche"
	"demarche/extract/action"
	"demarche/extract/amount"
	"demarche/extract/country"
	"demarche/extract/date"
	"demarche/extract/designee"
	"demarche/extract/instrument"
	"demarche/extract/lang"
	"demarche/extract/name"
	"demarche/extract/token"
)

// Version of the extractor. Raising it makes the pipeline read every stored
// document again.
//
//	1: first form
//	2: event dates of what is to come and of told-by-the-way dates; weekdays of timetables
//	3: names by a better tagger; governments and other arms of states are bodies
//	4: sums say what time they cover by dates; spans of months in Han; roles of listed sums
//	5: actions by frames of verb and object, in nine languages; designees of notices, tables and press wording of many authorities
//	6: datelines and tellers do not date the event; zones in words, timetables, lists of numbers
//	7: more arms of states as bodies; offices and possessives inside names
//	8: listings end where what came before is told; an authority's own text is its own deed
//	9: a punishment that is possible or asked for is not one that was imposed
//	10: days that share a month; today and weekdays counted from the dateline; ends of verbs that tell the future; the event told by others
//	11: positions as places; oppositions, state broadcasters and coalitions as bodies; words of faith are no names
//	12: on whom an action falls, and who acts where its sentence does not say; states named by one syllable; sums by what stands about them
//	13: names by a model that sees the small words about a name; wars, prizes and storms are no bodies
//	14: roles of parts and of sums gone on about; resolutions in a row; listings that are only considered; listings in Korean and Russian
const Version = 15

// Input is one text with what is known about where it comes from.
type Input struct {
	Title     string
	Text      string
	Lang      string             // hint, "" when unknown
	Published demarche.Published // anchor of relative dates
	Zone      string             // IANA zone of the source
	Country   string             // the publisher's country, "" when unknown
	Kind      demarche.SourceKind
	Authority string // the authority the publisher speaks for
}

// Config of an Extractor. It has no settings yet that change what is read.
type Config struct{}

// Extractor reads facts. It holds no state and may be used by many goroutines.
type Extractor struct{}

// New makes an Extractor.
func New(Config) *Extractor { return &Extractor{} }

// Extract reads everything out of a text. It never panics: invalid UTF-8 is
// made valid first, each wrong byte becoming U+FFFD. Offsets of the result count
// code points of the text.
func (x *Extractor) Extract(in Input) demarche.Facts {
	text, title := strings.ToValidUTF8(in.Text, "\uFFFD"), strings.ToValidUTF8(in.Title, "\uFFFD")
	language := lang.Detect(text, in.Lang)
	day := civilDay(in.Published, in.Zone)
	doc, titleDoc := token.Split(text), token.Split(title)

	ctx := name.Context{Lang: language, Title: titleDoc, Country: in.Country}
	names := name.Find(doc, ctx)
	withoutPrefix(names.Mentions, language)
	inTitle := name.Find(titleDoc, name.Context{Lang: language, Title: doc, Country: in.Country})
	dates := date.Find(text, date.Context{Anchor: anchor(in.Published, day, in.Zone), Lang: language, Country: in.Country})
	actions := action.Find(action.Input{Doc: doc, Title: titleDoc, Lang: language, Names: names.Mentions, TitleNames: inTitle.Mentions, Dates: dates, Day: day, Publisher: publisher(in)})
	event := chooseEvent(doc, titleDoc, dates, actions, day)
	money := amount.Find(text, amount.Context{Lang: language, Country: in.Country, Date: event.day(day)})
	sameRoles(text, money)
	coverPeriods(text, money, dates, day)
	legal := instrument.Find(text)
	numbers := identified(text)
	parties := designee.Find(designee.Input{Doc: doc, Title: titleDoc, Names: names.Mentions, Dates: dates, Instruments: legal, Identified: numbers, Day: day, Authority: in.Authority, Kind: in.Kind})

	listedTargets(actions, parties)
	mentions := join(len(text), names.Mentions, numbers, legal, money, dates)
	facts := demarche.Facts{
		Version: Version, Lang: language, Actions: actions, Event: event.EventDate,
		Countries: country.Weigh(append(inTitle.Seen, country.Compounds(title, language)...), append(names.Seen, country.Compounds(text, language)...)), Mentions: mentions, Designees: parties,
	}
	if facts.Designees == nil {
		facts.Designees = []demarche.Designee{}
	}
	toCodePoints(text, &facts)
	return facts
}

// publisher is the state or body that speaks for itself in what it publishes, ""
// for the press and for sources that report of others.
func publisher(in Input) string {
	if !in.Kind.Official() && in.Authority == "" {
		return ""
	}
	if who := country.Name(in.Country); in.Country != "" && who != "" {
		return who
	}
	return in.Authority
}

// civilDay is the day of publication where it was published, "" when unknown.
func civilDay(p demarche.Published, zone string) string {
	if p.Time.IsZero() {
		return ""
	}
	return p.Time.In(zoneOf(p, zone)).Format(time.DateOnly)
}

// anchor is the civil day, with the time of day where one was given.
func anchor(p demarche.Published, day, zone string) string {
	t := p.Time.In(zoneOf(p, zone))
	if day == "" || p.DayOnly || t.Hour() == 0 && t.Minute() == 0 {
		return day
	}
	return day + t.Format("T15:04")
}

// zoneOf is the zone that the claim of publication was read in, else the
// source's, else UTC.
func zoneOf(p demarche.Published, zone string) *time.Location {
	for _, z := range []string{p.Zone, zone} {
		if l := location(z); l != nil {
			return l
		}
	}
	return time.UTC
}

// location reads an IANA zone or an offset such as "+09:00", nil when it is
// neither.
func location(zone string) *time.Location {
	if zone == "" {
		return nil
	}
	for _, form := range []string{"-07:00", "-0700", "Z07:00"} {
		if t, err := time.Parse(form, zone); err == nil {
			return t.Location()
		}
	}
	if l, err := time.LoadLocation(zone); err == nil {
		return l
	}
	return nil
}
