package amount

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"demarche"
	"demarche/internal/lineartest"
)

const saturday = "2025-11-22"

// show renders a mention the way the tables below write it:
// text = value[..max] currency [qualifier] [role] [period] [cumulative]
func show(m demarche.Mention) string {
	v := m.Value
	if m.Max != "" {
		v += ".." + m.Max
	}
	parts := []string{m.Text, "=", v, m.Currency}
	for _, p := range []string{m.Qualifier, m.Role, m.Period} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if m.Cumulative {
		parts = append(parts, "cumulative")
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func check(t *testing.T, text string, ctx Context, want []string) {
	t.Helper()
	var got []string
	for _, m := range Find(text, ctx) {
		if text[m.Start:m.End] != m.Text || !utf8.ValidString(m.Text) || m.Kind != demarche.MentionAmount {
			t.Errorf("%q: bad span %d..%d %q", text, m.Start, m.End, m.Text)
		}
		got = append(got, show(m))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%q (-want +got):\n%s", text, d)
	}
}

func TestEnglish(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"They took $3B.", []string{"$3B = 3000000000 USD"}},
		{"It is close to US$3 billion.", []string{"US$3 billion = 3000000000 USD about"}},
		{"A sum between $3m and $5m was named.", []string{"$3m and $5m = 3000000..5000000 USD between"}},
		{"It may be $3-5 million.", []string{"$3-5 million = 3000000..5000000 USD between"}},
		{"3-5 million dollars", []string{"3-5 million dollars = 3000000..5000000 USD between"}},
		{"$10 to $20 a head", []string{"$10 to $20 = 10..20 USD between"}},
		{"half a billion dollars", []string{"half a billion dollars = 500000000 USD"}},
		{"a quarter of a million euros", []string{"a quarter of a million euros = 250000 EUR"}},
		{"two and a half million pounds", []string{"two and a half million pounds = 2500000 GBP"}},
		{"a $2.1-billion plan", []string{"$2.1-billion = 2100000000 USD"}},
		{"3.2 billion won", []string{"3.2 billion won = 3200000000 KRW"}},
		{"1.5 crore rupees", []string{"1.5 crore rupees = 15000000 INR"}},
		{"2 lakh crore rupees", []string{"2 lakh crore rupees = 2000000000000 INR"}},
		{"12,34,567.89 rupees", []string{"12,34,567.89 rupees = 1234567.89 INR"}},
		{"one million two hundred thousand dollars", []string{"one million two hundred thousand dollars = 1200000 USD"}},
		{"seventy-five thousand dollars", []string{"seventy-five thousand dollars = 75000 USD"}},
		{"hundreds of millions of dollars", []string{"hundreds of millions of dollars = USD vague"}},
		{"a multi-million-dollar home", []string{"multi-million-dollar = USD vague"}},
		{"He had 1,500 BTC and 401,346 ETH.", []string{"1,500 BTC = 1500 BTC", "401,346 ETH = 401346 ETH"}},
		{"20 bitcoins", []string{"20 bitcoins = 20 BTC"}},
		{"USDT 5 million", []string{"USDT 5 million = 5000000 USDT"}},
		{"CHF 1'250.50", []string{"CHF 1'250.50 = 1250.5 CHF"}},
		{"EUR 250 000 per year", []string{"EUR 250 000 = 250000 EUR P1Y"}},
		{"HK$4.5bn, S$20, NT$300 and R$7", []string{"HK$4.5bn = 4500000000 HKD", "S$20 = 20 SGD", "NT$300 = 300 TWD", "R$7 = 7 BRL"}},
		{"$US 15 billion", []string{"$US 15 billion = 15000000000 USD"}},
		{"40 MEUR and MAUD 60", []string{"40 MEUR = 40000000 EUR", "MAUD 60 = 60000000 AUD"}},
		{"$7,500 (U.S.) bail", []string{"$7,500 = 7500 USD"}},
		{"500 Egyptian pounds, 30 Saudi riyals, 9 New Zealand dollars", []string{"500 Egyptian pounds = 500 EGP", "30 Saudi riyals = 30 SAR", "9 New Zealand dollars = 9 NZD"}},
		{"74.27 U.S. cents", []string{"74.27 U.S. cents = 0.7427 USD"}},
		{"20 dollars 43 cents", []string{"20 dollars 43 cents = 20.43 USD"}},
		{"197 pence a share", []string{"197 pence = 1.97 GBP"}},
		{"It rose from $3 million to $5 million.", []string{"$3 million = 3000000 USD", "$5 million = 5000000 USD"}},
		{"RMB 14, 613, 000 and Twenty - Five Million Dollars", []string{"RMB 14, 613, 000 = 14613000 CNY", "Twenty - Five Million Dollars = 25000000 USD"}},
		{"between 4 and 5,000 euros", []string{"4 and 5,000 euros = 4000..5000 EUR between"}},
		{"0.1 USD and 0.30000000000000004 USD", []string{"0.1 USD = 0.1 USD", "0.30000000000000004 USD = 0.30000000000000004 USD"}},
	} {
		check(t, c.text, Context{Lang: "en"}, c.want)
	}
}

