package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"demarche"
)

// crawlFeed asks one feed, fetches the reports it newly announces and stores
// all of it.
func (c *Crawler) crawlFeed(ctx context.Context, j job) Report {
	r := Report{Source: j.src.ID, Name: j.src.Name, Feed: j.feed.ID}
	if until := c.closedUntil(j.feed.URL); until.After(c.cfg.Now()) && until.Sub(c.cfg.Now()) > patience {
		return c.wait(ctx, j, r, until)
	}
	req := Request{URL: j.feed.URL, Source: j.src, ETag: j.state.ETag, LastModified: j.state.LastModified, Accept: acceptOf(j.feed.Format)}
	ans, err := c.fetcher.Get(ctx, req)
	if ctx.Err() != nil {
		r.Error = ctx.Err().Error()
		return r
	}
	fetch := demarche.Fetch{Feed: j.feed.ID, Source: j.src.ID, URL: j.feed.URL, At: ans.At, Took: ans.Took, Status: ans.Status, Bytes: int64(len(ans.Body))}
	var l Listing
	if err == nil && ans.Status != http.StatusNotModified {
		l, err = c.read(j, ans)
	}
	if err != nil {
		return c.failed(ctx, j, r, fetch, ans, err)
	}
	return c.good(ctx, j, r, fetch, ans, l)
}

func (c *Crawler) closedUntil(addr string) time.Time {
	u, err := url.Parse(addr)
	if err != nil {
		return time.Time{}
	}
	return c.fetcher.polite.blockedUntil(hostKey(u))
}

// closeHost remembers for every other feed of a host that it wants no requests
// before a time, so that a restart does not forget it.
func (c *Crawler) closeHost(ctx context.Context, but, addr string, until time.Time) {
	u, err := url.Parse(addr)
	if err != nil {
		return
	}
	states, err := c.states(ctx)
	if err != nil {
		c.cfg.Log.Error("cannot tell which feeds to put off", "host", u.Host, "err", err)
		return
	}
	for _, src := range c.cfg.Sources {
		for _, feed := range src.Feeds {
			f, err := url.Parse(feed.URL)
			if err != nil || feed.ID == but || hostKey(f) != hostKey(u) {
				continue
			}
			st := states[feed.ID]
			if st.Feed = feed.ID; !st.Due.Before(until) {
				continue
			}
			st.Due = until
			if _, err := c.cfg.Store.PutFetched(ctx, demarche.Fetched{State: st}); err != nil {
				c.cfg.Log.Error("cannot store when a feed is due", "feed", feed.ID, "err", err)
			}
		}
	}
}

// wait puts a feed off because its host asked for quiet; no request is made.
func (c *Crawler) wait(ctx context.Context, j job, r Report, until time.Time) Report {
	st := j.state
	st.Due = until
	r.Class, r.Error = demarche.FetchServer, "its host asked for no requests before "+until.UTC().Format(time.RFC3339)
	r.Advice = Advice(r.Class)
	if _, err := c.cfg.Store.PutFetched(ctx, demarche.Fetched{State: st}); err != nil {
		c.cfg.Log.Error("cannot store when a feed is due", "feed", j.feed.ID, "err", err)
	}
	return r
}

func acceptOf(f demarche.FeedFormat) string {
	switch f {
	case demarche.FormatHTML:
		return "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
	case demarche.FormatJSON:
		return "application/json, */*;q=0.5"
	}
	return "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
}

// read reads an answer as the feed's format says and keeps the entries that the
// feed is asked for.
func (c *Crawler) read(j job, ans Answer) (Listing, error) {
	l, err := ReadListing(j.src, j.feed, ans, c.cfg.Limits, c.cfg.Now())
	if err == nil || !errors.Is(err, demarche.ErrInvalid) && ans.FinalURL == ans.URL {
		return l, err
	}
	if f := asFault(err); ans.Moved && (f.Class == demarche.FetchHTML || f.Class == demarche.FetchUnparseable) {
		f.Class = demarche.FetchMoved
		f.Err = fmt.Errorf("it redirects for good to %s, which is not a feed: %w", ans.FinalURL, f.Err)
		return l, f
	}
	return l, err
}

