package web

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"

	"demarche"
)

// figureGroup are figures of one role and currency on a page.
type figureGroup struct {
	Title   string
	Apart   bool
	Chart   template.HTML // what time they cover, where it is not the same
	Periods []figurePeriod
}

// figurePeriod are figures that cover the same time.
type figurePeriod struct {
	Covers  string // in words
	Differs bool
	Sums    []figureSum
}

// figureSum is one sum with everybody who gives it.
type figureSum struct {
	Text, USD, Qualifier string
	By                   []figureBy
	More                 int
}

// figureBy is one text that gives a sum.
type figureBy struct {
	demarche.Figure
	Href     string
	Official bool
	Words    string // what was read: "more than, cumulative"
}

const (
	figureGroupsShown = 8 // of sums and of counts of a story; the API gives all
	figureByShown     = 4
)

// figureGroups prepares figures side by side for a page.
func (s *Server) figureGroups(groups []demarche.FigureGroup) []figureGroup {
	var out []figureGroup
	shown := map[bool]int{}
	for _, g := range groups {
		if shown[g.Unit != ""]++; shown[g.Unit != ""] > figureGroupsShown {
			continue
		}
		v := figureGroup{Title: roleTitle(g.Role, g.Currency), Apart: g.Apart}
		if g.Unit != "" {
			v.Title = capital(g.Unit) + " " + g.Role
		}
		var all []demarche.Figure
		for _, p := range g.Periods {
			for _, sum := range p.Sums {
				all = append(all, sum[0])
			}
			pv := figurePeriod{Covers: coversWords(p.Covers), Differs: p.Differs}
			for _, sum := range p.Sums {
				pv.Sums = append(pv.Sums, newFigureSum(sum))
			}
			v.Periods = append(v.Periods, pv)
		}
		v.Chart = coversChart(fmt.Sprintf("covers%d", len(out)), v.Title, all)
		out = append(out, v)
	}
	return out
}

func newFigureSum(list []demarche.Figure) figureSum {
	f := list[0]
	v := figureSum{Text: f.Text, Qualifier: qualifierWords[f.Qualifier]}
	if f.Currency != "USD" && f.USD != "" {
		v.USD = moneyWords(f.USD)
	}
	for i, f := range list {
		if i == figureByShown {
			v.More = len(list) - i
			break
		}
		v.By = append(v.By, newFigureBy(f))
	}
	return v
}

func newFigureBy(f demarche.Figure) figureBy {
	var words []string
	if q := qualifierWords[f.Qualifier]; q != "" {
		words = append(words, q)
	}
	if f.Cumulative {
		words = append(words, "cumulative")
	}
	href := itemPath(f.Item)
	if f.Mention != demarche.NoMention {
		href += "#" + mentionAnchor(f.Mention)
	}
	return figureBy{Figure: f, Href: href, Official: f.Kind.Official(), Words: strings.Join(words, ", ")}
}

// roleTitle names what sums of a role are.
func roleTitle(role, currency string) string {
	title := capital(cmp.Or(role, "other sums"))
	if currency != "" && currency != "USD" {
		title += ", " + currency
	}
	return title
}

// coversWords says what time a figure covers: "2025", "Jan–Sep 2025", "3 years"; ""
// when the text does not say.
func coversWords(covers string) string {
	from, until, ok := strings.Cut(covers, "/")
	switch {
	case covers == "":
		return ""
	case !ok:
		return periodWords(covers)
	}
	e := demarche.EventDate{Value: from, Until: until}
	switch days := e.Days(); {
	case len(from) == 10 && from[4:] == "-01-01" && until == from[:4]+"-12-31":
		return from[:4]
	case len(from) == 10 && from[8:] == "01" && days >= 28 && days <= 31 && until[:7] == from[:7]:
		return civilWords(from, "", demarche.PrecisionMonth)
	}
	return civilWords(from, until, demarche.PrecisionRange)
}

// figureRows are figures as CSV rows with a header.
func figureRows(figures []demarche.Figure) [][]string {
	rows := [][]string{{"story", "item", "source", "source_name", "kind", "published", "sum", "value", "max", "currency", "usd", "role", "qualifier",
		"period", "from", "until", "cumulative", "speaker", "sentence", "unit"}}
	for _, f := range figures {
		rows = append(rows, figureCells(f))
	}
	return rows
}

func figureCells(f demarche.Figure) []string {
	cumulative := ""
	if f.Cumulative {
		cumulative = "yes"
	}
	return []string{f.Story, f.Item, f.Source, f.SourceName, string(f.Kind), f.Published, f.Text, f.Value, f.Max, f.Currency, f.USD, f.Role, f.Qualifier,
		f.Period, f.From, f.Until, cumulative, f.Speaker, f.Sentence, f.Unit}
}
