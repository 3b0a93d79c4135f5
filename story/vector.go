package story

import (
	"math"
	"sort"
)

// Feature is one hashed term of a report with its weight within the report.
type Feature struct {
	Hash   uint32
	Weight float32
}

// vector is features in ascending order of hash, of length one.
type vector []Feature

func (v vector) normal() vector {
	sum := 0.0
	for _, f := range v {
		sum += float64(f.Weight) * float64(f.Weight)
	}
	if sum == 0 {
		return v
	}
	n := float32(math.Sqrt(sum))
	for i := range v {
		v[i].Weight /= n
	}
	return v
}

// cosine of two vectors of length one.
func cosine(a, b vector) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Hash < b[j].Hash:
			i++
		case a[i].Hash > b[j].Hash:
			j++
		default:
			sum += float64(a[i].Weight) * float64(b[j].Weight)
			i++
			j++
		}
	}
	return sum
}

// strongest keeps the n heaviest features.
func (v vector) strongest(n int) vector {
	if len(v) > n {
		sort.Slice(v, func(i, j int) bool {
			if v[i].Weight != v[j].Weight {
				return v[i].Weight > v[j].Weight
			}
			return v[i].Hash < v[j].Hash
		})
		v = v[:n]
	}
	sort.Slice(v, func(i, j int) bool { return v[i].Hash < v[j].Hash })
	return v
}

// hash32 is FNV-1a.
func hash32(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
