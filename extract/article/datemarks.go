package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// dated is an element that may show the date of publication.
type dated struct {
	node *html.Node
	rank int
}

// markedDates reads the elements that the page itself marks as dates, the surest
// marks first, in page order.
func (p *page) markedDates() []string {
	var found []dated
	for n := p.doc.Nodes[0]; n != nil && len(found) < 400; n = next(n) {
		if n.Type == html.ElementNode {
			if r := dateRank(n); r > 0 {
				found = append(found, dated{n, r})
			}
		}
	}
	spine := p.spine()
	for i := range found {
		if found[i].rank > 1 && aside(found[i].node, spine) {
			found[i].rank = 100
		}
	}
	slices.SortStableFunc(found, func(a, b dated) int { return a.rank - b.rank })
	var out []string
	for _, d := range found {
		if len(out) > 60 || d.rank == 100 {
			break
		}
		for _, a := range d.node.Attr {
			switch a.Key {
			case "datetime", "content", "title":
				out = append(out, a.Val)
			}
		}
		if t := squeeze(textOf(d.node, 400)); t != "" && runes(t) <= 150 {
			out = append(out, t)
		}
	}
	return out
}

// dateRank says how surely an element holds the date of publication: 1 surest, 0
// not at all.
func dateRank(n *html.Node) int {
	rank := 0
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop":
			if strings.EqualFold(a.Val, "datePublished") {
				return 1
			}
		case "pubdate":
			return 2
		case "class", "id":
			rank = max(rank, classRank(n, strings.ToLower(a.Val)))
		}
	}
	switch {
	case n.Data == "time" && rank == 3:
		return 2
	case n.Data == "time" && rank != 9:
		return 4
	case rank == 9:
		return 0
	}
	return rank
}

func classRank(n *html.Node, v string) int {
	switch {
	case n.Data == "body" || n.Data == "html":
		return 0
	case strings.Contains(v, "publish") || strings.Contains(v, "pubdate") || strings.Contains(v, "pub-date") || strings.Contains(v, "entry-date") || strings.Contains(v, "post-date") || strings.Contains(v, "article-date"):
		return 3
	case strings.Contains(v, "update") || strings.Contains(v, "modif") || strings.Contains(v, "event"):
		return 9
	case strings.Contains(v, "date") || strings.Contains(v, "datum") || strings.Contains(v, "fecha") || strings.Contains(v, "timestamp"):
		return 5
	case strings.Contains(v, "meta") || strings.Contains(v, "byline"):
		return 6
	case strings.Contains(v, "time"):
		return 7
	}
	return 0
}

// textOf is the text under a node, cut after about limit bytes.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	end := after(n)
	for c := n; c != nil && c != end && b.Len() <= limit; c = next(c) {
		if c.Type == html.TextNode && c.Parent != nil && !silentTags[c.Parent.Data] {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return b.String()
}
