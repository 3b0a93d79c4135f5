package designee

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/name"
	"demarche/extract/token"
)

// programme is the first instrument of the sentence, else its first tag.
func (r *reader) programme(from, to int) string {
	begin, end := r.toks[from].Start, r.toks[min(to, len(r.toks))-1].End
	for _, m := range between(r.in.Instruments, begin, end) {
		if m.End <= end {
			if m.Kind == demarche.MentionTag {
				return m.Tag
			}
			return m.Name
		}
	}
	return ""
}

// describe adds what the text says of a party elsewhere: country, short forms,
// other names, numbers.
func (r *reader) describe(p *party) {
	if p.authority == "" {
		p.authority = r.mainAuthority()
	}
	p.aliases = union(p.aliases, r.short[p.name])
	sortStrings(p.aliases)
	if c := name.CountryOf(r.entity[p.name]); c != "" && len(p.countries) == 0 {
		p.countries = []string{c}
	}
	r.akaAfter(p)
	if p.programme == "" && !r.inList(p.start) {
		p.programme = r.programmeOf(p.name)
	}
	if c := placeInName(p); c != "" && len(p.countries) == 0 {
		p.countries = []string{c}
	}
	if len(p.countries) == 0 {
		p.countries = r.countriesOf(p)
		if p.schema == "Person" && name.Korean(p.name) || p.schema != "Person" && containsAny(p.name, "Korea ", "Choson ", "Chosun ") {
			p.countries = r.korean(p.countries)
		}
	}
	if p.schema == "Vessel" && len(p.ids) == 0 {
		p.ids = r.idsAfter(p.name)
	}
}

// programmeOf is the instrument of the first sentence that designates a party under
// one: "OFAC is designating A pursuant to E.O. 13810 and B for acting on its behalf".
func (r *reader) programmeOf(name string) string {
	for at, n := 0, 0; n < 8; n++ {
		k := strings.Index(r.text[at:], name)
		if k < 0 {
			break
		}
		at += k
		i := min(r.in.Doc.At(at), len(r.toks)-1)
		from, to := r.in.Doc.SentenceStart(i), r.in.Doc.SentenceEnd(i)
		if to-from < reach && r.has(from, to, "designating") && !r.has(from, to, "previously") {
			if p := r.programme(from, to); p != "" {
				return p
			}
		}
		at += len(name)
	}
	return r.programmeOfAll()
}

// programmeOfAll is the instrument under which a sentence says that all of them are
// designated: "All three are designated pursuant to".
func (r *reader) programmeOfAll() string {
	for _, w := range []string{"All ", "Both ", "These "} {
		for at := 0; ; {
			k := strings.Index(r.text[at:], w)
			if k < 0 {
				break
			}
			at += k
			i := min(r.in.Doc.At(at), len(r.toks)-1)
			from, to := r.in.Doc.SentenceStart(i), r.in.Doc.SentenceEnd(i)
			at += len(w)
			if from != i || to-from > 40 || !strings.Contains(r.text[r.toks[from].Start:r.toks[to-1].End], "designated pursuant to") {
				continue
			}
			return r.programme(from, to)
		}
	}
	return ""
}

// placeInName is the country that a body's own name tells: "Shenyang Golden Net".
func placeInName(p *party) string {
	if p.schema == "Person" || p.schema == "Vessel" {
		return ""
	}
	doc := token.Split(p.name)
	code := ""
	for _, x := range country.Resolve(doc, country.Scan(doc, "en"), country.Hint{}) {
		if x.Code == "" {
			continue
		}
		if x.Form == country.FormPlace && x.Level == 0 && x.Thousand < 100 {
			continue // a small town says nothing: its name may be a common word
		}
		if code != "" && x.Code != code || (x.Code == "KR" || x.Code == "KP") && strings.Contains(p.name, "Korea") {
			return "" // "Korea" is either
		}
		code = x.Code
	}
	return code
}

// withoutLegalForm is a body's name without the form of company at its end.
func withoutLegalForm(name string) string {
	words := strings.Fields(name)
	if n := len(words); n > 2 && isCompany(words[n-1]) && !strings.EqualFold(words[n-1], "bank") {
		return strings.TrimRight(strings.Join(words[:n-1], " "), ",")
	}
	return name
}

// akaAfter adds the other name that the words right behind a party's name give:
// "who is known online as “X”", "a.k.a. X".
func (r *reader) akaAfter(p *party) {
	if r.inList(p.start) {
		return
	}
	after := r.text[p.end:min(len(r.text), p.end+90)]
	if i := strings.IndexAny(after, ".\n"); i >= 0 && !strings.Contains(after, "k.a.") {
		after = after[:i]
	}
	for _, cue := range []string{"known online as ", "also known as ", "a.k.a. ", "known as ", "who goes by ", "alias "} {
		i := strings.Index(after, cue)
		if i < 0 || strings.ContainsAny(after[:i], ";") {
			continue
		}
		rest := strings.TrimLeft(after[i+len(cue):], "the ")
		rest = strings.TrimLeft(rest, "\"“‘")
		if k := strings.IndexAny(rest, "\"”’,;)"); k > 0 {
			rest = rest[:k]
		}
		if n := len(strings.Fields(rest)); n > 0 && n < 6 && rest[0] < 'a' {
			p.aliases = union(p.aliases, []string{strings.TrimSpace(rest)})
		}
		return
	}
}

