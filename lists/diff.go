package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche"
)

// Shrunk says that a list lost a fifth of its entries or more since its last
// version: a broken download until a person says otherwise.
type Shrunk struct {
	List     string
	Old, New int
}

func (e *Shrunk) Error() string {
	return fmt.Sprintf("list %s shrank from %d entries to %d: taken for a broken file until a person says otherwise (lists update --smaller)", e.List, e.Old, e.New)
}

// DiffConfig says when the two versions were fetched.
type DiffConfig struct {
	NotBefore time.Time // the old version, for the last time
	Seen      time.Time // the new one, for the first time
	Shrink    bool      // a person says that the list did shrink
}

// Diff finds what changed between two versions of a list: entries listed,
// amended (with the fields and values) and removed (with how it ended). The
// changes come in the order of their entities' ids. [Differ] does the same for
// lists too long to be held twice.
//
// The error is a *[Shrunk] and there is no change when the new version lost a
// fifth of the entries.
func Diff(old, new List, cfg DiffConfig) ([]demarche.Change, error) {
	if err := Shrank(new.ID, len(old.Records), len(new.Records)); err != nil && !cfg.Shrink {
		return nil, err
	}
	d := NewDiffer(old.Head, new.Head, cfg)
	was := index(old.Records)
	var changes []demarche.Change
	add := func(c demarche.Change, ok bool) {
		if ok {
			changes = append(changes, c)
		}
	}
	var listed []Record
	for _, rec := range new.Records {
		before, ok := was[rec.Entity.ID]
		if !ok {
			listed = append(listed, rec)
			continue
		}
		delete(was, rec.Entity.ID)
		add(d.Compare(before, rec))
	}
	gone := map[string]string{}
	if len(listed) > 0 {
		for id, rec := range was {
			gone[Fingerprint(rec)] = max(id, gone[Fingerprint(rec)])
		}
	}
	for _, rec := range listed {
		if id, ok := gone[Fingerprint(rec)]; ok {
			delete(gone, Fingerprint(rec))
			delete(was, id)
			changes = append(changes, d.Renumbered(id, rec))
			continue
		}
		add(d.Listed(rec))
	}
	for _, rec := range was {
		add(d.Removed(rec))
	}
	slices.SortStableFunc(changes, func(a, b demarche.Change) int { return cmp.Compare(a.Entity, b.Entity) })
	return changes, nil
}

// Shrank is a *[Shrunk] when a list of so many entries lost a fifth of them.
func Shrank(list string, old, new int) error {
	if old > 0 && old-new >= (old+4)/5 {
		return &Shrunk{list, old, new}
	}
	return nil
}

func index(list []Record) map[string]Record {
	m := make(map[string]Record, len(list))
	for _, rec := range list {
		m[rec.Entity.ID] = rec
	}
	return m
}

// Differ tells what changed between two versions of a list, entry by entry. A
// change is dated by the entry's own date, else by the file's where that is the
// day of its last change, and lies between NotBefore and Seen. Versions that
// were read from different forms or by different readers are compared by their
// entries only: a field that one form lacks has not changed.
type Differ struct {
	head   Head
	issue  string // date of the version before
	cfg    DiffConfig
	fields bool
}

// NewDiffer makes a Differ of the heads of two versions of a list.
func NewDiffer(old, new Head, cfg DiffConfig) *Differ {
	return &Differ{head: new, issue: old.Date, cfg: cfg, fields: old.Form == new.Form && old.Reader == new.Reader}
}

// change makes a change with the entry's own date; without one it is dated by
// the file, where that means the day of a change, else not at all.
func (d *Differ) change(rec Record, kind demarche.ChangeKind, own string, values []demarche.FieldChange) demarche.Change {
	on, after := own, ""
	if info, ok := Lookup(d.head.ID); own == "" && ok && info.Dated {
		on, after = d.head.Date, d.after()
	}
	c := demarche.Change{Entity: rec.Entity.ID, List: d.head.ID, Kind: kind, On: on, After: after, Seen: d.cfg.Seen, NotBefore: d.cfg.NotBefore, Name: rec.Entity.Name, Values: values}
	for _, v := range values {
		if !slices.Contains(c.Fields, v.Field) {
			c.Fields = append(c.Fields, v.Field)
		}
	}
	return c
}

// Listed is the change of an entry that only the new version has; false for one
// that the list itself marks as over.
func (d *Differ) Listed(rec Record) (demarche.Change, bool) {
	if _, over := ended(rec); over {
		return demarche.Change{}, false
	}
	return d.change(rec, "listed", d.listedOn(rec), nil), true
}

// Removed is the change of an entry that only the old version has; false for one
// that had been marked as over before.
func (d *Differ) Removed(rec Record) (demarche.Change, bool) {
	if _, over := ended(rec); over {
		return demarche.Change{}, false
	}
	return d.change(rec, d.goneKind(rec), "", nil), true
}

// Renumbered is the change of an entry that differs from one of the old version
// in nothing but its id, which lists without numbers of their own bring about:
// neither listed nor removed. Such entries have one [Fingerprint].
func (d *Differ) Renumbered(was string, rec Record) demarche.Change {
	return d.change(rec, "amended", "", []demarche.FieldChange{{Field: "id", Before: was, After: rec.Entity.ID}})
}

