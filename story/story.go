// Package story puts reports of one event together. It works on two levels:
// near-copies share their wording, reports of the same event share its names,
// sums, places and dates.
package story

import (
	"sort"
	"time"

	"demarche"
)

// Item is what grouping needs to know of a report.
type Item struct {
	ID          string
	Title, Text string
	Published   time.Time          // zero when unknown
	Event       demarche.EventDate // when the thing reported happened
	Countries   []string           // codes, heaviest first
	Entities    []string           // names or entity ids
	Amounts     []string           // value and currency
}

// Group gives each item's story. A story is named by its first member's id. The
// order of the items does not matter.
func Group(items []Item) map[string]string {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := &items[order[a]], &items[order[b]]
		if !x.Published.Equal(y.Published) {
			return x.Published.Before(y.Published)
		}
		if x.Title != y.Title {
			return x.Title < y.Title
		}
		if x.Text != y.Text {
			return x.Text < y.Text
		}
		return x.ID < y.ID
	})
	g := New(Config{})
	out := make(map[string]string, len(items))
	for _, i := range order {
		for _, a := range g.Add(items[i]) {
			out[a.Item] = a.Story
		}
	}
	return out
}
