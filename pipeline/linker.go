package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche"
)

// Linker ties single texts to parties of the lists, outside of the pipeline.
type Linker struct {
	names *gazetteer
}

// NewLinker reads the names of all lists held.
func NewLinker(ctx context.Context, store Listing) (*Linker, error) {
	g, err := readGazetteer(ctx, store, "")
	if err != nil {
		return nil, fmt.Errorf("pipeline: read the names of the lists: %w", err)
	}
	return &Linker{g}, nil
}

// Link gives mentions the party they most likely mean, and adds those names of
// the lists that the extractor did not see.
func (l *Linker) Link(text string, f *demarche.Facts) {
	links := linkListed(l.names, text, *f)
	for i := range links {
		link := &links[i]
		if link.Mention < 0 {
			m := *link.Span
			m.Entity, m.Link = link.Entity, link
			link.Span = nil
			f.Mentions = append(f.Mentions, m)
			continue
		}
		if m := &f.Mentions[link.Mention]; m.Link == nil || link.Confidence > m.Link.Confidence {
			m.Entity, m.Link = link.Entity, link
		}
	}
	slices.SortStableFunc(f.Mentions, func(a, b demarche.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for i := range f.Mentions { // the order has changed
		if link := f.Mentions[i].Link; link != nil {
			link.Mention = i
		}
	}
}
