package amount

import (
	"strings"

	"demarche/extract/numeral"
)

// A bare "$" in a text from Singapore is the Singapore dollar when the sentence
// speaks of Singapore's own affairs, and the US dollar otherwise: what crypto is
// worth, what Washington says and what foreign actors took is counted in US
// dollars everywhere. Where the publisher sits is weak evidence by itself.

// homeWords name a country with a dollar (or a peso written "$") of its own, its
// seats of power and its bodies.
var homeWords = byWord(map[string]string{
	"SG": "singapore singaporean singaporeans temasek gic dbs ocbc uob hdb cpf coe 新加坡 星洲",
	"AU": "australia australian australians canberra sydney melbourne brisbane perth adelaide queensland victoria victorian tasmania nsw austrac asic apra ato afp rba qantas asx albanese aukus",
	"CA": "canada canadian canadians ottawa toronto ontario quebec québec montreal montréal vancouver alberta calgary manitoba saskatchewan fintrac rcmp osfi loonie carney trudeau canadien canadiens canadienne canadiennes québécois grc",
	"NZ": "zealand zealand's wellington auckland christchurch kiwi kiwis rbnz zealander zealanders",
	"HK": "kong hongkong hongkongers hkma hkex sfc kowloon mtr 香港 港府 金管局 證監會",
	"TW": "taiwan taiwanese taipei kaohsiung tsmc 台灣 臺灣 台北",
	"MX": "méxico mexico mexicano mexicana mexicanos mexicanas pemex cfe banxico hacienda sat shcp mexican cdmx",
	"AR": "argentina argentino argentina argentinos argentinas anses afip arca ypf", "CL": "chile chileno chilena chilenos chilenas codelco",
	"CO": "colombia colombiano colombiana colombianos colombianas bogotá ecopetrol dian", "UY": "uruguay uruguayo uruguaya uruguayos montevideo", "DO": "dominicana dominicano",
	"JM": "jamaica jamaican kingston", "TT": "trinidad tobago", "BB": "barbados", "BS": "bahamas bahamian nassau", "FJ": "fiji fijian suva", "BN": "brunei", "GY": "guyana guyanese",
	"NA": "namibia namibian windhoek", "LR": "liberia liberian monrovia", "BZ": "belize",
	"EG": "egypt egyptian cairo مصر المصرية المصري القاهرة", "LB": "lebanon lebanese beirut لبنان اللبناني اللبنانية", "SY": "syria syrian damascus سوريا سورية السورية", "SD": "sudan sudanese khartoum السودان",
	"GB": "britain british uk london england scotland hmrc royaume britannique reino großbritannien", "IE": "ireland irish dublin", "PK": "pakistan pakistani islamabad karachi lahore", "IN": "india indian delhi mumbai rbi",
	"LK": "lanka lankan", "NP": "nepal nepali nepalese kathmandu", "PH": "philippines philippine manila filipino", "CU": "cuba cuban havana habana cubano",
	"CH": "switzerland swiss bern zurich zürich geneva finma schweiz suisse suiza", "FR": "france french paris", "CD": "congo congolese kinshasa", "RW": "rwanda rwandan kigali",
	"JO": "jordan jordanian amman الأردن", "IQ": "iraq iraqi baghdad العراق العراقي", "KW": "kuwait kuwaiti الكويت", "BH": "bahrain bahraini البحرين", "LY": "libya libyan tripoli ليبيا", "DZ": "algeria algerian algiers الجزائر algérie", "TN": "tunisia tunisian tunis تونس tunisie", "RS": "serbia serbian belgrade",
	"AE": "emirates emirati uae dubai dhabi الإمارات دبي", "MA": "morocco moroccan rabat المغرب maroc", "IR": "iran iranian iran's tehran إيران الإيراني الإيرانية irán", "SA": "saudi riyadh السعودية", "QA": "qatar qatari doha قطر", "OM": "oman omani muscat عمان", "YE": "yemen yemeni sanaa اليمن اليمني",
	"TR": "turkey turkish türkiye ankara istanbul", "NO": "norway norwegian oslo norwegen norges", "DK": "denmark danish copenhagen dänemark", "SE": "sweden swedish stockholm schweden", "IS": "iceland icelandic reykjavik", "CZ": "czech prague czechia tschechien",
	"JP": "japan japanese tokyo tepco nikkei 日本 东京 東京 日企", "CN": "china chinese beijing shanghai shenzhen pboc alibaba huawei renminbi yuan 中国 中國 北京 大陸", "KE": "kenya kenyan nairobi", "TZ": "tanzania tanzanian", "UG": "uganda ugandan kampala", "SO": "somalia somali mogadishu",
	"RU": "russia russian moscow kremlin россия", "BY": "belarus belarusian minsk", "ZA": "africa african johannesburg pretoria eskom transnet",
	"KP": "pyongyang hyesan sinuiju chongjin 평양 혜산 신의주 북한 장마당", "KR": "seoul south korean upbit bithumb 한국 서울 업비트",
})

