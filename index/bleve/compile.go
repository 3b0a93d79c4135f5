package bleve

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"demarche"
	"demarche/index"
)

// maxExpansion is how many words a word* or word~ may stand for, and
// maxExpansions all of a query together.
const (
	maxExpansion  = 4096
	maxExpansions = 2 * maxExpansion
)

// compiler turns a query into predicates over one view.
type compiler struct {
	view  *view
	dicts *dicts
	clock demarche.Clock
	today string
	any   bool // match=any
	langs []string
	words []*word // what is ranked by
	texts map[textKey]pred
	stars int                 // words that stars and tildes stand for so far
	also  map[string][]string // other spellings looked for, by the word asked for
}

// newCompiler makes a compiler that knows the languages of a view.
func newCompiler(v *view, d *dicts) *compiler {
	c := &compiler{view: v, dicts: d}
	for _, lang := range index.StemLanguages() {
		for i := range v.segs {
			if v.segs[i].cols.stems[lang] != nil {
				c.langs = append(c.langs, lang)
				break
			}
		}
	}
	return c
}

// compile makes the predicate of the whole query: its text and its filters.
func (c *compiler) compile(q *demarche.Query) (pred, error) {
	var all demarche.And
	if a, ok := q.Expr.(demarche.And); ok {
		all = append(all, a...)
	} else if q.Expr != nil {
		all = append(all, q.Expr)
	}
	for _, f := range []struct {
		field  string
		values []string
	}{{"country", q.Country}, {"entity", q.Entity}, {"source", q.Source}, {"kind", q.Kind},
		{"action", q.Action}, {"lang", q.Lang}, {"story", q.Story}} {
		var or demarche.Or
		for _, v := range f.values {
			or = append(or, demarche.Term{Field: f.field, Text: v})
		}
		if len(or) > 0 {
			all = append(all, or)
		}
	}
	if q.From != "" || q.To != "" {
		all = append(all, demarche.DateRange{Field: "on", From: q.From, To: q.To})
	}
	if q.AsOf != "" {
		all = append(all, demarche.DateRange{Field: "seen", To: q.AsOf})
	}
	if q.MinUSD != "" || q.MaxUSD != "" {
		all = append(all, demarche.AmountRange{Min: q.MinUSD, Max: q.MaxUSD})
	}
	if c.any {
		return c.partial(all)
	}
	return c.and(all, true)
}

// partial makes the plain words of a query optional: one of them is enough, and
// common words (the, of) count only where there is nothing else.
func (c *compiler) partial(all demarche.And) (pred, error) {
	var required demarche.And
	var optional, common or
	for _, n := range withPairs(all) {
		t, isTerm := n.(demarche.Term)
		_, isPhrase := n.(demarche.Phrase)
		if !isPhrase && !(isTerm && (t.Field == "" || t.Field == "title")) {
			required = append(required, n)
			continue
		}
		before := len(c.words)
		p, err := c.node(n, true)
		if err != nil {
			return nil, err
		}
		for _, w := range c.words[before:] {
			w.optional = true
		}
		if isTerm && !t.Prefix && !t.Fuzzy && index.IsCommon(t.Text) {
			common = append(common, p)
		} else {
			optional = append(optional, p)
		}
	}
	if len(optional) == 0 {
		optional = common
	}
	p, err := c.and(required, true)
	if err != nil || len(optional) == 0 {
		return p, err
	}
	return and{optional, p}, nil
}

// withPairs adds to the words of scripts written without spaces their pairs of
// characters, so that a compound that nobody writes so finds what holds most of it.
func withPairs(all demarche.And) demarche.And {
	var out demarche.And
	for _, n := range all {
		out = append(out, n)
		t, ok := n.(demarche.Term)
		if !ok || t.Field != "" || t.Prefix || t.Fuzzy {
			continue
		}
		tokens := index.Tokens(t.Text)
		if len(tokens) < 2 || len(tokens) > maxPairs || slices.ContainsFunc(tokens, func(k index.Token) bool { return !index.IsPair(k.Term) }) {
			continue
		}
		for _, k := range tokens {
			out = append(out, demarche.Term{Text: t.Text[k.Start:k.End]})
		}
	}
	return out
}

