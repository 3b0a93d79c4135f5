package store

import (
	"context"
	"crypto/rand"
	"database/sql"
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
