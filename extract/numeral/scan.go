// Package numeral cuts text into tokens and reads the numbers in it, in digits
// or in words, for the amount and date grammars. Offsets are bytes. Everything
// here is linear in the length of the text: a number looks at a bounded count
// of tokens.
package numeral

import (
	"unicode"
	"unicode/utf8"
)

// Kind says what a token is made of.
type Kind uint8

const (
	Word   Kind = iota // a run of letters of an alphabetic script
	Digits             // a run of decimal digits of one kind (ASCII, full width, Arabic, Persian)
	Glyph              // one Han, kana or hangul character
	Sign               // one other character: punctuation, symbol
)

// Gap says what stands between a token and the one before it.
type Gap uint8

const (
	Joined Gap = iota // nothing
	Space             // blanks, at most one of them a line break
	Break             // a blank line, or the start of the text
)

// Token is one piece of text. Blanks are not tokens; Gap tells of them.
type Token struct {
	Start, End int
	Kind       Kind
	Gap        Gap
	Line       bool // a line break stands before the token
}

// Text is a scanned text.
type Text struct {
	Src  string
	Low  string // Src in lower case, byte for byte as long as Src
	Toks []Token
}

// Scan cuts src into tokens.
func Scan(src string) *Text {
	t := &Text{Src: src, Low: lower(src), Toks: make([]Token, 0, len(src)/5+8)}
	gap, line := Break, true
	for i := 0; i < len(src); {
		kind, size := classify(src, i)
		if kind == blank {
			lines := 0
			for i < len(src) {
				k, n := classify(src, i)
				if k != blank {
					break
				}
				if src[i] == '\n' {
					lines++
				}
				i += n
			}
			if gap != Break {
				gap = Space
			}
			if lines > 0 {
				line = true
			}
			if lines > 1 {
				gap = Break
			}
			continue
		}
		start := i
		i += size
		if kind == Word || kind == Digits {
			for i < len(src) {
				k, n := classify(src, i)
				if k != kind && !(kind == Word && k == mark) {
					break
				}
				i += n
			}
		}
		if kind == mark {
			kind = Sign
		}
		t.Toks = append(t.Toks, Token{Start: start, End: i, Kind: kind, Gap: gap, Line: line})
		gap, line = Joined, false
	}
	return t
}

const (
	blank Kind = 100 + iota
	mark
)

func classify(s string, i int) (Kind, int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return ascii[c], 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError:
		return Sign, n
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3, r >= 0x3041 && r <= 0x30FF && r != '・', r >= 0x3400 && r <= 0x4DBF, r == '々', r == '〇':
		return Glyph, n
	case r >= 0xFF10 && r <= 0xFF19, r >= 0x0660 && r <= 0x0669, r >= 0x06F0 && r <= 0x06F9:
		return Digits, n
	case r == 0x200B || r == 0x200E || r == 0x200F || r == 0xFEFF || r == 0x00AD:
		return blank, n
	case unicode.IsLetter(r):
		if r == 'ª' || r == 'º' {
			return Sign, n
		}
		return Word, n
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r):
		return mark, n
	case unicode.IsSpace(r):
		return blank, n
	}
	return Sign, n
}

var ascii = func() (t [128]Kind) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			t[c] = Word
		case c >= '0' && c <= '9':
			t[c] = Digits
		case c <= ' ', c == 0x7F:
			t[c] = blank
		default:
			t[c] = Sign
		}
	}
	return t
}()

// lower is strings.ToLower for letters whose lower case takes as many bytes;
// the others stay, so offsets into the result are offsets into s.
func lower(s string) string {
	b := make([]byte, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b[i] = c
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); r != utf8.RuneError && l != r && utf8.RuneLen(l) == n {
			utf8.EncodeRune(b[i:], l)
		} else {
			copy(b[i:], s[i:i+n])
		}
		i += n
	}
	return string(b)
}

// In says whether i is the index of a token.
func (t *Text) In(i int) bool { return i >= 0 && i < len(t.Toks) }

// Low1 is the lower-case text of token i, "" outside the text.
func (t *Text) Low1(i int) string {
	if !t.In(i) {
		return ""
	}
	return t.Low[t.Toks[i].Start:t.Toks[i].End]
}

// Raw is the text of token i as written, "" outside the text.
func (t *Text) Raw(i int) string {
	if !t.In(i) {
		return ""
	}
	return t.Src[t.Toks[i].Start:t.Toks[i].End]
}

// Len is the length of token i in characters.
func (t *Text) Len(i int) int { return utf8.RuneCountInString(t.Raw(i)) }

// Is says whether token i is the given lower-case text.
func (t *Text) Is(i int, s string) bool { return t.Low1(i) == s }

// Kind is the kind of token i; outside the text it is Sign.
func (t *Text) Kind(i int) Kind {
	if !t.In(i) {
		return Sign
	}
	return t.Toks[i].Kind
}

// Gap is what stands before token i; after the last token it is Break.
func (t *Text) Gap(i int) Gap {
	if !t.In(i) {
		return Break
	}
	return t.Toks[i].Gap
}

// Cut is the text from token i up to, not including, token j.
func (t *Text) Cut(i, j int) string { return t.Src[t.Toks[i].Start:t.Toks[j-1].End] }

// Capital says whether token i starts with an upper-case letter.
func (t *Text) Capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.Raw(i))
	return unicode.IsUpper(r)
}

// Follows says whether the lower-case text from token i on starts with s, and
// gives the token after it. s must end where a token ends, and its tokens must
// follow each other without a line break; it is meant for Glyph runs.
func (t *Text) Follows(i int, s string) (int, bool) {
	if !t.In(i) {
		return i, false
	}
	start := t.Toks[i].Start
	if len(t.Low)-start < len(s) || t.Low[start:start+len(s)] != s {
		return i, false
	}
	for end := start + len(s); i < len(t.Toks) && t.Toks[i].End <= end; i++ {
		if t.Toks[i].End == end {
			return i + 1, true
		}
	}
	return i, false
}
