package main

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"time"

	"demarche"
)

// queryFlags are the parameters of GET /api/v1/search as flags.
type queryFlags struct {
	Query    []string `arg:"" optional:"" help:"Query; see: demarche search --help." placeholder:"QUERY"`
	From     string   `help:"First day, YYYY-MM-DD." placeholder:"DATE"`
	To       string   `help:"Last day, inclusive." placeholder:"DATE"`
	Clock    string   `help:"Clock of dates and sorting: published, event or seen." placeholder:"CLOCK"`
	Asof     string   `help:"Only what was known at the end of this day." placeholder:"DATE"`
	Country  []string `help:"ISO code or name."`
	Entity   []string `help:"Entity id or name."`
	Source   []string `help:"Source id."`
	Kind     []string `help:"Kind of source: sanctions, finance, ministry, intergovernmental, crypto, analytics, shipping, news."`
	Action   []string `help:"What kind of thing happened: designation, theft, statement …"`
	Lang     []string `help:"Language code."`
	MinUSD   string   `name:"min-usd" help:"A sum of at least this many dollars." placeholder:"N"`
	MaxUSD   string   `name:"max-usd" help:"A sum of at most this many dollars." placeholder:"N"`
	Match    string   `help:"all (default) or any: the best partial matches." placeholder:"HOW"`
	Like     string   `help:"Only what is like the item with this id, the likest first." placeholder:"ID"`
	Sort     string   `help:"relevance, newest or oldest." placeholder:"ORDER"`
	Size     int      `help:"Hits a page, at most 100." default:"20"`
	Cursor   string   `help:"Next page: the cursor printed by the last one."`
	Facets   []string `help:"Counts wanted: country, entity, source, kind, action, currency, lang."`
	Interval string   `help:"Histogram: auto, day, week, month, year." placeholder:"WIDTH"`
}

// values gives the flags their URL form, so that terminal and API share one reader.
func (f queryFlags) values() url.Values {
	v := url.Values{}
	set := func(key string, vals ...string) {
		for _, x := range vals {
			if x != "" {
				v.Add(key, x)
			}
		}
	}
	set("q", strings.Join(f.Query, " "))
	set("from", f.From)
	set("to", f.To)
	set("clock", f.Clock)
	set("asof", f.Asof)
	set("country", f.Country...)
	set("entity", f.Entity...)
	set("source", f.Source...)
	set("kind", f.Kind...)
	set("action", f.Action...)
	set("lang", f.Lang...)
	set("min_usd", f.MinUSD)
	set("max_usd", f.MaxUSD)
	set("match", f.Match)
	set("like", f.Like)
	set("sort", f.Sort)
	if f.Size != 0 {
		set("size", strconv.Itoa(f.Size))
	}
	set("cursor", f.Cursor)
	set("facets", strings.Join(f.Facets, ","))
	set("interval", f.Interval)
	return v
}

func (f queryFlags) query(now time.Time) (demarche.Query, error) {
	q, err := demarche.QueryFromValues(f.values(), now.UTC().Format(time.DateOnly))
	if err != nil {
		return q, usageError{err}
	}
	return q, nil
}

type searchCmd struct {
	queryFlags
	JSON bool `help:"The answer of the API instead of a list for people."`
}

// Help teaches with examples.
func (searchCmd) Help() string {
	return `Words are joined by AND. "exact phrase", OR, -word, ( ), word*, word~ and fields:
  country:KP  entity:"Lazarus Group"  source:us-treasury-press  kind:ministry  action:designation
  authority:OFAC  tag:DPRK3  amount:>1b  amount:1m..50m  role:stolen  currency:EUR  lang:ko  wallet:…
  since:2025-11-01  until:2025-11-30  event:2025-10..2025-11  seen:7d

Examples:
  demarche search 'country:KP amount:>1b since:2025-11-01'
  demarche search '"Lazarus Group" OR DPRK' --facets country,source --interval month
  demarche search --json --match any --size 50 -- stolen crypto -bybit`
}

// Run asks and prints.
func (c searchCmd) Run(e *environment) error {
	q, err := c.query(e.now())
	if err != nil {
		return err
	}
	a, err := e.openExisting("search")
	if err != nil {
		return err
	}
	defer a.close()
	res, err := a.search(e.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(e.stdout).Encode(res)
	}
	e.printResults(res)
	return nil
}

func (e *environment) printResults(res demarche.Results) {
	w := e.stdout
	if res.Notice != "" {
		fmt.Fprintln(e.stderr, res.Notice)
	}
	for _, m := range res.Meant {
		fmt.Fprintf(e.stderr, "Did you mean: %s (%d found)\n", visible(m.Query), m.Count)
	}
	if len(res.Also) > 0 {
		fmt.Fprintf(e.stderr, "Also looked for: %s\n", visible(strings.Join(res.Also, ", ")))
	}
	if res.Like != nil {
		fmt.Fprintf(e.stderr, "Like %s, by %s\n", visible(res.Like.Title), visible(strings.Join(res.Like.By, ", ")))
	}
	if res.Total == 0 {
		fmt.Fprintf(w, "Nothing found for %s.\n", orAll(res.Query))
		return
	}
	fmt.Fprintf(w, "%d found, %d ms\n", res.Total, res.TookMS)
	bold, dim, off := "", "", ""
	if isTerminal(w) {
		bold, dim, off = "\x1b[1m", "\x1b[2m", "\x1b[0m"
	}
	for _, h := range res.Hits {
		date := h.Published
		if date == "" {
			date = "undated"
		} else if len(date) > 10 {
			date = date[:10]
		}
		fmt.Fprintf(w, "\n%s%s%s\n%s%s · %s", bold, visible(h.Headline()), off, dim, date, visible(h.SourceName))
		if h.Event.Value != "" && h.Event.Basis == "text" {
			fmt.Fprintf(w, " · event %s", h.Event.Value)
		}
		if len(h.Countries) > 0 {
			fmt.Fprintf(w, " · %s", strings.Join(h.Countries, " "))
		}
		for _, amount := range h.Amounts[:min(3, len(h.Amounts))] {
			fmt.Fprintf(w, " · %s", visible(amount.Text))
		}
		fmt.Fprintf(w, "%s\n", off)
		if h.Snippet != "" {
			s := html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.Snippet))
			fmt.Fprintln(w, "  "+visible(s))
		}
		fmt.Fprintln(w, "  "+visible(h.URL))
	}
	for _, name := range sortedKeys(res.Facets) {
		fmt.Fprintf(w, "\n%s:", name)
		for _, b := range res.Facets[name] {
			fmt.Fprintf(w, " %s (%d)", visible(b.Label), b.Count)
		}
		fmt.Fprintln(w)
	}
	if res.Histogram != nil {
		printHistogram(w, *res.Histogram)
	}
	if res.Next != "" {
		fmt.Fprintf(w, "\nNext page: --cursor %s\n", res.Next)
	}
}

func orAll(q string) string {
	if q == "" {
		return "everything"
	}
	return q
}
