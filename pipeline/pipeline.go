// Package pipeline answers the question: what happens to an item?
//
// The crawler, or an import, has stored it with a seq. From there it goes
// through the steps, in this order:
//
//	extract  its documents become text (revisions), the text becomes facts
//	link     names in the facts are tied to entities
//	story    items on one event are put together (when a grouper is given)
//	index    the item with all of that becomes a document of the search index
//
// Each step has a cursor (every write up to that seq has been through it), a
// version, and a todo of items to look at again. A round takes new items first,
// then todo, then redo work:
//
//   - New items: steps at equal cursors share one window in memory and commit
//     what they found, and their cursors, in one transaction. The index follows
//     after the commit, while the next window is being read.
//   - Todo: a step whose output for an old item changes asks all later steps to
//     look at that item again. A request is deleted only if nobody has renewed
//     it since it was read.
//   - Redo: raising a step's version sends a second cursor over the old items,
//     one window at a time between rounds of new ones; later steps hear of an
//     item only when its output differs.
//
// So a crash resumes where the last commit was, and a better extractor reads the
// archive again without a crawl.
package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/index"
)

// Names of the steps, in order.
const (
	StepExtract = "extract"
	StepLink    = "link"
	StepStory   = "story"
	StepIndex   = "index"
)

// LinkVersion is the version of the link step.
//
//	1: full names and strong aliases, announcements
//	2: parties of the sanctions lists
//	3: announcements under one name are one party
//	4: persons take two signs besides the name; ages, callings, longer names
//	5: general licences
//	6: until when each of several general licences runs
const LinkVersion = 6

// Config is what a Pipeline is made of. Store, Engine, Article and Extract are
// required.
type Config struct {
	Store  Store
	Engine Engine

	// Article reads the text out of a document.
	Article func(body []byte, contentType, pageURL string, sel demarche.Selectors, zone string) (demarche.Article, error)
	// Extract reads the facts out of a text. ExtractVersion is its version and Article's.
	Extract        func(extract.Input) demarche.Facts
	ExtractVersion int
	// Entities are the built-in gazetteer.
	Entities []demarche.Entity
	// Stoplist is the list of common words and names to link with, in the form of
	// [lists.Stoplist]; nil: the built-in one. It is asked again and again, so that
	// an edited one counts at once.
	Stoplist func() ([]string, error)
	// Story groups items; nil leaves the step out. It returns the story of each
	// given item and of every other item that moves.
	Story        func(ctx context.Context, items []demarche.ItemView) ([]demarche.StoryAssignment, error)
	StoryVersion int
	// Mend does one piece of the nightly mend of the stories when there is nothing
	// else to do, hands the items that moved to commit, and says whether there is
	// more; nil leaves it out.
	Mend func(ctx context.Context, commit func([]demarche.StoryAssignment) error) (more bool, err error)

	Owner    string           // names this process; the same name takes over its own steps at once after a crash
	Now      func() time.Time // default time.Now
	Log      *slog.Logger     // default: discard
	Progress func(Progress)   // called after each commit and each batch of the index, from two goroutines; may be nil

	Window int           // items a transaction; default 256
	Batch  int           // documents a batch of the index; default 1000
	Gather time.Duration // how long live changes are collected into one batch; default 1 s, negative: not at all
	Every  time.Duration // how often to look for work nobody woke us for; default 5 s
	Retry  time.Duration // first pause after an error, doubled up to 30 times; default 1 s
}

// Progress tells how far the pipeline is.
type Progress struct {
	Step   string // the last step that moved
	Cursor int64  // where it stands now
	Upto   int64  // the highest seq it will come to
	Items  int    // items of this window or batch
}

// Pipeline takes items through the steps. Make it with New.
type Pipeline struct {
	cfg     Config
	steps   []*step // those that write to the store
	index   *indexer
	counts  counts
	claimed time.Time // when the steps were last claimed
	synced  bool      // the gazetteer is in the store

	naming sync.Mutex // guards names and stops
	names  *gazetteer
	stops  []string // the stoplist that names was made with; nil: the built-in one

	badStops string  // why the edited stoplist cannot be used, "" when it can
	search   *search // nil when no entry has changed

	running chan struct{} // held by whoever drives the steps
	wake    chan struct{}
	hurry   atomic.Int32 // callers of CatchUp and Reindex that wait
	idle    atomic.Bool  // the steps before the index have nothing to do

	mu       sync.Mutex
	changed  chan struct{}    // closed and replaced whenever something below changes
	indexed  int64            // the live index holds everything up to here
	rebuilt  int              // finished rebuilds
	refused  map[string]error // by step: why it does not run here
	failure  error            // the last error, nil after success
	failing  string           // the step it was met in
	building int64            // how far the index being built has come, -1 when none is
	fails    int              // how many errors there were
}

// New makes a pipeline. Nothing runs before Run, CatchUp or Reindex.
func New(cfg Config) *Pipeline {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Owner == "" {
		cfg.Owner = "demarche"
	}
	setDefault(&cfg.Window, 256)
	setDefault(&cfg.Batch, 1000)
	setDefault(&cfg.Gather, time.Second)
	setDefault(&cfg.Every, 5*time.Second)
	setDefault(&cfg.Retry, time.Second)
	p := &Pipeline{cfg: cfg, running: make(chan struct{}, 1), wake: make(chan struct{}, 1), changed: make(chan struct{}), building: -1}
	p.steps = []*step{
		{name: StepExtract, version: cfg.ExtractVersion, do: p.extract},
		{name: StepLink, version: LinkVersion, do: p.link},
	}
	if cfg.Story != nil {
		p.steps = append(p.steps, &step{name: StepStory, version: cfg.StoryVersion, do: p.story})
	}
	p.index = newIndexer(p)
	return p
}

