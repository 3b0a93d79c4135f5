package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"demarche"
)

const (
	answerDays  = 30 // days after an event in which stories that name its day are looked for
	namedDays   = 3  // earlier days named in a story whose events are looked for
	followShown = 8  // stories before, and after
)

// follow adds to the stories that share rare names those that are tied by a
// day: an answer names the day of what it answers, and the same two countries.
func (s *Server) follow(ctx context.Context, v *demarche.StoryView) error {
	codes := mainCountries(v.Items)
	if v.Story.Event.Precision != demarche.PrecisionDay || len(codes) == 0 {
		return nil
	}
	text := ""
	shared := []string{}
	for _, c := range codes {
		text += "country:" + c + " "
		shared = append(shared, s.country(c))
	}
	q := demarche.Query{Text: text[:len(text)-1], Match: demarche.MatchAll, Size: demarche.MaxSize, Plain: true}
	after, err := s.answering(ctx, v, q, shared)
	if err != nil {
		return fmt.Errorf("stories that answer story %s: %w", v.Story.ID, err)
	}
	before, err := s.answered(ctx, v, q, shared)
	if err != nil {
		return fmt.Errorf("stories that story %s answers: %w", v.Story.ID, err)
	}
	v.After, v.Before = mergeLinks(v.After, after, 1), mergeLinks(v.Before, before, -1)
	return nil
}

// answering are later stories that name the day of v.
func (s *Server) answering(ctx context.Context, v *demarche.StoryView, q demarche.Query, shared []string) ([]demarche.StoryLink, error) {
	day := v.Story.Event.Value
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, nil
	}
	q.Clock, q.Sort, q.From, q.To = demarche.ClockEvent, demarche.SortOldest, from.AddDate(0, 0, 1).Format(time.DateOnly), from.AddDate(0, 0, answerDays).Format(time.DateOnly)
	res, err := s.cfg.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, h := range res.Hits {
		if h.Story != v.Story.ID {
			ids = append(ids, h.ID)
		}
	}
	views, err := s.cfg.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	byStory := map[string][]demarche.ItemView{}
	for _, it := range views {
		if namesDay(it, day) {
			id := cmp.Or(it.Story, it.Item.ID)
			byStory[id] = append(byStory[id], it)
		}
	}
	var out []demarche.StoryLink
	for id, items := range byStory {
		out = append(out, dayLink(demarche.NewStory(id, items), day, shared))
	}
	return out, nil
}

// answered are the stories of the days that v names.
func (s *Server) answered(ctx context.Context, v *demarche.StoryView, q demarche.Query, shared []string) ([]demarche.StoryLink, error) {
	var out []demarche.StoryLink
	for _, day := range earlierDays(v) {
		q.Clock, q.From, q.To = demarche.ClockEvent, day, day
		res, err := s.cfg.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, g := range groupStories(res.Hits, demarche.ClockEvent) {
			if g.ID != v.Story.ID && g.Event.Value == day && g.Event.Basis != "published" {
				out = append(out, dayLink(demarche.Story{ID: g.ID, Title: g.Title, Event: g.Event, Sources: g.Sources()}, day, shared))
			}
		}
	}
	return out, nil
}

// dayLink is a link whose tie is a day and the countries. It names no items,
// because only those that are tied were read.
func dayLink(story demarche.Story, day string, shared []string) demarche.StoryLink {
	story.Items = nil
	return demarche.StoryLink{Story: story, Shared: append([]string{civilWords(day, "", demarche.PrecisionDay)}, shared...)}
}

// namesDay says whether an item's text names a civil day other than as its own.
func namesDay(v demarche.ItemView, day string) bool {
	return v.Facts.Event.Value > day && slices.ContainsFunc(v.Facts.Mentions, func(m demarche.Mention) bool {
		return m.Kind == demarche.MentionDate && m.Precision == demarche.PrecisionDay && m.Value == day && m.Until == ""
	})
}

// earlierDays are the days before the event that most items of a story name.
func earlierDays(v *demarche.StoryView) []string {
	count := map[string]int{}
	var days []string
	for _, it := range v.Items {
		seen := map[string]bool{}
		for _, m := range it.Facts.Mentions {
			if m.Kind == demarche.MentionDate && m.Precision == demarche.PrecisionDay && m.Until == "" && m.Value != "" && m.Value < v.Story.Event.Value && !seen[m.Value] {
				seen[m.Value] = true
				if count[m.Value]++; count[m.Value] == 1 {
					days = append(days, m.Value)
				}
			}
		}
	}
	slices.SortFunc(days, func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(b, a)) })
	return days[:min(len(days), namedDays)]
}

// mainCountries are the two countries that a story is about, in at least half
// of its items each.
func mainCountries(items []demarche.ItemView) []string {
	count, weight := map[string]int{}, map[string]float64{}
	var codes []string
	for _, v := range items {
		for _, c := range v.Facts.Countries {
			if count[c.Code]++; count[c.Code] == 1 {
				codes = append(codes, c.Code)
			}
			weight[c.Code] += c.Weight
		}
	}
	codes = slices.DeleteFunc(codes, func(c string) bool { return 2*count[c] < len(items) })
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	return codes[:min(len(codes), 2)]
}

// mergeLinks joins two lists of stories, each once, nearest in time first for
// what came before and in order for what came after.
func mergeLinks(list, more []demarche.StoryLink, sign int) []demarche.StoryLink {
	for _, l := range more {
		if i := slices.IndexFunc(list, func(o demarche.StoryLink) bool { return o.ID == l.ID }); i >= 0 {
			list[i].Shared = append(list[i].Shared, l.Shared...)
			continue
		}
		list = append(list, l)
	}
	slices.SortStableFunc(list, func(a, b demarche.StoryLink) int {
		return sign * cmp.Or(cmp.Compare(a.Event.Value, b.Event.Value), cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), followShown)]
}
