package demarche

import (
	"strings"
	"testing"
)

func TestOpening(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " \n ": "",
		"The port was closed. It rained.\n":                     "“The port was closed.”",
		"財務省は港を閉鎖した。雨だった。":                                      "“財務省は港を閉鎖した。”",
		strings.Repeat("harbour ", 40):                          "“" + strings.TrimSpace(strings.Repeat("harbour ", 13)) + "…”",
		"A list of ports: " + strings.Repeat("wordwithout", 30): "“A list of ports: " + strings.Repeat("wordwithout", 9)[:93] + "…”",
	} {
		if got := Opening(text); got != want {
			t.Errorf("Opening(%.20q) = %s, want %s", text, got, want)
		}
	}
}

func TestHeadline(t *testing.T) {
	untitled := ItemView{Revisions: []Revision{{Text: "The port was closed. It rained."}}}
	if got := untitled.Headline(); got != "“The port was closed.”" {
		t.Errorf("an item without a title is headed %s", got)
	}
	closed := untitled
	closed.Source.Republish = RepublishNone
	if got := closed.Headline(); got != "" {
		t.Errorf("a text that may not be shown is quoted: %s", got)
	}
	titled := ItemView{Item: Item{Title: "Port"}}
	untitled.Source.Kind = KindMinistry
	if got := headline([]ItemView{untitled, titled}); got != "Port" {
		t.Errorf("a story with a title is headed %s", got)
	}
}
