package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/index"
)

// shadow is an index being built; it holds everything up to cursor.
type shadow struct {
	index.Shadow
	cursor int64
	start  time.Time
}

// stop gives up a rebuild in progress.
func (x *indexer) stop() {
	if x.shadow == nil {
		return
	}
	if err := x.shadow.Abort(); err != nil {
		x.p.cfg.Log.Warn("half-built index not removed", "error", err)
	}
	x.shadow, x.ready = nil, false
	x.p.note(func() { x.p.building = -1 })
}

// misfit says why the engine's index cannot be gone on with, "" when it can.
func (x *indexer) misfit(ctx context.Context, st index.State, id string, noted int64) (string, error) {
	empty := st.Store == "" && st.Docs == 0 && st.Cursor == 0
	switch {
	case empty && noted == 0:
		return "", nil
	case empty:
	case st.Store != id:
		return "it was made from another store", nil
	case st.Version != index.Version:
		return fmt.Sprintf("it has version %d, this program makes version %d", st.Version, index.Version), nil
	}
	upto := st.Cursor
	if empty {
		upto = noted
	}
	items, err := x.p.cfg.Store.ItemCount(ctx, upto)
	if err != nil || st.Docs >= items {
		return "", err
	}
	return fmt.Sprintf("it holds %d of %d items", st.Docs, items), nil
}

// begin starts an empty index beside the serving one.
func (x *indexer) begin(ctx context.Context) error {
	made, err := x.p.cfg.Engine.Rebuild(ctx, x.state(0))
	if err != nil {
		return fmt.Errorf("pipeline: start a new index: %w", err)
	}
	x.shadow = &shadow{Shadow: made, start: time.Now()}
	x.p.note(func() { x.p.building = 0 })
	return nil
}

// rebuild fills the new index by one page and swaps it in when it is complete.
func (x *indexer) rebuild(ctx context.Context) (bool, error) {
	if x.shadow == nil {
		if !x.wanted.Load() {
			return false, nil
		}
		if err := x.begin(ctx); err != nil {
			return false, err
		}
	}
	upto, err := x.last(ctx)
	if err != nil {
		return false, err
	}
	if x.shadow.cursor >= upto {
		return true, x.swap(ctx)
	}
	docs, to, err := x.page(ctx, x.shadow.cursor, upto)
	if err != nil {
		return false, err
	}
	if err := x.shadow.Apply(ctx, docs, x.state(to)); err != nil {
		return false, fmt.Errorf("pipeline: fill the new index up to seq %d: %w", to, err)
	}
	x.shadow.cursor = to
	x.p.note(func() { x.p.building = to })
	x.p.progress(StepIndex, to, upto, len(docs))
	return true, nil
}

// swap makes the new index the serving one.
func (x *indexer) swap(ctx context.Context) error {
	if err := x.shadow.Swap(ctx); err != nil {
		return fmt.Errorf("pipeline: swap in the new index: %w", err)
	}
	x.p.cfg.Log.Info("new index swapped in", "cursor", x.shadow.cursor, "took", time.Since(x.shadow.start).Round(time.Millisecond))
	x.cursor, x.live, x.behind = x.shadow.cursor, true, true
	x.shadow = nil
	x.wanted.Store(false)
	x.p.note(func() { x.p.indexed, x.p.rebuilt, x.p.failure, x.p.building = x.cursor, x.p.rebuilt+1, nil, -1 })
	err := x.p.cfg.Store.NoteCursor(ctx, StepIndex, x.p.cfg.Owner, x.cursor)
	if errors.Is(err, demarche.ErrConflict) {
		return nil
	}
	return err
}