// abroad are words that speak for the US dollar, with their weight: authorities
// of the United States, bodies of many states, those who count crypto, and
// actors whose takings are counted in US dollars.
var abroad = weights(map[int]string{
	3: "u.s usa american americans america washington ofac fbi doj fincen trump biden pentagon brooklyn manhattan nasdaq nyse un imf msmt fatf g7 g20 opec chainalysis elliptic coinglass coingecko trm eeuu estadounidense estadounidenses tesoro américain américaine américains américaines onu 美国 美國 聯合國 联合国",
	2: "dprk pyongyang lazarus korea korean korean's korea's russia russian russians kremlin moscow iran iranian iranians tehran china chinese beijing cambodia cambodian cambodia's myanmar ukraine ukrainian kyiv syria syrian venezuela venezuelan hamas hezbollah houthi cuba belarus belarusian laos thailand india indian japan japanese european eu israel israeli worldwide global globally world world's international barrel barrels crude brent norcoreano norcoreanos norcoreana norcorea coréens coréenne nord-coréens russes rusos mundial mundo monde lukoil rosneft 北韓 朝鲜 朝鮮 俄罗斯 俄羅斯 全球 伊朗 柬埔寨",
})

// coinWords open words for crypto assets and what is done with them.
var coinWords = []string{"crypto", "cripto", "bitcoin", "ethereum", "stablecoin", "blockchain", "usdt", "usdc", "tether", "defi", "nft", "liquidat", "memecoin", "bybit", "binance", "coinbase", "kraken", "加密", "比特", "虛擬", "虚拟", "稳定币", "穩定幣"}

// everyday words speak of the affairs of one's own country.
var everyday = set("taxpayer taxpayers taxpayers' ratepayers council councils resident residents household households local rent rents fee fees ticket tickets fare fares wage wages salary salaries pension pensions grocery groceries mortgage mortgages flat flats suburb " +
	"suburbs province provincial parliament budget magistrate premier treasurer police court courts ministry hospital hospitals school schools levy surcharge subsidy subsidies vouchers bail contribuables loyer gouvernement municipio impuestos salario multa presupuesto ayuntamiento")

// bodies are what a country's adjective belongs to when its money is meant:
// "an Egyptian court", "Pakistan's central bank".
var bodies = set("court courts police government ministry minister authorities company companies firm bank banks central state budget parliament regulator prosecutors tax taxpayers citizens residents public federal supreme national cabinet treasury officials customs businessman widow man woman couple family farmers workers treasury")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func weights(lists map[int]string) map[string]int {
	m := map[string]int{}
	for n, words := range lists {
		for _, w := range strings.Fields(words) {
			m[w] = n
		}
	}
	return m
}

func byWord(lists map[string]string) map[string][]string {
	m := map[string][]string{}
	for c, words := range lists {
		for _, w := range strings.Fields(words) {
			m[w] = append(m[w], c)
		}
	}
	return m
}

// lookup is the word at token i for the tables above: a word in small letters,
// two or three Han or hangul characters; its length in tokens is n.
func lookup(t *numeral.Text, i int, has func(string) bool) (w string, n int) {
	switch t.Kind(i) {
	case numeral.Word:
		return t.Low1(i), 1
	case numeral.Glyph:
		for n := 3; n >= 2; n-- {
			if t.In(i+n-1) && t.Kind(i+n-1) == numeral.Glyph {
				if w := t.Low[t.Toks[i].Start:t.Toks[i+n-1].End]; has(w) {
					return w, n
				}
			}
		}
	}
	return "", 1
}

// namesCountry says whether token i names the country.
func namesCountry(t *numeral.Text, i int, country string) bool {
	w, _ := lookup(t, i, func(w string) bool { return homeWords[w] != nil })
	for _, c := range homeWords[w] {
		if c == country {
			return !(w == "zealand" && !t.Is(i-1, "new") || w == "kong" && !t.Is(i-1, "hong") || w == "victoria" && t.Capital(i+1) ||
				(w == "africa" || w == "african") && !t.Is(i-1, "south"))
		}
	}
	return false
}

