package amount

import (
	"strings"

	"demarche/extract/numeral"
)

// sentence holds the bounds of the sentence around the last amount and what
// finder keeps between reads.
type sentence struct {
	from, to int    // tokens
	code     string // currency told by a country's adjective
	inRange  bool   // the second end of a range is being read
}

// maxSentence bounds how far a sentence is followed to either side, in tokens.
const maxSentence = 60

// move sets the bounds of the sentence around s.
func (c *sentence) move(t *numeral.Text, s sum) {
	c.from = s.first
	for n := 0; c.from > 0 && n < maxSentence && t.Gap(c.from) != numeral.Break && !stops(t, c.from-1); n++ {
		c.from--
	}
	c.to = s.end
	for n := 0; c.to < len(t.Toks) && n < maxSentence && t.Gap(c.to) != numeral.Break && !stops(t, c.to); n++ {
		c.to++
	}
}

// stops says whether token i ends a sentence.
func stops(t *numeral.Text, i int) bool {
	switch t.Raw(i) {
	case "。", "！", "？", "؟", "!", "?", ";":
		return true
	case ".":
		if t.Gap(i+1) == numeral.Joined || t.Kind(i-1) == numeral.Word && t.Len(i-1) == 1 {
			return false
		}
		switch t.Low1(i - 1) {
		case "mr", "mrs", "ms", "dr", "no", "inc", "corp", "co", "ltd", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "mio", "mrd", "млн", "млрд", "тыс", "руб", "gen", "sen", "gov", "rep", "rs", "st":
			return false
		}
		return true
	}
	return false
}

// qualifier reads the words around the amount that say how exact it is.
func (f *finder) qualifier(s sum) string {
	if s.vague {
		return "vague"
	}
	if s.ranged {
		return "between"
	}
	t := f.t
	i := s.first
	for skip := 0; skip < 2; skip++ { // "more than a staggering $3 billion"
		q := f.qualifierAt(i)
		if q != "" {
			return q
		}
		w := t.Low1(i - 1)
		if w != "a" && w != "an" && w != "the" && w != "(" && w != "un" && w != "whopping" && w != "estimated" && w != "~" {
			break
		}
		i--
	}
	switch t.Low1(s.end) {
	case "or":
		if t.Is(s.end+1, "more") {
			return "at_least"
		}
		if t.Is(s.end+1, "so") {
			return "about"
		}
		if t.Is(s.end+1, "less") {
			return "up_to"
		}
	case "+", "plus":
		if t.Is(s.end, "+") {
			return "over"
		}
	}
	for _, g := range glyphAfter {
		if _, ok := t.Follows(s.end, g.text); ok {
			return g.q
		}
	}
	if s.about {
		return "about"
	}
	return ""
}

var glyphAfter = []struct{ text, q string }{{"이상", "at_least"}, {"以上", "at_least"}, {"이하", "up_to"}, {"以下", "up_to"}, {"미만", "under"}, {"未満", "under"}, {"未满", "under"},
	{"가량", "about"}, {"정도", "about"}, {"안팎", "about"}, {"상당", "about"}, {"左右", "about"}, {"前後", "about"}, {"程度", "about"}, {"余り", "over"}, {"超", "over"}, {"넘게", "over"}, {"를 넘", "over"}, {"상회", "over"}}

var oneWord = map[string]string{"about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about", "nearly": "about", "almost": "about", "approx": "about", "near": "about", "nearing": "about", "circa": "about", "estimated": "about", "~": "about", "≈": "about",
	"over": "over", "exceeding": "over", "above": "over", "exceeds": "over", "exceed": "over", "exceeded": "over", "surpassing": "over", "topping": "over", ">": "over", "under": "under", "below": "under", "<": "under", "minimum": "at_least", "upto": "up_to", "maximum": "up_to",
	"etwa": "about", "rund": "about", "circa.": "about", "ca": "about", "ungefähr": "about", "fast": "about", "knapp": "under", "mindestens": "at_least", "maximal": "up_to", "über": "over",
	"environ": "about", "quelque": "about", "presque": "about", "près": "about", "unos": "about", "unas": "about", "casi": "about", "aproximadamente": "about", "alrededor": "about", "hasta": "up_to", "jusqu": "up_to",
	"около": "about", "примерно": "about", "порядка": "about", "почти": "about", "приблизительно": "about", "свыше": "over", "более": "over", "больше": "over", "менее": "under", "до": "up_to",
	"близько": "about", "приблизно": "about", "майже": "about", "понад": "over", "більше": "over", "менше": "under", "نحو": "about", "حوالي": "about", "قرابة": "about", "زهاء": "about", "約": "about", "约": "about", "약": "about", "近": "about", "超": "over"}

var twoWords = map[string]string{"more than": "over", "greater than": "over", "excess of": "over", "less than": "under", "fewer than": "under", "lower than": "under", "at least": "at_least", "no less": "at_least", "minimum of": "at_least", "up to": "up_to", "at most": "up_to", "much as": "up_to", "many as": "up_to", "maximum of": "up_to", "not exceeding": "up_to",
	"close to": "about", "or about": "about", "mehr als": "over", "weniger als": "under", "bis zu": "up_to", "plus de": "over", "moins de": "under", "près de": "about", "moins ": "", "au moins": "at_least", "jusqu à": "up_to", "más de": "over", "menos de": "under", "cerca de": "about", "alrededor de": "about", "al menos": "at_least", "не менее": "at_least", "не более": "up_to", "более чем": "over", "не менш": "at_least", "أكثر من": "over", "أقل من": "under", "ما يقرب": "about", "يقرب من": "about", "يصل إلى": "up_to", "不到": "under", "超过": "over", "超過": "over", "至少": "at_least", "高达": "up_to", "高達": "up_to", "逾": "over"}

// qualifierAt reads the qualifier that ends right before token i.
func (f *finder) qualifierAt(i int) string {
	t := f.t
	if i == 0 || t.Gap(i) == numeral.Break {
		return ""
	}
	a, b := t.Low1(i-2), t.Low1(i-1)
	if t.Kind(i-1) == numeral.Glyph {
		if q, ok := twoWords[a+b]; ok && t.Gap(i-1) == numeral.Joined {
			return q
		}
		if t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Glyph && b == "약" {
			return ""
		}
		return oneWord[b]
	}
	if q, ok := twoWords[a+" "+b]; ok {
		if b == "than" || b == "менее" {
			if w := t.Low1(i - 3); w == "no" || w == "not" || w == "не" {
				if q == "over" {
					return "up_to"
				}
				return "at_least"
			}
		}
		return q
	}
	if b == "over" && (a == "take" || a == "took" || a == "hand" || a == "handed" || a == "turn" || a == "turned" || a == "fight" || a == "dispute") {
		return ""
	}
	if b == "до" && a == "от" {
		return ""
	}
	if q, ok := oneWord[b]; ok || f.ctx.Lang != "ar" {
		return q
	}
	return oneWord[strings.TrimPrefix(b, "و")]
}
