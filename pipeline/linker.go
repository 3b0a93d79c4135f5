package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche"
)

// Linker ties single texts to parties of the lists, outside of the steps.
type Linker struct {
	names func(context.Context) (*gazetteer, error)
}

// NewLinker reads the names of all lists held, once. A nil stoplist is the
// built-in one.
func NewLinker(ctx context.Context, store Listing, stop []string) (*Linker, error) {
	g, err := readGazetteer(ctx, store, "", stop)
	if err != nil {
		return nil, fmt.Errorf("pipeline: read the names of the lists: %w", err)
	}
	return &Linker{func(context.Context) (*gazetteer, error) { return g, nil }}, nil
}

// Linker links with the names that the link step uses, which follow the lists.
func (p *Pipeline) Linker() *Linker { return &Linker{p.known} }

// Link gives mentions the party they most likely mean, and adds those names of
// the lists that the extractor did not see. The year is that of the text's
// publication, 0 when that is unknown.
func (l *Linker) Link(ctx context.Context, text string, year int, f *demarche.Facts) error {
	g, err := l.names(ctx)
	if err != nil {
		return err
	}
	links := linkListed(g, text, year, *f)
	var added []demarche.Mention
	for i := range links {
		link := &links[i]
		if link.Mention < 0 {
			added = append(added, *link.Span)
			m := &added[len(added)-1]
			m.Entity, m.Link = link.Entity, link
			link.Span = nil
			continue
		}
		if m := &f.Mentions[link.Mention]; m.Link == nil || link.Confidence > m.Link.Confidence {
			m.Entity, m.Link = link.Entity, link
		}
	}
	f.Mentions = placeAll(f.Mentions, added)
	slices.SortStableFunc(f.Mentions, func(a, b demarche.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for i := range f.Mentions { // the order has changed
		if link := f.Mentions[i].Link; link != nil {
			link.Mention = i
		}
	}
	return nil
}

// placeAll adds names to mentions. A name that several parties have comes once, with
// the likeliest, and one that lies inside another gives way: names never overlap.
func placeAll(mentions, added []demarche.Mention) []demarche.Mention {
	for i, m := range added {
		overlaps := func(o demarche.Mention) bool { return o.Kind.IsName() && o.Start < m.End && o.End > m.Start }
		if slices.ContainsFunc(added[:i], overlaps) {
			continue
		}
		mentions = append(slices.DeleteFunc(mentions, overlaps), m)
	}
	return mentions
}
