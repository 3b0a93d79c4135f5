package web

import (
	"slices"

	"demarche"
)

// pageFacets are the facets list pages show beside the hits, in order.
var pageFacets = []string{"country", "action", "entity", "source", "kind", "currency", "lang"}

var facetTitles = map[string]string{
	"country": "Countries", "action": "What happened", "entity": "Linked names", "source": "Sources",
	"kind": "Kind of source", "currency": "Currencies", "lang": "Languages",
}

// facet is one column of counted filters.
type facet struct {
	Name, Title string
	Values      []facetValue
	More        []facetValue // what is shown on request only
}

// facetValue is a filter that can be put on or taken off.
type facetValue struct {
	Label string
	Count int
	On    bool
	Href  string // "" when it only counts
}

// chip is a filter that is on, with the link that takes it off.
type chip struct {
	Name, Value, Href string
}

const (
	facetShown = 7  // values of a facet that are shown at once
	facetMost  = 14 // and with those shown on request; the API gives up to 20
)

// facets are the counted filters of an answer. A value that is on is listed
// even where it counts nothing, so that it can be taken off.
func (s *Server) facets(a address, counted map[string][]demarche.Bucket) []facet {
	var out []facet
	for _, name := range pageFacets {
		f := facet{Name: name, Title: facetTitles[name]}
		on := []string{}
		if list := listOf(&a.q, name); list != nil {
			on = *list
		}
		listed := map[string]bool{}
		for _, b := range counted[name] {
			listed[b.Value] = true
			f.Values = append(f.Values, s.facetValue(a, name, b, slices.Contains(on, b.Value)))
		}
		for _, v := range on {
			if !listed[v] {
				f.Values = append(f.Values, s.facetValue(a, name, demarche.Bucket{Value: v}, true))
			}
		}
		if len(f.Values) > facetShown+2 {
			f.Values, f.More = splitFacet(f.Values)
		}
		if len(f.Values) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// splitFacet parts the values that are shown from those shown on request. What
// is on is always shown.
func splitFacet(values []facetValue) (shown, more []facetValue) {
	for _, v := range values {
		switch {
		case v.On || len(shown) < facetShown:
			shown = append(shown, v)
		case len(shown)+len(more) < facetMost:
			more = append(more, v)
		}
	}
	return shown, more
}

func (s *Server) facetValue(a address, name string, b demarche.Bucket, on bool) facetValue {
	v := facetValue{Label: s.filterLabel(name, b.Value, b.Label), Count: b.Count, On: on}
	if listOf(&a.q, name) != nil {
		v.Href = a.with(func(q *demarche.Query) {
			list := listOf(q, name)
			*list = toggled(*list, b.Value)
		})
	} else if name == "currency" {
		v.Href = a.with(func(q *demarche.Query) { q.Text, q.Expr = withField(q.Text, "currency:"+b.Value), nil })
	}
	return v
}

// withField adds a field to what a person typed.
func withField(text, field string) string {
	if text == "" {
		return field
	}
	return "(" + text + ") " + field
}

// filterLabel is a facet's value for people.
func (s *Server) filterLabel(name, value, label string) string {
	switch name {
	case "country":
		return s.country(value)
	case "kind":
		return kindLabel(value)
	case "action":
		return actionLabel(value)
	case "lang":
		return languageName(value)
	}
	if label != "" {
		return label
	}
	return value
}

// chips are the filters that are on, beyond what was typed.
func (s *Server) chips(a address, counted map[string][]demarche.Bucket) []chip {
	var out []chip
	names := map[string]string{"country": "country", "action": "action", "entity": "name", "source": "source", "kind": "kind", "lang": "language", "story": "story"}
	for _, name := range []string{"country", "action", "entity", "source", "kind", "lang", "story"} {
		for _, value := range *listOf(&a.q, name) {
			label := ""
			for _, b := range counted[name] {
				if b.Value == value {
					label = b.Label
				}
			}
			out = append(out, chip{names[name], s.filterLabel(name, value, label), a.with(func(q *demarche.Query) {
				list := listOf(q, name)
				*list = toggled(*list, value)
			})})
		}
	}
	clock := clockWords[a.q.Clock]
	add := func(name, value string, off func(*demarche.Query)) {
		if value != "" {
			out = append(out, chip{name, value, a.with(off)})
		}
	}
	switch {
	case a.q.From != "" && a.q.To != "":
		add(clock, civilWords(a.q.From, a.q.To, demarche.PrecisionRange), func(q *demarche.Query) { q.From, q.To = "", "" })
	default:
		add(clock+" since", civilWords(a.q.From, "", ""), func(q *demarche.Query) { q.From = "" })
		add(clock+" until", civilWords(a.q.To, "", ""), func(q *demarche.Query) { q.To = "" })
	}
	add("as known on", civilWords(a.q.AsOf, "", ""), func(q *demarche.Query) { q.AsOf = "" })
	add("sums from US$", a.q.MinUSD, func(q *demarche.Query) { q.MinUSD = "" })
	add("sums to US$", a.q.MaxUSD, func(q *demarche.Query) { q.MaxUSD = "" })
	if a.q.Like != "" {
		add("like", "an item", func(q *demarche.Query) { q.Like = "" })
	}
	if a.q.Match == demarche.MatchAny {
		add("match", "any of the words", func(q *demarche.Query) { q.Match = demarche.MatchAll })
	}
	return out
}

// clockWords say which of an item's dates a page goes by.
var clockWords = map[demarche.Clock]string{
	demarche.ClockPublished: "published",
	demarche.ClockEvent:     "happened",
	demarche.ClockSeen:      "first seen",
}
