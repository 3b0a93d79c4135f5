package amount

import "demarche/extract/numeral"

// unit is a currency name or sign as written.
type unit struct {
	code  string // ISO 4217 or ticker, "" when the name is shared
	name  string // shared name to resolve by country: dollar, pound, peso …
	minor int32  // power of ten down to the main unit: 2 for cents
	only  side   // where it may stand; both when zero
	weak  bool   // an ordinary word too: needs a scale word or a country's name
}

type side uint8

const (
	both side = iota
	after
	before
)

// signs are currency signs of one character.
var signs = map[string]unit{
	"$": {name: "dollarsign"}, "＄": {name: "dollarsign"}, "€": {code: "EUR"}, "£": {name: "poundsign"}, "￡": {name: "poundsign"},
	"¥": {name: "yen"}, "￥": {name: "yen"}, "₩": {name: "won"}, "￦": {name: "won"}, "₹": {code: "INR"}, "₽": {code: "RUB"},
	"₴": {code: "UAH"}, "₺": {code: "TRY"}, "₪": {code: "ILS"}, "₫": {code: "VND"}, "฿": {code: "THB"}, "₦": {code: "NGN"},
	"₱": {code: "PHP"}, "₿": {code: "BTC"}, "₡": {code: "CRC"}, "₲": {code: "PYG"}, "₵": {code: "GHS"}, "₸": {code: "KZT"},
	"₮": {code: "MNT"}, "₭": {code: "LAK"}, "₾": {code: "GEL"}, "₼": {code: "AZN"}, "៛": {code: "KHR"}, "৳": {code: "BDT"},
	"₨": {name: "rupee"}, "¢": {name: "dollar", minor: 2, only: after}, "￠": {name: "dollar", minor: 2, only: after},
}

// dollarPrefixes stand right before "$": "US$", "HK$", "Mex$".
var dollarPrefixes = map[string]string{"us": "USD", "u.s": "USD", "usd": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "cad": "CAD", "cdn": "CAD", "a": "AUD",
	"au": "AUD", "aud": "AUD", "aus": "AUD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "hkd": "HKD", "s": "SGD", "sg": "SGD", "sgd": "SGD", "nt": "TWD", "ntd": "TWD",
	"tw": "TWD", "r": "BRL", "mex": "MXN", "mx": "MXN", "mxn": "MXN", "ar": "ARS", "clp": "CLP", "col": "COP", "cop": "COP", "j": "JMD", "ja": "JMD", "tt": "TTD", "bz": "BZD",
	"b": "BND", "fj": "FJD", "z": "ZWL", "n": "NAD", "l": "LRD", "ec": "XCD", "bds": "BBD", "g": "GYD", "mop": "MOP"}

// poundPrefixes stand right before "£".
var poundPrefixes = map[string]string{"e": "EGP", "le": "EGP", "ll": "LBP", "l": "LBP", "s": "SYP", "ir": "IEP", "gb": "GBP", "uk": "GBP", "a": "AUD"}

// codes are the ISO 4217 codes in use or lately so, and the tickers of
// cryptocurrencies that turn up in reports of theft and laundering.
var codes = func() map[string]bool {
	m := map[string]bool{}
	for _, list := range [...]string{
		"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK",
		"DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW",
		"KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG",
		"QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VEF",
		"VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL DEM FRF ITL NLG BEF ESP PTE ATS FIM IEP GRD",
		"BTC ETH USDT USDC XRP TRX XMR LTC BCH DOGE BNB SOL ADA AVAX MATIC SHIB DAI BUSD WBTC WETH STETH DASH ZEC TUSD FDUSD USDD PYUSD USDE",
	} {
		for i, j := 0, 0; j <= len(list); j++ {
			if j == len(list) || list[j] == ' ' {
				m[list[i:j]] = true
				i = j + 1
			}
		}
	}
	return m
}()

