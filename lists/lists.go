// Package lists reads sanctions lists: bytes in, values out. Each list has one
// reader in a file of its own, all of the same shape; what two versions of a
// list differ in is found by [Diff], whom a text names by [Trie], which entries
// of several lists are one party by [Same], and general licences by
// [ReadLicences]. Nothing here touches the network, the disk or the clock.
//
// A reader streams: entries are handed on one by one and nothing of the file is
// kept but what an entry needs. A field that a reader does not understand is
// kept in the entry's Raw and counted in the list's Unknown, never dropped in
// silence.
package lists

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"demarche"
)

// Version is raised when a reader makes other values out of the same bytes.
//
//	1 first readers
const Version = 1

// Record is one entry of a list: a party, under which measures, tied to whom.
type Record struct {
	Entity       demarche.Entity
	Designations []demarche.Designation
	Relations    []demarche.Relation
	Raw          map[string][]string // fields not understood, by their path in the file
}

// Head is what a list says of itself, and what reading it met.
type Head struct {
	ID       string
	Date     string            // the list's own civil date, "" when it has none
	Version  string            // of the bytes: the list's date and the start of their SHA-256
	Form     string            // the form that was read: "csv", "xlsx", "json" or "xml ROOT"
	Reader   int               // lists.Version of the reader
	Sums     map[string]string // SHA-256 by file name, hexadecimal
	Bytes    int64
	Declared int            // entries the file says it has, 0 when it does not say
	Entries  int            // entries read
	Rows     int            // rows of a table, where an entry may take several; else Entries
	Missing  []string       // sister files that were not given: their values are unknown, not absent
	Unknown  map[string]int // fields not understood, by path
	Skipped  map[string]int // entries or values that could not be used, by reason
}

// List is a whole list in memory.
type List struct {
	Head
	Records []Record
}

// Truncated says that a file ends before it is whole.
type Truncated struct {
	List string
	Why  string
}

func (e *Truncated) Error() string { return fmt.Sprintf("list %s is cut short: %s", e.List, e.Why) }

// Unreadable says that a file is not what its list is published as.
type Unreadable struct {
	List string
	Err  error
}

func (e *Unreadable) Error() string { return fmt.Sprintf("list %s cannot be read: %v", e.List, e.Err) }
func (e *Unreadable) Unwrap() error { return e.Err }

// Reader reads lists. The zero value works.
type Reader struct {
	// Country gives the code of a country by the name a list writes. Without
	// it, and for names it does not know, the name stays as the list writes it.
	Country func(name string) (code string, ok bool)
	// Spill holds what has to wait for the end of a file, so that a file of any
	// length is read in little memory. Without it that waits in memory.
	Spill io.ReadWriteSeeker
}

// Read reads a whole list with the zero Reader.
func Read(id string, files map[string]io.Reader) (List, error) {
	return Reader{}.Read(id, files)
}

// Read reads a whole list. The files are those of one publication, by their
// names; which is which is told from names and contents.
func (r Reader) Read(id string, files map[string]io.Reader) (List, error) {
	var list List
	head, err := r.Stream(id, files, func(rec Record) error {
		list.Records = append(list.Records, rec)
		return nil
	})
	list.Head = head
	return list, err
}

// Stream reads a list and hands on its entries in the file's order. An error of
// each ends the reading and is returned as it is. The error is a *[Truncated],
// an *[Unreadable], or wraps demarche.ErrNotFound for a list that has no reader.
func (r Reader) Stream(id string, files map[string]io.Reader, each func(Record) error) (Head, error) {
	info, ok := Lookup(id)
	if !ok {
		return Head{ID: id}, fmt.Errorf("read list %q: %w", id, demarche.ErrNotFound)
	}
	run := &run{info: info, countries: r.Country, spill: r.Spill, each: each,
		head: Head{ID: id, Reader: Version, Sums: map[string]string{}, Unknown: map[string]int{}, Skipped: map[string]int{}}}
	err := run.read(files)
	run.finish()
	return run.head, err
}

// run is one reading of one list.
type run struct {
	info      Info
	head      Head
	countries func(string) (string, bool)
	spill     io.ReadWriteSeeker
	each      func(Record) error
	files     []*input
	ids       map[string]int // how often an id was given out
	stop      error          // what each returned
}

// errStop ends a reading because each failed.
var errStop = errors.New("stopped by the receiver")

func (r *run) read(files map[string]io.Reader) error {
	if len(files) == 0 {
		return &Unreadable{r.info.ID, errors.New("no file given")}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		r.files = append(r.files, newInput(name, files[name]))
	}
	read, main, err := r.choose()
	if err != nil {
		return &Unreadable{r.info.ID, err}
	}
	r.ids = map[string]int{}
	err = read(r, main)
	switch {
	case r.stop != nil:
		return r.stop
	case err == nil && r.head.Entries == 0:
		return &Unreadable{r.info.ID, errors.New("no entry found")}
	case err == nil && r.head.Declared > r.head.Entries:
		return &Truncated{r.info.ID, fmt.Sprintf("it says %d entries and has %d", r.head.Declared, r.head.Entries)}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Truncated{r.info.ID, fmt.Sprintf("the file ends after %d entries", r.head.Entries)}
	case err != nil:
		return &Unreadable{r.info.ID, err}
	}
	return nil
}

