package article

import (
	"regexp"
	"strings"
	"time"

	"demarche"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// published gives the date on which the page says it came out, and what says so:
// selector, json-ld, meta, visible or url. The first that can be read wins.
func (p *page) published() (demarche.Published, string) {
	for _, e := range []struct {
		name string
		find func() []string
	}{
		{"selector", p.selectorDate}, {"json-ld", p.ldDates}, {"meta", p.metaDates},
		{"visible", p.visibleDates}, {"url", p.urlDates},
	} {
		for _, raw := range e.find() {
			layout := ""
			if e.name == "selector" {
				layout = p.opt.Selectors.Layout
			}
			if d, ok := readDate(raw, layout, p.opt.Zone, p.dayFirst()); ok {
				return d, e.name
			}
		}
	}
	return demarche.Published{}, ""
}

func (p *page) selectorDate() []string {
	var out []string
	for _, alt := range alternatives(p.opt.Selectors.Date) {
		if s := p.selected(alt); s != "" {
			out = append(out, cutDate(s, p.opt.Selectors.DateRE))
		}
	}
	return out
}

// cutDate applies a source's date expression: group 1, else the whole match.
func cutDate(s, expr string) string {
	if expr == "" {
		return s
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return s
	}
	m := re.FindStringSubmatch(s)
	switch {
	case m == nil:
		return ""
	case len(m) > 1 && m[1] != "":
		return m[1]
	}
	return m[0]
}

func (p *page) ldDates() []string {
	var out []string
	for _, k := range []string{"datePublished", "dateCreated", "uploadDate", "dateModified"} {
		if s := p.ldString(k); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// dateMetas are the meta elements that carry a date of publication, the surest
// first, those of the last change at the end.
var dateMetas = []string{
	"article:published_time", "article:published", "og:article:published_time", "datepublished", "og:published_time", "rnews:datepublished",
	"article.published", "published-date", "publish-date", "publish_date", "publishdate", "pubdate", "publication_date", "publication-date",
	"parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "shareaholic:article_published_time", "originalpublicationdate",
	"govuk:first-published-at", "govuk:public-updated-at", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "article_date_original",
	"citation_publication_date", "citation_date", "ptime", "displaydate", "pdate", "vr:published_time", "date_published", "created", "datecreated", "article:create_at", "release_date", "timestamp", "date",
	"og:pubdate", "last-modified-date", "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified", "revised",
}

func (p *page) metaDates() []string {
	var out []string
	for _, k := range dateMetas {
		out = append(out, p.meta[k]...)
	}
	return out
}

// visibleDates looks at elements made for dates, then at what stands around the
// main heading.
func (p *page) visibleDates() []string {
	var out []string
	add := func(sel string, attrs ...string) {
		p.doc.Find(sel).EachWithBreak(func(i int, s *goquery.Selection) bool {
			if aside(s.Nodes[0]) {
				return true
			}
			for _, a := range attrs {
				if v := strings.TrimSpace(s.AttrOr(a, "")); v != "" {
					out = append(out, v)
				}
			}
			if t := squeeze(s.Text()); t != "" && runes(t) <= 150 {
				out = append(out, t)
			}
			return i < 8
		})
	}
	add(`[itemprop="datePublished"]`, "datetime", "content")
	add(`article time[pubdate], time.published, time.entry-date, .published time, abbr.published`, "datetime", "title")
	add(`article header time, header time`, "datetime")
	add(`article time`, "datetime")
	add(`main time`, "datetime")
	add(`time[datetime]`, "datetime")
	for _, sel := range dateClasses {
		add(sel)
	}
	return append(out, p.nearHeading()...)
}

var dateClasses = []string{
	`[class*="publish" i]`, `[class*="pubdate" i], [class*="pub-date" i], [id*="pubdate" i]`, `[class*="post-date" i], [class*="entry-date" i], [class*="article-date" i], [class*="date-time" i], [class*="datetime" i]`,
	`[class*="timestamp" i]`, `[class*="date" i]:not([class*="update" i]):not(body)`, `[id*="date" i]:not([id*="update" i])`, `[class*="meta" i]:not(body)`, `[class*="byline" i]`, `[class*="time" i]`,
}

// nearHeading gives the short texts that follow the main heading in page order.
func (p *page) nearHeading() []string {
	h := p.doc.Find("h1").First()
	if h.Length() == 0 {
		return nil
	}
	var out []string
	left := 60
	for n := after(h.Nodes[0]); n != nil && left > 0; n = next(n) {
		if n.Type == html.TextNode && n.Parent != nil && !silentTags[n.Parent.Data] {
			if t := squeeze(n.Data); t != "" {
				left--
				if runes(t) <= 120 {
					out = append(out, t)
				}
			}
		}
	}
	return out
}

// after is the node that follows n and its children in page order.
func after(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

func next(n *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	return after(n)
}

// aside says whether a node lies in a part of the page that is about other
// articles or about the site.
func aside(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		switch p.Data {
		case "aside", "footer", "nav":
			return true
		}
		for _, a := range p.Attr {
			if a.Key == "class" || a.Key == "id" {
				if p.Data != "body" && p.Data != "html" && elsewhere.MatchString(a.Val) {
					return true
				}
			}
		}
	}
	return false
}

var elsewhere = regexp.MustCompile(`(?i)related|sidebar|comment|footer|recommend|teaser|most-?(?:read|popular)|latest|trending|newsticker`)

var urlDate = regexp.MustCompile(`(?:^|[/_-])((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// urlDates reads a date out of the page's address.
func (p *page) urlDates() []string {
	for _, addr := range []string{p.canonical, p.first("og:url"), p.opt.URL} {
		if m := urlDate.FindStringSubmatch(addr); m != nil {
			return []string{m[1] + "-" + m[2] + "-" + m[3]}
		}
	}
	return nil
}

// dayFirst says how to read 04/11/2025: only American and Philippine pages, and
// English ones without a region outside the Commonwealth's domains, put the month
// first.
func (p *page) dayFirst() bool {
	l := strings.ToLower(p.lang)
	switch {
	case l == "en-us" || l == "en-ph" || l == "fil":
		return commonwealth.MatchString(p.canonical)
	case l == "en" || l == "":
		return commonwealth.MatchString(p.canonical)
	}
	return true
}

var commonwealth = regexp.MustCompile(`(?i)^https?://[^/]*\.(?:uk|au|nz|ie|in|za|ng|ke|gh|sg|my|pk|bd|lk|eu|int|de|fr|es|it|nl|ru|ch|at)(?:[:/]|$)`)

// inZone gives the location for a zone name, UTC when it is unknown.
func inZone(zone string) *time.Location {
	if zone == "" {
		return time.UTC
	}
	if loc, err := time.LoadLocation(zone); err == nil {
		return loc
	}
	return time.UTC
}
