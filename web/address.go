package web

import (
	"net/url"
	"slices"

	"demarche"
)

// address is a list page's place in the web: its path and the query its
// parameters stand for. All filter, zoom and paging links are made from it.
type address struct {
	path string // "/search" or "/timeline"
	q    demarche.Query
}

// pageDefaults are what a list page assumes where its address says nothing.
type pageDefaults struct {
	clock demarche.Clock
	size  int
}

var defaultsOf = map[string]pageDefaults{
	"/search":   {demarche.ClockPublished, 20},
	"/timeline": {demarche.ClockEvent, 25},
	"/ledger":   {demarche.ClockEvent, 20},
}

// with is the link to the same page with a change to its query. It starts at
// the first page of the answer again, unless the change sets a cursor.
func (a address) with(change func(*demarche.Query)) string {
	q := a.q
	for _, list := range []*[]string{&q.Country, &q.Entity, &q.Source, &q.Kind, &q.Action, &q.Lang, &q.Story} {
		*list = slices.Clone(*list)
	}
	q.Cursor = ""
	change(&q)
	return link(a.path, q)
}

// link is the shortest address of a query: what the page assumes anyway is left out.
func link(path string, q demarche.Query) string {
	if v := shortValues(path, q); len(v) > 0 {
		return path + "?" + v.Encode()
	}
	return path
}

func shortValues(path string, q demarche.Query) url.Values {
	d := defaultsOf[path]
	v := q.Values()
	v.Del("facets")
	v.Del("interval")
	if q.Interval != "" && q.Interval != demarche.IntervalAuto {
		v.Set("interval", string(q.Interval))
	}
	v.Del("clock")
	if q.Clock != d.clock {
		v.Set("clock", string(q.Clock))
	}
	if q.Size == d.size || q.Size == 0 {
		v.Del("size")
	}
	if q.Match == demarche.MatchAll {
		v.Del("match")
	}
	if path == "/timeline" && q.Sort == demarche.SortNewest {
		v.Del("sort")
	}
	return v
}

// parse reads the query of a request for a list page and fills in what the page
// assumes.
func (s *Server) parse(path string, v url.Values) (demarche.Query, error) {
	d := defaultsOf[path]
	withDefaults := url.Values{"clock": {string(d.clock)}}
	for key, values := range v {
		if len(values) > 0 && values[0] != "" {
			withDefaults[key] = values
		}
	}
	q, err := demarche.QueryFromValues(withDefaults, s.today())
	if err != nil {
		return q, err
	}
	if v.Get("size") == "" {
		q.Size = d.size
	}
	if q.Clock == "" { // how QueryFromValues writes its own default
		q.Clock = demarche.ClockPublished
	}
	if q.Match == "" {
		q.Match = demarche.MatchAll
	}
	if path == "/timeline" && v.Get("sort") == "" {
		q.Sort = demarche.SortNewest
	}
	return q, nil
}

// listOf is the filter of a query that a facet's links alter, nil for a facet
// that only counts.
func listOf(q *demarche.Query, facet string) *[]string {
	switch facet {
	case "country":
		return &q.Country
	case "entity":
		return &q.Entity
	case "source":
		return &q.Source
	case "kind":
		return &q.Kind
	case "action":
		return &q.Action
	case "lang":
		return &q.Lang
	case "story":
		return &q.Story
	}
	return nil
}

// toggled adds value to list, or takes it out.
func toggled(list []string, value string) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return append(list, value)
}
