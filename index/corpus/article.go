package corpus

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
	"demarche/index"
)

// Article is one report with the facts that stand in it.
type Article struct {
	N           int
	Title, Text string
	Lang        string
	Source      string
	Kind        demarche.SourceKind
	Published   time.Time
	Event       time.Time // the day of what it reports
	Countries   []string  // codes
	Names       []string
	Entities    []string // ids of those names that are linked
	Actions     []string
	Amounts     []Amount
	Copy        int // the number of the report that this one nearly copies; N itself for an original
}

// Amount is a sum in dollars and where the text gives it, in code points.
type Amount struct {
	USD        float64
	Role, Text string
	Start, End int
}

// ID is the id that a store gives the report.
func (a *Article) ID() string { return demarche.NewItemID(a.Source, a.URL()) }

// URL is where the report pretends to have been published.
func (a *Article) URL() string { return "https://" + a.Source + ".test/" + strconv.Itoa(a.N) }

// Article makes report n: 370 words in the mean.
func (c *Corpus) Article(n int) Article {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	if n%20 == 19 {
		return c.copyOf(n-1-r.IntN(19), n, r)
	}
	a := Article{N: n, Copy: n, Lang: language(r)}
	kinds := demarche.SourceKinds()
	source := zipf(r, sources)
	a.Source, a.Kind = fmt.Sprintf("source-%d", source), kinds[source%len(kinds)]
	a.Published = end.Add(-time.Duration(days*24*60*r.Float64()*r.Float64()) * time.Minute)
	a.Event = a.Published.AddDate(0, 0, -r.IntN(4)).Truncate(24 * time.Hour)
	w := newWriter(c, r, &a)
	a.Title = w.title(6 + r.IntN(8))
	a.Text = w.body(120 + r.IntN(500))
	return a
}

// copyOf is report n as a near copy of an earlier one: another publisher, some
// hours later, and a word more.
func (c *Corpus) copyOf(original, n int, r *rand.Rand) Article {
	a := c.Article(original)
	source := zipf(r, sources)
	a.N, a.Source, a.Kind = n, fmt.Sprintf("source-%d", source), demarche.SourceKinds()[source%len(demarche.SourceKinds())]
	a.Published = a.Published.Add(time.Duration(1+r.IntN(48)) * time.Hour)
	a.Text += " " + capital(c.words[a.Lang][r.IntN(foreign)]) + "."
	return a
}

func language(r *rand.Rand) string {
	p := r.IntN(100)
	for _, l := range languages {
		if p -= l.share; p < 0 {
			return l.code
		}
	}
	return "en"
}

// Doc is the report as the index takes it.
func (a *Article) Doc() index.Doc {
	day := a.Event.Format(time.DateOnly)
	d := index.Doc{ID: a.ID(), Seq: int64(a.N), Title: a.Title, Text: a.Text, Lang: a.Lang, Source: a.Source, Kind: a.Kind,
		Published: a.Published, FirstSeen: a.Published.Add(time.Hour), EventFrom: day, EventTo: day, EventPrec: demarche.PrecisionDay,
		Countries: a.Countries, Entities: a.Entities, Names: a.Names, Actions: a.Actions, Story: "story-" + strconv.Itoa(a.Copy)}
	for _, m := range a.Amounts {
		d.Amounts = append(d.Amounts, index.Amount{Value: m.USD, USD: m.USD, Currency: "USD", Role: m.Role})
	}
	return d
}

// Facts is what extraction would find.
func (a *Article) Facts() demarche.Facts {
	f := demarche.Facts{Lang: a.Lang, Event: demarche.EventDate{Value: a.Event.Format(time.DateOnly), Precision: demarche.PrecisionDay, Basis: "text"}}
	for _, code := range a.Countries {
		f.Countries = append(f.Countries, demarche.CountryWeight{Code: code, Count: 1, Weight: 1 / float64(len(a.Countries))})
	}
	for i, kind := range a.Actions {
		f.Actions = append(f.Actions, demarche.Action{Kind: demarche.ActionKind(kind), Main: i == 0})
	}
	for _, m := range a.Amounts {
		value := strconv.FormatFloat(m.USD, 'f', -1, 64)
		f.Mentions = append(f.Mentions, demarche.Mention{Kind: demarche.MentionAmount, Start: m.Start, End: m.End, Text: m.Text,
			Value: value, USD: value, Currency: "USD", Role: m.Role})
	}
	return f
}

// Line is the report as a line for import.
func (a *Article) Line() ([]byte, error) {
	return json.Marshal(map[string]string{"url": a.URL(), "title": a.Title, "text": a.Text, "lang": a.Lang,
		"published": a.Published.Format(time.RFC3339), "source": a.Source})
}

