package pipeline_test

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/pipeline"
	"demarche/store"
)

// onStores runs a test on SQLite and, when DEMARCHE_TEST_POSTGRES holds the
// address of a database, on PostgreSQL in a schema of its own.
func onStores(t *testing.T, test func(t *testing.T, s *store.Store, now *time.Time)) {
	run := func(t *testing.T, address string) {
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		s, err := store.Open(t.Context(), store.Config{URL: address, Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		test(t, s, &now)
	}
	t.Run("sqlite", func(t *testing.T) { run(t, "sqlite:"+t.TempDir()) })
	t.Run("postgres", func(t *testing.T) {
		address := os.Getenv("DEMARCHE_TEST_POSTGRES")
		if address == "" {
			t.Skip("DEMARCHE_TEST_POSTGRES is not set")
		}
		name := "test_" + strings.ToLower(rand.Text())
		admin, err := sql.Open("pgx", address)
		if err == nil {
			_, err = admin.Exec("CREATE SCHEMA " + name)
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_, _ = admin.Exec("DROP SCHEMA " + name + " CASCADE")
			admin.Close()
		})
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		q.Set("search_path", name)
		u.RawQuery = q.Encode()
		run(t, u.String())
	})
}

// TestUpdateExact brings version after version of a list into the store, each
// made from the one before by a program. What is kept as changes is exactly what
// the program did, and what is held is exactly the last version.
func TestUpdateExact(t *testing.T) {
	onStores(t, func(t *testing.T, s *store.Store, now *time.Time) {
		rnd := mathrand.New(mathrand.NewPCG(1, 1))
		l := pipeline.NewLists(pipeline.ListsConfig{Store: s, Temp: t.TempDir(), Now: func() time.Time { return *now }})
		names := map[int]string{}
		for n := range 300 {
			names[n+1] = fmt.Sprintf("QUILLFEATHER%d, Abel", n+1)
		}
		render := func() string {
			var rows []string
			for _, n := range rnd.Perm(400) {
				if names[n+1] != "" {
					rows = append(rows, fmt.Sprint(n+1), names[n+1])
				}
			}
			return ofacTable(rows...)
		}
		update := func() {
			t.Helper()
			*now = now.Add(6 * time.Hour)
			reps, err := l.Update(t.Context(), []pipeline.ListFiles{listFiles("us-ofac-sdn", "sdn.csv", render())})
			if err != nil || reps[0].Err != nil {
				t.Fatal(err, reps[0].Err)
			}
			if err := l.Join(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		update()
		for round := range 4 {
			want := map[string]string{}
			for n := 1; n <= 310; n++ {
				id := fmt.Sprintf("ofac-%d", n)
				switch k := rnd.IntN(20); {
				case names[n] == "" && k < 8:
					names[n], want[id] = fmt.Sprintf("QUILLFEATHER%d, Abel", n), "listed"
				case names[n] != "" && k == 0:
					delete(names, n)
					want[id] = "removed"
				case names[n] != "" && k == 1:
					names[n], want[id] = fmt.Sprintf("QUILLFEATHER%d, Boris%d", n, round), "amended"
				}
			}
			update()
			changes, err := s.Changes(t.Context(), demarche.ChangeQuery{Limit: 1000})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, c := range changes {
				if c.Seen.Equal(*now) {
					got[c.Entity] += string(c.Kind)
				}
			}
			diff(t, fmt.Sprint("changes of round ", round), want, got)
			held, err := s.ListEntries(t.Context(), "us-ofac-sdn")
			if err != nil {
				t.Fatal(err)
			}
			is, should := map[string]string{}, map[string]string{}
			for _, e := range held {
				is[e.Entity.ID] = e.Entity.Name
			}
			for n, name := range names {
				family, given, _ := strings.Cut(name, ", ")
				should[fmt.Sprintf("ofac-%d", n)] = given + " " + family
			}
			diff(t, fmt.Sprint("held after round ", round), should, is)
		}
	})
}

// TestUpdateUN changes the full list of the UN of 2026 by a program.
func TestUpdateUN(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "samples", "sanctions", "watchman-UN_consolidated.xml"))
	if err != nil {
		t.Skip("no shared samples")
	}
	onStores(t, func(t *testing.T, s *store.Store, now *time.Time) {
		l := pipeline.NewLists(pipeline.ListsConfig{Store: s, Temp: t.TempDir(), Now: func() time.Time { return *now }})
		update := func(text string) pipeline.ListReport {
			t.Helper()
			*now = now.Add(6 * time.Hour)
			reps, err := l.Update(t.Context(), []pipeline.ListFiles{listFiles("un-sc", "consolidated.xml", text)})
			if err != nil || reps[0].Err != nil {
				t.Fatal(err, reps[0].Err)
			}
			return reps[0]
		}
		text := string(data)
		entries := regexp.MustCompile(`(?s)<(?:INDIVIDUAL|ENTITY)>.*?</(?:INDIVIDUAL|ENTITY)>`).FindAllString(text, -1)
		if rep := update(text); rep.State.Entries != len(entries) || len(entries) != strings.Count(text, "<REFERENCE_NUMBER>") {
			t.Fatalf("%d entries read, the file has %d", rep.State.Entries, len(entries))
		}
		want := map[string]string{}
		for i, e := range entries {
			id := "un-" + strings.TrimSpace(regexp.MustCompile(`<REFERENCE_NUMBER>([^<]*)<`).FindStringSubmatch(e)[1])
			switch i % 25 {
			case 3:
				text, want[id] = strings.Replace(text, e, "", 1), "removed"
			case 7:
				text, want[id] = strings.Replace(text, e, strings.Replace(e, "</FIRST_NAME>", " QUILLFEATHER</FIRST_NAME>", 1), 1), "amended"
			case 11:
				fresh := strings.NewReplacer("<FIRST_NAME>", "<FIRST_NAME>QUILLFEATHER ", "<REFERENCE_NUMBER>", "<REFERENCE_NUMBER>QQ").Replace(e)
				text, want[strings.Replace(id, "un-", "un-QQ", 1)] = strings.Replace(text, e, e+fresh, 1), "listed"
			}
		}
		update(text)
		changes, err := s.Changes(t.Context(), demarche.ChangeQuery{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, c := range changes {
			got[c.Entity] += string(c.Kind)
			if c.Kind == "amended" && !slices.Equal(c.Fields, []string{"name"}) {
				t.Errorf("%s: %v", c.Entity, c.Values)
			}
		}
		diff(t, "changes", want, got)
	})
}

// TestLargeFile: a file too large to be held in memory is kept in parts and read
// back whole; one that changes on the way is refused.
func TestLargeFile(t *testing.T) {
	onStores(t, func(t *testing.T, s *store.Store, _ *time.Time) {
		body := strings.Repeat("0123456789abcdef", 600_000) + "end"
		doc := demarche.Document{Hash: demarche.NewDocumentHash([]byte(body)), URL: "https://x.example/large", Status: 200}
		if err := s.PutFile(t.Context(), doc, io.LimitReader(strings.NewReader(body), int64(len(body))-1)); err == nil {
			t.Error("a file with other bytes was kept")
		}
		for range 2 {
			if err := s.PutFile(t.Context(), doc, strings.NewReader(body)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Document(t.Context(), doc.Hash)
		if err != nil || string(got.Body) != body || got.URL != doc.URL {
			t.Errorf("%d bytes, %v", len(got.Body), err)
		}
	})
}
