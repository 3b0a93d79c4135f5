package designee

import (
	"strings"

	"demarche"
)

// isAuthority says whether a name is that of a body that lists others.
func (r *reader) isAuthority(m demarche.Mention) bool {
	switch m.Entity {
	case "us-ofac", "us-treasury", "us-state", "us-doj", "us-commerce", "us-fincen", "us-bis", "us-fbi", "eu", "eu-council", "eu-commission", "un", "un-sc", "uk-fcdo", "uk-ofsi", "uk-treasury", "uk-nca", "au-dfat", "ca-gac", "ch-seco", "us-dhs", "us-hsi", "us-dea", "us-cisa", "us-irs-ci", "us-white-house", "us-congress", "eu-europol", "us-secret-service", "nato", "us-dod", "us-nsa", "us-cia":
		return true
	}
	for _, w := range []string{"SDN List", "Specially Designated", "Executive Order", "Act of", "Sanctions", "Regulations", "Price Cap", "Annex", "Commission", "Section", "Under Secretary", "U.S. Government", "Department of", "U.S. Departments", "Consolidated List", "Ministry of Foreign Affairs", "Measures", "Sanctions List", "Special Economic"} {
		if strings.Contains(m.Text, w) {
			return true
		}
	}
	if m.Text == "Council" || m.Text == "Committee" || m.Text == "Government" || m.Text == "Ministry" || m.Text == "Minister" {
		return true
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
	if isGroup(name) {
		return "Organization"
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
	if m.End > 0 && m.Entity == "" && len(strings.Fields(name)) > 1 && r.describedAsPerson(m.End) {
		return "Person"
	}
	return "Organization"
}

// describedAsPerson says whether an office follows a name and a comma: "X, deputy
// head of unit 26165".
func (r *reader) describedAsPerson(end int) bool {
	rest, ok := strings.CutPrefix(r.text[end:min(end+60, len(r.text))], ", ")
	if !ok {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(firstWords(rest, 3))) {
		switch strings.Trim(w, ",.") {
		case "director", "head", "deputy", "minister", "commander", "chairman", "founder", "national", "citizen", "chief", "officer", "general":
			return true
		}
	}
	return false
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

// isGroup says whether a name begins as those of armed groups do.
func isGroup(name string) bool {
	first, _, ok := strings.Cut(name, " ")
	if !ok {
		return false
	}
	switch strings.Trim(first, "'’") {
	case "Kata'ib", "Kata’ib", "Kataib", "Harakat", "Jaysh", "Jaish", "Liwa", "Hizb", "Jamaat", "Jama'at", "Ansar", "Saraya", "Asa'ib", "Asaib", "Brigades", "Battalion", "Jabhat", "Tehrik", "Lashkar":
		return true
	}
	return false
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
