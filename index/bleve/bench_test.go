package bleve

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"demarche"
	"demarche/index"
	"demarche/index/corpus"
)

// benchIndex builds or reuses the index of the benchmarks. DEMARCHE_BENCH_DOCS
// sets its size (20,000); DEMARCHE_BENCH_DIR keeps it between runs.
func benchIndex(b *testing.B) (*Engine, *corpus.Corpus) {
	docs := 20_000
	if s := os.Getenv("DEMARCHE_BENCH_DOCS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		docs = n
	}
	dir := os.Getenv("DEMARCHE_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	c := corpus.New()
	e, err := Open(Config{Dir: filepath.Join(dir, "bench-"+strconv.Itoa(docs)), Budget: 20 * time.Second})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	st, err := e.State(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	for n := int(st.Cursor); n < docs; {
		var batch []index.Doc
		for ; len(batch) < 1000 && n < docs; n++ {
			batch = append(batch, docOf(c, n))
		}
		if err := e.Apply(context.Background(), batch, index.State{Store: "bench", Version: index.Version, Cursor: int64(n)}); err != nil {
			b.Fatal(err)
		}
	}
	if docs > int(st.Cursor) {
		b.Logf("indexed %d documents, %.0f a second", docs, float64(docs-int(st.Cursor))/time.Since(begun).Seconds())
	}
	return e, c
}

// docOf is report n under an id that tells n.
func docOf(c *corpus.Corpus, n int) index.Doc {
	a := c.Article(n)
	d := a.Doc()
	d.ID = docID(n)
	return d
}

func docID(n int) string { return demarche.NewItemID("bench", strconv.Itoa(n)) }

func benchQueries(b *testing.B, c *corpus.Corpus) []demarche.Query {
	var out []demarche.Query
	for _, q := range c.Questions(200) {
		query, err := q.Query()
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, query)
	}
	return out
}

// benchStore holds no items but makes those asked for.
type benchStore struct {
	corpus *corpus.Corpus
	number map[string]int
}

func (s *benchStore) Items(_ context.Context, ids []string) (map[string]demarche.ItemView, error) {
	out := map[string]demarche.ItemView{}
	for _, id := range ids {
		a := s.corpus.Article(s.number[id])
		out[id] = demarche.ItemView{Item: demarche.Item{ID: id, Title: a.Title}, Facts: a.Facts(), Revisions: []demarche.Revision{{Text: a.Text}}}
	}
	return out, nil
}

func (s *benchStore) Entities(context.Context, []string) (map[string]demarche.Entity, error) {
	return nil, nil
}

func (s *benchStore) FindEntities(context.Context, string, int) ([]demarche.Entity, error) {
	return nil, nil
}

// BenchmarkAnalyst runs 200 mixed analyst queries (text, filters, 4 facets,
// histogram, 20 hits) and tells the median and the 95th percentile.
func BenchmarkAnalyst(b *testing.B) {
	e, c := benchIndex(b)
	queries := benchQueries(b, c)
	var took, used []time.Duration
	hits := 0
	slowest := map[time.Duration]string{}
	for b.Loop() {
		for _, q := range queries {
			begun, cpu := time.Now(), processor(b)
			f, err := e.Search(context.Background(), q)
			if err != nil {
				b.Fatalf("%s: %v", q.Values().Encode(), err)
			}
			d := time.Since(begun)
			took, used = append(took, d), append(used, processor(b)-cpu)
			slowest[d] = q.Values().Encode() + " " + strconv.Itoa(f.Total)
			hits += f.Total
		}
	}
	report(b, took, used)
	b.ReportMetric(float64(hits)/float64(len(took)), "hits/query")
	if testing.Verbose() {
		for _, d := range took[len(took)-5:] {
			b.Log(d, slowest[d])
		}
	}
}

// BenchmarkLike looks for documents like each of 200.
func BenchmarkLike(b *testing.B) {
	e, c := benchIndex(b)
	var docs []index.Doc
	for n := range 200 {
		docs = append(docs, docOf(c, 7*n))
	}
	var took, used []time.Duration
	found := 0
	for b.Loop() {
		for i := range docs {
			begun, cpu := time.Now(), processor(b)
			f, err := e.Resembling(context.Background(), &docs[i], demarche.Query{Like: docs[i].ID, Facets: []string{"country", "entity", "source", "kind"}, Interval: demarche.IntervalAuto})
			if err != nil {
				b.Fatal(err)
			}
			took, used, found = append(took, time.Since(begun)), append(used, processor(b)-cpu), found+f.Total
		}
	}
	report(b, took, used)
	b.ReportMetric(float64(found)/float64(len(took)), "hits/query")
}

// report tells the percentiles of the times taken and of the processor time used,
// which hardly depends on what else the machine does.
func report(b *testing.B, took, used []time.Duration) {
	for unit, times := range map[string][]time.Duration{"ms": took, "cpu-ms": used} {
		slices.Sort(times)
		for _, p := range []int{50, 95, 99} {
			b.ReportMetric(float64(times[min(len(times)*p/100, len(times)-1)].Microseconds())/1000, fmt.Sprintf("p%d-%s", p, unit))
		}
	}
}

// processor is the processor time that the program has used.
func processor(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkSearcher is BenchmarkAnalyst with the hits read and highlighted; the
// time to make their texts up is taken off.
func BenchmarkSearcher(b *testing.B) {
	e, c := benchIndex(b)
	queries := benchQueries(b, c)
	st, err := e.State(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	store := &benchStore{corpus: c, number: map[string]int{}}
	for n := range int(st.Cursor) {
		store.number[docID(n)] = n
	}
	timed := &timedStore{Store: store, b: b}
	s := index.NewSearcher(index.SearcherConfig{Engine: e, Store: timed})
	var took, used []time.Duration
	for b.Loop() {
		for _, q := range queries {
			timed.spent, timed.used = 0, 0
			begun, cpu := time.Now(), processor(b)
			if _, err := s.Search(context.Background(), q); err != nil {
				b.Fatal(err)
			}
			took, used = append(took, time.Since(begun)-timed.spent), append(used, processor(b)-cpu-timed.used)
		}
	}
	report(b, took, used)
}

type timedStore struct {
	index.Store
	b           *testing.B
	spent, used time.Duration
}

func (s *timedStore) Items(ctx context.Context, ids []string) (map[string]demarche.ItemView, error) {
	begun, cpu := time.Now(), processor(s.b)
	defer func() { s.spent, s.used = s.spent+time.Since(begun), s.used+processor(s.b)-cpu }()
	return s.Store.Items(ctx, ids)
}

// BenchmarkOpen opens the index and answers one query: until columns are read.
func BenchmarkOpen(b *testing.B) {
	e, _ := benchIndex(b)
	cfg := e.cfg
	for b.Loop() {
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
		var err error
		if e, err = Open(cfg); err != nil {
			b.Fatal(err)
		}
		if _, err := e.Search(context.Background(), demarche.Query{}); err != nil {
			b.Fatal(err)
		}
	}
	b.Cleanup(func() { _ = e.Close() })
}
