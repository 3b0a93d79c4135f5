package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/index"
)

// Question is what an analyst asks, in a form that any engine can be asked. All
// parts that are set have to hold.
type Question struct {
	All    []string // words
	Any    []string // one of these words
	Phrase []string // these words next to each other
	Title  string   // a word of the title
	Not    string   // a word that must not stand in it
	Near   string   // a word with one letter too many; engines without such a search take its beginning, Near[:len-2]
	Name   string   // somebody who is named

	Country string // code
	Kind    string
	Action  string
	MinUSD  int64  // some sum is at least this
	From    string // first and last day of publication
	To      string
	Newest  bool // newest first instead of best first
	typed   bool // the filters are typed, not chosen
}

// Facets that every question asks for, beside a histogram.
var Facets = []string{"country", "entity", "source", "kind"}

// Questions makes n questions over a corpus of at least 2,000 reports: words,
// phrases, names, alternatives, exclusions and misspelt words, half of them with
// a country, a fifth with an action, six in ten with dates.
func (c *Corpus) Questions(n int) []Question {
	r := rand.New(rand.NewPCG(3, 4))
	out := make([]Question, n)
	for i := range out {
		out[i] = c.question(r)
	}
	return out
}

func (c *Corpus) question(r *rand.Rand) Question {
	word := func() string { return c.words["en"][5+zipf(r, 4000)] }
	q := Question{typed: r.IntN(2) == 0, Newest: r.IntN(2) == 0}
	switch p := r.IntN(100); {
	case p < 28:
		q.All = []string{word(), word()}
	case p < 44:
		tokens := index.Tokens(c.english(r).Text)
		at := r.IntN(len(tokens) - 2)
		q.Phrase = []string{tokens[at].Term, tokens[at+1].Term}
	case p < 56:
		q.Any = []string{word(), word(), word()}
	case p < 64:
		q.Near = c.words["en"][200+r.IntN(2000)] + "x"
	case p < 72:
		q.All, q.Not = []string{word()}, word()
	case p < 78:
		q.All, q.Title = []string{word()}, word()
	case p < 88:
		q.Name = name(zipf(r, 2000))
	}
	if r.IntN(2) == 0 {
		q.Country = countries[zipf(r, 40)].code
	}
	if r.IntN(5) == 0 {
		q.Action = events[r.IntN(len(events))].action
	}
	if r.IntN(5) == 0 {
		q.Kind = string(demarche.SourceKinds()[r.IntN(8)])
	}
	if r.IntN(5) < 3 {
		from := end.AddDate(0, 0, -30-r.IntN(days-30))
		q.From, q.To = from.Format(time.DateOnly), from.AddDate(0, 0, 30+r.IntN(335)).Format(time.DateOnly)
	}
	if r.IntN(100) < 15 {
		q.MinUSD = 100_000_000
	}
	return q
}

// english draws an English report.
func (c *Corpus) english(r *rand.Rand) Article {
	for {
		if a := c.Article(r.IntN(2000)); a.Lang == "en" {
			return a
		}
	}
}

// Query is the question in our own language: half of the questions have their
// filters typed, the others chosen.
func (q Question) Query() (demarche.Query, error) {
	out := demarche.Query{Size: 20, Facets: Facets, Interval: demarche.IntervalAuto}
	parts := append([]string(nil), q.All...)
	add := func(format, value string) {
		if value != "" {
			parts = append(parts, fmt.Sprintf(format, value))
		}
	}
	if len(q.Any) > 0 {
		add("(%s)", strings.Join(q.Any, " OR "))
	}
	add("%q", strings.Join(q.Phrase, " "))
	add("title:%s", q.Title)
	add("-%s", q.Not)
	add("%s~", q.Near)
	add("entity:%q", q.Name)
	add("action:%s", q.Action)
	switch {
	case q.typed:
		add("country:%s", q.Country)
		add("kind:%s", q.Kind)
		add("since:%s", q.From)
		add("until:%s", q.To)
	default:
		out.From, out.To = q.From, q.To
		if q.Country != "" {
			out.Country = []string{q.Country}
		}
		if q.Kind != "" {
			out.Kind = []string{q.Kind}
		}
	}
	if q.MinUSD > 0 {
		add("amount:>=%susd", strconv.FormatInt(q.MinUSD, 10))
	}
	if q.Newest {
		out.Sort = demarche.SortNewest
	}
	out.Text = strings.Join(parts, " ")
	var err error
	if out.Expr, err = demarche.ParseExpr(out.Text); err != nil {
		return out, fmt.Errorf("%s: %w", out.Text, err)
	}
	return out, nil
}
