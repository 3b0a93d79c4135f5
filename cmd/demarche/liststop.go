package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/lists"
	"demarche/web"
)

type listsStoplistCmd struct {
	Names []string `arg:"" optional:"" help:"Names to judge: does the stoplist call them common?" placeholder:"NAME"`
}

// Help teaches with an example.
func (listsStoplistCmd) Help() string {
	return `Words and names that identify nobody by themselves. A text that names a listed party by them is linked only with more signs.
The file stoplist.txt in the data folder adds lines; a line that begins with "-" takes words away, with "-=" a whole name.
An edited file counts within seconds while demarche serve runs; old articles that it touches are linked again.

Example:
  demarche lists stoplist
  demarche lists stoplist "Kim Yong Chol" Ocean
  echo "harbinger" >> demarche-data/stoplist.txt`
}

// Run shows the stoplist that counts, or judges names by it.
func (c listsStoplistCmd) Run(e *environment) error {
	lines, err := e.stoplist()
	if err != nil {
		return err
	}
	if len(c.Names) > 0 {
		stops := lists.NewStops(lines)
		for _, n := range c.Names {
			what := "not common"
			if stops.Common(n) {
				what = "common: identifies nobody by itself"
			}
			fmt.Fprintf(e.stdout, "%s: %s\n", n, what)
		}
		return nil
	}
	path := e.stoplistPath()
	if exists(path) {
		fmt.Fprintf(e.stdout, "# built in, changed by %s\n", path)
	} else {
		fmt.Fprintf(e.stdout, "# built in; %s would change it\n", path)
	}
	own := ownStops(lines)
	for _, l := range lines {
		if !slices.Contains(own, l) {
			fmt.Fprintln(e.stdout, l)
		}
	}
	if len(own) > 0 {
		fmt.Fprintf(e.stdout, "# added or changed\n%s\n", strings.Join(own, "\n"))
	}
	return nil
}

// ownStops are the lines of a stoplist that are not built in as they stand.
func ownStops(lines []string) []string {
	builtIn := lists.Stoplist()
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return slices.Contains(builtIn, l) })
}

// stoplistShown is the stoplist for the page, and what it says of a name.
func (e *environment) stoplistShown(name string) (web.Stoplist, bool, error) {
	lines, err := e.stoplist()
	if err != nil {
		return web.Stoplist{}, false, err
	}
	own := []string{}
	for _, l := range ownStops(lines) {
		own = append(own, strings.TrimPrefix(l, "="))
	}
	return web.Stoplist{Lines: lines, Own: own, File: filepath.Base(e.stoplistPath())}, lists.NewStops(lines).Common(name), nil
}

func (e *environment) stoplistPath() string { return filepath.Join(e.flags.Data, "stoplist.txt") }

// stoplist is the built-in stoplist as the file in the data folder changes it.
func (e *environment) stoplist() ([]string, error) {
	f, err := os.Open(e.stoplistPath())
	if errors.Is(err, fs.ErrNotExist) {
		return lists.Stoplist(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("open the stoplist: %w", err)
	}
	defer f.Close()
	lines, err := lists.EditStoplist(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.stoplistPath(), err)
	}
	return lines, nil
}
