package lang

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ text, hint, want string }{
		{"The Treasury said on Tuesday that it had sanctioned eight people and two entities.", "", "en"},
		{"The Treasury said on Tuesday that it had sanctioned eight people and two entities.", "de", "en"},
		{"Treasury Sanctions DPRK Bankers", "", "en"},
		{"Treasury Sanctions DPRK Bankers", "en-GB", "en"},
		{"Der Rat hat am Dienstag neue Sanktionen gegen die Bank verhängt, wie er mitteilte.", "en", "de"},
		{"Le ministère a annoncé mardi des sanctions contre les banques de la capitale.", "", "fr"},
		{"El ministerio anunció el martes sanciones contra los bancos que lavaron dinero.", "", "es"},
		{"Il ministero ha annunciato martedì nuove sanzioni contro le banche della capitale.", "", "it"},
		{"O ministério anunciou na terça-feira sanções contra os bancos que lavaram dinheiro.", "", "pt"},
		{"De minister zei dinsdag dat er geen nieuwe sancties worden opgelegd aan het land.", "", "nl"},
		{"Ministeriet meddelade på tisdagen att det inte blir några nya sanktioner mot landet.", "", "sv"},
		{"Ministerstwo poinformowało we wtorek, że nie będzie nowych sankcji na banki.", "", "pl"},
		{"Bakanlık salı günü yaptığı açıklamada yeni yaptırımlar için bir karar olmadığını söyledi.", "", "tr"},
		{"Bộ Tài chính Mỹ đã công bố các biện pháp trừng phạt với hai ngân hàng.", "", "vi"},
		{"Kementerian itu mengatakan pada Selasa bahwa sanksi baru akan dijatuhkan kepada bank tersebut.", "", "id"},
		{"Министерство сообщило во вторник, что новые санкции введены против банков.", "", "ru"},
		{"Міністерство повідомило у вівторок, що нові санкції запроваджено проти банків.", "ru", "uk"},
		{"Министерството съобщи във вторник, че са въведени нови санкции срещу банките.", "", "bg"},
		{"Министарство је у уторак саопштило да су уведене нове санкције против банака које су у земљи.", "", "sr"},
		{"미국 재무부는 화요일 북한 은행가 8명을 제재했다고 밝혔다.", "en", "ko"},
		{"米財務省は4日、北朝鮮の銀行関係者8人に制裁を科したと発表した。", "", "ja"},
		{"美国财政部周二宣布对八名朝鲜银行家实施制裁。", "", "zh"},
		{"东京新闻 財務省発表", "ja", "ja"},
		{"قالت وزارة الخزانة الأمريكية إنها فرضت عقوبات على ثمانية أشخاص في كوريا الشمالية", "", "ar"},
		{"وزارت خزانه\u200cداری آمریکا اعلام کرد که هشت نفر را در فهرست تحریم قرار داده است", "", "fa"},
		{"امریکی محکمہ خزانہ نے کہا ہے کہ اس نے آٹھ افراد پر پابندیاں عائد کی ہیں", "", "ur"},
		{"משרד האוצר האמריקאי הטיל סנקציות על שמונה בני אדם", "", "he"},
		{"Το υπουργείο ανακοίνωσε νέες κυρώσεις", "", "el"},
		{"अमेरिका ने मंगलवार को कहा कि यह नया प्रतिबंध है", "", "hi"},
		{"กระทรวงการคลังสหรัฐประกาศมาตรการ", "", "th"},
		{"12345 $%", "fr-FR", "fr"},
		{"12345 $%", "", ""},
		{"", "", ""},
		{"KINSHASA RDC Goma M23", "fr", "fr"},
		{"Reuters Bloomberg", "ko", "en"},
		{"Ok, may I ask them to help?", "", "en"},
		{"over 1.42 dollars", "", "en"},
		{"El banco fue sancionado", "", "es"},
		{"Banken verhängt Strafen", "de", "de"},
		{"A7 LIMITED (a.k.a. OBSHCHESTVO A7; a.k.a. OOO A7), Moscow, Russia; nationality Russia; Gender Male; the following entities have been added (a.k.a. PÉREZ)", "", "en"},
		{strings.Repeat("Izinkampani zezwe lethu zithole imiyalelo emisha ngoLwesihlanu kusihlwa emphakathini waseThekwini ", 5), "zu", "zu"},
	} {
		if got := Detect(c.text, c.hint); got != c.want {
			t.Errorf("Detect(%q, %q) = %q, want %q", c.text, c.hint, got, c.want)
		}
	}
}

func TestPrimary(t *testing.T) {
	for in, want := range map[string]string{"en-US": "en", "ko_KR": "ko", "iw": "he", "NB-no": "no", "english": "en", "x": "", "e1": "", "und": "", " fr ": "fr", "zh-Hant-TW": "zh"} {
		if got := Primary(in); got != want {
			t.Errorf("Primary(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, l := range latinLangs {
		if n := len(functionWords[l]); n < 24 || n > 70 {
			t.Errorf("%s has %d function words", l, n)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"the end", "\xff\xfe", "Ω", "中文", "ا", strings.Repeat("a", 5000)} {
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, text, hint string) {
		if got := Detect(text, hint); !utf8.ValidString(got) || len(got) > 3 {
			t.Errorf("Detect = %q", got)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	text := strings.Repeat("The Treasury said on Tuesday that it had sanctioned eight people and two entities for moving money. ", 30)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Detect(text, "")
	}
}
