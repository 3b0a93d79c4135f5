package screen

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"demarche"
	"demarche/match"
)

// index holds the names of all lists under the keys by which likely spellings
// of one name meet.
type index struct {
	stamp   string
	lists   []demarche.ListVersion
	entries []entry
	names   []name
	keys    map[string][]int32 // names by key of match.Name
	words   map[string]int     // how many names have a word
	numbers map[string][]int32 // entries by number
	scratch *sync.Pool
	heard   *heard
}

// entry is one party on the lists.
type entry struct {
	id, party, name string
	schema          demarche.EntitySchema
	births          []demarche.Birth
	countries       []string
	held            []demarche.ScreenDesignation
	current         bool
}

// name is one name of an entry.
type name struct {
	entry    int32
	weak     bool
	display  bool
	text     string
	prepared *atomic.Pointer[match.Name] // made when first compared
}

// read builds the index: about a second for 100,000 names.
func read(ctx context.Context, store Store, stamp string) (*index, error) {
	x := &index{stamp: stamp, keys: map[string][]int32{}, words: map[string]int{}, numbers: map[string][]int32{},
		scratch: &sync.Pool{New: func() any { return &scratch{} }}, heard: &heard{}}
	var err error
	if x.lists, err = versions(ctx, store); err != nil {
		return nil, err
	}
	parties, err := store.Parties(ctx)
	if err != nil {
		return nil, err
	}
	at := map[string]int32{}
	err = store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		i, held := at[e.Entity.ID]
		if !held {
			i = int32(len(x.entries))
			at[e.Entity.ID] = i
			x.entries = append(x.entries, entry{id: e.Entity.ID, party: parties[e.Entity.ID], name: e.Entity.Name, schema: e.Entity.Schema,
				births: e.Entity.Births, countries: countriesOf(e.Entity)})
			x.addNames(i, e.Entity)
		}
		x.entries[i].hold(e)
		return nil
	})
	return x, err
}

func countriesOf(e demarche.Entity) []string {
	out := slices.Concat(e.Nationalities, e.Countries)
	if e.Vessel != nil && e.Vessel.Flag != "" {
		out = append(out, e.Vessel.Flag)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (x *index) addNames(i int32, e demarche.Entity) {
	put := func(text string, weak, display bool) {
		n := int32(len(x.names))
		x.names = append(x.names, name{entry: i, weak: weak, display: display, text: text, prepared: new(atomic.Pointer[match.Name])})
		for _, k := range match.Prepare(text, e.Schema).Keys() {
			x.keys[k] = append(x.keys[k], n)
		}
		for _, w := range match.Tokens(text) {
			x.words[w]++
		}
	}
	put(e.Name, false, true)
	for _, a := range e.Aliases {
		if a.Name != e.Name {
			put(a.Name, a.Weak, false)
		}
	}
	for _, id := range e.Identifiers {
		key := plain(id.Value)
		if len(key) >= 4 && !slices.Contains(x.numbers[key], i) {
			x.numbers[key] = append(x.numbers[key], i)
		}
	}
}

// plain is a number without the letters IMO before it and without what publishers put between its parts; the case of
// wallets counts, but two that differ in nothing else do not exist.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '/', ',':
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(s)))
	if n := strings.TrimPrefix(s, "IMO"); len(n) == 7 && strings.Trim(n, "0123456789") == "" {
		return n
	}
	return s
}

// hold takes in what one list says of the entry.
func (e *entry) hold(h demarche.HeldEntry) {
	for _, d := range h.Designations {
		sd := demarche.ScreenDesignation{Authority: d.Authority, List: h.List, Programme: d.Programme, Measures: d.Measures, Listed: d.Listed,
			Removed: d.Removed, Status: demarche.LinkListed, Reference: d.Reference}
		if sd.Measures == nil {
			sd.Measures = []demarche.Measure{}
		}
		if !h.Gone.IsZero() || d.Removed != "" || d.Ended != "" {
			sd.Status = demarche.LinkRemoved
			if sd.Removed == "" && !h.Gone.IsZero() {
				sd.Removed = h.Gone.UTC().Format("2006-01-02")
			}
		}
		e.current = e.current || sd.Status == demarche.LinkListed
		e.held = append(e.held, sd)
	}
	if len(h.Designations) == 0 {
		e.held = append(e.held, demarche.ScreenDesignation{List: h.List, Measures: []demarche.Measure{}, Status: demarche.LinkListed})
		e.current = true
	}
}

