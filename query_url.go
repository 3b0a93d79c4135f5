package demarche

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Sizes of a page of hits.
const (
	DefaultSize = 20
	MaxSize     = 100
)

// maxFilterValues bounds how many values one filter of a request may have.
const maxFilterValues = 50

// FacetNames lists the facets that a query may ask for.
func FacetNames() []string {
	return []string{"country", "entity", "source", "kind", "action", "currency", "lang"}
}

// lists is every filter with several values, in a fixed order.
func (q *Query) lists() []struct {
	name   string
	values *[]string
} {
	return []struct {
		name   string
		values *[]string
	}{{"country", &q.Country}, {"entity", &q.Entity}, {"source", &q.Source}, {"kind", &q.Kind},
		{"action", &q.Action}, {"lang", &q.Lang}, {"story", &q.Story}, {"facets", &q.Facets}}
}

// QueryParams lists the parameters that QueryFromValues reads beside q.
func QueryParams() []string {
	names := []string{"match", "clock", "from", "to", "asof", "min_usd", "max_usd", "sort", "size", "cursor", "interval", "like"}
	for _, l := range new(Query).lists() {
		names = append(names, l.name)
	}
	return names
}

// maxUnknown is how many unknown parameters are named in full.
const maxUnknown = 5

// UnknownParams is a sentence that names the parameters that are not among the
// known ones, each with the nearest that is; "" when there are none.
func UnknownParams(v url.Values, known []string) string {
	var unknown []string
	for name := range v {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	var parts []string
	for _, name := range unknown[:min(len(unknown), maxUnknown)] {
		part := strconv.Quote(clip(name))
		if near := nearest(strings.ToLower(name), known); len(near) > 0 {
			part += " (did you mean " + orList(near) + "?)"
		}
		parts = append(parts, part)
	}
	if more := len(unknown) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return "The address holds a parameter that means nothing here and was passed over: " + parts[0] + "."
	}
	return "The address holds parameters that mean nothing here and were passed over: " + strings.Join(parts, ", ") + "."
}

// Values is the URL form of a query: the parameters of GET /api/v1/search with
// defaults left out, so that equal queries have equal addresses.
func (q Query) Values() url.Values {
	v := url.Values{}
	set := func(name, value, standard string) {
		if value != "" && value != standard {
			v.Set(name, value)
		}
	}
	set("q", strings.TrimSpace(q.Text), "")
	set("match", string(q.Match), string(MatchAll))
	set("clock", string(q.Clock), string(ClockPublished))
	set("from", q.From, "")
	set("to", q.To, "")
	set("asof", q.AsOf, "")
	for _, l := range q.lists() {
		set(l.name, strings.Join(*l.values, ","), "")
	}
	set("min_usd", q.MinUSD, "")
	set("max_usd", q.MaxUSD, "")
	set("like", q.Like, "")
	set("sort", string(q.Sort), "")
	if q.Size > 0 && q.Size != DefaultSize {
		v.Set("size", strconv.Itoa(q.Size))
	}
	set("cursor", q.Cursor, "")
	set("interval", string(q.Interval), "")
	return v
}

// QueryFromValues reads the parameters of GET /api/v1/search. Lists may be
// repeated or separated by commas. Dates may be relative (7d); today
// (YYYY-MM-DD) resolves them. Parameters it does not know are left alone. The
// error is a *QueryError that names the parameter.
func QueryFromValues(v url.Values, today string) (Query, error) {
	q := Query{Text: strings.TrimSpace(v.Get("q")), Cursor: v.Get("cursor"), Like: strings.TrimSpace(v.Get("like"))}
	var err error
	if q.Expr, err = ParseExpr(q.Text); err != nil {
		return Query{}, err
	}
	if err := q.readChoices(v); err != nil {
		return Query{}, err
	}
	if err := CheckTerms(q.Expr, q.Match); err != nil {
		return Query{}, err
	}
	if err := q.readDates(v, today); err != nil {
		return Query{}, err
	}
	if err := q.readLists(v); err != nil {
		return Query{}, err
	}
	if err := q.readAmounts(v); err != nil {
		return Query{}, err
	}
	if s := v.Get("size"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > MaxSize {
			return Query{}, paramError("size", "expected a number from 1 to %d, not %q", MaxSize, clip(s))
		}
		q.Size = n
	}
	if q.Like != "" && (len(q.Like) > 200 || !hasWord(q.Like)) {
		return Query{}, paramError("like", "expected the id of an item, not %q", clip(q.Like))
	}
	if len(q.Cursor) > 4096 {
		return Query{}, paramError("cursor", "this is not a cursor of ours; leave it out to start at the first page")
	}
	return q, nil
}

