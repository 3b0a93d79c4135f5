package amount

import "testing"

// A bare dollar is the publisher's own only where the sentence or the text
// speaks of the affairs of its country.
func TestBareDollar(t *testing.T) {
	for _, c := range []struct{ country, lang, text, want string }{
		{"SG", "en", "Hackers tied to the country stole over $3 billion, according to the US Treasury.", "USD"},
		{"SG", "en", "The sum for this year alone, which analysts put at about $2 billion, is a record.", "USD"},
		{"AU", "en", "The group took more than $1.9 billion in cryptocurrency worldwide.", "USD"},
		{"SG", "en", "Prosecutors in Brooklyn want 127,271 bitcoin, worth about $15 billion.", "BTC USD"},
		{"SG", "en", "Positions of $19 billion were liquidated on crypto exchanges.", "USD"},
		{"SG", "en", "Bitcoin fell below $105,000.", "USD"},
		{"AU", "en", "North Korean hackers stole $1.5 billion in one night.", "USD"},
		{"CA", "en", "OFAC fined the bank $3 million.", "USD"},
		{"CA", "en", "Oil fell to $62 a barrel on Monday.", "USD"},
		{"HK", "en", "The United Nations asked for $600 million.", "USD"},
		{"NZ", "en", "The FBI blamed Lazarus for the theft of $1.5 billion.", "USD"},
		{"TW", "en", "Russia's Rosneft lost $4 billion in sales.", "USD"},
		{"SG", "en", "The firm raised $40 million.", "USD"},
		{"SG", "en", "A Singapore court fined the company $20,000.", "SGD"},
		{"SG", "en", "Singapore police seized cash of $2 million from the flat.", "SGD"},
		{"AU", "en", "AUSTRAC fined the Sydney casino $67 million.", "AUD"},
		{"AU", "en", "The government in Canberra will spend $5 million on schools.", "AUD"},
		{"AU", "en", "Australia pledged $50 million to Ukraine.", "AUD"},
		{"CA", "en", "FINTRAC fined the Vancouver bank $177 million.", "CAD"},
		{"CA", "en", "Ottawa set aside $3 billion in its budget.", "CAD"},
		{"CA", "fr", "Le gouvernement du Québec versera 5 millions de dollars aux écoles.", "CAD"},
		{"CA", "fr", "Les pirates ont volé 5 millions de dollars, selon le Trésor américain.", "USD"},
		{"NZ", "en", "The council in Auckland lost $2 million.", "NZD"},
		{"HK", "en", "Hong Kong police froze $12 million in bank accounts.", "HKD"},
		{"SG", "en", "Bail was set at $30,000. The trial in Singapore goes on; Singaporean law allows it.", "SGD"},
		{"AU", "en", "The sale brought US$4 million in May. The rest brought $9 million.", "USD AUD"},
		{"SG", "en", "Singapore took S$4 million. The group is said to hold $15 billion in bitcoin.", "SGD USD"},
		{"MX", "es", "La multa fue de $1,500.", "MXN"},
		{"MX", "es", "Robaron 5 millones de dólares.", "USD"},
		{"MX", "es", "Según el Tesoro de Estados Unidos, robaron $3,000 millones en criptomonedas.", "USD"},
		{"CL", "es", "El municipio pagó $20.000.000.", "CLP"},
		{"US", "en", "A Singapore court fined the company $20,000.", "USD"},
		{"GB", "en", "An Australian company paid $20 million.", "USD"},
		{"", "en", "An Australian company paid A$20 million and $3 million.", "AUD USD"},
		{"HK", "zh", "香港警方凍結$1200萬。", "HKD"},
		{"HK", "zh", "美國財政部稱黑客盜取$30億加密貨幣。", "USD"},
		{"", "en", "China fined the company ¥18 billion.", "CNY"},
		{"", "en", "The Tokyo exchange DMM lost ¥48 billion.", "JPY"},
		{"", "en", "It paid ¥48 billion.", "JPY"},
		{"", "zh", "日本交易所损失¥480亿。", "JPY"},
		{"", "ja", "中国の企業は¥480億を支払った。", "JPY"},
		{"", "en", "An Egyptian court fined him 3 million pounds.", "EGP"},
		{"", "en", "The court in London fined him 3 million pounds.", "GBP"},
		{"GB", "en", "Britain gave Syria 3 million pounds.", "GBP"},
		{"", "en", "Pakistan's central bank lost 20 million rupees.", "PKR"},
		{"", "en", "Police said 20 million rupees were taken.", "INR"},
		{"", "en", "Mexico spent 20 million pesos.", "MXN"},
		{"", "en", "Iran printed 5 trillion rials.", "IRR"},
		{"", "en", "The ministry in Oslo spent kr 20 million.", "NOK"},
		{"", "en", "Sweden pays 40 million kronor.", "SEK"},
		{"", "en", "In Hyesan a kilogram of rice cost 8,500 won.", "KPW"},
		{"", "en", "North Korean hackers stole 58 billion won from Upbit.", "KRW"},
		{"KR", "ko", "북한 해커가 580억원을 탈취했다.", "KRW"},
		{"KR", "ko", "혜산 시장에서 쌀 가격은 8500원이다.", "KPW"},
		{"", "en", "The ministry paid ₩3 billion.", "KRW"},
		{"ZA", "en", "Eskom lost R2.5 billion and paid R50,000.", "ZAR ZAR"},
		{"", "en", "A court in Pretoria fined the firm R5 million.", "ZAR"},
		{"ZA", "en", "Take the R62 and the R2 road.", ""},
		{"", "en", "Resolution R5 and 4x4 R2D2 and R1,5", ""},
	} {
		got := ""
		for i, m := range Find(c.text, Context{Lang: c.lang, Country: c.country}) {
			if i > 0 {
				got += " "
			}
			got += m.Currency
		}
		if got != c.want {
			t.Errorf("%s %s %q: %q, want %q", c.country, c.lang, c.text, got, c.want)
		}
	}
}
