package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"demarche"
)

// storyPage is the value of /stories/{id}.
type storyPage struct {
	storyAnswer
	Search   string // all its items as a search
	Feed     string
	Places   []placeLink
	Official []storyItem  // the reports of official sources
	Press    []storyItem  // and those of others
	Entries  []storyItem  // entries of lists
	Reports  int          // items of the story that are no entries
	Sources  int          // of the reports
	Listed   int          // items that are entries
	Pages    []linkOption // of the reports, where they do not fit on one
	Showing  string       // "reports 41 to 80 of 312"
	Read     int          // reports that headline, figures and names are of; 0: all
	Figures  []figureGroup
	Follow   []storyColumn // what came before and after
	Span     string        // "4–5 Nov 2025": first to last report
}

// storyColumn are the stories on one side of another in time.
type storyColumn struct {
	Title string
	Links []storyLink
}

// storyLink is a story in the chain with its tie in words.
type storyLink struct {
	demarche.StoryLink
	What, Why string
	Between   string // the timeline from the one to the other, with sums and sources
}

// storyAnswer is the JSON of /api/v1/stories/{id}.
type storyAnswer struct {
	ID        string                 `json:"id"`
	Title     string                 `json:"title"`
	Event     demarche.EventDate     `json:"event"`
	Expected  bool                   `json:"expected,omitempty"` // every report came out before the event's day
	Sources   int                    `json:"sources"`
	Languages []string               `json:"languages"`
	Actions   []demarche.ActionKind  `json:"actions"`
	Countries []demarche.Bucket      `json:"countries"` // with the number of items about each
	Names     []storyName            `json:"names"`
	Total     int                    `json:"total"`          // reports
	Items     []storyItem            `json:"items"`          // oldest first; from the nth on with from=
	Next      int                    `json:"next,omitempty"` // from= for those that follow
	Figures   []demarche.FigureGroup `json:"figures"`        // side by side
	Changes   []figureChange         `json:"changes"`        // figures that a publisher altered
	Before    []demarche.StoryLink   `json:"before"`
	After     []demarche.StoryLink   `json:"after"`
}

// storyName is somebody named in a story.
type storyName struct {
	Name   string               `json:"name"`
	Kind   demarche.MentionKind `json:"kind"`
	Entity string               `json:"entity,omitempty"`
	Status demarche.LinkStatus  `json:"status,omitempty"`
	Items  int                  `json:"items"`
	Href   string               `json:"-"`
}

// storyItem is one report of a story.
type storyItem struct {
	ID         string              `json:"id"`
	Title      string              `json:"title"`
	URL        string              `json:"url"`
	Source     string              `json:"source"`
	SourceName string              `json:"source_name"`
	Kind       demarche.SourceKind `json:"kind"`
	Official   bool                `json:"official"`
	Published  string              `json:"published,omitempty"`
	FirstSeen  time.Time           `json:"first_seen,omitzero"`
	Lang       string              `json:"lang,omitempty"`
	First      bool                `json:"first,omitempty"` // the earliest report
	Revisions  int                 `json:"revisions"`
	Gone       bool                `json:"gone,omitempty"`
	Lead       string              `json:"lead,omitempty"`
	Event      demarche.EventDate  `json:"event"`
	Entry      bool                `json:"entry,omitempty"` // of a list, no report
}

// figureChange is a figure that a publisher altered from one revision to the next.
type figureChange struct {
	Item       string    `json:"item"`
	SourceName string    `json:"source_name"`
	Seen       time.Time `json:"seen,omitzero"` // when the newer text was first read
	Older      string    `json:"older"`
	Newer      string    `json:"newer"`
	Context    string    `json:"context,omitempty"` // the words before it
}

const (
	storyPageSize   = 40 // reports on a page
	storyNamesShown = 16
)

