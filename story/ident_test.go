package story

import (
	"fmt"
	"testing"
	"unsafe"

	"demarche"
)

// TestIdent: ids of all forms come back as they were, and are told apart.
func TestIdent(t *testing.T) {
	m := newMemory(4096)
	ids := []string{"", "a", "i123", "ten-bytes!", "eleven-byte", demarche.NewItemID("a", "b"), demarche.NewItemID("a", "c"), "aaaaaaaaaaaaaaaa", "AAAAAAAAAAAAAAAA",
		"sixteen-bytes-01", "x\x00", "x", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "https://example.org/a/long/address"}
	for _, id := range ids {
		m.put(id, id, Features{})
	}
	for i, id := range ids {
		n := m.find(id)
		if n != uint32(i+1) || m.id(n) != id {
			t.Errorf("id %q is number %d, %q", id, n, m.id(max(n, 1)))
		}
	}
	if got := unsafe.Sizeof(entry{}); got > 168 {
		t.Errorf("an entry takes %d bytes", got)
	}
}

// TestDeeds: when there are too many different deeds, the rarer part is let go.
func TestDeeds(t *testing.T) {
	d := newDeeds()
	first := d.index(deed{1, 2})
	for i := range uint32(deedsMost) {
		d.index(deed{i, 0})
	}
	if got := d.list[d.index(deed{7, 9})]; got != (deed{7, 0}) {
		t.Errorf("a deed too many is %+v", got)
	}
	if got := d.list[d.index(deed{1 << 30, 9})]; got != (deed{}) {
		t.Errorf("one of an unknown action is %+v", got)
	}
	if d.index(deed{1, 2}) != first || len(d.list) != deedsMost {
		t.Error(fmt.Sprint("index ", d.index(deed{1, 2}), " of ", len(d.list)))
	}
}
