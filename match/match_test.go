package match

import (
	"math"
	"strings"
	"testing"

	"demarche"
	"demarche/internal/lineartest"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Müller & Söhne": "muller and sohne", "Ba'asyir": "baasyir", "U.S. Bank": "us bank", "Jang Kuk-chol": "jang kuk chol", "Łukasz  Ørsted": "lukasz orsted",
		"Лавров, Сергей": "lavrov sergey", "Ｂａｎｋ": "bank", "A7A5": "a 7 a 5", "L.X.C Aviation": "lxc aviation", "": "", "—": "", "\xff": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

const (
	person  = demarche.SchemaPerson
	company = demarche.SchemaCompany
	vessel  = demarche.SchemaVessel
)

func TestScore(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		schema demarche.EntitySchema
		lo, hi float64
	}{
		// the same
		{"Jang Kuk Chol", "JANG Kuk Chol", person, 0.97, 1},
		{"Jang Kuk Chol", "Kuk Chol Jang", person, 0.9, 1},
		{"Ivan Petrovich Example", "Example, Ivan", person, 0.7, 0.98},
		{"I. Example", "Ivan Example", person, 0.7, 0.95},
		{"Dr. Ivan Example", "Ivan Example", person, 0.97, 1},
		{"Bill Example", "William Example", person, 0.9, 0.99},
		{"Muhammad Example", "Mohamed Example", person, 0.9, 0.99},
		{"Сергей Лавров", "Sergei Lavrov", person, 0.8, 1},
		{"محمد الحسن", "Mohammed Al-Hassan", person, 0.7, 1},
		{"김정은", "Kim Jong Un", person, 0.7, 1},
		{"Abdul Rahman Sample", "Abdulrahman Sample", person, 0.9, 1},
		{"Abd al-Rahman Sample", "Abdel Rahman Sample", person, 0.9, 1},
		{"Ivan Exmaple", "Ivan Example", person, 0.7, 0.99},
		{"IvanExample", "Ivan Example", person, 0.9, 1},
		{"Ivan Ivan Example", "Ivan Example", person, 0.75, 1},
		{"Harbour Bank AG", "Harbour Bank", company, 0.97, 1},
		{"Harbour Bank Ltd.", "Harbour Bank Joint Stock Company", company, 0.9, 0.97},
		{"OOO Primer", "Limited Liability Company Primer", company, 0.9, 1},
		{"Общество с ограниченной ответственностью «Пример»", "LLC Primer", company, 0.85, 1},
		{"Good Will Shipping", "Goodwill Shipping", company, 0.9, 1},
		{"Department of Samples", "Dept. of Samples", company, 0.97, 1},
		{"First Harbour Group / Second Name Front", "Second Name Front", company, 0.9, 1},
		{"MV Northern Example", "Northern Example", vessel, 0.97, 1},
		// names of one language in the letters of another
		{"Чан Гук Чхоль", "Jang Kuk Chol", person, 0.9, 1},
		{"Ким Ёнчхоль", "Kim Yong Chol", person, 0.9, 1},
		{"Хан Чан Су", "Su Jang Han", person, 0.8, 1},
		{"Ли Чэ Мён", "Lee Jae-myung", person, 0.8, 1},
		{"Цой Ён Хи", "Choe Yong Hui", person, 0.8, 1},
		{"張國哲", "Jang Kuk Chol", person, 0.9, 1},
		{"金英哲", "김영철", person, 0.9, 1},
		{"金英哲", "Ким Ён Чхоль", person, 0.9, 1},
		{"Чжан Вэйпин", "Zhang Weiping", person, 0.9, 1},
		{"Ван И", "Wang Yi", person, 0.8, 1},
		{"Сюй Чжунлян", "徐中亮", person, 0.9, 1},
		{"Нгуен Ван Чинь", "Nguyễn Văn Trinh", person, 0.8, 1},
		{"Фам Хыу Зыонг", "Pham Huu Duong", person, 0.8, 1},
		{"チャン・グクチョル", "Jang Kuk Chol", person, 0.85, 1},
		{"ウラジーミル・プーチン", "Putin, Vladimir", person, 0.85, 1},
		{"モハンマド・ハサン・アクンド", "Mohammad Hassan Akhund", person, 0.85, 1},
		{"محمدباقر ذوالقدر", "Mohammad Baqer Zolqadr", person, 0.8, 1},
		{"محسن رضایی", "Mohsen Rezaee", person, 0.8, 1},
		{"Мохсен Резаи", "Mohsen Rezaee", person, 0.8, 1},
		{"Shi Example", "Xi Example", person, 0.8, 0.99},
		{"Чан Гук Чхоль", "Jang Kuk Ho", person, 0, 0.69},
		{"Ри Су Ён", "Ri Yong Su", person, 0, 0.69},
		{"Ri Su Yong", "Ri Yong Su", person, 0, 0.69},
		{"金英哲", "Kim Yong Nam", person, 0, 0.69},
		{"Чжан Вэйпин", "Zhang Weimin", person, 0, 0.69},
		{"キム・ヨンチョル", "Kim In Chol", person, 0, 0.69},
		{"キム・ヨンチョル", "Kim Yong Nam", person, 0, 0.69},
		{"حسین سلامی", "Hassan Salimi", person, 0, 0.69},
		{"حسین سلامی", "Hossein Salami", person, 0.85, 1},
		{"Nguyen Van Duc", "Nguyen Van Dung", person, 0, 0.69},
		// bodies
		{"Brigade Forty-Four", "Brigade 44", company, 0.8, 1},
		{"Example Joynt Stock Company", "Example JSC", company, 0.8, 1},
		{"Examplonic Europe Ltd", "Examplonic", company, 0.7, 0.95},
		{"Examplonic Europe", "Examplonic Asia", company, 0, 0.69},
		{"Northern Example (ex Sea Sample)", "Sea Sample", vessel, 0.9, 1},
		{"Abdul Sample Abdul Jan", "Abdul Sample Mohammad Jan", person, 0, 0.69},
		// another
		{"Kim Sok Jin", "Kim Sok Chol", person, 0, 0.69},
		{"Ivan Example", "Ivan Sample", person, 0, 0.69},
		{"Ivan Borisovich Example", "Ivan Viktorovich Example", person, 0, 0.69},
		{"Omar bin Hassan al-Sample", "Hassan bin Omar al-Sample", person, 0, 0.69},
		{"Ivan Example", "Example", person, 0, 0.69},
		{"김종은", "김정은", person, 0, 0.69},
		{"Harbour Bank", "Harbour Bank Trust", company, 0, 0.69},
		{"Northern Oil Company", "Northern Gas Company", company, 0, 0.69},
		{"Limited Liability Company", "Joint Stock Company", company, 0, 0.69},
		{"", "Ivan", person, 0, 0},
		// no certainty
		{"Kim", "Kim", person, 0.7, 0.85},
		{"Ocean", "Ocean", company, 0.7, 0.85},
		{"Example Fund 3", "Example Fund IV", company, 0.7, 0.8},
	} {
		got, why := Score(c.a, c.b, c.schema)
		if got < c.lo || got > c.hi {
			t.Errorf("Score(%q, %q) = %.3f, want %.2f to %.2f: %v", c.a, c.b, got, c.lo, c.hi, why)
		}
		if got >= reasonsFrom && len(why) == 0 {
			t.Errorf("Score(%q, %q) = %.3f without a reason", c.a, c.b, got)
		}
		if back, _ := Score(c.b, c.a, c.schema); math.Abs(back-got) > 1e-9 {
			t.Errorf("Score(%q, %q) = %.3f, the other way %.3f", c.a, c.b, got, back)
		}
	}
}

