package name

import (
	"math"
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
		{"en", "The Iraqi government and the Syrian armed forces met the Government of Canada.", "O:Iraqi government | O:Syrian armed forces | O:Government of Canada"},
		{"en", "The Russian foreign ministry, the Israeli air force and the Swiss central bank told a Swiss bank and German air passengers.", "O:Russian foreign ministry | O:Israeli air force | O:Swiss central bank | C:Swiss | C:German"},
		{"en", "Troops of the NATO-led International Security Assistance Force met.", "O:NATO | O:International Security Assistance Force"},
		{"en", "The DPR of Korea would respond, the DPR of Korea said.", "C:DPR of Korea | C:DPR of Korea"},
		{"en", "Officials of the Ministry of Economy, Trade and Industry met.", "O:Ministry of Economy, Trade and Industry"},
		{"en", "The Committee on Oversight and Accountability met Energy and Industry Minister Jane Roe.", "O:Committee on Oversight and Accountability | P:Jane Roe"},
		{"en", "The Ministry of Defence and Ministry of Finance agreed.", "O:Ministry of Defence | O:Ministry of Finance"},
		{"en", "ISIL-held houses near Quzlan fell during Operation Brave Heron.", "O:ISIL | L:Quzlan"},
		{"en", "Islamic State fled. Two shells hit IS posts by Wadi Quzlan and Jabal Murr.", "O:Islamic State | O:IS | L:Wadi Quzlan | L:Jabal Murr"},
		{"en", "This IS important.", ""},
		{"en", "Point 33 N was hit, God knows.", ""},
		{"en", "The Pakistan People's Party and the Kurdistan Workers' Front asked the U.N. Children's Fund.", "O:Pakistan People's Party | O:Kurdistan Workers' Front | O:U.N. Children's Fund"},
		{"en", "The General Assembly heard Zhou Mingde of the Cary Unified School District.", "O:General Assembly | P:Zhou Mingde | O:Cary Unified School District"},
		{"en", "Troops arrived in Port-au-Prince; a Singapore-based firm paid.", "L:Port-au-Prince | C:Singapore"},
		{"en", "Later U.S. President Jane Roe met Treasury Secretary John Doe.", "C:U.S. | P:Jane Roe | O:Treasury | P:John Doe"},
		{"en", "U.N. Secretary-General Kofi Annan", "O:U.N. | P:Kofi Annan"},
		{"en", "They paid Zorka Pajnas Skopje DOOEL (Zorka Pajnas). Zorka Pajnas denied it.", "O:Zorka Pajnas Skopje DOOEL | O:Zorka Pajnas | O:Zorka Pajnas"},
		{"en", "The ship stood at 36°14′30″N 32°08′E; another at 36.2°N, 32.1°E, a third at N 36° 14.5', E 032° 08.2'.", "L:36°14′30″N 32°08′E | L:36.2°N, 32.1°E | L:N 36° 14.5', E 032° 08.2'"},
		{"en", "It was 31°N of nothing, 95°14′N 32°08′E is on no map, and 36°C is warm.", ""},
		{"ru", "Судно стояло у 36°14′N 32°08′E.", "L:36°14′N 32°08′E"},
		{"en", "The Syrian opposition and Yemeni rebel forces watched Iranian state television.", "O:Syrian opposition | O:Yemeni rebel forces | O:Iranian state television"},
		{"en", "The Saudi-led military coalition forces struck; Coalition military forces denied it.", "O:Saudi-led military coalition forces | O:Coalition military forces"},
		{"en", "A Saudi-led initiative failed.", "C:Saudi"},
		{"en", "Two strikes hit. Near Al Quzlayah, one more did.", "L:Al Quzlayah"},
		{"en", "The Belgian Pottery Society met in Ghent. A letter to the Belgian Pottery Society was lost.", "O:Belgian Pottery Society | L:Ghent | O:Belgian Pottery Society"},
		{"en", "Aides at The White House and the Pentagon read The New York Times.", "O:White House | O:Pentagon | O:The New York Times"},
		{"en", "QDF forces and Wadraq militants left; all troops did.", "O:QDF | O:Wadraq"},
		{"en", "Typhoon Wendra hit Haiphong after the Vietnam War and the Modelling Prize.", "L:Haiphong | C:Vietnam"},
		{"en", "Sunni Arab tribesmen met Shia Muslim fighters.", ""},
		{"ko", "이재명 대통령은 라자루스가 북한 정찰총국 소속이라고 말했다.", "P:이재명 | O:라자루스 | C:북한 | O:정찰총국"},
		{"zh", "中国外交部发言人毛宁说,拉撒路集团", "O:中国外交部 | P:毛宁 | O:拉撒路集团"},
		{"ja", "石破首相は北朝鮮を非難した。", "P:石破 | C:北朝鮮"},
		{"ru", "Президент Владимир Путин и ООО «Гринекс» в России", "P:Владимир Путин | O:ООО «Гринекс» | C:России"},
		{"ru", "Официальный представитель МИД России Анна Пример прибыла из Женевы, где её ждали Чхве Сон Хи и Си Цзиньпин.", "O:МИД России | P:Анна Пример | L:Женевы | P:Чхве Сон Хи | P:Си Цзиньпин"},
		{"ru", "Встреча Сергея Примерова с главой Минфина Антоном Образцовым", "P:Сергея Примерова | P:Антоном Образцовым"},
		{"uk", "Міністр закордонних справ України Андрій Приклад і ТОВ «Зразок»", "C:України | P:Андрій Приклад | O:ТОВ «Зразок»"},
		{"fr", "Le ministre des Affaires étrangères Jean-Noël Exemple et la Banque de France visent Modèle Négoce SARL à Genève.", "P:Jean-Noël Exemple | O:Banque de France | O:Modèle Négoce SARL | L:Genève"},
		{"fr", "La Ryujong Credit Bank a été sanctionnée à Bruxelles.", "O:Ryujong Credit Bank | L:Bruxelles"},
		{"de", "Außenminister Johann Muster sprach in Genf mit der Firma Beispiel Handels GmbH und dem Bundesfinanzministerium.", "P:Johann Muster | L:Genf | O:Beispiel Handels GmbH | O:Bundesfinanzministerium"},
		{"de", "Die Maßnahme traf am Montag die Wirtschaft des Landes.", ""},
		{"es", "El ministro de Exteriores, José Manuel Ejemplo, y la Fiscalía General viajaron a Ginebra con Muestra S.L..", "P:José Manuel Ejemplo | O:Fiscalía General | L:Ginebra | O:Muestra S.L."},
		{"ar", "قال وزير الخارجية السعودي فيصل بن مثال في جنيف", "C:السعودي | P:فيصل بن مثال | L:جنيف"},
		{"ar", "فرضت عقوبات على ناصر بن فهد المثالي في جنيف", "P:ناصر بن فهد المثالي | L:جنيف"},
		{"zh", "韩国外交部发言人金例民表示，王样部长同韩国外长赵例通电话。", "O:韩国外交部 | P:金例民 | P:王样 | C:韩国 | P:赵例"},
		{"ko", "조예시 전 외교부 장관과 박예시 외교부 1차관은 제네바에서 만났다.", "P:조예시 | O:외교부 | P:박예시 | O:외교부 | L:제네바"},
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

func TestStateOfGovernment(t *testing.T) {
	r := Find(token.Split("The Iranian government spoke."), Context{Lang: "en"})
	if len(r.Mentions) != 1 || r.Mentions[0].Name != "Government of Iran" || r.Mentions[0].Code != "IR" {
		t.Errorf("mentions = %+v", r.Mentions)
	}
	if len(r.Seen) != 1 || r.Seen[0].Code != "IR" || r.Seen[0].Part != 1 {
		t.Errorf("countries seen = %+v", r.Seen)
	}
}

// The opposition of a state is a body, but not that state's.
func TestNoArmOfState(t *testing.T) {
	r := Find(token.Split("The Syrian opposition spoke."), Context{Lang: "en"})
	if len(r.Mentions) != 1 || r.Mentions[0].Name != "Syrian opposition" || r.Mentions[0].Code != "" {
		t.Errorf("mentions = %+v", r.Mentions)
	}
	if len(r.Seen) != 1 || r.Seen[0].Code != "SY" {
		t.Errorf("countries seen = %+v", r.Seen)
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

// TestPacked adds weights as bytes and gets their sums back.
func TestPacked(t *testing.T) {
	a, b := [labels]int8{0: 5, 3: -128, 16: 127}, [labels]int8{0: -7, 3: -128, 9: 1, 16: 127}
	m := &model{slots: []modelSlot{{}, {1, 0}, {2, 1}, {}}, data: []packed{pack(&a), pack(&b)}}
	var s sums
	for _, f := range []uint32{1, 2, 3} {
		m.add(f, &s)
	}
	if got, want := s.scores(), ([labels]int32{0: -2, 3: -256, 9: 1, 16: 254}); got != want {
		t.Errorf("sums = %v, want %v", got, want)
	}
}

// TestChain compares the probabilities of labels with those counted over every
// path.
func TestChain(t *testing.T) {
	var c chain
	var moves [labels + 1][labels + 1]cell
	for a := range moves {
		for b := range moves[a] {
			moves[a][b].w = float64((a*7+b*3)%5)/4 - 0.5
		}
	}
	c.reset(2)
	score := [2][labels]float64{}
	for y := range labels {
		score[0][y], score[1][y] = float64(y%4)/3, float64(y*5%7)/5
	}
	copy(c.score, score[:])
	all, first := 0.0, [labels]float64{}
	for a := range labels {
		for b := range labels {
			if follows[noLabel][a] && follows[a][b] && follows[b][noLabel] {
				p := math.Exp(score[0][a] + score[1][b] + moves[noLabel][a].w + moves[a][b].w + moves[b][noLabel].w)
				all, first[a] = all+p, first[a]+p
			}
		}
	}
	gold := []uint8{uint8(label(typePER, placeB)), uint8(label(typePER, placeL))}
	logP := c.infer(&moves, gold)
	want := math.Exp(score[0][gold[0]]+score[1][gold[1]]+moves[noLabel][gold[0]].w+moves[gold[0]][gold[1]].w+moves[gold[1]][noLabel].w) / all
	if math.Abs(math.Exp(logP)-want) > 1e-9 {
		t.Errorf("probability of the gold labels %g, want %g", math.Exp(logP), want)
	}
	for y := range labels {
		if math.Abs(c.at[0][y]-first[y]/all) > 1e-9 {
			t.Errorf("label %d: probability %g, want %g", y, c.at[0][y], first[y]/all)
		}
	}
}