const (
	crowded  = 3000 // a key of more names is followed only when no rarer one is there
	compared = 160  // names compared with each asked for, the likeliest first
)

// found is an entry with the name that fits best.
type found struct {
	entry   int32
	name    int32 // -1: found by a number
	score   float64
	exact   bool
	reasons []string
}

// find gives the possible matches of a query, the likeliest first. Ties are
// ordered: parties on a list now before those removed, whole names before weak
// ones, then by id.
func (x *index) find(q demarche.ScreenQuery) []found {
	best := map[int32]found{}
	keep := func(f found) {
		if held, ok := best[f.entry]; !ok || f.score > held.score {
			best[f.entry] = f
		}
	}
	if q.Name != "" {
		for _, f := range x.byName(q) {
			keep(f)
		}
	}
	for _, f := range x.byNumber(q) {
		keep(f)
	}
	var out []found
	for _, f := range best {
		if f.score >= q.Threshold {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), demarche.FalseFirst(!x.entries[a.entry].current, !x.entries[b.entry].current), demarche.FalseFirst(!a.exact, !b.exact),
			demarche.FalseFirst(x.isWeak(a), x.isWeak(b)), cmp.Compare(x.entries[a.entry].id, x.entries[b.entry].id))
	})
	return out
}

func (x *index) isWeak(f found) bool { return f.name >= 0 && x.names[f.name].weak }

// asked is the name of a query, prepared for each sort of party.
type asked struct {
	text   string
	common bool // many names have each of its words
	by     map[demarche.EntitySchema]*match.Name
}

func (a *asked) as(s demarche.EntitySchema) *match.Name {
	switch s {
	case demarche.SchemaPerson, demarche.SchemaVessel:
	case demarche.SchemaAirplane:
		s = demarche.SchemaVessel
	default:
		s = demarche.SchemaOrganization
	}
	if a.by[s] == nil {
		text := a.text
		if s == demarche.SchemaVessel {
			text = strokes.Replace(text)
		}
		a.by[s] = match.Prepare(text, s)
	}
	return a.by[s]
}

// strokes takes the stroke out of the prefixes of ships, where it does not part names.
var strokes = strings.NewReplacer("M/V", "MV", "m/v", "mv", "M/T", "MT", "m/t", "mt", "F/V", "FV", "f/v", "fv", "S/S", "SS")

func (x *index) byName(q demarche.ScreenQuery) []found {
	who := &asked{text: q.Name, common: x.common(q.Name), by: map[demarche.EntitySchema]*match.Name{}}
	sorts := []demarche.EntitySchema{demarche.SchemaPerson, demarche.SchemaOrganization, demarche.SchemaVessel}
	if q.Schema != "" {
		sorts = []demarche.EntitySchema{q.Schema}
	}
	var out []found
	for _, n := range x.likely(who, sorts, q.Schema) {
		nm := &x.names[n]
		e := &x.entries[nm.entry]
		prepared := nm.prepared.Load()
		if prepared == nil {
			prepared = match.Prepare(nm.text, e.schema)
			nm.prepared.Store(prepared)
		}
		asked := who.as(e.schema)
		score, reasons := match.Compare(asked, prepared)
		if score < q.Threshold-slack {
			continue
		}
		f := found{entry: nm.entry, name: n, score: score, exact: prepared.Letters() == asked.Letters(), reasons: reasons}
		x.weigh(&f, q, who.common)
		out = append(out, f)
	}
	return out
}

