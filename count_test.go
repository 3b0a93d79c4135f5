package demarche_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// TestCounts: what is counted, what was done to it and how many.
func TestCounts(t *testing.T) {
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "The office listed eight people and two entities.", "8 people listed; 2 entities listed"},
		{"en", "At least 1,204 civilians were killed and 36 soldiers wounded in the raid.", "at_least 1204 people killed; 36 people injured"},
		{"en", "The bank froze twenty-three accounts of the group.", "23 accounts frozen"},
		{"en", "It sanctioned 14 shadow fleet tankers.", "14 vessels listed"},
		{"en", "It sanctioned ten people, three of them officers, and later one person.", "10 people listed"},
		{"en", "Ten people work there.", ""},
		{"en", "In 2025 people were arrested.", ""},
		{"en", "They seized $15 million and 2.5 tonnes.", ""},
		{"fr", "Deux navires ont été saisis au large.", "2 vessels seized"},
		{"de", "Zwölf Personen wurden festgenommen.", "12 people arrested"},
		{"ru", "США внесли в список восемь граждан и две организации.", "8 people listed; 2 entities listed"},
		{"ko", "정부는 개인 8명을 제재 대상으로 지정했다.", "8 people listed"},
	} {
		v := told("i", "s", "office", demarche.KindFinance, tt.lang, tt.text)
		var got []string
		for _, f := range demarche.Counts(v) {
			got = append(got, strings.TrimSpace(f.Qualifier+" "+f.Value+" "+f.Unit+" "+f.Role))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s\n%s", tt.text, diff)
		}
	}
}

// TestCountsSideBySide: of one event sources that count differently differ, a part
// that one of them tells besides does not; counts for other times say nothing about
// each other.
func TestCountsSideBySide(t *testing.T) {
	count := func(texts ...string) demarche.FigureGroup {
		var figures []demarche.Figure
		for i, text := range texts {
			name := string(rune('a' + i))
			figures = append(figures, demarche.Counts(told(name, "s", name, demarche.KindNews, "en", text))...)
		}
		groups := demarche.CompareFigures(figures)
		if len(groups) == 0 {
			t.Fatalf("no counts in %q", texts)
		}
		return groups[0]
	}
	if g := count("Eight people were killed.", "Nine people were killed."); g.Unit != "people" || g.Role != "killed" || !g.Periods[0].Differs || g.Apart {
		t.Errorf("two counts of the dead: %+v", g)
	}
	if g := count("Eight people were killed.", "8 people were killed, two people of them killed later."); g.Periods[0].Differs || len(g.Periods[0].Sums) != 1 {
		t.Errorf("the same count told twice: %+v", g)
	}
	if g := count("Eight people were listed.", "Eight people were listed [date|two days|precision=duration|timex=P2D] ago."); len(g.Periods) != 1 {
		t.Errorf("days since are no time that a count covers: %+v", g)
	}
	if g := count("In "+in2024+", 40 vessels were listed.", "In "+in2025+", 90 vessels were listed."); !g.Apart || g.Periods[0].Differs {
		t.Errorf("counts of two years: %+v", g)
	}
	if g := count("In "+in2025+", 40 accounts were frozen.", "In "+in2025+", 90 accounts were frozen."); g.Apart || !g.Periods[0].Differs {
		t.Errorf("two counts of one year: %+v", g)
	}
}
