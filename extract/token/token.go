// Package token splits text into the tokens that the name, country and action
// readers share. A token knows its bytes, its shape and a hash of its folded
// form, so that gazetteers and features are looked up without making strings.
package token

import (
	"unicode"
	"unicode/utf8"
)

// Flag tells what a token looks like and where it stands.
type Flag uint16

const (
	Word      Flag = 1 << iota // holds a letter
	Digit                      // holds a digit
	Upper                      // first letter is upper case
	Caps                       // all letters are upper case, and there are two or more
	Mixed                      // an upper-case letter after a lower-case one, as in "PetroChina"
	Sentence                   // first token of a sentence
	Paragraph                  // first token of a line
	Space                      // white space stands before it
	Dot                        // ends with a full stop that belongs to it ("U.S.", "Mr.", "J.")
	CJK                        // one Han, Kana or Hangul character
	Hangul                     // one Hangul syllable
	Cyrillic                   // first letter is Cyrillic
	Arabic                     // first letter is Arabic
	Latin                      // first letter is Latin
	Punct                      // neither letter nor digit
)

// Token is one word, number or sign. Start and End are byte offsets.
type Token struct {
	Start, End int
	Hash       uint64 // of the folded form, see Fold
	Flags      Flag
}

// Is says whether all the flags are set.
func (t Token) Is(f Flag) bool { return t.Flags&f == f }

// Any says whether one of the flags is set.
func (t Token) Any(f Flag) bool { return t.Flags&f != 0 }

// Doc is a text with its tokens. The text must be valid UTF-8.
type Doc struct {
	Text   string
	Tokens []Token
}

// Span is the text of the tokens from to (exclusive), as written.
func (d *Doc) Span(from, to int) string {
	if from >= to || from < 0 || to > len(d.Tokens) {
		return ""
	}
	return d.Text[d.Tokens[from].Start:d.Tokens[to-1].End]
}

// Word returns the text of token i, "" outside the document.
func (d *Doc) Word(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	return d.Text[d.Tokens[i].Start:d.Tokens[i].End]
}

// At returns the index of the first token that starts at or after the byte
// offset.
func (d *Doc) At(offset int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Tokens[mid].Start < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// SentenceStart returns the index of the first token of i's sentence.
func (d *Doc) SentenceStart(i int) int {
	for i > 0 && !d.Tokens[i].Is(Sentence) {
		i--
	}
	return i
}

// SentenceEnd returns the index after the last token of i's sentence.
func (d *Doc) SentenceEnd(i int) int {
	for i++; i < len(d.Tokens) && !d.Tokens[i].Is(Sentence); i++ {
	}
	return min(i, len(d.Tokens))
}

// class of a rune, as far as splitting cares.
type class uint8

const (
	other class = iota
	space
	letter
	digit
	single // a token of its own: CJK characters
	mark   // continues whatever came before
)

func classOf(r rune) class {
	if r < utf8.RuneSelf {
		return asciiClass[r]
	}
	switch {
	case r == 0x00AD || r == 0x200B || r == 0x200C || r == 0x200D || r == 0x2060 || r == 0x200E || r == 0x200F || r == 0xFEFF:
		return mark // soft hyphen, zero-width and direction marks
	case r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x20000 && r <= 0x3FFFF || r >= 0xF900 && r <= 0xFAFF:
		return single
	case unicode.IsLetter(r):
		return letter
	case unicode.IsSpace(r):
		return space
	case unicode.IsDigit(r):
		return digit
	case unicode.IsMark(r):
		return mark
	}
	return other
}

var asciiClass = func() (t [128]class) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			t[c] = letter
		case c >= '0' && c <= '9':
			t[c] = digit
		case c == ' ' || c >= 9 && c <= 13:
			t[c] = space
		}
	}
	return t
}()

// Split cuts a text into tokens. Hyphens and apostrophes stand alone, except
// for an apostrophe inside a name ("O'Brien", "Da'esh"); a full stop belongs to
// initials and known abbreviations. It is linear in the text's length.
func Split(text string) *Doc {
	s := splitter{text: text, doc: &Doc{Text: text, Tokens: make([]Token, 0, len(text)/5+8)}, flags: Sentence | Paragraph}
	for s.pos < len(text) {
		s.next()
	}
	return s.doc
}

type splitter struct {
	text  string
	doc   *Doc
	pos   int
	flags Flag // of the next token: Sentence, Paragraph, Space
	ended bool // a sentence mark was the last thing that counted
}

func (s *splitter) rune(at int) (rune, int) {
	if at >= len(s.text) {
		return 0, 0
	}
	if c := s.text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[at:])
}

func (s *splitter) next() {
	r, n := s.rune(s.pos)
	switch classOf(r) {
	case space:
		s.flags |= Space
		if r == '\n' || r == 0x2028 || r == 0x2029 {
			s.flags |= Sentence | Paragraph
		}
		s.pos += n
	case mark:
		s.pos += n
	case letter, digit:
		s.word()
	case single:
		f := Word | CJK
		if r >= 0xAC00 {
			f |= Hangul
		}
		s.emit(s.pos, s.pos+n, f)
	default:
		s.sign(r, n)
	}
}

func (s *splitter) emit(from, to int, f Flag) {
	if s.ended {
		f |= s.sentenceAfterMark(from)
	}
	s.doc.Tokens = append(s.doc.Tokens, Token{from, to, Fold(s.text[from:to]), f | s.flags})
	s.flags, s.pos, s.ended = 0, to, false
}

