package action

import (
	"strings"

	"demarche"
)

// stemFrame is a frame of a language that inflects or does not part its words:
// one of the stems of a and one of b stand in the sentence, none of not. Stems
// are parted by "|"; in languages with spaces a stem is the beginning of a word,
// and a whole word when a space ends it.
type stemFrame struct {
	kind      demarche.ActionKind
	strength  float64
	a, b, not string
}

// stemFrames by language.
var stemFrames = map[string][]stemFrame{
	"ru": {
		{"designation", 1.6, "ввел|введ|внес|включ|расшир|налож|накладыва|вводит|объявил", "санкц|стоп-лист|черный список|черного списка", "снял|отмен|исключ|продл"},
		{"removal", 1.9, "снял|сняти|снима|исключ|отмен|вывел|вычеркн|вывод", "санкц|санкционн", "отказ|не снял"},
		{"amendment", 2.0, "продл|пролонг", "санкц|ограничительн|режим", ""},
		{"amendment", 1.8, "уточн|обнов|изменени|исправ", "санкционн|перечн|записи|список", ""},
		{"licence", 1.7, "лицензи|разрешени", "выда|продл|разреш|опубликов", "отозва|аннулир|лишил"},
		{"enforcement", 1.8, "оштраф|штраф", "", ""},
		{"enforcement", 1.5, "отозва|аннулир|лишил", "лицензи", ""},
		{"indictment", 1.7, "обвинени|подозрени|обвинительн", "предъяв|вынес|утвержд|заочно|уголовн", ""},
		{"arrest", 1.7, "задержа|арестова|экстрадир|под стражу", "", "имуществ|счета|активы|судно|танкер"},
		{"seizure", 1.7, "изъя|конфиск|заморо|арестова|блокир", "актив|имуществ|криптовалют|биткоин|счет|судно|танкер|средств|кошел|сервер|домен", ""},
		{"theft", 1.6, "взлом|похит|украл|украд|краж|вывел|хищен|хакер", "бирж|крипт|биткоин|долл|кошел|токен|млн|эфир", ""},
		{"export_control", 1.8, "экспорт|вывоз", "запре|контрол|огранич|эмбарго|лицензир", ""},
		{"talks", 1.4, "переговор|встрет|встреч|визит|саммит|консультац|беседова", "", ""},
		{"law", 1.7, "закон|указ |постановлен", "принял|подписал|одобрил|вступ|чтени", ""},
		{"court", 1.6, "суд |суда |присяжн|судья|верховн", "приговор|решил|отклон|оправда|признал|постанов|подтверд|отказал|удовлетвор", ""},
		{"statement", 2.4, "комментарий |заявление |ответы |брифинг |выступление ", "представител|мид |министр|посл|пресс-секретар", ""},
		{"statement", 1.3, "заяви|осуди|прокомментир|призва|осужда|опроверг|раскритик|выразил|отреагир|пообеща", "", ""},
		{"advisory", 1.4, "рекомендаци|разъяснени|памятк", "опубликов|выпустил|выпустила", ""},
	},
	"uk": {
		{"designation", 1.6, "ввів|ввел|внес|запров|наклав|наклал|розшир", "санкц", "знял|скасу|вилуч"},
		{"removal", 1.9, "знял|зняв|зняття|скасу|вилуч|виключ", "санкц", ""},
		{"amendment", 2.0, "продовж", "санкц", ""},
		{"enforcement", 1.8, "оштраф|штраф", "", ""},
		{"indictment", 1.7, "підозр|обвинувач", "повідом|вруч|оголос|заочно", ""},
		{"arrest", 1.7, "затрима|заарешт|екстрад", "", "майно|активи|рахунк"},
		{"seizure", 1.7, "вилуч|конфіск|заморо|арешт", "актив|майн|криптовалют|рахун|судно|танкер|кошт", "санкц"},
		{"theft", 1.6, "злам|викра|крадіж|хакер", "бірж|крипт|долар|гаман|млн", ""},
		{"talks", 1.4, "переговор|зустрі|візит|саміт|консультац", "", ""},
		{"law", 1.7, "закон|указ|постанов", "ухвал|підпис|схвал|набр|читанн", ""},
		{"court", 1.6, "суд |суду |суддя", "вирок|виріш|відхил|засуд|визна", ""},
		{"statement", 1.3, "заявив|заявила|засуд|закли|прокомент|відреаг", "", ""},
	},
	"de": {
		{"designation", 1.7, "gesetzt|ergänz|setzt|setzte|aufgenommen|nimmt|erweiter", "sanktionsliste|sanktionierten|liste der sank", "heb|streich|gestrichen"},
		{"designation", 1.6, "verhäng|beschlie|beschloss|setz|erlass|erließ|erweiter|listet|gelistet|nimmt|aufgenommen", "sanktion", "heb|aufheb|streich|verläng"},
		{"removal", 1.9, "hebt|heben|hob|aufgehoben|aufheb|streich|gestrichen|lockert", "sanktion", ""},
		{"amendment", 2.0, "verläng", "sanktion|maßnahmen", ""},
		{"amendment", 1.7, "berichtig|angepasst|aktualis|geändert|ändert|korrig", "liste|eintr|angaben|gelistet|anhang|anhänge", ""},
		{"licence", 1.7, "genehmig|ausnahme|lizenz", "erteil|gewähr|verläng|erhält", "entzieh|entzog"},
		{"enforcement", 1.8, "geldbuße|bußgeld|geldstrafe|strafzahlung", "", ""},
		{"indictment", 1.7, "anklage|angeklag", "", ""},
		{"indictment", 1.7, "klagt|klagte", "an ", ""},
		{"arrest", 1.8, "festgenomm|nimmt|verhaft|festnahm|ausgeliefert|festsetz", "fest |festgenomm|festnahm|verhaft|ausgeliefert|polizei", ""},
		{"seizure", 1.7, "beschlagnahm|sichergestellt|eingefror|einziehung|friert", "", "sanktion"},
		{"theft", 1.6, "hacker|gestohl|erbeut|stahl|stehl|diebstahl", "million|krypto|bitcoin|dollar|börse|wallet", "anklage|angeklag|verurteil"},
		{"export_control", 1.8, "export|ausfuhr", "kontroll|verbot|verbiet|beschränk|genehmig", ""},
		{"talks", 1.4, "trifft|traf|treffen|gespräch|gipfel|verhandlung|empfängt|empfing|konsultation", "", ""},
		{"law", 1.7, "gesetz|verordnung|dekret", "beschlie|beschloss|verabschied|billig|unterzeichn|kraft|stimm", ""},
		{"court", 1.7, "gericht|richter|bundesgerichtshof|eugh", "wies|weist|urteil|verurteil|bestätig|entschied|hebt|hob|kippt|annulli|spricht|sprach", ""},
		{"advisory", 1.6, "merkblatt|leitfaden|hinweise|warnhinweis|handreichung", "", ""},
		{"statement", 1.3, "verurteilt die|kritisier|erklärte|fordert|forderte|warnt|weist die|bestellt|einbestellt|protestier", "", ""},
	},
	"fr": {
		{"designation", 1.6, "impos|adopt|sanctionn|inscri|gèle|gel |vise|visent|ajout", "sanction|liste|gel des avoirs|mesures restrictives|avoirs gelés", "lève|lev|radi|retir|prorog|prolong|recondui"},
		{"removal", 1.9, "lève|lever|levée|levé|radi|retir|supprim", "sanction|liste|gel", ""},
		{"amendment", 2.0, "prorog|prolong|recondui|renouvel", "sanction|gel|mesures", ""},
		{"licence", 1.7, "licence|dérogation|autoris", "accord|délivr|octro|publi", "retir"},
		{"enforcement", 1.8, "amende|sanction pécuniaire", "", ""},
		{"indictment", 1.7, "mis en examen|inculp|mise en examen", "", ""},
		{"arrest", 1.8, "arrêté à|arrêtés|arrestation|interpell|garde à vue|extrad", "", "journal officiel"},
		{"seizure", 1.7, "saisi|confisqu|bloque|bloqué|gèle les fonds|immobilis", "avoirs|fonds|bitcoin|navire|pétrolier|compte|crypto|million|yacht|serveur", ""},
		{"theft", 1.6, "vol |vole|volé|dérob|pirat|détourn", "crypto|bitcoin|million|plateforme|portefeuille|jeton", "condamn|inculp|blanchi"},
		{"export_control", 1.8, "export", "contrôle|interdi|restrict|limit|licence", ""},
		{"talks", 1.4, "rencontr|entretien|s'entretien|pourparlers|négociation|sommet|reçoit|consultations", "", ""},
		{"law", 1.7, "loi |décret|règlement|projet de loi|ordonnance", "adopt|promulgu|vot|vigueur|signe", "sanctions contre"},
		{"court", 1.7, "tribunal|cour |juge|justice", "condamn|rejet|annul|confirm|relax|jug", ""},
		{"statement", 1.6, "condamne les|condamne la|condamne le|condamne avec|dénonce|appelle|déplore|regrett|convoqu|salue", "", ""},
		{"advisory", 1.6, "lignes directrices|note d'information|recommandations|mise en garde", "", ""},
	},
	"es": {
		{"designation", 1.6, "impon|impus|sancion|incluy|añad", "sancion|lista|congel", "levant|retir|prorrog|exclu"},
		{"removal", 1.9, "levant|retir|exclu|elimin", "sancion|lista", ""},
		{"amendment", 2.0, "prorrog|renuev|renov|prolong", "sancion|medidas", ""},
		{"licence", 1.7, "licencia|exención|autoriz", "otorg|conced|emit|public", "revoc"},
		{"enforcement", 1.8, "multa|multó", "", ""},
		{"indictment", 1.7, "acusa formal|imput|cargos|procesad", "", ""},
		{"arrest", 1.8, "deten|detuv|detien|arrest|captur|extradit", "", ""},
		{"seizure", 1.7, "incaut|confisc|decomis|embarg|congel", "activos|fondos|bitcoin|buque|cripto|millones|cuentas|petrolero|efectivo|euros|dinero|dólares", ""},
		{"theft", 1.6, "robo|robar|robó|robad|hack|sustra", "cripto|bitcoin|millones|exchange|plataforma|billetera", "deten|detuv|detien|arrest|blanque"},
		{"export_control", 1.8, "exporta", "control|prohib|restric", ""},
		{"talks", 1.4, "reúne|reunió|reunieron|reunión|cumbre|diálogo|negociacion|visita|conversacion", "", ""},
		{"law", 1.7, "ley |decreto|reglamento", "aprob|promulg|firm|vigor", ""},
		{"court", 1.7, "tribunal|corte |juez|jueza|juzgado", "conden|rechaz|anul|sentenc|falló|confirm|absuel", ""},
		{"statement", 1.4, "condena |condenó|rechaza|rechazó|denuncia|critic|advir|exige|exigió|convoca", "", ""},
	},
	"ko": {
		{"designation", 1.7, "지정|올렸|추가했|부과|발표|추가", "독자제재|제재 대상|제재대상|제재 명단|제재명단|대북제재를|금융제재", "해제|검토|촉구|반발|비난|요구"},
		{"removal", 1.9, "해제|삭제|제외", "제재", "촉구|요구|거부"},
		{"amendment", 1.9, "연장|갱신", "제재", ""},
		{"enforcement", 1.8, "과태료|과징금|벌금|영업정지|일부정지|제재심", "부과|처분|통보|원|결정", ""},
		{"indictment", 1.7, "기소|재판에 넘|공소", "", ""},
		{"arrest", 1.7, "체포|구속|검거|송환", "", "구속영장 기각"},
		{"seizure", 1.8, "압수|동결했|동결하|환수|몰수보전", "", "제재"},
		{"forfeiture", 1.9, "몰수", "법원|선고|소송|청구", ""},
		{"theft", 1.6, "해킹|탈취|유출|빼돌", "가상자산|암호화폐|비트코인|거래소|코인|억원|달러|이더리움", "기소|체포|압수|선고|제재|협의|권고|주의보"},
		{"export_control", 1.8, "수출", "통제|금지|규제|허가", ""},
		{"talks", 1.4, "회담|협의|면담|방문|통화했|대화를|회의를|회동", "", ""},
		{"law", 1.8, "법안|개정안|제정안|법률|시행령|특별법", "통과|가결|의결|시행|공포|제정", ""},
		{"court", 1.8, "법원|지법|고법|대법|재판부", "선고|판결|기각|무죄|징역|인용", ""},
		{"advisory", 1.8, "주의보|권고문|가이드라인|안내서", "발표|발간|배포|냈|발령", ""},
		{"statement", 1.4, "담화|비난|규탄|성명|촉구|유감|반발|경고|항의|초치|반대|강조했|지적했|말했", "", ""},
		{"licence", 1.6, "면제|허가|승인", "제재", ""},
	},
	"ja": {
		{"designation", 1.7, "指定|追加|凍結|発動|科|加え", "制裁|資産凍結|外為法", "解除|除外|検討|非難"},
		{"removal", 1.9, "解除|除外|取り消", "制裁|資産凍結|指定", "求め|拒否"},
		{"amendment", 1.9, "延長|更新", "制裁", ""},
		{"enforcement", 1.8, "業務改善命令|業務停止命令|罰金|課徴金|行政処分|過料", "", ""},
		{"indictment", 1.8, "起訴|書類送検", "", "不起訴"},
		{"arrest", 1.8, "逮捕|拘束|身柄", "", ""},
		{"seizure", 1.7, "押収|差し押さえ|没収", "", ""},
		{"theft", 1.6, "流出|窃取|盗|ハッキング|奪", "ビットコイン|暗号資産|仮想通貨|億円|交換業|ドル", "制裁|逮捕|協議|注意喚起|起訴|非難"},
		{"export_control", 1.8, "輸出", "規制|管理|禁止|許可", ""},
		{"talks", 1.4, "会談|協議|会合|訪問", "", ""},
		{"law", 1.8, "法案|改正|法律|政令", "可決|成立|施行|公布", ""},
		{"court", 1.8, "地裁|高裁|最高裁|裁判所", "判決|言い渡|棄却|無罪|有罪|懲役", ""},
		{"advisory", 1.9, "注意喚起|ガイドライン|勧告文", "", ""},
		{"statement", 1.4, "談話|非難|声明|抗議|批判|遺憾|反発", "", ""},
	},
	"zh": {
		{"designation", 1.7, "列入|实施|施加|宣布|冻结|實施|凍結", "制裁|不可靠实体|反制", "解除|取消|反对|反對"},
		{"removal", 1.9, "解除|取消|移出|撤销|暂停", "制裁|反制", "要求|敦促|呼吁"},
		{"amendment", 1.9, "延长|延長|续期", "制裁", ""},
		{"enforcement", 1.8, "罚款|罰款|处罚|吊销|行政处罚", "", ""},
		{"indictment", 1.7, "起诉|起訴|检控|公诉", "", ""},
		{"arrest", 1.8, "逮捕|被捕|拘留|抓获|引渡|刑拘|落网", "", ""},
		{"seizure", 1.7, "没收|沒收|扣押|查获|查封|冻结", "比特币|资金|账户|油轮|船|资产|万元|亿", "制裁"},
		{"theft", 1.6, "被盗|盗取|窃取|黑客|失窃", "加密|比特币|交易所|美元|钱包|以太", "制裁|逮捕|起诉"},
		{"export_control", 2.0, "出口", "管制|禁止|限制|许可", ""},
		{"talks", 1.7, "会议|會議", "举行|舉行|召开|召開", ""},
		{"talks", 1.4, "会谈|會談|会晤|会见|會見|磋商|访问|訪問|通电话|通话", "", ""},
		{"law", 1.8, "法案|法律|条例|修订|修正案", "通过|施行|签署|生效|表决", ""},
		{"court", 1.8, "法院|法庭|最高法", "判决|判处|裁定|驳回|宣判|判刑", ""},
		{"statement", 1.6, "坚决反对|强烈不满|严正交涉|谴责|譴責|敦促|呼吁|表示反对|外交部发言人", "", ""},
		{"advisory", 1.6, "风险提示|提醒|指引|预警", "", ""},
	},
	"ar": {
		{"designation", 1.6, "فرض|تفرض|أدرج|تدرج", "عقوبات|قائمة", "رفع|ترفع|أدان"},
		{"removal", 1.9, "رفع|ترفع|إزالة|شطب", "عقوبات|العقوبات|قائمة", ""},
		{"amendment", 2.0, "تمديد|مدد|تجديد", "عقوبات|العقوبات", ""},
		{"arrest", 1.8, "اعتقل|اعتقال|القبض|توقيف|أوقفت", "", ""},
		{"seizure", 1.7, "صادر|مصادرة|ضبط|احتجز|حجز", "", ""},
		{"theft", 1.6, "سرق|اختراق|قراصنة", "دولار|عملات|بيتكوين|منصة", ""},
		{"talks", 1.4, "محادثات|اجتماع|قمة|لقاء|مفاوضات|زيارة|التقى", "", ""},
		{"law", 1.7, "قانون|مرسوم", "أقر|وقع|صادق|أصدر", ""},
		{"court", 1.7, "محكمة|القضاء", "حكم|قضت|رفضت|أدانت", ""},
		{"statement", 1.4, "أدان|تدين|ندد|نددت|دعا|دعت|حذر|حذرت|رفض|انتقد", "", ""},
	},
}

