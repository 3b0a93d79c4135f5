package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"demarche"
	"demarche/lists"
)

const (
	seekWindow = 1000        // texts looked through at once
	seekOwn    = 5000        // up to so many changed entries have a trie of their own
	seekSettle = time.Second // an update of a list writes for a while: its entries are looked for together
)

// search is one walk over all old texts, for those that name parties whose entries
// changed. What it has found so far is in the link step's todo; where it stands is
// not kept: after a crash it begins anew.
type search struct {
	notes   []demarche.Renamed
	names   *lists.Trie
	numbers map[string]bool
	at      int64 // seq
	upto    int64
	found   int
	begun   time.Time
}

// seek looks through one window of old texts and asks the link step to look at
// those again that name somebody whose entry changed.
func (p *Pipeline) seek(ctx context.Context, forGood bool) (bool, error) {
	if p.steps[1].refused != nil {
		return false, nil
	}
	if p.search == nil {
		if err := p.beginSearch(ctx, forGood); err != nil || p.search == nil {
			return false, err
		}
	}
	s := p.search
	texts, err := p.cfg.Store.TextsAfter(ctx, s.at, s.upto, seekWindow)
	if err != nil {
		return false, err
	}
	hits := make([]bool, len(texts))
	parallel(len(texts), func(i int) { hits[i] = s.has(texts[i].Text) })
	var items []string
	for i, t := range texts {
		s.at = t.Seq
		if hits[i] {
			items = append(items, t.Item)
		}
	}
	s.found += len(items)
	if len(items) > 0 {
		if err := p.cfg.Store.Relink(ctx, nil, items); err != nil {
			return false, err
		}
	}
	if len(texts) == seekWindow {
		return true, nil
	}
	p.search = nil
	p.cfg.Log.Info("lists changed: items that name the parties are linked again", "entries", len(s.notes), "items", s.found, "took", p.cfg.Now().Sub(s.begun))
	return true, p.cfg.Store.DropRenamed(ctx, s.notes)
}

// beginSearch starts a walk if entries changed. The items known to name them, or
// tied to them, are asked for at once.
func (p *Pipeline) beginSearch(ctx context.Context, forGood bool) error {
	if err := p.heedStoplist(ctx); err != nil {
		return err
	}
	notes, err := p.cfg.Store.Renamed(ctx)
	if err != nil || len(notes) == 0 {
		return err
	}
	if p.steps[1].state.Cursor == 0 { // nothing has been linked: nothing is linked again
		return p.cfg.Store.DropRenamed(ctx, notes)
	}
	newest := slices.MaxFunc(notes, func(a, b demarche.Renamed) int { return int(a.At - b.At) })
	if age := p.cfg.Now().Sub(time.UnixMilli(newest.At)); forGood && age >= 0 && age < seekSettle {
		time.AfterFunc(seekSettle-age, p.Wake)
		return nil
	}
	g, err := p.known(ctx) // from now on new items are linked to the new entries
	if err != nil {
		return err
	}
	s := &search{notes: notes, names: g.trie, upto: p.steps[1].state.Cursor, begun: p.cfg.Now()}
	var ids []string
	for _, n := range notes {
		ids = append(ids, n.Entity)
	}
	if err := p.cfg.Store.Relink(ctx, ids, nil); err != nil {
		return err
	}
	if err := s.read(ctx, p.cfg.Store, ids); err != nil {
		return fmt.Errorf("pipeline: read the names of %d entries that changed: %w", len(ids), err)
	}
	p.search = s
	return nil
}

// read gathers the names and numbers of entries.
func (s *search) read(ctx context.Context, store Listing, ids []string) error {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	s.numbers = map[string]bool{}
	var entities []demarche.Entity
	err := store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		if !wanted[e.Entity.ID] {
			return nil
		}
		for _, n := range e.Entity.Identifiers {
			if key := longestRun(n.Value); key != "" {
				s.numbers[key] = true
			}
		}
		if len(ids) <= seekOwn {
			entities = append(entities, demarche.Entity{ID: e.Entity.ID, Name: e.Entity.Name, Schema: e.Entity.Schema, Aliases: e.Entity.Aliases})
		}
		return nil
	})
	if err == nil && len(ids) <= seekOwn {
		s.names = lists.NewTrie(entities, []string{})
	}
	return err
}

// has says whether a text names one of the parties, or has a number of theirs.
func (s *search) has(text string) bool {
	if len(s.names.Find(text)) > 0 {
		return true
	}
	if len(s.numbers) == 0 {
		return false
	}
	for run := range strings.FieldsFuncSeq(text, noNumber) {
		if len(run) >= numberLength && strings.ContainsAny(run, "0123456789") && s.numbers[strings.ToUpper(run)] {
			return true
		}
	}
	return false
}

const numberLength = 5 // shorter ones identify nobody

func noNumber(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// longestRun is the longest part of a number without signs between, by which it is
// looked for; "" when it is too short.
func longestRun(number string) string {
	best := ""
	for run := range strings.FieldsFuncSeq(number, noNumber) {
		if len(run) > len(best) {
			best = run
		}
	}
	if len(best) < numberLength || !strings.ContainsAny(best, "0123456789") {
		return ""
	}
	return strings.ToUpper(best)
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
