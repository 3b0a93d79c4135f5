package demarche

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a query. They keep any answer within a second.
const (
	MaxQueryLength   = 256 // code points of the text
	MaxQueryTerms    = 16  // words, phrases and fields
	MaxQueryAnyTerms = 64  // plain words with match=any; the most selective are scored
	maxQueryDepth    = 16  // brackets within brackets
)

// QueryError is a mistake in a query that its writer can mend.
type QueryError struct {
	Param   string // the request parameter it is in; "" or "q" for the text of the query
	Column  int    // where in the text, in code points from 1; 0 when not in the text
	Message string // what is wrong and the way out
}

func (e *QueryError) Error() string {
	switch {
	case e.Column > 0:
		return fmt.Sprintf("%s (column %d)", e.Message, e.Column)
	case e.Param != "" && e.Param != "q":
		return e.Param + ": " + e.Message
	}
	return e.Message
}

// Unwrap makes every query error an ErrInvalid.
func (e *QueryError) Unwrap() error { return ErrInvalid }

// ParseExpr reads the query language. Empty text gives a nil Node, which means
// everything. The error is a *QueryError.
func ParseExpr(text string) (Node, error) {
	if !utf8.ValidString(text) {
		return nil, &QueryError{Message: "the query is not valid UTF-8 text"}
	}
	if n := utf8.RuneCountInString(text); n > MaxQueryLength {
		return nil, &QueryError{Message: fmt.Sprintf("the query has %d characters; the most is %d: shorten it", n, MaxQueryLength)}
	}
	p := &parser{in: []rune(text)}
	for i, r := range p.in {
		if unicode.IsControl(r) && !isSpace(r) || r == utf8.RuneError {
			return nil, p.fail(i, "the query holds a character that cannot be printed; delete it")
		}
	}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.in) {
		return nil, p.fail(p.pos, "a closing bracket without an opening one; delete it or put it in quotes")
	}
	if n == nil && p.skipped > 0 {
		return nil, p.fail(p.skipped-1, "nothing to search for: write a word with a letter or a digit")
	}
	if err := checkTerms(n, MaxQueryAnyTerms); err != nil {
		return nil, err
	}
	return n, nil
}

// CheckTerms says whether a query has no more terms than a search takes: 16, or
// 64 when they are plain words and any of them may match.
func CheckTerms(n Node, m Match) error {
	if m == MatchAny {
		return checkTerms(n, MaxQueryAnyTerms)
	}
	return checkTerms(n, MaxQueryTerms)
}

func checkTerms(n Node, most int) error {
	terms, plain := 0, true
	Walk(n, func(n Node) bool {
		switch n := n.(type) {
		case And:
		case Or, Not:
			plain = false
		case Term:
			terms++
			plain = plain && n.Field == "" && !n.Prefix && !n.Fuzzy
		default:
			terms++
			plain = false
		}
		return true
	})
	switch {
	case terms > MaxQueryTerms && !plain:
		return &QueryError{Message: fmt.Sprintf("the query has %d terms; the most is %d: leave some out", terms, MaxQueryTerms)}
	case terms > most && most < MaxQueryAnyTerms:
		return &QueryError{Message: fmt.Sprintf("the query has %d words; the most is %d: leave some out, or ask for any of them (match=any)", terms, most)}
	case terms > most:
		return &QueryError{Message: fmt.Sprintf("the query has %d words; the most is %d: leave some out", terms, most)}
	}
	return nil
}

// parser is a recursive-descent parser: OR binds weakest, then AND (spoken or
// silent), then NOT.
type parser struct {
	in      []rune
	pos     int
	skipped int // 1 + position of punctuation that was passed over
}

func (p *parser) fail(at int, format string, args ...any) *QueryError {
	return &QueryError{Column: at + 1, Message: fmt.Sprintf(format, args...)}
}

func (p *parser) or(depth int) (Node, error) {
	var parts Or
	for last := 0; ; {
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		at := p.pos
		operator := p.keyword("OR")
		switch {
		case n == nil && len(parts) > 0:
			return nil, p.fail(last, "OR: expected a word after it; write one or delete the OR")
		case n == nil && operator:
			return nil, p.fail(at, `OR: expected a word before it; write one, or "OR" in quotes`)
		}
		last = at
		if sub, ok := n.(Or); ok {
			parts = append(parts, sub...)
		} else if n != nil {
			parts = append(parts, n)
		}
		if !operator {
			break
		}
	}
	switch len(parts) {
	case 0:
		return nil, nil
	case 1:
		return parts[0], nil
	}
	return parts, nil
}

