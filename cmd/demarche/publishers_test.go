package main

import (
	"strings"
	"testing"

	"demarche"
)

func TestPublishers(t *testing.T) {
	feed := func(url string) []demarche.Feed { return []demarche.Feed{{URL: url}} }
	p := newPublishers([]demarche.Source{
		{ID: "treasury", Kind: demarche.KindFinance, Home: "https://home.treasury.example/news", Feeds: feed("https://home.treasury.example/rss")},
		{ID: "ministry-en", Home: "https://www.ministry.example/en"},
		{ID: "ministry-fr", Home: "https://ministry.example/fr"},
	})
	for address, want := range map[string]string{
		"https://Home.Treasury.example/news/1": "treasury finance",
		"http://www.ministry.example/en/1":     "ministry.example news", // which of the two is not known
		"https://www.paper.example:8443/a?b":   "paper.example news",
	} {
		if s := p.of(address); s.ID+" "+string(s.Kind) != want {
			t.Errorf("%s: %s %s, want %s", address, s.ID, s.Kind, want)
		}
	}
}

func TestImport_withoutSource(t *testing.T) {
	data := t.TempDir()
	in := `{"url":"https://www.paper.example/a","text":"The harbour of Kotka was closed on Monday."}
{"url":"https://home.treasury.gov/news/press-releases/xx0001","text":"Treasury listed the harbour of Kotka on Monday."}
`
	if got := program(t, in, "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	for query, want := range map[string]string{"source:paper.example": "closed", "source:us-treasury-press kind:finance": "listed"} {
		if got := program(t, "", "search", query, "--data", data); !strings.Contains(got.out, want) {
			t.Errorf("%s finds\n%s%s", query, got.out, got.err)
		}
	}
}
