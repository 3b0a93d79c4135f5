package bleve

import (
	"context"
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"demarche"
)

// dict numbers the values of one facet over all segments, so that counts of
// segments add up without a map.
type dict struct {
	mu    sync.RWMutex
	ids   map[string]uint32
	names []string
}

func newDict() *dict { return &dict{ids: map[string]uint32{}} }

func (d *dict) id(name []byte) uint32 {
	d.mu.RLock()
	id, ok := d.ids[string(name)]
	d.mu.RUnlock()
	if ok {
		return id
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if id, ok = d.ids[string(name)]; ok {
		return id
	}
	s := string(name)
	id = uint32(len(d.names))
	d.names = append(d.names, s)
	d.ids[s] = id
	return id
}

// find gives the number of a name, or false when no document has it.
func (d *dict) find(name string) (uint32, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	id, ok := d.ids[name]
	return id, ok
}

func (d *dict) list() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.names
}

// dicts are the numbered values of a generation. The number 0 is "".
type dicts struct {
	source, kind, lang, country, entity, action, currency, role *dict
}

func newDicts() *dicts {
	d := &dicts{newDict(), newDict(), newDict(), newDict(), newDict(), newDict(), newDict(), newDict()}
	for _, x := range []*dict{d.source, d.kind, d.lang, d.country, d.entity, d.action, d.currency, d.role} {
		x.id(nil)
	}
	return d
}

// multi is a column with any number of values a document.
type multi struct {
	ends   []uint32
	values []uint32
}

func (m *multi) of(doc uint32) []uint32 {
	start := uint32(0)
	if doc > 0 {
		start = m.ends[doc-1]
	}
	return m.values[start:m.ends[doc]]
}

func (m *multi) add(d *dict, values [][]byte) {
	for _, v := range values {
		m.values = append(m.values, d.id(v))
	}
	m.ends = append(m.ends, uint32(len(m.values)))
}

type amount struct {
	value, max, usd, usdMax float64
	currency, role          uint32
}

// columns hold what filters, facets, histogram and sort need of one segment,
// by document number. A segment never changes, so neither do they; documents
// deleted later keep their places.
type columns struct {
	n                       int
	ids                     []byte
	idEnds                  []uint32
	published, seen         []int64
	eventFrom, eventTo      []int32
	known                   map[demarche.Clock]span // first and last day on each clock
	titleLen, bodyLen       []uint32                // bytes
	titleBytes, bodyBytes   int64                   // sums
	source, kind, lang      []uint32
	country, entity, action multi
	amountEnds              []uint32
	amounts                 []amount
	stems                   map[string]*roaring.Bitmap // documents by the language their words are stemmed in; "" for none
}

func (c *columns) id(doc uint32) []byte {
	start := uint32(0)
	if doc > 0 {
		start = c.idEnds[doc-1]
	}
	return c.ids[start:c.idEnds[doc]]
}

func (c *columns) amountsOf(doc uint32) []amount {
	start := uint32(0)
	if doc > 0 {
		start = c.amountEnds[doc-1]
	}
	return c.amounts[start:c.amountEnds[doc]]
}

// buildColumns reads the records of a segment.
func buildColumns(ctx context.Context, seg segment.Segment, d *dicts) (*columns, error) {
	n := int(seg.Count())
	c := &columns{n: n, stems: map[string]*roaring.Bitmap{},
		idEnds: make([]uint32, 0, n), published: make([]int64, 0, n), seen: make([]int64, 0, n),
		eventFrom: make([]int32, 0, n), eventTo: make([]int32, 0, n), titleLen: make([]uint32, 0, n), bodyLen: make([]uint32, 0, n),
		source: make([]uint32, 0, n), kind: make([]uint32, 0, n), lang: make([]uint32, 0, n), amountEnds: make([]uint32, 0, n)}
	c.country.ends, c.entity.ends, c.action.ends = make([]uint32, 0, n), make([]uint32, 0, n), make([]uint32, 0, n)
	var r record
	for doc := range n {
		if doc%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		found := false
		var bad error
		err := seg.VisitStoredFields(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
			switch field {
			case "_id":
				c.ids = append(c.ids, value...)
			case fieldRecord:
				found = true
				if bad = r.decode(value); bad == nil {
					c.add(uint32(doc), &r, d)
				}
			}
			return bad == nil
		})
		c.idEnds = append(c.idEnds, uint32(len(c.ids)))
		if err == nil {
			err = bad
		}
		if err == nil && !found {
			err = fmt.Errorf("no record stored")
		}
		if err != nil {
			return nil, fmt.Errorf("reading document %d of a segment: %w", doc, err)
		}
	}
	c.known = c.knownDays()
	c.ids, c.amounts = fitted(c.ids), fitted(c.amounts)
	for _, m := range []*multi{&c.country, &c.entity, &c.action} {
		m.values = fitted(m.values)
	}
	return c, nil
}

// fitted is a list without room to grow: columns live long.
func fitted[T any](list []T) []T { return append(make([]T, 0, len(list)), list...) }

func (c *columns) knownDays() map[demarche.Clock]span {
	instants := func(column []int64) span {
		days := noSpan
		for _, ms := range column {
			if ms != unknown {
				days = days.with(milliDay(ms))
			}
		}
		return days
	}
	events := noSpan
	for _, day := range c.eventFrom {
		if day != noDay {
			events = events.with(day)
		}
	}
	return map[demarche.Clock]span{demarche.ClockPublished: instants(c.published), demarche.ClockSeen: instants(c.seen), demarche.ClockEvent: events}
}

func (c *columns) add(doc uint32, r *record, d *dicts) {
	c.published, c.seen = append(c.published, r.published), append(c.seen, r.seen)
	c.eventFrom, c.eventTo = append(c.eventFrom, r.eventFrom), append(c.eventTo, r.eventTo)
	c.titleLen, c.bodyLen = append(c.titleLen, r.titleLen), append(c.bodyLen, r.bodyLen)
	c.titleBytes += int64(r.titleLen)
	c.bodyBytes += int64(r.bodyLen)
	c.source = append(c.source, d.source.id(r.source))
	c.kind = append(c.kind, d.kind.id(r.kind))
	c.lang = append(c.lang, d.lang.id(r.lang))
	c.country.add(d.country, r.countries)
	c.entity.add(d.entity, r.entities)
	c.action.add(d.action, r.action)
	for _, a := range r.amounts {
		c.amounts = append(c.amounts, amount{a.value, a.max, a.usd, a.usdMax, d.currency.id(a.currency), d.role.id(a.role)})
	}
	c.amountEnds = append(c.amountEnds, uint32(len(c.amounts)))
	docs := c.stems[string(r.stem)]
	if docs == nil {
		docs = roaring.New()
		c.stems[string(r.stem)] = docs
	}
	docs.Add(doc)
}
