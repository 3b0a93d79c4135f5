package amount

import (
	"slices"
	"unicode/utf8"
)

// Currency names by language. Plural and case forms are listed; a name shared
// by several currencies is resolved by country (byCountry, usual).

func names(lists ...map[string]unit) map[string]unit {
	m := map[string]unit{}
	for _, l := range lists {
		for words, u := range l {
			for i, j := 0, 0; j <= len(words); j++ {
				if j == len(words) || words[j] == ' ' {
					m[words[i:j]] = u
					i = j + 1
				}
			}
		}
	}
	return m
}

var coins = map[string]unit{
	"bitcoin bitcoins биткоин биткоина биткоинов биткойн биткойнов біткоїн біткоїнів بيتكوين": {code: "BTC"},
	"ether ethers ethereum эфир эфира эфириум эфириума ефір إيثريوم إيثر":                     {code: "ETH"},
	"tether tethers usdt": {code: "USDT"}, "monero": {code: "XMR"}, "litecoin litecoins": {code: "LTC"}, "dogecoin dogecoins": {code: "DOGE"}, "stablecoins": {weak: true},
}

var english = names(coins, map[string]unit{
	"dollar dollars": {name: "dollar"}, "buck bucks": {name: "dollar", only: after}, "cent cents": {name: "dollar", minor: 2, only: after},
	"pound pounds": {name: "pound", weak: true}, "pence penny": {code: "GBP", minor: 2, only: after}, "quid": {code: "GBP", only: after}, "sterling": {code: "GBP"},
	"euro euros": {code: "EUR"}, "yen": {code: "JPY"}, "yuan yuans": {code: "CNY"}, "renminbi": {code: "CNY"}, "kuai": {code: "CNY", only: after}, "won": {name: "won", weak: false, only: after},
	"ruble rubles rouble roubles": {name: "ruble"}, "kopecks kopeck kopeks": {name: "ruble", minor: 2, only: after}, "rupee rupees": {name: "rupee"}, "paise": {name: "rupee", minor: 2, only: after}, "peso pesos": {name: "peso"}, "franc francs": {name: "franc"},
	"ringgit ringgits": {code: "MYR"}, "sen sens": {code: "MYR", minor: 2, only: after}, "baht": {code: "THB"}, "rupiah rupiahs": {code: "IDR"}, "dong": {code: "VND", only: after}, "lira liras lire": {name: "lira"},
	"dinar dinars": {name: "dinar"}, "dirham dirhams": {name: "dirham"}, "riyal riyals rial rials": {name: "rial"}, "toman tomans": {name: "toman"}, "shekel shekels": {code: "ILS"},
	"rand rands": {code: "ZAR", only: after}, "reais": {name: "real"}, "zloty zlotys zlotych zloties": {code: "PLN"}, "forint forints": {code: "HUF"}, "koruna korunas koruny": {code: "CZK"},
	"crown crowns": {name: "crown", weak: true}, "krona kronor kronas": {code: "SEK"}, "krone kroner kronur": {name: "krone"}, "hryvnia hryvnias hryvna hryvnya": {code: "UAH"}, "tenge": {code: "KZT"},
	"som soms": {name: "som", only: after}, "manat manats": {name: "manat"}, "lari": {code: "GEL", only: after}, "dram drams": {code: "AMD", weak: true}, "lei": {name: "leu", only: after}, "leva": {code: "BGN", only: after}, "naira": {code: "NGN"},
	"cedi cedis": {code: "GHS"}, "shilling shillings": {name: "shilling"}, "birr": {code: "ETB"}, "kwacha": {code: "ZMW"}, "bolivar bolivars bolívares bolivares": {name: "bolivar"}, "bolivianos": {name: "boliviano"},
	"soles": {name: "sol", weak: true}, "colones": {code: "CRC"}, "quetzals quetzales": {code: "GTQ"}, "lempiras": {code: "HNL"}, "taka": {code: "BDT"}, "kyat kyats": {code: "MMK"}, "tugrik tugriks": {code: "MNT"},
	"afghani afghanis": {code: "AFN"}, "mark marks": {name: "mark", weak: true}, "guilder guilders": {name: "guilder"}, "pesetas": {code: "ESP"}, "escudos": {code: "PTE"}, "drachmas": {code: "GRD"},
})

