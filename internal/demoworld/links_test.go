package demoworld

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/charset"
	"golang.org/x/tools/txtar"
)

func parseArchive(data []byte) *txtar.Archive { return txtar.Parse(data) }

var (
	hrefs    = regexp.MustCompile(`(?:href|rdf:resource|rdf:about)="([^"#]+)"|<(?:link|loc)>([^<]+)</|"(?:url|home_page_url|feed_url)": "([^"]+)"`)
	demoNote = "written for demonstration"
)

// walk follows every link from the front pages and feeds of all sites and
// returns the pages it found.
func walk(t *testing.T, at time.Time) map[string]string {
	t.Helper()
	c := client(at)
	var queue []string
	for _, s := range loadSites(t) {
		queue = append(queue, s.Source.Home)
		for _, f := range s.Source.Feeds {
			queue = append(queue, f.URL)
		}
	}
	seen := map[string]string{}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if _, ok := seen[address]; ok {
			continue
		}
		resp, body := get(t, c, address)
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s answers %d", address, resp.StatusCode)
		}
		text := string(body)
		if strings.Contains(text[:min(100, len(text))], "windows-1251") {
			enc, _ := charset.Lookup("windows-1251")
			text, _ = enc.NewDecoder().String(text)
		}
		seen[address] = text
		for _, m := range hrefs.FindAllStringSubmatch(text, -1) {
			ref, err := url.Parse(strings.ReplaceAll(m[1]+m[2]+m[3], "&amp;", "&"))
			if err != nil {
				t.Errorf("%s links to %q: %v", address, m[0], err)
				continue
			}
			target := resp.Request.URL.ResolveReference(ref)
			if strings.HasSuffix(target.Hostname(), ".example") {
				queue = append(queue, target.String())
			} else if !strings.HasPrefix(target.String(), "http://purl.org/") && !strings.HasPrefix(target.String(), "http://www.w3.org/") {
				t.Errorf("%s links out of the world to %s", address, target)
			}
		}
	}
	return seen
}

func TestEveryLinkResolves(t *testing.T) {
	for _, at := range []time.Time{Start(), late} {
		seen := walk(t, at)
		for _, s := range loadSites(t) {
			for _, r := range s.at(at) {
				page, ok := seen[s.url(s.href(r))]
				if !ok {
					page, ok = seen[s.url(s.href(r))+"?utm_source=rss&utm_medium=feed"]
				}
				if !ok {
					t.Errorf("nothing links to %s", s.url(s.href(r)))
				} else if !strings.Contains(page, demoNote) {
					t.Errorf("%s does not say that it was %s", s.url(s.href(r)), demoNote)
				}
			}
		}
		for address, page := range seen {
			if strings.Contains(page, "<html") && !strings.Contains(page, demoNote) {
				t.Errorf("%s does not say that it was %s", address, demoNote)
			}
		}
	}
}

func TestListingsHavePages(t *testing.T) {
	c := client(Start())
	next := regexp.MustCompile(`next-page" href="([^"]+)"`)
	for _, listing := range []string{"https://treasury-releases.example/news/press-releases", "https://ofac-notices.example/recent-actions"} {
		_, body := get(t, c, listing)
		m := next.FindSubmatch(body)
		if m == nil {
			t.Fatalf("%s has no second page", listing)
		}
		u, _ := url.Parse(listing)
		resp, second := get(t, c, u.ResolveReference(&url.URL{Path: u.Path, RawQuery: "page=1"}).String())
		if resp.StatusCode != 200 || string(second) == string(body) || next.Match(second) {
			t.Errorf("%s: second page %d", listing, resp.StatusCode)
		}
	}
}

func TestTheWorldMoves(t *testing.T) {
	const release = "https://london-fcdo.example/government/news/uk-smashes-russian-cybercrime-networks"
	const explainer = "https://chain-ledger.example/2025/three-days-to-answer"
	before, after := client(Start().Add(11*time.Second)), client(Start().Add(12*time.Second))
	old, first := get(t, before, release)
	if !strings.Contains(string(first), "£17.4 billion") {
		t.Error("the release does not start with the figure that is to be corrected")
	}
	edited, second := get(t, after, release)
	if !strings.Contains(string(second), "£14.7 billion") || strings.Contains(string(second), "£17.4 billion") {
		t.Error("the release is not corrected after twelve seconds")
	}
	if old.Header.Get("ETag") == edited.Header.Get("ETag") {
		t.Error("the corrected release keeps its entity tag")
	}
	feed := "https://london-fcdo.example/government/organisations/foreign-office.atom"
	_, feedBefore := get(t, before, feed)
	_, feedAfter := get(t, after, feed)
	if string(feedBefore) == string(feedAfter) {
		t.Error("the feed does not show that the release was edited")
	}
	if resp, _ := get(t, after, explainer); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the explainer is there too early: %d", resp.StatusCode)
	}
	_, body := get(t, client(Start().Add(3*time.Minute)), "https://chain-ledger.example/feed.rss")
	if !strings.Contains(string(body), "three-days-to-answer") {
		t.Error("the explainer is not in the feed after three minutes")
	}
}
