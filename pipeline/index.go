package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"demarche"
	"demarche/index"
)

// indexer is the last step. Its cursor lives inside the index itself, with the
// id of the store and the version of the documents: where they do not fit, or
// documents are missing, the index is built anew beside the one that serves.
// All fields but wanted belong to the goroutine in run.
type indexer struct {
	p      *Pipeline
	queue  chan window   // windows handed over from memory
	poked  chan struct{} // something changed: look again
	wanted atomic.Bool   // a rebuild was asked for

	ready   bool // the state of the engine has been read
	claimed time.Time
	store   string
	live    bool  // the serving index is ours and takes changes
	cursor  int64 // of the serving index
	behind  bool  // the store holds windows that were not handed over
	batch   batch
	shadow  *shadow
}

// window is what the other steps hand over: all items with from < Seq <= to.
type window struct {
	from, to int64
	docs     []index.Doc
}

// batch is what is collected before it is applied.
type batch struct {
	docs  []index.Doc
	to    int64
	first time.Time
	some  bool
}

func newIndexer(p *Pipeline) *indexer {
	return &indexer{p: p, queue: make(chan window, 2), poked: make(chan struct{}, 1)}
}

func (x *indexer) poke() {
	select {
	case x.poked <- struct{}{}:
	default:
	}
}

// send hands a committed window over. The indexer always takes it, if only to
// drop it while the engine fails; what it drops it reads from the store later.
func (x *indexer) send(ctx context.Context, from, to int64, works []*work) {
	w := window{from: from, to: to, docs: make([]index.Doc, len(works))}
	parallel(len(works), func(i int) { w.docs[i] = Doc(works[i].ItemView) })
	select {
	case x.queue <- w:
	case <-ctx.Done():
	}
}

// run applies what comes until ctx ends or, with an upto, until the other steps
// have ended and all they did is in the index.
func (x *indexer) run(ctx context.Context, upto int64, annotated <-chan struct{}) error {
	defer x.stop()
	pause := x.p.cfg.Retry
	for {
		ending := closed(annotated)
		worked, err := x.turn(ctx, ending && upto != forever || x.p.hurry.Load() > 0 && x.p.idle.Load())
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			x.reset()
			if upto != forever {
				return err
			}
			x.p.failed(StepIndex, err)
			x.pauseDropping(ctx, pause)
			pause = min(2*pause, 30*x.p.cfg.Retry)
			continue
		}
		if worked {
			pause = x.p.cfg.Retry
			continue
		}
		if ending && upto != forever && len(x.queue) == 0 {
			return nil
		}
		x.wait(ctx, annotated, ending)
	}
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// wait sleeps until there may be something to do.
func (x *indexer) wait(ctx context.Context, annotated <-chan struct{}, ended bool) {
	if ended {
		annotated = nil // closed: it would not let us sleep
	}
	every := x.p.cfg.Every
	if x.batch.some {
		every = max(0, x.p.cfg.Gather-time.Since(x.batch.first))
	}
	timer := time.NewTimer(every)
	defer timer.Stop()
	select {
	case w := <-x.queue:
		x.take(w)
	case <-x.poked:
	case <-annotated:
	case <-timer.C:
		x.behind = x.behind || !x.batch.some // another process may do the other steps
	case <-ctx.Done():
	}
}

