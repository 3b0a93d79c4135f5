package article

import (
	"regexp"
	"strings"
	"time"

	"demarche"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// evidence is one place where a page may say when it came out.
type evidence struct {
	name string
	find func() []string
}

// published gives the date on which the page says it came out, and what says so:
// selector, json-ld, meta, visible or url. The first that can be read wins, except
// that a machine's time without an offset gives way to a neighbouring day that the
// page shows or that has one: it is often the server's clock, hours from the place.
func (p *page) published() (demarche.Published, string) {
	places := []evidence{
		{"selector", p.selectorDate},
		{"json-ld", func() []string { return p.ldDates("datePublished", "dateCreated", "uploadDate") }},
		{"meta", func() []string { return p.metaDates(publishedMetas) }},
		{"visible", p.markedDates},
		{"meta", func() []string { return p.metaDates(vagueMetas) }},
		{"visible", p.writtenDates},
		{"url", p.urlDates},
		{"script", p.scriptDates},
		{"json-ld", func() []string { return p.ldDates("dateModified") }},
		{"meta", func() []string { return p.metaDates(changedMetas) }},
		{"changed", p.changedDates},
	}
	for i, e := range places {
		d, ok := p.readFirst(e)
		if !ok {
			continue
		}
		if e.name == "changed" {
			return d, "visible"
		}
		if e.name != "json-ld" && e.name != "meta" || d.DayOnly || offsetOf(d) && d.Zone != "+00:00" {
			return d, e.name
		}
		for _, other := range places[i+1 : max(i+1, 5)] {
			if o, ok := p.readFirst(other); ok && (other.name == "visible" || offsetOf(o)) {
				if o, ok := localOf(d, o); ok {
					return o, other.name
				}
			}
		}
		return p.midnight(d), e.name
	}
	return demarche.Published{}, ""
}

// midnights are the languages of pages that, unless they name another region, come
// from places on Central European Time.
var midnights = map[string]bool{"de": true, "de-de": true, "de-at": true, "de-ch": true, "fr-fr": true, "fr-ch": true, "it": true, "it-it": true, "nl": true, "nl-nl": true, "es-es": true,
	"pl": true, "pl-pl": true, "cs": true, "cs-cz": true, "sv": true, "sv-se": true, "da": true, "da-dk": true, "nb": true, "nb-no": true, "no": true, "hu": true, "hu-hu": true, "sk": true, "sl": true}

// midnight gives a day to a time in UTC that is, to the second, midnight of a day
// where the page comes from: its system keeps days so.
func (p *page) midnight(d demarche.Published) demarche.Published {
	zone := p.opt.Zone
	if zone == "" && midnights[strings.ToLower(p.lang)] {
		zone = "Europe/Berlin"
	}
	if d.DayOnly || zone == "" || d.Zone != "+00:00" && d.Zone != "UTC" || d.Time.UTC().Hour() == 0 {
		return d
	}
	t := d.Time.In(inZone(zone))
	if t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0 || t.Nanosecond() != 0 {
		return d
	}
	d.Zone, d.DayOnly = t.Format("-07:00"), true
	return d
}

func (p *page) readFirst(e evidence) (demarche.Published, bool) {
	layout := ""
	if e.name == "selector" {
		layout = p.opt.Selectors.Layout
	}
	for _, raw := range e.find() {
		if e.name == "visible" {
			raw = changedOn.ReplaceAllString(raw, " ")
		}
		if d, ok := readDate(raw, layout, p.opt.Zone, p.dayFirst()); ok {
			return d, true
		}
	}
	return demarche.Published{}, false
}

// changedOn matches the date of a later change with what announces it.
var changedOn = regexp.MustCompile(`(?i)(?:updated?|modified|aktualisiert|letzte änderung|zuletzt geändert|mis à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornato|обновлено|оновлено)(?: (?:at|on|am|le|el|em|il))?\s*:?\s*(?:\pL+,? )?\d[\d./-]{5,9}`)

// offsetOf says whether a claim brought its own offset.
func offsetOf(d demarche.Published) bool {
	return len(d.Zone) == 6 && (d.Zone[0] == '+' || d.Zone[0] == '-')
}

// localOf gives o when it tells the moment of d as the clock and calendar of the
// place show it and d, a server's time, falls on another day. d without an offset
// gives way to any neighbouring day; d in UTC only to the same instant under another
// offset, or to a clock that stands a round number of quarters of an hour apart,
// from which the offset follows.
func localOf(d, o demarche.Published) (demarche.Published, bool) {
	if d.Stamp()[:10] == o.Stamp()[:10] || d.Time.Sub(o.Time).Abs() > 36*time.Hour {
		return o, false
	}
	switch {
	case !offsetOf(d):
		return o, true
	case o.DayOnly:
		return o, false
	case offsetOf(o):
		return o, o.Time.Sub(d.Time).Abs() < 2*time.Minute
	}
	civil := o.Time.In(inZone(o.Zone))
	_, own := civil.Zone()
	shift := civil.Add(time.Duration(own) * time.Second).UTC().Sub(d.Time.Truncate(time.Minute))
	if shift%(15*time.Minute) != 0 || shift.Abs() > 14*time.Hour {
		return o, false
	}
	o.Time = d.Time
	o.Zone = d.Time.In(time.FixedZone("", int(shift/time.Second))).Format("-07:00")
	return o, true
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

func (p *page) ldDates(keys ...string) []string {
	var out []string
	for _, k := range keys {
		if s := p.ldString(k); s != "" {
			out = append(out, s)
		}
		if s := ldText(p.ldPage[k]); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// The meta elements that carry dates, the surest first: those that say that it is
// the date of publication, those that only say date, those of the last change.
var (
	publishedMetas = []string{
		"article:published_time", "article:published", "og:article:published_time", "datepublished", "og:published_time", "rnews:datepublished",
		"article.published", "published-date", "publish-date", "publish_date", "publishdate", "pubdate", "publication_date", "publication-date",
		"parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "shareaholic:article_published_time", "originalpublicationdate",
		"govuk:first-published-at", "govuk:public-updated-at", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "article_date_original",
		"citation_publication_date", "citation_date", "ptime", "vr:published_time", "date_published", "datecreated", "article:create_at", "release_date", "og:pubdate",
	}
	vagueMetas   = []string{"dcterms.date", "dc.date", "displaydate", "pdate", "date", "created", "timestamp"}
	changedMetas = []string{"last-modified-date", "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified", "revised"}
)

func (p *page) metaDates(keys []string) []string {
	var out []string
	for _, k := range keys {
		out = append(out, p.meta[k]...)
	}
	return out
}

// scriptDates reads the dates that the page's own scripts carry.
func (p *page) scriptDates() []string {
	var out []string
	p.doc.Find("script").EachWithBreak(func(i int, s *goquery.Selection) bool {
		for _, m := range scriptDate.FindAllStringSubmatch(s.Text(), 4) {
			out = append(out, m[1])
		}
		return i < 60 && len(out) < 8
	})
	return out
}

var scriptDate = regexp.MustCompile(`(?i)\b(?:date_?published|published_?(?:at|date|time|on)|publish_?date|publication_?date|pub_?date)["']?\s*[:=]\s*["']([^"'<>]{8,40})["']`)

// changedDates reads visible dates of a change: better than none.
func (p *page) changedDates() []string {
	return append(p.markedDates(), p.writtenDates()...)
}

// writtenDates reads the short lines and the beginnings of lines around the main
// heading, then of the whole page.
func (p *page) writtenDates() []string {
	blocks := segment(p.doc.Nodes[0], isFurniture)
	start := 0
	if h := p.doc.Find("h1").First(); h.Length() > 0 {
		for i := range blocks {
			if within(blocks[i].node, h.Nodes[0]) {
				start = max(0, i-5)
				break
			}
		}
	}
	var out, last []string
	spine := p.spine()
	told := chronicle(blocks)
	for i := range blocks[:min(len(blocks), 500)] {
		b := &blocks[(start+i)%len(blocks)]
		s := b.text
		if b.runes > 100 {
			s = saidDate.FindString(b.text)
			if opening := openingDate.FindString(b.text); opening != "" && !told {
				s = opening
			}
		}
		if s == "" || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		if aside(b.node, spine) {
			last = append(last, s)
		} else {
			out = append(out, s)
		}
	}
	return append(out, last...)
}

// chronicle says whether several paragraphs begin with dates that differ: then
// they tell what happened when, and none of them is the article's dateline.
func chronicle(blocks []block) bool {
	first := ""
	for i := range blocks[:min(len(blocks), 500)] {
		if blocks[i].runes <= 100 {
			continue
		}
		d := openingDate.FindString(blocks[i].text)
		if d == "" {
			continue
		}
		if first != "" && d != first {
			return true
		}
		first = d
	}
	return false
}

// saidDate is a date of which a longer text says that the text came out then.
var saidDate = regexp.MustCompile(`(?i)\b(?:published|posted|issued|released|veröffentlicht|erschienen|publié|publicado|pubblicato|опубликован\pL*)[^\d]{0,20}(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{4}|\d{1,2}\.? \pL{3,12}\.? \d{4}|\d{4}-\d\d-\d\d)|\bwurde am \d{1,2}\.? \pL{3,9} \d{4}`)

// spine are the main heading and the elements around it: whatever they are called,
// they are about this article.
func (p *page) spine() map[*html.Node]bool {
	m := map[*html.Node]bool{}
	if h := p.doc.Find("h1").First(); h.Length() > 0 {
		for n := h.Nodes[0]; n != nil; n = n.Parent {
			m[n] = true
		}
	}
	return m
}

// openingDate is a date with which a paragraph begins.
var openingDate = regexp.MustCompile(`^(?:\W{0,3}|\pL+ (?:vom|of|du|del|van|от|z dnia) |\pL+, (?:den |le )?)(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d\d)|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}\.? \pL{3,12}\.? \d{4}|\pL{3,12}\.? \d{1,2},? \d{4})\b`)

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
func aside(n *html.Node, spine map[*html.Node]bool) bool {
	for p := n; p != nil && !spine[p] && p.Data != "body"; p = p.Parent {
		switch p.Data {
		case "aside", "footer", "nav":
			return true
		}
		for _, a := range p.Attr {
			if (a.Key == "class" || a.Key == "id") && namesElsewhere(a.Val) {
				return true
			}
		}
	}
	return false
}

// elsewhere are parts of the class names and ids of such parts.
var elsewhere = []string{"related", "sidebar", "comment", "komment", "comentario", "footer", "recommend", "teaser", "most-read", "most-popular", "mostread", "mostpopular", "latest", "trending", "newsticker"}

func namesElsewhere(s string) bool {
	s = strings.ToLower(s)
	for _, w := range elsewhere {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

var urlDate = regexp.MustCompile(`(?:^|[/_-])((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

var urlDayFirst = regexp.MustCompile(`[/~_-](0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d\d)(?:[/_.-]|$)`)

// urlDates reads a date out of the page's address.
func (p *page) urlDates() []string {
	for _, addr := range []string{p.canonical, p.first("og:url"), p.opt.URL} {
		if m := urlDate.FindStringSubmatch(addr); m != nil {
			return []string{m[1] + "-" + m[2] + "-" + m[3]}
		}
		if m := urlDayFirst.FindStringSubmatch(addr); m != nil {
			return []string{m[3] + "-" + m[2] + "-" + m[1]}
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
