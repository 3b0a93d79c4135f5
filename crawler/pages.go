package crawler

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"

	"demarche"
)

const (
	batchPages = 5                // reports stored at once
	batchTime  = 10 * time.Second // or as many as come in this time
	fullText   = 1000             // text of an entry from which it is taken for the whole report, in bytes
)

// pageWork brings the reports of one listing.
type pageWork struct {
	c          *Crawler
	j          job
	r          *Report
	batch      []demarche.FetchedItem
	since      time.Time // when the batch began
	incomplete bool      // something is to be tried again at the next round
	max        int       // reports fetched at most; 0 for no limit
	closed     time.Time // the publisher wants no more requests before
	skipped    int
	dates      []time.Time // of the entries met, where known
	bodies     int         // report pages in which the source's body selector found text
	bodiless   int         // report pages in which it did not
	sample     []byte      // the first of those, or of those too short
	lengths    demarche.BodyLengths
}

func (c *Crawler) newPageWork(j job, r *Report) *pageWork {
	return &pageWork{c: c, j: j, r: r, since: c.cfg.Now(), max: c.cfg.Pages, lengths: j.state.Bodies}
}

// found is an entry with its identity and what is held of it.
type found struct {
	Entry
	key   string
	more  []string
	item  demarche.Item // zero when new
	known bool
	same  bool // nothing in the listing has changed since it was stored
}

// run stores entries in batches and gives the last batch back, to be stored
// together with the feed's state. New entries come before old ones.
func (w *pageWork) run(ctx context.Context, entries []Entry) ([]demarche.FetchedItem, error) {
	list, err := w.identify(ctx, entries)
	if err != nil {
		return nil, err
	}
	pages := 0
	for _, f := range list {
		if ctx.Err() != nil {
			break
		}
		again := f.same && w.recheck(f.item)
		if f.same && f.item.Document != "" && !again {
			w.date(f.item.Published)
			continue
		}
		it := w.item(f)
		switch content := w.content(f.Entry); {
		case content != "":
			it.Document = listingDocument(f.Entry, content, w.c.cfg.Now())
		case f.Link == "":
			it.Document = listingDocument(f.Entry, html.EscapeString(f.Summary), w.c.cfg.Now())
		case !w.closed.IsZero() || w.max > 0 && pages >= w.max:
			w.incomplete = true
			if f.known {
				continue
			}
		default:
			pages++
			if keep := w.page(ctx, f, &it, again); !keep {
				continue
			}
		}
		w.date(it.Item.Published)
		if err := w.add(ctx, it); err != nil {
			return nil, err
		}
	}
	return w.batch, nil
}

func (w *pageWork) date(p demarche.Published) {
	if !p.Time.IsZero() {
		w.dates = append(w.dates, p.Time)
	}
}

// identify gives the entries of the listing, each once, with what is held.
func (w *pageWork) identify(ctx context.Context, entries []Entry) ([]found, error) {
	shared := sharedKeys(entries)
	var list []found
	var keys []string
	seen := map[string]bool{}
	for _, e := range entries {
		f := found{Entry: e}
		f.key, f.more = identity(e, shared)
		if seen[f.key] {
			w.skipped++
			continue
		}
		seen[f.key] = true
		f.more = append(f.more, stampKey(f.key, e, w.content(e)))
		list = append(list, f)
		keys = append(append(keys, f.key), f.more...)
	}
	if len(keys) == 0 {
		return nil, nil
	}
	known, err := w.c.cfg.Store.Known(ctx, w.j.src.ID, keys)
	if err != nil {
		return nil, fmt.Errorf("look up known entries of %s: %w", w.j.feed.ID, err)
	}
	for i := range list {
		f := &list[i]
		_, f.same = known[f.more[len(f.more)-1]]
		for _, k := range append([]string{f.key}, f.more...) {
			if f.item, f.known = known[k]; f.known {
				break
			}
		}
	}
	slices.SortStableFunc(list, func(a, b found) int {
		switch {
		case a.known == b.known:
			return 0
		case b.known:
			return -1
		}
		return 1
	})
	return list, nil
}

// pressRecheck spares the press: one look for corrections.
var pressRecheck = []time.Duration{6 * time.Hour}

// demoRecheck makes edits show while somebody watches the demonstration.
var demoRecheck = []time.Duration{time.Minute, 2 * time.Minute, 3 * time.Minute, 5 * time.Minute, 8 * time.Minute, 15 * time.Minute, time.Hour}

