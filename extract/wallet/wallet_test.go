package wallet

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/internal/lineartest"
)

// The addresses below are the examples of the chains' own specifications and
// documents, or made for this test from bytes that spell words.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa.", "BTC valid 3"},
		{"P2SH 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "BTC valid 5"},
		{"BIP-173: BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4,", "BTC valid 9"},
		{"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "BTC valid 0"},
		{"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", ""},
		{"(0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed)", "ETH valid 1"},
		{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "ETH none 0"},
		{"0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH invalid 0"},
		{"https://explorer.example/address/0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed?a=1", "ETH none 33"},
		{"0x0000000000000000000000000000000000000000", ""},
		{"transaction 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060", ""},
		{"hash f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16", ""},
		{"commit 5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", ""},
		{"TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", "TRX valid 0"},
		{"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "XRP valid 0"},
		{"4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge", "XMR valid 0"},
		{"4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rgf", ""},
		{"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BCH valid 0"},
		{"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BCH valid 0"},
		{"Digital Currency Address - BCH 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa;", "BCH valid 31"},
		{"Digital Currency Address - XBT 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb;", "BTC invalid 31"},
		{"wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", ""},
		{"the Solana wallet 4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T", "SOL none 18"},
		{"the key 4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T", ""},
		{"주소는 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed이다", "ETH none 10"},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ""},
		{"", ""},
	} {
		var got []string
		for _, m := range Find(c.text) {
			got = append(got, m.Chain+" "+m.Checksum+" "+itoa(m.Start))
			if m.Text != c.text[m.Start:m.End] {
				t.Errorf("%q: Text %q is not at its place", c.text, m.Text)
			}
		}
		if g := strings.Join(got, ", "); g != c.want {
			t.Errorf("Find(%q) = %q, want %q", c.text, g, c.want)
		}
	}
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// shared gives a path beside the repository, where study data lies on some machines.
func shared(t *testing.T, path string) string {
	t.Helper()
	p := filepath.Join("..", "..", "..", "shared", path)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("no %s here", path)
	}
	return p
}

// TestSanctioned finds every address that OFAC has published: two entries of the
// sample are known faults of the data, a Monero transaction key and a TRON address
// among those of Bitcoin.
func TestSanctioned(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t, "samples/crypto"), "sanctioned_addresses_*.json"))
	if len(files) == 0 {
		t.Fatal("no address files")
	}
	missed, wrong, total := 0, 0, 0
	for _, f := range files {
		code := strings.TrimSuffix(f[strings.LastIndexByte(f, '_')+1:], ".json")
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			total++
			found := Find("Digital Currency Address - " + code + " " + a + "; and")
			want := tickers[code]
			switch {
			case len(found) != 1 || found[0].Text != a:
				missed++
				t.Logf("%s: %s not found", code, a)
			case found[0].Checksum == invalid, want != "USDT" && found[0].Chain != want:
				wrong++
				t.Logf("%s: %s read as %s, %s", code, a, found[0].Chain, found[0].Checksum)
			}
		}
	}
	if missed > 1 || wrong > 1 || total < 600 {
		t.Errorf("%d addresses: %d missed, %d wrong", total, missed, wrong)
	}
}

func TestLinear(t *testing.T) {
	for _, unit := range []string{"1", "a", "r", "q", "0x", "bc1q", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa ", "Solana 4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T "} {
		lineartest.Check(t, unit, 125_000, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(text string) { Find(text) })
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "u1" + strings.Repeat("q", 120), "é0x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, m := range Find(s) {
			if m.Start < end || m.End > len(s) || m.Text != s[m.Start:m.End] {
				t.Fatalf("bad span %d-%d", m.Start, m.End)
			}
			end = m.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The office said on Tuesday that money moved through 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa and other accounts of the group. ", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text)
	}
}
