package name

import (
	"strings"
	"unicode/utf8"

	"demarche"
	"demarche/extract/token"
)

// Names in scripts that the tagger does not read are found by what stands
// beside them: offices after Korean, Chinese and Japanese names, patronymics,
// offices before Russian ones, words of bodies at their end.

// foreign finds them.
func (f *finder) foreign() []item {
	var out []item
	for i, t := range f.doc.Tokens {
		switch {
		case t.Is(token.Hangul):
			out = f.korean(out, i)
		case t.Is(token.CJK):
			out = f.han(out, i)
		case t.Is(token.Cyrillic):
			out = f.slavic(out, i)
		case f.ctx.Lang == "ar":
			out = f.arabic(out, i)
		case t.Is(token.Latin) && european(f.ctx.Lang):
			out = f.europeanNames(out, i)
		}
	}
	return out
}

func (f *finder) person(out []item, from, to int, why string) []item {
	return append(out, item{from: from, to: to, kind: demarche.MentionPerson, place: -1, entry: -1, why: why})
}

func (f *finder) body(out []item, from, to int, why string) []item {
	return append(out, item{from: from, to: to, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: why})
}

// koreanOffices stand after a person's name and a space.
var koreanOffices = []string{"대통령", "장관", "차관", "총리", "위원장", "부위원장", "대표", "부상", "외상", "대변인", "의원", "국장", "실장", "사장", "회장", "부장", "총비서", "국무위원장", "주석", "국가주석", "외교부장", "원장", "본부장", "특사", "대사", "씨", "전 대통령", "기자", "교수", "판사", "검사"}

// koreanBodies end the names of bodies.
var koreanBodies = []string{"은행", "회사", "그룹", "부대", "위원회", "외무성", "외교부", "정보국", "거래소", "재무부", "법무부", "국무부", "총국", "연구소", "통신사", "무역회사", "조직", "정보원", "경찰청", "검찰청"}

const koreanFamily = "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노로하곽성차주우구신나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용리림량"

// korean reads a name of two to four syllables that begins a word and is
// followed by an office, and words that end like the names of bodies.
func (f *finder) korean(out []item, i int) []item {
	if i > 0 && f.doc.Tokens[i-1].Is(token.Hangul) && !f.doc.Tokens[i].Is(token.Space) {
		return out
	}
	end := i + 1
	for end < len(f.doc.Tokens) && f.doc.Tokens[end].Is(token.Hangul) && !f.doc.Tokens[end].Is(token.Space) && end < i+16 {
		end++
	}
	word := f.doc.Span(i, end)
	for _, b := range koreanBodies {
		if k := strings.Index(word, b); k > 0 && utf8.RuneCountInString(word[:k]) >= 2 {
			to := i + utf8.RuneCountInString(word[:k+len(b)])
			if f.atPlace(i) < 0 || int(f.places[f.atPlace(i)].To) < to {
				return f.body(out, i, to, "word of bodies at its end")
			}
		}
	}
	if n := end - i; n >= 2 && n <= 4 && strings.Contains(koreanFamily, f.doc.Word(i)) && f.atPlace(i) < 0 && end < len(f.doc.Tokens) {
		if koreanOffice(f.doc.Text[f.doc.Tokens[end-1].End:]) {
			return f.person(out, i, end, "office after it")
		}
	}
	return out
}

// hanOffices stand right after a person's name.
var hanOffices = []string{"总统", "總統", "主席", "总理", "總理", "部长", "部長", "外长", "外長", "发言人", "發言人", "大使", "国务卿", "委员长", "委員長", "书记", "書記", "氏", "首相", "大統領", "外相", "外務大臣", "官房長官", "報道官", "国家主席", "総書記", "容疑者", "議員", "会長", "社長", "局长", "局長", "先生"}

// koreanOffice says whether what follows a name is an office: "대통령", "외교부
// 장관", "전 통일부 1차관". A body's name of one word may stand between.
func koreanOffice(rest string) bool {
	fields := strings.Fields(rest[:min(len(rest), 80)])
	for n, w := range fields {
		if n > 2 || !strings.HasPrefix(strings.TrimLeft(rest, " "), fields[0]) {
			return false
		}
		bare := strings.TrimLeft(w, "12")
		for _, o := range koreanOffices {
			if strings.HasPrefix(bare, o) || len(bare) > len(o) && len(bare) < len(o)+22 && strings.HasSuffix(strings.TrimRight(bare, "은는이가의을를과와도"), o) && n == 0 {
				return true
			}
		}
		if w != "전" && w != "前" && !koreanBody(w) {
			return false
		}
	}
	return false
}

