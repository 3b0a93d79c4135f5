// Package crawler brings what publishers write: it asks their feeds and pages,
// politely, and gives the store documents (the bytes as fetched) and items (what
// the listing claims: title, link, date). It interprets nothing beyond that.
//
// The way of a feed: [Crawler.Crawl] or [Crawler.Run] find it due, [Fetcher]
// asks its address, feed.go, page.go or json.go reads the [Listing], identity.go
// tells known entries from new ones, pages.go fetches the reports themselves,
// schedule.go says when to come back, and [Judge] sums a source up for people.
package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/crawler/catalogue"
)

// Store is where the crawler keeps what it finds and remembers.
type Store interface {
	FeedStates(ctx context.Context) ([]demarche.FeedState, error)
	// Known gives the items held under any of the identity keys, by key.
	Known(ctx context.Context, source string, keys []string) (map[string]demarche.Item, error)
	PutFetched(ctx context.Context, f demarche.Fetched) (demarche.Stored, error)
	MarkGone(ctx context.Context, itemID string, at time.Time) error
}

// ArticleFunc reads the report out of a page: package extract/article's job.
type ArticleFunc func(body []byte, contentType, pageURL string, sel demarche.Selectors, zone string) (demarche.Article, error)

// Config is what a Crawler needs. Only Store and Sources are required.
type Config struct {
	Store     Store
	Sources   []demarche.Source
	Transport http.RoundTripper // replaces the whole network; nil: the real one, guarded
	Resolver  *net.Resolver     // nil: the system's
	AllowNet  []netip.Prefix    // private networks that may be reached
	UserAgent string            // product and version, "demarche/1.0"; default "demarche/0"
	Contact   string            // address or page of the operator, told to publishers
	Article   ArticleFunc       // for dates and titles that listings lack; may be nil
	Limits    Limits
	Delay     time.Duration   // between the starts of two requests to one host; default 2 s
	Parallel  int             // requests in flight over all hosts; default 16
	Pages     int             // report pages fetched a feed and round; default 60
	Recheck   []time.Duration // ages at which an official report's page is looked at again; default 1 h, 6 h, 1 and 3 days
	Now       func() time.Time
	Sleep     func(context.Context, time.Duration) error
	Rand      func() float64 // in [0, 1), for jitter
	Log       *slog.Logger
	Progress  func(Event) // called from several goroutines; may be nil
}

// Event is a step of a crawl, for a progress line.
type Event struct {
	Kind   string // "feed": a feed is done, Report says how; "page": a report was fetched
	Source string
	URL    string
	Done   int // feeds of this round done
	Total  int // feeds of this round
	Report *Report
}

// Report is what one feed gave in one round.
type Report struct {
	Source  string              `json:"source"`
	Name    string              `json:"name"`
	Feed    string              `json:"feed"`
	Class   demarche.FetchClass `json:"class"`
	Status  int                 `json:"status"`
	Entries int                 `json:"entries"`
	New     int                 `json:"new"`
	Changed int                 `json:"changed"`
	Skipped int                 `json:"skipped"`
	Pages   int                 `json:"pages"`  // report pages fetched
	Failed  int                 `json:"failed"` // report pages that could not be had
	Took    time.Duration       `json:"took"`
	Error   string              `json:"error,omitempty"`
	Advice  string              `json:"advice,omitempty"`
}

// OK says whether the feed answered as it should.
func (r Report) OK() bool { return r.Class.OK() && r.Error == "" }

// Crawler fetches sources when they are due.
type Crawler struct {
	cfg     Config
	fetcher *Fetcher
	hosts   chan struct{} // holds one for every host being crawled

	mu   sync.Mutex
	busy map[string]bool // feeds being crawled
}

