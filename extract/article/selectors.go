package article

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// alternatives splits a selector value at " || ".
func alternatives(value string) []string {
	var out []string
	for _, s := range strings.Split(value, "||") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// splitAttr splits "selector@attr"; an @ inside brackets or quotes is part of the
// selector.
func splitAttr(s string) (sel, attr string) {
	i := strings.LastIndexByte(s, '@')
	if i <= 0 || strings.ContainsAny(s[i:], `]"')`) {
		return s, ""
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
}

// selected gives the text or attribute that the first successful alternative finds.
func (p *page) selected(value string) string {
	for _, alt := range alternatives(value) {
		sel, attr := splitAttr(alt)
		found := ""
		p.doc.Find(sel).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			if attr != "" {
				found = squeeze(s.AttrOr(attr, ""))
			} else {
				found = squeeze(s.Text())
			}
			return found == ""
		})
		if found != "" {
			return found
		}
	}
	return ""
}

// selectedText renders the containers that the first successful alternative of
// the source's body selector finds, without what it says to remove.
func (p *page) selectedText() string {
	for _, alt := range alternatives(p.opt.Selectors.Body) {
		sel, _ := splitAttr(alt)
		found := p.doc.Find(sel)
		if found.Length() == 0 {
			continue
		}
		body := found.Clone()
		for _, r := range alternatives(p.opt.Selectors.Remove) {
			body.Find(r).Remove()
		}
		var parts []string
		for i, n := range body.Nodes {
			if !inside(found.Nodes[i], found.Nodes) {
				parts = append(parts, render(n))
			}
		}
		if text := tidyLines(strings.Join(parts, "\n")); text != "" {
			return text
		}
	}
	return ""
}
