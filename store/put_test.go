package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"demarche"
)

func TestPutFetchedIdentity(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		first := entry("wire", "guid-1", "Sanctions", "Body one.\n")
		first.Keys = []string{"https://wire.example/a"}
		first.Item.URL = "HTTPS://Wire.example/a?utm_source=x#top"
		done := mustPut(t, s, first)
		id := demarche.NewItemID("wire", "guid-1")
		diff(t, "first", demarche.Stored{New: 1, Seq: 1, IDs: []string{id}}, done)

		c.add(time.Hour)
		again := mustPut(t, s, first)
		diff(t, "the same again", demarche.Stored{Unchanged: 1}, again)

		listing := first
		listing.Document = nil
		diff(t, "no document, same title", demarche.Stored{Unchanged: 1}, mustPut(t, s, listing))

		other := entry("wire", "guid-2", "Sanctions", "Body two.\n") // its GUID has changed, its link has not
		other.Keys = []string{"https://wire.example/a"}
		diff(t, "known by its link", demarche.Stored{Changed: 1, Seq: 2, IDs: []string{id}}, mustPut(t, s, other))

		listing.Item.Title = "Sanctions, corrected"
		diff(t, "another title", demarche.Stored{Changed: 1, Seq: 3, IDs: []string{id}}, mustPut(t, s, listing))

		elsewhere := entry("treasury", "guid-1", "Sanctions", "Body one.\n")
		if done := mustPut(t, s, elsewhere); done.New != 1 {
			t.Errorf("the same key of another source: %+v, want a new item", done)
		}

		v := mustItem(t, s, id)
		want := demarche.Item{ID: id, Seq: 3, Source: "wire", Feed: "wire", Key: "guid-1", URL: first.Item.URL, Title: "Sanctions, corrected",
			Published: first.Item.Published, FirstSeen: start, Changed: start.Add(time.Hour), Document: other.Document.Hash}
		diff(t, "item", want, v.Item)
		known, err := s.Known(t.Context(), "wire", []string{"guid-1", "guid-2", "https://wire.example/a", "none"})
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"guid-1", "guid-2", "https://wire.example/a"} {
			if known[key].ID != id {
				t.Errorf("Known(%q) = %q, want %q", key, known[key].ID, id)
			}
		}
		if len(known) != 3 {
			t.Errorf("Known found %d keys, want 3", len(known))
		}
	})
}

func TestPutFetchedTwiceInOneAnswer(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		done := mustPut(t, s, entry("wire", "a", "A", "old\n"), entry("wire", "b", "B", "b\n"), entry("wire", "a", "A", "new\n"))
		id := demarche.NewItemID("wire", "a")
		diff(t, "stored", demarche.Stored{New: 2, Changed: 1, Seq: 3, IDs: []string{id, demarche.NewItemID("wire", "b")}}, done)
		unread, err := s.Unread(t.Context(), []string{id})
		if err != nil {
			t.Fatal(err)
		}
		want := []demarche.ItemVersion{
			{Item: id, Seq: 1, Document: document("old\n").Hash, Title: "A", Seen: start},
			{Item: id, Seq: 2, Document: document("new\n").Hash, Title: "A", Seen: start},
		}
		diff(t, "versions", want, unread[id])
		if got := mustItem(t, s, id).Item; got.Seq != 2 || got.Document != want[1].Document {
			t.Errorf("item has seq %d and document %s, want those of its last version", got.Seq, got.Document)
		}
	})
}

func TestPutFetchedRefusesWhole(t *testing.T) {
	bad := map[string]func(*demarche.FetchedItem){
		"NUL in the title":    func(e *demarche.FetchedItem) { e.Item.Title = "a\x00b" },
		"not UTF-8":           func(e *demarche.FetchedItem) { e.Item.URL = "https://wire.example/\xff" },
		"no key":              func(e *demarche.FetchedItem) { e.Item.Key = "" },
		"unknown source":      func(e *demarche.FetchedItem) { e.Item.Source = "nobody" },
		"wrong document hash": func(e *demarche.FetchedItem) { e.Document.Hash = "sha256-00" },
	}
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		for name, spoil := range bad {
			e := entry("wire", "bad", "Bad", "bad\n")
			spoil(&e)
			_, err := s.PutFetched(t.Context(), demarche.Fetched{
				Fetch: demarche.Fetch{Feed: "wire", Source: "wire", At: start},
				State: demarche.FeedState{Feed: "wire", ETag: `"1"`},
				Items: []demarche.FetchedItem{entry("wire", "good", "Good", "good\n"), e},
			})
			if !errors.Is(err, demarche.ErrInvalid) {
				t.Errorf("%s: error %v, want ErrInvalid", name, err)
			}
		}
		counts, err := s.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		states, err := s.FeedStates(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if counts.Items != 0 || len(states) != 0 {
			t.Errorf("%d items and %d feed states were written, want none", counts.Items, len(states))
		}
	})
}

func TestMarkGone(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		mustPut(t, s, entry("wire", "a", "A", "a\n"))
		id := demarche.NewItemID("wire", "a")
		for range 2 {
			if err := s.MarkGone(t.Context(), id, start.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		it := mustItem(t, s, id).Item
		if !it.Gone || it.Seq != 2 || !it.Changed.Equal(start.Add(time.Hour)) {
			t.Errorf("gone %v, seq %d, changed %v; want true, 2, an hour after start", it.Gone, it.Seq, it.Changed)
		}
		if done := mustPut(t, s, entry("wire", "a", "A", "a\n")); done.Changed != 1 {
			t.Errorf("a page that came back: %+v, want one changed", done)
		}
		if mustItem(t, s, id).Item.Gone {
			t.Error("the page came back and the item is still gone")
		}
		if err := s.MarkGone(t.Context(), "nothing", start); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("MarkGone of nothing: %v, want ErrNotFound", err)
		}
	})
}

// TestCursorSkipsNothing has many writers and one reader that polls by cursor:
// a seq that becomes visible after a higher one would be skipped.
func TestCursorSkipsNothing(t *testing.T) {
	const writers, rounds = 200, 1
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		var group sync.WaitGroup
		errs := make(chan error, writers)
		for w := range writers {
			group.Go(func() {
				for r := range rounds {
					key := fmt.Sprintf("%d/%d", w, r)
					own, shared := entry("wire", key, "T "+key, ""), entry("wire", "shared", "T "+key, "")
					own.Document, shared.Document = nil, nil
					_, err := s.PutFetched(ctx, demarche.Fetched{Items: []demarche.FetchedItem{own, shared}})
					if err != nil {
						errs <- err
						return
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { group.Wait(); close(done) }()
		seen := map[string]bool{}
		cursor := int64(0)
		poll := func() int {
			items, err := s.ItemsAfter(ctx, cursor, 1<<60, 50)
			if err != nil {
				t.Fatal(err)
			}
			for _, it := range items {
				if it.Seq <= cursor {
					t.Fatalf("seq %d after %d", it.Seq, cursor)
				}
				cursor = it.Seq
				seen[it.Key] = true
			}
			return len(items)
		}
		for running := true; running; {
			select {
			case <-done:
				running = false
			default:
			}
			for poll() > 0 {
			}
		}
		close(errs)
		for err := range errs {
			t.Fatal(err)
		}
		if len(seen) != writers*rounds+1 {
			t.Errorf("the reader saw %d items, want %d", len(seen), writers*rounds+1)
		}
		seq, err := s.Seq(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if seq != 2*writers*rounds || cursor != seq {
			t.Errorf("seq %d, cursor %d, want both %d", seq, cursor, 2*writers*rounds)
		}
	})
}
