package country

import (
	"testing"

	"demarche/extract/token"
)

func scanText(text, lang string) (out []string) {
	doc := token.Split(text)
	for _, c := range Scan(doc, lang) {
		b := c.Best()
		out = append(out, doc.Span(c.From, c.To)+"="+b.Code+"/"+b.Form.String())
	}
	return out
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "North Korean hackers hit South Korea.", "North Korean=KP/demonym South Korea=KR/name"},
		{"en", "The U.S. and the UK gave us turkey.", "U.S.=US/name UK=GB/name"},
		{"en", "U.S.-led talks in the Democratic Republic of the Congo", "U.S.=US/name Democratic Republic of the Congo=CD/name"},
		{"ru", "Россия и КНДР, в России, с северокорейскими", "Россия=RU/name КНДР=KP/name России=RU/name северокорейскими=KP/demonym"},
		{"ko", "북한이 미국의 제재에 대해 청와대는", "북한=KP/name 미국=US/name 청와대=KR/metonym"},
		{"zh", "中国和北韩的代表在平壤会谈", "中国=CN/name 北韩=KP/name 平壤=KP/capital"},
		{"ja", "北朝鮮と米国", "北朝鮮=KP/name 米国=US/name"},
		{"ar", "وكوريا الشمالية وروسيا", "وكوريا الشمالية=KP/name وروسيا=RU/name"},
		{"de", "Nordkoreas Hacker und russische Banken", "Nordkoreas=KP/name russische=RU/demonym"},
		{"fr", "La Corée du Nord et les banques chinoises", "Corée du Nord=KP/name chinoises=CN/demonym"},
		{"es", "Corea del Norte y los bancos rusos", "Corea del Norte=KP/name rusos=RU/demonym"},
	} {
		got := ""
		for i, s := range scanText(c.text, c.lang) {
			if i > 0 {
				got += " "
			}
			got += s
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{"North Korea": "KP", "kp": "KP", "Corée du Nord": "KP", "Россия": "RU", "대한민국": "KR", "UK": "GB", "the Netherlands": "NL"} {
		if got, ok := Code(name); got != want || !ok {
			t.Errorf("Code(%q) = %q, %v; want %q", name, got, ok, want)
		}
	}
	if _, ok := Code("Atlantis"); ok {
		t.Error("Code knows Atlantis")
	}
	if got := Name("KP"); got != "North Korea" {
		t.Errorf("Name(KP) = %q", got)
	}
}
