package demarche

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// NewStory makes the story that some items tell: they are put in order, entries of
// lists behind the reports, and headline and date are chosen among them.
func NewStory(id string, items []ItemView) Story {
	s := Story{ID: id}
	order := slices.Clone(items)
	slices.SortStableFunc(order, func(a, b ItemView) int {
		return cmp.Or(FalseFirst(a.IsEntry(), b.IsEntry()), a.reported().Compare(b.reported()), cmp.Compare(a.Item.ID, b.Item.ID))
	})
	sources := map[string]bool{}
	dates := make([]DateVote, 0, len(order))
	for _, v := range order {
		s.Items = append(s.Items, v.Item.ID)
		sources[v.Item.Source] = true
		dates = append(dates, DateVote{v.Facts.Event, v.Source.Kind.Official(), v.IsEntry()})
	}
	s.Sources, s.Event = len(sources), BestEvent(dates)
	s.Title = headline(order)
	return s
}

// IsEntry says whether an item stands for a change of a list's entry: the list's own
// words, no report.
func (v ItemView) IsEntry() bool { return len(v.Changes) > 0 }

// reported is when an item came out, as far as is known: the publisher's claim, of a
// day alone its end, else when it was first seen.
func (v ItemView) reported() time.Time {
	if t := v.Item.Published.Clock(); !t.IsZero() {
		if v.Item.Published.DayOnly {
			return t.AddDate(0, 0, 1).Add(-time.Second)
		}
		return t
	}
	return v.Item.FirstSeen
}

// Headline is the title of an item's newest revision; where there is none, how its
// text begins.
func (v ItemView) Headline() string { return cmp.Or(v.title(), v.Opening()) }

func (v ItemView) title() string {
	if len(v.Revisions) > 0 && v.Revisions[0].Title != "" {
		return v.Revisions[0].Title
	}
	return v.Item.Title
}

// Opening is how the text of an item begins that has no title; "" for others, and
// where nothing of the text may be shown.
func (v ItemView) Opening() string {
	if v.title() != "" || len(v.Revisions) == 0 || v.Source.Republish == RepublishNone {
		return ""
	}
	return Opening(v.Revisions[0].Text)
}

// headline is the title that tells a story best, as [BestHeadline] says.
func headline(items []ItemView) string {
	titles := make([]Title, len(items))
	for i, v := range items {
		titles[i] = Title{v.Headline(), v.Facts.Lang, v.Source.Kind.Official(), v.IsEntry(), v.title() == ""}
	}
	return BestHeadline(titles)
}

// Title is the headline of one report of a story.
type Title struct {
	Text, Lang string
	Official   bool
	Entry      bool // of an entry of a list, not of a report
	Opening    bool // it is how the text begins, for want of a title
}

// telling is how many different words a headline needs to tell what happened. The
// words that the titles of notices are made of do not count: "Cyber-related
// Designations; Publication of Frequently Asked Questions" tells nothing.
const telling = 8

var noticeWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("a an and of on the to related designation designations removal removals issuance publication update updates updated amendment amendments amended frequently asked question questions faq faqs general license licenses licence licences notice notices list recent actions") {
		m[w] = true
	}
	return m
}()

// BestHeadline is the title that tells a story best: of an official source if
// there is one, in English if there is one, one that has enough words to tell
// something, and of these the first given. What a list calls an entry comes last
// but for the beginning of a text, which is taken only where nothing has a title.
func BestHeadline(titles []Title) string {
	const untitled = -1000
	best, rank := "", 2*untitled
	for _, t := range titles {
		r := 0
		if t.Official {
			r += 100
		}
		if t.Opening {
			r += untitled
		}
		if t.Lang == "en" {
			r += 50
		}
		words := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(t.Text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			if !noticeWords[w] {
				words[w] = true
			}
		}
		if r += min(len(words), telling); t.Entry {
			r = 0
		}
		if r > rank && t.Text != "" {
			best, rank = t.Text, r
		}
	}
	return best
}

// DateVote is when one item says that the story happened.
type DateVote struct {
	Event    EventDate
	Official bool
	Entry    bool // it is an entry of a list, which often knows its issue alone
}

// BestEvent is the date that most items of a story give: an official source
// counts twice, a date that stands in the text twice that of publication. Of
// equals the more exact is taken, then the earlier. Entries of lists are asked where
// no report has a date. It is zero when no item has one.
func BestEvent(votes []DateVote) EventDate {
	type key struct {
		value, until string
		precision    Precision
	}
	weight := map[key]int{}
	first := map[key]EventDate{}
	reported := slices.ContainsFunc(votes, func(v DateVote) bool { return v.Event.Value != "" && !v.Entry })
	for _, v := range votes {
		if v.Event.Value == "" || v.Entry && reported {
			continue
		}
		k, w := key{v.Event.Value, v.Event.Until, v.Event.Precision}, 1
		if v.Official {
			w *= 2
		}
		if v.Event.Basis != "published" {
			w *= 2
		}
		if _, ok := first[k]; !ok || first[k].Basis == "published" {
			first[k] = EventDate{Value: v.Event.Value, Until: v.Event.Until, Precision: v.Event.Precision, Basis: v.Event.Basis}
		}
		weight[k] += w
	}
	var best EventDate
	top := 0
	for k, w := range weight {
		e := first[k]
		if w > top || w == top && compareExact(e, best) < 0 {
			best, top = e, w
		}
	}
	return best
}

// compareExact orders dates by how exact they are, then by time.
func compareExact(a, b EventDate) int {
	return cmp.Or(cmp.Compare(a.Days(), b.Days()), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Until, b.Until), cmp.Compare(a.Precision, b.Precision))
}

// eastmost is by how much the day begins earlier in the east than in UTC: what is
// published at 15:00 UTC on the 20th may tell of the morning of the 21st in Tokyo.
const eastmost = 11 * time.Hour

// Ahead says whether a date that a text gives lies after the day on which the text
// was published, so that the text speaks of what is due and not of what happened.
// published is a claim as [Published.Stamp] writes it.
func (e EventDate) Ahead(published string) bool {
	if _, err := time.Parse(time.DateOnly, e.Value); err != nil || e.Basis == "published" || len(published) < len(time.DateOnly) {
		return false
	}
	day := published[:len(time.DateOnly)]
	if t, err := time.Parse(time.RFC3339, published); err == nil && strings.HasSuffix(published, "Z") {
		day = t.Add(eastmost).Format(time.DateOnly) // in UTC, which hides where the publisher is
	}
	return e.Value > day
}

// Days is how many civil days a date may stand for; 0 when it is unknown.
func (e EventDate) Days() int {
	from, err := time.Parse(time.DateOnly, e.Value)
	if err != nil {
		return 0
	}
	to, err := time.Parse(time.DateOnly, e.Until)
	if err != nil || to.Before(from) {
		switch e.Precision {
		case PrecisionWeek:
			to = from.AddDate(0, 0, 6)
		case PrecisionMonth:
			to = from.AddDate(0, 1, -1)
		case PrecisionQuarter, PrecisionSeason:
			to = from.AddDate(0, 3, -1)
		case PrecisionYear:
			to = from.AddDate(1, 0, -1)
		case PrecisionDecade:
			to = from.AddDate(10, 0, -1)
		default:
			to = from
		}
	}
	return int(to.Sub(from).Hours()/24) + 1
}
