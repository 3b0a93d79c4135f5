package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/store"
)

// command is this program as a process of its own.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "DEMARCHE_TEST_PROGRAM=1", "TMPDIR="+t.TempDir()) // a demo that is killed leaves its folder
	return cmd
}

// startServing starts a serving process and waits for its address.
func startServing(t *testing.T, args ...string) (*exec.Cmd, string) {
	t.Helper()
	cmd := command(t, args...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	found := make(chan string, 1)
	go func() {
		var log strings.Builder
		sc := bufio.NewScanner(stderr)
		for sc.Scan() {
			log.WriteString(sc.Text() + "\n")
			if m := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(sc.Text()); m != "" {
				found <- m
				_, _ = io.Copy(io.Discard, stderr)
				return
			}
		}
		found <- "no address in: " + log.String()
	}()
	select {
	case url := <-found:
		if !strings.HasPrefix(url, "http") {
			t.Fatal(url)
		}
		return cmd, url
	case <-time.After(2 * time.Minute):
		t.Fatal("no address after 2 minutes")
		return nil, ""
	}
}

func searchTotal(t *testing.T, url string) int {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var res demarche.Results
	if err := json.NewDecoder(resp.Body).Decode(&res); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return res.Total
}

// Import and search work beside a running serve, and a second serve says who
// owns the folder.
func TestBesideServe(t *testing.T) {
	data := t.TempDir()
	serving, url := startServing(t, "serve", "--role", "work,web", "--addr", "127.0.0.1:0", "--data", data)
	if got := program(t, articles(30), "import", "-", "--data", data); got.code != exitOK || !strings.Contains(got.err, "30 new") {
		t.Fatalf("import beside serve: %d %s", got.code, got.err)
	}
	if n := searchTotal(t, url+"/api/v1/search?q=country:KP"); n != 30 {
		t.Errorf("the page finds %d, want 30", n)
	}
	if got := program(t, "", "search", "marker3", "--data", data); !strings.Contains(got.out, "1 found") {
		t.Errorf("search beside serve: %s%s", got.out, got.err)
	}
	if got := program(t, "", "search", "amount:>", "--data", data); got.code != exitUsage {
		t.Errorf("a mistake through the socket: code %d %s", got.code, got.err)
	}
	if got := program(t, "", "serve", "--data", data, "--addr", "127.0.0.1:0"); got.code != exitFailed || !strings.Contains(got.err, fmt.Sprint("process ", serving.Process.Pid)) {
		t.Errorf("second serve: code %d %s", got.code, got.err)
	}
	if got := program(t, "", "reindex", "--data", data); got.code != exitOK {
		t.Errorf("reindex beside serve: %s", got.err)
	}
	if n := searchTotal(t, url+"/api/v1/search?q=country:KP"); n != 30 {
		t.Errorf("after reindex the page finds %d, want 30", n)
	}
	serving.Process.Signal(os.Interrupt)
	if err := serving.Wait(); err != nil {
		t.Errorf("serve ended with %v on interrupt", err)
	}
}

// Whatever the moment of a kill -9 during an import, everything stored is
// searchable after the next start, and the import can be repeated.
func TestKillDuringImport(t *testing.T) {
	data := t.TempDir()
	file := write(t, "in.jsonl", articles(3000))
	for round, wait := range []time.Duration{300 * time.Millisecond, 700 * time.Millisecond, 1200 * time.Millisecond} {
		cmd := command(t, "import", file, "--data", data)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		cmd.Process.Kill()
		cmd.Wait()
		held := heldItems(t, data)
		got := program(t, "", "search", "--json", "--size", "1", "--data", data)
		var res demarche.Results
		if err := json.Unmarshal([]byte(got.out), &res); err != nil {
			t.Fatalf("round %d: %v: %s", round, err, got.err)
		}
		if res.Total != held {
			t.Errorf("round %d: the store holds %d items, %d are found", round, held, res.Total)
		}
		t.Logf("round %d: killed with %d items stored", round, held)
	}
	got := program(t, "", "import", file, "--data", data)
	if got.code != exitOK {
		t.Fatal(got.err)
	}
	if n := heldItems(t, data); n != 3000 {
		t.Errorf("%d items after the last import, want 3000", n)
	}
}

func heldItems(t *testing.T, data string) int {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + data})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c.Items
}

