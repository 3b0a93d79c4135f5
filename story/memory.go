package story

// entry is a report as a [Grouper] keeps it: 168 bytes.
type entry struct {
	copy      uint64
	story     uint32 // index in shelf.list; 0: alone in the story of its own id
	with      uint32
	id        ident
	deed      uint16 // index in memory.deeds
	publisher uint16
	day       uint16 // since 1970
	event     uint16
	actor     uint8 // index in memory.actors
	script    uint8
	n         uint8 // terms in use
	state     uint8
	terms     [storedTerms]packed // ascending
	older     [postedTerms]uint32 // for each posting, the next older one of its chain: its place, 0 for none
}

const postedTerms = 8 // by how many of its terms, the heaviest, a report can be found

// States of an entry.
const (
	gone    = 1 << iota // replaced by a newer version of the report, or forgotten
	several             // Features.Several
	lengthy             // the id is in memory.long
	listed              // an entry of a list, which is in memory.listings
	coded               // the id is in base32
)

// packed is a term and its weight in one word: the upper 24 bits of the hash, and
// the weight. In 24 bits one comparison of two reports in 30,000 meets a term that
// is not the same.
type packed uint32

func pack(term uint32, weight byte) packed { return packed(term&^0xff | uint32(weight)) }
func (p packed) term() uint32              { return uint32(p) &^ 0xff }
func (p packed) weight() byte              { return byte(p) }

// memory holds the newest reports, a fixed number of them, and finds those that
// share terms. Reports are numbered from 1 as they come; number n lies at n modulo
// the capacity, so that the newest take the places of the oldest.
//
// A report is posted under its heaviest terms. The postings of all terms of one
// bucket form a chain from the newest to older ones, through the entries; it ends
// where a place has been taken by a newer report.
type memory struct {
	limit   uint32
	chunks  [][]entry
	last    uint32 // number of the newest report
	heads   []uint32
	byID    table
	long    map[uint32]string // by place: ids that do not fit an entry
	count   counter
	shelf   shelf
	deeds   deeds
	actors  []string // codes of states and bodies, "" first
	idf     idfCache
	reports []report // to be used again, see report
	used    int
	shared  map[uint32]float32 // for [Grouper.near]

	listings listings
}

// chunkSize is how many entries are allocated together.
const chunkSize = 1 << 12

func newMemory(limit int) *memory {
	m := &memory{limit: uint32(limit), long: map[uint32]string{}, count: newCounter(), shelf: newShelf(), deeds: newDeeds(), actors: []string{""}, shared: map[uint32]float32{}, listings: newListings()}
	size := 1
	for size < limit+limit/2 {
		size *= 2
	}
	m.heads = make([]uint32, size)
	m.byID = table{slots: make([]uint32, size)}
	return m
}

// place is the entry at a place, which must be in use.
func (m *memory) place(p uint32) *entry { return &m.chunks[p/chunkSize][p%chunkSize] }

// number is the number of the report at a place.
func (m *memory) number(p uint32) uint32 { return m.last - (m.last-p)%m.limit }

// at gives report n, nil when it has been forgotten.
func (m *memory) at(n uint32) *entry {
	if n == 0 || n > m.last || m.last-n >= m.limit {
		return nil
	}
	if e := m.place(n % m.limit); e.state&gone == 0 {
		return e
	}
	return nil
}

// id is the id of report n, which is held.
func (m *memory) id(n uint32) string { return m.idAt(n % m.limit) }

func (m *memory) idAt(p uint32) string {
	e := m.place(p)
	if e.state&lengthy != 0 {
		return m.long[p]
	}
	return e.id.unpack(e.state)
}

// is says whether the report at a place has an id.
func (m *memory) is(p uint32, id string) bool {
	e := m.place(p)
	if e.state&lengthy != 0 {
		return m.long[p] == id
	}
	x, how := packID(id)
	return how == e.state&(coded|lengthy) && x == e.id
}

// find is the number of the report with an id, 0 when none is held.
func (m *memory) find(id string) uint32 {
	if p, ok := m.byID.find(id, m.is); ok {
		return m.number(p)
	}
	return 0
}

// size is the number of reports held, replaced ones included.
func (m *memory) size() int { return int(min(m.last, m.limit)) }

// put adds a report to a story and returns its number. An older version of it is
// forgotten.
func (m *memory) put(id, story string, f Features) uint32 {
	if old := m.find(id); old != 0 {
		m.forget(old)
	}
	n := m.last + 1
	p := n % m.limit
	if n > m.limit {
		m.forget(n - m.limit)
	}
	for int(p/chunkSize) >= len(m.chunks) {
		m.chunks = append(m.chunks, make([]entry, min(chunkSize, int(m.limit)-len(m.chunks)*chunkSize)))
	}
	m.last = n
	e := m.place(p)
	*e = entry{copy: f.Copy, deed: m.deeds.index(deed{actionBits(f.Actions), actionBits(f.Also)}), with: f.With, publisher: narrow(f.Publisher),
		day: day16(f.Day), event: day16(f.Event), actor: m.actor(f.Actor), script: f.Script}
	if f.Several {
		e.state |= several
	}
	if f.Issue != 0 {
		e.state |= listed
	}
	m.listings.put(n, f)
	var how uint8
	e.id, how = packID(id)
	e.state |= how
	delete(m.long, p)
	if how == lengthy {
		m.long[p] = id
	}
	m.byID.put(p, id)
	for i, h := range f.Terms[:min(len(f.Terms), storedTerms, len(f.Weights))] {
		e.terms[i] = pack(h, f.Weights[i])
		e.n++
	}
	m.count.add(e.terms[:e.n], 1)
	m.post(p, e)
	m.move(n, story)
	return n
}

