package crawler

import (
	"encoding/json"
	"html"
	"mime"
	"strings"

	"demarche"
)

// JSONAddress is where the JSON document of a report lies, "" when the source
// has none for it.
func JSONAddress(article demarche.Selectors, link string) string {
	if article.LinkRE == "" || article.LinkTo == "" {
		return ""
	}
	r, err := compileListing(demarche.Selectors{LinkRE: article.LinkRE, LinkTo: article.LinkTo})
	if err != nil {
		return ""
	}
	return webLink(r.rewriteLink(link), nil)
}

func isJSON(mediaType string) bool {
	return mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")
}

// JSONPage makes a page of a report that was fetched as a JSON document, for
// readers of pages: its title, its date of publication and its body, which the
// selectors lead to as dotted field paths. Anything else gives ok false.
func JSONPage(body []byte, contentType string, sel demarche.Selectors) (page []byte, ok bool) {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil || !isJSON(mediaType) {
		return nil, false
	}
	var doc any
	if err := json.Unmarshal(body, &doc); err != nil {
		return nil, false
	}
	title, text := jsonText(doc, sel.Title), jsonText(doc, sel.Body)
	if title == "" && text == "" {
		return nil, false
	}
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + html.EscapeString(title) + "</title>\n")
	if date := jsonText(doc, sel.Date); date != "" {
		b.WriteString("<meta property=\"article:published_time\" content=\"" + html.EscapeString(date) + "\">\n")
	}
	b.WriteString("</head><body><article><h1>" + html.EscapeString(title) + "</h1>\n")
	if lead := jsonText(doc, sel.Summary); lead != "" {
		b.WriteString("<p>" + html.EscapeString(lead) + "</p>\n")
	}
	b.WriteString("<div>" + text + "</div></article></body></html>\n")
	return []byte(b.String()), true
}
