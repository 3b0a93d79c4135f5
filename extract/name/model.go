package name

import (
	_ "embed"
	"encoding/binary"
	"sync"
)

// Labels of the tagger: O, and four places in a name for each type.
const (
	labelO = iota
	labelFirst
	typePER    = 0
	typeORG    = 1
	typeLOC    = 2
	typeOther  = 3 // demonyms, events, works
	types      = 4
	labels     = 1 + 4*types
	placeB     = 0
	placeI     = 1
	placeL     = 2
	placeU     = 3
	noLabel    = labels
	modelMagic = "dmner1\n"
)

func label(typ, place int) int { return labelFirst + typ*4 + place }

func split(l int) (typ, place int) { return (l - labelFirst) / 4, (l - labelFirst) % 4 }

// follows says which label may stand after which; noLabel is the sentence's
// end and beginning.
var follows = func() (t [labels + 1][labels + 1]bool) {
	for a := range t {
		for b := range t {
			openA := a != labelO && a != noLabel && (place(a) == placeB || place(a) == placeI)
			insideB := b != labelO && b != noLabel && (place(b) == placeI || place(b) == placeL)
			switch {
			case openA && insideB:
				ta, _ := split(a)
				tb, _ := split(b)
				t[a][b] = ta == tb
			default:
				t[a][b] = !openA && !insideB
			}
		}
	}
	return t
}()

func place(l int) int { _, p := split(l); return p }

// model is a trained tagger as it travels in the program.
type model struct {
	slots []modelSlot // by open addressing
	data  [][labels]int8
	moves [labels + 1][labels + 1]int32
}

type modelSlot struct {
	key uint32 // of the feature, 0 where the slot is free
	row int32  // index into data
}

//go:embed data/model.bin.gz
var modelData []byte

var trained = sync.OnceValue(func() *model { return parseModel([]byte(unpack(modelData))) })

// parseModel reads what Encode wrote: the magic, the moves, then for each
// feature its hash, a mask of labels and a weight for each label set.
func parseModel(b []byte) *model {
	m := &model{}
	if len(b) < len(modelMagic) || string(b[:len(modelMagic)]) != modelMagic {
		m.slots = make([]modelSlot, 2)
		return m
	}
	b = b[len(modelMagic):]
	for i := range m.moves {
		for j := range m.moves[i] {
			m.moves[i][j] = int32(int16(binary.LittleEndian.Uint16(b)))
			b = b[2:]
		}
	}
	n := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	size := 1 << 10
	for size < n*2 {
		size *= 2
	}
	m.slots, m.data = make([]modelSlot, size), make([][labels]int8, n)
	for k := range n {
		key := binary.LittleEndian.Uint32(b)
		mask := uint32(b[4]) | uint32(b[5])<<8 | uint32(b[6])<<16
		b = b[7:]
		for l := range labels {
			if mask&(1<<l) != 0 {
				m.data[k][l] = int8(b[0])
				b = b[1:]
			}
		}
		i := int(key) & (size - 1)
		for m.slots[i].key != 0 {
			i = (i + 1) & (size - 1)
		}
		m.slots[i] = modelSlot{key, int32(k)}
	}
	return m
}

// add adds the weights of a feature to the scores.
func (m *model) add(f uint32, scores *[labels]int32) {
	mask := len(m.slots) - 1
	i := int(f) & mask
	for m.slots[i].key != f {
		if m.slots[i].key == 0 {
			return
		}
		i = (i + 1) & mask
	}
	row := &m.data[m.slots[i].row]
	for l := range row {
		scores[l] += int32(row[l])
	}
}