// story serves /stories/{id} and its twins, /stories/{id}.json and so on.
func (s *Server) story(w http.ResponseWriter, r *http.Request) error {
	id, ext := cutFormat(r.PathValue("id"))
	v, err := s.cfg.Story(r.Context(), id)
	if err != nil {
		return fmt.Errorf("story %s: %w", shorten(id, 40), err)
	}
	if err := s.follow(r.Context(), &v); err != nil {
		return err
	}
	path := storyPath(v.Story.ID)
	if v.Story.ID != id { // merged into another; it may be parted again
		http.Redirect(w, r, path+ext, http.StatusFound)
		return nil
	}
	a := s.storyAnswer(v)
	switch ext {
	case ".json":
		return writeJSON(w, a)
	case ".atom":
		return s.storyAtom(w, r, a)
	case ".csv":
		return writeCSV(w, "story-"+v.Story.ID, figureRows(append(figuresOf(v), countsOf(v)...)))
	}
	p := storyPage{storyAnswer: a, Search: "/search?story=" + url.QueryEscape(a.ID), Feed: path + ".atom", Figures: s.figureGroups(a.Figures)}
	for _, c := range a.Countries {
		p.Places = append(p.Places, placeLink{c.Value, c.Label, "/search?story=" + url.QueryEscape(a.ID) + "&country=" + url.QueryEscape(c.Value)})
	}
	p.count()
	items, err := s.storyPageItems(r, &p, v)
	if err != nil {
		return err
	}
	for _, it := range items {
		switch {
		case it.Entry:
			p.Entries = append(p.Entries, it)
		case it.Official:
			p.Official = append(p.Official, it)
		default:
			p.Press = append(p.Press, it)
		}
	}
	p.Names = a.Names[:min(len(a.Names), storyNamesShown)]
	p.Span = reportSpan(a.Items)
	for _, c := range []struct {
		title string
		links []demarche.StoryLink
		words map[demarche.Tie]string
	}{{"What came before", a.Before, relationBefore}, {"What came after", a.After, relationAfter}} {
		column := storyColumn{Title: c.title}
		for _, l := range c.links {
			column.Links = append(column.Links, storyLink{l, c.words[l.Relation], s.linkReason(l), betweenPath(v, l.Story)})
		}
		if len(c.links) > 0 {
			p.Follow = append(p.Follow, column)
		}
	}
	return s.show(w, r, "story", page{Title: shorten(cmp.Or(a.Title, "Untitled"), 90) + " – story", Nav: "/timeline", Body: p,
		Twins: []twin{{"JSON", "application/json", path + ".json"}, {"Atom", "application/atom+xml", path + ".atom"}, {"CSV", "text/csv", path + ".csv"}}})
}

// betweenPath is the timeline of what happened from one story to another, about the
// country that both are about; "" where they are of one day or have none.
func betweenPath(v demarche.StoryView, other demarche.Story) string {
	from, to := v.Story.Event, other.Event
	if from.Value > to.Value {
		from, to = to, from
	}
	codes := mainCountries(v.Items)
	target := targetOf(v.Items)
	if target == "" && len(codes) > 0 {
		target = codes[0]
	}
	if target == "" || from.Value == "" || from.Value == to.Value {
		return ""
	}
	q := demarche.Query{Country: []string{target}, Clock: demarche.ClockEvent, Sort: demarche.SortOldest, From: from.Value, To: lastDay(to)}
	return withParam(link("/timeline", q), detailParam, detailFull)
}

// count tells reports from entries of lists.
func (p *storyPage) count() {
	sources := map[string]bool{}
	for _, it := range p.Items {
		if it.Entry {
			p.Listed++
		} else {
			sources[it.Source] = true
		}
	}
	p.Reports, p.Sources = p.Total-p.Listed, len(sources)
}

// storyJSON serves /api/v1/stories/{id}.
func (s *Server) storyJSON(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	v, err := s.cfg.Story(r.Context(), id)
	if err != nil {
		return fmt.Errorf("story %s: %w", shorten(id, 40), err)
	}
	if err := s.follow(r.Context(), &v); err != nil {
		return err
	}
	a := s.storyAnswer(v)
	if from, err := strconv.Atoi(r.URL.Query().Get("from")); err == nil && from > 0 && s.cfg.StoryItems != nil {
		views, err := s.cfg.StoryItems(r.Context(), v.Story.ID, from)
		if err != nil {
			return fmt.Errorf("story %s: %w", shorten(id, 40), err)
		}
		a.Items = []storyItem{}
		for _, it := range views {
			a.Items = append(a.Items, newStoryItem(it))
		}
		if a.Next = from + len(views); len(views) == 0 || a.Next >= a.Total {
			a.Next = 0
		}
	}
	return writeJSON(w, a)
}

// mendsAnswer is the JSON of /api/v1/mends.
type mendsAnswer struct {
	Mends []demarche.MendRecord `json:"mends"`
}

// mendsShown is how many nights are told.
const mendsShown = 30

// mendsJSON serves /api/v1/mends: what each night's mend changed in the stories.
func (s *Server) mendsJSON(w http.ResponseWriter, r *http.Request) error {
	a := mendsAnswer{Mends: []demarche.MendRecord{}}
	if s.cfg.Mends != nil {
		list, err := s.cfg.Mends(r.Context(), mendsShown)
		if err != nil {
			return err
		}
		a.Mends = append(a.Mends, list...)
	}
	return writeJSON(w, a)
}

