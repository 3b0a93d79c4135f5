package pipeline

import (
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// A bank that two authorities announce, once in capitals, and that the
// gazetteer knows, is one party with all reasons.
func TestLinkItem_oneParty(t *testing.T) {
	announced := func(id, name, authority string) demarche.NameMatch {
		return demarche.NameMatch{Entity: demarche.Entity{ID: id, Name: name, Schema: demarche.SchemaCompany, Origin: demarche.OriginAnnouncement},
			Alias: demarche.Alias{Name: name}, Announce: []demarche.Announcement{{Item: "i-" + id, Authority: authority, Change: "listed", On: "2025-11-04"}}}
	}
	builtIn := func(id string) demarche.NameMatch {
		return demarche.NameMatch{Entity: demarche.Entity{ID: id, Name: "Ryujong Credit Bank", Schema: demarche.SchemaCompany, Origin: demarche.OriginBuiltIn}, Alias: demarche.Alias{Name: "Ryujong Credit Bank"}}
	}
	shout, plain := announced("a1", "RYUJONG CREDIT BANK", "OFAC"), announced("z9", "Ryujong Credit Bank", "DFAT")
	facts := demarche.Facts{Mentions: []demarche.Mention{{Kind: demarche.MentionOrganisation, Text: "Ryujong Credit Bank"}}}
	tests := []struct {
		name    string
		fits    []demarche.NameMatch
		entity  []string
		reasons int
	}{
		{"two announcements", []demarche.NameMatch{shout, plain}, []string{"z9"}, 2},
		{"in any order", []demarche.NameMatch{plain, shout}, []string{"z9"}, 2},
		{"with the gazetteer", []demarche.NameMatch{shout, builtIn("kp-ryujong"), plain}, []string{"kp-ryujong"}, 3},
		{"two in the gazetteer stay rivals", []demarche.NameMatch{builtIn("b1"), builtIn("b2"), plain}, []string{"b1", "b2", "z9"}, 2},
	}
	for _, tt := range tests {
		links := linkItem(facts, map[string][]demarche.NameMatch{"Ryujong Credit Bank": tt.fits})
		var got []string
		for _, l := range links {
			got = append(got, l.Entity)
		}
		if d := cmp.Diff(tt.entity, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
			continue
		}
		if len(links[0].Reasons) != tt.reasons {
			t.Errorf("%s: reasons %q", tt.name, links[0].Reasons)
		}
	}
}