func TestContext(t *testing.T) {
	for _, c := range []struct {
		text, lang, country string
		want                []string
	}{
		{"a $5 fee", "en", "CA", []string{"$5 = 5 CAD"}},
		{"a $5 fee", "en", "AU", []string{"$5 = 5 AUD"}},
		{"a $5 fee", "en", "GB", []string{"$5 = 5 USD"}},
		{"20 pesos", "es", "MX", []string{"20 pesos = 20 MXN"}},
		{"20 pesos", "es", "", []string{"20 pesos = 20"}},
		{"30 pounds", "en", "GB", []string{"30 pounds = 30 GBP"}},
		{"30 pounds", "en", "US", nil},
		{"¥500", "ja", "", []string{"¥500 = 500 JPY"}},
		{"¥500", "zh", "", []string{"¥500 = 500 CNY"}},
		{"5 million won", "en", "KP", []string{"5 million won = 5000000 KPW"}},
		{"1.500 euros", "es", "ES", []string{"1.500 euros = 1500 EUR"}},
		{"$1,500", "es", "MX", []string{"$1,500 = 1500 MXN"}},
	} {
		check(t, c.text, Context{Lang: c.lang, Country: c.country}, c.want)
	}
}

func TestQualifierRolePeriod(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Hackers stole more than $1.46 billion in one night.", []string{"$1.46 billion = 1460000000 USD over stolen"}},
		{"It laundered about $200 million over three years.", []string{"$200 million = 200000000 USD about laundered P3Y cumulative"}},
		{"No more than $10,000 may be paid.", []string{"$10,000 = 10000 USD up_to paid"}},
		{"The bank was fined at least €5 million.", []string{"€5 million = 5000000 EUR at_least fined"}},
		{"Police seized up to $40,000.", []string{"$40,000 = 40000 USD up_to seized"}},
		{"It pledged $3 million a year.", []string{"$3 million = 3000000 USD pledged P1Y"}},
		{"Since 2017 it has stolen a total of $3 billion.", []string{"$3 billion = 3000000000 USD stolen cumulative"}},
		{"A reward of $5 million is offered.", []string{"$5 million = 5000000 USD offered"}},
		{"The court ordered the forfeiture of $7.7 million.", []string{"$7.7 million = 7700000 USD forfeited"}},
		{"OFAC blocked assets worth $12 million.", []string{"$12 million = 12000000 USD blocked"}},
		{"Investigators said $2 million had moved; First Credit Bank was named.", []string{"$2 million = 2000000 USD transferred"}},
		{"North Korea's hackers took more than $3 billion in digital assets.", []string{"$3 billion = 3000000000 USD over stolen"}},
		{"Raising the sum from $2.7 million to $3.3 million, it acted.", []string{"$2.7 million = 2700000 USD raised", "$3.3 million = 3300000 USD raised"}},
		{"$1,000 or more", []string{"$1,000 = 1000 USD at_least"}},
	} {
		check(t, c.text, Context{Lang: "en"}, c.want)
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"de", "Rund €3,5 Mio. und 2,5 Milliarden Euro, dazu 300.000 Dollar.", []string{"€3,5 Mio = 3500000 EUR about", "2,5 Milliarden Euro = 2500000000 EUR", "300.000 Dollar = 300000 USD"}},
		{"de", "anderthalb Millionen Euro, Millionen von Dollar, 1,5 Billionen Euro", []string{"anderthalb Millionen Euro = 1500000 EUR", "Millionen von Dollar = USD vague", "1,5 Billionen Euro = 1500000000000 EUR"}},
		{"fr", "Environ 3,5 millions d'euros, 12 500,50 €, des millions de dollars.", []string{"3,5 millions d'euros = 3500000 EUR about", "12 500,50 € = 12500.5 EUR", "millions de dollars = USD vague"}},
		{"fr", "deux milliards de dollars canadiens", []string{"deux milliards de dollars canadiens = 2000000000 CAD"}},
		{"es", "Robaron 2.500 millones de dólares y medio millón de euros.", []string{"2.500 millones de dólares = 2500000000 USD stolen", "medio millón de euros = 500000 EUR stolen"}},
		{"es", "tres mil millones de pesos mexicanos", []string{"tres mil millones de pesos mexicanos = 3000000000 MXN"}},
		{"ru", "Похищено 2,5 млрд руб. и около 300 тыс. долларов США.", []string{"2,5 млрд руб = 2500000000 RUB stolen", "300 тыс. долларов США = 300000 USD about stolen"}},
		{"ru", "полтора миллиарда рублей, миллионы долларов, миллион евро", []string{"полтора миллиарда рублей = 1500000000 RUB", "миллионы долларов = USD vague", "миллион евро = 1000000 EUR"}},
		{"uk", "Викрадено 2,5 млрд грн та понад 20 тис. доларів.", []string{"2,5 млрд грн = 2500000000 UAH stolen", "20 тис. доларів = 20000 USD over stolen"}},
		{"ar", "سرق القراصنة 3 مليارات دولار و1.5 مليون يورو", []string{"3 مليارات دولار = 3000000000 USD stolen", "1.5 مليون يورو = 1500000 EUR stolen"}},
		{"ar", "نحو ٥٠٠ مليون دولار ومليوني يورو وملايين الدولارات", []string{"٥٠٠ مليون دولار = 500000000 USD about", "مليوني يورو = 2000000 EUR", "ملايين الدولارات = USD vague"}},
		{"ko", "북한은 1억 2천만원과 약 15억 달러를 탈취했다.", []string{"1억 2천만원 = 120000000 KRW stolen", "15억 달러 = 1500000000 USD about stolen"}},
		{"ko", "30여억 원, 수백만 달러, 10억원 이상, 5원칙", []string{"30여억 원 = 3000000000 KRW about", "수백만 달러 = USD vague", "10억원 = 1000000000 KRW at_least"}},
		{"ko", "비트코인 1,500개", []string{"비트코인 1,500개 = 1500 BTC"}},
		{"ja", "15億円、3兆5000億円、約2億ドルを盗んだ", []string{"15億円 = 1500000000 JPY stolen", "3兆5000億円 = 3500000000000 JPY stolen", "2億ドル = 200000000 USD about stolen"}},
		{"ja", "30億ドル超、数百万ドル", []string{"30億ドル = 3000000000 USD over", "数百万ドル = USD vague"}},
		{"zh", "窃取15亿美元、三十亿美元和人民币200亿元", []string{"15亿美元 = 1500000000 USD stolen", "三十亿美元 = 3000000000 USD stolen", "人民币200亿元 = 20000000000 CNY stolen"}},
		{"zh", "2萬億元，1500枚比特币，数百万美元", []string{"2萬億元 = 2000000000000 CNY", "1500枚比特币 = 1500 BTC", "数百万美元 = USD vague"}},
	} {
		check(t, c.text, Context{Lang: c.lang}, c.want)
	}
}

