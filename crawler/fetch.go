package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"demarche"
)

const (
	idleConn     = 30 * time.Second
	sampleBytes  = 8 << 10 // kept of an answer for people to look at
	maxValidator = 1 << 10 // longest ETag or Last-Modified kept
)

// FetcherConfig is what a Fetcher needs.
type FetcherConfig struct {
	Transport http.RoundTripper // nil: the real network, guarded
	Resolver  *net.Resolver     // nil: the system's; for the real network only
	AllowNet  []netip.Prefix    // private networks that may be reached
	UserAgent string            // full User-Agent of requests
	Limits    Limits
	Delay     time.Duration // least time between the starts of two requests to one host
	Parallel  int           // requests in flight over all hosts
	Now       func() time.Time
	Sleep     func(context.Context, time.Duration) error
	Log       *slog.Logger
}

// Fetcher makes every request of the crawler: one place for identity, limits,
// politeness, robots.txt and the guard against private addresses.
type Fetcher struct {
	cfg    FetcherConfig
	token  string // product token of the User-Agent, for robots.txt
	h2, h1 http.RoundTripper
	polite *polite
	robots *robotsCache

	mu   sync.Mutex
	jars map[string]http.CookieJar // by source
}

// NewFetcher makes a Fetcher; it opens no connection.
func NewFetcher(cfg FetcherConfig) *Fetcher {
	cfg.Limits = cfg.Limits.orDefault()
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Sleep == nil {
		cfg.Sleep = sleep
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	f := &Fetcher{cfg: cfg, token: productToken(cfg.UserAgent), jars: map[string]http.CookieJar{}}
	f.h1, f.h2 = cfg.Transport, cfg.Transport
	if cfg.Transport == nil {
		f.h1 = newTransport(cfg.Limits, cfg.AllowNet, cfg.Resolver, true)
		f.h2 = newTransport(cfg.Limits, cfg.AllowNet, cfg.Resolver, false)
	}
	f.polite = newPolite(cfg.Delay, cfg.Parallel, cfg.Now, cfg.Sleep)
	f.robots = newRobotsCache(f)
	return f
}

// CloseIdle closes connections that are kept open for reuse.
func (f *Fetcher) CloseIdle() {
	for _, t := range []http.RoundTripper{f.h1, f.h2} {
		if c, ok := t.(interface{ CloseIdleConnections() }); ok {
			c.CloseIdleConnections()
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func productToken(ua string) string {
	end := strings.IndexFunc(ua, func(c rune) bool {
		return !(c == '-' || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')
	})
	if end < 0 {
		return ua
	}
	return ua[:end]
}

// Request is one address to fetch.
type Request struct {
	URL          string
	Source       demarche.Source // its User-Agent, cookies, HTTP version, delay, robots exception
	ETag         string          // validators of the last answer, byte for byte
	LastModified string
	Accept       string
	Fresh        bool  // ask caches on the way to pass it on
	head         int64 // read only so many bytes; 0 for all
	into         *part // write the body there; nil: into memory
}

// Answer is what came back: 200 or 304.
type Answer struct {
	URL          string
	FinalURL     string
	Moved        bool // every redirect on the way was permanent
	Status       int
	Header       http.Header
	ETag         string // usable validators, "" for none
	LastModified string
	Body         []byte
	MediaType    string // of Content-Type, lower case
	Charset      string // as declared in Content-Type
	At           time.Time
	Took         time.Duration
	RetryAfter   time.Duration // of a 429 or 503, also with an error
}

// Get fetches an address, following redirects. Whatever is not a complete 2xx
// or 304 answer is a *Fault; the Answer then holds what is known.
func (f *Fetcher) Get(ctx context.Context, req Request) (Answer, error) {
	start := f.cfg.Now()
	ans, err := f.follow(ctx, req)
	if err == nil && ans.Status == http.StatusNotModified && req.ETag == "" && req.LastModified == "" {
		if req.Fresh {
			err = fault(demarche.FetchServer, "%s answers 304 though nothing was said to be known", req.URL)
		} else {
			req.Fresh = true
			return f.Get(ctx, req)
		}
	}
	ans.URL, ans.At, ans.Took = req.URL, start, f.cfg.Now().Sub(start)
	if err != nil {
		if ctx.Err() != nil {
			return ans, ctx.Err()
		}
		flt := *asFault(err)
		if flt.Status == 0 {
			flt.Status = ans.Status
		}
		flt.Err = fmt.Errorf("fetch %s: %w", req.URL, flt.Err)
		return ans, &flt
	}
	return ans, nil
}

// follow makes one request a hop; each hop passes robots.txt and the queue of
// its own host.
func (f *Fetcher) follow(ctx context.Context, req Request) (Answer, error) {
	addr, moved := req.URL, true
	for hop := 0; ; hop++ {
		u, err := cleanURL(addr)
		if err != nil {
			return Answer{FinalURL: addr}, err
		}
		if !req.Source.NoRobots {
			if err := f.robots.check(ctx, u, req.Source); err != nil {
				return Answer{FinalURL: addr}, err
			}
		}
		ans, err := f.once(ctx, u, req)
		ans.FinalURL, ans.Moved = addr, hop > 0 && moved
		if err != nil {
			return ans, err
		}
		next, permanent, err := redirectTarget(u, ans)
		if err != nil || next == "" {
			return ans, err
		}
		if hop == f.cfg.Limits.Redirects {
			return ans, fault(demarche.FetchServer, "more than %d redirects, the last to %s", hop, next)
		}
		addr, moved = next, moved && permanent
	}
}

// cleanURL parses an address that may be fetched: http or https, with a host,
// without user and password (which are dropped) and fragment.
func cleanURL(addr string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(addr))
	if err != nil {
		return nil, fault(demarche.FetchGone, "address %q cannot be read: %v", addr, err)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fault(demarche.FetchBlocked, "address %q is not an http or https address", addr)
	}
	u.User, u.Fragment = nil, ""
	return u, nil
}

func redirectTarget(from *url.URL, ans Answer) (next string, permanent bool, err error) {
	switch ans.Status {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		permanent = true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
	default:
		return "", false, nil
	}
	loc := ans.Header.Get("Location")
	if loc == "" {
		return "", false, fault(demarche.FetchServer, "redirect %d without a target", ans.Status)
	}
	to, err := from.Parse(loc)
	if err != nil {
		return "", false, fault(demarche.FetchServer, "redirect to %q, which cannot be read", loc)
	}
	if s := strings.ToLower(to.Scheme); s != "http" && s != "https" {
		return "", false, fault(demarche.FetchBlocked, "redirect to %q, which is not an http or https address", loc)
	}
	return to.String(), permanent, nil
}

// once makes exactly one request, waiting its turn at the host.
func (f *Fetcher) once(ctx context.Context, u *url.URL, req Request) (Answer, error) {
	release, err := f.polite.acquire(ctx, hostKey(u), f.delay(req.Source, u))
	if err != nil {
		return Answer{}, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, f.cfg.Limits.Total)
	defer cancel()
	hreq, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{}, fault(demarche.FetchGone, "address %q cannot be requested: %v", u, err)
	}
	f.setHeaders(hreq, req)
	client := http.Client{Transport: f.transport(req.Source), Jar: f.jar(req.Source),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(hreq)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err
		}
		return Answer{}, err
	}
	defer resp.Body.Close()
	ans := Answer{Status: resp.StatusCode, Header: resp.Header, ETag: validator(resp.Header.Get("ETag")),
		LastModified: validator(resp.Header.Get("Last-Modified"))}
	ans.MediaType, ans.Charset = parseContentType(resp.Header.Get("Content-Type"))
	if ans.RetryAfter = retryAfter(ans, f.cfg.Now(), req.Source); ans.RetryAfter > 0 {
		f.polite.postpone(hostKey(u), ans.RetryAfter)
	}
	return f.finish(ans, resp, req)
}

// finish reads the body of an answer that has one worth reading; of failures
// only a sample is kept.
func (f *Fetcher) finish(ans Answer, resp *http.Response, req Request) (Answer, error) {
	encoding := strings.Join(resp.Header.Values("Content-Encoding"), ", ")
	if class := classifyStatus(ans.Status); class != "" && (ans.Status < 300 || ans.Status >= 400) {
		ans.Body = readHead(resp.Body, encoding, sampleBytes)
		return ans, &Fault{Class: class, Status: ans.Status, Err: fmt.Errorf("the server answers %d %s", ans.Status, http.StatusText(ans.Status))}
	}
	if ans.Status >= 300 {
		_, _ = io.CopyN(io.Discard, resp.Body, sampleBytes)
		return ans, nil
	}
	if req.head > 0 {
		ans.Body = readHead(resp.Body, encoding, req.head)
		return ans, nil
	}
	if req.into != nil {
		return ans, req.into.take(ans, resp, f.cfg.Limits)
	}
	body, err := readBody(resp.Body, encoding, f.cfg.Limits)
	if err != nil {
		return ans, err
	}
	ans.Body = body
	return ans, nil
}

func (f *Fetcher) setHeaders(hreq *http.Request, req Request) {
	ua := f.cfg.UserAgent
	if req.Source.UserAgent != "" {
		ua = req.Source.UserAgent
	}
	hreq.Header.Set("User-Agent", ua)
	hreq.Header.Set("Accept-Encoding", "gzip, deflate")
	accept := req.Accept
	if accept == "" {
		accept = "*/*"
	}
	hreq.Header.Set("Accept", accept)
	if lang := req.Source.Lang; lang != "" && lang != "en" {
		hreq.Header.Set("Accept-Language", lang+", en;q=0.5")
	} else {
		hreq.Header.Set("Accept-Language", "en")
	}
	if v := validator(req.ETag); v != "" {
		hreq.Header.Set("If-None-Match", v)
	}
	if v := validator(req.LastModified); v != "" {
		hreq.Header.Set("If-Modified-Since", v)
	}
	if req.Fresh {
		hreq.Header.Set("Cache-Control", "no-cache")
	}
	if req.into != nil {
		req.into.ask(hreq.Header)
	}
}

func (f *Fetcher) transport(src demarche.Source) http.RoundTripper {
	if src.HTTP1 {
		return f.h1
	}
	return f.h2
}

// jar gives the source's cookie jar, nil when it keeps none.
func (f *Fetcher) jar(src demarche.Source) http.CookieJar {
	if !src.Cookies {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.jars[src.ID] == nil {
		f.jars[src.ID], _ = cookiejar.New(nil)
	}
	return f.jars[src.ID]
}

// delay is the pause asked for at the host: the source's own, else the
// default, and never less than the host's crawl-delay.
func (f *Fetcher) delay(src demarche.Source, u *url.URL) time.Duration {
	d := f.cfg.Delay
	if own, err := time.ParseDuration(src.Delay); err == nil && own > 0 {
		d = own
	}
	if src.NoRobots {
		return d
	}
	return max(d, f.robots.delay(hostKey(u)))
}

// validator gives v when it can be sent back byte for byte, else "".
func validator(v string) string {
	if len(v) > maxValidator {
		return ""
	}
	for i := 0; i < len(v); i++ {
		if c := v[i]; c < 0x20 && c != '\t' || c == 0x7f {
			return ""
		}
	}
	return v
}

func parseContentType(v string) (mediaType, charset string) {
	mediaType, params, _ := strings.Cut(v, ";")
	for _, p := range strings.Split(params, ";") {
		key, val, ok := strings.Cut(p, "=")
		if ok && strings.EqualFold(strings.TrimSpace(key), "charset") {
			charset = strings.Trim(strings.TrimSpace(val), `"'`)
		}
	}
	return strings.ToLower(strings.TrimSpace(mediaType)), charset
}

// retryAfter is how long a 429 or 503 asks to be left alone: the header's
// seconds or date, clamped to between the poll minimum and a day. A 429 without
// a usable header asks for the minimum; a 503 without one asks for nothing.
func retryAfter(ans Answer, now time.Time, src demarche.Source) time.Duration {
	v := strings.TrimSpace(ans.Header.Get("Retry-After"))
	if ans.Status != http.StatusTooManyRequests && (ans.Status != http.StatusServiceUnavailable || v == "") {
		return 0
	}
	var d time.Duration
	if s, err := strconv.ParseFloat(v, 64); err == nil && s > 0 {
		d = time.Duration(min(s, maxPoll.Seconds())) * time.Second
	} else if t, err := http.ParseTime(v); err == nil {
		d = t.Sub(now)
	}
	return min(max(d, pollMinimum(src)), maxPoll)
}