var german = names(coins, map[string]unit{
	"dollar dollars": {name: "dollar"}, "cent cents": {code: "EUR", minor: 2, only: after}, "euro euros": {code: "EUR"}, "pfund": {name: "pound", weak: true}, "franken": {code: "CHF"}, "rubel": {name: "ruble"},
	"yen": {code: "JPY"}, "yuan": {code: "CNY"}, "renminbi": {code: "CNY"}, "won": {name: "won", only: after}, "rupien": {name: "rupee"}, "peso pesos": {name: "peso"}, "lira": {name: "lira"}, "dinar": {name: "dinar"}, "rial": {name: "rial"},
	"dirham": {name: "dirham"}, "schekel": {code: "ILS"}, "hrywnja griwna": {code: "UAH"}, "kronen": {name: "krone", weak: true}, "zloty": {code: "PLN"}, "forint": {code: "HUF"}, "mark": {code: "DEM", weak: true}, "us": {weak: true},
})

var french = names(coins, map[string]unit{
	"dollar dollars": {name: "dollar"}, "euro euros": {code: "EUR"}, "centime centimes": {code: "EUR", minor: 2, only: after}, "livre livres": {name: "pound", weak: true}, "franc francs": {name: "franc"}, "rouble roubles": {name: "ruble"},
	"yen yens": {code: "JPY"}, "yuan yuans": {code: "CNY"}, "renminbi": {code: "CNY"}, "won wons": {name: "won", only: after}, "roupie roupies": {name: "rupee"}, "peso pesos": {name: "peso"}, "lire lires livres": {name: "lira", weak: true},
	"dinar dinars": {name: "dinar"}, "rial rials riyal riyals": {name: "rial"}, "dirham dirhams": {name: "dirham"}, "shekel shekels": {code: "ILS"}, "hryvnia hryvnias": {code: "UAH"}, "couronnes": {name: "krone", weak: true},
})

var spanish = names(coins, map[string]unit{
	"dólar dólares dolar dolares": {name: "dollar"}, "euro euros": {code: "EUR"}, "céntimo céntimos": {code: "EUR", minor: 2, only: after}, "centavo centavos": {name: "dollarsign", minor: 2, only: after}, "libra libras": {name: "pound", weak: true},
	"franco francos": {name: "franc"}, "rublo rublos": {name: "ruble"}, "yen yenes": {code: "JPY"}, "yuan yuanes": {code: "CNY"}, "renminbi": {code: "CNY"}, "won wones": {name: "won", only: after}, "rupia rupias": {name: "rupee"},
	"peso pesos": {name: "peso"}, "lira liras": {name: "lira"}, "dinar dinares": {name: "dinar"}, "rial riales": {name: "rial"}, "bolívar bolívares": {name: "bolivar"}, "soles": {name: "sol"}, "bolivianos": {name: "boliviano"},
	"real reales": {name: "real", weak: true}, "reais": {name: "real"}, "colones": {code: "CRC"}, "guaraníes": {code: "PYG"}, "lempiras": {code: "HNL"}, "quetzales": {code: "GTQ"}, "córdobas": {code: "NIO"}, "pesetas": {code: "ESP"}, "mdd": {name: "dollar"},
})

var russian = names(coins, map[string]unit{
	"доллар доллара долларов доллары долларам долларами долл": {name: "dollar"}, "евро": {code: "EUR"}, "цент цента центов": {name: "dollar", minor: 2, only: after},
	"рубль рубля рублей рубли рублям рублями руб р": {name: "ruble"}, "копейка копейки копеек коп": {name: "ruble", minor: 2, only: after}, "гривна гривны гривен гривень грн": {code: "UAH"}, "фунт фунта фунтов": {name: "pound", weak: false},
	"франк франка франков": {name: "franc"}, "иена иены иен йена йены йен": {code: "JPY"}, "юань юаня юаней": {code: "CNY"}, "вона воны вон": {name: "won", only: after}, "рупия рупии рупий": {name: "rupee"}, "тенге": {code: "KZT"},
	"лира лиры лир": {name: "lira"}, "динар динара динаров": {name: "dinar"}, "риал риала риалов": {name: "rial"}, "дирхам дирхама дирхамов": {name: "dirham"}, "шекель шекеля шекелей": {code: "ILS"}, "злотый злотых": {code: "PLN"},
	"крона кроны крон": {name: "krone"}, "сом сома сомов": {code: "KGS"}, "сум сума сумов": {code: "UZS"}, "лари": {code: "GEL"}, "драм драма драмов": {code: "AMD", weak: true}, "манат маната манатов": {name: "manat"},
})

