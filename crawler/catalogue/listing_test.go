package catalogue_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"demarche"
	"demarche/crawler"
	"demarche/crawler/catalogue"
)

var update = flag.Bool("update", false, "rewrite the wanted entries in testdata")

const listingsFile = "testdata/listings.txtar"

// TestListings reads a listing page written by us for every source whose pages
// are read with selectors.
func TestListings(t *testing.T) {
	ar, err := txtar.ParseFile(listingsFile)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*txtar.File{}
	for i := range ar.Files {
		files[ar.Files[i].Name] = &ar.Files[i]
	}
	for _, s := range sources {
		if s.Article.LinkTo != "" {
			if doc := files[s.ID+".document"]; doc == nil {
				t.Errorf("%s: no report as JSON document in %s", s.ID, listingsFile)
			} else if page, ok := crawler.JSONPage(doc.Data, "application/json", s.Article); !ok || !strings.Contains(string(page), `content="2025-11-`) || !strings.Contains(string(page), "<p>") {
				t.Errorf("%s: the document reads as\n%s", s.ID, page)
			}
		}
		f := s.Feeds[0]
		if f.Format == demarche.FormatFeed {
			continue
		}
		page, want := files[s.ID], files[s.ID+".want"]
		if page == nil || want == nil {
			t.Errorf("%s: no listing page in %s", s.ID, listingsFile)
			continue
		}
		l, err := crawler.ReadListing(s, f, crawler.Answer{URL: f.URL, FinalURL: f.URL, Body: page.Data}, crawler.Limits{}, time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC))
		if err != nil {
			t.Errorf("%s: %v", s.ID, err)
			continue
		}
		got := listing(t, s, f, l)
		if *update {
			want.Data = []byte(got)
			continue
		}
		if diff := cmp.Diff(string(want.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.ID, diff)
		}
	}
	if *update {
		if err := os.WriteFile(listingsFile, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// listing is one line an entry, and the next page.
func listing(t *testing.T, s demarche.Source, f demarche.Feed, l crawler.Listing) string {
	t.Helper()
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range l.Entries {
		date := "unknown"
		switch p := e.Published; {
		case p.DayOnly:
			date = p.Time.In(loc).Format(time.DateOnly) + " day"
		case !p.Time.IsZero():
			date = p.Time.Format(time.RFC3339)
		}
		b.WriteString(e.Title + " | " + e.Link + " | " + date + "\n")
	}
	if next := crawler.NextPage(f, l, 1); next != "" {
		b.WriteString("next " + next + "\n")
	}
	return b.String()
}
