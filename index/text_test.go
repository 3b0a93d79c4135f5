package index

import (
	"strings"
	"testing"
)

func terms(text string) string {
	var out []string
	for _, t := range Tokens(text) {
		out = append(out, t.Term)
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"Red Sox offer $200 million":      "red|sox|offer|200|million",
		"COVID-19, A7A5; E.O. 14024":      "covid|19|a7a5|eo|14024",
		"the U.S. Treasury's O'Brien":     "the|us|treasury|obrien",
		"l'Iran d’Orsay companies'":       "l|iran|d|orsay|companies",
		"$1,000,000 or 1.000.000 or 3.5%": "1000000|or|1000000|or|3.5",
		"3 000 000 and 3\u00a0000\u202f000 and 1'000'000": "3000000|and|3000000|and|1000000",
		"12\u00a0500 in 12 500 of 2025 100 200":           "12500|in|12|500|of|2025|100|200",
		"1,5 on 2025-11-04 at 20:09.":                     "1|5|on|2025|11|04|at|20|09",
		"Ünïted Straße Łódź Øresund":                      "united|strasse|lodz|oresund",
		"санкции против ещё й":                            "санкции|против|еще|й",
		"朝鲜制裁":                                            "朝鲜|鲜制|制裁",
		"제재 위원회":                                          "제재|위원|원회",
		"金":                                               "金",
		"カタカナ ｶﾀ":                                         "カタ|タカ|カナ|カタ",
		"العقوبات الأمريكية":                              "العقوبات|الامريكيه",
		"bc1qar0srrr7xfkvy5l643lydnw9re59g":               "bc1qar0srrr7xfkvy5l643lydnw9re59g",
		"example.com/x_y":                                 "example|com|x|y",
		"SDN—listed…":                                     "sdn|listed",
		"No. 5. Next":                                     "no|5|next",
	} {
		if got := terms(in); got != want {
			t.Errorf("Tokens(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestTokenOffsets(t *testing.T) {
	const text = "Überweisung an A7A5: 朝鲜制裁 für 1,000,000 Dollar"
	for _, tok := range Tokens(text) {
		if got := fold(strings.ReplaceAll(text[tok.Start:tok.End], ",", "")); got != tok.Term {
			t.Errorf("%q was read from %q", tok.Term, text[tok.Start:tok.End])
		}
	}
}

func TestStem(t *testing.T) {
	for _, tt := range []struct{ lang, in, want string }{
		{"en", "designations", "design"}, {"en", "sanctions", "sanction"}, {"en", "a7a5", "a7a5"}, {"en", "санкции", "санкции"},
		{"ru", "санкции", "санкц"}, {"ru", "sanctions", "sanctions"}, {"", "sanctions", "sanctions"}, {"de", "banken", "bank"},
		{"fr", "sanctions", "sanction"}, {"es", "sanciones", "sancion"},
		{"ar", "العقوبات", "عقوب"}, {"ar", "عقوبات", "عقوب"}, {"ar", "والعقوبه", "عقوب"}, {"ar", "الامريكيه", "امريك"}, {"ar", "امريكيه", "امريك"}, {"ar", "وزير", "وزير"},
	} {
		if got := Stem(tt.lang, tt.in); got != tt.want {
			t.Errorf("Stem(%q, %q) = %q, want %q", tt.lang, tt.in, got, tt.want)
		}
	}
	for in, want := range map[string]string{"": "en", "en-GB": "en", "FR": "fr", "it": "", "ko": ""} {
		if got := StemLanguage(in); got != want {
			t.Errorf("StemLanguage(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("l'Iran 1,000 U.S.A. 朝鲜制裁 \xff")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, tok := range Tokens(s) {
			if tok.Start < at || tok.End <= tok.Start || tok.End > len(s) || tok.Term == "" || len(tok.Term) > maxTerm {
				t.Fatalf("%q: token %+v after %d", s, tok, at)
			}
			at = tok.Start
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat("The U.S. Treasury's Office of Foreign Assets Control (OFAC) designated two individuals. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Tokens(text)
	}
}

// TestTokensLike: a reader for few words meets them at the same places.
func TestTokensLike(t *testing.T) {
	for _, text := range []string{"The U.S. and E.O. 14024: l'Iran, O'Brien's Élan, 1,000,000 won", "Ärzte in ÅLAND, ﬁne İstanbul and K-9", "北京 and Москва, أحمد said A7A5"} {
		for _, wanted := range []string{"", "i", "eou", "abcdefghijklmnopqrstuvwxyz"} {
			var first firstLetters
			for _, c := range wanted {
				first[c] = true
			}
			all, few := Tokens(text), tokensLike(text, &first)
			if len(few) != len(all) {
				t.Fatalf("%q for %q: %d words, want %d", text, wanted, len(few), len(all))
			}
			for i, w := range all {
				if c := w.Term[0]; 'a' <= c && c <= 'z' && !first[c] && few[i].Term == "" {
					w.Term = ""
				}
				if few[i] != w {
					t.Errorf("%q for %q: %v, want %v", text, wanted, few[i], w)
				}
			}
		}
	}
}
