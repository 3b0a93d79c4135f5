package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"text/tabwriter"
	"time"

	"demarche"
	"demarche/crawler"
)

type crawlCmd struct {
	Sources []string `arg:"" optional:"" help:"Source ids to fetch at once; without any, what is due."`
	Since   string   `help:"Walk the archive of listings back to this day." placeholder:"DATE"`
}

// Help teaches with an example.
func (crawlCmd) Help() string {
	return `Exit code 1 when every source failed.

Example:
  demarche crawl
  demarche crawl us-treasury-press us-ofac-recent
  demarche crawl --since 2025-10-01 us-treasury-press`
}

// Run fetches, processes, prints and ends.
func (c crawlCmd) Run(e *environment) error {
	var since time.Time
	if c.Since != "" {
		t, err := time.Parse(time.DateOnly, c.Since)
		if err != nil {
			return usageError{fmt.Errorf("--since %q is not a day: want YYYY-MM-DD", c.Since)}
		}
		if len(c.Sources) == 0 {
			return usageError{fmt.Errorf("--since walks archives: name the sources to walk")}
		}
		since = t
	}
	a, err := e.open("crawl")
	if err != nil {
		return err
	}
	defer a.close()
	if a.remote != nil {
		return errOwned{a.remote.owner}
	}
	sources, err := a.sources()
	if err != nil {
		return err
	}
	if err := knownSources(sources, c.Sources); err != nil {
		return err
	}
	if err := a.store.SyncSources(e.ctx, sources); err != nil {
		return fmt.Errorf("store the catalogue of sources: %w", err)
	}
	return a.crawlOnce(world{sources: sources, now: e.now}, c.Sources, since)
}

func knownSources(list []demarche.Source, ids []string) error {
	known := map[string]bool{}
	for _, s := range list {
		known[s.ID] = true
	}
	for _, id := range ids {
		if !known[id] {
			return usageError{fmt.Errorf("source %q is not in the catalogue: see demarche sources list", id)}
		}
	}
	return nil
}

// crawlOnce fetches, waits until all of it is searchable, and prints the table.
func (a *app) crawlOnce(w world, ids []string, since time.Time) error {
	ctx, cancel := context.WithCancel(a.env.ctx)
	defer cancel()
	wait := a.process(ctx)
	p := newCrawlPrinter(a.env.stderr)
	c, err := a.crawlerFor(w, func(ev crawler.Event) { p.event(ev); a.pipe.Wake() })
	if err != nil {
		return err
	}
	var table func() error
	if since.IsZero() {
		reports := c.Crawl(ctx, ids, len(ids) > 0)
		table = func() error { return a.crawlVerdict(reports) }
	} else {
		reports, err := a.backfill(ctx, c, p, ids, since)
		if err != nil {
			return err
		}
		table = func() error { return a.backfillVerdict(reports) }
	}
	p.finish()
	seq, err := a.store.Seq(ctx)
	if err != nil {
		return err
	}
	if err := wait(seq, a.env.progress("making searchable", -1)); err != nil {
		return err
	}
	return table()
}

func (a *app) crawlVerdict(reports []crawler.Report) error {
	printReports(a.env.stdout, reports)
	if len(reports) == 0 {
		fmt.Fprintln(a.env.stderr, "Nothing is due. Name sources to fetch them at once.")
	} else if allFailed(reports) {
		return fmt.Errorf("every source failed; see the table above")
	}
	return nil
}

// backfill walks the archives of the named sources, one after the other.
func (a *app) backfill(ctx context.Context, c *crawler.Crawler, p *crawlPrinter, ids []string, since time.Time) ([]crawler.BackfillReport, error) {
	var all []crawler.BackfillReport
	for _, id := range ids {
		reports, err := c.Backfill(ctx, id, since, func(bp crawler.BackfillProgress) { p.walked(bp); a.pipe.Wake() })
		if err != nil {
			return nil, fmt.Errorf("walk the archive of %s: %w", id, err)
		}
		all = append(all, reports...)
	}
	return all, nil
}

