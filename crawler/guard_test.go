package crawler

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
)

func quietLog() *log.Logger { return log.New(io.Discard, "", 0) }

// fakeDNS is a name server that gives for every name the addresses of its first
// answer, then those of its second, and those of the last from then on. An
// answer is one address or several with a space between.
func fakeDNS(t *testing.T, answers ...string) (*net.Resolver, *atomic.Int32) {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	var asked atomic.Int32
	go func() {
		buf := make([]byte, 512)
		for at := 0; ; {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			asked.Add(1)
			reply, used := dnsAnswer(buf[:n], strings.Fields(answers[at]))
			if used {
				at = min(at+1, len(answers)-1)
			}
			_, _ = pc.WriteTo(reply, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", pc.LocalAddr().String())
	}}, &asked
}

// dnsAnswer answers an A question with the addresses and any other with nothing.
func dnsAnswer(q []byte, addresses []string) (reply []byte, used bool) {
	end := 12
	for end < len(q) && q[end] != 0 {
		end += int(q[end]) + 1
	}
	end += 5
	out := append([]byte{}, q[:end]...)
	binary.BigEndian.PutUint16(out[2:], 0x8180)
	binary.BigEndian.PutUint16(out[8:], 0)
	binary.BigEndian.PutUint16(out[10:], 0)
	if binary.BigEndian.Uint16(q[end-4:]) != 1 {
		binary.BigEndian.PutUint16(out[6:], 0)
		return out, false
	}
	binary.BigEndian.PutUint16(out[6:], uint16(len(addresses)))
	for _, a := range addresses {
		ip := netip.MustParseAddr(a).As4()
		out = append(append(out, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4), ip[:]...)
	}
	return out, true
}

// TestNothingPrivateIsReached tries hosts that lead to this machine or a
// private network in every way the crawler follows an address.
func TestNothingPrivateIsReached(t *testing.T) {
	canaries := privateCanaries(t)
	_, port, _ := net.SplitHostPort(canaries[0].addr)
	hosts := []string{"127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "a.localhost", "10.0.0.1", "169.254.169.254", "[fd00::1]"}
	var more []string
	if err := json.Unmarshal(sharedFile(t, "hostile/generated/ssrf-hosts.json"), &more); err == nil {
		hosts = append(hosts, more...)
	}
	var targets []string
	for _, host := range hosts {
		targets = append(targets, "http://"+host+":"+port+"/x")
	}
	for _, c := range canaries {
		targets = append(targets, "http://"+c.addr+"/x")
	}
	resolver, _ := fakeDNS(t, "127.0.0.1")
	lim := quick()
	for _, target := range targets {
		feed := rss("<item><title>t</title><link>" + target + "</link></item>")
		public := &hybrid{inner: newTransport(lim, nil, resolver, false), pages: map[string]page{
			"http://public.example/feed":  {body: feed},
			"http://public.example/moved": {status: 302, header: map[string]string{"Location": target}},
		}}
		src := func(id, url string) demarche.Source {
			return demarche.Source{ID: id, Name: id, Kind: demarche.KindNews, Enabled: true, NoRobots: true, Delay: "1ms", Feeds: []demarche.Feed{{URL: url, Format: demarche.FormatFeed}}}
		}
		sources := []demarche.Source{src("feed-link", "http://public.example/feed"), src("redirect", "http://public.example/moved")}
		if _, err := cleanURL(target); err == nil {
			sources = append(sources, src("direct", target))
		}
		c, err := New(Config{Store: newMemStore(time.Now), Transport: public, Sources: sources, Limits: lim, Delay: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range c.Crawl(t.Context(), nil, true) {
			if r.Source != "feed-link" && r.OK() {
				t.Errorf("%s as %s was reached: %+v", target, r.Source, r)
			}
		}
	}
	for _, c := range canaries {
		if n := c.hits.Load(); n != 0 {
			t.Errorf("%d connections reached the canary on %s", n, c.addr)
		}
	}
	t.Logf("%d addresses tried against %d canaries", len(targets), len(canaries))
}

// privateCanary listens where nothing may connect.
type privateCanary struct {
	addr string
	hits *atomic.Int32
}

// privateCanaries listen on IPv4 loopback, first, then on IPv6 loopback and on
// every private address that this machine has itself.
func privateCanaries(t *testing.T) []privateCanary {
	t.Helper()
	v4, hits := canary(t, "127.0.0.1:0")
	list := []privateCanary{{v4, hits}}
	_, port, _ := net.SplitHostPort(v4)
	own := []netip.Addr{netip.IPv6Loopback()}
	addrs, _ := net.InterfaceAddrs()
	for _, a := range addrs {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().IsPrivate() {
			own = append(own, p.Addr())
		}
	}
	for _, ip := range own {
		l, err := net.Listen("tcp", net.JoinHostPort(ip.String(), port))
		if err != nil {
			t.Logf("no canary on %s: %v", ip, err)
			continue
		}
		l.Close()
		addr, hits := canary(t, l.Addr().String())
		list = append(list, privateCanary{addr, hits})
	}
	return list
}

// TestNamesThatTurnPrivate lets a name lead to a good address first and to a
// forbidden one at the next connection, and to both at once. An address of
// loopback that is allowed stands in for the public one.
func TestNamesThatTurnPrivate(t *testing.T) {
	secret, hits := canary(t, "127.0.0.1:0")
	_, port, _ := net.SplitHostPort(secret)
	l, err := net.Listen("tcp", "127.0.0.2:"+port)
	if err != nil {
		t.Skipf("no second address of loopback: %v", err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "close")
		_, _ = io.WriteString(w, "public")
	}), ErrorLog: quietLog()}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	get := func(answers ...string) (results []string) {
		resolver, _ := fakeDNS(t, answers...)
		f := NewFetcher(FetcherConfig{UserAgent: "demarche/1.0", Resolver: resolver, Limits: small(), AllowNet: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}})
		for range 3 {
			ans, err := f.Get(t.Context(), Request{URL: "http://turning.example:" + port + "/", Source: noRobots})
			if err != nil {
				results = append(results, string(asFault(err).Class))
				continue
			}
			results = append(results, string(ans.Body))
		}
		return results
	}
	if got := strings.Join(get("127.0.0.2", "127.0.0.1"), " "); got != "public private private" {
		t.Errorf("a name that turns private gave %s", got)
	}
	if got := strings.Join(get("127.0.0.1 127.0.0.2"), " "); strings.Contains(got, "canary") || hits.Load() != 0 {
		t.Errorf("a name with both addresses gave %s", got)
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("%d connections reached the canary", n)
	}
}

// TestForcedHTTP1 asks a server that speaks HTTP/2 with and without http1.
func TestForcedHTTP1(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto) }))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	t.Cleanup(srv.Close)
	allow := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	f := testFetcher(allow, small())
	trust := srv.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	for _, rt := range []http.RoundTripper{f.h1, f.h2} {
		rt.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: trust}
	}
	for http1, want := range map[bool]string{true: "HTTP/1.1", false: "HTTP/2.0"} {
		ans, err := f.Get(t.Context(), Request{URL: srv.URL, Source: demarche.Source{ID: "x", NoRobots: true, HTTP1: http1}})
		if err != nil || string(ans.Body) != want {
			t.Errorf("http1 = %v: %q, %v, want %s", http1, ans.Body, err, want)
		}
	}
}