// recheck says whether a report has come of an age to be looked at again since
// the feed was last asked.
func (w *pageWork) recheck(it demarche.Item) bool {
	last, now := w.j.state.LastTry, w.c.cfg.Now()
	if it.Gone || it.FirstSeen.IsZero() || last.IsZero() {
		return false
	}
	ages := w.c.cfg.Recheck
	switch {
	case w.j.src.Demo:
		ages = demoRecheck
	case !w.j.src.Kind.Official():
		ages = pressRecheck
	}
	for _, age := range ages {
		if at := it.FirstSeen.Add(age); at.After(last) && !at.After(now) {
			return true
		}
	}
	return false
}

func (w *pageWork) item(f found) demarche.FetchedItem {
	return demarche.FetchedItem{
		Item: demarche.Item{Source: w.j.src.ID, Feed: w.j.feed.ID, Key: f.key, URL: f.Link, Title: f.Title,
			Summary: f.Summary, Lang: firstOf(f.Lang, w.j.src.Lang), Authors: f.Authors, Published: f.Published},
		Keys: f.more,
	}
}

// content is the entry's own text when that is the whole report.
func (w *pageWork) content(e Entry) string {
	if w.j.feed.FullText {
		return firstOf(e.Content, html.EscapeString(e.Summary))
	}
	if len(e.Content) < fullText {
		return ""
	}
	text := strings.TrimSpace(strings.Join(strings.Fields(htmlText(e.Content)), " "))
	if len(text) < fullText || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "[…]") || strings.HasSuffix(text, "[...]") {
		return ""
	}
	return e.Content
}

// listingDocument makes a document of what the listing says about an entry.
func listingDocument(e Entry, content string, now time.Time) *demarche.Document {
	title := html.EscapeString(e.Title)
	body := []byte("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + title + "</title></head>\n<body><article><h1>" +
		title + "</h1>\n<div>" + content + "</div></article></body></html>\n")
	return &demarche.Document{Hash: demarche.NewDocumentHash(body), URL: e.Link, FinalURL: e.Link, Fetched: now, Status: http.StatusOK,
		Header:    map[string]string{"Content-Type": "text/html; charset=utf-8", "X-Demarche-Origin": "listing"},
		MediaType: "text/html", Charset: "utf-8", Body: body}
}

// page fetches an entry's report into it. It says whether there is something
// to store.
func (w *pageWork) page(ctx context.Context, f found, it *demarche.FetchedItem, again bool) bool {
	ans, err := w.report(ctx, f.Link)
	if ctx.Err() != nil && err != nil {
		return false
	}
	w.c.emit(Event{Kind: "page", Source: w.j.src.ID, URL: f.Link})
	if err != nil {
		return w.noPage(ctx, f, it, ans, err)
	}
	w.r.Pages++
	w.measure(ans)
	it.Document = pageDocument(ans)
	w.complete(f, it, ans)
	return !(again && it.Document.Hash == f.item.Document)
}

// report fetches a report: its JSON document where the source names one, else
// or where that does not exist the page itself.
func (w *pageWork) report(ctx context.Context, link string) (Answer, error) {
	if addr := JSONAddress(w.j.src.Article, link); addr != "" {
		ans, err := w.c.fetcher.Get(ctx, Request{URL: addr, Source: w.j.src, Accept: acceptOf(demarche.FormatJSON)})
		if err == nil && isJSON(ans.MediaType) {
			return ans, nil
		}
		if err != nil && (ctx.Err() != nil || passing(asFault(err).Class)) {
			return ans, err
		}
	}
	ans, err := w.c.fetcher.Get(ctx, Request{URL: link, Source: w.j.src, Accept: acceptOf(demarche.FormatHTML)})
	if err == nil {
		err = readable(ans)
	}
	return ans, err
}

// noPage decides what becomes of an entry whose report cannot be had: if that
// may pass, the entry is stored without and tried again; if not, what the
// listing says must do.
func (w *pageWork) noPage(ctx context.Context, f found, it *demarche.FetchedItem, ans Answer, err error) bool {
	flt := asFault(err)
	w.r.Failed++
	w.c.cfg.Log.Debug("report not had", "feed", w.j.feed.ID, "url", f.Link, "class", string(flt.Class), "err", err)
	if ans.RetryAfter > 0 {
		w.closed = w.c.cfg.Now().Add(ans.RetryAfter)
		w.c.closeHost(ctx, w.j.feed.ID, ans.FinalURL, w.closed)
	}
	if f.known && f.item.Document != "" {
		if flt.Status == http.StatusNotFound || flt.Status == http.StatusGone {
			if err := w.c.cfg.Store.MarkGone(ctx, f.item.ID, w.c.cfg.Now()); err != nil && !errors.Is(err, context.Canceled) {
				w.c.cfg.Log.Error("cannot mark a vanished page", "item", f.item.ID, "err", err)
			}
		}
		return false
	}
	switch flt.Class {
	case demarche.FetchServer, demarche.FetchTimeout, demarche.FetchNetwork, demarche.FetchDNS, demarche.FetchTLS:
		w.incomplete = true
		it.Keys = it.Keys[:len(it.Keys)-1] // its state is not the last word
		return !f.known
	}
	it.Document = listingDocument(f.Entry, html.EscapeString(f.Summary), w.c.cfg.Now())
	return true
}

