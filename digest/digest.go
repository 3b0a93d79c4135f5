// Package digest makes the mail a subscriber reads: it chooses what belongs in
// an edition (choose.go), says why each item is there (why.go), composes it as
// text, HTML and a complete message (compose.go), and hands it to a mail server
// (send.go) through an outbox that forgets nothing (outbox.go).
//
// An edition is never sent twice: it has a key (subscription and local date),
// its message and Message-ID are fixed when it is composed, and it counts as
// sent only after the server's 250 to the end of DATA.
package digest

import (
	"context"
	"fmt"
	"time"

	"demarche"
)

// Request says what an edition is to hold.
type Request struct {
	Name  string         // heading of the mail; "" makes one from the query
	Query demarche.Query // parsed
	Since time.Time      // first instant covered
	Until time.Time      // last instant covered, usually now
	Clock demarche.Clock // seen (default): new to us in the window; published: dated in it
	Limit int            // entries shown; default 60
}

// Searcher finds items; index.Searcher is the one in use.
type Searcher interface {
	Search(ctx context.Context, q demarche.Query) (demarche.Results, error)
}

// Reader reads the texts behind hits.
type Reader interface {
	Items(ctx context.Context, ids []string) (map[string]demarche.ItemView, error)
}

// Config of a Chooser.
type Config struct {
	Search      Searcher
	Items       Reader
	CountryName func(code string) string
	Now         func() time.Time
}

// Chooser picks what belongs in an edition.
type Chooser struct{ cfg Config }

// New makes a Chooser.
func New(cfg Config) *Chooser {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.CountryName == nil {
		cfg.CountryName = func(code string) string { return code }
	}
	return &Chooser{cfg: cfg}
}

const (
	defaultLimit = 60
	pageSize     = 100
	// scanLimit bounds how many matches are read to choose from; the mail says
	// when there were more.
	scanLimit = 2000
	// staleAfter: an item whose publication lies this much before the window is
	// listed apart, as newly found rather than new.
	staleAfter = 72 * time.Hour
)

// Choose finds the window's items, groups reports of one event, and explains
// each. An edition without entries is not an error: its Total is 0.
func (c *Chooser) Choose(ctx context.Context, r Request) (demarche.Edition, error) {
	if r.Until.IsZero() {
		r.Until = c.cfg.Now()
	}
	if r.Limit <= 0 {
		r.Limit = defaultLimit
	}
	if r.Clock == "" {
		r.Clock = demarche.ClockSeen
	}
	hits, total, err := c.window(ctx, r)
	if err != nil {
		return demarche.Edition{}, fmt.Errorf("digest: choose items for %q: %w", r.Query.Text, err)
	}
	ed := demarche.Edition{
		Query: r.Query.Text, Name: r.Name, Since: r.Since, Until: r.Until, Made: c.cfg.Now(), Total: total,
	}
	if ed.Name == "" {
		ed.Name = nameOf(r.Query)
	}
	groups := group(hits)
	if len(groups) > r.Limit {
		groups = groups[:r.Limit]
	}
	items, err := c.explain(ctx, r.Query, groups)
	if err != nil {
		return demarche.Edition{}, fmt.Errorf("digest: explain items for %q: %w", r.Query.Text, err)
	}
	ed.Sections = sections(items, r.Since)
	return ed, nil
}

// window reads the hits whose clock lies in [Since, Until], newest first.
func (c *Chooser) window(ctx context.Context, r Request) ([]demarche.Hit, int, error) {
	q := r.Query
	q.Clock, q.Sort, q.Size, q.Plain = r.Clock, demarche.SortNewest, pageSize, true
	q.Facets, q.Interval, q.Cursor = nil, "", ""
	if !r.Since.IsZero() {
		q.From = r.Since.UTC().Format(time.DateOnly)
	}
	q.To = r.Until.UTC().Format(time.DateOnly)
	var hits []demarche.Hit
	total := 0
	for read := 0; read < scanLimit; {
		res, err := c.cfg.Search.Search(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		read += len(res.Hits)
		for _, h := range res.Hits {
			if inWindow(h, r) {
				hits = append(hits, h)
				total++
			}
		}
		if res.Next == "" || len(res.Hits) == 0 {
			return hits, total, nil
		}
		q.Cursor = res.Next
		if read >= scanLimit {
			total += res.Total - read
		}
	}
	return hits, total, nil
}

func inWindow(h demarche.Hit, r Request) bool {
	t := h.FirstSeen
	if r.Clock == demarche.ClockPublished {
		p, dayOnly, ok := publishedOf(h)
		if !ok {
			return false
		}
		if dayOnly { // a day counts when any part of it lies in the window
			return p.Add(24*time.Hour).After(r.Since) && !p.After(r.Until)
		}
		t = p
	}
	return !t.Before(r.Since) && !t.After(r.Until)
}

// publishedOf reads a hit's publication; dayOnly is true when no time of day is known.
func publishedOf(h demarche.Hit) (t time.Time, dayOnly, ok bool) {
	if t, err := time.Parse(time.RFC3339, h.Published); err == nil {
		return t, false, true
	}
	if t, err := time.Parse(time.DateOnly, h.Published); err == nil {
		return t, true, true
	}
	return time.Time{}, false, false
}

func nameOf(q demarche.Query) string {
	if q.Text == "" {
		return "Everything new"
	}
	return q.Text
}

// explain fetches the texts of the chosen items and says why each is there.
func (c *Chooser) explain(ctx context.Context, q demarche.Query, groups [][]demarche.Hit) ([]demarche.EditionItem, error) {
	ids := make([]string, len(groups))
	for i, g := range groups {
		ids[i] = g[0].ID
	}
	views, err := c.cfg.Items.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]demarche.EditionItem, 0, len(groups))
	for _, g := range groups {
		it := demarche.EditionItem{Hit: g[0], Others: g[1:]}
		v := views[g[0].ID]
		it.Why, it.Quote = Why(q, v, c.cfg.CountryName)
		if v.Source.Republish == demarche.RepublishNone {
			it.Quote = "" // its publisher lets nobody quote it
		}
		out = append(out, it)
	}
	return out, nil
}