// crypto tells the tickers, which have no rate in any table of ours.
var crypto = map[string]bool{"BTC": true, "ETH": true, "USDT": true, "USDC": true, "XRP": true, "TRX": true, "XMR": true, "LTC": true, "BCH": true,
	"DOGE": true, "BNB": true, "SOL": true, "ADA": true, "AVAX": true, "MATIC": true, "SHIB": true, "DAI": true, "BUSD": true, "WBTC": true,
	"WETH": true, "STETH": true, "DASH": true, "ZEC": true, "TUSD": true, "FDUSD": true, "USDD": true, "PYUSD": true, "USDE": true}

// wordCodes are codes that are words or acronyms too: they need more than a
// bare number beside them.
var wordCodes = map[string]bool{"ALL": true, "TOP": true, "CUP": true, "PEN": true, "GEL": true, "SOS": true, "BAM": true, "TRY": true, "MOP": true,
	"ANG": true, "MAD": true, "SOL": true, "ADA": true, "DAI": true, "DASH": true, "LINK": true, "CAD": false, "COP": true, "CVE": true, "STD": true, "BIF": true,
	"MUR": true, "DOP": true, "LAK": true, "RON": true, "ETB": true, "CDF": true, "DEM": true, "SHP": true, "FIM": true, "ATS": true, "PTE": true, "ESP": true, "SBD": true,
	"KGS": true, "BND": true, "SCR": true, "LSL": true, "PAB": true, "NAD": true, "XRP": false, "BCH": false, "ERN": true, "INR": false, "SLE": true, "SLL": true, "SRD": true, "GIP": true}

// lowerCodes may be written in small letters beside a number.
var lowerCodes = map[string]string{"usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "cny": "CNY", "rmb": "CNY", "inr": "INR", "krw": "KRW", "chf": "CHF",
	"aud": "AUD", "cad": "CAD", "nzd": "NZD", "hkd": "HKD", "sgd": "SGD", "twd": "TWD", "ntd": "TWD", "rub": "RUB", "rur": "RUB", "myr": "MYR", "brl": "BRL", "mxn": "MXN", "zar": "ZAR",
	"btc": "BTC", "xbt": "BTC", "eth": "ETH", "usdt": "USDT", "usdc": "USDC", "xmr": "XMR", "trx": "TRX", "ltc": "LTC", "uah": "UAH", "thb": "THB", "pln": "PLN", "egp": "EGP",
	"dkk": "DKK", "sek": "SEK", "nok": "NOK", "czk": "CZK", "huf": "HUF", "php": "PHP", "idr": "IDR", "vnd": "VND", "ils": "ILS", "nis": "ILS", "aed": "AED", "sar": "SAR", "steth": "STETH",
	"rs": "@rupee", "rm": "MYR", "kr": "@krone", "fr": "", "sfr": "CHF", "stg": "GBP"}

// millionCodes are codes with a leading M for million: "30 MUSD", "MAUD 60".
func millionCode(raw string) (string, bool) {
	if len(raw) == 4 && raw[0] == 'M' && codes[raw[1:]] && !wordCodes[raw[1:]] {
		return raw[1:], true
	}
	return "", false
}

