package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"demarche"
)

func mustCommit(t *testing.T, s *Store, out demarche.Outcome) {
	t.Helper()
	if err := s.Commit(t.Context(), out); err != nil {
		t.Fatal(err)
	}
}

func mustTodo(t *testing.T, s *Store, step string) []demarche.Todo {
	t.Helper()
	list, err := s.Todo(t.Context(), step, 100)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func revision(item string, n int, seq int64, text string) demarche.RevisionWrite {
	return demarche.RevisionWrite{Seq: seq, Upto: seq, Revision: demarche.Revision{Item: item, N: n, Document: document(text).Hash,
		Title: "A", Text: text, Lang: "en", Authors: []string{"Somebody"}, Seen: start, Version: 1}}
}

func TestStepOwnership(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		claim := func(version int, owner string) (demarche.StepState, error) {
			return s.ClaimStep(ctx, "extract", version, owner, c.now().Add(time.Minute))
		}
		if _, err := claim(1, "one"); err != nil {
			t.Fatal(err)
		}
		if _, err := claim(1, "one"); err != nil {
			t.Errorf("renewing: %v", err)
		}
		if _, err := claim(1, "two"); !errors.Is(err, demarche.ErrConflict) || !strings.Contains(err.Error(), "one holds it") {
			t.Errorf("claiming another's step: %v, want a conflict that names him", err)
		}
		move := demarche.Outcome{Owner: "two", Moves: []demarche.CursorMove{{Step: "extract", Old: 0, New: 5}}}
		if err := s.Commit(ctx, move); !errors.Is(err, demarche.ErrConflict) {
			t.Errorf("moving another's cursor: %v, want ErrConflict", err)
		}
		c.add(2 * time.Minute)
		if _, err := claim(1, "two"); err != nil {
			t.Errorf("claiming after the lease: %v", err)
		}
		mustCommit(t, s, move)
		if err := s.Commit(ctx, move); !errors.Is(err, demarche.ErrConflict) {
			t.Errorf("moving a cursor twice: %v, want ErrConflict", err)
		}
		st, err := claim(3, "two")
		if err != nil || st.Version != 3 || st.Redo != 0 || st.RedoTo != 5 || st.Cursor != 5 {
			t.Errorf("raised version: %+v, %v; want redo work up to 5", st, err)
		}
		if _, err := claim(2, "two"); !errors.Is(err, demarche.ErrConflict) || !strings.Contains(err.Error(), "version 3") {
			t.Errorf("older program: %v, want a conflict that names version 3", err)
		}
		if err := s.ReleaseSteps(ctx, "two"); err != nil {
			t.Fatal(err)
		}
		if _, err := claim(3, "one"); err != nil {
			t.Errorf("claiming a released step: %v", err)
		}
	})
}

// TestCommitIsWhole: a cursor that has moved takes everything else with it.
func TestCommitIsWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		mustPut(t, s, entry("wire", "a", "A", "a\n"))
		id := demarche.NewItemID("wire", "a")
		err := s.Commit(t.Context(), demarche.Outcome{
			Owner:       "one",
			Revisions:   []demarche.RevisionWrite{revision(id, 1, 1, "a\n")},
			Annotations: []demarche.Annotation{{Item: "no such item", Step: "extract", Data: []byte("{}")}},
			Todo:        []demarche.Todo{{Step: "link", Item: id}},
		})
		if err == nil {
			t.Fatal("an annotation of no item was written")
		}
		if v := mustItem(t, s, id); len(v.Revisions) != 0 {
			t.Errorf("revisions %+v of a commit that failed", v.Revisions)
		}
		if list := mustTodo(t, s, "link"); len(list) != 0 {
			t.Errorf("todo %+v of a commit that failed", list)
		}
	})
}

