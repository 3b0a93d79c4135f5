// Package instrument finds legal instruments (executive orders, resolutions,
// regulations, statutes) and the bracketed tags of OFAC's lists.
package instrument

import (
	"regexp"
	"sort"
	"strings"

	"demarche"
)

// rule is a shape of instrument and how its canonical name is made; $1 and $2
// stand for the groups. hint is a text that must occur for the rule to be tried.
type rule struct {
	hints []string
	re    *regexp.Regexp
	name  func(g []string) string
}

var rules = []rule{
	{[]string{"E.O.", "EO ", "Executive Order", "executive order", "E.O "},
		regexp.MustCompile(`\b(?:E\.\s?O\.?|EO|[Ee]xecutive [Oo]rders?(?: \((?:E\.O\.|EO)\))?)\s*(?:No\.?\s*)?(1[0-9]{4})\b`),
		func(g []string) string { return "E.O. " + g[1] }},
	{[]string{"UNSCR", "esolution", "안보리 결의", "резолюци", "决议", "決議"},
		regexp.MustCompile(`\b(?:UNSCR|UNSC [Rr]esolution|(?:U\.?N\.? |United Nations )?Security Council [Rr]esolution|(?:U\.?N\.? |United Nations )[Rr]esolution|[Rr]esolution|[Rr]ésolution|[Rr]esolución)\s*(?:\(UNSCR\)\s*)?(?:No\.?\s*)?([0-9]{3,4})(?:\s?\([0-9]{4}\))?\b`),
		func(g []string) string { return "UNSCR " + g[1] }},
	{[]string{"안보리 결의", "резолюци", "决议", "決議"},
		regexp.MustCompile(`(?:안보리 결의(?:안)?|резолюци[а-я]+(?: Совета Безопасности ООН| СБ ООН)?|安理会第?|安保理決議第?)\s*(?:№\s*)?([0-9]{3,4})(?:호|号决议|号)?`),
		func(g []string) string { return "UNSCR " + g[1] }},
	{[]string{"مجلس الأمن"},
		regexp.MustCompile(`(?:قرار|القرار|قرارات) (?:مجلس الأمن )(?:الدولي )?(?:رقم )?([0-9]{3,4})`),
		func(g []string) string { return "UNSCR " + g[1] }},
	{[]string{"(EU)", "(EC)", "(EEC)", "(UE)", "EU) No"},
		regexp.MustCompile(`\b((?:Council |Commission )?(?:Implementing |Delegated )?(?:Regulation|Directive))s?\s+\((EU|EC|EEC|UE)\)\s*(?:No\.?\s*)?([0-9]{1,4}/[0-9]{1,4})`),
		func(g []string) string {
			kind := "Regulation"
			if strings.HasSuffix(g[1], "Directive") {
				kind = "Directive"
			}
			return kind + " (" + strings.Replace(g[2], "UE", "EU", 1) + ") " + g[3]
		}},
	{[]string{"CFSP", "PESC", "GASP"},
		regexp.MustCompile(`\b(?:Council )?(?:Implementing )?(?:Decision|Décision|Beschluss)\s*(?:\((?:CFSP|PESC|GASP)\)\s*)?([0-9]{4}/[0-9]{1,4})(?:/(?:CFSP|PESC|GASP))?`),
		func(g []string) string { return "Decision (CFSP) " + g[1] }},
	{[]string{"Section 311", "section 311"},
		regexp.MustCompile(`\b[Ss]ection 311\b(?: of the USA PATRIOT Act)?`),
		func([]string) string { return "USA PATRIOT Act section 311" }},
	{[]string{"Section 9714", "section 9714"},
		regexp.MustCompile(`\b[Ss]ection 9714\b`),
		func([]string) string { return "Combating Russian Money Laundering Act section 9714" }},
	{[]string{"General Licen", "general licen", "GL "},
		regexp.MustCompile(`\b(?:[Gg]eneral [Ll]icen[cs]e|GL)\s*(?:\(GL\)\s*)?(?:No\.?\s*|Number\s+)?((?:INT/)?[0-9]{1,4}(?:/[0-9]{4,8})?[A-Z]?)\b`),
		func(g []string) string { return "General Licence " + g[1] }},
	{[]string{"IEEPA", "International Emergency Economic Powers Act"},
		regexp.MustCompile(`\b(?:International Emergency Economic Powers Act|IEEPA)\b`),
		func([]string) string { return "IEEPA" }},
	{[]string{"CAATSA", "Countering America"},
		regexp.MustCompile(`\b(?:Countering America.s Adversaries Through Sanctions Act|CAATSA)\b`),
		func([]string) string { return "CAATSA" }},
	{[]string{"CFR", "C.F.R."},
		regexp.MustCompile(`\b([0-9]{1,2})\s+(?:CFR|C\.F\.R\.)\s+(?:[Pp]arts?\s+|§+\s*)?([0-9]{1,4}(?:\.[0-9]+)?)`),
		func(g []string) string { return g[1] + " CFR " + g[2] }},
	{[]string{"U.S.C.", "USC"},
		regexp.MustCompile(`\b([0-9]{1,2})\s+(?:U\.S\.C\.|USC)\s+(?:§+\s*)?([0-9]{1,5}[a-z]?)`),
		func(g []string) string { return g[1] + " U.S.C. " + g[2] }},
	{[]string{"Regulations 20", "Regulations 19"},
		regexp.MustCompile(`\b[Tt]he ((?:[A-Z][A-Za-z']+ |and |of |the |\((?:[A-Z][A-Za-z]+ ?)+\) ){1,8}\((?:Sanctions|EU Exit|Sanctions\) \(EU Exit)\)(?: \(EU Exit\))? Regulations (?:19|20)[0-9]{2})\b`),
		func(g []string) string { return g[1] }},
}

