package main

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"

	"demarche"
	"demarche/crawler"
	"demarche/crawler/catalogue"
)

// guessed shows the list of reports that can be made out on a page of which no
// source's selectors read anything, with a source that would read it. A page
// that is mostly text is a report with a list beside it.
func (t *trial) guessed(body []byte, from string) bool {
	if from == "" {
		from = "https://saved.invalid/"
	}
	p, ok := crawler.ProposePage(crawler.Answer{URL: from, FinalURL: from, Body: body}, t.env.now())
	if !ok {
		return false
	}
	if mostlyText(body, p.Listing) {
		return false
	}
	fmt.Fprintln(t.env.stdout, "a listing that no source of the catalogue reads; these selectors were made out from the page:")
	for _, f := range crawler.Fields(p.Source.Feeds[0].Selectors) {
		fmt.Fprintf(t.env.stdout, "  %-8s %s\n", f[0], visible(f[1]))
	}
	t.printListing(from, p.Listing)
	if text, err := catalogue.Encode(p.Source); err == nil {
		fmt.Fprintf(t.env.stdout, "\nA source that reads it; look it over, save it in DATA/sources/%s.toml and try it with demarche sources test:\n\n%s", p.Source.ID, text)
	}
	return true
}

// mostlyText says whether a page holds far more words than the headlines of the
// list that can be read from it: then it is a report with a list beside it.
func mostlyText(body []byte, l crawler.Listing) bool {
	titles := 0
	for _, en := range l.Entries {
		titles += len(en.Title) + len(en.Summary)
	}
	a, err := readArticle(bytes.Clone(body), "text/html", "https://saved.invalid/", demarche.Selectors{}, "")
	return err == nil && len(a.Text) > 1000+3*titles
}

var canonicalLink = regexp.MustCompile(`(?i)(?:rel=["']?canonical["']?[^>]*href=|property=["']?og:url["']?[^>]*content=)["']?(https?://[^"'\s>]+)`)

// publisher finds the source that a saved page comes from, by the address it
// came from or names itself.
func (t *trial) publisher(body []byte, from string) (demarche.Source, bool) {
	if m := canonicalLink.FindSubmatch(body); from == "" && m != nil {
		from = string(m[1])
	}
	at, err := url.Parse(from)
	if err != nil || at.Hostname() == "" {
		return demarche.Source{}, false
	}
	var found demarche.Source
	longest := 0
	for _, s := range t.sources {
		for _, f := range s.Feeds {
			u, err := url.Parse(f.URL)
			if err != nil || u.Hostname() != at.Hostname() {
				continue
			}
			if n := 1 + commonPrefix(u.Path, at.Path); n > longest {
				found, longest = s, n
			}
		}
	}
	return found, longest > 0
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// nothingFits says what the page is instead, and the ways on.
func (t *trial) nothingFits(body []byte) {
	ans := crawler.Answer{URL: "https://saved.invalid/", FinalURL: "https://saved.invalid/", Body: body}
	_, err := crawler.ReadListing(demarche.Source{}, demarche.Feed{Format: demarche.FormatFeed}, ans, crawler.DefaultLimits(), t.env.now())
	if err != nil {
		fmt.Fprintf(t.env.stdout, "\n%s\n", visible(err.Error()))
	}
	fmt.Fprint(t.env.stdout, `Neither a feed, nor a list of reports, nor a report was found in it. What can help:
  - what scripts add is not in a page's source: save it from the browser as "complete page" after it has loaded;
  - look in the page for a link to RSS or Atom, and test that address;
  - name the source whose selectors should read it with --source ID, and the page's address with --url;
  - write selectors: item is the element around one entry, link, title and date are inside it.
`)
}
