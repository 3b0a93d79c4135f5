package pipeline

import (
	"context"
	"fmt"
	"slices"

	"demarche"
	"demarche/lists"
)

// deltas are what a publisher itself says changed since the version held. The
// two versions are compared all the same: a delta dates their differences, and
// what the two do not agree on is counted and shown.
type deltas struct {
	files int
	named map[string][]demarche.Change // by entity
	met   map[string]bool              // entities whose change was found by comparing
	extra int                          // changes found that no delta names
	last  string                       // civil date of the newest
	bad   []string                     // files that could not be read
}

// readDeltas reads the publisher's own files of changes. One that cannot be read
// is no reason not to read the list.
func (s *staging) readDeltas(ctx context.Context) error {
	s.deltas = deltas{named: map[string][]demarche.Change{}, met: map[string]bool{}}
	for _, f := range s.in.Deltas {
		if err := s.keep(ctx, f); err != nil {
			return err
		}
		body, err := f.Open()
		if err != nil {
			return fmt.Errorf("open %s: %w", f.URL, err)
		}
		d, err := lists.Reader{Country: s.lists.cfg.Country}.ReadDelta(s.in.ID, body)
		body.Close()
		if err != nil {
			s.deltas.bad = append(s.deltas.bad, fmt.Sprintf("%s: %v", f.URL, err))
			s.lists.cfg.Log.Warn("a publisher's file of changes cannot be read", "list", s.in.ID, "file", f.URL, "error", err)
			continue
		}
		s.deltas.files++
		s.deltas.last = max(s.deltas.last, d.Published)
		for _, c := range d.Changes {
			_, here := s.entries[c.Entity]
			if here && c.Kind != "removed" || slices.Contains(s.gone, c.Entity) { // else it is on a sister list, or was taken back since
				s.deltas.named[c.Entity] = append(s.deltas.named[c.Entity], c)
			}
		}
	}
	return nil
}

// date gives a change the day on which the publisher says that it made it, where
// the entry itself does not say.
func (d *deltas) date(c demarche.Change) demarche.Change {
	if d.files == 0 {
		return c
	}
	named, ok := d.named[c.Entity]
	if !ok {
		d.extra++
		return c
	}
	d.met[c.Entity] = true
	for _, n := range named {
		if n.Kind == c.Kind || c.Kind == "moved" && n.Kind != "amended" {
			if c.Kind != "listed" || c.On == "" {
				c.On = n.On
			}
			c.Published, c.After = n.On, "" // the delta tells the day
		}
	}
	return c
}

// state is what is told of the deltas.
func (d *deltas) state(before demarche.ListDelta, last int) demarche.ListDelta {
	if last == 0 {
		last = before.Last
	}
	if d.files == 0 && len(d.bad) == 0 {
		before.Last = last
		return before
	}
	return demarche.ListDelta{Last: last, Date: d.last, Files: d.files, Named: len(d.named), Found: len(d.met), Extra: d.extra, Broken: d.bad}
}
