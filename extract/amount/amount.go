// Package amount finds sums of money in running text: value, currency, range,
// qualifier, role, period and worth in US dollars. It is a hand-written grammar
// over tokens, a pure function of text and context, linear in the text.
package amount

import (
	"strings"

	"demarche"
	"demarche/extract/numeral"

	"github.com/shopspring/decimal"
)

// Context is what is known about the text from outside.
type Context struct {
	Lang    string // BCP 47 base language of the text, "" read as English
	Country string // ISO 3166-1 of the publisher; resolves "$", "pounds", "pesos"
	Date    string // YYYY-MM-DD for the worth in US dollars, "" unknown
	Year    int    // used when Date is empty; 0 unknown
}

// sum is one amount while it is being read.
type sum struct {
	first, end int // tokens
	value      decimal.Decimal
	max        decimal.Decimal
	ranged     bool
	vague      bool
	about      bool
	code       string
	num        numeral.Num
	why        string
}

type finder struct {
	t     *numeral.Text
	ctx   Context
	out   []demarche.Mention
	doc   document
	tally map[string]int // country to mentions
	last  int            // the token after the amount read before
	sentence
}

// Find returns the amounts of money in text in order. Start and End are bytes.
func Find(text string, ctx Context) []demarche.Mention {
	if i := strings.IndexAny(ctx.Lang, "-_"); i > 0 {
		ctx.Lang = ctx.Lang[:i]
	}
	f := finder{t: numeral.Scan(text), ctx: ctx}
	for i := 0; i < len(f.t.Toks); {
		s, ok := f.sum(i)
		if !ok {
			i++
			continue
		}
		s = f.extend(s)
		f.out = append(f.out, f.mention(s))
		i, f.last = s.end, s.end
	}
	return f.out
}

// sum reads an amount that starts at token i.
func (f *finder) sum(i int) (sum, bool) {
	t := f.t
	switch t.Kind(i) {
	case numeral.Digits:
		if i > 0 && t.Gap(i) == numeral.Joined && (t.Kind(i-1) == numeral.Word && !f.joins(i-1) && !t.Is(i-1, "و") && !t.Is(i-1, "ب") && !t.Is(i-1, "ل") || t.Is(i-1, ".") && t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Digits) {
			return sum{}, false
		}
		if i > 1 && t.Gap(i) == numeral.Joined && t.Is(i-1, "-") && t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Digits {
			return sum{}, false // inside 2025-11-04
		}
	case numeral.Word:
		if i > 0 && t.Gap(i) == numeral.Joined && (t.Kind(i-1) == numeral.Digits || t.Is(i-1, "@")) {
			return sum{}, false
		}
	}
	if s, ok := f.prefixed(i); ok {
		return s, true
	}
	if s, ok := f.suffixed(i); ok {
		return s, true
	}
	return f.vague(i)
}

// joins says whether the word at i may be written together with the number after it.
func (f *finder) joins(i int) bool {
	_, next := f.unitBefore(i)
	return next == i+1
}

// prefixed reads "currency number".
func (f *finder) prefixed(i int) (sum, bool) {
	t := f.t
	if c, ok := millionCode(t.Raw(i)); ok && t.Kind(i+1) == numeral.Digits && f.near(i+1) {
		if n, ok := t.Number(i+1, numeral.Options{Lang: f.ctx.Lang, Country: f.ctx.Country}); ok && !n.Scaled {
			return sum{first: i, end: n.End, value: n.Value.Shift(6), code: c, num: n, why: "currency in millions before number"}, true
		}
	}
	u, j := f.unitBefore(i)
	if j == i || !t.In(j) || t.Gap(j) == numeral.Break || t.Toks[j].Line {
		return sum{}, false
	}
	n, ok := t.Number(j, numeral.Options{Lang: f.ctx.Lang, Country: f.ctx.Country, Money: true})
	if !ok || n.Vague {
		return sum{}, false
	}
	sign := (t.Kind(j-1) == numeral.Sign || t.Kind(i) == numeral.Sign) && !t.Is(j-1, ".")
	if n.Words && !n.Scaled && !sign || n.Words && n.Short {
		return sum{}, false
	}
	if !sign && !n.Scaled && t.Kind(n.End) == numeral.Word && t.Gap(n.End) == numeral.Joined {
		return sum{}, false // the address in "ETH 0xa7ac"
	}
	if !sign && !f.codeFits(i, j, n) {
		return sum{}, false
	}
	if sign && f.inCode(i, j, n) || f.percent(n.End) || sign && f.suffixStyle(i, j, n) {
		return sum{}, false
	}
	if sign {
		n = f.cutNumber(j, n)
	}
	s := sum{first: i, end: n.End, value: n.Value, num: n, about: n.About, code: u, why: "currency before number"}
	// "$1.5 million dollars", "$7,500 (U.S.)"
	if t.Kind(i) == numeral.Glyph && crypto[u] { // "비트코인 1,500개"
		if !t.Is(s.end, "개") && !t.Is(s.end, "枚") && !t.Is(s.end, "个") && !t.Is(s.end, "個") {
			return sum{}, false
		}
		s.end++
	}
	if v, k := f.unitAfter(n.End); k > n.End && v.minor == 0 && (t.Gap(n.End) != numeral.Joined || t.Kind(n.End) == numeral.Glyph) && t.Kind(n.End) != numeral.Sign {
		if c := f.resolve(v, "", n.End); v.name == "dollar" && isDollar(u) || c == u {
			s.end = k
			if v.code != "" {
				s.code = v.code
			}
		}
	}
	if t.Is(s.end, "(") {
		if c, k := country(t, s.end+1); k > s.end+1 && t.Is(k, ")") && isDollar(u) {
			s.code = byCountry["dollarsign"][c]
		} else if c := codeAt(t, s.end+1); c != "" && t.Is(s.end+2, ")") && isDollar(u) {
			s.code = c
		}
	}
	if sign && t.Kind(s.end) == numeral.Word && t.Gap(s.end) != numeral.Break && isDollar(u) { // "$10 USD", "$15 CAD"
		if c := codeAt(t, s.end); c != "" && isDollar(c) {
			s.code, s.end = c, s.end+1
		}
	}
	if sign {
		s = f.cents(s)
	}
	return s, true
}

