package story

import (
	"cmp"
	"slices"
	"sort"
)

const (
	batchNeighbours = 64  // reports that one is compared with in a batch
	batchCommon     = 400 // reports that share a term before it stops telling which to compare
)

// Group gives each item's story, which is named by the id of its first member:
// the earliest, of those the first by title and text. The order of the items does
// not matter.
func Group(items []Item) map[string]string { return group(items, builtin()) }

func group(items []Item, p *params) map[string]string {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(x, y Item) int {
		return cmp.Or(x.Published.Compare(y.Published), cmp.Compare(x.Title, y.Title),
			cmp.Compare(x.Text, y.Text), cmp.Compare(x.ID, y.ID))
	})
	features := make([]Features, len(items))
	df := map[uint32]int{}
	for i, it := range items {
		features[i] = FeaturesOf(it)
		for _, h := range features[i].Terms {
			df[h]++
		}
	}
	reports := make([]*report, len(items))
	for i, f := range features {
		reports[i] = newReport(f, func(h uint32) int { return df[h] }, len(items))
	}
	j := newJoiner(p, reports, func(h uint32) int { return df[h] }, len(items))
	neighbours(reports, j.compare)
	out := make(map[string]string, len(items))
	for _, group := range j.run() {
		for _, i := range group {
			out[items[i].ID] = items[group[0]].ID
		}
	}
	return out
}

// neighbours calls compare with each report and those before it that share the most
// with it.
func neighbours(reports []*report, compare func(a, b int)) {
	type posting struct {
		report int
		weight float32
	}
	posts := map[uint32][]posting{}
	shared := make([]float32, len(reports))
	var touched []int
	for i, r := range reports {
		touched = touched[:0]
		for k, h := range r.Terms {
			list := posts[h]
			if len(list) > batchCommon {
				list = list[len(list)-batchCommon:]
			}
			for _, p := range list {
				if shared[p.report] == 0 {
					touched = append(touched, p.report)
				}
				shared[p.report] += r.weights[k] * p.weight
			}
			posts[h] = append(posts[h], posting{i, r.weights[k]})
		}
		if len(touched) > batchNeighbours {
			sort.Slice(touched, func(a, b int) bool {
				if x, y := shared[touched[a]], shared[touched[b]]; x != y {
					return x > y
				}
				return touched[a] < touched[b]
			})
		}
		for n, k := range touched {
			if n < batchNeighbours {
				compare(i, k)
			}
			shared[k] = 0
		}
	}
}
