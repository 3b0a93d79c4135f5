package demarche

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// LedgerEntry is one sum of one story, once by role, currency and amount,
// however many items name it.
type LedgerEntry struct {
	Figure
	StoryTitle string    `json:"story_title,omitempty"`
	Event      EventDate `json:"event"`          // of the story
	Also       []Figure  `json:"also,omitempty"` // others who say the same
	// AlsoIn are other stories that tell the same sum of the same occasion.
	AlsoIn []LedgerPlace `json:"also_in,omitempty"`
	// SameAs is the story whose entry stands for this one, when this one is told again.
	SameAs string `json:"same_as,omitempty"`

	sameTitle string // of that story
}

// NewLedger lists the sums of stories. One sum that several stories tell has an
// entry in each; the entries name each other. figures are those of all items; of equal
// sums the one of an official source stands first, then one that names its
// speaker, then the earliest. Entries are ordered by role, then by amount in
// dollars, the largest first.
func NewLedger(figures []Figure, stories map[string]Story) []LedgerEntry {
	type key struct{ story, role, currency, value, max, covers string }
	at := map[key]int{}
	var out []LedgerEntry
	ranked := slices.Clone(figures)
	slices.SortStableFunc(ranked, func(a, b Figure) int {
		return cmp.Or(-FalseFirst(a.Kind.Official(), b.Kind.Official()), -FalseFirst(a.Covers() != "", b.Covers() != ""), -FalseFirst(a.Quoted, b.Quoted),
			cmp.Compare(a.Published, b.Published), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Mention, b.Mention))
	})
	for _, f := range ranked {
		k := key{f.Story, f.Role, f.Currency, f.Value, f.Max, ""}
		if f.Story == "" {
			k.story = "item " + f.Item
		}
		if i, ok := at[k]; ok && (f.Covers() == "" || f.Covers() == out[i].Covers()) {
			out[i].Also = append(out[i].Also, f)
			continue
		} else if ok { // the same amount for another period is another figure
			k.covers = f.Covers()
			if i, ok := at[k]; ok {
				out[i].Also = append(out[i].Also, f)
				continue
			}
		}
		at[k] = len(out)
		s := stories[f.Story]
		out = append(out, LedgerEntry{Figure: f, StoryTitle: s.Title, Event: s.Event})
	}
	out = withoutBare(out)
	joinRetold(out)
	slices.SortStableFunc(out, func(a, b LedgerEntry) int {
		return cmp.Or(FalseFirst(a.Role == "", b.Role == ""), cmp.Compare(a.Role, b.Role), moneyOf(b.Figure).Cmp(moneyOf(a.Figure)),
			FalseFirst(a.SameAs != "", b.SameAs != ""), cmp.Compare(a.Item, b.Item))
	})
	return out
}

// withoutBare puts a sum whose sentence does not say what it is for to the equal sum
// of the same story whose sentence does, where there is just one and it covers no
// other time.
func withoutBare(entries []LedgerEntry) []LedgerEntry {
	named := map[string][]int{} // by story and sum: the entries that say what it is for
	for i, e := range entries {
		if e.Role != "" && e.Story != "" {
			key := e.Story + " " + sumKey(e.Figure)
			named[key] = append(named[key], i)
		}
	}
	bare := map[int]bool{}
	for i, e := range entries {
		same := named[e.Story+" "+sumKey(e.Figure)]
		if e.Role != "" || len(same) != 1 {
			continue
		}
		if o := &entries[same[0]]; e.Covers() == "" || e.Covers() == o.Covers() {
			o.Also = append(append(o.Also, e.Figure), e.Also...)
			bare[i] = true
		}
	}
	var out []LedgerEntry
	for i, e := range entries {
		if !bare[i] {
			out = append(out, e)
		}
	}
	return out
}

// FalseFirst orders what is not so before what is, as cmp.Compare does for ordered types.
func FalseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// moneyOf is a figure in dollars, 0 where no rate is known; of a count the number.
func moneyOf(f Figure) *big.Rat {
	v := f.USD
	if v == "" && (f.Currency == "USD" || f.Unit != "") {
		v = f.Value
	}
	if r, ok := new(big.Rat).SetString(v); ok {
		return r
	}
	return new(big.Rat)
}

// RoleTotal adds up the entries of one role that cannot overlap.
type RoleTotal struct {
	Role    string        `json:"role"`
	USD     string        `json:"usd"`
	Counted []LedgerEntry `json:"counted"`
	LeftOut []LeftOut     `json:"left_out"`
	Again   int           `json:"told_again"` // of those left out, sums that another story tells too, where they are counted or left out once
}

// LeftOut is an entry that is not added, with the reason.
type LeftOut struct {
	LedgerEntry
	Reason string `json:"reason"`
}

