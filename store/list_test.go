package store

import (
	"errors"
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

func listEntry(id, name string) demarche.ListEntry {
	return demarche.ListEntry{Entity: demarche.Entity{ID: id, Name: name, Schema: demarche.SchemaPerson, Origin: "un-sc",
		Identifiers: []demarche.Identifier{{Scheme: "passport", Value: "P" + id}}},
		Designations: []demarche.Designation{{Entity: id, List: "un-sc", Authority: "UN Security Council", Listed: "2016-03-02", Measures: []demarche.Measure{}}}}
}

// TestListEntries: a list's entries come, change and go; what was there stays
// with its dates.
func TestListEntries(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		claim := func(id, value string) demarche.Statement {
			return demarche.Statement{Entity: id, Property: "name", Value: value, Source: "un-sc"}
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(s.PutListEntries(ctx, demarche.ListWrite{List: "un-sc", Seen: c.now(), Put: []demarche.ListEntry{listEntry("a", "Abel Norquist"), listEntry("b", "Bertil Ossian")},
			Statements: []demarche.Statement{claim("a", "Abel Norquist"), claim("b", "Bertil Ossian")}}))
		must(s.PutList(ctx, demarche.ListState{ID: "un-sc", Version: "1", LastSeen: c.now(), Changed: c.now(), Tried: c.now(), Entries: 2}))
		stamp, err := s.ListStamp(ctx)
		must(err)
		first := c.now()
		c.add(time.Hour)
		changes := []demarche.Change{{Item: "i1", Entity: "a", List: "un-sc", Kind: "amended", Seen: c.now(), NotBefore: first},
			{Item: "i2", Entity: "b", List: "un-sc", Kind: "removed", On: "2025-11-20", Seen: c.now(), NotBefore: first}}
		must(s.PutListEntries(ctx, demarche.ListWrite{List: "un-sc", Seen: c.now(), NotBefore: first, Put: []demarche.ListEntry{listEntry("a", "Abel Nordquist")},
			Statements: []demarche.Statement{claim("a", "Abel Nordquist")}, Gone: []string{"b"}, Changes: changes}))
		if now, err := s.ListStamp(ctx); err != nil || now == stamp {
			t.Errorf("stamp %q after %q, %v", now, stamp, err)
		}

		held, err := s.ListEntries(ctx, "un-sc")
		must(err)
		if len(held) != 1 || held[0].Entity.Name != "Abel Nordquist" {
			t.Errorf("entries %+v", held)
		}
		v, err := s.EntityView(ctx, "b", 10)
		must(err)
		if len(v.Entries) != 1 || v.Entries[0].Current() || !v.Entries[0].Gone.Equal(c.now()) || !v.Entries[0].LastSeen.Equal(first) || v.Entries[0].End.Kind != "removed" {
			t.Errorf("the entry that is gone: %+v", v.Entries)
		}
		v, err = s.EntityView(ctx, "a", 10)
		must(err)
		want := []demarche.Statement{
			{Entity: "a", Property: "name", Value: "Abel Norquist", Source: "un-sc", FirstSeen: first, LastSeen: first},
			{Entity: "a", Property: "name", Value: "Abel Nordquist", Source: "un-sc", FirstSeen: c.now()},
		}
		if diff := cmp.Diff(want, v.Statements); diff != "" {
			t.Errorf("claims (-want +got):\n%s", diff)
		}
		for name, n := range map[string]int{"Abel Norquist": 0, "abel nordquist": 1, "Bertil Ossian": 1} {
			found, err := s.FindEntities(ctx, name, 5)
			if err != nil || len(found) != n {
				t.Errorf("%s: %d found, %v; want %d", name, len(found), err, n)
			}
		}
		if ids, err := s.FindIdentifier(ctx, "passport", "Pb"); err != nil || !cmp.Equal(ids, []string{"b"}) {
			t.Errorf("passport Pb: %v, %v", ids, err)
		}
		notes, err := s.Renamed(ctx)
		if err != nil || len(notes) != 2 || notes[0].Entity != "a" || notes[1].Entity != "b" {
			t.Errorf("to look for: %v, %v", notes, err)
		}
		must(s.Relink(ctx, []string{"a"}, nil))
		must(s.DropRenamed(ctx, []demarche.Renamed{notes[0], {Entity: "b", At: notes[1].At - 1}}))
		if notes, err := s.Renamed(ctx); err != nil || len(notes) != 1 || notes[0].Entity != "b" {
			t.Errorf("to look for after one, and one that changed meanwhile: %v, %v", notes, err)
		}
		must(s.PutStoplist(ctx, "ocean", []string{"a", "b"}))
		if again, err := s.Renamed(ctx); err != nil || len(again) != 2 || again[1].At <= notes[1].At {
			t.Errorf("after a change of the stoplist: %v, %v", again, err)
		}
		if text, err := s.Stoplist(ctx); err != nil || text != "ocean" {
			t.Errorf("stoplist %q, %v", text, err)
		}

		for name, c := range map[string]struct {
			q demarche.ChangeQuery
			n int
		}{
			"all":     {demarche.ChangeQuery{}, 2},
			"kind":    {demarche.ChangeQuery{Kind: "removed"}, 1},
			"entity":  {demarche.ChangeQuery{Entity: []string{"a"}}, 1},
			"list":    {demarche.ChangeQuery{List: "eu-fsf"}, 0},
			"since":   {demarche.ChangeQuery{Since: "2025-11-21"}, 0},
			"until":   {demarche.ChangeQuery{Until: "2025-11-19"}, 0},
			"one":     {demarche.ChangeQuery{Limit: 1}, 1},
			"skipped": {demarche.ChangeQuery{Skip: 1}, 1},
		} {
			got, err := s.Changes(ctx, c.q)
			if err != nil || len(got) != c.n {
				t.Errorf("changes, %s: %d, %v; want %d", name, len(got), err, c.n)
			}
		}
		if pending, err := s.PendingChanges(ctx, "un-sc", 10); err != nil || len(pending) != 2 {
			t.Errorf("changes without an item: %d, %v", len(pending), err)
		}
		if _, err := s.EntityView(ctx, "nobody", 10); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
		if _, err := s.List(ctx, "eu-fsf"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("a list never tried: %v", err)
		}
	})
}

