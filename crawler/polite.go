package crawler

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"demarche"
)

// polite keeps the queue at each host: at most one request in flight, a pause
// between the starts of two, and nothing before a Retry-After has passed. Over
// all hosts at most a fixed number of requests are in flight.
type polite struct {
	delay time.Duration
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	slots chan struct{}

	mu    sync.Mutex
	hosts map[string]*hostQueue
}

type hostQueue struct {
	turn chan struct{} // holds one token: whoever has it may ask the host
	next time.Time     // no start before; guarded by polite.mu
	used time.Time     // last start; guarded by polite.mu
}

func newPolite(delay time.Duration, parallel int, now func() time.Time, sleep func(context.Context, time.Duration) error) *polite {
	if parallel <= 0 {
		parallel = 16
	}
	return &polite{delay: delay, now: now, sleep: sleep, slots: make(chan struct{}, parallel), hosts: map[string]*hostQueue{}}
}

// hostKey names the queue of an address: host and port.
func hostKey(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".") + ":" + port
}

func (p *polite) host(key string) *hostQueue {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[key]
	if h == nil {
		h = &hostQueue{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		p.hosts[key] = h
	}
	return h
}

// patience is how long a request waits for a closed host; beyond that it fails,
// and the feed is due again when the host opens.
const patience = time.Minute

// acquire waits for this caller's turn at the host. The returned function ends
// the request.
func (p *polite) acquire(ctx context.Context, key string, delay time.Duration) (func(), error) {
	h := p.host(key)
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-h.turn:
	}
	for {
		p.mu.Lock()
		if h.next.Sub(p.now()) > patience {
			until := h.next
			p.mu.Unlock()
			h.turn <- struct{}{}
			return nil, fault(demarche.FetchServer, "host %s asked for no requests before %s", key, until.UTC().Format(time.RFC3339))
		}
		ready := h.next
		if !h.used.IsZero() && h.used.Add(delay).After(ready) {
			ready = h.used.Add(delay)
		}
		wait := ready.Sub(p.now())
		p.mu.Unlock()
		if wait <= 0 {
			break
		}
		if err := p.sleep(ctx, wait); err != nil {
			h.turn <- struct{}{}
			return nil, err
		}
	}
	select {
	case <-ctx.Done():
		h.turn <- struct{}{}
		return nil, ctx.Err()
	case p.slots <- struct{}{}:
	}
	p.mu.Lock()
	h.used = p.now()
	p.mu.Unlock()
	return func() {
		<-p.slots
		h.turn <- struct{}{}
	}, nil
}

// postpone keeps everybody off the host for d.
func (p *polite) postpone(key string, d time.Duration) {
	h := p.host(key)
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := p.now().Add(d); t.After(h.next) {
		h.next = t
	}
}

// blockedUntil says until when a Retry-After closes the host.
func (p *polite) blockedUntil(key string) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.hosts[key]; h != nil {
		return h.next
	}
	return time.Time{}
}
