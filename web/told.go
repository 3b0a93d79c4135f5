package web

import (
	"context"
	"slices"

	"demarche"
)

// storyTold is what the reports of a story say: its sums with who gives them, and
// all its sources.
type storyTold struct {
	Lead    string // the first sentence of the report that the headline is of
	Lang    string
	Sums    []ledgerRow
	More    int // sums beyond those shown
	Sources []demarche.Hit
}

// toldSums is how many sums a story shows in a timeline.
const toldSums = 6

// tellAll fills in what the reports of stories say.
func (s *Server) tellAll(ctx context.Context, rows []storyRow) error {
	var ids []string
	for _, row := range rows {
		for _, h := range row.Hits {
			ids = append(ids, h.ID)
		}
	}
	views, err := s.cfg.Items(ctx, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].Told = told(rows[i].storyGroup, views)
	}
	return nil
}

func told(g storyGroup, views map[string]demarche.ItemView) *storyTold {
	t := &storyTold{Sources: g.Hits}
	best := max(0, slices.IndexFunc(g.Hits, func(h demarche.Hit) bool { return h.Headline() == g.Title }))
	t.Lead, t.Lang = newStoryItem(views[g.Hits[best].ID]).Lead, g.Hits[best].Lang
	var figures []demarche.Figure
	for _, h := range g.Hits {
		for _, f := range demarche.Figures(views[h.ID]) {
			f.Story = g.ID
			figures = append(figures, f)
		}
	}
	entries := demarche.NewLedger(figures, nil)
	t.More = max(0, len(entries)-toldSums)
	for _, e := range entries[:len(entries)-t.More] {
		t.Sums = append(t.Sums, newLedgerRow(e))
	}
	return t
}
