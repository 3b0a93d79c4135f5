package bleve

import (
	"os"
	"path/filepath"
	"testing"

	"demarche/index"
)

// A merge that is under way has an empty or half segment file in the folder. It
// is not part of the index and must not condemn it; a damaged file that is part
// of it must.
func TestVerify_strayAndDamagedSegments(t *testing.T) {
	dir := t.TempDir()
	g, err := create(dir, "g", index.State{Store: "s"})
	if err != nil {
		t.Fatal(err)
	}
	docs := []index.Doc{{ID: "a", Title: "one", Text: "first words"}, {ID: "b", Title: "two", Text: "second words"}}
	if err := g.apply(t.Context(), docs, index.State{Store: "s", Version: index.Version, Cursor: 2}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(g.dir, "store", "0000000000ff.zap"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := g.verify(t.Context()); err != nil {
		t.Errorf("with a merge under way: %v", err)
	}
	held, err := g.segmentFiles()
	if err != nil || len(held) == 0 {
		t.Fatalf("segment files %v, %v", held, err)
	}
	if err := g.close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(held[0])
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 0x55
	if err := os.WriteFile(held[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	if g, err := open(dir, "g"); err == nil {
		t.Error("a damaged segment was not noticed")
		g.close()
	}
}