// ReadListing reads an answer in the format of the feed. An answer that is not
// what the feed should be is a *Fault.
func ReadListing(src demarche.Source, feed demarche.Feed, ans Answer, lim Limits, now time.Time) (Listing, error) {
	zone := src.Zone
	if feed.Zone != "" {
		zone = feed.Zone
	}
	base, _ := url.Parse(ans.FinalURL)
	opt := readOptions{base: base, charset: ans.Charset, dates: newDateReader(zone, feed.Selectors.Layout, now), lim: lim.orDefault(), sel: feed.Selectors}
	var l Listing
	var err error
	switch feed.Format {
	case demarche.FormatHTML:
		l, err = readPage(ans.Body, opt)
	case demarche.FormatJSON:
		l, err = readJSON(ans.Body, opt)
	default:
		l, err = readFeed(ans.Body, opt)
	}
	if err == nil && feed.Include != "" {
		l.Entries = included(l.Entries, feed.Include)
	}
	return l, err
}

func included(entries []Entry, pattern string) []Entry {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return entries
	}
	var kept []Entry
	for _, e := range entries {
		if re.MatchString(e.Title) || re.MatchString(e.Summary) {
			kept = append(kept, e)
		}
	}
	return kept
}

// failed records an answer that was no listing and when to try again.
func (c *Crawler) failed(ctx context.Context, j job, r Report, fetch demarche.Fetch, ans Answer, err error) Report {
	f := asFault(err)
	now := c.cfg.Now()
	fetch.Class, fetch.Error, fetch.Advice = f.Class, oneLine(f.Error()), Advice(f.Class)
	if fetch.Propose = c.replacement(ctx, j, f.Class, ans); fetch.Propose != "" {
		fetch.Advice += " The publisher names a feed: " + fetch.Propose
	}
	fetch.Sample = sampleOf(ans.Body)
	st := j.state
	st.LastTry = now
	st.Failures++
	st.Due = now.Add(jitter(backoff(pollMinimum(j.src), st.Failures), c.cfg.Rand()))
	if ans.RetryAfter > 0 {
		st.Due = now.Add(ans.RetryAfter)
		c.closeHost(ctx, j.feed.ID, ans.FinalURL, st.Due)
	}
	if f.Status == http.StatusGone {
		st.Due = now.Add(goneRetry)
	}
	r.Class, r.Status, r.Error, r.Advice, r.Took = fetch.Class, fetch.Status, fetch.Error, fetch.Advice, fetch.Took
	if _, err := c.cfg.Store.PutFetched(ctx, demarche.Fetched{Fetch: fetch, State: st}); err != nil {
		c.cfg.Log.Error("cannot store a failed fetch", "feed", j.feed.ID, "err", err)
	}
	c.cfg.Log.Info("feed failed", "feed", j.feed.ID, "class", string(f.Class), "err", f.Error())
	return r
}

// replacementTries is how many failures in a row pass between two looks at a
// publisher's home page for the feed's new address.
const replacementTries = 8

// replacement is the feed that a publisher names where its feed was: in the
// page that came instead or, where nothing came, on its home page. That is
// looked at when the feed fails for the first time and rarely afterwards.
func (c *Crawler) replacement(ctx context.Context, j job, class demarche.FetchClass, ans Answer) string {
	if j.feed.Format != demarche.FormatFeed && j.feed.Format != "" {
		return ""
	}
	if found := DiscoverFeeds(ans.Body, ans.FinalURL); len(found) > 0 {
		return found[0]
	}
	home := j.src.Home
	switch class {
	case demarche.FetchGone, demarche.FetchMoved, demarche.FetchHTML, demarche.FetchUnparseable:
	default:
		return ""
	}
	if home == "" || home == j.feed.URL || j.state.Failures%replacementTries != 0 {
		return ""
	}
	page, err := c.fetcher.Get(ctx, Request{URL: home, Source: j.src, Accept: acceptOf(demarche.FormatHTML)})
	if err != nil {
		return ""
	}
	for _, found := range DiscoverFeeds(page.Body, page.FinalURL) {
		if found != j.feed.URL {
			return found
		}
	}
	return ""
}