// korean puts the Korea that the text speaks of most before where a person with
// a Korean name lives.
func (r *reader) korean(countries []string) []string {
	north, south := 0, 0
	for _, m := range r.in.Names {
		switch m.Code {
		case "KP":
			north++
		case "KR":
			south++
		}
	}
	for _, id := range r.entity {
		if strings.HasPrefix(id, "kp-") {
			north++ // a body of the North is named
		}
	}
	own := "KP"
	switch {
	case north == 0 && south == 0:
		return countries
	case south > north:
		own = "KR"
	}
	if union(nil, countries) != nil && len(union([]string{own}, countries)) == len(countries) {
		return countries
	}
	return []string{own}
}

func sortStrings(s []string) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

// idsAfter gives the identifiers that follow a name within a few words.
func (r *reader) idsAfter(name string) (out []string) {
	for _, m := range r.in.Identified {
		if m.Kind != demarche.MentionIdentifier {
			continue
		}
		before := r.text[max(0, m.Start-len(name)-16):m.Start]
		if strings.Contains(before, name) {
			out = union(out, []string{m.Scheme + ":" + m.Value})
		}
	}
	return out
}

// countriesOf looks at the sentences that name the party, its introduction
// first, for a country that is said of it: "Iran-based X", "X, an Iranian
// national", "X … in Skopje"; then at the heading above.
func (r *reader) countriesOf(p *party) []string {
	names := append([]string{p.name}, p.aliases...)
	if bare := withoutLegalForm(p.name); bare != p.name {
		names = append(names, bare)
	}
	score := map[string]float64{}
	n, looked := 0, 0
	first := p.start
	for _, n := range names {
		if i := strings.Index(r.text, n); i >= 0 && i < first {
			first = i
		}
	}
	for i := r.in.Doc.SentenceStart(min(r.in.Doc.At(first), len(r.toks)-1)); i < len(r.toks) && n < 6 && looked < 80; looked++ {
		end := r.in.Doc.SentenceEnd(i)
		s, e := r.toks[i].Start, r.toks[end-1].End
		i = end
		at, length := -1, 0
		for _, n := range names {
			if k := strings.Index(r.text[s:e], n); k >= 0 && len(n) > length {
				at, length = s+k, len(n)
			}
		}
		if at < 0 {
			continue
		}
		n++
		r.scoreCountries(score, s, e, at, at+length, 1/float64(n), p)
		if n == 1 {
			if h := r.headingBefore(s); h != "" {
				score[h] += 1.5
			}
		}
	}
	best, top := "", 0.35
	for c, x := range score {
		if x > top || x == top && c < best {
			best, top = c, x
		}
	}
	if best == "" {
		return r.aroundOf(p)
	}
	out := []string{best}
	second, next := "", top*0.6
	for c, x := range score {
		if c != best && (x > next || x == next && c < second) {
			second, next = c, x
		}
	}
	if second != "" {
		out = append(out, second)
	}
	return out
}

// aroundOf is the country that the paragraph of the party's first mention speaks
// of most, beside that of the authority; then the whole text.
func (r *reader) aroundOf(p *party) []string {
	if c := r.titleCountry(home(p.authority)); c != "" {
		return []string{c}
	}
	from := strings.LastIndexByte(r.text[:p.start], '\n') + 1
	to := strings.IndexByte(r.text[p.start:], '\n')
	if to < 0 {
		to = len(r.text)
	} else {
		to += p.start
	}
	if c := r.commonest(r.names(from, min(to, from+5000)), home(p.authority)); c != "" {
		return []string{c}
	}
	if r.around == nil {
		r.around = []string{r.commonest(r.in.Names, home(p.authority))}
	}
	if r.around[0] == "" {
		return nil
	}
	return r.around
}

// titleCountry is the one country that the title names beside that of the
// authority and of those that keep lists.
func (r *reader) titleCountry(own string) (code string) {
	if r.in.Title == nil {
		return ""
	}
	for _, x := range country.Resolve(r.in.Title, country.Scan(r.in.Title, "en"), country.Hint{}) {
		switch {
		case x.Code == "" || x.Code == own || lists(x.Code) || x.Code == code:
		case code != "":
			return ""
		default:
			code = x.Code
		}
	}
	return code
}

