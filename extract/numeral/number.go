package numeral

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Limits that keep every reading bounded, and so the whole scan linear.
const (
	maxDigits = 30 // digits in one run; a longer one is an identifier
	maxGroups = 8  // groups of three digits
	maxWords  = 24 // tokens in a number written in words
)

// Num is a number read from the text.
type Num struct {
	Value    decimal.Decimal
	Mantissa decimal.Decimal // Value before the scale word: 3 in "3 million"
	Exp      int32           // power of ten of the scale word: 6 in "3 million"
	End      int             // token after the number
	Scaled   bool            // a scale word or letter was read
	Words    bool            // written in words, wholly or from the start
	Grouped  bool            // digits with thousands separators
	Fraction bool            // digits with a decimal part
	Abbrev   bool            // the scale is an abbreviation, which may carry a full stop: "Mio."
	Vague    bool            // "several million": no value
	About    bool            // "30여억", "三十多亿": somewhat more
	Short    bool            // a bare plain run of at most two digits
}

// Options say how numbers are written in the text.
type Options struct {
	Lang    string // BCP 47 base language, "" read as English
	Country string // ISO 3166-1, decides 1,500 in Spanish
	Money   bool   // a currency stands before the number: "3 m" is 3 million
}

// commaDecimal lists the languages that write 3,5 for three and a half.
var commaDecimal = map[string]bool{"de": true, "fr": true, "es": true, "ru": true, "uk": true, "it": true, "pt": true, "pl": true,
	"nl": true, "tr": true, "id": true, "cs": true, "sv": true, "da": true, "no": true, "nb": true, "fi": true, "el": true, "ro": true, "bg": true, "sr": true, "be": true, "kk": true}

// pointSpanish lists the Spanish-writing countries with the point as decimal
// sign (Real Academia Española, Ortografía 2010: Mexico, Central America and
// the Caribbean, Peru; the United States besides).
var pointSpanish = map[string]bool{"MX": true, "US": true, "PR": true, "GT": true, "HN": true, "SV": true, "NI": true, "PA": true, "DO": true, "PE": true, "CR": false}

func (o Options) comma() bool {
	return commaDecimal[o.Lang] && !(o.Lang == "es" && pointSpanish[o.Country])
}

// Number reads the number that starts at token i.
func (t *Text) Number(i int, o Options) (Num, bool) {
	switch t.Kind(i) {
	case Digits:
		if n, ok := t.cjk(i, o); ok {
			return n, true
		}
		n, ok := t.digits(i, o)
		if !ok {
			return Num{}, false
		}
		t.fraction(&n)
		t.scale(&n, o)
		t.compound(&n, o)
		return n, true
	case Glyph:
		return t.cjk(i, o)
	case Word:
		return t.words(i, o)
	case Sign:
		if e, ok := vulgar[t.Raw(i)]; ok {
			n := Num{Value: decimal.RequireFromString(e), End: i + 1, Fraction: true}
			n.Mantissa = n.Value
			t.scale(&n, o)
			return n, true
		}
	}
	return Num{}, false
}

