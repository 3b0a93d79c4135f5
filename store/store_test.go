package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// start is when the clock of every test starts.
var start = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

// clock is a clock that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// onBoth runs a test on SQLite and, when DEMARCHE_TEST_POSTGRES holds the
// address of a database, on PostgreSQL in a schema of its own.
func onBoth(t *testing.T, test func(t *testing.T, s *Store, c *clock)) {
	t.Run("sqlite", func(t *testing.T) {
		c := &clock{t: start}
		test(t, open(t, "sqlite:"+t.TempDir(), c), c)
	})
	t.Run("postgres", func(t *testing.T) {
		c := &clock{t: start}
		test(t, open(t, testSchema(t), c), c)
	})
}

// testSchema makes an empty schema and returns the address that leads into it.
func testSchema(t *testing.T) string {
	t.Helper()
	address := os.Getenv("DEMARCHE_TEST_POSTGRES")
	if address == "" {
		t.Skip("DEMARCHE_TEST_POSTGRES is not set")
	}
	name := "test_" + strings.ToLower(rand.Text())
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Exec("CREATE SCHEMA " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP SCHEMA " + name + " CASCADE"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func open(t *testing.T, address string, c *clock) *Store {
	t.Helper()
	s, err := Open(t.Context(), Config{URL: address, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.SyncSources(t.Context(), []demarche.Source{source("treasury"), source("wire")})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func source(id string) demarche.Source {
	return demarche.Source{ID: id, Name: "The " + id, Kind: demarche.KindNews, Enabled: true,
		Feeds: []demarche.Feed{{ID: id, URL: "https://" + id + ".example/feed", Format: demarche.FormatFeed}}}
}

func document(text string) *demarche.Document {
	return &demarche.Document{Hash: demarche.NewDocumentHash([]byte(text)), URL: "https://wire.example/a", FinalURL: "https://wire.example/a",
		Fetched: start, Status: 200, Header: map[string]string{"Content-Type": "text/plain"}, MediaType: "text/plain", Body: []byte(text)}
}

func entry(source, key, title, text string) demarche.FetchedItem {
	return demarche.FetchedItem{
		Item: demarche.Item{Source: source, Feed: source, Key: key, URL: "https://wire.example/" + key, Title: title,
			Published: demarche.Published{Time: start.Add(-time.Hour), Raw: "Thu, 20 Nov 2025 08:00:00 GMT", Zone: "GMT"}},
		Document: document(text),
	}
}

func mustPut(t *testing.T, s *Store, entries ...demarche.FetchedItem) demarche.Stored {
	t.Helper()
	done, err := s.PutFetched(t.Context(), demarche.Fetched{Items: entries})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func mustItem(t *testing.T, s *Store, id string) demarche.ItemView {
	t.Helper()
	v, err := s.Item(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func diff(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

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

func TestDocuments(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		d := document(strings.Repeat("The same words again. ", 1000) + "\x00\xff")
		d.MediaType, d.Charset = "text/html", "windows-1251"
		e := entry("wire", "a", "A", "")
		e.Document = d
		mustPut(t, s, e)
		got, err := s.Document(t.Context(), d.Hash)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "document", *d, got)
		if _, err := s.Document(t.Context(), "sha256-none"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("missing document: %v, want ErrNotFound", err)
		}
		var stored int
		if err := s.docs.r.QueryRow(`SELECT length(body) FROM document`).Scan(&stored); err != nil {
			t.Fatal(err)
		}
		if stored > len(d.Body)/10 {
			t.Errorf("%d bytes are kept as %d: not compressed", len(d.Body), stored)
		}
	})
}

func TestDocumentDamaged(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		mustPut(t, s, entry("wire", "a", "A", "the text\n"))
		if _, err := s.docs.w.Exec(`UPDATE document SET body = $1`, s.enc.EncodeAll([]byte("another text\n"), nil)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Document(t.Context(), document("the text\n").Hash); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("error %v, want one that says the document is damaged", err)
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
					_, err := s.PutFetched(ctx, demarche.Fetched{Items: []demarche.FetchedItem{
						entry("wire", key, "T "+key, key), entry("wire", "shared", "T "+key, key)}})
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

func TestHealth(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		put := func(class demarche.FetchClass, sample string, entries ...demarche.FetchedItem) {
			t.Helper()
			now := c.now()
			_, err := s.PutFetched(ctx, demarche.Fetched{
				Fetch: demarche.Fetch{Feed: "wire", Source: "wire", At: now, Class: class, Status: 200, Sample: []byte(sample)},
				State: demarche.FeedState{Feed: "wire", ETag: "W/\"ä\"", Due: now.Add(time.Hour), LastTry: now, LastOK: start},
				Items: entries,
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		put(demarche.FetchItems, "", entry("wire", "a", "A", "a\n"), entry("wire", "b", "B", "b\n"))
		c.add(48 * time.Hour)
		put(demarche.FetchItems, "", entry("wire", "c", "C", "c\n"))
		for range 60 {
			c.add(time.Minute)
			put(demarche.FetchBlocked, "<html>no\x00")
		}
		list, err := s.SourceHealth(ctx, c.now())
		if err != nil {
			t.Fatal(err)
		}
		h := list[1]
		if h.Source.ID != "wire" || h.Items != 3 || !h.LastItem.Equal(start.Add(48*time.Hour)) || !h.LastOK.Equal(start) || !h.Due.Equal(c.now().Add(time.Hour)) {
			t.Errorf("health of %s: items %d, last item %v, last ok %v, due %v", h.Source.ID, h.Items, h.LastItem, h.LastOK, h.Due)
		}
		want := make([]int, 30)
		want[27], want[29] = 2, 1
		diff(t, "daily counts", want, h.Daily)
		if len(h.Fetches) != 20 || h.Fetches[0].Class != demarche.FetchBlocked || string(h.Fetches[0].Sample) != "<html>no\x00" || !h.Fetches[0].At.Equal(c.now()) {
			t.Errorf("%d fetches, newest %+v", len(h.Fetches), h.Fetches[0])
		}
		var kept int
		if err := s.news.r.QueryRow(`SELECT count(*) FROM feed_fetch`).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		if kept != fetchesKept {
			t.Errorf("%d requests are kept, want %d", kept, fetchesKept)
		}
		states, err := s.FeedStates(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(states) != 1 || states[0].ETag != "W/\"ä\"" || !states[0].LastItem.Equal(start.Add(48*time.Hour)) {
			t.Errorf("feed states %+v", states)
		}
		if list[0].Items != 0 || len(list[0].Fetches) != 0 {
			t.Errorf("a source never asked has %+v", list[0])
		}
	})
}

func TestSources(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		changed := source("wire")
		changed.Name = "Wire & Co"
		if err := s.SyncSources(ctx, []demarche.Source{changed, source("new")}); err != nil {
			t.Fatal(err)
		}
		list, err := s.Sources(ctx)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "sources", []demarche.Source{source("new"), source("treasury"), changed}, list)
		one, err := s.Source(ctx, "wire")
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "source", changed, one)
		if _, err := s.Source(ctx, "none"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("missing source: %v, want ErrNotFound", err)
		}
	})
}

func TestID(t *testing.T) {
	dir := t.TempDir()
	id := func() string {
		s, err := Open(context.Background(), Config{URL: "sqlite:" + dir})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		id, err := s.ID(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	if a, b := id(), id(); a != b || len(a) < 20 {
		t.Errorf("ids %q and %q, want one long id", a, b)
	}
}
