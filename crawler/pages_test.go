package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarche"
)

const releasesHTML = `<html><head><title>Releases</title></head><body><div class="list">
<div class="row"><h3><a href="/releases/1">First measure</a></h3><time datetime="2025-11-04T15:00:00Z">4 November</time></div>
<div class="row"><h3><a href="/releases/2">Second measure…</a></h3></div>
</div></body></html>`

func htmlSource() demarche.Source {
	return demarche.Source{ID: "office", Name: "Office", Kind: demarche.KindSanctions, Country: "CH", Lang: "en", Zone: "Europe/Zurich", Enabled: true,
		Feeds: []demarche.Feed{{URL: "https://o.example/releases", Format: demarche.FormatHTML, Selectors: demarche.Selectors{Item: "div.row", Link: "h3 a", Date: "time@datetime"}}}}
}

func officeSite() *site {
	return newSite(map[string]page{"https://o.example/releases": {body: releasesHTML}, "https://o.example/releases/1": article("First measure"), "https://o.example/releases/2": article("Second measure against a bank")})
}

func TestListingPageWithArticles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newMemStore(clock)
		c := newCrawler(t, store, officeSite(), htmlSource())
		c.cfg.Article = func(_ []byte, _, pageURL string, _ demarche.Selectors, zone string) (demarche.Article, error) {
			if pageURL != "https://o.example/releases/2" || zone != "Europe/Zurich" {
				return demarche.Article{}, errors.New("not asked for")
			}
			return demarche.Article{Title: "Second measure against a bank", Published: ReadDate("3 November 2025", zone, "", time.Time{})}, nil
		}
		if r := c.Crawl(t.Context(), nil, true); r[0].New != 2 || r[0].Pages != 2 {
			t.Fatalf("%+v", r)
		}
		items := store.list()
		if it := items["First measure"]; it.Published.Time.Format(time.RFC3339) != "2025-11-04T15:00:00Z" || it.URL != "https://o.example/releases/1" {
			t.Errorf("%+v", it)
		}
		if it, ok := items["Second measure against a bank"]; !ok || it.Published.Time.Format(time.RFC3339) != "2025-11-02T23:00:00Z" || !it.Published.DayOnly {
			t.Errorf("%+v in %v", it, items)
		}
		if r := c.Crawl(t.Context(), nil, true); r[0].New+r[0].Changed != 0 || r[0].Pages != 0 {
			t.Errorf("second round: %+v", r)
		}
	})
}

func TestEditedAndVanishedPagesAreNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web, store := officeSite(), newMemStore(clock)
		c := newCrawler(t, store, web, htmlSource())
		c.Crawl(t.Context(), nil, true)
		time.Sleep(30 * time.Minute)
		web.set("https://o.example/releases/1", page{body: strings.Replace(article("First measure").body, "more", "much more", 1)})
		web.set("https://o.example/releases/2", page{status: 404})
		if r := c.Crawl(t.Context(), nil, true); r[0].Changed != 0 {
			t.Errorf("looked again too soon: %+v", r)
		}
		time.Sleep(time.Hour)
		if r := c.Crawl(t.Context(), nil, true); r[0].Changed != 1 {
			t.Errorf("an edit without a sign in the listing: %+v", r)
		}
		items := store.list()
		if !items["Second measure…"].Gone || items["First measure"].Gone {
			t.Errorf("%+v", items)
		}
		if n := len(items); n != 2 {
			t.Errorf("%d items", n)
		}
	})
}