// maxPairs is the length of the longest word that is looked for by its parts.
const maxPairs = 8

// and joins the parts. What they ask of an amount one and the same amount of an
// item has to fulfil.
func (c *compiler) and(parts demarche.And, positive bool) (pred, error) {
	var out and
	var sums []func(*amount) bool
	for _, n := range parts {
		if test, ok := c.amountTest(n); ok {
			sums = append(sums, test)
			continue
		}
		p, err := c.node(n, positive)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if len(sums) > 0 {
		out = append(out, sum{func(a *amount) bool {
			for _, t := range sums {
				if !t(a) {
					return false
				}
			}
			return true
		}})
	}
	return out, nil
}

func (c *compiler) node(n demarche.Node, positive bool) (pred, error) {
	if test, ok := c.amountTest(n); ok {
		return sum{test}, nil
	}
	switch n := n.(type) {
	case demarche.And:
		return c.and(n, positive)
	case demarche.Or:
		var out or
		for _, x := range n {
			p, err := c.node(x, positive)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
		return out, nil
	case demarche.Not:
		p, err := c.node(n.X, false)
		return not{p}, err
	case demarche.Term:
		if n.Field == "" || n.Field == "title" {
			return c.text(n.Field, n.Text, n.Prefix, n.Fuzzy, false, positive)
		}
		return c.keyword(n)
	case demarche.Phrase:
		return c.text(n.Field, n.Text, false, false, true, positive)
	case demarche.DateRange:
		return c.days(n), nil
	}
	return nil, fmt.Errorf("%w: no way to search for %T", demarche.ErrInvalid, n)
}

// amountTest gives what a part asks of a single amount, if it asks nothing else.
func (c *compiler) amountTest(n demarche.Node) (func(*amount) bool, bool) {
	switch n := n.(type) {
	case demarche.AmountRange:
		return c.amountRange(n), true
	case demarche.Term:
		if n.Prefix || n.Fuzzy {
			return nil, false
		}
		switch n.Field {
		case "role":
			id, ok := c.dicts.role.find(strings.ToLower(n.Text))
			return func(a *amount) bool { return ok && a.role == id }, true
		case "currency":
			id, ok := c.dicts.currency.find(strings.ToUpper(n.Text))
			return func(a *amount) bool { return ok && a.currency == id }, true
		}
	case demarche.Or:
		var tests []func(*amount) bool
		for _, x := range n {
			t, ok := c.amountTest(x)
			if !ok {
				return nil, false
			}
			tests = append(tests, t)
		}
		return func(a *amount) bool {
			for _, t := range tests {
				if t(a) {
					return true
				}
			}
			return false
		}, len(tests) > 0
	}
	return nil, false
}

// amountRange holds for an amount that overlaps the range.
func (c *compiler) amountRange(n demarche.AmountRange) func(*amount) bool {
	lo, hi := number(n.Min), number(n.Max)
	within := func(from, to float64) bool {
		if n.Min != "" && (to < lo || n.MinOpen && to == lo) {
			return false
		}
		return n.Max == "" || from < hi || !n.MaxOpen && from == hi
	}
	if n.Currency == "" {
		return func(a *amount) bool { return a.usd > 0 && within(a.usd, a.usdMax) }
	}
	id, ok := c.dicts.currency.find(n.Currency)
	return func(a *amount) bool { return ok && a.currency == id && a.value > 0 && within(a.value, a.max) }
}

// number is the nearest binary number to an exact decimal.
func number(s string) float64 {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return 0
	}
	f, _ := r.Float64()
	return f
}

// days makes a date range a test on the column of its clock.
func (c *compiler) days(n demarche.DateRange) pred {
	clock := c.clock
	switch n.Field {
	case "event":
		clock = demarche.ClockEvent
	case "seen":
		clock = demarche.ClockSeen
	case "published":
		clock = demarche.ClockPublished
	}
	first, last := n.Days(c.today)
	p := dates{clock: clock, from: noDay, to: 1<<31 - 1}
	if first != "" {
		p.from = parseDay(first)
	}
	if last != "" {
		p.to = parseDay(last)
	}
	return p
}

// keyword looks a field's whole value up.
func (c *compiler) keyword(n demarche.Term) (pred, error) {
	field, fold := n.Field, keyword
	switch field {
	case "authority", "programme", "instrument", "tag", fieldName:
		fold = index.FoldName
	case "imo":
		return lookup{"identifier", "imo:" + strings.TrimPrefix(squeeze(n.Text), "imo")}, nil
	}
	value := fold(n.Text)
	if n.Prefix {
		terms, err := c.expand(n.String(), []string{field}, value, false)
		return lookups{[]string{field}, terms}, err
	}
	switch field {
	case "identifier":
		return or{lookup{field, value}, lookup{field, squeeze(n.Text)}}, nil
	case "entity":
		return or{lookup{field, value}, lookup{fieldName, index.FoldName(n.Text)}}, nil
	}
	return lookup{field, value}, nil
}

// textKey is what makes words of a query the same.
type textKey struct {
	field, text                    string
	prefix, fuzzy, exact, positive bool
}

// text makes a word or a phrase. What a query repeats is looked up once and
// weighs accordingly more.
func (c *compiler) text(field, text string, prefix, fuzzy, exact, positive bool) (pred, error) {
	key := textKey{field, text, prefix, fuzzy, exact, positive}
	if p, ok := c.texts[key]; ok {
		for _, w := range wordsOf(p) {
			w.times++
		}
		return p, nil
	}
	p, err := c.newText(field, text, prefix, fuzzy, exact, positive)
	if c.texts == nil {
		c.texts = map[textKey]pred{}
	}
	c.texts[key] = p
	return p, err
}

func wordsOf(p pred) []*word {
	switch p := p.(type) {
	case or:
		var out []*word
		for _, x := range p {
			out = append(out, wordsOf(x)...)
		}
		return out
	case *word:
		return []*word{p}
	case phrase:
		return p.places
	}
	return nil
}

// newText is text for what the query has not named before. A word of several
// parts (COVID-19) is a phrase.
func (c *compiler) newText(field, text string, prefix, fuzzy, exact, positive bool) (pred, error) {
	fields := []string{fieldTitle, fieldBody}
	if field == "title" {
		fields = fields[:1]
	}
	tokens := index.Tokens(text)
	if len(tokens) == 0 {
		return or{}, nil
	}
	label := demarche.Term{Field: field, Text: text, Prefix: prefix, Fuzzy: fuzzy}.String()
	places := make([]*word, len(tokens))
	for i, t := range tokens {
		w := &word{fields: fields, label: label, times: 1}
		last := i == len(tokens)-1
		switch {
		case last && (prefix || fuzzy) || len(tokens) == 1 && isSinglePair(t.Term):
			terms, err := c.expand(label, fields, t.Term, fuzzy)
			if err != nil {
				return nil, err
			}
			for _, x := range terms {
				w.alts = append(w.alts, alternative{term: x})
			}
			w.expanded = true
		case exact:
			w.alts = []alternative{{term: t.Term}}
		default:
			w.alts = c.variants(t.Term)
			c.addVariants(w, t.Term)
			if positive && !strings.ContainsFunc(text, unicode.IsSpace) {
				if err := c.addSpellings(w, t.Term); err != nil {
					return nil, err
				}
			}
		}
		places[i] = w
		if positive {
			c.words = append(c.words, w)
		}
	}
	var out pred = phrase{places}
	if len(places) == 1 {
		out = places[0]
	}
	if prefix || fuzzy || exact {
		return out, nil
	}
	return c.joinedOrApart(out, fields, label, text, tokens, positive), nil
}

// joinedOrApart adds to a word its other forms with and without a hyphen: A7-A5
// may be written A7A5, and covid19 COVID-19.
func (c *compiler) joinedOrApart(written pred, fields []string, label, text string, tokens []index.Token, positive bool) pred {
	newWord := func(term string) *word {
		w := &word{fields: fields, label: label, times: 1, alts: c.variants(term)}
		if positive {
			c.words = append(c.words, w)
		}
		return w
	}
	if len(tokens) == 1 {
		letters, number, ok := index.SplitDigits(tokens[0].Term)
		if !ok {
			return written
		}
		c.alsoAs(tokens[0].Term, letters+" "+number)
		return or{written, phrase{[]*word{newWord(letters), newWord(number)}}}
	}
	if !strings.ContainsAny(text, "-‐‑") || strings.ContainsFunc(text, unicode.IsSpace) {
		return written
	}
	joined := ""
	for _, t := range tokens {
		joined += t.Term
	}
	c.alsoAs(index.FoldName(text), joined)
	return or{written, newWord(joined)}
}

// addVariants makes a word stand for its other spellings in English too.
func (c *compiler) addVariants(w *word, term string) {
	for _, v := range index.Variants(term) {
		w.alts = append(w.alts, c.variants(v)...)
		c.alsoAs(term, v)
	}
}

// alsoAs remembers another form of a word, if documents hold it, for those who
// mark what was found.
func (c *compiler) alsoAs(term, other string) {
	known := true
	for _, t := range index.Tokens(other) {
		found := false
		for _, form := range c.variants(t.Term) {
			_ = c.exact(fieldBody, form.term, func(uint64) { found = true }) // a failure shows where the word is looked up
		}
		known = known && found
	}
	if !known {
		return
	}
	if c.also == nil {
		c.also = map[string][]string{}
	}
	if !slices.Contains(c.also[term], other) {
		c.also[term] = append(c.also[term], other)
	}
}

// isSinglePair says whether a term is one character of a script that is indexed in pairs.
func isSinglePair(term string) bool {
	r, size := utf8.DecodeRuneInString(term)
	return size == len(term) && r >= 0x0E00
}

// variants are the forms in which a word is looked up: itself, and for each
// language that documents are stemmed in, its stem.
func (c *compiler) variants(term string) []alternative {
	self := alternative{term: term}
	out := []alternative{self}
	for _, lang := range c.langs {
		stem := index.Stem(lang, term)
		out = append(out, alternative{term: stemTerm(lang, stem)})
		if stem != term {
			if index.Stem(lang, stem) == stem { // else a word that looks like the stem has another one
				out = append(out, alternative{term: stem, only: lang})
			}
			out[0].ranked = append(out[0].ranked, lang)
		}
	}
	return out
}

// expand lists the words in the index that a prefix or a misspelt word stands for.
func (c *compiler) expand(label string, fields []string, term string, fuzzy bool) ([]string, error) {
	seen := map[string]bool{}
	var out []string
	for _, f := range fields {
		var d bleveindex.FieldDict
		var err error
		if fuzzy {
			_, size := utf8.DecodeRuneInString(term)
			d, err = c.view.snap.FieldDictFuzzy(f, term, 1, term[:size])
		} else {
			d, err = c.view.snap.FieldDictPrefix(f, []byte(term))
		}
		if err != nil {
			return nil, fmt.Errorf("looking up %s: %w", label, err)
		}
		for {
			e, err := d.Next()
			if err != nil {
				return nil, errors.Join(fmt.Errorf("looking up %s: %w", label, err), d.Close())
			}
			if e == nil {
				break
			}
			if !seen[e.Term] {
				seen[e.Term] = true
				out = append(out, e.Term)
			}
			if len(out) > maxExpansion {
				_ = d.Close()
				return nil, &demarche.QueryError{Message: label + ": stands for more than " + strconv.Itoa(maxExpansion) + " words; write more letters before the star"}
			}
		}
		if err := d.Close(); err != nil {
			return nil, fmt.Errorf("looking up %s: %w", label, err)
		}
	}
	if c.stars += len(out); c.stars > maxExpansions {
		return nil, &demarche.QueryError{Message: "the words with a star stand for more than " + strconv.Itoa(maxExpansions) + " words together; write more letters before the stars or leave some out"}
	}
	return out, nil
}

// clockOf is a query's clock, published by default.
func clockOf(q *demarche.Query) demarche.Clock {
	if q.Clock == "" {
		return demarche.ClockPublished
	}
	return q.Clock
}

// civilDay checks a filter's date.
func civilDay(name, value string) error {
	if value == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		return &demarche.QueryError{Param: name, Message: fmt.Sprintf("expected a date like 2025-11-04, not %q", value)}
	}
	return nil
}
