package pipeline

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/lists"
)

// A name alone never proves who is meant. Confidences of links to listed parties.
const (
	confidenceNumber  = 0.98 // a number given out once
	confidenceSure    = 0.9  // a telling name with two more signs
	confidenceLikely  = 0.8  // a telling name with one
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
	countries map[string]bool
	offsets   []int             // byte offset of every code point
	named     map[*listed]int   // finds by party
	sure      map[string]string // parties that a number identifies, with the reason
}

// linkListed ties what a text names to parties of the lists.
func linkListed(g *gazetteer, text string, f demarche.Facts) []demarche.Link {
	if g == nil || len(g.parties) == 0 {
		return nil
	}
	t := &listText{g: g, text: text, lower: strings.ToLower(text), facts: f, countries: map[string]bool{}, named: map[*listed]int{}, sure: map[string]string{}}
	for _, c := range f.Countries {
		t.countries[c.Code] = true
	}
	for _, m := range f.Mentions {
		if m.Code != "" {
			t.countries[m.Code] = true
		}
	}
	for i := range text {
		t.offsets = append(t.offsets, i)
	}
	t.offsets = append(t.offsets, len(text))
	links := t.numbers()
	finds := g.trie.Find(text)
	finds = finds[:min(len(finds), maxNeighbourLinks)]
	for _, find := range finds {
		for _, l := range t.partiesOf(find) {
			t.named[l.party]++
		}
	}
	for _, find := range finds {
		links = append(links, t.link(find)...)
	}
	return links
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
		f := fitting{l, names[min(c.Alias, len(names)-1)], c.Marks}
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
	mention, kind, ok := t.mentionAt(find)
	if !ok {
		return nil
	}
	var links []demarche.Link
	var fits []fitting
	for _, f := range t.partiesOf(find) {
		if sameSort(kind, f, find, t) {
			fits = append(fits, f)
		}
	}
	for _, f := range fits {
		link, ok := t.weigh(find, f, otherParties(f, fits))
		if !ok {
			continue
		}
		link.Mention = mention
		if mention < 0 {
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
	return shares(a.countries, b.countries) && (len(a.years) == 0 || len(b.years) == 0 || shares(a.years, b.years))
}

// shares says whether lists have a value in common; one that is empty tells nothing.
func shares(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}

// signs are what speaks for and against a party being meant.
type signs struct {
	country, role, year, number, neighbour, listing bool
	against                                         string
	reasons                                         []string
}

func (s signs) count() int {
	n := 0
	for _, yes := range []bool{s.country, s.role, s.year, s.neighbour} {
		if yes {
			n++
		}
	}
	return n
}

// weigh decides what may be said of one party under a found name.
func (t *listText) weigh(find lists.Found, f fitting, rivals int) (demarche.Link, bool) {
	l := f.party
	s := t.signs(find, l)
	link := demarche.Link{Entity: l.id, Status: demarche.LinkPossible}
	link.Reasons = append([]string{nameReason(f, l)}, s.reasons...)
	telling := !f.marks.Has(lists.Weak) && !f.marks.Has(lists.Single) && !f.marks.Has(lists.Common) && !f.marks.Has(lists.LowerCase)
	sure := false
	switch {
	case s.number:
		sure, link.Confidence = true, confidenceNumber
	case s.against != "" && (!telling || !s.country || !s.role && !s.year && !s.neighbour):
		return link, false
	case s.against != "":
		link.Confidence = confidenceWeak
	case f.marks.Has(lists.Weak), f.marks.Has(lists.Single) && f.marks.Has(lists.Common), f.marks.Has(lists.LowerCase) && find.Words < 3:
		if s.count() < 2 && !(s.count() == 1 && s.listing) {
			return link, false // a weak name needs more than one sign to be worth showing
		}
		link.Confidence = confidenceWeak
	case f.marks.Has(lists.Single):
		if s.count() == 0 {
			return link, false
		}
		link.Confidence = confidenceWeak
		sure = l.schema != demarche.SchemaPerson && !vessel(l.schema) && s.count() > 1
	case f.marks.Has(lists.Common):
		if s.count() == 0 {
			link.Confidence = confidenceCrowd
			break
		}
		link.Confidence = confidenceWeak
		sure = s.country && (s.role || s.year || s.neighbour)
	case vessel(l.schema):
		link.Confidence = confidenceWeak
		sure = s.count() > 1
	case l.schema == demarche.SchemaPerson:
		link.Confidence = confidenceBare
		sure = s.count() > 0 && (find.Words > 2 || s.country || s.role || s.year) || s.listing && find.Words > 2
	default:
		link.Confidence = confidenceBare
		sure = s.count() > 0 || s.listing || find.Words > 2 && !f.marks.Has(lists.Short)
	}
	if sure && rivals > 0 && s.count() < 2 && !s.number {
		sure = false
	}
	if sure {
		link.Status, link.Lists = l.status(), l.current
		link.Confidence = max(link.Confidence, confidenceLikely)
		if s.count() > 1 {
			link.Confidence = max(link.Confidence, confidenceSure)
		}
	} else if s.count() == 0 && telling {
		link.Reasons = append(link.Reasons, "nothing in the text besides the name says that this party is meant")
	}
	link.Reasons = append(link.Reasons, l.standing())
	return link, true
}

func vessel(s demarche.EntitySchema) bool {
	return s == demarche.SchemaVessel || s == demarche.SchemaAirplane
}

func nameReason(f fitting, l *listed) string {
	what := "named as on the list: " + l.name
	if f.name != l.name {
		what = fmt.Sprintf("%s is on the list as another name of %s", f.name, l.name)
	}
	for _, m := range []struct {
		mark lists.Marks
		text string
	}{{lists.Weak, "the list calls this name weak"}, {lists.Single, "a single word"}, {lists.Common, "a common name"}, {lists.Former, "a former name"},
		{lists.Short, "not the whole name"}, {lists.Swapped, "order swapped"}, {lists.Transliterated, "written in another script"}} {
		if f.marks.Has(m.mark) {
			what += ", " + m.text
		}
	}
	return what
}

// listingWords say that the text is about listings.
var listingWords = regexp.MustCompile(`(?i)sanction|designat|blacklist|\bSDN\b|asset freeze|\bOFAC\b|санкци|制裁|제재|عقوبات`)

// callings are occupations that lists do not have: who has one is most often a
// namesake.
var callings = regexp.MustCompile(`(?i)\b(actor|actress|footballer|striker|midfielder|goalkeeper|defender|coach|singer|rapper|pianist|violinist|novelist|poet|painter|professor|student|teacher|nurse|dentist|surgeon|chef|golfer|boxer|wrestler|swimmer|cyclist|sprinter|tennis|chess|pastor|farmer|film director|comedian|photographer|bride|widow)\b`)

// signs looks around a name for what tells its bearer apart.
func (t *listText) signs(find lists.Found, l *listed) signs {
	var s signs
	if reason, ok := t.sure[l.id]; ok {
		s.number = true
		s.reasons = append(s.reasons, reason)
	}
	from, to := max(0, find.Start-nearby), min(len(t.lower), find.End+nearby)
	near := t.lower[min(from, to):to] // ToLower keeps the length of all but a few letters
	for _, code := range l.countries {
		if t.countries[code] {
			s.country = true
			s.reasons = append(s.reasons, "its country stands in the text: "+code)
			break
		}
	}
	for _, w := range l.roles {
		if wordIn(near, w) && !wordIn(strings.ToLower(t.text[find.Start:find.End]), w) {
			s.role = true
			s.reasons = append(s.reasons, "“"+w+"” near the name, as in the entry")
			break
		}
	}
	for _, y := range l.years {
		if wordIn(near, y) {
			s.year = true
			s.reasons = append(s.reasons, "year of birth near the name: "+y)
			break
		}
	}
	for _, id := range l.family {
		if p := t.g.parties[id]; p != nil && t.named[p] > 0 {
			s.neighbour = true
			s.reasons = append(s.reasons, "named beside "+p.name+", to which the list ties it")
			break
		}
	}
	s.listing = listingWords.MatchString(near)
	if s.listing {
		s.reasons = append(s.reasons, "the text speaks of listings beside the name")
	}
	if l.schema == demarche.SchemaPerson {
		if m := callings.FindString(near); m != "" && !slices.Contains(l.roles, strings.ToLower(m)) {
			s.against = "called " + m
			s.reasons = append(s.reasons, "called “"+m+"” in the text, which the entry does not say")
		}
	}
	if code := t.otherCountry(find, l); code != "" {
		s.against = "of " + code
		s.reasons = append(s.reasons, "the text places the name in another country: "+code)
	}
	return s
}

// wordIn says whether a lower-case word stands in a lower-case text as a word.
func wordIn(text, word string) bool {
	for i := 0; ; {
		j := strings.Index(text[i:], word)
		if j < 0 {
			return false
		}
		i += j
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			return true
		}
		i += len(word)
	}
}

// otherCountry is the country that stands right before a name ("Canadian actor
// Kim Yong Chol") when the party has countries and this is none of them.
func (t *listText) otherCountry(find lists.Found, l *listed) string {
	if len(l.countries) == 0 || l.schema != demarche.SchemaPerson {
		return ""
	}
	for _, m := range t.facts.Mentions {
		if m.Kind != demarche.MentionCountry || m.Form != "demonym" || m.End >= len(t.offsets) {
			continue
		}
		end := t.offsets[m.End]
		if end <= find.Start && find.Start-end < 40 && !strings.ContainsAny(t.text[end:find.Start], ".;:!?\n,") && !slices.Contains(l.countries, m.Code) {
			return m.Code
		}
	}
	return ""
}

// mentionAt finds the mention that a found name belongs to, -1 when the
// extractor saw none. It is not ok when the name is only a part of a longer one.
func (t *listText) mentionAt(find lists.Found) (int, demarche.MentionKind, bool) {
	for i, m := range t.facts.Mentions {
		if !m.Kind.IsName() || m.Start < 0 || m.End >= len(t.offsets) {
			continue
		}
		start, end := t.offsets[m.Start], t.offsets[m.End]
		if end <= find.Start || start >= find.End {
			continue
		}
		if !linkable(m.Kind) {
			if start <= find.Start && end >= find.End {
				return -1, m.Kind, false // a place or a country
			}
			continue
		}
		if start < find.Start && !besides(t.text[start:find.Start]) || end > find.End && !besides(t.text[find.End:end]) {
			return -1, m.Kind, false
		}
		return i, m.Kind, true
	}
	return -1, "", !t.partOfLonger(find)
}

// besides says whether words around a name do not make it another one: titles,
// articles, legal forms, prefixes of ships.
func besides(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '/' }) {
		if !titleWords[w] {
			return false
		}
	}
	return true
}

