package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"demarche"
)

// itemPage is the value of /items/{id}.
type itemPage struct {
	View     demarche.ItemView
	Title    string
	Lang     string
	Authors  []string
	Official bool
	Out      string // address of the original, "" when it must not be followed
	Host     string
	Demo     bool
	Rule     demarche.Republish
	Text     []paragraph
	Cut      bool // only the start is shown
	Legend   []legendEntry

	Countries []countryView
	Sums      []sumRow
	Dates     []nameView
	Names     []nameGroup
	Actions   []actionView
	Designees []demarche.Designee
	Revisions []revisionView
	Also      []alsoView
	StoryHref string // the story it belongs to, where others tell it too
	Like      string // a search for items like it
	Cite      string
}

// alsoView is another item of the same story.
type alsoView struct {
	demarche.Item
	SourceName string
}

// countryView is a country the item is about.
type countryView struct {
	Code, Name, Href string
	Count, Share     int // share in percent
}

// sumRow is a sum in its sentence.
type sumRow struct {
	Text, Meaning, Role, USD, Sentence, Anchor string
}

// nameGroup are the names of one kind in an item.
type nameGroup struct {
	Label string
	Names []nameView
}

// nameView is one name with how often it stands in the text and, where it is
// tied to an entity, how sure that is.
type nameView struct {
	Name, Detail, Anchor, Href string
	Count                      int
	Link                       *demarche.Link
}

// actionView is one thing the item says happened.
type actionView struct {
	Kind, Actor, On, Sentence string
	Main                      bool
}

// revisionView is one version of the text and what it changed.
type revisionView struct {
	demarche.Revision
	First     bool
	TitleDiff []change
	Diff      []change
	Rewritten bool // too much changed to show word by word
	Hidden    bool // the source allows no quotation
}

// Quoted are the actions with the sentence that says so.
func (p itemPage) Quoted() []actionView {
	return slices.DeleteFunc(slices.Clone(p.Actions), func(a actionView) bool { return a.Sentence == "" })
}

// item serves /items/{id}.
func (s *Server) item(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	v, err := s.cfg.Item(r.Context(), id)
	if err != nil {
		return fmt.Errorf("item %s: %w", shorten(id, 40), err)
	}
	p := s.itemPage(v)
	if p.Also, err = s.alsoViews(r.Context(), v.AlsoAt); err != nil {
		return err
	}
	if v.Story != "" && len(v.AlsoAt) > 0 {
		p.StoryHref = storyPath(v.Story)
	}
	p.Like = likeHref(v)
	return s.show(w, r, "item", page{Title: shorten(p.Title, 90) + " – " + v.Source.Name, Body: p,
		Twins: []twin{{"JSON", "application/json", "/api/v1/items/" + url.PathEscape(id)}}})
}

func (s *Server) itemPage(v demarche.ItemView) itemPage {
	p := itemPage{View: v, Title: v.Item.Title, Lang: v.Item.Lang, Authors: v.Item.Authors, Official: v.Source.Kind.Official(),
		Out: outbound(v.Item.URL), Host: hostOf(v.Item.URL), Demo: v.Source.Demo || s.cfg.Demo, Rule: ruleOf(v.Source),
		Designees: v.Facts.Designees}
	text, whole := []rune(nil), []rune(nil)
	if len(v.Revisions) > 0 {
		newest := v.Revisions[0]
		p.Title, p.Lang, p.Authors = cmp.Or(newest.Title, p.Title), cmp.Or(newest.Lang, p.Lang), newest.Authors
		whole = []rune(newest.Text)
		text, p.Cut = shownText(p.Rule, whole)
	}
	p.Title = cmp.Or(p.Title, v.Opening(), "Untitled item")
	p.Text, p.Legend = s.taggedText(text, v.Facts.Mentions)
	quotable := whole
	if p.Rule == demarche.RepublishNone {
		quotable = nil
	}
	p.Countries = s.countryViews(v.Facts.Countries)
	p.Sums = sumRows(quotable, v.Facts.Mentions, len(text))
	p.Dates = dateViews(v.Facts.Mentions, len(text))
	p.Names = s.nameGroups(withSpans(v.Facts.Mentions, v.Links), v.Links, len(text))
	p.Actions = actionViews(quotable, v.Facts.Actions)
	p.Revisions = revisionViews(p.Rule, v.Revisions)
	if !p.Demo {
		p.Cite = citation(v, p.Title)
	}
	return p
}

