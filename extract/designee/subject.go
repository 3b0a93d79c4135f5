package designee

import (
	"sort"
	"strings"

	"demarche"
	"demarche/extract/token"
)

// A release of the Treasury's shape says in its lead how many were listed and
// tells of each in the body: "X is the China-based representative of …", "Y and
// Z bought …". Those who stand as subjects there are the listed, so far as the
// numbers reach.

// subjects gives the indexes of the names that are subjects of sentences after
// the lead, in the order of the text.
func (r *reader) subjects() (out []int) {
	for i := r.in.Doc.SentenceEnd(0); i < len(r.toks); {
		end := r.in.Doc.SentenceEnd(i)
		if !r.inList(r.toks[i].Start) && !r.quoted(i, end) && !r.earlier(i, end) {
			out = r.subjectsOf(out, i, end)
		}
		i = end
	}
	return out
}

// subjectsOf adds the names of one sentence's subject: those that are joined
// from its start by commas, "and" and words for what somebody is to another.
func (r *reader) subjectsOf(out []int, from, to int) []int {
	for i := from; i < to; {
		k := r.at[i]
		if k >= 0 {
			end := r.in.Doc.At(r.in.Names[k].End)
			if !r.inside(i, end, from, to) {
				out = append(out, k)
			}
			i = end
			continue
		}
		if c := r.countryAt(i); c > i {
			i = c
			continue
		}
		if !r.joins(i) && !(r.toks[i].Is(token.Upper) && i > from && r.at[i+1] >= 0) {
			return out
		}
		i++
	}
	return out
}

// countryAt gives the end of a country's or place's name at token i, or i.
func (r *reader) countryAt(i int) int {
	for _, m := range r.names(r.toks[i].Start, r.toks[i].Start+1) {
		if m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation {
			return r.in.Doc.At(m.End)
		}
	}
	return i
}

// placeAt says whether a name taken for a place begins at token i.
func (r *reader) placeAt(i int) bool {
	for _, m := range r.names(r.toks[i].Start, r.toks[i].Start+1) {
		if m.Kind == demarche.MentionLocation {
			return true
		}
	}
	return false
}

// joins says whether token i may stand within a subject that names several.
func (r *reader) joins(i int) bool {
	switch r.lower(i) {
	case "and", ",", "the", "its", "their", "of", "'s", "’s", "(", ")", "*", "\"", "“", "”", "director", "directors", "subsidiaries", "subsidiary", "company", "companies", "individual", "national", "nationals", "owner", "manager", "representative", "brothers",
		"tanker", "vessel", "ship", "freighter", "bulker", "first", "second", "third", "fourth", "m", "/", "v", "mt", "mv",
		"based", "-", "both", "also", "as", "well", "associate", "leader", "founder", "chief", "banker", "bankers":
		return true
	}
	return r.toks[i].Is(token.Upper) && r.short[r.word(i)] != nil
}

// earlier says whether a sentence tells of an older listing.
func (r *reader) earlier(from, to int) bool {
	for j := from; j < min(to, from+40); j++ {
		switch r.lower(j) {
		case "previously", "formerly", "said", "stated", "announced":
			return true
		case "was", "were", "been":
			if w := r.lower(j + 1); (w == "designated" || w == "sanctioned") && r.has(j, to, "in") {
				return true
			}
		}
	}
	return false
}

// introducedBodies gives the bodies of which a text says where they are: "X Limited,
// registered in …".
func (r *reader) introducedBodies() (out []int) {
	for i := r.in.Doc.SentenceEnd(0); i < len(r.toks); i++ {
		k := r.at[i]
		if k < 0 || r.in.Names[k].Kind != demarche.MentionOrganisation {
			continue
		}
		end := r.in.Doc.At(r.in.Names[k].End)
		if r.word(end) != "," || !isCompany(r.in.Names[k].Text) {
			continue
		}
		switch r.lower(end + 1) {
		case "registered", "based", "located", "headquartered", "incorporated":
			out = append(out, k)
		}
	}
	return out
}

// introducedPersons gives the persons that a description follows ("X, a consular
// official in Russia"), wherever they stand.
func (r *reader) introducedPersons() (out []int) {
	lead := r.in.Doc.SentenceEnd(0)
	for i := lead; i < len(r.toks); i++ {
		k := r.at[i]
		if k < 0 || r.in.Names[k].Kind != demarche.MentionPerson {
			continue
		}
		end := r.in.Doc.At(r.in.Names[k].End)
		if w := r.lower(end + 1); r.word(end) == "," && (w == "a" || w == "an" || w == "the" || w == "who") {
			out = append(out, k)
		}
	}
	return out
}

