package amount

import (
	"cmp"
	"slices"
	"strings"

	"demarche/extract/numeral"
)

// stemList gives what happens to a sum by the opening of a word that says so; the
// longest opening that matches decides. "=" at the end asks for the whole word.
var stemList = []struct{ role, words string }{
	{"stolen", "stole stolen theft= thefts= thieves= heist looted looting siphoned siphoning pilfered robbed robbery robberies hack= hacks= hacked= hacking= exploited " +
		"swindled embezzle misappropriat defraud= defrauded= plundered украл украд похи хище краж викра крад gestohlen erbeut entwend gestohlene raub= volé= " +
		"volés= volée= volées= dérob robado robada robo= robaron sustraíd hurtad سرق مسروق اختلاس 탈취 훔 절취 盗 窃 窃取 奪 steal= steals= stealing= hackers= hacker= " +
		"roubo furto= drain= drained= drains= draining= extort attacker= attackers= burgl détourn veruntreu unterschlag malvers desfalc вымог вывес نهب اختلس " +
		"استولى 횡령 빼돌 유출 약탈 流出 挪用 侵吞 被盗 被盜 搾取"},
	{"laundered", "launder laundro отмы відмив gewasch geldwäsche blanchi lavado= غسل 세탁 洗钱 洗錢 資金洗浄 washed= wusch= wuschen= blanque відми تبييض غسلت= マネーロンダリング"},
	{"blocked", "blocked= blocking= block= заблокир заблок bloqué bloquead حظر blocks= блокує"},
	{"frozen", "frozen= freeze= freezing= froze= заморож заморо eingefror gesperrt= sperrte= sperrt= gelé= gelés= gelée= gelées= تجميد مجمد 동결 冻结 凍結 freezes= froren= fror= einfror congel " +
		"gelaient= gelait= جمد"},
	{"fined", "fine= fined= fines= penalty= penalties= penalised= penalized= штраф geldstraf bußgeld amende multa= multas= multó= multad غرامة 벌금 과징금 罚款 罰款 罰金 оштраф"},
	{"settled", "settle= settled= settlement= settlements= settling= vergleich= мировое 합의금 和解 resolve="},
	{"seized", "seize= seized= seizes= seizing= seizure= seizures= confiscat impound изъя конфиск вилуч beschlagnahm saisi saisis saisie incaut decomis confisc ضبط 압수 " +
		"没收 沒收 押収 apreens apreend конфіск صادرت= صادروا= مصادرة= incauta 查扣 扣押"},
	{"forfeited", "forfeit 몰수"},
	{"recovered", "recover= recovered= recovering= retriev clawed= вернул sichergestellt récupér recuperad استرد 회수 追回"},
	{"pledged", "pledge= pledged= pledges= pledging= promised= promise= commit= committed= commitment= earmarked= zugesagt promis= prometi تعهد 약속 承诺 承諾 обяза обіця " +
		"обеща 拠出 認捐 认捐"},
	{"donated", "donat= donate= donated= donation= donations= contributed= contribut grant= grants= aid= gave= пожертв spendet don= donó تبرع 기부 捐"},
	{"invested", "invest= invested= investing= investment= investments= invests= вложи инвест інвест invirti inversión استثمار 투자 投资 投資 investieren= investiert= investi= " +
		"investir= investissement investimento"},
	{"traded", "trade= traded= trading= transacted= transact turnover= swap= swapped= exchanged= converted= торг gehandelt échang 거래 交易 取引 volume= volumes= processed= processes= " +
		"processing= "},
	{"transferred", "transfer= transferred= transferring= transfers= wired= moved= sent= remit перевод перевел перерах überwies überwiesen virement transfér transfir حوّل " +
		"تحويل 송금 转移 轉移 送金 funnel channelled= channeled= channelling= channeling= wire= wires= перевёл перевели= вывели= вывел= выведено= выведены= überwies= " +
		"حولت="},
	{"paid", "paid= pay= pays= paying= payment= payments= payout= ransom= ransoms= bribe= bribes= заплат выплат сплат bezahl gezahlt zahlte payé= payer= pagó pagar " +
		"pagad دفع 지불 지급 支付 支払 rançon lösegeld rescate= выкуп викуп 몸값 身代金 赎金 贖金 فدية"},
	{"raised", "raised= raise= raising= raises= fundrais= fundraising= привлек eingesammelt levé= recaud جمع 모금 筹集 調達"},
	{"earned", "earned= earn= earning= earnings= revenue= revenues= generated= generate= generating= profit= profits= income= netted= made= raked= proceeds= заработ " +
		"зароб verdien gagné ganó ingres إيرادات 벌 수익 收入 収入 赚 pocketed= pocket= netting= nets="},
	{"spent", "spent= spend= spending= cost= costs= expenditure= budget= потрат израсход витрат ausgegeben ausgab dépens gast أنفق 지출 花费 花費 支出"},
	{"bought", "bought= buy= buying= purchase= purchased= purchases= acquired= acquire= acquisition= takeover= купил kauft= gekauft acheté compró اشترى 매입 购买 購入 buys="},
	{"sold", "sold= sell= selling= sale= sales= продал verkauft vendu= vendid باع 매각 出售 売却 sells="},
	{"lost", "lost= lose= losing= loss= losses= damage= damages= потер убыт verlor verlust perdu= perdi pérdid خسر خسائر 손실 피해 损失 損失 schaden="},
	{"owed", "debt= debts= owe= owed= owes= owing= arrears= долг schulden dette= dettes= deuda= ديون 채무 빚 债务 債務"},
	{"lent", "loan= loans= lent= lend= lending= borrow= borrowed= credit= кредит darlehen kredit prêt= prêté préstamo قرض 대출 贷款 融資"},
	{"offered", "reward= bounty= offered= offer= offering= award= awarded= вознагражд belohnung récompense= recompensa= مكافأة 현상금 悬赏 懸賞 offers= rewards="},
	{"liquidated", "liquidat liquidée liquidées liquidés liquidad liquidaron liquidiert ликвидир ликвидац ліквід 청산 爆仓 爆倉 清算 تصفية"},
	{"demanded", "demand= demanded= demands= demanding= потребова требова exig verlangt= verlangten= forderte= forderten="},
	{"received", "received= receive= receives= receiving= получил recib reçu= reçus= erhielt= erhielten= 受け取 收到 수령"},
	{"none", "кредитн кредитор"},
	{"held", "held= holds= hold= holding= holdings= assets= possess= активов vermögen= avoirs= activos= أصول 보유 자산 资产 資産 managed= managing= manages= manage= handled= handling= handles= " +
		"administered= управля распоряж géré= géraient= gérait= gérer= gèrent= verwaltet= verwaltete= verwalteten= administraban= gestionaron= administró= " +
		"أدار="},
}

