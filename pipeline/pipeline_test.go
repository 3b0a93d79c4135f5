package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/index"
	"demarche/pipeline"

	"github.com/google/go-cmp/cmp"
)

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
	status, err := p.Status(t.Context())
	if err != nil || !strings.Contains(status[0].Error, "newer program") || status[1].Error != "" {
		t.Errorf("status %+v, %v: want the refusal at the extract step alone", status, err)
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
			out = append(out, demarche.StoryAssignment{Item: v.Item.ID, Story: "s-" + v.Item.Title, Features: []byte(`"of ` + v.Item.Title + `"`)})
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
	var kept []string
	err := w.store.StoryFeatures(t.Context(), 10, func(item, story string, features []byte) error {
		kept = append(kept, item+" in "+story+": "+string(features))
		return nil
	})
	if want := []string{first + ` in s-B: "of A"`, second + ` in s-B: "of B"`}; err != nil || !slices.Equal(kept, want) {
		t.Errorf("kept %q (%v), want %q", kept, err, want)
	}
}

// TestMend: what the mend moves is written under the step's claim and indexed
// anew, the id that was given up leads on, and the mend waits for new items.
func TestMend(t *testing.T) {
	w := newWorld(t)
	a, b := w.put("wire", "a", "A", "a\n"), w.put("wire", "b", "B", "b\n")
	w.cfg.StoryVersion = 1
	w.cfg.Story = func(_ context.Context, items []demarche.ItemView) ([]demarche.StoryAssignment, error) {
		var out []demarche.StoryAssignment
		for _, v := range items {
			out = append(out, demarche.StoryAssignment{Item: v.Item.ID, Story: v.Item.ID})
		}
		return out, nil
	}
	var pieces atomic.Int32
	w.cfg.Mend = func(_ context.Context, commit func([]demarche.StoryAssignment) error) (bool, error) {
		if pieces.Add(1) != 1 {
			return false, nil
		}
		if got := w.engine.get(a).Story; got != a && got != "" {
			t.Errorf("mended before the items were grouped: %q", got)
		}
		return true, commit([]demarche.StoryAssignment{{Item: b, Story: a}})
	}
	w.run()
	w.eventually("the moved item is indexed anew", func() bool { return w.engine.get(b).Story == a })
	if v, err := w.store.Story(t.Context(), b); err != nil || v.Story.ID != a || v.Total != 2 {
		t.Errorf("the story that was merged: %v, %+v", err, v.Story)
	}
	if pieces.Load() < 2 {
		t.Error("no second piece was asked for")
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
