package web

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"

	"demarche"
)

func TestLikeQuery(t *testing.T) {
	name := func(kind demarche.MentionKind, n string) demarche.Mention {
		return demarche.Mention{Kind: kind, Name: n}
	}
	v := demarche.ItemView{Story: "abc", Facts: demarche.Facts{Mentions: []demarche.Mention{name("organisation", "OFAC"), name("organisation", "OFAC"), name("person", "Jang Kuk Chol"),
		name("organisation", "First Credit Bank"), name("organisation", "First Credit Bank"), name("country", "North Korea")}}}
	if got, want := likeQuery(v, "Treasury acts on the bankers, again: bankers"), `"First Credit Bank" "Jang Kuk Chol" "OFAC" treasury bankers again -story:abc`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for range 50 {
		v.Facts.Mentions = append(v.Facts.Mentions, name("person", strings.Repeat("Long ", 9)+string(rune('A'+len(v.Facts.Mentions)%26))))
	}
	if got := likeQuery(v, strings.Repeat("considerable ", 40)); utf8.RuneCountInString(got) > 256 {
		t.Errorf("%d code points", utf8.RuneCountInString(got))
	}
	if got := likeQuery(demarche.ItemView{}, "It is so"); got != "" {
		t.Errorf("a search for nothing: %q", got)
	}
	if got, want := likeQuery(demarche.ItemView{}, "한미일, 북한 IT 인력에 관한 공동성명 발표"), "한미일 북한 인력에 관한 공동성명 발표"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w := newWorld()
	body := get(t, serve(t, w), "/items/"+w.views[0].Item.ID).Body.String()
	for _, want := range []string{"/stories/story-1", "match=any"} {
		if !strings.Contains(body, want) {
			t.Errorf("the item's page lacks %q", want)
		}
	}
}

func TestOpenSearch(t *testing.T) {
	rec := get(t, serve(t, newWorld(), func(c *Config) { c.BaseURL = "https://d.example" }), "/opensearch.xml")
	var doc struct {
		XMLName xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		URLs    []struct {
			Template string `xml:"template,attr"`
		} `xml:"Url"`
	}
	if err := xml.Unmarshal(rec.Body.Bytes(), &doc); err != nil || len(doc.URLs) != 3 || doc.URLs[0].Template != "https://d.example/search?q={searchTerms}" {
		t.Errorf("%v: %+v", err, doc)
	}
}
