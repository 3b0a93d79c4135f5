package name

import (
	"strings"

	"demarche/extract/token"
)

// Arabic has no capitals and joins "and", "by", "for" and the article to the
// word. A person's name is read where a given name begins it, after an office in
// the same sentence or before a second part that only names have.

// arabicGiven are given names as newspapers write them, those of foreigners in
// the news among them.
var arabicGiven = wordSet(`محمد أحمد احمد علي حسن حسين حسام خالد سعيد سعد سالم سليمان سلطان سلمان سامي صالح صلاح طارق طلال عادل عباس عبدالله عبد عثمان عصام عماد عمر عمرو فهد فيصل فؤاد قاسم كريم كمال ماجد ماهر مجيد محمود مصطفى منصور موسى ناصر نبيل نايف نجيب نواف هاني هشام وليد ياسر ياسين يحيى يوسف يونس إبراهيم ابراهيم إسماعيل إسحاق أمين أنس أنور أيمن بدر بسام بشار بلال تركي تميم جابر جمال جعفر حازم حامد حمد راشد رامي رياض زياد زيد أنطونيو أنتوني دونالد جو باراك ماركو سكوت جون مايك فلاديمير سيرغي إيمانويل ماكسيم ماريا أورسولا كايا كيم تشوي شي وانغ أولاف فريدريش كير ديفيد بنيامين رجب هاكان فولوديمير أندري مسعود حسن أكبر جواد عراقجي بدر مريم فاطمة نورة هدى ليلى سارة`)

// arabicOffices stand in the sentence before a name.
var arabicOffices = wordSet(`وزير وزيرة الوزير رئيس الرئيس رئيسة المتحدث متحدث المتحدثة الناطق الأمير الملك ولي السفير سفير الأمين أمين المدير مدير المبعوث مبعوث النائب نائب القائد قائد الجنرال اللواء المستشار مستشار المستشارة الشيخ السيد الدكتور محافظ عضو زعيم الزعيم مرشد المرشد`)

// arabic reads a name from token i on: "فيصل بن فرحان", "عباس عراقجي".
func (f *finder) arabic(out []item, i int) []item {
	if !arabicGiven[f.doc.Tokens[i].Hash] || !f.arabicPart(i) || f.atPlace(i) >= 0 || i > 0 && arabicGiven[f.doc.Tokens[i-1].Hash] && f.arabicPart(i-1) {
		return out
	}
	end := i + 1
	link := func(j int) bool {
		switch f.doc.Word(j) {
		case "بن", "ابن", "بنت", "آل", "أبو", "ابو", "عبد":
			return true
		}
		return false
	}
	linked := false
	for end < len(f.doc.Tokens) && end < i+5 && f.arabicPart(end) {
		t := end
		end++
		if link(t) {
			linked = true
			continue
		}
		if end < len(f.doc.Tokens) && (link(end) || strings.HasPrefix(f.doc.Word(end), "آل") || linked && strings.HasPrefix(f.doc.Word(end), "ال")) {
			continue // "ناصر بن فهد القريضي"
		}
		break
	}
	if link(end-1) || end-i < 2 || !linked && !f.afterArabicOffice(i) && !arabicGiven[f.doc.Tokens[end-1].Hash] {
		return out
	}
	return f.person(out, i, end, "given name")
}

// arabicPart says whether token i may go on a name.
func (f *finder) arabicPart(i int) bool {
	t := f.doc.Tokens[i]
	if t.Any(token.Punct|token.Digit|token.Sentence|token.Latin) || f.atPlace(i) >= 0 {
		return false
	}
	switch f.doc.Word(i) {
	case "في", "من", "إن", "أن", "على", "إلى", "عن", "مع", "قال", "وقال", "يقول", "هو", "هي", "الذي", "التي", "كما", "بعد", "قبل", "خلال", "اليوم", "أمس", "أعلن", "أكد", "لم", "لن", "قد", "كان":
		return false
	}
	return true
}

func (f *finder) afterArabicOffice(i int) bool {
	for j := i - 1; j >= 0 && j >= i-6 && !f.doc.Tokens[j+1].Is(token.Sentence); j-- {
		w := strings.TrimPrefix(f.doc.Word(j), "و")
		if arabicOffices[f.doc.Tokens[j].Hash] || arabicOffices[token.Fold(w)] {
			return true
		}
	}
	return false
}
