package main

import (
	"context"
	"slices"
	"time"

	"demarche"
	"demarche/lists"
	"demarche/match"
)

// entityView is an entity for the pages, with every list that could be read,
// what authorities announced of it and who is named beside it.
func (a *app) entityView(ctx context.Context, id string, items int) (demarche.EntityView, error) {
	v, err := a.store.EntityView(ctx, id, items)
	if err != nil {
		return v, err
	}
	ids := []string{v.Entity.ID}
	for _, m := range v.Members {
		if m.ID != v.Entity.ID {
			ids = append(ids, m.ID)
		}
	}
	for _, step := range []func() error{
		func() (err error) { v.Lists, err = a.allLists(ctx); return },
		func() (err error) { v.Announced, err = a.announced(ctx, demarche.AnnouncedQuery{Entity: ids}); return },
		func() error { return a.quoteAnnounced(ctx, v.Announced) },
		func() (err error) { v.Reports, err = a.entityReports(ctx, ids); return },
		func() (err error) { v.Wallets, err = a.walletReports(ctx, v.Members); return },
		func() error { return a.addSentences(ctx, ids, v.Items) },
	} {
		if err := step(); err != nil {
			return v, err
		}
	}
	return v, nil
}

// announced sets announcements beside the lists of their authorities.
func (a *app) announced(ctx context.Context, q demarche.AnnouncedQuery) ([]demarche.AnnouncedParty, error) {
	list, err := a.store.Announced(ctx, q)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var parties []demarche.Entity
	for _, p := range list {
		parties = append(parties, p.Entity)
	}
	under, err := a.store.Namesakes(ctx, parties)
	if err != nil {
		return nil, err
	}
	var entities []string
	for _, found := range under {
		for _, n := range found {
			entities = append(entities, n.Entity.ID)
		}
	}
	slices.Sort(entities)
	without, err := a.store.ReadWithout(ctx, slices.Compact(entities))
	if err != nil {
		return nil, err
	}
	states, err := a.store.Lists(ctx)
	if err != nil {
		return nil, err
	}
	for i, p := range list {
		var entries []demarche.HeldEntry
		weak := map[string]bool{}
		for _, n := range under[p.Entity.ID] {
			entries = append(entries, n.HeldEntry)
			weak[n.List+" "+n.Entity.ID] = n.Weak
		}
		list[i] = lists.TieAnnouncement(p, states, entries,
			func(e demarche.HeldEntry) bool { return weak[e.List+" "+e.Entity.ID] },
			func(list, entity string) time.Time { return without[[2]string{list, entity}] })
	}
	return list, nil
}

// quoteAnnounced gives each announcement the sentence of its report that names
// the party. It reads the whole reports, so it is asked of what is shown only.
func (a *app) quoteAnnounced(ctx context.Context, list []demarche.AnnouncedParty) error {
	var reports []string
	for _, p := range list {
		reports = append(reports, p.Item)
	}
	views, err := a.store.Items(ctx, reports)
	if err != nil {
		return err
	}
	for i, p := range list {
		list[i].Sentence = designeeSentence(views[p.Item], p.Entity)
	}
	return nil
}

// designeeSentence is the sentence of a report that names somebody as listed.
func designeeSentence(v demarche.ItemView, e demarche.Entity) string {
	if len(v.Revisions) == 0 {
		return ""
	}
	i := slices.IndexFunc(v.Facts.Designees, func(d demarche.Designee) bool {
		return match.Fold(d.Name) == match.Fold(e.Name) || slices.ContainsFunc(e.Aliases, func(a demarche.Alias) bool { return match.Fold(a.Name) == match.Fold(d.Name) })
	})
	if i < 0 {
		return ""
	}
	text := []rune(v.Revisions[0].Text)
	from, to := demarche.SentenceAt(text, v.Facts.Designees[i].Start)
	return string(text[from:to])
}

// together is how many of those named in the same items are told.
const together = 12

// entityReports counts the items tied to an entity and who else they name.
func (a *app) entityReports(ctx context.Context, ids []string) (demarche.EntityReports, error) {
	var out demarche.EntityReports
	res, err := a.searcher.Search(ctx, demarche.Query{Entity: ids, Clock: demarche.ClockPublished, Facets: []string{"country", "entity"}, Interval: demarche.IntervalAuto, Size: 1, Plain: true})
	if err != nil {
		return out, err
	}
	out.Total, out.Histogram = res.Total, res.Histogram
	out.Countries = res.Facets["country"][:min(together, len(res.Facets["country"]))]
	for _, b := range res.Facets["entity"] {
		if !slices.Contains(ids, b.Value) && len(out.Entities) < together {
			out.Entities = append(out.Entities, b)
		}
	}
	return out, nil
}

// walletReports tells where the addresses of a party are written out first.
func (a *app) walletReports(ctx context.Context, members []demarche.Entity) ([]demarche.WalletReports, error) {
	var out []demarche.WalletReports
	for _, m := range members {
		for _, id := range m.Identifiers {
			if id.Scheme != "wallet" || slices.ContainsFunc(out, func(w demarche.WalletReports) bool { return w.Address == id.Value }) {
				continue
			}
			w := demarche.WalletReports{Address: id.Value, Label: id.Label}
			expr, err := demarche.ParseExpr("wallet:" + id.Value)
			if err != nil {
				out = append(out, w) // not an address that a text could hold
				continue
			}
			res, err := a.searcher.Search(ctx, demarche.Query{Expr: expr, Sort: demarche.SortOldest, Size: 1, Plain: true})
			if err != nil {
				return nil, err
			}
			if w.Items = res.Total; len(res.Hits) > 0 {
				w.First = &res.Hits[0]
			}
			out = append(out, w)
		}
	}
	return out, nil
}

// addSentences gives each item the first sentence that names the entity.
func (a *app) addSentences(ctx context.Context, ids []string, items []demarche.EntityItem) error {
	var names []string
	for _, it := range items {
		names = append(names, it.Item.ID)
	}
	views, err := a.store.Items(ctx, names)
	if err != nil {
		return err
	}
	for i := range items {
		v := views[items[i].Item.ID]
		start, end, ok := firstLink(v, ids)
		if !ok || len(v.Revisions) == 0 {
			continue
		}
		text := []rune(v.Revisions[0].Text)
		if end > len(text) {
			continue
		}
		from, to := demarche.SentenceAt(text, start)
		if from > start || to < end { // the name itself holds the end of a sentence
			from, to = min(from, start), max(to, end)
		}
		items[i].Sentence, items[i].Start, items[i].End = string(text[from:to]), start-from, end-from
	}
	return nil
}

// firstLink is the first span of an item's text that is tied to an entity.
func firstLink(v demarche.ItemView, ids []string) (start, end int, ok bool) {
	for _, l := range v.Links {
		if !slices.Contains(ids, l.Entity) {
			continue
		}
		var m demarche.Mention
		switch {
		case l.Span != nil:
			m = *l.Span
		case l.Mention >= 0 && l.Mention < len(v.Facts.Mentions):
			m = v.Facts.Mentions[l.Mention]
		default:
			continue
		}
		if !ok || m.Start < start {
			start, end, ok = m.Start, m.End, true
		}
	}
	return start, end, ok
}