func (p *parser) and(depth int) (Node, error) {
	var parts And
	for {
		p.skip()
		if at := p.pos; p.keyword("AND") {
			if p.skip(); len(parts) == 0 {
				return nil, p.fail(at, `AND: expected a word before it; write one, or "AND" in quotes`)
			}
			if p.end() || p.peek("AND") {
				return nil, p.fail(at, "AND: expected a word after it; write one or delete the AND")
			}
		}
		if p.end() {
			break
		}
		n, err := p.unary(depth)
		if err != nil {
			return nil, err
		}
		if sub, ok := n.(And); ok {
			parts = append(parts, sub...)
		} else if n != nil {
			parts = append(parts, n)
		}
	}
	switch len(parts) {
	case 0:
		return nil, nil
	case 1:
		return parts[0], nil
	}
	return parts, nil
}

// end says whether the current AND group is over.
func (p *parser) end() bool {
	return p.pos >= len(p.in) || p.in[p.pos] == ')' || p.peek("OR")
}

func (p *parser) unary(depth int) (Node, error) {
	at, sign := p.pos, "-"
	if p.in[p.pos] == '-' {
		p.pos++
	} else if p.keyword("NOT") {
		sign = "NOT"
	} else {
		return p.primary(depth)
	}
	if depth >= maxQueryDepth {
		return nil, p.fail(at, "too many brackets and exclusions within each other; the most is %d", maxQueryDepth)
	}
	p.skip()
	if p.end() || p.peek("AND") {
		return nil, p.fail(at, "%s: expected a word after it; write one or delete it", sign)
	}
	n, err := p.unary(depth + 1)
	if err == nil && n == nil {
		err = p.fail(at, "%s: expected a word after it; write one or delete it", sign)
	}
	if err != nil {
		return nil, err
	}
	return Not{n}, nil
}

func (p *parser) primary(depth int) (Node, error) {
	at := p.pos
	switch {
	case p.in[at] == '(':
		if depth >= maxQueryDepth {
			return nil, p.fail(at, "too many brackets within brackets; the most is %d", maxQueryDepth)
		}
		p.pos++
		n, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.pos >= len(p.in) {
			return nil, p.fail(at, `the bracket is not closed; add ")" or delete it`)
		}
		p.pos++
		if n == nil {
			return nil, p.fail(at, "nothing between the brackets; write a word or delete them")
		}
		return n, nil
	case isQuote(p.in[at]):
		text, err := p.quoted("")
		if err != nil {
			return nil, err
		}
		return Phrase{Text: text}, nil
	}
	return p.word()
}

// skip passes over white space and stray punctuation between words.
func (p *parser) skip() {
	for p.pos < len(p.in) {
		switch r := p.in[p.pos]; {
		case isSpace(r):
		case strings.ContainsRune("+,;!?|&=", r), r == '-' && p.loose(p.pos+1):
			p.skipped = p.pos + 1
		default:
			return
		}
		p.pos++
	}
}

// loose says whether position i is between words.
func (p *parser) loose(i int) bool { return i >= len(p.in) || isSpace(p.in[i]) }

// peek says whether the next word is the operator op.
func (p *parser) peek(op string) bool {
	i := p.pos
	for _, r := range op {
		if i >= len(p.in) || p.in[i] != r {
			return false
		}
		i++
	}
	return i >= len(p.in) || isDelimiter(p.in[i])
}

func (p *parser) keyword(op string) bool {
	if !p.peek(op) {
		return false
	}
	p.pos += len(op)
	return true
}

// quoted reads a text in quotes; \" and \\ stand for themselves.
func (p *parser) quoted(field string) (string, error) {
	start := p.pos
	if field != "" {
		field += ": "
	}
	var b strings.Builder
	for p.pos++; p.pos < len(p.in); p.pos++ {
		r := p.in[p.pos]
		if r == '\\' && p.pos+1 < len(p.in) && (p.in[p.pos+1] == '"' || p.in[p.pos+1] == '\\') {
			p.pos++
			r = p.in[p.pos]
		} else if isQuote(r) {
			p.pos++
			text := strings.Join(strings.FieldsFunc(b.String(), isSpace), " ")
			if !hasWord(text) {
				return "", p.fail(start, "%snothing to search for between the quotes; write a word there", field)
			}
			return text, nil
		}
		b.WriteRune(r)
	}
	return "", p.fail(start, `%sthe quote is not closed; add a second "`, field)
}

func isSpace(r rune) bool     { return unicode.IsSpace(r) }
func isQuote(r rune) bool     { return strings.ContainsRune("\"“”„«»", r) }
func isDelimiter(r rune) bool { return isSpace(r) || isQuote(r) || r == '(' || r == ')' }

// hasWord says whether a text holds something that can be searched for.
func hasWord(s string) bool { return strings.ContainsFunc(s, isWordRune) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
