package web

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche"
)

// serve builds a server over a world, with changes to its configuration.
func serve(t *testing.T, w *world, change ...func(*Config)) http.Handler {
	t.Helper()
	cfg := Config{Search: w.Search, Item: w.Item, Items: w.Items, Story: w.Story, Mends: w.Mends, Sources: w.Sources, CountryName: countryName, Version: "test",
		Now: func() time.Time { return worldNow }, Log: slog.New(slog.DiscardHandler),
		Annotate: func(_ context.Context, line []byte) ([]byte, error) { return []byte(`{"id":"1","lang":"en"}`), nil }}
	for _, c := range change {
		c(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	return rec
}

func TestNewNeedsItsReaders(t *testing.T) {
	if _, err := New(Config{}); !errors.Is(err, demarche.ErrInvalid) {
		t.Errorf("New without readers: %v, want ErrInvalid", err)
	}
	w := newWorld()
	_, err := New(Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, BaseURL: "demarche.example"})
	if !errors.Is(err, demarche.ErrInvalid) {
		t.Errorf("New with a base address without scheme: %v, want ErrInvalid", err)
	}
}

var (
	h1     = regexp.MustCompile(`<h1[ >]`)
	title  = regexp.MustCompile(`<title>([^<]*)</title>`)
	anchor = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	idAttr = regexp.MustCompile(` id="([^"]*)"`)
)

// TestWalk follows every link of the site from its entries: no internal link is
// dead, each page has one h1 and stays within its weight, each path has a title
// of its own, each id stands once.
func TestWalk(t *testing.T) {
	h := serve(t, newWorld(), func(c *Config) { c.Demo = true })
	queue := []string{"/", "/search", "/timeline", "/sources", "/help/search", "/about", "/search?q=DPRK", "/timeline?from=2025-11-04&to=2025-11-04"}
	seen := map[string]bool{}
	titles := map[string]string{}
	const most = 700 // filters combine without end
	for len(queue) > 0 && len(seen) < most {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		rec := get(t, h, at)
		wrongOnPurpose := at == "/search?q=amount:%3E"
		if rec.Code != http.StatusOK && !wrongOnPurpose {
			t.Errorf("GET %s: status %d\n%s", at, rec.Code, shorten(rec.Body.String(), 400))
			continue
		}
		if !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
			continue
		}
		body := rec.Body.String()
		if n := len(h1.FindAllString(body, -1)); n != 1 {
			t.Errorf("GET %s: %d h1, want 1", at, n)
		}
		if len(body) > 60_000 {
			t.Errorf("GET %s: %d bytes, want under 60000", at, len(body))
		}
		ids := map[string]bool{}
		for _, m := range idAttr.FindAllStringSubmatch(body, -1) {
			if ids[m[1]] {
				t.Errorf("GET %s: id %q stands twice", at, m[1])
			}
			ids[m[1]] = true
		}
		u, _ := url.Parse(at)
		if u.RawQuery == "" {
			name := title.FindStringSubmatch(body)[1]
			if other, ok := titles[name]; ok && other != u.Path && !strings.HasPrefix(u.Path, "/items/") {
				t.Errorf("GET %s: same title as %s: %q", at, other, name)
			}
			titles[name] = u.Path
		}
		for _, m := range anchor.FindAllStringSubmatch(body, -1) {
			link := html.UnescapeString(m[1])
			switch {
			case strings.HasPrefix(link, "#"):
				if !ids[link[1:]] {
					t.Errorf("GET %s: link to %s, which is not there", at, link)
				}
			case strings.HasPrefix(link, "/"):
				queue = append(queue, link)
			case !strings.HasPrefix(link, "https://"):
				t.Errorf("GET %s: link to %q", at, link)
			}
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d addresses were reached", len(seen))
	}
}

// TestStates renders the pages where things are missing or broken.
func TestStates(t *testing.T) {
	empty := &world{now: worldNow}
	failing := &world{now: worldNow}
	failing.source(demarche.Source{ID: "a", Name: "Office A"}, demarche.HealthFailing, "Its host name cannot be found.")
	starting := &world{now: worldNow}
	starting.source(demarche.Source{ID: "a", Name: "Office A"}, demarche.HealthWaiting, "")
	broken := func(c *Config) {
		c.Search = func(context.Context, demarche.Query) (demarche.Results, error) {
			return demarche.Results{}, errors.New("index: secret detail")
		}
	}
	for _, tt := range []struct {
		name, path string
		world      *world
		change     func(*Config)
		status     int
		want       string
	}{
		{"empty home", "/", empty, nil, 200, "demarche demo"},
		{"no source", "/sources", empty, nil, 200, "The catalogue is empty"},
		{"first crawl failed", "/", failing, nil, 200, "The first crawl has brought nothing"},
		{"first crawl runs", "/", starting, nil, 200, "The first crawl is under way"},
		{"empty search", "/search?q=nothing+here", empty, nil, 200, "Show the best partial matches"},
		{"empty timeline", "/timeline?from=2025-01-01&to=2025-01-31", empty, nil, 200, "Look at a wider period"},
		{"wrong query", "/search?q=amount:%3E", newWorld(), nil, 400, "<code>amount:&gt;<mark>"},
		{"wrong query on the timeline", "/timeline?q=(", newWorld(), nil, 400, "This query cannot be read"},
		{"wrong date", "/search?q=kept&from=yesteryear", newWorld(), nil, 400, `value="kept"`},
		{"no such page", "/nope/nope", newWorld(), nil, 404, "There is nothing at /nope/nope"},
		{"no such item", "/items/abc", newWorld(), nil, 404, "no item has this id"},
		{"no such source", "/sources?source=zzz", newWorld(), nil, 404, "zzz"},
		{"broken index", "/search?q=x", newWorld(), broken, 500, "Something broke on our side"},
		{"broken home", "/", newWorld(), broken, 500, "Something broke on our side"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			change := tt.change
			if change == nil {
				change = func(*Config) {}
			}
			rec := get(t, serve(t, tt.world, change), tt.path)
			body := rec.Body.String()
			if rec.Code != tt.status || !strings.Contains(body, tt.want) {
				t.Errorf("GET %s: status %d, want %d with %q:\n%s", tt.path, rec.Code, tt.status, tt.want, body)
			}
			if n := len(h1.FindAllString(body, -1)); n != 1 {
				t.Errorf("GET %s: %d h1, want 1", tt.path, n)
			}
			if strings.Contains(body, "secret detail") {
				t.Errorf("GET %s: the cause of our own fault is told to the reader", tt.path)
			}
		})
	}
}

