package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentence is the length in bytes after which a sentence is cut.
const maxSentence = 600

// numbered end with a dot within a sentence when a number follows.
var numbered = map[string]bool{"no": true, "nos": true, "art": true, "fig": true, "sec": true}

// abbreviations end with a dot within a sentence.
var abbreviations = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "inc": true, "ltd": true, "co": true, "corp": true,
	"st": true, "gen": true, "sen": true, "rep": true, "gov": true, "lt": true, "col": true, "vs": true, "jr": true, "sr": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true}

// Sentence gives the bounds, in bytes, of the sentence around a place in a text.
// Lines end sentences too.
func Sentence(text string, at int) (start, end int) {
	at = min(max(at, 0), len(text))
	lowest := max(0, at-maxSentence)
	for start = at; start > lowest && !endsBefore(text, start); {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	for start < at && strings.IndexByte(" \n\t", text[start]) >= 0 {
		start++
	}
	highest := min(len(text), at+maxSentence)
	for end = at; end < highest; {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		if endsBefore(text, end) {
			break
		}
	}
	return start, end
}

// endsBefore says whether a sentence ends right before position i.
func endsBefore(text string, i int) bool {
	if i == 0 {
		return true
	}
	r, size := utf8.DecodeLastRuneInString(text[:i])
	switch r {
	case '\n', '。', '！', '？':
		return true
	case '.', '!', '?', '”', '"', '»':
	default:
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[i:])
	if i < len(text) && next != ' ' && next != '\n' {
		return false
	}
	following, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i:], " "))
	if unicode.IsLower(following) {
		return false
	}
	if r == '”' || r == '"' || r == '»' {
		before, _ := utf8.DecodeLastRuneInString(text[:i-size])
		return before == '.' || before == '!' || before == '?'
	}
	if r != '.' {
		return true
	}
	word := text[max(0, i-12) : i-1]
	if cut := strings.LastIndexAny(word, " \n(."); cut >= 0 {
		word = word[cut+1:]
	}
	word = strings.ToLower(word)
	return utf8.RuneCountInString(word) > 1 && !abbreviations[word] && !(numbered[word] && unicode.IsDigit(following))
}
