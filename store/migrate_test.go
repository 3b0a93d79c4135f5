package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"demarche"
)

// eachEngine gives a test an empty database of each engine.
func eachEngine(t *testing.T, test func(t *testing.T, w *sql.DB, postgres bool)) {
	t.Run("sqlite", func(t *testing.T) {
		d, err := openFile(filepath.Join(t.TempDir(), "news.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.close() })
		test(t, d.w, false)
	})
	t.Run("postgres", func(t *testing.T) {
		pool, err := sql.Open("pgx", testSchema(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { pool.Close() })
		test(t, pool, true)
	})
}

// TestMigrationThatDies: half a migration leaves nothing and runs again whole.
func TestMigrationThatDies(t *testing.T) {
	eachEngine(t, func(t *testing.T, w *sql.DB, postgres bool) {
		files := fstest.MapFS{
			"schema/documents/0001_init.sql": {Data: []byte(`CREATE TABLE one (id text);`)},
			"schema/documents/0002_two.sql":  {Data: []byte(`CREATE TABLE two (id text); INSERT INTO one (id) VALUES ('x'); INSERT INTO nowhere VALUES (1);`)},
		}
		err := migrateFrom(t.Context(), w, postgres, partDocuments, files)
		if err == nil || !strings.Contains(err.Error(), "0002_two.sql") {
			t.Fatalf("error %v, want one that names the migration", err)
		}
		var n int
		if err := w.QueryRow(`SELECT count(*) FROM one`).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows of the half migration, %v; want none", n, err)
		}
		files["schema/documents/0002_two.sql"].Data = []byte(`CREATE TABLE two (id text); INSERT INTO one (id) VALUES ('x');`)
		for range 2 { // the second time there is nothing to do
			if err := migrateFrom(t.Context(), w, postgres, partDocuments, files); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.QueryRow(`SELECT count(*) FROM one, (SELECT count(*) FROM two) AS t`).Scan(&n); err != nil || n != 1 {
			t.Errorf("%d rows, %v; want 1", n, err)
		}
	})
}

func TestNewerSchemaIsRefused(t *testing.T) {
	eachEngine(t, func(t *testing.T, w *sql.DB, postgres bool) {
		if err := migrate(t.Context(), w, postgres, partNews); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Exec(`UPDATE schema_version SET version = 99`); err != nil {
			t.Fatal(err)
		}
		err := migrate(t.Context(), w, postgres, partNews)
		if !errors.Is(err, demarche.ErrConflict) || !strings.Contains(err.Error(), "schema 99") || !strings.Contains(err.Error(), "newer") {
			t.Errorf("error %v, want a sentence that names schema 99 and the way out", err)
		}
	})
}

func TestMigrationNumbers(t *testing.T) {
	eachEngine(t, func(t *testing.T, w *sql.DB, postgres bool) {
		files := fstest.MapFS{"schema/people/0002_gap.sql": {Data: []byte(`SELECT 1`)}}
		if err := migrateFrom(t.Context(), w, postgres, partPeople, files); err == nil || !strings.Contains(err.Error(), "expected number 0001") {
			t.Errorf("error %v, want one about the number", err)
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for _, address := range []string{"", "sqlite:", "mysql://x", "/some/folder"} {
		_, err := Open(t.Context(), Config{URL: address})
		if !errors.Is(err, demarche.ErrInvalid) || !strings.Contains(err.Error(), "sqlite:DIR") {
			t.Errorf("Open(%q): %v, want ErrInvalid and the forms it takes", address, err)
		}
	}
	_, err := Open(t.Context(), Config{URL: "postgres://me:secret@127.0.0.1:1/none?connect_timeout=1"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v, want one without the password", err)
	}
}
