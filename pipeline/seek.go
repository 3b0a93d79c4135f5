package pipeline

import (
	"context"
	"fmt"
	"slices"

	"demarche"
)

const (
	seekAtOnce  = 50   // parties whose items are looked for together
	seekAllFrom = 2000 // with more names than this, every item is linked again
)

// seek looks for the old items that name parties whose entries changed, and asks
// the link step to look at them again.
func (p *Pipeline) seek(ctx context.Context, forGood bool) (bool, error) {
	link := p.steps[1]
	if link.refused != nil {
		return false, nil
	}
	ids, err := p.cfg.Store.NeedRelink(ctx, seekAllFrom+1)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	all := func() (bool, error) {
		p.cfg.Log.Info("lists changed: all items are linked again", "entries", len(ids))
		return true, p.cfg.Store.Relink(ctx, nil, nil, true)
	}
	if len(ids) > seekAllFrom { // without reading the names of all lists, which takes memory
		return all()
	}
	g, err := p.known(ctx) // from now on new items are linked to the new entries
	if err != nil {
		return false, err
	}
	names := map[string][]string{}
	total := 0
	for _, id := range ids {
		if l := g.parties[id]; l != nil {
			names[id] = l.names[id]
			total += len(l.names[id])
		}
	}
	if total > seekAllFrom || p.cfg.Find == nil {
		return all()
	}
	if p.watch(func() bool { return p.indexed < link.state.Cursor }).done && forGood {
		return false, nil // what is not in the index yet would not be found
	}
	ids = ids[:min(len(ids), seekAtOnce)]
	var items []string
	for _, id := range ids {
		for _, name := range names[id] {
			found, err := p.cfg.Find(ctx, name)
			if err != nil {
				return false, fmt.Errorf("pipeline: look for items that name %s: %w", id, err)
			}
			items = append(items, found...)
		}
	}
	slices.Sort(items)
	return true, p.cfg.Store.Relink(ctx, ids, slices.Compact(items), false)
}

// linkChanges ties an item that stands for a change of a list to its party.
func linkChanges(g *gazetteer, w *work) []demarche.Link {
	var links []demarche.Link
	for _, c := range w.Changes {
		l := g.parties[c.Entity]
		if l == nil {
			continue
		}
		links = append(links, demarche.Link{Mention: -1, Entity: l.id, Confidence: 1, Status: l.status(), Lists: l.current,
			Reasons: []string{"the list's own entry " + c.Entity, l.standing()}})
	}
	return links
}