// A lost index is noticed and rebuilt, never shown as healthy and empty.
func TestLostIndex(t *testing.T) {
	data := t.TempDir()
	if got := program(t, articles(20), "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	damage := map[string]func(dir string) error{
		"removed": os.RemoveAll,
		"emptied": func(dir string) error { return errorsOf(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)) },
		"torn": func(dir string) error {
			return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					if info, ierr := d.Info(); ierr == nil {
						return os.Truncate(path, info.Size()/2)
					}
				}
				return err
			})
		},
	}
	for _, name := range []string{"removed", "emptied", "torn"} {
		if err := damage[name](filepath.Join(data, "index")); err != nil {
			t.Fatal(err)
		}
		got := program(t, "", "search", "country:KP", "--data", data)
		if !strings.Contains(got.out, "20 found") {
			t.Errorf("index %s: %s%s", name, got.out, got.err)
		}
	}
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestDemo(t *testing.T) {
	cmd, url := startServing(t, "demo", "--addr", "127.0.0.1:0")
	deadline := time.Now().Add(2 * time.Minute)
	for searchTotal(t, url+"/api/v1/search?q=") < 60 {
		if time.Now().After(deadline) {
			t.Fatalf("only %d items after 2 minutes", searchTotal(t, url+"/api/v1/search?q="))
		}
		time.Sleep(100 * time.Millisecond)
	}
	for _, path := range []string{"/", "/search?q=DPRK", "/timeline", "/sources", "/about", "/help/search", "/timeline.json", "/timeline.atom", "/search.csv?q=Garantex", "/sources.json", "/healthz", "/readyz", "/api/openapi.json"} {
		resp, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || len(body) < 2 {
			t.Errorf("%s: %s, %d bytes, %v", path, resp.Status, len(body), err)
		}
	}
	// A release is edited seconds after the start: it becomes a revision.
	for {
		var res demarche.Results
		resp, err := http.Get(url + "/api/v1/search?q=%22Media+Land%22+source:demo-fcdo")
		if err != nil {
			t.Fatal(err)
		}
		err = json.NewDecoder(resp.Body).Decode(&res)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Hits) == 1 && res.Hits[0].Revisions == 2 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("no revision 2 minutes after the start: %+v", res.Hits)
		}
		time.Sleep(200 * time.Millisecond)
	}
	cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("demo ended with %v on interrupt", err)
	}
}

// The transport of a machine without a network.
type offline struct{}

func (offline) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("lookup %s: no such host", r.URL.Hostname())
}

// Without a network serve stays up, says what failed and points to the demo.
func TestServeOffline(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var errs lockedBuffer
	e := &environment{ctx: ctx, stdin: strings.NewReader(""), stdout: io.Discard, stderr: &errs, getenv: func(string) string { return "" }}
	e.flags.Data = t.TempDir()
	a, err := e.open("serve")
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	sources, err := a.sources()
	if err != nil {
		t.Fatal(err)
	}
	a.cfg.Addr = "127.0.0.1:0"
	address := make(chan string, 1)
	ended := make(chan error, 1)
	go func() {
		ended <- a.serve(world{sources: sources, transport: offline{}, now: e.now, quick: true}, roles{true, true, true, false}, func(url string) { address <- url })
	}()
	url := <-address
	deadline := time.Now().Add(2 * time.Minute)
	for !strings.Contains(errs.String(), "demarche demo") {
		if time.Now().After(deadline) {
			t.Fatalf("no word of the demo after 2 minutes:\n%s", errs.String())
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(errs.String(), "us-treasury-press") {
		t.Errorf("Treasury is not named:\n%s", errs.String())
	}
	resp, err := http.Get(url + "/sources")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("/sources: %s", resp.Status)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
}
