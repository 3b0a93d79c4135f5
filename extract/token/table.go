package token

// Table finds phrases, sequences of tokens, by the hashes of their folded
// tokens. Each phrase has one value; the caller chains values of equal phrases.
type Table struct {
	keys   []uint64
	values []int32
	mask   uint64
	n      int
}

// NewTable makes a table for about n phrases.
func NewTable(n int) *Table {
	size := 64
	for size < n*3 {
		size *= 2
	}
	return &Table{keys: make([]uint64, size), values: make([]int32, size), mask: uint64(size - 1)}
}

// prefixOnly marks a key that begins longer phrases and is none itself.
const prefixOnly = -1

const longer = 1 << 30 // set on values whose phrase begins a longer one

func (t *Table) slot(key uint64) uint64 {
	i := key & t.mask
	for t.keys[i] != 0 && t.keys[i] != key {
		i = (i + 1) & t.mask
	}
	return i
}

// Get returns the value of a phrase's hash and whether it is one; more says
// whether longer phrases begin with it.
func (t *Table) Get(key uint64) (value int, ok, more bool) {
	i := key & t.mask
	for t.keys[i] != key {
		if t.keys[i] == 0 {
			return 0, false, false
		}
		i = (i + 1) & t.mask
	}
	v := t.values[i]
	if v == prefixOnly {
		return 0, false, true
	}
	return int(v &^ longer), true, v&longer != 0
}

// Put stores the value of the phrase with these token hashes, and returns the
// value that stood there before.
func (t *Table) Put(hashes []uint64, value int) (old int, had bool) {
	key := uint64(0)
	for i, h := range hashes {
		key = Mix(key, h)
		if i < len(hashes)-1 {
			t.markPrefix(key)
		}
	}
	t.grow()
	i := t.slot(key)
	if t.keys[i] == 0 {
		t.keys[i], t.values[i] = key, int32(value)
		t.n++
		return 0, false
	}
	if t.values[i] == prefixOnly {
		t.values[i] = int32(value) | longer
		return 0, false
	}
	old = int(t.values[i] &^ longer)
	t.values[i] = int32(value) | t.values[i]&longer
	return old, true
}

func (t *Table) markPrefix(key uint64) {
	t.grow()
	i := t.slot(key)
	switch {
	case t.keys[i] == 0:
		t.keys[i], t.values[i] = key, prefixOnly
		t.n++
	case t.values[i] != prefixOnly:
		t.values[i] |= longer
	}
}

func (t *Table) grow() {
	if t.n*3 < len(t.keys)*2 {
		return
	}
	old := *t
	t.keys, t.values = make([]uint64, 2*len(old.keys)), make([]int32, 2*len(old.keys))
	t.mask = uint64(len(t.keys) - 1)
	for i, k := range old.keys {
		if k != 0 {
			j := t.slot(k)
			t.keys[j], t.values[j] = k, old.values[i]
		}
	}
}

// Longest finds the longest phrase that begins at token i: its value and the
// index after its last token. maxLen bounds the phrase's tokens.
func (t *Table) Longest(tokens []Token, i, maxLen int) (value, end int) {
	key := uint64(0)
	value, end = -1, i
	for j := i; j < len(tokens) && j-i < maxLen; j++ {
		if j > i && tokens[j].Is(Paragraph) {
			break
		}
		key = Mix(key, tokens[j].Hash)
		v, ok, more := t.Get(key)
		if ok {
			value, end = v, j+1
		}
		if !more {
			break
		}
	}
	return value, end
}

// Hashes gives the token hashes of a phrase.
func Hashes(phrase string) []uint64 {
	doc := Split(phrase)
	out := make([]uint64, len(doc.Tokens))
	for i, t := range doc.Tokens {
		out[i] = t.Hash
	}
	return out
}
