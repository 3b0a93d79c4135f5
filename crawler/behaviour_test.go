package crawler

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// small are limits for tests against servers that send too much.
func small() Limits {
	l := DefaultLimits()
	l.Body, l.WireBody = 1<<20, 1<<20
	return l
}

// quick are limits short enough for tests against servers that hang.
func quick() Limits {
	l := small()
	l.Connect, l.TLS, l.Headers, l.Total = 300*time.Millisecond, 300*time.Millisecond, 300*time.Millisecond, 500*time.Millisecond
	return l
}

func testFetcher(allow []netip.Prefix, lim Limits) *Fetcher {
	return NewFetcher(FetcherConfig{UserAgent: "demarche/1.0", AllowNet: allow, Limits: lim})
}

// noRobots is a source whose robots.txt is not asked, for tests of one request.
var noRobots = demarche.Source{ID: "t", NoRobots: true}

// rawServer answers every connection with a function of its own.
func rawServer(t *testing.T, answer func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				answer(conn)
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/"
}

// drain reads the request's head.
func drain(c net.Conn) {
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n')
		if err != nil || line == "\r\n" {
			return
		}
	}
}

// raw answers with the given bytes after the request's head.
func raw(t *testing.T, text string) string {
	return rawServer(t, func(c net.Conn) { drain(c); _, _ = io.WriteString(c, text) })
}

func handler(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL + "/"
}

