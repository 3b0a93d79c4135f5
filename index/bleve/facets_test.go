package bleve

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	blevesearch "github.com/blevesearch/bleve/v2"
	whole "github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/google/go-cmp/cmp"

	"demarche"
	"demarche/index"
	"demarche/index/indextest"
)

// plainIndex is Bleve as it comes: the same documents with ordinary fields, its
// own queries and its own facets.
type plainIndex struct{ blevesearch.Index }

func newPlainIndex(t *testing.T) plainIndex {
	t.Helper()
	m := blevesearch.NewIndexMapping()
	m.DefaultAnalyzer = whole.Name
	idx, err := blevesearch.NewMemOnly(m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = idx.Close() })
	return plainIndex{idx}
}

func (p plainIndex) put(t *testing.T, docs []index.Doc) {
	t.Helper()
	batch := p.NewBatch()
	for _, d := range docs {
		var words, currencies []string
		for _, text := range []string{d.Title, d.Text} {
			for _, tok := range index.Tokens(text) {
				words = append(words, tok.Term)
			}
		}
		for _, a := range d.Amounts {
			currencies = append(currencies, a.Currency)
		}
		fields := map[string]any{"all": "1", "words": words, "country": distinct(d.Countries), "entity": distinct(d.Entities), "action": distinct(d.Actions),
			"source": d.Source, "kind": string(d.Kind), "lang": d.Lang, "currency": distinct(currencies), "seen": d.FirstSeen}
		if !d.Published.IsZero() {
			fields["published"] = d.Published
		}
		if err := batch.Index(d.ID, fields); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Batch(batch); err != nil {
		t.Fatal(err)
	}
}

// translate gives Bleve's form of a query made by randomNode.
func translate(n demarche.Node) query.Query {
	list := func(parts []demarche.Node) []query.Query {
		out := make([]query.Query, len(parts))
		for i, x := range parts {
			out[i] = translate(x)
		}
		return out
	}
	term := func(field, value string) query.Query {
		q := blevesearch.NewTermQuery(value)
		q.SetField(field)
		return q
	}
	switch n := n.(type) {
	case demarche.And:
		return blevesearch.NewConjunctionQuery(list(n)...)
	case demarche.Or:
		return blevesearch.NewDisjunctionQuery(list(n)...)
	case demarche.Not:
		b := blevesearch.NewBooleanQuery()
		b.AddMust(term("all", "1"))
		b.AddMustNot(translate(n.X))
		return b
	case demarche.Phrase:
		return term("words", index.Tokens(n.Text)[0].Term)
	case demarche.Term:
		return term(n.Field, n.Text)
	}
	return blevesearch.NewMatchAllQuery()
}

func randomNode(r *rand.Rand, docs []index.Doc, depth int) demarche.Node {
	some := func() demarche.Node { return randomNode(r, docs, depth-1) }
	if depth > 0 {
		switch r.IntN(6) {
		case 0, 1:
			return demarche.And{some(), some()}
		case 2, 3:
			return demarche.Or{some(), some()}
		case 4:
			return demarche.Not{X: some()}
		}
	}
	for {
		d := docs[r.IntN(len(docs))]
		pick := func(field string, values []string) demarche.Node {
			return demarche.Term{Field: field, Text: values[r.IntN(len(values))]}
		}
		switch words := index.Tokens(d.Text); {
		case r.IntN(3) > 0 && len(words) > 0:
			if w := words[r.IntN(len(words))].Term; !isSinglePair(w) {
				return demarche.Phrase{Text: w}
			}
		case r.IntN(2) == 0 && len(d.Countries) > 0:
			return pick("country", d.Countries)
		case r.IntN(2) == 0 && len(d.Entities) > 0:
			return pick("entity", d.Entities)
		case r.IntN(2) == 0 && len(d.Actions) > 0:
			return pick("action", d.Actions)
		default:
			return pick("source", []string{d.Source})
		}
	}
}

// TestFacetsOfBleve: facets and histogram are those that Bleve counts itself, by
// its own means, over documents that were added, changed and merged.
// DEMARCHE_FACET_QUERIES sets the number of random queries.
func TestFacetsOfBleve(t *testing.T) {
	queries := 40
	if s := os.Getenv("DEMARCHE_FACET_QUERIES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		queries = n
	}
	e, plain := openTest(t, t.TempDir()+"/index"), newPlainIndex(t)
	w := indextest.NewWorld(23)
	held := map[string]index.Doc{}
	for step := range 4 { // half of each step changes what the step before wrote
		var docs []index.Doc
		for i := range 120 {
			d := w.Doc(step*60 + i)
			docs = append(docs, d)
			held[d.ID] = d
		}
		if err := e.Apply(context.Background(), docs, index.State{Cursor: int64(step)}); err != nil {
			t.Fatal(err)
		}
		plain.put(t, docs)
	}
	var docs []index.Doc
	for i := range len(held) {
		docs = append(docs, held[fmt.Sprintf("item-%04d", i)])
	}
	months := []time.Time{time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)}
	for len(months) < 8 {
		months = append(months, months[len(months)-1].AddDate(0, 1, 0))
	}
	r := rand.New(rand.NewPCG(5, 6))
	values := 0
	for range queries {
		n := randomNode(r, docs, 3)
		clock := []demarche.Clock{demarche.ClockPublished, demarche.ClockSeen}[r.IntN(2)]
		got, err := e.Search(context.Background(), demarche.Query{Expr: n, Facets: demarche.FacetNames(), Interval: demarche.IntervalMonth, Clock: clock, Size: 1})
		if err != nil {
			t.Fatal(err)
		}
		req := blevesearch.NewSearchRequestOptions(translate(n), 0, 0, false)
		for _, f := range demarche.FacetNames() {
			req.AddFacet(f, blevesearch.NewFacetRequest(f, 20))
		}
		when := blevesearch.NewFacetRequest(string(clock), len(months))
		for i, m := range months[:len(months)-1] {
			when.AddDateTimeRange(m.Format(time.DateOnly), m, months[i+1])
		}
		req.AddFacet("when", when)
		want, err := plain.Search(req)
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != int(want.Total) {
			t.Fatalf("%s: %d found, Bleve %d", n, got.Total, want.Total)
		}
		for _, f := range demarche.FacetNames() {
			ours, theirs := map[string]int{}, map[string]int{}
			for _, b := range got.Facets[f] {
				ours[b.Value] = b.Count
			}
			for _, b := range want.Facets[f].Terms.Terms() {
				if b.Term != "" {
					theirs[b.Term] = b.Count
				}
			}
			values += len(theirs)
			if d := cmp.Diff(theirs, ours); d != "" {
				t.Fatalf("%s: facet %s (-Bleve +ours)\n%s", n, f, d)
			}
		}
		ours, theirs := map[string]int{}, map[string]int{}
		for _, b := range got.Histogram.Buckets {
			if b.Count > 0 {
				ours[b.From] = b.Count
			}
		}
		dated := 0
		for _, b := range want.Facets["when"].DateRanges {
			theirs[b.Name] = b.Count
			dated += b.Count
		}
		if d := cmp.Diff(theirs, ours); d != "" || got.Histogram.Undated != got.Total-dated {
			t.Fatalf("%s: histogram by %s, %d undated (-Bleve +ours)\n%s", n, clock, got.Histogram.Undated, d)
		}
	}
	t.Logf("%d queries, %d facet values, no difference", queries, values)
}
