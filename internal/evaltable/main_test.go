package main

import (
	"strings"
	"testing"
)

func TestFigures(t *testing.T) {
	lines := `ner/re3d                   ner exact P=0.5 R=0.3 F1=0.4 | overlap P=0.6 R=0.3 F1=0.4949 | untyped P=0.6 R=0.3 F1=0.48
dates/ms_datetime          timex relaxed P=0.9 R=0.9 F1=0.96 | strict P=0.6 R=0.6 F1=0.62 | value P=0.8 R=0.8 F1=0.8527 | type P=0 R=0 F1=0.0
names/name_pairs           names @0.7 P=0.9 R=0.8 F1=0.9139 accuracy=0.91 | best F1=0.92 @0.725
article/fundus             article P=0.9 R=0.9 F1=0.9554 | date right=0.9922 of 129 | title right=0.8837 of 129
`
	printed, err := readScores(strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"ner/re3d people, organisations, places: security and defence": "0.495",
		"dates/ms_datetime dates, Recognizers-Text cases":              "0.853",
		"names/name_pairs same name or not, threshold 0.7":             "0.914",
		"article/fundus publication date of a page":                    "0.992",
		"article/fundus title of a page":                               "0.884",
	}
	seen := map[string]bool{}
	for _, s := range specs {
		got, ok := s.figure(printed[s.set])
		if w, wanted := want[s.key()]; wanted && !seen[s.key()] {
			seen[s.key()] = true
			if got != w {
				t.Errorf("%s: %q, want %q", s.key(), got, w)
			}
		} else if ok && printed[s.set] == "" {
			t.Errorf("%s: a figure from nowhere", s.key())
		}
	}
	if len(seen) != len(want) {
		t.Errorf("rows met: %v", seen)
	}
	if !behind("0.495", "0.650") || behind("0.7", "0.65") || behind("", "0.65") {
		t.Error("behind the goal is told wrongly")
	}
}
