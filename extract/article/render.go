package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// blockTags begin and end a line.
var blockTags = set("address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option p pre section summary table tbody tfoot thead title tr ul")

// silentTags hold no text for a reader.
var silentTags = set("script style noscript template iframe object embed svg canvas audio video button select option input textarea head link meta map datalist math")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// render gives the text of a node: a line for each block, "- " before list items,
// " | " between the cells of a row.
func render(n *html.Node) string {
	var r renderer
	r.node(n)
	return tidyLines(r.String())
}

type renderer struct{ strings.Builder }

func (r *renderer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.WriteString(spaces(n.Data))
	case html.ElementNode:
		r.element(n)
	case html.DocumentNode:
		r.children(n)
	}
}

func (r *renderer) element(n *html.Node) {
	switch {
	case silentTags[n.Data]:
		return
	case n.Data == "pre":
		r.WriteByte('\n')
		r.pre(n)
		r.WriteByte('\n')
		return
	case n.Data == "tr":
		r.row(n)
		return
	case n.Data == "li":
		r.WriteString("\n- ")
		r.children(n)
		r.WriteByte('\n')
		return
	case n.Data == "sup":
		r.sup(n)
		return
	case blockTags[n.Data]:
		r.WriteByte('\n')
		r.children(n)
		r.WriteByte('\n')
		return
	}
	r.children(n)
}

func (r *renderer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c)
	}
}

// sup keeps a footnote's number apart from the word or figure it stands at.
func (r *renderer) sup(n *html.Node) {
	var in renderer
	in.children(n)
	text := in.String()
	s := squeeze(text)
	if s != "" && strings.IndexFunc(s, func(c rune) bool { return !unicode.IsDigit(c) }) < 0 {
		text = strings.Replace(text, s, "["+s+"]", 1)
	}
	r.WriteString(text)
}

func (r *renderer) row(n *html.Node) {
	var cells []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (c.Data == "td" || c.Data == "th") {
			if t := render(c); t != "" {
				cells = append(cells, strings.TrimSuffix(t, "\n"))
			}
		}
	}
	r.WriteByte('\n')
	for i, c := range cells {
		if i > 0 {
			r.WriteString(" | ")
		}
		if strings.Contains(c, "\n") && len(cells) > 1 {
			c = strings.Join(strings.Split(c, "\n"), " ")
		}
		r.WriteString(c)
	}
	r.WriteByte('\n')
}

func (r *renderer) pre(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			r.WriteString(c.Data)
		} else if c.Type == html.ElementNode && !silentTags[c.Data] {
			if c.Data == "br" {
				r.WriteByte('\n')
			}
			r.pre(c)
		}
	}
}

// spaces turns every run of white space, newlines included, into one space.
func spaces(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
		case invisible(r):
		default:
			b.WriteRune(r)
			space = false
		}
	}
	return b.String()
}

// invisible runes carry no meaning in a stored text: soft hyphen, zero-width
// space, word joiner, byte order mark.
func invisible(r rune) bool {
	return r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF'
}

// squeeze folds white space to single spaces and trims.
func squeeze(s string) string { return strings.TrimSpace(spaces(s)) }

// tidyLines squeezes each line, drops empty ones and ends each with a newline.
func tidyLines(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.Lines(s) {
		line = squeeze(line)
		if strings.Trim(line, " #*_-=~|.•·–—") == "" { // empty, or a rule such as "###" at a release's end
			continue
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// inside says whether n lies within another node of the list.
func inside(n *html.Node, list []*html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, x := range list {
			if x == p {
				return true
			}
		}
	}
	return false
}
