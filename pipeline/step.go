package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"demarche"

	"golang.org/x/sync/errgroup"
)

// step is one step that writes to the store.
type step struct {
	name    string
	version int
	do      func(ctx context.Context, job *job) error
	state   demarche.StepState
	refused error // why it does not run here: a newer version has run, or somebody else owns it
}

// job is the items a step, or several, work on, and what they write.
type job struct {
	works []*work
	again bool // todo or redo: read what has been read before
	out   demarche.Outcome
}

// work is one item on its way.
type work struct {
	demarche.ItemView
	changed bool // the output of the step that ran is not what it was
}

const (
	lease = 30 * time.Second // how long a claim of a step lasts
	renew = 10 * time.Second // how often it is renewed

	forever = int64(-1) // drive: until ctx ends
)

// drive runs the steps and, beside them, the index. With upto forever it goes
// on until ctx ends, through errors; else it returns when the index holds upto
// and the todos are empty, or at the first error.
func (p *Pipeline) drive(ctx context.Context, upto int64) error {
	p.claimed = time.Time{}
	p.idle.Store(false)
	group, ctx := errgroup.WithContext(ctx)
	annotated := make(chan struct{})
	group.Go(func() error {
		defer close(annotated)
		return p.annotate(ctx, upto)
	})
	group.Go(func() error { return p.index.run(ctx, upto, annotated) })
	err := group.Wait()
	p.release(ctx)
	return err
}

// release gives the steps up, so that another process need not wait for the lease.
func (p *Pipeline) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := p.cfg.Store.ReleaseSteps(ctx, p.cfg.Owner); err != nil {
		p.cfg.Log.Warn("steps not released", "error", err)
	}
}