// stems finds the role by the opening.
var stems = func() map[string]string {
	m := map[string]string{}
	for _, l := range stemList {
		for _, w := range strings.Fields(l.words) {
			m[w] = l.role
		}
	}
	return m
}()

// strong roles say what became of the money; the others only describe it and
// give way to a strong one in reach.
var strong = map[string]bool{"stolen": true, "laundered": true, "blocked": true, "frozen": true, "fined": true, "seized": true, "forfeited": true, "pledged": true,
	"invested": true, "settled": true, "recovered": true, "donated": true, "raised": true, "lost": true}

// actors take money by being named; what is said to be done with it counts more.
var actors = set("hackers hacker attackers attacker")

// heldNouns name what is owned: they say little where a verb stands by.
var heldNouns = []string{"assets", "holding", "активов", "vermögen", "avoirs", "activos", "أصول", "자", "资", "資"}

// phrases are roles told by two words.
var phrases = map[string]map[string]string{
	"in":      {"bring": "earned", "brings": "earned", "brought": "earned", "bringing": "earned", "pull": "earned", "pulled": "earned", "pulls": "earned", "rake": "earned", "raked": "earned", "raking": "earned"},
	"back":    {"won": "recovered", "win": "recovered", "got": "recovered", "get": "recovered", "taken": "recovered", "took": "recovered", "clawed": "recovered"},
	"missing": {"went": "lost", "gone": "lost", "gehen": "lost"},
	"after":   {"looked": "held", "looks": "held", "looking": "held"},
	"off":     {"made": "stolen", "ripped": "stolen"},
	"through": {"passed": "transferred", "passes": "transferred", "pass": "transferred", "flowed": "transferred", "went": "transferred"},
	"scams":   {"investment": "stolen"}, "scam": {"investment": "stolen"}, "fraud": {"investment": "stolen"}, "frauds": {"investment": "stolen"},
	"aside": {"set": "pledged", "setting": "pledged"},
}

// calamities cost others money: what "cost" follows them was lost, not spent.
var calamities = set("attack attacks breach breaches crime cybercrime fraud frauds scam scams theft thefts hack hacks outage outages sanctions fire flood war")