// byCountry gives the currency a shared name means in a country.
var byCountry = map[string]map[string]string{
	"dollarsign": {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "SG": "SGD", "TW": "TWD", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP",
		"BS": "BSD", "BB": "BBD", "BZ": "BZD", "BN": "BND", "FJ": "FJD", "GY": "GYD", "JM": "JMD", "LR": "LRD", "NA": "NAD", "TT": "TTD", "UY": "UYU", "DO": "DOP"},
	"dollar": {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "SG": "SGD", "TW": "TWD",
		"BS": "BSD", "BB": "BBD", "BZ": "BZD", "BN": "BND", "FJ": "FJD", "GY": "GYD", "JM": "JMD", "LR": "LRD", "NA": "NAD", "TT": "TTD"},
	"pound":     {"GB": "GBP", "EG": "EGP", "LB": "LBP", "SY": "SYP", "SD": "SDG", "SS": "SSP", "IE": "IEP", "FK": "FKP", "GI": "GIP", "SH": "SHP"},
	"poundsign": {"EG": "EGP", "LB": "LBP", "SY": "SYP"},
	"peso":      {"MX": "MXN", "PH": "PHP", "AR": "ARS", "CL": "CLP", "CO": "COP", "CU": "CUP", "DO": "DOP", "UY": "UYU"},
	"rupee":     {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR", "SC": "SCR"},
	"franc": {"CH": "CHF", "LI": "CHF", "FR": "FRF", "BE": "BEF", "CD": "CDF", "RW": "RWF", "BI": "BIF", "GN": "GNF", "DJ": "DJF", "SN": "XOF", "CI": "XOF", "ML": "XOF",
		"BF": "XOF", "NE": "XOF", "TG": "XOF", "BJ": "XOF", "GW": "XOF", "CM": "XAF", "GA": "XAF", "TD": "XAF", "CF": "XAF", "CG": "XAF", "GQ": "XAF"},
	"dinar":     {"JO": "JOD", "IQ": "IQD", "KW": "KWD", "BH": "BHD", "LY": "LYD", "DZ": "DZD", "TN": "TND", "RS": "RSD"},
	"dirham":    {"AE": "AED", "MA": "MAD"},
	"rial":      {"IR": "IRR", "SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER"},
	"lira":      {"TR": "TRY", "IT": "ITL", "SY": "SYP", "LB": "LBP"},
	"krone":     {"NO": "NOK", "DK": "DKK", "SE": "SEK", "IS": "ISK", "FO": "DKK", "GL": "DKK"},
	"crown":     {"CZ": "CZK", "NO": "NOK", "DK": "DKK", "SE": "SEK", "IS": "ISK"},
	"won":       {"KR": "KRW", "KP": "KPW"},
	"yen":       {"JP": "JPY", "CN": "CNY", "HK": "CNY", "TW": "CNY"},
	"yuan":      {"CN": "CNY", "TW": "TWD", "HK": "HKD"},
	"shilling":  {"KE": "KES", "TZ": "TZS", "UG": "UGX", "SO": "SOS"},
	"ruble":     {"RU": "RUB", "BY": "BYN"},
	"real":      {"BR": "BRL"},
	"bolivar":   {"VE": "VES"},
	"boliviano": {"BO": "BOB"},
	"sol":       {"PE": "PEN"},
	"mark":      {"DE": "DEM"},
	"som":       {"KG": "KGS", "UZ": "UZS"},
	"leu":       {"RO": "RON", "MD": "MDL"},
	"manat":     {"AZ": "AZN", "TM": "TMT"},
	"guilder":   {"NL": "NLG"},
}

// usual gives the currency a shared name means where no country speaks: the
// one most reports mean, "" where none is.
var usual = map[string]string{"dollar": "USD", "dollarsign": "USD", "pound": "GBP", "poundsign": "GBP", "rupee": "INR", "won": "KRW", "yen": "JPY", "yuan": "CNY", "ruble": "RUB",
	"dirham": "AED", "lira": "TRY", "real": "BRL", "bolivar": "VES", "sol": "PEN", "mark": "DEM", "leu": "RON", "manat": "AZN", "shilling": "KES", "boliviano": "BOB", "guilder": "NLG"}

// usualByLang overrides usual by the language of the text.
var usualByLang = map[string]map[string]string{
	"zh": {"yen": "CNY"}, "fr": {"franc": "CHF"}, "de": {"franc": "CHF", "pound": "GBP"}, "cs": {"crown": "CZK"},
	"sv": {"krone": "SEK"}, "da": {"krone": "DKK"}, "no": {"krone": "NOK"}, "nb": {"krone": "NOK"}, "tr": {"lira": "TRY"}, "fa": {"rial": "IRR"},
}

// adjectives name the country of a currency: "Canadian dollars".
var adjectives = map[string]string{"us": "US", "u.s": "US", "american": "US", "canadian": "CA", "canada": "CA", "australian": "AU", "australia": "AU", "singapore": "SG", "singaporean": "SG",
	"taiwan": "TW", "taiwanese": "TW", "jamaican": "JM", "fijian": "FJ", "bahamian": "BS", "british": "GB", "uk": "GB", "egyptian": "EG", "lebanese": "LB", "syrian": "SY",
	"sudanese": "SD", "irish": "IE", "mexican": "MX", "philippine": "PH", "filipino": "PH", "argentine": "AR", "argentinian": "AR", "chilean": "CL", "colombian": "CO", "cuban": "CU",
	"dominican": "DO", "uruguayan": "UY", "indian": "IN", "pakistani": "PK", "pakistan": "PK", "nepalese": "NP", "nepali": "NP", "mauritian": "MU", "swiss": "CH", "french": "FR", "belgian": "BE",
	"congolese": "CD", "rwandan": "RW", "burundian": "BI", "guinean": "GN", "jordanian": "JO", "iraqi": "IQ", "kuwaiti": "KW", "bahraini": "BH", "libyan": "LY", "algerian": "DZ",
	"tunisian": "TN", "serbian": "RS", "emirati": "AE", "uae": "AE", "moroccan": "MA", "iranian": "IR", "saudi": "SA", "qatari": "QA", "omani": "OM", "yemeni": "YE", "turkish": "TR",
	"italian": "IT", "norwegian": "NO", "danish": "DK", "swedish": "SE", "icelandic": "IS", "czech": "CZ", "japanese": "JP", "chinese": "CN", "kenyan": "KE", "tanzanian": "TZ",
	"ugandan": "UG", "somali": "SO", "russian": "RU", "belarusian": "BY", "belarussian": "BY", "brazilian": "BR", "venezuelan": "VE", "bolivian": "BO", "peruvian": "PE", "german": "DE", "deutsche": "DE",
	"kyrgyz": "KG", "uzbek": "UZ", "romanian": "RO", "moldovan": "MD", "azerbaijani": "AZ", "azeri": "AZ", "turkmen": "TM", "dutch": "NL", "malaysian": "MY", "malaysia": "MY", "thai": "TH",
	"indonesian": "ID", "vietnamese": "VN", "israeli": "IL", "polish": "PL", "hungarian": "HU", "ukrainian": "UA", "kazakh": "KZ", "kazakhstani": "KZ", "nigerian": "NG", "ghanaian": "GH",
	"bulgarian": "BG", "georgian": "GE", "armenian": "AM", "ethiopian": "ET", "bangladeshi": "BD", "zimbabwean": "ZW", "namibian": "NA", "liberian": "LR", "afghan": "AF", "sterling": "GB"}

// adjectivePairs are countries of two words.
var adjectivePairs = map[string]string{"south korean": "KR", "north korean": "KP", "new zealand": "NZ", "hong kong": "HK", "sri lankan": "LK", "costa rican": "CR", "south african": "ZA",
	"saudi arabian": "SA", "united states": "US", "new taiwan": "TW", "south sudanese": "SS", "deutsche marks": "DE", "west german": "DE"}

// resolve turns a shared name into a code.
func (u unit) resolve(ctx Context, country string) string {
	if u.code != "" {
		return u.code
	}
	if country != "" {
		if c, ok := byCountry[u.name][country]; ok {
			return c
		}
	}
	if c, ok := byCountry[u.name][ctx.Country]; ok && !(u.name == "poundsign" && ctx.Lang == "en") {
		return c
	}
	if c, ok := usualByLang[ctx.Lang][u.name]; ok {
		return c
	}
	return usual[u.name]
}

// country reads an adjective of a country at token i and gives the token after it.
func country(t *numeral.Text, i int) (string, int) {
	w := t.Low1(i)
	if t.Kind(i) != numeral.Word {
		return "", i
	}
	if w == "u" && t.Is(i+1, ".") && t.Is(i+2, "s") {
		if t.Is(i+3, ".") {
			return "US", i + 4
		}
		return "US", i + 3
	}
	if w == "us" && !(t.Raw(i) == "US" || t.Is(i+1, "dollar") || t.Is(i+1, "dollars") || t.Is(i+1, "cents")) {
		return "", i
	}
	if t.Kind(i+1) == numeral.Word && t.Gap(i+1) == numeral.Space {
		if c, ok := adjectivePairs[w+" "+t.Low1(i+1)]; ok {
			return c, i + 2
		}
	}
	if c, ok := adjectives[w]; ok {
		return c, i + 1
	}
	return "", i
}