// Totals adds up a ledger by role. Two sums can overlap when they are of one
// story, cover a period rather than one event, stand in a story with a sum that
// does, run since some day, name a common party, are about equal, or happened on the same or an unknown day. Of sums
// that can overlap the largest single one is counted; everything else is left
// out, with the reason. What several stories tell is added once at most. Nothing is added across roles.
func Totals(entries []LedgerEntry) []RoleTotal {
	byRole := map[string][]LedgerEntry{}
	var roles []string
	for _, e := range entries {
		if _, ok := byRole[e.Role]; !ok {
			roles = append(roles, e.Role)
		}
		byRole[e.Role] = append(byRole[e.Role], e)
	}
	var out []RoleTotal
	for _, role := range roles {
		t := RoleTotal{Role: role, Counted: []LedgerEntry{}, LeftOut: []LeftOut{}}
		sum := new(big.Rat)
		list := byRole[role]
		spans := map[string]string{} // by story: a sum of this role that covers a period
		for _, e := range list {
			if e.Story != "" && (e.Cumulative || e.Covers() != "" && !shortPeriod(e.Figure)) {
				spans[e.Story] = e.Text
			}
		}
		slices.SortStableFunc(list, func(a, b LedgerEntry) int { return moneyOf(b.Figure).Cmp(moneyOf(a.Figure)) })
		for _, e := range list {
			if e.SameAs != "" {
				t.Again++
				t.LeftOut = append(t.LeftOut, LeftOut{e, "the same sum told again; it stands once, with the story " + strconv.Quote(cmp.Or(e.sameTitle, e.SameAs))})
			} else if why := aloneNot(e); why != "" {
				t.LeftOut = append(t.LeftOut, LeftOut{e, why})
			} else if whole := spans[e.Story]; whole != "" {
				t.LeftOut = append(t.LeftOut, LeftOut{e, "its story also gives " + whole + " for a longer time, which may hold it"})
			} else if why := overlapWith(e, t.Counted); why != "" {
				t.LeftOut = append(t.LeftOut, LeftOut{e, why})
			} else {
				t.Counted = append(t.Counted, e)
				sum.Add(sum, moneyOf(e.Figure))
			}
		}
		t.USD = strings.TrimSuffix(strings.TrimRight(sum.FloatString(2), "0"), ".")
		out = append(out, t)
	}
	return out
}

// aloneNot says why an entry can be added to nothing at all.
func aloneNot(e LedgerEntry) string {
	switch {
	case e.Role == "":
		return "the text does not say what the sum is for"
	case moneyOf(e.Figure).Sign() <= 0:
		return "no rate to US dollars is known"
	case e.Cumulative:
		return "cumulative: it holds earlier sums"
	case e.Covers() != "" && !shortPeriod(e.Figure):
		return "it covers a period and may hold other sums"
	case e.Qualifier == "up_to" || e.Qualifier == "under":
		return "it is an upper bound"
	case e.Max != "" && e.Max != e.Value:
		return "it is a range"
	case e.Event.Value == "" || e.Event.Basis == "published":
		return "the day of the event is unknown"
	}
	return ""
}

// shortPeriod says whether a figure is of one month at most, as a single event
// is often dated.
func shortPeriod(f Figure) bool {
	return f.From != "" && EventDate{Value: f.From, Until: f.Until}.Days() <= 31
}

// overlapWith says why an entry may be part of one that is counted already.
func overlapWith(e LedgerEntry, counted []LedgerEntry) string {
	for _, c := range counted {
		name := commonName(e.Figure, c.Figure)
		switch {
		case e.Story != "" && e.Story == c.Story:
			return fmt.Sprintf("same story as %s: may be a part of it, or the same money", c.Text)
		case aboutEqual(moneyOf(e.Figure), moneyOf(c.Figure)):
			return fmt.Sprintf("about as much as %s: may be the same money", c.Text)
		case name != "":
			return fmt.Sprintf("names %s, as does %s: may be the same money", name, c.Text)
		case sameDays(e.Event, c.Event):
			return fmt.Sprintf("happened on the same days as %s: may be the same event", c.Text)
		}
	}
	return ""
}

// aboutEqual says whether two sums differ by no more than a twentieth.
func aboutEqual(a, b *big.Rat) bool {
	if a.Cmp(b) < 0 {
		a, b = b, a
	}
	return new(big.Rat).Mul(a, big.NewRat(19, 20)).Cmp(b) <= 0
}

func commonName(a, b Figure) string {
	for _, n := range a.Names {
		if n != a.Speaker && slices.ContainsFunc(b.Names, func(o string) bool { return strings.EqualFold(n, o) }) {
			return n
		}
	}
	return ""
}

// sameDays says whether two dates have a day in common.
func sameDays(a, b EventDate) bool {
	end := func(e EventDate) string { return cmp.Or(e.Until, e.Value) }
	return a.Value <= end(b) && b.Value <= end(a)
}

// FigureGroup are the figures of one story that have a role and a currency, or what
// is counted, in common, by what they cover.
type FigureGroup struct {
	Role     string         `json:"role,omitempty"`
	Currency string         `json:"currency,omitempty"`
	Unit     string         `json:"unit,omitempty"` // of counts
	Periods  []FigurePeriod `json:"periods"`
	Apart    bool           `json:"apart,omitempty"` // they cover different periods and cannot be compared
}