// owners gives the bodies that own or run something named: "owned by X".
func (r *reader) owners() (out []int) {
	for i := r.in.Doc.SentenceEnd(0); i < len(r.toks); i++ {
		k := r.at[i]
		if k < 0 || r.in.Names[k].Kind != demarche.MentionOrganisation {
			continue
		}
		before := r.text[max(0, r.toks[i].Start-70):r.toks[i].Start]
		for _, w := range []string{"owned by ", "managed by ", "operated by "} {
			if at := strings.LastIndex(before, w); at >= 0 && !strings.ContainsAny(before[at:], ",.;") && !r.earlier(r.in.Doc.SentenceStart(i), r.in.Doc.SentenceEnd(i)) {
				out = append(out, k)
				break
			}
		}
	}
	return out
}

// takeSubjects fills up what the numbers of the lead leave open.
func (r *reader) takeSubjects(want, have *counts) {
	candidates := r.subjects()
	sort.Ints(candidates)
	candidates = append(candidates, r.introducedPersons()...)
	if have.bodies < want.bodies {
		candidates = append(candidates, r.introducedBodies()...)
	}
	if want.vessels > 0 && have.bodies < want.bodies {
		candidates = append(candidates, r.owners()...)
	}
	for _, k := range candidates {
		m := r.in.Names[k]
		name := r.longForm(m.Text)
		if r.byKey[key(name)] != nil || r.isAuthority(m) || r.older(m, name) {
			continue
		}
		if m.Entity != "" && !strings.HasPrefix(m.Entity, "kp-") {
			continue // a known body that the release quotes
		}
		i := r.in.Doc.At(m.Start)
		if r.quiet(i, r.in.Doc.At(m.End)) || r.speaks(i) || len(strings.Fields(name)) == 1 && m.Kind == demarche.MentionPerson {
			continue
		}
		schema := r.schema(name, m, verdict{})
		if !have.room(want, schema) {
			continue
		}
		start := m.Start
		if schema == "Person" && i > 0 && r.toks[i-1].Is(token.Upper) && !r.toks[i-1].Is(token.Sentence) && r.toks[i-1].End+1 == m.Start && r.countryAt(i-1) == i-1 {
			start = r.toks[i-1].Start
			name = tidy(r.text[start:m.End])
		}
		r.note(party{name: name, schema: schema, change: "listed", start: start, end: m.End})
	}
}

// older says whether the text elsewhere says of a name that it was listed
// before.
func (r *reader) older(m demarche.Mention, name string) bool {
	if m.Kind == demarche.MentionPerson && m.Entity != "" || acronymOfState(m) {
		return true
	}
	at := 0
	for range 12 {
		i := strings.Index(r.text[at:], name)
		if i < 0 {
			return false
		}
		end := at + i + len(name)
		after := r.text[end:min(end+60, len(r.text))]
		if k := strings.IndexAny(after, ".;\n"); k >= 0 {
			after = after[:k]
		}
		if containsAny(after, "which OFAC designated", "was designated", "were designated", "was listed", "were listed", "was sanctioned", "were sanctioned", "was blacklisted", "were blacklisted", "had been", "has been under", "on July", "which was") || strings.HasSuffix(strings.TrimSpace(r.text[max(0, at+i-24):at+i]), "OFAC designated") && containsAny(after, " in 20", " on ") {
			return true
		}
		at = end
	}
	return false
}

// speaks says whether a title of office stands right before token i.
func (r *reader) speaks(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		switch r.word(j) {
		case "Secretary", "Under", "Minister", "President", "Director", "Attorney", "Ambassador", "Administrator", "Commissioner", "Senator":
			return true
		case ".", ";", ":":
			return false
		}
	}
	return false
}

// room counts a party of a schema when the numbers leave room for it.
func (c *counts) room(want *counts, schema string) bool {
	have, most := &c.bodies, want.bodies
	switch schema {
	case "Person":
		have, most = &c.persons, want.persons
	case "Vessel":
		have, most = &c.vessels, want.vessels
	}
	if *have >= most {
		if c.persons+c.bodies+c.vessels >= want.persons+want.bodies+want.vessels+want.any || want.any == 0 {
			return false
		}
	}
	*have++
	return true
}
