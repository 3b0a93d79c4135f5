package pipeline_test

import (
	"context"
	"errors"
	"fmt"
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
	for deadline := time.Now().Add(5 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("%s did not happen in 5 s", what)
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

func TestItemGoesThrough(t *testing.T) {
	w := newWorld(t)
	w.cfg.Entities = []demarche.Entity{{ID: "lazarus", Name: "Lazarus Group", Schema: demarche.SchemaOrganization}}
	var ids []string
	for i := range 11 {
		ids = append(ids, w.put("wire", fmt.Sprint("k", i), fmt.Sprint("Title ", i), fmt.Sprintf("The US and [LAZARUS  GROUP], %d.\n", i)))
	}
	w.catchUp()
	if got := len(w.engine.ids()); got != 11 {
		t.Errorf("%d documents in the index, want 11", got)
	}
	d := w.engine.get(ids[3])
	want := index.Doc{ID: ids[3], Seq: 4, Title: "Title 3", Text: "The US and [LAZARUS  GROUP], 3.\n", Lang: "en", Source: "wire", Kind: demarche.KindNews,
		Published: start.Add(-time.Hour), FirstSeen: start, Countries: []string{"US"}, Entities: []string{"lazarus"}, Names: []string{"LAZARUS  GROUP"}}
	diff(t, "document", want, d)
	links := w.item(ids[3]).Links
	diff(t, "links", []demarche.Link{{Mention: 0, Entity: "lazarus", Confidence: 0.9, Status: demarche.LinkPossible, Reasons: []string{"named in full as Lazarus Group"}}}, links)
	if st, _ := w.engine.State(t.Context()); st.Cursor != 11 || st.Version != index.Version {
		t.Errorf("state %+v, want cursor 11 and version %d", st, index.Version)
	}
}

func TestRevisions(t *testing.T) {
	w := newWorld(t)
	id := w.put("wire", "a", "A", "first\n")
	w.put("wire", "a", "A", "second\n") // before anybody read the first
	w.catchUp()
	w.put("wire", "a", "A", "third\n")
	w.put("wire", "a", "A", "first\n")
	w.catchUp()
	var got []string
	for _, r := range w.item(id).Revisions {
		got = append(got, fmt.Sprint(r.N, " ", r.Text))
	}
	diff(t, "revisions", []string{"4 first\n", "3 third\n", "2 second\n", "1 first\n"}, got)
	if text := w.engine.get(id).Text; text != "first\n" {
		t.Errorf("the index holds %q, want the newest text", text)
	}
}

func TestSameTextIsNoRevision(t *testing.T) {
	w := newWorld(t)
	w.cfg.Article = func(body []byte, _, _ string, _ demarche.Selectors, _ string) (demarche.Article, error) {
		text, _, _ := strings.Cut(string(body), "<nav>")
		return demarche.Article{Text: text}, nil
	}
	id := w.put("wire", "a", "A", "text\n<nav>1")
	w.catchUp()
	w.put("wire", "a", "A", "text\n<nav>2")
	w.put("wire", "a", "A", "<nav>consent wall")
	w.catchUp()
	if revs := w.item(id).Revisions; len(revs) != 1 || revs[0].Text != "text\n" {
		t.Errorf("revisions %+v, want one with the text", revs)
	}
}

func TestNoTextUsesListing(t *testing.T) {
	w := newWorld(t)
	id := w.put("wire", "a", "Only a title about the US", "")
	p := w.catchUp()
	v := w.item(id)
	if len(v.Revisions) != 1 || v.Revisions[0].Text != "Only a title about the US\n" || len(v.Facts.Countries) != 1 {
		t.Errorf("revisions %+v, facts %+v: want the title as text", v.Revisions, v.Facts)
	}
	if got := p.Totals().NoText; got != 1 {
		t.Errorf("%d items without text counted, want 1", got)
	}
}

// TestRaisedVersion: a better extractor reads the archive again without a crawl
// and without keeping new items waiting.
func TestRaisedVersion(t *testing.T) {
	w := newWorld(t)
	var old []string
	for i := range 30 {
		old = append(old, w.put("wire", fmt.Sprint("k", i), "T", fmt.Sprintf("text %d US\n", i)))
	}
	w.catchUp()
	before := w.engine.batches

	hold := make(chan struct{})
	var fresh atomic.Bool
	w.cfg.ExtractVersion = 2
	w.extract = func(in extract.Input) demarche.Facts {
		if in.Title == "new" {
			fresh.Store(true)
		} else if in.Text == "text 29 US\n" {
			<-hold // redo cannot end before the test lets it
		}
		f := words(in)
		if in.Text == "text 7 US\n" {
			f.Countries = []demarche.CountryWeight{{Code: "KP", Count: 1, Weight: 1}}
		}
		return f
	}
	p := w.run()
	w.eventually("redo of the changed item", func() bool { return cmp.Equal(w.engine.get(old[7]).Countries, []string{"KP"}) })
	close(hold)
	id := w.put("wire", "new", "new", "a new item\n")
	if err := p.CatchUp(t.Context(), w.seq()); err != nil {
		t.Fatal(err)
	}
	if !fresh.Load() || w.engine.get(id).ID == "" {
		t.Error("the new item is not in the index")
	}
	w.eventually("end of redo", func() bool {
		st, err := w.store.Step(t.Context(), pipeline.StepExtract)
		return err == nil && st.Version == 2 && st.Redo == st.RedoTo && st.RedoTo == 30
	})
	w.eventually("empty todo", func() bool { return w.todo(pipeline.StepIndex) == 0 })
	if v := w.item(old[8]); v.Facts.Version != 2 || v.Revisions[0].Version != 2 || len(v.Revisions) != 1 {
		t.Errorf("facts of version %d, %d revisions: want version 2 and one revision", v.Facts.Version, len(v.Revisions))
	}
	if n := w.engine.batches - before; n > 3 {
		t.Errorf("%d batches went to the index; only one old and one new item differ", n)
	}
}

// TestNewItemsBeforeRedo: with redo work left, a new item is done next.
func TestNewItemsBeforeRedo(t *testing.T) {
	w := newWorld(t)
	for i := range 20 {
		w.put("wire", fmt.Sprint("k", i), "old", fmt.Sprintf("text %d\n", i))
	}
	w.catchUp()
	w.cfg.ExtractVersion = 2
	w.put("wire", "new", "new", "a new item\n")
	var mu sync.Mutex
	var order []string
	w.extract = func(in extract.Input) demarche.Facts {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, in.Title)
		return words(in)
	}
	w.run()
	w.eventually("redo", func() bool { mu.Lock(); defer mu.Unlock(); return len(order) == 21 })
	if order[0] != "new" {
		t.Errorf("read first: %q, want the new item", order[0])
	}
}

func TestOlderBinaryRefusesStep(t *testing.T) {
	w := newWorld(t)
	w.cfg.ExtractVersion = 5
	w.put("wire", "a", "A", "a\n")
	w.catchUp()
	w.cfg.ExtractVersion = 4
	w.put("wire", "b", "B", "b\n")
	read := w.read.Load()
	err := pipeline.New(w.cfg).CatchUp(t.Context(), w.seq())
	if !errors.Is(err, demarche.ErrConflict) || !strings.Contains(err.Error(), "version 5") || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("error %v, want a conflict that names version 5 and the way out", err)
	}
	if w.read.Load() != read {
		t.Error("the older program has read an item")
	}
	// The other steps go on: what link is asked to do again is done.
	id := demarche.NewItemID("wire", "a")
	if err := w.store.AddTodo(t.Context(), []demarche.Todo{{Step: pipeline.StepLink, Item: id}}); err != nil {
		t.Fatal(err)
	}
	p := w.run()
	w.eventually("the link step's todo", func() bool { return w.todo(pipeline.StepLink) == 0 })
	if err := p.CatchUp(t.Context(), w.seq()); !errors.Is(err, demarche.ErrConflict) {
		t.Errorf("waiting beside Run: %v, want a conflict instead of a wait without end", err)
	}
}

