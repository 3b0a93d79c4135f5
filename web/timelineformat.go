package web

import (
	"context"
	"net/http"
	"strings"

	"demarche"
)

// timelineAnswer is the JSON of /timeline.json and /api/v1/timeline.
type timelineAnswer struct {
	Query string         `json:"query"`
	Total int            `json:"total"`           // reports that match, in any lane
	Clock demarche.Clock `json:"clock"`           //
	Lanes []laneAnswer   `json:"lanes,omitempty"` // with lane= in the request; days is empty then
	laneBody
	Facets map[string][]demarche.Bucket `json:"facets,omitempty"`
}

// laneBody is one timeline: its days and its counts.
type laneBody struct {
	Stories int                 `json:"stories,omitempty"` // of the period; absent when there are too many reports to group them all
	Days    []dayAnswer         `json:"days"`
	Undated []storyEntry        `json:"undated,omitempty"`   // stories of this page without a date
	Zoom    *zoomAnswer         `json:"zoom,omitempty"`      // counts of stories
	Reports *demarche.Histogram `json:"histogram,omitempty"` // counts of reports
	Next    string              `json:"next,omitempty"`
}

// laneAnswer is one of several timelines side by side.
type laneAnswer struct {
	Lane  string `json:"lane"`
	Label string `json:"label"`
	Total int    `json:"total"`
	laneBody
}

// dayAnswer is one heading with its stories.
type dayAnswer struct {
	Date      string             `json:"date"`
	Until     string             `json:"until,omitempty"`
	Precision demarche.Precision `json:"precision,omitempty"`
	Stories   []storyEntry       `json:"stories"`
}

// storyEntry is a story on a timeline: the reports of it that match.
type storyEntry struct {
	ID    string             `json:"id"`
	Title string             `json:"title"`
	Event demarche.EventDate `json:"event"`
	// Expected: every report came out before the event's day.
	Expected bool              `json:"expected,omitempty"`
	Sources  int               `json:"sources"`
	Items    []demarche.Hit    `json:"items"`
	Figures  []demarche.Figure `json:"figures"` // each sum once
}

// zoomAnswer counts every story once: in a bucket, in wider or in undated.
type zoomAnswer struct {
	Interval demarche.Interval `json:"interval"`
	Buckets  []bucketAnswer    `json:"buckets"`
	Wider    int               `json:"wider"`   // known to more than one bucket
	Undated  int               `json:"undated"` //
}

type bucketAnswer struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

// timelineJSON serves /timeline.json and /api/v1/timeline.
func (s *Server) timelineJSON(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q, lanes, err := s.timelineQuery(v)
	if err != nil {
		return err
	}
	ans := timelineAnswer{Query: q.Text, Clock: q.Clock}
	if len(lanes) > 0 {
		ans.Days = []dayAnswer{}
		side, err := s.gatherLanes(r.Context(), q, lanes)
		if err != nil {
			return err
		}
		ans.Total = side.Items
		for i, lane := range lanes {
			body, err := s.laneBody(r.Context(), side.Queries[i], side.Lanes[i])
			if err != nil {
				return err
			}
			ans.Lanes = append(ans.Lanes, laneAnswer{lane, s.laneLabel(lane), side.Lanes[i].Items, body})
		}
		return writeJSON(w, ans)
	}
	facets := q.Facets
	if !v.Has("facets") {
		facets = apiFacets
	}
	g, err := s.gather(r.Context(), q, facets)
	if err != nil {
		return err
	}
	ans.Query, ans.Total, ans.Facets = g.Query, g.Items, g.Result.Facets
	if ans.laneBody, err = s.laneBody(r.Context(), q, g); err != nil {
		return err
	}
	return writeJSON(w, ans)
}

func (s *Server) laneBody(ctx context.Context, q demarche.Query, g gathered) (laneBody, error) {
	body := laneBody{Stories: g.Total, Days: []dayAnswer{}, Next: g.Next, Reports: g.Result.Histogram}
	if g.Whole {
		z := zoomOf(g.Stories, q.From, q.To, q.Interval, 400)
		body.Zoom = &zoomAnswer{Interval: z.Interval, Buckets: []bucketAnswer{}, Wider: z.Wider, Undated: z.Undated}
		for _, b := range z.Buckets {
			body.Zoom.Buckets = append(body.Zoom.Buckets, bucketAnswer(b))
		}
	}
	entries, err := s.storyEntries(ctx, g.Page)
	if err != nil {
		return body, err
	}
	for i, e := range entries {
		n := len(body.Days)
		switch d := g.Page[i].Event; {
		case d.Value == "":
			body.Undated = append(body.Undated, e)
			continue
		case n == 0 || body.Days[n-1].Date != d.Value || body.Days[n-1].Until != d.Until || body.Days[n-1].Precision != d.Precision:
			body.Days = append(body.Days, dayAnswer{Date: d.Value, Until: d.Until, Precision: d.Precision})
			n++
		}
		body.Days[n-1].Stories = append(body.Days[n-1].Stories, e)
	}
	return body, nil
}

