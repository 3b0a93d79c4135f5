package story

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what sort of term a feature is.
type class uint8

const (
	plainWord class = iota
	properName
	numeral
	nameBigram // two neighbouring proper names: a full name, a place with its state
	given      // an entity handed in
	sum        // an amount handed in
	country    // a country handed in
)

// boost is what the classes count for against a plain word: names, numbers and
// places tell one event from another better than words do. An entity handed in
// counts less, as its words count too.
var boost = [...]float64{plainWord: 1, properName: 1.6, numeral: 1.4, nameBigram: 1.2, given: 0.5, sum: 1.6, country: 1.6}

// stored is the class as features keep it.
func (c class) stored() byte {
	switch c {
	case properName, nameBigram, given:
		return nameClass
	case country:
		return countryClass
	case numeral, sum:
		return numberClass
	}
	return wordClass
}

const (
	wordClass = iota
	nameClass
	numberClass
	countryClass

	classBits = 2
	classMask = 1<<classBits - 1
)

// term is one feature of a text before hashing.
type term struct {
	class class
	tf    float64
}

const (
	maxTokens  = 1200 // words read of a text: the rest of a long one adds detail, not the event
	leadTokens = 80   // words of the lead, which weigh more
	leadWeight = 1.6
	titleTimes = 2.0
)

// token is a word with its look.
type token struct {
	word    string // lower case
	capital bool
	start   bool // first of a sentence
	digit   bool
}

