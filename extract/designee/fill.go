package designee

import (
	"strings"

	"demarche"
)

// counts are the numbers a release gives: "eight individuals and six entities".
type counts struct{ persons, bodies, vessels, any int }

var numbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a": 1, "an": 1, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}

// announced reads the numbers out of the lead.
func (r *reader) announced() (c counts) {
	for i := 0; i+1 < len(r.toks) && r.toks[i].Start < 900; i++ {
		n := numbers[r.lower(i)]
		if n == 0 {
			n = small(r.word(i))
		}
		if n == 0 {
			continue
		}
		for j := i + 1; j < min(i+5, len(r.toks)); j++ {
			switch r.lower(j) {
			case "individuals", "individual", "people", "persons", "nationals", "bankers", "officials", "hackers", "operatives", "leaders", "executives", "facilitators", "members", "managers":
				c.persons = max(c.persons, n)
			case "entities", "entity", "companies", "company", "organizations", "organisations", "banks", "firms", "networks":
				c.bodies = max(c.bodies, n)
			case "vessels", "vessel", "ships", "tankers":
				c.vessels = max(c.vessels, n)
			case "targets":
				c.any = max(c.any, n)
			case ",", ".", "and":
			default:
				continue
			}
			break
		}
	}
	return c
}

func small(w string) int {
	n := 0
	for _, ch := range w {
		if ch < '0' || ch > '9' || n > 500 {
			return 0
		}
		n = n*10 + int(ch-'0')
	}
	return n
}

// fillUp takes the introduced names when a release announces more than its
// sentences name.
func (r *reader) fillUp() {
	want := r.announced()
	if want == (counts{}) || !r.releases() {
		return
	}
	have := counts{}
	for _, p := range r.parties {
		if r.concurrent(p) {
			continue // another authority's, told of after the numbers
		}
		switch p.schema {
		case "Person":
			have.persons++
		case "Vessel":
			have.vessels++
		default:
			have.bodies++
		}
	}
	want.persons, want.bodies = want.persons+r.namedBefore(true), want.bodies+r.namedBefore(false)
	seen := map[string]bool{}
	for _, m := range r.in.Names {
		if !isParty(m.Kind) || r.isAuthority(m) || m.Entity != "" && m.Kind == demarche.MentionPerson {
			continue
		}
		short, _ := r.bracketAfter(m.End)
		name := r.longForm(m.Text)
		if short == "" || seen[name] || r.byKey[key(name)] != nil || name != tidy(m.Text) {
			continue
		}
		i := r.in.Doc.At(m.Start)
		if r.quiet(i, r.in.Doc.At(m.End)) || r.inside(i, r.in.Doc.At(m.End), max(0, i-40), len(r.toks)) {
			continue
		}
		seen[name] = true
		schema := r.schema(name, m, verdict{})
		switch {
		case schema == "Person" && have.persons < want.persons:
			have.persons++
		case schema == "Vessel" && have.vessels < want.vessels:
			have.vessels++
		case schema != "Person" && schema != "Vessel" && have.bodies < want.bodies && !acronymOfState(m):
			have.bodies++
		default:
			continue
		}
		r.note(party{name: name, schema: schema, change: "listed", start: m.Start, end: m.End})
	}
	r.takeSubjects(&want, &have)
}

// concurrent says whether a party is one that another authority lists at the same
// time: the numbers of the lead do not count it.
func (r *reader) concurrent(p *party) bool {
	i := min(r.in.Doc.At(p.start), len(r.toks)-1)
	from, to := r.in.Doc.SentenceStart(i), r.in.Doc.SentenceEnd(i)
	return from >= r.in.Doc.SentenceEnd(0) && p.authority != r.mainAuthority() && to-from < reach && r.has(from, to, "concurrently")
}

// namedBefore counts the listed that stand in the lead before its numbers:
// "sanctioned X with three of its leaders" lists four.
func (r *reader) namedBefore(persons bool) (n int) {
	lead := r.in.Doc.SentenceEnd(0)
	for _, p := range r.parties {
		i := r.in.Doc.At(p.end)
		if i >= lead || (p.schema == "Person") != persons || p.schema == "Vessel" {
			continue
		}
		for j := i; j < lead; j++ {
			if numbers[r.lower(j)] > 1 {
				n++
				break
			}
		}
	}
	return n
}

func acronymOfState(m demarche.Mention) bool {
	return strings.Contains(m.Text, "Republic") || strings.Contains(m.Text, "Government")
}

// releases says whether the lead announces an action of today.
func (r *reader) releases() bool {
	lead := strings.ToLower(r.text[:min(len(r.text), 900)])
	return containsAny(lead, "today", "designat", "sanction", "measures") && containsAny(lead, "sanctioned", "designated", "imposing sanctions", "imposed sanctions", "cyber sanctions on", "targeted sanctions on", "impose sanctions", "restrictive measures", "financial sanctions", "sanctioning", "designating", "is taking action", "took action", "announced", "designations", "sanctions against", "sanctions list", "sanctions on", "blacklist", "put on its list", "added", "listings", "listed")
}

// ships takes the vessels given with their IMO number in a release that lists
// somebody: they are identified as property.
func (r *reader) ships() {
	if len(r.parties) == 0 || !r.releases() {
		return
	}
	for _, m := range r.in.Names {
		if m.Kind == demarche.MentionVessel && strings.HasPrefix(strings.TrimLeft(r.text[m.End:min(m.End+8, len(r.text))], " (,;"), "IMO") && !r.inList(m.Start) && r.besideParty(m) {
			r.note(party{name: r.longForm(m.Text), schema: "Vessel", change: r.parties[0].change, authority: r.parties[0].authority, start: m.Start, end: m.End})
		}
	}
}

// besideParty says whether the sentence of a vessel also names somebody listed,
// or speaks of property.
func (r *reader) besideParty(m demarche.Mention) bool {
	i := min(r.in.Doc.At(m.Start), len(r.toks)-1)
	from, to := max(r.in.Doc.SentenceStart(i), i-reach), min(r.in.Doc.SentenceEnd(i), i+reach)
	sentence := r.text[r.toks[from].Start:r.toks[to-1].End]
	if strings.Contains(sentence, "blocked property") || strings.Contains(sentence, "property in which") {
		return true
	}
	for _, n := range r.names(r.toks[from].Start, r.toks[to-1].End) {
		if p := r.byKey[key(r.longForm(n.Text))]; p != nil && p.schema != "Vessel" {
			return true
		}
	}
	return false
}
