package fakenet

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

const world = `
-- news.example/index.html --
<title>Front</title>
-- news.example/a/story.html --
<p>story</p>
-- news.example/feed.rss --
<rss version="2.0"/>
-- news.example/list.html --
page 0
-- news.example/list?page=1.html --
page 1
-- news.example/list-2.html --
page 2
-- news.example/edit.html --
one figure
-- news.example/edit@2025-11-20T09:02:00Z.html --
another figure
-- news.example/soon@20251120T090300Z.html --
not before three past nine
-- news.example/wall.html --
go away
-- news.example/mail@example.org.txt --
an address is no version
-- news.example/robots.txt --
User-agent: *
Disallow: /private/
-- news.example/_rules --
# everything the files cannot say
/old          301 /a/story
/list?page=2  file list-2.html
/wall         status 403
/gone         status 410
/feed.rss     type text/xml; charset=utf-8
/a/story      header Server: nginx
/cut          fail reset
-- dead.example/_rules --
* fail refused
-- nowhere.example/_rules --
* fail dns
-- slow.example/_rules --
* fail timeout
-- shady.example/_rules --
* fail tls
`

var nine = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

func newNet(t *testing.T, archive string, now *time.Time) *Net {
	t.Helper()
	files, err := txtar.FS(txtar.Parse([]byte(archive)))
	if err != nil {
		t.Fatal(err)
	}
	n, err := New(Config{FS: files, Now: func() time.Time { return *now }, Modified: nine.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func get(t *testing.T, n *Net, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := n.RoundTrip(req)
	if err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, strings.TrimSpace(string(body))
}

func TestAnswers(t *testing.T) {
	now := nine
	n := newNet(t, world, &now)
	tests := []struct {
		url, kind, body string
		status          int
	}{
		{"https://news.example", "text/html; charset=utf-8", "<title>Front</title>", 200},
		{"https://news.example/", "text/html; charset=utf-8", "<title>Front</title>", 200},
		{"http://NEWS.example/a/story", "text/html; charset=utf-8", "<p>story</p>", 200},
		{"https://news.example/a/story.html", "text/html; charset=utf-8", "<p>story</p>", 200},
		{"https://news.example/a/../a//story?utm_source=rss#top", "text/html; charset=utf-8", "<p>story</p>", 200},
		{"https://news.example/list?page=0", "text/html; charset=utf-8", "page 0", 200},
		{"https://news.example/list?page=1", "text/html; charset=utf-8", "page 1", 200},
		{"https://news.example/list?page=2", "text/html; charset=utf-8", "page 2", 200},
		{"https://news.example/feed.rss", "text/xml; charset=utf-8", `<rss version="2.0"/>`, 200},
		{"https://news.example/robots.txt", "text/plain; charset=utf-8", "User-agent: *\nDisallow: /private/", 200},
		{"https://news.example/mail@example.org.txt", "text/plain; charset=utf-8", "an address is no version", 200},
		{"https://news.example/wall", "text/html; charset=utf-8", "go away", 403},
		{"https://news.example/gone", "text/plain; charset=utf-8", "Gone", 410},
		{"https://news.example/missing", "text/plain; charset=utf-8", "Not Found", 404},
		{"https://news.example/_rules", "text/plain; charset=utf-8", "Not Found", 404},
	}
	for _, tt := range tests {
		resp, body := get(t, n, tt.url)
		got := []any{resp.StatusCode, resp.Header.Get("Content-Type"), body}
		if diff := cmp.Diff([]any{tt.status, tt.kind, tt.body}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.url, diff)
		}
	}
	resp, _ := get(t, n, "https://news.example/a/story")
	if resp.Header.Get("Server") != "nginx" || resp.Header.Get("Date") != "Thu, 20 Nov 2025 09:00:00 GMT" {
		t.Errorf("headers: %v", resp.Header)
	}
}

func TestRedirectIsFollowedByAClient(t *testing.T) {
	now := nine
	client := &http.Client{Transport: newNet(t, world, &now)}
	resp, err := client.Get("https://news.example/old")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if got := resp.Request.URL.String(); got != "https://news.example/a/story" || resp.StatusCode != 200 {
		t.Errorf("ended at %s with %d", got, resp.StatusCode)
	}
}

func TestVersionsFollowTheClock(t *testing.T) {
	now := nine
	n := newNet(t, world, &now)
	first, body := get(t, n, "https://news.example/edit")
	if body != "one figure" {
		t.Fatalf("before the edit: %q", body)
	}
	if resp, _ := get(t, n, "https://news.example/soon"); resp.StatusCode != 404 {
		t.Errorf("a page that is not out yet answers %d", resp.StatusCode)
	}
	now = nine.Add(2*time.Minute - time.Second)
	if _, body := get(t, n, "https://news.example/edit"); body != "one figure" {
		t.Errorf("a second before the edit: %q", body)
	}
	now = nine.Add(2 * time.Minute)
	second, body := get(t, n, "https://news.example/edit")
	if body != "another figure" {
		t.Errorf("after the edit: %q", body)
	}
	if first.Header.Get("ETag") == second.Header.Get("ETag") {
		t.Error("the edit kept the entity tag")
	}
	if got := second.Header.Get("Last-Modified"); got != "Thu, 20 Nov 2025 09:02:00 GMT" {
		t.Errorf("Last-Modified after the edit: %s", got)
	}
	now = nine.Add(3 * time.Minute)
	if resp, _ := get(t, n, "https://news.example/soon"); resp.StatusCode != 200 {
		t.Errorf("a page that is out answers %d", resp.StatusCode)
	}
}

func TestConditional(t *testing.T) {
	now := nine
	n := newNet(t, world, &now)
	resp, _ := get(t, n, "https://news.example/edit")
	etag, modified := resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
	if etag == "" || modified != "Thu, 20 Nov 2025 08:00:00 GMT" {
		t.Fatalf("validators %q %q", etag, modified)
	}
	tests := []struct {
		name   string
		header []string
		status int
	}{
		{"same tag", []string{"If-None-Match", etag}, 304},
		{"weak tag in a list", []string{"If-None-Match", `"x", W/` + etag}, 304},
		{"any", []string{"If-None-Match", "*"}, 304},
		{"other tag", []string{"If-None-Match", `"x"`}, 200},
		{"same date", []string{"If-Modified-Since", modified}, 304},
		{"older date", []string{"If-Modified-Since", "Thu, 20 Nov 2025 07:59:59 GMT"}, 200},
		{"nonsense date", []string{"If-Modified-Since", "yesterday"}, 200},
		{"other tag beats same date", []string{"If-None-Match", `"x"`, "If-Modified-Since", modified}, 200},
	}
	for _, tt := range tests {
		resp, body := get(t, n, "https://news.example/edit", tt.header...)
		if resp.StatusCode != tt.status || (tt.status == 304) != (body == "") {
			t.Errorf("%s: %d %q", tt.name, resp.StatusCode, body)
		}
	}
	now = nine.Add(2 * time.Minute)
	if resp, _ := get(t, n, "https://news.example/edit", "If-None-Match", etag, "If-Modified-Since", modified); resp.StatusCode != 200 {
		t.Errorf("after the edit the old validators give %d", resp.StatusCode)
	}
}

func TestFailuresLookReal(t *testing.T) {
	now := nine
	n := newNet(t, world, &now)
	client := &http.Client{Transport: n}
	tests := []struct {
		url, text string
		is        func(error) bool
	}{
		{"https://dead.example/feed", "connection refused", func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }},
		{"https://news.example/cut", "connection reset", func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }},
		{"https://nowhere.example/", "no such host", isNoSuchHost},
		{"https://www.un.org/", "lookup www.un.org: no such host", isNoSuchHost},
		{"http://127.0.0.1:8080/", "no such host", isNoSuchHost},
		{"https://slow.example/", "i/o timeout", func(err error) bool {
			var timeout net.Error
			return errors.As(err, &timeout) && timeout.Timeout() && errors.Is(err, os.ErrDeadlineExceeded)
		}},
		{"https://shady.example/", "certificate", func(err error) bool {
			var cert *tls.CertificateVerificationError
			return errors.As(err, &cert)
		}},
	}
	for _, tt := range tests {
		resp, err := client.Get(tt.url)
		if err == nil {
			resp.Body.Close()
			t.Errorf("%s answered %d", tt.url, resp.StatusCode)
			continue
		}
		if !tt.is(err) || !strings.Contains(err.Error(), tt.text) {
			t.Errorf("%s: %v", tt.url, err)
		}
	}
}

