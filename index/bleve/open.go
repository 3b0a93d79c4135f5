package bleve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/index"
)

// currentFile names the live generation within an engine's folder.
const currentFile = "CURRENT"

// openDir opens the live generation of a folder. What cannot be used is moved
// aside, never deleted and never served as if it were whole.
func openDir(cfg Config) (*generation, error) {
	g, err := openCurrent(cfg.Dir)
	switch {
	case err == nil:
		removeOthers(cfg, g.name)
		g.load(func(err error) {
			cfg.Log.Error("the index is damaged and has to be rebuilt", "dir", cfg.Dir, "err", err)
		})
		return g, nil
	case errors.Is(err, demarche.ErrConflict):
		return nil, err
	case !errors.Is(err, errEmpty):
		aside := cfg.Dir + ".broken-" + cfg.Now().UTC().Format("20060102T150405.000")
		cfg.Log.Warn("the index cannot be used; it is moved aside and everything is indexed again", "dir", cfg.Dir, "to", aside, "err", err)
		if err := os.Rename(cfg.Dir, aside); err != nil {
			return nil, fmt.Errorf("moving the unusable index aside: %w", err)
		}
	}
	if err := os.MkdirAll(cfg.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of the index: %w", err)
	}
	g, err = create(cfg.Dir, "1", index.State{})
	if err != nil {
		return nil, err
	}
	return g, setCurrent(cfg.Dir, g.name)
}

// errEmpty says that a folder is missing or holds nothing.
var errEmpty = errors.New("there is no index yet")

func openCurrent(dir string) (*generation, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, errEmpty
	}
	if err != nil {
		return nil, fmt.Errorf("reading the folder of the index: %w", err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, currentFile))
	if err != nil {
		return nil, fmt.Errorf("finding the live index: %w", err)
	}
	name := strings.TrimSpace(string(raw))
	if _, err := strconv.ParseUint(name, 10, 64); err != nil {
		return nil, fmt.Errorf("%s does not name an index: %q", currentFile, name)
	}
	if _, err := os.Stat(filepath.Join(dir, name, "store", "root.bolt")); err != nil {
		return nil, fmt.Errorf("finding the live index: %w", err) // Bleve would make an empty one in its place
	}
	return open(dir, name)
}

// setCurrent makes a generation the one that is opened next time.
func setCurrent(dir, name string) error {
	temporary := filepath.Join(dir, currentFile+".new")
	f, err := os.Create(temporary)
	if err == nil {
		_, err = f.WriteString(name + "\n")
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(temporary, filepath.Join(dir, currentFile))
	}
	if err != nil {
		return fmt.Errorf("naming the live index: %w", err)
	}
	return nil
}

// removeOthers deletes generations that were being built or closed when the
// program ended.
func removeOthers(cfg Config, live string) {
	entries, err := os.ReadDir(cfg.Dir)
	if err != nil {
		return // the folder was just read; what is left over is tried again next time
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != live {
			if err := os.RemoveAll(filepath.Join(cfg.Dir, e.Name())); err != nil {
				cfg.Log.Warn("an old index could not be deleted", "dir", e.Name(), "err", err)
			}
		}
	}
}

// Rebuild starts an empty index beside the live one.
func (e *Engine) Rebuild(ctx context.Context, st index.State) (index.Shadow, error) {
	g, done := e.use()
	defer done()
	if g.bleve == nil {
		return nil, errClosed
	}
	n, err := strconv.ParseUint(g.name, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("naming a new index: %w", err)
	}
	name := strconv.FormatUint(n+1, 10)
	if err := os.RemoveAll(filepath.Join(e.cfg.Dir, name)); err != nil {
		return nil, fmt.Errorf("clearing the way for a new index: %w", err)
	}
	next, err := create(e.cfg.Dir, name, st)
	if err != nil {
		return nil, err
	}
	return &shadow{engine: e, g: next}, nil
}

// shadow is an index being built beside the live one.
type shadow struct {
	engine *Engine
	g      *generation // nil once swapped or aborted
}

func (s *shadow) Apply(ctx context.Context, docs []index.Doc, st index.State) error {
	if s.g == nil {
		return errClosed
	}
	return s.g.apply(ctx, docs, st)
}

// Swap makes the shadow the live index; searches that run finish on the old one.
func (s *shadow) Swap(ctx context.Context) error {
	if s.g == nil {
		return errClosed
	}
	e := s.engine
	if err := setCurrent(e.cfg.Dir, s.g.name); err != nil {
		return err
	}
	e.mu.Lock()
	old := e.live
	e.live, s.g = s.g, nil
	e.mu.Unlock()
	if old == nil {
		return nil
	}
	return errors.Join(old.close(), os.RemoveAll(old.dir))
}

func (s *shadow) Abort() error {
	if s.g == nil {
		return nil
	}
	g := s.g
	s.g = nil
	return errors.Join(g.close(), os.RemoveAll(g.dir))
}

// today is the civil day that relative dates are seen from.
func (e *Engine) today() string { return e.cfg.Now().UTC().Format(time.DateOnly) }
