package pipeline

import (
	"io"
	"os"
	"strings"
	"testing"

	"demarche"
	"demarche/extract"
	"demarche/extract/country"
	"demarche/lists"
)

// inventedLists is the gazetteer over testdata/hardlist.csv.
func inventedLists(t *testing.T) *gazetteer {
	t.Helper()
	f, err := os.Open("testdata/hardlist.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := lists.Reader{Country: country.Code}.Read("notices", map[string]io.Reader{"notices.csv": f})
	if err != nil {
		t.Fatal(err)
	}
	h := heldLists{}
	for _, r := range list.Records {
		h.entries = append(h.entries, demarche.HeldEntry{ListEntry: demarche.ListEntry(r), List: "notices"})
	}
	g, err := readGazetteer(t.Context(), h, "1", nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestWrittenCases measures the linker, with the real extractor before it, on
// cases written by hand.
func TestWrittenCases(t *testing.T) {
	g := inventedLists(t)
	data, err := os.ReadFile("testdata/hardcases.txt")
	if err != nil {
		t.Fatal(err)
	}
	sum, x, kind := newTally(), extract.New(extract.Config{}), ""
	for line := range strings.SplitSeq(string(data), "\n") {
		if head, ok := strings.CutPrefix(line, "## "); ok {
			kind = head
		}
		if line == "" || line[0] == '#' {
			continue
		}
		want, rest, _ := strings.Cut(line, " x-")
		id, text, ok := strings.Cut(rest, " ")
		who := strings.Split("x-"+id, "+")
		for i := range who {
			if who[i] = entityOf(g, who[i]); !ok || g.parties[who[i]] == nil {
				t.Fatalf("no case: %s", line)
			}
		}
		if got := outcome(x, g, text, who[0], who[1:]...); !sum.add(kind, want, got) {
			t.Logf("%s: want %s, got %s: %s", kind, want, got, line)
		}
	}
	sum.report(t)
	sum.hold(t, 0.96, 0.8)
}

// entityOf finds the id the reader gave a row.
func entityOf(g *gazetteer, row string) string {
	for id := range g.parties {
		if id == row || strings.HasSuffix(id, "-"+row) {
			return id
		}
	}
	return row
}
