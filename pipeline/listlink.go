package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"demarche"
	"demarche/lists"
)

// A name alone never proves who is meant. Confidences of links to listed parties.
const (
	confidenceNumber  = 0.98 // a number given out once
	confidenceSure    = 0.9  // a telling name with two more signs
	confidenceLikely  = 0.8  // a telling name, of several words, with one
	confidenceSome    = 0.6  // a telling name with one sign, where it takes two
	confidenceBare    = 0.5  // a telling name and nothing else
	confidenceWeak    = 0.35 // a weak, short or common name with a sign
	confidenceCrowd   = 0.25 // several parties have the name
	candidatesShown   = 4    // links of one name that several parties have
	nearby            = 160  // bytes on each side of a name in which signs are looked for
	maxNeighbourLinks = 400  // names of one text that are weighed
)

// listText is one text being linked to the lists.
type listText struct {
	g         *gazetteer
	text      string
	lower     string
	facts     demarche.Facts
	year      int                // in which it was published, 0 when unknown
	countries map[string]float64 // share of the countries it is about

	aboutListings bool              // it reports that somebody is listed or removed
	offsets       []int             // byte offset of every code point
	named         map[*listed]int   // finds by party
	sure          map[string]string // parties that a number identifies, with the reason
}

// linkListed ties what a text names to parties of the lists. The year is that of
// its publication, 0 when that is unknown.
func linkListed(g *gazetteer, text string, year int, f demarche.Facts) []demarche.Link {
	if g == nil || len(g.parties) == 0 {
		return nil
	}
	t := newListText(g, text, year, f)
	links := t.numbers()
	finds := g.trie.Find(text)
	finds = finds[:min(len(finds), maxNeighbourLinks)]
	for _, find := range finds {
		for _, l := range t.partiesOf(find) {
			if l.telling() {
				t.named[l.party]++
			}
		}
	}
	for _, find := range finds {
		links = append(links, t.link(find)...)
	}
	return links
}

func newListText(g *gazetteer, text string, year int, f demarche.Facts) *listText {
	t := &listText{g: g, text: text, lower: strings.ToLower(text), facts: f, year: year, countries: map[string]float64{}, named: map[*listed]int{}, sure: map[string]string{}}
	for _, c := range f.Countries {
		t.countries[c.Code] = c.Weight
	}
	t.aboutListings = slices.ContainsFunc(f.Actions, func(a demarche.Action) bool { return slices.Contains(listingActions, a.Kind) })
	for i := range text {
		t.offsets = append(t.offsets, i)
	}
	t.offsets = append(t.offsets, len(text))
	return t
}

// numbers ties wallets and identifiers exactly.
func (t *listText) numbers() []demarche.Link {
	var links []demarche.Link
	for i, m := range t.facts.Mentions {
		scheme, value := m.Scheme, m.Value
		switch m.Kind {
		case demarche.MentionWallet:
			scheme, value = "wallet", cmp.Or(m.Value, m.Text)
		case demarche.MentionIdentifier:
		default:
			continue
		}
		if len(value) < 6 {
			continue
		}
		for _, id := range t.g.numbers[scheme+"|"+strings.ToUpper(value)] {
			l := t.g.parties[id]
			reason := fmt.Sprintf("%s %s is that of %s, %s", numberName(scheme), value, l.name, l.standing())
			t.sure[l.id] = reason
			link := demarche.Link{Mention: i, Entity: l.id, Status: l.status(), Confidence: confidenceNumber, Reasons: []string{reason}, Lists: l.current}
			switch scheme {
			case "wallet", "imo", "lei", "bic", "mmsi", "tail":
			default: // numbers that states give out anew, or that other states give out too
				link.Status, link.Confidence = demarche.LinkPossible, confidenceBare
			}
			links = append(links, link)
			break // members of one party, or an entry on two lists
		}
	}
	return links
}

func numberName(scheme string) string {
	switch scheme {
	case "wallet", "passport":
		return scheme
	}
	return strings.ToUpper(scheme) + " number"
}

// fitting is a party that has a found name.
type fitting struct {
	party *listed
	name  string
	marks lists.Marks
	doubt bool // the extractor took the name for another sort of thing
}

