package bleve

import (
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sync/errgroup"

	"demarche"
	"demarche/index"
)

// loading is how long a search waits for a freshly opened index to be read.
const loading = 10 * time.Second

// Search answers a query whose names are resolved, in no longer than the budget. How
// many run at a time is for the caller to bound (index.Searcher).
func (e *Engine) Search(ctx context.Context, q demarche.Query) (index.Found, error) {
	return e.ask(ctx, &q, nil)
}

// ask answers a query, with what is like a document if one is given.
func (e *Engine) ask(ctx context.Context, q *demarche.Query, like *index.Doc) (index.Found, error) {
	g, done := e.use()
	defer done()
	if g.bleve == nil {
		return index.Found{}, errClosed
	}
	v, err := g.acquire(ctx)
	if err != nil {
		return index.Found{}, err
	}
	defer v.release()
	g.follow(time.Now())
	budget, cancel := context.WithTimeout(ctx, e.cfg.Budget)
	defer cancel()
	found, err := e.search(budget, q, like, g, v)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = fmt.Errorf("%w: the search took longer than %v; narrow it with a country, a date or one more word: %w",
			demarche.ErrInvalid, e.cfg.Budget, err)
	}
	return found, err
}

func (e *Engine) search(ctx context.Context, q *demarche.Query, like *index.Doc, g *generation, v *view) (index.Found, error) {
	s, err := newSearch(ctx, q, like, g, v, e.today())
	if err != nil {
		return index.Found{}, err
	}
	return s.run()
}

// search is one query over one view.
type search struct {
	q      *demarche.Query
	dicts  *dicts
	clock  demarche.Clock
	sort   demarche.Sort
	size   int
	pred   pred
	words  []*word
	segs   []*segmentSearch
	cursor *cursor
	view   *view
	also   map[string][]string
	like   *likeness // nil unless it is for documents like one
}

func newSearch(ctx context.Context, q *demarche.Query, like *index.Doc, g *generation, v *view, today string) (*search, error) {
	for name, day := range map[string]string{"from": q.From, "to": q.To, "asof": q.AsOf} {
		if err := civilDay(name, day); err != nil {
			return nil, err
		}
	}
	s := &search{q: q, dicts: g.dicts, clock: clockOf(q), sort: q.Sort, size: q.Size, view: v}
	if s.size <= 0 {
		s.size = demarche.DefaultSize
	}
	s.size = min(s.size, demarche.MaxSize)
	s.segs = newSegmentSearches(ctx, v)
	c := newCompiler(v, g.dicts)
	c.clock, c.today, c.any = s.clock, today, q.Match == demarche.MatchAny
	var err error
	if s.pred, err = c.compile(q); err != nil {
		return nil, err
	}
	if s.also = c.also; like == nil {
		s.words = c.words // else the words narrow down, the likeness ranks
	}
	if s.sort == "" {
		s.sort = demarche.SortRelevance
	}
	if s.sort == demarche.SortRelevance && len(s.words) == 0 && like == nil {
		s.sort = demarche.SortNewest
	}
	if q.Cursor != "" {
		if s.cursor, err = s.readCursor(q.Cursor); err != nil {
			return nil, err
		}
	}
	if like != nil {
		s.like, err = s.newLikeness(like, c)
	}
	return s, err
}

func newSegmentSearches(ctx context.Context, v *view) []*segmentSearch {
	out := make([]*segmentSearch, len(v.segs))
	for i := range v.segs {
		out[i] = &segmentSearch{ctx: ctx, seg: &v.segs[i], dicts: map[string]segment.TermDictionary{}, stars: map[starKey]*roaring.Bitmap{}}
	}
	return out
}