// TestSecurityHeaders: every answer carries them, and no two the same nonce.
func TestSecurityHeaders(t *testing.T) {
	h := serve(t, newWorld())
	nonces := map[string]bool{}
	csp := regexp.MustCompile(`^default-src 'none'; script-src 'nonce-([A-Z0-9]{26})'; style-src 'nonce-([A-Z0-9]{26})'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$`)
	for _, path := range []string{"/", "/search", "/timeline", "/sources", "/about", "/help/search", "/nope", "/api/nope", "/search.json", "/search.csv", "/healthz", "/search?q=amount:%3E"} {
		rec := get(t, h, path)
		m := csp.FindStringSubmatch(rec.Header().Get("Content-Security-Policy"))
		if m == nil || m[1] != m[2] || nonces[m[1]] {
			t.Fatalf("GET %s: policy %q", path, rec.Header().Get("Content-Security-Policy"))
		}
		nonces[m[1]] = true
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := rec.Header().Get(name); got != want {
				t.Errorf("GET %s: %s %q, want %q", path, name, got, want)
			}
		}
		if rec.Header().Get("Permissions-Policy") == "" || rec.Header().Get("Set-Cookie") != "" {
			t.Errorf("GET %s: permissions policy or cookie wrong: %v", path, rec.Header())
		}
		if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
			body := rec.Body.String()
			if strings.Count(body, `nonce="`+m[1]+`"`) != 2 {
				t.Errorf("GET %s: style sheet and script do not carry the nonce", path)
			}
			if regexp.MustCompile(`(?i)<style|style="| on[a-z]+="`).MatchString(body) {
				t.Errorf("GET %s: inline style or handler, which the policy forbids", path)
			}
		}
	}
}

