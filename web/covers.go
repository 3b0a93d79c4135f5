package web

import (
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"time"

	"demarche"
	"demarche/web/chart"
)

const coversShown = 10 // rows of a chart of times

var lengthOf = regexp.MustCompile(`^P(\d{1,3})([YMWD])$`)

// coversChart draws what time figures cover, below each other, where at least two
// of them say so and not all cover the same.
func coversChart(id, title string, figures []demarche.Figure) template.HTML {
	c := chart.SpanChart{ID: id, Title: "What time each sum covers: " + title}
	seen, times := map[string]bool{}, map[string]bool{}
	for _, f := range figures {
		s, ok := spanOfFigure(f)
		if key := s.Label + f.Covers(); !ok || seen[key] || len(c.Spans) == coversShown {
			continue
		} else {
			seen[key], times[f.Covers()] = true, true
		}
		c.Spans = append(c.Spans, s)
	}
	if len(times) < 2 {
		return ""
	}
	c.Desc = fmt.Sprintf("%s below each other; the same figures stand in the list.", plural(len(c.Spans), "figure", "figures"))
	return template.HTML(chart.Spans(c)) // chart escapes what it is given
}

// spanOfFigure is the time that a figure covers. Where only its length is said, it
// ends about when the figure was published.
func spanOfFigure(f demarche.Figure) (chart.Span, bool) {
	s := chart.Span{Label: shorten(f.Text, 30) + ", " + shorten(f.Speaker, 40), Words: coversWords(f.Covers())}
	var err1, err2 error
	if f.From != "" {
		s.From, err1 = time.Parse(time.DateOnly, f.From)
		s.Until, err2 = time.Parse(time.DateOnly, f.Until)
		return s, err1 == nil && err2 == nil && !s.Until.Before(s.From)
	}
	m := lengthOf.FindStringSubmatch(f.Period)
	day, ok := publishedDay(f.Published)
	if m == nil || !ok {
		return s, false
	}
	n, _ := strconv.Atoi(m[1])
	s.Until, err1 = time.Parse(time.DateOnly, day)
	switch m[2] {
	case "Y":
		s.From = s.Until.AddDate(-n, 0, 1)
	case "M":
		s.From = s.Until.AddDate(0, -n, 1)
	case "W":
		s.From = s.Until.AddDate(0, 0, 1-7*n)
	default:
		s.From = s.Until.AddDate(0, 0, 1-n)
	}
	s.About = true
	return s, err1 == nil
}