// storyPageItems are the reports of the page asked for. It fills in the links to
// the other pages.
func (s *Server) storyPageItems(r *http.Request, p *storyPage, v demarche.StoryView) ([]storyItem, error) {
	pages := (p.Total + storyPageSize - 1) / storyPageSize
	n, err := strconv.Atoi(cmp.Or(r.URL.Query().Get("page"), "1"))
	if err != nil || n < 1 || n > max(1, pages) {
		return nil, fmt.Errorf("page: this story has pages 1 to %d: %w", max(1, pages), demarche.ErrInvalid)
	}
	from := (n - 1) * storyPageSize
	to := min(from+storyPageSize, p.Total)
	if pages > 1 {
		p.Showing = fmt.Sprintf("reports %d to %d of %d", from+1, to, p.Total)
		for i := range pages {
			p.Pages = append(p.Pages, linkOption{strconv.Itoa(i + 1), fmt.Sprintf("%s?page=%d", storyPath(p.ID), i+1), i+1 == n})
		}
	}
	if p.Total > len(v.Items) {
		p.Read = len(v.Items)
	}
	if to <= len(p.Items) {
		return p.Items[from:to], nil
	}
	if s.cfg.StoryItems == nil {
		return p.Items[min(from, len(p.Items)):], nil
	}
	views, err := s.cfg.StoryItems(r.Context(), p.ID, from)
	if err != nil {
		return nil, fmt.Errorf("story %s: %w", shorten(p.ID, 40), err)
	}
	var items []storyItem
	for _, it := range views[:min(len(views), storyPageSize)] {
		items = append(items, newStoryItem(it))
	}
	return items, nil
}

func storyPath(id string) string { return "/stories/" + url.PathEscape(id) }

// cutFormat parts an id from the extension of a twin.
func cutFormat(id string) (string, string) {
	for _, ext := range []string{".json", ".atom", ".csv"} {
		if bare, ok := strings.CutSuffix(id, ext); ok {
			return bare, ext
		}
	}
	return id, ""
}

func (s *Server) storyAnswer(v demarche.StoryView) storyAnswer {
	a := storyAnswer{ID: v.Story.ID, Title: cmp.Or(v.Story.Title, "Untitled story"), Event: v.Story.Event, Sources: v.Story.Sources,
		Languages: []string{}, Actions: []demarche.ActionKind{}, Countries: []demarche.Bucket{}, Names: storyNames(v.Items), Items: []storyItem{},
		Figures: demarche.CompareFigures(append(figuresOf(v), countsOf(v)...)), Changes: []figureChange{}, Before: v.Before, After: v.After}
	if a.Figures == nil {
		a.Figures = []demarche.FigureGroup{}
	}
	if a.Total = max(v.Total, len(v.Items)); a.Total > len(v.Items) {
		a.Next = len(v.Items)
	}
	first, countries := firstReport(v.Items), map[string]int{}
	for i, it := range v.Items {
		si := newStoryItem(it)
		si.First = i == first
		a.Items = append(a.Items, si)
		if si.Lang != "" && !slices.Contains(a.Languages, si.Lang) {
			a.Languages = append(a.Languages, si.Lang)
		}
		for _, act := range it.Facts.Actions {
			if act.Main && act.Kind != "other" && !slices.Contains(a.Actions, act.Kind) {
				a.Actions = append(a.Actions, act.Kind)
			}
		}
		for _, c := range it.Facts.Countries {
			countries[c.Code]++
		}
		a.Changes = append(a.Changes, figureChanges(it)...)
	}
	a.Expected = len(v.Items) > 0 && !slices.ContainsFunc(v.Items, func(it demarche.ItemView) bool {
		return !a.Event.Ahead(cmp.Or(it.Item.Published.Stamp(), it.Item.FirstSeen.UTC().Format(time.RFC3339)))
	})
	for code, n := range countries {
		a.Countries = append(a.Countries, demarche.Bucket{Value: code, Label: s.country(code), Count: n})
	}
	slices.SortFunc(a.Countries, func(x, y demarche.Bucket) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value))
	})
	return a
}

