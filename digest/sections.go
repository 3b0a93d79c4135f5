package digest

import (
	"sort"
	"time"

	"demarche"
)

// group puts hits of one story together, best headline first: the official
// source before the press, then the earliest report. The groups with the newest
// publication come first, undated ones last, so that a limit cuts the oldest.
func group(hits []demarche.Hit) [][]demarche.Hit {
	var order []string
	by := map[string][]demarche.Hit{}
	for _, h := range hits {
		key := h.Story
		if key == "" {
			key = "item:" + h.ID
		}
		if _, seen := by[key]; !seen {
			order = append(order, key)
		}
		by[key] = append(by[key], h)
	}
	out := make([][]demarche.Hit, 0, len(order))
	for _, key := range order {
		g := by[key]
		sort.SliceStable(g, func(i, j int) bool {
			if a, b := g[i].Kind.Official(), g[j].Kind.Official(); a != b {
				return a
			}
			if g[i].Published != g[j].Published {
				return g[i].Published != "" && (g[j].Published == "" || g[i].Published < g[j].Published)
			}
			return g[i].ID < g[j].ID
		})
		out = append(out, g)
	}
	sort.SliceStable(out, func(i, j int) bool { return newest(out[i]) > newest(out[j]) })
	return out
}

// newest is the latest publication in a group, "" when none is known. RFC 3339
// in UTC and civil dates sort as text.
func newest(g []demarche.Hit) string {
	latest := ""
	for _, h := range g {
		latest = max(latest, h.Published)
	}
	return latest
}

// sectionTitles in the order of the mail.
var sectionTitles = []string{
	"Measures imposed, changed or lifted",
	"Enforcement, seizures and courts",
	"Thefts and losses",
	"Statements, talks and law",
	"Other reports",
	olderTitle,
}

const olderTitle = "Older, newly found"

var sectionOf = map[demarche.ActionKind]int{
	"designation": 0, "removal": 0, "amendment": 0, "licence": 0, "special_measure": 0, "export_control": 0,
	"enforcement": 1, "indictment": 1, "arrest": 1, "seizure": 1, "forfeiture": 1, "court": 1,
	"theft":     2,
	"statement": 3, "talks": 3, "law": 3, "advisory": 3,
}

// sections files entries under headings by their main action; what was
// published long before the window goes last, so that a back-filled archive
// does not pose as news.
func sections(items []demarche.EditionItem, since time.Time) []demarche.EditionSection {
	buckets := make([][]demarche.EditionItem, len(sectionTitles))
	for _, it := range items {
		n := len(sectionTitles) - 2
		if len(it.Hit.Actions) > 0 {
			if s, ok := sectionOf[it.Hit.Actions[0]]; ok {
				n = s
			}
		}
		if p, _, ok := publishedOf(it.Hit); ok && !since.IsZero() && p.Before(since.Add(-staleAfter)) {
			n = len(sectionTitles) - 1
		}
		buckets[n] = append(buckets[n], it)
	}
	var out []demarche.EditionSection
	for i, b := range buckets {
		if len(b) > 0 {
			out = append(out, demarche.EditionSection{Title: sectionTitles[i], Items: b})
		}
	}
	return out
}
