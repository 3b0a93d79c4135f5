package demarche

import (
	"cmp"
	"slices"
	"strings"
)

// LedgerPlace is a story that tells a sum which stands in the ledger with another.
type LedgerPlace struct {
	Story string    `json:"story"`
	Title string    `json:"title,omitempty"`
	Event EventDate `json:"event"`
	By    Figure    `json:"by"` // who says so there
}

// joinRetold marks the entries that tell a sum which another story tells: of those
// that say what it is for and what time it covers, the one reported first stands for it and names the stories
// of the others.
func joinRetold(entries []LedgerEntry) {
	order := make([]int, len(entries))
	odd := map[string]map[string]bool{} // the telltale sums of each story
	for i, e := range entries {
		order[i] = i
		if digits(e.Value) >= telltale {
			if odd[e.Story] == nil {
				odd[e.Story] = map[string]bool{}
			}
			odd[e.Story][sumKey(e.Figure)] = true
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := entries[i], entries[j]
		return cmp.Or(FalseFirst(a.Role == "", b.Role == ""), FalseFirst(a.Covers() == "", b.Covers() == ""), FalseFirst(a.Published == "", b.Published == ""), cmp.Compare(a.Published, b.Published))
	})
	bySum := map[string][]int{}
	for _, i := range order {
		e := &entries[i]
		key := sumKey(e.Figure)
		j := slices.IndexFunc(bySum[key], func(j int) bool {
			return sameClaim(*e, entries[j]) || mayBeSame(*e, entries[j]) && shareOther(odd[e.Story], odd[entries[j].Story], key)
		})
		if j < 0 {
			bySum[key] = append(bySum[key], i)
			continue
		}
		first := &entries[bySum[key][j]]
		e.SameAs, e.sameTitle = first.Story, first.StoryTitle
		first.AlsoIn = append(first.AlsoIn, LedgerPlace{e.Story, e.StoryTitle, e.Event, e.Figure})
	}
}

func sumKey(f Figure) string { return f.Currency + " " + f.Value + " " + f.Max }

// digits is how many digits of a decimal say more than its size.
func digits(decimal string) int {
	return len(strings.Trim(strings.ReplaceAll(decimal, ".", ""), "0"))
}

// shareOther says whether two stories have a telltale sum in common besides one.
func shareOther(a, b map[string]bool, but string) bool {
	for k := range a {
		if k != but && b[k] {
			return true
		}
	}
	return false
}

// mayBeSame says whether nothing speaks against two entries with an equal sum
// telling the same money.
func mayBeSame(a, b LedgerEntry) bool {
	return a.Story != b.Story && (a.Role == b.Role || a.Role == "" || b.Role == "") && (a.Covers() == b.Covers() || a.Covers() == "" || b.Covers() == "")
}

// telltale is from how many digits on an equal sum for an equal purpose is no
// chance: "$1.65 billion".
const telltale = 3

// sameClaim says whether two entries of different stories with an equal sum tell
// the same money: nothing speaks against it, and they name a common party, cover
// the same time, have one speaker on one occasion, or the sum is too odd for chance.
func sameClaim(a, b LedgerEntry) bool {
	if !mayBeSame(a, b) {
		return false
	}
	switch {
	case commonName(a.Figure, b.Figure) != "" || commonName(b.Figure, a.Figure) != "":
		return true
	case a.Covers() != "" && a.Covers() == b.Covers():
		return true
	case strings.EqualFold(a.Speaker, b.Speaker) && a.Event.Value != "" && b.Event.Value != "" && sameDays(a.Event, b.Event):
		return true
	}
	n := digits(a.Value)
	return n > telltale || n == telltale && a.Role == b.Role
}
