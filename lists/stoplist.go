package lists

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche"
)

// stoplistText is visible and meant to be edited; its form is told in it.
//
//go:embed stoplist.txt
var stoplistText string

// StoplistText is the built-in stoplist as it is written, with its comments.
func StoplistText() string { return stoplistText }

// Stoplist is the built-in list of common words and names, one line of it each.
func Stoplist() []string {
	lines, _ := stopLines(strings.NewReader(stoplistText))
	return lines
}

// EditStoplist changes the built-in stoplist by a file of the same form: its lines
// are added; one that begins with "-" takes its words, or with "-=" its whole name,
// away.
func EditStoplist(file io.Reader) ([]string, error) {
	edits, err := stopLines(file)
	if err != nil {
		return nil, err
	}
	out := Stoplist()
	for _, line := range edits {
		gone, take := strings.CutPrefix(line, "-")
		if !take {
			out = append(out, line)
			continue
		}
		gone = strings.TrimSpace(gone)
		if name, whole := strings.CutPrefix(gone, "="); whole {
			key := nameKey(wordKeys(name))
			out = slices.DeleteFunc(out, func(l string) bool { return l[0] == '=' && nameKey(wordKeys(l[1:])) == key })
			continue
		}
		keys := wordKeys(gone)
		for i, l := range out {
			if l[0] == '=' {
				continue
			}
			kept := slices.DeleteFunc(strings.Fields(l), func(w string) bool {
				return !slices.ContainsFunc(wordKeys(w), func(k uint64) bool { return !slices.Contains(keys, k) })
			})
			out[i] = strings.Join(kept, " ")
		}
		out = slices.DeleteFunc(out, func(l string) bool { return l == "" })
	}
	return out, nil
}

const maxStopLine = 1 << 12

func stopLines(r io.Reader) ([]string, error) {
	var out []string
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, maxStopLine)
	n := 0
	for scan.Scan() {
		n++
		line, _, _ := strings.Cut(strings.TrimPrefix(scan.Text(), "\ufeff"), "#")
		if !utf8.ValidString(line) {
			return nil, fmt.Errorf("stoplist, line %d: not UTF-8: save the file as UTF-8", n)
		}
		if line = strings.TrimSpace(line); strings.Trim(line, "-= ") != "" {
			out = append(out, line)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("stoplist, line %d: %w", n+1, err)
	}
	return out, nil
}

// Stops holds the words and whole names of a stoplist by their keys.
type Stops struct {
	words map[uint64]bool
	names map[uint64]bool
}

// NewStops reads the lines of a stoplist; nil is the built-in one.
func NewStops(lines []string) Stops {
	if lines == nil {
		lines = Stoplist()
	}
	s := Stops{map[uint64]bool{}, map[uint64]bool{}}
	for _, line := range lines {
		if name, ok := strings.CutPrefix(line, "="); ok {
			s.names[nameKey(wordKeys(name))] = true
			continue
		}
		for _, w := range wordKeys(line) {
			s.words[w] = true
		}
	}
	return s
}

// Common says whether a name identifies nobody by itself.
func (s Stops) Common(name string) bool {
	keys := wordKeys(name)
	return len(keys) > 0 && s.has(keys)
}

// has says whether a name is one of the whole ones, or made of listed words alone.
func (s Stops) has(words []uint64) bool {
	if s.names[nameKey(words)] {
		return true
	}
	for _, w := range words {
		if !s.words[w] {
			return false
		}
	}
	return true
}

// StopsDiffer says whether an entity has a name that is common by one of two stoplists
// only.
func StopsDiffer(e *demarche.Entity, a, b Stops) bool {
	differ := false
	names(e, func(_ int, words []uint64, _ Marks) { differ = differ || a.has(words) != b.has(words) })
	return differ
}

func nameKey(words []uint64) uint64 {
	h := uint64(fnvSeed)
	for _, w := range words {
		h = spread((h ^ w) * fnvPrime)
	}
	return h
}

func wordKeys(name string) []uint64 {
	var out []uint64
	for _, t := range cut(name) {
		out = append(out, t.key)
	}
	return out
}
