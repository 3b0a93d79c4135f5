package demoworld

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/crypto/sha3"
)

// TestWallets checks every address in the texts by the rule of its chain:
// base58check for Bitcoin and TRON, bech32 (BIP-173) for Bitcoin, EIP-55 for Ethereum.
func TestWallets(t *testing.T) {
	address := regexp.MustCompile(`\b(?:0x[0-9A-Fa-f]{40}|bc1[0-9a-z]{20,}|[1T][1-9A-HJ-NP-Za-km-z]{25,33})\b`)
	chains := map[string]int{}
	for _, s := range loadSites(t) {
		for _, it := range s.items {
			for _, wallet := range address.FindAllString(it.revisions[0].Body, -1) {
				chain, ok := checkWallet(wallet)
				if !ok {
					t.Errorf("%s/%s: %s has a wrong checksum", s.Source.ID, it.Slug, wallet)
				}
				chains[chain]++
			}
		}
	}
	for _, chain := range []string{"BTC", "bech32", "TRX", "ETH"} {
		if chains[chain] == 0 {
			t.Errorf("no %s address in any text", chain)
		}
	}
}

func checkWallet(wallet string) (chain string, ok bool) {
	switch {
	case strings.HasPrefix(wallet, "0x"):
		return "ETH", eip55(wallet[2:])
	case strings.HasPrefix(wallet, "bc1"):
		return "bech32", bech32(wallet[3:])
	case wallet[0] == 'T':
		return "TRX", base58check(wallet, 0x41)
	}
	return "BTC", base58check(wallet, 0)
}

func base58check(wallet string, version byte) bool {
	n := new(big.Int)
	for _, c := range wallet {
		digit := strings.IndexRune("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", c)
		n.Add(n.Mul(n, big.NewInt(58)), big.NewInt(int64(digit)))
	}
	raw := n.FillBytes(make([]byte, 25))
	once := sha256.Sum256(raw[:21])
	twice := sha256.Sum256(once[:])
	return raw[0] == version && bytes.Equal(twice[:4], raw[21:])
}

func bech32(data string) bool {
	sum := uint32(1)
	step := func(v byte) {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for _, v := range []byte{3, 3, 0, 2, 3} { // "bc" expanded
		step(v)
	}
	for _, c := range data {
		step(byte(strings.IndexRune("qpzry9x8gf2tvdw0s3jn54khce6mua7l", c)))
	}
	return sum == 1
}

func eip55(digits string) bool {
	hash := sha3.NewLegacyKeccak256()
	hash.Write([]byte(strings.ToLower(digits)))
	marks := fmt.Sprintf("%x", hash.Sum(nil))
	for i, c := range digits {
		if upper := c >= 'A' && c <= 'F'; c > '9' && upper != (marks[i] >= '8') {
			return false
		}
	}
	return true
}