// digits reads a number in digits with the separators of its language.
func (t *Text) digits(i int, o Options) (Num, bool) {
	n := Num{}
	first := plain(t.Raw(i))
	if len(first) > maxDigits {
		return n, false
	}
	groups, sep, j := []string{first}, "", i+1
	for len(groups) <= maxGroups && len(first) <= 3 {
		s, next := t.separator(j)
		if s == "" || (sep != "" && s != sep) || t.Kind(next) != Digits {
			break
		}
		g := plain(t.Raw(next))
		after, _ := t.separator(next + 1)
		indian := len(g) == 2 && s == "," && after == "," && len(first) <= 2
		if len(g) != 3 && !indian || (s == "." && !o.comma() && after != "." && sep == "") {
			break
		}
		if s == "," && sep == "" && o.comma() && after != "," && t.commaIsDecimal(next, first) {
			break
		}
		if s == " " && t.Kind(next+1) == Word && t.Gap(next+1) == Joined {
			break
		}
		groups, sep, j = append(groups, g), s, next+1
	}
	n.Grouped = len(groups) > 1
	whole, frac := strings.Join(groups, ""), ""
	if s, next := t.separator(j); (s == "." || s == ",") && s != sep && t.Kind(next) == Digits && t.Gap(j) == t.Gap(next) && len(plain(t.Raw(next))) <= maxDigits {
		decimalSign := s == "." || o.comma() || (n.Grouped && sep == ".")
		if s == "," && !o.comma() && !n.Grouped && len(plain(t.Raw(next))) <= 2 && t.Gap(j) == Joined {
			decimalSign = true
		}
		second, _ := t.separator(next + 1)
		chained := t.Gap(next+1) == Joined && (second == "." || second == ",") && t.Kind(next+2) == Digits && t.Gap(next+2) == Joined
		if decimalSign && !chained {
			frac, j = plain(t.Raw(next)), next+1
		}
	}
	d, err := decimal.NewFromString(whole + "." + frac + "0")
	if err != nil {
		return n, false
	}
	n.Value, n.Mantissa, n.End = d, d, j
	n.Fraction = frac != ""
	n.Short = !n.Grouped && !n.Fraction && len(first) <= 2
	return n, true
}

// commaIsDecimal decides "1,500" in a language with the decimal comma: before
// a scale word it is one and a half, alone it is an English thousand.
func (t *Text) commaIsDecimal(last int, first string) bool {
	if first == "0" {
		return true
	}
	return t.Kind(last+1) == Word
}

// separator reads what may stand between two groups of digits at token j: the
// separator ("," "." "'" or " " for any blank) and the token after it.
func (t *Text) separator(j int) (string, int) {
	switch {
	case !t.In(j):
		return "", j
	case t.Kind(j) == Digits:
		if t.Gap(j) == Space && !t.Toks[j].Line && t.Toks[j].Start-t.Toks[j-1].End <= 3 {
			return " ", j
		}
		return "", j
	case t.Kind(j) != Sign:
		return "", j
	}
	s := t.Raw(j)
	switch s {
	case "٬", "，":
		s = ","
	case "٫", "．":
		s = "."
	case "’":
		s = "'"
	case ",", ".", "'":
	default:
		return "", j
	}
	before, after := t.Gap(j), t.Gap(j+1)
	if before == Joined && after == Joined {
		return s, j + 1
	}
	// "80 , 000" and "4 . 8" in texts that were cut into words; "$10, 000".
	if before == Space && after == Space && s != "'" && !t.Toks[j+1].Line {
		return s, j + 1
	}
	if before == Joined && after == Space && s == "," && !t.Toks[j+1].Line && (t.Raw(j+1) == "000" || t.Len(j+1) == 3 && t.Is(j+2, ",") && t.Gap(j+2) == Joined && t.Raw(j+3) == "000") {
		return s, j + 1
	}
	return "", j
}

// plain turns any digits into ASCII ones.
func plain(s string) string {
	if isASCII(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r >= 0xFF10 && r <= 0xFF19:
			r -= 0xFF10
		case r >= 0x0660 && r <= 0x0669:
			r -= 0x0660
		case r >= 0x06F0 && r <= 0x06F9:
			r -= 0x06F0
		default:
			r -= '0'
		}
		b = append(b, byte('0'+r))
	}
	return string(b)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Plain is the value of token i as ASCII digits, "" when it is none.
func (t *Text) Plain(i int) string {
	if t.Kind(i) != Digits {
		return ""
	}
	return plain(t.Raw(i))
}

