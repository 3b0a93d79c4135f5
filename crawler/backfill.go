package crawler

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"demarche"
)

// maxListingPages ends the walk through an archive that never ends.
const maxListingPages = 5000

// BackfillProgress is how far a walk through an archive has come.
type BackfillProgress struct {
	Source  string
	Feed    string
	Page    int // listing pages read
	Entries int // entries met
	New     int
	Changed int
	Failed  int           // reports that could not be had
	Oldest  time.Time     // oldest date met, zero when none is known
	Elapsed time.Duration //
	Left    time.Duration // estimate from the time covered so far; 0 when unknown
}

// PerMinute is the rate of entries met.
func (p BackfillProgress) PerMinute() float64 {
	if p.Elapsed <= 0 {
		return 0
	}
	return float64(p.Entries) / p.Elapsed.Minutes()
}

// BackfillReport is what a walk through the archive of one feed gave.
type BackfillReport struct {
	BackfillProgress
	Complete bool   // the date or the end of the archive was reached
	End      string // why it ended, in words
	Error    string
	Advice   string
}

// Backfill walks the listings of a source page by page back to since. Reports
// that are held already are not fetched again, so that a walk which was
// interrupted goes on where it ended for the price of its listing pages.
func (c *Crawler) Backfill(ctx context.Context, sourceID string, since time.Time, progress func(BackfillProgress)) ([]BackfillReport, error) {
	i := slices.IndexFunc(c.cfg.Sources, func(s demarche.Source) bool { return s.ID == sourceID })
	if i < 0 {
		return nil, fmt.Errorf("crawler: source %q: %w", sourceID, demarche.ErrNotFound)
	}
	src := c.cfg.Sources[i]
	var reports []BackfillReport
	for _, feed := range src.Feeds {
		if ctx.Err() != nil {
			break
		}
		w := walk{c: c, j: job{src: src, feed: feed}, since: since, start: c.cfg.Now(), tell: progress, seen: map[string]bool{}}
		w.p.Source, w.p.Feed = src.ID, feed.ID
		reports = append(reports, w.run(ctx))
	}
	return reports, nil
}

// walk is one feed's archive being walked.
type walk struct {
	c     *Crawler
	j     job
	since time.Time
	start time.Time
	tell  func(BackfillProgress)
	p     BackfillProgress
	seen  map[string]bool // listing addresses and entry keys met
}

func (w *walk) run(ctx context.Context) BackfillReport {
	addr := w.j.feed.URL
	for n := 1; ; n++ {
		w.seen[addr] = true
		l, err := w.page(ctx, addr)
		if err != nil {
			return w.failed(ctx, n, addr, err)
		}
		fresh, reached, err := w.store(ctx, l)
		if err != nil {
			return w.failed(ctx, n, addr, err)
		}
		w.p.Page = n
		w.report()
		next := NextPage(w.j.feed, l, n)
		switch {
		case ctx.Err() != nil:
			return w.end(false, "interrupted; the next walk goes on from here")
		case reached:
			return w.end(true, "reached "+w.since.UTC().Format(time.DateOnly))
		case next == "" && n == 1 && w.j.feed.Selectors.Next == "":
			return w.end(false, "the feed lists only its newest entries and names no further pages")
		case next == "" || !fresh:
			return w.end(true, "the archive ends here")
		case w.seen[next]:
			return w.end(true, "the pages run in a circle; all of them were read")
		case n >= maxListingPages:
			return w.end(false, fmt.Sprintf("stopped after %d pages", n))
		}
		addr = next
	}
}

func (w *walk) page(ctx context.Context, addr string) (Listing, error) {
	ans, err := w.c.fetcher.Get(ctx, Request{URL: addr, Source: w.j.src, Accept: acceptOf(w.j.feed.Format)})
	if err != nil {
		return Listing{}, err
	}
	return w.c.read(w.j, ans)
}

// store stores the entries of one listing page that are not older than since.
// fresh says that the page held entries not met before; reached that all dated
// entries, of which there was one at least, are older.
func (w *walk) store(ctx context.Context, l Listing) (fresh, reached bool, err error) {
	var wanted []Entry
	for _, e := range l.Entries {
		key, _ := identity(e, nil)
		if w.seen["key "+key] {
			continue
		}
		w.seen["key "+key], fresh = true, true
		w.p.Entries++
		if t := e.Published.Time; t.IsZero() || !t.Before(w.since) {
			wanted = append(wanted, e)
		}
	}
	var r Report
	pw := w.c.newPageWork(w.j, &r)
	pw.max = 0
	last, err := pw.run(ctx, wanted)
	if err == nil {
		err = pw.put(ctx, demarche.Fetched{Items: last})
	}
	w.p.New, w.p.Changed, w.p.Failed = w.p.New+r.New, w.p.Changed+r.Changed, w.p.Failed+r.Failed
	dates := pw.dates
	for _, e := range l.Entries {
		if !e.Published.Time.IsZero() {
			dates = append(dates, e.Published.Time)
		}
	}
	reached = len(dates) > 0
	for _, t := range dates {
		if w.p.Oldest.IsZero() || t.Before(w.p.Oldest) {
			w.p.Oldest = t
		}
		reached = reached && t.Before(w.since)
	}
	return fresh, reached, err
}

func (w *walk) report() {
	w.p.Elapsed = w.c.cfg.Now().Sub(w.start)
	w.p.Left = 0
	if !w.p.Oldest.IsZero() && w.p.Oldest.After(w.since) {
		done := float64(w.start.Sub(w.p.Oldest))
		if whole := float64(w.start.Sub(w.since)); done > 0 && whole > done {
			w.p.Left = time.Duration(float64(w.p.Elapsed) * (whole - done) / done).Round(time.Second)
		}
	}
	if w.tell != nil {
		w.tell(w.p)
	}
}

func (w *walk) end(complete bool, why string) BackfillReport {
	w.report()
	if w.p.Failed > 0 {
		why += fmt.Sprintf("; %d reports could not be had and are tried again by the next walk", w.p.Failed)
	}
	return BackfillReport{BackfillProgress: w.p, Complete: complete && w.p.Failed == 0, End: why}
}

// failed ends a walk at a page that could not be read. Past the first page, one
// that does not exist or holds no entries is the archive's end.
func (w *walk) failed(ctx context.Context, n int, addr string, err error) BackfillReport {
	f := asFault(err)
	if ctx.Err() != nil {
		return w.end(false, "interrupted; the next walk goes on from here")
	}
	if n > 1 && (f.Status == http.StatusNotFound || f.Class == demarche.FetchChanged || f.Class == demarche.FetchGone) {
		return w.end(true, "the archive ends here")
	}
	r := w.end(false, "could not reach "+addr)
	r.Error, r.Advice = oneLine(strings.TrimSpace(f.Error())), Advice(f.Class)
	return r
}
