package story

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/match"
)

// Act is what an authority did to a party, as a report tells it or as the entry of
// a list stands for it.
type Act struct {
	By     string // code of the state or body
	Change string // listed, removed, amended
	Who    string // name
	Entity string // id of the party that the name stands for; "" unknown
}

// maxActs bounds what is kept of a report that tells of a long list.
const maxActs = 2000

// Days by which the report of an act may lie outside the days on which the list says
// that it happened: it comes out the evening before or the days after, in whatever
// time zone. A list that gives a change no date is read long after it.
const (
	actBefore  = 1
	actAfter   = 3
	actUndated = 30
)

// actHashes are what an act is known by: the party's id, and its name with the words
// in whatever order and in the form that all scripts share.
func actHashes(acts []Act) hashes {
	var out hashes
	for _, a := range acts {
		if a.By == "" || len(out) >= maxActs {
			continue
		}
		did := a.By + " " + a.Change + " "
		if a.Entity != "" {
			out = append(out, hash32(did+"&"+a.Entity))
		}
		if words := Words(a.Who); len(words) > 0 {
			slices.Sort(words)
			out = append(out, hash32(did+strings.Join(words, " ")))
			for _, k := range match.Prepare(a.Who, demarche.SchemaPerson).Keys() {
				if k[0] == 'j' {
					out = append(out, hash32(did+"@"+k))
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// listingDays are the first and the last day on which a list says that an entry
// changed, 0 for unknown.
func listingDays(it Item) (from, to int32) {
	value, err := time.Parse(time.DateOnly, it.Event.Value)
	if err != nil {
		return 0, 0
	}
	from, to = dayOf(value), dayOf(value)
	if until, err := time.Parse(time.DateOnly, it.Event.Until); err == nil {
		to = max(to, dayOf(until))
	}
	if it.Event.Basis != "text" {
		return from - actUndated, to
	}
	return from - actBefore, to
}

// listings knows which reports tell of which acts, and which entries of lists stand
// for them. Few reports tell of any.
type listings struct {
	acts   map[uint32]hashes   // of a report or entry, by number
	byAct  map[uint32][]uint32 // numbers of those that hold an act
	issues map[uint32][]uint32 // numbers of the entries of an issue
	of     map[uint32]listing  // by number of an entry
}

type listing struct {
	issue uint32
	from  int32 // first day on which the act may have been announced
}

func newListings() listings {
	return listings{acts: map[uint32]hashes{}, byAct: map[uint32][]uint32{}, issues: map[uint32][]uint32{}, of: map[uint32]listing{}}
}

func (l *listings) put(n uint32, f Features) {
	if f.Issue != 0 {
		l.of[n] = listing{f.Issue, f.From}
		l.issues[f.Issue] = append(l.issues[f.Issue], n)
	}
	if len(f.Acts) == 0 {
		return
	}
	l.acts[n] = slices.Clone(f.Acts)
	for _, a := range f.Acts {
		l.byAct[a] = append(l.byAct[a], n)
	}
}

func (l *listings) forget(n uint32) {
	for _, a := range l.acts[n] {
		strike(l.byAct, a, n)
	}
	delete(l.acts, n)
	if e, ok := l.of[n]; ok {
		strike(l.issues, e.issue, n)
		delete(l.of, n)
	}
}

// strike takes a number out of the list under a key.
func strike(m map[uint32][]uint32, key, n uint32) {
	list := slices.DeleteFunc(m[key], func(x uint32) bool { return x == n })
	if len(list) == 0 {
		delete(m, key)
		return
	}
	m[key] = list
}

// issuesOf are the issues with an entry for an act that a report tells of.
func (m *memory) issuesOf(n uint32) []uint32 {
	var out []uint32
	for _, a := range m.listings.acts[n] {
		for _, o := range m.listings.byAct[a] {
			if e, ok := m.listings.of[o]; ok && !slices.Contains(out, e.issue) {
				out = append(out, e.issue)
			}
		}
	}
	return out
}

// announcement is the report that tells of the act which an entry stands for, of the same
// authority, party and day: an official one if there is one, and of these the first
// that came out; 0 for none. A letter about several events does not announce any.
func (m *memory) announcement(n uint32) uint32 {
	own, last := m.listings.of[n], int32(m.at(n).event)
	best, rank := uint32(0), [2]int32{}
	for _, a := range m.listings.acts[n] {
		for _, o := range m.listings.byAct[a] {
			e := m.at(o)
			day := int32(cmp.Or(e.event, e.day))
			if e.state&(listed|several) != 0 || day == 0 || last == 0 || day < own.from || day > last+actAfter {
				continue
			}
			r := [2]int32{1, day}
			if e.publisher != 0 {
				r[0] = 0
			}
			if c := slices.Compare(r[:], rank[:]); best == 0 || c < 0 || c == 0 && o < best {
				best, rank = o, r
			}
		}
	}
	return best
}

// settleEntry puts an entry of a list where it belongs and returns what moved. One
// that is as the newest of its kind in its issue goes where that is; else the whole
// issue is settled anew.
func (g *Grouper) settleEntry(n uint32) []uint32 {
	m := g.memory
	issue := m.listings.of[n].issue
	for _, o := range slices.Backward(m.listings.issues[issue]) {
		if o == n || m.at(o).deed != m.at(n).deed {
			continue
		}
		r, s := m.announcement(n), m.announcement(o)
		if (r == 0) != (s == 0) || r != 0 && m.story(r) != m.story(s) {
			break
		}
		if old, story := m.story(n), m.story(o); old != story {
			g.note(old, n)
			m.move(n, story)
			return []uint32{n}
		}
		return nil
	}
	return g.settleIssue(issue)
}

// settleIssue puts the entries of one issue of a list where they belong and returns
// those that moved. An entry is of the story of the report that tells of its act; one
// that no report names goes with the others of its kind when these are of one story.
// What is left of an issue is one story.
func (g *Grouper) settleIssue(issue uint32) (moved []uint32) {
	m := g.memory
	entries := slices.Clone(m.listings.issues[issue])
	slices.Sort(entries)
	target := make([]string, len(entries))
	told := map[uint16]string{} // by kind of act: the story that tells of it, "" for several
	for i, n := range entries {
		r := m.announcement(n)
		if r == 0 {
			continue
		}
		target[i] = m.story(r)
		if s, ok := told[m.at(n).deed]; ok && s != target[i] {
			told[m.at(n).deed] = ""
		} else {
			told[m.at(n).deed] = target[i]
		}
	}
	left := ""
	for i, n := range entries {
		if target[i] == "" {
			target[i] = told[m.at(n).deed]
		}
		if target[i] == "" {
			left = cmp.Or(left, m.id(n))
			target[i] = left
		}
	}
	for i, n := range entries {
		if old := m.story(n); old != target[i] {
			g.note(old, n)
			m.move(n, target[i])
			moved = append(moved, n)
		}
	}
	return moved
}

// followed moves the entries of lists after the reports that announced them.
func (g *Grouper) followed(reports []uint32) (moved []uint32) {
	m := g.memory
	if len(m.listings.of) == 0 {
		return nil
	}
	var issues []uint32
	for _, n := range reports {
		for _, i := range m.issuesOf(n) {
			if !slices.Contains(issues, i) {
				issues = append(issues, i)
			}
		}
	}
	for _, i := range issues {
		moved = append(moved, g.settleIssue(i)...)
	}
	return moved
}

// ofEntry says whether a story is named by an entry of a list.
func (m *memory) ofEntry(story string) bool {
	n := m.find(story)
	return n != 0 && m.at(n).state&listed != 0
}
