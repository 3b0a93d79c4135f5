package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"demarche"
	"demarche/store"
)

type backupCmd struct {
	File string `arg:"" help:"File to write; it must not exist yet."`
}

// Help teaches with an example.
func (backupCmd) Help() string {
	return `A consistent copy of everything but the search index, which is rebuilt from it. Works beside a running serve.

Example: demarche backup /backups/demarche-$(date +%F).tar`
}

// Run writes the backup under another name first, so that a file with the name
// given is always whole.
func (c backupCmd) Run(e *environment) error {
	cfg, err := e.loadConfig()
	if err != nil {
		return err
	}
	if !cfg.hasData() {
		return noData(e.flags.Data)
	}
	if exists(c.File) {
		return sentence{fmt.Sprintf("%s exists already: a backup never replaces a file; name another", c.File), demarche.ErrConflict}
	}
	s, err := store.Open(e.ctx, store.Config{URL: cfg.Store, Now: e.now, Log: e.logger()})
	if err != nil {
		return fmt.Errorf("open store %s: %w", redactURL(cfg.Store), err)
	}
	defer s.Close()
	if err := s.Backup(e.ctx, c.File); err != nil {
		return fmt.Errorf("back up to %s: %w", c.File, err)
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return fmt.Errorf("look at the backup: %w", err)
	}
	fmt.Fprintf(e.stderr, "wrote %s (%d bytes)\n", c.File, info.Size())
	return nil
}

type restoreCmd struct {
	File string `arg:"" help:"Backup to unpack."`
}

// Help says what happens.
func (restoreCmd) Help() string {
	return `Unpacks into the data folder, which must be empty; the search index is rebuilt at the next start.

Example: demarche restore backup.tar --data ./restored`
}

// Run restores and forgets.
func (c restoreCmd) Run(e *environment) error {
	if !exists(c.File) {
		return sentence{fmt.Sprintf("backup %s does not exist", c.File), demarche.ErrNotFound}
	}
	if exists(filepath.Join(e.flags.Data, "news.db")) {
		return sentence{fmt.Sprintf("%s already holds data: name an empty folder with --data", e.flags.Data), demarche.ErrConflict}
	}
	l, err := acquire(e.flags.Data, "restore")
	if err != nil {
		return err
	}
	defer l.release()
	if err := store.Restore(e.ctx, c.File, e.flags.Data); err != nil {
		return fmt.Errorf("restore %s: %w", c.File, err)
	}
	fmt.Fprintf(e.stderr, "restored into %s; the search index is rebuilt at the next start\n", e.flags.Data)
	return nil
}

type reindexCmd struct{}

// Help says what happens.
func (reindexCmd) Help() string {
	return "Builds a new index beside the old one, which goes on answering, and swaps them.\n\nExample: demarche reindex"
}

// Run rebuilds here, or asks the owner of the data folder to.
func (reindexCmd) Run(e *environment) error {
	a, err := e.openExisting("reindex")
	if err != nil {
		return err
	}
	defer a.close()
	start := time.Now()
	if a.remote != nil {
		fmt.Fprintf(e.stderr, "asking \"demarche %s\" (process %d) to rebuild its index\n", a.remote.owner.Command, a.remote.owner.PID)
		err = a.remote.reindex(e.ctx)
	} else {
		err = errors.Join(a.catchUp(e.ctx), a.pipe.Reindex(e.ctx))
	}
	if err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	fmt.Fprintf(e.stderr, "the index is rebuilt (%s)\n", time.Since(start).Round(10*time.Millisecond))
	return nil
}