// alsoViews names the sources of further items of a story.
func (s *Server) alsoViews(ctx context.Context, items []demarche.Item) ([]alsoView, error) {
	if len(items) == 0 {
		return nil, nil
	}
	all, err := s.cfg.Sources(ctx)
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	names := map[string]string{}
	for _, h := range all {
		names[h.Source.ID] = h.Source.Name
	}
	var out []alsoView
	for _, it := range items {
		out = append(out, alsoView{it, cmp.Or(names[it.Source], it.Source)})
	}
	return out, nil
}

// ruleOf is how much of a source's text may be shown; excerpts where it says nothing.
func ruleOf(src demarche.Source) demarche.Republish {
	return cmp.Or(src.Republish, demarche.RepublishExcerpt)
}

// shownText is the part of a text that its source's rule allows to be shown,
// and whether that is not all of it.
func shownText(rule demarche.Republish, text []rune) ([]rune, bool) {
	switch rule {
	case demarche.RepublishFull:
		return text, false
	case demarche.RepublishNone:
		return nil, len(text) > 0
	}
	return excerpt(text, excerptWords)
}

func (s *Server) countryViews(list []demarche.CountryWeight) []countryView {
	var out []countryView
	for _, c := range list {
		out = append(out, countryView{c.Code, s.country(c.Code), "/search?country=" + url.QueryEscape(c.Code), c.Count, int(c.Weight*100 + 0.5)})
	}
	return out
}

// sumRows lists the sums of a text, each once a sentence.
func sumRows(text []rune, mentions []demarche.Mention, shown int) []sumRow {
	var out []sumRow
	seen := map[string]bool{}
	for i, m := range mentions {
		if m.Kind != demarche.MentionAmount {
			continue
		}
		row := sumRow{Text: m.Text, Meaning: sumMeaning(m), Role: m.Role, Sentence: sentenceAround(text, m.Start, m.End)}
		if m.Currency != "USD" && m.USD != "" {
			row.USD = moneyWords(m.USD)
		}
		if m.End <= shown {
			row.Anchor = mentionAnchor(i)
		}
		if key := row.Text + row.Sentence; !seen[key] {
			seen[key] = true
			out = append(out, row)
		}
	}
	return out
}

// dateViews lists the dates of a text once each, in order of time.
func dateViews(mentions []demarche.Mention, shown int) []nameView {
	var out []nameView
	at := map[string]int{}
	order := []string{}
	for i, m := range mentions {
		if m.Kind != demarche.MentionDate || m.Value == "" {
			continue
		}
		key := m.Value + " " + m.Until
		if j, ok := at[key]; ok {
			out[j].Count++
			continue
		}
		at[key] = len(out)
		v := nameView{Name: civilWords(m.Value, m.Until, m.Precision), Detail: m.Text, Count: 1}
		if m.End <= shown {
			v.Anchor = mentionAnchor(i)
		}
		out, order = append(out, v), append(order, key)
	}
	slices.Sort(order)
	sorted := make([]nameView, 0, len(out))
	for _, key := range order {
		sorted = append(sorted, out[at[key]])
	}
	return sorted
}

// withSpans adds the names of the lists that the extractor did not see.
func withSpans(mentions []demarche.Mention, links []demarche.Link) []demarche.Mention {
	out := slices.Clone(mentions)
	for i := range links {
		if l := &links[i]; l.Mention < 0 && l.Span != nil {
			m := *l.Span
			m.Link = l
			out = append(out, m)
		}
	}
	return out
}