func TestPanicInReaders(t *testing.T) {
	w := newWorld(t)
	w.extract = func(in extract.Input) demarche.Facts {
		if strings.Contains(in.Text, "poison") {
			panic("cannot read this")
		}
		return words(in)
	}
	bad := w.put("wire", "bad", "Bad", "poison\n")
	worse := w.put("wire", "worse", "Worse US", "panic in article")
	good := w.put("wire", "good", "Good", "fine US\n")
	p := w.catchUp()
	if got := p.Totals(); got.Panics != 2 || got.Failed != 2 || got.Read != 3 {
		t.Errorf("totals %+v, want 2 panics, 2 failed, 3 read", got)
	}
	for _, id := range []string{bad, worse, good} {
		if w.engine.get(id).ID == "" {
			t.Errorf("item %s is not in the index", id)
		}
	}
	if v := w.item(worse); v.Revisions[0].Text != "Worse US\n" {
		t.Errorf("text %q, want the title", v.Revisions[0].Text)
	}
	if d := w.engine.get(good); len(d.Countries) != 1 {
		t.Errorf("the good item has countries %v", d.Countries)
	}
}

// TestCrashBetweenCommitAndIndex: what was committed and not indexed is indexed
// by the next process.
func TestCrashBetweenCommitAndIndex(t *testing.T) {
	w := newWorld(t)
	first := w.put("wire", "a", "A", "a\n")
	w.catchUp()
	w.engine.refuse(errors.New("disk full"))
	second := w.put("wire", "b", "B", "b\n")
	if err := pipeline.New(w.cfg).CatchUp(t.Context(), w.seq()); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Fatalf("error %v, want the engine's", err)
	}
	if st, _ := w.store.Step(t.Context(), pipeline.StepLink); st.Cursor != 2 {
		t.Fatalf("link stands at %d, want 2: committed before the index", st.Cursor)
	}
	w.engine.refuse(nil)
	read := w.read.Load()
	w.catchUp()
	diff(t, "index", map[string]bool{first: true, second: true}, w.engine.ids())
	if w.read.Load() != read {
		t.Error("items were read again")
	}
}

