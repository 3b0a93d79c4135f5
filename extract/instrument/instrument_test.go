package instrument

import (
	"strings"
	"testing"

	"demarche"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pursuant to Executive Order (E.O.) 13722 and E.O. 13382, as amended", "E.O. 13722|E.O. 13382"},
		{"under United Nations Security Council Resolution 1718 and UNSCR 2397 (2017)", "UNSCR 1718|UNSCR 2397"},
		{"Council Regulation (EU) No 833/2014 and Council Decision 2014/512/CFSP", "Regulation (EU) 833/2014|Decision (CFSP) 2014/512"},
		{"[DPRK3] [CYBER2] and CYBER4; see [1]", "DPRK3|CYBER2|CYBER4"},
		{"OFAC issued Russia-related General License 124D; 31 CFR part 510", "General Licence 124D|31 CFR 510"},
		{"유엔 안보리 결의 2397호", "UNSCR 2397"},
		{"a section 311 finding", "USA PATRIOT Act section 311"},
		{"The Russia (Sanctions) (EU Exit) Regulations 2019 apply", "Russia (Sanctions) (EU Exit) Regulations 2019"},
		{"violate Security Council resolutions 2375 (2017) and 2397 (2017)", "UNSCR 2375|UNSCR 2397"},
		{"imposed by resolutions 1718 (2006), 1874 and 2270 (2016).", "UNSCR 1718|UNSCR 1874|UNSCR 2270"},
		{"تنفيذا لقرار مجلس الأمن 2270", "UNSCR 2270"},
		{"we made a resolution in 2019 [sic]", ""},
	} {
		var got []string
		for _, m := range Find(c.text) {
			if c.text[m.Start:m.End] != m.Text {
				t.Errorf("%q: offsets do not give the text", m.Text)
			}
			if m.Kind == demarche.MentionTag {
				got = append(got, m.Tag)
			} else {
				got = append(got, m.Name)
			}
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}
