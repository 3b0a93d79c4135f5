package lists

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// ReadLicences finds the general licences that a text issues, replaces or
// names: a licence itself, the page that announces it, a report. A fact counts
// for a licence when the same sentence names it, or when the text is the licence
// ("this general license") and says it of itself. The licence that a text is
// stands first, the others in their order.
func ReadLicences(title, text string) []demarche.Licence {
	l := &licences{text: title + "\n\n" + text, shift: len(title) + 2, runes: utf8.RuneCountInString(title) + 2}
	l.own = l.itself()
	for _, s := range sentences(l.text) {
		l.sentence(s[0], s[1])
	}
	l.headline()
	l.dates()
	l.regimes()
	out := make([]demarche.Licence, len(l.list))
	for i, x := range l.list {
		out[i] = x.Licence
	}
	slices.SortStableFunc(out, func(a, b demarche.Licence) int {
		switch own := l.own; {
		case a.Number == own && b.Number != own:
			return -1
		case b.Number == own && a.Number != own:
			return 1
		}
		return 0
	})
	return out
}

type licences struct {
	text  string
	shift int // bytes of the title before the text
	runes int // the same in code points
	own   string
	list  []*licence
}

// licence is one that a text names, as it is put together.
type licence struct {
	demarche.Licence
	rank int // how surely its expiry was read: 3 where the text extends it
}

const (
	sentencesKept  = 3   // of one licence in one text
	sentenceLength = 500 // code points
)

// evidence keeps a sentence that says something of the licence.
func (x *licence) evidence(s string) {
	for { // headings that stand before it
		line, rest, more := strings.Cut(strings.TrimSpace(s), "\n")
		if !more || strings.ContainsAny(line[max(0, len(line)-1):], ".,;:") {
			break
		}
		s = rest
	}
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > sentenceLength {
		s = string(r[:sentenceLength]) + "…"
	}
	if s != "" && len(x.Sentences) < sentencesKept && !slices.Contains(x.Sentences, s) {
		x.Sentences = append(x.Sentences, s)
	}
}

const licenceNumber = `(INT/\d{4}/\d{3,9}|\d{1,4}[A-Z]{0,2}|[A-Z]-\d{1,2}[A-Z]?|[B-HJ-Z])\b`

