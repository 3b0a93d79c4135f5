package lineartest

import (
	"strings"
	"testing"
)

// recorder keeps whether a check failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

var sink int

func TestCheck(t *testing.T) {
	letters := func(n int) string { return strings.Repeat("a", n) }
	linear := func(s string) {
		for i := range s {
			sink += int(s[i])
		}
	}
	square := func(s string) {
		for range 1 + len(s)/4 {
			linear(s)
		}
	}
	r := &recorder{TB: t}
	check(r, "linear", 500_000, letters, linear, 0)
	if r.failed {
		t.Error("a linear reader failed")
	}
	check(r, "square", 500, letters, square, 0)
	if !r.failed {
		t.Error("a reader whose time grows with the square passed")
	}
}
