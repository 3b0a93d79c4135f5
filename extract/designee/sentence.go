package designee

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// readSentences goes through the sentences that lie outside lists.
func (r *reader) readSentences() {
	for i := 0; i < len(r.toks); {
		end := r.in.Doc.SentenceEnd(i)
		if !r.inList(r.toks[i].Start) {
			r.sentence(i, end)
		}
		i = end
	}
}

func (r *reader) inList(at int) bool {
	for _, l := range r.lists {
		if at >= l.from && at < l.to {
			return true
		}
	}
	return false
}

func (r *reader) word(i int) string { return r.in.Doc.Word(i) }

func (r *reader) lower(i int) string { return strings.ToLower(r.word(i)) }

// verdict is a verb that lists or delists.
type verdict struct {
	at, after int
	change    string
	passive   bool
}

// sentence finds the verdicts of a sentence and takes the names they govern.
func (r *reader) sentence(from, to int) {
	if r.quoted(from, to) {
		return
	}
	last, sentFrom, sentTo := from, from, to
	for i := sentFrom; i < sentTo; i++ {
		from, to := max(sentFrom, i-reach), min(sentTo, i+reach)
		v, ok := r.verdictAt(i, from, to)
		if !ok {
			continue
		}
		if r.background(v, from, to) {
			last = v.after
			continue
		}
		if v.passive {
			r.take(v, r.clauseStart(max(last, from), v.at), v.at, from, to)
		} else {
			end := r.objectEnd(v.after, to)
			r.take(v, r.objectStart(v, end), end, from, to)
		}
		last = v.after
		i = v.after - 1
	}
}

// reach is how many tokens on either side of a verb are looked at.
const reach = 300

// quoted says whether the sentence is somebody's words.
func (r *reader) quoted(from, to int) bool {
	w := r.word(from)
	return (w == "“" || w == "\"" || w == "«") && to-from > 3
}

// verdictAt recognises a verb of listing at token i.
func (r *reader) verdictAt(i, from, to int) (v verdict, ok bool) {
	w := r.word(i) // headings in title case judge nobody
	v = verdict{at: i, after: i + 1, change: "listed"}
	switch w {
	case "designated", "sanctioned", "blacklisted":
		if i > from && r.word(i-1) == "-" || i+1 < to && r.word(i+1) == "-" {
			return v, false // "U.S.-designated"
		}
		v.passive = r.passiveBefore(i, from)
		if !v.passive && !r.actorBefore(i, from) {
			return v, false
		}
		return v, true
	case "designating", "designates", "sanctioning", "sanctions", "sanction", "designate":
		if w == "sanctions" || w == "sanction" || w == "designate" {
			return r.imposing(v, i, from, to)
		}
		return v, r.actorBefore(i, from) || w == "designating" || w == "sanctioning"
	case "identified", "identifying", "identifies":
		v.passive = w == "identified" && r.passiveBefore(i, from)
		return v, r.has(i, to, "property") || r.has(i, to, "interest") || r.has(i, to, "concern")
	case "action":
		if r.lower(i+1) == "against" || r.lower(i+2) == "against" {
			v.after = i + 2
			if r.lower(i+2) == "against" {
				v.after++
			}
			return v, i > from && (r.lower(i-1) == "took" || r.lower(i-1) == "taking" || r.lower(i-1) == "takes")
		}
	case "targets", "targeted", "targeting":
		return v, r.has(max(from, i-30), i, "action") || r.has(max(from, i-30), i, "sanctions") || r.has(max(from, i-30), i, "designation")
	case "delisted", "delisting", "delists":
		v.change = "removed"
		v.passive = w == "delisted" && r.passiveBefore(i, from)
		return v, true
	case "removed", "removing", "removes":
		v.change = "removed"
		v.passive = w == "removed" && r.passiveBefore(i, from)
		return v, r.has(i, to, "list") || r.has(i, to, "sanctions")
	case "added", "adding", "adds", "listed":
		v.passive = (w == "added" || w == "listed") && r.passiveBefore(i, from)
		return v, r.has(i, to, "list") || r.has(i, to, "annex") || r.has(i, to, "measures") || w == "listed" && v.passive && r.has(i, to, "sanctions")
	case "freeze", "freezes":
		if r.lower(i-1) == "asset" || r.lower(i-1) == "assets" {
			return r.onObject(v, i, to)
		}
	case "subject":
		if r.has(i, i+12, "freeze") || r.has(i, i+8, "sanctions") {
			v.passive = r.passiveBefore(i, from)
			return v, v.passive
		}
	}
	return v, false
}

