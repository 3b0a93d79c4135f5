package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"time"

	"demarche"
	"demarche/lists"
)

// ListsConfig is what a Lists is made of. Store is required.
type ListsConfig struct {
	Store   ListStore
	Country func(name string) (code string, ok bool)
	Now     func() time.Time // default time.Now
	Log     *slog.Logger     // default: discard
}

// ListStore is what reading lists needs of the store.
type ListStore interface {
	List(ctx context.Context, id string) (demarche.ListState, error)
	ListEntries(ctx context.Context, list string) ([]demarche.ListEntry, error)
	PutDocuments(ctx context.Context, docs []*demarche.Document) error
	PutListEntries(ctx context.Context, w demarche.ListWrite) error
	PutList(ctx context.Context, st demarche.ListState) error
	PendingChanges(ctx context.Context, list string, limit int) ([]demarche.Change, error)
	SyncSources(ctx context.Context, list []demarche.Source) error
	PutFetched(ctx context.Context, f demarche.Fetched) (demarche.Stored, error)
	PartyStore
}

// PartyStore is what joining entries of several lists needs of the store.
type PartyStore interface {
	EachEntry(ctx context.Context, list string, yield func(demarche.HeldEntry) error) error
	Decisions(ctx context.Context) ([]demarche.SameProposal, error)
	PutParties(ctx context.Context, parties []demarche.Party, open []demarche.SameProposal) error
}

// Lists brings new versions of sanctions lists into the store.
type Lists struct {
	cfg ListsConfig
}

// NewLists makes a Lists.
func NewLists(cfg ListsConfig) *Lists {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Lists{cfg}
}

// ListFiles is one publication of a list: its files as fetched, by name.
type ListFiles struct {
	ID         string
	Address    string // of the main file, or its path
	Files      map[string]demarche.Document
	Validators map[string][2]string // ETag and Last-Modified by address
	Shrink     bool                 // a person says that the list did shrink

	NotModified bool // the publisher says that the bytes held are the newest; Files is empty
}

// ListReport says what became of one publication.
type ListReport struct {
	State   demarche.ListState `json:"state"`
	First   bool               `json:"first,omitempty"`     // nothing to compare with
	Same    bool               `json:"unchanged,omitempty"` // the same bytes as before
	Changes map[string]int     `json:"changes,omitempty"`   // by kind
	Err     error              `json:"-"`
}

// entriesAtOnce keeps a transaction short: about 25 claims an entry.
const entriesAtOnce = 100

// Update reads publications and writes what changed. A list that is cut short,
// cannot be read or shrank by a fifth changes nothing and is reported, as an
// incident, in its report's Err; the others go on. The error is one of the store.
func (l *Lists) Update(ctx context.Context, in []ListFiles) ([]ListReport, error) {
	var reports []ListReport
	changed := false
	for _, files := range in {
		rep, err := l.update(ctx, files)
		if err != nil {
			return reports, fmt.Errorf("pipeline: update list %s: %w", files.ID, err)
		}
		changed = changed || rep.First || len(rep.Changes) > 0
		reports = append(reports, rep)
	}
	if !changed {
		return reports, nil
	}
	return reports, l.Join(ctx)
}

func (l *Lists) update(ctx context.Context, in ListFiles) (ListReport, error) {
	now := l.cfg.Now().UTC().Truncate(time.Millisecond)
	before, err := l.cfg.Store.List(ctx, in.ID)
	if err != nil && !errors.Is(err, demarche.ErrNotFound) {
		return ListReport{}, err
	}
	rep := ListReport{State: before, First: before.Version == ""}
	if before.Version != "" && (in.NotModified || sameBytes(before, in.Files) && before.Reader == lists.Version) {
		rep.Same = true
		rep.State.LastSeen, rep.State.Tried, rep.State.Error = now, now, ""
		rep.State.Validators = in.Validators
		if err := l.writeItems(ctx, in.ID); err != nil { // of an update that was broken off
			return rep, err
		}
		return rep, l.cfg.Store.PutList(ctx, rep.State)
	}
	list, docs, err := l.read(ctx, in)
	if err == nil {
		err = l.compare(ctx, before, list, now, in.Shrink, &rep)
	}
	if broken := (&brokenList{}); errors.As(err, &broken) {
		return l.Failed(ctx, in.ID, broken.err)
	}
	if err != nil {
		return rep, err
	}
	if err := l.writeItems(ctx, in.ID); err != nil {
		return rep, err
	}
	rep.State = stateOf(before, in, list.Head, docs, now)
	return rep, l.cfg.Store.PutList(ctx, rep.State)
}

