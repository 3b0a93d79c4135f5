// Package lineartest checks that a reader takes time in proportion to its text. It
// counts the processor time of the test alone where the system tells it, so that a
// busy machine does not fail the test.
package lineartest

import (
	"testing"
	"time"
)

const (
	times    = 8                      // how much longer the longer text is
	limit    = 20                     // how much longer it may take
	floor    = 300 * time.Millisecond // a longer text read faster than this is never at fault
	attempts = 4
)

// Check reads a text of n bytes and one of eight times the length: the longer may
// take little more than eight times as long. A slow answer is asked again, since
// other work of the process (the collector, a cold cache) may have caused it.
func Check(t testing.TB, name string, n int, text func(n int) string, read func(string)) {
	t.Helper()
	check(t, name, n, text, read, floor)
}

func check(t testing.TB, name string, n int, text func(n int) string, read func(string), floor time.Duration) {
	t.Helper()
	small, large := text(n), text(times*n)
	a, b := time.Hour, time.Hour
	for range attempts {
		a, b = min(a, took(small, read)), min(b, took(large, read))
		if b <= limit*a || b <= floor {
			return
		}
	}
	t.Errorf("%s: %d bytes took %s, %d bytes %s", name, len(small), a, len(large), b)
}

func took(text string, read func(string)) time.Duration {
	start := ProcessorTime()
	read(text)
	return ProcessorTime() - start
}
