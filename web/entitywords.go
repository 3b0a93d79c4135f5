package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"demarche"
)

// schemeWords say what a number is, by its scheme.
var schemeWords = map[string]string{"national_id": "national identity number", "imo": "IMO number", "mmsi": "MMSI", "msn": "manufacturer's serial number", "tail": "tail number",
	"lei": "LEI", "bic": "BIC", "duns": "D-U-N-S number", "ssn": "social security number", "tax": "tax number", "registration": "registration number", "passport": "passport",
	"un-ref": "UN reference", "eu-ref": "EU reference", "ofsi-group": "OFSI group id", "callsign": "call sign", "other": "number"}

func schemeLabel(scheme string) string {
	return cmp.Or(schemeWords[scheme], strings.NewReplacer("_", " ", "-", " ").Replace(scheme))
}

// numberView is a number with all that lists say of it.
type numberView struct {
	Scheme, Value string
	Countries     []string
	Labels        []string
}

// numberViews puts the same number of several lists together. A label that only says
// once more what the number is, or whose, is left out.
func (s *Server) numberViews(list []demarche.Identifier) []numberView {
	var out []numberView
	for _, id := range list {
		i := slices.IndexFunc(out, func(n numberView) bool { return n.Scheme == id.Scheme && n.Value == id.Value })
		if i < 0 {
			i = len(out)
			out = append(out, numberView{Scheme: id.Scheme, Value: id.Value})
		}
		n := &out[i]
		addOnce(&n.Countries, id.Country)
		if l := strings.TrimRight(id.Label, ": "); bareName(l) != bareName(schemeLabel(id.Scheme)) && bareName(l) != bareName(id.Scheme) {
			addOnce(&n.Labels, l)
		}
	}
	for i := range out {
		for j, code := range out[i].Countries {
			out[i].Countries[j] = s.country(code)
		}
		out[i].Scheme = schemeLabel(out[i].Scheme)
	}
	return out
}

func addOnce(list *[]string, s string) {
	if s != "" && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// bareName is a name without case and signs, by which the same name of two lists
// is shown once.
func bareName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// claimsInWords are claims whose values name what lists call by codes.
func (s *Server) claimsInWords(list []demarche.Statement) []demarche.Statement {
	out := slices.Clone(list)
	for i, c := range out {
		out[i].Value = s.claimWords(c.Property, c.Value)
	}
	return out
}

// claimWords writes the value of a claim, whose parts stand with " · " between them.
func (s *Server) claimWords(property, value string) string {
	parts := strings.Split(value, " · ")
	switch property {
	case "measure":
		parts[0] = actionLabel(parts[0])
	case "identifier", "contact":
		if scheme, number, ok := strings.Cut(parts[0], ":"); ok {
			parts[0] = schemeLabel(scheme) + " " + number
		}
	case "relation":
		parts[0] = cmp.Or(relationWords[parts[0]], actionLabel(parts[0]))
	}
	switch property {
	case "country", "nationality", "identifier", "birth", "address", "flag":
		for i, p := range parts {
			if len(p) == 2 && p == strings.ToUpper(p) {
				parts[i] = s.country(p)
			}
		}
	}
	return strings.Join(parts, " · ")
}
