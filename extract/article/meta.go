package article

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

const (
	maxLDBytes = 2 << 20 // one JSON-LD block
	maxLDNodes = 3000    // objects walked in all blocks of a page
	maxLDDepth = 16
)

// readMeta collects the page's meta elements.
func (p *page) readMeta() {
	p.doc.Find("meta").Each(func(_ int, s *goquery.Selection) {
		value := strings.TrimSpace(s.AttrOr("content", s.AttrOr("value", "")))
		if value == "" {
			return
		}
		for _, k := range []string{"name", "property", "itemprop", "http-equiv"} {
			if key := strings.ToLower(strings.TrimSpace(s.AttrOr(k, ""))); key != "" {
				p.meta[key] = append(p.meta[key], value)
			}
		}
	})
}

// first gives the first value that any of the named meta elements has.
func (p *page) first(keys ...string) string {
	for _, k := range keys {
		for _, v := range p.meta[k] {
			return v
		}
	}
	return ""
}

// articleTypes are the schema.org types that stand for the page's own article.
var articleTypes = map[string]bool{
	"article": true, "newsarticle": true, "reportagenewsarticle": true, "analysisnewsarticle": true,
	"opinionnewsarticle": true, "backgroundnewsarticle": true, "reviewnewsarticle": true, "blogposting": true,
	"liveblogposting": true, "report": true, "techarticle": true, "scholarlyarticle": true, "socialmediaposting": true,
	"advertisercontentarticle": true, "satiricalarticle": true, "pressrelease": true, "governmentservice": false,
}

// readLD collects the JSON-LD objects of article types; pages and organisations
// are looked at for the site's name only.
func (p *page) readLD() {
	left := maxLDNodes
	p.doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if !strings.Contains(strings.ToLower(s.AttrOr("type", "")), "ld+json") {
			return
		}
		raw := s.Text()
		if len(raw) > maxLDBytes {
			return
		}
		for _, v := range decodeLD(raw) {
			p.walkLD(v, 0, &left)
		}
	})
}

// decodeLD reads one block as leniently as browsers' extensions do: comments
// around it, raw newlines in strings, several objects in a row, escaped quotes.
func decodeLD(raw string) []any {
	raw = strings.TrimSpace(raw)
	for _, cut := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		raw = strings.TrimSpace(strings.TrimPrefix(raw, cut))
	}
	raw = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, raw)
	out, ok := decodeAll(raw)
	if !ok && len(out) == 0 && strings.Contains(raw, "&quot;") {
		out, _ = decodeAll(html.UnescapeString(raw))
	}
	return out
}

func decodeAll(raw string) (out []any, ok bool) {
	d := json.NewDecoder(strings.NewReader(raw))
	for len(out) < 32 {
		var v any
		if err := d.Decode(&v); err != nil {
			return out, d.InputOffset() >= int64(len(raw))
		}
		out = append(out, v)
	}
	return out, true
}

func (p *page) walkLD(v any, depth int, left *int) {
	if *left--; *left < 0 || depth > maxLDDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			p.walkLD(x, depth+1, left)
		}
	case map[string]any:
		types := ldTypes(v)
		for _, t := range types {
			if articleTypes[t] {
				p.ld = append(p.ld, v)
				break
			}
		}
		p.siteFromLD(types, v)
		if slices.Contains(types, "webpage") && p.ldPage == nil {
			p.ldPage = v
		}
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "publisher"} {
			if x, ok := v[k]; ok {
				p.walkLD(x, depth+1, left)
			}
		}
	}
}

func (p *page) siteFromLD(types []string, v map[string]any) {
	for _, t := range types {
		switch t {
		case "website", "organization", "newsmediaorganization", "governmentorganization":
			if name, _ := v["name"].(string); name != "" {
				p.site = append(p.site, squeeze(html.UnescapeString(name)))
			}
		}
	}
}

func ldTypes(v map[string]any) []string {
	var out []string
	add := func(x any) {
		if s, ok := x.(string); ok {
			s = strings.ToLower(s)
			out = append(out, s[strings.LastIndexByte(s, '/')+1:])
		}
	}
	switch t := v["@type"].(type) {
	case []any:
		for _, x := range t {
			add(x)
		}
	default:
		add(t)
	}
	return out
}

// ldString gives the first non-empty string that any article object has under key.
func (p *page) ldString(keys ...string) string {
	for _, v := range p.ld {
		for _, k := range keys {
			if s := ldText(v[k]); s != "" {
				return s
			}
		}
	}
	return ""
}

// ldText reads a value that should be a string but may be a list or a language map.
func ldText(v any) string {
	switch v := v.(type) {
	case string:
		return squeeze(html.UnescapeString(html.UnescapeString(v)))
	case []any:
		for _, x := range v {
			if s := ldText(x); s != "" {
				return s
			}
		}
	case map[string]any:
		return ldText(v["@value"])
	}
	return ""
}

// claimedLang is the language the page claims, "" when it claims none.
func (p *page) claimedLang() string {
	for _, v := range []string{
		p.doc.Find("html").AttrOr("lang", p.doc.Find("html").AttrOr("xml:lang", "")),
		p.first("content-language", "language", "dc.language", "og:locale"), p.ldString("inLanguage"),
	} {
		v = strings.ReplaceAll(strings.TrimSpace(v), "_", "-")
		if i := strings.IndexAny(v, ",; "); i >= 0 {
			v = v[:i]
		}
		if n := len(strings.SplitN(v, "-", 2)[0]); n == 2 || n == 3 {
			return v
		}
	}
	return ""
}
