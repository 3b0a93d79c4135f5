package bleve

import (
	"os"
	"path/filepath"
	"testing"

	"demarche/index"
)

// A merge that was under way when the process ended leaves an empty or half
// segment file behind. It is not part of the index and must not condemn it; a
// damaged file that is part of it must.
func TestOpen_strayAndDamagedSegments(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	docs := []index.Doc{{ID: "a", Title: "one", Text: "first words"}, {ID: "b", Title: "two", Text: "second words"}}
	if err := e.Apply(t.Context(), docs, index.State{Store: "s", Version: index.Version, Cursor: 2}); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	held, err := filepath.Glob(filepath.Join(dir, "*", "store", "*.zap"))
	if err != nil || len(held) == 0 {
		t.Fatalf("segment files %v, %v", held, err)
	}
	stray := filepath.Join(filepath.Dir(held[0]), "0000000000ff.zap")
	if err := os.WriteFile(stray, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := docsAfterOpen(t, dir); n != 2 {
		t.Errorf("with a stray file the index holds %d documents, want 2", n)
	}

	data, err := os.ReadFile(held[0])
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 0x55
	if err := os.WriteFile(held[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := docsAfterOpen(t, dir); n != 0 {
		t.Errorf("with a damaged segment the index passes for one of %d documents", n)
	}
}

func docsAfterOpen(t *testing.T, dir string) int {
	t.Helper()
	e, err := Open(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	st, err := e.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return st.Docs
}
