package demarche

import (
	"slices"
	"strings"
)

// field is one name that may stand before a colon in the query language.
type field struct {
	name   string
	values func() []string // closed list of values, nil when open
	fold   func(string) string
}

// fields is every field of the query language in the order of its help page.
var fields = []field{
	{name: "title"}, {name: "country", fold: foldCountry}, {name: "entity"}, {name: "source", fold: strings.ToLower},
	{name: "kind", values: kindNames}, {name: "action", values: actionNames},
	{name: "authority"}, {name: "programme"}, {name: "tag", fold: strings.ToUpper}, {name: "instrument"},
	{name: "measure", values: measureNames}, {name: "change", values: changeNames}, {name: "lang", fold: strings.ToLower},
	{name: "wallet"}, {name: "imo"}, {name: "identifier"}, {name: "story"}, {name: "list", fold: strings.ToLower},
	{name: "currency", fold: strings.ToUpper}, {name: "role", fold: strings.ToLower}, {name: "amount"},
	{name: "since"}, {name: "until"}, {name: "on"}, {name: "event"}, {name: "published"}, {name: "seen"},
}

// QueryFields lists the fields of the query language.
func QueryFields() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

// FieldValues lists the values of a field that has a closed list of them.
func FieldValues(name string) []string {
	i := slices.IndexFunc(fields, func(f field) bool { return f.name == name && f.values != nil })
	if i < 0 {
		return nil
	}
	return fields[i].values()
}

func kindNames() []string   { return names(SourceKinds()) }
func actionNames() []string { return names(ActionKinds()) }
func changeNames() []string { return names(ChangeKinds()) }
func measureNames() []string {
	return names([]Measure{MeasureAssetFreeze, MeasureDebtEquity, MeasureCorrespondent, MeasureTravelBan,
		MeasurePortServiceBan, MeasureExportControl, MeasureSpecial, MeasureForfeiture})
}

func names[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// foldCountry writes a code in capitals and leaves a name as it is.
func foldCountry(s string) string {
	if len(s) == 2 {
		return strings.ToUpper(s)
	}
	return s
}

// word reads a bare word or a field with its value.
func (p *parser) word() (Node, error) {
	start := p.pos
	for p.pos < len(p.in) && !isDelimiter(p.in[p.pos]) {
		if p.in[p.pos] == ':' {
			if f, ok, err := p.fieldAt(start); err != nil {
				return nil, err
			} else if ok {
				p.pos++
				return p.value(f)
			}
		}
		p.pos++
	}
	typed := string(p.in[start:p.pos])
	raw := strings.TrimRight(typed, ",;:!?")
	if raw == "OR" || raw == "AND" || raw == "NOT" {
		raw = typed // the punctuation tells the word from the operator
	}
	if !hasWord(raw) && !strings.ContainsRune(raw, '*') {
		p.skipped = start + 1
		return nil, nil
	}
	return p.plain(start, "", raw)
}

// fieldAt looks up the name between start and the colon at the current position.
func (p *parser) fieldAt(start int) (field, bool, error) {
	name := string(p.in[start:p.pos])
	for _, r := range name {
		if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return field{}, false, nil
		}
	}
	lower := strings.ToLower(name)
	if i := slices.IndexFunc(fields, func(f field) bool { return f.name == lower }); i >= 0 {
		return fields[i], true, nil
	}
	if p.loose(p.pos+1) || name == "" {
		return field{}, false, nil // "Report: …" is a word with punctuation
	}
	return field{}, false, p.fail(start, `%s: no such field; %s or put the whole in quotes`, name, suggest(lower, QueryFields()))
}

// value reads what follows the colon of a field.
func (p *parser) value(f field) (Node, error) {
	start := p.pos
	if p.pos < len(p.in) && isQuote(p.in[p.pos]) {
		text, err := p.quoted(f.name)
		if err != nil {
			return nil, err
		}
		if f.name == "title" {
			return Phrase{Field: "title", Text: text}, nil
		}
		return p.fieldTerm(f, start, text, true)
	}
	for p.pos < len(p.in) && !isSpace(p.in[p.pos]) && p.in[p.pos] != ')' {
		if p.in[p.pos] == '(' || isQuote(p.in[p.pos]) {
			if f.name != "amount" && p.pos == start {
				return nil, p.fail(p.pos, "%s: expected one value; write %s:A OR %s:B", f.name, f.name, f.name)
			}
			return nil, p.fail(p.pos, `%s: a value with brackets or quotes inside goes in quotes: %s:"…"`, f.name, f.name)
		}
		p.pos++
	}
	raw := strings.TrimRight(string(p.in[start:p.pos]), ",;")
	if raw == "" {
		return nil, p.fail(start, "%s: expected a value after the colon, without a space", f.name)
	}
	if f.name == "title" {
		return p.plain(start, f.name, raw)
	}
	return p.fieldTerm(f, start, raw, false)
}

