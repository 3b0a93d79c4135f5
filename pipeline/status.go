package pipeline

import (
	"context"
	"sync/atomic"
)

// counts are totals since the start of this process.
type counts struct {
	read, noText, failed, panics, links, indexed atomic.Int64
}

// StepStatus is one row about a step, for the operator.
type StepStatus struct {
	Name     string `json:"name"`
	Version  int    `json:"version"`
	Cursor   int64  `json:"cursor"`
	Behind   int64  `json:"behind"`         // seqs the step has yet to see
	Todo     int    `json:"todo"`           // items it was asked to look at again
	Redo     int64  `json:"redo,omitempty"` // redo cursor, while there is redo work
	RedoTo   int64  `json:"redo_to,omitempty"`
	Owner    string `json:"owner,omitempty"`
	Building bool   `json:"building,omitempty"` // the index: a new one is being built beside
	Built    int64  `json:"built,omitempty"`    // how far it has come
	Error    string `json:"error,omitempty"`
}

// Totals count what happened since this process started.
type Totals struct {
	Read    int64 `json:"read"`    // items read by the extract step
	NoText  int64 `json:"no_text"` // documents that held no text: title and summary stand for it
	Failed  int64 `json:"failed"`  // items recorded with an error
	Panics  int64 `json:"panics"`  // readers that panicked; each is among Failed
	Links   int64 `json:"links"`
	Indexed int64 `json:"indexed"` // documents brought into the index
}

// Totals returns what happened since this process started.
func (p *Pipeline) Totals() Totals {
	c := &p.counts
	return Totals{Read: c.read.Load(), NoText: c.noText.Load(), Failed: c.failed.Load(), Panics: c.panics.Load(),
		Links: c.links.Load(), Indexed: c.indexed.Load()}
}

// Status returns one row a step, in order.
func (p *Pipeline) Status(ctx context.Context) ([]StepStatus, error) {
	seq, err := p.cfg.Store.Seq(ctx)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(p.steps)+1)
	for _, s := range p.steps {
		names = append(names, s.name)
	}
	var list []StepStatus
	for _, name := range append(names, StepIndex) {
		st, err := p.cfg.Store.Step(ctx, name)
		if err != nil {
			return nil, err
		}
		row := StepStatus{Name: name, Version: st.Version, Cursor: st.Cursor, Behind: seq - st.Cursor, Owner: st.Owner}
		if st.Redo < st.RedoTo && name != StepIndex {
			row.Redo, row.RedoTo = st.Redo, st.RedoTo
		}
		if row.Todo, err = p.cfg.Store.TodoCount(ctx, name); err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range list {
		row := &list[i]
		if err := p.refused[row.Name]; err != nil {
			row.Error = err.Error()
		} else if p.failure != nil && p.failing == row.Name {
			row.Error = p.failure.Error()
		}
		if row.Name == StepIndex && p.building >= 0 {
			row.Building, row.Built = true, p.building
		}
	}
	return list, nil
}

// Building says whether a new index is being built beside the live one, and up
// to which seq it holds everything.
func (p *Pipeline) Building() (built int64, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(p.building, 0), p.building >= 0
}
