package name

import (
	"demarche/extract/country"
	"demarche/extract/token"
)

// whole keeps a tagger's span from cutting through the name of a state or of
// its people: what begins inside "South Korean" begins before it, what ends
// inside it ends before it. It says false when nothing of a name is left.
func (f *finder) whole(s *span) bool {
	if c := f.state(s.from); c >= 0 && f.places[c].From < s.from && f.places[c].To < s.to {
		s.from = f.places[c].From
	}
	if c := f.state(s.to - 1); c >= 0 && f.places[c].To > s.to && f.places[c].From > s.from {
		s.to = f.places[c].From
		for s.to > s.from && !f.doc.Tokens[s.to-1].Any(token.Upper|token.Digit) {
			s.to--
		}
		if c := f.atPlace(s.from); c >= 0 && f.places[c].To >= s.to {
			return false // "American and South [Korean]"
		}
	}
	return s.to > s.from
}

// state is the candidate of several words at token i that names a state or its
// people, -1 without one.
func (f *finder) state(i int) int32 {
	c := f.atPlace(i)
	if c < 0 || f.places[c].To-f.places[c].From < 2 {
		return -1
	}
	if b := f.places[c].Best(); b.Form != country.FormName && b.Form != country.FormDemonym || b.Weak {
		return -1
	}
	return c
}

// nameless are words written like names that name no person, body or place:
// currencies, their techniques, kinds of oil, what stands in list notices.
var nameless = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"Bitcoin", "Bitcoins", "Ethereum", "Ether", "Monero", "Litecoin", "Dogecoin", "Solana", "Stablecoin", "USDT", "USDC", "TRON", "TRC-20", "ERC-20", "Blockchain", "Brent", "Nobody", "Somebody", "Male", "Female", "Gender", "SWIFT/BIC", "Corporation"} {
		m[token.Fold(w)] = true
	}
	return m
}()

// isName says whether the tokens may be a name at all.
func (f *finder) isName(from, to int) bool {
	if to-from == 1 {
		return !nameless[f.doc.Tokens[from].Hash]
	}
	return f.doc.Word(from) != "Gender"
}
