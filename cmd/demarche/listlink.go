package main

import (
	"fmt"
	"path/filepath"

	"demarche/pipeline"
	"demarche/store"
)

// listLinker links to the lists kept in the data folder; nil when there is no
// such folder, which is never made.
func (e *environment) listLinker() (*pipeline.Linker, error) {
	if !exists(filepath.Join(e.flags.Data, "news.db")) {
		return nil, nil
	}
	s, err := store.Open(e.ctx, store.Config{URL: "sqlite:" + e.flags.Data, Now: e.now, Log: e.logger()})
	if err != nil {
		return nil, fmt.Errorf("open the lists of %s: %w", e.flags.Data, err)
	}
	defer s.Close()
	stop, err := e.stoplist()
	if err != nil {
		return nil, err
	}
	return pipeline.NewLinker(e.ctx, s, stop)
}
