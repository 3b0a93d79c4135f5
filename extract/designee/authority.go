package designee

import (
	"strings"

	"demarche"
)

// authority is the listing body named last before token at, else the
// publisher's.
func (r *reader) authority(from, at int) string {
	begin, end := r.toks[from].Start, r.toks[min(at, len(r.toks)-1)].Start
	best, last := "", 0
	for _, m := range r.names(begin, end) {
		a := authorityOf(m)
		if a == "" && m.Kind == demarche.MentionCountry && m.Form != "demonym" {
			a = stateAuthority[m.Code]
		}
		if a == "" && (m.Kind != demarche.MentionCountry || m.Form == "demonym") {
			continue
		}
		head := strings.ToLower(strings.TrimRight(strings.TrimSuffix(r.text[max(begin, m.Start-24):m.Start], "the "), " "))
		partner := strings.HasSuffix(head, " with") || strings.HasSuffix(head, "alongside") || last > 0 && joined(r.text[last:m.Start])
		if partner && best != "" {
			last = m.End // one that acts beside the first
			continue
		}
		if a != "" {
			best, last = a, m.End
		}
	}
	if best == "" {
		best = r.in.Authority
	}
	if best == "" {
		best = r.titleAuthority()
	}
	if best == "" {
		best = r.mainAuthority()
	}
	return best
}

// joined says whether what stands between two names only joins them.
func joined(s string) bool {
	switch strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "the")) {
	case ",", "and", ", and", "&":
		return true
	}
	return false
}

// mainAuthority is the first listing body that the text names.
func (r *reader) mainAuthority() string {
	if r.main == nil {
		a := r.readAuthority()
		r.main = &a
	}
	return *r.main
}

func (r *reader) readAuthority() string {
	if r.in.Authority != "" {
		return r.in.Authority
	}
	if a := r.titleAuthority(); a != "" {
		return a
	}
	if strings.Contains(r.text, "OFAC") {
		return "OFAC"
	}
	for _, cue := range lawsOf {
		if strings.Contains(r.text, cue.word) {
			return cue.authority
		}
	}
	for _, m := range r.in.Names {
		if a := authorityOf(m); a != "" {
			return a
		}
	}
	if strings.Contains(r.text, "The Council") && strings.Contains(r.text, "restrictive measures") {
		return "EU Council"
	}
	lead := r.toks[:min(len(r.toks), r.in.Doc.SentenceEnd(0))]
	if len(lead) == 0 {
		return ""
	}
	for _, m := range r.names(0, lead[len(lead)-1].End) {
		if a := stateAuthority[m.Code]; a != "" && m.Code != "EU" {
			return a
		}
	}
	return ""
}

// cue is a word that tells whose release a text is.
type cue struct{ word, authority string }

// lawsOf are the laws and bodies that only one authority lists under.
var lawsOf = []cue{{"Autonomous Sanctions", "DFAT"}, {"Special Economic Measures", "Global Affairs Canada"}, {"Financial Sanctions Notice", "FCDO"}, {"(EU Exit) Regulations", "FCDO"}, {"Foreign Exchange and Foreign Trade Act", "MOF Japan"}, {"外国為替及び外国貿易法", "MOF Japan"},
	{"Federal Department of Economic Affairs", "SECO"}, {"금융거래등제한대상자", "FSC Korea"}, {"독자제재", "Korea MOFA"}, {"Unreliable Entity List", "MOFCOM"}, {"restrictive measures in view of", "EU Council"}, {"NSDC", "NSDC Ukraine"}, {"National Security and Defense Council of Ukraine", "NSDC Ukraine"}, {"РНБО", "NSDC Ukraine"}}

