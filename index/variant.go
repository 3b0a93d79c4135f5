package index

import "strings"

// Variants lists other ways of writing a folded word that mean the same word:
// British for American spelling and the other way round, and Cyrillic letters
// for the Latin ones they look like in a word with digits (А7А5).
func Variants(term string) []string {
	var out []string
	if v := lookAlike(term); v != "" {
		out = append(out, v)
	}
	return append(out, acrossTheAtlantic(term)...)
}

// alike pairs the small Cyrillic letters with the Latin ones of the same shape.
const alikeCyrillic, alikeLatin = "авеикмнорстух", "abeukmhopctyx"

// lookAlike gives a word with digits in the letters of the other script, ""
// where one of them has none.
func lookAlike(term string) string {
	if !strings.ContainsAny(term, "0123456789") {
		return ""
	}
	cyrillic, latin := []rune(alikeCyrillic), []rune(alikeLatin)
	var b strings.Builder
	letters, script := 0, 0
	for _, r := range term {
		if '0' <= r && r <= '9' {
			b.WriteRune(r)
			continue
		}
		letters++
		found := false
		for i := range cyrillic {
			switch {
			case r == cyrillic[i] && script >= 0:
				b.WriteRune(latin[i])
				script, found = 1, true
			case r == latin[i] && script <= 0:
				b.WriteRune(cyrillic[i])
				script, found = -1, true
			}
			if found {
				break
			}
		}
		if !found {
			return ""
		}
	}
	if letters == 0 {
		return ""
	}
	return b.String()
}

// atlantic is beginnings of words as written in British and in American English.
var atlantic = [][2]string{
	{"armour", "armor"}, {"behaviour", "behavior"}, {"colour", "color"}, {"endeavour", "endeavor"}, {"favour", "favor"}, {"harbour", "harbor"},
	{"honour", "honor"}, {"humour", "humor"}, {"labour", "labor"}, {"neighbour", "neighbor"}, {"rumour", "rumor"}, {"vapour", "vapor"}, {"vigour", "vigor"},
	{"centre", "center"}, {"fibre", "fiber"}, {"litre", "liter"}, {"calibre", "caliber"}, {"theatre", "theater"}, {"manoeuvre", "maneuver"}, {"kilometre", "kilometer"},
	{"defence", "defense"}, {"offence", "offense"}, {"pretence", "pretense"}, {"licence", "license"},
	{"programme", "program"}, {"rouble", "ruble"}, {"aluminium", "aluminum"}, {"jewellery", "jewelry"}, {"judgement", "judgment"}, {"acknowledgement", "acknowledgment"},
	{"grey", "gray"}, {"sulphur", "sulfur"}, {"sceptic", "skeptic"}, {"artefact", "artifact"}, {"catalogue", "catalog"}, {"dialogue", "dialog"}, {"analogue", "analog"},
	{"instalment", "installment"}, {"fulfil", "fulfill"}, {"enrol", "enroll"}, {"cancell", "cancel"}, {"labell", "label"}, {"travell", "travel"}, {"signall", "signal"},
	{"fuell", "fuel"}, {"channell", "channel"}, {"modell", "model"}, {"tunnell", "tunnel"}, {"counsell", "counsel"}, {"marshall", "marshal"}, {"levell", "level"},
	{"haemo", "hemo"}, {"paedo", "pedo"}, {"ageing", "aging"}, {"mould", "mold"}, {"plough", "plow"},
}

// endings of verbs in -ise and -yse, which American English writes with z.
var endingsOfIse = []string{"e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational"}

// shortestIse is the letters before -ise of the shortest verb so written: raise,
// wise and rise are none.
const shortestIse = 4

func acrossTheAtlantic(term string) []string {
	if len(term) < 4 || term[0] < 'a' || term[0] > 'z' {
		return nil
	}
	var out []string
	for _, pair := range atlantic {
		for i, from := range pair {
			to := pair[1-i]
			rest, ok := strings.CutPrefix(term, from)
			if !ok || strings.HasPrefix(term, to) && len(to) > len(from) {
				continue
			}
			if v, ok := spelledWith(from, to, rest); ok {
				out = append(out, v)
			}
		}
	}
	for _, ending := range endingsOfIse {
		stem, ok := strings.CutSuffix(term, ending)
		if !ok || len(stem) < shortestIse+2 {
			continue
		}
		before, last := stem[:len(stem)-1], stem[len(stem)-1]
		if strings.HasSuffix(before, "i") || strings.HasSuffix(before, "ly") {
			switch last {
			case 's':
				out = append(out, before+"z"+ending)
			case 'z':
				out = append(out, before+"s"+ending)
			}
			break
		}
	}
	return out
}

// spelledWith puts one spelling of the beginning of a word for the other, if what
// follows can follow it.
func spelledWith(from, to, rest string) (string, bool) {
	if strings.HasSuffix(to, "ll") != strings.HasSuffix(from, "ll") { // cancelled, canceled; cancel is the same in both
		switch {
		case rest == "" && strings.HasSuffix(from, "fil"), rest == "" && strings.HasSuffix(from, "fill"), rest == "" && strings.HasPrefix(from, "enrol"):
			return to, true
		case !strings.HasPrefix(rest, "ed") && !strings.HasPrefix(rest, "ing") && !strings.HasPrefix(rest, "er") && !strings.HasPrefix(rest, "ment"):
			return "", false
		}
		return to + rest, true
	}
	switch rest {
	case "", "s", "ed", "d", "ing", "er", "ers", "al", "ally", "ful", "able", "ist", "ists", "less", "hood", "y", "ly", "ism":
		return to + rest, true
	}
	return "", false
}

// SplitDigits parts a folded word into letters and the number behind them: covid19
// is covid, 19.
func SplitDigits(term string) (letters, number string, ok bool) {
	at := strings.IndexAny(term, "0123456789")
	if at < 2 || strings.Trim(term[at:], "0123456789") != "" {
		return "", "", false
	}
	return term[:at], term[at:], true
}
