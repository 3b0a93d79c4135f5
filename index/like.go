package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// How many of the things that items have in common are told.
const (
	toldBy     = 16 // of the item that others are like
	toldShared = 8  // of each of these
)

// example is an item that others are like.
type example struct {
	view    demarche.ItemView
	title   string
	text    string // title and text
	telling []Telling
	labels  []string // of telling, for people; "" for what another label says
}

// marking is a query with all that tells the item, so that it is marked in what
// is found.
func (e *example) marking(n demarche.Node) demarche.Node {
	var or demarche.Or
	for _, t := range e.telling {
		switch t.Kind {
		case TellingWord:
			or = append(or, demarche.Term{Text: t.Value})
		case TellingName, TellingIdentifier, TellingTag:
			or = append(or, demarche.Phrase{Text: t.Value})
		case TellingSum:
			for _, text := range e.sumTexts(t.Value) {
				or = append(or, demarche.Phrase{Text: text})
			}
		}
	}
	if n == nil {
		return or
	}
	return demarche.And{n, or}
}

// sumTexts are the ways in which the item writes a sum.
func (e *example) sumTexts(value string) []string {
	var out []string
	for _, m := range e.view.Facts.Mentions {
		if m.Kind == demarche.MentionAmount && m.Value+" "+m.Currency == value && !slices.Contains(out, m.Text) {
			out = append(out, m.Text)
		}
	}
	return out
}

// explain tells what was looked for, and for each hit what it has in common with
// the item.
func (s *Searcher) explain(ctx context.Context, e *example, found *Found, r *demarche.Results) error {
	if err := s.labelTelling(ctx, e); err != nil {
		return err
	}
	all := make([]int, len(e.telling))
	for i := range all {
		all[i] = i
	}
	r.Like = &demarche.Likeness{ID: e.view.Item.ID, Title: e.title, Story: e.view.Story, By: e.told(all, toldBy), Copies: found.Copies}
	shared := map[string][]int{}
	for _, f := range found.IDs {
		shared[f.ID] = f.Shared
	}
	for i := range r.Hits {
		r.Hits[i].Shared = e.told(shared[r.Hits[i].ID], toldShared)
	}
	return nil
}

// labelTelling writes what tells the item for people.
func (s *Searcher) labelTelling(ctx context.Context, e *example) error {
	var ids []string
	for _, t := range e.telling {
		if t.Kind == TellingEntity {
			ids = append(ids, t.Value)
		}
	}
	names := map[string]demarche.Entity{}
	if len(ids) > 0 {
		var err error
		if names, err = s.cfg.Store.Entities(ctx, ids); err != nil {
			return fmt.Errorf("reading the names of entities: %w", err)
		}
	}
	e.labels = make([]string, len(e.telling))
	for i, t := range e.telling {
		label := t.Value
		switch t.Kind {
		case TellingEntity:
			label = names[t.Value].Name
		case TellingCountry:
			if s.cfg.CountryName != nil {
				label = s.cfg.CountryName(t.Value)
			}
		case TellingSum:
			if texts := e.sumTexts(t.Value); len(texts) > 0 {
				label = texts[0]
			}
		case TellingIdentifier:
			if _, bare, ok := strings.Cut(t.Value, ":"); ok {
				label = bare
			}
		}
		e.labels[i] = label
	}
	return nil
}

// told gives the labels of some of what tells the item, without those whose
// words another says.
func (e *example) told(which []int, most int) []string {
	said := func(i int) bool {
		words := " " + FoldName(e.labels[i]) + " "
		return slices.ContainsFunc(which, func(k int) bool {
			other := " " + FoldName(e.labels[k]) + " "
			return k != i && strings.Contains(other, words) && (len(other) > len(words) || k < i)
		})
	}
	out := []string{}
	for _, i := range which {
		if e.labels[i] != "" && !said(i) {
			out = append(out, e.labels[i])
		}
	}
	out = e.joined(out)
	return out[:min(len(out), most)]
}

// joined puts together the pairs of characters that overlap in the item: in
// scripts written without spaces these are what is looked up.
func (e *example) joined(labels []string) []string {
	for i := 0; i < len(labels); i++ {
		for k := i + 1; k < len(labels); k++ {
			a, b := []rune(labels[i]), []rune(labels[k])
			if len(a) < 2 || !IsPair(labels[k]) || !IsPair(string(a[len(a)-2:])) {
				continue
			}
			longer := ""
			switch {
			case a[len(a)-1] == b[0]:
				longer = labels[i] + string(b[1])
			case b[1] == a[0]:
				longer = string(b[0]) + labels[i]
			}
			if longer != "" && strings.Contains(e.text, longer) {
				labels[i], labels = longer, slices.Delete(labels, k, k+1)
				k = i // others may overlap with what is longer now
			}
		}
	}
	return labels
}
