package bleve

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"demarche/index"
	"demarche/index/indextest"
)

// maxSegments is the most segments, and maxSegmentFiles the most files of
// segments, that live ingest may lead to at any time: files of segments that were
// merged stay until nobody reads them.
const (
	maxSegments     = 64
	maxSegmentFiles = 128
)

// TestWeek writes as live ingest does: small batches, some documents new and
// some written again. By default it does so 120 times; DEMARCHE_WEEK=20160 is a
// week of one batch every half minute. Neither segments nor files may pile up.
func TestWeek(t *testing.T) {
	batches := 120
	if s := os.Getenv("DEMARCHE_WEEK"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		batches = n
	}
	dir := t.TempDir() + "/index"
	e := openTest(t, dir)
	w := indextest.NewWorld(31)
	mostSegments, mostFiles, next := 0, 0, 0
	begun := time.Now()
	for n := range batches {
		var docs []index.Doc
		for i := range 1 + n%5 {
			if i == 3 {
				docs = append(docs, w.Doc(next/2)) // an old one changed
				continue
			}
			docs = append(docs, w.Doc(next))
			next++
		}
		if err := e.Apply(context.Background(), docs, index.State{Cursor: int64(n)}); err != nil {
			t.Fatal(err)
		}
		segments := 0
		err := e.withView(context.Background(), func(c *compiler) error {
			segments = len(c.view.segs)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*", "store", "*.zap"))
		if err != nil {
			t.Fatal(err)
		}
		mostSegments, mostFiles = max(mostSegments, segments), max(mostFiles, len(files))
		if testing.Verbose() && n%500 == 499 {
			t.Logf("after %d batches: %d segments, %d files", n+1, segments, len(files))
		}
		if segments > maxSegments || len(files) > maxSegmentFiles {
			t.Fatalf("after %d batches: %d segments, %d files", n+1, segments, len(files))
		}
	}
	st, err := e.State(context.Background())
	if err != nil || st.Docs != next {
		t.Errorf("%d documents, want %d, %v", st.Docs, next, err)
	}
	t.Logf("%d batches, %d documents in %v: at most %d segments and %d files", batches, next, time.Since(begun).Round(time.Millisecond), mostSegments, mostFiles)
}