// spaced are the languages whose words are parted by spaces and written with
// their stem first.
var spaced = map[string]bool{"ru": true, "uk": true, "de": true, "fr": true, "es": true}

// stemHits finds the frames of a sentence in a language other than English.
func (s sentence) stemHits(lang string) (out []hit) {
	list := stemFrames[lang]
	if len(list) == 0 || s.to <= s.from {
		return nil
	}
	text := strings.ToLower(s.doc.Text[s.doc.Tokens[s.from].Start:s.doc.Tokens[s.to-1].End])
	mark := ""
	if spaced[lang] {
		mark = " "
		text = " " + strings.NewReplacer(",", " ", ".", " ", ":", " ", ";", " ", "«", " ", "»", " ", "\"", " ", "(", " ", ")", " ", "\n", " ", "\u2019", "'").Replace(text) + " "
	}
	for i := range list {
		f := &list[i]
		stem := containsStem(text, f.a, mark)
		if stem == "" || f.b != "" && containsStem(text, f.b, mark) == "" || f.not != "" && containsStem(text, f.not, mark) != "" {
			continue
		}
		p := phrase{kind: f.kind, strength: f.strength}
		if h, ok := judge(s, lang, &p, s.from, min(s.from+1, s.to)); ok {
			h.why = "“" + stem + "”" + strings.TrimPrefix(h.why, "“"+s.doc.Span(s.from, min(s.from+1, s.to))+"”")
			out = append(out, h)
		}
	}
	return out
}

// containsStem gives the first of the stems that stands in a text, "" for none.
func containsStem(text, stems, mark string) string {
	for stem := range strings.SplitSeq(stems, "|") {
		if strings.Contains(text, mark+stem) {
			return stem
		}
	}
	return ""
}