// sentenceAfterMark decides whether a token after a sentence mark begins a
// sentence: there must be white space, and no lower-case letter.
func (s *splitter) sentenceAfterMark(from int) Flag {
	r, _ := s.rune(from)
	if s.flags&Space == 0 && classOf(r) != single {
		return 0
	}
	if unicode.IsLower(r) {
		return 0
	}
	return Sentence
}

func (s *splitter) sign(r rune, n int) {
	wasEnd := s.ended
	s.emit(s.pos, s.pos+n, Punct)
	switch r {
	case '.', '!', '?', '…', '。', '！', '？', '؟', '।':
		s.ended = true
	case '"', '\'', '”', '’', ')', ']', '»', '」', '』', '）':
		s.ended = wasEnd // a closing sign keeps the sentence's end
		if wasEnd {
			s.doc.Tokens[len(s.doc.Tokens)-1].Flags &^= Sentence
		}
	}
}

// word reads letters and digits from pos on.
func (s *splitter) word() {
	from := s.pos
	var f Flag
	var upper, lower int
	at := from
	for at < len(s.text) {
		r, n := s.rune(at)
		c := classOf(r)
		if c == mark {
			at += n
			continue
		}
		if c != letter && c != digit {
			if s.joins(at, n, r, from) {
				at += n
				continue
			}
			break
		}
		if c == digit {
			f |= Digit
		} else {
			up := isUpper(r)
			if f&Word == 0 {
				f |= Word | script(r)
				if up {
					f |= Upper
				}
			}
			if up {
				upper++
				if lower > 0 {
					f |= Mixed
				}
			} else {
				lower++
			}
		}
		at += n
	}
	if upper > 1 && lower == 0 {
		f |= Caps
	}
	at, f = s.dot(from, at, f)
	s.emit(from, at, f)
}

// joins says whether the sign at continues the word: an apostrophe inside a
// name, or a dot or comma inside a number, or a dot inside initials.
func (s *splitter) joins(at, n int, r rune, from int) bool {
	next, _ := s.rune(at + n)
	switch r {
	case '\'', '’', 'ʼ', 'ʻ', '`':
		if classOf(next) != letter || at == from {
			return false
		}
		return !s.clitic(at + n)
	case '.', ',':
		prev := s.text[at-1]
		if prev >= '0' && prev <= '9' && next >= '0' && next <= '9' {
			return true
		}
		return r == '.' && s.initials(from, at) && isUpper(next) && s.endsAfterOne(at+n)
	case '&':
		return at == from+1 && isUpper(next) && s.text[from] >= 'A' && s.text[from] <= 'Z' // AT&T, R&D
	}
	return false
}

// initials says whether text[from:at] is single letters parted by dots.
func (s *splitter) initials(from, at int) bool {
	return at-from == 1 || at-from >= 3 && s.text[at-2] == '.' || at-from == 2 && s.text[from] >= 0xC0 ||
		at-from == 2 && s.text[from] >= 'A' && s.text[from] <= 'Z' && s.text[at-1] >= 'a' // Ph.D
}

// endsAfterOne says whether exactly one letter stands at the offset.
func (s *splitter) endsAfterOne(at int) bool {
	_, n := s.rune(at)
	r, _ := s.rune(at + n)
	c := classOf(r)
	return c != letter && c != digit
}

// clitic says whether an English clitic ('s, 'm, 'd, 've, 'll, 're, 't) stands
// at the offset and ends the word.
func (s *splitter) clitic(at int) bool {
	end := at
	for end < len(s.text) && end-at < 3 && asciiLetter(s.text[end]) {
		end++
	}
	if end < len(s.text) && (asciiLetter(s.text[end]) || s.text[end] >= utf8.RuneSelf && s.text[end] != 0xE2) {
		return false
	}
	switch s.text[at:end] {
	case "s", "S", "m", "d", "ve", "ll", "re", "t", "VE", "LL", "RE", "T":
		return true
	}
	return false
}

// dot adds a full stop that belongs to the word.
func (s *splitter) dot(from, at int, f Flag) (int, Flag) {
	if at >= len(s.text) || s.text[at] != '.' || f&Digit != 0 {
		return at, f
	}
	w := s.text[from:at]
	if len(w) >= 3 && w[len(w)-2] == '.' || len(w) == 1 && f&Upper != 0 || abbreviations[w] {
		return at + 1, f | Dot
	}
	return at, f
}

// abbreviations keep their full stop and do not end a sentence by themselves.
var abbreviations = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range []string{"Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Sen", "Rep", "Gov", "Rev", "Hon", "St", "Ste",
		"Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "Bros", "Cos", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "vs", "No", "Nos",
		"Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mich", "Minn", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Penn", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
		"Mt", "Ft", "Ave", "Blvd", "Rd", "Dept", "Pte", "Pty", "Sdn", "Bhd", "Messrs", "Mme", "Bn", "Art", "Sec", "Sgt", "Cpl", "Pvt", "Supt", "Insp", "Det", "Cmdr", "Brig", "Hr", "Mx", "Pres", "approx", "a.k.a", "f.k.a", "e.g", "i.e"} {
		m[w] = true
	}
	return m
}()

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

func script(r rune) Flag {
	switch {
	case r < 0x250 || r >= 0x1E00 && r <= 0x1EFF:
		return Latin
	case r >= 0x400 && r <= 0x52F:
		return Cyrillic
	case r >= 0x600 && r <= 0x6FF || r >= 0x750 && r <= 0x77F || r >= 0xFB50 && r <= 0xFEFC:
		return Arabic
	}
	return 0
}
