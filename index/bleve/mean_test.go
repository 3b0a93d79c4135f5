package bleve

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"demarche"
	"demarche/index"
)

// nameStore knows some entities by the beginning of their names.
type nameStore struct {
	index.Store
	entities []demarche.Entity
}

func (s nameStore) Items(context.Context, []string) (map[string]demarche.ItemView, error) {
	return nil, nil
}

func (s nameStore) FindEntities(_ context.Context, name string, limit int) ([]demarche.Entity, error) {
	var out []demarche.Entity
	for _, e := range s.entities {
		if e.ID == name || strings.HasPrefix(index.FoldName(e.Name), index.FoldName(name)) {
			out = append(out, e)
		}
	}
	return out[:min(len(out), limit)], nil
}

func newSuggester(t *testing.T) *index.Searcher {
	t.Helper()
	e := openTest(t, t.TempDir()+"/index")
	var docs []index.Doc
	for i := range 30 {
		d := index.Doc{ID: strconv.Itoa(i), Lang: "en", Title: "Treasury notice", Text: "New sanctions on the exchange were announced by the ministry.", Source: "us-treasury-press", Countries: []string{"US"}}
		switch {
		case i < 10:
			d.Text += " A wallet of the Lazarus Group was seized."
			d.Names, d.Tags, d.Countries = []string{"Lazarus Group"}, []string{"DPRK3"}, []string{"KP"}
		case i == 10:
			d.Text += " The walet is empty, 14024 says."
		case i == 11:
			d.Text, d.Lang = "Минфин ввёл санкции против банков", "ru"
		}
		docs = append(docs, d)
	}
	if err := e.Apply(context.Background(), docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	return index.NewSearcher(index.SearcherConfig{Engine: e, Store: nameStore{entities: []demarche.Entity{{ID: "ofac-1", Name: "Lazarus Group"}, {ID: "ofac-2", Name: "Lazar Example"}}},
		CountryName: func(code string) string { return map[string]string{"KP": "North Korea", "KR": "South Korea"}[code] },
		SourceNames: func(_ context.Context, ids []string) (map[string]string, error) {
			return map[string]string{ids[0]: "US Treasury"}, nil
		}})
}

func TestMeant(t *testing.T) {
	s := newSuggester(t)
	for q, want := range map[string]string{
		"sanktions":               "sanctions",
		"sacntions exchnage":      "sanctions exchange",
		"walet country:KP":        "wallet country:KP",
		"title:tresury":           "title:treasury",
		"санкцыи":                 "санкции",
		"minstry -oil":            "ministry -oil",
		`entity:"Lazarus Grop"`:   `entity:"lazarus group"`,
		"entity:Lazerus":          `entity:"Lazarus Group"`,
		"source:us-tresury-press": "source:us-treasury-press",
		"source:treasury":         "source:us-treasury-press",
		"tag:DPRK4":               "tag:DPRK3",
		"sanctions":               "",
		"14025":                   "", // a number is never meant for another
		"xyzzyq":                  "",
		"lang:Russian":            "lang:ru",
		"lang:русский":            "lang:ru",
		"minizter anks":           "", // a short word keeps its first letter
		`"sanktions"`:             "", // quotes mean what they say
		"-sanktions":              "",
		"sanctioned":              "", // another form of a word that is there
	} {
		r, err := s.Search(context.Background(), demarche.Query{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(r.Meant) > 0 {
			got = r.Meant[0].Query
			again, err := s.Search(context.Background(), demarche.Query{Text: got})
			if err != nil || again.Total != r.Meant[0].Count || again.Total <= r.Total {
				t.Errorf("%s: %s promises %d, finds %d (%v); before %d", q, got, r.Meant[0].Count, again.Total, err, r.Total)
			}
		}
		if got != want {
			t.Errorf("%s: did you mean %q, want %q", q, got, want)
		}
	}
}

func TestComplete(t *testing.T) {
	s := newSuggester(t)
	for text, want := range map[string]string{
		"sanc":                   "sanctions",
		"bank OR (walle":         "bank OR (wallet",
		"oil -minis":             "oil -ministry",
		"coun":                   "country:",
		"country:nor":            "country:KP",
		`x country:"South K`:     "x country:KR",
		"entity:laz":             `entity:"Lazarus Group"`,
		`a entity:"lazarus gr`:   `a entity:"Lazarus Group"`,
		"visit lazarus gro":      "visit lazarus group|visit entity:\"Lazarus Group\"",
		"kind:min":               "kind:ministry",
		"action:special-m":       "action:special_measure",
		"source:us":              "source:us-treasury-press",
		"tag:d":                  "tag:DPRK3",
		"North Ko":               "country:KP",
		"a":                      "",
		`"sanc`:                  "",
		"amount:>1":              "",
		strings.Repeat("x", 300): "",
	} {
		got, err := s.Complete(context.Background(), text, 10)
		if err != nil {
			t.Fatal(err)
		}
		for want := range strings.SplitSeq(want, "|") {
			found := want == "" && len(got) == 0
			for _, c := range got {
				found = found || c.Query == want
				if _, err := demarche.ParseExpr(strings.TrimSuffix(strings.TrimLeft(c.Query, "("), ":")); err != nil && !strings.Contains(c.Query, "(") {
					t.Errorf("%s: %q cannot be read: %v", text, c.Query, err)
				}
			}
			if !found {
				t.Errorf("%s: %+v, want %q among them", text, got, want)
			}
		}
	}
}
