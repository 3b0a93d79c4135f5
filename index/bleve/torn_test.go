package bleve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"demarche"
	"demarche/index"
	"demarche/index/indextest"
)

// filled makes an index of 40 documents in a new folder.
func filled(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	e, err := Open(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	w := indextest.NewWorld(3)
	var docs []index.Doc
	for i := range 40 {
		docs = append(docs, w.Doc(i))
	}
	if err := e.Apply(context.Background(), docs, index.State{Store: "s", Version: index.Version, Cursor: 40}); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReopen(t *testing.T) {
	dir := filled(t)
	e := openTest(t, dir)
	st, err := e.State(context.Background())
	if want := (index.State{Store: "s", Version: index.Version, Cursor: 40, Docs: 40}); err != nil || st != want {
		t.Errorf("state %+v, %v, want %+v", st, err, want)
	}
	f, err := e.Search(context.Background(), demarche.Query{})
	if err != nil || f.Total != 40 {
		t.Errorf("%d documents, %v", f.Total, err)
	}
}

// TestTorn damages each file of an index in each way: it has to open as the
// whole index or as an empty one that says so.
func TestTorn(t *testing.T) {
	var files []string
	sample := filled(t)
	err := filepath.WalkDir(sample, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, err := filepath.Rel(sample, path)
			files = append(files, rel)
			return err
		}
		return err
	})
	if err != nil || len(files) < 4 {
		t.Fatalf("files %v, %v", files, err)
	}
	damages := map[string]func(path string, data []byte) error{
		"delete":   func(path string, _ []byte) error { return os.Remove(path) },
		"truncate": func(path string, data []byte) error { return os.WriteFile(path, data[:len(data)/2], 0o600) },
		"zero":     func(path string, data []byte) error { return os.WriteFile(path, make([]byte, len(data)), 0o600) },
		"empty":    func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o600) },
		"flip": func(path string, data []byte) error {
			data[len(data)/2] ^= 0x55
			return os.WriteFile(path, data, 0o600)
		},
	}
	for _, file := range files {
		for name, damage := range damages {
			t.Run(name+" "+filepath.Base(file), func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "index")
				if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
					t.Fatal(err)
				}
				data, err := os.ReadFile(filepath.Join(dir, file))
				if err != nil {
					t.Fatal(err)
				}
				if err := damage(filepath.Join(dir, file), data); err != nil {
					t.Fatal(err)
				}
				checkTorn(t, dir)
			})
		}
	}
}

func checkTorn(t *testing.T, dir string) {
	e, err := Open(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	st, err := e.State(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Search(context.Background(), demarche.Query{})
	if err != nil {
		t.Fatal(err)
	}
	aside, err := filepath.Glob(dir + ".broken-*")
	if err != nil {
		t.Fatal(err)
	}
	whole := index.State{Store: "s", Version: index.Version, Cursor: 40, Docs: 40}
	switch {
	case st == whole && f.Total == 40 && len(aside) == 0:
	case st == (index.State{Version: index.Version}) && f.Total == 0: // moved aside, or Bleve's snapshot before the first documents
	default:
		t.Errorf("state %+v with %d documents found and %v moved aside", st, f.Total, aside)
	}
}

func TestForeignFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	checkTorn(t, dir)
	kept, err := filepath.Glob(dir + ".broken-*/notes.txt")
	if err != nil || len(kept) != 1 {
		t.Errorf("the foreign file is at %v, %v", kept, err)
	}
}

func TestOtherVersion(t *testing.T) {
	dir := filled(t)
	g, err := openCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.apply(context.Background(), nil, index.State{Store: "s", Version: index.Version + 1, Cursor: 40}); err != nil {
		t.Fatal(err)
	}
	if err := g.close(); err != nil {
		t.Fatal(err)
	}
	checkTorn(t, dir)
	if aside, _ := filepath.Glob(dir + ".broken-*"); len(aside) != 1 {
		t.Errorf("moved aside: %v, want one folder", aside)
	}
}

func TestInUse(t *testing.T) {
	dir := filled(t)
	openTest(t, dir)
	begun := time.Now()
	if _, err := Open(Config{Dir: dir}); !errors.Is(err, demarche.ErrConflict) {
		t.Errorf("a second process got %v, want ErrConflict", err)
	}
	if took := time.Since(begun); took > time.Minute { // a hang; usual is under a second
		t.Errorf("it took %v to say so", took)
	}
	if aside, _ := filepath.Glob(dir + ".broken-*"); len(aside) > 0 {
		t.Errorf("an index in use was moved aside to %v", aside)
	}
}

func TestClosed(t *testing.T) {
	e, err := Open(Config{Dir: filepath.Join(t.TempDir(), "index")})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Search(context.Background(), demarche.Query{}); !errors.Is(err, errClosed) {
		t.Errorf("searching a closed index: %v", err)
	}
	if err := e.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

func TestBudget(t *testing.T) {
	dir := filled(t)
	e, err := Open(Config{Dir: dir, Budget: time.Nanosecond})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if _, err := e.Search(context.Background(), demarche.Query{Facets: []string{"country"}}); !errors.Is(err, demarche.ErrInvalid) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a search beyond its budget gave %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Search(ctx, demarche.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search nobody waits for gave %v", err)
	}
}

// TestDamageFoundLater covers files too large to check while opening.
func TestDamageFoundLater(t *testing.T) {
	e := openTest(t, filled(t))
	e.live.mu.Lock()
	e.live.damage = errors.New("checksum")
	e.live.mu.Unlock()
	ctx := context.Background()
	if st, err := e.State(ctx); err != nil || st != (index.State{}) {
		t.Errorf("state %+v, %v, want nothing", st, err)
	}
	if _, err := e.Search(ctx, demarche.Query{}); err == nil {
		t.Error("a damaged index answered")
	}
	if err := e.Apply(ctx, nil, index.State{}); !errors.Is(err, demarche.ErrConflict) {
		t.Errorf("writing to a damaged index: %v", err)
	}
	shadow, err := e.Rebuild(ctx, index.State{Store: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if err := shadow.Swap(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Search(ctx, demarche.Query{}); err != nil {
		t.Errorf("after the rebuild: %v", err)
	}
}