// TestKeys: what scores as a possible match can be looked up.
func TestKeys(t *testing.T) {
	for _, c := range [][2]string{
		{"Сергей Лавров", "Sergei Lavrov"}, {"محمد الحسن", "Mohammed Al-Hassan"}, {"김정은", "Kim Jong Un"}, {"IvanExample", "Ivan Example"}, {"Ivan Exmaple", "Ivan Example"}, {"Bill Xu", "William Xu"},
	} {
		b := map[string]bool{}
		for _, k := range Prepare(c[1], person).Keys() {
			b[k] = true
		}
		shared := false
		for _, k := range Prepare(c[0], person).Keys() {
			shared = shared || b[k]
		}
		if !shared {
			t.Errorf("%q and %q share no key", c[0], c[1])
		}
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{{"abc", "abc", 2, 0}, {"abc", "acb", 2, 1}, {"abc", "abcd", 2, 1}, {"kitten", "sitting", 3, 3}, {"kitten", "sitting", 2, 3}, {"", "ab", 2, 2}, {"", "abc", 2, 3}} {
		if got := edits(c.a, c.b, c.limit); got != c.want {
			t.Errorf("edits(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
	}
}

func TestLong(t *testing.T) {
	names := func(n int) string { return strings.Repeat("abdul al ", n/9) }
	lineartest.Check(t, "parts", 100_000, names, func(s string) { Score(s, s, person) })
	lineartest.Check(t, "letters", 100_000, func(n int) string { return strings.Repeat("x", n) }, func(s string) { Score(s, strings.Repeat("y", len(s)), company) })
	lineartest.Check(t, "strokes", 25_000, func(n int) string { return strings.Repeat("a/", n/2) }, func(s string) { Score(s, "b", company) })
}

func FuzzScore(f *testing.F) {
	for _, s := range [][2]string{{"Ivan Example", "И. Пример"}, {"a/bcde/fghij", "&"}, {"김정은", "\xff"}, {"", ""}, {"abd al", "abdulrahman"}, {"籸\u07b8", "Ƹ籸"}} {
		f.Add(s[0], s[1], "Person")
	}
	f.Fuzz(func(t *testing.T, a, b, schema string) {
		s, _ := Score(a, b, demarche.EntitySchema(schema))
		if s < 0 || s > 1 || math.IsNaN(s) {
			t.Errorf("score %v", s)
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	x, y := Prepare("Jang Kuk Chol", person), Prepare("CHANG, Kuk-ch'ol", person)
	b.ReportAllocs()
	for b.Loop() {
		Compare(x, y)
	}
}

func BenchmarkPrepare(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Prepare("Общество с ограниченной ответственностью «Пример»", company)
	}
}