func (p *parser) fieldTerm(f field, at int, text string, quoted bool) (Node, error) {
	switch f.name {
	case "amount":
		return p.amount(at, text)
	case "since", "until", "on", "event", "published", "seen":
		return p.date(f.name, at, text)
	}
	if f.values != nil {
		value := strings.ReplaceAll(strings.ToLower(text), "-", "_")
		if a, b, ok := strings.Cut(value, ","); ok && slices.Contains(f.values(), a) && slices.Contains(f.values(), b) {
			return nil, p.fail(at, "%s: expected one value; write (%s:%s OR %s:%s)", f.name, f.name, a, f.name, b)
		}
		if !slices.Contains(f.values(), value) {
			return nil, p.fail(at, "%s: there is no %q; %s", f.name, text, suggest(value, f.values()))
		}
		return Term{Field: f.name, Text: value}, nil
	}
	if !hasWord(text) {
		return nil, p.fail(at, "%s: expected a value with a letter or a digit", f.name)
	}
	if f.fold != nil {
		text = f.fold(text)
	}
	if !quoted && strings.ContainsAny(text, "*~") {
		return p.plain(at, f.name, text)
	}
	return Term{Field: f.name, Text: text}, nil
}

// plain reads a word with its star or tilde.
func (p *parser) plain(at int, field, raw string) (Node, error) {
	label := ""
	if field != "" {
		label = field + ": "
	}
	if len(raw) > 1 && raw[0] == '/' && strings.Count(raw, "/") > 1 && strings.ContainsAny(raw, "*+?[]{}|^$\\.") {
		return nil, p.fail(at, "%sregular expressions are not supported; write words, or word* for words that begin so", label)
	}
	term := Term{Field: field, Text: raw}
	if s, ok := strings.CutSuffix(raw, "*"); ok {
		term.Text, term.Prefix = s, true
	} else if s, ok := strings.CutSuffix(raw, "~"); ok {
		term.Text, term.Fuzzy = s, true
	}
	if i := strings.IndexRune(term.Text, '*'); i >= 0 {
		return nil, p.fail(at+len([]rune(term.Text[:i])), "%sa star may only stand at the end of a word, after 3 letters or more", label)
	}
	if head, tail, ok := strings.Cut(term.Text, "~"); ok && strings.Trim(tail, "0123456789~") == "" {
		return nil, p.fail(at+len([]rune(head)), "%sone edit is the most; write %s~", label, head)
	}
	letters := 0
	for _, r := range term.Text {
		if isWordRune(r) {
			letters++
		}
	}
	switch {
	case term.Prefix && letters < 3:
		return nil, p.fail(at, "%sexpected 3 letters or more before the star", label)
	case term.Fuzzy && letters < 3:
		return nil, p.fail(at, "%sexpected 3 letters or more before the ~", label)
	case letters == 0:
		return nil, p.fail(at, "%sexpected a word with a letter or a digit", label)
	}
	return term, nil
}

// suggest names the values nearest to one that is not among them.
func suggest(wrong string, values []string) string {
	if near := nearest(wrong, values); len(near) > 0 {
		return "did you mean " + orList(near) + "?"
	}
	return "choose " + orList(values)
}

// nearest lists the values that a wrong one may have been meant for.
func nearest(wrong string, values []string) []string {
	near := slices.DeleteFunc(slices.Clone(fieldSynonyms[wrong]), func(n string) bool { return !slices.Contains(values, n) })
	if len(near) > 0 {
		return near
	}
	for _, v := range values {
		if d := editDistance(wrong, v); d <= 1+len(v)/5 && d < len(v) || len(wrong) > 1 && strings.HasPrefix(v, wrong) {
			near = append(near, v)
		}
	}
	return near
}

// fieldSynonyms are names people try that are spelt otherwise here.
var fieldSynonyms = map[string][]string{
	"date": {"on", "since", "until", "event", "seen"}, "after": {"since", "from"}, "from": {"since"}, "since": {"from"},
	"before": {"until", "to"}, "to": {"until"}, "until": {"to"}, "limit": {"size"}, "query": {"q"},
	"program": {"programme"}, "language": {"lang"}, "type": {"kind", "action"}, "name": {"entity"},
	"usd": {"amount"}, "sum": {"amount"}, "site": {"source"}, "publisher": {"source"}, "address": {"wallet"},
	"delisted": {"removed", "removal"}, "delisting": {"removed", "removal"}, "designated": {"listed", "designation"}, "listing": {"listed", "designation"},
	"sanctioned": {"listed", "designation"}, "hack": {"theft"}, "heist": {"theft"}, "freeze": {"asset_freeze"}, "press": {"news"}, "media": {"news"},
}

func orList(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	return strings.Join(values[:len(values)-1], ", ") + " or " + values[len(values)-1]
}

// editDistance is Levenshtein's.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