var titleWords = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "general": true, "gen": true, "colonel": true, "minister": true, "president": true,
	"the": true, "s": true, "sheikh": true, "mullah": true, "haji": true, "hajji": true, "sir": true, "ltd": true, "limited": true, "llc": true, "inc": true,
	"co": true, "company": true, "corporation": true, "corp": true, "gmbh": true, "ag": true, "sa": true, "ojsc": true, "pjsc": true, "jsc": true, "ao": true, "ooo": true,
	"pao": true, "oao": true, "mv": true, "m/v": true, "mt": true, "m/t": true, "ship": true, "vessel": true, "tanker": true, "admiral": true, "marshal": true,
	"ambassador": true, "deputy": true, "director": true, "chairman": true, "of": true, "and": true, "a": true, "foreign": true, "prime": true, "commander": true, "major": true}

// partOfLonger says whether a name that the extractor did not see goes on with a
// capitalised word: "Ivan Petrov Street".
func (t *listText) partOfLonger(find lists.Found) bool {
	rest := t.text[find.End:]
	if len(rest) > 1 && (rest[0] == ' ' || rest[0] == '-') {
		if r, _ := utf8.DecodeRuneInString(rest[1:]); unicode.IsUpper(r) {
			word, _, _ := strings.Cut(rest[1:], " ")
			return !besides(word)
		}
	}
	before := strings.TrimRight(t.text[:find.Start], " ")
	if len(before) == find.Start || before == "" { // nothing, or no space, before it
		return false
	}
	word := before[strings.LastIndexAny(before, " \n")+1:]
	r, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	return unicode.IsUpper(r) && unicode.IsLetter(last) && !besides(word) && !t.opens(len(before)-len(word)) && !t.isCountry(len(before))
}

