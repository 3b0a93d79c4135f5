// Package wallet finds cryptocurrency addresses in running text and verifies their
// checksums. Rules are those of the chains' own specifications: Bitcoin's
// base58check and BIP-173/350 (bech32, bech32m), EIP-55, the TRON, Monero, XRP,
// Zcash and Bitcoin Cash (cashaddr) address formats.
//
// Transaction and block hashes are not addresses and are not reported; a Solana
// address has no checksum and is reported only where the text speaks of Solana.
package wallet

import (
	"strings"

	"demarche"
)

const (
	minLen = 25  // shortest address: XRP, early Bitcoin
	maxLen = 512 // longest: Zcash unified addresses stay below 300
)

// Values of Mention.Checksum.
const (
	valid   = "valid"
	none    = "none"
	invalid = "invalid"
)

// Find gives the addresses in text, in order. Start and End are byte offsets; Chain
// is the ticker of the chain (ETH for every EVM chain), Checksum is "valid", "none"
// (the form has none) or "invalid" (it has one and it is wrong).
func Find(text string) []demarche.Mention {
	var out []demarche.Mention
	for i := 0; i < len(text); {
		if !alnum(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && alnum(text[i]) {
			i++
		}
		if n := i - start; n < minLen || n > maxLen {
			continue
		}
		if m, ok := read(text, start, i); ok {
			out = append(out, m)
		}
	}
	return out
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func read(text string, start, end int) (demarche.Mention, bool) {
	if start > 0 && (text[start-1] == '_' || text[start-1] >= 0x80 && joined(text[:start])) {
		return demarche.Mention{}, false
	}
	s := text[start:end]
	chain, check := identify(s)
	label := labelBefore(text[:start])
	if check == "" && label != "" && label != "SOL" && shaped(s) {
		chain, check = tickers[label], invalid
	}
	if check == "" && looksSolana(s) && (label == "SOL" || solanaNear(text, start, end)) {
		chain, check = "SOL", none
	}
	if check == "" || chain == "" {
		return demarche.Mention{}, false
	}
	if label != "" {
		chain = relabel(chain, label)
	}
	if chain == "BCH" && start >= len(cashPrefix)+1 && strings.EqualFold(text[start-len(cashPrefix)-1:start], cashPrefix+":") {
		start -= len(cashPrefix) + 1
	}
	return demarche.Mention{Kind: demarche.MentionWallet, Start: start, End: end, Text: text[start:end], Chain: chain, Checksum: check,
		Why: "form and checksum of " + chain + ": " + check}, true
}

// joined says whether text ends in a letter of another script: no address follows
// one without a space. East Asian text writes none.
func joined(text string) bool {
	r := []rune(text[max(0, len(text)-4):])
	c := r[len(r)-1]
	return c < 0x2E80 && c >= 0xC0 && c != '×'
}

// identify tells the chain of a string by its form, and the state of its checksum;
// both are empty when it is no address.
func identify(s string) (chain, check string) {
	switch {
	case strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X"):
		return evm(s)
	case len(s) == 95 || len(s) == 106:
		if monero(s) {
			return "XMR", valid
		}
	}
	if c := segwit(s); c != "" {
		return c, valid
	}
	if len(s) == 42 && cashaddr(s) {
		return "BCH", valid
	}
	if len(s) <= 36 {
		if s[0] == 'r' && xrp(s) {
			return "XRP", valid
		}
		if c := base58Chain(s); c != "" {
			return c, valid
		}
	}
	return "", ""
}

// tickers gives our name of the chain for the codes that OFAC writes ("Digital
// Currency Address - XBT …").
var tickers = map[string]string{
	"XBT": "BTC", "BTC": "BTC", "ETH": "ETH", "ETC": "ETH", "BSC": "ETH", "BNB": "ETH", "ARB": "ETH", "USDC": "ETH", "XMR": "XMR", "LTC": "LTC", "ZEC": "ZEC", "DASH": "DASH",
	"BTG": "BTG", "BSV": "BSV", "BCH": "BCH", "XVG": "XVG", "XRP": "XRP", "TRX": "TRX", "USDT": "USDT", "SOL": "SOL", "DOGE": "DOGE",
}

// labelBefore gives the currency code of an official label that ends text, "" when
// there is none.
func labelBefore(text string) string {
	tail := strings.TrimRight(text[max(0, len(text)-64):], " \t\n:–-")
	i := len(tail)
	for i > 0 && alnum(tail[i-1]) {
		i--
	}
	code := strings.ToUpper(tail[i:])
	if _, ok := tickers[code]; !ok {
		return ""
	}
	before := strings.ToLower(strings.TrimRight(tail[:i], " -–—:("))
	if strings.HasSuffix(before, "currency address") || strings.HasSuffix(before, "currency address(es)") || strings.HasSuffix(before, "wallet address") {
		return code
	}
	return ""
}

// relabel applies an official label where one form serves several chains.
func relabel(chain, label string) string {
	switch {
	case chain == "BTC" && (label == "BCH" || label == "BSV" || label == "LTC"), chain == "DOGE" && label == "XVG":
		return label
	case chain == "ZEC" && label == "BTG":
		return label
	}
	return chain
}

// shaped says whether a string that fails every checksum still has the looks of an
// address: letters and digits mixed, not a plain hash.
func shaped(s string) bool {
	if len(s) > 106 || strings.ContainsAny(s, "0OIl") {
		return false
	}
	digits, letters := 0, 0
	for i := range len(s) {
		if s[i] <= '9' {
			digits++
		} else {
			letters++
		}
	}
	return digits > 0 && letters > 0 && !hexOnly(s)
}

// looksSolana says whether s is 32 bytes in base58 with the mix of letters that
// random bytes give.
func looksSolana(s string) bool {
	if len(s) < 32 || len(s) > 44 || hexOnly(s) {
		return false
	}
	upper, lower, digit := 0, 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c <= '9':
			digit++
		case c <= 'Z':
			upper++
		default:
			lower++
		}
	}
	if upper < 5 || lower < 5 || digit < 1 {
		return false
	}
	b, ok := decode58(s, bitcoinAlphabet)
	return ok && len(b) == 32
}

// solanaNear says whether the text around an address speaks of Solana.
func solanaNear(text string, start, end int) bool {
	around := text[max(0, start-160):start] + " " + text[end:min(len(text), end+80)]
	return strings.Contains(strings.ToLower(around), "solana") || strings.Contains(around, "SOL ") || strings.Contains(around, "SPL ") || strings.Contains(around, "solscan")
}
