package wallet

import (
	"bytes"
	"crypto/sha256"
	"strings"

	"golang.org/x/crypto/sha3"
)

const (
	bitcoinAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	rippleAlphabet  = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
	bech32Alphabet  = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	cashPrefix      = "bitcoincash"
)

// base58Versions gives the chain of each version byte of base58check addresses of
// 25 bytes. 0x05 is Bitcoin's, which Litecoin once shared; 0x1e is Dogecoin's.
var base58Versions = map[byte]string{
	0x00: "BTC", 0x05: "BTC", 0x30: "LTC", 0x32: "LTC", 0x4c: "DASH", 0x10: "DASH", 0x1e: "DOGE", 0x16: "DOGE", 0x41: "TRX",
}

// base58Chain gives the chain of a base58check address, "" when its checksum or
// version is none of ours.
func base58Chain(s string) string {
	b, ok := decode58(s, bitcoinAlphabet)
	if !ok || !doubleHash(b) {
		return ""
	}
	switch {
	case len(b) == 25:
		return base58Versions[b[0]]
	case len(b) == 26 && b[0] == 0x1c && (b[1] == 0xb8 || b[1] == 0xbd): // t1 and t3
		return "ZEC"
	}
	return ""
}

func xrp(s string) bool {
	b, ok := decode58(s, rippleAlphabet)
	return ok && len(b) == 25 && b[0] == 0 && doubleHash(b)
}

// doubleHash checks the four bytes of SHA-256 of SHA-256 at the end.
func doubleHash(b []byte) bool {
	if len(b) < 5 {
		return false
	}
	body, sum := b[:len(b)-4], b[len(b)-4:]
	h := sha256.Sum256(body)
	h = sha256.Sum256(h[:])
	return bytes.Equal(h[:4], sum)
}

// decode58 reads a base58 number into bytes, leading zeros kept.
func decode58(s, alphabet string) ([]byte, bool) {
	var out []byte // little-endian
	zeros := 0
	for i := range len(s) {
		d := strings.IndexByte(alphabet, s[i])
		if d < 0 {
			return nil, false
		}
		if d == 0 && i == zeros {
			zeros++
		}
		carry := d
		for j := range out {
			carry += int(out[j]) * 58
			out[j] = byte(carry)
			carry >>= 8
		}
		for carry > 0 {
			out = append(out, byte(carry))
			carry >>= 8
		}
	}
	b := make([]byte, zeros, zeros+len(out))
	for i := len(out) - 1; i >= 0; i-- {
		b = append(b, out[i])
	}
	return b, true
}

// monero checks an address of Monero's main network: base58 in blocks of eleven
// characters, network byte 18 (standard), 19 (integrated) or 42 (subaddress), and
// four bytes of Keccak-256.
func monero(s string) bool {
	var b []byte
	for i := 0; i < len(s); i += 11 {
		block := s[i:min(i+11, len(s))]
		want := map[int]int{11: 8, 7: 5, 9: 6, 6: 4, 10: 7, 5: 3, 3: 2, 2: 1}[len(block)]
		d, ok := decode58(block, bitcoinAlphabet)
		d = bytes.TrimLeft(d, "\x00")
		if !ok || len(d) > want || want == 0 {
			return false
		}
		b = append(b, make([]byte, want-len(d))...)
		b = append(b, d...)
	}
	if len(b) != 69 && len(b) != 77 || b[0] != 18 && b[0] != 19 && b[0] != 42 || (b[0] == 19) != (len(b) == 77) {
		return false
	}
	body := b[:len(b)-4]
	return bytes.Equal(keccak(body)[:4], b[len(b)-4:])
}

func keccak(b []byte) []byte {
	h := sha3.NewLegacyKeccak256()
	h.Write(b)
	return h.Sum(nil)
}

