package demarche

import (
	"strings"
	"unicode"
)

// SentenceAt gives the bounds of the sentence around position pos, in code
// points, without surrounding white space. A paragraph's end always ends a
// sentence. It looks at most maxSentence code points to each side, so that text
// without any punctuation stays cheap.
func SentenceAt(text []rune, pos int) (start, end int) {
	if len(text) == 0 {
		return 0, 0
	}
	pos = max(0, min(pos, len(text)-1))
	start = pos
	for start > 0 && pos-start < maxSentence && !endsSentence(text, start-1) {
		start--
	}
	end = pos
	for end < len(text) && end-pos < maxSentence {
		end++
		if endsSentence(text, end-1) {
			break
		}
	}
	for start < end && unicode.IsSpace(text[start]) {
		start++
	}
	for end > start && unicode.IsSpace(text[end-1]) {
		end--
	}
	return start, end
}

const maxSentence = 600

// openingLength is how many code points stand for a title that is missing.
const openingLength = 110

// Opening stands where a text has no title: its first sentence in quotation
// marks, cut at a word after about 110 code points. "" for a text without words.
func Opening(text string) string {
	r := []rune(strings.TrimSpace(text[:min(len(text), 4*maxSentence)]))
	start, end := SentenceAt(r, 0)
	if start == end {
		return ""
	}
	if r = r[start:end]; len(r) <= openingLength {
		return "“" + string(r) + "”"
	}
	cut := string(r[:openingLength])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return "“" + strings.TrimRight(cut, " ,;:") + "…”"
}

// endsSentence says whether the character at i is the last of a sentence.
func endsSentence(text []rune, i int) bool {
	switch text[i] {
	case '\n', '。', '！', '？', '؟', '۔':
		return true
	case '!', '?':
		return i+1 == len(text) || unicode.IsSpace(text[i+1])
	case '"', '”', '’', '»', ')':
		return i > 0 && strings.ContainsRune(".!?", text[i-1]) && i+1 < len(text) && unicode.IsSpace(text[i+1]) && startsSentence(text, i+1)
	case '.':
		return i+1 == len(text) || unicode.IsSpace(text[i+1]) && startsSentence(text, i+1) && !abbreviation(text, i)
	}
	return false
}

// startsSentence says whether what follows the white space at i can begin a
// sentence: anything but a small letter.
func startsSentence(text []rune, i int) bool {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i >= len(text) || !unicode.IsLower(text[i])
}

// abbreviations that are followed by a capital or a figure inside a sentence.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "gen": true, "col": true, "lt": true, "sgt": true, "sen": true,
	"rep": true, "gov": true, "st": true, "no": true, "nos": true, "vs": true, "art": true, "sec": true, "para": true, "e.o": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
	"u.s": true, "u.k": true, "u.n": true, "u.a.e": true, "e.u": true, "a.k.a": true, "d.c": true, "approx": true, "dept": true, "alt": true, "f.k.a": true, "n.k.a": true,
}

// abbreviation says whether the full stop at i belongs to a shortened word or
// an initial ("Nov.", "J.").
func abbreviation(text []rune, i int) bool {
	j := i
	for j > 0 && (unicode.IsLetter(text[j-1]) || text[j-1] == '.') && i-j < 8 {
		j--
	}
	word := strings.ToLower(string(text[j:i]))
	if len([]rune(word)) == 1 && unicode.IsUpper(text[j]) {
		return true
	}
	return abbreviations[word]
}
