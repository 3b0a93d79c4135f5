package pipeline

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/lists"
)

// staging is a new version of a list that was read whole and is not written yet.
// Its entries lie in a file; in memory there is a short sum of each.
type staging struct {
	lists  *Lists
	in     ListFiles
	before demarche.ListState
	now    time.Time
	report *ListReport

	head    lists.Head
	docs    map[string]string // hash of the stored document by file name
	aside   *aside
	entries map[string]*stagedEntry // by id, of the new version
	gone    []string                // ids that the new version lacks, in order
	prints  map[sum]string          // id by fingerprint, of those gone
	paired  map[string]bool         // ids gone that stand in the new version under another
	movedTo map[string]bool         // ids gone that stand on a sister list now
	moved   map[string]string       // list by id, of entries that stood there before
	left    map[string]string       // list by id, of entries gone that moved there before this list was read
	deltas  deltas
}

// sum is the start of a SHA-256, enough to tell the entries of one list apart.
type sum [16]byte

func sumOf(b []byte) (s sum) {
	full := sha256.Sum256(b)
	copy(s[:], full[:])
	return s
}

// stagedEntry is what is known of an entry of the new version.
type stagedEntry struct {
	sum  sum
	held heldAs
}

// heldAs says how the store holds an entry of the new version.
type heldAs byte

const (
	notHeld heldAs = iota
	heldOther
	heldSame
)

func (s *staging) close() {
	if s.aside != nil {
		s.aside.close()
	}
}

// read keeps the bytes, reads them and sets the entries aside.
func (s *staging) read(ctx context.Context) error {
	l := s.lists
	s.docs = map[string]string{}
	readers := map[string]io.Reader{}
	var total int64
	for _, f := range s.in.Files {
		total += f.Size
	}
	watch := &watched{tell: func(done int64) { l.cfg.Progress(s.in.ID, "reading", done, total) }}
	for _, name := range slices.Sorted(maps.Keys(s.in.Files)) {
		f := s.in.Files[name]
		if err := s.keep(ctx, f); err != nil {
			return err
		}
		s.docs[name] = f.Hash
		body, err := f.Open()
		if err != nil {
			return fmt.Errorf("open %s: %w", name, err)
		}
		defer body.Close()
		readers[name] = watch.of(body)
	}
	var err error
	if s.aside, err = newAside(l.cfg.Temp); err != nil {
		return err
	}
	spill, err := tempFile(l.cfg.Temp)
	if err != nil {
		return err
	}
	defer removeTemp(spill)
	s.entries = map[string]*stagedEntry{}
	s.head, err = lists.Reader{Country: l.cfg.Country, Spill: spill}.Stream(s.in.ID, readers, func(rec lists.Record) error {
		data := encode(demarche.ListEntry(rec))
		s.entries[strings.Clone(rec.Entity.ID)] = &stagedEntry{sum: sumOf(data)}
		if err := s.aside.add(data); err != nil {
			return err
		}
		return ctx.Err()
	})
	var short *lists.Truncated
	var unreadable *lists.Unreadable
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &short), errors.As(err, &unreadable), errors.Is(err, demarche.ErrNotFound):
		return &brokenList{err}
	case err != nil:
		return err
	}
	return nil
}

// keep stores the bytes of a file.
func (s *staging) keep(ctx context.Context, f ListFile) error {
	body, err := f.Open()
	if err != nil {
		return fmt.Errorf("open %s: %w", f.URL, err)
	}
	defer body.Close()
	s.lists.cfg.Progress(s.in.ID, "keeping the bytes", 0, f.Size)
	return s.lists.cfg.Store.PutFile(ctx, f.Document, body)
}