// writer writes one report.
type writer struct {
	a      *Article
	r      *rand.Rand
	words  []string
	word   *rand.Zipf
	name   *rand.Zipf
	text   strings.Builder
	length int // of text, in code points
}

func newWriter(c *Corpus, r *rand.Rand, a *Article) *writer {
	return &writer{a: a, r: r, words: c.words[a.Lang], word: rand.NewZipf(r, exponent, 2.7, uint64(len(c.words[a.Lang])-1)), name: rand.NewZipf(r, exponent, 50, names-1)}
}

func (w *writer) put(s string) {
	w.text.WriteString(s)
	w.length += utf8.RuneCountInString(s)
}

func (w *writer) title(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = w.words[w.word.Uint64()]
	}
	if w.r.IntN(2) == 0 {
		out[0] = w.party()
	}
	return capital(strings.Join(out, " "))
}

// body writes sentences until there are n words, one in nine of them with facts.
func (w *writer) body(n int) string {
	for written := 0; written < n; {
		if w.length > 0 {
			w.put(" ")
		}
		if w.r.IntN(9) == 0 && len(w.a.Amounts) < 4 {
			written += w.fact()
			continue
		}
		length := 8 + w.r.IntN(14)
		written += length
		for i := range length {
			s := w.words[w.word.Uint64()]
			switch {
			case w.r.IntN(45) == 0:
				s = w.party()
			case i == 0:
				s = capital(s)
			}
			if i > 0 {
				w.put(" ")
			}
			w.put(s)
		}
		w.put(".")
	}
	return w.text.String()
}

// events are what sentences with facts tell: an action, the role of its sum, and
// the sentence around country, name, sum and day.
var events = []struct{ action, role, form string }{
	{"theft", "stolen", "Hackers stole AMOUNT from NAME in COUNTRY on DAY."},
	{"designation", "blocked", "On DAY the authorities of COUNTRY imposed sanctions on NAME and froze AMOUNT."},
	{"enforcement", "fined", "Regulators in COUNTRY fined NAME AMOUNT on DAY for breaches of sanctions."},
	{"seizure", "seized", "Police in COUNTRY seized AMOUNT from NAME on DAY."},
	{"indictment", "laundered", "Prosecutors in COUNTRY indicted NAME on DAY for laundering AMOUNT."},
	{"talks", "", "Ministers of COUNTRY held talks with NAME on DAY."},
	{"statement", "", "The foreign ministry of COUNTRY condemned NAME in a statement on DAY."},
	{"arrest", "", "NAME was arrested in COUNTRY on DAY."},
}

// fact writes a sentence with facts and returns its length in words.
func (w *writer) fact() int {
	e := events[zipf(w.r, len(events))]
	c := countries[zipf(w.r, len(countries))]
	if !slices.Contains(w.a.Countries, c.code) {
		w.a.Countries = append(w.a.Countries, c.code)
	}
	if !slices.Contains(w.a.Actions, e.action) {
		w.a.Actions = append(w.a.Actions, e.action)
	}
	n := 0
	for i, part := range strings.Fields(e.form) {
		if i > 0 {
			w.put(" ")
		}
		bare := strings.TrimRight(part, ".")
		switch bare {
		case "COUNTRY":
			w.put(c.name)
		case "NAME":
			w.put(w.party())
		case "DAY":
			w.put(w.a.Event.Format("2 January 2006"))
		case "AMOUNT":
			w.amount(e.role)
		default:
			w.put(bare)
		}
		w.put(part[len(bare):])
		n++
	}
	return n
}

func (w *writer) amount(role string) {
	scale := w.r.IntN(3)
	whole := 1 + w.r.IntN(999)
	text := fmt.Sprintf("$%d %s", whole, []string{"million", "million", "billion"}[scale])
	usd := float64(whole) * []float64{1e6, 1e6, 1e9}[scale]
	if scale == 0 {
		text, usd = fmt.Sprintf("$%d,%03d", whole, 500), float64(whole*1000+500)
	}
	m := Amount{USD: usd, Role: role, Text: text, Start: w.length}
	w.put(text)
	m.End = w.length
	w.a.Amounts = append(w.a.Amounts, m)
}

// party draws a name and notes it.
func (w *writer) party() string {
	rank := int(w.name.Uint64())
	n := name(rank)
	if !slices.Contains(w.a.Names, n) {
		w.a.Names = append(w.a.Names, n)
		if id := entity(rank); id != "" {
			w.a.Entities = append(w.a.Entities, id)
		}
	}
	return n
}

func capital(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}
