package crawler

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"demarche"
)

// Entry is one report as a listing announces it.
type Entry struct {
	GUID      string             // the publisher's identifier, byte for byte
	Link      string             // address of the report, absolute; "" when it has no usable one
	Title     string             // plain text
	Summary   string             // plain text
	Content   string             // the whole text as HTML, when the listing carries it
	Published demarche.Published // the publisher's claim
	Updated   string             // the publisher's claim of its last change, byte for byte
	Authors   []string
	Lang      string
	Revised   bool // Published stands in for a missing date: it is that of the last change
}

// Listing is what one answer of a feed holds.
type Listing struct {
	Entries []Entry
	Skipped int      // entries that hold nothing usable or were over the limit
	Notes   []string // what was wrong with the listing as a whole
	Next    string   // address of the next page, "" for none
	Format  string   // rss, atom, json, html
	Title   string
	TTL     time.Duration // how long the feed says it may be kept, 0 when it does not
}

// plainText reads HTML, or text that may be HTML, as one line of plain text.
// Text of which nothing is left that way is given as it is.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		if text := strings.Join(strings.Fields(htmlText(s)), " "); text != "" {
			return text
		}
	}
	return strings.Join(strings.Fields(s), " ")
}

// htmlText is the text of HTML, with a space where a block ends.
func htmlText(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := atom.Atom(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			switch tag := z.Token().DataAtom; tag {
			case atom.Script, atom.Style, atom.Noscript, atom.Template:
				hidden = tag
			case atom.Wbr, atom.Nobr, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.A, atom.Sub, atom.Sup, atom.Small:
			default:
				b.WriteByte(' ')
			}
		case html.EndTagToken:
			switch tag := z.Token().DataAtom; tag {
			case hidden:
				hidden = 0
			case atom.P, atom.Div, atom.Li, atom.Td, atom.Tr, atom.H1, atom.H2, atom.H3, atom.H4:
				b.WriteByte(' ')
			}
		}
	}
}
