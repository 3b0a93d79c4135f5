package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const smallFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Port Wire</title><link>http://x.example/</link>
<item><title>Tanker turned back</title><link>http://x.example/1</link><guid>1</guid><pubDate>Tue, 04 Nov 2025 10:00:00 GMT</pubDate><description>Short.</description></item>
</channel></rss>`

func feedServer(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(`<!doctype html><html><title>Port Wire</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">`))
		case "/feed.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			w.Write([]byte(smallFeed))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestSourcesAdd(t *testing.T) {
	url, data := feedServer(t), t.TempDir()
	if got := program(t, "", "sources", "add", url, "--data", data); got.code != exitFailed {
		t.Errorf("a private address was read without --allow-net: %s", got.out)
	}
	args := []string{"sources", "add", url, "--id", "port-wire", "--kind", "shipping", "--data", data, "--allow-net", "127.0.0.0/8"}
	if got := program(t, "n\n", args...); got.code != exitOK || !strings.Contains(got.out, "Tanker turned back") || !strings.Contains(got.out, "Nothing was saved") {
		t.Fatalf("a no: code %d\n%s%s", got.code, got.out, got.err)
	}
	if got := program(t, "y\n", args...); got.code != exitOK || !strings.Contains(got.out, "Saved to") {
		t.Fatalf("a yes: code %d\n%s%s", got.code, got.out, got.err)
	}
	if got := program(t, "", args...); got.code != exitUsage || !strings.Contains(got.err, "is there already") {
		t.Errorf("added twice: code %d %s", got.code, got.err)
	}
	got := program(t, "", "crawl", "port-wire", "--data", data, "--allow-net", "127.0.0.0/8")
	if got.code != exitOK || !strings.Contains(got.out, "port-wire") {
		t.Fatalf("crawl: code %d\n%s%s", got.code, got.out, got.err)
	}
	if found := program(t, "", "search", "tanker kind:shipping", "--data", data); !strings.Contains(found.out, "1 found") {
		t.Errorf("search: %s%s", found.out, found.err)
	}
	if got := program(t, "", "sources", "disable", "port-wire", "--reason", "quiet now", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	if list := program(t, "", "sources", "list", "--data", data); !strings.Contains(list.out, "off: quiet now") {
		t.Errorf("after disable:\n%s", list.out)
	}
	text, err := os.ReadFile(filepath.Join(data, "sources", "port-wire.toml"))
	if err != nil || !strings.Contains(string(text), "/feed.xml") {
		t.Errorf("disabling lost the feed: %v\n%s", err, text)
	}
	if got := program(t, "", "sources", "enable", "no-such", "--data", data); got.code != exitUsage {
		t.Errorf("enable of an unknown id: code %d", got.code)
	}
}

const listPage = `<html><head><title>Port of Sampleland</title></head><body><table><tbody>
<tr><td>05.11.2025</td><td><a href="n?id=3">Tanker detained over forged insurance</a></td><td><a href="3.pdf">PDF</a></td></tr>
<tr><td>31.10.2025</td><td><a href="n?id=2">Ships refused entry after new listing</a></td><td><a href="2.pdf">PDF</a></td></tr>
<tr><td>28.10.2025</td><td><a href="n?id=1">Transfers at sea must be reported</a></td><td><a href="1.pdf">PDF</a></td></tr></tbody></table></body></html>`

var reportPage = `<html><head><title>Designations</title><link rel="canonical" href="https://ofac.treasury.gov/recent-actions/20990101"></head><body><h1>Designations</h1><p>` +
	strings.Repeat("The following individual has been added to the list in this sample. ", 40) + `</p></body></html>`

