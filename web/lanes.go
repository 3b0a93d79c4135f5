package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

const (
	maxLanes = 3 // timelines side by side
	laneBars = 20
)

// laneView is one of several timelines side by side.
type laneView struct {
	Text, Label  string
	Total, Items int
	Whole        bool
	Chart        storyChart
	Href         string // the lane as a timeline of its own
	Off          string // the timeline without it
}

// laneRow is one day with a cell for each lane.
type laneRow struct {
	storyDay
	Cells []laneCell
}

// laneCell are the stories of one lane on one day.
type laneCell struct {
	Label   string
	Stories []storyRow
}

// readLanes reads the lanes of a timeline: queries of their own, each once.
func readLanes(v map[string][]string) ([]string, error) {
	var lanes []string
	for _, l := range v["lane"] {
		l = strings.TrimSpace(l)
		if l == "" || slices.Contains(lanes, l) {
			continue
		}
		if _, err := demarche.ParseExpr(l); err != nil {
			return nil, fmt.Errorf("lane %q: %w: %w", shorten(l, 60), err, demarche.ErrInvalid)
		}
		lanes = append(lanes, l)
	}
	if len(lanes) > maxLanes {
		return nil, fmt.Errorf("a timeline has at most %d lanes, not %d: %w", maxLanes, len(lanes), demarche.ErrInvalid)
	}
	return lanes, nil
}

// inLane is a timeline's query narrowed to a lane.
func inLane(q demarche.Query, lane string) (demarche.Query, error) {
	text := lane
	if q.Text != "" {
		text = "(" + lane + ") (" + q.Text + ")"
	}
	expr, err := demarche.ParseExpr(text)
	if err != nil {
		return q, fmt.Errorf("lane %q with the query: %w: %w", shorten(lane, 60), err, demarche.ErrInvalid)
	}
	q.Text, q.Expr = text, expr
	return q, nil
}

// laneLabel names a lane: a country by its name, anything else as typed.
func (s *Server) laneLabel(lane string) string {
	if code, ok := strings.CutPrefix(lane, "country:"); ok {
		return s.country(strings.ToUpper(code))
	}
	return lane
}

// compareFields are the hidden fields of the form that adds a lane.
func compareFields(q demarche.Query, lanes []string) []option {
	fields := []option{}
	for name, values := range shortValues("/timeline", withoutCursor(q)) {
		for _, v := range values {
			fields = append(fields, option{Value: v, Label: name})
		}
	}
	slices.SortFunc(fields, func(a, b option) int { return strings.Compare(a.Label, b.Label) })
	for _, l := range lanes {
		fields = append(fields, option{Value: l, Label: "lane"})
	}
	return fields
}

// sideBySide are the timelines of several lanes.
type sideBySide struct {
	Queries []demarche.Query
	Lanes   []gathered
	All     []storyGroup // the stories of all lanes, each once
	Shared  int          // of them, those in more than one lane
	Items   int          // reports of all lanes, each once
	Whole   bool         // every lane's stories are counted
}

// gatherLanes finds the stories of each lane.
func (s *Server) gatherLanes(ctx context.Context, q demarche.Query, lanes []string) (sideBySide, error) {
	side := sideBySide{Queries: make([]demarche.Query, len(lanes)), Lanes: make([]gathered, len(lanes)), Whole: true}
	for i, lane := range lanes {
		var err error
		if side.Queries[i], err = inLane(q, lane); err != nil {
			return side, err
		}
		if side.Lanes[i], err = s.gather(ctx, side.Queries[i], nil); err != nil {
			return side, err
		}
		side.Whole = side.Whole && side.Lanes[i].Whole
	}
	side.unite(q.Clock)
	in := map[string]int{}
	items := map[string]bool{}
	for _, g := range side.Lanes {
		for _, story := range g.Stories {
			if in[story.ID]++; in[story.ID] == 1 {
				side.All = append(side.All, story)
			} else if in[story.ID] == 2 {
				side.Shared++
			}
			for _, h := range story.Hits {
				items[h.ID] = true
			}
		}
	}
	if side.Items = len(items); side.Whole {
		return side, nil
	}
	var err error
	side.Items, err = s.countInAny(ctx, q, lanes)
	return side, err
}

