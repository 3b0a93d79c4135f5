package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"demarche"
	"demarche/match"
)

// Limits of what is suggested in place of a query that finds little.
const (
	maxMeant   = 3   // suggestions
	maxChecked = 4   // corrected queries that are tried
	rareShare  = 20  // a word is doubted that is so many times rarer than its neighbour
	nearWords  = 40  // neighbours weighed
	settled    = 100 // items that hold a word which is not doubted where the query finds something
	allTerms   = 500 // terms of a field with few values that are looked through
)

// meant lists what a query with words or values that find nothing may have
// been meant for: the nearest and most frequent in the index. Only what finds
// more is offered.
func (s *Searcher) meant(ctx context.Context, q demarche.Query, shown demarche.Node, total int) ([]demarche.Suggestion, error) {
	v, ok := s.cfg.Engine.(Vocabulary)
	if !ok || shown == nil || q.Like != "" || q.Cursor != "" || total >= fewItems && q.Match != demarche.MatchAny && !hasOr(shown) {
		return nil, nil // where enough is found, only one of several words may be unknown
	}
	type change struct {
		from demarche.Term
		to   []demarche.Node
	}
	var changes []change
	var failed error
	demarche.Walk(shown, func(n demarche.Node) bool {
		t, isTerm := n.(demarche.Term)
		if _, not := n.(demarche.Not); not || !isTerm || t.Prefix || t.Fuzzy || failed != nil {
			return !not
		}
		to, err := s.instead(ctx, v, t, total)
		if err != nil {
			failed = err
		} else if len(to) > 0 {
			changes = append(changes, change{t, to})
		}
		return true
	})
	if failed != nil || len(changes) == 0 {
		return nil, failed
	}
	// all words at their best, then other readings of a single one
	var tries []demarche.Node
	best := map[demarche.Term]demarche.Node{}
	for _, c := range changes {
		best[c.from] = c.to[0]
	}
	tries = append(tries, replaced(shown, best))
	if len(changes) == 1 {
		for _, to := range changes[0].to[1:] {
			tries = append(tries, replaced(shown, map[demarche.Term]demarche.Node{changes[0].from: to}))
		}
	}
	var out []demarche.Suggestion
	for _, n := range tries[:min(len(tries), maxChecked)] {
		found, err := s.count(ctx, q, n)
		if err != nil {
			return nil, err
		}
		if found > total && len(out) < maxMeant && !slices.ContainsFunc(out, func(o demarche.Suggestion) bool { return o.Count == found && sameForms(o.Query, n.String()) }) {
			out = append(out, demarche.Suggestion{Query: n.String(), Count: found})
		}
	}
	return out, nil
}

func hasOr(n demarche.Node) bool {
	found := false
	demarche.Walk(n, func(n demarche.Node) bool {
		_, or := n.(demarche.Or)
		found = found || or
		return !found
	})
	return found
}

// sameForms says whether two queries differ in the forms of words only.
func sameForms(a, b string) bool {
	x, y := Tokens(a), Tokens(b)
	return len(x) == len(y) && slices.ContainsFunc(StemLanguages(), func(lang string) bool {
		for i := range x {
			if Stem(lang, x[i].Term) != Stem(lang, y[i].Term) {
				return false
			}
		}
		return true
	})
}

// count is how many items a query finds with another text.
func (s *Searcher) count(ctx context.Context, q demarche.Query, n demarche.Node) (int, error) {
	expr, err := s.countries(n, "")
	if err == nil {
		expr, err = s.entities(ctx, expr, nil)
	}
	if err != nil {
		return 0, err
	}
	q.Expr, q.Facets, q.Interval, q.Size, q.Sort = expr, nil, "", 1, demarche.SortNewest
	found, err := s.cfg.Engine.Search(ctx, q)
	if err != nil {
		return 0, fmt.Errorf("trying %s: %w", n, err)
	}
	return found.Total, nil
}

// replaced is a copy of a query with some of its terms changed.
func replaced(n demarche.Node, to map[demarche.Term]demarche.Node) demarche.Node {
	out, err := mapTerms(n, func(t demarche.Term) (demarche.Node, error) {
		if other, ok := to[t]; ok {
			return other, nil
		}
		return t, nil
	})
	if err != nil {
		return n // cannot happen: the function has no errors
	}
	return out
}

// instead lists what one term may have been meant for, the likeliest first.
func (s *Searcher) instead(ctx context.Context, v Vocabulary, t demarche.Term, total int) ([]demarche.Node, error) {
	switch t.Field {
	case "", "title":
		return s.insteadOfWord(ctx, v, t, total)
	case "entity":
		if total == 0 {
			return s.insteadOfName(ctx, v, t)
		}
	case "source", "list", "tag", "programme", "instrument", "authority", "lang", "currency", "role":
		if total == 0 {
			return insteadOfValue(ctx, v, t)
		}
	}
	return nil, nil
}