// sampleOf is the beginning of an answer, for people to look at: a copy, so that
// the whole is not held in memory for it.
func sampleOf(body []byte) []byte { return bytes.Clone(body[:min(len(body), sampleBytes)]) }

func oneLine(s string) string {
	return cutString(strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " "), 500)
}

// good stores a listing with the reports it announces.
func (c *Crawler) good(ctx context.Context, j job, r Report, fetch demarche.Fetch, ans Answer, l Listing) Report {
	now := c.cfg.Now()
	st := demarche.FeedState{Feed: j.feed.ID, ETag: ans.ETag, LastModified: ans.LastModified, BodyHash: j.state.BodyHash,
		LastTry: now, LastOK: now, LastItem: j.state.LastItem}
	was := time.Duration(0)
	if j.state.Failures == 0 && !j.state.LastTry.IsZero() {
		was = j.state.Due.Sub(j.state.LastTry)
	}
	wait := interval(j.src, j.feed, pace(l.Entries), was, max(cacheTime(ans.Header), l.TTL))
	switch {
	case ans.Status == http.StatusNotModified:
		fetch.Class = demarche.FetchNotModified
		st.ETag, st.LastModified = firstOf(ans.ETag, j.state.ETag), firstOf(ans.LastModified, j.state.LastModified)
	case len(l.Entries) == 0:
		fetch.Class = demarche.FetchEmpty
		st.BodyHash = demarche.NewDocumentHash(ans.Body)
	default:
		st.BodyHash = demarche.NewDocumentHash(ans.Body)
		if fetch.Class = demarche.FetchItems; st.BodyHash == j.state.BodyHash {
			fetch.Class = demarche.FetchNotModified
		}
	}
	fetch.Entries, fetch.Skipped = len(l.Entries), l.Skipped
	fetch.Sample = sampleOf(ans.Body)
	if ans.Moved {
		fetch.Propose = ans.FinalURL
		fetch.Advice = "The feed has moved for good to " + ans.FinalURL + "; change url in the source's file."
	}
	for _, n := range l.Notes {
		fetch.Advice = strings.TrimSpace(fetch.Advice + " " + n + ".")
	}
	st.Due = now.Add(jitter(wait, c.cfg.Rand()))
	w := c.newPageWork(j, &r)
	last, err := w.run(ctx, l.Entries)
	if w.incomplete {
		// Without validators the listing is sent again, and what is missing tried again.
		st.ETag, st.LastModified, st.BodyHash = "", "", ""
		st.Due = now.Add(jitter(pollMinimum(j.src), c.cfg.Rand()))
	}
	if w.closed.After(st.Due) {
		st.Due = w.closed
	}
	fetch.New, fetch.Changed, fetch.Pages = r.New, r.Changed, r.Pages
	fetch.Skipped += w.skipped
	w.judgeBodies(&fetch)
	st.Bodies = w.lengths
	r.Class, r.Status, r.Entries, r.Skipped, r.Error, r.Advice = fetch.Class, fetch.Status, fetch.Entries, fetch.Skipped, fetch.Error, fetch.Advice
	if err == nil {
		// After an interruption the state is not stored: the next round begins again.
		if ctx.Err() == nil {
			err = w.put(ctx, demarche.Fetched{Fetch: fetch, State: st, Items: last})
		} else {
			err = w.put(ctx, demarche.Fetched{Items: last})
		}
	}
	r.Took = c.cfg.Now().Sub(fetch.At)
	if err != nil {
		r.Error = oneLine(err.Error())
		c.cfg.Log.Error("cannot store what a feed brought", "feed", j.feed.ID, "err", err)
	}
	return r
}
