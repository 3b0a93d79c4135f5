package chart

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
)

// TestSpans: rows stand on one axis in proportion, labels are escaped, an empty
// chart is nothing.
func TestSpans(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	svg := Spans(SpanChart{ID: "s", Title: "Times", Desc: "Two.", Spans: []Span{
		{Label: `$2 billion <b>`, Words: "2025", From: day("2025-01-01"), Until: day("2025-12-31")},
		{Label: "$3 billion", Words: "3 years", From: day("2022-11-05"), Until: day("2025-11-04"), About: true},
		{Label: "$5", Words: "a day", From: day("2025-12-31"), Until: day("2025-12-31")},
	}})
	dec := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := dec.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{`x="75.02%" y="20" width="24.98%"`, "$2 billion &lt;b&gt;: 2025", `class="bar about"`, ">2022</text>", ">2025</text>", `width="0.5%"`, `height="120"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("the chart lacks %q:\n%s", want, svg)
		}
	}
	if Spans(SpanChart{}) != "" {
		t.Error("a chart of nothing is drawn")
	}
}
