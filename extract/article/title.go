package article

import (
	"cmp"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
)

// title gives the article's own title without the site's name.
func (p *page) title() string {
	if s := p.selected(p.opt.Selectors.Title); s != "" {
		return s
	}
	p.siteNames()
	h1, ld := p.withoutSite(p.heading()), p.withoutSite(p.ldString("headline"))
	if p.isLogo(h1) {
		h1 = ""
	}
	claims := []claim{
		{ld, 2},
		{h1, 1},
		{withoutTail(p.withoutSite(unescape(p.first("og:title"))), ld, h1), 1.5},
		{p.withoutSite(unescape(p.first("dc.title", "dcterms.title", "citation_title"))), 0.5},
		{withoutTail(p.withoutSite(unescape(p.first("twitter:title"))), ld, h1), 0.2},
		{withoutTail(p.withoutSite(unescape(p.doc.Find("title").First().Text())), ld, h1), 0.2},
	}
	if s := elect(claims); s != "" {
		return p.asHeaded(headOf(s, h1))
	}
	return squeeze(p.opt.ListingTitle)
}

// withoutTail cuts off what a title has behind the words of another claim and a
// separator: a site's name or a section that nothing else gives away.
func withoutTail(title string, others ...string) string {
	for _, s := range others {
		if tail, ok := strings.CutPrefix(title, s); ok && runes(s) >= 15 && tailMark.MatchString(tail) {
			return s
		}
	}
	return title
}

// headOf gives the main heading when the title is that and more words behind it:
// what a site adds for search engines or about itself.
func headOf(title, h1 string) string {
	if tail, ok := strings.CutPrefix(title, h1); ok && runes(h1) >= 15 && tail != "" && strings.Contains(h1, " ") {
		if r, _ := utf8.DecodeRuneInString(tail); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return h1
		}
	}
	return title
}

// isLogo says whether the main heading is the site's name: the title has it beside
// what a lower heading says.
func (p *page) isLogo(h1 string) bool {
	title := squeeze(p.doc.Find("title").First().Text())
	rest, ok := strings.CutSuffix(title, h1)
	if !ok || h1 == "" || !headMark.MatchString(rest) {
		if rest, ok = strings.CutPrefix(title, h1); !ok || h1 == "" || !tailMark.MatchString(rest) {
			return false
		}
	}
	k, found := key(rest), false
	p.doc.Find("h2, h3").EachWithBreak(func(i int, s *goquery.Selection) bool {
		t := squeeze(s.Text())
		found = runes(t) >= 15 && key(t) == k
		return !found && i < 200
	})
	return found
}

// asHeaded gives the part of a title before or behind a separator that the page has
// as a heading of its own, when the whole is none: the other part is the site's name
// or a section.
func (p *page) asHeaded(title string) string {
	var head, tail string
	whole := key(title)
	p.doc.Find("h1, h2, h3").EachWithBreak(func(i int, s *goquery.Selection) bool {
		h := squeeze(s.Text())
		k := key(h)
		if k == whole {
			head, tail = "", ""
			return false
		}
		if runes(h) < 15 || len(k) >= len(whole) {
			return i < 200
		}
		if rest, ok := strings.CutPrefix(title, h); ok && tailMark.MatchString(rest) {
			head = h
		} else if rest, ok := strings.CutSuffix(title, h); ok && headMark.MatchString(rest) {
			tail = h
		}
		return i < 200
	})
	return cmp.Or(head, tail, title)
}

var headMark = regexp.MustCompile(`(?:[|»•/›>¦]|\s[–—-])\s*$`)

var tailMark = regexp.MustCompile(`^\s*(?:[|–—:»·•/›>¦-])`)

// claim is one place's word for the title, with how much it counts.
type claim struct {
	text   string
	weight float64
}

// elect gives the title that most places agree on, in the spelling of the first of
// them. Places that differ in signs only agree.
func elect(claims []claim) string {
	best, top := "", 0.0
	for i, c := range claims {
		k := key(c.text)
		if k == "" {
			continue
		}
		votes := 0.0
		for _, d := range claims {
			if key(d.text) == k {
				votes += d.weight
			}
		}
		if votes > top+0.01 {
			best, top = claims[i].text, votes
		}
	}
	return best
}