func newStoryItem(v demarche.ItemView) storyItem {
	it := storyItem{ID: v.Item.ID, Title: cmp.Or(v.Headline(), "Untitled item"), URL: v.Item.URL, Source: v.Item.Source, SourceName: cmp.Or(v.Source.Name, v.Item.Source),
		Kind: v.Source.Kind, Official: v.Source.Kind.Official(), Published: v.Item.Published.Stamp(), FirstSeen: v.Item.FirstSeen, Lang: cmp.Or(v.Facts.Lang, v.Item.Lang),
		Revisions: len(v.Revisions), Gone: v.Item.Gone, Event: v.Facts.Event, Entry: v.IsEntry()}
	if len(v.Revisions) > 0 && ruleOf(v.Source) != demarche.RepublishNone {
		text := []rune(v.Revisions[0].Text)
		from, to := demarche.SentenceAt(text, 0)
		it.Lead = string(text[from:to])
	}
	return it
}

// firstReport is the index of the report that came out first: by the
// publisher's instant, where it names one; a report that names the day alone
// counts as of that day's end, so that nothing is called first that may not be. Entries
// of lists, which come behind the reports, are none.
func firstReport(items []demarche.ItemView) int {
	best, at := -1, time.Time{}
	for i, v := range items {
		t := v.Item.Published.Clock()
		if t.IsZero() || v.IsEntry() && !items[0].IsEntry() {
			continue
		}
		if v.Item.Published.DayOnly {
			t = t.Add(24*time.Hour - time.Second)
		}
		if best < 0 || t.Before(at) {
			best, at = i, t
		}
	}
	return best
}

// reportSpan is from which day to which a story was reported.
func reportSpan(items []storyItem) string {
	from, to := "", ""
	for _, it := range items {
		day, ok := publishedDay(it.Published)
		if !ok {
			continue
		}
		if from == "" || day < from {
			from = day
		}
		to = max(to, day)
	}
	return civilWords(from, to, demarche.PrecisionDay)
}

// countsOf are the counts of all items of a story.
func countsOf(v demarche.StoryView) []demarche.Figure {
	var out []demarche.Figure
	for _, it := range v.Items {
		out = append(out, demarche.Counts(it)...)
	}
	return out
}

// figuresOf are the figures of all items of a story.
func figuresOf(v demarche.StoryView) []demarche.Figure {
	var out []demarche.Figure
	for _, it := range v.Items {
		out = append(out, demarche.Figures(it)...)
	}
	return out
}

// figureChanges finds the numbers that a publisher altered between two readings.
func figureChanges(v demarche.ItemView) []figureChange {
	if ruleOf(v.Source) == demarche.RepublishNone {
		return nil
	}
	var out []figureChange
	for i := 0; i+1 < len(v.Revisions); i++ {
		newer, older := v.Revisions[i], v.Revisions[i+1]
		runs, _ := wordDiff(older.Title+"\n"+older.Text, newer.Title+"\n"+newer.Text)
		for k := 0; k+1 < len(runs); k++ {
			if runs[k].Op != '-' || runs[k+1].Op != '+' || !holdsNumber(runs[k].Text) || !holdsNumber(runs[k+1].Text) {
				continue
			}
			c := figureChange{Item: v.Item.ID, SourceName: cmp.Or(v.Source.Name, v.Item.Source), Seen: newer.Seen,
				Older: shorten(runs[k].Text, 160), Newer: shorten(runs[k+1].Text, 160)}
			if k > 0 {
				c.Context = lastWords(runs[k-1].Text, 8)
			}
			out = append(out, c)
		}
	}
	return out
}

// numberWords are the small numbers that texts write out.
var numberWords = map[string]bool{"one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true,
	"ten": true, "eleven": true, "twelve": true, "dozen": true, "dozens": true, "hundred": true, "thousand": true, "million": true, "billion": true}

func holdsNumber(text string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if numberWords[w] || strings.ContainsFunc(w, unicode.IsDigit) {
			return true
		}
	}
	return false
}

// lastWords are the last n words of a text.
func lastWords(text string, n int) string {
	w := strings.Fields(text)
	if len(w) > n {
		return "… " + strings.Join(w[len(w)-n:], " ")
	}
	return strings.Join(w, " ")
}

func (s *Server) storyAtom(w http.ResponseWriter, r *http.Request, a storyAnswer) error {
	f := s.newFeed(r, a.Title, storyPath(a.ID))
	if s.cfg.Demo {
		f.Subtitle = "Texts written for demonstration."
	}
	for _, it := range slices.Backward(a.Items) {
		e := atomEntry{Lang: it.Lang, ID: stableID("item:" + it.ID), Title: it.Title, Updated: atomTime(it.FirstSeen), Author: &atomPerson{xmlText(it.SourceName)},
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + itemPath(it.ID)}}}
		if it.Lead != "" {
			e.Summary = &atomText{"text", it.Lead}
		}
		f.add(e)
	}
	return f.write(w, s.cfg.Now())
}
