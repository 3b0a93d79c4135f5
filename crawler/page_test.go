package crawler

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// listed is an entry in one line: title, link, date.
func listed(l Listing) []string {
	var out []string
	for _, e := range l.Entries {
		date := "unknown"
		if !e.Published.Time.IsZero() {
			date = e.Published.Time.Format("2006-01-02T15:04Z")
			if e.Published.DayOnly {
				date += " day"
			}
		}
		out = append(out, e.Title+" | "+e.Link+" | "+date)
	}
	return out
}

func readHTML(t *testing.T, body, at, zone string, sel demarche.Selectors) (Listing, error) {
	t.Helper()
	base, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	return readPage([]byte(body), readOptions{base: base, sel: sel, lim: DefaultLimits(),
		dates: newDateReader(zone, sel.Layout, time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC))})
}

func TestReadPage(t *testing.T) {
	tests := []struct {
		name, at, zone, html string
		sel                  demarche.Selectors
		want                 []string
		next                 string
	}{
		{
			name: "plain", at: "https://m.example/news/", zone: "Europe/Paris",
			html: `<ul class="list"><li><a href="./2025/a.html">First  <b>note</b></a> <time datetime="2025-11-04T10:00:00+01:00">4 nov.</time></li>
				<li><a href="/b">Second</a><span class="d">le 3 novembre 2025</span></li><li>no link</li></ul><a rel="next" href="?page=2">more</a>`,
			sel: demarche.Selectors{Item: "ul.list li", Link: "a", Date: "time@datetime || .d", Next: "a[rel=next]"},
			want: []string{"First note | https://m.example/news/2025/a.html | 2025-11-04T09:00Z",
				"Second | https://m.example/b | 2025-11-02T23:00Z day"},
			next: "https://m.example/news/?page=2",
		},
		{
			name: "link in a script", at: "https://www.mofa.example/eng/list.do", zone: "Asia/Seoul",
			html: `<table><tbody><tr><td>12</td><td><a href="javascript:;" onclick="f_view('322110');return false;">Vice Minister meets envoy</a></td><td>DIV</td><td>2025-11-04</td><td></td></tr></tbody></table>`,
			sel: demarche.Selectors{Item: "table tbody tr", Link: "a[onclick*=f_view]@onclick", LinkRE: `f_view\(\s*'?(\d+)`,
				LinkTo: "https://www.mofa.example/eng/view.do?seq={1}", Title: "a[onclick*=f_view]", Date: ".", DateRE: `\d{4}-\d{2}-\d{2}`},
			want: []string{"Vice Minister meets envoy | https://www.mofa.example/eng/view.do?seq=322110 | 2025-11-03T15:00Z day"},
		},
		{
			name: "entry is the link, date inside it", at: "http://www.kcna.example/en/q/1.kcmsf", zone: "Asia/Pyongyang",
			html: `<div class="article-link"><ul><li><a href="/en/article/q/a.kcmsf">Press statement <span class="publish-time">[2025.11.5.]</span></a></li></ul></div>`,
			sel:  demarche.Selectors{Item: ".article-link li a", Link: "@href", Title: "@own-text", Date: ".publish-time", DateRE: `\d{4}\.\d{1,2}\.\d{1,2}`},
			want: []string{"Press statement | http://www.kcna.example/en/article/q/a.kcmsf | 2025-11-04T15:00Z day"},
		},
		{
			name: "layout of the source", at: "https://o.example/", zone: "America/New_York",
			html: `<div class="r"><a href="/recent-actions/20251104">Designations</a><p>11/04/2025</p></div>`,
			sel:  demarche.Selectors{Item: "div.r", Date: "p", Layout: "01/02/2006"},
			want: []string{"Designations | https://o.example/recent-actions/20251104 | 2025-11-04T05:00Z day"},
		},
		{
			name: "base element", at: "https://b.example/x/",
			html: `<base href="https://cdn.example/y/"><p><a href="z">Z</a></p>`,
			sel:  demarche.Selectors{Item: "p"},
			want: []string{"Z | https://cdn.example/y/z | unknown"},
		},
	}
	for _, tt := range tests {
		l, err := readHTML(t, tt.html, tt.at, tt.zone, tt.sel)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, listed(l)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if l.Next != tt.next {
			t.Errorf("%s: next %q, want %q", tt.name, l.Next, tt.next)
		}
	}
}

