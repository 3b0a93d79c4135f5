package crawler

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"demarche"
)

func TestInterval(t *testing.T) {
	plain, urgent := demarche.Source{}, demarche.Source{Urgent: true}
	tests := []struct {
		name              string
		src               demarche.Source
		every             string
		pace, was, cached time.Duration
		want              time.Duration
	}{
		{"nothing known", plain, "", 0, 0, 0, time.Hour},
		{"busy", plain, "", 4 * time.Minute, 0, 0, minPoll},
		{"a report a day", plain, "", 24 * time.Hour, 0, 0, 12 * time.Hour},
		{"a report a month", plain, "", 720 * time.Hour, 0, 0, maxPoll},
		{"not modified keeps the pace", plain, "", 0, 3 * time.Hour, 0, 3 * time.Hour},
		{"cached for longer", plain, "", 4 * time.Minute, 0, 2 * time.Hour, 2 * time.Hour},
		{"its file says", plain, "2h", time.Minute, 0, 0, 2 * time.Hour},
		{"its file asks too much", plain, "1m", 0, 0, 0, minPoll},
		{"urgent", urgent, "", 24 * time.Hour, 0, 0, minPollUrgent},
		{"urgent, cached", urgent, "", 0, 0, time.Hour, minPoll},
		{"invented", demarche.Source{Demo: true}, "5m", 24 * time.Hour, 0, time.Hour, 50 * time.Second},
		{"urgent, its file says", urgent, "1m", 0, 0, 0, minPollUrgent},
	}
	for _, tt := range tests {
		if got := interval(tt.src, demarche.Feed{Every: tt.every}, tt.pace, tt.was, tt.cached); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestBackoff(t *testing.T) {
	want := []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, maxPoll, maxPoll}
	for i, w := range want {
		if got := backoff(minPoll, i+1); got != w {
			t.Errorf("after %d failures: %v, want %v", i+1, got, w)
		}
	}
	if got := backoff(minPoll, 1<<30); got != maxPoll {
		t.Errorf("after very many: %v", got)
	}
	if a, b := jitter(time.Hour, 0), jitter(time.Hour, 0.999); a != time.Hour || b <= a || b > 66*time.Minute {
		t.Errorf("jitter %v to %v", a, b)
	}
}

func TestPace(t *testing.T) {
	at := time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC)
	entries := func(hours ...int) (out []Entry) {
		for _, h := range hours {
			out = append(out, Entry{Published: demarche.Published{Time: at.Add(-time.Duration(h) * time.Hour)}})
		}
		return out
	}
	for _, tt := range []struct {
		in   []Entry
		want time.Duration
	}{{entries(0, 1, 2), 0}, {entries(0, 4, 2, 6, 100), 2 * time.Hour}, {entries(0, 0, 0, 24, 24, 24, 48), 8 * time.Hour}} {
		if got := pace(tt.in); got != tt.want {
			t.Errorf("%v, want %v", got, tt.want)
		}
	}
}

func TestFailuresBackOffAndGoneRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{"https://m.example/feed.xml": {status: 500}})
		store := newMemStore(clock)
		src := rssSource()
		src.NoRobots = true
		ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
		defer cancel()
		if err := newCrawler(t, store, web, src).Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := web.asked("https://m.example/feed.xml"); n < 6 || n > 8 {
			t.Errorf("a failing feed was asked %d times in a day, want about 7", n)
		}
		if st := store.states["m-example"]; st.Failures < 6 || st.Due.Before(clock().Add(time.Hour)) {
			t.Errorf("%+v", st)
		}
		web.set("https://m.example/feed.xml", page{status: 410})
		newCrawler(t, store, web, src).Crawl(t.Context(), []string{"m-example"}, false)
		if st := store.states["m-example"]; st.Due.Sub(clock()) < 29*24*time.Hour {
			t.Errorf("after 410 it is due %v", st.Due)
		}
	})
}

func TestRetryAfterClosesTheHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{"https://m.example/feed.xml": {status: 429, header: map[string]string{"Retry-After": "7200"}}, "https://m.example/two.xml": {body: rss()}})
		src := rssSource()
		src.NoRobots = true
		src.Feeds = append(src.Feeds, demarche.Feed{URL: "https://m.example/two.xml", Format: demarche.FormatFeed})
		store := newMemStore(clock)
		c := newCrawler(t, store, web, src)
		ctx, cancel := context.WithTimeout(t.Context(), 110*time.Minute)
		defer cancel()
		if err := c.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := len(web.log); n != 1 {
			t.Errorf("%d requests while the host asked for quiet", n)
		}
		if err := store.states["m-example/2"]; err.Due.Before(clock()) {
			t.Errorf("the other feed is due %v", err.Due)
		}
		ctx, cancel = context.WithTimeout(t.Context(), 20*time.Minute)
		defer cancel()
		if err := c.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := web.asked("https://m.example/two.xml"); n != 1 {
			t.Errorf("the other feed was asked %d times after the quiet", n)
		}
	})
}

// TestRetryAfterSurvivesRestart kills the crawler after a host asked for quiet,
// through a feed or through a report's page, and starts another one over the
// same store.
func TestRetryAfterSurvivesRestart(t *testing.T) {
	quiet := page{status: 503, header: map[string]string{"Retry-After": "7200"}}
	for name, pages := range map[string]map[string]page{
		"feed": {"https://m.example/feed.xml": quiet},
		"page": {"https://m.example/feed.xml": {body: rss(rssItem(1), rssItem(2), rssItem(3))}, "https://m.example/news/1": quiet, "https://m.example/news/2": quiet, "https://m.example/news/3": quiet},
	} {
		synctest.Test(t, func(t *testing.T) {
			pages["https://m.example/two.xml"] = page{body: rss()}
			web, store, first, second := newSite(pages), newMemStore(clock), rssSource(), rssSource()
			second.ID, second.Feeds = "second", []demarche.Feed{{URL: "https://m.example/two.xml", Format: demarche.FormatFeed}}
			newCrawler(t, store, web, first, second).Crawl(t.Context(), []string{"m-example"}, true)
			before := len(web.log)
			c := newCrawler(t, store, web, first, second)
			ctx, cancel := context.WithTimeout(t.Context(), 115*time.Minute)
			defer cancel()
			if err := c.Run(ctx); err != nil {
				t.Fatal(err)
			}
			if n := len(web.log) - before; n != 0 {
				t.Errorf("%s: %d requests after the restart while the host asked for quiet", name, n)
			}
			for n := 1; n <= 3; n++ {
				web.set(fmt.Sprintf("https://m.example/news/%d", n), article("Statement"))
			}
			ctx, cancel = context.WithTimeout(t.Context(), 30*time.Minute)
			defer cancel()
			if err := c.Run(ctx); err != nil {
				t.Fatal(err)
			}
			if web.asked("https://m.example/two.xml") == 0 || web.asked("https://m.example/feed.xml") != 2 {
				t.Errorf("%s: the quiet does not end: %d and %d requests", name, web.asked("https://m.example/two.xml"), web.asked("https://m.example/feed.xml"))
			}
		})
	}
}

// crowd serves many hosts in memory, each request taking a while, and watches
// the rules of politeness.
type crowd struct {
	mu      sync.Mutex
	flying  map[string]int
	started map[string]time.Time
	asked   map[string]int
	last    map[string]time.Time
	faults  []string
	total   int
	most    int
}