// New makes a Crawler. It starts nothing.
func New(cfg Config) (*Crawler, error) {
	if cfg.Store == nil {
		return nil, fmt.Errorf("crawler: %w: no store", demarche.ErrInvalid)
	}
	if cfg.Delay == 0 {
		cfg.Delay = 2 * time.Second
	}
	if cfg.Pages <= 0 {
		cfg.Pages = 60
	}
	if cfg.Recheck == nil {
		cfg.Recheck = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour}
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Sleep == nil {
		cfg.Sleep = sleep
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Float64
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	cfg.Limits = cfg.Limits.orDefault()
	var err error
	if cfg.Sources, err = checkSources(cfg.Sources); err != nil {
		return nil, err
	}
	f := NewFetcher(FetcherConfig{Transport: cfg.Transport, Resolver: cfg.Resolver, AllowNet: cfg.AllowNet,
		UserAgent: fullUserAgent(cfg.UserAgent, cfg.Contact), Limits: cfg.Limits, Delay: cfg.Delay, Parallel: cfg.Parallel,
		Now: cfg.Now, Sleep: cfg.Sleep, Log: cfg.Log})
	return &Crawler{cfg: cfg, fetcher: f, hosts: make(chan struct{}, hostsAtOnce), busy: map[string]bool{}}, nil
}

// Fetcher gives the crawler's way to the network, for list files and trials.
func (c *Crawler) Fetcher() *Fetcher { return c.fetcher }

func fullUserAgent(product, contact string) string {
	if product == "" {
		product = "demarche/0"
	}
	if contact == "" || strings.Contains(product, "(") {
		return product
	}
	return product + " (+" + contact + ")"
}

// checkSources validates the sources and names feeds that have no id.
func checkSources(sources []demarche.Source) ([]demarche.Source, error) {
	out := slices.Clone(sources)
	seen := map[string]bool{}
	for i := range out {
		catalogue.NameFeeds(&out[i])
		if err := catalogue.Validate(out[i]); err != nil {
			return nil, fmt.Errorf("crawler: source %s: %w", out[i].ID, err)
		}
		if seen[out[i].ID] {
			return nil, fmt.Errorf("crawler: %w: two sources have the id %q", demarche.ErrConflict, out[i].ID)
		}
		seen[out[i].ID] = true
	}
	return out, nil
}

// job is one feed to crawl.
type job struct {
	src   demarche.Source
	feed  demarche.Feed
	state demarche.FeedState
}

// Crawl does one round and gives a report a feed, in the order of the sources:
// of the named sources at once, of all enabled ones, or of what is due. It ends
// early when ctx ends; what was fetched is stored.
func (c *Crawler) Crawl(ctx context.Context, ids []string, all bool) []Report {
	jobs, reports, err := c.choose(ctx, ids, all)
	if err != nil {
		return []Report{{Error: err.Error(), Advice: "The store could not be read; see the error."}}
	}
	var mu sync.Mutex
	done := map[string]Report{}
	var wg sync.WaitGroup
	c.start(ctx, jobs, &wg, func(r Report) {
		mu.Lock()
		defer mu.Unlock()
		done[r.Feed] = r
		c.emit(Event{Kind: "feed", Source: r.Source, Done: len(done), Total: len(jobs), Report: &r})
	})
	wg.Wait()
	for _, j := range jobs {
		if r, ok := done[j.feed.ID]; ok {
			reports = append(reports, r)
		}
	}
	return reports
}

func (c *Crawler) emit(e Event) {
	if c.cfg.Progress != nil {
		c.cfg.Progress(e)
	}
}

// choose lists what a round has to do.
func (c *Crawler) choose(ctx context.Context, ids []string, all bool) ([]job, []Report, error) {
	states, err := c.states(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := c.cfg.Now()
	var jobs []job
	for _, src := range c.cfg.Sources {
		named := slices.Contains(ids, src.ID)
		if !named && (len(ids) > 0 || !src.Enabled) {
			continue
		}
		for _, feed := range src.Feeds {
			st := states[feed.ID]
			if st.Feed = feed.ID; named || all || !st.Due.After(now) {
				jobs = append(jobs, job{src: src, feed: feed, state: st})
			}
		}
	}
	var missing []Report
	for _, id := range ids {
		if !slices.ContainsFunc(c.cfg.Sources, func(s demarche.Source) bool { return s.ID == id }) {
			missing = append(missing, Report{Source: id, Error: fmt.Sprintf("no source %q in the catalogue", id),
				Advice: "\"demarche sources list\" shows the ids."})
		}
	}
	return jobs, missing, nil
}

func (c *Crawler) states(ctx context.Context) (map[string]demarche.FeedState, error) {
	list, err := c.cfg.Store.FeedStates(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawler: read the state of the feeds: %w", err)
	}
	states := make(map[string]demarche.FeedState, len(list))
	for _, st := range list {
		states[st.Feed] = st
	}
	return states, nil
}

// hostsAtOnce is how many hosts are crawled side by side. Most of them rest
// between two requests; what each holds in memory meanwhile adds up.
const hostsAtOnce = 128

// start crawls the jobs, hosts side by side, the feeds of one host one after
// the other. A feed that is being crawled already is left to that.
func (c *Crawler) start(ctx context.Context, jobs []job, wg *sync.WaitGroup, report func(Report)) {
	hosts := map[string][]job{}
	var order []string
	for _, j := range jobs {
		if !c.claim(j.feed.ID) {
			continue
		}
		key := j.feed.URL
		if u, err := url.Parse(j.feed.URL); err == nil {
			key = hostKey(u)
		}
		if hosts[key] == nil {
			order = append(order, key)
		}
		hosts[key] = append(hosts[key], j)
	}
	for _, key := range order {
		// A feed that fails may close the host: the others go first.
		slices.SortStableFunc(hosts[key], func(a, b job) int { return a.state.Failures - b.state.Failures })
		wg.Go(func() {
			select {
			case c.hosts <- struct{}{}:
				defer func() { <-c.hosts }()
			case <-ctx.Done():
			}
			for _, j := range hosts[key] {
				if ctx.Err() == nil {
					r := c.crawlFeed(ctx, j)
					c.release(j.feed.ID)
					if ctx.Err() == nil || r.New+r.Changed > 0 {
						report(r)
					}
				} else {
					c.release(j.feed.ID)
				}
			}
		})
	}
}

func (c *Crawler) claim(feed string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[feed] {
		return false
	}
	c.busy[feed] = true
	return true
}

func (c *Crawler) release(feed string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.busy, feed)
}

// Run crawls what is due until ctx ends: at once, then whenever the minute
// turns. The due times live in the store, so a restart asks nobody early.
func (c *Crawler) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, src := range c.cfg.Sources {
		if src.Enabled && src.NoRobots {
			c.cfg.Log.Warn("robots.txt is not asked for this source, as its file says", "source", src.ID)
		}
	}
	ticks, stop := Ticks()
	defer stop()
	for {
		c.tick(ctx, &wg)
		select {
		case <-ctx.Done():
			return nil
		case <-ticks:
		}
	}
}

// tick starts what is due.
func (c *Crawler) tick(ctx context.Context, wg *sync.WaitGroup) {
	jobs, _, err := c.choose(ctx, nil, false)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			c.cfg.Log.Error("cannot tell what is due", "err", err)
		}
		return
	}
	total := len(jobs)
	var mu sync.Mutex
	done := 0
	c.start(ctx, jobs, wg, func(r Report) {
		mu.Lock()
		defer mu.Unlock()
		done++
		c.emit(Event{Kind: "feed", Source: r.Source, Done: done, Total: total, Report: &r})
	})
}
