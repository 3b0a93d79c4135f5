package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"demarche"
	"demarche/story"
)

// stories is the story step: a grouper that remembers the newest items. It reads
// them from the store when it is first asked, so that starting stays quick.
type stories struct {
	store   storyStore
	now     func() time.Time
	grouper *story.Grouper      // nil until it has been filled
	record  demarche.MendRecord // of the newest mend
}

// storyStore is what the story step needs of the store.
type storyStore interface {
	StoryFeatures(ctx context.Context, limit int, visit func(item, story string, features []byte) error) error
	Mends(ctx context.Context, limit int) ([]demarche.MendRecord, error)
	SaveMend(ctx context.Context, rec demarche.MendRecord) error
}

func newStories(s storyStore, now func() time.Time) *stories { return &stories{store: s, now: now} }

// assign gives the story of each item and of every other item that moved, each once.
func (s *stories) assign(ctx context.Context, items []demarche.ItemView) ([]demarche.StoryAssignment, error) {
	if s.grouper == nil {
		if err := s.fill(ctx); err != nil {
			return nil, fmt.Errorf("remember earlier stories: %w", err)
		}
	}
	var out []demarche.StoryAssignment
	at := map[string]int{}
	for _, v := range items {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f := story.FeaturesOf(viewItem(v))
		data, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("features of item %s: %w", v.Item.ID, err)
		}
		for _, a := range s.grouper.AddFeatures(v.Item.ID, f) {
			if a.Item == v.Item.ID {
				a.Features = data
			}
			if i, ok := at[a.Item]; ok {
				if a.Features == nil {
					a.Features = out[i].Features
				}
				out[i] = a
				continue
			}
			at[a.Item] = len(out)
			out = append(out, a)
		}
	}
	return out, nil
}

// fill makes the grouper and loads the newest items into it.
func (s *stories) fill(ctx context.Context) error {
	g := story.New(story.Config{})
	err := s.store.StoryFeatures(ctx, story.DefaultLimit, func(item, id string, data []byte) error {
		var f story.Features
		if err := json.Unmarshal(data, &f); err != nil {
			return fmt.Errorf("features of item %s: %w", item, err)
		}
		g.Load(item, id, f)
		return nil
	})
	if err == nil {
		s.grouper = g
	}
	return err
}

// viewItem is what grouping needs to know of a stored item.
func viewItem(v demarche.ItemView) story.Item {
	title, text := v.Item.Title, v.Item.Summary
	if len(v.Revisions) > 0 {
		title, text = v.Revisions[0].Title, v.Revisions[0].Text
	}
	it := storyItem(title, text, v.Item.Published.Time, v.Facts, publisher(v.Source))
	it.ID = v.Item.ID
	if v.Source.Kind.Official() {
		it.Publisher = v.Item.Source
	}
	for _, l := range v.Links {
		if l.Status != demarche.LinkPossible {
			it.Linked = append(it.Linked, l.Entity)
		}
	}
	if it.Acts, it.Issue = entryActs(v); it.Issue == "" {
		it.Acts = reportActs(v, publisher(v.Source))
	}
	return it
}

// storyItem is what grouping needs to know of a text and the facts in it.
// publisher is the code of the authority that publishes it, "" for the press.
func storyItem(title, text string, published time.Time, f demarche.Facts, publisher string) story.Item {
	it := story.Item{Title: title, Text: text, Published: published, Event: f.Event, Actor: actor(f, publisher), With: parties(f), Lang: f.Lang}
	if it.Actor == "" {
		it.Actor = cmp.Or(packageActor(title, text), leadActor(text, f))
	}
	it.Several = letterOf(text, f)
	for _, c := range f.Countries {
		it.Countries = append(it.Countries, c.Code)
	}
	for _, a := range f.Actions {
		if a.Main {
			it.Actions = append(it.Actions, string(a.Kind))
		} else {
			it.Also = append(it.Also, string(a.Kind))
		}
	}
	for _, m := range f.Mentions {
		switch {
		case m.Kind == demarche.MentionAmount && m.Value != "":
			it.Amounts = append(it.Amounts, m.Value+" "+m.Currency)
		case m.Kind.IsName() && m.Kind != demarche.MentionCountry && m.Name != "":
			it.Entities = append(it.Entities, m.Name)
		}
	}
	return it
}