func TestEngineRecoversWhileRunning(t *testing.T) {
	w := newWorld(t)
	w.engine.refuse(errors.New("disk full"))
	p := w.run()
	var want = map[string]bool{}
	for i := range 40 {
		want[w.put("wire", fmt.Sprint(i), "A", fmt.Sprint(i, "\n"))] = true
		p.Wake()
	}
	w.eventually("annotations although the index fails", func() bool {
		st, err := w.store.Step(t.Context(), pipeline.StepLink)
		return err == nil && st.Cursor == 40
	})
	w.engine.refuse(nil)
	w.eventually("all items in the index", func() bool { return cmp.Equal(want, w.engine.ids()) })
}

func TestIndexThatDoesNotFitIsRebuilt(t *testing.T) {
	spoil := map[string]func(*engine){
		"lost":          func(e *engine) { e.docs, e.state = nil, index.State{} },
		"emptied":       func(e *engine) { e.docs = nil },
		"foreign":       func(e *engine) { e.state.Store = "another" },
		"older version": func(e *engine) { e.state.Version = index.Version - 1 },
		"some missing": func(e *engine) {
			for id := range e.docs {
				delete(e.docs, id)
				return
			}
		},
	}
	for name, f := range spoil {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			want := map[string]bool{}
			for i := range 20 {
				want[w.put("wire", fmt.Sprint(i), "A", fmt.Sprint(i, "\n"))] = true
			}
			w.catchUp()
			f(w.engine)
			w.catchUp()
			diff(t, "documents", want, w.engine.ids())
			if w.engine.shadow == nil {
				t.Error("the index was not built beside")
			}
			if st, _ := w.engine.State(t.Context()); st.Cursor != 20 || st.Version != index.Version {
				t.Errorf("state %+v", st)
			}
		})
	}
}

