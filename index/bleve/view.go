package bleve

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// view is one state of the index with the columns of all its segments. A search
// sees one view from beginning to end.
type view struct {
	snap *scorch.IndexSnapshot
	segs []viewSegment
	docs int // live ones
	refs atomic.Int32
}

type viewSegment struct {
	id      uint64
	seg     segment.Segment
	deleted *roaring.Bitmap // nil for none
	cols    *columns
}

// release gives a view back; the last one out closes the snapshot.
func (v *view) release() {
	if v.refs.Add(-1) == 0 {
		_ = v.snap.Close() // drops a reference; the error is that of unmapping a file
	}
}

// refresh makes the newest state of the index the one that searches see. It
// returns once columns are there for all its segments.
func (g *generation) refresh(ctx context.Context) error {
	g.refreshing.Lock()
	defer g.refreshing.Unlock()
	reader, err := g.scorch.Reader()
	if err != nil {
		return fmt.Errorf("opening a reader: %w", err)
	}
	snap, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snap == nil {
		return fmt.Errorf("the index is closed")
	}
	g.mu.Lock()
	same := g.view != nil && g.view.snap == snap
	g.mu.Unlock()
	if same {
		return snap.Close()
	}
	v := &view{snap: snap}
	v.refs.Store(1)
	kept := map[uint64]*columns{}
	for _, s := range snap.Segments() {
		cols := g.columns[s.Id()]
		if cols == nil || cols.n != int(s.FullSize()) {
			if cols, err = buildColumns(ctx, s.Segment(), g.dicts); err != nil {
				v.release()
				return err
			}
		}
		kept[s.Id()] = cols
		deleted := s.Deleted()
		if deleted != nil && deleted.IsEmpty() {
			deleted = nil
		}
		v.docs += int(s.LiveSize())
		v.segs = append(v.segs, viewSegment{id: s.Id(), seg: s.Segment(), deleted: deleted, cols: cols})
	}
	g.columns = kept
	g.mu.Lock()
	old := g.view
	g.view = v
	g.mu.Unlock()
	if old != nil {
		old.release()
	}
	return nil
}

// acquire gives the current view, to be released after use. Until the columns
// of a freshly opened index are read it waits.
func (g *generation) acquire(ctx context.Context) (*view, error) {
	ctx, cancel := context.WithTimeout(ctx, loading)
	defer cancel()
	select {
	case <-g.ready:
	case <-ctx.Done():
		return nil, fmt.Errorf("the index is still being read; try again in a few seconds: %w", ctx.Err())
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.damage != nil {
		return nil, fmt.Errorf("the index is damaged and waits to be rebuilt: %w", g.damage)
	}
	g.view.refs.Add(1)
	return g.view, nil
}