// likely are the names that share the rarest keys with the asked one.
func (x *index) likely(who *asked, sorts []demarche.EntitySchema, only demarche.EntitySchema) []int32 {
	var keys []string
	for _, s := range sorts {
		asked := who.as(s)
		if asked.Kana() {
			x.heard.once.Do(x.hear)
		}
		for _, k := range append(asked.Keys(), asked.HeardAs()...) {
			if !slices.Contains(keys, k) && len(x.under(k)) > 0 {
				keys = append(keys, k)
			}
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(x.under(a)), len(x.under(b))), cmp.Compare(a, b)) })
	sc := x.scratch.Get().(*scratch)
	defer x.scratch.Put(sc)
	sc.fit(len(x.names))
	for i, k := range keys {
		list := x.under(k)
		if len(list) > crowded && i > 2 {
			break
		}
		w := float32(math.Log(float64(len(x.names)+1) / float64(len(list))))
		for _, n := range list {
			if only != "" && class(x.entries[x.names[n].entry].schema) != class(only) {
				continue
			}
			if sc.weight[n] == 0 {
				sc.touched = append(sc.touched, n)
			}
			sc.weight[n] += w
		}
	}
	out := sc.best(compared)
	sc.clear()
	return out
}

// heard are the names in Latin letters by what they sound like in Japanese
// syllables; made when a name is first asked for in those.
type heard struct {
	once sync.Once
	keys atomic.Pointer[map[string][]int32]
}

func (x *index) hear() {
	keys := map[string][]int32{}
	for i := range x.names {
		nm := &x.names[i]
		if x.entries[nm.entry].schema != demarche.SchemaPerson {
			continue
		}
		for _, k := range match.Prepare(nm.text, demarche.SchemaPerson).HeardAs() {
			keys[k] = append(keys[k], int32(i))
		}
	}
	x.heard.keys.Store(&keys)
}

// under are the names under a key.
func (x *index) under(key string) []int32 {
	if list := x.keys[key]; len(list) > 0 || key[0] != 'h' {
		return list
	}
	if keys := x.heard.keys.Load(); keys != nil {
		return (*keys)[key]
	}
	return nil
}

// scratch weighs names; it is kept between screenings, so that no screening
// allocates for all names.
type scratch struct {
	weight  []float32
	touched []int32
}

func (sc *scratch) fit(names int) {
	if len(sc.weight) < names {
		sc.weight = make([]float32, names)
	}
}

func (sc *scratch) clear() {
	for _, n := range sc.touched {
		sc.weight[n] = 0
	}
	sc.touched = sc.touched[:0]
}

// best gives the n heaviest names, the heaviest first.
func (sc *scratch) best(n int) []int32 {
	order := func(a, b int32) int { return cmp.Or(cmp.Compare(sc.weight[b], sc.weight[a]), cmp.Compare(a, b)) }
	list := sc.touched
	if len(list) > 4*n { // most share one common key only: leave out the light ones before sorting
		sample := make([]int32, 0, 256)
		for i := 0; i < len(list); i += 1 + len(list)/256 {
			sample = append(sample, list[i])
		}
		slices.SortFunc(sample, order)
		floor := sc.weight[sample[min(len(sample)-1, 2*n*len(sample)/len(list))]]
		heavy := make([]int32, 0, 4*n)
		for _, i := range list {
			if sc.weight[i] >= floor {
				heavy = append(heavy, i)
			}
		}
		if len(heavy) >= n {
			list = heavy
		}
	}
	out := slices.Clone(list)
	slices.SortFunc(out, order)
	return out[:min(len(out), n)]
}

// class puts together what lists do not tell apart alike.
func class(s demarche.EntitySchema) demarche.EntitySchema {
	switch s {
	case demarche.SchemaPerson:
		return s
	case demarche.SchemaVessel, demarche.SchemaAirplane:
		return demarche.SchemaVessel
	}
	return demarche.SchemaOrganization
}

// tell is a found entry as the answer shows it.
func (x *index) tell(f found) demarche.ScreenMatch {
	e := &x.entries[f.entry]
	m := demarche.ScreenMatch{Entity: e.id, Name: e.name, Schema: e.schema, Score: math.Round(f.score*1000) / 1000, Reasons: f.reasons, Countries: e.countries, Designations: e.held}
	if e.party != e.id {
		m.Party = e.party
	}
	for _, b := range e.births {
		if b.Date != "" {
			m.Births = append(m.Births, b.Date)
		}
	}
	if f.name >= 0 && !x.names[f.name].display {
		m.Alias, m.Weak = x.names[f.name].text, x.names[f.name].weak
	}
	return m
}
