package article

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const newsPage = `<!doctype html><html lang="en-GB"><head>
<title>Ministry blocks two banks - The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="Ministry blocks two banks | The Harbour Post">
<meta name="description" content="The measure is the first against banks of the island since spring and takes effect at midnight.">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ministry blocks two banks",
"datePublished":"2025-11-04T23:15:00-05:00","author":[{"@type":"Person","name":"Ann Example"},{"@type":"Person","name":"Ben Sample"}]}</script>
</head><body class="has-sidebar">
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>Ministry blocks two banks</h1>
<p class="standfirst">The measure is the first against banks of the island since spring and takes effect at midnight.</p>
<div class="share-bar"><a href="#">Share on Facebook</a></div>
<div class="article-body">
<p>The finance ministry said on Tuesday that it had blocked the assets of two banks which, it said, moved money for a network of <a href="/x">shell companies</a> abroad.</p>
<p>Officials put the sum at about $12.5 million over three years, and said that more names would follow before the end of the month.</p>
<h2>What is blocked</h2>
<ul><li>accounts held at home by both banks</li><li>shares in one shipping company, and its two tankers</li></ul>
<table><tr><th>Bank</th><th>Amount</th></tr><tr><td>First Island Bank</td><td>$8.1 million</td></tr></table>
<p>Read more: <a href="/y">How the network was found</a></p>
<blockquote><p>We will answer in due course.</p></blockquote>
<p>The banks did not reply to questions.<sup>1</sup> A lawyer for one of them said that it would go to court over the decision next week.</p>
<p>Sign up for our newsletter and get the latest news every morning.</p>
</div></article>
<aside class="related"><h3>Related</h3><ul><li><a href="/z">Another story altogether about something else</a></li></ul></aside></main>
<footer><p>Copyright 2025 The Harbour Post. All rights reserved. No part may be reproduced without permission of the publisher.</p></footer>
</body></html>`