var vulgar = map[string]string{"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}

// fraction adds what follows a whole number: "5½", "5 1/2", "5 point 25", "two and a half".
func (t *Text) fraction(n *Num) {
	j := n.End
	if n.Fraction {
		return
	}
	if e, ok := vulgar[t.Raw(j)]; ok && !t.lineAt(j) {
		n.Value = n.Value.Add(decimal.RequireFromString(e))
		n.Mantissa, n.Fraction, n.Short, n.End = n.Value, true, false, j+1
		return
	}
	if t.Is(j, "and") && (t.Is(j+1, "a") || t.Is(j+1, "one")) && (t.Is(j+2, "half") || t.Is(j+2, "quarter")) {
		part := "0.5"
		if t.Is(j+2, "quarter") {
			part = "0.25"
		}
		n.Value = n.Value.Add(decimal.RequireFromString(part))
		n.Mantissa, n.Fraction, n.Short, n.End = n.Value, true, false, j+3
		return
	}
	if t.Kind(j) == Digits && t.Gap(j) == Space && t.Len(j) == 1 && t.Is(j+1, "/") && (t.Is(j+2, "2") || t.Is(j+2, "4") || t.Is(j+2, "8") || t.Is(j+2, "3")) {
		num, den := decimal.RequireFromString(t.Plain(j)), decimal.RequireFromString(t.Plain(j+2))
		if num.LessThan(den) {
			n.Value = n.Value.Add(num.DivRound(den, 4))
			n.Mantissa, n.Fraction, n.Short, n.End = n.Value, true, false, j+3
		}
		return
	}
	if t.Is(j, "point") {
		if t.Kind(j+1) == Digits && t.Len(j+1) <= 6 {
			n.Value = decimal.RequireFromString(n.Value.String() + "." + t.Plain(j+1))
			n.Mantissa, n.Fraction, n.Short, n.End = n.Value, true, false, j+2
			return
		}
		tail := ""
		for j++; len(tail) < 6; j++ {
			u, ok := english[t.Low1(j)]
			if !ok || u.class != unit || u.value > 9 {
				break
			}
			tail += string(rune('0' + u.value))
		}
		if tail != "" {
			n.Value = decimal.RequireFromString(n.Value.String() + "." + tail)
			n.Mantissa, n.Fraction, n.Short, n.End = n.Value, true, false, j
		}
	}
}

func (t *Text) lineAt(j int) bool { return t.In(j) && t.Toks[j].Gap == Break }

// scale multiplies by the scale words that follow: "3 million", "3mn", "1.5 lakh crore".
func (t *Text) scale(n *Num, o Options) {
	for range 3 {
		j := n.End
		if t.Is(j, "-") && t.Gap(j) == Joined && t.Gap(j+1) == Joined && t.Kind(j+1) == Word {
			j++
		}
		if t.Kind(j) != Word || t.Gap(j) == Break {
			return
		}
		e, ok := scaleOf(t.Low1(j), o.Lang)
		if !ok || e.letter && !(n.End == j && t.Gap(j) == Joined || o.Money && t.Gap(j) == Space && !n.Scaled && t.Kind(j+1) != Digits) {
			return
		}
		if e.letter && t.Gap(j) == Space && t.Gap(j+1) == Joined && (t.Kind(j+1) == Word || t.Is(j+1, "'") || t.Is(j+1, "’")) {
			return
		}
		n.Exp += e.exp
		n.Value = n.Value.Shift(e.exp)
		n.Scaled, n.Abbrev, n.Short, n.End = true, e.abbrev, false, j+1
		if de := t.Low1(n.End); (de == "of" || de == "de") && t.Kind(n.End+1) == Word {
			if e, ok := scaleOf(t.Low1(n.End+1), o.Lang); ok && !e.letter {
				n.End++ // "hundreds of millions", "cientos de millones"
			}
		}
	}
}

// compound adds a smaller scaled part: "1 million 200 thousand".
func (t *Text) compound(n *Num, o Options) {
	j := n.End
	if !n.Scaled || n.Exp <= 3 || t.Kind(j) != Digits || t.Gap(j) != Space || t.Toks[j].Line {
		return
	}
	m, ok := t.digits(j, o)
	if !ok {
		return
	}
	t.scale(&m, o)
	if m.Scaled && m.Exp < n.Exp && m.Value.LessThan(decimal.New(1, n.Exp)) {
		n.Value = n.Value.Add(m.Value)
		n.Mantissa, n.Exp, n.End, n.Abbrev = n.Value, 0, m.End, m.Abbrev
	}
}
