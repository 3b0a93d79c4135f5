package pipeline

import (
	"context"

	"demarche"
	"demarche/lists"
)

// entriesAtOnce keeps a transaction short: about 25 claims an entry.
const entriesAtOnce = 100

// listWriter collects what one transaction writes.
type listWriter struct {
	lists *Lists
	kinds map[string]int // changes written, by kind
	next  demarche.ListWrite
}

func newListWriter(l *Lists, s *staging) *listWriter {
	return &listWriter{lists: l, kinds: map[string]int{}, next: demarche.ListWrite{List: s.in.ID, Seen: s.now, NotBefore: s.before.LastSeen}}
}

// put writes an entry, with what changed in it.
func (w *listWriter) put(ctx context.Context, rec lists.Record, changes ...demarche.Change) error {
	w.next.Put = append(w.next.Put, demarche.ListEntry(rec))
	w.next.Statements = append(w.next.Statements, lists.Statements(rec)...)
	return w.more(ctx, rec, changes)
}

// drop marks an entry as gone.
func (w *listWriter) drop(ctx context.Context, rec lists.Record, changes ...demarche.Change) error {
	w.next.Gone = append(w.next.Gone, rec.Entity.ID)
	return w.more(ctx, rec, changes)
}

// more adds the changes of an entry, which stand in the same transaction.
func (w *listWriter) more(ctx context.Context, rec lists.Record, changes []demarche.Change) error {
	for _, c := range changes {
		c.Item = demarche.NewItemID(w.next.List, changeKey(c))
		describeEntry(&c, rec)
		w.next.Changes = append(w.next.Changes, c)
		w.kinds[string(c.Kind)]++
	}
	if len(w.next.Put)+len(w.next.Gone) < entriesAtOnce {
		return nil
	}
	return w.flush(ctx)
}

func (w *listWriter) flush(ctx context.Context) error {
	if len(w.next.Put)+len(w.next.Gone) == 0 {
		return nil
	}
	if err := w.lists.cfg.Store.PutListEntries(ctx, w.next); err != nil {
		return err
	}
	w.next.Put, w.next.Statements, w.next.Gone, w.next.Changes = nil, nil, nil, nil
	return nil
}
