package name

import (
	"strings"

	"demarche/extract/token"
)

// koreanSyllables are the syllables that Korean given names are made of, as the
// North and the South romanise them.
var koreanSyllables = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`chol cheol hyok hyuk kuk guk jong jung chong song sung son sun su soo suk sok yong young kwang gwang il un eun myong myung hyon hyun chun chan chang hak hong gil kil
		gyong kyong kyung ju joo jun jin ji hui hee hye mi min nam ok pom bom pyo pyong ryong ri ryol sam sik shik tae thae u uk ung won yon yop man ho hwan hun hoon ik in ki kon nyon pil rim
		ryon sang si sin sim so to tu wi wan hae hwa ha ku ryu bok pok bong pong dong tong do jae kyu gyu bin rok ryop taek thaek chil kum gum wang`) {
		m[token.Fold(w)] = true
	}
	return m
}()

// koreanName says whether token i begins a Korean name of a family name and two
// syllables that are sure to be those of a given name, whatever else they may
// mean in English: "No Kwang Chol", "Ho Jong Son".
func (f *finder) koreanName(i int) bool {
	if i+2 >= len(f.doc.Tokens) || !eastAsianFamily[f.doc.Tokens[i].Hash] || f.doc.Word(i-1) == "-" || f.doc.Word(i+3) == "-" {
		return false
	}
	for j := i; j < i+3; j++ {
		t := f.doc.Tokens[j]
		if !t.Is(token.Upper) || t.Any(token.Dot|token.Digit) || t.Is(token.Caps) && t.End-t.Start > 1 || j > i && (t.Is(token.Sentence) || !koreanSyllables[t.Hash]) {
			return false
		}
	}
	return true
}

// Korean says whether a full name is a Korean one of three syllables, the family
// name first: "Ho Jong Son".
func Korean(name string) bool {
	w := strings.Fields(strings.ReplaceAll(name, "-", " "))
	return len(w) == 3 && eastAsianFamily[token.Fold(w[0])] && koreanSyllables[token.Fold(w[1])] && koreanSyllables[token.Fold(w[2])]
}

// EastAsian says whether a family name and given names are Korean, Chinese or
// Vietnamese, whose family name stays first.
func EastAsian(family, given string) bool {
	words := strings.Fields(strings.ReplaceAll(given, "-", " "))
	if len(strings.Fields(family)) != 1 || len(words) == 0 || len(words) > 2 || !eastAsianFamily[token.Fold(family)] {
		return false
	}
	for _, w := range words {
		if !koreanSyllables[token.Fold(w)] && !(syllable(w) || pinyin(w)) {
			return false
		}
	}
	return true
}

// pinyin says whether a word may be two Chinese syllables written as one.
func pinyin(w string) bool {
	for k := 2; k < len(w)-1; k++ {
		if syllable(w[:k]) && syllable(w[k:]) && strings.ToLower(w) != "" && initial(w[k]) {
			return len(w) <= 10
		}
	}
	return false
}

func initial(c byte) bool { return !strings.ContainsRune("aeiou", rune(c|0x20)) }
