package demarche

import (
	"math/big"
	"strings"
	"unicode"
)

// multipliers are the powers of ten that an amount may be written with, longest
// spelling first.
var multipliers = []struct {
	suffix string
	zeros  int
}{{"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}, {"bn", 9}, {"mn", 6}, {"tn", 12}, {"k", 3}, {"m", 6}, {"b", 9}, {"t", 12}}

// currencySigns are the signs that may stand before or after a number. A bare
// dollar sign is the US dollar in a query.
var currencySigns = map[rune]string{'$': "USD", '€': "EUR", '£': "GBP", '¥': "JPY", '₩': "KRW", '₽': "RUB", '₿': "BTC", '₹': "INR"}

// amount reads the value of amount: >1b, >=1b, <1b, <=1b, 1b, 1m..50m, with an
// optional currency.
func (p *parser) amount(at int, text string) (Node, error) {
	text = strings.Join(strings.FieldsFunc(text, isSpace), "")
	var n AmountRange
	for _, op := range []string{">=", "<=", ">", "<", "="} {
		rest, ok := strings.CutPrefix(text, op)
		if !ok {
			continue
		}
		value, currency, ok := parseMoney(rest)
		if !ok {
			return nil, p.fail(at+len(op), "amount: expected a number after %q, like amount:%s1b", op, op)
		}
		n.Currency = currency
		switch op {
		case ">", ">=":
			n.Min, n.MinOpen = value, op == ">"
		case "<", "<=":
			n.Max, n.MaxOpen = value, op == "<"
		default:
			n.Min, n.Max = value, value
		}
		return n, nil
	}
	lo, hi, isRange := strings.Cut(text, "..")
	var c1, c2 string
	var ok bool
	if lo != "" {
		if n.Min, c1, ok = parseMoney(lo); !ok {
			return nil, p.fail(at, "amount: expected a number like 1b, >1b or 1m..50m")
		}
	}
	if !isRange {
		n.Max, n.Currency = n.Min, c1
		return n, nil
	}
	if hi != "" {
		if n.Max, c2, ok = parseMoney(hi); !ok {
			return nil, p.fail(at+len([]rune(lo))+2, `amount: expected a number after "..", like amount:1m..50m`)
		}
	}
	switch {
	case lo == "" && hi == "":
		return nil, p.fail(at, "amount: expected a number like 1b, >1b or 1m..50m")
	case c1 != "" && c2 != "" && c1 != c2:
		return nil, p.fail(at, "amount: both ends must be in one currency, not %s and %s", c1, c2)
	case n.Min != "" && n.Max != "" && decimal(n.Min).Cmp(decimal(n.Max)) > 0:
		return nil, p.fail(at, "amount: the first end is above the second; swap them")
	}
	n.Currency = c1
	if c1 == "" {
		n.Currency = c2
	}
	return n, nil
}

// parseMoney reads a number with an optional multiplier and currency into an
// exact decimal and a currency code ("" when none is named).
func parseMoney(s string) (value, currency string, ok bool) {
	for r, code := range currencySigns {
		if rest, found := strings.CutPrefix(s, string(r)); found {
			s, currency = rest, code
		} else if rest, found := strings.CutSuffix(s, string(r)); found {
			s, currency = rest, code
		}
	}
	digits := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' && r != '_' })
	if digits < 0 {
		digits = len(s)
	}
	number, letters := strings.NewReplacer(",", "", "_", "").Replace(s[:digits]), strings.ToLower(s[digits:])
	if strings.ContainsFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) || r > unicode.MaxASCII }) || len(number) > 40 {
		return "", "", false
	}
	zeros, code := splitUnit(letters)
	if code != "" && currency != "" && code != currency || len(code) > 8 || len(code) == 1 || len(code) == 2 {
		return "", "", false
	}
	if code != "" {
		currency = code
	}
	whole, fraction, _ := strings.Cut(number, ".")
	if whole+fraction == "" || strings.Contains(fraction, ".") {
		return "", "", false
	}
	return shift(whole, fraction, zeros), currency, true
}

// splitUnit tells the multiplier from the currency in what follows a number:
// "b", "btc", "meur".
func splitUnit(letters string) (zeros int, currency string) {
	if len(letters) == 3 {
		return 0, strings.ToUpper(letters)
	}
	for _, m := range multipliers {
		rest, ok := strings.CutPrefix(letters, m.suffix)
		if ok && (rest == "" || len(rest) == 3 || len(rest) == 4 && strings.HasPrefix(rest, "usd")) {
			return m.zeros, strings.ToUpper(rest)
		}
	}
	return 0, strings.ToUpper(letters)
}

// shift moves the point of a decimal to the right and writes it without idle zeros.
func shift(whole, fraction string, zeros int) string {
	for range zeros {
		if fraction == "" {
			whole += "0"
			continue
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

// moneyText writes an exact decimal and a currency as parseMoney reads them.
func moneyText(value, currency string) string {
	text := shortNumber(value)
	if zeros, code := splitUnit(strings.ToLower(strings.TrimLeft(text, "0123456789.") + currency)); code != currency || zeros == 0 {
		text = value
	}
	return text + strings.ToLower(currency)
}

// shortNumber writes an exact decimal with the largest multiplier that leaves
// at least one digit before the point: 1500000000 is 1.5b.
func shortNumber(value string) string {
	whole, fraction, _ := strings.Cut(value, ".")
	for _, m := range []struct {
		suffix string
		zeros  int
	}{{"t", 12}, {"b", 9}, {"m", 6}, {"k", 3}} {
		if len(whole) > m.zeros && strings.Trim(whole[len(whole)-3:], "0") == "" && fraction == "" {
			cut := len(whole) - m.zeros
			return shift(whole[:cut], whole[cut:], 0) + m.suffix
		}
	}
	return value
}

// decimal reads an exact decimal that parseMoney wrote.
func decimal(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return new(big.Rat)
	}
	return r
}