// cutNumber reads "$2. 6 million", as texts joined from tokens have it, as 2.6
// million; n is the number read at token j so far.
func (f *finder) cutNumber(j int, n numeral.Num) numeral.Num {
	t, dot := f.t, n.End
	if n.Scaled || n.Words || n.Grouped || n.Fraction || dot != j+1 || !t.Is(dot, ".") || t.Gap(dot) != numeral.Joined ||
		t.Kind(dot+1) != numeral.Digits || t.Gap(dot+1) != numeral.Space || t.Toks[dot+1].Line || t.Len(dot+1) > 2 {
		return n
	}
	m, ok := t.Number(dot+1, numeral.Options{Lang: f.ctx.Lang})
	if !ok || m.Exp < 6 || m.End != dot+3 || m.Grouped || m.Fraction || counted[t.Low1(m.End)] {
		return n
	}
	if _, k := f.unitAfter(m.End); k > m.End {
		return n
	}
	v, err := decimal.NewFromString(t.Plain(j) + "." + t.Plain(dot+1))
	if err != nil {
		return n
	}
	m.Value, m.Mantissa, m.Fraction = v.Shift(m.Exp), v, true
	return m
}

// counted are things that a new sentence counts: "It cost $2. 6 million people came."
var counted = set("people users customers accounts barrels others tons tonnes men women children residents voters")

// suffixed reads "number currency".
func (f *finder) suffixed(i int) (sum, bool) {
	t := f.t
	n, ok := t.Number(i, numeral.Options{Lang: f.ctx.Lang, Country: f.ctx.Country})
	if !ok {
		return sum{}, false
	}
	s := sum{first: i, num: n, value: n.Value, vague: n.Vague, about: n.About, why: "number before currency"}
	j := n.End
	var u unit
	if c, ok := millionCode(t.Raw(j)); ok && !n.Scaled && !n.Words {
		s.value, s.code, s.end = n.Value.Shift(6), c, j+1
		return s, true
	}
	u, k := f.unitAfter(j)
	if k == j && n.Abbrev && t.Is(j, ".") && t.Gap(j) == numeral.Joined {
		u, k = f.unitAfter(j + 1)
		if k == j+1 {
			k = j
		}
	}
	if k == j && (t.Is(j, "of") || t.Is(j, "de") || t.Is(j, "d")) && n.Scaled {
		o := j + 1
		if t.Is(j, "d") && (t.Is(o, "'") || t.Is(o, "’")) {
			o++
		}
		if u, k = f.unitAfter(o); k == o {
			k = j
		}
	}
	if k == j {
		return f.bareStart(i, n)
	}
	if !f.suffixFits(i, j, k, n, u) {
		return sum{}, false
	}
	s.code, s.end = f.code, k
	if s.code == "" {
		s.code = f.resolve(u, "", k-1)
	}
	if n.Vague && !n.Scaled {
		return sum{}, false
	}
	s.value = s.value.Shift(-u.minor)
	s.num.Exp -= u.minor
	if u.minor == 0 {
		s = f.cents(s)
	}
	return s, true
}

// near says whether token i follows the one before without a paragraph's end.
func (f *finder) near(i int) bool { return f.t.In(i) && f.t.Gap(i) != numeral.Break }

