package crawler

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"demarche"
)

// site is a small internet for tests: what it holds by address, and a log of
// the requests made.
type site struct {
	mu    sync.Mutex
	pages map[string]page
	log   []*http.Request
	at    []time.Time
}

type page struct {
	status int
	body   string
	header map[string]string
}

func newSite(pages map[string]page) *site { return &site{pages: pages} }

func (s *site) set(url string, p page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[url] = p
}

func (s *site) RoundTrip(req *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, req)
	s.at = append(s.at, time.Now())
	p, ok := s.pages[req.URL.String()]
	if !ok {
		p = page{status: 404, body: "no"}
	}
	if p.status == 0 {
		p.status = 200
	}
	h := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	for k, v := range p.header {
		h.Set(k, v)
	}
	if et := h.Get("ETag"); et != "" && req.Header.Get("If-None-Match") == et {
		p.status, p.body = 304, ""
	}
	return &http.Response{StatusCode: p.status, Header: h, Body: io.NopCloser(strings.NewReader(p.body)), Request: req, ProtoMajor: 1, ProtoMinor: 1}, nil
}

// asked counts the requests for an address.
func (s *site) asked(url string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, r := range s.log {
		if r.URL.String() == url {
			n++
		}
	}
	return n
}

func rss(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>Example Ministry</title><link>https://m.example/</link>` + strings.Join(items, "") + `</channel></rss>`
}

func rssItem(n int) string {
	return fmt.Sprintf(`<item><title>Statement %d</title><link>https://m.example/news/%d</link><guid>https://m.example/news/%d</guid><pubDate>Tue, 0%d Nov 2025 10:00:00 +0000</pubDate><description>On matter %d.</description></item>`, n, n, n, n, n)
}

func article(title string) page {
	return page{body: "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><p>" + strings.Repeat("The ministry said more about it. ", 20) + "</p></body></html>"}
}

func rssSource() demarche.Source {
	return demarche.Source{ID: "m-example", Name: "Example Ministry", Kind: demarche.KindMinistry, Country: "CH", Lang: "en", Enabled: true,
		Feeds: []demarche.Feed{{URL: "https://m.example/feed.xml", Format: demarche.FormatFeed}}}
}

// clock is the fake clock of a synctest bubble, moved to November 2025.
func clock() time.Time {
	return time.Now().Add(time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC).Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)))
}

func newCrawler(t *testing.T, store Store, net http.RoundTripper, sources ...demarche.Source) *Crawler {
	t.Helper()
	c, err := New(Config{Store: store, Sources: sources, Transport: net, Now: clock, UserAgent: "demarche/1.0", Contact: "https://ops.example/", Rand: func() float64 { return 0 }})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCrawlStoresNothingTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{
			"https://m.example/feed.xml": {body: rss(rssItem(1), rssItem(2)), header: map[string]string{"ETag": `W/"a,b"`, "Content-Type": "application/rss+xml"}},
			"https://m.example/news/1":   article("Statement 1"),
			"https://m.example/news/2":   article("Statement 2"),
		})
		store := newMemStore(clock)
		c := newCrawler(t, store, web, rssSource())
		r := c.Crawl(t.Context(), nil, true)
		if len(r) != 1 || r[0].New != 2 || r[0].Pages != 2 || r[0].Class != demarche.FetchItems {
			t.Fatalf("first round: %+v", r)
		}
		it := store.list()["Statement 1"]
		if got := it.Published.Time.Format(time.RFC3339); got != "2025-11-01T10:00:00Z" {
			t.Errorf("published %s", got)
		}
		if doc := store.docs[it.Document]; !strings.Contains(string(doc.Body), "said more") || doc.URL != "https://m.example/news/1" {
			t.Errorf("document %+v", doc)
		}
		if ua := web.log[0].Header.Get("User-Agent"); ua != "demarche/1.0 (+https://ops.example/)" {
			t.Errorf("User-Agent %q", ua)
		}
		r = c.Crawl(t.Context(), nil, true)
		if r[0].Class != demarche.FetchNotModified || r[0].New+r[0].Changed != 0 {
			t.Errorf("second round: %+v", r)
		}
		if got := web.log[len(web.log)-1].Header.Get("If-None-Match"); got != `W/"a,b"` {
			t.Errorf("validator sent back as %q", got)
		}
		for i := 1; i < len(web.at); i++ {
			if gap := web.at[i].Sub(web.at[i-1]); gap < 2*time.Second {
				t.Errorf("request %d came %v after the one before", i, gap)
			}
		}
		web.set("https://m.example/feed.xml", page{body: rss(strings.Replace(rssItem(1), "Statement 1", "Statement 1, corrected", 1), rssItem(2))})
		web.set("https://m.example/news/1", article("Statement 1, corrected"))
		if r = c.Crawl(t.Context(), nil, true); r[0].Changed != 1 || r[0].New != 0 {
			t.Errorf("after an edit: %+v", r)
		}
		if n := web.asked("https://m.example/news/2"); n != 1 {
			t.Errorf("an unchanged report was fetched %d times", n)
		}
	})
}

func TestCrawlDueTimesAndUnknownSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{"https://m.example/feed.xml": {body: rss()}})
		store := newMemStore(clock)
		c := newCrawler(t, store, web, rssSource())
		if r := c.Crawl(t.Context(), nil, false); len(r) != 1 || r[0].Class != demarche.FetchEmpty {
			t.Fatalf("first round: %+v", r)
		}
		if r := c.Crawl(t.Context(), nil, false); len(r) != 0 {
			t.Errorf("a feed was asked before it was due: %+v", r)
		}
		if r := newCrawler(t, store, web, rssSource()).Crawl(t.Context(), nil, false); len(r) != 0 {
			t.Errorf("after a restart a feed was asked before it was due: %+v", r)
		}
		time.Sleep(time.Hour + time.Minute)
		if r := c.Crawl(t.Context(), nil, false); len(r) != 1 {
			t.Errorf("a due feed was not asked: %+v", r)
		}
		if r := c.Crawl(t.Context(), []string{"nobody"}, false); len(r) != 1 || !strings.Contains(r[0].Error, `no source "nobody"`) {
			t.Errorf("unknown source: %+v", r)
		}
	})
}

func TestRunAsksWhenDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{"https://m.example/feed.xml": {body: rss()}})
		src := rssSource()
		src.Urgent = true
		c := newCrawler(t, newMemStore(clock), web, src)
		ctx, cancel := context.WithTimeout(t.Context(), 61*time.Minute)
		defer cancel()
		if err := c.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := web.asked("https://m.example/feed.xml"); n < 11 || n > 13 {
			t.Errorf("asked %d times in an hour, want about 12", n)
		}
	})
}