var (
	licenceName   = regexp.MustCompile(`(?i:\bgeneral\s+licen[cs]es?|\bGLs?)\s+(?:\((?:the\s+)?(?:“|")?GLs?(?:”|")?\)\s*)?(?i:(?:nos?\.?|numbers?)\s*)?` + licenceNumber)
	licenceMore   = regexp.MustCompile(`^\s*(?:,\s*and|,|and|or|&)\s+(?i:(?:GL|general\s+licen[cs]e|no\.?)\s+)?` + licenceNumber)
	licenceSelf   = regexp.MustCompile(`(?i)\bthis\s+general\s+licen[cs]e(?:\s+(?:no\.?|number))?\s+` + licenceNumber)
	licenceHead   = regexp.MustCompile(`(?m)^\s*GENERAL\s+LICEN[CS]E\s+(?:NO\.?|NUMBER)?\s*` + licenceNumber)
	licenceTitle  = regexp.MustCompile(`(?m)^\s*GENERAL\s+LICEN[CS]E\s+(?:NO\.?|NUMBER)?\s*[A-Z0-9/-]+[ \t]*\n\s*(Authoriz[^\n]{5,300})$`)
	licenceSuffix = regexp.MustCompile(`^(INT/\d{4}/\d+|\d+|[A-Z])-?([A-Z]{0,2}|\d{0,2}[A-Z]?)$`)

	superseded = regexp.MustCompile(`(?i)\b(?:is|are|was|were|been)\s+(?:hereby\s+)?(?:replaced|superseded)`)
	supersedes = regexp.MustCompile(`(?i)\b(?:replac(?:es|ing)|supersed(?:es|ing))\b`)
	revoked    = regexp.MustCompile(`(?i)\b(?:is|was|are|were|been|hereby)\s+(?:revoked|rescinded|withdrawn)\b|\b(?:revok|rescind)(?:es|ing)\b`)
	windDown   = regexp.MustCompile(`(?i)\bwind(?:ing)?[\s-]+down\b`)
	effective  = regexp.MustCompile(`(?i)\b(?:effective|takes?\s+effect)(?:\s+(?:on|from|as\s+of))?\s+` + longDate)
	issuedOn   = regexp.MustCompile(`(?i)\b(?:dated|issued(?:\s+on)?|date\s+of\s+issu(?:e|ance))\s*:?\s+` + longDate)
	issuedLink = regexp.MustCompile(`(?i)^[ ,(\n\t]*(?:(?:was|were|is|has\s+been|first)\s*)*$`)
	quoted     = regexp.MustCompile(`^\s*,?\s*(?:entitled\s+|titled\s+)?[“"]([^“”"]{8,300})[”"]`)
	related    = regexp.MustCompile(`\b([A-Z][\w./-]*(?:[ /-][A-Z][\w.]*)*)[- ][Rr]elated\s+(?:[Ww]eb\s+)?(?i:general\s+licen[cs]es?|sanctions)`)
	regulation = regexp.MustCompile(`\b([A-Z][A-Za-z’'-]+(?: (?:and|of|the|[A-Z][A-Za-z’'-]+))*?) Sanctions\s+Regulations\b`)
	regimeWord = regexp.MustCompile(`\b(Afghanistan|Balkans|Belarus|Burma|Central African Republic|Counter Terrorism|Crimea|Cuba|Cyber|Darfur|DPRK|Ethiopia|Global Magnitsky|Global Terrorism|Haiti|Hong Kong|Iran|Iraq|Lebanon|Libya|Magnitsky|Mali|Nicaragua|North Korea|Russia|Somalia|South Sudan|Sudan|Syria|Ukraine|Venezuela|West Bank|Yemen|Zimbabwe) $`)
	theLicence = regexp.MustCompile(`(?i)\b(?:the|this)\s+(?:general\s+)?licen[cs]e\b|^\s*it\s`)
	ofsiMark   = regexp.MustCompile(`\b(?:OFSI|Office of Financial Sanctions Implementation)\b`)
)

// itself finds the number of the licence that the text is, "" when it is none.
func (l *licences) itself() string {
	if m := licenceSelf.FindStringSubmatch(l.text); m != nil {
		return m[1]
	}
	if m := licenceHead.FindStringSubmatch(l.text); m != nil {
		return m[1]
	}
	return ""
}

// headline gives the licence that the text is the title under its number.
func (l *licences) headline() {
	if m := licenceTitle.FindStringSubmatch(l.text); m != nil && l.own != "" {
		x := l.at(l.own, 0, 0)
		if x.Title == "" {
			x.Title = strings.Join(strings.Fields(m[1]), " ")
			x.WindDown = x.WindDown || windDown.MatchString(x.Title)
		}
	}
}

// at gives the licence of a number, made when first named.
func (l *licences) at(number string, start, end int) *licence {
	for _, x := range l.list {
		if x.Number == number {
			return x
		}
	}
	x := &licence{Licence: demarche.Licence{Authority: "OFAC", Number: number, Base: number}}
	if m := licenceSuffix.FindStringSubmatch(number); m != nil {
		x.Base, x.Suffix = m[1], m[2]
	}
	if strings.HasPrefix(number, "INT/") || ofsiMark.MatchString(l.text) && !strings.Contains(l.text, "OFAC") {
		x.Authority = "OFSI"
	}
	if start >= l.shift {
		x.Start = utf8.RuneCountInString(l.text[l.shift:start])
		x.End = x.Start + utf8.RuneCountInString(l.text[start:end])
	}
	x.Programme = l.programme(start)
	l.list = append(l.list, x)
	return x
}

