package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is one word of a text as it is looked up: folded, not stemmed. Start
// and End are byte offsets of what it was read from. The position of a token is
// its place in the slice.
type Token struct {
	Term       string
	Start, End int
}

// maxTerm is the length of the longest term kept, in bytes; longer ones are
// cut. The longest wallet addresses in use have 106 characters.
const maxTerm = 128

// Tokens splits a text into words, the same way for documents, queries and
// snippets, whatever the engine. Letters and digits stay together (A7A5);
// hyphens part words, so that COVID-19 is two words in a row; dots within
// initials (E.O., U.S.) and commas, spaces and apostrophes between groups of
// three digits vanish, and so do possessive endings. Scripts written without spaces give overlapping
// pairs of characters. Case, diacritics and width are folded.
func Tokens(text string) []Token { return tokensLike(text, nil) }

// tokensLike is Tokens for a reader who looks for few words: one whose first
// letter is of ASCII and not among those wanted has no term.
func tokensLike(text string, wanted *firstLetters) []Token {
	s := scanner{text: text, wanted: wanted, out: make([]Token, 0, len(text)/5)}
	for s.pos < len(text) {
		r, size := s.rune(s.pos)
		switch {
		case paired(r):
			s.pairs()
		case '0' <= r && r <= '9':
			s.number()
		case isWord(r):
			s.word()
		default:
			s.pos += size
		}
	}
	return s.out
}

// FoldName folds a name or keyword for comparison: its words, separated by
// single spaces.
func FoldName(name string) string {
	var b strings.Builder
	for i, t := range Tokens(name) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Term)
	}
	return b.String()
}

type scanner struct {
	text   string
	pos    int
	out    []Token
	wanted *firstLetters
}

// firstLetters are the folded letters of ASCII that words begin with.
type firstLetters [utf8.RuneSelf]bool

// without says whether no word that is wanted begins like this one.
func (f *firstLetters) without(word string) bool {
	c := word[0]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return 'a' <= c && c <= 'z' && !f[c]
}