// readable gives a fault when an answer is not a report's page.
func readable(ans Answer) error {
	switch ans.MediaType {
	case "text/html", "application/xhtml+xml", "text/plain", "":
	default:
		if !strings.HasPrefix(ans.MediaType, "text/") {
			return fault(demarche.FetchUnparseable, "the report is of type %s", ans.MediaType)
		}
	}
	if class, why := standIn(ans.Body); class != "" {
		return &Fault{Class: class, Err: errors.New(why)}
	}
	return nil
}

func pageDocument(ans Answer) *demarche.Document {
	header := map[string]string{}
	for _, name := range []string{"Content-Type", "ETag", "Last-Modified", "Date", "Content-Language"} {
		if v := ans.Header.Get(name); v != "" {
			header[name] = strings.ToValidUTF8(v, "\ufffd")
		}
	}
	mediaType := ans.MediaType
	if mediaType == "" || mediaType == "application/xhtml+xml" {
		mediaType = "text/html"
	}
	return &demarche.Document{Hash: demarche.NewDocumentHash(ans.Body), URL: ans.URL, FinalURL: ans.FinalURL, Fetched: ans.At,
		Status: ans.Status, Header: header, MediaType: mediaType, Charset: ans.Charset, Body: ans.Body}
}

// complete fills in what the listing left out from the page: a missing date or
// one that is only that of the last change, a missing or shortened title.
func (w *pageWork) complete(f found, it *demarche.FetchedItem, ans Answer) {
	short := strings.HasSuffix(f.Title, "…") || strings.HasSuffix(f.Title, "...")
	undated := f.Published.Time.IsZero() || f.Revised
	if w.c.cfg.Article == nil || !undated && f.Title != "" && !short {
		return
	}
	zone := w.j.src.Zone
	a, err := w.c.cfg.Article(ans.Body, ans.Header.Get("Content-Type"), ans.FinalURL, w.j.src.Article, zone)
	if err != nil {
		return
	}
	if p := believable(a.Published, w.c.cfg.Now()); !p.Time.IsZero() && undated {
		if f.Published.Time.IsZero() || p.Time.Before(f.Published.Time) {
			it.Item.Published = p
		}
	}
	if a.Title != "" && (f.Title == "" || short && strings.HasPrefix(a.Title, strings.TrimRight(f.Title, "… .\u00a0"))) {
		it.Item.Title = a.Title
	}
}

// believable keeps a date within the bounds of belief.
func believable(p demarche.Published, now time.Time) demarche.Published {
	if p.Time.Year() < firstYear || p.Time.Sub(now) > maxAhead {
		return demarche.Published{}
	}
	return p
}

// add stores the batch when it is full or old.
func (w *pageWork) add(ctx context.Context, it demarche.FetchedItem) error {
	w.batch = append(w.batch, it)
	withPage := 0
	for _, b := range w.batch {
		if b.Document != nil && b.Document.Header["X-Demarche-Origin"] == "" {
			withPage++
		}
	}
	if withPage < batchPages && len(w.batch) < 20*batchPages && w.c.cfg.Now().Sub(w.since) < batchTime {
		return nil
	}
	batch := w.batch
	w.batch, w.since = nil, w.c.cfg.Now()
	return w.put(ctx, demarche.Fetched{Items: batch})
}

func (w *pageWork) put(ctx context.Context, f demarche.Fetched) error {
	if len(f.Items) == 0 && f.State.Feed == "" {
		return nil
	}
	// What was fetched is stored also when the crawl is being interrupted.
	done, err := w.c.cfg.Store.PutFetched(context.WithoutCancel(ctx), f)
	if err != nil {
		return fmt.Errorf("store %d entries of %s: %w", len(f.Items), w.j.feed.ID, err)
	}
	w.r.New += done.New
	w.r.Changed += done.Changed
	return nil
}
