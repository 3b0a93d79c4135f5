package indextest

import (
	"math/big"
	"slices"
	"sort"
	"strings"
	"time"

	"demarche"
	"demarche/index"
)

// naive answers queries by reading every document.
type naive struct {
	docs  map[string]index.Doc
	today string
	texts map[string][2]text // title and text as read, by what they were read from
}

// text is a document's field, read once.
type text struct {
	terms []string
	stems []string // "" where the language has none
}

func read(s, lang string) text {
	var t text
	for _, tok := range index.Tokens(s) {
		t.terms = append(t.terms, tok.Term)
		stem := ""
		if l := index.StemLanguage(lang); l != "" {
			stem = index.Stem(l, tok.Term)
		}
		t.stems = append(t.stems, stem)
	}
	return t
}

// matches says whether a document fulfils a query.
func (n *naive) matches(q *demarche.Query, d index.Doc) bool {
	in := func(filter []string, values ...string) bool {
		return len(filter) == 0 || slices.ContainsFunc(filter, func(f string) bool {
			return slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, f) })
		})
	}
	if !in(q.Country, d.Countries...) || !in(q.Source, d.Source) {
		return false
	}
	if (q.From != "" || q.To != "") && !n.dated(q, d, demarche.DateRange{Field: "on", From: q.From, To: q.To}) {
		return false
	}
	if q.AsOf != "" && !n.dated(q, d, demarche.DateRange{Field: "seen", To: q.AsOf}) {
		return false
	}
	var parts demarche.And
	if a, ok := q.Expr.(demarche.And); ok {
		parts = append(parts, a...)
	} else if q.Expr != nil {
		parts = append(parts, q.Expr)
	}
	if q.MinUSD != "" || q.MaxUSD != "" {
		parts = append(parts, demarche.AmountRange{Min: q.MinUSD, Max: q.MaxUSD})
	}
	if q.Match == demarche.MatchAny {
		return n.partial(q, d, parts)
	}
	return n.all(q, d, parts)
}

func (n *naive) partial(q *demarche.Query, d index.Doc, parts demarche.And) bool {
	var required, optional, common demarche.And
	for _, p := range parts {
		t, isTerm := p.(demarche.Term)
		_, isPhrase := p.(demarche.Phrase)
		switch {
		case isTerm && (t.Field == "" || t.Field == "title"):
			if !t.Prefix && !t.Fuzzy && index.IsCommon(t.Text) {
				common = append(common, p)
			} else {
				optional = append(optional, p)
			}
		case isPhrase:
			optional = append(optional, p)
		default:
			required = append(required, p)
		}
	}
	if len(optional) == 0 {
		optional = common
	}
	return n.all(q, d, required) && (len(optional) == 0 || slices.ContainsFunc(optional, func(p demarche.Node) bool { return n.node(q, d, p) }))
}

// all holds if every part does, those about money for one and the same amount.
func (n *naive) all(q *demarche.Query, d index.Doc, parts demarche.And) bool {
	var money demarche.And
	for _, p := range parts {
		if isMoney(p) {
			money = append(money, p)
		} else if !n.node(q, d, p) {
			return false
		}
	}
	return len(money) == 0 || slices.ContainsFunc(d.Amounts, func(a index.Amount) bool {
		return !slices.ContainsFunc(money, func(p demarche.Node) bool { return !amountFits(a, p) })
	})
}

func isMoney(n demarche.Node) bool {
	switch n := n.(type) {
	case demarche.AmountRange:
		return true
	case demarche.Term:
		return n.Field == "role" || n.Field == "currency"
	case demarche.Or:
		return !slices.ContainsFunc(n, func(x demarche.Node) bool { return !isMoney(x) })
	}
	return false
}