// commonest is the code that most of the names bear, but for the
// authority's own and those whose deeds are spoken of ("Russia's war").
func (r *reader) commonest(names []demarche.Mention, own string) string {
	count, best := map[string]int{}, ""
	for _, m := range names {
		if m.Code == "" || m.Code == own || m.Code == "EU" {
			continue
		}
		if after := r.text[m.End:]; lists(m.Code) || strings.HasPrefix(after, "'s ") || strings.HasPrefix(after, "’s ") {
			continue
		}
		count[m.Code]++
		if m.Kind != demarche.MentionLocation {
			count[m.Code]++
		}
		// One town alone may be a word misread.
		if n := count[m.Code]; n > 1 && (best == "" || n > count[best]) {
			best = m.Code
		}
	}
	return best
}

// lists says whether a state keeps lists of its own: a release that names it
// thanks a partner as a rule.
func lists(code string) bool {
	switch code {
	case "US", "GB", "AU", "CA", "EU":
		return true
	}
	return false
}

// scoreCountries weighs the countries of one sentence for a name at [from, to).
func (r *reader) scoreCountries(score map[string]float64, begin, end, from, to int, weight float64, p *party) {
	person, own := p.schema == "Person", home(p.authority)
	for _, m := range r.names(max(begin, from-600), min(end, to+600)) {
		if m.End > end || m.Code == "" || m.Start < to && from < m.End {
			continue
		}
		w := 0.2
		after := r.text[m.End:min(m.End+24, len(r.text))]
		before := strings.TrimSuffix(strings.ToLower(r.text[max(begin, m.Start-22):m.Start]), "the ")
		switch {
		case strings.HasPrefix(after, "-based") || strings.HasPrefix(after, "-registered") || strings.HasPrefix(after, "-flagged"):
			w = 2
			if d := distance(m, from, to); d > 45 {
				w = 0.5
			}
		case m.Start >= to && m.Start-to <= 2 && strings.HasPrefix(r.text[to:], " (") && strings.HasPrefix(after, ")"):
			w = 2.5
		case strings.HasSuffix(before, "based in ") || strings.HasSuffix(before, "registered in ") || strings.HasSuffix(before, "located in ") || strings.HasSuffix(before, "citizen of ") || strings.HasSuffix(before, "national of "),
			person && (strings.HasSuffix(before, "president of ") || strings.HasSuffix(before, "minister of ")):
			w = 2
		case m.Kind == demarche.MentionOrganisation && strings.HasPrefix(strings.ToLower(m.Text), "government of "):
			w = 0.05
		case m.Kind == demarche.MentionOrganisation: // another arm of a state
			w = 1.8
			if person {
				w = 0.3
			}
		case m.Form == "demonym" && (startsAny(after, " national", " citizen", " individual", " company", " businessman", " official", " government", " bank", " firm", " general", " politician", " oligarch", " cybercriminal")):
			w = 1.8
			if personal := startsAny(after, " national", " citizen", " individual", " businessman", " official", " politician", " oligarch"); personal != person {
				w = 0.3
			}
		case strings.HasSuffix(before, " in ") || strings.HasSuffix(before, " in the "):
			w = 0.7
		case m.Form == "demonym":
			w = 0.6
		}
		if r.ofAnother(m, after, from, to) {
			continue
		}
		if m.End < from && (strings.HasSuffix(before, " in ") || strings.HasSuffix(before, " of ")) {
			w *= 0.25 // said of what stands before it
		}
		if m.Code == own && m.Kind == demarche.MentionCountry && w < 1.8 || m.Code == "EU" {
			w *= 0.15 // the authority's own country
		}
		w /= 1 + float64(distance(m, from, to))/80
		score[m.Code] += w * weight
	}
}

// ofAnother says whether a country is said of another name that it stands directly
// beside: "Dutch citizen X", "Y (Hong Kong)".
func (r *reader) ofAnother(m demarche.Mention, after string, from, to int) bool {
	if m.Start > 1 && r.text[m.Start-1] == '(' && strings.HasPrefix(after, ")") && m.Start-to > 2 {
		return true
	}
	for _, w := range []string{" national ", " citizen ", " businessman ", " businesswoman ", " banker ", " bank ", " company ", " firm "} {
		if !strings.HasPrefix(after, w) || m.Form != "demonym" {
			continue
		}
		at := m.End + len(w)
		if k := r.in.Doc.At(at); k < len(r.toks) && r.toks[k].Is(token.Upper) {
			return at > to || at+3 < from
		}
	}
	return false
}

func distance(m demarche.Mention, from, to int) int {
	if m.End <= from {
		return from - m.End
	}
	return m.Start - to
}

func startsAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// headingBefore gives the country that is all of the nearest short line above.
func (r *reader) headingBefore(at int) string {
	for k, tries := r.in.Doc.At(at), 0; k > 0 && tries < 12; tries++ {
		k--
		for k > 0 && !r.toks[k].Is(token.Paragraph) {
			k--
		}
		end := k + 1
		for end < len(r.toks) && !r.toks[end].Is(token.Paragraph) {
			end++
		}
		if end-k > 12 {
			continue
		}
		begin, stop := r.toks[k].Start, r.toks[end-1].End
		for _, m := range r.names(begin, begin+1) {
			if m.Code != "" && stop-m.End <= 2 {
				return m.Code
			}
		}
		return ""
	}
	return ""
}
