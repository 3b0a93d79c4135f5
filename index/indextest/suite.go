package indextest

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
	"demarche/index"
)

// Run runs the suite. open makes an empty engine whose clock is Today.
func Run(t *testing.T, open func(t *testing.T) index.Engine) {
	t.Run("agrees with a plain reading", func(t *testing.T) { agrees(t, open(t)) })
	t.Run("text", func(t *testing.T) { text1(t, open(t)) })
	t.Run("adds up while documents are written", func(t *testing.T) { whileWriting(t, open(t)) })
	t.Run("spelling", func(t *testing.T) { spelling(t, open(t)) })
	t.Run("pages survive new documents", func(t *testing.T) { pages(t, open(t)) })
	t.Run("rebuild while searching", func(t *testing.T) { rebuild(t, open(t)) })
}

// agrees indexes random documents, changes many of them, and compares random
// queries with the naive reading after each step.
func agrees(t *testing.T, e index.Engine) {
	ctx := context.Background()
	w := NewWorld(7)
	n := &naive{docs: map[string]index.Doc{}, today: Today.Format("2006-01-02"), texts: map[string][2]text{}}
	for step := range 3 {
		var docs []index.Doc
		for i := range 120 {
			d := w.Doc(step*80 + i) // the last 40 of each step are updated by the next
			docs = append(docs, d)
			n.docs[d.ID] = d
		}
		half := len(docs) / 2
		for i, part := range [][]index.Doc{docs[:half], docs[half:]} {
			if err := e.Apply(ctx, part, index.State{Store: "s", Version: index.Version, Cursor: int64(2*step + i)}); err != nil {
				t.Fatal(err)
			}
		}
		st, err := e.State(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if want := (index.State{Store: "s", Version: index.Version, Cursor: int64(2*step + 1), Docs: len(n.docs)}); st != want {
			t.Fatalf("state %+v, want %+v", st, want)
		}
		for range 150 {
			q := w.Query()
			if q.Expr, err = demarche.ParseExpr(q.Text); err != nil {
				t.Fatalf("%q: %v", q.Text, err)
			}
			compare(t, e, n, q)
			if t.Failed() {
				return
			}
		}
	}
}

func compare(t *testing.T, e index.Engine, n *naive, q demarche.Query) {
	t.Helper()
	ctx := context.Background()
	ids, facets := n.found(&q)
	var got []string
	for page := q; ; {
		f, err := e.Search(ctx, page)
		if err != nil {
			t.Errorf("%s: %v", describe(q), err)
			return
		}
		if f.Total != len(ids) {
			t.Errorf("%s: total %d, want %d", describe(q), f.Total, len(ids))
		}
		if page.Cursor == "" {
			compareCounts(t, n, q, f, ids, facets)
		}
		for _, id := range f.IDs {
			got = append(got, id.ID)
		}
		if f.Next == "" || t.Failed() {
			break
		}
		page.Cursor = f.Next
	}
	if q.Sort != demarche.SortNewest && q.Sort != demarche.SortOldest {
		slices.Sort(got)
		slices.Sort(ids)
	}
	if !slices.Equal(got, ids) {
		t.Errorf("%s:\n%s", describe(q), cmp.Diff(ids, got))
	}
}

func describe(q demarche.Query) string { return q.Values().Encode() + " [" + q.Text + "]" }

func compareCounts(t *testing.T, n *naive, q demarche.Query, f index.Found, ids []string, facets map[string]map[string]int) {
	t.Helper()
	got := map[string]map[string]int{}
	for name, buckets := range f.Facets {
		got[name] = map[string]int{}
		for i, b := range buckets {
			got[name][b.Value] = b.Count
			if i > 0 && buckets[i-1].Count < b.Count {
				t.Errorf("%s: facet %s is not sorted: %v", describe(q), name, buckets)
			}
		}
	}
	if d := cmp.Diff(facets, got); d != "" {
		t.Errorf("%s: facets (-want +got)\n%s", describe(q), d)
	}
	if q.Interval == "" {
		return
	}
	want, undated := n.bars(&q, ids, f.Histogram.Interval)
	bars := map[string]int{}
	for i, b := range f.Histogram.Buckets {
		if b.Count > 0 {
			bars[b.From] = b.Count
		}
		if b.From != barOf(b.From, f.Histogram.Interval) || i > 0 && b.From <= f.Histogram.Buckets[i-1].From {
			t.Errorf("%s: bar %s out of place", describe(q), b.From)
		}
	}
	if !maps.Equal(bars, want) || f.Histogram.Undated != undated {
		t.Errorf("%s: histogram %+v, want %v and %d undated", describe(q), f.Histogram, want, undated)
	}
}

// text1 checks what a reader expects of words.
func text1(t *testing.T, e index.Engine) {
	texts := []string{
		0:  "COVID-19 relief; the A7A5 stablecoin under E.O. 14024",
		1:  "OFAC designated ten individuals for laundering 1,000,000 dollars",
		2:  "L’Iran et la désignation des Gardiens; Überweisung nach Łódź",
		3:  "Минфин ввёл санкции против банков",
		4:  "北朝鮮への制裁を強化",
		5:  "외교부는 대북 제재를 검토",
		6:  "Bank of China and the Bank for International Settlements",
		7:  "العقوبات الأمريكية على إيران",
		8:  "Las sanciones económicas y las empresas navieras de Cartagena",
		9:  "Die Überweisungen der Banken an Gesellschaften in Zürich",
		10: "中国外交部就制裁问题举行记者会",
		11: "Wallet 0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B received 3,000,000.50 USDT and 2.5 BTC; bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq did not",
	}
	langs := []string{"en", "en", "fr", "ru", "ja", "ko", "en", "ar", "es", "de", "zh", "en"}
	var docs []index.Doc
	for i, s := range texts {
		docs = append(docs, index.Doc{ID: strconv.Itoa(i), Text: s, Lang: langs[i]})
	}
	if err := e.Apply(context.Background(), docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string]string{
		"covid-19": "0", `"COVID 19"`: "0", "a7a5": "0", `"EO 14024"`: "0", `"E.O. 14024"`: "0", "a7a": "",
		"designation": "1 2", "designating": "1", `"designation"`: "2", `"designate"`: "", `"designated ten"`: "1", "designat*": "1 2", "desgnated~": "1",
		"1000000": "1", "1,000,000": "1", "iran": "2", "ubersweisung~": "2", "uberweisung": "2 9", "LODZ": "2", "designations": "1 2",
		"санкция": "3", "банк": "3", "制裁": "4 10", "北朝鮮": "4", "제재": "5", "대북": "5",
		`"Bank of China"`: "6", `"Bank China"`: "", "banks china": "6", "ايران": "7",
		"-bank":     "0 1 2 3 4 5 7 8 10 11", // German Banken are a bank too
		"sanciones": "8", "empresa naviera": "8", "economica": "8", "sanción": "8", "Gesellschaft": "9", "zurich": "9", "Überweisung": "2 9",
		"外交": "10", "外交部": "10", "制裁问题": "10", "العقوبة": "7", "عقوبات": "7", "сankция": "",
		"0xAB5801A7D398351B8BE11C439E05C5B3259AEC9B": "11", "0xab5801a7d398351b8be11c439e05c5b3259aec9b": "11", "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ": "11",
		"3,000,000.50": "11", "3000000.50": "11", "2.5": "11", "1.000.000": "1",
	} {
		expr, err := demarche.ParseExpr(q)
		if err != nil {
			t.Fatal(err)
		}
		f, err := e.Search(context.Background(), demarche.Query{Text: q, Expr: expr})
		if err != nil {
			t.Fatal(err)
		}
		if got := numbersOf(f); got != want {
			t.Errorf("%s found %q, want %q", q, got, want)
		}
	}
}

// pages walks through results while documents arrive: none of the old ones may
// be missed or told twice.
func pages(t *testing.T, e index.Engine) {
	ctx := context.Background()
	w := NewWorld(11)
	var docs []index.Doc
	for i := range 200 {
		docs = append(docs, w.Doc(i))
	}
	if err := e.Apply(ctx, docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	expr, err := demarche.ParseExpr("bank OR sanctions OR oil")
	if err != nil {
		t.Fatal(err)
	}
	for i, sort := range []demarche.Sort{demarche.SortRelevance, demarche.SortNewest, demarche.SortOldest} {
		q := demarche.Query{Expr: expr, Sort: sort, Size: 7}
		before, err := e.Search(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]int{}
		for page, n := q, 0; ; n++ {
			f, err := e.Search(ctx, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range f.IDs {
				told[id.ID]++
			}
			if f.Next == "" {
				break
			}
			page.Cursor = f.Next
			if err := e.Apply(ctx, []index.Doc{w.Doc(1000 + 100*i + n)}, index.State{Cursor: int64(100*i + n)}); err != nil {
				t.Fatal(err)
			}
		}
		old := 0
		for id, times := range told {
			if times > 1 {
				t.Errorf("%s: %s told %d times", sort, id, times)
			}
			if id < "item-1000" || i > 0 {
				old++
			}
		}
		if old < before.Total-i*100 {
			t.Errorf("%s: %d of %d told", sort, old, before.Total)
		}
		other := q
		other.Sort, other.Cursor = demarche.SortNewest, before.Next
		if _, err := e.Search(ctx, other); (err == nil) != (sort == demarche.SortNewest) {
			t.Errorf("the cursor of sort=%s with sort=newest: %v", sort, err)
		}
	}
}

// rebuild swaps a new index in while searches run.
func rebuild(t *testing.T, e index.Engine) {
	ctx := context.Background()
	w := NewWorld(13)
	var docs []index.Doc
	for i := range 50 {
		docs = append(docs, w.Doc(i))
	}
	if err := e.Apply(ctx, docs, index.State{Store: "a", Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var searches sync.WaitGroup
	for range 2 {
		searches.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if f, err := e.Search(ctx, demarche.Query{}); err != nil || f.Total < 50 {
					t.Errorf("during the swap: %d documents, %v", f.Total, err)
					return
				}
			}
		})
	}
	shadow, err := e.Rebuild(ctx, index.State{Store: "b"})
	if err != nil {
		t.Fatal(err)
	}
	docs = append(docs, w.Doc(50))
	if err := shadow.Apply(ctx, docs, index.State{Store: "b", Version: index.Version, Cursor: 9}); err != nil {
		t.Fatal(err)
	}
	if err := shadow.Swap(ctx); err != nil {
		t.Fatal(err)
	}
	close(stop)
	searches.Wait()
	st, err := e.State(ctx)
	if want := (index.State{Store: "b", Version: index.Version, Cursor: 9, Docs: 51}); err != nil || st != want {
		t.Errorf("after the swap: %+v, %v, want %+v", st, err, want)
	}
	aborted, err := e.Rebuild(ctx, index.State{})
	if err != nil {
		t.Fatal(err)
	}
	if err := aborted.Abort(); err != nil {
		t.Fatal(err)
	}
	if again, err := e.State(ctx); err != nil || again != st {
		t.Errorf("after an aborted rebuild: %+v, %v, want %+v", again, err, st)
	}
}
