package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/lists"
)

// ListsConfig is what a Lists is made of. Store is required.
type ListsConfig struct {
	Store    ListStore
	Country  func(name string) (code string, ok bool)
	Temp     string                                      // folder for what is set aside while a list is read; "" is the system's
	Progress func(list, doing string, done, total int64) // may be nil; total is 0 when it is not known
	Now      func() time.Time                            // default time.Now
	Log      *slog.Logger                                // default: discard
}

// ListStore is what reading lists needs of the store.
type ListStore interface {
	List(ctx context.Context, id string) (demarche.ListState, error)
	EntriesOf(ctx context.Context, list string, ids []string) (map[string]demarche.ListEntry, error)
	Entries(ctx context.Context, ids []string) ([]demarche.HeldEntry, error)
	PutFile(ctx context.Context, d demarche.Document, body io.Reader) error
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
	Joined(ctx context.Context) (bool, error)
	Decisions(ctx context.Context) ([]demarche.SameProposal, error)
	PutParties(ctx context.Context, parties []demarche.Party, open []demarche.SameProposal) error
}

// Lists brings new versions of sanctions lists into the store. A list is never
// held whole in memory, however long it is.
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
	if cfg.Progress == nil {
		cfg.Progress = func(string, string, int64, int64) {}
	}
	return &Lists{cfg}
}

// ListFile is one file of a publication, as fetched.
type ListFile struct {
	demarche.Document // with its Hash and without its Body
	Size              int64
	Open              func() (io.ReadCloser, error) // the body, from its beginning
}

// sum is the SHA-256 of the file, hexadecimal.
func (f ListFile) sum() string { return strings.TrimPrefix(f.Hash, "sha256-") }

// ListFiles is one publication of a list: its files as fetched, by name.
type ListFiles struct {
	ID         string
	Address    string // of the main file, or its path
	Files      map[string]ListFile
	Deltas     []ListFile           // the publisher's own files of changes since the version held, the oldest first
	DeltaLast  int                  // number of the publisher's newest file of changes, 0 when it is not known
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

// Update reads publications and writes what changed. Lists whose entries share
// their numbers are given together, so that a party that moved between them is
// seen to have moved. A list that is cut short, cannot be read or shrank by a
// fifth changes nothing and is reported, as an incident, in its report's Err;
// the others go on. The error is one of the store. [Lists.Join] comes after the
// last of several calls.
func (l *Lists) Update(ctx context.Context, in []ListFiles) ([]ListReport, error) {
	reports := make([]ListReport, len(in))
	var staged []*staging
	defer func() {
		for _, s := range staged {
			s.close()
		}
	}()
	for i, files := range in {
		s, err := l.stage(ctx, files, &reports[i])
		if err != nil {
			return nil, fmt.Errorf("pipeline: update list %s: %w", files.ID, err)
		}
		if s != nil {
			staged = append(staged, s)
		}
	}
	if err := l.moves(ctx, staged); err != nil {
		return nil, fmt.Errorf("pipeline: update lists: %w", err)
	}
	for _, s := range staged {
		if err := s.write(ctx); err != nil {
			return nil, fmt.Errorf("pipeline: update list %s: %w", s.in.ID, err)
		}
	}
	return reports, nil
}

// stage reads a publication and finds out what is to be done. It gives nil when
// nothing is: the bytes are those held, or the file is broken.
func (l *Lists) stage(ctx context.Context, in ListFiles, rep *ListReport) (*staging, error) {
	now := l.cfg.Now().UTC().Truncate(time.Millisecond)
	before, err := l.cfg.Store.List(ctx, in.ID)
	if err != nil && !errors.Is(err, demarche.ErrNotFound) {
		return nil, err
	}
	rep.State, rep.First = before, before.Version == ""
	if before.Version != "" && (in.NotModified || sameBytes(before, in.Files) && before.Reader == lists.Version) {
		rep.Same = true
		rep.State.LastSeen, rep.State.Tried, rep.State.Error = now, now, ""
		if in.Validators != nil {
			rep.State.Validators = in.Validators
		}
		if err := l.writeItems(ctx, in.ID); err != nil { // of an update that was broken off
			return nil, err
		}
		return nil, l.cfg.Store.PutList(ctx, rep.State)
	}
	s := &staging{lists: l, in: in, before: before, now: now, report: rep}
	err = s.read(ctx)
	if err == nil {
		err = s.compare(ctx)
	}
	if err == nil {
		err = s.readDeltas(ctx)
	}
	if err == nil {
		return s, nil
	}
	s.close()
	if broken := (&brokenList{}); errors.As(err, &broken) {
		*rep, err = l.Failed(ctx, in.ID, broken.err)
	}
	return nil, err
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
func sameBytes(before demarche.ListState, files map[string]ListFile) bool {
	if before.Version == "" || len(files) != len(before.Sums) {
		return false
	}
	var have []string
	for _, f := range files {
		have = append(have, f.sum())
	}
	slices.Sort(have)
	return slices.Equal(have, slices.Sorted(maps.Values(before.Sums)))
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
