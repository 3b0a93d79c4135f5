package web

import (
	"net/http"
	"net/url"

	"demarche"
)

// helpPage is the value of /help/search.
type helpPage struct {
	Sections []helpSection
	Kinds    []helpValue
	Actions  []helpValue
}

// helpValue is one value of a closed list, with how many items have it now.
type helpValue struct {
	Value, Label, Href string
	Count              int
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
	{Title: "Words", Intro: "Words are joined by AND; case, accents and endings (sanction, sanctions) do not matter; numbers are found however they are grouped (1,000,000 or 1000000), words in British and American spelling, with a hyphen or without. The commonest words (who, was, the) need not be there, so that a question may be typed as it is asked; in quotes they must. When all of the words find fewer than ten items, the page offers the best partial matches; where a word finds nothing, it asks what was meant.", Examples: []helpExample{
		{Query: "bankers laundering", Means: "items with both words"},
		{Query: `"North Korea"`, Means: "an exact phrase: these words, in this order, as they stand"},
		{Query: `"Lazarus Group" OR DPRK`, Means: "either of the two"},
		{Query: "sanctions -oil", Means: "the first, without the second; NOT oil says the same"},
		{Query: "(seoul OR tokyo) missile", Means: "parentheses group"},
		{Query: "launder*", Means: "any ending; three letters or more before the star"},
		{Query: "garantex~", Means: "one letter may differ"},
	}},
	{Title: "Names", Intro: "A name is found in its other spellings and scripts too: as lists and sources write it, and as it sounds. The page says what else it looked for. Quotes leave the others out.", Examples: []helpExample{
		{Query: "Путин", Means: "Putin, Poutine, Путина …"},
		{Query: "Garantex", Means: "Гарантекс too"},
		{Query: "Kim Jong Un", Means: "Kim Jong-un, 김정은, 金正恩, Ким Чен Ын"},
		{Query: `"Garantex"`, Means: "only as it stands"},
		{Query: `entity:"Kim Jong Un"`, Means: "items tied to the person, under any of the names known"},
	}},
	{Title: "Who, what, where", Examples: []helpExample{
		{Query: "title:designates", Means: "in the headline only"},
		{Query: "country:KP", Means: "about North Korea; the name works too: country:\"North Korea\""},
		{Query: `entity:"Lazarus Group"`, Means: "names this person, organisation or vessel: name, alias or id"},
		{Query: "action:designation", Means: "something of this kind happened"},
		{Query: "kind:ministry", Means: "from this kind of source"},
		{Query: exampleSource, Means: "from this source; the page of sources has their ids"},
		{Query: "authority:OFAC", Means: "the authority that acts"},
		{Query: "list:us-ofac-sdn", Means: "names somebody on this list, or tells of a change of it"},
		{Query: "tag:CYBER4", Means: "a programme tag of OFAC's list"},
		{Query: `instrument:"E.O. 14024"`, Means: "a legal instrument"},
		{Query: `programme:cyber*`, Means: "a programme of sanctions; a star works here too"},
		{Query: "measure:asset_freeze", Means: "a measure: asset_freeze, travel_ban, export_control …"},
		{Query: "change:removed", Means: "tells that somebody was listed, amended or removed"},
		{Query: "lang:ko", Means: "in this language"},
		{Query: "imo:9332810", Means: "a vessel by its IMO number; also wallet:, identifier: and story: (the id of one)"},
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
		{Query: "seen:today", Means: "what came in today; published: goes by the publisher's date"},
	}},
	{Title: "Together", Examples: []helpExample{
		{Query: "action:designation country:KP on:2025-11-04", Means: "who was listed over North Korea that day"},
		{Query: "amount:>1b role:stolen", Means: "the large thefts, each figure with its speaker"},
		{Query: "country:RU kind:sanctions since:2025-10-01", Means: "what sanctions authorities said on Russia since October 2025"},
	}},
}

// exampleSource stands for the source that most items are from.
const exampleSource = "source:us-treasury-press"

func (s *Server) help(w http.ResponseWriter, r *http.Request) error {
	res, err := s.cfg.Search(r.Context(), demarche.Query{Facets: []string{"source", "kind", "action"}, Size: 1, Plain: true})
	if err != nil { // the page teaches without counts too
		s.cfg.Log.WarnContext(r.Context(), "the help page has no counts", "err", err)
	}
	p := helpPage{Kinds: helpValues("kind", res.Facets["kind"]), Actions: helpValues("action", res.Facets["action"])}
	for i := range p.Kinds {
		p.Kinds[i].Label = kindLabel(p.Kinds[i].Value)
	}
	for _, sec := range helpSections {
		examples := make([]helpExample, len(sec.Examples))
		for i, e := range sec.Examples {
			if top := res.Facets["source"]; e.Query == exampleSource && len(top) > 0 {
				e.Query = "source:" + top[0].Value
			}
			e.Href = "/search?q=" + url.QueryEscape(e.Query)
			examples[i] = e
		}
		sec.Examples = examples
		p.Sections = append(p.Sections, sec)
	}
	return s.show(w, r, "help", page{Title: "How to search", Nav: "/help/search", Body: p})
}

func helpValues(field string, held []demarche.Bucket) []helpValue {
	var out []helpValue
	for _, value := range demarche.FieldValues(field) {
		v := helpValue{Value: value}
		for _, b := range held {
			if b.Value == value {
				v.Count, v.Href = b.Count, "/search?q="+field+":"+url.QueryEscape(value)
			}
		}
		out = append(out, v)
	}
	return out
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