// imposing reads "imposed sanctions on", "sanctions have been imposed on" and
// "sanctions against".
func (r *reader) imposing(v verdict, i, from, to int) (verdict, bool) {
	if r.lower(i) == "designate" {
		return v, i > from && r.lower(i-1) == "to" && r.actorBefore(i, from)
	}
	imposed := false
	for j := max(from, i-6); j < min(to, i+5); j++ {
		switch r.lower(j) {
		case "imposed", "imposing", "imposes", "impose", "announced", "announces", "announcing", "issued", "new", "levied", "placed":
			imposed = true
		}
	}
	if !imposed {
		return v, false
	}
	return r.onObject(v, i, to)
}

// onObject moves the verdict behind the "on" or "against" that leads to its
// object.
func (r *reader) onObject(v verdict, i, to int) (verdict, bool) {
	for j := i + 1; j < min(to, i+9); j++ {
		switch r.lower(j) {
		case "on", "against", "targeting":
			v.after = j + 1
			return v, true
		case ".", ";", "for", "in":
			return v, false
		}
	}
	return v, false
}

// passiveBefore says whether a form of "be" stands right before token i.
func (r *reader) passiveBefore(i, from int) bool {
	for j := i - 1; j >= max(from, i-4); j-- {
		switch r.lower(j) {
		case "is", "are", "was", "were", "been", "being", "be":
			return true
		case "also", "both", "today", "concurrently", "each", "now", "therefore", "hereby", "all":
		default:
			return false
		}
	}
	return false
}

// actorBefore says whether an authority stands before token i in its clause.
func (r *reader) actorBefore(i, from int) bool {
	for j := i - 1; j >= max(from, i-25); j-- {
		switch r.word(j) {
		case "OFAC", "Treasury", "State", "States", "Kingdom", "UK", "U.K.", "U.S.", "US", "Council", "Union", "EU", "Australia", "Canada", "Japan", "Government", "government", "FCDO", "Secretary", "Minister", "Committee", "Korea", "Ministry",
			"Switzerland", "Zealand", "ROK", "Department", "Administration", "Office", "Control", "Ukraine", "Norway", "FinCEN", "Commission", "we", "We":
			return true
		}
	}
	return false
}

func (r *reader) has(from, to int, word string) bool {
	for j := from; j < to && j < len(r.toks); j++ {
		if strings.HasPrefix(r.lower(j), word) {
			return true
		}
	}
	return false
}

// background says whether the verdict is an older one: "previously designated",
// "designated X on January 5, 2022", "in 2016".
func (r *reader) background(v verdict, from, to int) bool {
	for j := max(from, v.at-6); j < v.at; j++ {
		switch r.lower(j) {
		case "previously", "earlier", "formerly", "originally", "had", "already", "since":
			return true
		}
	}
	for j := v.after; j < min(to, v.after+8); j++ {
		switch r.lower(j) {
		case "previously", "originally", "earlier":
			return true
		case "pursuant", "for":
			j = to
		}
	}
	begin, end := r.toks[from].Start, r.toks[min(to, len(r.toks))-1].End
	for _, d := range between(r.in.Dates, begin, end) {
		if d.Start < begin || d.End > end || d.Value == "" || !r.governs(v, d) {
			continue
		}
		if r.in.Day == "" || d.Value < before(r.in.Day) {
			return true
		}
	}
	return r.yearOf(v, to)
}

// governs says whether a date belongs to the verdict: it stands after it before
// the reasons begin, or opens the sentence.
func (r *reader) governs(v verdict, d demarche.Mention) bool {
	at := r.in.Doc.At(d.Start)
	if at < v.at {
		return v.at-at < 25 && (r.lower(at-1) == "on" || r.lower(at-1) == "in")
	}
	for j := v.after; j < at; j++ {
		switch r.lower(j) {
		case "for", "who", "which", "whose":
			return false
		}
	}
	return d.Precision != demarche.PrecisionDuration
}

// yearOf looks for "on Month D, YYYY" or "in YYYY" right after the verdict when
// no dates were read.
func (r *reader) yearOf(v verdict, to int) bool {
	for j := v.after; j < min(to, v.after+12); j++ {
		w := r.word(j)
		if r.lower(j) == "pursuant" || r.lower(j) == "for" {
			return false
		}
		if len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && r.toks[j].Is(token.Digit) && w != r.in.Day[:min(4, len(r.in.Day))] {
			return true
		}
	}
	return false
}

