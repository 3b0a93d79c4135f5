package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"demarche"
)

// readOptions is how a listing is read.
type readOptions struct {
	base    *url.URL // address of the listing after redirects
	charset string   // as declared in Content-Type
	dates   dateReader
	lim     Limits
	sel     demarche.Selectors
	updated bool // the feed tells only when entries changed, not when they were published
}

// readFeed reads RSS, RDF, Atom or JSON Feed. What is none of these is a
// *Fault with a class that says what it was instead.
func readFeed(body []byte, opt readOptions) (Listing, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return Listing{}, fault(demarche.FetchUnparseable, "the answer is empty")
	}
	text, _, err := decodeText(body, opt.charset, opt.lim.Body)
	if err != nil {
		return Listing{}, err
	}
	var l Listing
	if trimmed := bytes.TrimLeft(text, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '{' {
		text = trimmed
	} else {
		t := tidyXML(text, opt.lim)
		if t.cut > 0 {
			l.Skipped += t.cut
			l.Notes = append(l.Notes, fmt.Sprintf("%d entries beyond the limit of %d were left off", t.cut, opt.lim.Items))
		}
		if t.deep {
			l.Notes = append(l.Notes, fmt.Sprintf("elements nested deeper than %d were left off", opt.lim.Depth))
		}
		text = t.text
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(text))
	if at := feedRoot.FindIndex(text); err != nil && at != nil { // wrapped in a page
		parsed, err = gofeed.NewParser().Parse(bytes.NewReader(tidyXML(text[at[0]:], opt.lim).text))
	}
	if err != nil {
		return l, feedFault(body, text, opt.charset, err)
	}
	l.Title, l.Format, l.TTL = plainText(parsed.Title), parsed.FeedType, feedTTL(text)
	// gofeed gives the time of the last change where an Atom entry has no other.
	opt.updated = parsed.FeedType == "atom" && !bytes.Contains(text, []byte("published>")) && !bytes.Contains(text, []byte("issued>"))
	for i, it := range parsed.Items {
		if i == opt.lim.Items {
			l.Skipped += len(parsed.Items) - i
			l.Notes = append(l.Notes, fmt.Sprintf("%d entries beyond the limit of %d were left off", len(parsed.Items)-i, opt.lim.Items))
			break
		}
		e := feedEntry(it, feedBase(parsed, opt.base), opt)
		if e.Lang == "" {
			e.Lang = strings.TrimSpace(parsed.Language)
		}
		if e.Title == "" && e.Link == "" && e.Summary == "" && e.Content == "" {
			l.Skipped++
			continue
		}
		l.Entries = append(l.Entries, e)
	}
	return l, nil
}

// feedRoot is where a feed begins.
var feedRoot = regexp.MustCompile(`<(feed\s[^>]*xmlns="http://www\.w3\.org/2005/Atom|rss[\s>]|rdf:RDF[\s>])`)

var ttlTag = regexp.MustCompile(`<ttl>\s*(\d{1,5})\s*</ttl>`)

// feedTTL reads RSS 2.0's ttl, in minutes, at most a day.
func feedTTL(text []byte) time.Duration {
	m := ttlTag.FindSubmatch(text[:min(len(text), 16<<10)])
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return min(time.Duration(n)*time.Minute, maxPoll)
}

// feedFault classes what did not parse as a feed.
func feedFault(body, text []byte, declared string, err error) error {
	if class, why := sniff(body, declared); class != "" {
		return fault(class, "%s", why)
	}
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return fault(demarche.FetchUnparseable, "not a feed: it begins with %.60q", bytes.TrimSpace(text[:min(len(text), 200)]))
	}
	return fault(demarche.FetchUnparseable, "the feed is broken: %w", err)
}

// feedBase is what relative links are relative to: the address the feed came
// from, else the site it names.
func feedBase(f *gofeed.Feed, base *url.URL) *url.URL {
	if base != nil {
		return base
	}
	u, err := url.Parse(f.Link)
	if err != nil {
		return nil
	}
	return u
}

func feedEntry(it *gofeed.Item, base *url.URL, opt readOptions) Entry {
	e := Entry{
		GUID:    strings.TrimSpace(it.GUID),
		Title:   plainText(cutString(it.Title, opt.lim.Text)),
		Summary: plainText(cutString(it.Description, opt.lim.Text)),
		Content: strings.TrimSpace(cutString(it.Content, opt.lim.Text)),
		Updated: strings.TrimSpace(it.Updated),
	}
	for _, link := range append([]string{it.Link}, it.Links...) {
		if e.Link = webLink(link, base); e.Link != "" {
			break
		}
	}
	if e.Link == "" {
		e.Link = webLink(e.GUID, nil) // a permalink
	}
	if !opt.updated {
		e.Published = feedDate(it, opt.dates)
	}
	if e.Published.Raw == "" && e.Updated != "" {
		e.Published, e.Revised = opt.dates.read(e.Updated), true
	}
	for _, a := range it.Authors {
		if a != nil && strings.TrimSpace(a.Name) != "" {
			e.Authors = append(e.Authors, plainText(a.Name))
		}
	}
	if it.DublinCoreExt != nil && len(it.DublinCoreExt.Language) > 0 {
		e.Lang = strings.TrimSpace(it.DublinCoreExt.Language[0])
	}
	return e
}

// feedDate reads the date of publication. gofeed offers dc:date too.
func feedDate(it *gofeed.Item, dates dateReader) demarche.Published {
	raw := it.Published
	if strings.TrimSpace(raw) == "" && it.DublinCoreExt != nil && len(it.DublinCoreExt.Date) > 0 {
		raw = it.DublinCoreExt.Date[0]
	}
	if strings.TrimSpace(raw) == "" {
		return demarche.Published{}
	}
	return dates.read(raw)
}

func cutString(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// webLink resolves a link and gives it when it leads to the web, else "". An
// absolute link is given byte for byte.
func webLink(link string, base *url.URL) string {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > 4096 || strings.ContainsAny(link, "\r\n\t\\") {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	if !u.IsAbs() {
		if base == nil {
			return ""
		}
		u = base.ResolveReference(u)
		link = u.String()
	}
	if s := strings.ToLower(u.Scheme); s != "http" && s != "https" || u.Hostname() == "" {
		return ""
	}
	return link
}
