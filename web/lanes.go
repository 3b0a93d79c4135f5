package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

const (
	maxLanes  = 3  // timelines side by side
	laneShown = 12 // stories of a lane
	laneBars  = 20
)

// laneView is one of several timelines side by side.
type laneView struct {
	Text, Label  string
	Total, Items int
	Whole        bool
	Chart        storyChart
	Href         string // the lane as a timeline of its own
	Off          string // the timeline without it
	More         bool   // not all of its stories are shown
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

// fillLanes shows two or three timelines side by side, on common days.
func (s *Server) fillLanes(ctx context.Context, p *timelinePage, a timelineAddress) error {
	gathered := make([]gathered, len(a.lanes))
	from, to := a.q.From, a.q.To
	for i, lane := range a.lanes {
		q, err := inLane(a.q, lane)
		if err != nil {
			return err
		}
		q.Cursor, q.Size = "", laneShown
		if gathered[i], err = s.gather(ctx, q, nil); err != nil {
			return err
		}
		for _, g := range gathered[i].Stories {
			if a.q.From == "" && g.Event.Value != "" && (from == "" || g.Event.Value < from) {
				from = g.Event.Value
			}
			if a.q.To == "" && g.Event.Value != "" {
				to = max(to, lastDay(g.Event))
			}
		}
	}
	unite(gathered)
	p.Whole = true
	var days []storyGroup
	for i, lane := range a.lanes {
		g := gathered[i]
		v := laneView{Text: lane, Label: s.laneLabel(lane), Total: g.Total, Items: g.Items, Whole: g.Whole, More: g.Next != ""}
		alone, err := inLane(a.q, lane)
		if err != nil {
			return err
		}
		v.Href = link("/timeline", withoutCursor(alone))
		others := slices.Delete(slices.Clone(a.lanes), i, i+1)
		v.Off = timelineAddress{a.address, others}.with(func(*demarche.Query) {})
		if g.Whole { // all charts over the same days, so that they can be compared
			v.Chart, err = s.storyChart(ctx, fmt.Sprintf("lane%d", i), a, zoomOf(g.Stories, from, to, a.q.Interval, laneBars))
			if err != nil {
				return err
			}
		}
		p.Lanes = append(p.Lanes, v)
		p.Total, p.Items = p.Total+g.Total, p.Items+g.Items
		days = append(days, g.Page...)
	}
	sortStories(days, a.q.Sort)
	p.Rows = s.laneRows(days, gathered, p.Lanes)
	return nil
}

// unite gives a story that stands in several lanes one headline in all,
// though other reports of it match in each.
func unite(lanes []gathered) {
	all := map[string]*storyGroup{}
	for _, lane := range lanes {
		for _, g := range lane.Stories {
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
		u.settle(demarche.ClockEvent)
	}
	for _, lane := range lanes {
		for _, list := range [][]storyGroup{lane.Stories, lane.Page} {
			for i := range list {
				if u := all[list[i].ID]; u != nil {
					list[i].Title = u.Title
				}
			}
		}
	}
}

// laneRows are the days that any lane has a story on, with a cell a lane.
func (s *Server) laneRows(all []storyGroup, lanes []gathered, views []laneView) []laneRow {
	var rows []laneRow
	for _, d := range s.storyDays(all) {
		row := laneRow{storyDay: d}
		for i, lane := range lanes {
			c := laneCell{Label: views[i].Label}
			for _, g := range lane.Page {
				if g.Event.Value == d.Date && g.Event.Until == d.Until && g.Event.Precision == d.Precision {
					c.Stories = append(c.Stories, s.storyRow(g))
				}
			}
			row.Cells = append(row.Cells, c)
		}
		rows = append(rows, row)
	}
	return rows
}
