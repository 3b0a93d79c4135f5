package pipeline_test

import (
	"context"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/index"
	"demarche/pipeline"
	"demarche/store"

	"github.com/google/go-cmp/cmp"
)

var start = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

// engine is a search engine in memory. With fail set it refuses every batch.
type engine struct {
	mu      sync.Mutex
	docs    map[string]index.Doc
	state   index.State
	fail    error
	batches int
	mixed   bool // took documents of another store than it was made from
	shadow  *engine
	live    *engine // of a shadow: whom it will replace
}

func (e *engine) State(context.Context) (index.State, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	st := e.state
	st.Docs = len(e.docs)
	return st, nil
}

func (e *engine) Apply(_ context.Context, docs []index.Doc, st index.State) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.fail != nil {
		return e.fail
	}
	if e.docs == nil {
		e.docs = map[string]index.Doc{}
	}
	for _, d := range docs {
		e.docs[d.ID] = d
	}
	e.mixed = e.mixed || e.state.Store != "" && e.state.Store != st.Store
	e.state = st
	e.batches++
	return nil
}

func (e *engine) Rebuild(context.Context, index.State) (index.Shadow, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.shadow = &engine{live: e}
	return e.shadow, nil
}

func (e *engine) Swap(context.Context) error {
	e.live.mu.Lock()
	defer e.live.mu.Unlock()
	e.live.docs, e.live.state = e.docs, e.state
	return nil
}

func (e *engine) Abort() error { return nil }

func (e *engine) get(id string) index.Doc {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.docs[id]
}

func (e *engine) ids() map[string]bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	ids := map[string]bool{}
	for id := range maps.Keys(e.docs) {
		ids[id] = true
	}
	return ids
}

func (e *engine) refuse(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.fail = err
}

// world is a store, an engine and readers that tests can change.
type world struct {
	t       *testing.T
	store   *store.Store
	engine  *engine
	cfg     pipeline.Config
	extract func(extract.Input) demarche.Facts
	read    atomic.Int32 // texts the extractor was given
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + t.TempDir(), Now: func() time.Time { return start }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	sources := []demarche.Source{
		{ID: "wire", Name: "Wire", Kind: demarche.KindNews, Lang: "en"},
		{ID: "ofac", Name: "OFAC", Kind: demarche.KindSanctions, Authority: "OFAC", Lang: "en"},
	}
	if err := s.SyncSources(t.Context(), sources); err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: s, engine: &engine{}}
	w.extract = words
	w.cfg = pipeline.Config{
		Store: s, Engine: w.engine, ExtractVersion: 1, Owner: "test", Now: func() time.Time { return start },
		Window: 4, Batch: 8, Gather: -1, Every: 5 * time.Millisecond, Retry: time.Millisecond,
		Article: func(body []byte, contentType, pageURL string, sel demarche.Selectors, zone string) (demarche.Article, error) {
			if string(body) == "panic in article" {
				panic("no article")
			}
			return demarche.Article{Text: string(body)}, nil
		},
		Extract: func(in extract.Input) demarche.Facts { w.read.Add(1); return w.extract(in) },
	}
	return w
}

// words is a small extractor: <Name> is a person, [Name] an organisation,
// {Name} a designee, US a country.
func words(in extract.Input) demarche.Facts {
	f := demarche.Facts{Lang: "en"}
	for i, r := range in.Text {
		kinds := map[rune]demarche.MentionKind{'<': demarche.MentionPerson, '[': demarche.MentionOrganisation, '{': ""}
		kind, ok := kinds[r]
		if !ok {
			continue
		}
		end := i + strings.IndexAny(in.Text[i:], ">]}")
		name := in.Text[i+1 : end]
		if r == '{' {
			f.Designees = append(f.Designees, demarche.Designee{Name: name, Schema: "Person", Change: "listed", Authority: "OFAC", Start: i, End: end})
			continue
		}
		f.Mentions = append(f.Mentions, demarche.Mention{Kind: kind, Start: i, End: end, Text: name})
	}
	if strings.Contains(in.Text, "US") {
		f.Countries = []demarche.CountryWeight{{Code: "US", Count: 1, Weight: 1}}
	}
	return f
}

// put stores an entry and returns its id.
func (w *world) put(source, key, title, text string) string {
	w.t.Helper()
	e := demarche.FetchedItem{Item: demarche.Item{Source: source, Key: key, URL: "https://x.example/" + key, Title: title,
		Published: demarche.Published{Time: start.Add(-time.Hour)}}}
	if text != "" {
		e.Document = &demarche.Document{Hash: demarche.NewDocumentHash([]byte(text)), URL: e.Item.URL, Fetched: start, Status: 200,
			MediaType: "text/plain", Body: []byte(text)}
	}
	if _, err := w.store.PutFetched(w.t.Context(), demarche.Fetched{Items: []demarche.FetchedItem{e}}); err != nil {
		w.t.Fatal(err)
	}
	return demarche.NewItemID(source, key)
}

func (w *world) seq() int64 {
	w.t.Helper()
	seq, err := w.store.Seq(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return seq
}

// catchUp brings everything into the index with a pipeline of the present Config.
func (w *world) catchUp() *pipeline.Pipeline {
	w.t.Helper()
	p := pipeline.New(w.cfg)
	if err := p.CatchUp(w.t.Context(), w.seq()); err != nil {
		w.t.Fatal(err)
	}
	return p
}

// run starts a pipeline until the test ends.
func (w *world) run() *pipeline.Pipeline {
	p := pipeline.New(w.cfg)
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error)
	go func() { done <- p.Run(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("Run: %v", err)
		}
	})
	return p
}

// eventually waits until ok holds.
func (w *world) eventually(what string, ok func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(time.Minute); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("%s did not happen in a minute", what)
		}
	}
}

func (w *world) item(id string) demarche.ItemView {
	w.t.Helper()
	v, err := w.store.Item(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func (w *world) todo(step string) int {
	w.t.Helper()
	n, err := w.store.TodoCount(w.t.Context(), step)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func diff(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}
