package amount

import "testing"

func TestOverAndBelow(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Treasury sanctioned eight people over $3 billion in stolen crypto.", ""},
		{"en", "Three men were indicted over $5 million in bribes.", ""},
		{"en", "US sanctions two banks over $2.5 million in ransom payments.", ""},
		{"en", "The bank was fined over $3 million.", "over"},
		{"en", "The regulator fined the bank over $3 million.", "over"},
		{"en", "The regulator fined the bank over $3 million in hidden payments.", ""},
		{"en", "Prosecutors charged him over $3 million in fake invoices.", ""},
		{"en", "He was charged over $300 for the room.", "over"},
		{"en", "A protest over $2 million in unpaid wages began.", ""},
		{"en", "The row over a $4 million loan goes on.", ""},
		{"en", "Hackers stole over $3 billion.", "over"},
		{"en", "Officials said that those sanctioned moved over $3 billion.", "over"},
		{"en", "The sanctioned bank holds over $3 billion.", ""},
		{"en", "OFAC sanctioned a network that laundered over $600 million.", "over"},
		{"en", "It listed two bankers, who managed over $5 million.", "over"},
		{"ko", "연간 200억 달러를 넘지 않도록 하였다.", "up_to"},
		{"ko", "200억 달러를 초과하지 못한다.", "up_to"},
		{"ko", "30억 달러가 넘는 자산을 훔쳤다.", "over"},
		{"ko", "피해액은 30억 달러를 넘었다.", "over"},
		{"ko", "최소 11억 9천만 달러", "at_least"},
		{"ko", "최대 3억원", "up_to"},
		{"ja", "被害額は30億ドルを超えた。", "over"},
		{"ja", "30億ドルを超えない額とする。", "up_to"},
		{"zh", "不超过30亿美元", "up_to"},
		{"zh", "超过30亿美元", "over"},
		{"ru", "не более 30 млн долларов", "up_to"},
		{"de", "nicht mehr als 30 Millionen Euro", "up_to"},
		{"fr", "pas plus de 30 millions d'euros", "up_to"},
		{"es", "no más de 30 millones de euros", "up_to"},
		{"en", "not exceeding $5 million", "up_to"},
		{"en", "The fine may not exceed $5 million.", "up_to"},
		{"en", "It must not be more than $5 million.", "over"},
	} {
		m := Find(c.text, Context{Lang: c.lang})
		if len(m) != 1 || m[0].Qualifier != c.want {
			t.Errorf("%s %q: %+v, want %q", c.lang, c.text, m, c.want)
		}
	}
}

func TestCutNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"a $2. 6 million smash - and - grab", []string{"$2. 6 million = 2600000 USD"}},
		{"It took $ 2. 6 billion.", []string{"$ 2. 6 billion = 2600000000 USD"}},
		{"It paid $2. 6 million people came.", []string{"$2 = 2 USD paid"}},
		{"It cost $2. Six million came.", []string{"$2 = 2 USD spent"}},
		{"It cost $2. 600 million euros came.", []string{"$2 = 2 USD spent", "600 million euros = 600000000 EUR"}},
	} {
		check(t, c.text, Context{Lang: "en"}, c.want)
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		lang, text, period string
		cumulative         bool
	}{
		{"en", "Hackers stole $2 billion so far this year.", "", true},
		{"en", "Hackers stole over $3 billion over the past three years.", "P3Y", true},
		{"en", "Hackers stole over $3 billion in the past three years.", "P3Y", true},
		{"en", "Over the past three years, hackers stole over $3 billion.", "P3Y", true},
		{"en", "Over the past three years, cyber actors tied to Pyongyang have stolen over $3 billion.", "P3Y", true},
		{"en", "They have laundered $4 billion since 2022.", "", true},
		{"en", "Since August 2021 it laundered $4 billion.", "", true},
		{"en", "Since the attack it spent $4 million.", "", true},
		{"en", "It has earned $1 million in profits since March.", "", true},
		{"en", "Hackers stole $1.2 billion in 2025.", "", false},
		{"en", "It lost $5 million in the year 2025.", "", false},
		{"en", "It lost $5 million in one day.", "P1D", false},
		{"en", "Some $19 billion was liquidated within a day.", "P1D", false},
		{"en", "The firm pays $3 million a year.", "P1Y", false},
		{"en", "The ten-year sentence came with a $5 million fine.", "", false},
		{"en", "He was jailed for three years and fined $5 million.", "", false},
		{"en", "The three-year-old firm raised $5 million.", "", false},
		{"en", "It expects $5 million over the next two years.", "P2Y", true},
		{"en", "Japan pledged $10 billion over five years.", "P5Y", true},
		{"en", "To date $6 billion has been stolen.", "", true},
		{"en", "Between 2017 and 2023 it stole $3 billion.", "P6Y", true},
		{"en", "The annual report says $5 million was lost.", "", false},
		{"ko", "지난 3년 동안 30억 달러를 훔쳤다.", "P3Y", true},
		{"ko", "연간 200억 달러", "P1Y", false},
		{"ko", "2025년 1월부터 9월까지 16억 달러를 탈취했다.", "", false},
		{"ja", "過去3年間で30億ドルを盗んだ。", "P3Y", true},
		{"zh", "过去三年窃取30亿美元", "P3Y", true},
		{"ru", "За три года похищено 3 млрд долларов.", "P3Y", true},
		{"ru", "С 2019 года похищено 3 млрд долларов.", "", true},
		{"fr", "Depuis 2019, ils ont volé 3 milliards de dollars.", "", true},
		{"de", "Seit 2019 stahlen sie 3 Milliarden Dollar.", "", true},
		{"es", "Desde 2019 robaron 3.000 millones de dólares.", "", true},
	} {
		m := Find(c.text, Context{Lang: c.lang})
		if len(m) != 1 || m[0].Period != c.period || m[0].Cumulative != c.cumulative {
			t.Errorf("%s %q: %+v, want %q %v", c.lang, c.text, m, c.period, c.cumulative)
		}
	}
}