func isNoSuchHost(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

func TestMethodsAndCancel(t *testing.T) {
	now := nine
	n := newNet(t, world, &now)
	client := &http.Client{Transport: n}
	resp, err := client.Head("https://news.example/a/story")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	if len(body) != 0 || resp.Header.Get("Content-Length") != "13" {
		t.Errorf("HEAD: %d bytes, length %s", len(body), resp.Header.Get("Content-Length"))
	}
	resp, err = client.Post("https://news.example/a/story", "text/plain", strings.NewReader("x"))
	if err != nil || resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %v %v", resp, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, "https://news.example/", nil)
	if _, err := n.RoundTrip(req); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestBrokenWorlds(t *testing.T) {
	tests := []struct{ name, archive, want string }{
		{"file outside a host", "-- stray.html --\nx\n", "stray.html is outside any host's folder"},
		{"bad version", "-- a.example/p@2025-13-40T00:00:00Z.html --\nx\n", `a.example/p@2025-13-40T00:00:00Z.html: version "2025-13-40T00:00:00Z" is not a UTC time`},
		{"short rule", "-- a.example/_rules --\n/x 301\n", `a.example/_rules: line 1: "/x 301" is not a place, a word and a value`},
		{"unknown word", "-- a.example/_rules --\n\n/x jump /y\n", `line 2: unknown word "jump"`},
		{"bad status", "-- a.example/_rules --\n/x status 42\n", `"42" is not an HTTP status`},
		{"bad failure", "-- a.example/_rules --\n* fail softly\n", `fail "softly" is not one of`},
		{"bad header", "-- a.example/_rules --\n/x header nginx\n", `"nginx" is not a header`},
		{"missing file", "-- a.example/_rules --\n/x file y.html\n", "a.example: rule for /x names file y.html, which is not there"},
	}
	for _, tt := range tests {
		files, err := txtar.FS(txtar.Parse([]byte(tt.archive)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(Config{FS: files}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want it to say %q", tt.name, err, tt.want)
		}
	}
}

func TestHosts(t *testing.T) {
	now := nine
	want := []string{"dead.example", "news.example", "nowhere.example", "shady.example", "slow.example"}
	if diff := cmp.Diff(want, newNet(t, world, &now).Hosts()); diff != "" {
		t.Error(diff)
	}
}
