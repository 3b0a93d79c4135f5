package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"demarche"
	"demarche/crawler"
	"demarche/crawler/catalogue"
)

type sourcesTestCmd struct {
	Target string `arg:"" help:"A source file (.toml), an address, or a page or feed saved from a browser." placeholder:"FILE-OR-URL"`
	Source string `help:"Read a saved page with this source's selectors; without it the source that fits best is tried." placeholder:"ID"`
	URL    string `help:"Address that a saved page came from, for its relative links." placeholder:"URL"`
	Show   int    `help:"Entries shown." default:"5"`
}

// Help teaches with examples.
func (sourcesTestCmd) Help() string {
	return `Shows field by field what would be read, and stores nothing. Exit code 1 when nothing was found.

Examples:
  demarche sources test my-source.toml
  demarche sources test https://news.example/feed.xml
  demarche sources test saved-listing.html --source us-treasury-press`
}

// trial reads feeds and pages without storing anything.
type trial struct {
	env     *environment
	sources []demarche.Source
	fetcher *crawler.Fetcher
	show    int
	found   int // entries and articles that could be read
}

// Run tries the target.
func (c sourcesTestCmd) Run(e *environment) error {
	t, err := e.newTrial()
	if err != nil {
		return err
	}
	t.show = c.Show
	switch {
	case strings.HasPrefix(c.Target, "http://") || strings.HasPrefix(c.Target, "https://"):
		err = t.address(c.Target)
	case strings.HasSuffix(c.Target, ".toml"):
		err = t.sourceFile(c.Target)
	default:
		err = t.savedPage(c.Target, c.Source, c.URL)
	}
	if err == nil && t.found == 0 {
		err = fmt.Errorf("nothing could be read from %s", c.Target)
	}
	return err
}

func (e *environment) newTrial() (*trial, error) {
	cfg, err := e.loadConfig()
	if err != nil {
		return nil, err
	}
	a := &app{env: e, cfg: cfg}
	list, err := a.sources()
	if err != nil {
		return nil, err
	}
	f := crawler.NewFetcher(crawler.FetcherConfig{AllowNet: cfg.allow, UserAgent: fmt.Sprintf("demarche/%s (+%s)", version, cfg.Contact), Now: e.now})
	return &trial{env: e, sources: list, fetcher: f}, nil
}

// sourceFile fetches every feed of a source file, and the first report of each.
func (t *trial) sourceFile(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read source file: %w", err)
	}
	src, err := catalogue.Parse(filepath.Base(path), data)
	if err != nil {
		return err
	}
	return t.source(src)
}

// address tries the source that has this feed, or makes one out.
func (t *trial) address(addr string) error {
	for _, s := range t.sources {
		for _, f := range s.Feeds {
			if f.URL == addr {
				s.Feeds = []demarche.Feed{f}
				fmt.Fprintf(t.env.stdout, "source %s\n", s.ID)
				return t.source(s)
			}
		}
	}
	p, err := crawler.Propose(t.env.ctx, t.fetcher, addr, t.env.now())
	if err != nil {
		return err
	}
	t.printListing(p.Source.Feeds[0].URL, p.Listing)
	return t.firstReport(p.Source, p.Listing)
}

