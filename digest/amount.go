package digest

import (
	"math/big"
	"strings"

	"demarche"
)

// amountIn says whether an amount overlaps a range: in the range's currency, or
// in US dollars where it names none.
func amountIn(m demarche.Mention, r demarche.AmountRange) bool {
	lo, hi := m.USD, ""
	switch {
	case r.Currency == "" && m.Currency == "USD" || r.Currency != "" && strings.EqualFold(m.Currency, r.Currency):
		lo, hi = m.Value, m.Max
	case r.Currency != "":
		return false
	}
	if hi == "" {
		hi = lo
	}
	low, ok1 := new(big.Rat).SetString(lo)
	high, ok2 := new(big.Rat).SetString(hi)
	if !ok1 || !ok2 {
		return false
	}
	if least, ok := new(big.Rat).SetString(r.Min); ok {
		if c := high.Cmp(least); c < 0 || c == 0 && r.MinOpen {
			return false
		}
	}
	if most, ok := new(big.Rat).SetString(r.Max); ok {
		if c := low.Cmp(most); c > 0 || c == 0 && r.MaxOpen {
			return false
		}
	}
	return true
}
