package name

import (
	"strings"
	"testing"

	"demarche"
	"demarche/extract/token"
)

var letter = map[demarche.MentionKind]string{demarche.MentionPerson: "P", demarche.MentionOrganisation: "O", demarche.MentionLocation: "L", demarche.MentionCountry: "C", demarche.MentionVessel: "V", demarche.MentionAircraft: "A"}

func found(text, lang string) string {
	var out []string
	for _, m := range Find(token.Split(text), Context{Lang: lang}).Mentions {
		out = append(out, letter[m.Kind]+":"+m.Text)
	}
	return strings.Join(out, " | ")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Treasury Secretary Scott Bessent met South Korea's finance minister in Seoul.", "O:Treasury | P:Scott Bessent | C:South Korea | L:Seoul"},
		{"en", "Washington said on Friday that Moscow had agreed.", "C:Washington | C:Moscow"},
		{"en", "He flew to Washington from Moscow.", "L:Washington | L:Moscow"},
		{"en", "Paris Hilton and Chad Smith met Jordan Peterson in Paris.", "P:Paris Hilton | P:Chad Smith | P:Jordan Peterson | L:Paris"},
		{"en", "The Bank of China and the Prince Group denied it.", "O:Bank of China | O:Prince Group"},
		{"en", "The tanker OCEAN STAR (IMO 9074729) left Vladivostok.", "V:OCEAN STAR | L:Vladivostok"},
		{"en", "Director Jane Roe (Roe) of Kingston Fresh LTD (Kingston Fresh) fled; Roe is a Russian national.", "P:Jane Roe | P:Roe | O:Kingston Fresh LTD | O:Kingston Fresh | P:Roe | C:Russian"},
		{"en", "Syrian President Bashar al-Assad spoke to Ban Ki-moon.", "C:Syrian | P:Bashar al-Assad | P:Ban Ki-moon"},
		{"en", "The EU and the Lazarus Group", "O:EU | O:Lazarus Group"},
		{"ko", "이재명 대통령은 라자루스가 북한 정찰총국 소속이라고 말했다.", "P:이재명 | O:라자루스 | C:북한 | O:정찰총국"},
		{"zh", "中国外交部发言人毛宁说,拉撒路集团", "O:中国外交部 | O:拉撒路集团"},
		{"ja", "石破首相は北朝鮮を非難した。", "P:石破 | C:北朝鮮"},
		{"ru", "Президент Владимир Путин и ООО «Гринекс» в России", "P:Владимир Путин | O:ООО «Гринекс» | C:России"},
	} {
		if got := found(c.text, c.lang); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestLongForms(t *testing.T) {
	text := "The Office of Foreign Assets Control (OFAC) listed Jang Kuk Chol. OFAC said Jang lives in China."
	want := map[string]string{"OFAC": "Office of Foreign Assets Control", "Jang": "Jang Kuk Chol"}
	for _, m := range Find(token.Split(text), Context{Lang: "en"}).Mentions {
		if w, ok := want[m.Text]; ok && m.Name != w {
			t.Errorf("%q stands for %q, want %q", m.Text, m.Name, w)
		}
	}
}

func TestBodies(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Bodies() {
		if e.ID == "" || e.Name == "" || seen[e.ID] {
			t.Errorf("bad or repeated entity %+v", e)
		}
		seen[e.ID] = true
	}
	for _, id := range []string{"us-ofac", "kp-lazarus", "garantex", "tornado-cash"} {
		if !seen[id] {
			t.Errorf("%s is not among the known bodies", id)
		}
	}
}

// TestTrain learns from three sentences and finds their like.
func TestTrain(t *testing.T) {
	ex := []Example{
		{Text: "Zorba Quux visited Blarg.", Names: []Span{{0, 10, "PER"}, {19, 24, "LOC"}}},
		{Text: "Zorba Fnord visited Blarg.", Names: []Span{{0, 11, "PER"}, {20, 25, "LOC"}}},
		{Text: "Nothing happened in Blarg.", Names: []Span{{20, 25, "LOC"}}},
	}
	m := parseModel(Train(ex, Training{Epochs: 10, MinSeen: 1, Rows: 10000, Seed: 1}))
	doc := token.Split("Zorba Quux visited Blarg.")
	spans := tag(doc, observe(doc, gazetteers{}), m)
	if len(spans) != 2 || spans[0].typ != typePER || spans[0].to != 2 || spans[1].typ != typeLOC {
		t.Errorf("spans = %+v", spans)
	}
}
