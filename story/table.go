package story

// table finds places by id: a hash table of places with linear probing, in four
// bytes a slot. The ids themselves are where the places are.
type table struct {
	slots []uint32 // place+1, 0 for none; a power of two of them
}

func (t *table) slot(id string) int { return int(hash32(id)*0x9e3779b1>>4) & (len(t.slots) - 1) }

// find gives the place of an id; same says whether it is the one at a place.
func (t *table) find(id string, same func(place uint32, id string) bool) (uint32, bool) {
	for i := t.slot(id); t.slots[i] != 0; i = (i + 1) & (len(t.slots) - 1) {
		if p := t.slots[i] - 1; same(p, id) {
			return p, true
		}
	}
	return 0, false
}

// put adds a place. The id must not be in the table.
func (t *table) put(place uint32, id string) {
	i := t.slot(id)
	for t.slots[i] != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = place + 1
}

// remove takes a place out and closes the gap (Knuth, The Art of Computer
// Programming, 6.4, algorithm R).
func (t *table) remove(place uint32, idAt func(place uint32) string) {
	mask := len(t.slots) - 1
	i := t.slot(idAt(place))
	for t.slots[i] != place+1 {
		if t.slots[i] == 0 {
			return
		}
		i = (i + 1) & mask
	}
	for j := i; ; {
		t.slots[i] = 0
		for {
			j = (j + 1) & mask
			if t.slots[j] == 0 {
				return
			}
			home := t.slot(idAt(t.slots[j] - 1))
			if between := (j - home) & mask; between >= (j-i)&mask {
				break
			}
		}
		t.slots[i] = t.slots[j]
		i = j
	}
}
