package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// block is one line of a page: the text of an innermost block element, or what
// stands between two of them.
type block struct {
	node  *html.Node // the block element, or the parent of loose text
	text  string     // squeezed, without list mark
	mark  string     // "- " for list items
	runes int
	links int          // code points inside links
	under []*html.Node // elements around it that look like furniture, outermost first
	tag   string       // name of the innermost block element
	junk  bool         // under one that is furniture
	good  bool         // a paragraph of prose by its look
	kept  bool         // part of what the readers found
}

// segmenter cuts a page into blocks, in page order.
type segmenter struct {
	blocks []block
	buf    strings.Builder
	links  int
	inLink int
	under  []*html.Node
	item   bool
	para   int
	owner  []*html.Node
	judge  func(*html.Node) bool // is this element furniture?
}

// segment cuts root into blocks. judge marks elements that are furniture.
func segment(root *html.Node, judge func(*html.Node) bool) []block {
	s := &segmenter{judge: judge, owner: []*html.Node{root}}
	s.node(root)
	s.flush()
	return s.blocks
}

func (s *segmenter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		s.text(n.Data)
	case html.ElementNode:
		s.element(n)
	case html.DocumentNode:
		s.children(n)
	}
}

func (s *segmenter) text(t string) {
	t = spaces(t)
	if s.inLink > 0 {
		s.links += runes(strings.TrimSpace(t))
	}
	s.buf.WriteString(t)
}

func (s *segmenter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.node(c)
	}
}

func (s *segmenter) element(n *html.Node) {
	if silentTags[n.Data] || hidden(n) {
		return
	}
	if !blockTags[n.Data] && (s.para > 0 || n.Data != "span" || !s.judge(n)) {
		s.inner(n) // words in the run of a sentence belong to it, whatever they are called
		return
	}
	s.flush()
	if n.Data == "p" {
		s.para++
	}
	before := len(s.under)
	if s.judge(n) {
		s.under = append(s.under[:before:before], n)
	}
	s.owner = append(s.owner, n)
	s.inner(n)
	s.flush()
	s.item = false
	s.owner = s.owner[:len(s.owner)-1]
	s.under = s.under[:before]
	if n.Data == "p" {
		s.para--
	}
}

func (s *segmenter) inner(n *html.Node) {
	switch n.Data {
	case "br":
		s.flush()
	case "a":
		s.inLink++
		s.children(n)
		s.inLink--
	case "li":
		s.item = true
		s.children(n)
	case "tr":
		s.row(n)
	case "pre":
		s.pre(n)
	case "sup":
		var r renderer
		r.sup(n)
		s.text(r.String())
	default:
		s.children(n)
	}
}

// row writes a table's row as one line, except in tables that only lay out the page:
// those with blocks inside a cell.
func (s *segmenter) row(n *html.Node) {
	if layout(n, 0) {
		s.children(n)
		return
	}
	first := true
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
			continue
		}
		before := s.buf.Len()
		if !first {
			s.buf.WriteString(" | ")
		}
		s.cell(c)
		if strings.TrimSpace(s.buf.String()[before:]) != "" {
			first = false
		}
	}
}

// cell writes a cell without line breaks.
func (s *segmenter) cell(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			s.text(c.Data)
		case c.Type == html.ElementNode && !silentTags[c.Data] && !hidden(c):
			if c.Data == "a" {
				s.inLink++
			}
			if blockTags[c.Data] {
				s.buf.WriteByte(' ')
			}
			s.cell(c)
			if blockTags[c.Data] {
				s.buf.WriteByte(' ')
			}
			if c.Data == "a" {
				s.inLink--
			}
		}
	}
}

// layout says whether a row's cells hold several blocks of their own.
func layout(n *html.Node, depth int) bool {
	blocks := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.Data {
		case "table", "ul", "ol", "h1", "h2", "h3", "article", "section":
			return true
		case "p", "div":
			if blocks++; blocks > 1 {
				return true
			}
		}
		if depth < 8 && layout(c, depth+1) {
			return true
		}
	}
	return false
}

func (s *segmenter) pre(n *html.Node) {
	var r renderer
	r.pre(n)
	for line := range strings.Lines(r.String()) {
		s.text(line)
		s.flush()
	}
}

func (s *segmenter) flush() {
	t := squeeze(s.buf.String())
	links := s.links
	s.buf.Reset()
	s.links = 0
	if t == "" || strings.IndexFunc(t, func(r rune) bool { return !unicode.IsPunct(r) && !unicode.IsSymbol(r) && r != ' ' }) < 0 {
		return
	}
	owner := s.owner[len(s.owner)-1]
	b := block{node: owner, tag: owner.Data, text: t, runes: runes(t), links: links, under: s.under}
	if s.item {
		b.mark = "- "
		s.item = false
	}
	s.blocks = append(s.blocks, b)
}

// hidden says whether an element is not shown to a reader.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			v := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden") {
				return true
			}
		case "aria-hidden":
			return a.Val == "true" && blockTags[n.Data]
		}
	}
	return false
}
