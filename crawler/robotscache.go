package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"demarche"
)

const (
	robotsFresh    = 24 * time.Hour   // RFC 9309 section 2.4
	robotsRetry    = 15 * time.Minute // before an unreachable robots.txt is asked for again
	robotsRedirect = 5                // RFC 9309 section 2.3.1.2
	maxCrawlDelay  = 5 * time.Minute  // longer ones would never let a site be read
)

// robotsCache keeps each host's robots.txt for a day.
type robotsCache struct {
	f *Fetcher

	mu    sync.Mutex
	hosts map[string]*robotsEntry
}

type robotsEntry struct {
	mu      sync.Mutex // held while fetching
	held    bool       // a copy was read
	rules   Robots
	err     error // why everything is disallowed
	expires time.Time
}

func newRobotsCache(f *Fetcher) *robotsCache {
	return &robotsCache{f: f, hosts: map[string]*robotsEntry{}}
}

func (c *robotsCache) entry(key string) *robotsEntry {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.hosts[key]
	if e == nil {
		e = &robotsEntry{}
		c.hosts[key] = e
	}
	return e
}

// check gives a robots fault when u may not be fetched.
func (c *robotsCache) check(ctx context.Context, u *url.URL, src demarche.Source) error {
	e := c.entry(hostKey(u))
	e.mu.Lock()
	defer e.mu.Unlock()
	if !c.f.cfg.Now().Before(e.expires) {
		if err := c.refresh(ctx, e, u, src); err != nil {
			return err
		}
	}
	if e.err != nil {
		return e.err
	}
	if !e.rules.Allowed(c.f.token, u.RequestURI()) {
		return fault(demarche.FetchRobots, "robots.txt of %s forbids %s to %s", u.Host, u.RequestURI(), c.f.token)
	}
	return nil
}

// delay is the crawl-delay of a host whose robots.txt is held.
func (c *robotsCache) delay(key string) time.Duration {
	e := c.entry(key)
	if !e.mu.TryLock() {
		return 0 // being fetched: this is the request for it
	}
	defer e.mu.Unlock()
	return min(e.rules.Delay(c.f.token), maxCrawlDelay)
}

// refresh fetches a host's robots.txt: 4xx allows everything, 5xx and an
// unreachable host forbid everything, unless an older copy is held.
func (c *robotsCache) refresh(ctx context.Context, e *robotsEntry, u *url.URL, src demarche.Source) error {
	ans, err := c.get(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}, src)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now := c.f.cfg.Now()
	switch {
	case err == nil:
		e.rules, e.err, e.held, e.expires = ParseRobots(ans.Body), nil, true, now.Add(robotsFresh)
	case ans.Status >= 400 && ans.Status < 500 && ans.Status != http.StatusTooManyRequests:
		e.rules, e.err, e.held, e.expires = Robots{}, nil, true, now.Add(robotsFresh)
	case e.held:
		e.expires = now.Add(robotsRetry)
	default:
		e.err, e.expires = unreadable(u.Host, ans, err), now.Add(robotsRetry)
	}
	return nil
}

// unreadable says why a host is closed for want of its robots.txt. A network
// failure keeps its own class, which tells the operator more.
func unreadable(host string, ans Answer, err error) error {
	flt := *asFault(err)
	if ans.Status >= 400 && ans.RetryAfter == 0 {
		flt.Class = demarche.FetchRobots
	}
	flt.Err = fmt.Errorf("robots.txt of %s cannot be read: %w", host, err)
	if flt.Class == demarche.FetchRobots {
		flt.Err = fmt.Errorf("robots.txt of %s cannot be read, which forbids the whole site (RFC 9309): %w", host, err)
	}
	flt.Status = 0
	return &flt
}

func (c *robotsCache) get(ctx context.Context, u *url.URL, src demarche.Source) (Answer, error) {
	for hop := 0; ; hop++ {
		ans, err := c.f.once(ctx, u, Request{Source: src, Accept: "text/plain, */*;q=0.5", head: maxRobots})
		if err != nil {
			return ans, err
		}
		next, _, err := redirectTarget(u, ans)
		if err != nil {
			return ans, err
		}
		if next == "" {
			if ans.MediaType == "text/html" && !looksLikeRobots(ans.Body) {
				ans.Body = nil // a page in place of the file: there is none
			}
			return ans, nil
		}
		if hop == robotsRedirect {
			// RFC 9309 section 2.3.1.2: treat as unavailable.
			ans.Status = http.StatusNotFound
			return ans, errors.New("more than five redirects")
		}
		if u, err = cleanURL(next); err != nil {
			return ans, err
		}
	}
}

// looksLikeRobots says whether an answer sent as HTML is a robots.txt after all.
func looksLikeRobots(body []byte) bool {
	return len(ParseRobots(body).groups) > 0
}