func silentTLS(t *testing.T, cfg *tls.Config) string {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "secret") }))
	s.TLS = cfg
	s.Config.ErrorLog = quietLog()
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// certificate makes a self-signed certificate for a host and a time.
func certificate(t *testing.T, host string, from, until time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, NotBefore: from, NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, &tmpl, &tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// TestBehaviours meets servers that misbehave, by the names of the shared list
// of behaviours.
func TestBehaviours(t *testing.T) {
	before := runtime.NumGoroutine()
	covered := map[string]bool{}
	run := func(name string, class demarche.FetchClass, addr string) {
		covered[name] = true
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			lim := small()
			if strings.Contains(name, "hang") || strings.Contains(name, "slow") {
				lim = quick()
			}
			f := testFetcher(loopback, lim)
			defer f.CloseIdle()
			ans, err := f.Get(t.Context(), Request{URL: addr, Source: noRobots})
			if err == nil {
				t.Fatalf("no error; %d bytes", len(ans.Body))
			}
			if got := asFault(err).Class; got != class {
				t.Errorf("class %s, want %s: %v", got, class, err)
			}
			if took := time.Since(start); took > time.Minute { // a hang; usual is under a second
				t.Errorf("took %v", took)
			}
		})
	}
	forever := func(first, each string, pause time.Duration) func(net.Conn) {
		return func(c net.Conn) {
			drain(c)
			_, err := io.WriteString(c, first)
			for err == nil {
				time.Sleep(pause)
				_, err = io.WriteString(c, each)
			}
		}
	}
	run("hang-accept", demarche.FetchTimeout, rawServer(t, func(c net.Conn) { drain(c); time.Sleep(time.Second) }))
	run("hang-headers", demarche.FetchTimeout, rawServer(t, forever("HTTP/1.1 200 OK\r\nX", "x", 20*time.Millisecond)))
	run("slow-body", demarche.FetchTimeout, rawServer(t, forever("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", "x", 20*time.Millisecond)))
	run("endless-body", demarche.FetchTooLarge, rawServer(t, forever("HTTP/1.1 200 OK\r\n\r\n", strings.Repeat("\x00", 64<<10), 0)))
	run("endless-headers", demarche.FetchTooLarge, rawServer(t, forever("HTTP/1.1 200 OK\r\n", "X-A: "+strings.Repeat("x", 4000)+"\r\n", 0)))
	run("lying-length", demarche.FetchNetwork, raw(t, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde"))
	run("redirect-loop", demarche.FetchServer, handler(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusMovedPermanently) }))
	run("redirect-chain-20", demarche.FetchServer, handler(t, func(w http.ResponseWriter, r *http.Request) {
		if n := len(r.URL.Path); n < 20 {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusMovedPermanently)
		}
	}))
	for _, to := range []string{"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:alert(1)"} {
		run("redirect-scheme", demarche.FetchBlocked, handler(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		}))
	}
	now := time.Now()
	run("tls-self-signed", demarche.FetchTLS, silentTLS(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "127.0.0.1", now.Add(-time.Hour), now.Add(time.Hour))}}))
	run("tls-expired", demarche.FetchTLS, silentTLS(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "127.0.0.1", now.Add(-2*time.Hour), now.Add(-time.Hour))}}))
	run("tls-wrong-host", demarche.FetchTLS, silentTLS(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "other.example", now.Add(-time.Hour), now.Add(time.Hour))}}))
	run("tls-old", demarche.FetchTLS, silentTLS(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}))
	run("tls-renegotiate-hang", demarche.FetchTLS, strings.Replace(rawServer(t, func(net.Conn) { time.Sleep(time.Second) }), "http:", "https:", 1))
	bomb := gzipped(bytes.Repeat([]byte{0}, 2<<20))
	run("gzip-bomb", demarche.FetchTooLarge, handler(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	}))
	run("br-unrequested", demarche.FetchUnparseable, raw(t, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc"))
	run("double-encoding", demarche.FetchUnparseable, raw(t, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 3\r\n\r\nabc"))
	run("http09", demarche.FetchUnparseable, raw(t, "<html>no status line</html>"))
	run("410-gone", demarche.FetchGone, handler(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }))
	run("304-without-validators", demarche.FetchServer, handler(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }))

	for _, g := range []struct {
		names string
		test  func(*testing.T)
	}{
		{"redirect-private", testRedirectPrivate}, {"redirect-https-to-http", testDowngrade}, {"dns-rebinding", testRebinding},
		{"429-seconds 429-date 429-silly", testRetryAfter}, {"etag-weak etag-crlf", testValidators}, {"200-login-page", testLoginPage},
		{"cookies", testCookies}, {"robots-500 robots-404 robots-redirect robots-huge robots-hang", testRobotsServer},
	} {
		for _, name := range strings.Fields(g.names) {
			covered[name] = true
		}
		t.Run(g.names, g.test)
	}
	var list []struct{ Name string }
	if err := json.Unmarshal(sharedFile(t, "hostile/generated/http-behaviours.json"), &list); err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		if !covered[b.Name] {
			t.Errorf("behaviour %s is not tested", b.Name)
		}
	}
	t.Logf("%d behaviours", len(list))
	idle(t, before)
}

// idle waits until no goroutines are left over but those of the servers that
// the test still runs.
func idle(t *testing.T, before int) {
	t.Helper()
	const servers = 50
	n := 0
	for range 1500 {
		if n = runtime.NumGoroutine(); n <= before+servers {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", n, before)
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

// canary counts connections.
func canary(t *testing.T, addr string) (string, *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Skipf("cannot listen on %s: %v", addr, err)
	}
	t.Cleanup(func() { l.Close() })
	var n atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			n.Add(1)
			c.Close()
		}
	}()
	return l.Addr().String(), &n
}

func testRedirectPrivate(t *testing.T) {
	addr, hits := canary(t, "127.0.0.2:0")
	for _, to := range []string{"http://" + addr + "/", "http://169.254.169.254/latest/meta-data/"} {
		from := handler(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
		f := NewFetcher(FetcherConfig{UserAgent: "demarche/1.0", AllowNet: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Limits: small()})
		_, err := f.Get(t.Context(), Request{URL: from, Source: noRobots})
		if err == nil || asFault(err).Class != demarche.FetchPrivate {
			t.Errorf("redirect to %s: %v", to, err)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("%d connections reached the canary", n)
	}
}

func testDowngrade(t *testing.T) {
	var auth string
	plain := handler(t, func(_ http.ResponseWriter, r *http.Request) { auth = r.Header.Get("Authorization") })
	from := handler(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, plain, http.StatusMovedPermanently) })
	ans, err := testFetcher(loopback, small()).Get(t.Context(), Request{URL: strings.Replace(from, "http://", "http://user:secret@", 1), Source: noRobots})
	if err != nil || auth != "" || !ans.Moved || ans.FinalURL != plain {
		t.Errorf("%+v, %v, Authorization %q", ans, err, auth)
	}
}

