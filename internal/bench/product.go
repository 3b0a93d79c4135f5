package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"demarche/index/corpus"
)

// program is the built binary over one data folder.
type program struct{ binary, data, dir string }

// product measures the program itself: import of the corpus as text, with
// extraction, linking, grouping and index; then serving it, and exporting it.
func (b *bench) product(ctx context.Context) error {
	p := program{binary: filepath.Join(b.dir, "demarche"), data: filepath.Join(b.dir, "data"), dir: b.dir}
	if out, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", p.binary, "./cmd/demarche").CombinedOutput(); err != nil {
		return fmt.Errorf("building the program: %w: %s", err, out)
	}
	lines := filepath.Join(b.dir, "corpus.jsonl")
	if err := b.writeLines(lines); err != nil {
		return err
	}
	fmt.Println()
	if err := p.importFile(ctx, lines, b.docs); err != nil {
		return err
	}
	if err := b.served(ctx, p); err != nil {
		return err
	}
	for _, format := range []string{"jsonl", "csv", "ftm"} {
		if err := p.export(ctx, format); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) writeLines(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	for n := range b.docs {
		a := b.corpus.Article(n)
		line, err := a.Line()
		if err != nil {
			return err
		}
		w.Write(append(line, '\n')) // an error comes back from Flush
	}
	return errors.Join(w.Flush(), f.Close())
}

// command is a run of the program, watched for its memory.
type command struct {
	*exec.Cmd
	stderr bytes.Buffer
	peak   atomic.Int64 // bytes of anonymous memory
	begun  time.Time
}

func (p program) start(ctx context.Context, stdin io.Reader, stdout io.Writer, args ...string) (*command, error) {
	c := &command{Cmd: exec.CommandContext(ctx, p.binary, append(args, "--data", p.data)...), begun: time.Now()}
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.Stdin, c.Stdout, c.Stderr = stdin, stdout, &c.stderr
	if err := c.Start(); err != nil {
		return nil, err
	}
	go func() {
		for c.ProcessState == nil {
			now, ok := c.memory()
			if !ok {
				return
			}
			c.peak.Store(max(c.peak.Load(), now))
			time.Sleep(100 * time.Millisecond)
		}
	}()
	return c, nil
}

// memory is the process's anonymous memory now: Go's heap and whatever else no
// file stands behind.
func (c *command) memory() (bytes int64, ok bool) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid))
	if err != nil {
		return 0, false
	}
	m := regexp.MustCompile(`RssAnon:\s+(\d+) kB`).FindSubmatch(raw)
	if m == nil {
		return 0, false
	}
	_, err = fmt.Sscan(string(m[1]), &bytes)
	return bytes << 10, err == nil
}

func (c *command) wait() error {
	if err := c.Wait(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(c.Args[1:3], " "), err, lastLine(c.stderr.String()))
	}
	return nil
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}

func (p program) importFile(ctx context.Context, lines string, docs int) error {
	before := load()
	c, err := p.start(ctx, nil, io.Discard, "import", lines)
	if err != nil {
		return err
	}
	if err := c.wait(); err != nil {
		return err
	}
	took, used := time.Since(c.begun), c.ProcessState.UserTime()+c.ProcessState.SystemTime()
	fmt.Printf("import, text to searchable (load %s before, %s after): %.0f reports/s, %s whole, %.1f ms of processor time a report, peak %d MB anonymous; %d MB on disk\n",
		before, load(), float64(docs)/took.Seconds(), took.Round(time.Second), used.Seconds()*1000/float64(docs), c.peak.Load()>>20, folderSize(p.data)>>20)
	return nil
}

