package demarche

import (
	"strconv"
	"strings"
	"time"
)

const civil = time.DateOnly

// dateHelp ends every complaint about a date.
const dateHelp = "expected a date like 2025-11-04, 2025-11, 2025, today, yesterday or 7d"

// date reads the value of a date field.
func (p *parser) date(field string, at int, text string) (Node, error) {
	text = strings.ToLower(text)
	lo, hi, isRange := strings.Cut(text, "..")
	if !isRange {
		hi = lo
	}
	if isRange && (field == "since" || field == "until") {
		return nil, p.fail(at, "%s: expected one date; for a span write on:%s", field, text)
	}
	if lo == "" && hi == "" {
		return nil, p.fail(at, "%s: %s", field, dateHelp)
	}
	for i, bound := range []string{lo, hi} {
		if bound != "" && !validBound(bound) {
			column := at
			if i == 1 && isRange {
				column += len([]rune(lo)) + 2
			}
			return nil, p.fail(column, "%s: %s, not %q", field, dateHelp, bound)
		}
	}
	switch field {
	case "since":
		hi = ""
	case "until":
		lo = ""
	}
	n := DateRange{Field: field, From: lo, To: hi}
	if from, to := n.Days("2000-01-01"); lo != "" && hi != "" && isAbsolute(lo) && isAbsolute(hi) && from > to {
		return nil, p.fail(at, "%s: the first date is after the second; swap them", field)
	}
	return n, nil
}

// isAbsolute says whether a bound is a calendar date whatever the day is.
func isAbsolute(bound string) bool { return bound[0] >= '0' && bound[0] <= '9' && !isSpan(bound) }

// isSpan says whether a bound is a number of days, weeks, months or years back.
func isSpan(bound string) bool {
	n := len(bound) - 1
	if n < 1 || n > 4 || !strings.ContainsRune("dwmy", rune(bound[n])) {
		return false
	}
	count, err := strconv.Atoi(bound[:n])
	return err == nil && count >= 0 && bound[0] != '+' && bound[0] != '-' && (bound[n] != 'y' || count < 1000)
}

func validBound(bound string) bool {
	if bound == "today" || bound == "yesterday" || isSpan(bound) {
		return true
	}
	for _, layout := range []string{civil, "2006-01", "2006"} {
		if len(bound) == len(layout) {
			t, err := time.Parse(layout, bound)
			return err == nil && t.Year() > 0
		}
	}
	return false
}

// Days resolves the ends to civil days, first and last inclusive, seen from
// today (YYYY-MM-DD). An open end is "". A span like 7d runs from so long ago
// until today; as a later end it is the day so long ago.
func (n DateRange) Days(today string) (from, to string) {
	if n.From != "" {
		from, _ = boundDays(n.From, today)
	}
	if n.To == "" {
		return from, ""
	}
	first, last := boundDays(n.To, today)
	if isSpan(n.To) && n.From != n.To {
		return from, first
	}
	return from, last
}

// boundDays gives the first and last civil day of a bound.
func boundDays(bound, today string) (first, last string) {
	now, err := time.Parse(civil, today)
	if err != nil {
		now = time.Time{}
	}
	day := func(t time.Time) string { return t.Format(civil) }
	switch {
	case bound == "today":
		return day(now), day(now)
	case bound == "yesterday":
		y := now.AddDate(0, 0, -1)
		return day(y), day(y)
	case isSpan(bound):
		count, _ := strconv.Atoi(bound[:len(bound)-1])
		back := map[byte]time.Time{'d': now.AddDate(0, 0, -count), 'w': now.AddDate(0, 0, -7*count),
			'm': now.AddDate(0, -count, 0), 'y': now.AddDate(-count, 0, 0)}[bound[len(bound)-1]]
		if back.Year() < 1 {
			back = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return day(back), day(now)
	}
	switch t, next := (time.Time{}), (time.Time{}); len(bound) {
	case len("2006"):
		t, _ = time.Parse("2006", bound)
		next = t.AddDate(1, 0, -1)
		return day(t), day(next)
	case len("2006-01"):
		t, _ = time.Parse("2006-01", bound)
		next = t.AddDate(0, 1, -1)
		return day(t), day(next)
	}
	return bound, bound
}
