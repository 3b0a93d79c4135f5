package bleve

import (
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"demarche"
)

// pred is one part of a compiled query. eval gives the documents of a segment
// that fulfil it, out of among (nil for all of them, deleted ones included). The
// bitmaps given and taken are not to be changed: some lie in Bleve's files.
type pred interface {
	eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error)
	cost() int // cheap ones first: 0 lookups, 1 columns, 2 positions
}

type (
	and []pred
	or  []pred
	not struct{ pred }
	// lookup is one value of a keyword field.
	lookup struct{ field, term string }
	// lookups is several values in several fields.
	lookups struct{ fields, terms []string }
	// dates is a span of days on one clock.
	dates struct {
		clock    demarche.Clock
		from, to int32
	}
	// sum holds for a document with an amount that passes the test.
	sum struct{ test func(*amount) bool }
)

// word is one word anywhere in the fields, in any of its forms.
type word struct {
	fields   []string
	alts     []alternative
	label    string
	expanded bool // a prefix or misspelt word: all alternatives weigh the same
	optional bool // match=any: ranked by, not required
	times    int  // how often the query names it; 0 is once
}

// alternative is one form of a word.
type alternative struct {
	term   string
	only   string   // counts only in documents stemmed in this language; "" for all
	ranked []string // languages whose documents are ranked by other alternatives already
	weight float64  // of an occurrence; 0 is 1
}

// segmentSearch is a search within one segment.
type segmentSearch struct {
	ctx   context.Context
	seg   *viewSegment
	dicts map[string]segment.TermDictionary
	lists map[listKey]segment.PostingsList
	stars map[starKey]*roaring.Bitmap // documents of expanded words
}

type listKey struct{ field, term string }

// starKey is an expanded word in a field.
type starKey struct {
	word  *word
	field string
}

func (s *segmentSearch) dictionary(field string) (segment.TermDictionary, error) {
	if d, ok := s.dicts[field]; ok {
		return d, nil
	}
	d, err := s.seg.seg.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("reading the words of %s: %w", field, err)
	}
	s.dicts[field] = d
	return d, nil
}

var empty = roaring.New()

// keptLists bounds the postings that are remembered: those of words with a star
// are many and asked for once.
const keptLists = 256

// list gives the postings of a term, which one query asks for several times: to
// match, to count and to rank.
func (s *segmentSearch) list(field, term string) (segment.PostingsList, error) {
	key := listKey{field, term}
	if list, ok := s.lists[key]; ok {
		return list, nil
	}
	d, err := s.dictionary(field)
	if err != nil {
		return nil, err
	}
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("looking up %q in %s: %w", term, field, err)
	}
	if s.lists == nil {
		s.lists = map[listKey]segment.PostingsList{}
	}
	if len(s.lists) < keptLists {
		s.lists[key] = list
	}
	return list, nil
}

// postings gives the documents that hold a term, deleted ones included.
func (s *segmentSearch) postings(field, term string) (*roaring.Bitmap, error) {
	list, err := s.list(field, term)
	if err != nil {
		return nil, err
	}
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("looking up %q in %s: postings of an unknown kind", term, field)
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	if b := it.ActualBitmap(); b != nil {
		return b, nil
	}
	return empty, nil
}

func (p and) cost() int {
	most := 0
	for _, x := range p {
		most = max(most, x.cost())
	}
	return most
}

func (p and) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	parts := slices.Clone(p)
	slices.SortStableFunc(parts, func(a, b pred) int { return a.cost() - b.cost() })
	for _, x := range parts {
		if among != nil && among.IsEmpty() {
			return among, nil
		}
		var err error
		if among, err = x.eval(s, among); err != nil {
			return nil, err
		}
	}
	if among == nil {
		return s.all(), nil
	}
	return among, nil
}

func (s *segmentSearch) all() *roaring.Bitmap {
	b := roaring.New()
	b.AddRange(0, uint64(s.seg.cols.n))
	return b
}

func (p or) cost() int { return and(p).cost() }

func (p or) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	sets := make([]*roaring.Bitmap, 0, len(p))
	for _, x := range p {
		b, err := x.eval(s, among)
		if err != nil {
			return nil, err
		}
		sets = append(sets, b)
	}
	return union(sets), nil
}

func union(sets []*roaring.Bitmap) *roaring.Bitmap {
	switch len(sets) {
	case 0:
		return empty
	case 1:
		return sets[0]
	}
	return roaring.FastOr(sets...)
}

// within narrows a set to among.
func within(b, among *roaring.Bitmap) *roaring.Bitmap {
	if among == nil {
		return b
	}
	return roaring.And(b, among)
}