var ukrainian = names(coins, map[string]unit{
	"долар долара доларів долари доларам": {name: "dollar"}, "євро": {code: "EUR"}, "цент цента центів": {name: "dollar", minor: 2, only: after}, "гривня гривні гривень грн": {code: "UAH"}, "рубль рубля рублів руб": {name: "ruble"},
	"фунт фунта фунтів": {name: "pound"}, "франк франка франків": {name: "franc"}, "єна єни єн": {code: "JPY"}, "юань юаня юанів": {code: "CNY"}, "вона вони вон": {name: "won", only: after, weak: true}, "тенге": {code: "KZT"}, "злотий злотих": {code: "PLN"},
})

var arabic = names(coins, map[string]unit{
	"دولار دولارا دولارات دولاراً": {name: "dollar"}, "يورو": {code: "EUR"}, "سنت سنتا": {name: "dollar", minor: 2, only: after}, "جنيه جنيها جنيهات": {name: "pound"}, "استرليني إسترليني": {code: "GBP"}, "روبل روبلا": {name: "ruble"},
	"ين": {code: "JPY", only: after}, "يوان": {code: "CNY"}, "وون": {name: "won"}, "روبية": {name: "rupee"}, "ريال ريالا ريالات": {name: "rial"}, "درهم درهما دراهم": {name: "dirham"}, "دينار دينارا دنانير": {name: "dinar"}, "ليرة ليرات": {name: "lira"},
	"شيكل شيقل شيكلا": {code: "ILS"}, "فرنك": {name: "franc"}, "تومان": {name: "toman"}, "هريفنيا": {code: "UAH"},
})

func table(lang string) map[string]unit {
	switch lang {
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "ru", "be", "kk":
		return russian
	case "uk":
		return ukrainian
	case "ar":
		return arabic
	}
	return english
}

// foreignAdjectives name the country of a currency, before or after its name.
var foreignAdjectives = map[string]string{
	"kanadische": "CA", "kanadischer": "CA", "kanadischen": "CA", "australische": "AU", "australischen": "AU", "australischer": "AU", "schweizer": "CH", "britische": "GB", "britischen": "GB", "amerikanische": "US", "amerikanischen": "US",
	"russische": "RU", "indische": "IN", "ägyptische": "EG", "syrische": "SY", "türkische": "TR", "norwegische": "NO", "schwedische": "SE", "dänische": "DK", "tschechische": "CZ", "südkoreanische": "KR", "mexikanische": "MX", "sterling": "GB",
	"américains": "US", "américain": "US", "canadiens": "CA", "canadien": "CA", "australiens": "AU", "australien": "AU", "suisses": "CH", "suisse": "CH", "cfa": "SN", "congolais": "CD", "britanniques": "GB", "égyptiennes": "EG", "syriennes": "SY", "turques": "TR", "indiennes": "IN",
	"pakistanaises": "PK", "algériens": "DZ", "tunisiens": "TN", "marocains": "MA", "koweïtiens": "KW", "iraniens": "IR", "saoudiens": "SA", "qataris": "QA", "coréens": "KR",
	"estadounidenses": "US", "estadounidense": "US", "canadienses": "CA", "canadiense": "CA", "australianos": "AU", "esterlinas": "GB", "suizos": "CH", "mexicanos": "MX", "argentinos": "AR", "colombianos": "CO", "chilenos": "CL", "cubanos": "CU", "filipinos": "PH", "dominicanos": "DO", "uruguayos": "UY",
	"americanos": "US", "rusos": "RU", "turcas": "TR", "iraníes": "IR", "surcoreanos": "KR", "brasileños": "BR",
	"сша": "US", "американских": "US", "канадских": "CA", "австралийских": "AU", "австралийского": "AU", "гонконгских": "HK", "сингапурских": "SG", "стерлингов": "GB", "швейцарских": "CH", "белорусских": "BY", "российских": "RU", "турецких": "TR", "иранских": "IR", "саудовских": "SA", "иракских": "IQ", "шведских": "SE", "норвежских": "NO", "датских": "DK", "чешских": "CZ", "индийских": "IN", "южнокорейских": "KR", "египетских": "EG", "сирийских": "SY",
	"стерлінгів": "GB", "канадських": "CA", "американських": "US", "швейцарських": "CH", "російських": "RU", "білоруських": "BY", "австралійських": "AU",
	"أمريكي": "US", "أميركي": "US", "أمريكية": "US", "كندي": "CA", "أسترالي": "AU", "استرليني": "GB", "إسترليني": "GB", "مصري": "EG", "سوداني": "SD", "سوري": "SY", "سورية": "SY", "لبناني": "LB", "لبنانية": "LB", "تركية": "TR", "سعودي": "SA", "قطري": "QA", "عماني": "OM", "يمني": "YE", "إيراني": "IR",
	"إماراتي": "AE", "مغربي": "MA", "كويتي": "KW", "عراقي": "IQ", "أردني": "JO", "بحريني": "BH", "ليبي": "LY", "جزائري": "DZ", "تونسي": "TN", "سويسري": "CH", "روسي": "RU", "هندية": "IN", "باكستانية": "PK", "كوري": "KR",
}

