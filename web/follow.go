package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

const (
	answerDays  = 30 // days after an event in which stories that name its day are looked for
	alikeDays   = 14 // days around a measure in which others against the same country are looked for
	namedDays   = 3  // earlier days named in a story whose events are looked for
	followShown = 12 // stories before, and after
)

// follow adds to the stories that share rare names those that are tied by a day,
// because an answer names the day of what it answers and the country it is about,
// and the measures that others took against the same country about then.
func (s *Server) follow(ctx context.Context, v *demarche.StoryView) error {
	codes := mainCountries(v.Items)
	if v.Story.Event.Precision != demarche.PrecisionDay || len(codes) == 0 {
		return nil
	}
	about := codes
	target := targetOf(v.Items)
	if target != "" { // a notice under a measure need not name who took it
		about = []string{target}
	}
	after, err := s.answering(ctx, v, about)
	if err != nil {
		return fmt.Errorf("stories that answer story %s: %w", v.Story.ID, err)
	}
	before, err := s.answered(ctx, v, codes)
	if err != nil {
		return fmt.Errorf("stories that story %s answers: %w", v.Story.ID, err)
	}
	if target != "" {
		alike, err := s.measuresAgainst(ctx, v, target)
		if err != nil {
			return fmt.Errorf("measures like story %s: %w", v.Story.ID, err)
		}
		for _, l := range alike {
			if l.Event.Value < v.Story.Event.Value {
				before = append(before, l)
			} else {
				after = append(after, l)
			}
		}
	}
	v.After, v.Before = mergeLinks(v.After, after, 1), mergeLinks(v.Before, before, -1)
	for _, list := range [][]demarche.StoryLink{v.Before, v.After} {
		if err := s.complete(ctx, list); err != nil {
			return fmt.Errorf("stories around story %s: %w", v.Story.ID, err)
		}
	}
	return nil
}

// complete gives those links that were made of some of their story's items its
// headline, date and items.
func (s *Server) complete(ctx context.Context, links []demarche.StoryLink) error {
	for i, l := range links {
		if l.Items != nil {
			continue
		}
		expr, err := demarche.ParseExpr("story:" + quoted(l.ID))
		if err != nil {
			continue // no id that a query can name
		}
		res, err := s.cfg.Search(ctx, demarche.Query{Text: "story:" + quoted(l.ID), Expr: expr, Match: demarche.MatchAll, Size: demarche.MaxSize, Plain: true, Clock: demarche.ClockEvent, Sort: demarche.SortOldest})
		if err != nil {
			return err
		}
		if g := groupStories(res.Hits, demarche.ClockEvent); len(g) == 1 {
			links[i].Title, links[i].Event, links[i].Sources = g[0].Title, g[0].Event, g[0].Sources()
			for _, h := range g[0].Hits {
				links[i].Items = append(links[i].Items, h.ID)
			}
		}
	}
	return nil
}

// found reads the stories of the items that answer a query and that wanted takes,
// without those of v.
func (s *Server) found(ctx context.Context, v *demarche.StoryView, q demarche.Query, wanted func(demarche.ItemView) bool) (map[string][]demarche.ItemView, error) {
	q.Match, q.Size, q.Plain, q.Clock, q.Sort = demarche.MatchAll, demarche.MaxSize, true, demarche.ClockEvent, demarche.SortOldest
	expr, err := demarche.ParseExpr(q.Text)
	if err != nil {
		return nil, err
	}
	q.Expr = expr
	res, err := s.cfg.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, h := range res.Hits {
		if cmp.Or(h.Story, h.ID) != v.Story.ID {
			ids = append(ids, h.ID)
		}
	}
	views, err := s.cfg.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	byStory := map[string][]demarche.ItemView{}
	for _, id := range ids {
		if it, ok := views[id]; ok && wanted(it) {
			story := cmp.Or(it.Story, it.Item.ID)
			byStory[story] = append(byStory[story], it)
		}
	}
	return byStory, nil
}

// answering are later stories that name the day of v.
func (s *Server) answering(ctx context.Context, v *demarche.StoryView, codes []string) ([]demarche.StoryLink, error) {
	day := v.Story.Event.Value
	stories, err := s.found(ctx, v, demarche.Query{Text: "country:" + strings.Join(codes, " country:"), From: shiftDay(day, 1), To: shiftDay(day, answerDays)},
		func(it demarche.ItemView) bool { return namesDay(it, day) })
	var out []demarche.StoryLink
	for id, items := range stories {
		out = append(out, newLink(id, items, demarche.Relate(v.Items, items), day, codes))
	}
	return out, err
}