func TestExtract(t *testing.T) {
	got, err := Extract([]byte(newsPage), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := demarche.Article{
		Title:    "Ministry blocks two banks",
		Authors:  []string{"Ann Example", "Ben Sample"},
		Evidence: "json-ld",
		Lang:     "en",
		Published: demarche.Published{Time: time.Date(2025, 11, 5, 4, 15, 0, 0, time.UTC), Raw: "2025-11-04T23:15:00-05:00",
			Zone: "-05:00"},
		Text: `The measure is the first against banks of the island since spring and takes effect at midnight.
The finance ministry said on Tuesday that it had blocked the assets of two banks which, it said, moved money for a network of shell companies abroad.
Officials put the sum at about $12.5 million over three years, and said that more names would follow before the end of the month.
What is blocked
- accounts held at home by both banks
- shares in one shipping company, and its two tankers
Bank | Amount
First Island Bank | $8.1 million
We will answer in due course.
The banks did not reply to questions.[1] A lawyer for one of them said that it would go to court over the decision next week.
`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if s := got.Published.Stamp(); s != "2025-11-04T23:15:00-05:00" {
		t.Errorf("Stamp = %s: the page's own offset must be kept", s)
	}
}

func TestSelectors(t *testing.T) {
	page := `<html><body><h2 class="t">The  title</h2><div class="d" data-when="04/11/2025 09:30">today</div>
<div class="body"><p>First part.</p><div class="ad">Buy this.</div></div><div class="body"><p>Second part.</p></div></body></html>`
	got, err := Extract([]byte(page), Options{Zone: "Asia/Seoul", Selectors: demarche.Selectors{
		Title: "h1.none || h2.t", Date: ".d@data-when", Layout: "02/01/2006 15:04", Body: ".missing || .body", Remove: ".ad",
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := demarche.Article{Title: "The title", Text: "First part.\nSecond part.\n", Lang: "en", Evidence: "selector",
		Published: demarche.Published{Time: time.Date(2025, 11, 4, 0, 30, 0, 0, time.UTC), Raw: "04/11/2025 09:30", Zone: "Asia/Seoul"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if s := got.Published.Stamp(); s != "2025-11-04T09:30:00+09:00" {
		t.Errorf("Stamp = %s", s)
	}
}

func TestReadings(t *testing.T) {
	for page, want := range map[string]string{
		`<article><p><ruby>大統領<rt>だいとうりょう</rt></ruby>は三日、談話を出した。`:             "大統領は三日、談話を出した。\n",
		`<article><p><ruby>弾劾<rp>（</rp><rt>だんがい</rt><rp>）</rp></ruby>の案を出した。`: "弾劾（だんがい）の案を出した。\n",
	} {
		a, err := Extract([]byte("<html><body>"+page), Options{Selectors: demarche.Selectors{Body: "article"}})
		if err != nil || a.Text != want {
			t.Errorf("got %q, want %q (%v)", a.Text, want, err)
		}
	}
}

func TestPlain(t *testing.T) {
	got, err := Extract([]byte("One line.\r\n\r\nAnother  <line>.\n###\n"), Options{ContentType: "text/plain; charset=utf-8", ListingTitle: "From the list"})
	if err != nil || got.Text != "One line.\nAnother <line>.\n" || got.Title != "From the list" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestBinary(t *testing.T) {
	for _, c := range []struct{ body, contentType string }{{"%PDF-1.7 x", ""}, {"abc", "application/pdf"}, {"\x89PNG", "text/html"}, {"x", "Image/PNG; a=b"}} {
		if a, err := Extract([]byte(c.body), Options{ContentType: c.contentType}); !errors.Is(err, demarche.ErrInvalid) {
			t.Errorf("%q as %q gave %+v, %v", c.body, c.contentType, a, err)
		}
	}
}

func TestTooLarge(t *testing.T) {
	if _, err := Extract(make([]byte, MaxBytes+1), Options{}); err == nil {
		t.Error("a body over MaxBytes was read")
	}
}

func TestDecode(t *testing.T) {
	enc := func(e encoding.Encoding, s string) []byte {
		b, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const ru, ja = "Министерство сообщило", "制裁を科したと発表した"
	for _, c := range []struct {
		name, contentType, want string
		body                    []byte
	}{
		{"header", "text/html; charset=windows-1251", ru, enc(charmap.Windows1251, ru)},
		{"meta", "", `<meta charset="koi8-r">` + ru, enc(charmap.KOI8R, `<meta charset="koi8-r">`+ru)},
		{"header against the bytes", "text/html; charset=iso-8859-1", ru, []byte(ru)},
		{"shift_jis", "text/html; charset=Shift_JIS", ja, enc(japanese.ShiftJIS, ja)},
		{"iso-2022-jp", "text/html; charset=iso-2022-jp", ja, enc(japanese.ISO2022JP, ja)},
		{"utf-16 with mark", "", ru, enc(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ru)},
		{"utf-8 with mark", "text/html; charset=windows-1252", ru, []byte("\xef\xbb\xbf" + ru)},
		{"utf-8 with one broken byte", "", ru + "\uFFFD", []byte(ru + "\xd0")},
		{"windows-1252 without a claim", "", "Élysée", []byte("\xc9lys\xe9e")},
		{"declared late", "", strings.Repeat(" ", 3000) + `<meta charset="gbk">银行`, append([]byte(strings.Repeat(" ", 3000)), enc(simplifiedchinese.GBK, `<meta charset="gbk">银行`)...)},
		{"unknown charset", "text/html; charset=nonsense", "abc", []byte("abc")},
	} {
		if got := decode(c.body, c.contentType); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<title>Reply to the listing :: Example Times</title><meta property="og:site_name" content="Example Times">`, "Reply to the listing"},
		{`<title>Example Times | Reply to the listing</title><meta name="application-name" content="Example Times">`, "Reply to the listing"},
		{`<title>A long enough headline of the page | Section | Whoever</title><h1>A long enough headline of the page</h1>`, "A long enough headline of the page"},
		{`<title>Talks - a first round</title>`, "Talks - a first round"},
		{`<title>Plum dumplings of the old kind recipe</title><h1>Plum dumplings of the old kind</h1>`, "Plum dumplings of the old kind"},
		{`<meta property="og:title" content="A short heading that goes on"><h1>A short</h1>`, "A short heading that goes on"},
		{`<meta property="og:title" content="04.11.2025 | Meeting of the harbour masters">`, "Meeting of the harbour masters"},
		{`<link rel=canonical href="https://news.harbour.example/a"><title>Talks open | Harbour</title>`, "Talks open"},
		{`<meta name="publisher" content="Ferries at rest - crews ask for more"><title>Ferries at rest - crews ask for more</title><h1>Ferries at rest - crews ask for more</h1>`, "Ferries at rest - crews ask for more"},
		{`<title>Locks of the old canal open again | Water & Co</title><h1>Water & Co</h1><h2>Locks of the old canal open again</h2>`, "Locks of the old canal open again"},
		{`<title>Harbour Office » Notices » Locks of the old canal open again</title><h2>Locks of the old canal open again</h2>`, "Locks of the old canal open again"},
		{`<title>Locks of the old canal open again | all about it</title><h2>Locks of the old canal open again | all about it</h2><h3>Locks of the old canal open again</h3>`, "Locks of the old canal open again | all about it"},
		{`<title>外交部发言人就制裁问题答记者问_中华人民共和国外交部</title>`, "外交部发言人就制裁问题答记者问"},
		{`<p>No title at all`, "from the list"},
		{`<h1>One</h1><h1>Two</h1><meta property="og:title" content="Caf&amp;eacute; &quot;A&quot;">`, `Café "A"`},
	} {
		a, err := Extract([]byte("<html>"+c.page), Options{ListingTitle: "from the list"})
		if err != nil || a.Title != c.want {
			t.Errorf("%s: title %q, want %q (%v)", c.page, a.Title, c.want, err)
		}
	}
}

func TestAuthors(t *testing.T) {
	for in, want := range map[string]string{
		"By Ann Example and Ben Sample": "Ann Example|Ben Sample", "Ann Example, Ben Sample": "Ann Example|Ben Sample", "Example, Ann": "Example, Ann",
		"https://example.org/u/1": "", "admin": "", "Von Anna Beispiel": "Anna Beispiel", "Ann Example; Ann  Example": "Ann Example",
	} {
		if got := strings.Join(cleanAuthors([]string{in}), "|"); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	page := []byte(newsPage)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Extract(page, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add([]byte(newsPage), "text/html", "h1", "time@datetime")
	f.Add([]byte("<table><tr><td><ul><li>x"), "", "a:has(b)", "||@")
	f.Add([]byte("\xff\xfe<\x00p\x00>"), "text/html; charset=utf-16", "", "[")
	for _, page := range hostilePages(200) {
		f.Add([]byte(page), "text/html", "", "")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType, sel, date string) {
		a, err := Extract(body, Options{ContentType: contentType, Selectors: demarche.Selectors{Title: sel, Body: sel, Date: date}})
		if err != nil {
			t.Skip()
		}
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) {
			t.Error("not UTF-8")
		}
		if a.Text != "" && !strings.HasSuffix(a.Text, "\n") {
			t.Errorf("text does not end with a newline: %q", a.Text)
		}
	})
}

func TestAnyPhrase(t *testing.T) {
	set := phrases("share, most read, wp caption text")
	for in, want := range map[string]bool{
		"": false, "share": true, "box share bar": true, "shared": false, "most": false, "the most read list": true, "read most": false, "wp caption text": true, "wp caption": false, "x wp caption text y": true,
	} {
		if got := anyPhrase(in, set); got != want {
			t.Errorf("anyPhrase(%q) = %v", in, got)
		}
	}
}
