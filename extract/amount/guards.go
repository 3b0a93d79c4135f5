package amount

import (
	"strings"

	"demarche/extract/numeral"

	"github.com/shopspring/decimal"
)

// suffixStyle says whether the sign at i belongs to the number before it:
// "10 $ 30 $".
func (f *finder) suffixStyle(i, j int, n numeral.Num) bool {
	t := f.t
	return i > 0 && t.Kind(i-1) == numeral.Digits && t.Gap(i) == t.Gap(j) && t.Raw(n.End) == t.Raw(i) && t.Gap(n.End) == t.Gap(i) && t.Gap(i) != numeral.Break && t.Kind(n.End+1) != numeral.Digits && len(f.out) > 0
}

// isDollar says whether the code is one of those written with a dollar sign.
func isDollar(code string) bool { return dollars[code] }

var dollars = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range byCountry["dollarsign"] {
		m[c] = true
	}
	return m
}()

// codeFits guards amounts introduced by letters: "EUR 125" but not "ALL 5 solutions".
func (f *finder) codeFits(i, j int, n numeral.Num) bool {
	t := f.t
	raw := t.Raw(j - 1)
	if raw == "R" {
		return n.Scaled || n.Grouped || n.Fraction && t.Is(j+1, ".") // roads are R62
	}
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