// after is the last day on which the list is known to have stood as before: the
// date of the version before or the day that was read last, whichever is later;
// "" when it leaves no day open but the file's own date.
func (d *Differ) after() string {
	last := d.issue
	if read := d.cfg.NotBefore.UTC().Format(time.DateOnly); !d.cfg.NotBefore.IsZero() && read < d.head.Date {
		last = max(last, read)
	}
	before, err := time.Parse(time.DateOnly, last)
	date, err2 := time.Parse(time.DateOnly, d.head.Date)
	if err != nil || err2 != nil || date.Sub(before) <= 24*time.Hour {
		return ""
	}
	return last
}

func (d *Differ) listedOn(rec Record) string {
	own := ""
	for _, x := range rec.Designations {
		own = max(own, x.Listed)
	}
	return own
}

// ended says how an entry ended that stays in the file, marked as over.
func ended(rec Record) (d demarche.Designation, over bool) {
	for _, x := range rec.Designations {
		if x.Removed == "" && x.Ended == "" {
			return x, false
		}
		d = x
	}
	return d, len(rec.Designations) > 0
}

// goneKind says how an entry ended that is no longer in the file.
func (d *Differ) goneKind(rec Record) demarche.ChangeKind {
	day := cmp.Or(d.head.Date, d.cfg.Seen.UTC().Format(time.DateOnly))
	for _, x := range rec.Designations {
		if x.Expires == "" || x.Expires > day {
			return "removed"
		}
	}
	if len(rec.Designations) == 0 {
		return "removed"
	}
	return "expired"
}

// Compare is the change between two versions of an entry; false when there is none.
func (d *Differ) Compare(before, after Record) (demarche.Change, bool) {
	_, wasOver := ended(before)
	last, over := ended(after)
	switch {
	case over && !wasOver:
		return d.change(after, cmp.Or(last.Ended, "removed"), last.Removed, nil), true
	case wasOver && !over:
		return d.change(after, "listed", d.listedOn(after), nil), true
	case !d.fields:
		return demarche.Change{}, false
	}
	values := Changed(before, after)
	if len(values) == 0 {
		return demarche.Change{}, false
	}
	own, was := "", ""
	for _, x := range after.Designations {
		own = max(own, x.Amended)
	}
	for _, x := range before.Designations {
		was = max(was, x.Amended)
	}
	if own <= was {
		own = ""
	}
	return d.change(after, "amended", own, values), true
}

// Changed lists the values in which two versions of an entry differ, by field
// in the order of [Statements]. A field of one value shows it before and after.
func Changed(before, after Record) []demarche.FieldChange {
	type field struct{ gone, come []string }
	fields := map[string]*field{}
	var order []string
	count := map[[2]string]int{}
	at := func(name string) *field {
		if fields[name] == nil {
			fields[name] = &field{}
			order = append(order, name)
		}
		return fields[name]
	}
	old, now := Statements(before), Statements(after)
	for _, s := range old {
		count[[2]string{s.Property, s.Value}]++
	}
	for _, s := range now {
		k := [2]string{s.Property, s.Value}
		if count[k] > 0 {
			count[k]--
			continue
		}
		f := at(s.Property)
		f.come = append(f.come, s.Value)
	}
	for _, s := range old {
		k := [2]string{s.Property, s.Value}
		if count[k] > 0 {
			count[k]--
			f := at(s.Property)
			f.gone = append(f.gone, s.Value)
		}
	}
	var out []demarche.FieldChange
	for _, name := range order {
		f := fields[name]
		if len(f.gone) == 1 && len(f.come) == 1 {
			out = append(out, demarche.FieldChange{Field: name, Before: f.gone[0], After: f.come[0]})
			continue
		}
		for _, v := range f.gone {
			out = append(out, demarche.FieldChange{Field: name, Before: v})
		}
		for _, v := range f.come {
			out = append(out, demarche.FieldChange{Field: name, After: v})
		}
	}
	return out
}

// Fingerprint is everything an entry says but its number.
func Fingerprint(rec Record) string {
	var b strings.Builder
	for _, s := range Statements(rec) {
		if s.Property != "reference" {
			b.WriteString(s.Property + "\x00" + s.Value + "\x00")
		}
	}
	return b.String()
}

// Moves turns a removal from one list and a listing on another list of the same
// authority, under the same id, into one change: moved. The lists are those
// whose changes were found in one update.
func Moves(changes []demarche.Change) []demarche.Change {
	type key struct{ authority, entity string }
	authority := func(list string) string {
		info, _ := Lookup(list)
		return string(info.Authority)
	}
	gone := map[key]int{}
	for i, c := range changes {
		if c.Kind == "removed" {
			gone[key{authority(c.List), c.Entity}] = i
		}
	}
	drop := map[int]bool{}
	out := slices.Clone(changes)
	for i, c := range out {
		j, ok := gone[key{authority(c.List), c.Entity}]
		if c.Kind != "listed" || !ok || changes[j].List == c.List {
			continue
		}
		out[i].Kind = "moved"
		out[i].Values = []demarche.FieldChange{{Field: "list", Before: changes[j].List, After: c.List}}
		out[i].Fields = []string{"list"}
		drop[j] = true
	}
	n := 0
	return slices.DeleteFunc(out, func(demarche.Change) bool { n++; return drop[n-1] })
}