// insteadOfWord looks for neighbours of a word that no item holds, or hardly any.
func (s *Searcher) insteadOfWord(ctx context.Context, v Vocabulary, t demarche.Term, total int) ([]demarche.Node, error) {
	tokens := Tokens(t.Text)
	if len(tokens) != 1 || utf8.RuneCountInString(tokens[0].Term) < 4 || IsCommonTerm(tokens[0].Term) {
		return nil, nil
	}
	term := tokens[0].Term
	if total > 0 {
		own, _, err := v.Near(ctx, "", term, 0)
		if err != nil || own >= settled || own > 0 && total >= fewItems {
			return nil, err
		}
	}
	own, near, err := v.Near(ctx, "", term, nearWords)
	if err != nil {
		return nil, err
	}
	share := rareShare
	if total == 0 {
		share = rareShare / 4
	}
	near = slices.DeleteFunc(near, func(w Word) bool {
		return w.Docs < max(1, share*own) || digits(w.Term) != digits(term) || IsCommonTerm(w.Term) || !sameStart(term, w.Term)
	})
	rank(term, near)
	var out []demarche.Node
	for _, w := range near[:min(len(near), maxMeant)] {
		out = append(out, demarche.Term{Field: t.Field, Text: w.Term})
	}
	return out, nil
}

// sameStart says whether a short word begins with the same letter as another: few
// mistype the first of four.
func sameStart(asked, other string) bool {
	a, _ := utf8.DecodeRuneInString(asked)
	b, _ := utf8.DecodeRuneInString(other)
	return a == b || utf8.RuneCountInString(asked) > 4
}

// insteadOfName looks for names like one that nothing is known of, in the texts
// and among the entities.
func (s *Searcher) insteadOfName(ctx context.Context, v Vocabulary, t demarche.Term) ([]demarche.Node, error) {
	folded := FoldName(t.Text)
	_, near, err := v.Near(ctx, "entity", folded, nearWords)
	if err != nil {
		return nil, err
	}
	rank(folded, near)
	var names []string
	add := func(name string) {
		if !slices.ContainsFunc(names, func(n string) bool { return FoldName(n) == FoldName(name) }) {
			names = append(names, name)
		}
	}
	for _, w := range near {
		add(w.Term)
	}
	if s.cfg.Store != nil {
		r := []rune(t.Text)
		for n := len(r); n >= max(3, len(r)/2) && len(names) < maxMeant; n-- {
			found, err := s.cfg.Store.FindEntities(ctx, string(r[:n]), maxMeant)
			if err != nil {
				return nil, fmt.Errorf("looking for entities like %q: %w", t.Text, err)
			}
			for _, e := range found {
				add(e.Name)
			}
		}
	}
	var out []demarche.Node
	for _, n := range names[:min(len(names), maxMeant)] {
		out = append(out, demarche.Term{Field: "entity", Text: n})
	}
	return out, nil
}

// insteadOfValue looks through the values of a field that has few.
func insteadOfValue(ctx context.Context, v Vocabulary, t demarche.Term) ([]demarche.Node, error) {
	all, err := v.Begin(ctx, t.Field, "", allTerms)
	if err != nil {
		return nil, err
	}
	asked := strings.ToLower(t.Text)
	if t.Field == "lang" {
		if i := slices.IndexFunc(all, func(w Word) bool { return namesLanguage(asked, w.Term) }); i >= 0 {
			asked = all[i].Term
		}
	}
	all = slices.DeleteFunc(all, func(w Word) bool {
		return !strings.Contains(w.Term, asked) && distance(w.Term, asked, 1+len(asked)/4) > 1+len(asked)/4
	})
	rank(asked, all)
	var out []demarche.Node
	for _, w := range all[:min(len(all), maxMeant)] {
		out = append(out, demarche.Term{Field: t.Field, Text: valueAsWritten(t.Field, w.Term)})
	}
	return out, nil
}

// namesLanguage says whether a name is that of a language (BCP 47), in English or
// in the language itself.
func namesLanguage(name, code string) bool {
	tag, err := language.Parse(code)
	if err != nil {
		return false
	}
	folded := FoldName(name)
	return folded == FoldName(display.English.Languages().Name(tag)) || folded == FoldName(display.Self.Name(tag))
}

// valueAsWritten gives a folded value the case in which the field is written.
func valueAsWritten(field, term string) string {
	switch field {
	case "tag", "currency":
		return strings.ToUpper(term)
	}
	return term
}

// rank orders terms by how likely a wrong one was meant for them: few edits,
// the same first letter, the same sound, many documents.
func rank(wrong string, words []Word) {
	asked, spelt := match.NewSpelling(wrong)
	first, _ := utf8.DecodeRuneInString(wrong)
	score := func(w Word) float64 {
		cost := 2.5 * float64(distance(wrong, w.Term, 3))
		if s, ok := match.NewSpelling(w.Term); ok && spelt && asked.Key() == s.Key() && asked.Same(s) {
			cost -= 1.5
		}
		if r, _ := utf8.DecodeRuneInString(w.Term); r != first {
			cost += 1
		}
		return math.Log2(1+float64(w.Docs)) - cost
	}
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(score(b), score(a)) })
}

// distance is the number of letters inserted, deleted, replaced or swapped with
// their neighbour between two words, most+1 when there are more.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return min(row[len(y)], most+1)
}

// digits are those of a word: another number is never meant.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