// Failed records that a list could not be had: what is held of it stays.
func (l *Lists) Failed(ctx context.Context, id string, cause error) (ListReport, error) {
	st, err := l.cfg.Store.List(ctx, id)
	if err != nil && !errors.Is(err, demarche.ErrNotFound) {
		return ListReport{}, err
	}
	st.ID, st.Tried, st.Error = id, l.cfg.Now().UTC().Truncate(time.Millisecond), cause.Error()
	st.Name, st.Authority, st.Licence = infoOf(id)
	return ListReport{State: st, Err: cause}, l.cfg.Store.PutList(ctx, st)
}

// brokenList is the fault of a file, not of the store.
type brokenList struct{ err error }

func (b *brokenList) Error() string { return b.err.Error() }
func (b *brokenList) Unwrap() error { return b.err }

func infoOf(id string) (name string, authority demarche.Authority, licence string) {
	info, _ := lists.Lookup(id)
	return info.Name, info.Authority, info.Licence
}

// sameBytes says whether the files are those that were read last.
func sameBytes(before demarche.ListState, files map[string]demarche.Document) bool {
	if before.Version == "" || len(files) != len(before.Sums) {
		return false
	}
	var have []string
	for _, doc := range files {
		sum := sha256.Sum256(doc.Body)
		have = append(have, hex.EncodeToString(sum[:]))
	}
	slices.Sort(have)
	return slices.Equal(have, slices.Sorted(maps.Values(before.Sums)))
}

// read keeps the bytes and reads them.
func (l *Lists) read(ctx context.Context, in ListFiles) (lists.List, map[string]string, error) {
	var docs []*demarche.Document
	hashes := map[string]string{}
	readers := map[string]io.Reader{}
	for _, name := range slices.Sorted(maps.Keys(in.Files)) {
		doc := in.Files[name]
		doc.Hash = demarche.NewDocumentHash(doc.Body)
		docs = append(docs, &doc)
		hashes[name] = doc.Hash
		readers[name] = bytes.NewReader(doc.Body)
	}
	if err := l.cfg.Store.PutDocuments(ctx, docs); err != nil {
		return lists.List{}, nil, err
	}
	var list lists.List
	var err error
	list.Head, err = lists.Reader{Country: l.cfg.Country}.Stream(in.ID, readers, func(rec lists.Record) error {
		list.Records = append(list.Records, rec)
		return ctx.Err()
	})
	if ctx.Err() != nil {
		return list, nil, ctx.Err()
	}
	if err != nil {
		err = &brokenList{err}
	}
	return list, hashes, err
}

// compare finds what changed and writes it in short transactions. The first
// version of a list is what later ones are compared with: it changes nothing.
func (l *Lists) compare(ctx context.Context, before demarche.ListState, list lists.List, now time.Time, shrink bool, rep *ListReport) error {
	held, err := l.cfg.Store.ListEntries(ctx, list.ID)
	if err != nil {
		return err
	}
	old := lists.List{Head: lists.Head{ID: before.ID, Form: before.Form, Reader: before.Reader, Version: before.Version}}
	was := make(map[string][]byte, len(held))
	for _, e := range held {
		old.Records = append(old.Records, lists.Record(e))
		was[e.Entity.ID] = encode(e)
	}
	var changes []demarche.Change
	if !rep.First {
		if changes, err = lists.Diff(old, list, lists.DiffConfig{NotBefore: before.LastSeen, Seen: now, Shrink: shrink}); err != nil {
			return &brokenList{err}
		}
	}
	w := newListWriter(l, list.ID, now, before.LastSeen, changes)
	for _, rec := range list.Records {
		id := rec.Entity.ID
		if data, ok := was[id]; ok && bytes.Equal(data, encode(demarche.ListEntry(rec))) {
			delete(was, id)
			continue
		}
		delete(was, id)
		if err := w.put(ctx, rec); err != nil {
			return err
		}
	}
	gone := map[string]lists.Record{}
	for _, rec := range old.Records {
		if _, ok := was[rec.Entity.ID]; ok {
			gone[rec.Entity.ID] = rec
		}
	}
	for _, id := range slices.Sorted(maps.Keys(gone)) {
		if err := w.drop(ctx, gone[id]); err != nil {
			return err
		}
	}
	rep.Changes = w.kinds
	return w.flush(ctx)
}