// FigurePeriod are figures that cover the same time.
type FigurePeriod struct {
	Covers  string     `json:"covers,omitempty"` // FROM/UNTIL or an ISO 8601 duration; "" where the texts do not say
	Sums    [][]Figure `json:"sums"`             // each sum with everybody who gives it, the largest first
	Differs bool       `json:"differs,omitempty"`
}

// CompareFigures sets the figures of a story side by side.
func CompareFigures(figures []Figure) []FigureGroup {
	type key struct{ role, currency, unit string }
	at := map[key]int{}
	var out []FigureGroup
	for _, f := range withComparisons(figures) {
		k := key{f.Role, f.Currency, f.Unit}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, FigureGroup{Role: f.Role, Currency: f.Currency, Unit: f.Unit})
		}
		out[i].add(f)
	}
	for i := range out {
		out[i].judge()
	}
	slices.SortStableFunc(out, func(a, b FigureGroup) int {
		return cmp.Or(FalseFirst(a.Unit != "", b.Unit != ""), FalseFirst(a.Role == "", b.Role == ""), moneyOf(b.largest()).Cmp(moneyOf(a.largest())))
	})
	return out
}

// withComparisons gives a figure that a text only compares with another ("cannot be
// compared with the count for 2025, put at $2 billion") the role of the other: where
// the sentence does not say what the sum is for, speaks of counting, and the story
// has sums for a known time of one role in that currency, not of another magnitude.
func withComparisons(figures []Figure) []Figure {
	out := slices.Clone(figures)
	for i, f := range out {
		if f.Role != "" || f.Covers() == "" || !comparing(f.Sentence) {
			continue
		}
		role := ""
		for _, o := range figures {
			a, b := moneyOf(o), moneyOf(f)
			if o.Role == "" || o.Currency != f.Currency || o.Covers() == "" || a.Sign() <= 0 || b.Sign() <= 0 ||
				new(big.Rat).Quo(a, b).Cmp(big.NewRat(1, magnitude)) < 0 || new(big.Rat).Quo(a, b).Cmp(big.NewRat(magnitude, 1)) > 0 {
				continue
			}
			if role != "" && role != o.Role {
				role = ""
				break
			}
			role = o.Role
		}
		out[i].Role = role
	}
	return out
}

// magnitude is by how much two sums may differ that a text compares.
const magnitude = 5

// comparing says whether a sentence compares counts.
func comparing(sentence string) bool {
	lower := strings.ToLower(sentence)
	return slices.ContainsFunc([]string{"compar", "vergleich", "сравн", "비교", "比較", "比较"}, func(w string) bool { return strings.Contains(lower, w) })
}

func (g *FigureGroup) add(f Figure) {
	p := slices.IndexFunc(g.Periods, func(p FigurePeriod) bool { return p.Covers == f.Covers() })
	if p < 0 {
		p = len(g.Periods)
		g.Periods = append(g.Periods, FigurePeriod{Covers: f.Covers()})
	}
	sums := &g.Periods[p].Sums
	for i, same := range *sums {
		if same[0].Value == f.Value && same[0].Max == f.Max {
			if !slices.ContainsFunc(same, func(o Figure) bool { return o.Item == f.Item && o.Speaker == f.Speaker }) {
				(*sums)[i] = append(same, f)
			}
			return
		}
	}
	*sums = append(*sums, []Figure{f})
}

// judge orders a group and says what can be compared: figures that cover the
// same known time and are not the same differ; those that cover different times
// say nothing about each other.
func (g *FigureGroup) judge() {
	known := 0
	for i := range g.Periods {
		p := &g.Periods[i]
		slices.SortStableFunc(p.Sums, func(a, b []Figure) int { return moneyOf(b[0]).Cmp(moneyOf(a[0])) })
		p.Differs = p.Covers != "" && g.Role != "" && len(p.Sums) > 1 || g.Unit != "" && p.disagree()
		if p.Covers != "" {
			known++
		}
	}
	slices.SortStableFunc(g.Periods, func(a, b FigurePeriod) int {
		return cmp.Or(FalseFirst(a.Covers == "", b.Covers == ""), moneyOf(b.Sums[0][0]).Cmp(moneyOf(a.Sums[0][0])))
	})
	g.Apart = known > 1
}

// disagree says whether two sources count one thing differently, by the largest count
// of each: a smaller one beside it is a part.
func (p FigurePeriod) disagree() bool {
	largest := map[string]string{}
	for _, same := range p.Sums { // the largest first
		for _, f := range same {
			if _, ok := largest[f.Source]; !ok {
				largest[f.Source] = f.Value
			}
		}
	}
	values := map[string]bool{}
	for _, v := range largest {
		values[v] = true
	}
	return len(values) > 1
}

func (g FigureGroup) largest() Figure {
	var best Figure
	for _, p := range g.Periods {
		if moneyOf(p.Sums[0][0]).Cmp(moneyOf(best)) > 0 {
			best = p.Sums[0][0]
		}
	}
	return best
}
