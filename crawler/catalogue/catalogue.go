// Package catalogue holds the publishers that come with the program, one file
// each, and reads those that users add. Files are TOML; a key that is not known
// is an error that names file and line, as is a value that cannot be used.
package catalogue

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"demarche"
)

//go:embed sources/*.toml
var files embed.FS

// Builtin gives the publishers that come with the program, in the order of
// their ids.
func Builtin() ([]demarche.Source, error) {
	sub, err := fs.Sub(files, "sources")
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	return Load(sub)
}

// Load reads every .toml file of a folder. All faults are reported, not only
// the first.
func Load(fsys fs.FS) ([]demarche.Source, error) {
	return Overlay(nil, fsys)
}

// Overlay reads a folder of sources over others: a file with a known id changes
// the keys that it names and leaves the rest, so that "id" and "enabled = false"
// silence a source; a file with a new id adds one. Its feeds, when it names
// any, replace the others.
func Overlay(base []demarche.Source, fsys fs.FS) ([]demarche.Source, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	byID := map[string]demarche.Source{}
	from := map[string]string{}
	for _, s := range base {
		byID[s.ID] = s
	}
	var faults []error
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			faults = append(faults, fmt.Errorf("catalogue: %w", err))
			continue
		}
		id := fileID(data)
		if from[id] != "" {
			faults = append(faults, fmt.Errorf("%s: %w: the id %q stands in %s already", name, demarche.ErrConflict, id, from[id]))
			continue
		}
		s, err := parse(name, data, byID[id])
		if err != nil {
			faults = append(faults, err)
			continue
		}
		byID[s.ID], from[s.ID] = s, name
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	out := make([]demarche.Source, 0, len(byID))
	for _, s := range byID {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b demarche.Source) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Parse reads one file; name is for messages.
func Parse(name string, data []byte) (demarche.Source, error) {
	return parse(name, data, demarche.Source{})
}

// fileID is the id that a file gives, "" when it cannot be read.
func fileID(data []byte) string {
	var head struct {
		ID string `toml:"id"`
	}
	if _, err := toml.Decode(string(data), &head); err != nil {
		return ""
	}
	return head.ID
}

func parse(name string, data []byte, s demarche.Source) (demarche.Source, error) {
	known := s.Feeds
	s.Feeds = nil
	meta, err := toml.NewDecoder(bytes.NewReader(data)).Decode(&s)
	if err != nil {
		var pe toml.ParseError
		if errors.As(err, &pe) {
			return s, fmt.Errorf("%s:%d: %w: %s", name, pe.Position.Line, demarche.ErrInvalid, pe.Message)
		}
		line, what := "1", err.Error()
		if m := typeFault.FindStringSubmatch(what); m != nil {
			line, what = m[1], m[2]
		}
		return s, fmt.Errorf("%s:%s: %w: %s", name, line, demarche.ErrInvalid, what)
	}
	if keys := meta.Undecoded(); len(keys) > 0 {
		var faults []error
		for _, k := range keys {
			faults = append(faults, fmt.Errorf("%s:%d: %w: unknown key %q", name, lineOf(data, k.String(), 0), demarche.ErrInvalid, k))
		}
		return s, errors.Join(faults...)
	}
	if !meta.IsDefined("feed") {
		s.Feeds = known
	}
	if s.Republish == "" {
		s.Republish = demarche.RepublishExcerpt
	}
	NameFeeds(&s)
	if len(s.Feeds) == 0 {
		return s, fmt.Errorf("%s: %w: it names no [[feed]]", name, demarche.ErrInvalid)
	}
	if want := strings.TrimSuffix(path.Base(name), ".toml"); s.ID != want {
		return s, fmt.Errorf("%s:%d: %w: the id is %q, but the file's name says %q", name, lineOf(data, "id", 0), demarche.ErrInvalid, s.ID, want)
	}
	if !s.Enabled && s.Reason == "" {
		return s, fmt.Errorf("%s:%d: %w: a source that is not enabled needs a reason", name, lineOf(data, "enabled", 0), demarche.ErrInvalid)
	}
	if err := Validate(s); err != nil {
		line := 1
		var fe *FieldError
		if errors.As(err, &fe) {
			line = lineOf(data, fe.Field, fe.Feed)
		}
		return s, fmt.Errorf("%s:%d: %w", name, line, err)
	}
	return s, nil
}

var (
	tableLine = regexp.MustCompile(`^\s*\[+\s*([A-Za-z0-9_.]+)\s*\]+`)
	typeFault = regexp.MustCompile(`^toml: line (\d+) (.*)$`)
	keyLine   = regexp.MustCompile(`^\s*"?([A-Za-z0-9_-]+)"?\s*=`)
)

// lineOf finds the line of a dotted key, such as "feed.selectors.item" of the
// n-th feed from 0; 1 when it is nowhere, as when it is missing.
func lineOf(data []byte, key string, n int) int {
	table, feed, near := "", -1, 1
	dot := strings.LastIndexByte(key, '.')
	wantTable, wantKey := "", key
	if dot >= 0 {
		wantTable, wantKey = key[:dot], key[dot+1:]
	}
	for i, line := range strings.Split(string(data), "\n") {
		if m := tableLine.FindStringSubmatch(line); m != nil {
			table = m[1]
			if strings.Contains(line, "[[") {
				feed++
			}
			if table == wantTable && (n == feed || feed < 0) {
				near = i + 1
			}
			if table == key && (feed == n || feed < 0) {
				return i + 1
			}
			continue
		}
		m := keyLine.FindStringSubmatch(line)
		if m != nil && m[1] == wantKey && table == wantTable && (!strings.HasPrefix(table, "feed") || feed == n) {
			return i + 1
		}
	}
	if near == 1 && strings.Contains(wantTable, ".") {
		return lineOf(data, wantTable, n)
	}
	return near
}