// opens says whether a sentence begins at a place.
func (t *listText) opens(at int) bool {
	before := strings.TrimRight(t.text[:at], " “\"'(")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\n")
}

// isCountry says whether a country's name or demonym ends at a place.
func (t *listText) isCountry(at int) bool {
	return slices.ContainsFunc(t.facts.Mentions, func(m demarche.Mention) bool {
		return (m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation) && m.End < len(t.offsets) && t.offsets[m.End] == at
	})
}

var shipBefore = regexp.MustCompile(`(?i)(\bm/?[vt]\b|\bvessels?\b|\btankers?\b|\bships?\b|\bcargo\b|\bcarrier\b|судн|танкер)\W*("|“)?$`)

// sameSort says whether a mention of a kind may mean a party of its sort. Where the
// extractor saw no name, only a telling one will do.
func sameSort(kind demarche.MentionKind, f fitting, find lists.Found, t *listText) bool {
	switch schema := f.party.schema; {
	case kind == "" && vessel(schema):
		return shipBefore.MatchString(t.text[max(0, find.Start-30):find.Start])
	case kind == "":
		return weight(f.marks) < 2 && (find.Words > 1 || !f.marks.Has(lists.Single))
	case schema == demarche.SchemaPerson:
		return kind == demarche.MentionPerson
	case schema == demarche.SchemaVessel:
		return kind == demarche.MentionVessel
	case schema == demarche.SchemaAirplane:
		return kind == demarche.MentionAircraft
	}
	return kind == demarche.MentionOrganisation
}

// span is a found name as a mention, for a name the extractor did not see.
func (t *listText) span(find lists.Found, schema demarche.EntitySchema) *demarche.Mention {
	kind := demarche.MentionOrganisation
	switch schema {
	case demarche.SchemaPerson:
		kind = demarche.MentionPerson
	case demarche.SchemaVessel:
		kind = demarche.MentionVessel
	case demarche.SchemaAirplane:
		kind = demarche.MentionAircraft
	}
	start, _ := slices.BinarySearch(t.offsets, find.Start)
	end, _ := slices.BinarySearch(t.offsets, find.End)
	return &demarche.Mention{Kind: kind, Start: start, End: end, Text: t.text[find.Start:find.End], Why: "a name of the lists"}
}
