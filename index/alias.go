package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"demarche"
	"demarche/match"
)

// Limits of what a query is widened by.
const (
	longestName = 5  // words of a name that are looked up together
	maxBearers  = 3  // entities of one name whose other names are looked for
	maxAliases  = 12 // other names looked for in place of one
)

// alikeFrom is the likeness (match.Score) from which a name in the same script
// is another spelling of the same name, not another name of the same party.
const alikeFrom = 0.8

// otherNames widens a query by the names that its words are known under in other
// scripts and spellings: Kim Jong Un finds 김정은, 金正恩 and Ким Чен Ын too. It
// looks at words that stand side by side without quotes, and adds what it looks
// for to also.
func (s *Searcher) otherNames(ctx context.Context, n demarche.Node, also *[]string) (demarche.Node, error) {
	if s.cfg.Names == nil {
		return n, nil
	}
	var asked []string
	eachRun(n, func(run []demarche.Node) {
		for i := range run {
			for k := i + 1; k <= min(len(run), i+longestName); k++ {
				asked = append(asked, runText(run[i:k]))
			}
		}
	})
	if len(asked) == 0 {
		return n, nil
	}
	known, err := s.cfg.Names(ctx, asked)
	if err != nil {
		return nil, fmt.Errorf("looking up other names: %w", err)
	}
	if len(known) == 0 {
		return n, nil
	}
	return widen(n, func(name string) []string {
		names := aliasesOf(name, known[name])
		*also = append(*also, names...)
		return names
	}), nil
}

// alsoLookedFor lists the other names and spellings that a query was widened
// by, each once.
func alsoLookedFor(asked demarche.Node, names []string, spellings map[string][]string) []string {
	var out, folded []string
	add := func(list []string) {
		for _, s := range list {
			if f := FoldName(s); !slices.Contains(folded, f) {
				out, folded = append(out, s), append(folded, f)
			}
		}
	}
	add(names)
	eachRun(asked, func(run []demarche.Node) {
		for i := range run {
			text := runText(run[i : i+1])
			add(spellings[FoldName(text)])
			if tokens := Tokens(text); len(tokens) > 1 {
				for _, t := range tokens {
					add(spellings[t.Term])
				}
			}
		}
	})
	return out
}

// isPlainWord says whether a part of a query is a word without field, star or tilde.
func isPlainWord(n demarche.Node) bool {
	t, ok := n.(demarche.Term)
	return ok && t.Field == "" && !t.Prefix && !t.Fuzzy
}

// eachRun calls f for the words of a query that stand side by side.
func eachRun(n demarche.Node, f func(run []demarche.Node)) {
	demarche.Walk(n, func(n demarche.Node) bool {
		switch n := n.(type) {
		case demarche.Not:
			return false
		case demarche.And:
			for i := 0; i < len(n); {
				k := i
				for k < len(n) && isPlainWord(n[k]) {
					k++
				}
				if k > i {
					f(n[i:k])
				}
				i = k + 1
			}
		case demarche.Or:
			for i := range n {
				if isPlainWord(n[i]) {
					f(n[i : i+1])
				}
			}
		}
		return true
	})
	if isPlainWord(n) {
		f([]demarche.Node{n})
	}
}

func runText(run []demarche.Node) string {
	words := make([]string, len(run))
	for i, n := range run {
		words[i] = n.(demarche.Term).Text
	}
	return strings.Join(words, " ")
}

// widen gives a copy of a query in which names, the longest first, may stand
// under their other names too.
func widen(n demarche.Node, others func(name string) []string) demarche.Node {
	switch n := n.(type) {
	case demarche.And:
		var out demarche.And
		for i := 0; i < len(n); {
			k := min(len(n), i+longestName)
			for k > i && slices.ContainsFunc(n[i:k], func(x demarche.Node) bool { return !isPlainWord(x) }) {
				k--
			}
			var names []string
			for ; k > i; k-- {
				if names = others(runText(n[i:k])); len(names) > 0 {
					break
				}
			}
			if len(names) > 0 {
				out = append(out, either(n[i:k:k], names))
				i = k
				continue
			}
			if isPlainWord(n[i]) {
				out = append(out, n[i])
			} else {
				out = append(out, widen(n[i], others))
			}
			i++
		}
		if len(out) == 1 {
			return out[0]
		}
		return out
	case demarche.Or:
		out := make(demarche.Or, len(n))
		for i, x := range n {
			out[i] = widen(x, others)
		}
		return out
	case demarche.Term:
		if !isPlainWord(n) {
			return n
		}
		if names := others(n.Text); len(names) > 0 {
			return either(demarche.And{n}, names)
		}
	}
	return n
}

// either is the words as asked, or one of the names with its words in a row.
func either(run demarche.And, names []string) demarche.Node {
	or := demarche.Or{run}
	if len(run) == 1 {
		or[0] = run[0]
	}
	for _, name := range names {
		or = append(or, demarche.Term{Text: name})
	}
	return or
}

// aliasesOf lists the names of a name's bearers that are the same name in
// another script or spelling.
func aliasesOf(name string, bearers []demarche.NameMatch) []string {
	if len(bearers) > maxBearers {
		return nil
	}
	folded := []string{FoldName(name)}
	script := mainScript(name)
	var out []string
	for _, b := range bearers {
		if b.Alias.Weak {
			continue
		}
		for _, a := range append([]demarche.Alias{{Name: b.Entity.Name}}, b.Entity.Aliases...) {
			f := FoldName(a.Name)
			if a.Weak || slices.Contains(folded, f) || len(out) == maxAliases || len([]rune(f)) < 2 {
				continue
			}
			like := b.Entity.Name // what a name in another script is held against
			if mainScript(a.Name) == script {
				like = name
			}
			if mainScript(a.Name) == mainScript(like) {
				if likeness, _ := match.Score(like, a.Name, b.Entity.Schema); likeness < alikeFrom {
					continue
				}
			}
			folded, out = append(folded, f), append(out, a.Name)
		}
	}
	return out
}

var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Han, unicode.Hangul}

// mainScript numbers the script of a name's first letter.
func mainScript(name string) int {
	for _, r := range name {
		if unicode.IsLetter(r) {
			return slices.IndexFunc(scripts, func(t *unicode.RangeTable) bool { return unicode.Is(t, r) })
		}
	}
	return -1
}