// foreign is how much token i speaks for the US dollar in a text from country.
func foreign(t *numeral.Text, i int, country string) int {
	w, _ := lookup(t, i, func(w string) bool { return abroad[w] > 0 })
	switch {
	case w == "us" && t.Raw(i) == "US", w == "u" && t.Is(i+1, ".") && (t.Is(i+2, "s") || t.Is(i+2, "n")), w == "ee" && t.Is(i+2, "uu"):
		return 3
	case w == "united" && (t.Is(i+1, "states") || t.Is(i+1, "nations")), w == "estados" && t.Is(i+1, "unidos"), w == "états" && t.Is(i+2, "unis"),
		w == "new" && t.Is(i+1, "york"), w == "wall" && t.Is(i+1, "street"), w == "white" && t.Is(i+1, "house"), w == "justice" && t.Is(i+1, "department"), w == "secret" && t.Is(i+1, "service"), w == "state" && t.Is(i+1, "department"):
		return 3
	case w == "treasury" && t.Capital(i) && country != "AU" && country != "NZ" && country != "CA":
		return 3
	case w == "un" && t.Raw(i) != "UN", namesCountry(t, i, country):
		return 0
	}
	return abroad[w]
}

// coin says whether token i speaks of crypto assets.
func coin(t *numeral.Text, i int) bool {
	if t.Kind(i) == numeral.Sign || t.Kind(i) == numeral.Digits {
		return false
	}
	if w := t.Low1(i); w == "token" || w == "tokens" || w == "ether" || crypto[t.Raw(i)] {
		return true
	}
	rest := t.Low[t.Toks[i].Start:]
	for _, c := range coinWords {
		if strings.HasPrefix(rest, c) {
			return true
		}
	}
	return false
}

// document is what the whole text says about its dollars, read once.
type document struct {
	read          bool
	home, foreign int
	marksUS       bool // writes "US$": a bare "$" is then something else
	marksHome     bool // writes "S$", "A$"
}

func (f *finder) document() document {
	if f.doc.read {
		return f.doc
	}
	t, d := f.t, document{read: true}
	for i := range t.Toks {
		switch {
		case t.Is(i, "$"):
			switch code := dollarPrefixes[t.Low1(i-1)]; {
			case i == 0 || t.Gap(i) != numeral.Joined || code == "":
			case code == "USD":
				d.marksUS = true
			case code == byCountry["dollarsign"][f.ctx.Country]:
				d.marksHome = true
			}
		case namesCountry(t, i, f.ctx.Country):
			d.home++
		case foreign(t, i, f.ctx.Country) > 0 || coin(t, i):
			d.foreign++
		}
	}
	f.doc = d
	return d
}

// ownDollar says whether the bare dollar at token i is that of the publisher's
// country: what speaks for it in the sentence and the text must outweigh what
// speaks for the US dollar.
func (f *finder) ownDollar(i int, sign bool) bool {
	t, home, away := f.t, 0, 0
	var s sentence
	s.move(t, sum{first: i, end: i + 1})
	own, thieves, steals, daily := 0, 0, false, 0
	for k := s.from; k < s.to; k++ {
		if t.Kind(k) == numeral.Sign || t.Kind(k) == numeral.Digits {
			continue
		}
		n := foreign(t, k, f.ctx.Country)
		switch {
		case n > 0:
			away += n
			thieves++
		case namesCountry(t, k, f.ctx.Country):
			own = 3
		case coin(t, k):
			if k > i && k < i+9 || k < i && k > i-4 {
				away += 3
			} else {
				away++
			}
		case everyday[t.Low1(k)]:
			daily++
		}
		if w := t.Low1(k); strings.HasPrefix(w, "stole") || w == "theft" || w == "hackers" || strings.HasPrefix(w, "robar") {
			steals = true
		}
	}
	home += own + min(daily, 2)
	if steals && thieves > 0 {
		away += 2
	}
	switch d := f.document(); {
	case d.home > d.foreign:
		home++
	case d.foreign > d.home:
		away++
	}
	if f.doc.marksUS {
		home += 2
	}
	if f.doc.marksHome {
		home++
	}
	if sign && f.ctx.Lang == "es" {
		home += 2
	}
	return home > away
}

