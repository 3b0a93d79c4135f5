package chart

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGolden(t *testing.T) {
	month := make([]Bar, 30)
	for i := range month {
		month[i] = Bar{Label: fmt.Sprintf("%d November 2025", i+1), Short: fmt.Sprintf("%d Nov", i+1), Value: (i * i) % 23}
		month[i].Href = fmt.Sprintf("/timeline?from=2025-11-%02d&to=2025-11-%02d", i+1, i+1)
	}
	for name, svg := range map[string]string{
		"month": Bars(Histogram{ID: "c", Title: "Items by day", Desc: "30 days.", One: "item", Many: "items", Bars: month}),
		"empty": Bars(Histogram{ID: "c", Title: "Items by day", Desc: "Nothing."}),
		"one":   Bars(Histogram{ID: "c", Title: "Items by year", Desc: "One year.", Height: 90, Bars: []Bar{{Label: "2025", Short: "2025", Value: 1234}}}),
		"small": Bars(Histogram{ID: "c", Title: "T", Bars: []Bar{{Label: "a", Short: "a", Value: 1}, {Label: "b", Short: "b"}, {Label: "c", Short: "c", Value: 100000}}}),
		"gaps": Bars(Histogram{ID: "c", Title: "T", One: "item", Many: "items", Bars: []Bar{{Label: "a", Short: "a", Value: 1},
			{Label: "b", Short: "b", Gap: "nothing could be fetched <on> this day"}, {Label: "c", Short: "c", Value: 2, Href: "/x", Gap: "nothing could be fetched on 2 days"}}}),
		"hostile": Bars(Histogram{ID: `"><script>`, Title: "</title><script>alert(1)</script>", Desc: "<b>", Many: `"`,
			Bars: []Bar{{Label: "<i>", Short: "<u>", Value: 3, Href: `/x?q="onload="&b=<`, Gap: `</title><script>`}}}),
		"spark":       Spark("30 days, 12 items", []int{0, 0, 3, 1, 0, 5, 0, 0, 1, 2}),
		"spark-empty": Spark("no items", make([]int, 30)),
	} {
		t.Run(name, func(t *testing.T) {
			wellFormed(t, svg)
			golden(t, name+".svg", svg+"\n")
		})
	}
}

// wellFormed parses the drawing as XML: an unescaped string would break it.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "script" {
			t.Fatalf("a script got in:\n%s", svg)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs from the golden file (-want +got); run with -update if meant:\n%s", name, diff)
	}
}

func TestNiceCeil(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 1, 2: 2, 3: 3, 5: 5, 7: 8, 11: 20, 23: 30, 51: 60, 1234: 2000, 100001: 200000} {
		if got := niceCeil(n); got != want {
			t.Errorf("niceCeil(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1\u2009000", 1234567: "1\u2009234\u2009567", -1500: "−1\u2009500"} {
		if got := Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
