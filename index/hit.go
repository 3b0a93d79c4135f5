package index

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"demarche"
)

// maxHitAmounts bounds the sums a hit lists.
const maxHitAmounts = 20

// hits reads what was found from the store, in order. An item that the store
// does not hold is left out and counted.
func (s *Searcher) hits(ctx context.Context, q *demarche.Query, found *Found, entities map[string][]string, r *demarche.Results) error {
	if len(found.IDs) == 0 {
		return nil
	}
	ids := make([]string, len(found.IDs))
	for i, f := range found.IDs {
		ids[i] = f.ID
	}
	views, err := s.cfg.Store.Items(ctx, ids)
	if err != nil {
		return fmt.Errorf("reading the items found: %w", err)
	}
	names, err := s.linkedNames(ctx, views)
	if err != nil {
		return err
	}
	marker := NewHighlighter(q.Expr, found.Spellings)
	for _, names := range entities {
		marker.AddNames(names)
	}
	held := slices.DeleteFunc(slices.Clone(found.IDs), func(f FoundID) bool {
		_, ok := views[f.ID]
		if !ok {
			s.missing.Add(1)
			s.cfg.Log.Warn("an item in the index is not in the store; it is left out", "item", f.ID)
		}
		return !ok
	})
	r.Hits = make([]demarche.Hit, len(held))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(held); i += workers {
				v := views[held[i].ID]
				h := newHit(&v, names)
				h.Score = held[i].Score
				if !q.Plain {
					markHit(&h, &v, marker)
				}
				r.Hits[i] = h
			}
		})
	}
	wg.Wait()
	return nil
}

// markHit shows in a hit's title and in a passage of its text what was looked for.
func markHit(h *demarche.Hit, v *demarche.ItemView, marker *Highlighter) {
	if m := marker.Mark(h.Headline(), h.Lang); strings.Contains(m, "<mark>") {
		h.Marked = m
	}
	quote(h, v, marker)
}

// linkedNames reads the names of the entities that items are linked to.
func (s *Searcher) linkedNames(ctx context.Context, views map[string]demarche.ItemView) (map[string]demarche.Entity, error) {
	var ids []string
	for _, v := range views {
		for _, l := range v.Links {
			ids = append(ids, l.Entity)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	slices.Sort(ids)
	names, err := s.cfg.Store.Entities(ctx, slices.Compact(ids))
	if err != nil {
		return nil, fmt.Errorf("reading the names of entities: %w", err)
	}
	return names, nil
}

// newHit is the facts of an item, without its text.
func newHit(v *demarche.ItemView, names map[string]demarche.Entity) demarche.Hit {
	it := &v.Item
	h := demarche.Hit{ID: it.ID, Title: it.Title, URL: it.URL, Source: it.Source, SourceName: v.Source.Name, Kind: v.Source.Kind,
		Published: publishedText(it.Published), FirstSeen: it.FirstSeen, Event: v.Facts.Event, Lang: v.Facts.Lang, Story: v.Story,
		Gone: it.Gone, Demo: v.Source.Demo, Entry: v.IsEntry(), Actions: []demarche.ActionKind{}, Countries: []string{}, Amounts: []demarche.HitAmount{}, Entities: []demarche.HitEntity{}}
	if h.SourceName == "" {
		h.SourceName = it.Source
	}
	if len(v.Revisions) > 0 {
		if rev := v.Revisions[0]; rev.Title != "" {
			h.Title = rev.Title
		}
		if n := v.Revisions[0].N; n > 1 {
			h.Revisions = n
		}
	}
	h.Opening = v.Opening()
	for _, main := range []bool{true, false} {
		for _, a := range v.Facts.Actions {
			if a.Main == main && !slices.Contains(h.Actions, a.Kind) {
				h.Actions = append(h.Actions, a.Kind)
			}
		}
	}
	for _, c := range v.Facts.Countries {
		h.Countries = append(h.Countries, c.Code)
	}
	h.Entities = append(h.Entities, hitEntities(v, names)...)
	for _, m := range v.Facts.Mentions {
		if m.Kind == demarche.MentionAmount && m.Value != "" && len(h.Amounts) < maxHitAmounts {
			h.Amounts = append(h.Amounts, demarche.HitAmount{Text: m.Text, Value: m.Value, Max: m.Max, Currency: m.Currency, USD: m.USD, Role: m.Role})
		}
	}
	return h
}

// hitEntities lists each linked entity once, with its surest link.
func hitEntities(v *demarche.ItemView, names map[string]demarche.Entity) []demarche.HitEntity {
	var out []demarche.HitEntity
	for _, l := range v.Links {
		i := slices.IndexFunc(out, func(e demarche.HitEntity) bool { return e.ID == l.Entity })
		if i < 0 {
			name := names[l.Entity].Name
			if name == "" && l.Mention >= 0 && l.Mention < len(v.Facts.Mentions) {
				name = v.Facts.Mentions[l.Mention].Text
			}
			out = append(out, demarche.HitEntity{ID: l.Entity, Name: name, Status: l.Status, Confidence: l.Confidence})
		} else if l.Confidence > out[i].Confidence {
			out[i].Status, out[i].Confidence = l.Status, l.Confidence
		}
	}
	return out
}

// quote adds the passages of an item's text that a hit shows, where its source
// allows that.
func quote(h *demarche.Hit, v *demarche.ItemView, marker *Highlighter) {
	if v.Source.Republish == demarche.RepublishNone || len(v.Revisions) == 0 {
		return
	}
	text := v.Revisions[0].Text
	h.Snippet = marker.Snippet(text, h.Lang)
	if start, end := Sentence(text, 0); end > start {
		h.Lead = strings.TrimSpace(text[start:end])
	}
	n := 0
	at := byteOffsets(text, v.Facts.Mentions)
	for i, m := range v.Facts.Mentions {
		if m.Kind != demarche.MentionAmount || m.Value == "" || n >= len(h.Amounts) {
			continue
		}
		if at[i] >= 0 {
			start, end := Sentence(text, at[i])
			h.Amounts[n].Sentence = strings.TrimSpace(text[start:end])
		}
		n++
	}
}

// byteOffsets gives the byte offset of each mention's start, -1 for one beyond
// the text. Mentions are sorted by start.
func byteOffsets(text string, mentions []demarche.Mention) []int {
	out := make([]int, len(mentions))
	at, runes := 0, 0
	for i, m := range mentions {
		if m.Start < runes {
			at, runes = 0, 0
		}
		for runes < m.Start && at < len(text) {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			runes++
		}
		out[i] = at
		if runes < m.Start {
			out[i] = -1
		}
	}
	return out
}

// publishedText is an instant in UTC, or the publisher's civil day when it gave no time.
func publishedText(p demarche.Published) string {
	switch {
	case p.Time.IsZero():
		return ""
	case p.DayOnly:
		return p.Day()
	}
	return p.Time.UTC().Format(time.RFC3339)
}