// Nothing here is money.
func TestNoFalseAlarms(t *testing.T) {
	for _, text := range []string{
		"Call +1 202-555-0143 or 555-1234.",
		"The vote was 52-48 in the Senate.",
		"It was 25 C, or 77 F, at noon.",
		"A rise of 45% and 3.2 percent.",
		"awk '{print $1}' file | echo $2; PATH=$PATH:${HOME}",
		"Digital Currency Address - ETH 0xa7aca5BFf51A99D070670c39800B79f6af1D0348",
		"$BTC and $ETH went up; see $DEC.",
		"All 5 solutions, TOP 10, TRY 3 times.",
		"ALL 70 of us won 3 games and lost 2.",
		"He lost 10 pounds; 40,000 pounds of rice.",
		"In 2024 some 3,000 people came.",
		"Boeing 747, Route 66, Resolution 2270",
		"https://example.org/a?b=$1&c=2",
		"the Bank of 3 million customers",
		"They removed 100 Ethereum addresses and 20 bitcoin ATMs.",
		"(in billions of yen) All figures in millions of dollars. He sent an SOS; past the 1 million mark, in 2006 dollars.",
		"PARIS 1996-08-31 Euro 96",
		"Section 401(k) and 10b-5",
		"5원칙 위반 3원색",
		"今年元旦 第3位",
	} {
		check(t, text, Context{Lang: "en"}, nil)
	}
}