func amountFits(a index.Amount, n demarche.Node) bool {
	switch n := n.(type) {
	case demarche.Term:
		return n.Field == "role" && a.Role == n.Text || n.Field == "currency" && a.Currency == n.Text
	case demarche.Or:
		return slices.ContainsFunc(n, func(x demarche.Node) bool { return amountFits(a, x) })
	case demarche.AmountRange:
		lo, hi := a.USD, max(a.USD, a.USDMax)
		if n.Currency != "" {
			lo, hi = a.Value, max(a.Value, a.Max)
			if a.Currency != n.Currency {
				return false
			}
		}
		if lo == 0 {
			return false
		}
		if n.Min != "" && (hi < float(n.Min) || n.MinOpen && hi == float(n.Min)) {
			return false
		}
		return n.Max == "" || lo < float(n.Max) || !n.MaxOpen && lo == float(n.Max)
	}
	return false
}

func float(s string) float64 {
	r, _ := new(big.Rat).SetString(s)
	f, _ := r.Float64()
	return f
}

func (n *naive) node(q *demarche.Query, d index.Doc, node demarche.Node) bool {
	if isMoney(node) {
		return n.all(q, d, demarche.And{node})
	}
	switch x := node.(type) {
	case demarche.And:
		return n.all(q, d, x)
	case demarche.Or:
		return slices.ContainsFunc(x, func(p demarche.Node) bool { return n.node(q, d, p) })
	case demarche.Not:
		return !n.node(q, d, x.X)
	case demarche.Phrase:
		return n.phrase(d, x.Field, index.Tokens(x.Text), func(t text, i int, term string, last bool) bool { return t.terms[i] == term })
	case demarche.DateRange:
		return n.dated(q, d, x)
	case demarche.Term:
		return n.term(d, x)
	}
	return false
}

func (n *naive) phrase(d index.Doc, field string, tokens []index.Token, fits func(t text, i int, term string, last bool) bool) bool {
	key := d.Lang + "\x00" + d.Title + "\x00" + d.Text
	both, ok := n.texts[key]
	if !ok {
		both = [2]text{read(d.Title, d.Lang), read(d.Text, d.Lang)}
		n.texts[key] = both
	}
	texts := both[:]
	if field == "title" {
		texts = both[:1]
	}
	for _, t := range texts {
		for start := 0; start+len(tokens) <= len(t.terms); start++ {
			ok := true
			for i, tok := range tokens {
				ok = ok && fits(t, start+i, tok.Term, i == len(tokens)-1)
			}
			if ok {
				return true
			}
		}
	}
	return false
}

func (n *naive) term(d index.Doc, x demarche.Term) bool {
	folded := func(values ...string) bool {
		return slices.ContainsFunc(values, func(v string) bool {
			if x.Prefix {
				return strings.HasPrefix(index.FoldName(v), index.FoldName(x.Text))
			}
			return index.FoldName(v) == index.FoldName(x.Text)
		})
	}
	switch x.Field {
	case "", "title":
		lang := index.StemLanguage(d.Lang)
		return n.phrase(d, x.Field, index.Tokens(x.Text), func(t text, i int, term string, last bool) bool {
			switch {
			case last && x.Prefix:
				return strings.HasPrefix(t.terms[i], term)
			case last && x.Fuzzy:
				return t.terms[i][0] == term[0] && oneEdit(t.terms[i], term)
			}
			return t.terms[i] == term || lang != "" && t.stems[i] == index.Stem(lang, term)
		})
	case "country":
		return folded(d.Countries...)
	case "entity":
		return folded(append(slices.Clone(d.Entities), d.Names...)...)
	case "source":
		return folded(d.Source)
	case "kind":
		return folded(string(d.Kind))
	case "action":
		return folded(d.Actions...)
	case "authority":
		return folded(d.Authorities...)
	case "programme":
		return folded(d.Programmes...)
	case "tag":
		return folded(d.Tags...)
	case "instrument":
		return folded(d.Instruments...)
	case "measure":
		return folded(d.Measures...)
	case "change":
		return folded(d.Changes...)
	case "lang":
		return folded(d.Lang)
	case "wallet":
		return folded(d.Wallets...)
	case "imo":
		return slices.Contains(d.Identifiers, "imo:"+strings.TrimPrefix(x.Text, "IMO"))
	case "identifier":
		return slices.ContainsFunc(d.Identifiers, func(v string) bool {
			_, bare, _ := strings.Cut(v, ":")
			return strings.EqualFold(v, x.Text) || strings.EqualFold(strings.ReplaceAll(bare, "-", ""), strings.ReplaceAll(x.Text, "-", ""))
		})
	case "story":
		return d.Story != "" && folded(d.Story)
	case "list":
		return folded(d.Lists...)
	}
	return false
}

