package store

import (
	"fmt"
	"strings"
	"testing"

	"demarche"
)

// BenchmarkPutFetched stores articles of about 370 words, 200 a transaction, as
// an import does.
func BenchmarkPutFetched(b *testing.B) {
	s, err := Open(b.Context(), Config{URL: "sqlite:" + b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := s.SyncSources(b.Context(), []demarche.Source{source("wire")}); err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		var list []demarche.FetchedItem
		for range 200 {
			n++
			key := fmt.Sprint("https://wire.example/", n)
			var text strings.Builder
			for w := range 370 {
				fmt.Fprintf(&text, "w%d ", (n*31+w*w*7)%5000)
			}
			list = append(list, entry("wire", key, "An article", text.String()))
		}
		if _, err := s.PutFetched(b.Context(), demarche.Fetched{Items: list}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "items/s")
}
