package article

import (
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// shortBody is the length in code points under which a body is doubted and the
// next reader is asked.
const shortBody = 250

// text picks and renders the body: the source's selectors, else what the page's own
// JSON-LD, go-trafilatura and go-readability show to be the article.
func (p *page) text(title string) string {
	if s := p.selectedText(); s != "" {
		return s
	}
	root := p.doc.Nodes[0]
	blocks := segment(root, isFurniture)
	if tooMuch(root) {
		if s := p.selectBody(blocks, write(proseIn(blocks)), title, false); s != "" {
			return s
		}
		return write(blocks)
	}
	found := trafilaturaText(root)
	ld := p.ldBody()
	switch {
	case usable(ld, found) && shingles(write(blocks)).holds(ld):
		found = ld
	case runes(found) < shortBody || 2*runes(found) < proseOn(blocks):
		if r := p.readabilityText(root); 4*runes(r) > 5*runes(found) {
			found = r
		}
		if 2*runes(ld) > 3*runes(found) {
			return tidyLines(ld) // the page shows less than it tells machines
		}
	}
	if s := p.selectBody(blocks, found, title, found == ld); 3*runes(s) >= runes(found) {
		return s
	}
	return found
}

// Pages up to this size are given to the libraries: what they do grows with the
// number of elements times the length of the text. Articles have some hundred
// elements and 50,000 bytes, long live blogs ten times that of each.
const (
	maxElements = 20_000
	maxWork     = 1_500_000_000 // paragraphs times bytes of text
)

func tooMuch(root *html.Node) bool {
	elements, paragraphs, size := 0, 0, 0
	for c := root; c != nil && elements <= maxElements; c = next(c) {
		switch {
		case c.Type == html.TextNode:
			size += len(c.Data)
		case c.Type == html.ElementNode:
			elements++
			if c.Data == "p" {
				paragraphs++
			}
		}
	}
	return elements > maxElements || paragraphs*size > maxWork
}

// ldBody is the text that the page gives to machines, "" when there is none.
func (p *page) ldBody() string {
	longest := ""
	for _, v := range p.ld {
		raw, _ := v["articleBody"].(string)
		if len(raw) <= len(longest) {
			continue
		}
		longest = raw
	}
	if strings.Contains(longest, "<") || strings.Contains(longest, "&lt;") || strings.Contains(longest, "&amp;") || strings.Contains(longest, "&nbsp;") {
		if n, err := html.Parse(strings.NewReader(html.UnescapeString(longest))); err == nil {
			longest = render(n)
		}
	}
	return longest
}

// usable says whether the machine's text is whole: not much shorter than what was
// found on the page, and no more than half as long again.
func usable(ld, found string) bool {
	n, m := runes(ld), runes(found)
	return n >= 2*shortBody && 3*n >= 2*m
}

// proseIn gives the prose of the page outside its furniture.
func proseIn(blocks []block) []block {
	var out []block
	for i := range blocks {
		if b := &blocks[i]; len(b.under) == 0 && goodProse(b) {
			out = append(out, *b)
		}
	}
	return out
}

// proseOn counts the code points of that prose.
func proseOn(blocks []block) int {
	n := 0
	for _, b := range proseIn(blocks) {
		n += b.runes
	}
	return n
}

func trafilaturaText(root *html.Node) string {
	res, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		EnableFallback: false, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil || res.ContentNode == nil {
		return ""
	}
	return render(res.ContentNode)
}

func (p *page) readabilityText(root *html.Node) string {
	u, err := url.Parse(p.canonical)
	if err != nil {
		u = nil
	}
	parser := readability.NewParser()
	a, err := parser.ParseDocument(root, u)
	if err != nil || a.Node == nil {
		return ""
	}
	return render(a.Node)
}
