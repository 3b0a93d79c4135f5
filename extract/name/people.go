package name

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"

	"demarche/extract/token"
)

//go:embed data/people.txt.gz
var peopleData []byte

// lexicon joins the hand-kept word lists with the lists of given and family
// names.
var lexicon = sync.OnceValue(func() *wordTable {
	t := newWordTable(1 << 17)
	for h, c := range words {
		t.add(h, c)
	}
	for line := range strings.Lines(unpack(peopleData)) {
		line = strings.TrimRight(line, "\n")
		if len(line) < 3 {
			continue
		}
		var c class
		switch line[0] {
		case 'g':
			c = isGiven
		case 's':
			c = isSurname
		case 'S':
			c = isSurname | isCommonSur
		}
		t.add(token.Fold(line[1:]), c)
	}
	return t
})

func unpack(data []byte) string {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		panic("name: embedded table: " + err.Error())
	}
	out, err := io.ReadAll(z)
	if err != nil {
		panic("name: embedded table: " + err.Error())
	}
	return string(out)
}

// wordTable maps hashes of words to classes, by open addressing.
type wordTable struct {
	keys    []uint64
	classes []class
}

func newWordTable(size int) *wordTable {
	return &wordTable{make([]uint64, size), make([]class, size)}
}

func (t *wordTable) slot(h uint64) int {
	mask := uint64(len(t.keys) - 1)
	i := h & mask
	for t.keys[i] != 0 && t.keys[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (t *wordTable) add(h uint64, c class) {
	i := t.slot(h)
	t.keys[i] = h
	t.classes[i] |= c
}

func (t *wordTable) get(h uint64) class { return t.classes[t.slot(h)] }