// resolve turns a shared name at token at into a code: by the country's own
// adjective, else by what the sentence and the text speak of.
func (f *finder) resolve(u unit, country string, at int) string {
	if u.code != "" {
		return u.code
	}
	codes := byCountry[u.name]
	if c, ok := codes[country]; ok && country != "" {
		return c
	}
	switch u.name {
	case "dollar", "dollarsign":
		c, ok := codes[f.ctx.Country]
		if !ok || c == "USD" || !f.ownDollar(at, u.name == "dollarsign") {
			return "USD"
		}
		return c
	case "won":
		if f.northern(at) {
			return "KPW"
		}
	case "yen":
		if c := f.mentioned(codes, at); c != "" && f.ctx.Lang != "ja" {
			return codes[c]
		}
	default:
		if c := f.owner(codes, at); c != "" {
			return codes[c]
		}
	}
	if c := u.resolve(f.ctx, ""); c != "" || len(codes) < 2 {
		return c
	}
	return codes[f.mentioned(codes, at)]
}

// owner is the country among codes whose body acts before token at: "an
// Egyptian court fined him 3 million pounds".
func (f *finder) owner(codes map[string]string, at int) string {
	if len(codes) < 2 {
		return ""
	}
	var s sentence
	s.move(f.t, sum{first: at, end: at + 1})
	for i := at - 1; i >= s.from; i-- {
		w, _ := lookup(f.t, i, func(w string) bool { return homeWords[w] != nil })
		for _, c := range homeWords[w] {
			if _, ok := codes[c]; !ok || !namesCountry(f.t, i, c) {
				continue
			}
			k := i + 1
			for range 2 {
				if f.t.Is(k, "'") || f.t.Is(k, "’") || f.t.Is(k, "s") {
					k++
				}
			}
			if bodies[f.t.Low1(k)] || bodies[f.t.Low1(k+1)] {
				return c
			}
		}
	}
	return ""
}

// mentioned is the country among codes that the sentence names, the one before
// the sum rather than one behind; where it names none, the one the text names most.
func (f *finder) mentioned(codes map[string]string, at int) string {
	var s sentence
	s.move(f.t, sum{first: at, end: at + 1})
	if c := f.named(codes, at, s.from, -1); c != "" {
		return c
	}
	if c := f.named(codes, at, s.to, 1); c != "" {
		return c
	}
	best, most := "", 0
	for c, n := range f.counts() {
		if _, ok := codes[c]; ok && (n > most || n == most && c < best) {
			best, most = c, n
		}
	}
	return best
}

func (f *finder) named(codes map[string]string, from, to, by int) string {
	for i := from; i != to+by && i >= 0 && i < len(f.t.Toks); i += by {
		w, _ := lookup(f.t, i, func(w string) bool { return homeWords[w] != nil })
		for _, c := range homeWords[w] {
			if _, ok := codes[c]; ok && namesCountry(f.t, i, c) {
				return c
			}
		}
	}
	return ""
}

// counts is how often the text names each country, read once.
func (f *finder) counts() map[string]int {
	if f.tally == nil {
		f.tally = map[string]int{}
		for i := range f.t.Toks {
			w, _ := lookup(f.t, i, func(w string) bool { return homeWords[w] != nil })
			for _, c := range homeWords[w] {
				if namesCountry(f.t, i, c) {
					f.tally[c]++
				}
			}
		}
	}
	return f.tally
}

// northWords are what is priced in the won of the North.
var northWords = set("rice kilogram kilograms kg market markets prices price wage wages diesel gasoline corn cost")

// northern says whether won at token i are those of the North: prices and wages
// in its towns. What its hackers take from the South is counted in southern won.
func (f *finder) northern(i int) bool {
	if f.ctx.Country == "KR" && f.ctx.Lang != "ko" && f.ctx.Lang != "en" {
		return false
	}
	t, north, priced := f.t, false, false
	var s sentence
	s.move(t, sum{first: i, end: i + 1})
	for k := s.from; k < s.to; k++ {
		switch {
		case namesCountry(t, k, "KR") && !(t.Is(k, "korean") && t.Is(k-1, "north")):
			return false
		case namesCountry(t, k, "KP"), t.Is(k, "north") && (t.Is(k+1, "korea") || t.Is(k+1, "korean")):
			north = true
		case northWords[t.Low1(k)], hasGlyphs(t, k, "쌀"), hasGlyphs(t, k, "시장"), hasGlyphs(t, k, "장마당"), hasGlyphs(t, k, "물가"):
			priced = true
		}
	}
	return north && priced
}