// A word says one thing only.
func TestStems(t *testing.T) {
	seen := map[string]string{}
	for _, l := range stemList {
		for _, w := range strings.Fields(l.words) {
			if r, ok := seen[w]; ok {
				t.Errorf("%s is in %s and in %s", w, r, l.role)
			}
			seen[w] = l.role
		}
	}
}

func TestTable(t *testing.T) {
	text := "Asset\tAmount\nBTC wallets\t$1,234,567.00\nReal estate\t€ 2 500 000\n\nTotal\nUSD 4,000,000\n"
	check(t, text, Context{Lang: "en"}, []string{"$1,234,567.00 = 1234567 USD", "€ 2 500 000 = 2500000 EUR", "USD 4,000,000 = 4000000 USD cumulative"})
}

func TestUSD(t *testing.T) {
	for _, c := range []struct {
		value, currency, day string
		usd                  string
		approx, ok           bool
	}{
		{"3000000000", "USD", "", "3000000000", false, true},
		{"100", "EUR", "1999-01-15", "116.1", false, true},
		{"1000000", "KRW", "2025-02-22", "", false, true},
		{"100", "DEM", "2001-06-01", "", false, true},
		{"1000", "RUB", "2022-02-01", "", false, true},
		{"1000", "RUB", "2024-06-01", "11.36", true, true},
		{"36725", "AED", "2025-01-01", "10000", true, true},
		{"5", "BTC", "2025-01-01", "", false, false},
		{"5", "XYZ", "2025-01-01", "", false, false},
		{"5", "EUR", "", "", false, false},
		{"5", "EUR", "1950-01-01", "", false, false},
	} {
		usd, approx, ok := ToUSD(c.value, c.currency, c.day)
		if ok != c.ok || approx != c.approx || c.usd != "" && usd != c.usd || ok && usd == "" {
			t.Errorf("ToUSD(%s %s, %s) = %s, %v, %v", c.value, c.currency, c.day, usd, approx, ok)
		}
	}
	m := Find("€100", Context{Lang: "en", Date: "1999-01-15"})
	if len(m) != 1 || m[0].USD != "116.1" {
		t.Errorf("worth of a mention: %+v", m)
	}
	if m := Find("€100", Context{Lang: "en", Year: 2010}); len(m) != 1 || m[0].USD == "" {
		t.Errorf("worth by year: %+v", m)
	}
}

