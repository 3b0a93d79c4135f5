package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// simplify gives a query in which what stands side by side may be written in
// other ways: an executive order in short or in full, a number in groups. Words
// that are too common to narrow anything down, such as those of a question, need
// not be there; in capitals they are abbreviations (WHO), with a capital within
// the query they may be part of a name, in quotes they are looked for as they
// stand.
func simplify(n demarche.Node) demarche.Node {
	switch n := n.(type) {
	case demarche.And:
		return simplifyAnd(n)
	case demarche.Or:
		out := make(demarche.Or, len(n))
		for i, x := range n {
			out[i] = simplify(x)
		}
		return out
	case demarche.Not:
		return demarche.Not{X: simplify(n.X)}
	}
	return n
}

func simplifyAnd(n demarche.And) demarche.Node {
	var out, common demarche.And
	for i := 0; i < len(n); i++ {
		if used, other := otherWriting(n[i:]); used > 0 {
			out = append(out, demarche.Or{n[i : i+used : i+used], other})
			i += used - 1
			continue
		}
		if isPlainWord(n[i]) && tooCommon(n[i].(demarche.Term).Text, i == 0) {
			common = append(common, n[i])
			continue
		}
		out = append(out, simplify(n[i]))
	}
	switch len(out) {
	case 0:
		return common
	case 1:
		return out[0]
	}
	return out
}

func tooCommon(word string, first bool) bool {
	r, size := utf8.DecodeRuneInString(word)
	if unicode.IsUpper(r) && (!first || strings.ContainsFunc(word[size:], unicode.IsUpper)) {
		return false
	}
	return len(Tokens(word)) > 0 && IsCommon(word)
}

// otherWriting tells how many of the words at the beginning can be written in
// another way, and how; 0 for none.
func otherWriting(n demarche.And) (used int, other demarche.Node) {
	word := func(i int) string {
		if i >= len(n) || !isPlainWord(n[i]) {
			return ""
		}
		return FoldName(n[i].(demarche.Term).Text)
	}
	number := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	switch first := word(0); {
	case first == "executive" && word(1) == "order" && number(word(2)):
		return 3, demarche.Term{Text: "EO " + word(2)}
	case first == "eo" && number(word(1)):
		return 2, demarche.Term{Text: "executive order " + word(1)}
	case number(first) && len(first) <= 3:
		whole, k := first, 1
		for ; len(word(k)) == 3 && number(word(k)); k++ {
			whole += word(k)
		}
		if k > 1 {
			return k, demarche.Term{Text: whole}
		}
	}
	return 0, nil
}
