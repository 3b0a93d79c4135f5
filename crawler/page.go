package crawler

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"demarche"
)

// readPage reads a listing page with the source's selectors.
func readPage(body []byte, opt readOptions) (Listing, error) {
	r, err := compileListing(opt.sel)
	if err != nil {
		return Listing{}, fault(demarche.FetchChanged, "the source's selectors are faulty: %w", err)
	}
	if len(r.item) == 0 {
		return Listing{}, fault(demarche.FetchChanged, "the source names no selector for the entries of its page")
	}
	text, _, err := decodeText(body, opt.charset, opt.lim.Body)
	if err != nil {
		return Listing{}, err
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		return Listing{}, fault(demarche.FetchUnparseable, "the page cannot be read: %w", err)
	}
	l := Listing{Format: "html", Title: titleOf(text)}
	items := r.item.all(doc.Selection)
	base := pageBase(doc, opt.base)
	items.EachWithBreak(func(i int, s *goquery.Selection) bool {
		if i >= opt.lim.Items {
			l.Skipped += items.Length() - i
			return false
		}
		if e, ok := r.entry(s, base, opt); ok {
			l.Entries = append(l.Entries, e)
		} else {
			l.Skipped++
		}
		return true
	})
	l.Next = webLink(r.next.find(doc.Selection, "href"), base)
	if len(l.Entries) == 0 {
		return l, pageFault(text, items.Length())
	}
	return l, nil
}

// pageFault says why a listing page gave no entry.
func pageFault(text []byte, found int) error {
	if class, why := standIn(text); class != "" {
		return fault(class, "%s", why)
	}
	if found > 0 {
		return fault(demarche.FetchChanged, "%d entries were found on %q, but no link in any", found, titleOf(text))
	}
	return fault(demarche.FetchChanged, "the selectors find no entry on %q", titleOf(text))
}

// pageBase is what the page's links are relative to.
func pageBase(doc *goquery.Document, at *url.URL) *url.URL {
	href, ok := doc.Find("base[href]").First().Attr("href")
	if !ok || at == nil {
		return at
	}
	if u, err := at.Parse(strings.TrimSpace(href)); err == nil {
		return u
	}
	return at
}

// entry reads one entry; one without a link is not usable. A missing link
// selector means the entry's first link, a missing title selector the link's
// text.
func (r *listingReader) entry(s *goquery.Selection, base *url.URL, opt readOptions) (Entry, bool) {
	linkPick := r.link
	if len(linkPick) == 0 {
		linkPick = pick{{}}
	}
	e := Entry{Link: webLink(r.rewriteLink(linkPick.find(s, "href")), base)}
	if e.Link == "" {
		return e, false
	}
	switch {
	case len(r.title) > 0:
		e.Title = r.title.find(s, "")
	case len(r.link) > 0:
		e.Title = textOf(r.link).find(s, "")
	case s.Is("a"):
		e.Title = choice{}.value(s, "")
	default:
		e.Title = choice{}.value(s.Find("a[href]").First(), "")
	}
	e.Title = cutString(e.Title, opt.lim.Text)
	e.Summary = cutString(r.summary.find(s, ""), opt.lim.Text)
	if raw := strings.TrimSpace(cut(r.dateRE, r.date.find(s, ""))); raw != "" {
		e.Published = opt.dates.read(raw)
	}
	return e, true
}

// textOf is the selector with its attributes left off.
func textOf(p pick) pick {
	out := make(pick, len(p))
	for i, c := range p {
		out[i] = choice{match: c.match, before: c.before}
	}
	return out
}

// NextPage is the address of the page after page n (1 is the first), "" when
// there is none.
func NextPage(f demarche.Feed, l Listing, n int) string {
	if strings.Contains(f.Selectors.Next, "{n") {
		return strings.NewReplacer("{n}", strconv.Itoa(n+1), "{n0}", strconv.Itoa(n)).Replace(f.Selectors.Next)
	}
	return l.Next
}
