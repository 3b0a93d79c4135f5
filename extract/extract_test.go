package extract

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"
	"demarche/internal/lineartest"

	"github.com/google/go-cmp/cmp"
)

func facts(t *testing.T) demarche.Facts {
	t.Helper()
	return New(Config{}).Extract(input())
}

func TestExtractArticle(t *testing.T) {
	f := facts(t)
	if len(f.Actions) == 0 || f.Actions[0].Kind != "designation" || !f.Actions[0].Main {
		t.Errorf("actions = %+v", f.Actions)
	}
	if f.Event.Value != "2025-11-04" || f.Event.Basis != "text" {
		t.Errorf("event = %+v, want the Tuesday before 5 November 2025", f.Event)
	}
	if len(f.Countries) == 0 || f.Countries[0].Code != "KP" {
		t.Errorf("countries = %+v, want KP first", f.Countries)
	}
	want := map[string]demarche.MentionKind{
		"Office of Foreign Assets Control": demarche.MentionOrganisation, "Jang Kuk Chol": demarche.MentionPerson, "Ho Jong Son": demarche.MentionPerson,
		"First Credit Bank": demarche.MentionOrganisation, "Shenyang": demarche.MentionLocation, "Pyongyang": demarche.MentionCountry,
		"OCEAN STAR": demarche.MentionVessel, "Elliptic": demarche.MentionOrganisation, "Nov. 2": demarche.MentionDate, "$5.3 million": demarche.MentionAmount, "John K. Hurley": demarche.MentionPerson,
	}
	for _, m := range f.Mentions {
		if k, ok := want[m.Text]; ok {
			if m.Kind != k {
				t.Errorf("%q is %s, want %s", m.Text, m.Kind, k)
			}
			delete(want, m.Text)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
	var names []string
	for _, d := range f.Designees {
		names = append(names, d.Name)
	}
	if diff := cmp.Diff([]string{"Jang Kuk Chol", "Ho Jong Son"}, names); diff != "" {
		t.Errorf("designees (-want +got):\n%s", diff)
	}
}

// check holds what must be true of every answer.
func check(t *testing.T, text string, f demarche.Facts) {
	t.Helper()
	text = strings.ToValidUTF8(text, "\uFFFD")
	runes := []rune(text)
	end := 0
	for i, m := range f.Mentions {
		if m.Start < 0 || m.End > len(runes) || m.Start >= m.End {
			t.Fatalf("mention %+v lies outside %d code points", m, len(runes))
		}
		if got := string(runes[m.Start:m.End]); got != m.Text {
			t.Fatalf("mention %q has the span of %q", m.Text, got)
		}
		if i > 0 && m.Start < f.Mentions[i-1].Start {
			t.Fatalf("mentions are not sorted at %d", i)
		}
		if m.Kind.IsName() {
			if m.Start < end {
				t.Fatalf("name %q overlaps the name before it", m.Text)
			}
			end = m.End
		}
	}
	mains := 0
	for _, a := range f.Actions {
		if a.Main {
			mains++
		}
		if a.Start < 0 || a.End > len(runes) || a.Start > a.End {
			t.Fatalf("action %+v lies outside the text", a)
		}
	}
	if mains != 1 {
		t.Fatalf("%d main actions", mains)
	}
	for _, d := range f.Designees {
		if d.Start < 0 || d.End > len(runes) || d.Start > d.End {
			t.Fatalf("designee %+v lies outside the text", d)
		}
	}
}

var oddities = []string{
	"", " ", "\n\n", "\xff\xfe", "a\xffb said OFAC designated X", "((((((((((", "“" + strings.Repeat("(", 50), "U.S.", "북한이 3억 달러를 탈취했다.", "中国外交部发言人表示", "В Москве заявили",
	"designated", "OFAC designated", "is being designated", "IMO", "(IMO 9074729)", "M/V", "e\u0301\u0301 Kim Jong\u200bUn", "LLC", "and LLC and LLC", "JSC JSC JSC", "The following individuals have been added:\n- \n-\n",
	"The following individuals have been added to OFAC's SDN List:\nROE, Jane (a.k.a. \"J\"), Moscow, Russia; DOB 1 Jan 1980 (individual) [CYBER2].", "Joint Stock Company", "Mr.", "President", "Prince", "-based", "Paris, Texas", "U.S.-", "al-", "\u202eOFAC\u202c",
}

func TestOddities(t *testing.T) {
	x := New(Config{})
	for _, s := range oddities {
		check(t, s, x.Extract(Input{Title: s, Text: s, Published: demarche.Published{Time: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)}}))
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range append(oddities, article) {
		f.Add(s, "")
	}
	x := New(Config{})
	f.Fuzz(func(t *testing.T, text, title string) {
		if utf8.RuneCountInString(text) > 20000 {
			return
		}
		check(t, text, x.Extract(Input{Title: title, Text: text}))
	})
}

// TestLinear reads texts of one and of eight times a length: the longer may take
// little more than eight times as long.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	x := New(Config{})
	units := map[string]string{
		"one word": "a", "capitals": "A", "brackets": "(", "closing": ")", "digits": "1", "names": "Jane Roe (Roe) and ", "places": "Paris, Texas, ", "quotes": "“",
		"verdicts": "OFAC designated Jane Roe, ", "vessels": "M/V OCEAN STAR (IMO 9074729), ", "legal": "Roe LLC, ", "han": "中", "hangul": "북", "lines": "Jane:\n", "and": "Roe and ", "passive": "is being designated ", "stars": "*(",
	}
	for name, unit := range units {
		t.Run(name, func(t *testing.T) {
			lineartest.Check(t, name, 20_000, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(text string) { x.Extract(Input{Text: text}) })
		})
	}
}
