package article

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
)

const maxAuthors = 12

// authors gives the names of who wrote the article, in page order.
func (p *page) authors() []string {
	for _, find := range []func() []string{p.ldAuthors, p.metaAuthors, p.visibleAuthors} {
		if names := cleanAuthors(find()); len(names) > 0 {
			return names
		}
	}
	return nil
}

func (p *page) ldAuthors() []string {
	for _, v := range p.ld {
		if names := ldNames(v["author"]); len(names) > 0 {
			return names
		}
	}
	return nil
}

func ldNames(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		return ldNames(v["name"])
	case []any:
		var out []string
		for _, x := range v {
			if len(out) < maxAuthors {
				out = append(out, ldNames(x)...)
			}
		}
		return out
	}
	return nil
}

func (p *page) metaAuthors() []string {
	for _, k := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author", "cxenseparse:author"} {
		if v := p.meta[k]; len(cleanAuthors(v)) > 0 {
			return v
		}
	}
	return nil
}

func (p *page) visibleAuthors() []string {
	for _, sel := range []string{`[itemprop="author"] [itemprop="name"]`, `[itemprop="author"]`, `a[rel~="author"]`, ".byline", ".author-name"} {
		var names []string
		p.doc.Find(sel).EachWithBreak(func(i int, s *goquery.Selection) bool {
			if t := squeeze(s.Text()); t != "" && runes(t) <= 120 {
				names = append(names, t)
			}
			return i < 3
		})
		if len(cleanAuthors(names)) > 0 {
			return names
		}
	}
	return nil
}

var (
	byline   = regexp.MustCompile(`(?i)^\s*(?:(?:written|reported|posted|published)\s+by|by|von|par|por|di|от|автор|autor(?:e|in)?)\s*[: ]\s*`)
	authorOf = regexp.MustCompile(`\s*(?:;|\||·|•|\s&\s|\s+(?:and|und|et|y|e|и)\s+)\s*`)
)

// cleanAuthors splits and tidies claims: no addresses, no "By", none twice.
func cleanAuthors(claims []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, claim := range claims {
		claim = byline.ReplaceAllString(unescape(claim), "")
		for _, part := range authorOf.Split(claim, maxAuthors) {
			for _, name := range splitCommas(part) {
				name = strings.Trim(name, " ,.:-–—")
				k := key(name)
				if k == "" || seen[k] || !nameLike(name) || len(out) == maxAuthors {
					continue
				}
				seen[k] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// splitCommas parts "A B, C D" but leaves "Last, First" and "Name, Agency" alone
// unless every part has two words.
func splitCommas(s string) []string {
	parts := strings.Split(s, ",")
	for _, x := range parts {
		if len(strings.Fields(x)) < 2 {
			return []string{s}
		}
	}
	return parts
}

func nameLike(s string) bool {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.ContainsAny(s, "<>{}@/") || runes(s) > 80 {
		return false
	}
	switch strings.ToLower(s) {
	case "admin", "administrator", "editor", "staff", "null", "undefined", "none", "author", "webmaster":
		return false
	}
	return strings.IndexFunc(s, unicode.IsLetter) >= 0
}
