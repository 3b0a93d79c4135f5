package lists

import (
	"strings"
	"unicode"

	"demarche"
)

// join puts the parts of a name together.
func join(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// script names the writing of a text by its first letter outside ASCII, in
// ISO 15924: "Latn" when all letters are Latin, "" without letters.
func script(s string) string {
	found := ""
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
			continue
		case unicode.Is(unicode.Latin, r):
			found = "Latn"
			continue
		case unicode.Is(unicode.Han, r):
			if strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
				return "Jpan"
			}
			return "Hani"
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "Jpan"
		}
		for code, table := range scripts {
			if unicode.Is(table, r) {
				return code
			}
		}
	}
	return found
}

var scripts = map[string]*unicode.RangeTable{"Cyrl": unicode.Cyrillic, "Arab": unicode.Arabic, "Hang": unicode.Hangul,
	"Grek": unicode.Greek, "Hebr": unicode.Hebrew, "Thai": unicode.Thai, "Geor": unicode.Georgian, "Armn": unicode.Armenian,
	"Deva": unicode.Devanagari, "Mymr": unicode.Myanmar, "Khmr": unicode.Khmer, "Beng": unicode.Bengali, "Ethi": unicode.Ethiopic, "Taml": unicode.Tamil}

// alias makes an alias with its script.
func alias(name string) demarche.Alias {
	name = join(name)
	a := demarche.Alias{Name: name}
	if s := script(name); s != "Latn" {
		a.Script = s
	}
	return a
}

// familyFirst are the states whose people's names are written family name
// first in Latin letters too.
var familyFirst = map[string]bool{"KP": true, "KR": true, "CN": true, "TW": true, "HK": true, "MO": true, "VN": true,
	"KOREA, NORTH": true, "NORTH KOREA": true, "CHINA": true, "VIETNAM": true, "TAIWAN": true}

// parted makes an alias of a family name and given names, in the order in
// which the person's country writes them.
func parted(family, given string, nationalities []string) demarche.Alias {
	a := alias(join(given, family))
	a.Family, a.Given = join(family), join(given)
	for _, n := range nationalities {
		if familyFirst[strings.ToUpper(n)] {
			a.Name = join(family, given)
		}
	}
	return a
}

// measures maps how a list names what it imposes. The first word found wins;
// texts without one stay text only.
func measures(text string) []demarche.Measure {
	t := strings.ToLower(text)
	var out []demarche.Measure
	for _, m := range measureWords {
		for _, w := range m.words {
			if strings.Contains(t, w) {
				out = append(out, m.measure)
				break
			}
		}
	}
	return out
}

var measureWords = []struct {
	measure demarche.Measure
	words   []string
}{
	{demarche.MeasureAssetFreeze, []string{"asset freeze", "assets freeze", "freezing of assets", "financial sanction", "freezing", "blocking", "block", "freeze"}},
	{demarche.MeasureTravelBan, []string{"travel", "ban on entry", "entry and transit", "entry into"}},
	{demarche.MeasureArmsEmbargo, []string{"arms embargo", "arms"}},
	{demarche.MeasureDebtEquity, []string{"debt", "equity", "capital market", "securities", "money market"}},
	{demarche.MeasureCorrespondent, []string{"correspondent", "payable-through"}},
	{demarche.MeasurePortServiceBan, []string{"port entry", "port access", "access to ports", "deflag", "charter", "crew", "crewing", "maritime", "vessel-related", "trust service", "technical assistance", "internet service", "de-registration", "registration of ships", "servic"}},
	{demarche.MeasureExportControl, []string{"export", "dual-use", "end-user", "licence requirement", "license requirement"}},
	{demarche.MeasureSpecial, []string{"special measure", "311", "9714"}},
}

// slug is a text as part of an id: lower-case letters and figures parted by
// hyphens.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
			continue
		}
		gap = true
	}
	return b.String()
}