func (c *crowd) RoundTrip(r *http.Request) (*http.Response, error) {
	now := time.Now()
	c.mu.Lock()
	host, url := r.URL.Host, r.URL.String()
	c.flying[host]++
	c.total++
	all := 0
	for _, n := range c.flying {
		all += n
	}
	c.most = max(c.most, all)
	if c.flying[host] > 1 {
		c.faults = append(c.faults, "two at once on "+host)
	}
	if s, ok := c.started[host]; ok && now.Sub(s) < 2*time.Second {
		c.faults = append(c.faults, fmt.Sprintf("%s after %v", host, now.Sub(s)))
	}
	if s, ok := c.last[url]; ok && now.Sub(s) < minPoll {
		c.faults = append(c.faults, fmt.Sprintf("%s early after %v", url, now.Sub(s)))
	}
	c.started[host], c.last[url] = now, now
	c.asked[url]++
	c.mu.Unlock()
	time.Sleep(300 * time.Millisecond)
	c.mu.Lock()
	c.flying[host]--
	c.mu.Unlock()
	h := http.Header{"Etag": {`"1"`}}
	status, body := http.StatusOK, rss()
	if r.Header.Get("If-None-Match") != "" {
		status, body = http.StatusNotModified, ""
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r, ProtoMajor: 1, ProtoMinor: 1}, nil
}

// TestSimulatedDay lives through 24 hours with many feeds on one host and on
// many: never two requests at once on a host, none early, none starved. With
// DEMARCHE_TEST_NIGHTLY set it is 500 feeds on one host and 1,000 on 300 hosts.
func TestSimulatedDay(t *testing.T) {
	one, many, hosts := 60, 120, 40
	if os.Getenv("DEMARCHE_TEST_NIGHTLY") != "" {
		one, many, hosts = 500, 1000, 300
	}
	synctest.Test(t, func(t *testing.T) {
		var sources []demarche.Source
		add := func(id, url string) {
			sources = append(sources, demarche.Source{ID: id, Name: id, Kind: demarche.KindNews, Enabled: true, NoRobots: true,
				Feeds: []demarche.Feed{{URL: url, Format: demarche.FormatFeed, Every: "2h"}}})
		}
		for i := range one {
			add(fmt.Sprintf("one-%d", i), fmt.Sprintf("https://one.example/%d", i))
		}
		for i := range many {
			add(fmt.Sprintf("many-%d", i), fmt.Sprintf("https://h%d.example/%d", i%hosts, i))
		}
		net := &crowd{flying: map[string]int{}, started: map[string]time.Time{}, asked: map[string]int{}, last: map[string]time.Time{}}
		c, err := New(Config{Store: newMemStore(clock), Sources: sources, Transport: net, Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
		defer cancel()
		if err := c.Run(ctx); err != nil {
			t.Fatal(err)
		}
		for i, f := range net.faults {
			if i == 5 {
				t.Errorf("and %d more", len(net.faults)-5)
				break
			}
			t.Error(f)
		}
		starved := 0
		for _, n := range net.asked {
			if n < 9 {
				starved++
			}
		}
		if len(net.asked) != one+many || starved > 0 {
			t.Errorf("%d feeds asked, %d of them fewer than 9 times", len(net.asked), starved)
		}
		if net.most > 16 {
			t.Errorf("%d requests in flight", net.most)
		}
		t.Logf("%d requests in 24 hours, at most %d at once", net.total, net.most)
	})
}

func TestCacheTimes(t *testing.T) {
	for v, want := range map[string]time.Duration{"": 0, "no-cache": 0, "public, max-age=1800": 30 * time.Minute, "max-age=99999999": maxPoll, "max-age=x": 0} {
		if got := cacheTime(http.Header{"Cache-Control": {v}}); got != want {
			t.Errorf("%q: %v, want %v", v, got, want)
		}
	}
	l, err := readFeed([]byte(strings.Replace(rss(rssItem(1)), "<channel>", "<channel><ttl>90</ttl>", 1)), readOptions{lim: DefaultLimits()})
	if err != nil || l.TTL != 90*time.Minute {
		t.Errorf("ttl %v, %v", l.TTL, err)
	}
}
