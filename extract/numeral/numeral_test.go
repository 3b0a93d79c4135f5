package numeral

import (
	"strings"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		text, lang, value string
		tokens            int
	}{
		{"1,234,567.89", "en", "1234567.89", 7},
		{"1.234.567,89", "de", "1234567.89", 7},
		{"1 234 567,89", "fr", "1234567.89", 5},
		{"12,34,567", "en", "1234567", 5},
		{"3,5", "ru", "3.5", 3},
		{"2.500", "en", "2.5", 3},
		{"2.500", "es", "2500", 3},
		{"5 1/2", "en", "5.5", 4},
		{"5½", "en", "5.5", 2},
		{"3bn", "en", "3000000000", 2},
		{"2.1-billion", "en", "2100000000", 5},
		{"twenty-five", "en", "25", 3},
		{"three hundred and forty", "en", "340", 4},
		{"one point three", "en", "1.3", 3},
		{"half a million", "en", "500000", 3},
		{"two and a half million", "en", "2500000", 5},
		{"1.5 lakh crore", "en", "1500000000000", 5},
		{"zwei Millionen", "de", "2000000", 2},
		{"tres mil millones", "es", "3000000000", 3},
		{"полтора миллиарда", "ru", "1500000000", 2},
		{"ثلاثة مليارات", "ar", "3000000000", 2},
		{"1억 2천만", "ko", "120000000", 5},
		{"3조5000억", "ko", "3500000000000", 4},
		{"三十亿", "zh", "3000000000", 3},
		{"2万亿", "zh", "2000000000000", 3},
		{"٣٫٥", "ar", "3.5", 3},
		{"１２３", "ja", "123", 1},
	} {
		n, ok := Scan(c.text).Number(0, Options{Lang: c.lang})
		if !ok || n.Value.String() != c.value || n.End != c.tokens {
			t.Errorf("%s in %s: %s, %d tokens, %v; want %s, %d", c.text, c.lang, n.Value, n.End, ok, c.value, c.tokens)
		}
	}
	for _, s := range []string{strings.Repeat("9", 31), "dollar", "-", ""} {
		if n, ok := Scan(s).Number(0, Options{}); ok {
			t.Errorf("%q read as %s", s, n.Value)
		}
	}
}

// Tokens cover the text without its blanks, in order, and Low keeps the offsets.
func TestScan(t *testing.T) {
	for _, s := range []string{"A b,\n\nC 3km", "İstanbul ŞİŞ 5€", "北京2025年", "\xff\xfe a", "\u200bx", "كتاب ١٢"} {
		x := Scan(s)
		if len(x.Low) != len(s) {
			t.Errorf("%q: lower case has %d bytes, want %d", s, len(x.Low), len(s))
		}
		end := 0
		for i, tok := range x.Toks {
			if tok.Start < end || tok.End <= tok.Start {
				t.Errorf("%q: token %d is %d..%d", s, i, tok.Start, tok.End)
			}
			end = tok.End
		}
	}
	x := Scan("one\n\ntwo three")
	if x.Gap(0) != Break || x.Gap(1) != Break || x.Gap(2) != Space || x.Gap(3) != Break {
		t.Errorf("gaps: %d %d %d %d", x.Gap(0), x.Gap(1), x.Gap(2), x.Gap(3))
	}
}
