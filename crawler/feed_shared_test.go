package crawler

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche"
)

// archive gives the files of a .tar.gz of the shared material, by name.
func archive(t *testing.T, name string) map[string][]byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(sharedFile(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

var headerLine = regexp.MustCompile(`(?im)^\s*Header:\s*Content-type:\s*(.*)$`)

// parseCase reads one feed of a suite as it would be fetched.
func parseCase(t *testing.T, name string, data []byte) (Listing, error) {
	t.Helper()
	base, _ := url.Parse("https://feeds.example/dir/feed.xml")
	charset := ""
	if m := headerLine.FindSubmatch(data[:min(len(data), 2000)]); m != nil {
		_, charset = parseContentType(strings.TrimSpace(string(m[1])))
	}
	start := time.Now()
	l, err := readFeed(data, readOptions{base: base, charset: charset, lim: DefaultLimits(), dates: newDateReader("", "", time.Time{})})
	if took := time.Since(start); took > time.Minute { // a hang; usual is under a tenth of a second
		t.Errorf("%s: took %v", name, took)
	}
	var f *Fault
	if err != nil && (!errors.As(err, &f) || f.Class == "" || Advice(f.Class) == "") {
		t.Errorf("%s: error without a class: %v", name, err)
	}
	return l, err
}

func TestFeedSuites(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	suites := []struct {
		file, folder string
		least        int // feeds that must be read
	}{
		{"hostile/feedparser-tests.tar.gz", "tests/wellformed/", 1734},
		{"hostile/feedparser-tests.tar.gz", "tests/illformed/", 15},
		{"hostile/feedparser-tests.tar.gz", "tests/encoding/", 80},
		{"hostile/feedparser-tests.tar.gz", "tests/entities/", 256},
		{"hostile/w3c-feedvalidator-testcases.tar.gz", "testcases/atom/", 789},
		{"hostile/w3c-feedvalidator-testcases.tar.gz", "testcases/rss/", 216},
		{"hostile/w3c-feedvalidator-testcases.tar.gz", "testcases/rss20/", 325},
		{"hostile/gofeed-testdata.tar.gz", "testdata/parser/", 0},
	}
	for _, s := range suites {
		t.Run(s.folder, func(t *testing.T) {
			read, total := 0, 0
			for name, data := range archive(t, s.file) {
				if !strings.HasPrefix(name, s.folder) || !strings.HasSuffix(name, ".xml") {
					continue
				}
				total++
				if _, err := parseCase(t, name, data); err == nil {
					read++
				} else {
					t.Logf("%s: %v", name, err)
				}
			}
			t.Logf("%s: %d of %d read", s.folder, read, total)
			if read < s.least {
				t.Errorf("%d of %d feeds read, want %d", read, total, s.least)
			}
		})
	}
}

func TestSampleFeeds(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "samples", "feeds")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Skip(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		l, err := parseCase(t, f.Name(), data)
		switch {
		case err != nil:
			t.Logf("%s: %s: %v", f.Name(), asFault(err).Class, err)
		case len(l.Entries) == 0:
			t.Logf("%s: empty", f.Name())
		default:
			dated := 0
			for _, e := range l.Entries {
				if !e.Published.Time.IsZero() {
					dated++
				}
			}
			t.Logf("%s: %d entries, %d dated, first %q", f.Name(), len(l.Entries), dated, l.Entries[0].Title)
		}
	}
	if _, err := parseCase(t, "notafeed", sharedFile(t, "samples/feeds/nodefp-notafeed.html")); asFault(err).Class != demarche.FetchHTML {
		t.Errorf("a page in place of a feed is classed %v", err)
	}
}

func TestHostileFeeds(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "hostile", "generated")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Skip(err)
	}
	for _, f := range files {
		if !strings.Contains(f.Name(), ".xml") && !strings.Contains(f.Name(), ".gz") && !strings.HasSuffix(f.Name(), ".html") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		l, err := parseCase(t, f.Name(), data)
		if err != nil {
			t.Logf("%s: %s: %v", f.Name(), asFault(err).Class, err)
			continue
		}
		title := ""
		if len(l.Entries) > 0 {
			title = l.Entries[0].Title
		}
		t.Logf("%s: %d entries, %d skipped, %v, first %.60q", f.Name(), len(l.Entries), l.Skipped, l.Notes, title)
	}
}
