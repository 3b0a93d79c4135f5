package country

import (
	"math"
	"sort"

	"demarche"
)

// Seen is one time that a text names a country or a place in one.
type Seen struct {
	Code  string
	Form  Form
	Start int     // byte offset
	Part  float64 // 1; less when the country is only part of a longer name
}

// Where a country stands counts: in the title three times, in the lead (the
// first bytes of the text) twice.
const (
	titleWeight = 3
	leadWeight  = 2
	leadBytes   = 500
)

var formWeight = [...]float64{0, 1, 0.95, 0.9, 0.9, 0.7}

// Weigh says how much a text is about each country, heaviest first. title holds
// what the title names.
func Weigh(title, text []Seen) []demarche.CountryWeight {
	weight, count := map[string]float64{}, map[string]int{}
	total := 0.0
	add := func(s Seen, w float64) {
		if s.Code == "" {
			return
		}
		w *= formWeight[s.Form] * s.Part
		weight[s.Code] += w
		count[s.Code]++
		total += w
	}
	for _, s := range title {
		add(s, titleWeight)
	}
	for _, s := range text {
		if s.Start < leadBytes {
			add(s, leadWeight)
		} else {
			add(s, 1)
		}
	}
	out := make([]demarche.CountryWeight, 0, len(weight))
	for c, w := range weight {
		out = append(out, demarche.CountryWeight{Code: c, Count: count[c], Weight: math.Round(w/total*1000) / 1000})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Weight != out[j].Weight {
			return out[i].Weight > out[j].Weight
		}
		return out[i].Code < out[j].Code
	})
	return out
}