// emit completes an entry and hands it on.
func (r *run) emit(rec Record) error {
	rec.Entity.Origin = r.info.ID
	if strings.TrimSpace(rec.Entity.Name) == "" {
		r.skip("entry without a name")
		return nil
	}
	if rec.Entity.ID == "" {
		r.skip("entry without an id")
		return nil
	}
	if n := r.ids[rec.Entity.ID]; n > 0 { // two entries under one number: the list's own slip
		r.skip("id used twice")
		rec.Entity.ID = fmt.Sprintf("%s-%d", rec.Entity.ID, n+1)
	}
	r.ids[strings.Clone(rec.Entity.ID)]++
	tidy(&rec)
	for i := range rec.Designations {
		d := &rec.Designations[i]
		d.Entity, d.List = rec.Entity.ID, r.info.ID
		if d.Authority == "" {
			d.Authority = r.info.Authority
		}
		if d.Measures == nil {
			d.Measures = []demarche.Measure{}
		}
	}
	for i := range rec.Relations {
		rec.Relations[i].From, rec.Relations[i].Source = rec.Entity.ID, r.info.ID
	}
	for path, values := range rec.Raw {
		r.head.Unknown[path] += len(values)
	}
	r.head.Entries++
	if err := r.each(rec); err != nil {
		r.stop = err
		return errStop
	}
	return nil
}

func (r *run) skip(reason string) { r.head.Skipped[reason]++ }

// country gives the code of a country, or its name as written.
func (r *run) country(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || noCountry[strings.ToLower(name)] {
		return ""
	}
	if code, ok := r.code(name); ok || r.countries == nil {
		return cmp.Or(code, name)
	}
	r.skip("country not known by its name: " + name)
	return name
}

// noCountry are the words that lists write where they know none.
var noCountry = map[string]bool{"undetermined": true, "none identified": true, "unknown": true, "n/a": true, "-": true, "不明": true}

// code finds a country's code, also where a list turns its name round ("Korea,
// North", "Congo, Democratic Republic of the") or adds to it ("Iran (Islamic
// Republic of)", "China, Hong Kong Special Administrative Region").
func (r *run) code(name string) (string, bool) {
	if r.countries == nil {
		return "", false
	}
	name = strings.TrimSpace(strings.TrimPrefix(name, "Region: "))
	bare, _, _ := strings.Cut(name, " (")
	first, second, inverted := strings.Cut(bare, ", ")
	tries := []string{name, bare}
	if inverted {
		second, _, _ = strings.Cut(second, " Special Administrative")
		tries = append(tries, strings.TrimSuffix(second, " the")+" the "+first, second+" "+first, second)
	}
	for _, t := range tries {
		if code, ok := r.countries(t); ok {
			return code, true
		}
	}
	switch strings.ToLower(name) {
	case "palestinian", "west bank", "gaza":
		return "PS", true
	}
	return "", false
}

func (r *run) finish() {
	if r.head.Rows == 0 {
		r.head.Rows = r.head.Entries
	}
	all := sha256.New()
	for _, f := range r.files {
		_, _ = io.Copy(io.Discard, f.raw) // what no reader asked for belongs to the version too
		sum := hex.EncodeToString(f.sum.Sum(nil))
		r.head.Sums[f.name] = sum
		r.head.Bytes += f.bytes
		fmt.Fprintln(all, sum)
	}
	r.head.Version = strings.TrimPrefix(r.head.Date+"/"+hex.EncodeToString(all.Sum(nil))[:12], "/")
}

// counted counts and hashes what is read through it.
type counted struct {
	r   io.Reader
	in  *input
	sum hash.Hash
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.in.bytes += int64(n)
	c.sum.Write(p[:n])
	return n, err
}

// tidy drops what an entry says twice.
func tidy(rec *Record) {
	e := &rec.Entity
	e.Aliases = distinct(e.Aliases, func(a demarche.Alias) string { return a.Name })
	e.Aliases = slices.DeleteFunc(e.Aliases, func(a demarche.Alias) bool {
		return a.Name == "" || a.Name == e.Name && a.Family == "" && !a.Weak
	})
	e.Identifiers = distinct(e.Identifiers, func(i demarche.Identifier) string { return i.Scheme + "\x00" + i.Value + "\x00" + i.Label })
	e.Contacts = distinct(e.Contacts, func(i demarche.Identifier) string { return i.Scheme + "\x00" + i.Value })
	e.Births = distinct(e.Births, func(b demarche.Birth) string { return fmt.Sprint(b) })
	e.Addresses = distinct(e.Addresses, func(a demarche.Address) string { return fmt.Sprint(a) })
	e.Countries, e.Nationalities = unique(e.Countries), unique(e.Nationalities)
	e.Positions, e.Notes = unique(e.Positions), unique(e.Notes)
	if e.Vessel != nil && isZero(*e.Vessel) {
		e.Vessel = nil
	}
}

func isZero(v demarche.Vessel) bool {
	return len(v.PastFlags) == 0 && len(v.PastOwners) == 0 &&
		v.Flag+v.Type+v.CallSign+v.Tonnage+v.GrossTons+v.Length+v.Built+v.Owner == ""
}

// distinct keeps the first of the values with a key; an empty list is nil.
func distinct[T any](list []T, key func(T) string) []T {
	if len(list) < 2 {
		return list
	}
	seen := make(map[string]bool, len(list))
	return slices.DeleteFunc(list, func(v T) bool {
		k := key(v)
		if seen[k] {
			return true
		}
		seen[k] = true
		return false
	})
}

// unique drops empty and repeated strings.
func unique(list []string) []string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	return distinct(list, func(s string) string { return s })
}