// compare finds out how the store holds the entries, and which of those it holds
// are gone.
func (s *staging) compare(ctx context.Context) error {
	held := 0
	prints := map[sum]string{}
	err := s.lists.cfg.Store.EachEntry(ctx, s.in.ID, func(e demarche.HeldEntry) error {
		if !e.Gone.IsZero() {
			return nil
		}
		held++
		id := e.Entity.ID
		now, there := s.entries[id]
		switch {
		case !there:
			s.gone = append(s.gone, id)
			prints[sumOf([]byte(lists.Fingerprint(lists.Record(e.ListEntry))))] = id
		case now.sum == sumOf(encode(e.ListEntry)):
			now.held = heldSame
		default:
			now.held = heldOther
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := lists.Shrank(s.in.ID, held, len(s.entries)); err != nil && !s.in.Shrink && !s.report.First {
		return &brokenList{err}
	}
	s.prints, s.paired, s.movedTo, s.moved, s.left = prints, map[string]bool{}, map[string]bool{}, map[string]string{}, map[string]string{}
	return nil
}

// write writes what changed, in short transactions. The first version of a list
// is what later ones are compared with: it changes nothing.
func (s *staging) write(ctx context.Context) error {
	l := s.lists
	old := lists.Head{ID: s.before.ID, Form: s.before.Form, Reader: s.before.Reader, Version: s.before.Version, Date: s.before.Date}
	d := lists.NewDiffer(old, s.head, lists.DiffConfig{NotBefore: s.before.LastSeen, Seen: s.now, Shrink: s.in.Shrink})
	w := newListWriter(l, s)
	var batch []lists.Record
	done := int64(0)
	flush := func() error {
		err := s.writeEntries(ctx, w, d, batch)
		done += int64(len(batch))
		batch = batch[:0]
		l.cfg.Progress(s.in.ID, "comparing and writing", done, int64(len(s.entries)))
		return err
	}
	err := s.aside.each(func(data []byte) error {
		var e demarche.ListEntry
		if err := json.Unmarshal(data, &e); err != nil {
			return fmt.Errorf("take up an entry set aside: %w", err)
		}
		if s.entries[e.Entity.ID].held == heldSame {
			done++
			return nil
		}
		if batch = append(batch, lists.Record(e)); len(batch) < entriesAtOnce {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err == nil {
		err = s.writeGone(ctx, w, d)
	}
	if err == nil {
		err = w.flush(ctx)
	}
	if err == nil {
		err = l.writeItems(ctx, s.in.ID)
	}
	if err != nil {
		return err
	}
	s.report.Changes = w.kinds
	s.report.State = stateOf(s.before, s.in, s.head, s.docs, s.now)
	s.report.State.Delta = s.deltas.state(s.before.Delta, s.in.DeltaLast)
	return l.cfg.Store.PutList(ctx, s.report.State)
}

// writeEntries writes entries that are new or differ.
func (s *staging) writeEntries(ctx context.Context, w *listWriter, d *lists.Differ, batch []lists.Record) error {
	var ids []string
	for _, rec := range batch {
		if s.entries[rec.Entity.ID].held == heldOther {
			ids = append(ids, rec.Entity.ID)
		}
	}
	held, err := s.lists.cfg.Store.EntriesOf(ctx, s.in.ID, ids)
	if err != nil {
		return err
	}
	for _, rec := range batch {
		var c demarche.Change
		var ok bool
		before, there := held[rec.Entity.ID]
		switch {
		case s.report.First:
		case there:
			c, ok = d.Compare(lists.Record(before), rec)
		default:
			c, ok = s.listed(d, rec)
		}
		var changes []demarche.Change
		if ok {
			changes = []demarche.Change{s.deltas.date(c)}
		}
		if err := w.put(ctx, rec, changes...); err != nil {
			return err
		}
	}
	return nil
}

// listed is the change of an entry that the store does not hold.
func (s *staging) listed(d *lists.Differ, rec lists.Record) (demarche.Change, bool) {
	if len(s.prints) > 0 {
		print := sumOf([]byte(lists.Fingerprint(rec)))
		if id, ok := s.prints[print]; ok {
			delete(s.prints, print)
			s.paired[id] = true
			return d.Renumbered(id, rec), true
		}
	}
	c, ok := d.Listed(rec)
	if from := s.moved[rec.Entity.ID]; from != "" && ok {
		c = moveOf(c, from, s.in.ID)
	}
	return c, ok
}

// writeGone marks entries as gone.
func (s *staging) writeGone(ctx context.Context, w *listWriter, d *lists.Differ) error {
	for part := range slices.Chunk(s.gone, entriesAtOnce) {
		held, err := s.lists.cfg.Store.EntriesOf(ctx, s.in.ID, part)
		if err != nil {
			return err
		}
		for _, id := range part {
			rec := lists.Record(held[id])
			var changes []demarche.Change
			if c, ok := d.Removed(rec); ok && !s.paired[id] && !s.movedTo[id] && !s.report.First {
				if to := s.left[id]; to != "" {
					c = moveOf(c, s.in.ID, to)
				}
				changes = []demarche.Change{s.deltas.date(c)}
			}
			if err := w.drop(ctx, rec, changes...); err != nil {
				return err
			}
		}
	}
	return nil
}

// aside is a file of entries, each as JSON behind its length.
type aside struct {
	file *os.File
	out  *bufio.Writer
}

func newAside(dir string) (*aside, error) {
	f, err := tempFile(dir)
	if err != nil {
		return nil, err
	}
	return &aside{f, bufio.NewWriterSize(f, 64<<10)}, nil
}

func (a *aside) add(data []byte) error {
	_, err := a.out.Write(binary.AppendUvarint(nil, uint64(len(data))))
	if err == nil {
		_, err = a.out.Write(data)
	}
	if err != nil {
		return fmt.Errorf("set an entry aside: %w", err)
	}
	return nil
}

// each gives the entries in the order in which they were added. The bytes hold
// until the next one.
func (a *aside) each(yield func([]byte) error) error {
	if err := cmp.Or(a.out.Flush(), seekStart(a.file)); err != nil {
		return fmt.Errorf("take up entries set aside: %w", err)
	}
	in := bufio.NewReaderSize(a.file, 64<<10)
	var data []byte
	for {
		n, err := binary.ReadUvarint(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			data = slices.Grow(data[:0], int(n))[:n]
			_, err = io.ReadFull(in, data)
		}
		if err != nil {
			return fmt.Errorf("take up entries set aside: %w", err)
		}
		if err := yield(data); err != nil {
			return err
		}
	}
}

func seekStart(f *os.File) error {
	_, err := f.Seek(0, io.SeekStart)
	return err
}

func (a *aside) close() { removeTemp(a.file) }

func tempFile(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "list-*.aside")
	if err != nil {
		return nil, fmt.Errorf("make a file to set entries aside: %w", err)
	}
	return f, nil
}

func removeTemp(f *os.File) {
	f.Close()
	os.Remove(f.Name())
}

// watched counts what is read of several readers, and tells of it.
type watched struct {
	tell func(done int64)
	done int64
}

func (w *watched) of(r io.Reader) io.Reader { return watchedReader{w, r} }

type watchedReader struct {
	w *watched
	r io.Reader
}

func (r watchedReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.w.done += int64(n)
	r.w.tell(r.w.done)
	return n, err
}
