// Package bleve is the search engine inside the program: package index's
// Engine over Bleve.
//
// Bleve analyses, stores and looks up: its segments hold the words of title and
// text with their positions, and the keyword fields. A query is answered
// segment by segment on Bleve's posting bitmaps, which are intersected by our
// own small evaluator (eval.go); what is not a word (dates, sums, facets, the
// histogram, sorting) comes from columns in memory (columns.go), built once for
// each segment from a record stored with every document. Words are ranked by
// BM25 over title and text together (score.go). Bleve's own query language,
// facets and collectors are not used: they are several times slower, and open to
// queries that run for seconds.
package bleve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2/document"

	"demarche"
	"demarche/index"
)

// Config is what an Engine needs.
type Config struct {
	Dir    string // its folder; made when missing
	Log    *slog.Logger
	Now    func() time.Time // resolves today and 7d; default time.Now
	Budget time.Duration    // the longest a search may take; default 0.9 s
}

const (
	defaultBudget = 900 * time.Millisecond // a refusal has to come within a second
	maxBatch      = 1000                   // documents a Bleve batch: larger ones cost less (2,000 a third less than 500) but more memory
)

// Engine is a search index in a folder. Its methods may be called at the same
// time, Apply and Rebuild by one caller.
type Engine struct {
	cfg Config

	mu   sync.RWMutex
	live *generation
}

var _ index.Engine = (*Engine)(nil)

// Open opens the index in cfg.Dir or makes an empty one. A folder that cannot
// be read, is torn, or was written by another version is moved aside to
// DIR.broken-TIME, and State then tells that everything has to be indexed
// again. An index in use by another process is an ErrConflict.
func Open(cfg Config) (*Engine, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Budget == 0 {
		cfg.Budget = defaultBudget
	}
	live, err := openDir(cfg)
	if err != nil {
		return nil, err
	}
	return &Engine{cfg: cfg, live: live}, nil
}

// State tells what the index holds. A damaged index tells that it holds nothing.
func (e *Engine) State(ctx context.Context) (index.State, error) {
	g, done := e.use()
	defer done()
	return g.state()
}

// Loading says that the index has just been opened and is still being read:
// searches wait for that.
func (e *Engine) Loading() bool {
	g, done := e.use()
	defer done()
	if g.bleve == nil {
		return false
	}
	select {
	case <-g.ready:
		return false
	default:
		return true
	}
}

// Apply puts documents into the live index.
func (e *Engine) Apply(ctx context.Context, docs []index.Doc, st index.State) error {
	g, done := e.use()
	defer done()
	return g.apply(ctx, docs, st)
}

// Close waits for running searches and closes the index.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.live == nil {
		return nil
	}
	err := e.live.close()
	e.live = nil
	return err
}

// use gives the live generation, which stays open until done is called.
func (e *Engine) use() (g *generation, done func()) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.live == nil {
		return closedGeneration, func() {}
	}
	e.live.users.Add(1)
	return e.live, e.live.users.Done
}

// stateKey is where a generation keeps its State.
var stateKey = []byte("demarche.state")

func (g *generation) state() (index.State, error) {
	if g.bleve == nil {
		return index.State{}, errClosed
	}
	if g.damaged() != nil {
		return index.State{}, nil
	}
	raw, err := g.bleve.GetInternal(stateKey)
	if err != nil {
		return index.State{}, fmt.Errorf("reading the state of the index: %w", err)
	}
	var st index.State
	if err := json.Unmarshal(raw, &st); err != nil {
		return index.State{}, fmt.Errorf("reading the state of the index: %w", err)
	}
	n, err := g.bleve.DocCount()
	if err != nil {
		return index.State{}, fmt.Errorf("counting documents: %w", err)
	}
	st.Docs = int(n)
	return st, nil
}

// apply writes docs in batches; the last one carries the state, so that a crash
// in between leaves an older cursor and documents that are written again.
func (g *generation) apply(ctx context.Context, docs []index.Doc, st index.State) error {
	if g.bleve == nil {
		return errClosed
	}
	if err := g.damaged(); err != nil {
		return fmt.Errorf("%w: the index is damaged and waits to be rebuilt: %w", demarche.ErrConflict, err)
	}
	st.Docs = 0
	raw, err := json.Marshal(st)
	if err != nil {
		return fmt.Errorf("writing the state of the index: %w", err)
	}
	for first := true; first || len(docs) > 0; first = false {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := docs[:min(len(docs), maxBatch)]
		docs = docs[len(part):]
		batch := g.bleve.NewBatch()
		for i, doc := range newDocuments(part) {
			if part[i].ID == "" {
				return fmt.Errorf("%w: a document without an id", demarche.ErrInvalid)
			}
			if err := batch.IndexAdvanced(doc); err != nil {
				return fmt.Errorf("indexing %s: %w", part[i].ID, err)
			}
		}
		if len(docs) == 0 {
			batch.SetInternal(stateKey, raw)
		}
		if err := g.bleve.Batch(batch); err != nil {
			return fmt.Errorf("writing %d documents to the index: %w", len(part), err)
		}
	}
	if err := g.refresh(ctx); err != nil {
		return fmt.Errorf("making %s searchable: %w", g.name, err)
	}
	g.markReady()
	return nil
}

// newDocuments maps documents on all processors.
func newDocuments(docs []index.Doc) []*document.Document {
	out := make([]*document.Document, len(docs))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(docs)) {
		workers.Go(func() {
			stems := stemCache{}
			for i := next.Add(1) - 1; i < int64(len(docs)); i = next.Add(1) - 1 {
				out[i] = newDocument(&docs[i], stems)
			}
		})
	}
	workers.Wait()
	return out
}

var errClosed = errors.New("the index is closed")

// closedGeneration answers every call with errClosed.
var closedGeneration = &generation{}
