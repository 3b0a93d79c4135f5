package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/crawler"
	"demarche/crawler/catalogue"
)

// samples is the folder of real bytes, which is not part of the project.
func samples(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../../shared/samples")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no ../shared/samples beside the project: real feeds and pages cannot be tried")
	}
	return dir
}

// Every real feed and page there is goes through crawl, extract and index, and
// is found again. The server is ours, on loopback, reached through --allow-net.
func TestRealInput(t *testing.T) {
	dir := samples(t)
	srv := httptest.NewServer(realSite(t, dir))
	defer srv.Close()
	a := realApp(t)
	defer a.close()
	sources := realSources(t, dir, srv.URL)
	if err := a.store.SyncSources(t.Context(), sources); err != nil {
		t.Fatal(err)
	}
	w := world{sources: sources, now: time.Now, quick: true}
	c, err := a.crawlerFor(w, func(crawler.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	reports := c.Crawl(t.Context(), nil, true)
	byClass := map[demarche.FetchClass]int{}
	for _, r := range reports {
		byClass[r.Class]++
		if r.Entries == 0 && r.Error == "" && r.Advice == "" && r.Class != demarche.FetchEmpty {
			t.Errorf("%s: no items and no reason (%s)", r.Source, r.Class)
		}
		t.Logf("%-55s %-12s entries %3d new %3d pages %d failed %d %s", r.Source, r.Class, r.Entries, r.New, r.Pages, r.Failed, r.Error)
	}
	if byClass[demarche.FetchItems] < 40 {
		t.Errorf("only %d of %d sources gave items", byClass[demarche.FetchItems], len(reports))
	}
	seq, err := a.store.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := a.pipe.CatchUp(t.Context(), seq); err != nil {
		t.Fatal(err)
	}
	checkReal(t, a)
}

// checkReal asks what an analyst would ask of the Treasury releases.
func checkReal(t *testing.T, a *app) {
	ask := func(text string) demarche.Results {
		t.Helper()
		q, err := queryFlags{Query: []string{text}, Size: 50}.query(time.Now())
		if err != nil {
			t.Fatal(err)
		}
		res, err := a.searcher.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	all := ask("source:treasury")
	if all.Total != 21 {
		t.Errorf("%d Treasury releases are searchable, want 21", all.Total)
	}
	res := ask(`"Lazarus Group" OR DPRK`)
	if res.Total == 0 {
		t.Fatal(`nothing found for "Lazarus Group" OR DPRK`)
	}
	for _, h := range res.Hits {
		v, err := a.store.Item(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		text := v.Item.Title + " " + v.Revisions[0].Text
		if !regexp.MustCompile(`(?i)lazarus group|dprk`).MatchString(text) {
			t.Errorf("%q holds neither term", h.Title)
		}
		if h.Source == "treasury" && (h.Published == "" || h.Published < "2017" || h.Published > "2026") {
			t.Errorf("%q is dated %q", h.Title, h.Published)
		}

	}
}

func realApp(t *testing.T) *app {
	t.Helper()
	e := &environment{ctx: t.Context(), stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
	e.flags.Data = t.TempDir()
	a, err := e.open("test")
	if err != nil {
		t.Fatal(err)
	}
	a.cfg.allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	return a
}

// realSite serves the samples, and a listing of the releases in our own markup.
func realSite(t *testing.T, dir string) http.Handler {
	releases, err := filepath.Glob(filepath.Join(dir, "treasury", "*.html"))
	if err != nil || len(releases) == 0 {
		t.Fatalf("releases: %v %v", releases, err)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "gov", "*trimmed.html"))
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/feeds/", http.StripPrefix("/feeds/", http.FileServer(http.Dir(filepath.Join(dir, "feeds")))))
	mux.Handle("/treasury/", http.StripPrefix("/treasury/", http.FileServer(http.Dir(filepath.Join(dir, "treasury")))))
	mux.Handle("/gov/", http.StripPrefix("/gov/", http.FileServer(http.Dir(filepath.Join(dir, "gov")))))
	mux.HandleFunc("/list/{folder}", func(w http.ResponseWriter, r *http.Request) {
		files := releases
		if r.PathValue("folder") == "gov" {
			files = pages
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>Releases</title><main>")
		for _, f := range files {
			name := html.EscapeString(filepath.Base(f))
			fmt.Fprintf(w, `<div class="row"><a href="/%s/%s">%s</a></div>`, r.PathValue("folder"), name, name)
		}
	})
	return mux
}

// realSources is one source a feed file, and the two listings read with the
// selectors of the catalogue's own Treasury and OFAC files.
func realSources(t *testing.T, dir, base string) []demarche.Source {
	t.Helper()
	feeds, err := filepath.Glob(filepath.Join(dir, "feeds", "*"))
	if err != nil {
		t.Fatal(err)
	}
	builtin, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	article := map[string]demarche.Selectors{}
	for _, s := range builtin {
		article[s.ID] = s.Article
	}
	listing := demarche.Selectors{Item: "div.row", Link: "a@href"}
	out := []demarche.Source{
		{ID: "treasury", Name: "Treasury", Kind: demarche.KindFinance, Country: "US", Lang: "en", Authority: "OFAC", Republish: demarche.RepublishFull, Enabled: true,
			Article: article["us-treasury-press"], Feeds: []demarche.Feed{{URL: base + "/list/treasury", Format: demarche.FormatHTML, Selectors: listing}}},
		{ID: "gov", Name: "OFAC", Kind: demarche.KindSanctions, Country: "US", Lang: "en", Authority: "OFAC", Republish: demarche.RepublishFull, Enabled: true,
			Feeds: []demarche.Feed{{URL: base + "/list/gov", Format: demarche.FormatHTML, Selectors: listing}}},
	}
	for _, f := range feeds {
		name := filepath.Base(f)
		id := strings.ToLower(regexp.MustCompile(`[^A-Za-z0-9]+`).ReplaceAllString(name, "-"))
		out = append(out, demarche.Source{ID: id, Name: name, Kind: demarche.KindNews, Lang: "en", Republish: demarche.RepublishExcerpt, Enabled: true,
			Feeds: []demarche.Feed{{URL: base + "/feeds/" + name, Format: demarche.FormatFeed, FullText: true}}})
	}
	return out
}
