package main

import (
	"context"
	"time"

	"demarche"
	"demarche/crawler"
)

// health is every source with its judged state. A source found in another state
// than it was last held to be in is noted, so that incidents have a time.
func (a *app) health(ctx context.Context) ([]demarche.SourceHealth, error) {
	now := a.env.now()
	rows, err := a.store.SourceHealth(ctx, now)
	if err != nil {
		return nil, err
	}
	var changed []demarche.StateChange
	for i := range rows {
		h := &rows[i]
		h.State, h.Why = crawler.Judge(*h, now)
		if len(h.Changes) == 0 || h.Changes[0].State != h.State {
			c := demarche.StateChange{Source: h.Source.ID, At: now, State: h.State, Why: h.Why}
			changed = append(changed, c)
			h.Changes = append([]demarche.StateChange{c}, h.Changes...)
		}
	}
	return rows, a.store.NoteStates(ctx, changed)
}

// watch judges all sources every minute, also when nobody looks: silence begins
// without a request.
func (a *app) watch(ctx context.Context) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		if _, err := a.health(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("judge the sources", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// gaps are the days on which nothing could be fetched.
func (a *app) gaps(ctx context.Context, sources []string) ([]string, error) {
	return a.store.Gaps(ctx, sources, a.env.now())
}
