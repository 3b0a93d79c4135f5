package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

func TestTaggedText(t *testing.T) {
	s := &Server{cfg: Config{CountryName: countryName}}
	text := "북한 stole $3bn.\nSecond line, Kim.\n\n"
	m := func(kind demarche.MentionKind, from, to int) demarche.Mention {
		return demarche.Mention{Kind: kind, Start: from, End: to, Name: "n", Code: "KP", Value: "1", Currency: "USD"}
	}
	paras, legend := s.taggedText([]rune(text), []demarche.Mention{
		m("amount", 9, 13), m("person", 28, 31), m("country", 0, 2),
		m("organisation", 10, 12),                        // inside the amount: not shown
		m("date", 5, 500), m("tag", -1, 3), m("x", 4, 4), // outside the text, or empty
	})
	var got []string
	for _, p := range paras {
		var b strings.Builder
		for _, x := range p {
			if x.Kind != "" {
				b.WriteString("[" + x.Kind + " " + x.ID + ":" + x.Text + "]")
			} else {
				b.WriteString(x.Text)
			}
		}
		got = append(got, b.String())
	}
	want := []string{"[country m2:북한] stole [amount m0:$3bn].", "Second line, [person m1:Kim]."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]legendEntry{{"country", "country", 1}, {"person", "person", 1}, {"amount", "sum", 1}}, legend); diff != "" {
		t.Errorf("legend (-want +got):\n%s", diff)
	}
}

func TestSumMeaning(t *testing.T) {
	for want, m := range map[string]demarche.Mention{
		"more than 3\u2009000\u2009000\u2009000 USD, stolen, over 3 years": {Value: "3000000000", Currency: "USD", Qualifier: "over", Role: "stolen", Period: "P3Y"},
		"1 to 2.50 EUR":                  {Value: "1", Max: "2.50", Currency: "EUR", Qualifier: "between"},
		"5 USD, over PT3H":               {Value: "5", Currency: "USD", Period: "PT3H"},
		"no exact value USD":             {Currency: "USD", Qualifier: "vague"},
		"-1\u2009500.25 USD, cumulative": {Value: "-1500.25", Currency: "USD", Cumulative: true},
	} {
		if got := sumMeaning(m); got != want {
			t.Errorf("sumMeaning = %q, want %q", got, want)
		}
	}
}

