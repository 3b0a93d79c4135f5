package index

import (
	"strings"
	"testing"
	"unicode/utf8"

	"demarche"
)

func parse(t *testing.T, q string) demarche.Node {
	t.Helper()
	n, err := demarche.ParseExpr(q)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMark(t *testing.T) {
	for _, tt := range []struct{ query, lang, text, want string }{
		{"sanctions", "en", "New sanction on <Bank> & co", "New <mark>sanction</mark> on &lt;Bank&gt; &amp; co"},
		{`"Kim Un Chol"`, "en", "Kim said, Kim Un-chol", "Kim said, <mark>Kim Un-chol</mark>"},
		{"design* -removal", "en", "designation, removal", "<mark>designation</mark>, removal"},
		{"lazarsu~", "en", "the Lazarus Group", "the <mark>Lazarus</mark> Group"},
		{`entity:"Bank of China" country:KP`, "en", "The Bank of China, KP", "The <mark>Bank of China</mark>, KP"},
		{`instrument:"E.O. 14024"`, "en", "under EO 14024.", "under <mark>EO 14024</mark>."},
		{"санкции", "ru", "новых санкций", "новых <mark>санкций</mark>"},
		{"制裁", "ja", "北朝鮮への制裁を強化", "北朝鮮への<mark>制裁</mark>を強化"},
		{"uberweisung", "de", "die Überweisung", "die <mark>Überweisung</mark>"},
		{"a OR b", "en", "a\nb", "<mark>a</mark> <mark>b</mark>"},
		{"", "en", "plain", "plain"},
	} {
		if got := NewHighlighter(parse(t, tt.query), nil).Mark(tt.text, tt.lang); got != tt.want {
			t.Errorf("%s in %q:\n got %s\nwant %s", tt.query, tt.text, got, tt.want)
		}
	}
}

func TestSnippet(t *testing.T) {
	filler := strings.Repeat("Nothing of note happened on that day in the capital. ", 20)
	text := "A bank was mentioned early. " + filler + "Then OFAC designated a bank in Pyongyang for theft. " + filler
	got := NewHighlighter(parse(t, "bank pyongyang theft"), nil).Snippet(text, "en")
	const want = "… Then OFAC designated a <mark>bank</mark> in <mark>Pyongyang</mark> for <mark>theft</mark>. Nothing"
	if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, " …") {
		t.Errorf("got %s\nwant it to begin %s", got, want)
	}
	plain := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(got)
	if n := utf8.RuneCountInString(plain); n > snippetLength+10 {
		t.Errorf("the snippet has %d characters", n)
	}
	if got := NewHighlighter(parse(t, "absent"), nil).Snippet(text, "en"); !strings.HasPrefix(got, "A bank was mentioned early. Nothing") {
		t.Errorf("without a match: %s", got)
	}
	long := strings.Repeat("界", 1000) + "制裁" + strings.Repeat("界", 1000)
	if got := NewHighlighter(parse(t, "制裁"), nil).Snippet(long, "zh"); !strings.Contains(got, "<mark>界制裁界</mark>") && !strings.Contains(got, "<mark>制裁</mark>") {
		t.Errorf("in a text without spaces: %s", got)
	}
}

func TestSentence(t *testing.T) {
	const text = "Mr. Kim of the U.S. Treasury said no. \"We see $3.5 billion.\" It rose.\nNext line"
	for at, want := range map[string]string{
		"Kim":  "Mr. Kim of the U.S. Treasury said no.",
		"3.5":  `"We see $3.5 billion."`,
		"rose": "It rose.",
		"line": "Next line",
	} {
		start, end := Sentence(text, strings.Index(text, at))
		if got := strings.TrimSpace(text[start:end]); got != want {
			t.Errorf("around %q: %q, want %q", at, got, want)
		}
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("bank* \"a b\"", "Überweisung a b <x> bank. 制裁 \xff")
	f.Fuzz(func(t *testing.T, query, text string) {
		n, err := demarche.ParseExpr(query)
		if err != nil {
			return
		}
		got := NewHighlighter(n, nil).Snippet(text, "en")
		rest := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(got)
		if strings.ContainsAny(rest, "<>\"'") || strings.Count(got, "<mark>") != strings.Count(got, "</mark>") {
			t.Fatalf("%q in %q gave %s", query, text, got)
		}
	})
}
