package bleve

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/index"
	"demarche/index/corpus"
)

// corpusIndex is an index of so many documents of the benchmarks' corpus, 500
// by default. DEMARCHE_BENCH_DOCS sets another number and DEMARCHE_BENCH_DIR
// keeps the index between runs, as for the benchmarks.
func corpusIndex(t *testing.T) *Engine {
	t.Helper()
	docs, dir := 500, os.Getenv("DEMARCHE_BENCH_DIR")
	if s := os.Getenv("DEMARCHE_BENCH_DOCS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		docs = n
	}
	if dir == "" {
		dir = t.TempDir()
	}
	e, err := Open(Config{Dir: filepath.Join(dir, "bench-"+strconv.Itoa(docs))}) // with the budget of the product
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	st, err := e.State(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	c := corpus.New()
	for n := int(st.Cursor); n < docs; {
		var batch []index.Doc
		for ; len(batch) < 1000 && n < docs; n++ {
			batch = append(batch, docOf(c, n))
		}
		if err := e.Apply(context.Background(), batch, index.State{Store: "bench", Version: index.Version, Cursor: int64(n)}); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// TestHostile asks the queries that overwhelm other engines: each has to be
// answered or refused within 100 MB and, with DEMARCHE_BENCH_DOCS=100000, which
// asks them of as many documents on a machine that does nothing else, a second.
func TestHostile(t *testing.T) {
	raw, err := os.ReadFile(shared(t, "hostile/generated/search-queries-hostile.json"))
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	if err := json.Unmarshal(raw, &queries); err != nil {
		t.Fatal(err)
	}
	// what our own language still lets through, at its dearest
	queries = append(queries, strings.Repeat("con* ", 16), strings.Repeat("lika~ ", 16), `"con con con con con con con con con con con con con con con"`,
		"-("+strings.Repeat("con* OR ", 15)+"pro*)", "ban* con* deb* gab* his* jon* kan* lib* mon* non* per* qua* rib* san* tio* ver*", "title:con* "+strings.Repeat("ab ", 15), "con* tion* -amount:>1 since:1900-01-01")
	e := corpusIndex(t)
	s := index.NewSearcher(index.SearcherConfig{Engine: e, Store: &benchStore{corpus: corpus.New(), number: map[string]int{}}})
	if _, err := s.Search(context.Background(), demarche.Query{}); err != nil { // the columns are read now
		t.Fatal(err)
	}
	limit := 20 * time.Second // a hang: the tests of other packages run beside
	if os.Getenv("DEMARCHE_BENCH_DOCS") != "" {
		limit = time.Second + 50*time.Millisecond // measured alone
	}
	refused, slowest, largest := 0, time.Duration(0), uint64(0)
	for _, text := range queries {
		for _, m := range []demarche.Match{demarche.MatchAll, demarche.MatchAny} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := time.Now()
			_, err := s.Search(context.Background(), demarche.Query{Text: text, Match: m, Facets: demarche.FacetNames(), Interval: demarche.IntervalAuto})
			took := time.Since(begun)
			runtime.ReadMemStats(&after)
			bytes := after.TotalAlloc - before.TotalAlloc
			slowest, largest = max(slowest, took), max(largest, bytes)
			if took > limit || bytes > 100<<20 {
				t.Errorf("%.60q match=%s took %v and %d MB, %v", text, m, took, bytes>>20, err)
			}
			if testing.Verbose() && took > 100*time.Millisecond {
				t.Logf("%.60q match=%s: %v, %d MB, %v", text, m, took, bytes>>20, err)
			}
			if err != nil {
				refused++
				if strings.ContainsAny(err.Error(), "\x00\n") || len(err.Error()) > 300 {
					t.Errorf("%.60q: unreadable refusal %q", text, err)
				}
			}
		}
	}
	t.Logf("%d of %d refused; the slowest took %v, the largest %d MB", refused, 2*len(queries), slowest, largest>>20)
}