// programme finds the regime of a licence named at a place: the word right
// before it ("Syria GL 21"), else the regime named next before, else the first.
func (l *licences) programme(at int) string {
	if m := regimeWord.FindStringSubmatch(l.text[max(0, at-40):at]); m != nil {
		return m[1]
	}
	best := ""
	for _, re := range []*regexp.Regexp{related, regulation} {
		for _, m := range re.FindAllStringSubmatchIndex(l.text, -1) {
			name := strings.Join(strings.Fields(l.text[m[2]:m[3]]), " ")
			for _, lead := range []string{"The ", "Issuance of ", "Publication of "} {
				name = strings.TrimPrefix(name, lead)
			}
			if best == "" || m[0] <= at {
				best = name
			}
			if m[0] > at {
				break
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// regimes gives licences of which the text names none the regime of their other
// issues, or that of all others where they have but one.
func (l *licences) regimes() {
	all := map[string]bool{}
	bases := map[string]string{}
	for _, x := range l.list {
		if x.Programme != "" {
			all[x.Programme] = true
			bases[x.Base] = x.Programme
		}
	}
	for _, x := range l.list {
		if x.Programme != "" || x.Authority != "OFAC" {
			continue
		}
		x.Programme = bases[x.Base]
		if x.Programme == "" && len(all) == 1 {
			for x.Programme = range all {
			}
		}
	}
}

// named is one naming of a licence in a sentence.
type named struct {
	licence    *licence
	start, end int
}

// naming finds the licences named between two places: "general licenses 8L, 13
// and 115B" names three.
func (l *licences) naming(from, to int) []named {
	var out []named
	s := l.text[from:to]
	read := 0
	for _, m := range licenceName.FindAllStringSubmatchIndex(s, -1) {
		if m[0] < read { // named in the breath of the one before
			continue
		}
		out = append(out, named{l.at(s[m[2]:m[3]], from+m[0], from+m[1]), from + m[0], from + m[1]})
		for end := m[1]; ; {
			more := licenceMore.FindStringSubmatchIndex(s[end:])
			if more == nil || yearLike(s[end+more[2]:end+more[3]]) {
				break
			}
			start := end + more[2]
			end += more[1]
			out = append(out, named{l.at(s[start:end], from+start, from+end), from + start, from + end})
			read = end
		}
	}
	return out
}

// yearLike says whether what follows a licence is the year of a date.
func yearLike(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

func (l *licences) sentence(from, to int) {
	s := l.text[from:to]
	names := l.naming(from, to)
	subject := l.subject(names, s)
	for _, n := range names {
		n.licence.evidence(s)
	}
	for _, n := range names {
		if m := quoted.FindStringSubmatch(l.text[n.end:to]); m != nil && n.licence.Title == "" {
			n.licence.Title = strings.TrimRight(strings.Join(strings.Fields(m[1]), " "), ".,")
			n.licence.WindDown = n.licence.WindDown || windDown.MatchString(m[1])
		}
	}
	groups := l.groups(names)
	l.successions(groups, from, s)
	l.expiries(groups, from, to, subject)
	l.windDowns(groups, from, to, subject)
	if subject == nil {
		return
	}
	if revoked.MatchString(s) {
		subject.evidence(s)
	}
	if revoked.MatchString(s) && len(names) > 0 {
		subject.Revoked = true
	}
	if m := effective.FindStringSubmatch(s); m != nil && subject.Effective == "" {
		subject.Effective = date(strings.Join(strings.Fields(m[1]), " "), monthFirst)
	}
}

// windDowns reads which licences a sentence gives for winding down: each group is
// followed by what is said of it, the first also preceded.
func (l *licences) windDowns(groups []group, from, to int, subject *licence) {
	if len(groups) == 0 && subject != nil {
		subject.WindDown = subject.WindDown || windDown.MatchString(l.text[from:to])
	}
	for i, g := range groups {
		start, end := g.end, to
		if i == 0 {
			start = from
		}
		if i+1 < len(groups) {
			end = groups[i+1].start
		}
		if windDown.MatchString(l.text[start:end]) {
			for _, x := range g.licences {
				x.WindDown = true
			}
		}
	}
}

// subject is the licence a sentence is about: the only one it names, the one
// that is not replaced, or the text's own where it names none or "this".
func (l *licences) subject(names []named, s string) *licence {
	var only *licence
	for _, n := range names {
		if n.licence.Number == l.own {
			return n.licence
		}
		if only != nil && only != n.licence {
			return nil
		}
		only = n.licence
	}
	if only != nil {
		return only
	}
	if l.own != "" && len(l.list) > 0 {
		return l.at(l.own, 0, 0)
	}
	if len(l.list) == 1 && theLicence.MatchString(s) { // the only one named so far
		return l.list[0]
	}
	return nil
}

// successions reads "8K is replaced and superseded by 8L" and "8L, which
// replaces 8K".
func (l *licences) successions(groups []group, from int, s string) {
	link := func(newer, older *licence) {
		if newer != older && !slices.Contains(newer.Supersedes, older.Number) {
			newer.Supersedes = append(newer.Supersedes, older.Number)
			older.Superseded = newer.Number
		}
	}
	// sides gives the licences named last before a place and those named next.
	sides := func(at []int) (before, after []*licence) {
		for _, g := range groups {
			if g.end <= from+at[0] {
				before = g.licences
			} else if g.start >= from+at[1] && after == nil {
				after = g.licences
			}
		}
		return before, after
	}
	if at := superseded.FindStringIndex(s); at != nil {
		before, after := sides(at)
		newer := l.own
		if len(after) > 0 {
			newer = after[0].Number
		}
		for _, older := range before {
			if newer != "" {
				link(l.at(newer, 0, 0), older)
			}
		}
		return
	}
	if at := supersedes.FindStringIndex(s); at != nil {
		before, after := sides(at)
		if len(before) == 0 && l.own != "" {
			before = []*licence{l.at(l.own, 0, 0)}
		}
		if len(before) == 0 {
			return
		}
		for _, older := range after {
			link(before[len(before)-1], older)
		}
	}
}

// dates reads when licences were issued: right behind a name, or at the end of
// the licence itself.
func (l *licences) dates() {
	for _, m := range issuedOn.FindAllStringSubmatchIndex(l.text, -1) {
		on := date(strings.Join(strings.Fields(l.text[m[2]:m[3]]), " "), monthFirst)
		before := l.text[max(0, m[0]-80):m[0]]
		all := licenceName.FindAllStringSubmatchIndex(before, -1)
		if n := len(all); n > 0 && issuedLink.MatchString(before[all[n-1][1]:]) {
			if x := l.at(before[all[n-1][2]:all[n-1][3]], 0, 0); x.Issued == "" {
				x.Issued = on
			}
			continue
		}
		if l.own != "" {
			if x := l.at(l.own, 0, 0); x.Issued == "" {
				x.Issued = on
			}
		}
	}
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?][”"’)]*\s+|\n\s*\n|\n\s*(?:\([a-z0-9]{1,3}\)|[•*-])\s`)
	noSentence  = regexp.MustCompile(`(?:\b(?i:no|nos|e\.o|u\.s|a\.m|p\.m|inc|ltd|co|corp|mr|ms|dr|st|secs?|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z])\.\s*$`)
)

// sentences cuts a text; the dots of abbreviations end none.
func sentences(text string) [][2]int {
	var out [][2]int
	start := 0
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		if text[m[0]] == '.' && noSentence.MatchString(text[start:m[0]+1]) && !strings.Contains(text[m[0]:m[1]], "\n\n") {
			continue
		}
		end := m[0]
		if text[m[0]] != '\n' { // what closes a quotation or a bracket still belongs to it
			end += len(strings.TrimRightFunc(text[m[0]:m[1]], unicode.IsSpace))
		}
		out = append(out, [2]int{start, end})
		start = end
	}
	return append(out, [2]int{start, len(text)})
}
