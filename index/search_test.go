package index

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// fakeEngine answers with what it is told and keeps the query it was asked.
type fakeEngine struct {
	Engine
	asked demarche.Query
	found Found
}

func (e *fakeEngine) Search(_ context.Context, q demarche.Query) (Found, error) {
	e.asked = q
	return e.found, nil
}

type fakeStore struct {
	items    map[string]demarche.ItemView
	entities map[string]demarche.Entity
}

func (s *fakeStore) Items(context.Context, []string) (map[string]demarche.ItemView, error) {
	return s.items, nil
}

func (s *fakeStore) Entities(context.Context, []string) (map[string]demarche.Entity, error) {
	return s.entities, nil
}

func (s *fakeStore) FindEntities(_ context.Context, name string, _ int) ([]demarche.Entity, error) {
	var out []demarche.Entity
	for _, e := range s.entities {
		if strings.EqualFold(e.Name, name) {
			out = append(out, e)
		}
	}
	return out, nil
}

func newTestSearcher() (*Searcher, *fakeEngine) {
	text := "OFAC acted on Tuesday. Hackers of the Lazarus Group stole $3 billion over three years.\n"
	view := demarche.ItemView{
		Item: demarche.Item{ID: "a", Source: "us-treasury-press", Title: "Listing's title", URL: "https://x.example/a?b=1",
			Published: demarche.Published{Time: time.Date(2025, 11, 5, 15, 0, 0, 0, time.UTC), DayOnly: true, Zone: "Asia/Seoul"}},
		Source:    demarche.Source{ID: "us-treasury-press", Name: "US Treasury", Kind: demarche.KindSanctions, Republish: demarche.RepublishFull},
		Revisions: []demarche.Revision{{N: 2, Title: "Treasury acts", Text: text}},
		Facts: demarche.Facts{Lang: "en", Countries: []demarche.CountryWeight{{Code: "KP"}},
			Actions: []demarche.Action{{Kind: "statement"}, {Kind: "designation", Main: true}, {Kind: "statement"}},
			Mentions: []demarche.Mention{{Kind: demarche.MentionOrganisation, Start: 38, End: 51, Text: "Lazarus Group"},
				{Kind: demarche.MentionAmount, Start: 58, End: 68, Text: "$3 billion", Value: "3000000000", Currency: "USD", USD: "3000000000", Role: "stolen"}}},
		Links: []demarche.Link{{Mention: 0, Entity: "ofac-1", Confidence: 0.6, Status: demarche.LinkPossible}, {Mention: 0, Entity: "ofac-1", Confidence: 0.9, Status: demarche.LinkListed}},
		Story: "s1",
	}
	secret := view
	secret.Item.ID, secret.Source.Republish = "b", demarche.RepublishNone
	engine := &fakeEngine{found: Found{Total: 3, IDs: []FoundID{{ID: "gone"}, {ID: "a", Score: 2}, {ID: "b"}},
		Facets: map[string][]demarche.Bucket{"country": {{Value: "KP", Count: 2}}, "entity": {{Value: "ofac-1", Count: 1}}, "kind": {{Value: "ministry", Count: 1}}}}}
	store := &fakeStore{items: map[string]demarche.ItemView{"a": view, "b": secret}, entities: map[string]demarche.Entity{"ofac-1": {ID: "ofac-1", Name: "Lazarus Group"}}}
	return NewSearcher(SearcherConfig{Engine: engine, Store: store,
		Countries: func(s string) (string, bool) {
			code, ok := map[string]string{"KP": "KP", "North Korea": "KP"}[s]
			return code, ok
		},
		CountryName: func(code string) string { return map[string]string{"KP": "North Korea"}[code] },
		SourceNames: func(context.Context, []string) (map[string]string, error) { return nil, nil },
	}), engine
}

func TestSearcher(t *testing.T) {
	s, engine := newTestSearcher()
	r, err := s.Search(context.Background(), demarche.Query{Text: `country:"North Korea" entity:"Lazarus Group" stealing`, Country: []string{"North Korea"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := `country:KP entity:"Lazarus Group" stealing`; r.Query != want {
		t.Errorf("normalised to %s, want %s", r.Query, want)
	}
	if got, want := engine.asked.Expr.String(), `country:KP (entity:"Lazarus Group" OR entity:ofac-1) stealing`; got != want {
		t.Errorf("the engine was asked %s, want %s", got, want)
	}
	if d := cmp.Diff([]string{"KP"}, engine.asked.Country); d != "" {
		t.Error(d)
	}
	want := demarche.Hit{ID: "a", Title: "Treasury acts", URL: "https://x.example/a?b=1", Source: "us-treasury-press", SourceName: "US Treasury",
		Kind: demarche.KindSanctions, Published: "2025-11-06", Lang: "en", Actions: []demarche.ActionKind{"designation", "statement"}, Countries: []string{"KP"},
		Amounts: []demarche.HitAmount{{Text: "$3 billion", Value: "3000000000", Currency: "USD", USD: "3000000000", Role: "stolen",
			Sentence: "Hackers of the Lazarus Group stole $3 billion over three years."}},
		Entities: []demarche.HitEntity{{ID: "ofac-1", Name: "Lazarus Group", Status: demarche.LinkListed, Confidence: 0.9}}, Story: "s1", Revisions: 2, Score: 2,
		Lead: "OFAC acted on Tuesday.", Snippet: "OFAC acted on Tuesday. Hackers of the <mark>Lazarus Group</mark> stole $3 billion over three years."}
	if len(r.Hits) != 2 {
		t.Fatalf("%d hits, want 2", len(r.Hits))
	}
	if d := cmp.Diff(want, r.Hits[0]); d != "" {
		t.Error(d)
	}
	if h := r.Hits[1]; h.Snippet != "" || h.Lead != "" || h.Amounts[0].Sentence != "" {
		t.Errorf("text of a source that forbids it: %+v", h)
	}
	if s.Missing() != 1 {
		t.Errorf("%d missing, want 1", s.Missing())
	}
	if got := r.Facets["country"][0].Label + r.Facets["entity"][0].Label + r.Facets["kind"][0].Label; got != "North KoreaLazarus Groupministry" {
		t.Errorf("labels %s", got)
	}
}

func TestSearcherOffersPartialMatches(t *testing.T) {
	s, _ := newTestSearcher()
	for _, tt := range []struct {
		text             string
		match            demarche.Match
		broader, partial bool
	}{{"a b", "", true, false}, {"a b", demarche.MatchAny, false, true}, {"a", "", false, false}, {"a country:KP", "", false, false}} {
		r, err := s.Search(context.Background(), demarche.Query{Text: tt.text, Match: tt.match})
		if err != nil || r.Broader != tt.broader || r.Partial != tt.partial {
			t.Errorf("%q match=%s: broader %v, partial %v, %v", tt.text, tt.match, r.Broader, r.Partial, err)
		}
	}
}

func TestSearcherErrors(t *testing.T) {
	s, _ := newTestSearcher()
	for text, want := range map[string]string{
		"country:Atlantis":          `country: no country is called "Atlantis"; write its English name in quotes or its two-letter code (column 9)`,
		`bank country:"Nord Korea"`: `country: no country is called "Nord Korea"; did you mean North Korea (KP)? (column 14)`,
		"amount:>":                  `amount: expected a number after ">", like amount:>1b (column 9)`,
		strings.Repeat("word ", 17): "the query has 17 words; the most is 16: leave some out, or ask for any of them (match=any)",
	} {
		_, err := s.Search(context.Background(), demarche.Query{Text: text})
		if !errors.Is(err, demarche.ErrInvalid) || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