func paramError(param, format string, args ...any) error {
	return &QueryError{Param: param, Message: fmt.Sprintf(format, args...)}
}

// clip shortens a value that an error repeats.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func (q *Query) readChoices(v url.Values) error {
	var match, clock, sort, interval string
	for _, c := range []struct {
		name    string
		to      *string
		choices []string
	}{
		{"match", &match, []string{string(MatchAll), string(MatchAny)}},
		{"clock", &clock, []string{string(ClockPublished), string(ClockEvent), string(ClockSeen)}},
		{"sort", &sort, []string{string(SortRelevance), string(SortNewest), string(SortOldest)}},
		{"interval", &interval, []string{string(IntervalAuto), string(IntervalDay), string(IntervalWeek), string(IntervalMonth), string(IntervalYear)}},
	} {
		*c.to = v.Get(c.name)
		if *c.to != "" && !slices.Contains(c.choices, *c.to) {
			return paramError(c.name, "there is no %q; choose %s", clip(*c.to), orList(c.choices))
		}
	}
	q.Match, q.Clock, q.Sort, q.Interval = Match(match), Clock(clock), Sort(sort), Interval(interval)
	if q.Match == MatchAll {
		q.Match = ""
	}
	if q.Clock == ClockPublished {
		q.Clock = ""
	}
	return nil
}

func (q *Query) readDates(v url.Values, today string) error {
	for _, d := range []struct {
		name string
		to   *string
		last bool
	}{{"from", &q.From, false}, {"to", &q.To, true}, {"asof", &q.AsOf, true}} {
		s := strings.ToLower(strings.TrimSpace(v.Get(d.name)))
		if s == "" {
			continue
		}
		if !validBound(s) || today == "" && !isAbsolute(s) {
			return paramError(d.name, "%s, not %q", dateHelp, clip(s))
		}
		*d.to, _ = boundDays(s, today)
		if d.last {
			_, *d.to = DateRange{To: s}.Days(today)
		}
	}
	if q.From != "" && q.To != "" && q.From > q.To {
		return paramError("from", "%s is after to=%s; swap them", q.From, q.To)
	}
	return nil
}

func (q *Query) readLists(v url.Values) error {
	closed := map[string][]string{"kind": kindNames(), "action": actionNames(), "facets": FacetNames()}
	for _, l := range q.lists() {
		for _, part := range v[l.name] {
			for value := range strings.SplitSeq(part, ",") {
				value = strings.TrimSpace(value)
				if l.name == "country" {
					value = foldCountry(value)
				}
				if value == "" || slices.Contains(*l.values, value) {
					continue
				}
				if len(value) > 200 || !hasWord(value) {
					return paramError(l.name, "%q cannot be a value here", clip(value))
				}
				if choices := closed[l.name]; choices != nil && !slices.Contains(choices, value) {
					return paramError(l.name, "there is no %q; %s", clip(value), suggest(value, choices))
				}
				*l.values = append(*l.values, value)
			}
		}
		if len(*l.values) > maxFilterValues {
			return paramError(l.name, "has %d values; the most is %d", len(*l.values), maxFilterValues)
		}
	}
	return nil
}

func (q *Query) readAmounts(v url.Values) error {
	for _, a := range []struct {
		name string
		to   *string
	}{{"min_usd", &q.MinUSD}, {"max_usd", &q.MaxUSD}} {
		s := strings.TrimSpace(v.Get(a.name))
		if s == "" {
			continue
		}
		value, currency, ok := parseMoney(s)
		if !ok || currency != "" && currency != "USD" {
			return paramError(a.name, "expected a number of US dollars like 1000000 or 1m, not %q", clip(s))
		}
		*a.to = value
	}
	if q.MinUSD != "" && q.MaxUSD != "" && decimal(q.MinUSD).Cmp(decimal(q.MaxUSD)) > 0 {
		return paramError("min_usd", "%s is above max_usd=%s; swap them", q.MinUSD, q.MaxUSD)
	}
	return nil
}
