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
		r.told = sentTo
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

func (r *reader) has(from, to int, word string) bool {
	for j := from; j < to && j < len(r.toks); j++ {
		if strings.HasPrefix(r.lower(j), word) {
			return true
		}
	}
	return false
}

// clauseStart gives where the subject of a passive verdict may begin.
func (r *reader) clauseStart(from, at int) int {
	for j := at - 1; j > from; j-- {
		switch r.lower(j) {
		case ";", "while", "because", "whereas", "whom", "that", "said", "says", "adding":
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
		case "who", "which", "whose":
			if depth <= 0 {
				if next := r.afterRelative(j, to); next > j {
					j = next - 1
					continue
				}
				return j
			}
		case "told", "said", "says", "announced", "announces", "confirmed", "stated":
			if at, ok := r.clauseOfSpeaker(j, from); depth <= 0 && ok {
				return at
			}
		case "from":
			if depth <= 0 && removes(r.lower(from-1)) {
				return j
			}
		case "to":
			if w := r.lower(j + 1); depth <= 0 && (w == "add" || w == "include" || w == "reflect" || (w == "its" || w == "the") && !r.has(j, j+8, ":")) && j > from {
				return j
			}
		case "after", "while", "when", "following", "hours", "days":
			if depth <= 0 && j > from {
				return j
			}
		case "pursuant", "because", "accused", "involved", "responsible", "under":
			if depth <= 0 {
				return j
			}
		case "for":
			if depth <= 0 && (j+1 >= to || !r.toks[j+1].Is(token.Upper) || r.at[j+1] < 0) && j > from+1 {
				return j
			}
		case "that":
			if depth <= 0 && j > from {
				if next := r.afterRelative(j, to); next > j {
					j = next - 1
					continue
				}
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

// clauseOfSpeaker is the comma before who says it, when a comma and a word for a
// speaker stand near: "…, she told the radio", "…, Foreign Minister X announced".
func (r *reader) clauseOfSpeaker(at, from int) (int, bool) {
	verb := r.lower(at)
	speaker := verb == "said" || verb == "says" || verb == "told"
	for j := at - 1; j > max(from, at-9); j-- {
		switch r.lower(j) {
		case ",":
			return j, speaker
		case "minister", "secretary", "president", "ministry", "department", "spokesman", "spokeswoman", "spokesperson", "official", "officials", "he", "she", "it", "they", "premier", "ambassador", "commissioner", "government", "treasury":
			speaker = true
		}
	}
	return at, verb == "said" || verb == "says" || verb == "told"
}

// removes says whether a verb takes somebody from a list.
func removes(w string) bool {
	switch w {
	case "removed", "removing", "removes", "delisted", "delisting", "delists":
		return true
	}
	return false
}

// take notes the names between two tokens that the verdict governs.
func (r *reader) take(v verdict, from, to, sentFrom, sentTo int) {
	only, taken := r.onlyPersons(from, to), 0
	introduces := !v.passive && r.introduces(from, to)
	authority, programme := r.authority(sentFrom, v.at), r.programme(sentFrom, sentTo)
	for i := from; i < to && i < len(r.toks); i++ {
		if w := r.lower(i); !v.passive && (w == "who" || w == "which" || w == "whose" || w == "that") {
			if next := r.afterRelative(i, to); next > i {
				i = next
			}
		}
		k := r.at[i]
		if k < 0 {
			end := r.afterNoun(i, to)
			if end == i && taken > 0 {
				end = r.inRow(i, to)
			}
			if end > i && !only && !r.inside(i, end, from, to) {
				text := r.text[r.toks[i].Start:r.toks[end-1].End]
				taken++
				r.note(party{name: r.longForm(text), schema: r.schema(text, demarche.Mention{Kind: demarche.MentionOrganisation, Text: text}, v), change: v.change, authority: authority, programme: programme, start: r.toks[i].Start, end: r.toks[end-1].End})
				i = end - 1
			}
			continue
		}
		m := r.in.Names[k]
		end := r.in.Doc.At(m.End)
		if r.inside(i, end, from, to) || only && m.Kind != demarche.MentionPerson && !r.afterAnd(i) || r.isAuthority(m) || r.quiet(i, end) || r.overlapsLaw(m) {
			continue
		}
		name := r.longForm(m.Text)
		if short, _ := r.bracketAfter(m.End); introduces && short == "" && name == tidy(m.Text) && m.Kind != demarche.MentionPerson {
			continue
		}
		taken++
		start, stop := m.Start, r.legalAfter(m.End)
		if n := r.numberAfter(m.Text, end); n > 0 {
			stop = n
		}
		if stop > m.End {
			name = tidy(r.text[start:stop])
		}
		if i > from && r.numbered(i-1) {
			start = r.toks[i-1].Start
			name = tidy(r.text[start:m.End])
			r.full[tidy(m.Text)] = name
		}
		schema := r.schema(name, m, v)
		if stop > m.End && !r.toks[min(end, len(r.toks)-1)].Is(token.Digit) {
			schema = "Company"
		}
		r.note(party{name: name, schema: schema, change: v.change, authority: authority, programme: programme, start: start, end: stop})
		i = max(end, r.in.Doc.At(stop)) - 1
	}
	if (taken == 0 || !v.passive && from < to && r.placeAt(from)) && !only {
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

// numberAfter gives where the number ends that goes on the name of a unit, "Unit
// 29155", 0 without one.
func (r *reader) numberAfter(name string, end int) int {
	if end >= len(r.toks) || !r.toks[end].Is(token.Digit) {
		return 0
	}
	switch name[strings.LastIndexByte(name, ' ')+1:] {
	case "Unit", "Bureau", "Office", "Institute", "Department", "Factory", "Center", "Centre", "Laboratory", "Brigade", "Division":
		return r.toks[end].End
	}
	return 0
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
	if k := r.at[min(from, len(r.toks)-1)]; k >= 0 && r.in.Names[k].Kind == demarche.MentionOrganisation {
		return false
	}
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

// preposition says whether a body after the word is only named to say who or what
// the thing before is.
func preposition(w string) bool {
	switch w {
	case "of", "at", "behind", "by", "for":
		return true
	}
	return false
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
	for n := 0; j-1 > objFrom && n < 3 && !r.toks[j].Any(token.Upper|token.Punct) && (bodyNoun(r.lower(j)) || n > 0 && r.toks[j].Is(token.Word) && !preposition(r.lower(j)) && r.lower(j) != "the"); n++ {
		j--
	}
	if !preposition(r.lower(j)) && r.lower(j) != "the" || r.lower(j) == "the" && !preposition(r.lower(j-1)) {
		j = from - 1
	}
	for j >= objFrom && (r.lower(j) == "the" || r.toks[j].Is(token.Punct) && r.word(j) != "," && r.word(j) != ":") {
		j--
	}
	if j >= objFrom {
		switch r.lower(j) {
		case "of", "by", "with", "at", "in", "to", "from", "for", "behind", "against", "group":
			return r.lower(j) != "group"
		case "and":
			if k := r.joinedTo(j, objFrom); k >= 0 && r.inside(k, r.in.Doc.At(r.in.Names[r.at[k]].End), objFrom, objTo) {
				return true
			}
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
