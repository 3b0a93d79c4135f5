package demoworld

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"demarche"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
)

// late is after everything the world has in store.
var late = Start().Add(time.Hour)

func loadSites(t *testing.T) []*site {
	t.Helper()
	var sites []*site
	for _, source := range Sources() {
		files := must(FS.ReadFile("sites/" + source.ID + ".txtar"))
		if !strings.HasPrefix(string(files), "page: ") {
			continue
		}
		s, err := parseSite(source, parseArchive(files))
		if err != nil {
			t.Fatal(err)
		}
		sites = append(sites, s)
	}
	return sites
}

func client(at time.Time) *http.Client {
	return &http.Client{Transport: Transport(func() time.Time { return at })}
}

func get(t *testing.T, c *http.Client, address string) (*http.Response, []byte) {
	t.Helper()
	resp, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestSources(t *testing.T) {
	kinds := map[demarche.SourceKind]int{}
	langs := map[string]int{}
	for _, s := range Sources() {
		if !s.Demo || !s.Enabled || s.Reason != "" {
			t.Errorf("%s: demo %v, enabled %v", s.ID, s.Demo, s.Enabled)
		}
		if _, err := time.LoadLocation(s.Zone); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
		for _, f := range s.Feeds {
			if u, err := url.Parse(f.URL); err != nil || !strings.HasSuffix(u.Hostname(), ".example") || !strings.HasPrefix(f.URL, s.Home) || f.ID == "" {
				t.Errorf("%s: feed %q at %s is not on the source's own .example host", s.ID, f.ID, f.URL)
			}
			if _, err := time.ParseDuration(f.Every); err != nil {
				t.Errorf("%s: %v", s.ID, err)
			}
		}
		kinds[s.Kind]++
		langs[s.Lang]++
	}
	for _, k := range demarche.SourceKinds() {
		if kinds[k] == 0 {
			t.Errorf("no source of kind %s", k)
		}
	}
	for _, l := range []string{"en", "ko", "ru", "fr"} {
		if langs[l] == 0 {
			t.Errorf("no source in %s", l)
		}
	}
}

func TestEnoughOfEverything(t *testing.T) {
	sites := loadSites(t)
	items, publishers, bankers := 0, 0, 0
	for _, s := range sites {
		if len(s.items) == 0 {
			t.Errorf("%s has no items", s.Source.ID)
		}
		publishers++
		items += len(s.items)
		for _, it := range s.items {
			text := it.revisions[0].Title + it.revisions[0].Body
			if it.revisions[0].Date.Before(time.Date(2025, 11, 6, 0, 0, 0, 0, time.UTC)) && regexp.MustCompile(`KMCTC|Ryujong`).MatchString(text) {
				bankers++
				break
			}
		}
	}
	if items < 64 || publishers < 13 {
		t.Errorf("%d items from %d publishers, want at least 64 from 13", items, publishers)
	}
	if bankers < 5 {
		t.Errorf("%d sources tell the story of 4 November, want at least 5", bankers)
	}
}

func TestItems(t *testing.T) {
	first, last := time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC), Start().Add(15*time.Minute)
	for _, s := range loadSites(t) {
		for _, it := range s.items {
			for _, r := range it.revisions {
				if r.Date.Before(first) || r.Date.After(last) {
					t.Errorf("%s/%s is dated %s", s.Source.ID, r.Slug, r.Date)
				}
				if r.From.IsZero() && r.Updated.After(Start()) {
					t.Errorf("%s/%s is there at the start but dated %s", s.Source.ID, r.Slug, r.Updated)
				}
				if n := length(r.Body, s.Source.Lang); n < 120 || n > 450 {
					t.Errorf("%s/%s has %d words, want 120 to 450", s.Source.ID, r.Slug, n)
				}
			}
		}
	}
}

// length counts words; a Korean word, which carries its particles, counts as two.
func length(body, lang string) int {
	n := len(strings.Fields(body))
	if lang == "ko" {
		n *= 2
	}
	return n
}

