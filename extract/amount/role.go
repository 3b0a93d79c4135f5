package amount

import (
	"strings"
	"unicode/utf8"

	"demarche/extract/numeral"
)

// stemList gives what happens to a sum by the opening of a word that says so; the
// longest opening that matches decides. "=" at the end asks for the whole word.
var stemList = []struct{ role, words string }{
	{"stolen", "stole stolen theft= thefts= thieves= heist looted looting siphoned siphoning pilfered robbed robbery robberies hack= hacks= hacked= hacking= exploited " +
		"swindled embezzle misappropriat defraud= defrauded= plundered украл украд похи хище краж викра крад gestohlen erbeut entwend gestohlene raub= volé= " +
		"volés= volée= volées= dérob robado robada robo= robaron sustraíd hurtad سرق مسروق اختلاس 탈취 훔 절취 盗 窃 窃取 奪 steal= steals= stealing= hackers= hacker= " +
		"roubo furto="},
	{"laundered", "launder laundro отмы відмив gewasch geldwäsche blanchi blanqueo lavado= blanquead غسل 세탁 洗钱 洗錢 資金洗浄"},
	{"blocked", "blocked= blocking= block= заблокир заблок bloqué bloquead حظر"},
	{"frozen", "frozen= freeze= freezing= froze= заморож заморо eingefror gelé= gelés= gelée= gelées= congelad تجميد مجمد 동결 冻结 凍結"},
	{"fined", "fine= fined= fines= penalty= penalties= penalised= penalized= sanctioned= штраф geldstraf bußgeld amende multa= multas= multó= multad غرامة 벌금 과징금 罚款 " +
		"罰款 罰金"},
	{"settled", "settle= settled= settlement= settlements= settling= vergleich= мировое 합의금 和解"},
	{"seized", "seize= seized= seizes= seizing= seizure= seizures= confiscat impound изъя конфиск вилуч beschlagnahm saisi saisis saisie incaut decomis confisc مصادر " +
		"ضبط 압수 没收 沒收 押収 apreens apreend"},
	{"forfeited", "forfeit"},
	{"recovered", "recover= recovered= recovering= retriev clawed= вернул sichergestellt récupér recuperad استرد 회수 追回"},
	{"pledged", "pledge= pledged= pledges= pledging= promised= promise= commit= committed= commitment= earmarked= zugesagt promis= prometi تعهد 약속 承诺 承諾 обяза обіця " +
		"обеща"},
	{"donated", "donat= donate= donated= donation= donations= contributed= contribut grant= grants= aid= gave= пожертв spendet don= donó تبرع 기부 捐"},
	{"invested", "invest= invested= investing= investment= investments= invests= вложи инвест інвест invirti inversión استثمار 투자 投资 投資 investieren= investiert= investi= " +
		"investir= investissement investimento"},
	{"traded", "trade= traded= trading= transacted= transact turnover= swap= swapped= торг gehandelt échang 거래 交易 取引 volume= volumes="},
	{"transferred", "transfer= transferred= transferring= transfers= wired= moved= sent= remit перевод перевел перерах überwies überwiesen virement transfér transfir حوّل " +
		"تحويل 송금 转移 轉移 送金"},
	{"paid", "paid= pay= pays= paying= payment= payments= payout= ransom= ransoms= bribe= bribes= заплат выплат сплат bezahl gezahlt zahlte payé= payer= pagó pagar " +
		"pagad دفع 지불 지급 支付 支払"},
	{"raised", "raised= raise= raising= raises= fundrais= fundraising= привлек eingesammelt levé= recaud جمع 모금 筹集 調達"},
	{"earned", "earned= earn= earning= earnings= revenue= revenues= generated= generate= generating= profit= profits= income= netted= made= raked= proceeds= заработ " +
		"зароб verdien gagné ganó ingres إيرادات 벌 수익 收入 収入 赚"},
	{"spent", "spent= spend= spending= cost= costs= expenditure= budget= потрат израсход витрат ausgegeben ausgab dépens gast أنفق 지출 花费 花費 支出"},
	{"bought", "bought= buy= buying= purchase= purchased= purchases= acquired= acquire= acquisition= takeover= купил kauft= gekauft acheté compró اشترى 매입 购买 購入"},
	{"sold", "sold= sell= selling= sale= sales= продал verkauft vendu= vendid باع 매각 出售 売却"},
	{"lost", "lost= lose= losing= loss= losses= damage= damages= потер убыт verlor verlust perdu= perdi pérdid خسر خسائر 손실 피해 损失 損失 schaden="},
	{"owed", "debt= debts= owe= owed= owes= owing= arrears= долг schulden dette= dettes= deuda= ديون 채무 빚 债务 債務"},
	{"lent", "loan= loans= lent= lend= lending= borrow= borrowed= credit= кредит darlehen kredit prêt= prêté préstamo قرض 대출 贷款 融資"},
	{"offered", "reward= bounty= offered= offer= offering= award= awarded= вознагражд belohnung récompense= recompensa= مكافأة 현상금 悬赏 懸賞"},
	{"held", "held= holds= hold= holding= holdings= assets= possess= worth= valued= активов vermögen= avoirs= activos= أصول 보유 자산 资产 資産"},
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

// role is what the sentence says is done with the amount: the nearest word of
// the table, one before the amount rather than one behind it.
func (f *finder) role(s sum) string {
	t := f.t
	best, cost := "", 1000
	try := func(i, c int) {
		if t.Capital(i) && (t.Capital(i-1) && i > f.from || t.Capital(i+1) && t.Kind(i+1) == numeral.Word) {
			return // part of a name: "First Credit Bank"
		}
		if r, ok := roleOf(t, i); ok {
			if w := t.Low1(i); w == "hackers" || w == "hacker" {
				c += 5
			}
			if !strong[r] {
				c += 4
			}
			if r == "held" {
				c += 6
			}
			if c < cost {
				best, cost = r, c
			}
		}
	}
	c := 0
	for i := s.first - 1; i >= f.from; i-- {
		c += step(t, i)
		try(i, c)
	}
	c = 2
	for i := s.end; i < f.to; i++ {
		c += step(t, i)
		try(i, c)
	}
	return best
}

// step is how much farther a token puts the words beyond it.
func step(t *numeral.Text, i int) int {
	switch t.Kind(i) {
	case numeral.Sign:
		if t.Is(i, ",") || t.Is(i, "、") || t.Is(i, "，") {
			return 3
		}
		return 1
	case numeral.Digits:
		return 2
	}
	if _, ok := signs[t.Raw(i)]; ok {
		return 4
	}
	switch t.Low1(i) {
	case "and", "while", "but", "und", "et", "y", "и":
		return 3
	}
	return 1
}

func roleOf(t *numeral.Text, i int) (string, bool) {
	w := t.Low1(i)
	switch t.Kind(i) {
	case numeral.Glyph:
		if r, ok := stems[w]; ok {
			return r, true
		}
		for _, n := range [...]int{4, 3, 2} {
			if t.In(i + n - 1) {
				if r, ok := stems[t.Low[t.Toks[i].Start:t.Toks[i+n-1].End]]; ok {
					return r, true
				}
			}
		}
		return "", false
	case numeral.Word:
	default:
		return "", false
	}
	if r, ok := stems[w+"="]; ok {
		return r, true
	}
	for end := min(len(w), 24); end >= 3; end-- {
		if end < len(w) && !utf8.RuneStart(w[end]) {
			continue
		}
		if r, ok := stems[w[:end]]; ok {
			return r, true
		}
	}
	return "", false
}
