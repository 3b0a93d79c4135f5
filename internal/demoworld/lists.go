package demoworld

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"text/template"
	"time"

	"github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"
)

// listFile is one sanctions list of the world: a table of entries, and the
// editions in which the publisher brings it out.
type listFile struct {
	Address  string
	Template string
	Editions []edition   `toml:"edition"`
	Entries  []listEntry `toml:"entry"`
}

// edition is one state of a list: by its own date, and served from an instant on.
type edition struct {
	Date string
	From time.Time // zero: before the demo starts
}

// listEntry is one party on a list, from the day it was listed to the day it
// was removed.
type listEntry struct {
	ID, Name                   string
	Person                     bool
	Family, Given              string
	Original                   string // in its own script
	Aliases, Weak, Programmes  []string
	Order                      string
	Listed, Removed            string // civil dates
	City, Country, Nationality string
	LinkedTo                   string `toml:"linked"`
	Wallets                    [][2]string

	Number int        `toml:"-"` // place in the table, from 1
	Linked *listEntry `toml:"-"`
}

// Display is the name as a list writes it.
func (e listEntry) Display() string {
	if e.Person {
		return e.Family + ", " + e.Given
	}
	return e.Name
}

var listForms = template.Must(template.New("").ParseFS(FS, "lists/*.xml"))

// readLists reads the tables of lists and renders every edition as a file.
func (w *World) readLists() ([]txtar.File, error) {
	names, err := fs.Glob(FS, "lists/*.toml")
	if err != nil {
		return nil, err
	}
	w.lists = map[string]string{}
	var files []txtar.File
	for _, name := range names {
		var l listFile
		meta, err := toml.DecodeFS(FS, name, &l)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if unknown := meta.Undecoded(); len(unknown) > 0 {
			return nil, fmt.Errorf("%s: unknown key %s", name, unknown[0])
		}
		rendered, err := l.render()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, rendered...)
		w.lists[strings.TrimSuffix(path.Base(name), ".toml")] = l.Address
	}
	return files, nil
}

func (l *listFile) render() ([]txtar.File, error) {
	address, err := url.Parse(l.Address)
	if err != nil || address.Host == "" {
		return nil, fmt.Errorf("%q is no address", l.Address)
	}
	byID := map[string]*listEntry{}
	for i := range l.Entries {
		l.Entries[i].Number = i + 1
		byID[l.Entries[i].ID] = &l.Entries[i]
	}
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.LinkedTo == "" {
			continue
		}
		if e.Linked = byID[e.LinkedTo]; e.Linked == nil {
			return nil, fmt.Errorf("entry %s is linked to %s, which is not in the table", e.ID, e.LinkedTo)
		}
	}
	var files []txtar.File
	for _, ed := range l.Editions {
		var b bytes.Buffer
		view := struct {
			Date    string
			Entries []listEntry
		}{Date: ed.Date}
		for _, e := range l.Entries {
			if e.Listed <= ed.Date && (e.Removed == "" || e.Removed > ed.Date) {
				view.Entries = append(view.Entries, e.escaped())
			}
		}
		if err := listForms.ExecuteTemplate(&b, l.Template, view); err != nil {
			return nil, err
		}
		file := address.Host + address.Path
		if !ed.From.IsZero() {
			ext := path.Ext(file)
			file = strings.TrimSuffix(file, ext) + "@" + ed.From.UTC().Format("20060102T150405Z") + ext
		}
		files = append(files, txtar.File{Name: file, Data: b.Bytes()})
	}
	return files, nil
}

// escaped returns the entry with every text made safe for XML.
func (e listEntry) escaped() listEntry {
	for _, s := range []*string{&e.Name, &e.Family, &e.Given, &e.Original, &e.Order, &e.City, &e.Country, &e.Nationality} {
		*s = escapeXML(*s)
	}
	e.Aliases, e.Weak = escapeAll(e.Aliases), escapeAll(e.Weak)
	if e.Linked != nil {
		to := *e.Linked
		to.Name, to.Family, to.Given = escapeXML(to.Name), escapeXML(to.Family), escapeXML(to.Given)
		e.Linked = &to
	}
	return e
}

func escapeAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = escapeXML(s)
	}
	return out
}

func escapeXML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
