package designee

import (
	"sort"
	"strings"

	"demarche"
	"demarche/extract/country"
	names "demarche/extract/name"
)

// detail is what an entry says under one key: "Nationality: Russia".
type detail struct {
	key      string // one of the kinds of detailKeys
	from, to int    // bytes of the value
}

// detailKeys are the keys of entries in the releases of sanctions authorities, and
// what they tell. Other keys only end the value before them.
var detailKeys = []struct{ key, is string }{
	{"good quality a.k.a.", "alias"}, {"low quality a.k.a.", "alias"}, {"good quality a.k.a", "alias"}, {"a.k.a.", "alias"}, {"a.k.a", "alias"}, {"aka", "alias"}, {"f.k.a.", "alias"}, {"aliases", "alias"}, {"alias", "alias"}, {"also known as", "alias"}, {"formerly known as", "alias"}, {"other names", "alias"}, {"known online as", "alias"}, {"別名", "alias"}, {"별칭", "alias"}, {"alias(es)", "alias"},
	{"nationality", "country"}, {"nationalities", "country"}, {"citizenship", "country"}, {"flag", "country"}, {"국적", "country"}, {"国籍", "country"}, {"гражданство", "country"}, {"nationalité", "country"},
	{"address", "address"}, {"addresses", "address"}, {"location", "address"}, {"principal place of business", "address"}, {"place of registration", "address"}, {"소재지", "address"}, {"住所", "address"}, {"所在地", "address"}, {"country", "country"},
	{"date of birth", ""}, {"dob", ""}, {"pob", ""}, {"place of birth", ""}, {"title", ""}, {"designation", ""}, {"position", ""}, {"function", ""}, {"gender", ""}, {"passport number", ""}, {"passport no", ""}, {"passport details", ""}, {"national identification", ""}, {"national id", ""}, {"other information", ""}, {"other info", ""}, {"listed on", ""}, {"last updated", ""}, {"group id", ""}, {"tax id", ""}, {"registration number", ""}, {"type of entity", ""}, {"name (original script)", ""}, {"name (non-latin script)", ""}, {"uk statement of reasons", ""}, {"justification", ""}, {"reasons", ""}, {"statement of reasons", ""}, {"instrument of designation", ""}, {"additional information", ""}, {"listing information", ""}, {"control date", ""}, {"date of listing", ""}, {"imo number", ""}, {"imo", ""}, {"email", ""}, {"website", ""}, {"phone", ""}, {"생년월일", ""}, {"生年月日", ""}, {"役職", ""}, {"직책", ""}, {"date of registration", ""}, {"associated entities", ""}, {"name type", ""}, {"primary name", ""}, {"sex", ""},
}

// details reads the keys between two offsets. A key begins a line or stands behind
// a sign or space and is followed by a colon; those of other names need none.
func (r *reader) details(from, to int) (out []detail) {
	lower := asciiLower(r.text[from:to])
	taken := make(map[int]bool)
	for _, k := range detailKeys {
		for at := 0; ; {
			i := strings.Index(lower[at:], k.key)
			if i < 0 {
				break
			}
			begin, end := at+i, at+i+len(k.key)
			at = end
			if begin > 0 && !strings.ContainsAny(lower[begin-1:begin], " \n\t(;|.,:[") || taken[begin] {
				continue
			}
			rest := strings.TrimLeft(lower[end:], " .")
			colon := strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：")
			if !colon && (k.is != "alias" || !strings.HasPrefix(lower[end:], " ") || k.key == "alias" || k.key == "aliases") {
				continue
			}
			value := to - len(strings.TrimLeft(rest, ":： "))
			for b := begin; b < end; b++ {
				taken[b] = true
			}
			out = append(out, detail{k.is, value, begin + from})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].to < out[j].to })
	// A value reaches to where the next key begins.
	for i := range out {
		begin := to
		if i+1 < len(out) {
			begin = out[i+1].to
		}
		out[i].to = max(out[i].from, begin)
	}
	return out
}

// asciiLower lowers A to Z and keeps every byte in its place.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// addDetails adds what an entry's keys between two offsets say of a party, and
// whether there were any.
func (r *reader) addDetails(p *party, from, to int) bool {
	list := r.details(from, to)
	for _, d := range list {
		value := r.text[d.from:d.to]
		switch d.key {
		case "alias":
			p.aliases = union(p.aliases, aliasesIn(value, p.schema == "Person"))
		case "country":
			if c := r.countryIn(d.from, d.to); c != "" && len(p.countries) < 2 {
				p.countries = union(p.countries, []string{c})
			}
		case "address":
			if c := r.lastCountryIn(d.from, d.to); c != "" && p.schema != "Person" && len(p.countries) == 0 {
				p.countries = []string{c}
			}
		}
	}
	r.addNumbers(p, from, to)
	return len(list) > 0
}

// addNumbers adds the identifiers and wallets between two offsets.
func (r *reader) addNumbers(p *party, from, to int) {
	for _, m := range between(r.in.Identified, from, to) {
		switch {
		case m.End > to:
		case m.Kind == demarche.MentionWallet:
			p.ids = union(p.ids, []string{"wallet:" + m.Text})
		default:
			p.ids = union(p.ids, []string{m.Scheme + ":" + m.Value})
		}
	}
}

// countryIn is the first country named between two offsets.
func (r *reader) countryIn(from, to int) string {
	value := strings.TrimSpace(r.text[from:min(to, from+60)])
	for n := 5; n > 0; n-- {
		if code, ok := country.Code(strings.Trim(firstWords(value, n), " .,;)")); ok {
			return code
		}
	}
	for _, m := range r.names(from, min(to, from+60)) {
		if m.Code != "" {
			return m.Code
		}
	}
	return ""
}

// lastCountryIn is the country at the end of an address.
func (r *reader) lastCountryIn(from, to int) (code string) {
	for _, m := range r.names(from, min(to, from+200)) {
		if m.Code != "" {
			code = m.Code
		}
	}
	return code
}

// aliasesIn parts the other names of an entry: "(1) X (2) Y", "a) X b) Y", "X; Y".
func aliasesIn(value string, person bool) (out []string) {
	value, _, _ = strings.Cut(value, "\n\n")
	if i := strings.Index(value, " | "); i >= 0 {
		value = value[:i]
	}
	for _, mark := range []string{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"} {
		value = strings.ReplaceAll(value, mark, ";")
	}
	for c := 'a'; c <= 'j'; c++ {
		value = strings.ReplaceAll(" "+value, " "+string(c)+") ", ";")
	}
	for part := range strings.FieldsFuncSeq(value, func(c rune) bool { return c == ';' || c == '\n' || c == '|' }) {
		part = strings.Trim(strings.TrimSpace(part), " .,:\"“”'‘’()")
		if part == "" || part == "na" || part == "none" || len(strings.Fields(part)) > 8 || !strings.ContainsFunc(part, func(c rune) bool { return c >= 'A' }) {
			continue
		}
		if person {
			part = names.Turned(part)
		}
		out = union(out, []string{part})
	}
	return out
}
