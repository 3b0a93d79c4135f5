// Package designee reads who is newly listed or delisted out of the releases of
// sanctions authorities. Three shapes of telling are known: sentences that say so
// ("OFAC is designating X pursuant to …", "X is being designated"), entries of
// list notices ("SURNAME, Given (a.k.a. …); DOB …; [TAG]"), and lists under a
// heading ("Those sanctioned today are:"). Where a release gives numbers ("six
// individuals and two entities") and fewer are named so, those whom it introduces
// with a short form in brackets are taken. Who was listed before, who speaks and
// who is thanked is not taken.
package designee

import (
	"sort"
	"strings"

	"demarche"
	"demarche/extract/country"
	names "demarche/extract/name"
	"demarche/extract/token"
)

// Input is a release and what other readers found in it. Offsets are bytes.
type Input struct {
	Doc, Title  *token.Doc
	Names       []demarche.Mention
	Dates       []demarche.Mention
	Instruments []demarche.Mention // with tags
	Identified  []demarche.Mention // identifiers and wallets
	Day         string
	Authority   string // the publisher speaks for, "" when unknown
	Kind        demarche.SourceKind
}

// party is somebody on the way to becoming a designee.
type party struct {
	name       string
	schema     string
	change     string
	authority  string
	programme  string
	countries  []string
	ids        []string
	aliases    []string
	start, end int
}

// reader holds one release while it is read.
type reader struct {
	in      Input
	text    string
	toks    []token.Token
	at      []int // token -> index of the name that begins there, -1
	full    map[string]string
	kind    map[string]demarche.MentionKind
	entity  map[string]string // ids of known bodies by name
	parties []*party
	byKey   map[string]*party
	short   map[string][]string // short forms by long name
	vessel  map[string]bool     // answers of isVessel
	around  []string            // country of the whole text, once looked for
	lists   []region            // byte ranges read as lists
	told    int                 // token after the last sentence that lists somebody
	main    *string             // authority of the whole text, once looked for
}

type region struct{ from, to int }

// Find returns the designees in the order of the text.
func Find(in Input) []demarche.Designee {
	r := &reader{in: in, text: in.Doc.Text, toks: in.Doc.Tokens, full: map[string]string{}, kind: map[string]demarche.MentionKind{}, vessel: map[string]bool{}, entity: map[string]string{}, byKey: map[string]*party{}}
	if !r.speaksOfListing() {
		return nil
	}
	r.index()
	r.readLists()
	r.readSentences()
	r.readForeign()
	r.readBrackets()
	r.ships()
	r.fillUp()
	return r.result()
}

// speaksOfListing is a quick look for the words without which nobody is listed.
func (r *reader) speaksOfListing() bool {
	for _, w := range []string{"esignat", "anction", "delist", "Delist", "SDN", "listed", "asset freeze", "added to", "removed from", "locked property", "locked persons", "pecial Economic Measures", "reezing assets", "reeze assets", "reeze the assets", "rozen the assets", "been added", "blacklist", "estrictive measures", "mesures restrictives", "gel des avoirs", "oney laundering concern", "ntity List", "指定", "制裁", "資産凍結", "清单", "제재", "지정", "санкц", "стоп-лист"} {
		if strings.Contains(r.text, w) {
			return true
		}
	}
	return false
}

// maxParties bounds what is read out of one text.
const maxParties = 5000

// names gives the mentions that begin between two offsets.
func (r *reader) names(from, to int) []demarche.Mention {
	return between(r.in.Names, from, to)
}

func between(ms []demarche.Mention, from, to int) []demarche.Mention {
	lo := sort.Search(len(ms), func(i int) bool { return ms[i].Start >= from })
	hi := sort.Search(len(ms), func(i int) bool { return ms[i].Start >= to })
	if hi < lo {
		return nil
	}
	return ms[lo:hi]
}

// index notes where names begin and what short forms stand for.
func (r *reader) index() {
	r.at = make([]int, len(r.toks)+1)
	for i := range r.at {
		r.at[i] = -1
	}
	for k, m := range r.in.Names {
		if !isParty(m.Kind) {
			continue
		}
		i := r.in.Doc.At(m.Start)
		r.at[i] = k
		long := m.Name
		if long == "" || m.Entity != "" {
			long = m.Text
		}
		long, short := tidy(long), tidy(m.Text)
		if m.Entity != "" {
			r.entity[short] = m.Entity
		}
		if long != short && r.full[short] == "" {
			r.full[short] = long
		}
		if _, ok := r.kind[long]; !ok {
			r.kind[long] = m.Kind
		}
		if _, ok := r.kind[short]; !ok {
			r.kind[short] = m.Kind
		}
	}
	r.surnames()
	r.brackets()
}

// surnames ties a family name that stands alone to the one full name that ends
// with it.
func (r *reader) surnames() {
	full := map[string]string{}
	for _, m := range r.in.Names {
		name := tidy(m.Text)
		if i := strings.LastIndexByte(name, ' '); m.Kind == demarche.MentionPerson && i > 0 {
			if last := name[i+1:]; full[last] == "" || full[last] == name {
				full[last] = name
			} else {
				full[last] = last // two bear it
			}
		}
	}
	for _, m := range r.in.Names {
		name := tidy(m.Text)
		first, _, ok := strings.Cut(name, " ")
		if m.Kind != demarche.MentionPerson || !ok || !names.Korean(name) {
			continue
		}
		if full[first] == "" || full[first] == name {
			full[first] = name
		} else {
			full[first] = first
		}
	}
	for short, long := range full {
		if r.full[short] == "" && r.kind[short] == demarche.MentionPerson && short != long {
			r.full[short] = long
		}
	}
}

