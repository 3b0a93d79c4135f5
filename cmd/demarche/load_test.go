package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche/crawler/catalogue"
	"demarche/store"
)

// The size of TestLoad.
const (
	loadSources = 1000
	loadEntries = 5         // of each at the start
	loadMemory  = 300 << 10 // KiB of resident memory at most
)

// loadNews serves the feeds of many publishers, each on an address of loopback
// of its own. Every feed gains an entry at each poll and forgets none.
type loadNews struct {
	port string

	mu    sync.Mutex
	polls map[string]int // by host
}

func (n *loadNews) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.Host)
	switch {
	case r.URL.Path == "/feed.xml":
		n.mu.Lock()
		last := loadEntries + n.polls[host]
		n.polls[host]++
		n.mu.Unlock()
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Wire</title>`)
		for i := last; i > 0; i-- {
			fmt.Fprintf(w, `<item><title>Statement %d of %s</title><link>http://%s/%d</link><pubDate>Tue, 04 Nov 2025 10:%02d:00 GMT</pubDate></item>`, i, host, r.Host, i, i%60)
		}
		fmt.Fprint(w, `</channel></rss>`)
	case strings.HasSuffix(r.URL.Path, ".txt"):
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<html lang="en"><head><title>Statement %s</title></head><body><article><h1>Statement %s of %s</h1>`, r.URL.Path[1:], r.URL.Path[1:], host)
		for range 12 {
			fmt.Fprint(w, `<p>The ministry said on 4 November 2025 that measures against two banks in Pyongyang and a company in Dubai remain in force and that $4.5 million was frozen in Geneva.</p>`)
		}
		fmt.Fprint(w, `</article></body></html>`)
	}
}

// served are the addresses of all entries that were ever in a feed.
func (n *loadNews) served() map[string]int {
	n.mu.Lock()
	defer n.mu.Unlock()
	links := map[string]int{}
	for host, polls := range n.polls {
		for i := 1; i < loadEntries+polls; i++ {
			links[fmt.Sprintf("http://%s:%s/%d", host, n.port, i)] = 0
		}
	}
	return links
}

// TestLoad serves a thousand publishers from loopback to a running program for
// as long as DEMARCHE_LOAD_TEST says ("10m"): its memory stays within bounds
// and every entry is stored once.
func TestLoad(t *testing.T) {
	d, err := time.ParseDuration(os.Getenv("DEMARCHE_LOAD_TEST"))
	if err != nil {
		t.Skip("DEMARCHE_LOAD_TEST is not set to a duration")
	}
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	news := &loadNews{polls: map[string]int{}}
	_, news.port, _ = net.SplitHostPort(l.Addr().String())
	srv := &http.Server{Handler: news}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })

	data := t.TempDir()
	config := writeLoadSources(t, data, news.port)
	serving, _ := startServing(t, "serve", "--data", data, "--config", config, "--addr", "127.0.0.1:0", "--allow-net", "127.0.0.0/8")
	most := 0
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(time.Second) {
		most = max(most, residentKiB(t, serving.Process.Pid))
	}
	if err := serving.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = serving.Wait()
	held, want, twice := countLoad(t, data, news.served())
	t.Logf("%d publishers asked, %d of %d entries stored, at most %d MiB resident", len(news.polls), held, want, most>>10)
	if most > loadMemory {
		t.Errorf("%d KiB resident, want at most %d", most, loadMemory)
	}
	if twice > 0 || len(news.polls) < loadSources {
		t.Errorf("%d entries are stored twice or were never served; %d of %d publishers were asked", twice, len(news.polls), loadSources)
	}
	// What the last round had not fetched when the program was stopped is missing.
	if held < want*99/100 {
		t.Errorf("%d of %d entries are stored", held, want)
	}
}

func writeLoadSources(t *testing.T, data, port string) (config string) {
	t.Helper()
	builtin, err := catalogue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var off []string
	for _, s := range builtin {
		off = append(off, fmt.Sprintf("%q", s.ID))
	}
	dir := filepath.Join(data, "sources")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	for i := range loadSources {
		id := fmt.Sprintf("load-%d", i)
		text := fmt.Sprintf("id = %q\nname = %q\nkind = \"news\"\nlang = \"en\"\nenabled = true\ndemo = true\ndelay = \"1ms\"\n[[feed]]\nurl = \"http://127.1.%d.%d:%s/feed.xml\"\nformat = \"feed\"\nevery = \"1m\"\n",
			id, id, i/250, i%250+1, port)
		if err := os.WriteFile(filepath.Join(dir, id+".toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return write(t, "load.toml", "disable = ["+strings.Join(off, ", ")+"]\n")
}

// residentKiB is a process's resident memory as the kernel counts it.
func residentKiB(t *testing.T, pid int) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skipf("resident memory cannot be read here: %v", err)
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	n := 0
	_, _ = fmt.Sscan(rest, &n)
	return n
}

// countLoad says how many of the served entries the store holds, and how many
// items it holds besides or twice.
func countLoad(t *testing.T, data string, served map[string]int) (held, want, twice int) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{URL: "sqlite:" + data})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	last, err := s.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for seq := int64(0); ; {
		items, err := s.ItemsAfter(ctx, seq, last, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(items) == 0 {
			break
		}
		for _, it := range items {
			seq = it.Seq
			if n, ok := served[it.URL]; !ok || n > 0 {
				twice++
				continue
			}
			served[it.URL]++
			held++
		}
	}
	return held, len(served), twice
}
