package name

import (
	_ "embed"
	"strings"
	"sync"

	"demarche"
	"demarche/extract/token"
)

//go:embed data/known.tsv
var knownText string

// knownEntry is a body or person that the program knows by itself.
type knownEntry struct {
	id, name, country string
	schema            demarche.EntitySchema
}

// knownName is one way of writing it.
type knownName struct {
	entry int32
	exact string // must be written so, when not ""
}

type knownTable struct {
	entries []knownEntry
	names   []knownName
	phrases *token.Table
}

var known = sync.OnceValue(func() *knownTable {
	t := &knownTable{phrases: token.NewTable(2000)}
	for line := range strings.Lines(knownText) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) != 4 || f[0][0] == '#' {
			continue
		}
		names := strings.Split(f[3], "|")
		e := knownEntry{id: f[0], schema: demarche.EntitySchema(f[1]), country: strings.Trim(f[2], "-"), name: strings.TrimLeft(names[0], "=")}
		t.entries = append(t.entries, e)
		for _, n := range names {
			exact := ""
			if rest, ok := strings.CutPrefix(n, "="); ok {
				n, exact = rest, rest
			}
			t.phrases.Put(token.Hashes(n), len(t.names))
			t.names = append(t.names, knownName{int32(len(t.entries) - 1), exact})
		}
	}
	return t
})

// hit is a known name in a text, in tokens.
type hit struct {
	from, to int
	entry    int32
	kind     int // type of the tagger
}

// findKnown finds the known names, longest first from the left.
func findKnown(doc *token.Doc) []hit {
	t := known()
	var out []hit
	spoken := sync.OnceValue(func() bool { return jihad(doc) })
	for i := 0; i < len(doc.Tokens); {
		tok := &doc.Tokens[i]
		if tok.Is(token.Latin) && !tok.Is(token.Upper) && !strings.HasPrefix(doc.Text[tok.Start:], "al") || tok.Is(token.Punct) {
			i++
			continue
		}
		v, end := t.phrases.Longest(doc.Tokens, i, 16)
		if end == i || !t.allowed(doc, i, end, t.names[v]) {
			i++
			continue
		}
		n := t.names[v]
		if n.exact == "IS" && !(plain(doc, i, end) && spoken()) {
			i++
			continue
		}
		kind := typeORG
		if t.entries[n.entry].schema == demarche.SchemaPerson {
			kind = typePER
		}
		from := i
		if w := doc.Word(i); end-i > 1 && (w == "The" || w == "the") && t.entries[n.entry].schema == demarche.SchemaPublicBody {
			from++ // "the White House"
		}
		out = append(out, hit{from, end, n.entry, kind})
		i = end
	}
	return out
}

func (t *knownTable) allowed(doc *token.Doc, from, to int, n knownName) bool {
	if n.exact != "" && doc.Span(from, to) != n.exact {
		return false
	}
	first, last := doc.Tokens[from], doc.Tokens[to-1]
	switch {
	case first.Is(token.Hangul):
		return from == 0 || !doc.Tokens[from-1].Is(token.Hangul) || first.Is(token.Space)
	case first.Is(token.Latin) && to-from > 1:
		return last.Any(token.Upper|token.Digit) || !last.Is(token.Latin)
	}
	return true
}

// plain says whether the tokens stand in no line of capitals.
func plain(doc *token.Doc, from, to int) bool {
	return (from == 0 || !doc.Tokens[from-1].Is(token.Caps)) && (to >= len(doc.Tokens) || !doc.Tokens[to].Is(token.Caps))
}

// jihad says whether the text speaks of the war in which "IS" is the Islamic
// State.
func jihad(doc *token.Doc) bool {
	for _, t := range doc.Tokens {
		switch doc.Text[t.Start:t.End] {
		case "Islamic", "Islamist", "jihadist", "jihadists", "militants", "caliphate", "ISIS", "ISIL", "Daesh":
			return true
		}
	}
	return false
}

// CountryOf gives the country of a known body, "" when there is none.
func CountryOf(id string) string {
	for _, e := range known().entries {
		if e.id == id && id != "" {
			return e.country
		}
	}
	return ""
}

// Bodies lists the known bodies and persons as entities, for the store's
// gazetteer.
func Bodies() []demarche.Entity {
	var out []demarche.Entity
	for line := range strings.Lines(knownText) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) != 4 || f[0][0] == '#' {
			continue
		}
		names := strings.Split(strings.ReplaceAll(f[3], "=", ""), "|")
		e := demarche.Entity{ID: f[0], Name: names[0], Schema: demarche.EntitySchema(f[1]), Origin: "built-in"}
		if f[2] != "--" {
			e.Countries = []string{f[2]}
		}
		for _, n := range names[1:] {
			e.Aliases = append(e.Aliases, demarche.Alias{Name: n, Weak: len(n) < 5 && n[0] < 0x80})
		}
		out = append(out, e)
	}
	return out
}