func isParty(k demarche.MentionKind) bool {
	switch k {
	case demarche.MentionPerson, demarche.MentionOrganisation, demarche.MentionVessel, demarche.MentionAircraft:
		return true
	}
	return false
}

// brackets learns the short forms that stand in brackets after a name.
func (r *reader) brackets() {
	for _, m := range r.in.Names {
		if !isParty(m.Kind) {
			continue
		}
		short, _ := r.bracketAfter(m.End)
		if short == "" || len(short) >= len(m.Text) {
			continue
		}
		long := tidy(m.Text)
		if l := r.full[long]; l != "" {
			long = l
		}
		if short != long {
			r.full[short] = long
			r.kind[short] = m.Kind
		}
	}
}

// bracketAfter gives what stands in brackets right after an offset, without
// quotation marks and stars, and the offset after it.
func (r *reader) bracketAfter(at int) (string, int) {
	rest := r.text[at:]
	trimmed := strings.TrimLeft(rest, " *\u00a0")
	if !strings.HasPrefix(trimmed, "(") {
		return "", at
	}
	end := strings.IndexByte(trimmed, ')')
	if end < 0 || end > 60 {
		return "", at
	}
	inner := strings.Trim(trimmed[1:end], " *\"“”'‘’\u00a0")
	inner = strings.TrimPrefix(strings.TrimPrefix(inner, "or "), "the ")
	if inner == "" || strings.Contains(inner, ".k.a.") || strings.ContainsAny(inner, ";:,()") || strings.HasPrefix(inner, "IMO") {
		return "", at
	}
	if _, ok := country.Code(inner); ok {
		return "", at // where it is, no short form
	}
	return tidy(inner), at + len(rest) - len(trimmed) + end + 1
}

// tidy takes stars and doubled spaces out of a name.
func tidy(s string) string {
	s = strings.ReplaceAll(s, "*", "")
	s = strings.Trim(s, " ,;:")
	return strings.Join(strings.Fields(s), " ")
}

// longForm resolves a short form as far as known.
func (r *reader) longForm(name string) string {
	name = tidy(name)
	for range 3 {
		l, ok := r.full[name]
		if !ok || l == name {
			break
		}
		name = l
	}
	return name
}

// key is the form under which a party is counted once.
func key(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		if f := token.FoldString(strings.Trim(w, ".,\"“”'")); f != "" {
			b.WriteString(f)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// note takes a party, or adds to what is known of it.
func (r *reader) note(p party) *party {
	p.name = withoutKind(tidy(p.name))
	switch p.name[strings.LastIndexByte(p.name, ' ')+1:] {
	case "Decision", "Regulation", "Regulations", "Directive", "Resolution", "Resolutions":
		return nil // a legal act
	}
	if len([]rune(p.name)) < 2 || !strings.ContainsFunc(p.name, func(c rune) bool { return c > 64 }) {
		return nil
	}
	k := key(p.name)
	if old := r.byKey[k]; old != nil {
		old.merge(p)
		return old
	}
	if len(r.parties) >= maxParties {
		return nil
	}
	q := &p
	r.byKey[k] = q
	r.parties = append(r.parties, q)
	return q
}

// withoutKind cuts what says of what sort a body is from its name: "Kazakh bank
// Steppe Bank" is Steppe Bank.
func withoutKind(name string) string {
	words := strings.Fields(name)
	if len(words) > 1 && bodyNoun(words[0]) && words[1][0] >= 'A' && words[1][0] <= 'Z' {
		return strings.Join(words[1:], " ")
	}
	if len(words) > 2 && bodyNoun(words[1]) && words[2][0] >= 'A' && words[2][0] <= 'Z' {
		return strings.Join(words[2:], " ")
	}
	return name
}

func (p *party) merge(q party) {
	if p.programme == "" {
		p.programme = q.programme
	}
	if p.authority == "" {
		p.authority = q.authority
	}
	p.countries = union(p.countries, q.countries)
	p.ids = union(p.ids, q.ids)
	p.aliases = union(p.aliases, q.aliases)
}

func union(a, b []string) []string {
	for _, x := range b {
		found := x == ""
		for _, y := range a {
			found = found || x == y
		}
		if !found {
			a = append(a, x)
		}
	}
	return a
}

// result writes the parties in the order of the text.
func (r *reader) result() []demarche.Designee {
	var out []demarche.Designee
	r.short = map[string][]string{}
	for short, long := range r.full {
		if short != long && len(short) > 1 && !strings.Contains(short, ", ") {
			r.short[long] = append(r.short[long], short)
		}
	}
	for _, p := range r.parties {
		p.dropNickname()
		r.describe(p)
		out = append(out, demarche.Designee{Name: p.name, Schema: p.schema, Change: p.change, Authority: p.authority, Programme: p.programme,
			Countries: p.countries, Identifiers: p.ids, Aliases: p.aliases, Start: p.start, End: p.end})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// dropNickname makes a nickname inside a person's name another name of them.
func (p *party) dropNickname() {
	if p.schema != "Person" {
		return
	}
	from := strings.IndexAny(p.name, "\"“")
	if from < 0 {
		return
	}
	to := strings.LastIndexAny(p.name, "\"”")
	if to <= from+1 {
		return
	}
	rest := strings.Fields(p.name[:from] + " " + strings.TrimLeft(p.name[to:], "\"”"))
	if len(rest) < 2 {
		return
	}
	nick := strings.Trim(p.name[from:to], "\"“” ")
	p.aliases = union(p.aliases, []string{p.name, nick})
	p.name = strings.Join(rest, " ")
}