// narrow makes a hash shorter and keeps it from becoming 0.
func narrow(hash uint32) uint16 {
	if hash == 0 {
		return 0
	}
	return uint16(hash>>16) | 1
}

// day16 is a day as an entry holds it; one before 1970 or after 2149 is unknown.
func day16(day int32) uint16 {
	if day < 0 || day > 1<<16-1 {
		return 0
	}
	return uint16(day)
}

// actor is the index of a code; from the 256th on they are not told apart from none.
func (m *memory) actor(code string) uint8 {
	for i, c := range m.actors {
		if c == code {
			return uint8(i)
		}
	}
	if len(m.actors) > 255 {
		return 0
	}
	m.actors = append(m.actors, code)
	return uint8(len(m.actors) - 1)
}

// post makes a report be found by its heaviest terms.
func (m *memory) post(p uint32, e *entry) {
	var picked [storedTerms]bool
	for k := range min(postedTerms, int(e.n)) {
		best := -1
		for i := range int(e.n) {
			if !picked[i] && (best < 0 || e.terms[i].weight() > e.terms[best].weight()) {
				best = i
			}
		}
		picked[best] = true
		head := &m.heads[bucket(e.terms[best].term(), len(m.heads))]
		e.older[k] = *head
		*head = p*postedTerms + uint32(k) + 1
	}
}

func bucket(term uint32, size int) int { return int(term * 0x9e3779b1 >> 4 & uint32(size-1)) }

// holders calls visit for reports that were posted under a term, newest first,
// until visit returns false.
func (m *memory) holders(term uint32, visit func(n uint32) bool) {
	last := m.last + 1
	for x := m.heads[bucket(term, len(m.heads))]; x != 0; {
		p, k := (x-1)/postedTerms, (x-1)%postedTerms
		n := m.number(p)
		if n > last { // the place has been taken since
			return
		}
		e := m.place(p)
		if n < last && e.state&gone == 0 && e.holds(term) && !visit(n) {
			return
		}
		last, x = n, e.older[k]
	}
}

func (e *entry) holds(term uint32) bool {
	for _, t := range e.terms[:e.n] {
		if t.term() == term {
			return true
		}
	}
	return false
}

// forget takes a report out of everything but its place.
func (m *memory) forget(n uint32) {
	p := n % m.limit
	e := m.place(p)
	if e.state&gone != 0 || n == 0 {
		return
	}
	m.move(n, "")
	m.count.add(e.terms[:e.n], -1)
	m.byID.remove(p, m.idAt)
	m.listings.forget(n)
	e.state |= gone
}

// report is a held report as it is compared. It is good until the next call of
// release.
func (m *memory) report(n uint32) *report {
	if m.used == len(m.reports) {
		m.reports = append(make([]report, 0, 2*m.used+64), m.reports...)
		m.reports = m.reports[:cap(m.reports)]
	}
	r := &m.reports[m.used]
	m.used++
	e := m.at(n)
	f := Features{Copy: e.copy, Terms: r.Terms[:0], Weights: r.Weights[:0], Day: int32(e.day), Event: int32(e.event), Actor: m.actors[e.actor],
		With: e.with, Publisher: uint32(e.publisher), Script: e.script, Several: e.state&several != 0}
	for _, t := range e.terms[:e.n] {
		f.Terms, f.Weights = append(f.Terms, t.term()), append(f.Weights, t.weight())
	}
	r.fill(f, m.idfOf)
	d := m.deeds.list[e.deed]
	r.actions, r.also = d.actions, d.also
	return r
}

// release gives the reports back that were in use.
func (m *memory) release() {
	if len(m.reports) > 4096 {
		m.reports = nil
	}
	m.used = 0
}

// idfCache remembers how rare terms are, which changes slowly.
type idfCache [1 << 14]struct {
	term, era uint32
	value     float32
}

func (m *memory) idfOf(term uint32) float32 {
	c := &m.idf[term*0x9e3779b1>>18]
	if era := 1 + m.last>>8; c.term != term || c.era != era || m.last < 1<<16 {
		c.term, c.era, c.value = term, era, idf(m.count.of(term&^0xff), m.size())
	}
	return c.value
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

func (c counter) add(terms []packed, n int) {
	for _, t := range terms {
		a, b := cells(t.term())
		c[0][a] += uint32(n)
		c[1][b] += uint32(n)
	}
}

func (c counter) of(term uint32) int {
	a, b := cells(term)
	return int(min(c[0][a], c[1][b]))
}
