package story

import (
	"encoding/base32"
	"strings"
)

// ident is an id as an entry keeps it: an item's id, which is 80 bits in base32, in
// ten bytes; another of up to ten bytes as it is, padded with zeros. Longer ones are
// in memory.long.
type ident [idBytes]byte

const (
	idBytes    = 10
	codedBytes = 16 // of an id in base32
	idAlphabet = "abcdefghijklmnopqrstuvwxyz234567"
)

var idCode = base32.NewEncoding(idAlphabet).WithPadding(base32.NoPadding)

// pack gives an id as an entry keeps it, and in which way: coded, lengthy or 0.
func packID(id string) (x ident, how uint8) {
	switch {
	case len(id) == codedBytes:
		if _, err := idCode.Decode(x[:], []byte(id)); err != nil {
			return ident{}, lengthy
		}
		return x, coded
	case len(id) > idBytes || strings.HasSuffix(id, "\x00"):
		return x, lengthy
	}
	copy(x[:], id)
	return x, 0
}

// unpack is the id that packID was given, if it was not lengthy.
func (x ident) unpack(how uint8) string {
	if how&coded != 0 {
		return idCode.EncodeToString(x[:])
	}
	i := idBytes
	for i > 0 && x[i-1] == 0 {
		i--
	}
	return string(x[:i])
}

// deed is what a report says was done: sets of kinds of action.
type deed struct{ actions, also uint32 }

// deeds are the different deeds of the reports held, which are few: an entry keeps
// the index alone. Deeds beyond the last index lose what is told besides, then all.
type deeds struct {
	list []deed
	at   map[deed]uint16
}

const deedsMost = 1 << 16

func newDeeds() deeds { return deeds{list: make([]deed, 1), at: map[deed]uint16{{}: 0}} }

func (d *deeds) index(x deed) uint16 {
	if i, ok := d.at[x]; ok {
		return i
	}
	if len(d.list) == deedsMost {
		return d.at[deed{actions: x.actions}]
	}
	i := uint16(len(d.list))
	d.list, d.at[x] = append(d.list, x), i
	return i
}
