// Package indextest is the test that every search engine has to pass, the same
// for all: random documents and queries, answered by the engine and by a plain
// reading of the same documents.
package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"demarche"
	"demarche/index"
)

// Today is the day that relative dates are seen from in the suite. Engines
// under test have to use it as their clock.
var Today = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

// World makes random documents and queries that often fit each other.
type World struct{ r *rand.Rand }

// NewWorld makes a repeatable world.
func NewWorld(seed uint64) *World { return &World{rand.New(rand.NewPCG(seed, 1))} }

var (
	words = strings.Fields(`sanction sanctions sanctioned bank banks banking Pyongyang North Korea Treasury's designated designation
		COVID-19 A7A5 E.O. 14024 crypto theft stolen Lazarus Group Rosneft Lukoil oil tanker tankers Überweisung Łódź policy policies
		1,000,000 3.5 the of and in to exchange exchanges individual entity ministry foreign санкции банки банков 朝鲜制裁 制裁 désignation`)
	countries  = []string{"KP", "RU", "IR", "US", "CN", "KR"}
	sources    = []string{"us-treasury-press", "kr-mofa", "yonhap", "chain-watch"}
	entities   = []string{"ofac-1", "ofac-2", "un-3", "lazarus"}
	names      = []string{"Lazarus Group", "Kim Un Chol", "Bank of China"}
	roles      = []string{"stolen", "blocked", "fined"}
	currencies = []string{"USD", "EUR", "BTC"}
	langs      = []string{"en", "en", "en", "ru", "fr", "de", "ko", ""}
	precisions = []demarche.Precision{demarche.PrecisionDay, demarche.PrecisionDay, demarche.PrecisionWeek, demarche.PrecisionMonth, demarche.PrecisionYear}
	dayZero    = time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
)

func (w *World) pick(from []string) string { return from[w.r.IntN(len(from))] }

func (w *World) some(from []string, most int) []string {
	var out []string
	for range w.r.IntN(most + 1) {
		out = append(out, w.pick(from))
	}
	return out
}

func (w *World) text(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = w.pick(words)
	}
	return strings.Join(out, " ")
}

// Doc makes a random document with the given number.
func (w *World) Doc(n int) index.Doc {
	kinds, actions := demarche.SourceKinds(), demarche.ActionKinds()
	d := index.Doc{ID: fmt.Sprintf("item-%04d", n), Seq: int64(n), Title: w.text(2 + w.r.IntN(5)), Text: w.text(5 + w.r.IntN(30)),
		Lang: w.pick(langs), Source: w.pick(sources), Kind: kinds[w.r.IntN(len(kinds))], FirstSeen: dayZero.Add(time.Duration(w.r.IntN(80*24)) * time.Hour),
		Countries: w.some(countries, 3), Entities: w.some(entities, 2), Names: w.some(names, 2), Tags: w.some([]string{"DPRK3", "CYBER2"}, 1),
		Instruments: w.some([]string{"E.O. 13722", "UNSCR 1718"}, 1), Authorities: w.some([]string{"OFAC", "EU Council"}, 1),
		Measures: w.some([]string{"asset_freeze", "travel_ban"}, 1), Changes: w.some([]string{"listed", "removed"}, 1),
		Programmes: w.some([]string{"DPRK", "IRAN-CON-ARMS-EO"}, 1), Wallets: w.some([]string{"bc1qAbC", "TXyz9"}, 1),
		Identifiers: w.some([]string{"imo:9187629", "passport:AB-123"}, 1), Lists: w.some([]string{"us-ofac-sdn"}, 1)}
	if w.r.IntN(8) > 0 {
		d.Published = dayZero.Add(time.Duration(w.r.IntN(80*24*60)) * time.Minute)
	}
	for range w.r.IntN(3) {
		d.Actions = append(d.Actions, string(actions[w.r.IntN(len(actions))]))
	}
	if w.r.IntN(4) > 0 {
		day := dayZero.AddDate(0, 0, w.r.IntN(80))
		d.EventPrec = precisions[w.r.IntN(len(precisions))]
		d.EventFrom, d.EventTo = eventSpan(day, d.EventPrec)
		if w.r.IntN(8) == 0 {
			d.EventPrec, d.EventTo = demarche.PrecisionRange, day.AddDate(0, 0, 3).Format(time.DateOnly)
			d.EventFrom = day.Format(time.DateOnly)
		}
	}
	if w.r.IntN(2) == 0 {
		d.Story = fmt.Sprintf("story-%d", w.r.IntN(5))
	}
	for range w.r.IntN(3) {
		d.Amounts = append(d.Amounts, w.amount())
	}
	return d
}