// partiesOf are the parties that have a name, each under its strongest mark.
func (t *listText) partiesOf(find lists.Found) []fitting {
	var out []fitting
	for _, c := range find.Entities {
		l := t.g.parties[c.Entity]
		if l == nil {
			continue
		}
		names := l.names[c.Entity]
		f := fitting{party: l, name: names[min(c.Alias, len(names)-1)], marks: c.Marks}
		i := slices.IndexFunc(out, func(o fitting) bool { return o.party == l })
		switch {
		case i < 0:
			out = append(out, f)
		case weight(f.marks) < weight(out[i].marks):
			out[i] = f
		}
	}
	return out
}

// weight orders marks by how little the name tells.
func weight(m lists.Marks) int {
	n := 0
	for _, bad := range []lists.Marks{lists.Weak, lists.Single, lists.Common, lists.LowerCase} {
		if m.Has(bad) {
			n += 2
		}
	}
	if m.Has(lists.Short) || m.Has(lists.Former) || m.Has(lists.Transliterated) {
		n++
	}
	return n
}

// link weighs one found name.
func (t *listText) link(find lists.Found) []demarche.Link {
	at, ok := t.placeOf(find)
	if !ok {
		return nil
	}
	var links []demarche.Link
	var fits []fitting
	for _, f := range t.partiesOf(find) {
		if f.doubt, ok = t.sort(at, f, find); ok {
			fits = append(fits, f)
		}
	}
	for _, f := range fits {
		link, ok := t.weigh(find, f, at, otherParties(f, fits))
		if !ok {
			continue
		}
		link.Mention = at.mention
		if at.mention < 0 {
			link.Span = t.span(find, f.party.schema)
		}
		links = append(links, link)
	}
	return t.settle(links)
}

// otherParties counts the parties of a name that cannot be the same as one.
func otherParties(f fitting, fits []fitting) int {
	n := 0
	for _, o := range fits {
		if o.party != f.party && !mayBeOne(f.party, o.party) {
			n++
		}
	}
	return n
}

// settle keeps one sure link of a name; where several parties fit alike, none is
// sure.
func (t *listText) settle(links []demarche.Link) []demarche.Link {
	slices.SortStableFunc(links, func(a, b demarche.Link) int { return cmp.Compare(b.Confidence, a.Confidence) })
	if len(links) > 1 && links[0].Confidence > links[1].Confidence && links[0].Status != demarche.LinkPossible {
		for len(links) > 1 && !mayBeOne(t.g.parties[links[0].Entity], t.g.parties[links[len(links)-1].Entity]) {
			links = links[:len(links)-1]
		}
	}
	if len(links) > 1 && !t.oneParty(links) {
		for i := range links {
			if links[i].Status != demarche.LinkPossible || links[i].Confidence > confidenceCrowd {
				links[i].Status, links[i].Lists = demarche.LinkPossible, nil
				links[i].Confidence = min(links[i].Confidence, confidenceCrowd)
			}
			links[i].Reasons = append(links[i].Reasons, fmt.Sprintf("%d parties of the lists have this name", len(links)))
		}
	}
	return links[:min(len(links), candidatesShown)]
}

// oneParty says whether parties under one name are entries of different lists
// that nothing tells apart: lists of several authorities name the same people.
func (t *listText) oneParty(links []demarche.Link) bool {
	for i, a := range links {
		for _, b := range links[i+1:] {
			if !mayBeOne(t.g.parties[a.Entity], t.g.parties[b.Entity]) {
				return false
			}
		}
	}
	return true
}

func mayBeOne(a, b *listed) bool {
	if a == nil || b == nil || a.schema == demarche.SchemaPerson != (b.schema == demarche.SchemaPerson) || vessel(a.schema) != vessel(b.schema) {
		return false
	}
	for _, list := range slices.Concat(a.current, a.former) {
		if slices.Contains(b.current, list) || slices.Contains(b.former, list) {
			return false
		}
	}
	return shares(a.countries, b.countries) && shares(years(a.births), years(b.births))
}

func years(births []demarche.Birth) []string {
	var out []string
	for _, b := range births {
		out = append(out, b.Date[:4])
	}
	return out
}

// shares says whether lists have a value in common; one that is empty tells nothing.
func shares(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}
