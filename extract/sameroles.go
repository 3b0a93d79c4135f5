package extract

import (
	"strings"

	"demarche"
)

// inheritBytes is how far back the sum stands that another one goes on about.
const inheritBytes = 420

// goingOn are words by which a sentence goes on about what the sum before was said
// to be: "in 2024 the figure was", "a single incident accounts for", "the sum fell
// from".
var goingOn = []string{"the figure", "the sum ", "the total", "the amount", "accounts for", "accounted for", "the haul", "the tally", "the previous record", "the loss ", "that number", "the number was", "this compares with", "compared with"}

// partOf are words before a sum that is a part of the one before.
var partOf = []string{"of which ", "of that ", "of this ", "of it ", "davon ", "dont ", "из них ", "из которых ", "з них ", "其中", "そのうち", "このうち", "이 중 ", "이 가운데 "}

// sameRoles gives a sum of which its own sentence says nothing the role of the sum
// before it, where the words show that it goes on about the same thing.
func sameRoles(text string, money []demarche.Mention) {
	for i := 1; i < len(money); i++ {
		m, before := &money[i], money[i-1]
		if before.Role == "" || m.Start-before.End > inheritBytes || m.Start < before.End {
			continue
		}
		gap := strings.ToLower(text[before.End:m.Start])
		if strings.Contains(gap, "\n\n") {
			continue
		}
		if partly(gap) && (m.Role == "" || m.Role == "held") {
			m.Role = before.Role
			continue
		}
		if m.Role == "" && (continues(gap) || joinedByTo(gap)) {
			m.Role = before.Role
		}
	}
}

// partly says whether words between two sums end by calling the second a part of
// the first.
func partly(gap string) bool {
	for _, w := range partOf {
		if k := strings.LastIndex(gap, w); k >= 0 && len(gap)-k < len(w)+24 && !strings.ContainsAny(gap[k:], ".;。") {
			return true
		}
	}
	return false
}

// continues says whether the clause before a sum goes on about the sum before.
func continues(gap string) bool {
	if k := strings.LastIndexAny(gap, ".;。"); k >= 0 && k < len(gap)-1 {
		gap = gap[k+1:]
	}
	for _, w := range goingOn {
		if strings.Contains(gap, w) {
			return true
		}
	}
	return false
}

// joinedByTo says whether only a year and "to" stand between two sums: "fell from
// $1.5 billion in 2024 to $713 million".
func joinedByTo(gap string) bool {
	words := strings.Fields(gap)
	return len(words) > 0 && len(words) <= 4 && (words[len(words)-1] == "to" || words[len(words)-1] == "from" && words[0] == "in")
}
