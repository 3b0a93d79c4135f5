package designee

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// bodyNouns say of what sort the body is whose name follows: "the payment platform
// Mosblock".
func bodyNoun(w string) bool {
	switch w {
	case "platform", "exchange", "bank", "company", "firm", "group", "network", "host", "provider", "maker", "trader", "mixer", "service", "unit", "refinery", "exchanger", "marketplace", "house", "organisation", "organization", "foundation", "agency", "shipper", "manager", "operator", "insurer", "lender", "producer", "manufacturer", "supplier", "broker", "front", "subsidiary", "token", "institute", "newspaper", "channel":
		return true
	}
	return false
}

// afterNoun gives the end of the capitalised words at token i that a word such as
// "platform" stands before and the reader of names did not see; i when there are
// none.
func (r *reader) afterNoun(i, to int) int {
	if i == 0 || !bodyNoun(r.lower(i-1)) || r.toks[i-1].Is(token.Upper) || !r.toks[i].Is(token.Upper) || r.countryAt(i) > i {
		return i
	}
	end := i
	for end < to && end < len(r.toks) && r.capital(end) && r.at[end] < 0 {
		end++
	}
	return end
}

// legalAfter gives the offset behind a legal form that follows a name and that the
// reader of names left out: "Drina Gradnja d.o.o.".
func (r *reader) legalAfter(at int) int {
	rest := r.text[at:min(len(r.text), at+14)]
	for _, form := range []string{" d.o.o.", " d.o.o", " a.s.", " s.r.o.", " S.A.", " S.A", " OOO", " OJSC", " PJSC", " JSC", " LLC", " Ltd.", " Ltd", " Inc.", " GmbH", " DMCC", " FZE", " FZCO", " PTE", " Pte Ltd", " B.V.", " AG", " LLP", " SAL", " A.Ş.", " OÜ", " SIA", " UAB", " sp. z o.o."} {
		if strings.HasPrefix(rest, form) && !letterAt(rest, len(form)) {
			return at + len(form)
		}
	}
	return at
}

func letterAt(s string, i int) bool {
	return i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z')
}

// inRow gives the end of the capitalised words at token i that stand in a row with
// names already taken, between commas and "and"; i when there are none.
func (r *reader) inRow(i, to int) int {
	switch r.lower(i - 1) {
	case ",", "and", ";":
	default:
		return i
	}
	end := i
	for end < to && end < len(r.toks) && r.capital(end) && r.at[end] < 0 {
		end++
	}
	if end-i < 2 || end-i > 7 || end >= len(r.toks) || r.countryAt(i) >= end || r.isAuthority(demarche.Mention{Text: r.in.Doc.Span(i, end)}) || r.toks[i].Is(token.Digit) {
		return i
	}
	switch r.lower(end) {
	case ",", "and", ".", ";", "are", "were", "is", "was", "have", "has":
		return end
	}
	return i
}

// afterAnd says whether "and" or "and the" stands before token i: a body is listed
// beside persons then.
func (r *reader) afterAnd(i int) bool {
	return i > 1 && (r.lower(i-1) == "and" || r.lower(i-1) == "the" && r.lower(i-2) == "and")
}

// joinedTo gives the token where the name begins that an "and" at token j joins
// to the next one, -1 without one.
func (r *reader) joinedTo(j, from int) int {
	j--
	if r.word(j) == ")" {
		for j > from && r.word(j) != "(" {
			j--
		}
		j--
	}
	for k := j; k >= from && k > j-14; k-- {
		if n := r.at[k]; n >= 0 && r.in.Doc.At(r.in.Names[n].End) == j+1 {
			return k
		}
	}
	return -1
}

// afterRelative gives the token of the name that goes on a list behind a relative
// clause: "X, who leads the firm, and Y"; 0 when the clause ends the object.
func (r *reader) afterRelative(at, to int) int {
	if r.word(at-1) != "," && r.lower(at) != "that" {
		return 0
	}
	for j := at + 1; j+1 < min(to, at+40); j++ {
		if r.word(j) == ";" {
			for k := j + 1; k < min(to, j+8); k++ {
				if r.at[k] >= 0 {
					return k
				}
			}
		}
		if r.word(j) != "," {
			continue
		}
		next := j + 1
		if r.lower(next) == "and" || r.lower(next) == "as" {
			next++
		}
		if next == j+1 {
			continue
		}
		for k := next; k < min(to, next+4); k++ {
			if r.at[k] >= 0 {
				return k
			}
			if r.toks[k].Is(token.Upper) || k > next && r.lower(next) != "its" && r.lower(next) != "their" && r.lower(next) != "the" {
				break
			}
		}
	}
	return 0
}