// TestForeignIndexTakesNothing: until the swap the foreign index keeps its own
// mark, or a crash would leave it looking like ours.
func TestForeignIndexTakesNothing(t *testing.T) {
	w := newWorld(t)
	w.engine.docs = map[string]index.Doc{"theirs": {ID: "theirs"}}
	w.engine.state = index.State{Store: "another", Version: index.Version, Cursor: 9}
	id := w.put("wire", "a", "A", "a\n")
	w.catchUp()
	diff(t, "documents", map[string]bool{id: true}, w.engine.ids())
	if w.engine.mixed {
		t.Error("our documents went into the foreign index")
	}
}

func TestReindexWhileRunning(t *testing.T) {
	w := newWorld(t)
	want := map[string]bool{}
	for i := range 20 {
		want[w.put("wire", fmt.Sprint(i), "A", fmt.Sprint(i, "\n"))] = true
	}
	p := w.run()
	if err := p.CatchUp(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	if err := p.Reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	want[w.put("wire", "late", "A", "late\n")] = true
	if err := p.CatchUp(t.Context(), 21); err != nil {
		t.Fatal(err)
	}
	diff(t, "documents", want, w.engine.ids())
	if w.engine.shadow == nil {
		t.Error("nothing was built beside")
	}
}

func TestReindexAlone(t *testing.T) {
	w := newWorld(t)
	w.put("wire", "a", "A", "a\n")
	p := w.catchUp()
	if err := p.Reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.engine.shadow == nil || len(w.engine.ids()) != 1 {
		t.Error("the index was not built anew")
	}
}

// TestAnnouncement: an old item that names somebody is found when an authority
// announces him, and let go when a better extractor no longer reads that.
func TestAnnouncement(t *testing.T) {
	w := newWorld(t)
	old := w.put("wire", "old", "Old", "A man called <Jang Kuk Chol> was seen.\n")
	w.put("wire", "press", "Press", "They say {Kim Un Chol} is listed.\n") // the press announces nobody
	w.catchUp()
	if links := w.item(old).Links; len(links) != 0 {
		t.Fatalf("linked before the announcement: %v", links)
	}
	release := w.put("ofac", "release", "Release", "Listed: {JANG, Kuk Chol} and {Jang Kuk-chol} and {Ocean}.\n")
	later := w.put("wire", "later", "Later", "<Jang Kuk Chol> again, <Kim Un Chol>, and <Ocean>.\n")
	w.catchUp()
	for _, id := range []string{old, later} {
		links := w.item(id).Links
		if len(links) != 1 || links[0].Status != demarche.LinkPossible {
			t.Fatalf("links of %s: %+v, want one possible", id, links)
		}
		diff(t, "reasons", []string{"announced by OFAC in " + release + " on 2025-11-20"}, links[0].Reasons)
		if d := w.engine.get(id); !cmp.Equal(d.Entities, []string{links[0].Entity}) {
			t.Errorf("the index has entities %v of %s, want %v", d.Entities, id, links[0].Entity)
		}
	}
	w.cfg.ExtractVersion = 2
	w.extract = func(in extract.Input) demarche.Facts {
		f := words(in)
		f.Designees = nil
		return f
	}
	w.run()
	w.eventually("the link is gone from the index", func() bool { return len(w.engine.get(old).Entities) == 0 && len(w.engine.get(later).Entities) == 0 })
}

func TestGazetteerChange(t *testing.T) {
	w := newWorld(t)
	id := w.put("wire", "a", "A", "News of [Garantex] and [Alpha].\n")
	w.catchUp()
	w.cfg.Entities = []demarche.Entity{
		{ID: "garantex", Name: "Garantex Europe OU", Schema: demarche.SchemaCompany, Aliases: []demarche.Alias{{Name: "GARANTEX"}}},
		{ID: "alpha", Name: "Alpha Trading", Schema: demarche.SchemaCompany, Aliases: []demarche.Alias{{Name: "Alpha", Weak: true}}},
	}
	w.catchUp()
	diff(t, "entities", []string{"garantex"}, w.engine.get(id).Entities)
	w.cfg.Entities = nil
	w.catchUp()
	if got := w.engine.get(id).Entities; len(got) != 0 {
		t.Errorf("entities %v after the gazetteer lost them", got)
	}
}

// TestTodoRenewedWhileWorking: a request renewed after it was read stays.
func TestTodoRenewedWhileWorking(t *testing.T) {
	w := newWorld(t)
	id := w.put("wire", "a", "A", "a\n")
	w.catchUp()
	ask := func() {
		if err := w.store.AddTodo(t.Context(), []demarche.Todo{{Step: pipeline.StepExtract, Item: id}}); err != nil {
			t.Error(err)
		}
	}
	var reads atomic.Int32
	w.extract = func(in extract.Input) demarche.Facts {
		if reads.Add(1) == 1 {
			ask() // the clock stands still: only a strictly rising at tells them apart
		}
		return words(in)
	}
	ask()
	w.catchUp()
	if got := reads.Load(); got != 2 {
		t.Errorf("read %d times, want 2", got)
	}
	if n := w.todo(pipeline.StepExtract); n != 0 {
		t.Errorf("%d requests left", n)
	}
}

func TestStory(t *testing.T) {
	w := newWorld(t)
	first := w.put("wire", "a", "A", "a\n")
	w.cfg.StoryVersion = 1
	w.cfg.Story = func(_ context.Context, items []demarche.ItemView) ([]demarche.StoryAssignment, error) {
		var out []demarche.StoryAssignment
		for _, v := range items {
			out = append(out, demarche.StoryAssignment{Item: v.Item.ID, Story: "s-" + v.Item.Title})
			if v.Item.Title == "B" { // moves the first item too
				out = append(out, demarche.StoryAssignment{Item: first, Story: "s-B"})
			}
		}
		return out, nil
	}
	w.catchUp()
	if got := w.engine.get(first).Story; got != "s-A" {
		t.Errorf("story %q, want s-A", got)
	}
	second := w.put("wire", "b", "B", "b\n")
	w.catchUp()
	if a, b := w.engine.get(first).Story, w.engine.get(second).Story; a != "s-B" || b != "s-B" {
		t.Errorf("stories %q and %q, want s-B for both", a, b)
	}
	if also := w.item(second).AlsoAt; len(also) != 1 || also[0].ID != first {
		t.Errorf("also at %+v, want the first item", also)
	}
}

// TestStepAddedLater: a step that comes to a store with items catches up alone.
func TestStepAddedLater(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for i := range 10 {
		ids = append(ids, w.put("wire", fmt.Sprint(i), "A", fmt.Sprint(i, "\n")))
	}
	w.catchUp()
	w.cfg.Story = func(_ context.Context, items []demarche.ItemView) ([]demarche.StoryAssignment, error) {
		var out []demarche.StoryAssignment
		for _, v := range items {
			out = append(out, demarche.StoryAssignment{Item: v.Item.ID, Story: "one"})
		}
		return out, nil
	}
	w.catchUp()
	for _, id := range ids {
		if got := w.engine.get(id).Story; got != "one" {
			t.Fatalf("item %s has story %q in the index, want one", id, got)
		}
	}
}

func TestOwnership(t *testing.T) {
	w := newWorld(t)
	w.put("wire", "a", "A", "a\n")
	if _, err := w.store.ClaimStep(t.Context(), pipeline.StepExtract, 1, "another", start.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	err := pipeline.New(w.cfg).CatchUp(t.Context(), 1)
	if !errors.Is(err, demarche.ErrConflict) || !strings.Contains(err.Error(), "another holds it") {
		t.Errorf("error %v, want one that names the owner", err)
	}
	if err := w.store.ReleaseSteps(t.Context(), "another"); err != nil {
		t.Fatal(err)
	}
	w.catchUp()
}

func TestStatus(t *testing.T) {
	w := newWorld(t)
	w.put("wire", "a", "A", "a\n")
	p := w.catchUp()
	w.put("wire", "b", "B", "b\n")
	got, err := p.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []pipeline.StepStatus{
		{Name: "extract", Version: 1, Cursor: 1, Behind: 1},
		{Name: "link", Version: pipeline.LinkVersion, Cursor: 1, Behind: 1},
		{Name: "index", Version: index.Version, Cursor: 1, Behind: 1},
	}
	diff(t, "status", want, got)
}