// before gives the day four days before a civil day, roughly: comparing is all
// that is done with it.
func before(day string) string {
	if len(day) < 10 {
		return day
	}
	d := int(day[8]-'0')*10 + int(day[9]-'0') - 4
	if d < 1 {
		d = 1
	}
	return day[:8] + string(rune('0'+d/10)) + string(rune('0'+d%10))
}

// clauseStart gives where the subject of a passive verdict may begin.
func (r *reader) clauseStart(from, at int) int {
	for j := at - 1; j > from; j-- {
		switch r.lower(j) {
		case ";", "while", "because", "whereas", "whom", "that":
			return j + 1
		}
	}
	return from
}

// objectStart skips a description that names others: "three Mahan Air sales
// agents", "the son of X": the names then follow a colon, comma or dash.
func (r *reader) objectStart(v verdict, to int) int {
	i := v.after
	described := false
	for j := i; j < min(to, i+3); j++ {
		w := r.lower(j)
		if numbers[w] > 0 || small(w) > 0 && !r.toks[min(j+1, len(r.toks)-1)].Is(token.Upper) || w == "several" || w == "multiple" || w == "numerous" {
			described = true
		}
		if w == "the" && j+2 < to && !r.toks[j+1].Is(token.Upper) && r.lower(j+2) == "of" {
			described = true
		}
	}
	if !described {
		return i
	}
	for j := i; j < to; j++ {
		switch r.lower(j) {
		case ":", ",", "—", "–", "including", "namely":
			return j + 1
		}
	}
	return to
}

// objectEnd gives where the object of an active verdict ends.
func (r *reader) objectEnd(from, to int) int {
	depth := 0
	for j := from; j < to; j++ {
		switch w := r.lower(j); w {
		case "(":
			depth++
		case ")":
			depth--
		case "pursuant", "who", "which", "whose", "because", "accused", "involved", "responsible", "under":
			if depth <= 0 {
				return j
			}
		case "for":
			if depth <= 0 && (j+1 >= to || !r.toks[j+1].Is(token.Upper) || r.at[j+1] < 0) && j > from+1 {
				return j
			}
		case "that":
			if depth <= 0 && j > from {
				return j
			}
		case "as", "—":
			if depth <= 0 && strings.HasPrefix(r.lower(from-1), "identif") {
				return j
			}
		}
	}
	return to
}

// take notes the names between two tokens that the verdict governs.
func (r *reader) take(v verdict, from, to, sentFrom, sentTo int) {
	only, taken := r.onlyPersons(from, to), 0
	introduces := !v.passive && r.introduces(from, to)
	authority, programme := r.authority(sentFrom, v.at), r.programme(sentFrom, sentTo)
	for i := from; i < to && i < len(r.toks); i++ {
		k := r.at[i]
		if k < 0 {
			continue
		}
		m := r.in.Names[k]
		end := r.in.Doc.At(m.End)
		if r.inside(i, end, from, to) || only && m.Kind != demarche.MentionPerson || r.isAuthority(m) || r.quiet(i, end) || r.overlapsLaw(m) {
			continue
		}
		name := r.longForm(m.Text)
		if short, _ := r.bracketAfter(m.End); introduces && short == "" && name == tidy(m.Text) && m.Kind != demarche.MentionPerson {
			continue
		}
		taken++
		start := m.Start
		if i > from && r.numbered(i-1) {
			start = r.toks[i-1].Start
			name = tidy(r.text[start:m.End])
			r.full[tidy(m.Text)] = name
		}
		r.note(party{name: name, schema: r.schema(name, m, v), change: v.change, authority: authority, programme: programme, start: start, end: m.End})
		i = end - 1
	}
	if taken == 0 && !only {
		r.takeRun(v, from, to, authority, programme)
	}
}

// introduces says whether the object gives somebody's short form in brackets.
func (r *reader) introduces(from, to int) bool {
	for i := from; i < to; i++ {
		if k := r.at[i]; k >= 0 {
			if short, _ := r.bracketAfter(r.in.Names[k].End); short != "" {
				return true
			}
		}
	}
	return false
}

// overlapsLaw says whether a name is part of an instrument.
func (r *reader) overlapsLaw(m demarche.Mention) bool {
	for _, l := range between(r.in.Instruments, m.Start-200, m.End) {
		if l.Start < m.End && m.Start < l.End {
			return true
		}
	}
	return false
}