// valuing words before a sum make it a price, of which nothing is said to be done.
var valuing = set("valuation values valuing valuations capitalisation capitalization bewertet bewertung valorisée valorisé valorisation valorada valorado valoración оценивает оценивают оценили оценивается оцениваются оценка оцінюють оцінюють")

// role is what the clause says is done with the amount: the nearest word of the
// table, one before the amount rather than one behind it. Commas, joining words
// and other sums put a word farther away.
func (f *finder) role(s sum) string {
	t := f.t
	priced, worth := f.valued(s)
	if priced {
		return f.ofThing(s)
	}
	if f.difference(s) {
		return ""
	}
	best, cost := "", 1000
	commas := 0
	try := func(i, c int) {
		if t.Capital(i) && (t.Capital(i-1) && i > f.from || t.Capital(i+1) && t.Kind(i+1) == numeral.Word) {
			return // part of a name: "First Credit Bank"
		}
		r, ok := f.roleAt(i)
		if !ok || r == "none" {
			return
		}
		noun := r == "held" && isHeldNoun(t.Low1(i))
		switch w := t.Low1(i); {
		case noun && worth:
			return // "assets worth $5 million"
		case actors[w]:
			c += 5
		case i >= s.end && !t.Capital(i) && (t.Is(i+1, "it") || t.Is(i+1, "them")):
			return // "stole $5 million and laundered it" elsewhere: the verb has its object
		case w == "bounty" || w == "reward":
			c -= 14 // "a bounty of 10% of whatever is recovered, up to $40 million"
		case i > s.end && (w == "settle" || w == "resolve") && t.Is(i-1, "to"):
			c -= 3 // "to pay $750,000 to settle"
		}
		switch {
		case strong[r]:
		case i < s.first && c <= 3 && commas == 0 && !noun:
			c += 2 // the verb of the sum itself
		default:
			c += 4
		}
		if noun {
			c += 6
		}
		if c < cost {
			best, cost = r, c
		}
	}
	c := 0
	for i := s.first - 1; i >= f.from; i-- {
		d := step(t, i)
		if d > 2 {
			commas++
		}
		c += d
		try(i, c)
	}
	if r := participles[t.Low1(s.end)]; r != "" && !t.Is(s.end+1, "from") && !t.Is(s.end+1, "in") || r != "" && r != "stolen" {
		return f.done(s, r)
	}
	if r, ok := f.head(s.end); ok {
		return f.done(s, r)
	}
	c = 2
	for i := s.end; i < f.to && !f.partOnly(i); i++ {
		c += step(t, i)
		try(i, c)
	}
	return f.done(s, best)
}

// ofThing is what is said of the thing that a price is of: "the stolen coins were
// worth $4 million", "assets valued at $3 million are blocked".
func (f *finder) ofThing(s sum) string {
	t := f.t
	for i := s.first - 1; i >= max(f.from, s.first-8); i-- {
		if t.Is(i, ",") {
			break
		}
		if r, ok := f.roleAt(i); ok && (r == "stolen" || r == "seized" || r == "frozen" || r == "laundered") {
			return r
		}
	}
	for i := s.end; i < min(f.to, s.end+4); i++ {
		if r, ok := f.roleAt(i); ok && (r == "blocked" || r == "seized" || r == "frozen") {
			return r
		}
	}
	return ""
}

// participles right behind a sum say what became of it: "of the $4 million taken".
var participles = map[string]string{"taken": "stolen", "stolen": "stolen", "seized": "seized", "frozen": "frozen", "laundered": "laundered", "recovered": "recovered", "pledged": "pledged"}

// perUnit are units whose price a sum before "a" or "per" is.
var perUnit = set("barrel barrels ounce tonne ton gallon litre liter kilo kilogram share token coin kwh megawatt mwh bushel pound head unit")

// openWords say that a punishment is only possible or asked for.
var openWords = set("statutory maximum potential faces face facing seek seeks seeking sought asked asks requested encourt encourent encourir risque risquent droht drohen")

// done takes a punishment back that the words before the sum call possible or
// asked for: "the statutory base penalty came to", "faces a fine of".
func (f *finder) done(s sum, role string) string {
	if role != "fined" && role != "forfeited" {
		return role
	}
	for i := s.first - 1; i >= max(f.from, s.first-12); i-- {
		if openWords[f.t.Low1(i)] {
			return ""
		}
	}
	return role
}

