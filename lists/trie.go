package lists

import (
	"slices"

	"demarche"
)

// Trie finds the names of listed parties in texts: whole words, the longest
// name wins, each script in its own letters and, marked, in transliteration. It
// is built once from all lists and safe for concurrent use.
//
// A find says which entities have the name, never who is meant: what more a
// weak, short or common name needs is the linker's to judge.
type Trie struct {
	keys     []uint64 // of edges, by open addressing; 0 is free
	children []uint32 // node an edge leads to
	edges    int
	ends     []uint32 // by node: first of its refs + 1, 0 when no name ends there
	refs     []ref
	entities []string // ids
	common   Stops
}

// ref ties the end of a name to an entity.
type ref struct {
	next   uint32 // the next ref + 1 of the same node
	entity uint32
	alias  uint16
	marks  Marks
}

// Marks tell how a name of a find relates to the entry's own.
type Marks uint16

const (
	Weak           Marks = 1 << iota // the list calls the alias weak
	Single                           // one word, or two characters of a script without spaces
	Common                           // common words or names only, see stoplist.txt
	Former                           // a name given up
	Short                            // the entry's name without patronymic, legal form or article
	Swapped                          // given and family name in the other order
	Transliterated                   // text or name was in another script
	LowerCase                        // the text writes it without capitals
)

// Has says whether all the marks are set.
func (m Marks) Has(all Marks) bool { return m&all == all }

// Found is a name in a text. Offsets are in bytes.
type Found struct {
	Start, End int
	Words      int
	Entities   []Candidate
}

// Candidate is an entity that has a name.
type Candidate struct {
	Entity string
	Alias  int // 0 is the display name, n the nth alias
	Marks  Marks
}

// NewTrie builds the trie over the names of all entities. Names in the stoplist
// are marked, not left out; a nil stoplist is the built-in one.
func NewTrie(entities []demarche.Entity, stop []string) *Trie {
	total := 0
	for _, e := range entities {
		total += 1 + len(e.Aliases)
	}
	t := &Trie{ends: make([]uint32, 1, total*2+1), refs: make([]ref, 0, total*3/2), entities: make([]string, 0, len(entities)), common: NewStops(stop)}
	size := 1 << 12
	for size < total*5/2 { // a name and its variants make about two new edges
		size *= 2
	}
	t.grow(size)
	for _, e := range entities {
		t.entities = append(t.entities, e.ID)
		names(&e, func(alias int, words []uint64, marks Marks) { t.add(len(t.entities)-1, alias, words, marks) })
	}
	t.ends = slices.Clip(t.ends)
	t.refs = slices.Clip(t.refs)
	return t
}

// Size tells how many names, with their variants, the trie holds.
func (t *Trie) Size() int { return len(t.refs) }

func (t *Trie) grow(size int) {
	keys, children := t.keys, t.children
	t.keys, t.children = make([]uint64, size), make([]uint32, size)
	for i, k := range keys {
		if k != 0 {
			at := t.slot(k)
			t.keys[at], t.children[at] = k, children[i]
		}
	}
}

// slot finds the place of a key, or the free one where it belongs.
func (t *Trie) slot(key uint64) int {
	mask := uint64(len(t.keys) - 1)
	at := key & mask
	for t.keys[at] != 0 && t.keys[at] != key {
		at = (at + 1) & mask
	}
	return int(at)
}

// child follows a word from a node; 0 means that no name goes on so.
func (t *Trie) child(node uint32, word uint64) uint32 {
	return t.children[t.slot(step(node, word))]
}

func (t *Trie) add(entity, alias int, words []uint64, marks Marks) {
	if len(words) == 0 {
		return
	}
	node := uint32(0)
	for _, w := range words {
		key := step(node, w)
		at := t.slot(key)
		if t.keys[at] == 0 {
			if t.edges++; t.edges > len(t.keys)*3/4 {
				t.grow(len(t.keys) * 2)
				at = t.slot(key)
			}
			t.keys[at], t.children[at] = key, uint32(len(t.ends))
			t.ends = append(t.ends, 0)
		}
		node = t.children[at]
	}
	if t.common.has(words) {
		marks |= Common
	}
	for i := t.ends[node]; i != 0; i = t.refs[i-1].next {
		r := &t.refs[i-1]
		if int(r.entity) == entity { // the better of two ways to the same name
			if weight(marks) < weight(r.marks) {
				r.marks, r.alias = marks, uint16(alias)
			}
			return
		}
	}
	t.refs = append(t.refs, ref{t.ends[node], uint32(entity), uint16(min(alias, 1<<16-1)), marks})
	t.ends[node] = uint32(len(t.refs))
}

// weight orders marks: the fewer doubts, the better.
func weight(m Marks) int {
	n := 0
	for _, doubt := range []Marks{Weak | Transliterated, Short, Former, Swapped} {
		n *= 3
		if m&doubt != 0 {
			n++
		}
	}
	return n
}

// Find gives the listed names in a text, in order and without overlaps: of names
// that overlap the longer stays, then the earlier.
func (t *Trie) Find(text string) []Found {
	words := cut(text)
	type span struct{ from, to, node, marks int }
	var spans []span
	for i := range words {
		to, node, marks := t.longest(words, i)
		if to > i {
			spans = append(spans, span{i, to, int(node), int(marks)})
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int { return (b.to - b.from) - (a.to - a.from) })
	taken := make([]bool, len(words))
	var out []Found
	for _, s := range spans {
		if slices.Contains(taken[s.from:s.to], true) {
			continue
		}
		for i := s.from; i < s.to; i++ {
			taken[i] = true
		}
		f := Found{Start: int(words[s.from].start), End: int(words[s.to-1].end), Words: s.to - s.from}
		for i := t.ends[s.node]; i != 0; i = t.refs[i-1].next {
			r := t.refs[i-1]
			f.Entities = append(f.Entities, Candidate{t.entities[r.entity], int(r.alias), r.marks | Marks(s.marks)})
		}
		slices.SortFunc(f.Entities, func(a, b Candidate) int {
			if d := weight(a.Marks) - weight(b.Marks); d != 0 {
				return d
			}
			return compareStrings(a.Entity, b.Entity)
		})
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Found) int { return a.Start - b.Start })
	return out
}

// longest walks from a word as far as names go and gives the end of the longest
// that is complete. A word of another script is followed in transliteration
// where its own letters lead nowhere.
func (t *Trie) longest(words []textToken, from int) (to int, node uint32, marks Marks) {
	to, node = t.walk(words, from, false)
	if words[from].alt != 0 {
		if other, n := t.walk(words, from, true); other > to {
			to, node, marks = other, n, Transliterated
		}
	}
	if to == from {
		return to, node, 0
	}
	lower := true
	for _, w := range words[min(from+1, to-1):to] { // the first may begin a sentence
		if w.shape&capital != 0 {
			lower = false
		}
	}
	if lower {
		if to-from == 1 {
			return from, 0, 0 // "ideal", "sun": a word of the language
		}
		marks |= LowerCase
	}
	return to, node, marks
}

func (t *Trie) walk(words []textToken, from int, alt bool) (to int, end uint32) {
	to = from
	node := uint32(0)
	for i := from; i < len(words); i++ {
		w := words[i]
		if i > from && (w.gap == divided || w.gap == comma && words[i-1].shape&caps == 0 && !formWords[w.key]) {
			break
		}
		key := w.key
		if alt && w.alt != 0 {
			key = w.alt
		}
		if node = t.child(node, key); node == 0 {
			break
		}
		if t.ends[node] != 0 {
			to, end = i+1, node
		}
	}
	return to, end
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
