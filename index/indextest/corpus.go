package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"demarche"
	"demarche/index"
)

// Corpus makes documents and queries for benchmarks, shaped like the news the
// product holds: words, countries and entities by Zipf's law, three years of
// dates. Document n is the same in every run.
type Corpus struct{ words []string }

// Sizes of the corpus's vocabularies.
const (
	corpusWords    = 60_000
	corpusNames    = 200_000
	corpusEntities = 30_000
	corpusDays     = 3 * 365
)

var corpusEnd = time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC)

// NewCorpus makes a corpus.
func NewCorpus() *Corpus {
	r := rand.New(rand.NewPCG(1, 2))
	c := &Corpus{words: make([]string, corpusWords)}
	syllables := strings.Fields("ban ci de fo ga hi jo ka li mo nu per qua ri sa to ul ver wo xi ya zu tion ing ment able str pro con ex sub inter")
	for i := range c.words {
		var b strings.Builder
		for range 1 + i*4/corpusWords + r.IntN(3) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		c.words[i] = b.String()
	}
	return c
}

// zipf draws a rank below n: rank k with a probability of about 1/(k+2.7).
func zipf(r *rand.Rand, n int) int {
	return int(rand.NewZipf(r, 1.07, 2.7, uint64(n-1)).Uint64())
}

// Doc makes document n: 370 words in the mean.
func (c *Corpus) Doc(n int) index.Doc {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	word := rand.NewZipf(r, 1.07, 2.7, corpusWords-1)
	name := rand.NewZipf(r, 1.07, 50, corpusNames-1)
	text := func(words int) string {
		var b strings.Builder
		for i := range words {
			switch {
			case i%14 == 13:
				b.WriteString(". ")
			case i > 0:
				b.WriteByte(' ')
			}
			if r.IntN(60) == 0 {
				fmt.Fprintf(&b, "Nom%d", name.Uint64())
			} else {
				b.WriteString(c.words[word.Uint64()])
			}
		}
		return b.String()
	}
	kinds, actions := demarche.SourceKinds(), demarche.ActionKinds()
	source := zipf(r, 400)
	age := time.Duration(float64(corpusDays*24*60)*r.Float64()*r.Float64()) * time.Minute
	d := index.Doc{ID: demarche.NewItemID("bench", fmt.Sprint(n)), Seq: int64(n), Title: text(6 + r.IntN(8)), Text: text(120 + r.IntN(500)), Lang: "en",
		Source: fmt.Sprintf("source-%d", source), Kind: kinds[source%len(kinds)], Published: corpusEnd.Add(-age), FirstSeen: corpusEnd.Add(-age + time.Hour)}
	day := d.Published.AddDate(0, 0, -r.IntN(4)).Format(time.DateOnly)
	d.EventFrom, d.EventTo, d.EventPrec = day, day, demarche.PrecisionDay
	for range r.IntN(4) {
		d.Countries = append(d.Countries, corpusCountry(zipf(r, 200)))
	}
	for range r.IntN(4) {
		d.Entities = append(d.Entities, fmt.Sprintf("ent-%d", zipf(r, corpusEntities)))
	}
	for range r.IntN(3) {
		d.Actions = append(d.Actions, string(actions[r.IntN(len(actions))]))
	}
	for range r.IntN(4) {
		v := float64(1+r.IntN(999)) * []float64{1e3, 1e6, 1e9}[r.IntN(3)]
		d.Amounts = append(d.Amounts, index.Amount{Value: v, USD: v, Currency: "USD", Role: []string{"stolen", "blocked", "fined", "traded"}[r.IntN(4)]})
	}
	return d
}

func corpusCountry(rank int) string { return string([]byte{byte('A' + rank/15), byte('A' + rank%15)}) }

// Queries makes n analyst questions: words, phrases, alternatives, exclusions
// and misspelt words with filters, four facets, a histogram and 20 hits.
func (c *Corpus) Queries(n int) ([]demarche.Query, error) {
	r := rand.New(rand.NewPCG(3, 4))
	out := make([]demarche.Query, n)
	for i := range out {
		q := demarche.Query{Size: 20, Facets: []string{"country", "entity", "source", "kind"}, Interval: demarche.IntervalAuto}
		w := func() string { return c.words[5+zipf(r, 4000)] }
		switch p := r.IntN(100); {
		case p < 30:
			q.Text = w() + " " + w()
		case p < 50:
			tokens := index.Tokens(c.Doc(r.IntN(2000)).Text)
			at := r.IntN(len(tokens) - 2)
			q.Text = `"` + tokens[at].Term + " " + tokens[at+1].Term + `"`
		case p < 65:
			q.Text = w() + " OR " + w() + " OR " + w()
		case p < 75:
			q.Text = c.words[200+r.IntN(2000)] + "x~"
		case p < 85:
			q.Text = w() + " -" + w()
		}
		if r.IntN(2) == 0 {
			q.Country = []string{corpusCountry(zipf(r, 60))}
		}
		if r.IntN(5) == 0 {
			q.Entity = []string{fmt.Sprintf("ent-%d", zipf(r, 2000))}
		}
		if r.IntN(5) == 0 {
			q.Kind = []string{string(demarche.SourceKinds()[r.IntN(8)])}
		}
		if r.IntN(5) < 3 {
			from := corpusEnd.AddDate(0, 0, -30-r.IntN(corpusDays-30))
			q.From, q.To = from.Format(time.DateOnly), from.AddDate(0, 0, 30+r.IntN(335)).Format(time.DateOnly)
		}
		if r.IntN(100) < 15 {
			q.MinUSD = "100000000"
		}
		if r.IntN(2) == 0 {
			q.Sort = demarche.SortNewest
		}
		var err error
		if q.Expr, err = demarche.ParseExpr(q.Text); err != nil {
			return nil, fmt.Errorf("%s: %w", q.Text, err)
		}
		out[i] = q
	}
	return out, nil
}