// annotate runs rounds: until ctx ends, or until nothing up to upto is left.
func (p *Pipeline) annotate(ctx context.Context, upto int64) error {
	pause := p.cfg.Retry
	for {
		worked, err := p.round(ctx, upto)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		wait := p.cfg.Every
		switch {
		case err != nil && upto != forever:
			return err
		case err != nil:
			p.failed(p.steps[0].name, err)
			wait, pause = pause, min(2*pause, 30*p.cfg.Retry)
		case worked:
			p.idle.Store(false)
			p.note(func() { p.failure = nil })
			pause = p.cfg.Retry
			continue
		case upto != forever:
			return nil
		default:
			p.idle.Store(true)
			p.index.poke()
		}
		select {
		case <-p.wake:
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// failed logs an error and tells those who wait.
func (p *Pipeline) failed(step string, err error) {
	p.cfg.Log.Error("pipeline failed", "step", step, "error", err)
	p.note(func() { p.failure, p.failing, p.fails = err, step, p.fails+1 })
}

// round does the most urgent piece of work there is and says whether there was one.
func (p *Pipeline) round(ctx context.Context, upto int64) (bool, error) {
	if err := p.claim(ctx); err != nil {
		return false, err
	}
	last := p.steps[len(p.steps)-1]
	if upto == forever || last.state.Cursor < upto {
		if worked, err := p.fresh(ctx); worked || err != nil {
			return worked, err
		}
	}
	sought, err := p.seek(ctx, upto == forever)
	if err != nil {
		return false, err
	}
	if worked, err := p.todo(ctx); worked || sought || err != nil { // what was found need not wait for the end of the search
		return worked || sought, err
	}
	if upto != forever {
		return false, nil
	}
	if worked, err := p.redo(ctx); worked || err != nil {
		return worked, err
	}
	return p.mend(ctx)
}

// claim takes or renews the ownership of the steps. A step that cannot be had
// is left out; the others go on.
func (p *Pipeline) claim(ctx context.Context) error {
	now := p.cfg.Now()
	if !p.claimed.IsZero() && now.Sub(p.claimed) < renew && now.After(p.claimed.Add(-renew)) {
		return nil
	}
	refused := map[string]error{}
	for _, s := range p.steps {
		if err := p.claimStep(ctx, s, now.Add(lease)); err != nil {
			return err
		}
		refused[s.name] = s.refused
	}
	p.note(func() { p.refused = refused })
	p.claimed = now
	return p.syncEntities(ctx)
}

func (p *Pipeline) claimStep(ctx context.Context, s *step, until time.Time) error {
	state, err := p.cfg.Store.ClaimStep(ctx, s.name, s.version, p.cfg.Owner, until)
	if errors.Is(err, demarche.ErrConflict) {
		if s.refused == nil || s.refused.Error() != err.Error() {
			p.cfg.Log.Error("step does not run here", "step", s.name, "error", err)
		}
		s.refused = err
		s.state, err = p.cfg.Store.Step(ctx, s.name)
		return err
	}
	if err != nil {
		return err
	}
	if state.Redo < state.RedoTo && s.state.RedoTo != state.RedoTo {
		p.cfg.Log.Info("step has a new version: old items are done again", "step", s.name, "version", s.version, "upto", state.RedoTo)
	}
	s.state, s.refused = state, nil
	return nil
}

// syncEntities brings the gazetteer into the store, once, if the link step is ours.
func (p *Pipeline) syncEntities(ctx context.Context) error {
	for _, s := range p.steps {
		if p.synced || s.name == StepLink && s.refused != nil {
			return nil
		}
	}
	n, err := p.cfg.Store.SyncEntities(ctx, demarche.OriginBuiltIn, p.cfg.Entities)
	if err != nil {
		return fmt.Errorf("pipeline: load the gazetteer: %w", err)
	}
	if p.synced = true; n > 0 {
		p.cfg.Log.Info("gazetteer loaded", "changed", n)
	}
	return nil
}

// fresh takes the next window of new items through each group of steps that
// stand at the same cursor; a step never passes the one before it.
func (p *Pipeline) fresh(ctx context.Context) (bool, error) {
	upto, err := p.cfg.Store.Seq(ctx)
	if err != nil {
		return false, err
	}
	worked := false
	for i := 0; i < len(p.steps); {
		j := i + 1
		for j < len(p.steps) && p.steps[i].refused == nil && p.steps[j].refused == nil && p.steps[j].state.Cursor == p.steps[i].state.Cursor {
			j++
		}
		if p.steps[i].refused == nil && p.steps[i].state.Cursor < upto {
			if err := p.window(ctx, p.steps[i:j], upto, j == len(p.steps)); err != nil {
				return worked, err
			}
			worked = true
		}
		upto = p.steps[i].state.Cursor
		i = j
	}
	return worked, nil
}

// window takes new items through steps at one cursor. When they are the last
// steps, the items go on to the index from memory.
func (p *Pipeline) window(ctx context.Context, steps []*step, upto int64, toIndex bool) error {
	from := steps[0].state.Cursor
	items, err := p.cfg.Store.ItemsAfter(ctx, from, upto, p.cfg.Window)
	if err != nil {
		return err
	}
	to := upto // seqs without an item belong to items that have changed since
	if len(items) == p.cfg.Window {
		to = items[len(items)-1].Seq
	}
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = it.ID
	}
	job, err := p.load(ctx, ids)
	if err != nil {
		return err
	}
	for _, s := range steps {
		if err := s.do(ctx, job); err != nil {
			return fmt.Errorf("pipeline: %s of seq %d to %d: %w", s.name, from+1, to, err)
		}
		job.out.Moves = append(job.out.Moves, demarche.CursorMove{Step: s.name, Old: from, New: to})
	}
	if steps[0] != p.steps[0] { // steps that lag, or are new: the index may hold these items without them
		for _, w := range job.works {
			job.out.Todo = append(job.out.Todo, demarche.Todo{Step: StepIndex, Item: w.Item.ID})
		}
	}
	if err := p.commit(ctx, job); err != nil {
		return err
	}
	for _, s := range steps {
		s.state.Cursor = to
	}
	p.progress(steps[len(steps)-1].name, to, upto, len(items))
	if toIndex {
		p.index.send(ctx, from, to, job.works)
	}
	return nil
}

// load reads items with everything known about them.
func (p *Pipeline) load(ctx context.Context, ids []string) (*job, error) {
	job := &job{out: demarche.Outcome{Owner: p.cfg.Owner}}
	if len(ids) == 0 {
		return job, nil
	}
	views, err := p.cfg.Store.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if v, ok := views[id]; ok {
			job.works = append(job.works, &work{ItemView: v})
		}
	}
	return job, nil
}

// commit writes a job. When somebody else has moved a cursor, the claims are
// made again before the next round.
func (p *Pipeline) commit(ctx context.Context, job *job) error {
	err := p.cfg.Store.Commit(ctx, job.out)
	if errors.Is(err, demarche.ErrConflict) {
		p.claimed = time.Time{}
	}
	return err
}

// todo does what the steps were asked to look at again, one window of each.
func (p *Pipeline) todo(ctx context.Context) (bool, error) {
	for i, s := range p.steps {
		if s.refused != nil {
			continue
		}
		list, err := p.cfg.Store.Todo(ctx, s.name, p.cfg.Window)
		if err != nil {
			return false, err
		}
		if len(list) == 0 {
			continue
		}
		ids := make([]string, len(list))
		for i, t := range list {
			ids[i] = t.Item
		}
		job, err := p.load(ctx, ids)
		if err != nil {
			return false, err
		}
		job.out.Done = list
		return true, p.again(ctx, i, job)
	}
	return false, nil
}

// redo does the next window of old items for the first step that has some left.
func (p *Pipeline) redo(ctx context.Context) (bool, error) {
	for i, s := range p.steps {
		if s.refused != nil || s.state.Redo >= s.state.RedoTo {
			continue
		}
		items, err := p.cfg.Store.ItemsAfter(ctx, s.state.Redo, s.state.RedoTo, p.cfg.Window)
		if err != nil {
			return false, err
		}
		to := s.state.RedoTo
		if len(items) == p.cfg.Window {
			to = items[len(items)-1].Seq
		}
		ids := make([]string, len(items))
		for i, it := range items {
			ids[i] = it.ID
		}
		job, err := p.load(ctx, ids)
		if err != nil {
			return false, err
		}
		job.out.Moves = []demarche.CursorMove{{Step: s.name, Redo: true, Old: s.state.Redo, New: to}}
		if err := p.again(ctx, i, job); err != nil {
			return false, err
		}
		s.state.Redo = to
		return true, nil
	}
	return false, nil
}

// again runs step i over old items. Where its output differs, all later steps
// are asked to look.
func (p *Pipeline) again(ctx context.Context, i int, job *job) error {
	job.again = true
	s := p.steps[i]
	if err := s.do(ctx, job); err != nil {
		return fmt.Errorf("pipeline: %s again of %d items: %w", s.name, len(job.works), err)
	}
	for _, w := range job.works {
		if !w.changed {
			continue
		}
		for _, later := range p.steps[i+1:] {
			job.out.Todo = append(job.out.Todo, demarche.Todo{Step: later.name, Item: w.Item.ID})
		}
		job.out.Todo = append(job.out.Todo, demarche.Todo{Step: StepIndex, Item: w.Item.ID})
	}
	if err := p.commit(ctx, job); err != nil {
		return err
	}
	p.progress(s.name, s.state.Cursor, s.state.Cursor, len(job.works))
	return nil
}

func (p *Pipeline) progress(name string, cursor, upto int64, items int) {
	if p.cfg.Progress != nil {
		p.cfg.Progress(Progress{Step: name, Cursor: cursor, Upto: upto, Items: items})
	}
}
