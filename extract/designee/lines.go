package designee

import (
	"strings"
)

// scan is the state of reading a release line by line.
type scan struct {
	change  string // what the last announcement of a list said
	schema  string // what the last heading said
	open    bool   // a list is being read
	entries bool   // it holds entries of OFAC's shape
	last    *party // to whom following details belong
	began   int    // where its entry begins
}

// readLists reads list notices: an announcement that says what follows, headings,
// then one entry a line or a paragraph.
func (r *reader) readLists() {
	var s scan
	for at := 0; at < len(r.text); {
		end := strings.IndexByte(r.text[at:], '\n')
		if end < 0 {
			end = len(r.text)
		} else {
			end += at
		}
		if line := strings.TrimSpace(r.text[at:end]); line != "" && r.line(&s, at, end, line) {
			r.lists = append(r.lists, region{at, end})
		}
		at = end + 1
	}
}

// line reads one line and says whether it belongs to a list.
func (r *reader) line(s *scan, at, end int, line string) bool {
	if change, schema, ok := heading(line); ok {
		*s = scan{change: change, schema: schema, open: true}
		return false
	}
	if change, schema, ok := section(line, s.change != ""); ok {
		if change == "" {
			change = s.change
		}
		*s = scan{change: change, schema: schema, open: true}
		return true
	}
	if announces(line) {
		change, _, _ := purpose(strings.ToLower(line))
		*s = scan{change: change}
		return false
	}
	if s.open && r.entry(at, end, line, s.change, s.schema) {
		s.entries, s.last = true, nil
		return true
	}
	if isEntry(line) && !s.open && r.entry(at, end, line, "listed", "") {
		return true
	}
	if !s.open && s.change == "" || s.entries {
		s.open, s.entries = s.open && s.entries && isEntry(line), false
		return false
	}
	if p := r.structured(s, at, end, line); p != nil {
		s.open, s.last, s.began = true, p, at
		return true
	}
	if s.last != nil && startsWithKey(line) {
		r.addDetails(s.last, at, end)
		return true
	}
	if !s.open || ordinal(line) {
		return s.open
	}
	if strings.HasSuffix(line, "다.") || strings.HasSuffix(line, "。") || r.ofAuthority(at, end, line) {
		s.open, s.last = false, nil
		return false
	}
	if r.bullet(at, end, line, s.change, s.schema) {
		s.last = r.parties[len(r.parties)-1]
		return true
	}
	s.open, s.last = false, nil
	return false
}

// purpose says what an announcement of a list does, in lower case.
func purpose(l string) (change, schema string, ok bool) {
	switch {
	case containsAny(l, "deletion", "removed", "delist", "deleted", "revoked", "removes", "removal of"):
		change = "removed"
	case containsAny(l, "changes have been made", "amended", "updated", "amendment to", "amendments", "amends"):
		change = "amended"
	case containsAny(l, "added", "sanctioned", "designated", "designations", "listed", "sanctions on", "sanctions against", "subject to", "targets", "imposing", "designating", "sanctioning", "following individual", "following entit", "following person", "following vessel", "following compan", "asset freeze", "freezing assets", "freeze assets", "freezing of assets", "sanctions list", "individuals are", "entities are", "individual is", "entity is", "persons are", "those are", "vessels are", "addition of the entr", "제재 대상", "제재대상", "지정 대상", "지정대상", "지정하였다", "지정했다", "制裁対象", "制裁名单", "制裁對象", "資産凍結等の措置", "措置の対象", "санкционный список", "санкционного списка", "санкційного списку", "стоп-лист", "mesures restrictives", "a inscrit", "sanktionsliste", "lista de sanciones"):
		change = "listed"
	default:
		return "", "", false
	}
	if change == "amended" && containsAny(l, "by adding", "adding the following", "items are added", "entries are added") {
		change = "listed"
	}
	return change, schemaOf(l), true
}