func (p program) export(ctx context.Context, format string) error {
	before := load()
	var size counter
	c, err := p.start(ctx, nil, &size, "export", "", "--format", format)
	if err != nil {
		return err
	}
	if err := c.wait(); err != nil {
		fmt.Printf("export as %s: %v\n", format, err)
		return nil // a format this version does not have
	}
	fmt.Printf("export as %s (load %s before): %s in %s, %d MB, peak %d MB anonymous\n", format, before, lastLine(c.stderr.String()),
		time.Since(c.begun).Round(100*time.Millisecond), size>>20, c.peak.Load()>>20)
	return nil
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// served measures the running server.
func (b *bench) served(ctx context.Context, p program) (err error) {
	addr, err := freeAddr()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	before := load()
	c, err := p.start(ctx, nil, io.Discard, "serve", "--role", "work,web", "--addr", addr)
	if err != nil {
		return err
	}
	defer func() {
		stop()
		if waited := c.wait(); err == nil && ctx.Err() == nil {
			err = waited
		}
	}()
	site := "http://" + addr
	for _, wait := range []struct{ what, path string }{{"first page", "/"}, {"first answer", "/api/v1/search?q=sanctions"}, {"ready", "/readyz"}} {
		if err := until200(ctx, site+wait.path, time.Minute); err != nil {
			return fmt.Errorf("%w: %s", err, lastLine(c.stderr.String()))
		}
		fmt.Printf("serve, start to %s (load %s): %s\n", wait.what, before, time.Since(c.begun).Round(10*time.Millisecond))
	}
	if err := b.http(ctx, site); err != nil {
		return err
	}
	if err := b.liveServed(ctx, p, site); err != nil {
		return err
	}
	time.Sleep(20 * time.Second) // steady again
	now, _ := c.memory()
	fmt.Printf("serve: %d MB anonymous memory in rest, %d MB at most\n", now>>20, c.peak.Load()>>20)
	return nil
}

// http asks a server from one client, then from eight that do not pause.
func (b *bench) http(ctx context.Context, site string) error {
	for _, path := range []string{"/api/v1/search", "/search"} {
		for _, clients := range []int{1, 8} {
			took, err := b.clients(ctx, clients, site+path, 2*len(b.questions))
			if err != nil {
				return err
			}
			fmt.Printf("HTTP, %d at once, %s (load %s): %v\n", clients, path, load(), took)
		}
	}
	return nil
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func until200(ctx context.Context, url string, patience time.Duration) error {
	for stop := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		err := get(ctx, url)
		if err == nil || time.Now().After(stop) || ctx.Err() != nil {
			return err
		}
	}
}

func get(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.200s", url, res.Status, body)
	}
	return err
}

// clients asks n questions over HTTP from several clients at once.
func (b *bench) clients(ctx context.Context, clients int, address string, n int) (times, error) {
	took := make(times, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	failed := make([]error, clients)
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = clients
	for i := range clients {
		wg.Go(func() {
			for k := int(next.Add(1)) - 1; k < n && failed[i] == nil; k = int(next.Add(1)) - 1 {
				var address2 string
				if address2, failed[i] = questionURL(address, b.questions[k%len(b.questions)]); failed[i] != nil {
					return
				}
				begun := time.Now()
				failed[i] = get(ctx, address2)
				took[k] = time.Since(begun)
			}
		})
	}
	wg.Wait()
	return took, errors.Join(failed...)
}

func questionURL(address string, q corpus.Question) (string, error) {
	query, err := q.Query()
	return address + "?" + query.Values().Encode(), err
}

// liveServed asks the server while an import is fed at a steady rate.
func (b *bench) liveServed(ctx context.Context, p program, site string) error {
	quiet, err := b.clients(ctx, 1, site+"/api/v1/search", len(b.questions))
	if err != nil {
		return err
	}
	out, in := io.Pipe()
	c, err := p.start(ctx, out, io.Discard, "import", "-")
	if err != nil {
		return err
	}
	go func() {
		defer in.Close()
		tick := time.NewTicker(time.Second / 10)
		defer tick.Stop()
		for n := range liveSeconds * liveRate {
			if n%(liveRate/10) == 0 {
				<-tick.C
			}
			a := b.corpus.Article(b.docs + n)
			line, err := a.Line()
			if err != nil {
				return
			}
			if _, err := in.Write(append(line, '\n')); err != nil {
				return
			}
		}
	}()
	var busy times
	for stop := time.Now().Add(liveSeconds * time.Second); time.Now().Before(stop); {
		took, err := b.clients(ctx, 1, site+"/api/v1/search", len(b.questions)/4)
		if err != nil {
			return err
		}
		busy = append(busy, took...)
	}
	asked := load()
	if err := c.wait(); err != nil {
		return err
	}
	fmt.Printf("HTTP, 1 client, /api/v1/search: quiet %v; while %d reports a second are imported (load %s) %v; median x %.2f; all %d searchable after %s\n",
		quiet, liveRate, asked, busy, float64(busy.at(50))/float64(quiet.at(50)), liveRate*liveSeconds, time.Since(c.begun).Round(100*time.Millisecond))
	return nil
}