func (t *trial) source(src demarche.Source) error {
	for _, f := range src.Feeds {
		ans, err := t.fetcher.Get(t.env.ctx, crawler.Request{URL: f.URL, Source: src})
		if err != nil {
			fmt.Fprintf(t.env.stdout, "%s\n  %v\n", f.URL, err)
			continue
		}
		l, err := crawler.ReadListing(src, f, ans, crawler.DefaultLimits(), t.env.now())
		if err != nil {
			fmt.Fprintf(t.env.stdout, "%s\n  %v\n", f.URL, err)
			continue
		}
		t.printListing(f.URL, l)
		if !f.FullText {
			if err := t.firstReport(src, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// firstReport fetches and reads the first entry's own page.
func (t *trial) firstReport(src demarche.Source, l crawler.Listing) error {
	for _, en := range l.Entries {
		if en.Link == "" || en.Content != "" {
			continue
		}
		at := en.Link
		if addr := crawler.JSONAddress(src.Article, at); addr != "" {
			at = addr
		}
		ans, err := t.fetcher.Get(t.env.ctx, crawler.Request{URL: at, Source: src})
		if err != nil {
			fmt.Fprintf(t.env.stdout, "\nreport %s\n  %v\n", at, err)
			return t.env.ctx.Err()
		}
		return t.printArticle(src, ans.Body, ans.MediaType, at)
	}
	return nil
}

// savedPage reads a file as feed, as listing and as report.
func (t *trial) savedPage(path, sourceID, from string) error {
	in, err := t.env.openInput(path)
	if err != nil {
		return err
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, maxPage))
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	candidates := t.sources
	if sourceID != "" {
		s, ok := findSource(t.sources, sourceID)
		if !ok {
			return usageError{fmt.Errorf("source %q is not in the catalogue: see demarche sources list", sourceID)}
		}
		candidates = []demarche.Source{s}
	}
	if l, src, feed, ok := t.bestListing(candidates, body, from); ok && (sourceID != "" || l.Format != "html" || !mostlyText(body, l)) {
		fmt.Fprintf(t.env.stdout, "a listing, read as %s\n", src)
		t.printListing(feed, l)
		return nil
	}
	src := demarche.Source{}
	if sourceID != "" {
		src = candidates[0]
	} else if t.guessed(body, from) {
		return nil
	} else if s, ok := t.publisher(body, from); ok {
		src = s
		fmt.Fprintf(t.env.stdout, "it comes from %s, whose selectors are used\n", s.ID)
	}
	fmt.Fprintln(t.env.stdout, "no listing of entries; read as a report:")
	if err := t.printArticle(src, body, "text/html", from); err != nil {
		return err
	}
	if t.found == 0 {
		t.nothingFits(body)
	}
	return nil
}

// bestListing tries the page as a feed and with every candidate's selectors,
// and keeps the reading with the most dated entries.
func (t *trial) bestListing(candidates []demarche.Source, body []byte, from string) (best crawler.Listing, source, feed string, ok bool) {
	try := func(src demarche.Source, f demarche.Feed, name string) {
		at := from
		if at == "" {
			at = f.URL
		}
		ans := crawler.Answer{URL: at, FinalURL: at, Status: http.StatusOK, Header: http.Header{}, Body: body, At: t.env.now()}
		l, err := crawler.ReadListing(src, f, ans, crawler.DefaultLimits(), t.env.now())
		if err == nil && worth(l) > worth(best) {
			best, source, feed, ok = l, name, f.URL, true
		}
	}
	try(demarche.Source{ID: "saved"}, demarche.Feed{URL: "https://saved.invalid/", Format: demarche.FormatFeed}, "a feed")
	for _, s := range candidates {
		for _, f := range s.Feeds {
			if f.Format != demarche.FormatFeed {
				try(s, f, s.ID)
			}
		}
	}
	return best, source, feed, ok
}

// worth ranks readings of one page: dated entries count double.
func worth(l crawler.Listing) int {
	n := 0
	for _, en := range l.Entries {
		n++
		if !en.Published.Time.IsZero() {
			n++
		}
	}
	return n
}

func findSource(list []demarche.Source, id string) (demarche.Source, bool) {
	for _, s := range list {
		if s.ID == id {
			return s, true
		}
	}
	return demarche.Source{}, false
}

func (t *trial) printListing(at string, l crawler.Listing) {
	w := t.env.stdout
	t.found += len(l.Entries)
	fmt.Fprintf(w, "%s\n  format %s, %d entries, %d skipped\n", visible(at), l.Format, len(l.Entries), l.Skipped)
	for _, n := range l.Notes {
		fmt.Fprintf(w, "  note: %s\n", visible(n))
	}
	if l.Next != "" {
		fmt.Fprintf(w, "  next page %s\n", visible(l.Next))
	}
	for i, en := range l.Entries[:min(len(l.Entries), t.show)] {
		fmt.Fprintf(w, "  %d title   %s\n    link    %s\n    date    %s\n", i+1, orMissing(en.Title), orMissing(en.Link), dateRead(en.Published))
		if en.GUID != "" && en.GUID != en.Link {
			fmt.Fprintf(w, "    id      %s\n", visible(en.GUID))
		}
		if en.Summary != "" {
			fmt.Fprintf(w, "    summary %s\n", clipped(en.Summary, 160))
		}
		if en.Content != "" {
			fmt.Fprintf(w, "    text    %d bytes of HTML in the listing\n", len(en.Content))
		}
	}
}

// shortReport is the text, in characters, under which a page holds no report.
const shortReport = 80

func (t *trial) printArticle(src demarche.Source, body []byte, mediaType, at string) error {
	if at == "" {
		at = "https://saved.invalid/"
	}
	if _, err := url.Parse(at); err != nil {
		return usageError{fmt.Errorf("--url %q: %w", at, err)}
	}
	a, err := readArticle(bytes.Clone(body), mediaType, at, src.Article, src.Zone)
	w := t.env.stdout
	if err != nil {
		fmt.Fprintf(w, "\nreport %s\n  %v\n", visible(at), err)
		return nil
	}
	if len([]rune(strings.TrimSpace(a.Text))) >= shortReport {
		t.found++
	}
	fmt.Fprintf(w, "\nreport %s\n    title   %s\n    date    %s", visible(at), orMissing(a.Title), dateRead(a.Published))
	if a.Evidence != "" {
		fmt.Fprintf(w, " (from %s)", a.Evidence)
	}
	fmt.Fprintf(w, "\n    authors %s\n    lang    %s\n    text    %d characters: %s\n", orMissing(strings.Join(a.Authors, ", ")), orMissing(a.Lang), len([]rune(a.Text)), clipped(a.Text, 300))
	return nil
}

func dateRead(p demarche.Published) string {
	switch {
	case p.Time.IsZero() && p.Raw == "":
		return "none found"
	case p.Time.IsZero():
		return fmt.Sprintf("%q cannot be used: %s", p.Raw, p.Note)
	}
	return fmt.Sprintf("%s, from %q", p.Stamp(), p.Raw)
}

func orMissing(s string) string {
	if s = visible(s); s != "" {
		return s
	}
	return "none found"
}

func clipped(s string, n int) string {
	r := []rune(visible(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + " …"
}

// propose looks at an address for sources add.
func (t *trial) propose(ctx context.Context, addr string, now time.Time) (crawler.Proposal, error) {
	return crawler.Propose(ctx, t.fetcher, addr, now)
}