func (s *search) run() (index.Found, error) {
	matches := make([]*roaring.Bitmap, len(s.segs))
	err := together(len(s.segs), func(i int) (err error) {
		matches[i], err = s.match(s.segs[i])
		return err
	})
	if err != nil {
		return index.Found{}, err
	}
	if s.like != nil {
		if matches, err = s.like.narrow(s.segs, matches); err != nil {
			return index.Found{}, err
		}
	}
	found := make([]matched, 0, len(s.segs))
	total := 0
	for i, m := range matches {
		if n := int(m.GetCardinality()); n > 0 {
			total += n
			found = append(found, matched{s.segs[i], m})
		}
	}
	counts := newCounts(s)
	var hits []hit
	var r *ranker
	err = together(2, func(i int) (err error) {
		if i == 0 {
			hits, r, err = s.best(found)
			return err
		}
		for _, m := range found {
			if err := m.seg.each(m.docs, func(docs []uint32) { counts.add(m.seg.seg.cols, docs) }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return index.Found{}, err
	}
	out := index.Found{Total: total, Facets: counts.facets(), Histogram: counts.histogram(), Spellings: s.also}
	if len(hits) > s.size {
		hits = hits[:s.size]
		out.Next = s.writeCursor(hits[s.size-1], r)
	}
	if s.like != nil {
		out.Telling, out.Copies = s.like.telling(), s.like.copies
	}
	for _, h := range hits {
		id := index.FoundID{ID: string(h.id)}
		if s.sort == demarche.SortRelevance {
			id.Score = h.key
		}
		if s.like != nil && !s.q.Plain {
			id.Shared = s.like.shared(h)
		}
		out.IDs = append(out.IDs, id)
	}
	return out, nil
}

// together calls f for 0 to n-1 on all processors and gives the first error. A
// panic of the library over torn files is an error: it must not end the program.
func together(n int, f func(i int) error) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() (err error) {
			defer func() {
				if p := recover(); p != nil {
					err = fmt.Errorf("reading the index: %v", p)
				}
			}()
			return f(i)
		})
	}
	return group.Wait()
}

// matched is the matches within a segment.
type matched struct {
	seg  *segmentSearch
	docs *roaring.Bitmap
}

func (s *search) match(seg *segmentSearch) (*roaring.Bitmap, error) {
	if seg.seg.cols.n == 0 {
		return empty, nil
	}
	m, err := s.pred.eval(seg, nil)
	if err == nil && seg.seg.deleted != nil {
		m = roaring.AndNot(m, seg.seg.deleted)
	}
	return m, err
}

// best gives the hits of the page and one more, and what they were ranked by,
// nil when by date. Partial matches are ranked twice: the second time also by
// the words that the best of them have in common.
func (s *search) best(found []matched) ([]hit, *ranker, error) {
	if s.sort != demarche.SortRelevance || s.like != nil {
		hits, err := s.page(found, nil, s.size+1, s.cursor)
		return hits, nil, err
	}
	st, err := s.statistics()
	if err != nil {
		return nil, nil, err
	}
	r := newRanker(s.words, st)
	if s.q.Match == demarche.MatchAny && s.cursor == nil {
		top, err := s.page(found, r, feedbackDocs, nil)
		if err == nil && len(top) > 0 {
			st.More, err = s.feedback(top, r)
		}
		if err != nil {
			return nil, nil, err
		}
		r = newRanker(s.words, st)
	}
	hits, err := s.page(found, r, s.size+1, s.cursor)
	return hits, r, err
}