// testRebinding resolves a name to a public address first and to loopback then.
func testRebinding(t *testing.T) {
	addr, hits := canary(t, "127.0.0.1:0")
	_, port, _ := net.SplitHostPort(addr)
	resolver, asked := fakeDNS(t, "127.0.0.1")
	f := NewFetcher(FetcherConfig{UserAgent: "demarche/1.0", Resolver: resolver, Limits: small()})
	for range 2 {
		if _, err := f.Get(t.Context(), Request{URL: "http://rebind.example:" + port + "/", Source: noRobots}); asFault(err).Class != demarche.FetchPrivate {
			t.Errorf("%v", err)
		}
	}
	if hits.Load() != 0 || asked.Load() == 0 {
		t.Errorf("%d connections, %d questions to the name server", hits.Load(), asked.Load())
	}
}

func testRetryAfter(t *testing.T) {
	now := time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		status int
		header string
		urgent bool
		want   time.Duration
	}{
		{429, "120", true, minPollUrgent}, {429, "1200", false, 20 * time.Minute}, {429, "", false, minPoll}, {503, "", false, 0},
		{503, now.Add(2 * time.Hour).Format(http.TimeFormat), false, 2 * time.Hour}, {503, now.Add(-time.Hour).Format(http.TimeFormat), false, minPoll},
		{429, "-5", false, minPoll}, {429, "0", false, minPoll}, {429, "99999999999", false, maxPoll}, {429, "1e9", false, maxPoll}, {429, "soon", false, minPoll}, {429, "NaN", false, minPoll},
		{200, "1200", false, 0},
	}
	for _, tt := range tests {
		h := http.Header{}
		if tt.header != "" {
			h.Set("Retry-After", tt.header)
		}
		if got := retryAfter(Answer{Status: tt.status, Header: h}, now, demarche.Source{Urgent: tt.urgent}); got != tt.want {
			t.Errorf("%d with Retry-After %q: %v, want %v", tt.status, tt.header, got, tt.want)
		}
	}
}

func testValidators(t *testing.T) {
	for v, want := range map[string]string{`W/"x"`: `W/"x"`, `"a,b"`: `"a,b"`, "unquoted": "unquoted", "a\r\nX-Evil: 1": "", "a\x01": "", strings.Repeat("x", 2000): ""} {
		if got := validator(v); got != want {
			t.Errorf("%q: %q, want %q", v, got, want)
		}
	}
	var mu sync.Mutex
	var got []string
	addr := handler(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, r.Header.Get("If-None-Match")+"|"+r.Header.Get("If-Modified-Since"))
		w.WriteHeader(http.StatusNotModified)
	})
	ans, err := testFetcher(loopback, small()).Get(t.Context(), Request{URL: addr, Source: noRobots, ETag: `W/"x y"`, LastModified: "yesterday"})
	if err != nil || ans.Status != http.StatusNotModified || got[0] != `W/"x y"|yesterday` {
		t.Errorf("%+v, %v, sent %q", ans, err, got)
	}
}

func testLoginPage(t *testing.T) {
	_, err := readFeed([]byte("<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>"), readOptions{lim: DefaultLimits()})
	if asFault(err).Class != demarche.FetchHTML {
		t.Errorf("%v", err)
	}
}

