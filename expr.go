package demarche

import "strings"

// Node is one part of a parsed query. String gives text that parses to the same
// tree again. The nodes are [And], [Or], [Not], [Term], [Phrase], [DateRange]
// and [AmountRange]; a nil Node means everything.
type Node interface {
	String() string
	node()
}

// And holds if every part does. It has at least two parts, none of them an And.
type And []Node

// Or holds if one of its parts does. It has at least two parts, none of them an Or.
type Or []Node

// Not holds if X does not.
type Not struct{ X Node }

// Term is one word, or one value of a field (country:KP). Field is "" for a
// word anywhere in title or text. Text is as typed, but for the values of
// closed lists, which are in their canonical case.
type Term struct {
	Field  string
	Text   string
	Prefix bool // word*: words that begin with Text
	Fuzzy  bool // word~: words at most one edit away
}

// Phrase is words in this order next to each other; Field is "" or "title".
type Phrase struct {
	Field string
	Text  string
}

// DateRange is a span of civil days, both ends included, "" for an open end.
// Field is since, until, on (the clock of the request), event, published or
// seen. The ends are symbolic, as typed: 2025-11-04, 2025-11, 2025, today,
// yesterday, 7d; [DateRange.Days] resolves them.
type DateRange struct {
	Field string
	From  string
	To    string
}

// AmountRange is a span of money, "" for an open end: exact decimals in
// Currency, or in US dollars at the rate of the item's date when Currency is "".
// It holds for an item with an amount that overlaps it.
type AmountRange struct {
	Min, Max         string
	MinOpen, MaxOpen bool // the end itself is left out: > and <
	Currency         string
}

func (And) node()         {}
func (Or) node()          {}
func (Not) node()         {}
func (Term) node()        {}
func (Phrase) node()      {}
func (DateRange) node()   {}
func (AmountRange) node() {}

func (n And) String() string {
	parts := make([]string, len(n))
	for i, x := range n {
		parts[i] = bracket(x)
	}
	return strings.Join(parts, " ")
}

func (n Or) String() string {
	parts := make([]string, len(n))
	for i, x := range n {
		parts[i] = x.String()
	}
	return strings.Join(parts, " OR ")
}

func (n Not) String() string {
	if _, ok := n.X.(And); ok {
		return "-(" + n.X.String() + ")"
	}
	return "-" + bracket(n.X)
}

// bracket writes an Or in brackets, because OR binds weaker than what is around it.
func bracket(n Node) string {
	if _, ok := n.(Or); ok {
		return "(" + n.String() + ")"
	}
	return n.String()
}

func (n Term) String() string {
	text := n.Text
	if n.Field != "" {
		text = n.Field + ":" + quoteValue(n)
	}
	switch {
	case n.Prefix:
		return text + "*"
	case n.Fuzzy:
		return text + "~"
	}
	return text
}

// quoteValue quotes a field's value where it would not be read back whole.
func quoteValue(n Term) string {
	if n.Prefix || n.Fuzzy || n.Field == "title" { // never came from quotes
		return n.Text
	}
	if strings.ContainsAny(n.Text, "()\\*~") || strings.ContainsFunc(n.Text, isSpace) || strings.TrimRight(n.Text, ",;") != n.Text {
		return quote(n.Text)
	}
	return n.Text
}

func (n Phrase) String() string {
	if n.Field != "" {
		return n.Field + ":" + quote(n.Text)
	}
	return quote(n.Text)
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func (n DateRange) String() string {
	switch {
	case n.Field == "since":
		return "since:" + n.From
	case n.Field == "until":
		return "until:" + n.To
	case n.From == n.To:
		return n.Field + ":" + n.From
	}
	return n.Field + ":" + n.From + ".." + n.To
}

func (n AmountRange) String() string {
	lo, hi := moneyText(n.Min, n.Currency), moneyText(n.Max, n.Currency)
	switch {
	case n.Max == "" && n.MinOpen:
		return "amount:>" + lo
	case n.Max == "":
		return "amount:>=" + lo
	case n.Min == "" && n.MaxOpen:
		return "amount:<" + hi
	case n.Min == "":
		return "amount:<=" + hi
	case n.Min == n.Max:
		return "amount:" + lo
	case n.Currency != "":
		return "amount:" + shortNumber(n.Min) + ".." + hi
	}
	return "amount:" + lo + ".." + hi
}

// Walk calls f for n and every node below it, parents first, until f says false
// for a node, whose parts are then left out.
func Walk(n Node, f func(Node) bool) {
	if n == nil || !f(n) {
		return
	}
	switch n := n.(type) {
	case And:
		for _, x := range n {
			Walk(x, f)
		}
	case Or:
		for _, x := range n {
			Walk(x, f)
		}
	case Not:
		Walk(n.X, f)
	}
}
