package crawler

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestCanonicalLink(t *testing.T) {
	same := [][]string{
		{"https://home.example/news/press-releases/sb0001", "http://HOME.example:80/index.php/news/press-releases/sb0001#main", "https://home.example:443/news/press-releases/sb0001?utm_source=x&utm_medium=rss"},
		{"https://a.example/", "https://a.example", "http://a.example./?fbclid=1"},
		{"https://a.example/x?b=2&a=1", "https://a.example/x?a=1&at_medium=RSS&b=2", "https://a.example/x?traffic_source=rss&a=1&b=2"},
		{"https://a.example/caf%C3%A9", "https://a.example/caf%c3%a9", "https://a.example/café"},
		{"https://xn--exmple-cua.example/", "https://exämple.example/"},
	}
	seen := map[string]int{}
	for i, group := range same {
		for _, link := range group {
			got := CanonicalLink(link)
			if want := CanonicalLink(group[0]); got != want || got == "" {
				t.Errorf("%s: %q, want %q", link, got, want)
			}
			if j, ok := seen[got]; ok && j != i {
				t.Errorf("%s: the same as one of group %d", link, j)
			}
			seen[got] = i
		}
	}
	for _, a := range [][2]string{{"https://a.example/x", "https://a.example/X"}, {"https://a.example/x", "https://a.example/x/"}, {"https://a.example/x?id=1", "https://a.example/x?id=2"}, {"https://a.example:8443/", "https://a.example/"}} {
		if CanonicalLink(a[0]) == CanonicalLink(a[1]) {
			t.Errorf("%s and %s are folded", a[0], a[1])
		}
	}
	for _, bad := range []string{"", "javascript:alert(1)", "mailto:a@b.example", "/relative", "https://", "::"} {
		if got := CanonicalLink(bad); got != "" {
			t.Errorf("%q: %q", bad, got)
		}
	}
}

func TestWebLink(t *testing.T) {
	for _, bad := range []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", `\\evil.example\x`, "gopher://x/", "https://a.example/\r\nX: y", ""} {
		if got := webLink(bad, nil); got != "" {
			t.Errorf("%q survives as %q", bad, got)
		}
	}
	for _, good := range []string{"https://a.example/x?utm_source=y#z", "HTTP://A.example/", "https://exаmple.example/"} {
		if got := webLink(good, nil); got != good {
			t.Errorf("%q became %q", good, got)
		}
	}
}

// pollTen polls a feed ten times, with what it serves in turn, and gives the
// store.
func pollTen(t *testing.T, serve func(i int) string) *memStore {
	t.Helper()
	var store *memStore
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{})
		store = newMemStore(clock)
		src := rssSource()
		src.Feeds[0].FullText = true
		c := newCrawler(t, store, web, src)
		for i := range 10 {
			web.set("https://m.example/feed.xml", page{body: serve(i)})
			if r := c.Crawl(t.Context(), nil, true); !r[0].OK() {
				t.Fatalf("poll %d: %+v", i, r[0])
			}
			time.Sleep(time.Hour)
		}
	})
	return store
}

func TestIdentityOverTenPolls(t *testing.T) {
	item := func(guid, link, title string) string {
		return "<item><title>" + title + "</title><link>" + strings.ReplaceAll(link, "&", "&amp;") + "</link><guid>" + guid + "</guid><description>Text.</description></item>"
	}
	tests := []struct {
		name  string
		serve func(i int) string
		items int
	}{
		{"GUID flips between http and https", func(i int) string {
			return rss(item([]string{"http", "https"}[i%2]+"://a.example/1", "https://a.example/1", "t"))
		}, 1},
		{"one GUID for all", func(int) string {
			return rss(item("1", "https://a.example/1", "t1"), item("1", "https://a.example/2", "t2"), item("1", "https://a.example/3", "t3"))
		}, 3},
		{"tracking parameters change", func(i int) string {
			return rss(item("", fmt.Sprintf("https://a.example/1?utm_campaign=%d&id=7", i), "t"))
		}, 1},
		{"revision number in the GUID's fragment", func(i int) string {
			return rss(item(fmt.Sprintf("https://a.example/1#%d", i), "https://a.example/1", "t"))
		}, 1},
		{"edited title", func(i int) string {
			return rss(item("tag:a.example,2025:1", "https://a.example/1", fmt.Sprintf("t%d", i)))
		}, 1},
		{"GUID kept, link moved", func(i int) string { return rss(item("g1", fmt.Sprintf("https://a.example/%d", i), "t")) }, 1},
		{"link kept, GUID made anew", func(i int) string { return rss(item(fmt.Sprintf("g%d", i), "https://a.example/1", "t")) }, 1},
		{"all link to the front page", func(int) string {
			return rss(item("a", "https://a.example/", "t1"), item("b", "https://a.example/", "t2"))
		}, 2},
		{"neither GUID nor link", func(int) string {
			return rss("<item><title>only title</title></item>", "<item><description>only body</description></item>", "<item/>")
		}, 2},
		{"the same entry twice", func(int) string {
			return rss(item("http://a.example/1", "https://a.example/1", "t"), item("https://a.example/1", "https://a.example/1", "t"))
		}, 1},
	}
	for _, tt := range tests {
		if got := len(pollTen(t, tt.serve).items); got != tt.items {
			t.Errorf("%s: %d items after ten polls, want %d", tt.name, got, tt.items)
		}
	}
}

func TestHostileIdentityFeeds(t *testing.T) {
	for name, items := range map[string]int{"feed-guid-flips-http-https.xml": 1, "feed-same-guid-everywhere.xml": 20, "feed-no-guid-no-link-no-date.xml": 2} {
		body := string(sharedFile(t, "hostile/generated/"+name))
		if got := len(pollTen(t, func(int) string { return body }).items); got != items {
			t.Errorf("%s: %d items after ten polls, want %d", name, got, items)
		}
	}
}

func TestSharedKeys(t *testing.T) {
	shared := sharedKeys([]Entry{
		{GUID: "1", Link: "https://a.example/1", Title: "a"}, {GUID: "1", Link: "https://a.example/2", Title: "b"},
		{GUID: "2", Link: "https://a.example/3", Title: "c"}, {GUID: "2", Link: "https://a.example/3", Title: "c"},
	})
	if !shared["guid:1"] || shared["guid:2"] || len(shared) != 1 {
		t.Errorf("%v", shared)
	}
	if key, _ := identity(Entry{GUID: "1", Link: "https://a.example/1"}, shared); key != "https://a.example/1" {
		t.Errorf("key %q", key)
	}
}