// difference says whether the sum is how much another one changed: "up $681 million
// from 2024".
func (f *finder) difference(s sum) bool {
	i := s.first - 1
	for k := 0; k < 2 && i > f.from && oneWord[f.t.Low1(i)] != ""; k++ {
		i--
	}
	return i >= f.from && (f.t.Is(i, "up") || f.t.Is(i, "down")) && !f.t.Is(i-1, "made") && !f.t.Is(i-1, "gave") && !f.t.Is(i-1, "give") && !f.t.Is(i-1, "put")
}

// heads are nouns that a sum stands before as their measure.
var heads = map[string]string{"fine": "fined", "penalty": "fined", "settlement": "settled", "donation": "donated", "grant": "donated", "loan": "lent", "credit": "lent", "debt": "owed", "ransom": "paid", "bribe": "paid", "heist": "stolen", "hack": "stolen", "theft": "stolen", "robbery": "stolen",
	"exploit": "stolen", "reward": "offered", "bounty": "offered", "investment": "invested", "forfeiture": "forfeited", "loss": "lost", "seizure": "seized", "pledge": "pledged", "acquisition": "bought", "takeover": "bought"}

// head reads the noun that the sum measures: "a $4.3 billion fine", "the
// $1.5 billion Bybit hack".
func (f *finder) head(i int) (string, bool) {
	for k := i; k < i+3 && f.t.Kind(k) == numeral.Word && f.t.Gap(k) == numeral.Space; k++ {
		w := f.t.Low1(k)
		if r, ok := heads[w]; ok {
			return r, true
		}
		if k == i && (w == "in" || w == "of" || w == "from" || w == "to" || w == "for" || w == "on" || w == "a" || w == "by" || w == "as" || w == "with" || w == "at" || w == "and") {
			return "", false
		}
	}
	return "", false
}

// valued says whether the sum is a price alone, and whether it is what the
// thing before it is worth: then the verb of that thing is the verb of the sum.
func (f *finder) valued(s sum) (priced, worth bool) {
	t := f.t
	if (t.Is(s.end, "a") || t.Is(s.end, "per") || t.Is(s.end, "an")) && perUnit[t.Low1(s.end+1)] {
		return true, false
	}
	for i := s.first - 1; i >= f.from && i >= s.first-8; i-- {
		switch w := t.Low1(i); {
		case valuing[w], w == "value" && t.Is(i-1, "market"):
			return true, false
		case w == "worth", w == "valued":
			switch t.Low1(i - 1) {
			case "is", "are", "was", "were", "be", "now", "still":
				return true, false
			}
			return false, true
		case w == ",", w == "，", w == "、", i < s.first-1 && t.Kind(i) == numeral.Digits:
			return false, false
		}
	}
	return false, false
}

func isHeldNoun(w string) bool {
	for _, n := range heldNouns {
		if strings.HasPrefix(w, n) {
			return true
		}
	}
	return false
}

// partOnly says whether what follows token i speaks of a part of the sum:
// ", some of it stolen".
func (f *finder) partOnly(i int) bool {
	t := f.t
	if !t.Is(i, ",") && !t.Is(i, "(") && !t.Is(i, "—") && !t.Is(i, "–") {
		return false
	}
	switch t.Low1(i + 1) {
	case "part", "parts", "some", "half", "including", "partly", "dont", "darunter", "davon", "teils", "parte", "часть", "частина", "включая", "incluidos":
		return true
	case "of":
		return t.Is(i+2, "which")
	case "в":
		return t.Is(i+2, "том")
	}
	return false
}

// step is how much farther a token puts the words beyond it.
func step(t *numeral.Text, i int) int {
	switch t.Kind(i) {
	case numeral.Sign:
		switch t.Raw(i) {
		case ",", "、", "，":
			return 3
		case ":", "—", "–", "(", ")":
			return 4
		}
		if _, ok := signs[t.Raw(i)]; ok {
			return 4
		}
		return 1
	case numeral.Digits:
		return 2
	case numeral.Glyph:
		return 1
	}
	switch t.Low1(i) {
	case "and", "und", "et", "y", "и", "та":
		return 3
	case "while", "but", "although", "though", "because", "whereas", "when", "before", "after", "until", "if", "während", "nachdem", "tandis", "après", "mientras", "después", "когда", "после", "поки":
		return 5
	}
	return 1
}