// several are resolutions named in a row: "resolutions 1718 (2006), 2375 and 2397".
var (
	several = regexp.MustCompile(`(?:\b[Rr]esolutions|\b[Rr]ésolutions|\b[Rr]esoluciones|\b[Rr]esolutionen|резолюци\p{Cyrillic}+)\s+((?:[0-9]{3,4}(?:\s?\([0-9]{4}\))?(?:\s*,\s*(?:and\s+)?|\s+(?:and|et|y|und|и)\s+)?)+)`)
	oneOf   = regexp.MustCompile(`([0-9]{3,4})(?:\s?\([0-9]{4}\))?`)
)

// rows finds the resolutions named in a row, each by itself.
func rows(text string) (out []demarche.Mention) {
	if !anyIn(text, []string{"esolutions", "ésolutions", "esoluciones", "esolutionen", "резолюци"}) {
		return nil
	}
	for _, m := range several.FindAllStringSubmatchIndex(text, -1) {
		for _, n := range oneOf.FindAllStringSubmatchIndex(text[m[2]:m[3]], -1) {
			from, to := m[2]+n[0], m[2]+n[1]
			out = append(out, demarche.Mention{Kind: demarche.MentionInstrument, Start: from, End: to, Text: text[from:to], Name: "UNSCR " + text[m[2]+n[2]:m[2]+n[3]], Why: "resolutions in a row"})
		}
	}
	return out
}

// tags of OFAC's programmes, in square brackets after a name.
var tagRule = regexp.MustCompile(`\[([A-Z][A-Z0-9]{2,}(?:[-/][A-Z0-9]+)*)\]`)

// bareTags may stand without brackets.
var bareTags = regexp.MustCompile(`\b(?:DPRK[234]?|CYBER[234]|SDGT|NPWMD|SDNTK|SDNT|TCO|GLOMAG|UKRAINE-EO1[0-9]{4}|RUSSIA-EO1[0-9]{4}|IRAN-EO1[0-9]{4}|BELARUS-EO1[0-9]{4}|VENEZUELA-EO1[0-9]{4}|ILLICIT-DRUGS-EO1[0-9]{4}|CMIC-EO1[0-9]{4}|IFSR|IFCA)\b`)

// notTags are bracketed capitals that are no tags.
var notTags = map[string]bool{"PDF": true, "SIC": true, "ICYMI": true, "NOTE": true, "USA": true, "DATE": true, "NAME": true}

// Find returns the instruments and tags of a text in order. Start and End are
// bytes.
func Find(text string) []demarche.Mention {
	var out []demarche.Mention
	for _, r := range rules {
		if !anyIn(text, r.hints) {
			continue
		}
		for _, m := range r.re.FindAllStringSubmatchIndex(text, -1) {
			out = append(out, demarche.Mention{Kind: demarche.MentionInstrument, Start: m[0], End: m[1], Text: text[m[0]:m[1]], Name: r.name(groups(text, m)), Why: "shape of an instrument"})
		}
	}
	out = append(out, rows(text)...)
	if strings.Contains(text, "[") {
		for _, m := range tagRule.FindAllStringSubmatchIndex(text, -1) {
			if tag := text[m[2]:m[3]]; !notTags[tag] {
				out = append(out, demarche.Mention{Kind: demarche.MentionTag, Start: m[2], End: m[3], Text: tag, Tag: tag, Why: "in square brackets"})
			}
		}
	}
	if anyIn(text, []string{"DPRK2", "DPRK3", "DPRK4", "CYBER", "SDGT", "NPWMD", "SDN", "GLOMAG", "-EO1", "IFSR", "IFCA"}) {
		for _, m := range bareTags.FindAllStringIndex(text, -1) {
			if tag := text[m[0]:m[1]]; tag != "DPRK" && tag != "TCO" {
				out = append(out, demarche.Mention{Kind: demarche.MentionTag, Start: m[0], End: m[1], Text: tag, Tag: tag, Why: "known tag"})
			}
		}
	}
	return apart(out)
}

func anyIn(text string, hints []string) bool {
	for _, h := range hints {
		if strings.Contains(text, h) {
			return true
		}
	}
	return false
}

func groups(text string, m []int) []string {
	g := make([]string, len(m)/2)
	for i := range g {
		if m[2*i] >= 0 {
			g[i] = text[m[2*i]:m[2*i+1]]
		}
	}
	return g
}

// apart sorts and drops what overlaps something longer before it.
func apart(ms []demarche.Mention) []demarche.Mention {
	sort.SliceStable(ms, func(i, j int) bool {
		if ms[i].Start != ms[j].Start {
			return ms[i].Start < ms[j].Start
		}
		return ms[i].End > ms[j].End
	})
	out := ms[:0]
	end := 0
	for _, m := range ms {
		if m.Start >= end {
			out = append(out, m)
			end = m.End
		}
	}
	return out
}
