package crawler

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// TestGuess reads lists of publishers that nobody has written selectors for.
// The pages were written for this test.
func TestGuess(t *testing.T) {
	const menu = `<nav><ul><li><a href="/about">About the whole authority</a></li><li><a href="/jobs">Work with us in the port</a></li><li><a href="/contact">How to reach the office</a></li></ul></nav>`
	tests := []struct {
		name, page string
		want       []string
	}{
		{"table with a file beside", menu + `<table><thead><tr><th>No.</th><th>Date</th><th>Notice</th></tr></thead><tbody>
			<tr><td>3</td><td>05.11.2025</td><td><a href="n?id=3">Tanker detained over forged insurance</a></td><td><a href="3.pdf">PDF</a></td></tr>
			<tr><td>2</td><td>31.10.2025</td><td><a href="n?id=2">Ships refused entry after new listing</a></td><td><a href="2.pdf">PDF</a></td></tr>
			<tr><td>1</td><td>28.10.2025</td><td><a href="n?id=1">Transfers at sea must be reported</a></td><td><a href="1.pdf">PDF</a></td></tr></tbody></table>`,
			[]string{"Tanker detained over forged insurance | https://p.example/news/n?id=3 | 2025-11-05", "Ships refused entry after new listing | https://p.example/news/n?id=2 | 2025-10-31", "Transfers at sea must be reported | https://p.example/news/n?id=1 | 2025-10-28"}},
		{"definition list", `<dl><dt>5 de noviembre de 2025</dt><dd><a href="a.htm">El ministerio condena los ataques</a></dd>
			<dt>3 de noviembre de 2025</dt><dd><a href="b.htm">Comunicado conjunto sobre medidas</a><br>Texto en inglés.</dd>
			<dt>29 de octubre de 2025</dt><dd><a href="c.htm">Nota sobre la lista nacional</a></dd></dl>`,
			[]string{"El ministerio condena los ataques | https://p.example/news/a.htm | 2025-11-05", "Comunicado conjunto sobre medidas | https://p.example/news/b.htm | 2025-11-03", "Nota sobre la lista nacional | https://p.example/news/c.htm | 2025-10-29"}},
		{"cards", `<main><div class="grid"><article class="card"><a class="card__link" href="/m/1"><time datetime="2025-11-04">Nov 4</time><h3>A mixer by any other name</h3><p>Our study.</p></a></article>
			<article class="card"><a class="card__link" href="/m/2"><time datetime="2025-10-30">Oct 30</time><h3>Remote workers and payroll</h3><p>A brief.</p></a></article>
			<article class="card"><a class="card__link" href="/m/3"><time datetime="2025-10-22">Oct 22</time><h3>How fast do issuers freeze?</h3><p>Fast.</p></a></article></div></main>`,
			[]string{"A mixer by any other name | https://p.example/m/1 | 2025-11-04", "Remote workers and payroll | https://p.example/m/2 | 2025-10-30", "How fast do issuers freeze? | https://p.example/m/3 | 2025-10-22"}},
		{"dates over groups", `<h2>November 5, 2025</h2><ul class="list"><li><a href="1">Meeting on maritime security</a></li><li><a href="2">Statement on missile launches</a></li></ul>
			<h2>November 4, 2025</h2><ul class="list"><li><a href="3">Measures against two entities</a></li></ul>`,
			[]string{"Meeting on maritime security | https://p.example/news/1 | 2025-11-05", "Statement on missile launches | https://p.example/news/2 | 2025-11-05", "Measures against two entities | https://p.example/news/3 | 2025-11-04"}},
		{"dates in running words", `<div id="c"><p><a href="1">Measures against two entities</a> (Geneva, 4 November 2025)</p><p><a href="2">Another round of measures</a> (Geneva, 1 November 2025)</p><p><a href="3">Guidance for banks is renewed</a> (Bern, 30 October 2025)</p></div>`,
			[]string{"Measures against two entities | https://p.example/news/1 | 2025-11-04", "Another round of measures | https://p.example/news/2 | 2025-11-01", "Guidance for banks is renewed | https://p.example/news/3 | 2025-10-30"}},
		{"a menu is no list", menu + `<form><a href="/x">Forgot the password of old</a></form>`, nil},
		{"too few", `<ul><li><a href="1">Measures against two entities</a></li><li><a href="2">Another round of measures</a></li></ul>`, nil},
		{"the same link again", `<ul>` + strings.Repeat(`<li><a href="1">Measures against two entities</a></li>`, 9) + `</ul>`, nil},
		{"nothing", ``, nil},
	}
	base, _ := url.Parse("https://p.example/news/")
	for _, tt := range tests {
		sel, l, ok := Guess([]byte("<html><head><title>T</title></head><body>"+tt.page+"</body></html>"), "", base, "", time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC))
		var got []string
		for _, e := range l.Entries {
			got = append(got, e.Title+" | "+e.Link+" | "+e.Published.Time.Format(time.DateOnly))
		}
		if ok != (tt.want != nil) {
			t.Errorf("%s: found %v", tt.name, ok)
		}
		if diff := cmp.Diff(tt.want, got); ok && diff != "" {
			t.Errorf("%s with %v (-want +got):\n%s", tt.name, Fields(sel), diff)
		}
		if !ok {
			continue
		}
		src := demarche.Source{Feeds: []demarche.Feed{{URL: base.String(), Format: demarche.FormatHTML, Selectors: sel}}}
		if again, err := ReadListing(src, src.Feeds[0], Answer{FinalURL: base.String(), Body: []byte("<html><body>" + tt.page + "</body></html>")}, Limits{}, time.Time{}); err != nil || len(again.Entries) != len(tt.want) {
			t.Errorf("%s: the selectors as a source read %d entries, %v", tt.name, len(again.Entries), err)
		}
	}
}

func FuzzGuess(f *testing.F) {
	f.Add("<table><tr><td>1.1.2025</td><td><a href=a>A headline of some length</a></td></tr><tr><td><a href=b>Another headline of length</a></td></tr><tr><td><a href=c>A third headline of length</a></td></tr></table>")
	f.Add(`<dl><dt>x<dd><a class="1 a-b" href="//x">aaaaaaaaaaaaaaaaaaaa</a>`)
	base, _ := url.Parse("https://m.example/")
	f.Fuzz(func(t *testing.T, page string) {
		if _, l, ok := Guess([]byte(page), "", base, "", time.Time{}); ok && len(l.Entries) < guessEntries {
			t.Errorf("%d entries are a list", len(l.Entries))
		}
	})
}
