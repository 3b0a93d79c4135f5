package demarche

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// NewStory makes the story that some items tell: they are put in order, and
// headline and date are chosen among them.
func NewStory(id string, items []ItemView) Story {
	s := Story{ID: id}
	order := slices.Clone(items)
	slices.SortStableFunc(order, func(a, b ItemView) int {
		return cmp.Or(a.reported().Compare(b.reported()), cmp.Compare(a.Item.ID, b.Item.ID))
	})
	sources := map[string]bool{}
	dates := make([]DateVote, 0, len(order))
	for _, v := range order {
		s.Items = append(s.Items, v.Item.ID)
		sources[v.Item.Source] = true
		dates = append(dates, DateVote{v.Facts.Event, v.Source.Kind.Official()})
	}
	s.Sources, s.Event = len(sources), BestEvent(dates)
	s.Title = headline(order)
	return s
}

// reported is when an item came out, as far as is known: the publisher's claim,
// else when it was first seen.
func (v ItemView) reported() time.Time {
	if t := v.Item.Published.Clock(); !t.IsZero() {
		return t
	}
	return v.Item.FirstSeen
}

// Headline is the title of an item's newest revision.
func (v ItemView) Headline() string {
	if len(v.Revisions) > 0 && v.Revisions[0].Title != "" {
		return v.Revisions[0].Title
	}
	return v.Item.Title
}

// headline is the title that tells a story best, as [BestHeadline] says.
func headline(items []ItemView) string {
	titles := make([]Title, len(items))
	for i, v := range items {
		titles[i] = Title{v.Headline(), v.Facts.Lang, v.Source.Kind.Official()}
	}
	return BestHeadline(titles)
}

// Title is the headline of one report of a story.
type Title struct {
	Text, Lang string
	Official   bool
}

// telling is how many different words a headline needs to tell what happened;
// the titles of notices ("Designations; Designations Update") have fewer.
const telling = 8

// BestHeadline is the title that tells a story best: of an official source if
// there is one, in English if there is one, one that has enough words to tell
// something, and of these the first given.
func BestHeadline(titles []Title) string {
	best, rank := "", -1
	for _, t := range titles {
		r := 0
		if t.Official {
			r += 100
		}
		if t.Lang == "en" {
			r += 50
		}
		words := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(t.Text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			words[w] = true
		}
		if r += min(len(words), telling); r > rank && t.Text != "" {
			best, rank = t.Text, r
		}
	}
	return best
}

// DateVote is when one item says that the story happened.
type DateVote struct {
	Event    EventDate
	Official bool
}

// BestEvent is the date that most items of a story give: an official source
// counts twice, a date that stands in the text twice that of publication. Of
// equals the more exact is taken, then the earlier. It is zero when no item has
// a date.
func BestEvent(votes []DateVote) EventDate {
	type key struct {
		value, until string
		precision    Precision
	}
	weight := map[key]int{}
	first := map[key]EventDate{}
	for _, v := range votes {
		if v.Event.Value == "" {
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