// backfillVerdict prints how far each walk came and what it could not reach.
func (a *app) backfillVerdict(reports []crawler.BackfillReport) error {
	t := tabwriter.NewWriter(a.env.stdout, 2, 8, 2, ' ', 0)
	fmt.Fprintln(t, "feed\tpages\tentries\tnew\tnot reached\toldest\tended")
	failed := 0
	for _, r := range reports {
		end := r.End
		if r.Error != "" {
			end = visible(r.Error + " - " + r.Advice)
			failed++
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\t%s\n", r.Feed, r.Page, r.Entries, r.New, r.Failed, ago(r.Oldest), end)
	}
	t.Flush()
	if len(reports) > 0 && failed == len(reports) {
		return fmt.Errorf("every walk failed; see the table above")
	}
	return nil
}

func allFailed(reports []crawler.Report) bool {
	for _, r := range reports {
		if r.OK() {
			return false
		}
	}
	return true
}

// printReports is the table of what each source gave, with the way out below
// for those that failed.
func printReports(w io.Writer, reports []crawler.Report) {
	t := tabwriter.NewWriter(w, 2, 8, 2, ' ', 0)
	fmt.Fprintln(t, "feed\tanswer\tentries\tnew\tchanged\tskipped\ttook")
	for _, r := range reports {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%d\t%s\n", r.Feed, r.Class, r.Entries, r.New, r.Changed, r.Skipped, r.Took.Round(10*time.Millisecond))
	}
	t.Flush()
	printFaults(w, reports)
}

// sameFault is how many feeds with one kind of fault are told of in one line.
const sameFault = 4

// printFaults says what failed and what to do about it: many feeds with the
// same fault together, the others one by one.
func printFaults(w io.Writer, reports []crawler.Report) {
	type kind struct {
		class  demarche.FetchClass
		advice string
	}
	byKind := map[kind][]crawler.Report{}
	var order []kind
	for _, r := range reports {
		if r.OK() {
			continue
		}
		k := kind{r.Class, r.Advice}
		if byKind[k] == nil {
			order = append(order, k)
		}
		byKind[k] = append(byKind[k], r)
	}
	for _, k := range order {
		list := byKind[k]
		if len(list) >= sameFault {
			fmt.Fprintf(w, "\n%d feeds, %s: %s\n  the first: %s\n", len(list), k.class, visible(k.advice), visible(list[0].Error))
			continue
		}
		for _, r := range list {
			fmt.Fprintf(w, "\n%s, %s: %s\n  %s\n", r.Source, r.Class, visible(r.Error), visible(k.advice))
		}
	}
}

// crawlPrinter keeps one live line on a terminal.
type crawlPrinter struct {
	mu                 sync.Mutex
	w                  io.Writer
	live               bool
	items, pages, fail int
	done, total        int
}

func newCrawlPrinter(w io.Writer) *crawlPrinter {
	return &crawlPrinter{w: w, live: isTerminal(w)}
}

func (p *crawlPrinter) event(ev crawler.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ev.Total > 0 {
		p.done, p.total = ev.Done, ev.Total
	}
	if ev.Report == nil {
		p.pages++
	} else {
		p.items += ev.Report.New
		if !ev.Report.OK() {
			p.fail++
		}
	}
	if p.live {
		fmt.Fprintf(p.w, "\r\x1b[Kcrawling: %d of %d feeds, %d pages, %d new items, %d failed, now %s", p.done, p.total, p.pages, p.items, p.fail, ev.Source)
	}
}

// walked shows how far back a walk through an archive has come, its rate and
// when it will end if the archive is as dense throughout.
func (p *crawlPrinter) walked(bp crawler.BackfillProgress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.live {
		return
	}
	left := "?"
	if bp.Left > 0 {
		left = bp.Left.Round(time.Second).String()
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s: back to %s, %d listing pages, %d new, %.0f entries/min, about %s left", bp.Feed, ago(bp.Oldest), bp.Page, bp.New, bp.PerMinute(), left)
}

func (p *crawlPrinter) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.live {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.live = false
}
