package bleve

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// phrase is words next to each other in one field.
type phrase struct{ places []*word }

func (phrase) cost() int { return 2 }

func (p phrase) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, field := range p.places[0].fields {
		b, err := p.in(s, field, among)
		if err != nil {
			return nil, err
		}
		sets = append(sets, b)
	}
	return union(sets), nil
}

// in finds the phrase in one field: first the documents that hold all its
// words, then by their positions.
func (p phrase) in(s *segmentSearch, field string, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	for _, w := range p.places {
		b, err := w.in(s, field)
		if err != nil {
			return nil, err
		}
		if among = within(b, among); among.IsEmpty() {
			return empty, nil
		}
	}
	readers := make([]positions, len(p.places))
	for i, w := range p.places {
		r, err := s.positions(w, field, among)
		if err != nil {
			return nil, err
		}
		readers[i] = r
	}
	out := roaring.New()
	sets := make([][]uint64, len(readers))
	seen := 0
	for it := among.Iterator(); it.HasNext(); {
		doc := it.Next()
		if seen++; seen%256 == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		for i := range readers {
			var err error
			if sets[i], err = readers[i].of(uint64(doc), sets[i][:0]); err != nil {
				return nil, fmt.Errorf("reading positions in %s: %w", field, err)
			}
		}
		if consecutive(sets) {
			out.Add(doc)
		}
	}
	return out, nil
}

// consecutive says whether some position of the first set is followed by one of
// each further set. The sets are sorted.
func consecutive(sets [][]uint64) bool {
	for _, start := range sets[0] {
		found := true
		for i := 1; i < len(sets) && found; i++ {
			_, found = slices.BinarySearch(sets[i], start+uint64(i))
		}
		if found {
			return true
		}
	}
	return false
}

// positions reads where a word stands, document by document in rising order.
type positions struct{ lists []*positionList }

type positionList struct {
	it   segment.PostingsIterator
	next segment.Posting
}

func (s *segmentSearch) positions(w *word, field string, among *roaring.Bitmap) (positions, error) {
	var out positions
	for _, a := range w.alts {
		b, err := s.postings(field, a.term)
		if err != nil {
			return positions{}, err
		}
		if b = roaring.And(s.stemmedIn(b, a.only), among); b.IsEmpty() {
			continue
		}
		list, err := s.list(field, a.term)
		if err != nil {
			return positions{}, err
		}
		it := list.Iterator(true, true, true, nil)
		it.(segment.OptimizablePostingsIterator).ReplaceActual(b)
		l := &positionList{it: it}
		if l.next, err = it.Next(); err != nil {
			return positions{}, fmt.Errorf("reading positions of %q in %s: %w", a.term, field, err)
		}
		out.lists = append(out.lists, l)
	}
	return out, nil
}

// of appends the sorted positions in a document.
func (p positions) of(doc uint64, out []uint64) ([]uint64, error) {
	for _, l := range p.lists {
		if l.next == nil || l.next.Number() != doc {
			continue
		}
		for _, loc := range l.next.Locations() {
			out = append(out, loc.Pos())
		}
		var err error
		if l.next, err = l.it.Next(); err != nil {
			return nil, err
		}
	}
	if len(p.lists) > 1 {
		slices.Sort(out)
	}
	return out, nil
}
