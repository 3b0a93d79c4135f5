package name

import (
	_ "embed"
	"strconv"
	"strings"

	"demarche/extract/token"
)

// alikeData lists words by how they are used, as gen writes it: a line for each
// leaf of a tree of halvings, with the leaf's bits (hexadecimal) and its words.
//
//go:embed data/alike.txt.gz
var alikeData []byte

// alikeBits is the depth of the tree. The first bits of a leaf name the branch it
// hangs on, so that fewer bits make coarser groups.
const alikeBits = 11

// addAlike enters the group of each word, its leaf plus one.
func addAlike(t *wordTable) {
	for line := range strings.Lines(unpack(alikeData)) {
		leaf, list, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		n, err := strconv.ParseUint(leaf, 16, alikeBits)
		if err != nil {
			panic("name: groups of words: " + err.Error())
		}
		for w := range strings.SplitSeq(list, " ") {
			i := t.slot(token.Fold(w))
			if t.rows[i].alike == 0 {
				t.rows[i].hash, t.rows[i].alike = token.Fold(w), uint16(n)+1
			}
		}
	}
}

// coarse keeps the first bits of a group; an unknown word stays 0.
func coarse(alike uint16, bits int) uint32 {
	if alike == 0 {
		return 0
	}
	return uint32(alike-1)>>(alikeBits-bits) + 1
}