func TestViews(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		first, second := demarche.NewItemID("wire", "a"), demarche.NewItemID("treasury", "b")
		mustPut(t, s, entry("wire", "a", "A", "one\n"), entry("treasury", "b", "B", "b\n"))
		facts := demarche.Facts{Lang: "en", Countries: []demarche.CountryWeight{{Code: "KP", Count: 2, Weight: 1}},
			Mentions: []demarche.Mention{{Kind: demarche.MentionPerson, Start: 1, End: 4, Text: "Jang"}}}
		data, err := json.Marshal(facts)
		if err != nil {
			t.Fatal(err)
		}
		links := []demarche.Link{{Mention: 0, Entity: "e", Confidence: 0.5, Status: demarche.LinkPossible, Reasons: []string{"r"}}}
		linkData, err := json.Marshal(links)
		if err != nil {
			t.Fatal(err)
		}
		mustCommit(t, s, demarche.Outcome{
			Revisions:   []demarche.RevisionWrite{revision(first, 1, 1, "one\n"), revision(first, 2, 1, "two\n"), revision(second, 1, 2, "b\n")},
			Annotations: []demarche.Annotation{{Item: first, Step: "extract", Version: 7, Data: data}, {Item: first, Step: "link", Version: 1, Data: linkData}},
			Links:       []demarche.ItemLinks{{Item: first, Links: append(links, links...)}},
			Stories:     []demarche.StoryAssignment{{Item: first, Story: "s"}, {Item: second, Story: "s"}},
		})
		facts.Version = 7
		v := mustItem(t, s, first)
		want := demarche.ItemView{Item: v.Item, Source: source("wire"), Facts: facts, Links: links, Story: "s",
			Revisions: []demarche.Revision{revision(first, 2, 1, "two\n").Revision, revision(first, 1, 1, "one\n").Revision}}
		want.AlsoAt = []demarche.Item{mustItem(t, s, second).Item}
		diff(t, "item", want, v)

		list, err := s.Items(t.Context(), []string{second, first, "none"})
		if err != nil {
			t.Fatal(err)
		}
		want.Revisions, want.AlsoAt = want.Revisions[:1], nil
		diff(t, "one of the items", want, list[first])
		if len(list) != 2 || list[second].Source.ID != "treasury" {
			t.Errorf("%d items, the second of %q", len(list), list[second].Source.ID)
		}
	})
}

func TestUnread(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		id := demarche.NewItemID("wire", "a")
		for _, text := range []string{"one\n", "two\n", "three\n"} {
			mustPut(t, s, entry("wire", "a", "A", text))
		}
		rev := revision(id, 1, 1, "one\n")
		rev.Upto = 2 // the second document reads the same
		mustCommit(t, s, demarche.Outcome{Revisions: []demarche.RevisionWrite{rev}})
		unread, err := s.Unread(t.Context(), []string{id})
		if err != nil {
			t.Fatal(err)
		}
		if list := unread[id]; len(list) != 1 || list[0].Seq != 3 {
			t.Errorf("unread %+v, want the third document", list)
		}
		all, err := s.Revisions(t.Context(), []string{id})
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "revisions", map[string][]demarche.RevisionWrite{id: {rev}}, all)
	})
}

func TestTodoKeepsRenewedRequests(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		id := demarche.NewItemID("wire", "a")
		mustPut(t, s, entry("wire", "a", "A", "a\n"))
		ask := demarche.Outcome{Todo: []demarche.Todo{{Step: "link", Item: id}, {Step: "link", Item: id}}}
		mustCommit(t, s, ask)
		read := mustTodo(t, s, "link")
		mustCommit(t, s, ask) // within the same millisecond
		mustCommit(t, s, demarche.Outcome{Done: read})
		renewed := mustTodo(t, s, "link")
		if len(renewed) != 1 || renewed[0].At <= read[0].At {
			t.Fatalf("todo %+v after %+v was done, want the renewed request", renewed, read)
		}
		mustCommit(t, s, demarche.Outcome{Done: renewed})
		if list := mustTodo(t, s, "link"); len(list) != 0 {
			t.Errorf("todo %+v, want none", list)
		}
	})
}