func TestSourcesTest(t *testing.T) {
	url := feedServer(t)
	saved := write(t, "saved.xml", smallFeed)
	tests := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"saved feed", []string{saved}, exitOK, "2025-11-04T10:00:00Z"},
		{"address", []string{url, "--allow-net", "127.0.0.0/8"}, exitOK, "Tanker turned back"},
		{"missing file", []string{"none.html"}, exitFailed, ""},
		{"empty page", []string{write(t, "empty.html", "<html></html>")}, exitFailed, ""},
		{"list of another publisher", []string{write(t, "list.html", listPage), "--url", "https://port.example/news/"}, exitOK, "item = \"tbody > tr\""},
		{"nothing to read", []string{write(t, "login.html", "<html><title>Sign in</title><form><input><button>Sign in</button></form></html>")}, exitFailed, "What can help"},
		{"report of a source", []string{write(t, "report.html", reportPage)}, exitOK, "it comes from us-ofac-recent"},
		{"unknown source", []string{saved, "--source", "none"}, exitUsage, ""},
		{"bad source file", []string{write(t, "bad.toml", "id = \"x\"\nnmae = \"y\"\n")}, exitFailed, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := program(t, "", append([]string{"sources", "test", "--data", t.TempDir()}, tt.args...)...)
			if got.code != tt.code || !strings.Contains(got.out, tt.says) {
				t.Errorf("code %d\n%s%s", got.code, got.out, got.err)
			}
		})
	}
}

func TestSourcesOPML(t *testing.T) {
	data := t.TempDir()
	out := program(t, "", "sources", "list", "--opml", "--data", data)
	if out.code != exitOK || !strings.Contains(out.out, "<opml") || strings.Count(out.out, "xmlUrl=") < 20 {
		t.Fatalf("opml out: %s%s", out.out, out.err)
	}
	list := write(t, "mine.opml", `<opml version="2.0"><body><outline text="Port Wire" type="rss" xmlUrl="https://port-wire.example/feed"/></body></opml>`)
	if got := program(t, "", "sources", "add", list, "--yes", "--data", data); got.code != exitOK || !strings.Contains(got.out, "1 new feeds") {
		t.Errorf("opml in: code %d\n%s%s", got.code, got.out, got.err)
	}
	if got := program(t, "", "sources", "list", "--data", data); !strings.Contains(got.out, "Port Wire") {
		t.Error("the feed of the list is not in the catalogue")
	}
}

func TestSourcesCheck(t *testing.T) {
	page := "<!doctype html><html><head><title>Moved \x1b[2Jhouse</title></head><body>" + strings.Repeat("<p>Nothing to read here.</p>\n", 90)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(page))
	}))
	t.Cleanup(srv.Close)
	data := t.TempDir()
	if err := os.MkdirAll(filepath.Join(data, "sources"), 0o750); err != nil {
		t.Fatal(err)
	}
	own := "id = \"wire\"\nname = \"Port Wire\"\nkind = \"news\"\nlang = \"en\"\nenabled = true\n[[feed]]\nurl = \"" + srv.URL + "/feed\"\nformat = \"feed\"\n"
	if err := os.WriteFile(filepath.Join(data, "sources", "wire.toml"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	program(t, "", "crawl", "wire", "--data", data, "--allow-net", "127.0.0.0/8")
	if got := program(t, "", "sources", "check", "--data", data); got.code != exitFailed || !strings.Contains(got.err, " sources need a person") || !strings.Contains(got.out, "changed") {
		t.Errorf("all: code %d %s\n%s", got.code, got.err, got.out)
	}
	got := program(t, "", "sources", "check", "wire", "--data", data)
	for _, want := range []string{"state             changed", "1 in 30 days", "| <!doctype html>", "more lines are kept", "state since"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("no %q in\n%s", want, got.out)
		}
	}
	if got.code != exitFailed || strings.Contains(got.out, "\x1b") {
		t.Errorf("code %d, or an escape of the page on the terminal", got.code)
	}
	if got := program(t, "", "sources", "check", "us-bis-news", "--data", data); got.code != exitOK {
		t.Errorf("a source that needs nobody: code %d %s", got.code, got.err)
	}
	if got := program(t, "", "sources", "check", "nobody", "--data", data); got.code != exitUsage {
		t.Errorf("an unknown source: code %d", got.code)
	}
}
