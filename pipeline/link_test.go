package pipeline_test

import (
	"testing"

	"demarche"
	"demarche/extract"

	"github.com/google/go-cmp/cmp"
)

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
