package web

import (
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// TestEntityWords: what lists call by codes is named, and a number of two lists
// stands once.
func TestEntityWords(t *testing.T) {
	s := &Server{cfg: Config{CountryName: func(code string) string { return map[string]string{"JO": "Jordan"}[code] }}}
	for _, c := range [][3]string{
		{"measure", "asset_freeze · Example programme", "asset freeze · Example programme"},
		{"identifier", "national_id:123 · JO · National ID No.", "national identity number 123 · Jordan · National ID No."},
		{"nationality", "JO", "Jordan"}, {"country", "ZZ", "ZZ"}, {"relation", "owned_by · x-1", "owned by · x-1"}, {"note", "a_b", "a_b"},
	} {
		if got := s.claimWords(c[0], c[1]); got != c[2] {
			t.Errorf("%s %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
	got := s.numberViews([]demarche.Identifier{{Scheme: "passport", Value: "K1", Label: "Passport"}, {Scheme: "passport", Value: "K1", Country: "JO", Label: "Jordan Passport"}, {Scheme: "un-ref", Value: "X.1"}})
	want := []numberView{{"passport", "K1", []string{"Jordan"}, []string{"Jordan Passport"}}, {"UN reference", "X.1", nil, nil}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
