package pipeline

import (
	"context"
	"fmt"
	"slices"

	"demarche"
	"demarche/lists"
)

// moves finds the parties that one list of an authority let go of and another
// took up under the same number: moved, not removed and listed. Both lists may be
// read in one update, or one of them may have been read before, because the other
// could not be had then.
func (l *Lists) moves(ctx context.Context, staged []*staging) error {
	for _, from := range staged {
		for _, to := range staged {
			if from == to || !sisterLists(from.in.ID, to.in.ID) || from.report.First || to.report.First {
				continue
			}
			for _, id := range from.gone {
				if e := to.entries[id]; e != nil && e.held == notHeld {
					from.movedTo[id] = true
					to.moved[id] = from.in.ID
				}
			}
		}
	}
	for _, s := range staged {
		if info, _ := lists.Lookup(s.in.ID); info.Numbers == "" || s.report.First {
			continue
		}
		if err := s.lateMoves(ctx, staged); err != nil {
			return err
		}
	}
	return nil
}

// sisterLists says whether the entries of two lists share their numbers.
func sisterLists(a, b string) bool {
	x, _ := lists.Lookup(a)
	y, _ := lists.Lookup(b)
	return a != b && x.Numbers != "" && x.Numbers == y.Numbers
}

// lateMoves finds the parties whose other list was read in an earlier update: those
// that left this list and have stood there since it was read last, and those that
// are new here and left there since.
func (s *staging) lateMoves(ctx context.Context, staged []*staging) error {
	ids := slices.Clone(s.gone)
	for id, e := range s.entries {
		if e.held == notHeld && s.moved[id] == "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	now := func(list string) bool {
		return slices.ContainsFunc(staged, func(o *staging) bool { return o.in.ID == list })
	}
	for part := range slices.Chunk(ids, entriesAtOnce) {
		held, err := s.lists.cfg.Store.Entries(ctx, part)
		if err != nil {
			return fmt.Errorf("find parties that moved: %w", err)
		}
		for _, e := range held {
			id := e.Entity.ID
			if !sisterLists(s.in.ID, e.List) || now(e.List) {
				continue
			}
			switch here := s.entries[id] != nil; {
			case here && !e.Gone.IsZero() && e.Gone.After(s.before.LastSeen):
				s.moved[id] = e.List
			case !here && e.Gone.IsZero() && e.FirstSeen.After(s.before.LastSeen):
				s.left[id] = e.List
			}
		}
	}
	return nil
}

// moveOf is the change of a party that moved between lists.
func moveOf(c demarche.Change, from, to string) demarche.Change {
	c.Kind, c.Fields = "moved", []string{"list"}
	c.Values = []demarche.FieldChange{{Field: "list", Before: from, After: to}}
	return c
}

// movedAway is the list to which a party moved from the list of the change, "" where
// it came to that list or the change is none of the kind.
func movedAway(c demarche.Change) string {
	if c.Kind == "moved" && len(c.Values) == 1 && c.Values[0].Before == c.List {
		return c.Values[0].After
	}
	return ""
}
