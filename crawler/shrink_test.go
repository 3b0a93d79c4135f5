package crawler

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarche"
)

func TestLearnBodyLengths(t *testing.T) {
	repeat := func(length, n int) (out []int) {
		for range n {
			out = append(out, length)
		}
		return out
	}
	tests := []struct {
		name    string
		lengths []int
		short   int // in a row, at the end
	}{
		{"too little is known", []int{9000, 100, 9000, 80}, 0},
		{"all of a size", repeat(5000, 30), 0},
		{"one brief notice", append(repeat(5000, 20), 300, 5000), 0},
		{"brief notices are usual", append([]int{5000, 600, 7000, 800, 9000, 5000, 8000}, 500, 450, 400), 0},
		{"the text is gone", append(repeat(5000, 20), 120, 110, 130), 3},
		{"shortness is accepted in the end", append(repeat(5000, 20), repeat(120, acceptedPages+1)...), 0},
	}
	for _, tt := range tests {
		var b demarche.BodyLengths
		for _, n := range tt.lengths {
			learn(&b, n)
		}
		if b.Short != tt.short {
			t.Errorf("%s: %+v, want %d short", tt.name, b, tt.short)
		}
	}
}

// TestShrunkenReports lets the reports of a healthy source lose their text, one
// a round.
func TestShrunkenReports(t *testing.T) {
	for selector, body := range map[string]string{"": "", "div.text": "div.text"} {
		synctest.Test(t, func(t *testing.T) {
			web, store, src := newSite(map[string]page{}), newMemStore(clock), htmlSource()
			src.Article.Body = body
			c := newCrawler(t, store, web, src)
			classes := ""
			for n := range 12 {
				text := strings.Repeat("The office said more about the measure. ", 40)
				if n >= 8 {
					text = "Please enable scripts."
				}
				link := fmt.Sprintf("/r/%d", n)
				web.set("https://o.example/releases", page{body: fmt.Sprintf(`<title>R</title><div class="row"><h3><a href="%s">Measure %d</a></h3></div>`, link, n)})
				web.set("https://o.example"+link, page{body: fmt.Sprintf(`<html><title>M %d</title><body><div class="text">%s</div></body></html>`, n, text)})
				r := c.Crawl(t.Context(), nil, true)
				classes += string(r[0].Class) + " "
				time.Sleep(time.Hour)
			}
			if want := strings.Repeat("items ", 10) + "changed changed "; classes != want {
				t.Errorf("selector %q: %s, want %s", selector, classes, want)
			}
			if f := store.last(); !strings.Contains(f.Error, "less than half") || !strings.Contains(string(f.Sample), "enable scripts") {
				t.Errorf("%+v", f)
			}
		})
	}
}

const govDocument = `{"title":"Financial sanctions: written sample","description":"A notice.","first_published_at":"2025-11-03T09:30:00.000+00:00","public_updated_at":"2025-11-05T12:00:00Z","details":{"body":"<p>The Treasury has added one name.</p>"}}`

func govSource() demarche.Source {
	src := rssSource()
	src.Article = demarche.Selectors{LinkRE: `^https://m\.example/(news/.*)$`, LinkTo: "https://m.example/api/content/{1}", Title: "title || h1", Date: "first_published_at", Summary: "description", Body: "details.body || div.text"}
	return src
}

// TestReportsAsJSON takes reports from the publisher's JSON documents, and from
// the pages where there is none.
func TestReportsAsJSON(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		feed := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>G</title>
			<entry><id>https://m.example/news/1</id><title>Financial sanctions: written sample</title><link href="https://m.example/news/1"/><updated>2025-11-05T12:00:00Z</updated></entry>
			<entry><id>https://m.example/news/2</id><title>Another</title><link href="https://m.example/news/2"/><updated>2025-11-05T12:00:00Z</updated></entry></feed>`
		web, store := newSite(map[string]page{
			"https://m.example/feed.xml":           {body: feed},
			"https://m.example/api/content/news/1": {body: govDocument, header: map[string]string{"Content-Type": "application/json; charset=utf-8"}},
			"https://m.example/news/2":             article("Another"),
		}), newMemStore(clock)
		c := newCrawler(t, store, web, govSource())
		c.cfg.Article = func(body []byte, contentType, _ string, sel demarche.Selectors, zone string) (demarche.Article, error) {
			html, ok := JSONPage(body, contentType, sel)
			if !ok {
				return demarche.Article{}, nil
			}
			_, rest, _ := strings.Cut(string(html), `published_time" content="`)
			date, _, _ := strings.Cut(rest, `"`)
			return demarche.Article{Title: "T", Published: ReadDate(date, zone, "", time.Time{})}, nil
		}
		if r := c.Crawl(t.Context(), nil, true); r[0].New != 2 || r[0].Pages != 2 || r[0].Failed != 0 {
			t.Fatalf("%+v", r[0])
		}
		it := store.list()["Financial sanctions: written sample"]
		doc := store.docs[it.Document]
		if it.URL != "https://m.example/news/1" || doc.MediaType != "application/json" || string(doc.Body) != govDocument || !strings.Contains(doc.URL, "/api/content/") {
			t.Errorf("%+v\n%s %s", it, doc.MediaType, doc.URL)
		}
		if got := it.Published.Time.Format(time.RFC3339); got != "2025-11-03T09:30:00Z" {
			t.Errorf("published %s, want the first publication", got)
		}
		if other := store.list()["Another"]; store.docs[other.Document].MediaType != "text/html" {
			t.Errorf("%+v", other)
		}
	})
}

func TestJSONPage(t *testing.T) {
	sel := govSource().Article
	page, ok := JSONPage([]byte(govDocument), "application/json", sel)
	for _, want := range []string{"<h1>Financial sanctions: written sample</h1>", `content="2025-11-03T09:30:00.000+00:00"`, "<p>A notice.</p>", "<p>The Treasury has added one name.</p>"} {
		if !ok || !strings.Contains(string(page), want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	for body, contentType := range map[string]string{govDocument: "text/html", `{"title":`: "application/json", `{"other":1}`: "application/json", `[1]`: "application/json"} {
		if page, ok := JSONPage([]byte(body), contentType, sel); ok {
			t.Errorf("%s as %s gave %s", body, contentType, page)
		}
	}
	page, _ = JSONPage([]byte(`{"title":"</title><script>x</script>","first_published_at":"\"><script>"}`), "application/json", sel)
	if strings.Contains(string(page), "<script>") {
		t.Errorf("a field got out of its place:\n%s", page)
	}
}
