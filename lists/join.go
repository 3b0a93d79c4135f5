package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// Decision is a person's word on a proposal. Taking it back undoes what it did:
// parties are made anew from proposals and decisions each time.
type Decision struct {
	A, B string
	Same bool
}

// Party is what several entries are taken to be together. Every member's id
// leads to it.
type Party struct {
	ID      string   // that of its first member in the order of [All]
	Members []string // entity ids, in that order
}

// Merge puts records together that have one id because lists of one authority
// share their numbers: OFAC's SDN and non-SDN entries. Values are those of both,
// the list of a designation stays its own, and the first list is the origin.
// Other records are given back as they are, in their order.
func Merge(lists ...[]Record) []Record {
	at := map[string]int{}
	var out []Record
	for _, list := range lists {
		for _, rec := range list {
			i, ok := at[rec.Entity.ID]
			if !ok {
				at[rec.Entity.ID] = len(out)
				out = append(out, rec)
				continue
			}
			m := &out[i]
			a, b := &m.Entity, rec.Entity
			if b.Name != a.Name {
				a.Aliases = slices.Concat(a.Aliases, []demarche.Alias{alias(b.Name)})
			}
			a.Aliases = slices.Concat(a.Aliases, b.Aliases)
			a.Identifiers, a.Contacts = slices.Concat(a.Identifiers, b.Identifiers), slices.Concat(a.Contacts, b.Contacts)
			a.Births, a.Addresses = slices.Concat(a.Births, b.Births), slices.Concat(a.Addresses, b.Addresses)
			a.Countries, a.Nationalities = slices.Concat(a.Countries, b.Countries), slices.Concat(a.Nationalities, b.Nationalities)
			a.Positions, a.Notes = slices.Concat(a.Positions, b.Positions), slices.Concat(a.Notes, b.Notes)
			a.Gender = cmp.Or(a.Gender, b.Gender)
			if a.Vessel == nil {
				a.Vessel = b.Vessel
			}
			m.Designations = slices.Concat(m.Designations, rec.Designations)
			m.Relations = distinct(slices.Concat(m.Relations, rec.Relations), func(r demarche.Relation) string { r.Source = ""; return fmt.Sprint(r) })
			tidy(m)
		}
	}
	return out
}

// Join makes parties out of certain proposals and a person's decisions. A
// person's word goes before a certain proposal. A proposal that would put two
// entries of one list into a party is left to a person: lists seldom name a
// party twice, and a chain of joins is how wrong people are put together. It is
// given back among the open ones, with the doubtful.
func Join(records []Record, proposals []Proposal, decisions []Decision) (parties []Party, open []Proposal) {
	j := &joiner{parent: map[string]string{}, lists: map[string]map[string]bool{}}
	for i := range records {
		j.put(records[i].Entity.ID, records[i].Entity.Origin)
	}
	word := map[[2]string]bool{}
	decided := func(p Proposal) (bool, bool) { v, ok := word[[2]string{p.A, p.B}]; return v, ok }
	for _, d := range decisions {
		a, b := min(d.A, d.B), max(d.A, d.B)
		word[[2]string{a, b}] = d.Same
	}
	for _, d := range decisions {
		if d.Same {
			j.union(d.A, d.B)
		}
	}
	order := slices.Clone(proposals)
	slices.SortStableFunc(order, func(a, b Proposal) int { return len(b.Reasons) - len(a.Reasons) }) // the best founded first
	for _, p := range order {
		same, known := decided(p)
		switch {
		case known && !same, known && same:
		case p.Certain && !j.clash(p.A, p.B) && !j.refused(p.A, p.B, word):
			j.union(p.A, p.B)
		case p.Certain && j.find(p.A) != j.find(p.B):
			p.Certain = false
			p.Reasons = append(slices.Clone(p.Reasons), "would put two entries of one list together")
			open = append(open, p)
		case !p.Certain && j.find(p.A) != j.find(p.B):
			open = append(open, p)
		}
	}
	slices.SortFunc(open, func(a, b Proposal) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return j.parties(), open
}

type joiner struct {
	parent map[string]string
	lists  map[string]map[string]bool // by root: lists its members stand on
}

func (j *joiner) put(id, list string) {
	if _, ok := j.parent[id]; !ok {
		j.parent[id], j.lists[id] = id, map[string]bool{}
	}
	j.lists[id][list] = true
}

func (j *joiner) find(id string) string {
	for j.parent[id] != id {
		next, ok := j.parent[id]
		if !ok {
			return id
		}
		j.parent[id] = j.parent[next]
		id = j.parent[id]
	}
	return id
}

func (j *joiner) union(a, b string) {
	a, b = j.find(a), j.find(b)
	if a == b || j.lists[a] == nil || j.lists[b] == nil {
		return
	}
	j.parent[b] = a
	for l := range j.lists[b] {
		j.lists[a][l] = true
	}
}

func (j *joiner) clash(a, b string) bool {
	a, b = j.find(a), j.find(b)
	if a == b {
		return false
	}
	for l := range j.lists[a] {
		if j.lists[b][l] {
			return true
		}
	}
	return false
}

// refused says whether a person parted two entries that a join would put
// together again by another way.
func (j *joiner) refused(a, b string, word map[[2]string]bool) bool {
	a, b = j.find(a), j.find(b)
	for pair, same := range word {
		if x, y := j.find(pair[0]), j.find(pair[1]); !same && (x == a && y == b || x == b && y == a) {
			return true
		}
	}
	return false
}

// parties are the entries that were put together, two or more.
func (j *joiner) parties() []Party {
	groups := map[string][]string{}
	for id := range j.parent {
		groups[j.find(id)] = append(groups[j.find(id)], id)
	}
	var out []Party
	for root, ids := range groups {
		if len(ids) < 2 {
			delete(groups, root)
			continue
		}
		slices.SortFunc(ids, func(a, b string) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
		out = append(out, Party{ids[0], ids})
	}
	slices.SortFunc(out, func(a, b Party) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// prefixes of entity ids, in the order of the lists that give them out.
var idPrefixes = []string{"ofac-", "un-", "eu-", "uk-", "ch-", "ca-", "au-", "jp-", "kr-", "csl-", "eumap-", "os-"}

func rank(id string) int {
	for i, p := range idPrefixes {
		if strings.HasPrefix(id, p) {
			return i
		}
	}
	return len(idPrefixes)
}
