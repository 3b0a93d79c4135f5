package demoworld

import (
	"html"
	"html/template"
	"regexp"
	"strings"
)

var (
	markBold = regexp.MustCompile(`\*\*(.+?)\*\*`)
	markLink = regexp.MustCompile(`\[(.+?)\]\((.+?)\)`)
)

// bodyHTML renders the markup of the items: paragraphs divided by blank lines,
// "## " before a heading, "> " before a quotation, "- " before each point of a
// list, **bold** and [words](address).
func bodyHTML(body string) template.HTML {
	var b strings.Builder
	for _, block := range strings.Split(body, "\n\n") {
		block = strings.TrimSpace(block)
		switch {
		case strings.HasPrefix(block, "## "):
			b.WriteString("<h3>" + inline(block[3:]) + "</h3>\n")
		case strings.HasPrefix(block, "> "):
			b.WriteString("<blockquote><p>" + inline(block[2:]) + "</p></blockquote>\n")
		case strings.HasPrefix(block, "- "):
			b.WriteString("<ul>\n")
			for _, point := range strings.Split(block, "\n") {
				b.WriteString("<li>" + inline(strings.TrimPrefix(point, "- ")) + "</li>\n")
			}
			b.WriteString("</ul>\n")
		case block != "":
			b.WriteString("<p>" + inline(block) + "</p>\n")
		}
	}
	return template.HTML(b.String())
}

func inline(text string) string {
	text = html.EscapeString(strings.ReplaceAll(text, "\n", " "))
	text = markBold.ReplaceAllString(text, "<strong>$1</strong>")
	return markLink.ReplaceAllString(text, `<a href="$2">$1</a>`)
}

// plain is the markup's text on one line.
func plain(body string) string {
	body = markBold.ReplaceAllString(body, "$1")
	body = markLink.ReplaceAllString(body, "$1")
	var words []string
	for _, line := range strings.Split(body, "\n") {
		for _, mark := range []string{"## ", "> ", "- "} {
			line = strings.TrimPrefix(line, mark)
		}
		words = append(words, strings.Fields(line)...)
	}
	return strings.Join(words, " ")
}

// Lead is the item's summary, or its first paragraph as plain text.
func (r *revision) Lead() string {
	if r.Summary != "" {
		return r.Summary
	}
	for _, block := range strings.Split(r.Body, "\n\n") {
		if !strings.HasPrefix(block, "## ") {
			return plain(block)
		}
	}
	return r.Title
}
