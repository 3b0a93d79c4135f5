package catalogue_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"demarche"
	"demarche/crawler/catalogue"
)

// realPages are captures of live pages that the selectors were tried on, by
// source; they lie beside the repository.
var realPages = map[string]string{
	"us-treasury-press":  "samples/treasury/*.html",
	"us-ofac-recent":     "samples/gov/ofac-recent-action-*.html",
	"us-state-press":     "samples/gov/fragment-state-gov-listing.html",
	"au-foreignminister": "samples/gov/fragment-foreignminister-gov-au-listing.html",
}

func TestArticleSelectorsOnRealPages(t *testing.T) {
	sources, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		glob := realPages[s.ID]
		if glob == "" || strings.Contains(glob, "fragment") {
			continue
		}
		names, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", filepath.FromSlash(glob)))
		if len(names) == 0 {
			t.Skip("no shared/" + glob + " beside the repository")
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			for field, value := range map[string]string{"body": s.Article.Body, "date": s.Article.Date} {
				if !finds(doc, value) {
					t.Errorf("%s: article.%s finds nothing in %s", s.ID, field, filepath.Base(name))
				}
			}
		}
		t.Logf("%s: %d pages", s.ID, len(names))
	}
}

func finds(doc *goquery.Document, value string) bool {
	for _, alt := range catalogue.SplitSelector(value) {
		found := doc.Find(alt.CSS).First()
		if alt.Attr != "" && found.AttrOr(alt.Attr, "") != "" || alt.Attr == "" && strings.TrimSpace(found.Text()) != "" {
			return true
		}
	}
	return false
}

const sourcesDoc = "../../docs/sources.md"

// TestSourcesDoc keeps the table of docs/sources.md true; -update writes it.
func TestSourcesDoc(t *testing.T) {
	sources, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(sourcesDoc)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(text), "\n## The table\n")
	want := head + "\n## The table\n" + table(sources)
	if *update {
		if err := os.WriteFile(sourcesDoc, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("docs/sources.md (-want +got), -update writes it:\n%s", diff)
	}
}

func table(sources []demarche.Source) string {
	var b strings.Builder
	on := 0
	b.WriteString("\n| id | kind | country | read as | reports | sure | on | tried on |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range sources {
		state := "no"
		if s.Enabled {
			state = "yes"
			on++
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", s.ID, s.Kind, s.Country, s.Feeds[0].Format, reports(s), s.Confidence, state, proof(s))
	}
	fmt.Fprintf(&b, "\n%d sources, %d of them on.\n", len(sources), on)
	return b.String()
}

// reports says how the text of a source's reports is taken.
func reports(s demarche.Source) string {
	switch {
	case s.Feeds[0].FullText:
		return "listing"
	case s.Article.LinkTo != "":
		return "JSON"
	case s.Article.Body != "":
		return "selectors"
	}
	return "general"
}

func proof(s demarche.Source) string {
	_, html := realPages[s.ID]
	switch {
	case html && s.Feeds[0].Format == demarche.FormatHTML && strings.Contains(realPages[s.ID], "fragment"):
		return "a real fragment of its listing; `synthetic` listing"
	case html:
		return "real captures of its reports; `synthetic` listing"
	case s.Feeds[0].Format != demarche.FormatFeed:
		return "`synthetic` listing"
	}
	if s.Article.LinkTo != "" {
		return "its format only; `synthetic` document"
	}
	return "its format only"
}