func TestReadPageFaults(t *testing.T) {
	filler := strings.Repeat("<p>An ordinary paragraph about the work of the ministry.</p>", 60)
	sel := demarche.Selectors{Item: "li.release", Link: "a"}
	tests := []struct {
		name, html string
		class      demarche.FetchClass
	}{
		{"other layout", "<title>News</title><ul><li><a href=/a>A</a></li></ul>" + filler, demarche.FetchChanged},
		{"entries without links", "<title>News</title><ul><li class=release>A</li></ul>" + filler, demarche.FetchChanged},
		{"decoy", "<html><title>Technical Difficulties</title><body><h1>We&rsquo;re sorry, this site is currently experiencing technical difficulties.</h1></body>", demarche.FetchBlocked},
		{"decoy in full dress", "<html><title>Technical Difficulties</title><body>" + filler, demarche.FetchBlocked},
		{"denied", "<html><head><title>Access Denied</title></head><body>You don't have permission. Reference #18.2e</body>", demarche.FetchBlocked},
		{"interstitial", `<html><body><script src="/_sec/cp_challenge/x.js?bm-verify=AAQ"></script></body></html>`, demarche.FetchBlocked},
		{"challenge", `<html><title>Just a moment...</title><body><script src="/cdn-cgi/challenge-platform/x.js"></script></body>`, demarche.FetchBlocked},
		{"captcha", `<html><title>mfa</title><body><p>Please verify you are a human</p></body>`, demarche.FetchBlocked},
		{"consent", `<html><title>Before you continue</title><body>Before you continue to the site</body>`, demarche.FetchBlocked},
		{"soft 404", "<html><title>Page not found | Ministry</title><body>" + filler, demarche.FetchGone},
		{"not found behind the number", "<html><title>404 - Page Not Found | Ministry</title><body>" + filler, demarche.FetchGone},
		{"a report on blocked funds", "<title>Blocked funds of a bank are released</title>" + filler, demarche.FetchChanged},
		{"a report on access", "<title>Access denied: how a port shut out a fleet</title>" + filler, demarche.FetchChanged},
		{"a verdict", "<title>Not found guilty, the court says</title>" + filler, demarche.FetchChanged},
		{"an article on difficulties", "<title>Airline apologises for technical difficulties</title>" + filler, demarche.FetchChanged},
	}
	for _, tt := range tests {
		_, err := readHTML(t, tt.html, "https://m.example/", "", sel)
		var f *Fault
		if !errors.As(err, &f) || f.Class != tt.class {
			t.Errorf("%s: %v, want class %s", tt.name, err, tt.class)
		}
	}
}