func TestStoriesMergeAndSplit(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		var ids []string
		for _, key := range []string{"a", "b", "c"} {
			mustPut(t, s, entry("wire", key, key, key+"\n"))
			ids = append(ids, demarche.NewItemID("wire", key))
		}
		assign := func(stories ...string) {
			var out demarche.Outcome
			for i, story := range stories {
				out.Stories = append(out.Stories, demarche.StoryAssignment{Item: ids[i], Story: story})
			}
			mustCommit(t, s, out)
		}
		redirects := func() string {
			var list []string
			err := rows(t.Context(), s.news.r, `SELECT id, target FROM story_redirect ORDER BY id`, nil, func(r *sql.Rows) error {
				var id, target string
				err := r.Scan(&id, &target)
				list = append(list, id+">"+target)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(list, " ")
		}
		assign("one", "two", "two")
		assign("one", "one")
		if got := redirects(); got != "" {
			t.Errorf("redirects %q while two still has an item", got)
		}
		assign("one", "one", "one")
		if got := redirects(); got != "two>one" {
			t.Errorf("redirects %q, want two>one", got)
		}
		assign("one", "two", "two")
		if got := redirects(); got != "" {
			t.Errorf("redirects %q, want none: two is in use again", got)
		}
	})
}

func TestEntities(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		lazarus := demarche.Entity{ID: "lazarus", Name: "Lazarus Group", Schema: demarche.SchemaOrganization, Countries: []string{"KP"},
			Aliases:     []demarche.Alias{{Name: "APT38", Weak: false}, {Name: "Hidden Cobra", Weak: true}},
			Identifiers: []demarche.Identifier{{Scheme: "wallet", Value: "0x1"}}}
		sync := func(want int, list ...demarche.Entity) {
			t.Helper()
			n, err := s.SyncEntities(ctx, demarche.OriginBuiltIn, list)
			if err != nil || n != want {
				t.Errorf("SyncEntities: %d changed, %v; want %d", n, err, want)
			}
		}
		mustPut(t, s, entry("wire", "a", "A", "a\n"), entry("wire", "b", "B", "b\n"))
		mustCommit(t, s, demarche.Outcome{Names: []demarche.ItemNames{{Item: demarche.NewItemID("wire", "a"), Names: []string{"LAZARUS-GROUP", "Nobody"}}}})
		sync(1, lazarus)
		if list := mustTodo(t, s, "link"); len(list) != 1 || list[0].Item != demarche.NewItemID("wire", "a") {
			t.Errorf("todo %+v, want the item that names it", list)
		}
		mustCommit(t, s, demarche.Outcome{Done: mustTodo(t, s, "link")})
		sync(0, lazarus)
		if list := mustTodo(t, s, "link"); len(list) != 0 {
			t.Errorf("todo %+v after nothing changed", list)
		}
		lazarus.Origin = demarche.OriginBuiltIn
		for _, name := range []string{"lazarus", "Lazarus Group", "lázarus  group", "apt38", "Lazar"} {
			found, err := s.FindEntities(ctx, name, 5)
			if err != nil {
				t.Fatal(err)
			}
			diff(t, "FindEntities "+name, []demarche.Entity{lazarus}, found)
		}
		if found, err := s.FindEntities(ctx, "!!", 5); err != nil || len(found) != 0 {
			t.Errorf("FindEntities of no letters: %v, %v", found, err)
		}
		known, err := s.Lookup(ctx, []string{"HIDDEN COBRA", "Lazarus Group", "Lazarus"})
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "Lookup", map[string][]demarche.NameMatch{
			"HIDDEN COBRA":  {{Entity: lazarus, Alias: demarche.Alias{Name: "Hidden Cobra", Weak: true}}},
			"Lazarus Group": {{Entity: lazarus, Alias: demarche.Alias{Name: "Lazarus Group"}}},
		}, known)
		sync(1) // gone
		if known, err := s.Lookup(ctx, []string{"Lazarus Group"}); err != nil || len(known) != 0 {
			t.Errorf("found by name after it is gone: %v, %v", known, err)
		}
		if byID, err := s.Entities(ctx, []string{"lazarus"}); err != nil || byID["lazarus"].Name != "Lazarus Group" {
			t.Errorf("an entity that is gone does not resolve: %v, %v", byID, err)
		}
		sync(1, lazarus)
		if known, err := s.Lookup(ctx, []string{"Lazarus Group"}); err != nil || len(known) != 1 {
			t.Errorf("not found after it came back: %v, %v", known, err)
		}
	})
}