func eventSpan(day time.Time, p demarche.Precision) (from, to string) {
	end := day
	switch p {
	case demarche.PrecisionWeek:
		day = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		end = day.AddDate(0, 0, 6)
	case demarche.PrecisionMonth:
		day = day.AddDate(0, 0, 1-day.Day())
		end = day.AddDate(0, 1, -1)
	case demarche.PrecisionYear:
		day = day.AddDate(0, 0, 1-day.YearDay())
		end = day.AddDate(1, 0, -1)
	}
	return day.Format(time.DateOnly), end.Format(time.DateOnly)
}

func (w *World) amount() index.Amount {
	a := index.Amount{Value: float64(1+w.r.IntN(30)) * 1e8, Currency: w.pick(currencies), Role: w.pick(roles)}
	if w.r.IntN(4) == 0 {
		a.Max = a.Value * 2
	}
	switch a.Currency {
	case "USD":
		a.USD, a.USDMax = a.Value, a.Max
	case "EUR":
		a.USD, a.USDMax = a.Value*1.5, a.Max*1.5
	}
	return a
}

// Query makes a random query.
func (w *World) Query() demarche.Query {
	q := demarche.Query{Size: 1 + w.r.IntN(30), Facets: demarche.FacetNames()}
	if w.r.IntN(6) > 0 {
		q.Text = w.expr(2)
	}
	if w.r.IntN(4) == 0 {
		q.Match = demarche.MatchAny
	}
	q.Clock = []demarche.Clock{"", demarche.ClockEvent, demarche.ClockSeen, demarche.ClockPublished}[w.r.IntN(4)]
	q.Sort = []demarche.Sort{"", demarche.SortNewest, demarche.SortOldest, demarche.SortRelevance}[w.r.IntN(4)]
	q.Interval = []demarche.Interval{"", demarche.IntervalAuto, demarche.IntervalDay, demarche.IntervalWeek, demarche.IntervalMonth, demarche.IntervalYear}[w.r.IntN(6)]
	if w.r.IntN(4) == 0 {
		q.Country = w.some(countries, 2)
	}
	if w.r.IntN(5) == 0 {
		q.Source = w.some(sources, 2)
	}
	if w.r.IntN(4) == 0 {
		q.From = w.day()
	}
	if w.r.IntN(4) == 0 {
		q.To = w.day()
	}
	if w.r.IntN(8) == 0 {
		q.AsOf = w.day()
	}
	if w.r.IntN(6) == 0 {
		q.MinUSD = "500000000"
	}
	if w.r.IntN(6) == 0 {
		q.MaxUSD = "2000000000"
	}
	return q
}

func (w *World) day() string { return dayZero.AddDate(0, 0, w.r.IntN(80)).Format(time.DateOnly) }

func (w *World) expr(depth int) string {
	n := 1 + w.r.IntN(3)
	parts := make([]string, n)
	for i := range parts {
		switch {
		case depth > 0 && w.r.IntN(6) == 0:
			parts[i] = "(" + w.expr(depth-1) + ")"
		default:
			parts[i] = w.leaf()
		}
		if w.r.IntN(6) == 0 {
			parts[i] = "-" + parts[i]
		}
	}
	return strings.Join(parts, []string{" ", " ", " OR "}[w.r.IntN(3)])
}

func (w *World) leaf() string {
	switch w.r.IntN(16) {
	case 0:
		return `"` + w.text(2) + `"`
	case 1:
		return "title:" + w.pick(words)
	case 2:
		return w.pick([]string{"sanct*", "bank*", "design*", "title:oil*", "COVID-1*"})
	case 3:
		return w.pick([]string{"bamk~", "tankers~", "Rosnft~"})
	case 4:
		return "country:" + w.pick(countries)
	case 5:
		return w.pick([]string{"role:stolen", "currency:eur", "role:fined"})
	case 6:
		return w.pick([]string{"amount:>1b", "amount:<=1b", "amount:1b..2b", "amount:>500mbtc", "amount:2b"})
	case 7:
		return "since:" + w.day()
	case 8:
		return w.pick([]string{"until:", "on:", "event:", "seen:"}) + w.day()
	case 9:
		return w.pick([]string{"event:2025-10", "seen:30d", "on:2025-10..2025-11", "event:2025", "published:yesterday"})
	case 10:
		return `entity:"` + w.pick([]string{"Lazarus Group", "kim un chol", "ofac-1"}) + `"`
	case 11:
		return w.pick([]string{"tag:dprk3", `instrument:"E.O. 13722"`, "authority:ofac", `authority:"EU Council"`, "measure:travel_ban", "change:removed",
			"programme:iran-con*", "wallet:bc1qabc", "imo:9187629", "imo:IMO9187629", "identifier:AB123", "identifier:passport:ab-123", "list:us-ofac-sdn", "story:story-1",
			"lang:ru", "kind:ministry", "source:yonhap", "action:theft"})
	}
	return w.pick(words)
}