// The tables must hold what the README says.
func TestRateTables(t *testing.T) {
	table := ecb()
	if len(table.rows) < 300 || table.last < "2026-01" || len(table.names) < 40 {
		t.Fatalf("ecb.csv: %d months to %s, %d currencies", len(table.rows), table.last, len(table.names))
	}
	for c, steps := range approximate() {
		for i, s := range steps {
			if len(s.from) != 7 || i > 0 && s.from <= steps[i-1].from {
				t.Errorf("approximate.csv: %s out of order at %s", c, s.from)
			}
		}
	}
	if len(ecbCSV) > 300_000 {
		t.Errorf("ecb.csv takes %d bytes", len(ecbCSV))
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"$3B", "€3,5 Mio.", "between $3m and $5m", "1억 2천만원", "15億円", "2,5 млрд руб", "3 مليارات دولار", "$ $ $ 1 $", "1,1,1,1,1,1", "half a a million", "\xff$\xfe1", "\u0660\u066b\u0661 $"} {
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		last := 0
		for _, m := range Find(text, Context{Lang: lang, Date: "2025-02-22"}) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) || text[m.Start:m.End] != m.Text {
				t.Fatalf("span %d..%d after %d in %q", m.Start, m.End, last, text)
			}
			if strings.ContainsAny(m.Value+m.Max+m.USD, "eE") {
				t.Fatalf("value with an exponent: %+v", m)
			}
			last = m.End
		}
	})
}

// Words and signs of the grammar in any order must neither panic nor break a span.
func TestAnyOrder(t *testing.T) {
	parts := []string{"$", "€", "1", "10", "million", "half", "a", "-", "and", "000", ",", ".", "٠", "億", "万", "三", "円", "원", "between", "to", "dollars", "cents", "billion", "k", "m", "of", "multi",
		"BTC", "hundred", "twenty", "quarter", "point", "\xff", "½", "1/2", "per", "year", "over", "three", "(", ")", "US", "\n\n", "\u0301", "é", "Mio", "Euro", "млрд", "руб", "مليون", "دولار"}
	langs := []string{"en", "", "de", "fr", "es", "ru", "uk", "ar", "ko", "ja", "zh"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 8000 {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(parts[r.IntN(len(parts))])
			if r.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		text, lang, last := b.String(), langs[r.IntN(len(langs))], 0
		for _, m := range Find(text, Context{Lang: lang, Date: saturday}) {
			if m.Start < last || m.End <= m.Start || text[m.Start:m.End] != m.Text || m.Value == "" != (m.Qualifier == "vague") {
				t.Fatalf("%q in %s: %+v", text, lang, m)
			}
			last = m.End
		}
	}
}

// hostile texts that would show a super-linear step.
func hostile(n int) map[string]string {
	return map[string]string{
		"digits":    strings.Repeat("9", n),
		"groups":    strings.Repeat("1,000", n/5),
		"no space":  strings.Repeat("x", n),
		"signs":     strings.Repeat("$", n),
		"words":     strings.Repeat("million ", n/8),
		"numbers":   strings.Repeat("one hundred ", n/12),
		"ranges":    strings.Repeat("$1-", n/3),
		"glyphs":    strings.Repeat("億", n/3),
		"sums":      strings.Repeat("$1 ", n/3),
		"brackets":  strings.Repeat("(", n),
		"dashed":    strings.Repeat("1 - ", n/4),
		"hanNumber": strings.Repeat("三", n/3),
	}
}

func TestLinear(t *testing.T) {
	for name := range hostile(1) {
		lineartest.Check(t, name, 5_000, func(n int) string { return hostile(n)[name] }, func(text string) { Find(text, Context{Lang: "en"}) })
	}
}

func BenchmarkFind(b *testing.B) {
	para := "Hackers tied to the state stole more than $1.46 billion in crypto assets from an exchange in February, investigators said on Thursday, and laundered about 401,346 ETH through mixers over the next two weeks. The ministry froze €3.5 million in accounts at two banks. "
	text := strings.Repeat(para, 40)
	words := len(strings.Fields(text))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		Find(text, Context{Lang: "en", Date: "2025-02-22"})
		n++
	}
	b.ReportMetric(float64(words*n)/b.Elapsed().Seconds(), "words/s")
}

func ExampleFind() {
	for _, m := range Find("Hackers stole about US$3 billion over three years.", Context{Lang: "en"}) {
		fmt.Println(m.Text, m.Value, m.Currency, m.Qualifier, m.Role, m.Period)
	}
	// Output: US$3 billion 3000000000 USD about stolen P3Y
}
