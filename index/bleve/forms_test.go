package bleve

import (
	"context"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/index"
)

// TestForms: what is written in one way is found when asked for in another.
func TestForms(t *testing.T) {
	texts := map[string][2]string{
		"labor":   {"en", "A forced-labor compound was searched near the harbor."},
		"labour":  {"en", "The labour inspectors organised a visit to the centre."},
		"covid":   {"en", "Masks against COVID-19 were bought."},
		"token":   {"ru", "Токен А7А5 выпущен в Бишкеке."}, // Cyrillic letters
		"latin":   {"en", "The token A7A5 moved billions."},
		"host":    {"en", "A bulletproof hosting firm was listed."},
		"sharaa":  {"en", "The minister met Ahmed al-Sharaa there, and later Sharaa flew home."},
		"ar":      {"ar", "زار الوزير أحمد الشرع دمشق"},
		"gaddafi": {"en", "He was once called Mohammed al-Gaddafi."},
		"ko":      {"ko", "정부는 대북 독자제재를 검토한다."},
	}
	var docs []index.Doc
	for id, x := range texts {
		docs = append(docs, index.Doc{ID: id, Lang: x[0], Text: x[1]})
	}
	e := openWith(t, docs)
	for _, tt := range []struct {
		query, match string
		want         string // ids in order of the alphabet
	}{
		{"labour", "", "labor labour"}, {"labor", "", "labor labour"}, {`"labour"`, "", "labour"}, {"harbours", "", "labor"}, {"organized center", "", "labour"},
		{"-labour compound OR visit", "", "labour"},
		{"covid19", "", "covid"}, {"COVID-19", "", "covid"}, {`"covid19"`, "", ""},
		{"A7A5", "", "latin token"}, {"А7А5", "", "latin token"}, {"A7-A5", "", "latin"},
		{"bullet-proof", "", "host"}, {`"bullet-proof"`, "", ""},
		{"الشرع", "", "ar sharaa"}, {"Sharaa", "", "ar sharaa"}, {"أحمد الشرع", "", "ar sharaa"},
		{"al-Qaddafi", "", "gaddafi"}, {"Mohammad al-Qadhafi", "", "gaddafi"},
		{"대북제재", "", ""}, {"대북제재", "any", "ko"},
	} {
		expr, err := demarche.ParseExpr(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		found, err := e.Search(context.Background(), demarche.Query{Expr: expr, Match: demarche.Match(tt.match)})
		if err != nil {
			t.Fatal(err)
		}
		ids := idsOf(found)
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.query, tt.match, got, tt.want)
		}
		marker := index.NewHighlighter(expr, found.Spellings)
		for _, id := range ids {
			if m := marker.Mark(texts[id][1], texts[id][0]); !strings.Contains(m, "<mark>") && tt.match == "" && !strings.Contains(tt.query, "OR") {
				t.Errorf("%s: nothing is marked in %s", tt.query, m)
			}
		}
	}
}