func setDefault[T int | time.Duration](v *T, value T) {
	if *v == 0 {
		*v = value
	}
}

// Run takes items through the steps until ctx ends. Errors are logged and tried
// again; it returns nil when ctx ends.
func (p *Pipeline) Run(ctx context.Context) error {
	select {
	case p.running <- struct{}{}:
	case <-ctx.Done():
		return nil
	}
	defer func() { <-p.running }()
	err := p.drive(ctx, forever)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Wake tells Run that there is something new in the store.
func (p *Pipeline) Wake() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// CatchUp returns when the index holds every write up to seq upto. When nobody
// runs the pipeline in this process it does the work itself, redo work left out.
func (p *Pipeline) CatchUp(ctx context.Context, upto int64) error {
	return p.until(ctx, upto, func() bool { return p.indexed >= upto })
}

// Reindex builds the index anew beside the one that serves, and swaps them.
func (p *Pipeline) Reindex(ctx context.Context) error {
	p.mu.Lock()
	before := p.rebuilt
	p.mu.Unlock()
	p.index.wanted.Store(true)
	return p.until(ctx, 0, func() bool { return p.rebuilt > before })
}

// until drives the steps, or waits for the one who does, until done says so.
// done is called with p.mu held. An error met meanwhile is returned.
func (p *Pipeline) until(ctx context.Context, upto int64, done func() bool) error {
	p.hurry.Add(1)
	defer p.hurry.Add(-1)
	fails := p.watch(nil).fails
	for {
		select {
		case p.running <- struct{}{}:
			err := p.drive(ctx, upto)
			<-p.running
			if err != nil {
				return err
			}
			if now := p.watch(done); !now.done {
				return fmt.Errorf("pipeline: the index cannot reach seq %d: %w", upto, cmp.Or(now.blocked, demarche.ErrConflict))
			}
			return nil
		default:
		}
		now := p.watch(done)
		switch {
		case now.done:
			return nil
		case now.blocked != nil:
			return now.blocked
		case now.fails > fails && now.failure != nil:
			return now.failure
		}
		fails = now.fails
		p.Wake()
		p.index.poke()
		select {
		case <-now.changed:
		case <-time.After(p.cfg.Every): // the driver may have stopped
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// moment is the pipeline's state as those see it who wait for something.
type moment struct {
	changed <-chan struct{} // closed at the next change
	fails   int
	blocked error
	failure error
	done    bool
}

func (p *Pipeline) watch(done func() bool) moment {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := moment{changed: p.changed, fails: p.fails, failure: p.failure, done: done != nil && done()}
	for _, s := range p.steps {
		m.blocked = cmp.Or(m.blocked, p.refused[s.name])
	}
	return m
}

// note changes the state that others wait for.
func (p *Pipeline) note(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
	close(p.changed)
	p.changed = make(chan struct{})
}

// Store is what the pipeline needs of the store; *store.Store has it.
type Store interface {
	Reader
	Texts
	Names
	Listing
	Steps
	Todos
}

// Reader reads items with what is known about them.
type Reader interface {
	ID(ctx context.Context) (string, error)
	Seq(ctx context.Context) (int64, error)
	ItemsAfter(ctx context.Context, after, upto int64, limit int) ([]demarche.Item, error)
	Items(ctx context.Context, ids []string) (map[string]demarche.ItemView, error)
	ItemCount(ctx context.Context, upto int64) (int, error)
}

// Texts reads what the extract step works on.
type Texts interface {
	Unread(ctx context.Context, items []string) (map[string][]demarche.ItemVersion, error)
	Revisions(ctx context.Context, items []string) (map[string][]demarche.RevisionWrite, error)
	Documents(ctx context.Context, hashes []string) (map[string]demarche.Document, error)
}

// Names holds entities and finds them by name.
type Names interface {
	SyncEntities(ctx context.Context, origin string, list []demarche.Entity) (int, error)
	PutAnnouncements(ctx context.Context, items []string, list []demarche.Announcement) error
	PutLicences(ctx context.Context, items []string, said map[string][]demarche.Licence) error
	Lookup(ctx context.Context, names []string) (map[string][]demarche.NameMatch, error)
}

// Steps holds cursors, versions and owners.
type Steps interface {
	ClaimStep(ctx context.Context, name string, version int, owner string, lease time.Time) (demarche.StepState, error)
	ReleaseSteps(ctx context.Context, owner string) error
	Step(ctx context.Context, name string) (demarche.StepState, error)
	NoteCursor(ctx context.Context, name, owner string, cursor int64) error
	Commit(ctx context.Context, out demarche.Outcome) error
}

// Todos holds the items to look at again.
type Todos interface {
	Todo(ctx context.Context, step string, limit int) ([]demarche.Todo, error)
	TodoCount(ctx context.Context, step string) (int, error)
}

// Engine is what the pipeline needs of the search engine.
type Engine interface {
	State(ctx context.Context) (index.State, error)
	Apply(ctx context.Context, docs []index.Doc, st index.State) error
	Rebuild(ctx context.Context, st index.State) (index.Shadow, error)
}