// numbered says whether token i is a number that a name begins with: "15 Khordad
// Foundation", "33rd Institute".
func (r *reader) numbered(i int) bool {
	t := r.toks[i]
	return t.Is(token.Digit) && t.End-t.Start <= 4 && !t.Is(token.Dot) && numbers[r.lower(i)] == 0
}

// takeRun takes the capitalised words right beside a verdict that governs no
// name the reader of names saw.
func (r *reader) takeRun(v verdict, from, to int, authority, programme string) {
	s, e := from, from
	if v.passive {
		e = v.at
		for e > from && (r.passiveWord(e-1) || r.toks[e-1].Is(token.Punct)) {
			e--
		}
		s = e
		for s > from && r.capital(s-1) {
			s--
		}
	} else {
		for s < to && r.lower(s) == "the" {
			s++
		}
		e = s
		for e < to && r.capital(e) {
			e++
		}
	}
	if e <= s || !r.toks[s].Any(token.Upper|token.Digit) || e-s == 1 && (r.toks[s].Is(token.Sentence) || !r.toks[s].Any(token.Caps|token.Mixed)) {
		return
	}
	text := r.text[r.toks[s].Start:r.toks[e-1].End]
	if !strings.ContainsFunc(text, func(c rune) bool { return c >= 'A' && c <= 'Z' }) || r.isAuthority(demarche.Mention{Text: text}) || strings.Contains(text, "Order") {
		return
	}
	for _, m := range r.names(r.toks[s].Start-60, r.toks[e-1].End) {
		if m.Kind == demarche.MentionCountry && m.Start <= r.toks[s].Start && m.End >= r.toks[e-1].End {
			return
		}
	}
	name := r.longForm(text)
	m := demarche.Mention{Kind: demarche.MentionOrganisation, Text: text}
	r.note(party{name: name, schema: r.schema(name, m, v), change: v.change, authority: authority, programme: programme, start: r.toks[s].Start, end: r.toks[e-1].End})
}

func (r *reader) passiveWord(i int) bool {
	switch r.lower(i) {
	case "is", "are", "was", "were", "been", "being", "be", "also", "both", "has", "have", "today":
		return true
	}
	return false
}

// capital says whether token i may be part of a name: capitalised, a number, or
// a small word between such.
func (r *reader) capital(i int) bool {
	t := r.toks[i]
	if t.Any(token.Upper | token.Digit | token.Mixed) {
		return true
	}
	switch r.lower(i) {
	case "of", "for", "-", "&":
		return i+1 < len(r.toks) && r.toks[i+1].Is(token.Upper) && i > 0 && r.toks[i-1].Any(token.Upper|token.Digit)
	}
	return false
}

// onlyPersons says whether the verdict's object speaks of persons alone: "seven
// officials: …" lists persons with the bodies they serve.
func (r *reader) onlyPersons(from, to int) bool {
	persons := false
	for j := from; j < min(to, from+8); j++ {
		switch r.lower(j) {
		case "individual", "individuals", "officials", "official", "nationals", "persons", "people", "citizens", "men", "members", "officers":
			persons = true
		case "entity", "entities", "company", "companies", "vessel", "vessels", "organization", "organizations", "bodies", "banks", "firms", "ships":
			return false
		}
	}
	return persons
}

// inside says whether a body is only named to say who somebody is: "Federal
// Security Service (FSB) Director X", "chief of the Y", "owned by Z".
func (r *reader) inside(from, end, objFrom, objTo int) bool {
	if from > objFrom && r.word(from-1) == "(" {
		return true // a short form after its long one
	}
	if k := r.at[from]; k >= 0 && r.in.Names[k].Kind == demarche.MentionPerson {
		return from > 1 && (r.lower(from-1) == "by" || r.lower(from-1) == "of" && r.lower(from-2) != "designation" && r.lower(from-2) != "listing" && r.lower(from-2) != "sanctioning")
	}
	j := from - 1
	for j >= objFrom && (r.lower(j) == "the" || r.toks[j].Is(token.Punct) && r.word(j) != "," && r.word(j) != ":") {
		j--
	}
	if j >= objFrom {
		switch r.lower(j) {
		case "of", "by", "with", "at", "in", "to", "from", "for", "group":
			return r.lower(j) != "group"
		}
	}
	next := end
	if _, at := r.bracketAfter(r.toks[end-1].End); at > r.toks[end-1].End {
		next = r.in.Doc.At(at)
	}
	if next < len(r.toks) && next < objTo+1 {
		switch r.lower(next) {
		case "director", "chief", "head", "president", "chairman", "officer", "officers", "official", "officials", "member", "members", "commander", "leader", "minister", "deputy", "spokesman", "spokesperson", "general", "representative", "'s", "’s":
			return true
		}
	}
	return false
}

