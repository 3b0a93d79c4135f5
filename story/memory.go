package story

// entry is a report as a [Grouper] keeps it.
type entry struct {
	id, story string
	actor     string
	copy      uint64
	day       int32
	event     int32
	actions   uint32
	terms     [storedTerms]uint32
	weights   [storedTerms]byte
	n         uint8 // terms in use
	gone      bool  // replaced by a newer version of the report
}

// posting says that a report holds a term. Postings of a term form a chain from the
// newest to older ones.
type posting struct {
	entry uint32 // number of the report
	prev  uint32 // number of the next older posting, 0 for none
}

// memory holds the newest reports, a fixed number of them, and finds those that
// share terms. Reports and postings are numbered from 1 as they come; number n lies
// at n modulo the capacity, so that the newest take the places of the oldest.
type memory struct {
	limit   uint32
	entries []entry
	last    uint32 // number of the newest report
	byID    map[string]uint32
	posts   []posting
	posted  uint32            // number of the newest posting
	heads   map[uint32]uint32 // newest posting by term
	count   counter
	stories map[string][]uint32 // reports of each story, oldest first; a report alone under its own id is left out
}

// postedTerms is by how many of its terms, the heaviest, a report can be found.
const postedTerms = 10

func newMemory(limit int) *memory {
	return &memory{limit: uint32(limit), byID: map[string]uint32{}, heads: map[uint32]uint32{}, stories: map[string][]uint32{}, count: newCounter()}
}

// at gives report n, nil when it has been forgotten.
func (m *memory) at(n uint32) *entry {
	if n == 0 || n > m.last || m.last-n >= m.limit {
		return nil
	}
	if e := &m.entries[n%m.limit]; !e.gone {
		return e
	}
	return nil
}

// size is the number of reports held, replaced ones included.
func (m *memory) size() int { return int(min(m.last, m.limit)) }

// put adds a report to a story and returns its number. An older version of it is
// forgotten.
func (m *memory) put(id, story string, f Features) uint32 {
	if old, ok := m.byID[id]; ok {
		m.forget(old)
	}
	m.last++
	n := m.last
	slot := n % m.limit
	switch {
	case n >= m.limit && int(slot) < len(m.entries):
		m.forget(n - m.limit)
	default:
		for int(slot) >= len(m.entries) {
			m.entries = append(m.entries, entry{})
		}
	}
	e := &m.entries[slot]
	*e = entry{id: id, copy: f.Copy, day: f.Day, event: f.Event, actor: f.Actor, actions: actionBits(f.Actions)}
	e.n = uint8(min(copy(e.terms[:], f.Terms), copy(e.weights[:], f.Weights)))
	m.byID[id] = n
	m.count.add(e.terms[:e.n], 1)
	m.post(n, e)
	m.move(n, story)
	return n
}

// post makes a report be found by its heaviest terms.
func (m *memory) post(n uint32, e *entry) {
	most := m.limit * postedTerms
	var picked [storedTerms]bool
	for range min(postedTerms, int(e.n)) {
		best := -1
		for i := range int(e.n) {
			if !picked[i] && (best < 0 || e.weights[i] > e.weights[best]) {
				best = i
			}
		}
		picked[best] = true
		m.posted++
		if slot := int(m.posted % most); slot >= len(m.posts) {
			m.posts = append(m.posts, make([]posting, slot+1-len(m.posts))...)
		}
		m.posts[m.posted%most] = posting{n, m.heads[e.terms[best]]}
		m.heads[e.terms[best]] = m.posted
	}
	if m.posted%most == 0 {
		m.sweep(most)
	}
}

// sweep drops the heads of chains that have been overwritten.
func (m *memory) sweep(most uint32) {
	for h, p := range m.heads {
		if m.posted-p >= most {
			delete(m.heads, h)
		}
	}
}

// holders calls visit for the reports that were posted under a term, newest first,
// until visit returns false.
func (m *memory) holders(term uint32, visit func(n uint32, e *entry) bool) {
	most := m.limit * postedTerms
	for p := m.heads[term]; p != 0 && m.posted-p < most; {
		x := m.posts[p%most]
		if e := m.at(x.entry); e != nil && !visit(x.entry, e) {
			return
		}
		if x.prev >= p {
			return
		}
		p = x.prev
	}
}

// forget takes a report out of everything but its place.
func (m *memory) forget(n uint32) {
	e := &m.entries[n%m.limit]
	if e.gone || e.id == "" {
		return
	}
	m.move(n, "")
	m.count.add(e.terms[:e.n], -1)
	if m.byID[e.id] == n {
		delete(m.byID, e.id)
	}
	e.gone = true
}

// members are the reports of a story, oldest first.
func (m *memory) members(n uint32) []uint32 {
	if list := m.stories[m.entries[n%m.limit].story]; list != nil {
		return list
	}
	return []uint32{n}
}

// move puts a report into a story; "" into none.
func (m *memory) move(n uint32, story string) {
	e := &m.entries[n%m.limit]
	if e.story == story {
		return
	}
	m.leave(n, e.story)
	e.story = story
	if story != "" {
		m.join(n, story)
	}
}

// rename puts all reports of a story into another.
func (m *memory) rename(from, to string) {
	list := m.stories[from]
	delete(m.stories, from)
	for _, n := range list {
		m.entries[n%m.limit].story = ""
		m.move(n, to)
	}
}

func (m *memory) leave(n uint32, story string) {
	list, ok := m.stories[story]
	if !ok {
		return
	}
	kept := make([]uint32, 0, len(list))
	for _, x := range list {
		if x != n {
			kept = append(kept, x)
		}
	}
	m.stories[story] = kept
	if len(kept) == 0 {
		delete(m.stories, story)
	}
}

func (m *memory) join(n uint32, story string) {
	list, ok := m.stories[story]
	if !ok && story == m.entries[n%m.limit].id {
		return
	}
	if !ok {
		if o, held := m.byID[story]; held && o != n && m.entries[o%m.limit].story == story {
			list = []uint32{o}
		}
	}
	m.stories[story] = append(list, n)
}

// report is an entry as it is compared.
func (m *memory) report(e *entry) *report {
	f := Features{Copy: e.copy, Terms: e.terms[:e.n], Weights: e.weights[:e.n], Day: e.day, Event: e.event, Actor: e.actor}
	r := newReport(f, m.count.of, m.size())
	r.actions = e.actions
	return r
}

// counter counts terms in a fixed space: a count may be too high, never too low
// (Cormode and Muthukrishnan, "An improved data stream summary", 2005).
type counter [2][]uint32

const counterBits = 20

func newCounter() counter {
	return counter{make([]uint32, 1<<counterBits), make([]uint32, 1<<counterBits)}
}

func cells(term uint32) (int, int) {
	return int(term * 0x9e3779b1 >> (32 - counterBits)), int((term ^ 0x5bd1e995) * 0x85ebca6b >> (32 - counterBits))
}

func (c counter) add(terms []uint32, n int) {
	for _, t := range terms {
		a, b := cells(t)
		c[0][a] += uint32(n)
		c[1][b] += uint32(n)
	}
}

func (c counter) of(term uint32) int {
	a, b := cells(term)
	return int(min(c[0][a], c[1][b]))
}
