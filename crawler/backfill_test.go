package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarche"
	"demarche/crawler/catalogue"
)

// archiveSite is an office whose listing has pages of two releases, one release
// a day, the newest on 20 November 2025.
func archiveSite(pages int, undated bool) *site {
	web := newSite(map[string]page{})
	for p := range pages {
		var rows strings.Builder
		for k := range 2 {
			n := p*2 + k
			day := time.Date(2025, 11, 20-n, 0, 0, 0, 0, time.UTC)
			date := `<time datetime="` + day.Format(time.RFC3339) + `">x</time>`
			if undated {
				date = ""
			}
			fmt.Fprintf(&rows, `<div class="row"><h3><a href="/r/%d">Release %d</a></h3>%s</div>`, n, n, date)
			web.set(fmt.Sprintf("https://o.example/r/%d", n), article(fmt.Sprintf("Release %d of %s", n, day.Format("2 January 2006"))))
		}
		addr := "https://o.example/releases"
		if p > 0 {
			addr = fmt.Sprintf("https://o.example/releases?page=%d", p)
		}
		web.set(addr, page{body: "<title>Releases</title>" + rows.String() + fmt.Sprintf(`<a rel="next" href="/releases?page=%d">next</a>`, p+1)})
	}
	return web
}

func archiveSource(next string) demarche.Source {
	src := htmlSource()
	src.Feeds[0].Selectors.Next = next
	return src
}

func TestBackfill(t *testing.T) {
	tests := []struct {
		name, next, since string
		undated           bool
		items, pages      int
		complete          bool
		end               string
	}{
		{"to a date", "a[rel=next]", "2025-11-15", false, 6, 4, true, "reached 2025-11-15"},
		{"to the end", "https://o.example/releases?page={n0}", "2020-01-01", false, 10, 5, true, "the archive ends here"},
		{"dates on the pages only", "a[rel=next]", "2025-11-15", true, 8, 4, true, "reached 2025-11-15"},
		{"no paging", "", "2025-11-15", false, 2, 1, false, "names no further pages"},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			store := newMemStore(clock)
			c := newCrawler(t, store, archiveSite(5, tt.undated), archiveSource(tt.next))
			c.cfg.Article = dateInTitle
			since, _ := time.Parse(time.DateOnly, tt.since)
			var told []BackfillProgress
			r, err := c.Backfill(t.Context(), "office", since, func(p BackfillProgress) { told = append(told, p) })
			if err != nil || len(r) != 1 {
				t.Fatalf("%s: %+v, %v", tt.name, r, err)
			}
			if len(store.items) != tt.items || r[0].Page != tt.pages || r[0].Complete != tt.complete || !strings.Contains(r[0].End, tt.end) {
				t.Errorf("%s: %d items, %+v", tt.name, len(store.items), r[0])
			}
			if len(told) < tt.pages || told[len(told)-1].PerMinute() <= 0 {
				t.Errorf("%s: progress %+v", tt.name, told)
			}
			if tt.pages > 2 && tt.complete && !tt.undated && told[0].Left <= 0 {
				t.Errorf("%s: no estimate in %+v", tt.name, told[0])
			}
		})
	}
}

func dateInTitle(body []byte, _, _ string, _ demarche.Selectors, zone string) (demarche.Article, error) {
	title := titleOf(body)
	_, date, _ := strings.Cut(title, " of ")
	return demarche.Article{Title: title, Published: ReadDate(date, zone, "", time.Time{})}, nil
}

func TestBackfillResumesAndReportsFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web, store := archiveSite(5, false), newMemStore(clock)
		c := newCrawler(t, store, web, archiveSource("a[rel=next]"))
		ctx, cancel := context.WithTimeout(t.Context(), 12*time.Second)
		r, _ := c.Backfill(ctx, "office", time.Time{}, nil)
		cancel()
		if r[0].Complete || !strings.Contains(r[0].End, "interrupted") {
			t.Errorf("interrupted: %+v", r[0])
		}
		if len(store.items) == 0 || len(store.items) == 10 {
			t.Errorf("%d items after the interruption", len(store.items))
		}
		web.set("https://o.example/releases?page=3", page{status: http.StatusBadGateway})
		r, _ = c.Backfill(t.Context(), "office", time.Time{}, nil)
		if r[0].Complete || r[0].Error == "" || !strings.Contains(r[0].End, "could not reach https://o.example/releases?page=3") {
			t.Errorf("with a fault: %+v", r[0])
		}
		if n := web.asked("https://o.example/r/0"); n != 1 {
			t.Errorf("a report held already was fetched %d times", n)
		}
		if _, err := c.Backfill(t.Context(), "nobody", time.Time{}, nil); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("unknown source: %v", err)
		}
	})
}

func TestBackfillInACircle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := archiveSite(3, false)
		web.set("https://o.example/releases?page=2", page{body: `<title>x</title><div class="row"><h3><a href="/r/4">Release 4</a></h3></div><a rel="next" href="/releases">next</a>`})
		c := newCrawler(t, newMemStore(clock), web, archiveSource("a[rel=next]"))
		if r, _ := c.Backfill(t.Context(), "office", time.Time{}, nil); !r[0].Complete || !strings.Contains(r[0].End, "circle") {
			t.Errorf("%+v", r[0])
		}
	})
}

func TestPropose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newSite(map[string]page{
			"https://m.example/":         {body: `<html><head><title>M</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel=alternate type="application/atom+xml" href="/atom"></head></html>`},
			"https://m.example/feed.xml": {body: rss(rssItem(1))},
			"https://none.example/":      {body: "<html><head><title>N</title></head><body>Nothing here.</body></html>"},
		})
		f := NewFetcher(FetcherConfig{Transport: web, Now: clock})
		p, err := Propose(t.Context(), f, "m.example/", clock())
		if err != nil {
			t.Fatal(err)
		}
		if p.Source.ID != "m-example" || p.Source.Name != "Example Ministry" || p.Source.Feeds[0].URL != "https://m.example/feed.xml" || len(p.Listing.Entries) != 1 || len(p.Others) != 1 {
			t.Errorf("%+v", p)
		}
		if err := catalogue.Validate(p.Source); err != nil {
			t.Error(err)
		}
		if _, err := Propose(t.Context(), f, "https://none.example/", clock()); err == nil || !strings.Contains(err.Error(), "names no feed") {
			t.Errorf("a page without a feed: %v", err)
		}
	})
}
