package catalogue_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
	"demarche/crawler/catalogue"
)

func TestEncodeRoundTrip(t *testing.T) {
	sources, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		text, err := catalogue.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		back, err := catalogue.Parse(s.ID+".toml", text)
		if err != nil {
			t.Errorf("%s: %v", s.ID, err)
			continue
		}
		if diff := cmp.Diff(s, back); diff != "" {
			t.Errorf("%s (-written +read):\n%s", s.ID, diff)
		}
	}
}

func TestOPML(t *testing.T) {
	in := `<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
		<outline text="News"><outline text="A &amp; B" type="rss" xmlUrl="https://www.a.example/rss" htmlUrl="https://a.example/"/>
		<outline text="" xmlUrl="https://a.example/other"/><outline text="again" xmlUrl="https://a.example/other"/></outline>
		<outline text="bad" xmlUrl="javascript:alert(1)"/></body></opml>`
	sources, skipped, err := catalogue.ReadOPML([]byte(in))
	if err != nil || skipped != 2 || len(sources) != 2 {
		t.Fatalf("%d sources, %d skipped, %v", len(sources), skipped, err)
	}
	if sources[0].ID != "a-example" || sources[0].Name != "A & B" || sources[1].ID != "a-example-2" || sources[1].Name != "a.example" {
		t.Errorf("%+v", sources)
	}
	text, left, err := catalogue.WriteOPML(append(sources, demarche.Source{Name: "page", Feeds: []demarche.Feed{{Format: demarche.FormatHTML}}}))
	if err != nil || left != 1 {
		t.Fatal(left, err)
	}
	back, _, err := catalogue.ReadOPML(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sources {
		if sources[i].Feeds[0].URL != back[i].Feeds[0].URL || sources[i].Name != back[i].Name {
			t.Errorf("%+v came back as %+v", sources[i], back[i])
		}
	}
	if _, _, err := catalogue.ReadOPML([]byte("<html>")); !errors.Is(err, demarche.ErrInvalid) {
		t.Errorf("not OPML: %v", err)
	}
}
