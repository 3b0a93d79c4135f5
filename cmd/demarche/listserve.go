package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"demarche"
	"demarche/lists"
)

const (
	listsFirst = time.Minute   // after the start of serve: pages and news go first
	listsEvery = 6 * time.Hour // OFAC publishes on working days, the UN and the UK several times a week
)

// updateListsForever reads the lists that may be fetched freely, on schedule;
// those of the demonstration world at once and again after its first edit.
func (a *app) updateListsForever(ctx context.Context, w world) error {
	first, every := listsFirst, listsEvery
	if w.quick {
		first, every = 0, firstEdit
	}
	for wait := first; ; wait = every {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		jobs, err := a.dueLists(ctx, w, every)
		if err != nil {
			return err
		}
		reports, err := a.updateLists(ctx, w.transport, jobs, false)
		if err != nil && ctx.Err() == nil {
			a.log.Error("lists not brought up to date", "error", err)
		}
		for _, r := range reports {
			if r.Err != nil {
				a.log.Warn("list not read; what is held stays", "list", r.State.ID, "error", r.Err)
			}
		}
		a.pipe.Wake()
	}
}

// dueLists are the lists of the world not read for a while.
func (a *app) dueLists(ctx context.Context, w world, every time.Duration) ([]listJob, error) {
	held, err := a.store.Lists(ctx)
	if err != nil {
		return nil, err
	}
	read := map[string]time.Time{}
	for _, st := range held {
		read[st.ID] = st.LastSeen
	}
	var jobs []listJob
	for _, info := range lists.All() {
		if w.lists != nil {
			info.Addresses = nil
			if address := w.lists[info.ID]; address != "" {
				info.Addresses = []string{address}
			}
		}
		if len(info.Addresses) > 0 && !info.OptIn && a.env.now().Sub(read[info.ID]) >= every {
			jobs = append(jobs, listJob{info: info})
		}
	}
	return jobs, nil
}

// allLists is every list for the pages, those never read among them.
func (a *app) allLists(ctx context.Context) ([]demarche.ListState, error) {
	status, err := a.listStatus(ctx)
	var out []demarche.ListState
	for _, s := range status {
		if s.Version != "" || s.Error != "" || !s.OptIn && !s.ByHand {
			out = append(out, s.ListState)
		}
	}
	return out, err
}

// staleLists says which lists, fetched by network, were not read for too long.
func (a *app) staleLists(ctx context.Context) error {
	held, err := a.store.Lists(ctx)
	if err != nil {
		return err
	}
	for _, st := range held {
		if age := a.env.now().Sub(st.LastSeen); st.Version != "" && strings.HasPrefix(st.Address, "http") && age > staleAfter {
			return fmt.Errorf("list %s was last read %d hours ago", st.ID, int(age.Hours()))
		}
	}
	return nil
}
