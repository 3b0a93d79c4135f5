package web

import (
	"context"
	"encoding/xml"
	"strings"
	"testing"

	"demarche"
)

func TestLikeHref(t *testing.T) {
	v := demarche.ItemView{Item: demarche.Item{ID: "abc"}, Story: "st"}
	if got, want := likeHref(v), "/search?like=abc"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	v.AlsoAt = []demarche.Item{{ID: "def"}}
	if got, want := likeHref(v), "/search?like=abc&q=-story%3Ast"; got != want {
		t.Errorf("where others tell its story: %s, want %s", got, want)
	}
	w := newWorld()
	body := get(t, serve(t, w), "/items/"+w.views[0].Item.ID).Body.String()
	for _, want := range []string{"/stories/story-1", "/search?like=" + w.views[0].Item.ID} {
		if !strings.Contains(body, want) {
			t.Errorf("the item's page lacks %q", want)
		}
	}
}

// TestLikePage: the page says what the hits are like, by what, and what each of
// them shares with it.
func TestLikePage(t *testing.T) {
	s := serve(t, newWorld(), func(c *Config) {
		search := c.Search
		c.Search = func(ctx context.Context, q demarche.Query) (demarche.Results, error) {
			like := q.Like
			if like != "" {
				q = demarche.Query{}
			}
			res, err := search(ctx, q)
			if like != "" {
				res.Like = &demarche.Likeness{ID: like, Title: "A <b>title</b>", Story: "st", By: []string{"Brinmoor", "<i>"}, Copies: 2}
				for i := range res.Hits {
					res.Hits[i].Shared = []string{"Brinmoor"}
				}
			}
			return res, err
		}
	})
	body := get(t, s, "/search?like=abc&q=-story%3Ast").Body.String()
	for _, want := range []string{`Like <a href="/items/abc" dir="auto">A &lt;b&gt;title&lt;/b&gt;</a>, the likest first, by <span dir="auto">Brinmoor</span>`,
		"2 near copies within its story left out", `<a href="/search?like=abc">with it</a>`, "Shares Brinmoor", `name="like" value="abc"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if body := get(t, s, "/search?like=%3F").Body.String(); !strings.Contains(body, "expected the id of an item") {
		t.Error("an id that is none is not refused")
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
