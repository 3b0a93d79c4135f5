package screen

import (
	"fmt"
	"slices"
	"strings"

	"demarche"
	"demarche/match"
)

const (
	slack       = 0.05 // what else is known can lift a name by so much
	bareCap     = 0.97 // a name alone is never certain
	commonCap   = 0.9  // a name all of whose parts many have
	weakCap     = 0.85 // an alias that its list calls weak
	sameBirth   = 0.02
	otherBirth  = 0.2
	otherNation = 0.06
	sharedName  = 25 // a word that so many names have tells little
)

// weigh takes in what is known besides the name, and says what is not.
func (x *index) weigh(f *found, q demarche.ScreenQuery, common bool) {
	e, nm := &x.entries[f.entry], &x.names[f.name]
	f.reasons = slices.Clone(f.reasons)
	if len(f.reasons) == 0 {
		f.reasons = []string{"similar spelling"}
	}
	limit := bareCap
	if common {
		limit = commonCap
		f.reasons = append(f.reasons, "a common name")
	}
	if nm.weak {
		limit = min(limit, weakCap)
		f.reasons = append(f.reasons, "the list calls this alias weak")
	}
	if e.schema == demarche.SchemaPerson {
		switch how := birth(q.Birth, e.births); how {
		case "same day":
			f.score += sameBirth
			limit = 0.99
			f.reasons = append(f.reasons, "same date of birth")
		case "same":
			f.score += sameBirth
			limit = max(limit, 0.95)
			f.reasons = append(f.reasons, "year of birth fits")
		case "near":
			f.reasons = append(f.reasons, "year of birth differs by one")
		case "other":
			f.score -= otherBirth
			f.reasons = append(f.reasons, "other year of birth: "+years(e.births)+" on the list")
		case "not given":
			f.reasons = append(f.reasons, "birth year not given")
		default:
			f.reasons = append(f.reasons, "birth year unknown")
		}
	}
	if q.Nationality != "" {
		switch {
		case len(e.countries) == 0:
			f.reasons = append(f.reasons, "nationality unknown")
		case slices.Contains(e.countries, q.Nationality):
			f.reasons = append(f.reasons, "same country "+q.Nationality)
		default:
			f.score -= otherNation
			f.reasons = append(f.reasons, "other country: "+strings.Join(e.countries, ", ")+" on the list")
		}
	}
	if !e.current {
		f.reasons = append(f.reasons, "no longer on the list")
	}
	f.score = bounded(f.score, limit)
}

// bounded presses what lies above the threshold of a possible match under a limit,
// so that better names stay before worse ones.
func bounded(score, limit float64) float64 {
	score = max(0, min(score, 1))
	if score <= match.Threshold {
		return score
	}
	return match.Threshold + (score-match.Threshold)*(limit-match.Threshold)/(1-match.Threshold)
}

// common says whether many names share every part of a name.
func (x *index) common(text string) bool {
	words := match.Tokens(text)
	if len(words) == 0 {
		return false
	}
	for _, w := range words {
		if x.words[w] < sharedName {
			return false
		}
	}
	return true
}

// birth compares a date of birth with those of an entry, as exactly as both are known.
func birth(given string, held []demarche.Birth) string {
	if given == "" {
		return "not given"
	}
	out := "unknown"
	for _, b := range held {
		n := min(len(given), len(b.Date))
		if n < 4 {
			continue
		}
		switch gap := distance(given[:4], b.Date[:4]); {
		case given[:n] == b.Date[:n] && n == 10:
			return "same day"
		case given[:n] == b.Date[:n], b.Until != "" && given[:4] >= b.Date[:4] && given[:4] <= b.Until[:min(4, len(b.Until))]:
			out = "same"
		case out != "same" && gap <= 1 || out != "same" && b.Circa && gap <= 3:
			out = "near"
		case out == "unknown":
			out = "other"
		}
	}
	return out
}

func distance(a, b string) int {
	x, y := 0, 0
	fmt.Sscanf(a, "%d", &x)
	fmt.Sscanf(b, "%d", &y)
	return max(x-y, y-x)
}

func years(held []demarche.Birth) string {
	var out []string
	for _, b := range held {
		if len(b.Date) >= 4 && !slices.Contains(out, b.Date[:4]) {
			out = append(out, b.Date[:4])
		}
	}
	return strings.Join(out, ", ")
}

// byNumber finds entries by numbers given out once; they are exact or nothing.
func (x *index) byNumber(q demarche.ScreenQuery) []found {
	var out []found
	for _, n := range []struct{ what, value string }{{"IMO number", q.IMO}, {"wallet", q.Wallet}, {"identifier", q.Identifier}, {"number", q.Name}} {
		value := plain(n.value)
		if value == "" || n.what == "number" && !strings.ContainsAny(value, "0123456789") {
			continue
		}
		for _, i := range x.numbers[value] {
			f := found{entry: i, name: -1, score: 1, exact: true, reasons: []string{fmt.Sprintf("same %s %s", n.what, strings.TrimSpace(n.value))}}
			if n.what == "identifier" || n.what == "number" {
				f.score = 0.98
				f.reasons = append(f.reasons, "numbers of documents are given out anew, and by other states too")
			}
			if !x.entries[i].current {
				f.reasons = append(f.reasons, "no longer on the list")
			}
			out = append(out, f)
		}
	}
	return out
}
