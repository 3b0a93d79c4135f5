package web

import (
	"net/http"
	"net/url"

	"demarche"
)

// helpPage is the value of /help/search.
type helpPage struct {
	Sections []helpSection
	Kinds    []demarche.SourceKind
	Actions  []demarche.ActionKind
}

// helpSection are examples under one heading.
type helpSection struct {
	Title, Intro string
	Examples     []helpExample
}

// helpExample is a query that can be tried with one click.
type helpExample struct {
	Query, Means, Href string
}

var helpSections = []helpSection{
	{Title: "Words", Intro: "Words are joined by AND; case and accents do not matter. When all of the words find fewer than ten items, the page offers the best partial matches.", Examples: []helpExample{
		{Query: "bankers laundering", Means: "items with both words"},
		{Query: `"exact phrase"`, Means: "these words, in this order"},
		{Query: `"Lazarus Group" OR DPRK`, Means: "either of the two"},
		{Query: "sanctions -oil", Means: "the first, without the second; NOT oil says the same"},
		{Query: "(seoul OR tokyo) missile", Means: "parentheses group"},
		{Query: "launder*", Means: "any ending; three letters or more before the star"},
		{Query: "garantex~", Means: "one letter may differ"},
	}},
	{Title: "Who, what, where", Examples: []helpExample{
		{Query: "title:designates", Means: "in the headline only"},
		{Query: "country:KP", Means: "about North Korea; the name works too: country:\"North Korea\""},
		{Query: `entity:"Lazarus Group"`, Means: "names this person, organisation or vessel: name, alias or id"},
		{Query: "action:designation", Means: "something of this kind happened"},
		{Query: "kind:ministry", Means: "from this kind of source"},
		{Query: "source:us-treasury-press", Means: "from this source"},
		{Query: "authority:OFAC", Means: "the authority that acts"},
		{Query: "tag:DPRK3", Means: "a programme tag of OFAC's list"},
		{Query: `instrument:"E.O. 13722"`, Means: "a legal instrument"},
		{Query: "lang:ko", Means: "in this language"},
		{Query: "imo:9187629", Means: "a vessel by its IMO number; also wallet: and identifier:"},
	}},
	{Title: "Sums", Intro: "k, m, b and t stand for thousand to trillion. Dollars unless a currency is named; sums in other currencies are compared by their value in dollars. One and the same sum must satisfy both ends.", Examples: []helpExample{
		{Query: "amount:>1b", Means: "names more than a billion dollars"},
		{Query: "amount:1m..50m", Means: "between one and fifty million dollars"},
		{Query: "amount:>100btc", Means: "more than a hundred bitcoin"},
		{Query: "role:stolen amount:>1b", Means: "names a sum and something stolen"},
		{Query: "currency:EUR", Means: "names a sum in euros"},
	}},
	{Title: "When", Intro: "An item has several clocks: when the thing happened, when the publisher says the item came out, and when it was first seen here. since:, until: and on: go by the clock of the page (published in the search, happened in the timeline); until: is inclusive. Days are UTC.", Examples: []helpExample{
		{Query: "since:2025-11-01 until:2025-11-30", Means: "in November 2025"},
		{Query: "since:7d", Means: "in the last seven days; also today, yesterday"},
		{Query: "on:2025-11-04", Means: "on that day"},
		{Query: "event:2025-11-04", Means: "what happened on that day, whenever it was reported"},
		{Query: "event:2025-10..2025-11", Means: "what happened in these two months"},
		{Query: "seen:today", Means: "what came in today"},
	}},
	{Title: "Together", Examples: []helpExample{
		{Query: "action:designation country:KP on:2025-11-04", Means: "who was listed over North Korea that day"},
		{Query: "amount:>1b role:stolen", Means: "the large thefts, each figure with its speaker"},
		{Query: "country:RU kind:sanctions since:2025-10-01", Means: "what sanctions authorities said on Russia since October 2025"},
	}},
}

func (s *Server) help(w http.ResponseWriter, r *http.Request) error {
	p := helpPage{Kinds: demarche.SourceKinds(), Actions: demarche.ActionKinds()}
	for _, sec := range helpSections {
		examples := make([]helpExample, len(sec.Examples))
		for i, e := range sec.Examples {
			e.Href = "/search?q=" + url.QueryEscape(e.Query)
			examples[i] = e
		}
		sec.Examples = examples
		p.Sections = append(p.Sections, sec)
	}
	return s.show(w, r, "help", page{Title: "How to search", Nav: "/help/search", Body: p})
}

// aboutPage is the value of /about.
type aboutPage struct {
	Sources, Items int
}

func (s *Server) about(w http.ResponseWriter, r *http.Request) error {
	all, err := s.cfg.Sources(r.Context())
	if err != nil {
		return err
	}
	p := aboutPage{Sources: len(all)}
	for _, h := range all {
		p.Items += h.Items
	}
	return s.show(w, r, "about", page{Title: "About", Nav: "/about", Body: p})
}