// tokenize cuts text into words; East Asian text into pairs of characters.
func tokenize(text string, limit int) []token {
	var out []token
	start, first := -1, true
	capital := false
	flush := func(end int) {
		if start >= 0 {
			w := strings.ToLower(text[start:end])
			out = append(out, token{word: w, capital: capital, start: first, digit: w[0] >= '0' && w[0] <= '9'})
			first, start = false, -1
		}
	}
	prev := rune(0)
	for i, r := range text {
		if len(out) >= limit {
			break
		}
		switch {
		case ideographic(r):
			flush(i)
			if ideographic(prev) {
				out = append(out, token{word: string([]rune{prev, r}), start: first})
				first = false
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if start >= 0 && counted(text[start], prev, r) {
				flush(i) // "12일", "700км": a number and its counter
			}
			if start < 0 {
				start, capital = i, unicode.IsUpper(r)
			}
		case start >= 0 && inner(text, i, r):
		default:
			flush(i)
			if r == '.' || r == '!' || r == '?' || r == '\n' || r == ':' || r == '“' || r == '"' || r == '。' {
				first = true
			}
		}
		prev = r
	}
	if len(out) < limit {
		flush(len(text))
	}
	return out
}

// counted says whether a word that begins with a digit ends before a letter: that of
// a script which writes its counters onto the number.
func counted(first byte, prev, r rune) bool {
	return first >= '0' && first <= '9' && unicode.IsDigit(prev) && !unicode.IsDigit(r) && !unicode.Is(unicode.Latin, r)
}

// bare takes the ending of an ordinal or a unit off a number: "21st" and "21e", "$212m"
// and "212 million", "700km" and "700 kilometres" are one number each.
func bare(number string) string {
	n := strings.TrimRightFunc(number, unicode.IsLetter)
	switch number[len(n):] {
	case "st", "nd", "rd", "th", "e", "er", "ème", "o", "a", "km", "m", "bn", "mn", "k":
		return n
	}
	return number
}

// inner says whether the sign at i joins what stands around it: the point and
// comma of a number, the apostrophe of a word.
func inner(text string, i int, r rune) bool {
	next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	before := text[i-1]
	switch r {
	case '.', ',':
		return before >= '0' && before <= '9' && next >= '0' && next <= '9'
	case '\'', '’':
		return unicode.IsLetter(next)
	}
	return false
}

func ideographic(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// terms gives the features of one report.
func terms(title, text string) map[string]term {
	head := tokenize(title, 60)
	body := tokenize(text, maxTokens)
	names := properNames(head, body)
	out := map[string]term{}
	add := func(ts []token, weight func(i int) float64) {
		var last string
		for i, t := range ts {
			key, c := kind(t, names)
			if key == "" {
				last = ""
				continue
			}
			w := weight(i)
			grow(out, key, c, w)
			if c == properName && last != "" {
				grow(out, last+" "+key, nameBigram, w)
			}
			last = ""
			if c == properName {
				last = key
			}
		}
	}
	add(head, func(int) float64 { return titleTimes })
	add(body, func(i int) float64 {
		if i < leadTokens {
			return leadWeight
		}
		return 1
	})
	for k, t := range out {
		t.tf = 1 + math.Log(t.tf)
		if t.tf < 0.5 {
			t.tf = 0.5
		}
		out[k] = t
	}
	return out
}

func grow(m map[string]term, key string, c class, w float64) {
	t := m[key]
	t.class = max(t.class, c)
	t.tf += w
	m[key] = t
}

// properNames are the words that stand capitalised inside sentences more often than
// not.
func properNames(head, body []token) map[string]bool {
	upper, lower := map[string]int{}, map[string]int{}
	headline := 0
	for _, t := range head {
		if t.capital {
			headline++
		}
	}
	count := func(ts []token) {
		for _, t := range ts {
			switch {
			case t.digit:
			case t.capital && !t.start:
				upper[t.word]++
			case !t.capital:
				lower[t.word]++
			}
		}
	}
	count(body)
	if 2*headline < len(head) { // not a headline in capitals
		count(head)
	}
	names := map[string]bool{}
	for w, n := range upper {
		if n > lower[w] && !stop[w] {
			names[w] = true
		}
	}
	return names
}

// kind gives the feature of a token, "" for words that say nothing.
func kind(t token, names map[string]bool) (string, class) {
	if t.digit {
		n := bare(strings.ReplaceAll(t.word, ",", ""))
		return "#" + strings.TrimRight(n, "."), numeral
	}
	w := strings.TrimSuffix(strings.TrimSuffix(t.word, "'s"), "’s")
	if stop[w] || utf8.RuneCountInString(w) < 2 {
		return "", 0
	}
	if names[t.word] || names[w] {
		return stem(w), properName
	}
	return stem(w), plainWord
}

// stem takes the commonest endings off a word, so that forms of one word meet.
func stem(w string) string {
	switch {
	case len(w) > 6 && strings.HasSuffix(w, "ing"):
		w = w[:len(w)-3]
	case len(w) > 5 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 5 && strings.HasSuffix(w, "ed"):
		w = w[:len(w)-2]
	case len(w) > 5 && strings.HasSuffix(w, "es"):
		w = w[:len(w)-2]
	case len(w) > 4 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		w = w[:len(w)-1]
	}
	if n := len(w); n > 4 && w[n-1] == w[n-2] {
		w = w[:n-1]
	}
	return strings.TrimSuffix(w, "e")
}

// stop words carry no event. Written by hand.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a about above according across after again against all also am among an and any are aren't around as asked at away back be became because been before began being below between both but by called came can can't could couldn't day days did didn't do does doesn't don't down during each early either even ever every few first for found four from further get getting given go going got had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him himself his how however i i'd i'll i'm i've if in including inside into is isn't it it's its itself just know last late later least less let like likely long look made make makes making many may me mean might mon more most mr mrs ms much must my myself near never new next no nor not now of off often on once one only or other others our ours out over own part people per put read said same saw say saying says second see seen several shall she she'd she's should shouldn't since so some something soon still story such take taken than that that's the their theirs them themselves then there there's these they they'd they're they've thing think third this those though three through time times to told too took toward two under until up upon us use used using very via want was wasn't way we we'd we'll we're we've well went were weren't what what's when where whether which while who who's whom whose why will with within without won't work would wouldn't year years yet you you'll you're you've your yours
monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning afternoon evening night week month january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec am pm est edt pst pdt gmt utc cst cdt updated published posted reuters ap afp photo image video news report reports reported according spokesman spokeswoman statement share email print comments facebook twitter copyright rights reserved
gender male female dob pob secondary risk nationality passport pursuant
der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
le la les de du et à un une est en que qui dans pour pas sur au par plus ce avec il sont se ne aux ont été cette mais ou son sa ses leur nous vous elle être fait comme entre
el los las del y con por se su al lo como más pero sus o este sí porque esta cuando muy sin sobre también hasta hay donde quien desde fue ha según
o os as do da dos das e em um uma para com não na foi pelo pela seu sua são
il gli della dei che è per non sono si nel alla anche dal delle
и в не на что с по как это из к для от о он за же у его но все был так также или при которые который после`) {
		m[w] = true
	}
	return m
}()