// cents reads the smaller unit after the main one: "20 dollars 43 cents",
// "$20 and 43c", "twenty rupees 43".
func (f *finder) cents(s sum) sum {
	t := f.t
	if s.num.Fraction || s.num.Scaled || s.vague {
		return s
	}
	j := s.end
	if t.Is(j, "and") {
		j++
	}
	if t.Gap(s.end) != numeral.Space || t.Toks[s.end].Line {
		return s
	}
	n, ok := t.Number(j, numeral.Options{Lang: f.ctx.Lang})
	if !ok || n.Fraction || n.Scaled || n.Value.GreaterThanOrEqual(decimal.NewFromInt(100)) || t.Gap(j) != numeral.Space {
		return s
	}
	k := n.End
	if t.Is(k, "-") {
		return s
	}
	if u, e := f.unitAfter(k); e > k && u.minor == 2 {
		s.value, s.end = s.value.Add(n.Value.Shift(-2)), e
		return s
	}
	if w := t.Low1(k); (w == "c" || w == "p") && t.Gap(k) == numeral.Joined {
		s.value, s.end = s.value.Add(n.Value.Shift(-2)), k+1
		return s
	}
	if t.Is(k, "mao") {
		s.value, s.end = s.value.Add(n.Value.Shift(-1)), k+1
		if d, ok := t.Number(s.end, numeral.Options{}); ok && d.Value.LessThan(decimal.NewFromInt(10)) {
			s.value, s.end = s.value.Add(d.Value.Shift(-2)), d.End
		}
		return s
	}
	twoDigits := t.Kind(j) == numeral.Digits && t.Len(j) == 2 && k == j+1
	closes := t.Gap(k) == numeral.Break || (t.Is(k, ".") || t.Is(k, "!") || t.Is(k, "?")) && t.Gap(k+1) != numeral.Joined
	if twoDigits && closes {
		s.value, s.end = s.value.Add(n.Value.Shift(-2)), k
	}
	return s
}

// vague reads a scale word with no count: "millions of dollars", "hundreds of
// millions of US dollars", "multi-million dollar".
func (f *finder) vague(i int) (sum, bool) {
	t := f.t
	if t.Kind(i) != numeral.Word {
		return sum{}, false
	}
	j := i + 1
	if t.Is(i-1, "in") && (t.Is(i-2, "(") || t.Is(i-2, "figures") || t.Is(i-2, ",")) {
		return sum{}, false // the heading of a table
	}
	if t.Is(i, "multi") && (t.Is(j, "-") || t.Gap(j) == numeral.Space) {
		if t.Is(j, "-") {
			j++
		}
		if !t.Is(j, "million") && !t.Is(j, "billion") {
			return sum{}, false
		}
		j++
	} else if !isPluralScale(strings.TrimPrefix(t.Low1(i), "و")) {
		return sum{}, false
	}
	for range 2 {
		k := j
		if w := t.Low1(k); w == "of" || w == "de" {
			k++
		}
		if t.Is(k, "-") && t.Gap(k) == numeral.Joined {
			k++
		}
		if w := t.Low1(k); isPluralScale(w) || w == "thousand" || w == "million" || w == "billion" || w == "trillion" || w == "тысяч" {
			j = k + 1
		}
	}
	o := j
	switch t.Low1(j) {
	case "of", "de", "von", "in":
		o++
	case "d":
		if t.Is(j+1, "'") || t.Is(j+1, "’") {
			o += 2
		}
	case "-":
		o++
	}
	u, k := f.unitAfter(o)
	if k == o || u.minor != 0 || u.code == "" && u.name == "" || u.name == "pound" && t.Is(k, "of") && f.weight(i, k) {
		return sum{}, false
	}
	c := f.code
	if c == "" {
		c = f.resolve(u, "", k-1)
	}
	return sum{first: i, end: k, vague: true, code: c, why: "a scale word without a number"}, true
}

func isPluralScale(w string) bool {
	switch w {
	case "millions", "billions", "trillions", "thousands", "hundreds", "tens", "dozens", "multimillion", "multibillion", "millionen", "milliarden", "hunderte", "tausende",
		"milliers", "centaines", "dizaines", "milliards", "millones", "cientos", "miles", "decenas", "миллионы", "миллиарды", "тысячи", "сотни", "десятки", "сотен", "десятков",
		"мільйони", "мільярди", "тисячі", "сотні", "десятки́", "ملايين", "مليارات", "آلاف", "مئات", "عشرات":
		return true
	}
	return false
}

// mention turns a sum into the form that leaves the package.
func (f *finder) mention(s sum) demarche.Mention {
	t := f.t
	m := demarche.Mention{Kind: demarche.MentionAmount, Start: t.Toks[s.first].Start, End: t.Toks[s.end-1].End, Currency: s.code, Why: s.why}
	if _, ok := arabic[t.Low1(s.first)]; f.ctx.Lang == "ar" && !ok && t.Kind(s.first) == numeral.Word {
		if strings.HasPrefix(t.Src[m.Start:], "و") {
			m.Start += len("و")
		}
	}
	m.Text = t.Src[m.Start:m.End]
	m.Qualifier = f.qualifier(s)
	if !s.vague {
		m.Value = s.value.String()
		if usd, ok := toUSD(s.value, s.code, f.ctx); ok {
			m.USD = usd
		}
		if s.ranged {
			m.Max = s.max.String()
		}
	}
	f.sentence.move(t, s)
	m.Role = f.role(s)
	m.Period, m.Cumulative = f.period(s)
	return m
}
