package lists

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// samples finds the folder of real lists beside the repository.
func samples(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "shared", "samples", "sanctions", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("no shared samples: %s", name)
		}
	}
}

// sampleFiles opens samples under the names that a publication gives them.
func sampleFiles(t testing.TB, names ...string) map[string]io.Reader {
	t.Helper()
	files := map[string]io.Reader{}
	for _, n := range names {
		data, err := os.ReadFile(samples(t, n))
		if err != nil {
			t.Fatal(err)
		}
		files[n] = bytes.NewReader(data)
	}
	return files
}

func sampleText(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(samples(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSamples(t *testing.T) {
	csvRows := func(name string) int { // rows of OFAC's tables: no line ends inside a cell
		return strings.Count(strings.TrimRight(sampleText(t, name), "\x1A\r\n "), "\n") + 1
	}
	tests := []struct {
		list    string
		files   []string
		entries func() int
		date    string
	}{
		{"us-ofac-sdn", []string{"watchman-bench-sdn.csv", "watchman-bench-add.csv", "watchman-bench-alt.csv", "watchman-bench-sdn_comments.csv"},
			func() int { return csvRows("watchman-bench-sdn.csv") }, ""},
		{"us-ofac-sdn", []string{"watchman-ofacsdn.csv", "watchman-ofacadd.csv", "watchman-ofacalt.csv", "watchman-ofacsdn_comments.csv"},
			func() int { return csvRows("watchman-ofacsdn.csv") }, ""},
		{"us-ofac-cons", []string{"watchman-cons_prim.csv", "watchman-cons_add.csv", "watchman-cons_alt.csv", "watchman-cons_comments.csv"},
			func() int { return csvRows("watchman-cons_prim.csv") }, ""},
		{"us-ofac-sdn", []string{"ofac-advanced-shape.xml"}, func() int { return strings.Count(sampleText(t, "ofac-advanced-shape.xml"), "<DistinctParty ") }, "2026-05-21"},
		{"un-sc", []string{"watchman-UN_consolidated.xml"}, func() int {
			text := sampleText(t, "watchman-UN_consolidated.xml")
			return strings.Count(text, "<INDIVIDUAL>") + strings.Count(text, "<ENTITY>")
		}, "2026-02-27"},
		{"eu-fsf", []string{"eu-fsf-excerpt-2018.xml"}, func() int { return 1 }, "2018-12-21"},
		{"gb-uksl", []string{"uksl-excerpt-2026-09-02.xml"}, func() int { return strings.Count(sampleText(t, "uksl-excerpt-2026-09-02.xml"), "<UniqueID>") }, "2026-09-02"},
		{"us-csl", []string{"watchman-csl.csv"}, func() int { return csvRows("watchman-csl.csv") - 1 }, ""},
		{"us-csl", []string{"watchman-cslusconsolidated.csv"}, func() int { return csvRows("watchman-cslusconsolidated.csv") - 1 }, ""},
		{"opensanctions", []string{"opensanctions-ftm-sample.entities.ftm.json"}, func() int {
			return strings.Count(sampleText(t, "opensanctions-ftm-sample.entities.ftm.json"), `"target":true`)
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.list+"/"+tt.files[0], func(t *testing.T) {
			list, err := Read(tt.list, sampleFiles(t, tt.files...))
			if err != nil {
				t.Fatal(err)
			}
			if want := tt.entries(); list.Entries != want || len(list.Records) != want {
				t.Errorf("read %d entries, the file has %d (skipped %v)", list.Entries, want, list.Skipped)
			}
			if list.Date != tt.date {
				t.Errorf("date %q, want %q", list.Date, tt.date)
			}
			if len(list.Missing) > 0 {
				t.Errorf("sister files not found: %v", list.Missing)
			}
			t.Logf("unknown %v skipped %v", list.Unknown, list.Skipped)
		})
	}
}
