package designee

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	names "demarche/extract/name"
)

func containsAny(s string, subs ...string) bool {
	for _, x := range subs {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}

// isEntry says whether a line has the shape of an entry of OFAC's lists.
func isEntry(line string) bool {
	return strings.Contains(line, "; ") && strings.Contains(line, "[") && strings.Contains(line, "]") && containsAny(line, "(individual)", "(vessel)", "(aircraft)", "Linked To:", "Tax ID", "a.k.a.", "DOB ", "Registration Number", "Organization Established")
}

// tagged says whether a line under a heading is a short entry: a name in
// capitals, where it is, and the programme's tag: "EXAMPLE LLC, Moscow, Russia
// [CYBER4]".
func tagged(line string) bool {
	head, _, ok := strings.Cut(line, ", ")
	head, _, _ = strings.Cut(head, " (")
	if !ok || head != strings.ToUpper(head) || head == strings.ToLower(head) {
		return false
	}
	i := strings.LastIndexByte(line, '[')
	return i > 0 && strings.IndexByte(line[i:], ']') > 3
}

// entry reads one entry: name, other names in brackets, then facts parted by
// semicolons.
func (r *reader) entry(from, to int, line, change, schema string) bool {
	if !isEntry(line) && !tagged(line) || change == "" {
		return false
	}
	if old, _, ok := strings.Cut(line, " -to- "); ok {
		line = old
	}
	p := party{change: change, schema: schema, start: from + strings.Index(r.text[from:to], line[:1]), authority: "OFAC"}
	switch {
	case strings.Contains(line, "(individual)"):
		p.schema = "Person"
	case strings.Contains(line, "(vessel)"):
		p.schema = "Vessel"
	case strings.Contains(line, "(aircraft)"):
		p.schema = "Airplane"
	case p.schema == "" || p.schema == "Person":
		p.schema = "Organization"
	}
	head := nameHead(line, p.schema == "Person")
	p.end = p.start + len(head)
	p.name = head
	if p.schema == "Person" {
		p.name = names.Turned(head)
	}
	p.aliases = otherNames(line, p.schema == "Person")
	p.countries = entryCountries(line, p.schema)
	for _, m := range between(r.in.Instruments, from, to) {
		if m.Kind == demarche.MentionTag && m.Start >= from && m.End <= to && p.programme == "" {
			p.programme = m.Tag
		}
	}
	for _, m := range between(r.in.Identified, from, to) {
		switch {
		case m.Start < from || m.End > to:
		case m.Kind == demarche.MentionWallet:
			p.ids = union(p.ids, []string{"wallet:" + m.Text})
		default:
			p.ids = union(p.ids, []string{m.Scheme + ":" + m.Value})
		}
	}
	return r.note(p) != nil
}

// nameHead is the name an entry begins with: up to the brackets, or the comma
// after it; a person's name holds one comma.
func nameHead(line string, person bool) string {
	end := len(line)
	if i := strings.Index(line, " ("); i > 0 {
		end = i
	}
	if i := strings.IndexByte(line[:end], ';'); i > 0 {
		end = i
	}
	commas := strings.Split(line[:end], ", ")
	keep := 1
	if person {
		keep = 2
	}
	for !person && keep < len(commas) && legalTail(commas[keep]) {
		keep++
	}
	return strings.Join(commas[:min(keep, len(commas))], ", ")
}

func legalTail(s string) bool {
	switch strings.ToUpper(strings.Trim(s, ". ")) {
	case "LTD", "INC", "LLC", "LIMITED", "S.A", "S.A.R.L", "CORP", "CO", "GMBH", "S.L", "A.S", "S.P.A", "CO., LTD", "S.A. DE C.V":
		return true
	}
	return false
}

// otherNames reads the a.k.a., f.k.a. and n.k.a. names of an entry.
func otherNames(line string, person bool) (out []string) {
	rest := line
	for {
		i := strings.Index(rest, ".k.a. ")
		if i < 0 {
			return out
		}
		rest = rest[i+len(".k.a. "):]
		end, depth := len(rest), 0
		for j, c := range rest {
			if c == '(' {
				depth++
			}
			if c == ';' || c == ')' && depth == 0 {
				end = j
				break
			}
			if c == ')' {
				depth--
			}
		}
		name := rest[:end]
		if k := strings.Index(name, " ("); k > 0 {
			name = name[:k]
		}
		name = strings.Trim(name, " \"“”'‘’")
		if person {
			name = names.Turned(name)
		}
		out = union(out, []string{name})
		rest = rest[end:]
	}
}

// entryCountries reads nationality, citizenship and flag, else the last part of
// the address.
func entryCountries(line, schema string) (out []string) {
	line = strings.NewReplacer("Korea, North", "North Korea", "Korea, South", "South Korea", "Virgin Islands, British", "British Virgin Islands", "Virgin Islands, U.S.", "US Virgin Islands",
		"Congo, Democratic Republic of the", "Democratic Republic of the Congo", "Congo, Republic of the", "Republic of the Congo", "Gambia, The", "Gambia", "Bahamas, The", "Bahamas", "Micronesia, Federated States of", "Micronesia").Replace(line)
	for _, field := range strings.Split(line, ";") {
		f := strings.TrimSpace(field)
		for _, head := range []string{"nationality ", "citizen ", "alt. nationality ", "alt. citizen ", "Nationality of Registration ", "Flag "} {
			if v, ok := strings.CutPrefix(f, head); ok {
				if code, ok := country.Code(strings.TrimRight(v, ". ")); ok {
					out = union(out, []string{code})
				}
			}
		}
		if i := strings.Index(f, " flag"); i > 0 && schema == "Vessel" {
			words := strings.Fields(f[:i])
			for k := len(words) - 1; k >= 0 && k >= len(words)-3; k-- {
				if code, ok := country.Code(strings.Join(words[k:], " ")); ok {
					out = union(out, []string{code})
					break
				}
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, field := range strings.Split(line, ";") {
		field, _, _ = strings.Cut(field, " [")
		part := field[strings.LastIndexAny(field, ",)")+1:]
		if code, ok := country.Code(strings.TrimSpace(part)); ok && !strings.HasPrefix(strings.TrimSpace(field), "POB") {
			return []string{code}
		}
	}
	return nil
}
