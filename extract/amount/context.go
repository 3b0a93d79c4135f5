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
		if q == "over" && t.Is(i-1, "over") && f.because(i-1, s) {
			return ""
		}
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
		if k, ok := t.Follows(s.end, g.text); ok {
			if g.q == "over" && f.negated(k) {
				return "up_to"
			}
			return g.q
		}
	}
	if s.about {
		return "about"
	}
	return ""
}

// negations turn "more than" into "up to" where they stand before it.
var negations = set("no not never nicht pas ne kein keine не ні لا ليس 不")

// negated says whether the Korean or Japanese verb before token k is denied:
// "넘지 않도록", "超えない".
func (f *finder) negated(k int) bool {
	if hasGlyphs(f.t, k, "ない") || hasGlyphs(f.t, k, "えない") || hasGlyphs(f.t, k, "らない") {
		return true
	}
	for i := k; i < k+4 && f.near(i); i++ {
		if hasGlyphs(f.t, i, "지않") || hasGlyphs(f.t, i, "지못") || hasGlyphs(f.t, i, "지") && (hasGlyphs(f.t, i+1, "않") || hasGlyphs(f.t, i+1, "못") || hasGlyphs(f.t, i+1, "말")) {
			return true
		}
	}
	return false
}

// causes are words whose "over" means "because of": "eight people sanctioned
// over $3 billion in stolen crypto".
var causes = set("sanctioned sanctions sanctioning sanction indicted indicts indicting indictment charged charges charging charge fined fines fining sued sues suing sue lawsuit protest protests protested protesting row dispute disputes disputed feud clash clashed quarrel arrested arrests arrest jailed jails convicted sentenced blacklisted blacklists " +
	"listed designated designates punished punishes accused accuses investigated investigates investigation probe probed probes prosecuted detained extradited resigned resigns fired sacked criticised criticized outrage anger fury battle fight scandal trial wanted questioned quizzed banned condemned condemns rebuked warned")

// because says whether "over" at token i follows an action and its object, and
// so means "because of". An action on the sum itself is none: "fined over $3 million".
func (f *finder) because(i int, s sum) bool {
	t := f.t
	objects := 0
	for k := i - 1; k >= 0 && k >= i-9 && t.Gap(k+1) != numeral.Break && !stops(t, k); k-- {
		w := t.Low1(k)
		if causes[w] {
			switch w {
			case "fined", "fines", "fining", "charged", "charges", "charging", "charge":
				return objects > 0 && !t.Is(k-1, "in") && f.ofWhat(s)
			}
			return true
		}
		switch w {
		case ",", "that", "who", "which", "to", "stole", "stolen", "worth", "paid", "received", "laundered", "lost", "spent", "raised", "seized", "took", "transferred", "moved", "earned":
			return false
		}
		objects++
	}
	return false
}

// ofWhat says whether the sum is told to be of something: "$3 billion in stolen
// crypto", "a $3 million theft".
func (f *finder) ofWhat(s sum) bool {
	t := f.t
	if _, ok := f.head(s.end); ok {
		return true
	}
	if !t.Is(s.end, "in") && !t.Is(s.end, "of") && !t.Is(s.end, "worth") {
		return false
	}
	w := t.Low1(s.end + 1)
	return w != "fines" && w != "penalties" && w != "damages" && w != "january" && t.Kind(s.end+1) == numeral.Word && !t.Capital(s.end+1)
}

var glyphAfter = []struct{ text, q string }{{"이상", "at_least"}, {"以上", "at_least"}, {"이하", "up_to"}, {"以下", "up_to"}, {"미만", "under"}, {"未満", "under"}, {"未满", "under"},
	{"가량", "about"}, {"정도", "about"}, {"안팎", "about"}, {"상당", "about"}, {"左右", "about"}, {"前後", "about"}, {"程度", "about"}, {"余り", "over"}, {"超", "over"}, {"넘게", "over"}, {"를 넘", "over"}, {"을 넘", "over"}, {"가 넘", "over"}, {"이 넘", "over"}, {"를 초과", "over"}, {"을 초과", "over"}, {"초과", "over"}, {"을 밑도", "under"}, {"를 밑도", "under"}, {"超え", "over"}, {"を超え", "over"}, {"を上回", "over"}, {"を下回", "under"}, {"に満たない", "under"}, {"近く", "about"}, {"상회", "over"}}

