package main

import (
	"context"
	"fmt"
	"time"

	"demarche/index"
	"demarche/index/corpus"
)

// Live ingest: reports a second, collected into a batch a second as the pipeline
// does, and for how long.
const (
	liveRate    = 200
	liveSeconds = 30
)

// live asks the questions while a paced writer adds reports to the index, and
// before.
func (b *bench) live(ctx context.Context, o *ours) error {
	batches := make([][]index.Doc, liveSeconds) // made up before, as they come from elsewhere
	for i := range batches {
		for n := range liveRate {
			a := b.corpus.Article(b.docs + i*liveRate + n)
			batches[i] = append(batches[i], a.Doc())
		}
	}
	before := load()
	quiet, err := askFor(ctx, o, b.questions, 10*time.Second)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	written := make(chan error, 1)
	applied := times{}
	go func() {
		defer close(written)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for _, docs := range batches {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
			begun := time.Now()
			o.seq += int64(len(docs))
			if err := o.engine.Apply(ctx, docs, index.State{Store: "bench", Version: index.Version, Cursor: o.seq}); err != nil {
				written <- err
				return
			}
			applied = append(applied, time.Since(begun))
		}
	}()
	busy, err := askFor(ctx, o, b.questions, liveSeconds*time.Second)
	if err != nil {
		return err
	}
	if err := <-written; err != nil {
		return err
	}
	fmt.Printf("\nlive ingest of %d reports a second (load %s before, %s after): quiet %v; while writing %v; median x %.2f; batch of a second applied in %v\n",
		liveRate, before, load(), quiet, busy, float64(busy.at(50))/float64(quiet.at(50)), applied)
	return nil
}

// askFor asks the questions in turn for a while.
func askFor(ctx context.Context, o *ours, questions []corpus.Question, d time.Duration) (times, error) {
	var took times
	for stop := time.Now().Add(d); time.Now().Before(stop); {
		for _, q := range questions {
			begun := time.Now()
			if _, err := o.ask(ctx, q); err != nil {
				return nil, err
			}
			took = append(took, time.Since(begun))
		}
	}
	return took, nil
}
