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
	data  []packed
	moves [labels + 1][labels + 1]int32
}

// packed holds the weights of a feature, a byte each, 128 more than the weight,
// and a one in its last byte, which counts.
type packed [3]uint64

// sums adds up packed weights: even bytes in the first of two words, odd ones in
// the second, in lanes of 16 bits that some 250 features fill at most.
type sums [6]uint64

const (
	bias  = 128
	lanes = 0x00FF00FF00FF00FF
)

// pack writes the weights of a feature as bytes.
func pack(w *[labels]int8) (p packed) {
	for y, x := range w {
		p[y>>3] |= uint64(uint8(int(x)+bias)) << (y & 7 * 8)
	}
	p[2] |= 1 << 56
	return p
}

// scores are the sums of the weights by label.
func (s *sums) scores() (out [labels]int32) {
	off := bias * int32(s[5]>>48)
	for y := range out {
		out[y] = int32(uint16(s[y>>3*2+y&1]>>(y&6*8))) - off
	}
	return out
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
	m.slots, m.data = make([]modelSlot, size), make([]packed, n)
	for k := range n {
		key := binary.LittleEndian.Uint32(b)
		mask := uint32(b[4]) | uint32(b[5])<<8 | uint32(b[6])<<16
		b = b[7:]
		var w [labels]int8
		for l := range labels {
			if mask&(1<<l) != 0 {
				w[l] = int8(b[0])
				b = b[1:]
			}
		}
		m.data[k] = pack(&w)
		i := int(key) & (size - 1)
		for m.slots[i].key != 0 {
			i = (i + 1) & (size - 1)
		}
		m.slots[i] = modelSlot{key, int32(k)}
	}
	return m
}

// add adds the weights of a feature to the sums.
func (m *model) add(f uint32, s *sums) {
	mask := len(m.slots) - 1
	i := int(f) & mask
	for m.slots[i].key != f {
		if m.slots[i].key == 0 {
			return
		}
		i = (i + 1) & mask
	}
	w := &m.data[m.slots[i].row]
	s[0] += w[0] & lanes
	s[1] += w[0] >> 8 & lanes
	s[2] += w[1] & lanes
	s[3] += w[1] >> 8 & lanes
	s[4] += w[2] & lanes
	s[5] += w[2] >> 8 & lanes
}