// roleAt is the role that the word at i tells, alone or with the word after it.
func (f *finder) roleAt(i int) (string, bool) {
	t := f.t
	if t.Kind(i) == numeral.Word {
		w := t.Low1(i)
		if r, ok := phrases[t.Low1(i+1)][w]; ok {
			return r, true
		}
		switch {
		case w == "cost" && calamities[t.Low1(i-1)]:
			return "lost", true
		case w == "credit" && (t.Is(i+1, "bank") || t.Is(i+1, "card") || t.Is(i+1, "cards") || t.Is(i+1, "union") || t.Is(i+1, "rating")):
			return "", false
		case w == "borrowed" && t.Kind(i-1) == numeral.Word && (t.Is(i-1, "under") || t.Is(i-1, "with") || t.Is(i-1, "in") || t.Is(i-1, "using")):
			return "", false
		case w == "taking" && (t.Is(i-1, "for") || t.Is(i-1, "of")) && f.blamed(i):
			return "stolen", true
		case (w == "took" || w == "taken" || w == "take" || w == "taking") && (f.takers(i) || f.takenIn(i)):
			return "stolen", true
		}
	}
	if t.Kind(i) == numeral.Glyph && (hasGlyphs(t, i, "取引所") || hasGlyphs(t, i, "交易所") || hasGlyphs(t, i, "交易平") || hasGlyphs(t, i, "거래소")) {
		return "", false // an exchange
	}
	if t.Kind(i) == numeral.Glyph && (hasGlyphs(t, i, "資産") || hasGlyphs(t, i, "资产") || hasGlyphs(t, i, "資產") || hasGlyphs(t, i, "자산")) {
		switch t.Raw(i - 1) {
		case "号", "密", "字", "拟", "擬", "상", "털": // "暗号資産", "가상자산": crypto assets
			return "", false
		}
	}
	return roleOf(t, i)
}

// takers says whether thieves are named shortly before token i: their taking is a theft.
func (f *finder) takers(i int) bool {
	for k := i - 1; k >= f.from && k >= i-6; k-- {
		switch f.t.Low1(k) {
		case "attacker", "attackers", "hacker", "hackers", "thief", "thieves", "robbers", "intruders", "criminals", "gang", "north", "pyongyang", "lazarus", "dprk":
			return true
		}
	}
	return false
}

// takenIn says whether what was taken at token i was taken in an attack.
func (f *finder) takenIn(i int) bool {
	for k := i + 1; k < min(f.to, i+6); k++ {
		switch f.t.Low1(k) {
		case "attack", "attacks", "hack", "hacks", "heist", "heists", "breach", "breaches", "raid", "raids", "theft", "thefts":
			return true
		}
	}
	return false
}

// blamed says whether somebody is blamed or accused in the words before token i.
func (f *finder) blamed(i int) bool {
	for k := i - 1; k >= f.from && k >= i-6; k-- {
		switch f.t.Low1(k) {
		case "blamed", "blames", "blame", "blaming", "accused", "accuses", "accusing", "suspected":
			return true
		}
	}
	return false
}

func roleOf(t *numeral.Text, i int) (string, bool) {
	w := t.Low1(i)
	switch t.Kind(i) {
	case numeral.Glyph:
		for _, n := range [...]int{4, 3, 2} {
			if t.In(i + n - 1) {
				if r, ok := stems[t.Low[t.Toks[i].Start:t.Toks[i+n-1].End]]; ok {
					return r, true
				}
			}
		}
		if r, ok := stems[w]; ok {
			return r, true
		}
		return "", false
	case numeral.Word:
	default:
		return "", false
	}
	if len(w) < 3 {
		return "", false
	}
	for _, e := range stemIndex[[3]byte{w[0], w[1], w[2]}] {
		if e.whole && w == e.text || !e.whole && strings.HasPrefix(w, e.text) {
			return e.role, true
		}
	}
	return "", false
}

type stem struct {
	text, role string
	whole      bool
}

// stemIndex finds the stems by their first three bytes: whole words first, then
// the longest opening.
var stemIndex = func() map[[3]byte][]stem {
	m := map[[3]byte][]stem{}
	for w, r := range stems {
		e := stem{strings.TrimSuffix(w, "="), r, strings.HasSuffix(w, "=")}
		if len(e.text) >= 3 {
			k := [3]byte{e.text[0], e.text[1], e.text[2]}
			m[k] = append(m[k], e)
		}
	}
	for _, l := range m {
		slices.SortFunc(l, func(a, b stem) int {
			if a.whole != b.whole {
				if a.whole {
					return -1
				}
				return 1
			}
			return cmp.Or(len(b.text)-len(a.text), strings.Compare(a.text, b.text))
		})
	}
	return m
}()
