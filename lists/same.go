package lists

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche"
	"demarche/match"
)

// Proposal says that two entries of different lists may be one party, and why.
// A certain one is joined; a doubtful one is shown side by side until a person
// decides.
type Proposal struct {
	A, B    string // entity ids, A before B
	Certain bool
	Score   float64 // likeness of their names, 0 to 1
	Reasons []string
}

// likeness is the score from which two names may be of one party, and certainly
// the one from which a shared birth date settles it.
const (
	likeness      = match.Threshold
	sureLikeness  = 0.85
	crowd         = 40 // a key that more entries share tells nothing
	comparedNames = 6  // of each entry, the display name first
)

// Same proposes which entries are one party. Certain are entries that name each
// other, carry the same UN reference, share a vessel's IMO number, an LEI or a
// document's or wallet's number under a like name, two such numbers, or a like
// name and a full date of birth. A shared name alone, or a shared number under other names, is
// doubtful; contradicting births make certain ones doubtful and doubtful ones
// none.
func Same(records []Record) []Proposal {
	s := &same{records: records, byID: map[string][]int{}, names: make([][]*match.Name, len(records)), pairs: map[[2]int]*evidence{}}
	for i := range records {
		s.byID[records[i].Entity.ID] = append(s.byID[records[i].Entity.ID], i)
	}
	s.block(s.identifiers)
	s.block(s.births)
	s.block(s.whole)
	var out []Proposal
	for pair, e := range s.pairs {
		if p, ok := s.judge(pair, e); ok {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Proposal) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return slices.CompactFunc(out, func(a, b Proposal) bool { return a.A == b.A && a.B == b.B })
}

type same struct {
	records []Record
	byID    map[string][]int
	names   [][]*match.Name
	pairs   map[[2]int]*evidence
}

// evidence is what two entries share.
type evidence struct {
	sure   []string // shared numbers that settle it
	likely []string // shared numbers that settle it under a like name
	born   string   // a full date of birth
	name   string   // a whole name
}

// key is something two entries may share, and what it proves.
type key struct {
	text   string
	reason string
	sure   bool
	born   bool
	name   bool
}

// block finds entries of different lists under one key.
func (s *same) block(keys func(*Record) []key) {
	type holder struct {
		i int
		k key
	}
	held := map[string][]holder{}
	for i := range s.records {
		for _, k := range keys(&s.records[i]) {
			held[k.text] = append(held[k.text], holder{i, k})
		}
	}
	for _, text := range slices.Sorted(maps.Keys(held)) {
		list := held[text]
		if len(list) < 2 || len(list) > crowd {
			continue
		}
		for n, a := range list {
			for _, b := range list[n+1:] {
				if a.i != b.i {
					s.share(a.i, b.i, a.k)
				}
			}
		}
	}
}

func (s *same) share(i, j int, k key) {
	a, b := &s.records[i].Entity, &s.records[j].Entity
	if a.Origin == b.Origin || a.ID == b.ID || !alike(a.Schema, b.Schema) {
		return
	}
	pair := [2]int{min(i, j), max(i, j)}
	e := s.pairs[pair]
	if e == nil {
		e = &evidence{}
		s.pairs[pair] = e
	}
	switch {
	case k.born:
		e.born = cmp.Or(e.born, k.reason)
	case k.name:
		e.name = cmp.Or(e.name, k.reason)
	case k.sure:
		e.sure = append(e.sure, k.reason)
	default:
		e.likely = append(e.likely, k.reason)
	}
}

// alike says whether two sorts of things can be one: lists do not agree on what
// sort of body a body is.
func alike(a, b demarche.EntitySchema) bool {
	class := func(s demarche.EntitySchema) demarche.EntitySchema {
		switch s {
		case demarche.SchemaPerson, demarche.SchemaVessel, demarche.SchemaAirplane:
			return s
		}
		return demarche.SchemaOrganization
	}
	return class(a) == class(b)
}

// NumberKey is the form in which a number is looked up: equal for every way
// that publishers write it. "" is for what identifies nobody, as a label. A BIC is
// that of the bank, branches aside; addresses of Ethereum and its like are not
// told apart by case.
func NumberKey(id demarche.Identifier) string {
	value := plainNumber(id.Value)
	switch id.Scheme {
	case "entity":
		return "entity|" + id.Value
	case "wallet":
		value = strings.TrimSpace(id.Value)
		if strings.HasPrefix(value, "0x") || strings.HasPrefix(value, "0X") {
			value = strings.ToLower(value)
		}
	case "bic":
		value = value[:min(8, len(value))]
	case "other", "":
		return ""
	case "ofsi-group":
		return id.Scheme + "|" + value
	}
	if len(value) < 5 {
		return ""
	}
	return id.Scheme + "|" + value
}

// plainNumber drops what publishers put into numbers or leave out.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// identifiers are the keys of an entry's numbers: those given out once, with or
// without the country that gives them out.
func (s *same) identifiers(rec *Record) []key {
	e := &rec.Entity
	out := []key{{text: "entity|" + e.ID, reason: "one entry names the other by its number", sure: true}}
	for _, id := range e.Identifiers {
		k := key{text: NumberKey(id), reason: fmt.Sprintf("same %s %s", schemeName(id), id.Value)}
		switch id.Scheme {
		case "entity":
			k.sure, k.reason = true, "one entry names the other by its number"
		case "un-ref", "ofsi-group", "eu-ref", "lei":
			k.sure = true
		case "imo":
			k.sure = e.Schema == demarche.SchemaVessel // companies have such numbers too
		case "tail", "msn", "wallet", "bic", "mmsi", "duns", "passport", "national_id", "tax", "registration", "ssn": // not every list says the country
		default:
			continue
		}
		if k.text == "" {
			continue
		}
		out = append(out, k)
	}
	return out
}

func schemeName(id demarche.Identifier) string {
	names := map[string]string{"un-ref": "UN reference", "ofsi-group": "OFSI group", "eu-ref": "EU reference", "imo": "IMO number", "lei": "LEI", "bic": "BIC", "mmsi": "MMSI",
		"tax": "tax number", "registration": "registration number", "national_id": "identity number", "ssn": "SSN", "tail": "tail number", "msn": "serial number", "duns": "D-U-N-S number"}
	return cmp.Or(names[id.Scheme], id.Scheme)
}

// births are the keys of full dates of birth. The first of January stands for a
// year too often to count.
func (s *same) births(rec *Record) []key {
	if rec.Entity.Schema != demarche.SchemaPerson {
		return nil
	}
	var out []key
	for _, b := range rec.Entity.Births {
		if len(b.Date) == 10 && b.Until == "" && !b.Circa && b.Date[4:] != "-01-01" {
			out = append(out, key{text: "born|" + b.Date, reason: "born " + b.Date, born: true})
		}
	}
	return out
}

// whole are the keys of whole names, word order aside; weak names and names of
// one word identify nobody.
func (s *same) whole(rec *Record) []key {
	e := &rec.Entity
	var out []key
	put := func(name string) {
		words := match.Tokens(name)
		if len(words) < 2 {
			return
		}
		slices.Sort(words)
		out = append(out, key{text: "name|" + strings.Join(words, " "), reason: "same name " + name, name: true})
	}
	put(e.Name)
	for _, a := range e.Aliases {
		if !a.Weak {
			put(a.Name)
		}
	}
	return distinct(out, func(k key) string { return k.text })
}

// prepared are an entry's names for comparing, made when first needed.
func (s *same) prepared(i int) []*match.Name {
	if s.names[i] == nil {
		e := &s.records[i].Entity
		list := []string{e.Name}
		for _, a := range e.Aliases {
			if !a.Weak && len(list) < comparedNames && a.Name != e.Name {
				list = append(list, a.Name)
			}
		}
		for _, n := range list {
			s.names[i] = append(s.names[i], match.Prepare(n, e.Schema))
		}
	}
	return s.names[i]
}

// likest is the best score between the names of two entries.
func (s *same) likest(i, j int) (best float64, why string) {
	for _, a := range s.prepared(i) {
		for _, b := range s.prepared(j) {
			if score, _ := match.Compare(a, b); score > best {
				best, why = score, a.Text+" / "+b.Text
			}
		}
	}
	return best, why
}

func (s *same) judge(pair [2]int, e *evidence) (Proposal, bool) {
	a, b := &s.records[pair[0]].Entity, &s.records[pair[1]].Entity
	p := Proposal{A: a.ID, B: b.ID}
	if p.B < p.A {
		p.A, p.B = p.B, p.A
	}
	score, names := s.likest(pair[0], pair[1])
	p.Score = score
	p.Reasons = unique(append(slices.Clone(e.sure), e.likely...))
	contradiction := contradicts(a, b)
	like := score >= likeness
	switch {
	case len(e.sure) > 0:
		p.Certain = true
	case len(e.likely) > 0:
		p.Certain = like || e.name != "" || len(p.Reasons) > 1
	case e.born != "" && score >= sureLikeness:
		p.Certain = true
	case e.born != "" && like, e.name != "":
	default:
		return p, false // a date of birth alone
	}
	if e.born != "" {
		p.Reasons = append(p.Reasons, e.born)
	}
	switch {
	case e.name != "":
		p.Reasons = append(p.Reasons, e.name)
	case like:
		p.Reasons = append(p.Reasons, "like names: "+names)
	default:
		p.Reasons = append(p.Reasons, "names differ: "+a.Name+" / "+b.Name)
	}
	if contradiction != "" {
		if len(e.sure)+len(e.likely) == 0 {
			return p, false
		}
		p.Certain = p.Certain && len(e.sure) > 0 && slices.ContainsFunc(e.sure, func(r string) bool { return strings.HasPrefix(r, "same UN") || strings.HasPrefix(r, "one entry") })
		p.Reasons = append(p.Reasons, contradiction)
	}
	return p, true
}

// contradicts tells what speaks against two entries being one person: years of
// birth that cannot both be true.
func contradicts(a, b *demarche.Entity) string {
	if a.Schema != demarche.SchemaPerson {
		return ""
	}
	any := false
	for _, x := range a.Births {
		for _, y := range b.Births {
			if len(x.Date) < 4 || len(y.Date) < 4 {
				continue
			}
			any = true
			if overlap(x, y) {
				return ""
			}
		}
	}
	if any {
		return "years of birth differ"
	}
	return ""
}

// overlap says whether two births may be one, two years allowed for "circa".
func overlap(x, y demarche.Birth) bool {
	span := func(b demarche.Birth) (int, int) {
		from := year(b.Date)
		to := from
		if len(b.Until) >= 4 {
			to = year(b.Until)
		}
		if b.Circa {
			from, to = from-2, to+2
		}
		return from, to
	}
	xf, xt := span(x)
	yf, yt := span(y)
	return xf <= yt && yf <= xt
}

func year(s string) int {
	n := 0
	for _, c := range s[:4] {
		n = n*10 + int(c-'0')
	}
	return n
}