func TestReadJSON(t *testing.T) {
	base, _ := url.Parse("https://api.example/v1/documents.json?page=1")
	sel := demarche.Selectors{Item: "data.results", Link: "html_url || links.0.href", Title: "title", Date: "date", Summary: "abstract", Body: "details.body", Next: "data.next"}
	opt := readOptions{base: base, sel: sel, lim: DefaultLimits(), dates: newDateReader("America/New_York", "", time.Time{})}
	l, err := readJSON([]byte(`{"data":{"results":[
		{"title":"Notice of &amp; removal","html_url":"https://api.example/d/1","date":"2025-11-04","abstract":"<p>Short.</p>","details":{"body":"<p>Long.</p>"}},
		{"title":"Second","links":[{"href":"/d/2"}]},
		{"title":"without link"}],"next":"/v1/documents.json?page=2"}}`), opt)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Notice of & removal | https://api.example/d/1 | 2025-11-04T05:00Z day", "Second | https://api.example/d/2 | unknown"}
	if diff := cmp.Diff(want, listed(l)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if l.Entries[0].Content != "<p>Long.</p>" || l.Entries[0].Summary != "Short." || l.Skipped != 1 || l.Next != "https://api.example/v1/documents.json?page=2" {
		t.Errorf("%+v", l)
	}
	for body, class := range map[string]demarche.FetchClass{
		"{":                      demarche.FetchUnparseable,
		`{"data":{}}`:            demarche.FetchChanged,
		"<html><title>x</title>": demarche.FetchHTML,
	} {
		if _, err := readJSON([]byte(body), opt); asFault(err).Class != class {
			t.Errorf("%s: %v, want %s", body, err, class)
		}
	}
}

func TestNextPage(t *testing.T) {
	sel := demarche.Selectors{Next: "https://m.example/list?page={n0}&p={n}"}
	if got := NextPage(demarche.Feed{Selectors: sel}, Listing{}, 1); got != "https://m.example/list?page=1&p=2" {
		t.Errorf("after the first page: %s", got)
	}
	if got := NextPage(demarche.Feed{Selectors: demarche.Selectors{Next: "a"}}, Listing{Next: "https://m.example/2"}, 1); got != "https://m.example/2" {
		t.Errorf("by link: %s", got)
	}
}

// TestGovernmentFragments reads real fragments of listings with the selectors
// that the catalogue gives them.
func TestGovernmentFragments(t *testing.T) {
	state := demarche.Selectors{Item: "li.collection-result", Link: "a.collection-result__link@href", Title: "a.collection-result__link", Date: ".collection-result-meta span:last-of-type"}
	l, err := readHTML(t, string(sharedFile(t, "samples/gov/fragment-state-gov-listing.html")), "https://www.state.gov/press-releases/", "America/New_York", state)
	if err != nil || len(l.Entries) != 1 || l.Entries[0].Title != "Public Schedule – June 5, 2026" {
		t.Errorf("state.gov: %+v, %v", l, err)
	}
	dfat := demarche.Selectors{Item: "li:has(.views-field-title)", Link: ".views-field-title a[href*='/media-release/']", Date: ".views-field-created time@datetime"}
	l, err = readHTML(t, string(sharedFile(t, "samples/gov/fragment-foreignminister-gov-au-listing.html")), "https://www.foreignminister.gov.au/minister/penny-wong/media-releases", "", dfat)
	if err != nil || len(l.Entries) != 1 || l.Entries[0].Link != "https://www.foreignminister.gov.au/minister/penny-wong/media-release/SLUG" {
		t.Errorf("foreignminister.gov.au: %+v, %v", l, err)
	}
}

// TestRealReportsAreReadable makes sure that no real release is taken for a
// refusal.
func TestRealReportsAreReadable(t *testing.T) {
	for _, glob := range []string{"samples/treasury/*.html", "samples/gov/*trimmed.html"} {
		names, _ := filepath.Glob(filepath.Join(sharedDir(t), filepath.FromSlash(glob)))
		for _, name := range names {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := readable(Answer{MediaType: "text/html", Body: body}); err != nil {
				t.Errorf("%s: %v", filepath.Base(name), err)
			}
		}
	}
}

func FuzzListing(f *testing.F) {
	f.Add("<ul><li><a href=/x>X</a></li></ul>", "li", "a@href || b", ".")
	f.Fuzz(func(t *testing.T, html, item, link, date string) {
		base, _ := url.Parse("https://m.example/")
		l, err := readPage([]byte(html), readOptions{base: base, sel: demarche.Selectors{Item: item, Link: link, Date: date}, lim: DefaultLimits(), dates: newDateReader("", "", time.Time{})})
		if err == nil && len(l.Entries) == 0 {
			t.Error("no entries and no error")
		}
	})
}
