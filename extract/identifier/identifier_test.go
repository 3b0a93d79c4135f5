package identifier

import (
	"strings"
	"testing"

	"demarche/internal/lineartest"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"the tanker (IMO 9074729) left port", "imo:9074729"},
		{"Vessel Registration Identification IMO: 9074729; MMSI 273123450", "imo:9074729 mmsi:273123450"},
		{"IMO number 9074728", ""}, // wrong check digit
		{"the IMO said 9074729 ships", ""},
		{"MMSI 123456789", ""}, // no country has 123
		{"SWIFT/BIC DEUTDEFF500 (Germany)", "bic:DEUTDEFF500"},
		{"SWIFT code: DEUTXXFF", ""}, // no country XX
		{"LEI 5493001KJTIIGC8Y1R12", "lei:5493001KJTIIGC8Y1R12"},
		{"LEI 5493001KJTIIGC8Y1R13", ""},
		{"nationality Korea, North; Passport 563410093 (Korea, North) issued 04 Jun 2013", "passport:563410093"},
		{"Passport No. PS 927220319; alt. Passport 108120258", "passport:PS927220319 passport:108120258"},
		{"the passport 2 of them held", ""},
		{"National ID No. 12345-678 (Iran); Tax ID No. 503508082690 (Russia)", "national_id:12345-678 tax:503508082690"},
		{"Registration Number 1057746555811 (Russia)", "registration:1057746555811"},
		{"Company Number 08877422 (United Kingdom)", "registration:08877422"},
		{"D-U-N-S Number 56-558-7594", "duns:565587594"},
		{"Unified Social Credit Code (USCC) 91350211M00000YJ98 (China)", ""},
		{"Unified Social Credit Code (USCC) 91350100M000100Y43", "uscc:91350100M000100Y43"},
		{"Aircraft Tail Number EP-GOS", "tail:EP-GOS"},
		{"a Boeing 747-300 (EP-MNB) and tail number N550GA", "tail:EP-MNB tail:N550GA"},
		{"exploiting CVE-2022-47966 since", "cve:CVE-2022-47966"},
		{"C.U.R.P. OOCE851021HMNRBD04 (Mexico)", "national_id:OOCE851021HMNRBD04"},
		{"", ""},
	} {
		var got []string
		for _, m := range Find(c.text) {
			got = append(got, m.Scheme+":"+m.Value)
			if m.Text != c.text[m.Start:m.End] {
				t.Errorf("%q: Text %q is not at its place", c.text, m.Text)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("Find(%q) = %q, want %q", c.text, g, c.want)
		}
	}
}

func TestLinear(t *testing.T) {
	for _, unit := range []string{"1", "passport ", "passport 1", "IMO ", "tail number A", "registration number 1-", "a"} {
		lineartest.Check(t, unit, 37_500, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(text string) { Find(text) })
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"IMO 9074729", "Passport No. PS 927220319", "LEI 5493001KJTIIGC8Y1R12", "uscc 9135", "tail number EP-GOS", "İIMO"} {
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
	text := strings.Repeat("The ministry registered the company and its tanker (IMO 9074729) on Tuesday, a national paper said of the business. ", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text)
	}
}
