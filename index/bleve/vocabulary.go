package bleve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"demarche/index"
)

var _ index.Vocabulary = (*Engine)(nil)

// maxLookedAt is how many terms of the dictionary one question looks at.
const maxLookedAt = 20_000

// maxNear is how many neighbours of a word are weighed.
const maxNear = 400

// vocabularyFields are the fields of the index behind a field of the query
// language.
func vocabularyFields(field string) []string {
	switch field {
	case "":
		return []string{fieldTitle, fieldBody}
	case "entity":
		return []string{fieldName}
	}
	return []string{field}
}

// withView runs f on the current state of the index.
func (e *Engine) withView(ctx context.Context, f func(*compiler) error) error {
	g, done := e.use()
	defer done()
	if g.bleve == nil {
		return errClosed
	}
	v, err := g.acquire(ctx)
	if err != nil {
		return err
	}
	defer v.release()
	return f(newCompiler(v, g.dicts))
}

// Begin lists terms that begin so, the most frequent first.
func (e *Engine) Begin(ctx context.Context, field, prefix string, limit int) ([]index.Word, error) {
	var out []index.Word
	err := e.withView(ctx, func(c *compiler) error {
		counts := map[string]int{}
		for _, f := range vocabularyFields(field) {
			err := c.eachTerm(f, prefix, maxLookedAt, func(term string, count uint64) {
				if !strings.HasPrefix(term, "\x01") {
					counts[term] = max(counts[term], int(count))
				}
			})
			if err != nil {
				return err
			}
		}
		out = mostFrequent(counts, limit)
		return ctx.Err()
	})
	return out, err
}

// Near tells how many documents hold a word in any of its forms, and lists
// terms at most one edit from it, two for longer ones, the most frequent first.
func (e *Engine) Near(ctx context.Context, field, term string, limit int) (own int, near []index.Word, err error) {
	err = e.withView(ctx, func(c *compiler) error {
		forms := []alternative{{term: term}}
		if field == "" || field == "title" {
			forms = c.variants(term)
		}
		counts := map[string]int{}
		for _, f := range vocabularyFields(field) {
			for _, form := range forms {
				if err := c.exact(f, form.term, func(count uint64) { own = max(own, int(count)) }); err != nil {
					return err
				}
			}
			if limit > 0 {
				if err := c.fuzzyTerms(f, term, counts); err != nil {
					return err
				}
			}
		}
		delete(counts, term)
		near = mostFrequent(counts, limit)
		return ctx.Err()
	})
	return own, near, err
}

// fuzzyTerms adds the terms near one to counts: one edit anywhere, or two behind
// the first letter in words of six letters and more.
func (c *compiler) fuzzyTerms(field, term string, counts map[string]int) error {
	found := map[string]bool{}
	read := func(edits int, prefix string) error {
		d, err := c.view.snap.FieldDictFuzzy(field, term, edits, prefix)
		if err != nil {
			return fmt.Errorf("looking for words like %q in %s: %w", term, field, err)
		}
		return eachEntry(d, maxNear, func(t string, _ uint64) { // a fuzzy dictionary does not count
			if !strings.HasPrefix(t, "\x01") {
				found[t] = true
			}
		})
	}
	err := read(1, "")
	if n := utf8.RuneCountInString(term); err == nil && n >= 6 {
		_, first := utf8.DecodeRuneInString(term)
		err = read(2, term[:first])
	}
	for t := range found {
		if err == nil {
			err = c.exact(field, t, func(count uint64) { counts[t] = max(counts[t], int(count)) })
		}
	}
	return err
}

// exact calls f with the number of documents that hold a term, if any do.
func (c *compiler) exact(field, term string, f func(count uint64)) error {
	return c.eachTerm(field, term, 1, func(t string, count uint64) {
		if t == term {
			f(count)
		}
	})
}

// eachEntry calls f for the first entries of a dictionary and closes it.
func eachEntry(d bleveindex.FieldDict, most int, f func(term string, count uint64)) error {
	for range most {
		e, err := d.Next()
		if err != nil {
			return errors.Join(fmt.Errorf("reading a dictionary: %w", err), d.Close())
		}
		if e == nil {
			break
		}
		f(e.Term, e.Count)
	}
	return d.Close()
}

func mostFrequent(counts map[string]int, limit int) []index.Word {
	out := make([]index.Word, 0, len(counts))
	for t, n := range counts {
		out = append(out, index.Word{Term: t, Docs: n})
	}
	slices.SortFunc(out, func(a, b index.Word) int { return cmp.Or(b.Docs-a.Docs, strings.Compare(a.Term, b.Term)) })
	return out[:min(len(out), limit)]
}