// pauseDropping waits after an error, dropping what is handed over meanwhile.
func (x *indexer) pauseDropping(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		select {
		case <-x.queue:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// reset forgets what is known of the engine: after an error only the engine
// knows what it holds.
func (x *indexer) reset() {
	x.stop()
	x.ready, x.batch = false, batch{}
}

// turn does the most urgent piece of work and says whether there was one. With
// now set nothing waits to be collected.
func (x *indexer) turn(ctx context.Context, now bool) (bool, error) {
	if !x.ready {
		if err := x.start(ctx); err != nil {
			return false, err
		}
	}
	if x.p.cfg.Now().Sub(x.claimed) >= renew {
		if _, err := x.claim(ctx); err != nil {
			return false, err
		}
	}
	x.collect()
	if x.batch.some {
		due := now || len(x.batch.docs) >= x.p.cfg.Batch || x.p.cfg.Gather < 0 || time.Since(x.batch.first) >= x.p.cfg.Gather
		if !due {
			return false, nil
		}
		return true, x.flush(ctx)
	}
	for _, work := range []func(context.Context) (bool, error){x.readBehind, x.todo, x.rebuild} {
		if worked, err := work(ctx); worked || err != nil {
			return worked, err
		}
	}
	return false, nil
}

// start reads what the engine holds and decides whether to build it anew.
func (x *indexer) start(ctx context.Context) error {
	id, err := x.p.cfg.Store.ID(ctx)
	if err != nil {
		return err
	}
	step, err := x.claim(ctx)
	if err != nil {
		return err
	}
	state, err := x.p.cfg.Engine.State(ctx)
	if err != nil {
		return fmt.Errorf("pipeline: read the state of the index: %w", err)
	}
	why, err := x.misfit(ctx, state, id, step.Cursor)
	if err != nil {
		return err
	}
	x.store, x.cursor, x.live, x.behind, x.ready = id, state.Cursor, why == "", true, true
	if x.live && state.Cursor == 0 { // fresh: the first windows come from memory
		last, err := x.last(ctx)
		if err != nil {
			return err
		}
		x.behind = last > 0
	}
	if x.live {
		x.p.note(func() { x.p.indexed = x.cursor })
		return nil
	}
	x.p.cfg.Log.Warn("the index is built anew", "why", why)
	x.p.note(func() { x.p.indexed = 0 })
	return x.begin(ctx)
}

// claim takes or renews the ownership of the index step.
func (x *indexer) claim(ctx context.Context) (demarche.StepState, error) {
	x.claimed = x.p.cfg.Now()
	return x.p.cfg.Store.ClaimStep(ctx, StepIndex, index.Version, x.p.cfg.Owner, x.claimed.Add(lease))
}

// last is the cursor of the step before the index.
func (x *indexer) last(ctx context.Context) (int64, error) {
	st, err := x.p.cfg.Store.Step(ctx, x.p.steps[len(x.p.steps)-1].name)
	return st.Cursor, err
}

// collect takes the windows that are waiting, as many as fit into a batch.
func (x *indexer) collect() {
	for len(x.batch.docs) < x.p.cfg.Batch {
		select {
		case w := <-x.queue:
			x.take(w)
		default:
			return
		}
	}
}

// take adds a window to the batch if it is the next one.
func (x *indexer) take(w window) {
	next := x.cursor
	if x.batch.some {
		next = x.batch.to
	}
	if !x.ready || !x.live || w.to <= next {
		return
	}
	if w.from != next {
		x.behind = true
		return
	}
	if !x.batch.some {
		x.batch.first = time.Now()
	}
	x.batch.docs, x.batch.to, x.batch.some = append(x.batch.docs, w.docs...), w.to, true
}

// flush applies the batch. A rebuild needs none of it: its own cursor is yet to
// come to these items.
func (x *indexer) flush(ctx context.Context) error {
	b := x.batch
	x.batch = batch{}
	return x.apply(ctx, b.docs, b.to)
}

// apply brings documents into the serving index and moves its cursor.
func (x *indexer) apply(ctx context.Context, docs []index.Doc, to int64) error {
	if err := x.p.cfg.Engine.Apply(ctx, docs, x.state(to)); err != nil {
		return fmt.Errorf("pipeline: index %d items up to seq %d: %w", len(docs), to, err)
	}
	x.cursor = to
	x.p.counts.indexed.Add(int64(len(docs)))
	x.p.note(func() { x.p.indexed, x.p.failure = to, nil })
	if err := x.p.cfg.Store.NoteCursor(ctx, StepIndex, x.p.cfg.Owner, to); err != nil && !errors.Is(err, demarche.ErrConflict) {
		return err
	}
	x.p.progress(StepIndex, to, to, len(docs))
	return nil
}

func (x *indexer) state(cursor int64) index.State {
	return index.State{Store: x.store, Version: index.Version, Cursor: cursor}
}

// readBehind indexes the next items that were not handed over from memory.
func (x *indexer) readBehind(ctx context.Context) (bool, error) {
	if !x.live || !x.behind {
		return false, nil
	}
	upto, err := x.last(ctx)
	if err != nil {
		return false, err
	}
	if upto <= x.cursor {
		x.behind = false
		return false, nil
	}
	docs, to, err := x.page(ctx, x.cursor, upto)
	if err != nil {
		return false, err
	}
	return true, x.apply(ctx, docs, to)
}

// page reads the next documents after a cursor and how far they reach.
func (x *indexer) page(ctx context.Context, after, upto int64) ([]index.Doc, int64, error) {
	items, err := x.p.cfg.Store.ItemsAfter(ctx, after, upto, x.p.cfg.Batch)
	if err != nil {
		return nil, 0, err
	}
	if len(items) == x.p.cfg.Batch {
		upto = items[len(items)-1].Seq
	}
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = it.ID
	}
	docs, err := x.docs(ctx, ids)
	return docs, upto, err
}

func (x *indexer) docs(ctx context.Context, ids []string) ([]index.Doc, error) {
	views, err := x.p.cfg.Store.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	docs := make([]index.Doc, 0, len(ids))
	for _, id := range ids {
		if v, ok := views[id]; ok {
			docs = append(docs, Doc(v))
		}
	}
	return docs, nil
}

// todo indexes items again whose annotations have changed: in the serving index
// and in the one being built, as far as that has come.
func (x *indexer) todo(ctx context.Context) (bool, error) {
	list, err := x.p.cfg.Store.Todo(ctx, StepIndex, x.p.cfg.Batch)
	if err != nil || len(list) == 0 {
		return false, err
	}
	ids := make([]string, len(list))
	for i, t := range list {
		ids[i] = t.Item
	}
	docs, err := x.docs(ctx, ids)
	if err != nil {
		return false, err
	}
	if x.shadow != nil {
		var passed []index.Doc
		for _, d := range docs {
			if d.Seq <= x.shadow.cursor {
				passed = append(passed, d)
			}
		}
		if err := x.shadow.Apply(ctx, passed, x.state(x.shadow.cursor)); err != nil {
			return false, fmt.Errorf("pipeline: change %d items in the new index: %w", len(passed), err)
		}
	}
	if x.live {
		if err := x.apply(ctx, docs, x.cursor); err != nil {
			return false, err
		}
	}
	return true, x.p.cfg.Store.Commit(ctx, demarche.Outcome{Owner: x.p.cfg.Owner, Done: list})
}