// listWriter collects what one transaction writes.
type listWriter struct {
	lists   *Lists
	changes map[string][]demarche.Change // by entity
	kinds   map[string]int
	next    demarche.ListWrite
}

func newListWriter(l *Lists, list string, seen, notBefore time.Time, changes []demarche.Change) *listWriter {
	w := &listWriter{lists: l, changes: map[string][]demarche.Change{}, kinds: map[string]int{},
		next: demarche.ListWrite{List: list, Seen: seen, NotBefore: notBefore}}
	for _, c := range changes {
		w.changes[c.Entity] = append(w.changes[c.Entity], c)
	}
	return w
}

func (w *listWriter) put(ctx context.Context, rec lists.Record) error {
	w.next.Put = append(w.next.Put, demarche.ListEntry(rec))
	w.next.Statements = append(w.next.Statements, lists.Statements(rec)...)
	return w.more(ctx, rec)
}

func (w *listWriter) drop(ctx context.Context, rec lists.Record) error {
	w.next.Gone = append(w.next.Gone, rec.Entity.ID)
	return w.more(ctx, rec)
}

// more adds the changes of an entry, which stand in the same transaction.
func (w *listWriter) more(ctx context.Context, rec lists.Record) error {
	for _, c := range w.changes[rec.Entity.ID] {
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

// changeKey is the identity of a change within its list.
func changeKey(c demarche.Change) string {
	return fmt.Sprintf("%s %s %d", c.Entity, c.Kind, c.Seen.UnixMilli())
}

// describeEntry adds what the entry says to its change.
func describeEntry(c *demarche.Change, rec lists.Record) {
	c.Schema = rec.Entity.Schema
	for _, code := range slices.Concat(rec.Entity.Countries, rec.Entity.Nationalities) {
		add(&c.Countries, code)
	}
	if v := rec.Entity.Vessel; v != nil {
		add(&c.Countries, v.Flag)
	}
	for _, d := range rec.Designations {
		if !slices.Contains(c.Authorities, d.Authority) && d.Authority != "" {
			c.Authorities = append(c.Authorities, d.Authority)
		}
		add(&c.Programmes, string(d.Programme))
		add(&c.Instruments, d.Instrument)
		for _, m := range d.Measures {
			if !slices.Contains(c.Measures, m) {
				c.Measures = append(c.Measures, m)
			}
		}
		for _, tag := range d.Tags {
			add(&c.Tags, tag)
		}
	}
}

// stateOf is what is known of a list after a good reading.
func stateOf(before demarche.ListState, in ListFiles, h lists.Head, docs map[string]string, now time.Time) demarche.ListState {
	st := demarche.ListState{ID: in.ID, Address: cmp.Or(in.Address, before.Address), Version: h.Version, Date: h.Date, Form: h.Form, Reader: h.Reader,
		Sums: h.Sums, Documents: docs, Bytes: h.Bytes, Declared: h.Declared, Entries: h.Entries, Rows: h.Rows, Missing: h.Missing, Unknown: h.Unknown, Skipped: h.Skipped,
		FirstSeen: before.FirstSeen, LastSeen: now, Changed: before.Changed, Tried: now, Validators: in.Validators}
	st.Name, st.Authority, st.Licence = infoOf(in.ID)
	if before.FirstSeen.IsZero() {
		st.FirstSeen = now
	}
	if before.Version != h.Version {
		st.Changed = now
	}
	return st
}

// Join takes entries of several lists that are certainly one party together,
// heeds what a person decided, and keeps the doubtful ones for show.
func (l *Lists) Join(ctx context.Context) error {
	var records []lists.Record
	seen := map[string]bool{}
	err := l.cfg.Store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		if !seen[e.Entity.ID] {
			seen[e.Entity.ID] = true
			records = append(records, lists.Record(e.ListEntry))
		}
		return nil
	})
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
