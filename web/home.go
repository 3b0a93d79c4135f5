package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"demarche"
)

// homePage is the value of /.
type homePage struct {
	Total     int  // items of the last 30 days
	Held      int  // items in all, known when the last 30 days hold none
	Empty     bool // nothing is held yet
	Chart     chartView
	Lately    []hitView
	Official  []hitView
	Lists     []listDay // what changed on sanctions lists
	Countries []facetValue
	Actions   []facetValue
	Attention []sourceRow
	MoreNeed  int // sources that need a person beyond those shown
	Sources   int
	Enabled   int
	Working   int
	Waiting   int
	NewestOK  time.Time // the last good answer of any source
}

const (
	homeDays      = 30
	homeItems     = 12
	homeOfficial  = 8
	homeAttention = 6
)

// home serves /.
func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	p := homePage{}
	q := demarche.Query{Clock: demarche.ClockPublished, Match: demarche.MatchAll, Sort: demarche.SortNewest,
		From: s.cfg.Now().UTC().AddDate(0, 0, 1-homeDays).Format(time.DateOnly), To: s.today()}
	full := q
	full.Size, full.Facets, full.Interval = 1, []string{"country", "action"}, demarche.IntervalDay
	res, err := s.cfg.Search(r.Context(), full)
	if err != nil {
		return fmt.Errorf("the last %d days: %w", homeDays, err)
	}
	p.Total = res.Total
	if p.Chart, err = s.histogramView(r.Context(), "lately", address{"/search", q}, res.Histogram); err != nil {
		return err
	}
	lists, err := s.cfg.Lists(r.Context())
	if err != nil {
		return fmt.Errorf("lists: %w", err)
	}
	if p.Lists, err = s.homeLists(r.Context(), lists); err != nil {
		return err
	}
	newest, err := s.homeHits(r.Context(), q, lists, 4*homeItems)
	if err != nil {
		return err
	}
	p.Lately = byStory(newest, homeItems)
	p.Countries, p.Actions = s.homeCounts(q, res, "country", 12), s.homeCounts(q, res, "action", 10)

	official := demarche.Query{Clock: demarche.ClockPublished, Match: demarche.MatchAll, Sort: demarche.SortNewest, To: s.today()}
	for _, k := range demarche.SourceKinds() {
		if k.Official() {
			official.Kind = append(official.Kind, string(k))
		}
	}
	if p.Official, err = s.homeHits(r.Context(), official, lists, homeOfficial); err != nil {
		return err
	}
	if err := s.homeOlder(r, &p); err != nil {
		return err
	}
	if err := s.homeSources(r, &p); err != nil {
		return err
	}
	return s.show(w, r, "home", page{Title: "What happened lately", Nav: "/", Body: p})
}

// homeHits are the newest items of a query; those that stand for changes of lists
// are told apart.
func (s *Server) homeHits(ctx context.Context, q demarche.Query, lists []demarche.ListState, size int) ([]hitView, error) {
	narrow, err := withoutListItems(q, lists)
	if err != nil {
		return nil, err
	}
	narrow.Size = size
	res, err := s.cfg.Search(ctx, narrow)
	if err != nil {
		return nil, fmt.Errorf("newest items: %w", err)
	}
	return s.hitViews(res.Hits, q), nil
}

// homeOlder looks beyond the last 30 days when these hold nothing.
func (s *Server) homeOlder(r *http.Request, p *homePage) error {
	if p.Total > 0 {
		return nil
	}
	res, err := s.cfg.Search(r.Context(), demarche.Query{Clock: demarche.ClockPublished, Match: demarche.MatchAll, Sort: demarche.SortNewest, Size: homeItems})
	if err != nil {
		return fmt.Errorf("newest items: %w", err)
	}
	p.Held, p.Empty = res.Total, res.Total == 0
	p.Lately = byStory(s.hitViews(res.Hits, demarche.Query{}), homeItems)
	return nil
}

// homeCounts are the first values of a facet as links into the search of the
// same days.
func (s *Server) homeCounts(q demarche.Query, res demarche.Results, name string, n int) []facetValue {
	var out []facetValue
	for _, b := range res.Facets[name] {
		if len(out) == n {
			break
		}
		out = append(out, s.facetValue(address{"/search", q}, name, b, false))
	}
	return out
}

func (s *Server) homeSources(r *http.Request, p *homePage) error {
	all, err := s.cfg.Sources(r.Context())
	if err != nil {
		return fmt.Errorf("sources: %w", err)
	}
	sp := s.sourcesPage(all)
	p.Sources, p.Working, p.Waiting = sp.Total, sp.Working, sp.Waiting
	for _, h := range all {
		if h.Source.Enabled {
			p.Enabled++
		}
		if h.LastOK.After(p.NewestOK) {
			p.NewestOK = h.LastOK
		}
	}
	if sp.Needing > 0 {
		rows := sp.Groups[0].Rows
		p.Attention = rows[:min(len(rows), homeAttention)]
		p.MoreNeed = len(rows) - len(p.Attention)
	}
	return nil
}
