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
// names and the groups of words used alike.
var lexicon = sync.OnceValue(func() *wordTable {
	t := newWordTable(1 << 19)
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
	addAlike(t)
	return t
})

// IsGiven says whether a word is a given name, or a small word that opens one.
func IsGiven(word string) bool {
	return lexicon().get(token.Fold(word)).cls&isGiven != 0
}

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

// wordTable maps hashes of words to what is known of them, by open addressing.
type wordTable struct{ rows []wordRow }

type wordRow struct {
	hash  uint64
	cls   class
	alike uint16
}

func newWordTable(size int) *wordTable { return &wordTable{make([]wordRow, size)} }

func (t *wordTable) slot(h uint64) int {
	mask := uint64(len(t.rows) - 1)
	i := h & mask
	for t.rows[i].hash != 0 && t.rows[i].hash != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (t *wordTable) add(h uint64, c class) {
	r := &t.rows[t.slot(h)]
	r.hash = h
	r.cls |= c
}

func (t *wordTable) get(h uint64) wordRow { return t.rows[t.slot(h)] }