// hybrid serves a public site from memory and everything else over the guarded
// network.
type hybrid struct {
	inner http.RoundTripper
	pages map[string]page
}

func (h *hybrid) RoundTrip(r *http.Request) (*http.Response, error) {
	if p, ok := h.pages[r.URL.String()]; ok {
		return newSite(map[string]page{r.URL.String(): p}).RoundTrip(r)
	}
	return h.inner.RoundTrip(r)
}

func TestAllowNet(t *testing.T) {
	addr := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") })
	if _, err := testFetcher(nil, small()).Get(t.Context(), Request{URL: addr, Source: noRobots}); err == nil || asFault(err).Class != demarche.FetchPrivate {
		t.Errorf("without leave: %v", err)
	}
	ans, err := testFetcher([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, small()).Get(t.Context(), Request{URL: addr, Source: noRobots})
	if err != nil || string(ans.Body) != "here" {
		t.Errorf("with leave: %q, %v", ans.Body, err)
	}
	if !strings.Contains(Advice(demarche.FetchPrivate), "--allow-net") {
		t.Error("the advice names no way out")
	}
}

func TestClassifyUnknownHost(t *testing.T) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer pc.Close()
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			out := append([]byte{}, buf[:n]...)
			binary.BigEndian.PutUint16(out[2:], 0x8183) // no such name
			_, _ = pc.WriteTo(out, from)
		}
	}()
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
	f := NewFetcher(FetcherConfig{UserAgent: "demarche/1.0", Resolver: resolver, Limits: small()})
	if _, err := f.Get(t.Context(), Request{URL: "http://nowhere.example/", Source: noRobots}); asFault(err).Class != demarche.FetchDNS {
		t.Errorf("%v", err)
	}
}
