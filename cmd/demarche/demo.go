package main

import (
	"fmt"
	"os"
	"time"

	"demarche/internal/demoworld"
)

type demoCmd struct {
	Addr string `help:"Address of the web pages." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
}

// Help says what to expect.
func (demoCmd) Help() string {
	return `The very same program over a small internet of our own that travels in the binary, on a clock that starts on 20 November 2025.
Its sources are invented and its texts were written for demonstration; the events and their dates are real. Nothing is fetched from outside and the folder is removed at the end.

Example:
  demarche demo
  demarche demo --addr 127.0.0.1:9000`
}

// firstEdit is just after the first release of the demonstration world is
// edited, so that a newcomer sees a revision within seconds.
const firstEdit = 13 * time.Second

// Run serves the demonstration world from a temporary folder.
func (c demoCmd) Run(e *environment) error {
	dir, err := os.MkdirTemp("", "demarche-demo-")
	if err != nil {
		return fmt.Errorf("make temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	began := time.Now()
	e.clock = func() time.Time { return demoworld.Start().Add(time.Since(began)) }
	e.flags.Data, e.flags.Config = dir, ""
	e.getenv = func(string) string { return "" }
	a, err := e.open("demo")
	if err != nil {
		return err
	}
	defer a.close()
	a.cfg.Addr = c.Addr
	w := world{sources: demoworld.Sources(), transport: demoworld.Transport(e.now), now: e.now, quick: true, again: demoworld.Start().Add(firstEdit), lists: demoworld.Lists()}
	return a.serve(w, roles{crawl: true, work: true, web: true}, func(url string) {
		fmt.Fprintf(e.stderr, "The demonstration is at %s (folder %s, removed at the end). Stop it with Ctrl-C.\n", url, dir)
	})
}