func (s *scanner) rune(i int) (rune, int) {
	if i >= len(s.text) {
		return -1, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

func (s *scanner) add(start, end int, term string) {
	if s.wanted != nil && s.wanted.without(term) {
		s.out = append(s.out, Token{"", start, end})
		return
	}
	if term = fold(term); term == "" {
		return
	}
	if len(term) > maxTerm {
		cut := maxTerm
		for !utf8.RuneStart(term[cut]) {
			cut--
		}
		term = term[:cut]
	}
	s.out = append(s.out, Token{term, start, end})
}

// run gives the end of the run of letters, digits and marks from i.
func (s *scanner) run(i int) int {
	for i < len(s.text) {
		if c := s.text[i]; c < utf8.RuneSelf {
			if !isWord(rune(c)) {
				break
			}
			i++
			continue
		}
		r, size := s.rune(i)
		if !isWord(r) || paired(r) {
			break
		}
		i += size
	}
	return i
}

func (s *scanner) word() {
	start := s.pos
	end := s.run(start)
	if initials, next, ok := s.initials(start, end); ok {
		s.pos = next
		s.add(start, next, initials)
		return
	}
	term := s.text[start:end]
	for {
		r, size := s.rune(end)
		if r != '\'' && r != '’' && r != 'ʼ' {
			break
		}
		rest := s.run(end + size)
		tail := s.text[end+size : rest]
		if tail == "" || elided(term) {
			break
		}
		if tail != "s" && tail != "S" { // a possessive ending is dropped, O'Brien is one word
			term += tail
		}
		end = rest
	}
	s.pos = end
	s.add(start, end, term)
}

// initials reads letters with a dot after each: E.O., U.S.A.
func (s *scanner) initials(start, end int) (term string, next int, ok bool) {
	if end-start > utf8.UTFMax || utf8.RuneCountInString(s.text[start:end]) != 1 {
		return "", 0, false
	}
	term, next = s.text[start:end], end
	for next < len(s.text) && s.text[next] == '.' {
		stop := s.run(next + 1)
		letter := s.text[next+1 : stop]
		if utf8.RuneCountInString(letter) != 1 || letter[0] <= '9' {
			break
		}
		term, next, ok = term+letter, stop, true
	}
	return term, next, ok
}

// elided says whether a word before an apostrophe is a French or Italian
// article or pronoun, a word of its own: l'Iran, d'Orsay, qu'il.
func elided(word string) bool {
	switch strings.ToLower(word) {
	case "l", "d", "j", "m", "n", "s", "t", "c", "qu", "dell", "all", "nell", "un":
		return true
	}
	return false
}

// number reads digits with separators. 1,000,000, 1.000.000 and 1 000 000 are
// 1000000; 3.5 stays; 20:09 and 2025-11-04 are several words.
func (s *scanner) number() {
	start := s.pos
	end := s.run(start)
	if term, next, ok := s.spaced(start, end); ok {
		s.pos = next
		s.add(start, next, term)
		return
	}
	term := s.text[start:end]
	dots := 0
	for end < len(s.text) && (s.text[end] == ',' || s.text[end] == '.') && digitsOnly(s.text[start:end]) {
		group := s.run(end + 1)
		digits := s.text[end+1 : group]
		if digits == "" || digits[0] < '0' || digits[0] > '9' {
			break
		}
		grouped := len(digits) == 3 && digitsOnly(digits)
		if s.text[end] == ',' && !grouped || strings.Contains(term, ".") && !grouped {
			break
		}
		if s.text[end] == '.' {
			dots++
			term += "."
		}
		term, end = term+digits, group
	}
	if dots > 1 {
		term = strings.ReplaceAll(term, ".", "")
	}
	s.pos = end
	s.add(start, end, term)
}

// spaced reads a number whose groups of three digits are parted by spaces or
// apostrophes: two groups or more behind the first, or one behind a space that
// does not break the line.
func (s *scanner) spaced(start, end int) (term string, next int, ok bool) {
	if end-start > 3 || !digitsOnly(s.text[start:end]) {
		return "", 0, false
	}
	term, next = s.text[start:end], end
	groups, firm := 0, true
	for {
		r, size := s.rune(next)
		if !strings.ContainsRune(" \u00a0\u2009\u202f'’", r) || size == 0 {
			break
		}
		stop := s.run(next + size)
		if group := s.text[next+size : stop]; len(group) != 3 || strings.Trim(group, "0123456789") != "" {
			break
		}
		term, next, groups, firm = term+s.text[next+size:stop], stop, groups+1, firm && r != ' '
	}
	return term, next, groups > 1 || groups == 1 && firm
}

func digitsOnly(s string) bool {
	return strings.Trim(s, "0123456789.,") == ""
}

// pairs reads a run of a script written without spaces as overlapping pairs.
func (s *scanner) pairs() {
	var starts []int
	for s.pos < len(s.text) {
		r, size := s.rune(s.pos)
		if !paired(r) && !(unicode.Is(unicode.M, r) && len(starts) > 0) {
			break
		}
		if paired(r) {
			starts = append(starts, s.pos)
		}
		s.pos += size
	}
	starts = append(starts, s.pos)
	for i := 0; i+1 < len(starts); i++ {
		end := starts[min(i+2, len(starts)-1)]
		if i+2 < len(starts) || i == 0 {
			s.add(starts[i], end, s.text[starts[i]:end])
		}
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}

// IsPair says whether a term is two characters of a script that is indexed in pairs.
func IsPair(term string) bool {
	first, size := utf8.DecodeRuneInString(term)
	second, rest := utf8.DecodeRuneInString(term[size:])
	return size+rest == len(term) && paired(first) && paired(second)
}

// paired says whether a character belongs to a script written without spaces
// between words, or with spaces that part phrases only (Korean).
func paired(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.Is(unicode.M, r)
}

// fold lowers case and takes away diacritics.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf {
			return foldUnicode(s)
		} else if 'A' <= c && c <= 'Z' {
			plain = false
		}
	}
	if plain {
		return s
	}
	return strings.ToLower(s)
}

// special are letters that Unicode does not take apart.
var special = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŋ': "n",
	'ə': "e", 'ё': "е", 'ґ': "г",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك", 'ـ': "", 'ئ': "ي", 'ؤ': "و",
}

func foldUnicode(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKC.String(s) {
		r = unicode.ToLower(r)
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		if to, ok := special[r]; ok {
			b.WriteString(to)
			continue
		}
		if unicode.Is(unicode.Mn, r) && !paired(r) && r < 0x0E00 {
			continue
		}
		if r == 'й' || r > 0x0E00 && !unicode.In(r, unicode.Latin, unicode.Greek) {
			b.WriteRune(r)
			continue
		}
		for _, base := range norm.NFD.String(string(r)) {
			if !unicode.Is(unicode.Mn, base) {
				b.WriteRune(base)
			}
		}
	}
	return b.String()
}