func TestMethodsAndOrigins(t *testing.T) {
	h := serve(t, newWorld())
	for _, tt := range []struct {
		method, path, site string
		want               int
	}{
		{"HEAD", "/", "", 200},
		{"POST", "/search", "", 405},
		{"DELETE", "/items/x", "", 405},
		{"POST", "/api/v1/annotate", "", 200},
		{"POST", "/api/v1/annotate", "same-origin", 200},
		{"POST", "/api/v1/annotate", "none", 200},
		{"POST", "/api/v1/annotate", "same-site", 403},
		{"POST", "/api/v1/annotate", "cross-site", 403},
		{"GET", "/search", "cross-site", 200},
	} {
		req := httptest.NewRequest(tt.method, tt.path, strings.NewReader(`{"text":"x"}`))
		if tt.site != "" {
			req.Header.Set("Sec-Fetch-Site", tt.site)
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != tt.want {
			t.Errorf("%s %s from %q: status %d, want %d", tt.method, tt.path, tt.site, rec.Code, tt.want)
		}
		if rec.Code == 403 && rec.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s from %q: the refusal is no problem document", tt.method, tt.path, tt.site)
		}
		if rec.Code == 405 && rec.Header().Get("Allow") == "" {
			t.Errorf("%s %s: no Allow header", tt.method, tt.path)
		}
	}
}

func TestAssets(t *testing.T) {
	h := serve(t, newWorld())
	body := get(t, h, "/").Body.String()
	paths := regexp.MustCompile(`/static/[a-z]+\.[0-9a-f]{8}\.(css|js|svg)`).FindAllString(body, -1)
	if len(paths) != 3 {
		t.Fatalf("assets of the page: %v, want 3", paths)
	}
	for _, p := range paths {
		rec := get(t, h, p)
		if rec.Code != 200 || !strings.Contains(rec.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("GET %s: status %d, cache %q", p, rec.Code, rec.Header().Get("Cache-Control"))
		}
		if strings.HasSuffix(p, ".js") && rec.Body.Len() > 6000 {
			t.Errorf("GET %s: %d bytes, want at most 6000", p, rec.Body.Len())
		}
	}
	if rec := get(t, h, "/static/style.00000000.css"); rec.Code != 404 {
		t.Errorf("an asset of another version: status %d, want 404", rec.Code)
	}
}

func TestReady(t *testing.T) {
	h := serve(t, newWorld(), func(c *Config) {
		c.Ready = func(context.Context) error { return errors.New("the index is being rebuilt") }
	})
	if rec := get(t, h, "/healthz"); rec.Code != 200 || rec.Body.String() != "ok\n" {
		t.Errorf("/healthz: %d %q", rec.Code, rec.Body)
	}
	rec := get(t, h, "/readyz")
	if rec.Code != 503 || !strings.Contains(rec.Body.String(), "being rebuilt") || rec.Header().Get("Retry-After") == "" {
		t.Errorf("/readyz: %d %s", rec.Code, rec.Body)
	}
	if rec := get(t, serve(t, newWorld()), "/readyz"); rec.Code != 200 {
		t.Errorf("/readyz of a ready server: %d", rec.Code)
	}
}

// TestLogKeepsQuiet: what visitors search is not logged, our own faults are.
func TestLogKeepsQuiet(t *testing.T) {
	var log strings.Builder
	h := serve(t, newWorld(), func(c *Config) {
		c.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c.Search = func(_ context.Context, q demarche.Query) (demarche.Results, error) {
			if q.Text == "crash" {
				panic("a nil map")
			}
			return demarche.Results{}, fmt.Errorf("no room: %w", context.DeadlineExceeded)
		}
	})
	if rec := get(t, h, "/search?q=private+name&country=KP"); rec.Code != 503 {
		t.Errorf("a search that takes too long: status %d, want 503", rec.Code)
	}
	if rec := get(t, h, "/search?q=crash"); rec.Code != 500 {
		t.Errorf("a search that panics: status %d, want 500", rec.Code)
	}
	get(t, h, "/search?q=amount:%3E")
	out := log.String()
	if strings.Contains(out, "private") || strings.Contains(out, "KP") {
		t.Errorf("the log tells what was searched:\n%s", out)
	}
	if strings.Count(out, `"request failed"`) != 2 || !strings.Contains(out, "a nil map") {
		t.Errorf("want the two faults logged once each:\n%s", out)
	}
}

func TestHTTPServerLimits(t *testing.T) {
	srv := NewHTTPServer("127.0.0.1:0", http.NotFoundHandler())
	if srv.ReadHeaderTimeout != 5*time.Second || srv.ReadTimeout != 15*time.Second || srv.WriteTimeout != 30*time.Second ||
		srv.IdleTimeout != 60*time.Second || srv.MaxHeaderBytes != 1<<20 {
		t.Errorf("limits of the server: %+v", srv)
	}
	h := serve(t, newWorld())
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("POST", "/api/v1/annotate", io.LimitReader(zeros{}, maxLine+1)))
	if rec.Code != 400 {
		t.Errorf("a body over the limit: status %d, want 400", rec.Code)
	}
}

// zeros reads as blanks without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
