package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/crawler/catalogue"
)

var (
	linkTag  = regexp.MustCompile(`(?is)<link\s[^>]*>`)
	feedType = regexp.MustCompile(`(?i)type\s*=\s*["']?application/(rss|atom|feed\+json|rdf)`)
	hrefAttr = regexp.MustCompile(`(?is)href\s*=\s*["']?([^"'\s>]+)`)
)

// DiscoverFeeds gives the feeds that a page names in its head.
func DiscoverFeeds(page []byte, at string) []string {
	base, err := url.Parse(at)
	if err != nil {
		return nil
	}
	var found []string
	for _, tag := range linkTag.FindAll(page[:min(len(page), 256<<10)], 200) {
		if !feedType.Match(tag) || !bytes.Contains(bytes.ToLower(tag), []byte("alternate")) {
			continue
		}
		if m := hrefAttr.FindSubmatch(tag); m != nil {
			link := webLink(plainText(string(m[1])), base)
			if link != "" && link != at && !slices.Contains(found, link) {
				found = append(found, link)
			}
		}
	}
	return found
}

// Proposal is a source made out of an address, to be shown before it is saved.
type Proposal struct {
	Source  demarche.Source
	Listing Listing
	Others  []string // further feeds that the page names
}

// Propose looks at an address: a feed, a page that names one, or a page on which
// a list of reports can be made out. The source it
// makes out is enabled, of kind news, and named after feed and host; whoever
// saves it corrects what is wrong.
func Propose(ctx context.Context, f *Fetcher, addr string, now time.Time) (Proposal, error) {
	if !strings.Contains(addr, "://") {
		addr = "https://" + addr
	}
	p, err := propose(ctx, f, addr, now)
	if err == nil {
		return p, nil
	}
	if flt := asFault(err); flt.Class != demarche.FetchHTML {
		return Proposal{}, err
	}
	ans, getErr := f.Get(ctx, Request{URL: addr})
	if getErr != nil {
		return Proposal{}, getErr
	}
	found := DiscoverFeeds(ans.Body, ans.FinalURL)
	if len(found) == 0 {
		if p, ok := ProposePage(ans, now); ok {
			return p, nil
		}
		return Proposal{}, fmt.Errorf("%s is a page that names no feed; write a source with format = \"html\" and selectors: %w", addr, err)
	}
	if p, err = propose(ctx, f, found[0], now); err != nil {
		return Proposal{}, fmt.Errorf("the feed that %s names: %w", addr, err)
	}
	p.Others = found[1:]
	return p, nil
}

// ProposePage makes a source out of a page on which a list of reports can be
// made out.
func ProposePage(ans Answer, now time.Time) (Proposal, bool) {
	base, err := url.Parse(ans.FinalURL)
	if err != nil {
		return Proposal{}, false
	}
	sel, l, ok := Guess(ans.Body, ans.Charset, base, "", now)
	if !ok {
		return Proposal{}, false
	}
	src := demarche.Source{ID: idOf(base.Hostname()), Name: firstOf(l.Title, base.Hostname()), Kind: demarche.KindNews, Home: base.Scheme + "://" + base.Host + "/",
		Enabled: true, Republish: demarche.RepublishExcerpt, Confidence: "medium", Feeds: []demarche.Feed{{URL: ans.FinalURL, Format: demarche.FormatHTML, Selectors: sel}}}
	catalogue.NameFeeds(&src)
	return Proposal{Source: src, Listing: l}, true
}

func propose(ctx context.Context, f *Fetcher, addr string, now time.Time) (Proposal, error) {
	feed := demarche.Feed{URL: addr, Format: demarche.FormatFeed}
	ans, err := f.Get(ctx, Request{URL: addr, Accept: acceptOf(feed.Format)})
	if err != nil {
		return Proposal{}, err
	}
	src := demarche.Source{Kind: demarche.KindNews, Enabled: true, Republish: demarche.RepublishExcerpt, Confidence: "high"}
	l, err := ReadListing(src, feed, ans, f.cfg.Limits, now)
	if err != nil {
		return Proposal{}, err
	}
	if ans.Moved {
		feed.URL = ans.FinalURL
	}
	u, err := url.Parse(feed.URL)
	if err != nil {
		return Proposal{}, fmt.Errorf("address %q: %w", feed.URL, err)
	}
	src.ID = idOf(u.Hostname())
	src.Name = firstOf(l.Title, u.Hostname())
	src.Home = u.Scheme + "://" + u.Host + "/"
	if len(l.Entries) > 0 {
		src.Lang, _, _ = strings.Cut(strings.ToLower(l.Entries[0].Lang), "-")
	}
	src.Feeds = []demarche.Feed{feed}
	catalogue.NameFeeds(&src)
	return Proposal{Source: src, Listing: l}, nil
}

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

// idOf makes a source's id out of a host name.
func idOf(host string) string {
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	id := strings.Trim(notInID.ReplaceAllString(host, "-"), "-")
	if len(id) > 64 {
		id = strings.Trim(id[:64], "-")
	}
	return id
}
