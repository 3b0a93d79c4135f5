package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// Limits of what is offered while a query is typed.
const (
	wordsOffered  = 4
	othersOffered = 3 // fields, names and countries each, beside words
	shortestBegin = 2 // letters from which words are offered
)

// Complete lists ways in which a query that is being typed may go on: names of
// fields, their values, words of the texts, names of entities and countries; at
// most limit.
func (s *Searcher) Complete(ctx context.Context, text string, limit int) ([]demarche.Completion, error) {
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > demarche.MaxQueryLength {
		return nil, nil
	}
	c := &completer{s: s, limit: limit}
	c.head, c.tail = lastPart(text)
	c.vocabulary, _ = s.cfg.Engine.(Vocabulary)
	field, value, isField := strings.Cut(c.tail, ":")
	var err error
	if isField && slices.Contains(demarche.QueryFields(), strings.ToLower(field)) {
		err = c.values(ctx, strings.ToLower(field), strings.TrimLeft(value, `"“”„«»`))
	} else {
		err = c.words(ctx)
	}
	return c.out[:min(len(c.out), limit)], err
}

// lastPart cuts a query before the part that is being typed: after the last
// space outside quotes, and after a sign or an opening bracket.
func lastPart(text string) (head, tail string) {
	cut, quoted := 0, false
	for i, r := range text {
		switch {
		case strings.ContainsRune("\"“”„«»", r):
			quoted = !quoted
		case quoted:
		case unicode.IsSpace(r) || r == '(':
			cut = i + utf8.RuneLen(r)
		case r == '-' && i == cut:
			cut = i + 1
		}
	}
	return text[:cut], text[cut:]
}

type completer struct {
	s          *Searcher
	vocabulary Vocabulary
	limit      int
	head, tail string // the query before the part being typed, and that part
	out        []demarche.Completion
}

func (c *completer) add(kind, part, label string, count int) {
	q := c.head + part
	if utf8.RuneCountInString(q) <= demarche.MaxQueryLength && !slices.ContainsFunc(c.out, func(o demarche.Completion) bool { return o.Query == q }) {
		c.out = append(c.out, demarche.Completion{Query: q, Label: label, Kind: kind, Count: count})
	}
}

// values completes the value of a field.
func (c *completer) values(ctx context.Context, field, begun string) error {
	switch field {
	case "country":
		c.countries(begun, c.limit)
	case "entity":
		return c.entities(ctx, begun, c.limit)
	case "kind", "action", "measure", "change":
		for _, v := range demarche.FieldValues(field) {
			if strings.HasPrefix(v, strings.ReplaceAll(strings.ToLower(begun), "-", "_")) {
				c.add("value", field+":"+v, "", 0)
			}
		}
	case "source", "list", "tag", "programme", "instrument", "authority", "lang", "currency", "role":
		return c.terms(ctx, field, begun)
	}
	return nil
}

// terms offers the values of a field that items have.
func (c *completer) terms(ctx context.Context, field, begun string) error {
	if c.vocabulary == nil {
		return nil
	}
	begun = strings.ToLower(begun)
	found, err := c.vocabulary.Begin(ctx, field, begun, c.limit)
	if err != nil {
		return fmt.Errorf("completing %s: %w", field, err)
	}
	var labels map[string]string
	if field == "source" && c.s.cfg.SourceNames != nil {
		ids := make([]string, len(found))
		for i, w := range found {
			ids[i] = w.Term
		}
		if labels, err = c.s.cfg.SourceNames(ctx, ids); err != nil {
			return fmt.Errorf("reading the names of sources: %w", err)
		}
	}
	for _, w := range found {
		c.add("value", demarche.Term{Field: field, Text: valueAsWritten(field, w.Term)}.String(), labels[w.Term], w.Docs)
	}
	return nil
}

// words completes a bare word.
func (c *completer) words(ctx context.Context) error {
	begun := FoldName(c.tail)
	if utf8.RuneCountInString(begun) < shortestBegin || strings.ContainsAny(c.tail, "\"“”„«»*~") {
		return nil
	}
	if c.vocabulary != nil && !strings.Contains(begun, " ") {
		found, err := c.vocabulary.Begin(ctx, "", begun, 4*wordsOffered)
		if err != nil {
			return fmt.Errorf("completing %q: %w", begun, err)
		}
		found = slices.DeleteFunc(found, func(w Word) bool { return IsCommonTerm(w.Term) })
		for _, w := range found[:min(len(found), wordsOffered)] {
			c.add("word", w.Term, "", w.Docs)
		}
	}
	for _, f := range demarche.QueryFields() {
		if strings.HasPrefix(f, begun) {
			c.add("field", f+":", "", 0)
		}
	}
	// a name may have begun some words before
	words := strings.Fields(c.head + c.tail)
	for n := min(len(words), 3); n > 0; n-- {
		name := strings.Join(words[len(words)-n:], " ")
		if strings.ContainsAny(name, ":\"()-") || utf8.RuneCountInString(name) < 3 {
			continue
		}
		before, _ := strings.CutSuffix(strings.TrimRight(c.head+c.tail, " "), name)
		whole := c.head
		c.head = before
		c.countries(name, othersOffered)
		err := c.entities(ctx, name, othersOffered)
		if c.head = whole; err != nil {
			return err
		}
	}
	return nil
}

// entities offers those whose names begin so.
func (c *completer) entities(ctx context.Context, begun string, most int) error {
	if c.s.cfg.Store == nil || FoldName(begun) == "" {
		return nil
	}
	found, err := c.s.cfg.Store.FindEntities(ctx, begun, most)
	if err != nil {
		return fmt.Errorf("completing the name %q: %w", begun, err)
	}
	seen := map[string]bool{}
	for _, e := range found {
		if f := FoldName(e.Name); seen[f] {
			continue
		} else {
			seen[f] = true
		}
		c.add("entity", demarche.Term{Field: "entity", Text: e.Name}.String(), e.Name, 0)
	}
	return nil
}

// countries offers those whose names begin so, and the one of a code.
func (c *completer) countries(begun string, most int) {
	folded := FoldName(begun)
	if c.s.cfg.CountryName == nil || len(folded) < 2 {
		return
	}
	for _, code := range countryCodes() {
		name := c.s.cfg.CountryName(code)
		if name == "" || name == code || most == 0 {
			continue
		}
		if strings.HasPrefix(FoldName(name), folded) && len(folded) > 2 || strings.EqualFold(code, begun) {
			c.add("country", "country:"+code, name, 0)
			most--
		}
	}
}
