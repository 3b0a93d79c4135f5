package main

import (
	"context"
	"math"
	"os"
	"runtime/debug"
)

const (
	memoryFloor   = 176 << 20 // bytes for the tables, a crawl and an index of few items
	memoryPerItem = 1200      // bytes more for each item held
	memoryLimit   = 768 << 20 // bytes at most (docs/design.md: 500 MB in steady state with 500,000 items)
)

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
	debug.SetMemoryLimit(memoryFor(int64(counts.Items)))
}

// readingLimit is the memory within which a command reads lists of any length.
const readingLimit = 96 << 20

// limitReading is limitMemory for a command that reads lists and ends.
func (a *app) limitReading() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(readingLimit)
	}
}

// memoryFor is the limit for a number of items, in bytes.
func memoryFor(items int64) int64 {
	return min(memoryFloor+memoryPerItem*min(items, math.MaxInt32), memoryLimit)
}