func koreanBody(w string) bool {
	for _, e := range koreanBodies {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return strings.HasSuffix(w, "부") || strings.HasSuffix(w, "당") || strings.HasSuffix(w, "처") || strings.HasSuffix(w, "청")
}

const hanFamily = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁沈任姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴金朴尹姜文安南玄田中佐藤鈴木高橋伊藤渡辺山本中村小林加藤吉田山田石破岸田安倍菅茂木岩屋"

// hanBodies end the names of bodies.
var hanBodies = []string{"公司", "银行", "銀行", "集团", "集團", "委员会", "委員会", "委員會", "交易所", "财政部", "財務省", "国务院", "外務省", "警察庁", "检察院", "法院", "研究所", "通讯社", "通信社"}

// han reads a family name with one or two more characters before an office, and
// what stands before a word of bodies since the last sign.
func (f *finder) han(out []item, i int) []item {
	for _, b := range hanBodies {
		if strings.HasPrefix(f.doc.Text[f.doc.Tokens[i].Start:], b) {
			from := i
			for from > 0 && i-from < 10 && f.doc.Tokens[from-1].Is(token.CJK) && !function(f.doc.Word(from-1)) {
				from--
			}
			if i-from >= 2 {
				return f.body(out, from, i+utf8.RuneCountInString(b), "word of bodies at its end")
			}
		}
	}
	if !strings.Contains(hanFamily, f.doc.Word(i)) || f.atPlace(i) >= 0 {
		return out
	}
	if to := f.afterHanOffice(i); to > i {
		return f.person(out, i, to, "office before it")
	}
	for n := 4; n >= 2; n-- {
		to := i + n
		if to >= len(f.doc.Tokens) || !f.doc.Tokens[to-1].Is(token.CJK) {
			continue
		}
		rest := f.doc.Text[f.doc.Tokens[to].Start:]
		for _, o := range hanOffices {
			if strings.HasPrefix(rest, o) && !f.holdsPlace(i, to) {
				return f.person(out, i, to, "office after it")
			}
		}
	}
	return out
}

// hanOfficesBefore stand right before a person's name in Chinese.
var hanOfficesBefore = []string{"发言人", "發言人", "部长", "部長", "外长", "外長", "总理", "總理", "总统", "總統", "主席", "大使", "国务卿", "國務卿", "财长", "財長", "防长", "防長", "局长", "局長", "司令", "将军", "將軍", "代表", "特使", "首相", "书记", "書記", "主任", "总裁", "總裁", "行长", "行長"}

// hanSays are words that follow a name and so end it.
var hanSays = []string{"说", "說", "称", "稱", "表示", "指出", "强调", "強調", "宣布", "认为", "認為", "回应", "回應", "在", "于", "於", "就", "对", "對", "与", "與", "和", "今", "昨", "当", "當", "周", "星期", "上", "下", "也", "则", "則", "将", "將", "通", "会", "會", "举", "舉", "访", "訪", "出席", "参加", "率", "致", "向", "接", "同", "抵", "已", "，", "。", "、", "：", "（", "(", ",", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "”", "\n"}

// afterHanOffice gives the end of a name of two to four characters that an
// office stands before and a verb, a day or a sign after; the shortest such.
func (f *finder) afterHanOffice(i int) int {
	before := f.doc.Text[:f.doc.Tokens[i].Start]
	found := false
	for _, o := range hanOfficesBefore {
		found = found || strings.HasSuffix(before, o)
	}
	for n := 2; found && n <= 4; n++ {
		to := i + n
		if to > len(f.doc.Tokens) || !f.doc.Tokens[to-1].Is(token.CJK) || f.holdsPlace(i, to) {
			return i
		}
		rest := f.doc.Text[f.doc.Tokens[to-1].End:]
		if rest == "" {
			return to
		}
		for _, s := range hanSays {
			if strings.HasPrefix(rest, s) {
				return to
			}
		}
	}
	return i
}

func (f *finder) holdsPlace(from, to int) bool {
	for i := from; i < to; i++ {
		if f.atPlace(i) >= 0 || function(f.doc.Word(i)) {
			return true
		}
	}
	return false
}

// function says whether a character is a grammatical word, which names do not
// hold.
func function(w string) bool {
	switch w {
	case "的", "和", "与", "與", "在", "对", "對", "向", "为", "為", "是", "了", "说", "說", "将", "將", "被", "由", "从", "從", "の", "は", "が", "を", "に", "と", "で", "も", "や", "へ", "た", "し", "て", "る", "い", "名", "家", "等":
		return true
	}
	return false
}
