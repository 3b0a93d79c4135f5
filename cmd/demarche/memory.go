package main

import (
	"context"
	"math"
	"os"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"time"
)

const (
	memoryFloor   = 176 << 20 // bytes for the tables, a crawl and an index of few items
	memoryPerItem = 900       // bytes more for each item held: half of it is columns and stories
	memoryLimit   = 768 << 20 // bytes at most
	memoryImport  = 224 << 20 // bytes more while articles are imported in large batches: it takes no more processor time than without a limit
	memorySpare   = 64 << 20  // bytes that may lie idle; docs/design.md: 500 MB in steady state with 500,000 items
)

// keepMemory makes the limit grow with what is held, and gives back what a burst
// of work has left idle, which Go alone would keep.
func (a *app) keepMemory(ctx context.Context) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			a.limitMemory(ctx)
			if idleMemory() > memorySpare {
				debug.FreeOSMemory()
			}
		}
	}
}

// idleMemory is how much memory the heap takes from the system beyond what was in
// use after the last collection, in bytes.
func idleMemory() int64 {
	list := []runtimemetrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/unused:bytes"}, {Name: "/memory/classes/heap/free:bytes"}}
	runtimemetrics.Read(list)
	taken := list[1].Value.Uint64() + list[2].Value.Uint64() + list[3].Value.Uint64()
	return int64(taken) - int64(list[0].Value.Uint64())
}

// limitMemory makes the collector work harder before the program takes more
// memory than what is held calls for. GOMEMLIMIT in the environment overrides it.
func (a *app) limitMemory(ctx context.Context) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	counts, err := a.store.Counts(ctx)
	if err != nil {
		a.log.Warn("count what is held, to limit memory by it", "error", err)
		return
	}
	debug.SetMemoryLimit(memoryFor(int64(counts.Items)) + a.spare)
}

// readingLimit is the memory within which a command reads lists of any length.
const readingLimit = 96 << 20

// limitReading is limitMemory for a command that reads lists, until the function
// it returns is called.
func (a *app) limitReading() (undo func()) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetMemoryLimit(readingLimit)
	return func() { debug.SetMemoryLimit(before) }
}

// memoryFor is the limit for a number of items, in bytes.
func memoryFor(items int64) int64 {
	return min(memoryFloor+memoryPerItem*min(items, math.MaxInt32), memoryLimit)
}
