package web

import (
	"net/http"
	"net/url"

	"demarche"
)

// searchPage is the value of /search.
type searchPage struct {
	Form     searchForm
	Fault    *fault // the query could not be read; nothing else is filled then
	Query    string // normalised
	Total    int
	TookMS   int64
	First    bool // the first page of the answer
	Partial  bool
	Like     *likeView    // what it is like, of a search for items like one
	Meant    []linkOption // queries that find more
	Also     []string     // other spellings that were looked for
	Chips    []chip
	Facets   []facet
	Chart    chartView
	Hits     []hitView
	Next     string // link to the next page
	Back     string // link to the first page
	AnyWords string // link to the best partial matches
	Timeline string // the same query as a timeline
	Clear    string // the same words without filters
}

// searchForm is what stands in the fields of the form: the request's own
// words, also where they make no sense.
type searchForm struct {
	Action                            string
	Q, From, To, AsOf, MinUSD, MaxUSD string
	Clock, Sort                       string
	Clocks, Sorts                     []option
	Hidden                            []option // filters that travel along
	More                              bool     // the rarer fields are in use
	Hints                             []option // offered in the box
}

type option struct {
	Value, Label string
	On           bool
}

func formOf(path string, v url.Values) searchForm {
	f := searchForm{Action: path, Q: v.Get("q"), From: v.Get("from"), To: v.Get("to"), AsOf: v.Get("asof"),
		MinUSD: v.Get("min_usd"), MaxUSD: v.Get("max_usd"), Clock: v.Get("clock"), Sort: v.Get("sort")}
	if f.Clock == "" {
		f.Clock = string(defaultsOf[path].clock)
	}
	f.More = f.AsOf != "" || f.MinUSD != "" || f.MaxUSD != ""
	f.Clocks = options(f.Clock, "published", "published", "event", "happened", "seen", "first seen")
	if path == "/timeline" {
		f.Sorts = options(f.Sort, "newest", "newest first", "oldest", "oldest first")
	} else {
		f.Sorts = options(f.Sort, "", "best first", "newest", "newest first", "oldest", "oldest first")
	}
	for _, name := range []string{"country", "action", "entity", "source", "kind", "lang", "story", "match", "interval", "like"} {
		for _, value := range v[name] {
			if value != "" {
				f.Hidden = append(f.Hidden, option{Value: value, Label: name})
			}
		}
	}
	return f
}

// options builds the choices of a select from value-label pairs.
func options(on string, pairs ...string) []option {
	var out []option
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, option{pairs[i], pairs[i+1], pairs[i] == on})
	}
	return out
}

// search serves /search.
func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	p := searchPage{Form: formOf("/search", v)}
	status := http.StatusOK
	q, err := s.parse("/search", v)
	if err == nil {
		err = s.fillSearch(r, &p, q)
	}
	if err != nil {
		f := faultOf(err)
		if f.Status != http.StatusBadRequest {
			return err
		}
		f.Query = p.Form.Q
		p.Fault, status = &f, f.Status
	}
	title := "Search"
	if p.Form.Q != "" {
		title = shorten(p.Form.Q, 60) + " – search"
	}
	out := page{Title: title, Nav: "/search", Bare: true, Body: p}
	if p.Fault == nil {
		out.Twins = twinsOf("/search", shortValues("/search", withoutCursor(q)).Encode())
	}
	s.render(w, r, status, "search", out)
	return nil
}

func withoutCursor(q demarche.Query) demarche.Query {
	q.Cursor = ""
	return q
}

// fewHits is the number below which the best partial matches are offered
// (interface.md, Query language).
const fewHits = 10

func (s *Server) fillSearch(r *http.Request, p *searchPage, q demarche.Query) error {
	if q.Interval == "" {
		q.Interval = demarche.IntervalAuto
	}
	q.Facets = pageFacets
	res, err := s.cfg.Search(r.Context(), q)
	if err != nil {
		return err
	}
	a := address{"/search", q}
	p.Query, p.Total, p.TookMS, p.Partial, p.First, p.Also = res.Query, res.Total, res.TookMS, res.Partial, q.Cursor == "", res.Also
	p.Form.Hints = hintsOf(res.Facets)
	p.Chips, p.Facets = s.chips(a, res.Facets), s.facets(a, res.Facets)
	if p.Chart, err = s.histogramView(r.Context(), "when", a, res.Histogram); err != nil {
		return err
	}
	p.Hits, p.Like = s.hitViews(res.Hits, q), likeOf(a, res.Like)
	for _, m := range res.Meant {
		p.Meant = append(p.Meant, linkOption{Label: m.Query, Href: a.with(func(q *demarche.Query) { q.Text = m.Query })})
	}
	if res.Next != "" {
		p.Next = a.with(func(q *demarche.Query) { q.Cursor = res.Next })
	}
	if !p.First {
		p.Back = a.with(func(*demarche.Query) {})
	}
	if words := wordsOf(q); !words.choice && q.Like == "" && res.Total < fewHits && len(words.list) > 1 {
		p.AnyWords = a.with(func(q *demarche.Query) { q.Match = demarche.MatchAny })
	}
	if len(p.Chips) > 0 {
		p.Clear = link("/search", demarche.Query{Text: q.Text, Clock: demarche.ClockPublished, Like: q.Like})
	}
	t := withoutCursor(q)
	t.Sort, t.Size, t.Interval = "", 0, ""
	if q.Clock == demarche.ClockPublished && q.From == "" && q.To == "" {
		t.Clock = demarche.ClockEvent
	}
	p.Timeline = link("/timeline", t)
	return nil
}
