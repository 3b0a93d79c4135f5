package designee

import (
	"strings"
	"unicode"

	"demarche"
	"demarche/extract/country"
	names "demarche/extract/name"
)

// bullet reads a short line under a heading: the name stands before the first
// comma, dash, colon or bracket.
func (r *reader) bullet(from, to int, line, change, schema string) bool {
	trimmed := strings.TrimLeft(line, "-•*–—·▲■○●◦□ㅇ▪‣∙➢►0123456789.) \t")
	if trimmed == "" || len(line) > 600 || strings.HasSuffix(line, ":") {
		return false
	}
	name, at := trimmed, from+strings.Index(r.text[from:to], trimmed)
	for _, sep := range []string{", ", " (", " – ", " — ", ": ", " - ", "; "} {
		if i := strings.Index(name, sep); i > 1 {
			name = name[:i]
		}
	}
	if i := keyAfter(name); i > 1 {
		name = name[:i]
	}
	surname := surnameFirst(trimmed)
	if surname != "" {
		name = surname
	}
	name = strings.TrimRight(name, ".")
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 14 || trimmed == line && (len(words) > 7 || len(words) > 3 && strings.HasSuffix(line, ".") && surname == "") {
		return false
	}
	lower := 0
	for _, w := range words {
		if c := w[0]; c >= 'a' && c <= 'z' {
			lower++
		}
	}
	if lower*2 > len(words) || lower > 0 && trimmed == line && len(words) > 5 {
		return false
	}
	name = strings.TrimPrefix(name, "The ")
	if boilerplate(name) {
		return false
	}
	p := party{name: r.withoutTitle(name, at), change: change, schema: schema, start: at, end: at + len(name), authority: r.in.Authority}
	if surname != "" && p.schema != "Organization" {
		p.name, p.schema = turned(surname), "Person"
	}
	if p.schema == "" {
		p.schema = r.bulletSchema(name, trimmed, at)
		if rest := strings.ToLower(trimmed); strings.Contains(rest, "travel ban") {
			p.schema = "Person" // only persons travel
		} else if p.schema == "Person" && strings.Contains(rest, "asset freeze") {
			p.schema = "Organization"
		}
	}
	if p.schema == "Organization" && isCompany(name) {
		p.schema = "Company"
	}
	for _, m := range r.names(from, to) {
		if m.Start > at+len(name) && m.End <= to && m.Code != "" && m.Code != "US" && len(p.countries) < 2 {
			p.countries = union(p.countries, []string{m.Code})
		}
	}
	for _, m := range between(r.in.Identified, from, to) {
		if m.Start >= from && m.End <= to && m.Kind == demarche.MentionIdentifier {
			p.ids = union(p.ids, []string{m.Scheme + ":" + m.Value})
		}
	}
	q := r.note(p)
	if q == nil {
		return false
	}
	r.addBracket(q, at+len(p.name), to)
	r.addDetails(q, at, to)
	return true
}

// withoutTitle cuts "Major General" and the like when the reader of names saw a
// person later in the line.
func (r *reader) withoutTitle(name string, at int) string {
	if cyrillicPerson(name) {
		return name // the family name stands first
	}
	for _, m := range r.names(at, at+len(name)) {
		if m.Kind == demarche.MentionPerson && strings.HasSuffix(name, m.Text) && len(strings.Fields(m.Text)) > 1 && !ownWord(strings.TrimSuffix(name, m.Text)) {
			return m.Text
		}
	}
	return name
}

// ownWord says whether what stands before a person's name in a line is one more
// word of it: a single capitalised word that is no title.
func ownWord(before string) bool {
	f := strings.Fields(before)
	if len(f) != 1 || f[0][0] < 'A' || f[0][0] > 'Z' || strings.HasSuffix(f[0], ".") {
		return false
	}
	if _, ok := country.Code(f[0]); ok {
		return false
	}
	switch f[0] {
	case "General", "Colonel", "Major", "Captain", "Admiral", "Marshal", "Commander", "Lieutenant", "Dr", "Mr", "Mrs", "Ms", "Sheikh", "Prince", "President", "Minister", "Professor", "Judge", "Governor", "Ambassador", "Senator", "Sir", "Father", "Brigadier":
		return false
	}
	return true
}

func (r *reader) bulletSchema(name, line string, at int) string {
	for _, m := range r.names(at, at+len(name)) {
		if strings.Contains(name, m.Text) && len(m.Text)*2 > len(name) {
			switch m.Kind {
			case demarche.MentionPerson:
				return "Person"
			case demarche.MentionVessel:
				return "Vessel"
			}
		}
	}
	rest := strings.ToLower(strings.TrimPrefix(line, name))
	switch {
	case strings.Contains(line, "IMO"):
		return "Vessel"
	case isCompany(name):
		return "Company"
	case koreanPerson(name), cyrillicPerson(name), containsAny(firstWords(rest, 8), "director", "owner", "head", "chief", "leader", "member", "minister", "general", "commander", "founder", "businessman", "national", "citizen", "official", "president", "chairman", "officer", "hacker", "deputy", "born", "dob", "대표", "총책", "위원", "회장", "directeur", "directrice", "ressortissant", "citoyen", "président", "journalist", "député", "dirigeant", "гражданин", "гражданка", "громадян", "депутат", "директор", "staatsangehörig", "direktor", "ciudadan", "captain", "prosecutor", "judge", "governor", "secretary"):
		return "Person"
	}
	return "Organization"
}

func firstWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(n, len(f))], " ")
}

// koreanPerson says whether a name is two to four Hangul syllables, as persons'
// are.
func koreanPerson(name string) bool {
	n := 0
	for _, c := range name {
		if c < 0xAC00 || c > 0xD7A3 {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4
}

// cyrillicPerson says whether a name is two or three capitalised Cyrillic words
// without quotation marks, as persons' are.
func cyrillicPerson(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 3 || strings.ContainsAny(name, "«»\"“") {
		return false
	}
	for _, w := range words {
		c := []rune(w)
		if len(c) < 2 || !unicode.Is(unicode.Cyrillic, c[0]) || !unicode.IsUpper(c[0]) || unicode.IsUpper(c[1]) {
			return false
		}
	}
	return true
}

// keyAfter gives where a sentence of the form "Key: value" follows a name, as in
// "ROE, Jane. DOB: 1970.", -1 without one.
func keyAfter(name string) int {
	for at := 0; ; {
		i := strings.Index(name[at:], ". ")
		if i < 0 {
			return -1
		}
		at += i
		rest := name[at+2:]
		if k := strings.IndexByte(rest, ':'); k > 0 && k < 30 && rest[0] >= 'A' && rest[0] <= 'Z' && !strings.ContainsAny(rest[:k], ".,;") {
			return at
		}
		if rest == "DOB" || rest == "Address" || rest == "Nationality" {
			return at // the key's value was cut off
		}
		at += 2
	}
}

// surnameFirst gives "ROE, Jane" when a line begins so, with the surname in
// capitals.
func surnameFirst(line string) string {
	last, rest, ok := strings.Cut(line, ", ")
	if !ok || last != strings.ToUpper(last) || last == strings.ToLower(last) || len(strings.Fields(last)) > 3 || isCompany(last) || strings.ContainsAny(last, "0123456789.") {
		return ""
	}
	if i := strings.IndexAny(rest, ",;("); i >= 0 {
		rest = rest[:i]
	}
	if i := keyAfter(rest); i >= 0 {
		rest = rest[:i]
	}
	given := strings.Fields(rest)
	if len(given) == 0 || len(given) > 4 || given[0] == strings.ToUpper(given[0]) && len(given[0]) > 1 || isCompany(rest) {
		return ""
	}
	for _, w := range given {
		if w[0] >= 'a' && w[0] <= 'z' {
			return ""
		}
	}
	return last + ", " + strings.Join(given, " ")
}

// unitedNations reads an entry of the Security Council's lists: a permanent
// reference number such as QDi.429 (i for individuals, e for entities), then
// "Name: 1: … 2: …" and other keys.
func unitedNations(line string) (party, bool) {
	line = strings.TrimLeft(line, "-•* ")
	if len(line) < 8 || line[0] < 'A' || line[0] > 'Z' || line[1] < 'A' || line[1] > 'Z' || line[2] != 'i' && line[2] != 'e' || line[3] != '.' || line[4] < '0' || line[4] > '9' {
		return party{}, false
	}
	number, rest, _ := strings.Cut(line, " ")
	p := party{schema: "Person", authority: "UN Security Council", ids: []string{"un:" + number}}
	if line[2] == 'e' {
		p.schema = "Organization"
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "Name: "), "Name (original script): ")
	end := len(rest)
	for _, k := range []string{" Title:", " Name (original", " Designation:", " DOB:", " A.k.a.:", " Good quality", " Nationality:", " Address:", " Listed on:", " F.k.a.:", " POB:"} {
		if i := strings.Index(rest, k); i > 0 && i < end {
			end = i
		}
	}
	var words []string
	for _, w := range strings.Fields(rest[:end]) {
		if w != "na" && !(len(w) == 2 && w[1] == ':') {
			words = append(words, w)
		}
	}
	p.name = strings.Join(words, " ")
	if _, after, ok := strings.Cut(rest, "Nationality: "); ok {
		name, _, _ := strings.Cut(after, " Passport")
		name, _, _ = strings.Cut(name, ":")
		for n := 4; n > 0; n-- {
			if code, ok := country.Code(firstWords(name, n)); ok {
				p.countries = []string{code}
				break
			}
		}
	}
	return p, p.name != ""
}

// turned writes "ROE, Jane" as Jane Roe, with names of East Asia in their own
// order.
func turned(surname string) string { return names.Turned(surname) }