// oneEdit says whether at most one character is inserted, deleted, replaced, or
// swapped with its neighbour.
func oneEdit(a, b string) bool {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	x, y = x[i:], y[i:]
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x) <= 1 && len(y) <= 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

func clock(q *demarche.Query, field string) demarche.Clock {
	switch field {
	case "event":
		return demarche.ClockEvent
	case "seen":
		return demarche.ClockSeen
	case "published":
		return demarche.ClockPublished
	}
	if q.Clock == "" {
		return demarche.ClockPublished
	}
	return q.Clock
}

// days is a document's first and last day on a clock, "" when unknown.
func days(d index.Doc, c demarche.Clock) (from, to string) {
	at := d.Published
	switch c {
	case demarche.ClockEvent:
		return d.EventFrom, d.EventTo
	case demarche.ClockSeen:
		at = d.FirstSeen
	}
	if at.IsZero() {
		return "", ""
	}
	day := at.UTC().Format(time.DateOnly)
	return day, day
}

func (n *naive) dated(q *demarche.Query, d index.Doc, r demarche.DateRange) bool {
	from, to := days(d, clock(q, r.Field))
	lo, hi := r.Days(n.today)
	return from != "" && (lo == "" || to >= lo) && (hi == "" || from <= hi)
}

// found answers a query: all matching ids in order of date, and the facets.
func (n *naive) found(q *demarche.Query) (ids []string, facets map[string]map[string]int) {
	facets = map[string]map[string]int{}
	for _, f := range q.Facets {
		facets[f] = map[string]int{}
	}
	c := clock(q, "")
	for id, d := range n.docs {
		if !n.matches(q, d) {
			continue
		}
		ids = append(ids, id)
		count := func(facet string, values ...string) {
			slices.Sort(values)
			for _, v := range slices.Compact(values) {
				if m := facets[facet]; m != nil && v != "" {
					m[v]++
				}
			}
		}
		count("country", slices.Clone(d.Countries)...)
		count("entity", slices.Clone(d.Entities)...)
		count("action", slices.Clone(d.Actions)...)
		count("source", d.Source)
		count("kind", string(d.Kind))
		count("lang", d.Lang)
		var money []string
		for _, a := range d.Amounts {
			money = append(money, a.Currency)
		}
		count("currency", money...)
	}
	key := func(id string) string {
		d := n.docs[id]
		if c == demarche.ClockEvent {
			return d.EventFrom
		}
		at := d.Published
		if c == demarche.ClockSeen {
			at = d.FirstSeen
		}
		if at.IsZero() {
			return ""
		}
		return at.Format(time.RFC3339Nano)
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := key(ids[i]), key(ids[j])
		switch {
		case a == b:
			return ids[i] < ids[j]
		case a == "" || b == "":
			return b == ""
		}
		return (a < b) == (q.Sort == demarche.SortOldest)
	})
	return ids, facets
}

// bars counts the ids by the first day of the bar they fall into.
func (n *naive) bars(q *demarche.Query, ids []string, width demarche.Interval) (bars map[string]int, undated int) {
	bars = map[string]int{}
	for _, id := range ids {
		from, to := days(n.docs[id], clock(q, ""))
		if from == "" || barOf(from, width) != barOf(to, width) {
			undated++
			continue
		}
		bars[barOf(from, width)]++
	}
	return bars, undated
}

func barOf(day string, width demarche.Interval) string {
	t, _ := time.Parse(time.DateOnly, day)
	switch width {
	case demarche.IntervalWeek:
		t = t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case demarche.IntervalMonth:
		t = t.AddDate(0, 0, 1-t.Day())
	case demarche.IntervalYear:
		t = t.AddDate(0, 0, 1-t.YearDay())
	}
	return t.Format(time.DateOnly)
}
