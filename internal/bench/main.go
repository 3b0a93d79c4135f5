// Command bench measures speed and memory on invented news (package
// index/corpus) and prints the figures of docs/performance.md:
//
//	go run ./internal/bench                     all parts, 100,000 reports
//	go run ./internal/bench -docs 1000000 -parts engines -rivals ''
//	go run ./internal/bench -parts product      the program itself: import, serve, export
//
// Engines are asked the same 200 questions in turn, one client, on the same
// reports: so a machine that is busy slows all of them, and the ratios hold.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"demarche/index/corpus"
)

// bench is one run.
type bench struct {
	docs      int
	questions []corpus.Question
	corpus    *corpus.Corpus
	dir       string
	rivals    []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	docs := flag.Int("docs", 100_000, "reports")
	questions := flag.Int("questions", 200, "questions")
	parts := flag.String("parts", "engines,product", "what to measure: engines, product, http (a server that runs already, see -site)")
	site := flag.String("site", "http://127.0.0.1:8080", "the server that part http asks")
	rivals := flag.String("rivals", "sqlite,postgres", "engines to stand beside ours: sqlite, postgres")
	dir := flag.String("dir", "", "folder for the data, kept; default a temporary one")
	flag.Parse()
	b := &bench{docs: *docs, corpus: corpus.New(), dir: *dir, rivals: strings.Split(*rivals, ",")}
	b.questions = b.corpus.Questions(*questions)
	if b.dir == "" {
		var err error
		if b.dir, err = os.MkdirTemp("", "demarche-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(b.dir)
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	fmt.Printf("%s, %d cores, %s, %d reports, %d questions\n", time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.Version(), b.docs, len(b.questions))
	for _, part := range strings.Split(*parts, ",") {
		var err error
		switch part {
		case "engines":
			err = b.engines(ctx)
		case "product":
			err = b.product(ctx)
		case "http":
			err = b.http(ctx, strings.TrimRight(*site, "/"))
		default:
			err = fmt.Errorf("-parts: no part is called %q", part)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
		debug.FreeOSMemory()
	}
	return nil
}

// load is how busy the machine was in the last minute, as the system tells it.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(raw), " ")
	return first
}

// times are durations of one kind.
type times []time.Duration

// at gives a percentile.
func (t times) at(percent int) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}

func (t times) mean() time.Duration {
	sum := time.Duration(0)
	for _, d := range t {
		sum += d
	}
	return sum / time.Duration(max(len(t), 1))
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

func (t times) String() string {
	return fmt.Sprintf("p50 %s, p95 %s, p99 %s ms", ms(t.at(50)), ms(t.at(95)), ms(t.at(99)))
}
