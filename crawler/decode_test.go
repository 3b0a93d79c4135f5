package crawler

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecodeText(t *testing.T) {
	xml := func(label, title string) string {
		return `<?xml version="1.0" encoding="` + label + `"?><rss version="2.0"><channel><title>c</title><link>https://a.example/</link><item><title>` + title + `</title></item></channel></rss>`
	}
	tests := []struct {
		name     string
		enc      encoding.Encoding // nil: UTF-8
		label    string            // in the XML declaration
		declared string            // in Content-Type
		title    string
	}{
		{"utf-8 said to be latin1", nil, "iso-8859-1", "", "Ministère des Affaires étrangères"},
		{"windows-1251 said to be utf-8", charmap.Windows1251, "utf-8", "", "Санкции МИД"},
		{"koi8-r said to be utf-8", charmap.KOI8R, "utf-8", "utf-8", "Министерство иностранных дел сообщает"},
		{"windows-1251 in the header only", charmap.Windows1251, "utf-8", "windows-1251", "Заявление"},
		{"latin1 without a word", charmap.Windows1252, "utf-8", "", "Déclaration à la presse du ministère français"},
		{"shift_jis", japanese.ShiftJIS, "shift_jis", "", "外務省"},
		{"euc-kr with an unknown label", korean.EUCKR, "x-korean", "euc-kr", "외교부 대변인"},
		{"gb18030", simplifiedchinese.GB18030, "gb2312", "", "外交部发言人"},
		{"utf-16 without a mark", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-8", "", "Ministère"},
		{"utf-16 with a mark", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16", "", "Ministère"},
	}
	for _, tt := range tests {
		body := []byte(xml(tt.label, tt.title))
		if tt.enc != nil {
			var err error
			if body, err = tt.enc.NewEncoder().Bytes(body); err != nil {
				t.Fatal(err)
			}
		}
		l, err := readFeed(body, readOptions{charset: tt.declared, lim: DefaultLimits(), dates: dateReader{}})
		if err != nil || len(l.Entries) != 1 || l.Entries[0].Title != tt.title {
			t.Errorf("%s: %+v, %v; want %q", tt.name, l.Entries, err, tt.title)
		}
	}
}

func TestTidyRepairs(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"well-formed", `<a x="1"><b>t &amp; u</b><c/></a>`, `<a x="1"><b>t &amp; u</b><c/></a>`},
		{"junk before", "junk\n<a>t</a>", "<a>t</a>"},
		{"bare ampersand", `<a href='?a=1&b=2'>A & B &c</a>`, `<a href="?a=1&amp;b=2">A &amp; B &amp;c</a>`},
		{"control characters", "<a>b\x01c&#x1;d&#65;</a>", "<a>bc\ufffdd&#65;</a>"},
		{"unclosed", `<a><b>t`, `<a><b>t</b></a>`},
		{"crossed", `<a><b>t</a>`, `<a><b>t</b></a>`},
		{"stray end", `<a>t</b></a>`, `<a>t</a>`},
		{"cut in a tag", `<a><b>t</b><c d="e`, `<a><b>t</b></a>`},
		{"bare less-than", `<a>1 < 2</a>`, `<a>1 &lt; 2</a>`},
		{"cdata", `<a><![CDATA[<p>x & y</p>]]></a>`, `<a><![CDATA[<p>x & y</p>]]></a>`},
		{"cdata unclosed", `<a><b><![CDATA[x</b></a>`, `<a><b><![CDATA[x]]></b></a>`},
		{"doctype with entities", `<!DOCTYPE a [<!ENTITY x "y>">]><a>&x;</a>`, `<a>&x;</a>`},
		{"comment", `<a><!-- x --></a>`, `<a></a>`},
		{"attribute without quotes", `<a b=c d>t</a>`, `<a b="c" d="d">t</a>`},
	}
	for _, tt := range tests {
		if got := string(tidyXML([]byte(tt.in), DefaultLimits()).text); got != tt.want {
			t.Errorf("%s: %q became %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestTidyLimits(t *testing.T) {
	lim := DefaultLimits()
	lim.Items, lim.Depth, lim.Text = 2, 5, 4
	at := tidyXML([]byte(`<rss><channel><item>1</item><item>2</item></channel></rss>`), lim)
	if at.items != 2 || at.cut != 0 {
		t.Errorf("at the limit of items: %+v", at)
	}
	over := tidyXML([]byte(`<rss><channel><item>1</item><item>2</item><item><x>3</x></item><link/></channel></rss>`), lim)
	if want := `<rss><channel><item>1</item><item>2</item><link/></channel></rss>`; string(over.text) != want || over.cut != 1 {
		t.Errorf("over the limit of items: %q, %d cut", over.text, over.cut)
	}
	deep := tidyXML([]byte(`<a><b><c><d><e>t</e></d></c></b></a>`), lim)
	if deep.deep || string(deep.text) != `<a><b><c><d><e>t</e></d></c></b></a>` {
		t.Errorf("at the limit of depth: %q", deep.text)
	}
	deeper := tidyXML([]byte(`<a><b><c><d><e><f>t</f>u</e></d></c></b></a>`), lim)
	if !deeper.deep || string(deeper.text) != `<a><b><c><d><e>u</e></d></c></b></a>` {
		t.Errorf("over the limit of depth: %q", deeper.text)
	}
	if got := string(tidyXML([]byte(`<a>1234</a>`), lim).text); got != `<a>1234</a>` {
		t.Errorf("at the limit of text: %q", got)
	}
	if got := string(tidyXML([]byte(`<a>1234é</a>`), lim).text); got != `<a>1234</a>` {
		t.Errorf("over the limit of text: %q", got)
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><item><title>a</title><link>https://a.example/</link></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b></title><content type="xhtml"><div>x</div></content></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://a.example/1"}]}`))
	f.Add([]byte("\xff\xfe<\x00r\x00"))
	lim := DefaultLimits()
	lim.Items = 3
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := readFeed(data, readOptions{lim: lim, dates: dateReader{}})
		if err == nil && len(l.Entries) > lim.Items {
			t.Errorf("%d entries", len(l.Entries))
		}
	})
}
