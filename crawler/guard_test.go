package crawler

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
)

func quietLog() *log.Logger { return log.New(io.Discard, "", 0) }

// fakeDNS is a name server that gives one address for every name.
func fakeDNS(t *testing.T, address string) (*net.Resolver, *atomic.Int32) {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	var asked atomic.Int32
	ip := netip.MustParseAddr(address).As4()
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			asked.Add(1)
			_, _ = pc.WriteTo(dnsAnswer(buf[:n], ip), from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", pc.LocalAddr().String())
	}}, &asked
}

// dnsAnswer answers an A question with the address and any other with nothing.
func dnsAnswer(q []byte, ip [4]byte) []byte {
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
		return out
	}
	binary.BigEndian.PutUint16(out[6:], 1)
	return append(append(out, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4), ip[:]...)
}

// TestNothingPrivateIsReached tries hosts that lead to this machine or a
// private network in every way the crawler follows an address.
func TestNothingPrivateIsReached(t *testing.T) {
	v4, hits4 := canary(t, "127.0.0.1:0")
	_, port, _ := net.SplitHostPort(v4)
	hosts := []string{"127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "a.localhost", "10.0.0.1", "169.254.169.254", "[fd00::1]"}
	var more []string
	if err := json.Unmarshal(sharedFile(t, "hostile/generated/ssrf-hosts.json"), &more); err == nil {
		hosts = append(hosts, more...)
	}
	resolver, _ := fakeDNS(t, "127.0.0.1")
	lim := quick()
	for _, host := range hosts {
		target := "http://" + host + ":" + port + "/x"
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
				t.Errorf("%s as %s was reached: %+v", host, r.Source, r)
			}
		}
	}
	if n := hits4.Load(); n != 0 {
		t.Errorf("%d connections reached the canary", n)
	}
	t.Logf("%d hosts tried", len(hosts))
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
