package pipeline

import (
	"context"
	"slices"

	"demarche"
	"demarche/lists"
)

// Join takes entries of several lists that are certainly one party together,
// heeds what a person decided, and keeps the doubtful ones for show. It does
// nothing when no entry changed since the last time.
func (l *Lists) Join(ctx context.Context) error {
	if done, err := l.cfg.Store.Joined(ctx); done || err != nil {
		return err
	}
	return l.Rejoin(ctx)
}

// Rejoin is Join also when no entry changed, after a person decided.
func (l *Lists) Rejoin(ctx context.Context) error {
	records, err := l.comparable(ctx)
	if err != nil {
		return err
	}
	decided, err := l.cfg.Store.Decisions(ctx)
	if err != nil {
		return err
	}
	var decisions []lists.Decision
	for _, d := range decided {
		decisions = append(decisions, lists.Decision{A: d.A, B: d.B, Same: d.Decided == "same"})
	}
	found, open := lists.Join(records, lists.Same(records), decisions)
	var parties []demarche.Party
	for _, p := range found {
		parties = append(parties, demarche.Party(p))
	}
	var proposals []demarche.SameProposal
	for _, p := range open {
		proposals = append(proposals, demarche.SameProposal{A: p.A, B: p.B, Certain: p.Certain, Score: p.Score, Reasons: p.Reasons})
	}
	return l.cfg.Store.PutParties(ctx, parties, proposals)
}

// comparable are the entries of all lists, each with only what is compared. It
// is empty while there is but one list: nobody on it is anybody else on it.
func (l *Lists) comparable(ctx context.Context) ([]lists.Record, error) {
	several, err := l.several(ctx)
	if err != nil || !several {
		return nil, err
	}
	var records []lists.Record
	last := ""
	err = l.cfg.Store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		if e.Entity.ID == last { // on another list of the same authority
			return nil
		}
		last = e.Entity.ID
		slim := demarche.Entity{ID: e.Entity.ID, Name: e.Entity.Name, Schema: e.Entity.Schema, Origin: e.Entity.Origin, Births: e.Entity.Births}
		for _, a := range e.Entity.Aliases {
			if !a.Weak {
				slim.Aliases = append(slim.Aliases, demarche.Alias{Name: a.Name})
			}
		}
		for _, id := range e.Entity.Identifiers {
			slim.Identifiers = append(slim.Identifiers, demarche.Identifier{Scheme: id.Scheme, Value: id.Value})
		}
		slim.Aliases, slim.Identifiers = slices.Clip(slim.Aliases), slices.Clip(slim.Identifiers)
		records = append(records, lists.Record{Entity: slim})
		return nil
	})
	return records, err
}

// errSeveral ends a reading that has told enough.
type errSeveral struct{}

func (errSeveral) Error() string { return "entries of two lists" }

// several says whether entries of more than one list are held.
func (l *Lists) several(ctx context.Context) (bool, error) {
	first := ""
	err := l.cfg.Store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		if first == "" {
			first = e.List
		}
		if e.List != first {
			return errSeveral{}
		}
		return nil
	})
	if err == (errSeveral{}) {
		return true, nil
	}
	return false, err
}