func TestAnnouncements(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		release, old := demarche.NewItemID("treasury", "r"), demarche.NewItemID("wire", "o")
		mustPut(t, s, entry("treasury", "r", "R", "r\n"), entry("wire", "o", "O", "o\n"))
		mustCommit(t, s, demarche.Outcome{Names: []demarche.ItemNames{{Item: old, Names: []string{"Jang Kuk Chol"}}}})
		announce := func(aliases ...string) demarche.Announcement {
			e := demarche.Entity{Name: "JANG Kuk-chol", Schema: demarche.SchemaPerson, Countries: []string{"KP"}}
			for _, a := range aliases {
				e.Aliases = append(e.Aliases, demarche.Alias{Name: a})
			}
			return demarche.Announcement{Item: release, Entity: e, Authority: "OFAC", Change: "listed", On: "2025-11-04"}
		}
		put := func(list ...demarche.Announcement) {
			t.Helper()
			if err := s.PutAnnouncements(ctx, []string{release}, list); err != nil {
				t.Fatal(err)
			}
		}
		put(announce(), announce("Chang Kuk Chol"))
		if list := mustTodo(t, s, "link"); len(list) != 1 || list[0].Item != old {
			t.Errorf("todo %+v, want the old item that names him", list)
		}
		known, err := s.Lookup(ctx, []string{"Jang Kuk Chol", "Chang Kuk-Chol"})
		if err != nil {
			t.Fatal(err)
		}
		if len(known) != 2 {
			t.Fatalf("known under %d names, want 2: %+v", len(known), known)
		}
		m := known["Jang Kuk Chol"][0]
		diff(t, "who said so", []demarche.Announcement{{Item: release, Authority: "OFAC", Change: "listed", On: "2025-11-04"}}, m.Announce)
		if m.Entity.Origin != demarche.OriginAnnouncement || !strings.HasPrefix(m.Entity.ID, "ann-") || m.Entity.Name != "JANG Kuk-chol" {
			t.Errorf("entity %+v", m.Entity)
		}
		mustCommit(t, s, demarche.Outcome{Done: mustTodo(t, s, "link"),
			Links: []demarche.ItemLinks{{Item: old, Links: []demarche.Link{{Entity: m.Entity.ID, Status: demarche.LinkPossible}}}}})
		put(announce("Chang Kuk Chol"))
		if list := mustTodo(t, s, "link"); len(list) != 0 {
			t.Errorf("todo %+v after the same announcement", list)
		}
		put() // read better, the release says no such thing
		if list := mustTodo(t, s, "link"); len(list) != 1 || list[0].Item != old {
			t.Errorf("todo %+v, want the item that is tied to him", list)
		}
		if known, err := s.Lookup(ctx, []string{"Jang Kuk Chol"}); err != nil || len(known) != 0 {
			t.Errorf("known after the announcement is gone: %v, %v", known, err)
		}
	})
}

// TestManyRows: statements are cut into pieces, and nothing is lost between them.
func TestManyRows(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		const n = 1000
		var entries []demarche.FetchedItem
		var ids []string
		for i := range n {
			key := fmt.Sprintf("%04d", i)
			entries = append(entries, entry("wire", key, "T", key))
			ids = append(ids, demarche.NewItemID("wire", key))
		}
		done := mustPut(t, s, entries...)
		diff(t, "ids", ids, done.IDs)
		views, err := s.Items(t.Context(), ids)
		if err != nil || len(views) != n {
			t.Fatalf("%d items, %v; want %d", len(views), err, n)
		}
		items, err := s.ItemsAfter(t.Context(), 100, n, n)
		if err != nil || len(items) != n-100 || items[0].Seq != 101 {
			t.Errorf("%d items after 100, %v", len(items), err)
		}
		if again := mustPut(t, s, entries...); again.Unchanged != n || again.Seq != 0 {
			t.Errorf("stored again: %+v, want all unchanged", again)
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"KIM Yong-Chöl": "kim yong chol", "  O'Neil,  J. ": "oneil j", "Garantex Europe OÜ": "garantex europe ou",
		"Сергей Ёжиков": "сергей ёжиков", "김영철": "김영철", "ガザ": "ガザ", "مُحَمَّد": "محمد", "ＡＢＣ": "abc", "…": "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}
