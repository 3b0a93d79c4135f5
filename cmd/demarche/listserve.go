package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/lists"
)

const (
	listsAgain = time.Hour     // until lists are looked at again: one that failed is still due
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
	for wait := first; ; {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		wait = min(every, listsAgain)
		jobs, err := a.dueLists(ctx, w, every)
		if err != nil {
			return err
		}
		reports, err := a.updateLists(ctx, w.transport, nil, jobs, false)
		if errors.Is(err, demarche.ErrConflict) { // a command is at it; what it leaves out is still due then
			wait = listsFirst
		} else if err != nil && ctx.Err() == nil {
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
		}
		info = listAddresses(listAddresses(info, a.cfg.Lists), w.lists)
		if len(info.Addresses) > 0 && !info.OptIn && a.env.now().Sub(read[info.ID]) >= every {
			jobs = append(jobs, listJob{info: info})
		}
	}
	return jobs, nil
}

const week = 7 * 24 // hours

// staleAfter is how many hours a list may go unread: its own freshness, and a
// week at least where somebody carries its files to the machine.
func staleAfter(info lists.Info, st demarche.ListState) int {
	if st.Address != "" && !webAddress(st.Address) {
		return min(week, info.Fresh*week) // 0 stays 0: kept by hand
	}
	return info.Fresh
}

// listStatus is every list that can be read, with what is held of it.
func (a *app) listStatus(ctx context.Context) ([]listStatus, error) {
	held, err := a.store.Lists(ctx)
	if err != nil {
		return nil, err
	}
	var out []listStatus
	for _, info := range lists.All() {
		s := listStatus{ListState: demarche.ListState{ID: info.ID}, OptIn: info.OptIn, ByHand: info.ByHand}
		if i := slices.IndexFunc(held, func(h demarche.ListState) bool { return h.ID == info.ID }); i >= 0 {
			s.ListState = held[i]
		}
		s.Name, s.Authority, s.Licence, s.StaleAfter = info.Name, info.Authority, info.Licence, staleAfter(info, s.ListState)
		s.State = s.Standing(a.env.now())
		out = append(out, s)
	}
	return out, nil
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
	var stale []string
	for _, st := range held {
		info, _ := lists.Lookup(st.ID)
		if st.StaleAfter = staleAfter(info, st); !st.Stale(a.env.now()) {
			continue
		}
		text := fmt.Sprintf("list %s was last read %d hours ago, and should be every %d", st.ID, int(a.env.now().Sub(st.LastSeen).Hours()), st.StaleAfter)
		if st.Error != "" {
			text += " (" + st.Error + ")"
		}
		stale = append(stale, text)
	}
	if len(stale) > 0 {
		return errors.New(strings.Join(stale, "; "))
	}
	return nil
}