func TestReportsThatCannotBeHad(t *testing.T) {
	tests := []struct {
		name     string
		answer   page
		document bool // the listing's words are kept as the document
		tries    int  // requests for the report in two rounds
	}{
		{"server in trouble", page{status: 502}, false, 2},
		{"not found", page{status: 404}, true, 1},
		{"refused", page{status: 403}, true, 1},
		{"decoy", page{body: "<title>Access Denied</title>"}, true, 1},
		{"a file", page{body: "%PDF-1.7", header: map[string]string{"Content-Type": "application/pdf"}}, true, 1},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			web, store := officeSite(), newMemStore(clock)
			web.set("https://o.example/releases/1", tt.answer)
			c := newCrawler(t, store, web, htmlSource())
			r := c.Crawl(t.Context(), nil, true)
			if r[0].New != 2 || r[0].Failed != 1 {
				t.Errorf("%s: %+v", tt.name, r)
			}
			it := store.list()["First measure"]
			if (it.Document != "") != tt.document {
				t.Errorf("%s: document %q", tt.name, it.Document)
			}
			if st := store.states["office"]; (st.BodyHash == "") == tt.document {
				t.Errorf("%s: state %+v", tt.name, st)
			}
			c.Crawl(t.Context(), nil, true)
			if n := web.asked("https://o.example/releases/1"); n != tt.tries {
				t.Errorf("%s: asked %d times, want %d", tt.name, n, tt.tries)
			}
			if !tt.document {
				web.set("https://o.example/releases/1", article("First measure"))
				if r := c.Crawl(t.Context(), nil, true); r[0].Changed != 1 || store.list()["First measure"].Document == "" {
					t.Errorf("%s, then well: %+v", tt.name, r)
				}
			}
		})
	}
}

func TestFullTextEntriesAreNotFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		long := strings.Repeat("A sentence of the report that is long enough. ", 40)
		feed := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>B</title>
			<entry><id>tag:b.example,2025:1</id><title>Whole</title><link href="https://b.example/1"/><updated>2025-11-04T10:00:00Z</updated><content type="html">&lt;p&gt;` + long + `&lt;/p&gt;</content></entry>
			<entry><id>tag:b.example,2025:2</id><title>Cut</title><link href="https://b.example/2"/><updated>2025-11-04T10:00:00Z</updated><content type="html">&lt;p&gt;` + long + `…&lt;/p&gt;</content></entry></feed>`
		web := newSite(map[string]page{"https://m.example/feed.xml": {body: feed}, "https://b.example/2": article("Cut")})
		store := newMemStore(clock)
		c := newCrawler(t, store, web, rssSource())
		if r := c.Crawl(t.Context(), nil, true); r[0].New != 2 || r[0].Pages != 1 {
			t.Fatalf("%+v", r)
		}
		doc := store.docs[store.list()["Whole"].Document]
		if doc.MediaType != "text/html" || !strings.Contains(string(doc.Body), "long enough") || web.asked("https://b.example/1") != 0 {
			t.Errorf("%+v", doc)
		}
		web.set("https://m.example/feed.xml", page{body: strings.Replace(feed, "A sentence", "Another sentence", 1)})
		if r := c.Crawl(t.Context(), nil, true); r[0].Changed != 1 || r[0].Pages != 0 {
			t.Errorf("edited text: %+v", r)
		}
	})
}

func TestInterruptedRoundKeepsWhatItHas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{})
		var items []string
		for n := 1; n <= 9; n++ {
			items = append(items, rssItem(n))
			web.set(fmt.Sprintf("https://m.example/news/%d", n), article(fmt.Sprintf("Statement %d", n)))
		}
		web.set("https://m.example/feed.xml", page{body: rss(items...), header: map[string]string{"ETag": `"1"`}})
		store := newMemStore(clock)
		c := newCrawler(t, store, web, rssSource())
		ctx, cancel := context.WithTimeout(t.Context(), 17*time.Second)
		defer cancel()
		c.Crawl(ctx, nil, true)
		held := len(store.items)
		if held < 6 || held >= 9 {
			t.Errorf("%d items after the interruption", held)
		}
		if st, ok := store.states["m-example"]; ok {
			t.Errorf("validators were remembered though items are missing: %+v", st)
		}
		c.Crawl(t.Context(), nil, true)
		if len(store.items) != 9 {
			t.Errorf("%d items in the end", len(store.items))
		}
		for n := 1; n <= 9; n++ {
			if k := web.asked(fmt.Sprintf("https://m.example/news/%d", n)); k > 2 || n < 6 && k != 1 {
				t.Errorf("report %d was fetched %d times", n, k)
			}
		}
	})
}

func TestMovedFeedsAndDiscovery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{
			"https://m.example/feed.xml": {status: 301, header: map[string]string{"Location": "https://new.example/"}},
			"https://new.example/":       {body: `<html><head><title>New site</title><link rel="alternate" type="application/atom+xml" href="/feed.atom"></head><body>Hello</body></html>`},
		})
		store := newMemStore(clock)
		c := newCrawler(t, store, web, rssSource())
		r := c.Crawl(t.Context(), nil, true)
		if r[0].Class != demarche.FetchMoved || !strings.Contains(r[0].Advice, "https://new.example/feed.atom") {
			t.Errorf("%+v", r[0])
		}
		if f := store.last(); len(f.Sample) == 0 || f.Status != http.StatusOK {
			t.Errorf("%+v", f)
		}
		web.set("https://new.example/", page{body: rss(rssItem(1))})
		if r := c.Crawl(t.Context(), nil, true); r[0].Class != demarche.FetchItems || !strings.Contains(r[0].Advice, "moved for good to https://new.example/") || store.last().Propose != "https://new.example/" {
			t.Errorf("%+v", r[0])
		}
	})
}

func TestDeadFeedProposesWhatTheHomePageNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const home = "https://m.example/"
		web := newSite(map[string]page{home: {body: `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/rss+xml" href="/news.rss"></head></html>`}})
		store, src := newMemStore(clock), rssSource()
		src.Home = home
		c := newCrawler(t, store, web, src)
		for range replacementTries {
			c.Crawl(t.Context(), nil, true)
		}
		if f := store.fetches[0]; f.Class != demarche.FetchGone || f.Propose != "https://m.example/news.rss" {
			t.Errorf("%+v", f)
		}
		if n := web.asked(home); n != 1 {
			t.Errorf("the home page was asked %d times in %d failures", n, replacementTries)
		}
		c.Crawl(t.Context(), nil, true)
		if n := web.asked(home); n != 2 {
			t.Errorf("the home page was asked %d times in the end", n)
		}
	})
}

func TestStoreFailureIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newMemStore(clock)
		store.fail = true
		r := newCrawler(t, store, officeSite(), htmlSource()).Crawl(t.Context(), nil, true)
		if !strings.Contains(r[0].Error, "disk full") || r[0].OK() {
			t.Errorf("%+v", r[0])
		}
	})
}

func TestPagesPerRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web, store := officeSite(), newMemStore(clock)
		c := newCrawler(t, store, web, htmlSource())
		c.cfg.Pages = 1
		if r := c.Crawl(t.Context(), nil, true); r[0].Pages != 1 || r[0].New != 2 {
			t.Errorf("%+v", r)
		}
		if r := c.Crawl(t.Context(), nil, true); r[0].Pages != 1 || r[0].Changed != 1 {
			t.Errorf("the rest: %+v", r)
		}
		for title, it := range store.list() {
			if it.Document == "" {
				t.Errorf("%s has no document", title)
			}
		}
	})
}

func TestReportsOfAnotherLayoutAreNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := archiveSite(2, false)
		web.set("https://o.example/releases", page{body: `<title>R</title><div class="row"><h3><a href="/r/0">A</a></h3></div><div class="row"><h3><a href="/r/1">B</a></h3></div><div class="row"><h3><a href="/r/2">C</a></h3></div>`})
		for body, class := range map[string]demarche.FetchClass{"p": demarche.FetchItems, "div.text": demarche.FetchChanged} {
			src := htmlSource()
			src.Article.Body = body
			store := newMemStore(clock)
			r := newCrawler(t, store, web, src).Crawl(t.Context(), nil, true)
			if r[0].Class != class || r[0].New != 3 || store.last().Pages != 3 || strings.Contains(string(store.last().Sample), "<title>R</title>") != (class == demarche.FetchItems) {
				t.Errorf("body %q: %+v", body, r[0])
			}
		}
	})
}
