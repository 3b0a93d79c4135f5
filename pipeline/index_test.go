package pipeline_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"demarche/index"
	"demarche/pipeline"

	"github.com/google/go-cmp/cmp"
)

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
