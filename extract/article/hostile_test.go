package article

import (
	"strings"
	"testing"

	"demarche/internal/lineartest"
)

// hostilePages are pages that make naive readers slow or deep.
func hostilePages(n int) map[string]string {
	return map[string]string{
		"short paragraphs": "<html><body><article>" + strings.Repeat("<p>x.</p>", n/8) + "</article></body></html>",
		"long paragraphs":  "<html><body><article>" + strings.Repeat("<p>"+strings.Repeat("word ", 20)+".</p>", n/110) + "</article></body></html>",
		"open divs":        strings.Repeat("<div>", n/5),
		"open links":       "<p>" + strings.Repeat("<a href=x>y", n/11),
		"no space":         "<p>" + strings.Repeat("a", n) + "</p>",
		"digits":           "<html><body><h1>T</h1><p class=date>" + strings.Repeat("1", n) + "</p></body></html>",
		"dates":            "<html><body><h1>T</h1>" + strings.Repeat("<p class=date>99.99.9999</p>", n/28) + "</body></html>",
		"spans":            "<article><p>" + strings.Repeat("<span class=date>z</span> ", n/26) + "</p></article>",
		"table":            "<table>" + strings.Repeat("<tr><td>a<td>b", n/14) + "</table>",
		"nested tables":    strings.Repeat("<table><tr><td>", n/15),
		"list":             "<ul>" + strings.Repeat("<li>item", n/8) + "</ul>",
		"meta":             "<head>" + strings.Repeat("<meta name=date content=soon>", n/29) + "</head>",
		"json-ld":          `<script type="application/ld+json">` + strings.Repeat("[", n) + "</script><p>text",
		"entities":         strings.Repeat("&amp;", n/5),
		"brs":              "<article>" + strings.Repeat("words and words<br>", n/19) + "</article>",
		"title":            "<title>" + strings.Repeat("a | ", n/4) + "</title>",
		"site names":       strings.Repeat("<meta property=og:site_name content=abcdef>", n/43) + "<title>" + strings.Repeat("b - ", 1000) + "</title>",
	}
}

func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("timed pages are left out of short runs")
	}
	for name := range hostilePages(0) {
		t.Run(name, func(t *testing.T) {
			lineartest.Check(t, name, 25_000, func(n int) string { return hostilePages(n)[name] }, func(page string) {
				if _, err := Extract([]byte(page), Options{}); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}
