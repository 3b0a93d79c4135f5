package bleve

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
)

func TestTogether(t *testing.T) {
	var sum atomic.Int64
	if err := together(100, func(i int) error { sum.Add(int64(i)); return nil }); err != nil || sum.Load() != 4950 {
		t.Errorf("sum %d, error %v", sum.Load(), err)
	}
	fault := errors.New("torn")
	if err := together(3, func(i int) error {
		if i == 1 {
			return fault
		}
		return nil
	}); !errors.Is(err, fault) {
		t.Errorf("error %v, want %v", err, fault)
	}
	var nothing []int
	if err := together(2, func(i int) error { _ = nothing[i]; return nil }); err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("a panic gives %v, want an error", err)
	}
}

func TestLoading(t *testing.T) {
	e := openTest(t, t.TempDir()+"/index")
	if e.Loading() {
		t.Error("a new index is loading")
	}
	ready := e.live.ready
	e.live.ready = make(chan struct{})
	if !e.Loading() {
		t.Error("an index that is not read yet is not loading")
	}
	e.live.ready = ready
}
