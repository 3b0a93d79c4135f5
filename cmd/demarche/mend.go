package main

import (
	"context"
	"fmt"
	"time"

	"demarche"
)

const (
	mendHour  = 3   // UTC: the quiet hour in which stories are mended; what is left waits for the next night
	mendPiece = 200 // reports looked at before new ones get their turn
)

// mend does a piece of the night's mend: it groups reports anew in the order they
// came, and keeps a record of what changed. A night goes on where the last one had
// to stop; a night that has seen all is done.
func (s *stories) mend(ctx context.Context, commit func([]demarche.StoryAssignment) error) (bool, error) {
	now := s.now().UTC()
	day := now.Format(time.DateOnly)
	if now.Hour() != mendHour || s.record.Day == day && s.record.Done {
		return false, nil
	}
	if s.record.Day != day {
		if err := s.beginMend(ctx, day, now); err != nil || s.record.Done {
			return false, err
		}
	}
	if s.grouper == nil {
		if err := s.fill(ctx); err != nil {
			return false, fmt.Errorf("remember earlier stories: %w", err)
		}
	}
	moved, last, seen, more := s.grouper.Mend(s.record.Last, mendPiece)
	out := make([]demarche.StoryAssignment, len(moved))
	for i, m := range moved {
		out[i] = demarche.StoryAssignment{Item: m.Item, Story: m.To}
	}
	if len(out) > 0 {
		if err := commit(out); err != nil {
			s.grouper = nil // it knows of moves that the store does not
			return false, err
		}
	}
	s.record.Add(moved, seen, last, !more, s.now().UTC())
	if err := s.store.SaveMend(ctx, s.record); err != nil {
		return false, err
	}
	return more, nil
}

// beginMend finds the record of today, or begins one behind the last report of a
// night that had to stop.
func (s *stories) beginMend(ctx context.Context, day string, now time.Time) error {
	list, err := s.store.Mends(ctx, 1)
	if err != nil {
		return err
	}
	rec := demarche.MendRecord{Day: day, Started: now}
	switch {
	case len(list) > 0 && list[0].Day == day:
		rec = list[0]
	case len(list) > 0 && !list[0].Done:
		rec.Last = list[0].Last
	}
	s.record = rec
	return nil
}