// glyphUnits are Korean, Japanese and Chinese names, longest first for each
// opening character.
var glyphUnits = []struct {
	text string
	unit unit
}{
	{"미국달러", unit{code: "USD"}}, {"미달러", unit{code: "USD"}}, {"홍콩달러", unit{code: "HKD"}}, {"캐나다달러", unit{code: "CAD"}}, {"호주달러", unit{code: "AUD"}}, {"싱가포르달러", unit{code: "SGD"}}, {"대만달러", unit{code: "TWD"}}, {"뉴질랜드달러", unit{code: "NZD"}},
	{"달러", unit{code: "USD"}}, {"불", unit{code: "USD", weak: true}}, {"유로화", unit{code: "EUR"}}, {"유로", unit{code: "EUR"}}, {"파운드", unit{code: "GBP"}}, {"엔화", unit{code: "JPY"}}, {"엔", unit{code: "JPY"}}, {"위안화", unit{code: "CNY"}}, {"위안", unit{code: "CNY"}},
	{"원화", unit{name: "won"}}, {"원", unit{name: "won"}}, {"루블", unit{code: "RUB"}}, {"루피아", unit{code: "IDR"}}, {"루피", unit{name: "rupee"}}, {"스위스프랑", unit{code: "CHF"}}, {"프랑", unit{name: "franc"}}, {"페소", unit{name: "peso"}}, {"바트", unit{code: "THB"}}, {"링깃", unit{code: "MYR"}},
	{"리얄", unit{name: "rial"}}, {"리알", unit{name: "rial"}}, {"디르함", unit{name: "dirham"}}, {"디나르", unit{name: "dinar"}}, {"흐리우냐", unit{code: "UAH"}}, {"텡게", unit{code: "KZT"}}, {"비트코인", unit{code: "BTC"}}, {"이더리움", unit{code: "ETH"}}, {"이더", unit{code: "ETH"}}, {"테더", unit{code: "USDT"}},
	{"米ドル", unit{code: "USD"}}, {"香港ドル", unit{code: "HKD"}}, {"カナダドル", unit{code: "CAD"}}, {"加ドル", unit{code: "CAD"}}, {"豪ドル", unit{code: "AUD"}}, {"オーストラリアドル", unit{code: "AUD"}}, {"シンガポールドル", unit{code: "SGD"}}, {"台湾ドル", unit{code: "TWD"}}, {"ニュージーランドドル", unit{code: "NZD"}},
	{"ドル", unit{code: "USD"}}, {"ユーロ", unit{code: "EUR"}}, {"ポンド", unit{code: "GBP"}}, {"円", unit{code: "JPY"}}, {"圓", unit{code: "JPY"}}, {"人民元", unit{code: "CNY"}}, {"ウォン", unit{name: "won"}}, {"ルーブル", unit{code: "RUB"}}, {"ルピア", unit{code: "IDR"}}, {"ルピー", unit{name: "rupee"}},
	{"スイスフラン", unit{code: "CHF"}}, {"フラン", unit{name: "franc"}}, {"ペソ", unit{name: "peso"}}, {"バーツ", unit{code: "THB"}}, {"リンギット", unit{code: "MYR"}}, {"ディルハム", unit{name: "dirham"}}, {"リアル", unit{name: "rial"}}, {"リラ", unit{name: "lira"}}, {"フリブナ", unit{code: "UAH"}},
	{"ビットコイン", unit{code: "BTC"}}, {"イーサリアム", unit{code: "ETH"}}, {"イーサ", unit{code: "ETH"}}, {"テザー", unit{code: "USDT"}},
	{"美元", unit{code: "USD"}}, {"美金", unit{code: "USD"}}, {"美圓", unit{code: "USD"}}, {"人民币", unit{code: "CNY"}}, {"人民幣", unit{code: "CNY"}}, {"欧元", unit{code: "EUR"}}, {"歐元", unit{code: "EUR"}}, {"英镑", unit{code: "GBP"}}, {"英鎊", unit{code: "GBP"}}, {"日元", unit{code: "JPY"}}, {"日圆", unit{code: "JPY"}}, {"日圓", unit{code: "JPY"}},
	{"韩元", unit{code: "KRW"}}, {"韓元", unit{code: "KRW"}}, {"韩圆", unit{code: "KRW"}}, {"朝元", unit{code: "KPW"}}, {"港元", unit{code: "HKD"}}, {"港币", unit{code: "HKD"}}, {"港幣", unit{code: "HKD"}}, {"新台币", unit{code: "TWD"}}, {"新台幣", unit{code: "TWD"}}, {"新臺幣", unit{code: "TWD"}}, {"台币", unit{code: "TWD"}}, {"台幣", unit{code: "TWD"}},
	{"加元", unit{code: "CAD"}}, {"澳元", unit{code: "AUD"}}, {"新元", unit{code: "SGD"}}, {"卢布", unit{code: "RUB"}}, {"盧布", unit{code: "RUB"}}, {"卢比", unit{name: "rupee"}}, {"盧比", unit{name: "rupee"}}, {"瑞士法郎", unit{code: "CHF"}}, {"法郎", unit{name: "franc"}}, {"比索", unit{name: "peso"}}, {"泰铢", unit{code: "THB"}}, {"泰銖", unit{code: "THB"}},
	{"林吉特", unit{code: "MYR"}}, {"里亚尔", unit{name: "rial"}}, {"第纳尔", unit{name: "dinar"}}, {"迪拉姆", unit{name: "dirham"}}, {"里拉", unit{name: "lira"}}, {"越南盾", unit{code: "VND"}}, {"印尼盾", unit{code: "IDR"}}, {"格里夫纳", unit{code: "UAH"}}, {"澳门元", unit{code: "MOP"}},
	{"枚比特币", unit{code: "BTC"}}, {"枚比特幣", unit{code: "BTC"}}, {"个比特币", unit{code: "BTC"}}, {"個比特幣", unit{code: "BTC"}}, {"比特币", unit{code: "BTC"}}, {"比特幣", unit{code: "BTC"}}, {"枚以太币", unit{code: "ETH"}}, {"枚以太幣", unit{code: "ETH"}}, {"枚以太坊", unit{code: "ETH"}}, {"以太币", unit{code: "ETH"}}, {"以太幣", unit{code: "ETH"}}, {"泰达币", unit{code: "USDT"}}, {"泰達幣", unit{code: "USDT"}},
	{"块钱", unit{code: "CNY"}}, {"塊錢", unit{code: "TWD"}}, {"元", unit{name: "yuan"}},
}

// glyphIndex finds the names by their first character, longest first.
var glyphIndex = func() map[rune][]int {
	m := map[rune][]int{}
	for i, g := range glyphUnits {
		r, _ := utf8.DecodeRuneInString(g.text)
		m[r] = append(m[r], i)
	}
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b int) int { return len(glyphUnits[b].text) - len(glyphUnits[a].text) })
	}
	return m
}()