// titles are the words of a title that tell whose release a text is.
var titles = []cue{{"OFAC", "OFAC"}, {"Treasury", "OFAC"}, {"FinCEN", "FinCEN"}, {"Security Council", "UN Security Council"}, {"Council", "EU Council"}, {"EU ", "EU Council"}, {"UK ", "FCDO"}, {"Britain", "FCDO"}, {"Financial Sanctions Notice", "FCDO"}, {"Autonomous Sanctions", "DFAT"}, {"Australia", "DFAT"}, {"Special Economic Measures", "Global Affairs Canada"}, {"Canada", "Global Affairs Canada"},
	{"Switzerland", "SECO"}, {"New Zealand", "New Zealand MFAT"}, {"Norway", "Norway MFA"}, {"Japan ", "MOF Japan"}, {"Taiwan", "MOJ Taiwan"}, {"Seoul", "Korea MOFA"}, {"South Korea", "Korea MOFA"}, {"ROK ", "Korea MOFA"}, {"독자제재", "Korea MOFA"}, {"NSDC", "NSDC Ukraine"}, {"금융위", "FSC Korea"}, {"US ", "OFAC"}, {"U.S. ", "OFAC"}}

// titleAuthority is the authority that the title names as the one that acts: the
// first of those it names.
func (r *reader) titleAuthority() string {
	if r.in.Title == nil || r.in.Title.Text == "" {
		return ""
	}
	title, best, at := r.in.Title.Text, "", len(r.in.Title.Text)
	for _, c := range titles {
		if i := strings.Index(title, c.word); i >= 0 && i < at && (i == 0 || title[i-1] == ' ') && (c.word == "Financial Sanctions Notice" || !partOfName(title[i+len(c.word):])) {
			best, at = c.authority, i
		}
	}
	if best == "EU Council" && strings.Contains(r.text, "Security Council") && !strings.Contains(r.text, "European Union") && !strings.Contains(r.text, "EU ") {
		return "UN Security Council"
	}
	return best
}

// partOfName says whether a state's name in a title goes on as that of a regime or
// is an object: "Belarus: …".
func partOfName(after string) bool {
	return strings.HasPrefix(after, ":") || strings.HasPrefix(after, "-related")
}

// stateAuthority is the body that lists for a state.
var stateAuthority = map[string]string{"US": "OFAC", "GB": "FCDO", "AU": "DFAT", "CA": "Global Affairs Canada", "CH": "SECO", "JP": "MOF Japan", "KR": "Korea MOFA", "NZ": "New Zealand MFAT", "NO": "Norway MFA", "EU": "EU Council", "TW": "MOJ Taiwan"}

func authorityOf(m demarche.Mention) string {
	switch m.Entity {
	case "us-ofac", "us-treasury":
		return "OFAC"
	case "us-state":
		return "State Department"
	case "us-fincen":
		return "FinCEN"
	case "us-bis", "us-commerce":
		return "BIS"
	case "eu-council", "eu":
		return "EU Council"
	case "un-sc", "un":
		return "UN Security Council"
	case "uk-fcdo":
		return "FCDO"
	case "uk-ofsi":
		return "OFSI"
	case "au-dfat":
		return "DFAT"
	case "ca-gac":
		return "Global Affairs Canada"
	case "ch-seco":
		return "SECO"
	case "jp-mofa", "jp-mof":
		return "MOF Japan"
	case "kr-mofa", "kr-moef":
		return "Korea MOFA"
	}
	if m.Kind == demarche.MentionOrganisation && m.Code != "" && m.Entity == "" && strings.HasSuffix(strings.ToLower(m.Text), " government") {
		return stateAuthority[m.Code]
	}
	if state := m.Kind == demarche.MentionCountry && m.Form == "name" || m.Kind == demarche.MentionOrganisation && strings.HasPrefix(m.Name, "Government of "); state && m.Code != "US" && m.Code != "EU" && m.Code != "TW" {
		return stateAuthority[m.Code]
	}
	return ""
}

// home is the country of an authority.
func home(authority string) string {
	switch authority {
	case "FCDO", "OFSI":
		return "GB"
	case "DFAT":
		return "AU"
	case "Global Affairs Canada":
		return "CA"
	case "SECO":
		return "CH"
	case "MOF Japan":
		return "JP"
	case "Korea MOFA", "FSC Korea":
		return "KR"
	case "EU Council":
		return "EU"
	case "New Zealand MFAT":
		return "NZ"
	case "Norway MFA":
		return "NO"
	case "MOJ Taiwan":
		return "TW"
	case "NSDC Ukraine":
		return "UA"
	case "MOFCOM":
		return "CN"
	case "UN Security Council":
		return ""
	}
	return "US"
}