// answered are the stories of the days that v names.
func (s *Server) answered(ctx context.Context, v *demarche.StoryView, codes []string) ([]demarche.StoryLink, error) {
	var out []demarche.StoryLink
	for _, day := range earlierDays(v) {
		stories, err := s.found(ctx, v, demarche.Query{Text: "country:" + strings.Join(codes, " country:"), From: day, To: day},
			func(it demarche.ItemView) bool {
				return it.Facts.Event.Basis != "published" && it.Facts.Event.Value == day
			})
		if err != nil {
			return nil, err
		}
		for id, items := range stories {
			out = append(out, newLink(id, items, demarche.Relate(items, v.Items), day, codes))
		}
	}
	return out, nil
}

// measuresAgainst are measures against a country, of whatever authority, within
// some days of v, which is one.
func (s *Server) measuresAgainst(ctx context.Context, v *demarche.StoryView, country string) ([]demarche.StoryLink, error) {
	day := v.Story.Event.Value
	stories, err := s.found(ctx, v, demarche.Query{Text: "country:" + country + " (action:designation OR action:removal OR action:special_measure OR action:licence)", From: shiftDay(day, -alikeDays), To: shiftDay(day, alikeDays)},
		func(it demarche.ItemView) bool { return it.Source.Kind.Official() })
	var out []demarche.StoryLink
	for id, items := range stories {
		if targetOf(items) == country {
			relation := demarche.Relate(v.Items, items)
			if items[0].Facts.Event.Value < day {
				relation = demarche.Relate(items, v.Items)
			}
			out = append(out, newLink(id, items, relation, "", []string{country}))
		}
	}
	return out, err
}

// newLink is a link whose tie is a day or a subject. It names no items yet, because
// only those that are tied were read: see complete.
func newLink(id string, items []demarche.ItemView, relation demarche.Tie, day string, subject []string) demarche.StoryLink {
	story := demarche.NewStory(id, items)
	story.Items = nil
	return demarche.StoryLink{Story: story, Relation: relation, Shared: []string{}, Day: day, Subject: slices.Clone(subject)}
}

// targetOf is the country that a measure is about: the heaviest one of its reports
// that is not the authority's own; "" when the story is no measure.
func targetOf(items []demarche.ItemView) string {
	if !demarche.IsMeasure(items) {
		return ""
	}
	acts, weight := map[string]bool{}, map[string]float64{}
	for _, v := range items {
		if v.Source.Kind.Official() {
			acts[v.Source.Country] = true
		}
		for _, c := range v.Facts.Countries {
			weight[c.Code] += c.Weight
		}
	}
	best := ""
	for code, w := range weight {
		if !acts[code] && (best == "" || w > weight[best] || w == weight[best] && code < best) {
			best = code
		}
	}
	return best
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
	list = slices.Clone(list)
	for _, l := range more {
		if i := slices.IndexFunc(list, func(o demarche.StoryLink) bool { return o.ID == l.ID }); i >= 0 {
			list[i].Day = cmp.Or(list[i].Day, l.Day)
			if len(list[i].Subject) == 0 {
				list[i].Subject = l.Subject
			}
			continue
		}
		list = append(list, l)
	}
	return demarche.NearestLinks(list, followShown, sign)
}

// linkReason says in words what ties two stories.
func (s *Server) linkReason(l demarche.StoryLink) string {
	var parts []string
	if l.Day != "" {
		parts = append(parts, "the later one names "+civilWords(l.Day, "", demarche.PrecisionDay)+", the day of the earlier")
	}
	if len(l.Shared) > 0 {
		parts = append(parts, "both name "+strings.Join(l.Shared, ", "))
	}
	if len(l.Subject) > 0 {
		names := make([]string, len(l.Subject))
		for i, c := range l.Subject {
			names[i] = s.country(c)
		}
		parts = append(parts, "both are about "+strings.Join(names, " and "))
	}
	return capital(strings.Join(parts, "; ")) + "."
}

// Words for a relation, seen from the later story and from the earlier.
var relationAfter = map[demarche.Tie]string{
	demarche.TieReply: "reply", demarche.TieRemoval: "removal", demarche.TieExtension: "extension or change", demarche.TieLicence: "licence",
	demarche.TieEnforcement: "enforcement", demarche.TieMeasure: "further measure", demarche.TieLetter: "round-up", demarche.TieReport: "later report",
}

var relationBefore = map[demarche.Tie]string{
	demarche.TieReply: "what this replies to", demarche.TieRemoval: "what this takes back", demarche.TieExtension: "what this changes", demarche.TieLicence: "what this licenses",
	demarche.TieEnforcement: "earlier in the case", demarche.TieMeasure: "earlier on the subject", demarche.TieLetter: "told again here", demarche.TieReport: "earlier report",
}
