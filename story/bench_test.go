package story

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"demarche/internal/lineartest"
)

// stream makes items as an agency would send them: a third report events that
// others report too, in the same names and numbers and other words.
type stream struct {
	r      *rand.Rand
	words  *rand.Zipf
	n      int
	told   string // first report of the event of the newest
	events []event
}

type event struct {
	first string // id of the first report
	names []string
	words []string
	sum   string
	day   int
}

func newStream(seed uint64) *stream {
	r := rand.New(rand.NewPCG(seed, 1))
	return &stream{r: r, words: rand.NewZipf(r, 1.1, 8, 60_000)}
}

func (s *stream) word() string { return spell(int(s.words.Uint64()) + 100) }

// spell writes a number as a word.
func spell(n int) string {
	var b strings.Builder
	for n > 0 {
		b.WriteByte("bcdfghklmnprstvz"[n%16])
		b.WriteByte("aeiou"[n/16%5])
		n /= 80
	}
	return b.String()
}

func (s *stream) name() string {
	w := spell(100_000 + s.r.IntN(400_000))
	return strings.ToUpper(w[:1]) + w[1:]
}

// next makes one item of about 200 words.
func (s *stream) next() Item {
	day := s.n / 500
	var e event
	if len(s.events) > 0 && s.r.IntN(3) == 0 {
		e = s.events[len(s.events)-1-s.r.IntN(min(len(s.events), 500))]
	} else {
		e = event{first: fmt.Sprint("i", s.n+1), day: day, sum: strconv.Itoa(1000 + s.r.IntN(900_000))}
		for range 5 {
			e.names = append(e.names, s.name()+" "+s.name())
		}
		for range 30 {
			e.words = append(e.words, s.word())
		}
		s.events = append(s.events, e)
	}
	var b strings.Builder
	for i := range 170 {
		switch {
		case i%17 == 3:
			b.WriteString(e.names[s.r.IntN(len(e.names))])
		case i%40 == 11:
			b.WriteString(e.sum)
		case i%6 == 1:
			b.WriteString(e.words[s.r.IntN(len(e.words))])
		default:
			b.WriteString(s.word())
		}
		b.WriteString([]string{" ", " ", " ", ". "}[s.r.IntN(4)])
	}
	s.n++
	s.told = e.first
	return Item{
		ID: fmt.Sprint("i", s.n), Title: e.names[0] + " " + s.word() + " " + e.words[0], Text: b.String(),
		Published: time.Date(2025, 1, 1, s.r.IntN(24), 0, 0, 0, time.UTC).AddDate(0, 0, max(day, e.day)),
		Entities:  e.names[:3], Countries: []string{"US", "KP"}[s.r.IntN(2):], Amounts: []string{e.sum + " USD"},
	}
}

// BenchmarkAdd is the whole of the story step for one report.
func BenchmarkAdd(b *testing.B) {
	s, g := newStream(1), New(Config{})
	items := make([]Item, b.N)
	for i := range items {
		items[i] = s.next()
	}
	b.ResetTimer()
	for _, it := range items {
		g.Add(it)
	}
}

func BenchmarkFeatures(b *testing.B) {
	it := newStream(1).next()
	for b.Loop() {
		FeaturesOf(it)
	}
}

// BenchmarkFull is Add when the memory is full; DEMARCHE_STORY_LIMIT sets its size.
// MB is what the memory takes, docs/cpu-s what Add does of the whole step in a second of
// processor time.
func BenchmarkFull(b *testing.B) {
	limit, _ := strconv.Atoi(os.Getenv("DEMARCHE_STORY_LIMIT"))
	if limit == 0 {
		limit = 20_000
	}
	s, g := newStream(1), New(Config{Limit: limit})
	for range limit + limit/50 {
		it := s.next()
		g.Load(it.ID, s.told, FeaturesOf(it))
		s.events = s.events[max(0, len(s.events)-500):]
	}
	var before, after runtime.MemStats
	s.events = slices.Clone(s.events)
	items := make([]Item, 1000)
	for i := range items {
		items[i] = s.next()
	}
	runtime.GC()
	runtime.ReadMemStats(&before)
	i, start := 0, lineartest.ProcessorTime()
	for b.Loop() {
		g.Add(items[i%len(items)])
		i++
	}
	b.StopTimer()
	took := lineartest.ProcessorTime() - start
	g = nil
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(before.HeapAlloc-after.HeapAlloc)/1e6, "MB")
	b.ReportMetric(float64(b.N)/took.Seconds(), "docs/cpu-s")
}

func BenchmarkGroup(b *testing.B) {
	s := newStream(1)
	var items []Item
	for range 5000 {
		items = append(items, s.next())
	}
	for b.Loop() {
		Group(items)
	}
	b.ReportMetric(float64(b.N*len(items))/b.Elapsed().Seconds(), "docs/s")
}