// evm reads 0x and forty hexadecimal digits; mixed case carries EIP-55's checksum.
func evm(s string) (chain, check string) {
	if len(s) != 42 || !hexOnly(s[2:]) {
		return "", ""
	}
	hex := s[2:]
	lower := strings.ToLower(hex)
	if strings.Trim(lower, "0") == "" {
		return "", "" // the zero address is nobody's
	}
	if hex == lower || hex == strings.ToUpper(hex) {
		return "ETH", none
	}
	sum := keccak([]byte(lower))
	for i := range len(hex) {
		nibble := sum[i/2] >> 4
		if i%2 == 1 {
			nibble = sum[i/2] & 15
		}
		if c := hex[i]; c > '9' && (c < 'a') != (nibble >= 8) {
			return "ETH", invalid
		}
	}
	return "ETH", valid
}

func hexOnly(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if (s[i] < '0' || s[i] > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// segwitPrefixes are the human-readable parts of bech32 addresses and their chains.
var segwitPrefixes = []struct{ prefix, chain string }{{"bc", "BTC"}, {"ltc", "LTC"}, {"ltcmweb", "LTC"}, {"zs", "ZEC"}, {"u", "ZEC"}}

// segwit gives the chain of a bech32 or bech32m address, "" when it is none.
func segwit(s string) string {
	lower := strings.ToLower(s)
	if s != lower && s != strings.ToUpper(s) {
		return ""
	}
	for _, p := range segwitPrefixes {
		data, ok := strings.CutPrefix(lower, p.prefix+"1")
		if !ok {
			continue
		}
		v, ok := values(data)
		if !ok || len(v) < 8 {
			return ""
		}
		sum := polymod(append(expand(p.prefix), v...))
		if programme(p.prefix, v, sum) {
			return p.chain
		}
	}
	return ""
}

// The constants that polymod ends with: BIP-173 and BIP-350.
const (
	bech32  = 1
	bech32m = 0x2bc830a3
)

// programme checks constant and length: witness version 0 with bech32 and 20 or 32
// bytes, later versions with bech32m and 2 to 40; shielded Zcash and MWEB by checksum
// alone.
func programme(prefix string, v []byte, sum uint32) bool {
	switch prefix {
	case "zs":
		return sum == bech32
	case "u":
		return sum == bech32m
	case "ltcmweb":
		return sum == bech32 || sum == bech32m
	}
	size := (len(v) - 7) * 5 / 8
	switch version := v[0]; {
	case version == 0:
		return sum == bech32 && (size == 20 || size == 32)
	case version <= 16:
		return sum == bech32m && size >= 2 && size <= 40
	}
	return false
}

func values(s string) ([]byte, bool) {
	out := make([]byte, len(s))
	for i := range len(s) {
		d := strings.IndexByte(bech32Alphabet, s[i])
		if d < 0 {
			return nil, false
		}
		out[i] = byte(d)
	}
	return out, true
}

func expand(prefix string) []byte {
	var out []byte
	for i := range len(prefix) {
		out = append(out, prefix[i]>>5)
	}
	out = append(out, 0)
	for i := range len(prefix) {
		out = append(out, prefix[i]&31)
	}
	return out
}

// polymod is the checksum of BIP-173.
func polymod(values []byte) uint32 {
	chk := uint32(1)
	for _, v := range values {
		top := chk >> 25
		chk = (chk&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				chk ^= g
			}
		}
	}
	return chk
}

// cashaddr checks a Bitcoin Cash address without its prefix: 42 characters that
// begin with q or p, and the 40-bit polymod over prefix and data.
func cashaddr(s string) bool {
	lower := strings.ToLower(s)
	if s != lower && s != strings.ToUpper(s) || lower[0] != 'q' && lower[0] != 'p' {
		return false
	}
	v, ok := values(lower)
	if !ok {
		return false
	}
	chk := uint64(1)
	step := func(d byte) {
		top := byte(chk >> 35)
		chk = (chk&0x07ffffffff)<<5 ^ uint64(d)
		for i, g := range [5]uint64{0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8, 0x1e4f43e470} {
			if top>>i&1 == 1 {
				chk ^= g
			}
		}
	}
	for i := range len(cashPrefix) {
		step(cashPrefix[i] & 31)
	}
	step(0)
	for _, d := range v {
		step(d)
	}
	return chk == 1
}