// schemaOf says of what sort the members of a list are whose heading, in lower
// case, is given: "" when it names several or none.
func schemaOf(l string) string {
	person := containsAny(l, "individual", "person", "people", "officials", "personnes physiques", "個人", "개인", "인물", "фізичн", "физическ", "natürliche")
	body := containsAny(l, "entit", "organi", "compan", "bank", "enterprise", "legal person", "undertaking", "団体", "法人", "企業", "기관", "단체", "법인", "юридич", "unternehmen", "personnes morales")
	if strings.Contains(l, "legal person") && !strings.Contains(l, "natural") {
		person = false
	}
	switch {
	case person && !body:
		return "Person"
	case body && !person:
		return "Organization"
	case !person && !body && containsAny(l, "vessel", "ships", "tankers", "船舶", "선박"):
		return "Vessel"
	case !person && !body && strings.Contains(l, "aircraft"):
		return "Airplane"
	}
	return ""
}

// heading recognises a line that opens a list of the listed: "The following
// individuals have been added to OFAC's SDN List:", "Those sanctioned today are:".
func heading(line string) (change, schema string, ok bool) {
	trimmed := strings.TrimRight(line, " *")
	if len(line) > 300 || !strings.HasSuffix(trimmed, ":") && !strings.HasSuffix(trimmed, "：") {
		return "", "", false
	}
	l := strings.ToLower(line)
	if i := strings.LastIndex(l, ". "); i > 0 && i < len(l)-12 && !containsAny(l[i+2:], "il s'agit", "il s’agit", "they are", "these are", "as follows", "namely") {
		l = l[i+2:]
	}
	return purpose(l)
}

// announces says whether a sentence says that a list follows further below: "The
// following entries have been added to the consolidated list."
func announces(line string) bool {
	l := strings.ToLower(line)
	if len(line) > 1200 || startsWithKey(line) || !containsAny(l, "following", "specified below", "set out below", "listed below", "names below", "entry below", "entries below", "name below", "以下", "次の", "다음의", "다음과", "ci-après", "suivant", "наступн", "следующ", "folgende", "siguiente") {
		return false
	}
	_, _, ok := purpose(l)
	return ok
}

// section recognises a heading that is nothing but what its list holds:
// "Individuals", "ADDITIONS", "B. Legal persons, entities and bodies". announced
// says whether a list has been announced; without, the heading must say what is
// done.
func section(line string, announced bool) (change, schema string, ok bool) {
	words := strings.Fields(line)
	if len(words) > 8 || strings.HasSuffix(line, ".") && len(words) > 2 {
		return "", "", false
	}
	l := strings.ToLower(strings.TrimLeft(line, "0123456789.()-–—*•□■◎○ㅇ① "))
	if len(l) > 2 && l[1] == '.' {
		l = strings.TrimSpace(l[2:])
	}
	if len(l) > 3 && l[0] == '(' && l[2] == ')' {
		l = strings.TrimSpace(l[3:])
	}
	l = strings.Trim(l, " :：*#<>[]【】")
	for w := range strings.FieldsFuncSeq(l, func(c rune) bool { return strings.ContainsRune(" ,;()/&・·:：", c) }) {
		switch w {
		case "individual", "individuals", "person", "persons", "people", "natural", "legal", "entity", "entities", "bodies", "groups", "undertakings", "ships", "vessels", "vessel", "ship", "aircraft", "companies", "organisations", "organizations", "enterprises", "other", "and", "or",
			"団体", "個人", "開人", "개인", "기관", "단체", "법인", "인물", "제재", "제재대상", "지정", "지정대상", "대상", "선박", "船舶", "企業", "personnes", "physiques", "morales", "et", "entités", "personen", "organisationen", "the", "new":
		case "addition", "additions", "designations", "listings", "new-listings":
			change = "listed"
		case "removals", "deletions", "delisting", "delistings", "removal":
			change = "removed"
		case "amendments", "amendment", "variations", "variation":
			change = "amended"
		default:
			return "", "", false
		}
	}
	if containsAny(l, "지정 대상", "제재 대상", "제재대상", "지정대상") {
		change = "listed"
	}
	if l == "" || change == "" && !announced {
		return "", "", false
	}
	return change, schemaOf(l), true
}

// ordinal says whether a line only counts: "Item 1510", "Schedule 1", "3.".
func ordinal(line string) bool {
	words := strings.Fields(line)
	return len(words) <= 3 && strings.ContainsFunc(words[len(words)-1], func(c rune) bool { return c >= '0' && c <= '9' }) && !strings.ContainsFunc(line, func(c rune) bool { return c >= 'А' })
}

// startsWithKey says whether a line goes on with the details of an entry.
func startsWithKey(line string) bool {
	l := asciiLower(strings.TrimLeft(line, "-•* "))
	for _, k := range detailKeys {
		if rest, ok := strings.CutPrefix(l, k.key); ok {
			rest = strings.TrimLeft(rest, " .")
			if strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：") {
				return true
			}
		}
	}
	return false
}

// structured reads an entry whose shape shows what is the name: of the Security
// Council, a row of a table, "Name: …", a numbered line.
func (r *reader) structured(s *scan, at, end int, line string) *party {
	switch {
	case strings.Contains(line, " | ") || strings.HasPrefix(line, "|"):
		return r.row(s, at, end, line)
	case s.change == "":
		return nil
	}
	if p, ok := unitedNations(line); ok {
		p.change, p.start, p.end = s.change, at, end
		q := r.note(p)
		if q != nil {
			r.addDetails(q, at, end)
		}
		return q
	}
	offset := at + strings.Index(r.text[at:end], line)
	if schema, name, ok := keyed(line); ok {
		if schema == "" {
			schema = s.schema
		}
		return r.enter(s, schema, name, offset+strings.Index(line, name), end)
	}
	rest, marked := numbered(line)
	if !marked || len(rest) > 1500 || rest == "" {
		return nil
	}
	return r.enter(s, s.schema, rest, offset+strings.Index(line, rest), end)
}

// keyed reads "Name of individual: X" and "Name: X; DOB: …".
func keyed(line string) (schema, rest string, ok bool) {
	l := asciiLower(line)
	for _, k := range []struct{ key, schema string }{{"name of individual", "Person"}, {"name of person", "Person"}, {"name of entity", "Organization"}, {"name of vessel", "Vessel"}, {"full name", "Person"}, {"entity name", "Organization"}, {"name", ""}} {
		if !strings.HasPrefix(l, k.key) {
			continue
		}
		after := strings.TrimLeft(line[len(k.key):], " ")
		if strings.HasPrefix(after, ":") {
			return k.schema, strings.TrimSpace(after[1:]), true
		}
	}
	return "", "", false
}

// numbered cuts a number or letter and its sign from a line: "1. X", "(2) X",
// "41 X", "3．X", "a) X".
func numbered(line string) (rest string, ok bool) {
	if inner := strings.TrimPrefix(line, "("); len(inner) > 3 {
		if k := strings.IndexByte(inner, ')'); k > 0 && k < 5 && strings.Trim(inner[:k], "abcdefghijklmnopqrstuvwxyz") == "" {
			return strings.TrimSpace(inner[k+1:]), true
		}
	}
	i := strings.IndexFunc(line, func(c rune) bool { return !(c >= '0' && c <= '9' || c == '(' || c == ' ') })
	if i < 0 || i > 8 || i == 0 {
		return line, false
	}
	head, rest := strings.TrimSpace(line[:i]), line[i:]
	digits := strings.Trim(head, "( ")
	if digits == "" {
		return line, false
	}
	for _, sign := range []string{".", ")", "．", "）", "、"} {
		if after, had := strings.CutPrefix(rest, sign); had {
			return strings.TrimSpace(after), true
		}
	}
	if line[i-1] != ' ' || strings.Contains(head, "(") || len(digits) > 4 {
		return line, false
	}
	return strings.TrimSpace(rest), true
}

// row reads a row of a table: the first cell that is no number is the name.
func (r *reader) row(s *scan, at, end int, line string) *party {
	if s.change == "" {
		return nil
	}
	offset := at
	for cell := range strings.SplitSeq(r.text[at:end], "|") {
		from := offset
		offset += len(cell) + 1
		name := strings.TrimSpace(cell)
		if name == "" || !strings.ContainsFunc(name, func(c rune) bool { return c >= 'A' }) {
			continue
		}
		if strings.EqualFold(name, "name") || strings.HasPrefix(strings.ToLower(name), "name ") || len(strings.Fields(name)) > 30 {
			return nil // the head of the table
		}
		begin := from + strings.Index(cell, name)
		p := r.enter(s, s.schema, name, begin, begin+len(name))
		if p != nil {
			r.addDetails(p, begin+len(name), end)
		}
		return p
	}
	return nil
}

// enter notes the party that an entry between two offsets begins with: the name
// reaches to the first bracket, key, semicolon or comma.
func (r *reader) enter(s *scan, schema, entry string, from, to int) *party {
	name := entry
	for _, sep := range []string{" (", "（", "; ", " – ", " — ", " - ", ": ", " born ", "\n"} {
		if i := strings.Index(name, sep); i > 1 {
			name = name[:i]
		}
	}
	if i := keyAfter(name); i > 1 {
		name = name[:i]
	}
	if list := r.details(from, from+len(name)); len(list) > 0 {
		for _, d := range list {
			if k := strings.LastIndex(asciiLower(r.text[from:d.from]), "a.k.a"); k > 0 && k < len(name) {
				name = strings.TrimSpace(name[:k])
			}
		}
	}
	person := surnameFirst(name)
	if i := strings.Index(name, ", "); i > 1 && person == "" && !legalTail(strings.TrimSpace(name[i+2:])) {
		name = name[:i]
	}
	name = strings.Trim(name, " .,;:*")
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 14 || !strings.ContainsFunc(name, func(c rune) bool { return c >= 'A' }) || sentenceLike(words) || boilerplate(name) {
		return nil
	}
	p := party{name: name, change: s.change, schema: schema, start: from, end: from + len(name), authority: r.in.Authority}
	if person != "" && schema != "Organization" && schema != "Vessel" {
		p.name, p.schema = turned(person), "Person"
	}
	if p.schema == "" {
		p.schema = r.bulletSchema(name, entry, from)
	}
	if p.schema == "Organization" && isCompany(name) {
		p.schema = "Company"
	}
	q := r.note(p)
	if q == nil {
		return nil
	}
	r.addBracket(q, from+len(name), to)
	r.addDetails(q, from, to)
	if len(q.countries) == 0 {
		q.countries = r.described(from+len(name), to)
	}
	return q
}

// addBracket makes what stands in brackets after the name another name when it is
// one: in another script, or with capitals and no key.
func (r *reader) addBracket(p *party, from, to int) {
	rest := r.text[from:to]
	open := strings.IndexAny(rest, "(（")
	if open < 0 || strings.TrimSpace(rest[:open]) != "" {
		return
	}
	inner := strings.TrimLeft(rest[open:], "(（")
	end := strings.IndexAny(inner, ")）")
	if end <= 0 || end > 80 {
		return
	}
	inner = strings.TrimSpace(inner[:end])
	if strings.ContainsAny(inner, ":;,0123456789") || strings.HasPrefix(inner, "born") || strings.Contains(strings.ToLower(inner), "known as") || strings.Contains(strings.ToLower(inner), "k.a") {
		return
	}
	if c := []rune(inner)[0]; c >= 'a' && c <= 'z' {
		return
	}
	p.aliases = union(p.aliases, []string{inner})
}

// ofAuthority says whether a line is nothing but the name of a body that lists.
func (r *reader) ofAuthority(from, to int, line string) bool {
	for _, m := range r.names(from, to) {
		if r.isAuthority(m) && len(m.Text)*2 > len(line) {
			return true
		}
	}
	return false
}

// described is the country that the first words after a name say: "Russian
// citizen", "a company registered in Cyprus".
func (r *reader) described(from, to int) []string {
	for _, m := range r.names(from, min(to, from+160)) {
		if m.Code != "" && m.End <= to && m.Code != "US" {
			return []string{m.Code}
		}
	}
	return nil
}

// sentenceLike says whether most words are small ones, as in a sentence.
func sentenceLike(words []string) bool {
	lower := 0
	for _, w := range words {
		if w[0] >= 'a' && w[0] <= 'z' {
			lower++
		}
	}
	return lower*2 > len(words)
}

// boilerplate are the headings of releases that are no names.
func boilerplate(name string) bool {
	switch strings.ToLower(strings.Trim(name, " .:")) {
	case "background", "quotes", "quote", "quick facts", "associated links", "contacts", "contact", "notes", "notes to editors", "further information", "introduction", "annex", "annex to notice", "notice summary", "what you must do", "associated documents", "therefore", "reasons", "name", "identifying information", "date of listing", "more information", "media contacts", "related links", "press release", "legal basis", "ends", "end", "note", "share", "see also", "additional information", "related products", "backgrounder", "media note", "sanctions implications", "table", "summary", "statement", "for immediate release", "quote attributable", "next steps", "context", "enquiries", "publication":
		return true
	}
	return false
}
