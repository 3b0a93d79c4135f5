package designee

import (
	"regexp"
	"strings"
)

// Notices in Korean name the listed behind "개인은" and "기관은"; in Russian and
// Ukrainian bodies stand in quotation marks behind a word for what they are.
var (
	koreanPersons = regexp.MustCompile(`(?:개인은|인물은|개인으로는)\s*((?:\p{Hangul}{2,4}(?:,\s*|·|과\s|와\s))*\p{Hangul}{2,4}?)(?:이며|이고|이다|입니다|등|이고,)`)
	koreanBodies  = regexp.MustCompile(`(?:기관은|단체는|기업은|회사는)\s*((?:\p{Hangul}{3,20}?(?:,\s*|·|과\s|와\s))*\p{Hangul}{3,20}?)(?:이며|이고|이다|입니다|등)`)
	slavicListing = regexp.MustCompile(`(?i)(?:вн[её]с|внесл|включил|вв[её]л|ввел|запровад|потрапил|увів).{0,160}(?:санкц|списк)|(?:санкц|списк).{0,120}(?:вн[её]с|внесл|включил|потрапил|увів)`)
	slavicBody    = regexp.MustCompile(`(?:компан|бирж|банк|фирм|фірм|завод|платформ|фонд|бірж|сервис|сервіс|обменник)\p{Cyrillic}*\s+«([^«»\n]{2,60})»`)
)

// readForeign takes those whom texts in Korean, Russian and Ukrainian list in
// these forms.
func (r *reader) readForeign() {
	switch {
	case strings.Contains(r.text, "제재") && strings.Contains(r.text, "지정"):
		r.rowOf(koreanPersons, "Person")
		r.rowOf(koreanBodies, "Organization")
	case strings.Contains(r.text, "санкц"):
		lead := r.text
		if n := 1200; len(lead) > n {
			lead = strings.ToValidUTF8(lead[:n], "")
		}
		for line := range strings.Lines(lead) {
			for _, s := range strings.SplitAfter(line, ". ") {
				if !slavicListing.MatchString(s) || strings.Contains(s, "ранее") || strings.Contains(s, "раніше") {
					continue
				}
				for _, m := range slavicBody.FindAllStringSubmatch(s, 20) {
					r.noteForeign(m[1], "Organization")
				}
			}
		}
	}
}

// rowOf takes the names that a pattern finds in a row.
func (r *reader) rowOf(pattern *regexp.Regexp, schema string) {
	for _, m := range pattern.FindAllStringSubmatch(r.text, 4) {
		row := strings.NewReplacer("과 ", ",", "와 ", ",", "·", ",").Replace(m[1])
		for name := range strings.SplitSeq(row, ",") {
			r.noteForeign(strings.TrimSpace(name), schema)
		}
	}
}

func (r *reader) noteForeign(name, schema string) {
	at := strings.Index(r.text, name)
	if name == "" || at < 0 {
		return
	}
	if schema == "Organization" && isCompany(name) {
		schema = "Company"
	}
	r.note(party{name: name, schema: schema, change: "listed", start: at, end: at + len(name)})
}