// isAuthority says whether a name is that of a body that lists others.
func (r *reader) isAuthority(m demarche.Mention) bool {
	switch m.Entity {
	case "us-ofac", "us-treasury", "us-state", "us-doj", "us-commerce", "us-fincen", "us-bis", "us-fbi", "eu", "eu-council", "eu-commission", "un", "un-sc", "uk-fcdo", "uk-ofsi", "uk-treasury", "uk-nca", "au-dfat", "ca-gac", "ch-seco", "us-dhs", "us-hsi", "us-dea", "us-cisa", "us-irs-ci", "us-white-house", "us-congress", "eu-europol", "us-secret-service", "nato", "us-dod", "us-nsa", "us-cia":
		return true
	}
	for _, w := range []string{"SDN List", "Specially Designated", "Executive Order", "Act of", "Sanctions", "Regulations", "Price Cap", "Annex", "Commission", "Section", "Under Secretary", "U.S. Government", "Department of", "U.S. Departments", "Consolidated List", "Ministry of Foreign Affairs"} {
		if strings.Contains(m.Text, w) {
			return true
		}
	}
	return strings.HasPrefix(m.Text, "Section") || strings.HasPrefix(m.Text, "E.O")
}

// quiet says whether the name is that of somebody listed before: "U.S.-designated
// X", "SDN X", "previously sanctioned X".
func (r *reader) quiet(from, end int) bool {
	for j := max(0, from-5); j < from; j++ {
		switch r.lower(j) {
		case "sdn", "previously", "formerly":
			return true
		case "designated", "sanctioned":
			if j > 0 && r.word(j-1) == "-" {
				return true
			}
		}
	}
	return end < len(r.toks) && r.lower(end) == "said"
}

// schema says what sort of party a name is.
func (r *reader) schema(name string, m demarche.Mention, v verdict) string {
	kind := m.Kind
	if k, ok := r.kind[name]; ok && kind == demarche.MentionOrganisation {
		kind = k
	}
	switch kind {
	case demarche.MentionPerson:
		return "Person"
	case demarche.MentionVessel:
		return "Vessel"
	case demarche.MentionAircraft:
		return "Airplane"
	}
	if r.isVessel(name) {
		return "Vessel"
	}
	if isCompany(name) {
		return "Company"
	}
	return "Organization"
}

// isVessel says whether an IMO number follows the name anywhere, or "vessel"
// stands before it.
func (r *reader) isVessel(name string) bool {
	if v, ok := r.vessel[name]; ok {
		return v
	}
	v := r.looksVessel(name)
	r.vessel[name] = v
	return v
}

func (r *reader) looksVessel(name string) bool {
	for at := 0; ; {
		i := strings.Index(r.text[at:], name)
		if i < 0 {
			return false
		}
		end := at + i + len(name)
		after := strings.TrimLeft(r.text[end:min(end+24, len(r.text))], " (,;*")
		if strings.HasPrefix(after, "IMO") {
			return true
		}
		head := strings.ToLower(strings.TrimRight(r.text[max(0, at+i-14):at+i], " *,\"“"))
		if strings.HasSuffix(head, "vessel") || strings.HasSuffix(head, "tanker") || strings.HasSuffix(head, "m/v") || strings.HasSuffix(head, "m/t") {
			return true
		}
		at = end
	}
}

func isCompany(name string) bool {
	for _, w := range strings.Fields(strings.ToUpper(name)) {
		switch strings.Trim(w, ".,()") {
		case "LLC", "LTD", "LIMITED", "INC", "CORP", "CORPORATION", "COMPANY", "CO", "JSC", "OJSC", "PJSC", "OOO", "AO", "GMBH", "SA", "S.A", "DOOEL", "DOO", "AD", "PLC", "PTE", "FZE", "FZCO", "DMCC", "BANK", "HOLDING", "TRADING", "SHIPPING", "B.V", "SRL", "SARL", "AG", "KFT", "OU", "BVBA", "TRUST", "GENERAL":
			return true
		}
	}
	return false
}
