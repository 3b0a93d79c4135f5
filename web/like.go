package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"demarche"
)

// likeHref is a search for items like one. Its own story is left out where others
// tell it too: the story's page has them.
func likeHref(v demarche.ItemView) string {
	values := url.Values{"like": {v.Item.ID}}
	if v.Story != "" && len(v.AlsoAt) > 0 {
		values.Set("q", "-"+demarche.Term{Field: "story", Text: v.Story}.String())
	}
	return "/search?" + values.Encode()
}

// likeView is what a search for items like one was made by.
type likeView struct {
	Title, Href string
	By          []string
	Copies      int
	WithStory   string // the same with the other reports of its story, "" where they are in
}

// likeOf tells what the hits of an answer are like, nil for other searches.
func likeOf(a address, l *demarche.Likeness) *likeView {
	if l == nil {
		return nil
	}
	v := &likeView{Title: shorten(cmp.Or(l.Title, "an untitled item"), 90), Href: itemPath(l.ID), By: l.By, Copies: l.Copies}
	if not := "-" + (demarche.Term{Field: "story", Text: l.Story}).String(); l.Story != "" && strings.Contains(a.q.Text, not) {
		v.WithStory = a.with(func(q *demarche.Query) {
			q.Text, q.Expr = strings.TrimSpace(strings.Replace(q.Text, not, "", 1)), nil
		})
	}
	return v
}

// openSearch serves /opensearch.xml, by which browsers offer the search
// (OpenSearch 1.1).
func (s *Server) openSearch(w http.ResponseWriter, r *http.Request) error {
	base := xmlEscape(s.base(r))
	h := w.Header()
	h.Set("Content-Type", "application/opensearchdescription+xml")
	h.Set("Cache-Control", "public, max-age=86400")
	_, err := w.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>demarche</ShortName>
<Description>Sanctions, diplomacy and illicit finance, from open sources</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" method="get" template="` + base + `/search?q={searchTerms}"/>
<Url type="application/atom+xml" method="get" template="` + base + `/search.atom?q={searchTerms}"/>
<Url type="application/json" method="get" template="` + base + `/search.json?q={searchTerms}"/>
</OpenSearchDescription>
`))
	return err
}

var xmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace
