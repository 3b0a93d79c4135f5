package article

// shingleSet holds every run of eight letters or digits of a text, folded: it tells
// whether another text is part of it, in any script.
type shingleSet map[uint64]struct{}

const shingleLen = 8

func shingles(s string) shingleSet {
	set := make(shingleSet, len(s))
	eachShingle(s, func(h uint64) { set[h] = struct{}{} })
	return set
}

// holds says whether most of s is in the set.
func (set shingleSet) holds(s string) bool { return set.share(s) >= 0.7 }

// share is the part of s, 0 to 1, that is in the set.
func (set shingleSet) share(s string) float64 {
	n, in := 0, 0
	eachShingle(s, func(h uint64) {
		n++
		if _, ok := set[h]; ok {
			in++
		}
	})
	if n == 0 {
		return 0
	}
	return float64(in) / float64(n)
}

func eachShingle(s string, f func(uint64)) {
	k := key(s)
	if k == "" {
		return
	}
	var starts [shingleLen]int
	n := 0
	for i := range k {
		if n >= shingleLen {
			f(hash(k[starts[n%shingleLen]:i]))
		}
		starts[n%shingleLen] = i
		n++
	}
	if n < shingleLen {
		f(hash(k))
		return
	}
	f(hash(k[starts[n%shingleLen]:]))
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