// countInAny counts the reports that stand in at least one lane.
func (s *Server) countInAny(ctx context.Context, q demarche.Query, lanes []string) (int, error) {
	q, err := inLane(q, "("+strings.Join(lanes, ") OR (")+")")
	if err != nil {
		return 0, err
	}
	q.Cursor, q.Size, q.Facets, q.Interval, q.Plain = "", 1, nil, "", true
	res, err := s.cfg.Search(ctx, q)
	return res.Total, err
}

// unite gives a story that stands in several lanes one headline and one date in
// all, though other reports of it match in each.
func (side *sideBySide) unite(clock demarche.Clock) {
	all := map[string]*storyGroup{}
	for _, lane := range side.Lanes {
		for _, g := range append(lane.around, lane.Page...) {
			u := all[g.ID]
			if u == nil {
				u = &storyGroup{ID: g.ID}
				all[g.ID] = u
			}
			for _, h := range g.Hits {
				if !slices.ContainsFunc(u.Hits, func(o demarche.Hit) bool { return o.ID == h.ID }) {
					u.Hits = append(u.Hits, h)
				}
			}
		}
	}
	for _, u := range all {
		u.settle(clock)
	}
	for i := range side.Lanes {
		lane := &side.Lanes[i]
		for _, list := range [][]storyGroup{lane.around, lane.Page} {
			for j := range list {
				u := all[list[j].ID]
				list[j].Title, list[j].Event, list[j].Ahead = u.Title, u.Event, u.Ahead
			}
		}
		if lane.Whole {
			lane.choose(side.Queries[i])
		}
	}
}

// span is the period that the charts of all lanes show: what the query asks for,
// else from the first to the last story of any.
func (side sideBySide) span(q demarche.Query) (from, to string) {
	from, to = q.From, q.To
	for _, g := range side.All {
		if q.From == "" && g.Event.Value != "" && (from == "" || g.Event.Value < from) {
			from = g.Event.Value
		}
		if q.To == "" && g.Event.Value != "" {
			to = max(to, lastDay(g.Event))
		}
	}
	return from, to
}

// fillLanes shows two or three timelines side by side, on common days and with
// charts of one scale.
func (s *Server) fillLanes(ctx context.Context, p *timelinePage, a timelineAddress) error {
	side, err := s.gatherLanes(ctx, a.q, a.lanes)
	if err != nil {
		return err
	}
	p.Whole, p.Total, p.Items, p.Shared = side.Whole, len(side.All), side.Items, side.Shared
	from, to := side.span(a.q)
	zooms, top := make([]zoom, len(a.lanes)), 0
	for i, g := range side.Lanes {
		zooms[i] = zoomOf(g.Stories, from, to, a.q.Interval, laneBars)
		top = max(top, zooms[i].top())
	}
	for i, lane := range a.lanes {
		g := side.Lanes[i]
		v := laneView{Text: lane, Label: s.laneLabel(lane), Total: g.Total, Items: g.Items, Whole: g.Whole}
		v.Href = link("/timeline", withoutCursor(side.Queries[i]))
		others := slices.Delete(slices.Clone(a.lanes), i, i+1)
		v.Off = timelineAddress{a.address, others, a.full}.with(func(*demarche.Query) {})
		if side.Whole && p.First {
			if v.Chart, err = s.storyChart(ctx, fmt.Sprintf("lane%d", i), a, zooms[i], top); err != nil {
				return err
			}
		}
		p.Lanes = append(p.Lanes, v)
	}
	page, next := pageOf(side.All, a.q)
	p.Rows = s.laneRows(page, side.Lanes, p.Lanes)
	if p.Full {
		for _, row := range p.Rows {
			for _, c := range row.Cells {
				if err := s.tellAll(ctx, c.Stories); err != nil {
					return err
				}
			}
		}
	}
	p.pages(a, next)
	if !side.Whole { // a page of reports of each, which end on different days
		p.Next, p.Back = "", ""
	}
	return nil
}

// laneRows are the days of a page of stories, with a cell a lane.
func (s *Server) laneRows(page []storyGroup, lanes []gathered, views []laneView) []laneRow {
	var rows []laneRow
	for _, d := range s.storyDays(page) {
		row := laneRow{storyDay: d}
		for i, lane := range lanes {
			c := laneCell{Label: views[i].Label}
			for _, story := range d.Stories {
				if j := slices.IndexFunc(lane.Stories, func(g storyGroup) bool { return g.ID == story.ID }); j >= 0 {
					c.Stories = append(c.Stories, s.storyRow(lane.Stories[j]))
				}
			}
			row.Cells = append(row.Cells, c)
		}
		rows = append(rows, row)
	}
	return rows
}