// TestRepublish: a page never shows more of a text than its source allows.
func TestRepublish(t *testing.T) {
	long := strings.Repeat("The quick officer read the notice twice. ", 100) + "SECRET END"
	for rule, tt := range map[demarche.Republish]struct{ start, end bool }{
		demarche.RepublishNone: {false, false}, demarche.RepublishExcerpt: {true, false}, "": {true, false}, demarche.RepublishFull: {true, true},
	} {
		w := newWorld()
		w.sources[1].Source.Republish = rule
		v := w.add("hangang-ilbo", "https://x.example/long", "Long", "en", long, "2025-11-01", demarche.EventDate{}, []demarche.Action{{Kind: "law", Start: 0, End: 5}}, "",
			demarche.Mention{Kind: demarche.MentionPerson, Start: len(long) - 10, End: len(long) - 4, Name: "Somebody"})
		older := v.Revisions[0]
		older.Text = "The quick officer read SECRET notice twice."
		v.Revisions[0].N = 2
		v.Revisions = append(v.Revisions, older)
		if rule == demarche.RepublishExcerpt || rule == "" {
			v.Revisions = v.Revisions[:1] // a diff is a quotation of its own
		}
		h := serve(t, w)
		for _, path := range []string{"/items/" + v.Item.ID, "/api/v1/items/" + v.Item.ID} {
			body := get(t, h, path).Body.String()
			if got := strings.Contains(body, "The quick officer"); got != tt.start {
				t.Errorf("rule %q, %s: start of the text shown: %v, want %v", rule, path, got, tt.start)
			}
			if got := strings.Contains(body, "SECRET"); got != tt.end {
				t.Errorf("rule %q, %s: end of the text shown: %v, want %v", rule, path, got, tt.end)
			}
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		n          int
		cut        bool
	}{
		{"One two three.", "One two three.", 3, false},
		{"One two three. Four five six.", "One two three. ", 4, true},
		{"One two three four five", "One two ", 2, true},
		{"", "", 5, false},
		{strings.Repeat("가나다라마바", 4), strings.Repeat("가나다라마바", 3), 3, true},
	} {
		got, cut := excerpt([]rune(tt.text), tt.n)
		if string(got) != tt.want || cut != tt.cut {
			t.Errorf("excerpt(%q, %d) = %q, %v; want %q, %v", tt.text, tt.n, string(got), cut, tt.want, tt.cut)
		}
	}
}

func TestWordDiff(t *testing.T) {
	show := func(runs []change) string {
		var b strings.Builder
		for _, c := range runs {
			if c.Op == '=' {
				b.WriteString(c.Text + " ")
			} else {
				b.WriteString(string(c.Op) + "(" + c.Text + ") ")
			}
		}
		return strings.TrimSpace(b.String())
	}
	for _, tt := range []struct{ older, newer, want string }{
		{"a b c", "a b c", "a b c"},
		{"a b c", "a x c", "a -(b) +(x) c"},
		{"", "new text", "+(new text)"},
		{"gone text", "", "-(gone text)"},
		{"seven people and two firms", "eight people, and two firms listed", "-(seven people) +(eight people,) and two firms +(listed)"},
		{"one\ntwo", "one\nzero\ntwo", "one ¶ +(zero ¶) two"},
		{"a b a b a", "b a b", "-(a) b a b -(a)"},
	} {
		runs, ok := wordDiff(tt.older, tt.newer)
		if got := show(runs); got != tt.want || !ok {
			t.Errorf("wordDiff(%q, %q) = %q, %v; want %q", tt.older, tt.newer, got, ok, tt.want)
		}
	}
}

// TestWordDiffAddsUp: without the inserted words the diff is the older text,
// without the deleted ones the newer.
func TestWordDiffAddsUp(t *testing.T) {
	vocabulary := strings.Fields("a b c d e")
	state := uint32(7)
	pick := func() []string {
		var out []string
		for state = state*1664525 + 1013904223; len(out) < int(state>>20)%24; {
			state = state*1664525 + 1013904223
			out = append(out, vocabulary[state>>16%5])
		}
		return out
	}
	for range 500 {
		a, b := pick(), pick()
		runs, ok := wordDiff(strings.Join(a, " "), strings.Join(b, " "))
		var older, newer []string
		for _, c := range runs {
			if c.Op != '+' {
				older = append(older, strings.Fields(c.Text)...)
			}
			if c.Op != '-' {
				newer = append(newer, strings.Fields(c.Text)...)
			}
		}
		if !ok || strings.Join(older, " ") != strings.Join(a, " ") || strings.Join(newer, " ") != strings.Join(b, " ") {
			t.Fatalf("diff of %q and %q: %v %+v", a, b, ok, runs)
		}
	}
}

func TestWordDiffGivesUp(t *testing.T) {
	if _, ok := wordDiff(strings.Repeat("a ", 5000), strings.Repeat("b ", 5000)); ok {
		t.Error("two texts without a common word: want them to count as rewritten")
	}
	a := strings.Repeat("word ", 20000)
	runs, ok := wordDiff(a+"seven", a+"eight")
	if got := inContext(runs); !ok || len(got) != 3 || !strings.HasPrefix(got[0].Text, "… word") || len(strings.Fields(got[0].Text)) != contextWords+1 {
		t.Errorf("one word in a long text: %v, %d runs", ok, len(got))
	}
}

func TestCitation(t *testing.T) {
	w := newWorld()
	for i := range w.sources {
		w.sources[i].Source.Demo = false
	}
	real := &world{now: worldNow, sources: w.sources}
	v := real.add("chainsleuth", "https://x.example/1", "Title", "en", "Text.", "2025-11-01", demarche.EventDate{}, nil, "")
	if body := get(t, serve(t, real), "/items/"+v.Item.ID).Body.String(); !strings.Contains(body, "Chainsleuth Research, “Title”, 1 November 2025. https://x.example/1") {
		t.Errorf("no citation in\n%s", body)
	}
	if body := get(t, serve(t, real, func(c *Config) { c.Demo = true }), "/items/"+v.Item.ID).Body.String(); strings.Contains(body, "“Title”, 1 November") || !strings.Contains(body, "written for demonstration") {
		t.Error("the demonstration can be cited")
	}
}