var oneWord = map[string]string{"about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about", "nearly": "about", "almost": "about", "approx": "about", "near": "about", "nearing": "about", "circa": "about", "estimated": "about", "~": "about", "≈": "about",
	"over": "over", "exceeding": "over", "above": "over", "exceeds": "over", "exceed": "over", "exceeded": "over", "surpassing": "over", "topping": "over", ">": "over", "under": "under", "below": "under", "<": "under", "minimum": "at_least", "upto": "up_to", "maximum": "up_to",
	"etwa": "about", "rund": "about", "circa.": "about", "ca": "about", "ungefähr": "about", "fast": "about", "knapp": "under", "mindestens": "at_least", "maximal": "up_to", "über": "over",
	"environ": "about", "quelque": "about", "presque": "about", "près": "about", "unos": "about", "unas": "about", "casi": "about", "aproximadamente": "about", "alrededor": "about", "hasta": "up_to", "jusqu": "up_to",
	"около": "about", "примерно": "about", "порядка": "about", "почти": "about", "приблизительно": "about", "свыше": "over", "более": "over", "больше": "over", "менее": "under", "до": "up_to",
	"близько": "about", "приблизно": "about", "майже": "about", "понад": "over", "більше": "over", "менше": "under", "نحو": "about", "حوالي": "about", "قرابة": "about", "زهاء": "about", "約": "about", "约": "about", "약": "about", "近": "about", "超": "over"}

var twoWords = map[string]string{"more than": "over", "greater than": "over", "excess of": "over", "less than": "under", "fewer than": "under", "lower than": "under", "at least": "at_least", "no less": "at_least", "minimum of": "at_least", "up to": "up_to", "at most": "up_to", "much as": "up_to", "many as": "up_to", "maximum of": "up_to", "not exceeding": "up_to",
	"close to": "about", "or about": "about", "mehr als": "over", "weniger als": "under", "bis zu": "up_to", "plus de": "over", "moins de": "under", "près de": "about", "moins ": "", "au moins": "at_least", "jusqu à": "up_to", "más de": "over", "menos de": "under", "cerca de": "about", "alrededor de": "about", "al menos": "at_least", "не менее": "at_least", "не более": "up_to", "более чем": "over", "не менш": "at_least", "أكثر من": "over", "أقل من": "under", "ما يقرب": "about", "يقرب من": "about", "يصل إلى": "up_to", "최소": "at_least", "최대": "up_to", "대략": "about", "最大": "up_to", "最低": "at_least", "最多": "up_to", "至多": "up_to", "不到": "under", "超过": "over", "超過": "over", "至少": "at_least", "高达": "up_to", "高達": "up_to", "逾": "over"}

// qualifierAt reads the qualifier that ends right before token i.
func (f *finder) qualifierAt(i int) string {
	t := f.t
	if i == 0 || t.Gap(i) == numeral.Break {
		return ""
	}
	a, b := t.Low1(i-2), t.Low1(i-1)
	if t.Kind(i-1) == numeral.Glyph {
		if q, ok := twoWords[a+b]; ok && t.Gap(i-1) == numeral.Joined {
			if q == "over" && negations[t.Raw(i-3)] {
				return "up_to"
			}
			return q
		}
		if t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Glyph && b == "약" {
			return ""
		}
		return oneWord[b]
	}
	if q, ok := twoWords[a+" "+b]; ok {
		if (q == "over" || q == "under") && a != "не" {
			if w := t.Low1(i - 3); negations[w] && (w != "not" || t.Is(i-2, "more") || t.Is(i-2, "less")) {
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
	if q := oneWord[b]; q == "over" && negations[a] {
		return "up_to"
	}
	if q, ok := oneWord[b]; ok || f.ctx.Lang != "ar" {
		return q
	}
	return oneWord[strings.TrimPrefix(b, "و")]
}
