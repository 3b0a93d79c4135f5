package story

import "sort"

// weighted is one hashed term of a report with its weight within the report.
type weighted struct {
	hash   uint32
	weight float32
	class  byte
	kept   bool // among the strongest whatever its weight
}

// vector is features in ascending order of hash.
type vector []weighted

// strongest keeps the n heaviest features.
func (v vector) strongest(n int) vector {
	if len(v) > n {
		sort.Slice(v, func(i, j int) bool {
			if v[i].kept != v[j].kept {
				return v[i].kept
			}
			if v[i].weight != v[j].weight {
				return v[i].weight > v[j].weight
			}
			return v[i].hash < v[j].hash
		})
		v = v[:n]
	}
	sort.Slice(v, func(i, j int) bool { return v[i].hash < v[j].hash })
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
