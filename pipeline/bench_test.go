package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/pipeline"
	"demarche/store"
)

// BenchmarkCatchUp takes articles of about 370 words with 30 mentions through
// all steps with readers and an index that cost nothing: what is left is the
// pipeline's own work and the store's.
func BenchmarkCatchUp(b *testing.B) {
	const items = 2000
	for b.Loop() {
		b.StopTimer()
		s, err := store.Open(b.Context(), store.Config{URL: "sqlite:" + b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.SyncSources(b.Context(), []demarche.Source{{ID: "wire", Name: "Wire", Kind: demarche.KindNews}}); err != nil {
			b.Fatal(err)
		}
		var list []demarche.FetchedItem
		for n := range items {
			text := strings.Repeat(fmt.Sprint("word", n, " "), 370)
			list = append(list, demarche.FetchedItem{
				Item:     demarche.Item{Source: "wire", Key: fmt.Sprint(n), URL: fmt.Sprint("https://wire.example/", n), Title: "An article"},
				Document: &demarche.Document{Hash: demarche.NewDocumentHash([]byte(text)), MediaType: "text/plain", Body: []byte(text)},
			})
		}
		if _, err := s.PutFetched(b.Context(), demarche.Fetched{Items: list}); err != nil {
			b.Fatal(err)
		}
		p := pipeline.New(pipeline.Config{
			Store: s, Engine: &engine{}, ExtractVersion: 1, Now: time.Now,
			Article: func(body []byte, _, _ string, _ demarche.Selectors, _ string) (demarche.Article, error) {
				return demarche.Article{Text: string(body)}, nil
			},
			Extract: func(in extract.Input) demarche.Facts {
				f := demarche.Facts{Lang: "en", Countries: []demarche.CountryWeight{{Code: "US", Count: 1, Weight: 1}}}
				for i := range 30 {
					f.Mentions = append(f.Mentions, demarche.Mention{Kind: demarche.MentionPerson, Start: i, End: i + 9, Text: fmt.Sprintf("Some Body %d", i%10), Why: "a rule"})
				}
				return f
			},
		})
		b.StartTimer()
		if err := p.CatchUp(b.Context(), items); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(items*float64(b.N)/b.Elapsed().Seconds(), "items/s")
}