// heading is the text of the page's main heading, "" when there is none or several
// and none is marked as the headline.
func (p *page) heading() string {
	for _, sel := range []string{`h1[itemprop="headline"]`, "article h1", "main h1", "h1"} {
		found := ""
		n := 0
		p.doc.Find(sel).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			if t := squeeze(s.Text()); t != "" {
				n++
				found = t
			}
			return n < 2
		})
		if n == 1 {
			return found
		}
	}
	return ""
}

// siteNames gathers what the site may call itself. Some pages say their own title
// where the publisher's name belongs: that is no site's name.
func (p *page) siteNames() {
	own := map[string]bool{}
	for _, s := range []string{p.heading(), p.ldString("headline"), unescape(p.doc.Find("title").First().Text())} {
		own[key(s)] = true
	}
	for _, k := range []string{"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "dc.publisher", "publisher", "copyright"} {
		for _, v := range p.meta[k] {
			if s := squeeze(strings.TrimPrefix(unescape(v), "@")); !own[key(s)] {
				p.site = append(p.site, s)
			}
		}
	}
	for _, addr := range []string{p.canonical, p.first("og:url")} {
		if u, err := url.Parse(addr); err == nil && u.Hostname() != "" {
			host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
			p.site = append(p.site, host)
			if labels := strings.Split(host, "."); len(labels) > 1 {
				p.site = append(p.site, labels[len(labels)-2], labels[0])
			}
		}
	}
}

// separators stand between a title and the name of its site, alone between spaces
// or, for the bars, also without.
var separators = []string{" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " / ", " › ", " > ", " ‹ ", "｜", " ¦ ", "|"}

// withoutSite cuts the site's name off the end or the beginning of a title.
func (p *page) withoutSite(title string) string {
	title = squeeze(title)
	for range 3 {
		cut := p.cutOnce(title)
		if cut == title {
			break
		}
		title = cut
	}
	return title
}

// tailDate is a bare date, which some sites put behind the title or before it.
var tailDate = regexp.MustCompile(`^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$`)

// hanTail is the name of a Chinese site or office behind a title, as such pages set
// it: "_新华网", "-中华人民共和国外交部".
var hanTail = regexp.MustCompile(`\s*[-_—–|]+\s*\p{Han}{1,14}(?:网|网站|频道|日报|通讯社|外交部|商务部|财政部|政府|委员会)$`)

func (p *page) cutOnce(title string) string {
	for _, sep := range separators {
		if i := strings.LastIndex(title, sep); i > 0 {
			if tail := title[i+len(sep):]; p.isSite(tail) || tailDate.MatchString(tail) {
				return strings.TrimSpace(title[:i])
			}
		}
	}
	if m := hanTail.FindStringIndex(title); m != nil && runes(title[:m[0]]) >= 8 {
		return strings.TrimSpace(title[:m[0]])
	}
	for _, sep := range separators {
		if i := strings.Index(title, sep); i > 0 {
			if p.isSite(title[:i]) || tailDate.MatchString(title[:i]) {
				return strings.TrimSpace(title[i+len(sep):])
			}
		}
	}
	return title
}

// isSite says whether s names the site: its key is one of the site's names, or
// begins or ends with one of at least four letters.
func (p *page) isSite(s string) bool {
	k := key(s)
	if k == "" || len(k) > 60 {
		return false
	}
	for _, name := range p.site {
		n := key(name)
		if n == "" || len(n) < 2 {
			continue
		}
		if n == k || len(n) >= 4 && (strings.HasPrefix(k, n) || strings.HasSuffix(k, n)) || len(k) >= 4 && strings.Contains(n, k) {
			return true
		}
	}
	return false
}

// key folds a name to its lower-case letters and digits.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func unescape(s string) string { return squeeze(html.UnescapeString(s)) }