// storyEntries are stories with their figures.
func (s *Server) storyEntries(ctx context.Context, list []storyGroup) ([]storyEntry, error) {
	var ids []string
	for _, g := range list {
		for _, h := range g.Hits {
			ids = append(ids, h.ID)
		}
	}
	views, err := s.cfg.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []storyEntry
	for _, g := range list {
		e := storyEntry{ID: g.ID, Title: g.Title, Event: g.Event, Expected: g.Ahead, Sources: g.Sources(), Items: g.Hits, Figures: []demarche.Figure{}}
		var all []demarche.Figure
		for _, h := range g.Hits {
			all = append(all, demarche.Figures(views[h.ID])...)
		}
		for _, l := range demarche.NewLedger(all, nil) {
			e.Figures = append(e.Figures, l.Figure)
		}
		out = append(out, e)
	}
	return out, nil
}

// twinStories are the stories that a timeline's feed, table or calendar holds:
// those of all lanes, each once.
func (s *Server) twinStories(r *http.Request) (demarche.Query, []storyGroup, string, error) {
	q, lanes, err := s.timelineQuery(r.URL.Query())
	if err != nil {
		return q, nil, "", err
	}
	if r.URL.Query().Get("size") == "" {
		q.Size = twinSize
	}
	if len(lanes) == 0 {
		g, err := s.gather(r.Context(), q, nil)
		return q, g.Page, g.Next, err
	}
	side, err := s.gatherLanes(r.Context(), q, lanes)
	if err != nil {
		return q, nil, "", err
	}
	page, next := pageOf(side.All, q)
	if !side.Whole { // a cursor holds in a list of all stories alone
		next = ""
	}
	return q, page, next, nil
}

func timelineTitle(q demarche.Query) string {
	if q.Text != "" {
		return q.Text + " – demarche timeline"
	}
	return "demarche timeline"
}

func (s *Server) timelineAtom(w http.ResponseWriter, r *http.Request) error {
	q, stories, _, err := s.twinStories(r)
	if err != nil {
		return err
	}
	f := s.newFeed(r, timelineTitle(q), "/timeline")
	if s.cfg.Demo {
		f.Subtitle = "Texts written for demonstration."
	}
	for _, g := range stories {
		e := atomEntry{ID: stableID("story:" + g.ID), Title: g.Title, Author: &atomPerson{xmlText(g.Hits[0].SourceName)},
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + storyPath(g.ID)}}, Summary: &atomText{"text", storySummary(g)}}
		for _, h := range g.Hits {
			e.Updated = max(e.Updated, atomTime(h.FirstSeen))
		}
		f.add(e)
	}
	return f.write(w, s.cfg.Now())
}

// storySummary says in one line when a story happened and who tells it.
func storySummary(g storyGroup) string {
	var names []string
	for _, h := range g.Hits {
		names = appendNew(names, h.SourceName)
	}
	text := plural(len(g.Hits), "report", "reports") + ": " + strings.Join(names, ", ")
	if when := civilWords(g.Event.Value, g.Event.Until, g.Event.Precision); when != "" {
		if g.Ahead {
			when = "Expected " + when
		}
		text = when + ". " + text
	}
	return text
}

func (s *Server) timelineCSV(w http.ResponseWriter, r *http.Request) error {
	_, stories, next, err := s.twinStories(r)
	if err != nil {
		return err
	}
	if next != "" {
		v := r.URL.Query()
		v.Set("cursor", next)
		w.Header().Set("Link", "</timeline.csv?"+v.Encode()+`>; rel="next"`)
	}
	base := s.base(r)
	rows := [][]string{{"date", "until", "precision", "basis", "story", "title", "reports", "sources", "source_names", "official", "countries", "actions", "items", "page", "expected"}}
	for _, g := range stories {
		var names, countries, actions, items []string
		official, expected := "", ""
		if g.Ahead {
			expected = "yes"
		}
		for _, h := range g.Hits {
			names, items = appendNew(names, h.SourceName), append(items, h.ID)
			if h.Kind.Official() {
				official = "yes"
			}
			for _, c := range h.Countries {
				countries = appendNew(countries, c)
			}
			for _, a := range h.Actions {
				actions = appendNew(actions, string(a))
			}
		}
		rows = append(rows, []string{g.Event.Value, g.Event.Until, string(g.Event.Precision), g.Event.Basis, g.ID, g.Title, count(len(g.Hits)), count(g.Sources()),
			strings.Join(names, "; "), official, strings.Join(countries, "; "), strings.Join(actions, "; "), strings.Join(items, "; "), base + storyPath(g.ID), expected})
	}
	return writeCSV(w, "timeline", rows)
}