// nameGroups lists everything named in a text, by kind, most frequent first.
func (s *Server) nameGroups(mentions []demarche.Mention, links []demarche.Link, shown int) []nameGroup {
	byMention := map[int]*demarche.Link{}
	for i := range links {
		byMention[links[i].Mention] = &links[i]
	}
	var groups []nameGroup
	for _, k := range []struct {
		kind  demarche.MentionKind
		label string
	}{
		{demarche.MentionPerson, "People"}, {demarche.MentionOrganisation, "Organisations"}, {demarche.MentionVessel, "Vessels"},
		{demarche.MentionAircraft, "Aircraft"}, {demarche.MentionWallet, "Wallets"}, {demarche.MentionIdentifier, "Identifiers"},
		{demarche.MentionInstrument, "Legal instruments"}, {demarche.MentionTag, "Programme tags"}, {demarche.MentionLocation, "Places"},
	} {
		g := nameGroup{Label: k.label}
		at := map[string]int{}
		for i, m := range mentions {
			if m.Kind != k.kind {
				continue
			}
			v := s.nameView(m)
			if l, ok := byMention[i]; ok {
				v.Link = l
			} else {
				v.Link = m.Link
			}
			if m.End <= shown {
				v.Anchor = mentionAnchor(i)
			}
			if j, ok := at[v.Name]; ok {
				g.Names[j].Count++
				if g.Names[j].Link == nil {
					g.Names[j].Link = v.Link
				}
				continue
			}
			at[v.Name] = len(g.Names)
			g.Names = append(g.Names, v)
		}
		slices.SortStableFunc(g.Names, func(a, b nameView) int { return b.Count - a.Count })
		if len(g.Names) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (s *Server) nameView(m demarche.Mention) nameView {
	v := nameView{Name: cmp.Or(m.Name, m.Text), Count: 1}
	field := ""
	switch m.Kind {
	case demarche.MentionWallet:
		v.Detail, field = strings.TrimSpace(m.Chain+", checksum "+m.Checksum), "wallet:"+m.Text
	case demarche.MentionIdentifier:
		v.Detail, field = strings.ToUpper(m.Scheme), "identifier:"+m.Value
	case demarche.MentionInstrument:
		field = "instrument:" + quoted(v.Name)
	case demarche.MentionTag:
		v.Name, field = cmp.Or(m.Tag, m.Text), "tag:"+m.Tag
	case demarche.MentionLocation:
		if m.Code != "" {
			v.Detail = s.country(m.Code)
		}
		field = quoted(v.Name)
	default:
		field = quoted(v.Name)
	}
	v.Href = "/search?q=" + url.QueryEscape(field)
	return v
}

// quoted writes a name as a phrase of the query language.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, " ") + `"` }

func actionViews(text []rune, actions []demarche.Action) []actionView {
	var out []actionView
	for _, a := range actions {
		out = append(out, actionView{string(a.Kind), a.Actor, onWhom(a.On), sentenceAround(text, a.Start, a.End), a.Main})
	}
	slices.SortStableFunc(out, func(a, b actionView) int {
		switch {
		case a.Main && !b.Main:
			return -1
		case b.Main && !a.Main:
			return 1
		}
		return 0
	})
	return out
}

// shownTargets bounds the names an action is shown with.
const shownTargets = 3

// onWhom writes on whom an action falls: "A, B, C and 5 more".
func onWhom(on []demarche.Target) string {
	var names []string
	for _, t := range on[:min(len(on), shownTargets)] {
		names = append(names, t.Name)
	}
	s := strings.Join(names, ", ")
	if n := len(on) - len(names); n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

// revisionViews compares each revision, newest first, with the one before it.
func revisionViews(rule demarche.Republish, revisions []demarche.Revision) []revisionView {
	var out []revisionView
	for i, rev := range revisions {
		v := revisionView{Revision: rev, First: i == len(revisions)-1, Hidden: rule == demarche.RepublishNone}
		if !v.First && !v.Hidden {
			before := revisions[i+1]
			if before.Title != rev.Title {
				v.TitleDiff, _ = wordDiff(before.Title, rev.Title)
			}
			runs, ok := wordDiff(before.Text, rev.Text)
			v.Rewritten = !ok
			v.Diff = inContext(runs)
		}
		out = append(out, v)
	}
	return out
}

// citation is one line that says what was read, where and when.
func citation(v demarche.ItemView, title string) string {
	when := "undated"
	if !v.Item.Published.Time.IsZero() {
		when = v.Item.Published.Time.UTC().Format("2 January 2006")
	}
	return fmt.Sprintf("%s, “%s”, %s. %s (first seen %s)", v.Source.Name, title, when, v.Item.URL, v.Item.FirstSeen.UTC().Format("2 January 2006, 15:04 UTC"))
}
