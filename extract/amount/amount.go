// Package amount finds sums of money in running text: value, currency, range,
// qualifier, role, period and worth in US dollars. It is a hand-written grammar
// over tokens, a pure function of text and context, linear in the text.
package amount

import (
	"strings"
	"unicode/utf8"

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
	t   *numeral.Text
	ctx Context
	out []demarche.Mention
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
		i = s.end
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
	if !sign && !f.codeFits(i, j, n) {
		return sum{}, false
	}
	if sign && f.inCode(i, j, n) || f.percent(n.End) || sign && f.suffixStyle(i, j, n) {
		return sum{}, false
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
		if c := v.resolve(f.ctx, ""); v.name == "dollar" && isDollar(u) || c == u {
			s.end = k
			if v.code != "" {
				s.code = v.code
			}
		}
	}
	if t.Is(s.end, "(") {
		if c, k := country(t, s.end+1); k > s.end+1 && t.Is(k, ")") && isDollar(u) {
			s.code = byCountry["dollar"][c]
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

// suffixStyle says whether the sign at i belongs to the number before it:
// "10 $ 30 $".
func (f *finder) suffixStyle(i, j int, n numeral.Num) bool {
	t := f.t
	return i > 0 && t.Kind(i-1) == numeral.Digits && t.Gap(i) == t.Gap(j) && t.Raw(n.End) == t.Raw(i) && t.Gap(n.End) == t.Gap(i) && t.Gap(i) != numeral.Break && t.Kind(n.End+1) != numeral.Digits && len(f.out) > 0
}

// isDollar says whether the code is one of those written with a dollar sign.
func isDollar(code string) bool {
	for _, c := range byCountry["dollar"] {
		if c == code {
			return true
		}
	}
	return false
}

// codeFits guards amounts introduced by letters: "EUR 125" but not "ALL 5 solutions".
func (f *finder) codeFits(i, j int, n numeral.Num) bool {
	t := f.t
	raw := t.Raw(j - 1)
	if t.Is(j-1, ".") {
		raw = t.Raw(j - 2)
	}
	if len(raw) == 3 && wordCodes[strings.ToUpper(raw)] {
		return n.Scaled || n.Grouped || n.Fraction
	}
	if codes[raw] || raw == "RM" || raw == "Rs" || raw == "rs" || t.Kind(j-1) == numeral.Glyph {
		return true
	}
	if _, ok := millionCode(raw); ok {
		return true
	}
	if _, ok := lowerCodes[t.Low1(j-1)]; ok {
		return n.Scaled || n.Grouped || n.Fraction || !n.Words && t.Kind(n.End) != numeral.Word
	}
	_, k := country(t, i)
	return k > i && !n.Words && t.Kind(n.End) != numeral.Word // "malaysian ringgits 42"
}

// inCode says whether a sign with a small number looks like a shell variable
// or a regular expression group: "{print $1}", "cost=$2;".
func (f *finder) inCode(i, j int, n numeral.Num) bool {
	t := f.t
	if t.Gap(j) != numeral.Joined || n.Scaled || n.Fraction || n.Grouped {
		return false
	}
	if i > 0 && t.Gap(i) == numeral.Joined && strings.ContainsAny(t.Raw(i-1), "{=`|&;\\/$@\"#%[") && !(t.Is(i-1, "/") && t.Kind(i-2) == numeral.Digits) {
		if t.Is(i-1, "\"") || t.Is(i-1, "[") || t.Is(i-1, "/") || t.Is(i-1, "=") {
			return n.Short && t.Len(j) == 1
		}
		return true
	}
	if w := t.Low1(i - 1); (w == "print" || w == "echo" || w == "printf" || w == "awk" || w == "sed") && n.Short {
		return true
	}
	switch t.Raw(n.End) {
	case "}", "`", "|", "\\", "=", "{", "_":
		return t.Gap(n.End) == numeral.Joined || t.Raw(n.End) == "}" || t.Raw(n.End) == "|"
	}
	return t.Kind(n.End) == numeral.Word && t.Gap(n.End) == numeral.Joined
}

// percent says whether a percent sign or word follows.
func (f *finder) percent(j int) bool {
	t := f.t
	return t.Is(j, "%") || t.Is(j, "％") || t.Is(j, "percent") || t.Is(j, "per") && (t.Is(j+1, "cent") || t.Is(j+1, "centum"))
}

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
		s.code = u.resolve(f.ctx, "")
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

// bareStart reads a range whose first end has no currency of its own: "3-5
// million dollars", "between 10 and 20 euros".
func (f *finder) bareStart(i int, n numeral.Num) (sum, bool) {
	t := f.t
	j := n.End
	if f.inRange || n.Vague || !f.near(j) || t.Toks[j].Line || n.Words && n.Short {
		return sum{}, false
	}
	dash := t.Is(j, "-") || t.Is(j, "–") || t.Is(j, "~") || t.Is(j, "〜") || t.Is(j, "～")
	if dash && (t.Gap(j) != t.Gap(j+1)) || !dash && !f.rangeWord(sum{first: i}, j) {
		return sum{}, false
	}
	f.inRange = true
	e, ok := f.suffixed(j + 1)
	f.inRange = false
	if !ok || e.vague || t.Kind(j+1) == numeral.Word && dash {
		return sum{}, false
	}
	low := n.Value
	if !n.Scaled {
		if n.Value.GreaterThan(decimal.NewFromInt(1899)) && n.Value.LessThan(decimal.NewFromInt(2100)) && !n.Grouped && !e.num.Grouped {
			return sum{}, false // "2024 to 5 million dollars"
		}
		low = n.Value.Shift(e.num.Exp)
		if k := low.Shift(3); e.num.Grouped && low.LessThan(decimal.NewFromInt(10)) && k.LessThan(e.value) {
			low = k // "between 4 and 5,000 euros"
		}
	}
	if !low.LessThan(e.value) {
		return sum{}, false
	}
	e.first, e.value, e.max, e.ranged, e.why = i, low, e.value, true, "a range before its currency"
	return e, true
}

// near says whether token i follows the one before without a paragraph's end.
func (f *finder) near(i int) bool { return f.t.In(i) && f.t.Gap(i) != numeral.Break }

// suffixFits guards "number name" against things that are not money.
func (f *finder) suffixFits(i, j, k int, n numeral.Num, u unit) bool {
	t := f.t
	if n.Words && n.Short && !n.Scaled && t.Low1(i) == "a" && u.name != "dollar" && u.name != "ruble" && u.code != "EUR" && u.code != "JPY" {
		return false
	}
	if u.name == "" && u.code == "" {
		return false
	}
	if n.Words && n.Short && t.Kind(k-1) == numeral.Sign || n.Words && !n.Scaled && t.Kind(k-1) == numeral.Sign && t.Kind(k) == numeral.Digits {
		return false // "a $ 1 billion deal"
	}
	last := t.Low1(k - 1)
	if n.Words && n.Short && codes[t.Raw(k-1)] || last == "mark" && f.code == "" && f.ctx.Lang != "de" {
		return false // "an SOS", "the 1 million mark"
	}
	if v := n.Value; !n.Grouped && !n.Scaled && !n.Fraction && t.Len(i) == 4 && v.GreaterThan(decimal.NewFromInt(1899)) && v.LessThan(decimal.NewFromInt(2100)) && (t.Is(i-1, "in") || t.Is(i-1, "constant")) {
		return false // "in 2006 dollars"
	}
	if u.weak && f.code == "" && !n.Scaled {
		if u.name != "pound" || f.weight(i, k) {
			return false
		}
	} else if u.name == "pound" && f.code == "" && (t.Is(k, "of") || last == "pound" && t.Gap(k) == numeral.Joined) && f.weight(i, k) {
		return false
	}
	if t.Gap(k) == numeral.Joined && t.Kind(k) == numeral.Word && t.Kind(k-1) == numeral.Glyph {
		return true
	}
	if (last == "ethereum" || last == "bitcoin") && holders[t.Low1(k)] {
		return false // "100 Ethereum addresses"
	}
	// "5 sol", "won 3" and the like: a name that is also a verb needs its plural or a scale.
	if last == "won" && !n.Scaled && !n.Grouped && t.Kind(k) == numeral.Word && !t.Is(k, "a") && !t.Is(k, "per") && f.code == "" && n.Value.LessThan(decimal.NewFromInt(100)) {
		return false
	}
	if i > 0 && t.Is(i-1, "-") && t.Gap(i) == numeral.Joined && t.Gap(i-1) == numeral.Joined && t.Kind(i-2) == numeral.Digits && t.Len(i-2) == 3 {
		return false // the tail of a telephone number
	}
	return true
}

// holders are things counted beside the name of a coin.
var holders = map[string]bool{"address": true, "addresses": true, "wallet": true, "wallets": true, "account": true, "accounts": true, "atm": true, "atms": true, "transaction": true, "transactions": true,
	"user": true, "users": true, "miner": true, "miners": true, "node": true, "nodes": true, "exchanges": true, "projects": true, "tokens": true, "contracts": true, "etfs": true, "holders": true}

// weight says whether "pounds" at k is a weight: told by the words around it,
// by the country's use where they are silent.
func (f *finder) weight(i, k int) bool {
	t := f.t
	if t.Is(k, "of") || t.Is(k, "per") && t.Is(k+1, "square") || t.Is(k, "heavier") || t.Is(k, "lighter") || t.Is(k, "overweight") {
		w := t.Low1(k + 1)
		return !(w == "damage" || w == "debt" || w == "debts" || w == "public" || w == "taxpayers" || w == "funding" || w == "investment" || w == "savings" || w == "cuts")
	}
	for b := i - 1; b >= 0 && b >= i-4; b-- {
		switch t.Low1(b) {
		case "weighing", "weighs", "weighed", "weigh", "weight", "lost", "lose", "losing", "gained", "shed", "heavy", "lift", "lifted":
			return true
		case "£", "paid", "cost", "costs", "fined", "worth", "earn", "earned", "spent":
			return false
		}
	}
	switch f.ctx.Country {
	case "GB", "IE", "EG", "LB", "SY", "SD":
		return false
	}
	return true
}

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
		c = u.resolve(f.ctx, "")
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

// extend joins the two ends of a range: "$3-5 million", "between $3m and $5m".
func (f *finder) extend(s sum) sum {
	t := f.t
	if s.vague {
		return s
	}
	j := s.end
	if !t.In(j) || t.Gap(j) == numeral.Break || t.Toks[j].Line {
		return s
	}
	dash := t.Is(j, "-") || t.Is(j, "–") || t.Is(j, "—") && t.Gap(j) == numeral.Joined || t.Is(j, "~") || t.Is(j, "〜") || t.Is(j, "～")
	word := f.rangeWord(s, j)
	if !dash && !word {
		return s
	}
	k := j + 1
	if dash && t.Is(j, "-") && t.Gap(j) == numeral.Space && t.Gap(k) == numeral.Joined {
		return s
	}
	e, ok := f.sum(k)
	if !ok || e.vague {
		if dash || word {
			return f.bareEnd(s, k)
		}
		return s
	}
	if e.code != s.code && !(isDollar(e.code) && isDollar(s.code)) {
		return s
	}
	return f.ranged(s, e.value, e.num, e.end)
}

// bareEnd handles "$3-5 million" and "$10 to 20".
func (f *finder) bareEnd(s sum, k int) sum {
	t := f.t
	n, ok := t.Number(k, numeral.Options{Lang: f.ctx.Lang, Country: f.ctx.Country, Money: true})
	if !ok || n.Words && !n.Scaled || f.percent(n.End) || n.Vague {
		return s
	}
	if t.Gap(n.End) == numeral.Joined && (t.Kind(n.End) == numeral.Word || t.Is(n.End, "-") && t.Gap(n.End+1) == numeral.Joined) {
		return s
	}
	if !n.Scaled && (n.Value.LessThanOrEqual(s.value) || t.Kind(n.End) == numeral.Word && t.Gap(k) != numeral.Joined && !t.Is(n.End, "a") && !t.Is(n.End, "per") && !t.Is(n.End, "in") && !t.Is(n.End, "for")) {
		return s
	}
	return f.ranged(s, n.Value, n, n.End)
}

func (f *finder) ranged(s sum, high decimal.Decimal, n numeral.Num, end int) sum {
	low := s.value
	if !s.num.Scaled && n.Scaled && n.Exp > 0 && low.LessThan(decimal.NewFromInt(1000)) && !s.num.Grouped {
		low = low.Shift(n.Exp)
	}
	if low.GreaterThanOrEqual(high) {
		return s
	}
	s.value, s.max, s.ranged, s.end = low, high, true, end
	return s
}

// rangeWord says whether the word at j joins the ends of a range: "to", or
// "and" after "between".
func (f *finder) rangeWord(s sum, j int) bool {
	t := f.t
	before := t.Low1(s.first - 1)
	switch t.Low1(j) {
	case "to", "bis", "à", "a", "до", "إلى":
		if t.Low1(j) == "a" && f.ctx.Lang != "es" || t.Low1(j) == "to" && t.Is(j+1, "the") {
			return false
		}
		// "rose from $3 to $5" is a change, not a range, but so is it written.
		return !f.change(s.first)
	case "and", "und", "et", "y", "и", "і":
		return before == "between" || before == "zwischen" || before == "entre" || before == "между" || before == "між" || before == "from"
	}
	return false
}

// change says whether a verb of change governs the pair: "rose from $3 to $5".
func (f *finder) change(i int) bool {
	t := f.t
	for b := i - 1; b >= 0 && b >= i-8; b-- {
		switch t.Low1(b) {
		case "rose", "rise", "risen", "rising", "fell", "fall", "fallen", "grew", "grow", "grown", "increased", "increase", "decreased", "raised", "raise", "cut", "jumped", "dropped", "declined", "climbed", "up", "down", "went", "boost", "boosted", "soared", "reduced", "lowered", "expanded", "swelled", "bringing", "brought", "raising", "raises", "increasing", "slashed", "doubled", "tripled":
			return true
		case ".", ";", ",":
			return false
		}
	}
	return false
}

// unitBefore reads a currency in front of a number and gives its code and the
// token of the number; the same token when there is none.
func (f *finder) unitBefore(i int) (string, int) {
	t := f.t
	switch t.Kind(i) {
	case numeral.Sign:
		u, ok := signs[t.Raw(i)]
		if !ok || u.only == after {
			return "", i
		}
		j := i + 1
		if u.name == "dollar" && t.Gap(j) == numeral.Joined && (t.Raw(j) == "US" || t.Raw(j) == "U" && t.Is(j+1, ".")) { // "$US 15"
			if _, k := country(t, j); k > j {
				return "USD", k
			}
		}
		if u.name == "dollar" && t.Gap(j) == numeral.Joined && t.Len(j) == 3 && isDollar(t.Raw(j)) {
			return t.Raw(j), j + 1
		}
		return u.resolve(f.ctx, ""), j
	case numeral.Glyph:
		if u, k := f.glyphUnit(i); k > i && (u.code == "CNY" || u.code == "USD" || u.code == "TWD" || u.code == "HKD" || crypto[u.code]) {
			return u.code, k
		}
		return "", i
	case numeral.Word:
		return f.wordBefore(i)
	}
	return "", i
}

func (f *finder) wordBefore(i int) (string, int) {
	t := f.t
	w := t.Low1(i)
	if w == "u" && t.Is(i+1, ".") && t.Is(i+2, "s") { // "U.S. $15", "U.S.$15"
		if k := i + 3; t.Is(k, ".") && t.Is(k+1, "$") {
			return "USD", k + 2
		} else if t.Is(k, "$") {
			return "USD", k + 1
		}
	}
	if s, ok := signs[t.Raw(i+1)]; ok && t.Gap(i+1) != numeral.Break && s.only == both {
		spaced := t.Gap(i+1) == numeral.Space
		if c, ok := dollarPrefixes[w]; ok && s.name == "dollar" && (!spaced || t.Gap(i+2) == numeral.Space && (len(w) > 1 || w == "c")) {
			if w == "us" && spaced && t.Raw(i) != "US" && t.Gap(i+2) != numeral.Space {
				return "", i
			}
			return c, i + 2
		}
		if c, ok := poundPrefixes[w]; ok && s.name == "poundsign" && !spaced {
			return c, i + 2
		}
		if s.name == "dollar" && spaced && t.Raw(i) == "US" {
			return "USD", i + 2
		}
		if c := codeAt(t, i); c != "" && s.resolve(f.ctx, "") == c { // "EUR €5"
			return c, i + 2
		}
	}
	if c := codeAt(t, i); c != "" {
		j := i + 1
		if t.Is(j, "-") || t.Is(j, ":") || t.Is(j, " ") {
			return "", i
		}
		return c, j
	}
	if c, ok := millionCode(t.Raw(i)); ok {
		_ = c
		return "", i
	}
	if c, ok := lowerCodes[w]; ok && c != "" && len(w) > 1 {
		j := i + 1
		if (w == "rs" || w == "fr" || w == "kr" || w == "sfr") && t.Is(j, ".") {
			j++
		}
		if c[0] == '@' {
			c = unit{name: c[1:]}.resolve(f.ctx, "")
		}
		if w == "rm" && t.Raw(i) != "RM" || t.Kind(j) != numeral.Digits {
			return "", i
		}
		return c, j
	}
	if c, k := country(t, i); k > i {
		if u, ok := table(f.ctx.Lang)[t.Low1(k)]; ok && u.only != after && t.Kind(k+1) == numeral.Digits {
			return u.resolve(f.ctx, c), k + 1
		}
		if u, ok := english[t.Low1(k)]; ok && u.only != after && t.Kind(k+1) == numeral.Digits {
			code := u.resolve(f.ctx, c)
			return code, k + 1
		}
	}
	return "", i
}

// codeAt is the ISO code or ticker written at token i in capitals.
func codeAt(t *numeral.Text, i int) string {
	raw := t.Raw(i)
	if n := len(raw); n < 3 || n > 5 {
		return ""
	}
	switch {
	case codes[raw]:
		return raw
	case raw == "RMB" || raw == "CNH":
		return "CNY"
	case raw == "NTD":
		return "TWD"
	case raw == "XBT":
		return "BTC"
	case raw == "RUR":
		return "RUB"
	case raw == "stETH" || raw == "mETH" || raw == "cmETH":
		return strings.ToUpper(raw)
	}
	return ""
}

// unitAfter reads a currency behind a number and gives the token after it; the
// same token when there is none. A country's adjective leaves its code in f.code.
func (f *finder) unitAfter(j int) (unit, int) {
	t := f.t
	f.code = ""
	if !t.In(j) || t.Gap(j) == numeral.Break {
		return unit{}, j
	}
	start := j
	if t.Is(j, "-") && t.Gap(j) == numeral.Joined && t.Gap(j+1) == numeral.Joined {
		j++
	}
	switch t.Kind(j) {
	case numeral.Sign:
		if u, ok := signs[t.Raw(j)]; ok && u.only != before {
			if t.Gap(j) == numeral.Space && t.Gap(j+1) == numeral.Joined && t.Kind(j+1) == numeral.Digits {
				return unit{}, start // "5 $10 bills"
			}
			if t.Gap(j) == numeral.Space && t.Kind(j+1) == numeral.Digits { // "1 $ 10 dollars bill"
				if n, ok := t.Number(j+1, numeral.Options{Lang: f.ctx.Lang}); ok {
					if _, ok := table(f.ctx.Lang)[t.Low1(n.End)]; ok {
						return unit{}, start
					}
				}
			}
			if t.Is(j, "€") && t.Is(j+1, "ur") && t.Gap(j+1) == numeral.Joined {
				return u, j + 2
			}
			return u, j + 1
		}
		return unit{}, start
	case numeral.Glyph:
		if u, k := f.glyphUnit(j); k > j {
			return u, k
		}
		return unit{}, start
	case numeral.Word:
	default:
		return unit{}, start
	}
	if t.Toks[j].Line && t.Kind(j) == numeral.Word && codeAt(t, j) == "" {
		if _, ok := table(f.ctx.Lang)[t.Low1(j)]; !ok {
			return unit{}, start
		}
	}
	if u, k := f.name(j, ""); k > j {
		return u, k
	}
	if c, k := country(t, j); k > j && (t.Gap(k) == numeral.Space || t.Is(k, "-")) {
		if t.Is(k, "-") {
			k++
		}
		if u, e := f.name(k, c); e > k && u.name != "" || e > k && u.code != "" {
			f.code = u.resolve(f.ctx, c)
			return u, e
		}
	}
	if c, ok := foreignAdjectives[t.Low1(j)]; ok {
		if u, e := f.name(j+1, c); e > j+1 {
			f.code = u.resolve(f.ctx, c)
			return u, e
		}
	}
	if c := codeAt(t, j); c != "" && t.Gap(j+1) != numeral.Joined || c != "" && t.Kind(j+1) == numeral.Sign {
		if wordCodes[c] && (t.Kind(j+1) == numeral.Word && t.Gap(j+1) == numeral.Space || t.Is(j+1, "-")) && !f.lowerNext(j+1) {
			return unit{}, start
		}
		return unit{code: c}, j + 1
	}
	if c, ok := lowerCodes[t.Low1(j)]; ok && c != "" {
		w := t.Low1(j)
		if w == "rm" || w == "rs" && t.Raw(j) != "Rs" {
			return unit{}, start
		}
		if c[0] == '@' {
			return unit{name: c[1:]}, j + 1
		}
		return unit{code: c}, j + 1
	}
	return unit{}, start
}

// lowerNext says whether the word at i starts with a small letter.
func (f *finder) lowerNext(i int) bool { return f.t.Kind(i) == numeral.Word && !f.t.Capital(i) }

// name reads a currency name, with the country's adjective behind it where the
// language puts it there.
func (f *finder) name(j int, c string) (unit, int) {
	t := f.t
	w := t.Low1(j)
	u, ok := table(f.ctx.Lang)[w]
	if !ok && f.ctx.Lang == "ar" {
		w = strings.TrimPrefix(strings.TrimPrefix(w, "ب"), "ال")
		u, ok = arabic[w]
	}
	if !ok && f.ctx.Lang != "" && f.ctx.Lang != "en" {
		u, ok = english[w]
	}
	if !ok && (f.ctx.Lang == "" || f.ctx.Lang == "en") {
		u, ok = anyName[w]
	}
	if !ok || u.code == "" && u.name == "" {
		return unit{}, j
	}
	if w == "р" && t.Gap(j) != numeral.Joined && !t.Is(j+1, ".") {
		return unit{}, j
	}
	k := j + 1
	if u.minor > 0 && (w == "cents" || w == "cent") && f.ctx.Country != "" {
		if euro[f.ctx.Country] {
			u.code, u.name = "EUR", ""
		}
	}
	if t.Kind(k) == numeral.Word && t.Gap(k) == numeral.Space && c == "" {
		if a, ok := foreignAdjectives[t.Low1(k)]; ok {
			if code, ok := byCountry[u.name][a]; ok {
				f.code = code
				k++
			} else if code := u.resolve(f.ctx, a); code != "" && u.name == "dollar" {
				f.code = code
				k++
			}
		}
	}
	return u, k
}

// anyName are names in other scripts that need no language to be known.
var anyName = func() map[string]unit {
	m := map[string]unit{}
	for _, l := range []map[string]unit{russian, ukrainian, arabic} {
		for w, u := range l {
			if w[0] >= utf8.RuneSelf {
				m[w] = u
			}
		}
	}
	return m
}()

// euro lists the countries whose cents are the euro's.
var euro = map[string]bool{"AT": true, "BE": true, "HR": true, "CY": true, "EE": true, "FI": true, "FR": true, "DE": true, "GR": true, "IE": true, "IT": true,
	"LV": true, "LT": true, "LU": true, "MT": true, "NL": true, "PT": true, "SK": true, "SI": true, "ES": true}

// glyphUnit reads a Korean, Japanese or Chinese currency name.
func (f *finder) glyphUnit(j int) (unit, int) {
	t := f.t
	// "미국 달러", "캐나다 달러": a country, a blank and the name.
	for prefix, c := range hangulCountries {
		if k, ok := t.Follows(j, prefix); ok {
			if u, e := f.glyphUnitAt(k); e > k && u.code == "USD" {
				return unit{code: c}, e
			}
		}
	}
	return f.glyphUnitAt(j)
}

var hangulCountries = map[string]string{"미국": "USD", "미": "USD", "캐나다": "CAD", "호주": "AUD", "홍콩": "HKD", "싱가포르": "SGD", "대만": "TWD", "뉴질랜드": "NZD"}

func (f *finder) glyphUnitAt(j int) (unit, int) {
	t := f.t
	r, _ := utf8.DecodeRuneInString(t.Raw(j))
	for _, i := range glyphIndex[r] {
		g := glyphUnits[i]
		k, ok := t.Follows(j, g.text)
		if !ok {
			continue
		}
		if g.unit.weak || (g.text == "원" || g.text == "엔" || g.text == "이더") && !f.particle(k) || g.text == "元" && (t.Is(k, "旦") || t.Is(k, "首") || t.Is(k, "年") || t.Is(k, "素") || t.Is(k, "气")) {
			continue
		}
		return g.unit, k
	}
	return unit{}, j
}

// particle says whether the hangul at k may follow the one-syllable name of a
// currency: nothing, or a particle or noun that takes sums.
func (f *finder) particle(k int) bool {
	t := f.t
	if t.Kind(k) != numeral.Glyph || t.Gap(k) != numeral.Joined {
		return true
	}
	switch t.Raw(k) {
	case "을", "이", "은", "에", "으", "의", "과", "까", "부", "씩", "대", "어", "짜", "상", "규", "가", "도", "만", "이상", "인", "선", "보", "정", "권", "미", "넘", "안", "화", "약":
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
