package indextest

import (
	"context"
	"sync"
	"testing"

	"demarche"
	"demarche/index"
)

// whileWriting asks while documents are added and changed: every answer has to
// add up as of one moment, and what was there never goes. In the end the answers
// are those of a plain reading.
func whileWriting(t *testing.T, e index.Engine) {
	ctx := context.Background()
	w := NewWorld(17)
	n := &naive{docs: map[string]index.Doc{}, today: Today.Format("2006-01-02"), texts: map[string][2]text{}}
	var batches [][]index.Doc
	for step := range 40 {
		var docs []index.Doc
		for i := range 12 { // the first third changes what is there
			d := w.Doc(step*8 + i)
			docs = append(docs, d)
			n.docs[d.ID] = d
		}
		batches = append(batches, docs)
	}
	questions := make([]demarche.Query, 60)
	for i := range questions {
		questions[i] = w.Query()
		expr, err := demarche.ParseExpr(questions[i].Text)
		if err != nil {
			t.Fatal(err)
		}
		questions[i].Expr, questions[i].Facets, questions[i].Interval = expr, demarche.FacetNames(), demarche.IntervalMonth
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for r := range 3 {
		readers.Go(func() {
			most := 0
			for i := r; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				all, err := e.Search(ctx, demarche.Query{})
				if err != nil || all.Total < most {
					t.Errorf("everything: %d, before %d, %v", all.Total, most, err)
					return
				}
				most = all.Total
				q := questions[i%len(questions)]
				f, err := e.Search(ctx, q)
				if err != nil {
					t.Errorf("%s: %v", describe(q), err)
					return
				}
				addsUp(t, q, f)
			}
		})
	}
	for i, docs := range batches {
		if err := e.Apply(ctx, docs, index.State{Cursor: int64(i)}); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
	for _, q := range questions {
		compare(t, e, n, q)
	}
}

// addsUp checks that the parts of an answer fit each other: every document has
// one source and one kind, and stands in one bar of the histogram or in none.
func addsUp(t *testing.T, q demarche.Query, f index.Found) {
	t.Helper()
	sum := func(buckets []demarche.Bucket) (n int) {
		for _, b := range buckets {
			n += b.Count
		}
		return n
	}
	bars := f.Histogram.Undated
	for _, b := range f.Histogram.Buckets {
		bars += b.Count
	}
	if sum(f.Facets["source"]) != f.Total || sum(f.Facets["kind"]) != f.Total || bars != f.Total || len(f.IDs) > f.Total {
		t.Errorf("%s: %d found, by source %d, by kind %d, in bars %d, %d hits", describe(q), f.Total, sum(f.Facets["source"]), sum(f.Facets["kind"]), bars, len(f.IDs))
	}
}
