package index

import (
	"slices"
	"strings"
)

// countriesLike names up to three countries that are written much like a name
// that is none, with their codes; "" for none.
func (s *Searcher) countriesLike(wrong string) string {
	if s.cfg.CountryName == nil {
		return ""
	}
	type near struct {
		text string
		cost int
	}
	var found []near
	folded := FoldName(wrong)
	most := 1 + len(folded)/4
	for _, code := range countryCodes() {
		name := s.cfg.CountryName(code)
		if name == "" || name == code {
			continue
		}
		cost := distance(FoldName(name), folded, most)
		if len(folded) > 3 && strings.HasPrefix(FoldName(name), folded) {
			cost = min(cost, 1)
		}
		if cost <= most && cost < len(folded) {
			found = append(found, near{name + " (" + code + ")", cost})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.cost - b.cost })
	var names []string
	for _, n := range found[:min(len(found), 3)] {
		names = append(names, n.text)
	}
	return strings.Join(names, " or ")
}

// countryCodes are all pairs of letters, among them those of ISO 3166-1.
func countryCodes() []string {
	out := make([]string, 0, 26*26)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			out = append(out, string([]rune{a, b}))
		}
	}
	return out
}
