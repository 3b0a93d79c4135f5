package demoworld

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"text/template"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// feeds holds the XML templates by file name.
var feeds = template.Must(template.New("").Funcs(template.FuncMap{
	"xml": escape, "cdata": cdata, "body": bodyHTML, "rfc3339": rfc3339,
	"rfc1123": func(t time.Time) string { return t.Format(time.RFC1123Z) },
}).ParseFS(FS, "templates/*.xml"))

// feedView is what the XML templates show.
type feedView struct {
	Site    *site
	Feed    feed
	URL     string
	Charset string
	Updated time.Time
	Entries []entry
}

func (s *site) renderFeed(f feed, valid []entry) ([]byte, error) {
	view := feedView{Site: s, Feed: f, URL: s.url(f.Path), Charset: f.Charset, Entries: valid}
	if view.Charset == "" {
		view.Charset = "utf-8"
	}
	for _, e := range valid {
		if e.Updated.After(view.Updated) {
			view.Updated = e.Updated
		}
	}
	if f.Format == "json" {
		return s.jsonFeed(view)
	}
	var b bytes.Buffer
	if err := feeds.ExecuteTemplate(&b, f.Format+".xml", view); err != nil {
		return nil, err
	}
	switch f.Charset {
	case "":
		return b.Bytes(), nil
	case "windows-1251":
		return charmap.Windows1251.NewEncoder().Bytes(b.Bytes())
	}
	return nil, fmt.Errorf("feed %s: unknown charset %q", f.Path, f.Charset)
}

// jsonFeed writes a JSON Feed 1.1.
func (s *site) jsonFeed(view feedView) ([]byte, error) {
	type author struct {
		Name string `json:"name"`
	}
	type jsonItem struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary"`
		HTML      string   `json:"content_html,omitempty"`
		Published string   `json:"date_published,omitempty"`
		Modified  string   `json:"date_modified,omitempty"`
		Authors   []author `json:"authors,omitempty"`
	}
	out := struct {
		Version string     `json:"version"`
		Title   string     `json:"title"`
		Home    string     `json:"home_page_url"`
		Feed    string     `json:"feed_url"`
		Comment string     `json:"user_comment"`
		Lang    string     `json:"language"`
		Items   []jsonItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", s.Source.Name, s.url("/"), view.URL,
		"Texts written for demonstration.", s.Source.Lang, nil}
	for _, e := range view.Entries {
		it := jsonItem{ID: s.url(e.Href), URL: s.url(e.Href), Title: e.Title, Summary: e.Lead(), Published: rfc3339(e.Date)}
		switch {
		case e.FeedDate == "none":
			it.Published = ""
		case e.FeedDate != "":
			it.Published = e.FeedDate
		}
		if !e.Updated.Equal(e.Date) {
			it.Modified = rfc3339(e.Updated)
		}
		for _, name := range e.Authors {
			it.Authors = append(it.Authors, author{name})
		}
		if view.Feed.Full {
			it.HTML = string(bodyHTML(e.Body))
		}
		out.Items = append(out.Items, it)
	}
	return json.MarshalIndent(out, "", " ")
}

func escape(text string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(text))
	return b.String(), err
}

func cdata(text any) string {
	return "<![CDATA[" + strings.ReplaceAll(fmt.Sprint(text), "]]>", "]]]]><![CDATA[>") + "]]>"
}