func testCookies(t *testing.T) {
	var mu sync.Mutex
	var sent []string
	addr := handler(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		sent = append(sent, r.Header.Get("Cookie"))
		http.SetCookie(w, &http.Cookie{Name: "s", Value: "1"})
	})
	f := testFetcher(loopback, small())
	jar := demarche.Source{ID: "jar", NoRobots: true, Cookies: true}
	for _, src := range []demarche.Source{noRobots, noRobots, jar, jar} {
		if _, err := f.Get(t.Context(), Request{URL: addr, Source: src}); err != nil {
			t.Fatal(err)
		}
	}
	if want := "[   s=1]"; fmt.Sprint(sent) != want {
		t.Errorf("cookies sent: %q, want %q", sent, want)
	}
}

func testRobotsServer(t *testing.T) {
	huge := "User-agent: *\nDisallow: /private\n" + strings.Repeat("# padding\n", 5<<20/10) + "Disallow: /\n"
	tests := []struct {
		name   string
		robots http.HandlerFunc
		path   string
		class  demarche.FetchClass // "" when allowed
	}{
		{"500", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, "x", demarche.FetchRobots},
		{"404", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, "x", ""},
		{"403", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, "x", ""},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "user-agent: demarche\ndisallow: /x")
		}, "x", demarche.FetchRobots},
		{"redirects", redirects(5, "user-agent: *\ndisallow: /x"), "x", demarche.FetchRobots},
		{"too many redirects", redirects(6, "user-agent: *\ndisallow: /x"), "x", ""},
		{"huge, allowed", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, huge) }, "x", ""},
		{"huge, forbidden", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, huge) }, "private", demarche.FetchRobots},
		{"hangs", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "x", demarche.FetchTimeout},
		{"a page instead", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "<html>hello</html>")
		}, "x", ""},
	}
	for _, tt := range tests {
		var asked atomic.Int32
		addr := handler(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/robots.txt") {
				asked.Add(1)
				tt.robots(w, r)
			}
		})
		lim := small()
		if tt.name == "hangs" {
			lim = quick()
		}
		f := testFetcher(loopback, lim)
		defer f.CloseIdle()
		var err error
		for range 2 {
			_, err = f.Get(t.Context(), Request{URL: addr + tt.path, Source: demarche.Source{ID: "t"}})
		}
		switch {
		case tt.class == "" && err != nil, tt.class != "" && (err == nil || asFault(err).Class != tt.class):
			t.Errorf("%s: %v, want class %q", tt.name, err, tt.class)
		}
		if n := asked.Load(); n > 7 || n > 1 && !strings.Contains(tt.name, "redirects") {
			t.Errorf("%s: robots.txt was asked for %d times", tt.name, n)
		}
	}
}

// redirects sends n redirects and then the text.
func redirects(n int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/robots.txt"))
		if i < n {
			http.Redirect(w, r, "/robots.txt"+strconv.Itoa(i+1), http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, text)
	}
}

func TestLimitsAtAndOver(t *testing.T) {
	lim := small()
	lim.Body, lim.WireBody, lim.HeaderBytes, lim.Redirects = 1000, 800, 4000, 2
	f := NewFetcher(FetcherConfig{UserAgent: "demarche/1.0", AllowNet: loopback, Limits: lim})
	addr := handler(t, func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		switch r.URL.Path {
		case "/wire":
			_, _ = w.Write(bytes.Repeat([]byte("x"), n))
		case "/body":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gzipped(bytes.Repeat([]byte("x"), n)))
		case "/redirect":
			if n > 0 {
				http.Redirect(w, r, fmt.Sprintf("/redirect?n=%d", n-1), http.StatusFound)
			}
		}
	})
	for path, class := range map[string]demarche.FetchClass{
		"wire?n=800": "", "wire?n=801": demarche.FetchTooLarge, "body?n=1000": "", "body?n=1001": demarche.FetchTooLarge,
		"redirect?n=2": "", "redirect?n=3": demarche.FetchServer,
	} {
		_, err := f.Get(t.Context(), Request{URL: addr + path, Source: noRobots})
		if class == "" && err != nil || class != "" && asFault(errOr(err)).Class != class {
			t.Errorf("%s: %v, want class %q", path, err, class)
		}
	}
}

func errOr(err error) error {
	if err == nil {
		return context.Canceled
	}
	return err
}
