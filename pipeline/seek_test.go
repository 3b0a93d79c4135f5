package pipeline_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"demarche"
	"demarche/lists"
)

// TestSeekSpellings: an old item hears of a new entry under whatever spelling the
// link step would know, and by a number, not only under the entry's own name.
func TestSeekSpellings(t *testing.T) {
	w := newListWorld(t)
	texts := map[string]string{
		"swapped": "The US froze assets: sanctions on <Osprik Veltran>.\n",
		"script":  "В США введены санкции: <Велтран Осприк>.\n",
		"hyphen":  "The US sanctioned <Veltran-Osprik>.\n",
		"nobody":  "The US sanctioned <Osprik>.\n",
	}
	ids := map[string]string{}
	for name, text := range texts {
		ids[name] = w.put("wire", name, "Old", text)
	}
	w.update(unList("2026-01-01", ten...))
	w.catchUp()
	w.update(unList("2026-01-02", append(slices.Clone(ten), "Veltran Osprik")...))
	w.catchUp()
	for name := range texts {
		want := 1
		if name == "nobody" {
			want = 0
		}
		if links := w.item(ids[name]).Links; len(links) != want {
			t.Errorf("%s: %d links, want %d: %+v", name, len(links), want, links)
		}
	}
	if notes, err := w.store.Renamed(t.Context()); err != nil || len(notes) != 0 {
		t.Errorf("notes left: %v, %v", notes, err)
	}
	w.update(unList("2026-01-03", ten...))
	w.catchUp()
	for name := range texts {
		for _, l := range w.item(ids[name]).Links {
			if l.Status == demarche.LinkListed || len(w.engine.get(ids[name]).Lists) > 0 {
				t.Errorf("%s: after the removal still %+v", name, l)
			}
		}
	}
}

// TestEditedStoplist: a name put on the stoplist is worth less at once, in old
// items too, and a broken file changes nothing.
func TestEditedStoplist(t *testing.T) {
	w := newListWorld(t)
	var mu sync.Mutex
	edited, broken := lists.Stoplist(), error(nil)
	set := func(lines []string, err error) {
		mu.Lock()
		defer mu.Unlock()
		edited, broken = lines, err
	}
	w.cfg.Stoplist = func() ([]string, error) {
		mu.Lock()
		defer mu.Unlock()
		return edited, broken
	}
	id := w.put("wire", "old", "Old", "The US sanctioned <Abel Norquist>.\n")
	w.update(unList("2026-01-01", ten...))
	w.catchUp()
	status := func() demarche.LinkStatus {
		t.Helper()
		links := w.item(id).Links
		if len(links) != 1 {
			t.Fatalf("%d links", len(links))
		}
		return links[0].Status
	}
	if s := status(); s != demarche.LinkListed {
		t.Errorf("before the edit: %s", s)
	}
	set(append(lists.Stoplist(), "=Abel Norquist"), nil)
	w.catchUp()
	if s := status(); s != demarche.LinkPossible {
		t.Errorf("on the stoplist: %s", s)
	}
	set(nil, errors.New("not UTF-8"))
	w.catchUp()
	if s := status(); s != demarche.LinkPossible {
		t.Errorf("a broken file: %s", s)
	}
	set(lists.Stoplist(), nil)
	w.catchUp()
	if s := status(); s != demarche.LinkListed {
		t.Errorf("taken off the stoplist: %s", s)
	}
}