// page gives the best hits after the cursor.
func (s *search) page(found []matched, r *ranker, limit int, after *cursor) ([]hit, error) {
	top := &page{limit: limit}
	keys := make([]func(uint32) float64, len(found))
	err := together(len(found), func(i int) (err error) {
		keys[i], err = s.keys(found[i].seg, found[i].docs, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, m := range found {
		key, cols := keys[i], m.seg.seg.cols
		err := m.seg.each(m.docs, func(docs []uint32) {
			for _, d := range docs {
				k := key(d)
				if top.full() && k < top.hits[0].key {
					continue
				}
				h := hit{key: k, id: cols.id(d), seg: m.seg, doc: d}
				if after == nil || better(hit{key: after.Key, id: []byte(after.ID)}, h) {
					top.add(h)
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return top.sorted(), nil
}

func (s *search) statistics() (statistics, error) {
	if s.cursor != nil && len(s.cursor.Stats.Freq) == len(s.words) {
		return s.cursor.Stats, nil
	}
	return newStatistics(s.segs, s.view, s.words)
}

// last is the key of documents without a date: behind all others either way.
const last = -1e300

// keys gives the sort key of a segment's documents; the greatest comes first.
// Milliseconds since 1970 are exact in a float64 for 280,000 years.
func (s *search) keys(seg *segmentSearch, matches *roaring.Bitmap, r *ranker) (func(uint32) float64, error) {
	if s.like != nil && s.sort == demarche.SortRelevance {
		scores := s.like.scores[seg]
		return func(d uint32) float64 { return float64(scores[d]) }, nil
	}
	if r != nil {
		scores, err := r.score(seg, matches)
		return func(d uint32) float64 { return float64(scores[d]) }, err
	}
	sign := 1.0
	if s.sort == demarche.SortOldest {
		sign = -1
	}
	c := seg.seg.cols
	if s.clock == demarche.ClockEvent {
		return func(d uint32) float64 {
			if c.eventFrom[d] == noDay {
				return last
			}
			return sign * float64(c.eventFrom[d])
		}, nil
	}
	column := c.published
	if s.clock == demarche.ClockSeen {
		column = c.seen
	}
	return func(d uint32) float64 {
		if column[d] == unknown {
			return last
		}
		return sign * float64(column[d])
	}, nil
}

// hit is a candidate for the page.
type hit struct {
	key float64
	id  []byte
	seg *segmentSearch
	doc uint32
}

// better says whether a comes before b: the greater key, then the smaller id.
func better(a, b hit) bool {
	if c := cmp.Compare(a.key, b.key); c != 0 {
		return c > 0
	}
	return bytes.Compare(a.id, b.id) < 0
}

// page keeps the best hits in a heap, the worst of them on top.
type page struct {
	limit int
	hits  []hit
}

func (p *page) Len() int           { return len(p.hits) }
func (p *page) Less(i, j int) bool { return better(p.hits[j], p.hits[i]) }
func (p *page) Swap(i, j int)      { p.hits[i], p.hits[j] = p.hits[j], p.hits[i] }
func (p *page) Push(x any)         { p.hits = append(p.hits, x.(hit)) }
func (p *page) Pop() any {
	h := p.hits[len(p.hits)-1]
	p.hits = p.hits[:len(p.hits)-1]
	return h
}

func (p *page) full() bool { return len(p.hits) >= p.limit }

func (p *page) add(h hit) {
	if !p.full() {
		heap.Push(p, h)
	} else if better(h, p.hits[0]) {
		p.hits[0] = h
		heap.Fix(p, 0)
	}
}

func (p *page) sorted() []hit {
	out := make([]hit, len(p.hits))
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = heap.Pop(p).(hit)
	}
	return out
}

// cursor says after which hit the next page begins.
type cursor struct {
	Sort  demarche.Sort  `json:"s"`
	Clock demarche.Clock `json:"c"`
	Key   float64        `json:"k"`
	ID    string         `json:"i"`
	Stats statistics     `json:"w"`
	Of    string         `json:"o,omitempty"` // the document that others are like
	Like  []string       `json:"l,omitempty"` // what they were looked for by
}

func (s *search) writeCursor(h hit, r *ranker) string {
	c := cursor{Sort: s.sort, Clock: s.clock, Key: h.key, ID: string(h.id)}
	if r != nil {
		c.Stats = r.stats
	}
	if s.like != nil {
		c.Stats, c.Of, c.Like = s.like.stats, s.like.doc.ID, s.like.packed()
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return "" // cannot happen: keys are finite
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func (s *search) readCursor(text string) (*cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	var c cursor
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil {
		return nil, &demarche.QueryError{Param: "cursor", Message: "this is not a cursor of ours; leave it out to start at the first page"}
	}
	if c.Of != s.q.Like || c.Sort != s.sort || c.Clock != s.clock || c.Sort == demarche.SortRelevance && len(c.Stats.Freq) != len(s.words) {
		return nil, &demarche.QueryError{Param: "cursor", Message: "it belongs to another query; leave it out to start at the first page"}
	}
	return &c, nil
}