// TestParties: joined entries lead to each other, and a person's word is kept.
func TestParties(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		w := demarche.ListWrite{List: "un-sc", Seen: c.now(), Put: []demarche.ListEntry{listEntry("a", "Abel Norquist"), listEntry("b", "Abel Norquist"), listEntry("c", "Abel N")}}
		if err := s.PutListEntries(ctx, w); err != nil {
			t.Fatal(err)
		}
		open := []demarche.SameProposal{{A: "b", B: "c", Score: 0.8, Reasons: []string{"like names"}}}
		if err := s.PutParties(ctx, []demarche.Party{{ID: "a", Members: []string{"a", "b"}}}, open); err != nil {
			t.Fatal(err)
		}
		v, err := s.EntityView(ctx, "b", 10)
		if err != nil || len(v.Members) != 2 || len(v.Entries) != 2 || v.Entity.ID != "b" || len(v.Proposals) != 1 || v.Proposals[0].Name != "Abel N" || v.Proposals[0].List != "un-sc" {
			t.Errorf("the party seen from b: %+v, %v", v, err)
		}
		if p := v.Proposals[0]; p.Name != "Abel N" || p.List != v.Entries[0].Entity.Origin || p.Party != "" || p.Other([]string{"a", "b"}) != "c" {
			t.Errorf("the other side of the proposal: %+v", p)
		}
		if v, err := s.EntityView(ctx, "c", 10); err != nil || len(v.Proposals) != 1 || v.Proposals[0].Name != "Abel Norquist" || v.Proposals[0].Party != "a" {
			t.Errorf("the proposal seen from c: %+v, %v", v.Proposals, err)
		}
		yes := true
		if err := s.DecideSame(ctx, "c", "b", &yes); err != nil {
			t.Fatal(err)
		}
		if d, err := s.Decisions(ctx); err != nil || len(d) != 1 || d[0].A != "b" || d[0].Decided != "same" {
			t.Errorf("decisions %+v, %v", d, err)
		}
		if err := s.DecideSame(ctx, "b", "c", nil); err != nil {
			t.Fatal(err)
		}
		if d, err := s.Decisions(ctx); err != nil || len(d) != 0 {
			t.Errorf("decisions after taking back: %+v, %v", d, err)
		}
		if err := s.DecideSame(ctx, "b", "b", &yes); !errors.Is(err, demarche.ErrInvalid) {
			t.Errorf("one entry with itself: %v", err)
		}
	})
}

func TestJoinedWith(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, _ *clock) {
		ctx := t.Context()
		if err := s.PutParties(ctx, []demarche.Party{{ID: "p", Members: []string{"a", "b", "c"}}, {ID: "q", Members: []string{"x", "y"}}}, nil); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct{ ids, want []string }{{[]string{"b"}, []string{"b", "a", "c"}}, {[]string{"z"}, []string{"z"}}, {nil, nil}, {[]string{"x", "c"}, []string{"x", "c", "a", "b", "y"}}} {
			got, err := s.JoinedWith(ctx, tt.ids)
			if err != nil || !cmp.Equal(got, tt.want) {
				t.Errorf("joined with %v: %v, %v, want %v", tt.ids, got, err, tt.want)
			}
		}
	})
}
