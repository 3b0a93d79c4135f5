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

// text picks and renders the body.
func (p *page) text(title string) string {
	if s := p.selectedText(); s != "" {
		return s
	}
	root := p.doc.Nodes[0]
	s := trafilaturaText(root)
	if runes(s) >= shortBody {
		if b := p.selectBody(s, title); 2*runes(b) >= runes(s) {
			return b
		}
		return s
	}
	if r := p.readabilityText(root); runes(r) > runes(s) {
		return r
	}
	return s
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
	return strings.TrimSpace(render(a.Node)) + "\n"
}
