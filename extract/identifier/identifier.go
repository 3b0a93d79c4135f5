// Package identifier finds numbers that identify ships, aircraft, banks, companies
// and persons, in the wording of official releases and in ordinary text. A number
// is reported only with the words that make it one (IMO, MMSI, SWIFT, LEI, Passport
// …), and where its scheme has check digits only when they are right.
package identifier

import (
	"regexp"
	"sort"
	"strings"

	"demarche"
)

// rule is one wording: a cue and, behind it, an expression whose group 1 is the value.
type rule struct {
	scheme string
	cues   []string // lower case, ASCII; upper case: only so written
	expr   *regexp.Regexp
	check  func(string) bool // nil: any value with enough digits
}

// number is what stands between the name of a scheme and its value.
const number = `^(?:\s*(?:numbers?|nos?\b\.?|num\b\.?|nr\b\.?|code|id|details|№|#))?\s*[:.]?\s*`

// strictNumber is the same where the name alone says too little.
const strictNumber = `^\s*(?:numbers?|nos?\b\.?|num\b\.?|nr\b\.?|id(?:entification)?(?: number| no\.?)?|№|#)\s*[:.]?\s*`

const (
	document = `([A-Z]{0,4}[- ]?\d[\dA-Z./-]{3,20})\b`
	mark     = `([A-Z]{1,2}-[A-Z]{3,4}|[A-Z]{2}-\d{2,5}|RA-\d{5}|P-\d{3}|N[1-9]\d{2,4}[A-HJ-NP-Z]{0,2})\b`
)

var rules = []rule{
	{"imo", []string{"IMO"}, regexp.MustCompile(number + `([1-9]\d{6})\b`), imo},
	{"mmsi", []string{"MMSI"}, regexp.MustCompile(number + `(\d{9})\b`), mmsi},
	{"bic", []string{"SWIFT/BIC", "SWIFT-BIC", "SWIFT", "BIC"}, regexp.MustCompile(number + `([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b`), bic},
	{"lei", []string{"LEI", "legal entity identifier (lei)", "legal entity identifier"}, regexp.MustCompile(number + `([A-Z0-9]{18}\d{2})\b`), lei},
	{"passport", []string{"passport"}, regexp.MustCompile(`(?i)` + number + `([A-Z]{0,3}[- ]?\d[\d A-Z/-]{3,14}\d|[A-Z]{1,3}\d{5,9})\b`), nil},
	{"national_id", []string{"national id", "national identification", "national identity", "national identity card", "national id card", "national foreign id", "identity card", "identification",
		"cédula", "cedula", "c.u.r.p.", "CURP", "d.n.i.", "DNI", "personal id", "personal id card"}, regexp.MustCompile(`(?i)` + number + document), nil},
	{"tax", []string{"tax id", "tax identification", "tax number", "tax registration", "taxpayer id", "taxpayer identification", "INN", "r.f.c.", "RFC", "VAT", "NIT"}, regexp.MustCompile(`(?i)` + number + document), nil},
	{"registration", []string{"registration", "register", "registry", "company", "business", "OGRN", "c.r.", "trade license", "trade licence", "chinese commercial code", "enterprise"},
		regexp.MustCompile(`(?i)` + strictNumber + document), nil},
	{"duns", []string{"d-u-n-s", "d.u.n.s.", "DUNS"}, regexp.MustCompile(`(?i)` + number + `(\d{2}-?\d{3}-?\d{4})\b`), nil},
	{"uscc", []string{"unified social credit code (uscc)", "unified social credit code", "USCC"}, regexp.MustCompile(number + `([0-9A-HJ-NPQRTUWXY]{18})\b`), uscc},
	{"tail", []string{"tail number", "tail no.", "tail", "aircraft registration", "registration number", "registration mark", "registered as"}, regexp.MustCompile(`^\s*[:(]?\s*` + mark), nil},
	{"tail", []string{"aircraft", "plane", "jet", "airliner", "airbus", "boeing", "ilyushin", "tupolev", "gulfstream"}, regexp.MustCompile(`^(?: [A-Z]?\d[\w-]{1,8})?\s*[(,]?\s*` + mark), nil},
	{"cve", []string{"CVE-"}, regexp.MustCompile(`^((?:19|20)\d\d-\d{4,7})\b`), nil},
}

// reach is how many bytes behind a cue are read.
const reach = 96

// Find gives the identifiers in text, in order and without overlaps. Start and End
// are byte offsets of the number itself.
func Find(text string) []demarche.Mention {
	var out []demarche.Mention
	lower := asciiLower(text)
	for i := range rules {
		for _, cue := range rules[i].cues {
			out = rules[i].find(out, text, lower, cue)
		}
	}
	return withoutOverlaps(out)
}

func (r *rule) find(out []demarche.Mention, text, lower, cue string) []demarche.Mention {
	in := lower
	if cue[0] <= 'Z' {
		in = text
	}
	for from := 0; ; {
		i := strings.Index(in[from:], cue)
		if i < 0 {
			return out
		}
		at := from + i
		from = at + len(cue)
		if at > 0 && letterOrDigit(text[at-1]) {
			continue
		}
		m := r.expr.FindStringSubmatchIndex(text[from:min(len(text), from+reach)])
		if m == nil {
			continue
		}
		start := from + m[2]
		value := strings.TrimRight(text[start:from+m[3]], " ./-")
		if r.scheme != "imo" && strings.HasPrefix(strings.ToUpper(value), "IMO") {
			continue // "Identification IMO 9074729" is the ship's number alone
		}
		if r.check != nil && !r.check(value) || r.check == nil && r.scheme != "tail" && digits(value) < 4 {
			continue
		}
		if r.scheme == "cve" {
			start, value = at, text[at:start+len(value)]
		}
		out = append(out, demarche.Mention{Kind: demarche.MentionIdentifier, Start: start, End: start + len(value), Text: value, Scheme: r.scheme,
			Value: normal(r.scheme, value), Why: "behind " + strings.ToUpper(cue)})
	}
}

func letterOrDigit(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
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

// normal writes a value as registers do: without spaces, in capitals.
func normal(scheme, s string) string {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	if scheme == "duns" {
		s = strings.ReplaceAll(s, "-", "")
	}
	return s
}

// withoutOverlaps sorts by place and keeps the first rule's reading of each.
func withoutOverlaps(ms []demarche.Mention) []demarche.Mention {
	sort.SliceStable(ms, func(a, b int) bool { return ms[a].Start < ms[b].Start })
	out := ms[:0]
	end := -1
	for _, m := range ms {
		if m.Start >= end {
			out = append(out, m)
			end = m.End
		}
	}
	return out
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}