func (p not) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	b, err := p.pred.eval(s, among)
	if err != nil {
		return nil, err
	}
	if among == nil {
		among = s.all()
	}
	return roaring.AndNot(among, b), nil
}

func (lookup) cost() int { return 0 }

func (p lookup) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	b, err := s.postings(p.field, p.term)
	if err != nil {
		return nil, err
	}
	return within(b, among), nil
}

func (lookups) cost() int { return 0 }

func (p lookups) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, f := range p.fields {
		for i, t := range p.terms {
			if i%256 == 0 && s.ctx.Err() != nil {
				return nil, s.ctx.Err()
			}
			b, err := s.postings(f, t)
			if err != nil {
				return nil, err
			}
			if !b.IsEmpty() {
				sets = append(sets, b)
			}
		}
	}
	return within(union(sets), among), nil
}

func (*word) cost() int { return 0 }

func (w *word) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, f := range w.fields {
		b, err := w.in(s, f)
		if err != nil {
			return nil, err
		}
		sets = append(sets, b)
	}
	return within(union(sets), among), nil
}

// in gives the documents that hold the word in one field.
func (w *word) in(s *segmentSearch, field string) (*roaring.Bitmap, error) {
	if b, ok := s.stars[starKey{w, field}]; ok {
		return b, nil
	}
	b, err := w.lookUp(s, field)
	if err == nil && w.expanded {
		s.stars[starKey{w, field}] = b
	}
	return b, err
}

func (w *word) lookUp(s *segmentSearch, field string) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for i, a := range w.alts {
		if i%256 == 255 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		b, err := s.postings(field, a.term)
		if err != nil {
			return nil, err
		}
		if b = s.stemmedIn(b, a.only); !b.IsEmpty() {
			sets = append(sets, b)
		}
	}
	return union(sets), nil
}

// stemmedIn narrows a set to the documents stemmed in a language.
func (s *segmentSearch) stemmedIn(b *roaring.Bitmap, lang string) *roaring.Bitmap {
	if lang == "" || b.IsEmpty() {
		return b
	}
	docs := s.seg.cols.stems[lang]
	switch {
	case docs == nil:
		return empty
	case docs.GetCardinality() == uint64(s.seg.cols.n):
		return b
	}
	return roaring.And(b, docs)
}

func (dates) cost() int { return 1 }

func (p dates) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	c := s.seg.cols
	switch p.clock {
	case demarche.ClockEvent:
		from, to := c.eventFrom, c.eventTo
		return s.filter(among, func(doc uint32) bool {
			return from[doc] != noDay && to[doc] >= p.from && from[doc] <= p.to
		})
	case demarche.ClockSeen:
		return s.filter(among, p.instants(c.seen))
	}
	return s.filter(among, p.instants(c.published))
}

func (p dates) instants(column []int64) func(uint32) bool {
	lo, hi := int64(unknown)+1, int64(1<<62)
	if p.from != noDay {
		lo = int64(p.from) * 86400_000
	}
	if p.to != 1<<31-1 {
		hi = (int64(p.to)+1)*86400_000 - 1
	}
	return func(doc uint32) bool { return column[doc] >= lo && column[doc] <= hi }
}

func (sum) cost() int { return 1 }

func (p sum) eval(s *segmentSearch, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	c := s.seg.cols
	return s.filter(among, func(doc uint32) bool {
		amounts := c.amountsOf(doc)
		for i := range amounts {
			if p.test(&amounts[i]) {
				return true
			}
		}
		return false
	})
}

// filter keeps the documents that pass a test on the columns.
func (s *segmentSearch) filter(among *roaring.Bitmap, test func(uint32) bool) (*roaring.Bitmap, error) {
	if among == nil {
		among = s.all()
	}
	out := roaring.New()
	kept := make([]uint32, 0, chunk)
	err := s.each(among, func(docs []uint32) {
		kept = kept[:0]
		for _, d := range docs {
			if test(d) {
				kept = append(kept, d)
			}
		}
		out.AddMany(kept)
	})
	return out, err
}

// chunk is how many documents are looked at between two glances at the clock.
const chunk = 2048

// each calls f for the documents of a set, in order, some at a time.
func (s *segmentSearch) each(set *roaring.Bitmap, f func(docs []uint32)) error {
	it := set.ManyIterator()
	buf := make([]uint32, chunk)
	for {
		n := it.NextMany(buf)
		if n == 0 {
			return nil
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		f(buf[:n])
	}
}