func TestScripts(t *testing.T) {
	scripts := map[string]func(rune) bool{
		"ko": func(r rune) bool { return unicode.Is(unicode.Hangul, r) },
		"ru": func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) },
		"fr": func(r rune) bool { return strings.ContainsRune("éèêàçôîûœ’", r) },
	}
	shares := map[string]float64{"ko": 0.5, "ru": 0.6, "fr": 0.02}
	for _, s := range loadSites(t) {
		in := scripts[s.Source.Lang]
		for _, it := range s.items {
			own, all := 0, 0
			for _, r := range it.revisions[0].Body {
				if unicode.IsLetter(r) || r == '’' {
					all++
					if in != nil && in(r) {
						own++
					}
				}
			}
			if share := float64(own) / float64(all); in != nil && share < shares[s.Source.Lang] {
				t.Errorf("%s/%s: only %.2f of the letters are of its script", s.Source.ID, it.Slug, share)
			}
		}
	}
}

func TestEmbeddedSize(t *testing.T) {
	total := 0
	err := fs.WalkDir(FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		total += int(info.Size())
		return err
	})
	if err != nil || total > 600_000 {
		t.Errorf("%d bytes embedded, %v", total, err)
	}
}

func TestDeadAndBlocked(t *testing.T) {
	c := client(Start())
	if _, err := c.Get("https://old-bourse.example/feed.rss"); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("the dead source: %v", err)
	}
	resp, body := get(t, c, "https://gulf-courier.example/feed.rss")
	if resp.StatusCode != 200 || !bytes.Contains(body, []byte("Verify you are human")) {
		t.Errorf("the blocking source: %d %.80s", resp.StatusCode, body)
	}
	if _, err := c.Get("https://home.treasury.gov/"); err == nil {
		t.Error("a host of the real internet answered")
	}
}

func TestFeedsAreWellFormed(t *testing.T) {
	roots := map[string]string{}
	for _, s := range loadSites(t) {
		for _, f := range s.Feeds {
			resp, body := get(t, client(late), s.url(f.Path))
			if resp.StatusCode != 200 {
				t.Fatalf("%s%s: %d", s.Host, f.Path, resp.StatusCode)
			}
			root, err := rootElement(body)
			if err != nil {
				t.Errorf("%s%s: %v", s.Host, f.Path, err)
			}
			roots[f.Format+" "+resp.Header.Get("Content-Type")] = root
		}
	}
	want := map[string]string{
		"rss application/rss+xml": "rss", "rdf application/rdf+xml": "RDF",
		"atom application/atom+xml; charset=utf-8": "feed", "json application/feed+json; charset=utf-8": "JSON",
	}
	if diff := cmp.Diff(want, roots); diff != "" {
		t.Errorf("formats and their roots (-want +got):\n%s", diff)
	}
}

// rootElement reads a feed to its end and names its root.
func rootElement(body []byte) (string, error) {
	if bytes.HasPrefix(body, []byte("{")) {
		return "JSON", json.Unmarshal(body, &map[string]any{})
	}
	decoder := xml.NewDecoder(bytes.NewReader(body))
	decoder.CharsetReader = charset.NewReaderLabel
	root := ""
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return root, err
		}
		if start, ok := token.(xml.StartElement); ok && root == "" {
			root = start.Name.Local
		}
	}
}

func TestAtomHasOnlyUpdated(t *testing.T) {
	_, body := get(t, client(Start()), "https://london-fcdo.example/government/organisations/foreign-office.atom")
	if bytes.Contains(body, []byte("<published>")) || bytes.Count(body, []byte("<updated>")) < 6 {
		t.Errorf("%.600s", body)
	}
}

func TestWrongAndMissingDates(t *testing.T) {
	c := client(late)
	_, tanker := get(t, c, "https://tankerlog.example/rss.rss")
	_, mirror := get(t, c, "https://harbour-mirror.example/top.rss")
	_, letters := get(t, c, "https://compliance-brief.example/letters.feedjson")
	if !bytes.Contains(tanker, []byte("<pubDate>Fri, 03 Oct 2052 ")) || !bytes.Contains(mirror, []byte("<pubDate>Thu, 01 Jan 1970 ")) {
		t.Error("the absurd dates are gone")
	}
	var feed struct {
		Items []struct {
			Title     string
			Published string `json:"date_published"`
		}
	}
	if err := json.Unmarshal(letters, &feed); err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, it := range feed.Items {
		if it.Published == "" {
			missing++
		}
	}
	if missing != 1 || len(feed.Items) != 3 {
		t.Errorf("%d of %d letters have no date, want 1 of 3", missing, len(feed.Items))
	}
}
