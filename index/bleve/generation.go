package bleve

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	blevesearch "github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	bolterrors "go.etcd.io/bbolt/errors"

	"demarche"
	"demarche/index"
)

// generation is one Bleve index: the live one or one being built beside it.
type generation struct {
	name   string // of its folder within the engine's
	dir    string
	bleve  blevesearch.Index
	scorch bleveindex.Index
	users  sync.WaitGroup // calls that use it
	tasks  sync.WaitGroup // its own goroutines
	stop   context.CancelFunc

	refreshing sync.Mutex // one refresh at a time; guards columns
	columns    map[uint64]*columns
	dicts      *dicts

	ready     chan struct{} // closed once searches can be answered
	readyOnce sync.Once

	mu      sync.Mutex
	view    *view
	checked time.Time // last look for merged segments
	damage  error
}

// options are Bleve's, as measured in the notes: batches are durable when they
// return, one snapshot is kept, and a second process gets an error, not a hang.
func options() map[string]any {
	return map[string]any{
		"bolt_timeout":           "2s",
		"numSnapshotsToKeep":     1,
		"scorchPersisterOptions": map[string]any{"numPersisterWorkers": 2, "maxSizeInMemoryMergePerWorker": 40 << 20},
		"scorchMergePlanOptions": map[string]any{"floorSegmentFileSize": 20 << 20},
	}
}

// create makes an empty generation that knows its version and nothing else.
func create(parent, name string, st index.State) (*generation, error) {
	m := mapping.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentDisabledMapping() // documents are built by hand, see newDocument
	dir := filepath.Join(parent, name)
	b, err := blevesearch.NewUsing(dir, m, scorch.Name, scorch.Name, options())
	if err != nil {
		return nil, fmt.Errorf("making an index in %s: %w", dir, err)
	}
	g, err := newGeneration(name, dir, b)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	st.Version = index.Version
	if err := g.apply(context.Background(), nil, st); err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

// open opens an existing generation and checks that it is whole and ours. A
// panic of the library over torn files is an error.
func open(parent, name string) (g *generation, err error) {
	defer func() {
		if p := recover(); p != nil {
			g, err = nil, fmt.Errorf("reading the index: %v", p)
		}
	}()
	dir := filepath.Join(parent, name)
	b, err := blevesearch.OpenUsing(dir, options())
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("%w: the index in %s is in use by another process", demarche.ErrConflict, parent)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the index: %w", err)
	}
	g, err = newGeneration(name, dir, b)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	st, err := g.state()
	if err == nil && st.Version != index.Version {
		err = fmt.Errorf("the index is of version %d, this program writes %d", st.Version, index.Version)
	}
	if err == nil && g.size() <= checkAtOnce {
		err = g.verify(context.Background())
	}
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

func newGeneration(name, dir string, b blevesearch.Index) (*generation, error) {
	advanced, err := b.Advanced()
	if err != nil {
		return nil, fmt.Errorf("opening the index: %w", err)
	}
	return &generation{name: name, dir: dir, bleve: b, scorch: advanced, stop: func() {},
		columns: map[uint64]*columns{}, dicts: newDicts(), ready: make(chan struct{})}, nil
}

// load reads the columns in the background, and checks what open did not.
func (g *generation) load(report func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	g.stop = cancel
	g.tasks.Go(func() {
		err := g.refresh(ctx)
		if err == nil {
			g.markReady()
			if g.size() > checkAtOnce {
				err = g.verify(ctx)
			}
		}
		if err != nil && ctx.Err() == nil {
			g.mu.Lock()
			g.damage = err
			g.mu.Unlock()
			g.markReady()
			report(err)
		}
	})
}

func (g *generation) markReady() { g.readyOnce.Do(func() { close(g.ready) }) }

func (g *generation) damaged() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.damage
}

// follow looks now and then, beside a search, whether Bleve has merged segments
// since, so that the old ones are let go.
func (g *generation) follow(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.Sub(g.checked).Abs() < 2*time.Second || g.view == nil {
		return
	}
	g.checked = now
	g.tasks.Go(func() { _ = g.refresh(context.Background()) }) // the old view stays good; the next Apply reports what is wrong
}

// close waits for the calls that use the generation and closes it.
func (g *generation) close() error {
	g.stop()
	g.users.Wait()
	g.tasks.Wait()
	g.mu.Lock()
	if g.view != nil {
		g.view.release()
		g.view = nil
	}
	g.mu.Unlock()
	if err := g.bleve.Close(); err != nil {
		return fmt.Errorf("closing the index: %w", err)
	}
	return nil
}

// checkAtOnce is the size in bytes up to which segment files are checked while
// opening; larger ones are checked while serving.
const checkAtOnce = 128 << 20

// segmentFiles lists the files of the segments that the index holds. Other
// files in its folder are being written by a merge, or were when the process
// ended, and say nothing about what is held.
func (g *generation) segmentFiles() ([]string, error) {
	r, err := g.scorch.Reader()
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	defer r.Close()
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("reading the index: %T is not a snapshot", r)
	}
	var files []string
	for _, s := range snapshot.Segments() {
		if p, ok := s.Segment().(segment.PersistedSegment); ok {
			files = append(files, p.Path())
		}
	}
	return files, nil
}

func (g *generation) size() (bytes int64) {
	files, err := g.segmentFiles()
	if err != nil {
		return 0 // verify meets the same error and says so
	}
	for _, f := range files {
		if st, err := os.Stat(f); err == nil {
			bytes += st.Size()
		}
	}
	return bytes
}

// verify compares every segment file with the CRC-32 at its end, which Bleve
// writes but does not check.
func (g *generation) verify(ctx context.Context) error {
	files, err := g.segmentFiles()
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := verifyFile(f); errors.Is(err, os.ErrNotExist) && g.mergedAway(f) {
			continue
		} else if err != nil {
			return fmt.Errorf("checking %s: %w", filepath.Base(f), err)
		}
	}
	return nil
}

// mergedAway says whether a segment file is no longer part of the index.
func (g *generation) mergedAway(file string) bool {
	files, err := g.segmentFiles()
	return err == nil && !slices.Contains(files, file)
}

func verifyFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if st.Size() < 8 {
		return fmt.Errorf("the file is cut short: %d bytes", st.Size())
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyBuffer(sum, io.LimitReader(f, st.Size()-4), make([]byte, 1<<20)); err != nil {
		return err
	}
	var want [4]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return err
	}
	if got := sum.Sum32(); got != binary.BigEndian.Uint32(want[:]) {
		return fmt.Errorf("its checksum is %08x, not %x as written", got, want)
	}
	return nil
}
