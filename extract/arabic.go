package extract

import (
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/token"
)

// withoutPrefix cuts the conjunction or preposition that Arabic writes in one with
// the name of a place after it: "والشارقة" is "الشارقة".
func withoutPrefix(names []demarche.Mention, language string) {
	if language != "ar" {
		return
	}
	for i := range names {
		m := &names[i]
		if m.Kind != demarche.MentionLocation && m.Kind != demarche.MentionCountry {
			continue
		}
		for _, prefix := range []string{"وب", "ول", "و", "ب", "ل", "ف"} {
			rest, ok := strings.CutPrefix(m.Text, prefix)
			if !ok {
				continue
			}
			doc := token.Split(rest)
			if c := country.Scan(doc, language); len(c) == 1 && c[0].From == 0 && c[0].To == len(doc.Tokens) && placeItself(doc) {
				if m.Name == m.Text {
					m.Name = rest
				}
				m.Start, m.Text = m.Start+len(prefix), rest
				break
			}
		}
	}
}

// placeItself says whether the words are a name without any prefix of their own.
func placeItself(doc *token.Doc) bool {
	word := doc.Text
	for _, prefix := range []string{"و", "ب", "ل", "ف"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok {
			bare := token.Split(rest)
			if c := country.Scan(bare, "ar"); len(c) == 1 && c[0].To == len(bare.Tokens) && strings.HasPrefix(rest, "ال") {
				return false
			}
		}
	}
	return true
}
