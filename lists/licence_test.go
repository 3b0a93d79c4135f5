package lists

import (
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The texts are written after the wording that OFAC and OFSI use.
func TestReadLicences(t *testing.T) {
	tests := []struct {
		name, title, text string
		want              []demarche.Licence
	}{
		{"the licence itself", "", `OFFICE OF FOREIGN ASSETS CONTROL
Russian Harmful Foreign Activities Sanctions Regulations
31 CFR part 587

GENERAL LICENSE NO. 8L

Authorizing Transactions Related to Energy

(a) Except as provided in paragraph (b) of this general license, all transactions prohibited by Executive Order (E.O.) 14024 involving one or more of the following entities that are related to energy are authorized, through 12:01 a.m. eastern daylight time, May 1, 2025:

(b) This general license does not authorize anything else.

(c) Effective March 12, 2025, General License No. 8K, dated October 30, 2024, is replaced and superseded in its entirety by this General License No. 8L.

Director
Office of Foreign Assets Control
Dated: March 12, 2025`,
			[]demarche.Licence{
				{Authority: "OFAC", Number: "8L", Base: "8", Suffix: "L", Programme: "Russian Harmful Foreign Activities", Title: "Authorizing Transactions Related to Energy", Issued: "2025-03-12", Effective: "2025-03-12", Expires: "2025-05-01", Until: time.Date(2025, 5, 1, 4, 1, 0, 0, time.UTC), Supersedes: []string{"8K"}},
				{Authority: "OFAC", Number: "8K", Base: "8", Suffix: "K", Programme: "Russian Harmful Foreign Activities", Issued: "2024-10-30", Superseded: "8L"},
			}},
		{"a recent action", "Issuance of Russia-related General Licenses", `The Department of the Treasury's Office of Foreign Assets Control (OFAC) is issuing Russia-related General License 124D, "Authorizing Petroleum Services with Respect to Projects," General License 128B, “Authorizing the Wind Down of Transactions Involving Certain Retail Stations” and General License 134A. General License 128B expires on April 29, 2026. General License 134A replaces and supersedes General License 134.`,
			[]demarche.Licence{
				{Authority: "OFAC", Number: "124D", Base: "124", Suffix: "D", Programme: "Russia", Title: "Authorizing Petroleum Services with Respect to Projects"},
				{Authority: "OFAC", Number: "128B", Base: "128", Suffix: "B", Programme: "Russia", Title: "Authorizing the Wind Down of Transactions Involving Certain Retail Stations", WindDown: true, Expires: "2026-04-29"},
				{Authority: "OFAC", Number: "134A", Base: "134", Suffix: "A", Programme: "Russia", Supersedes: []string{"134"}},
				{Authority: "OFAC", Number: "134", Base: "134", Programme: "Russia", Superseded: "134A"},
			}},
		{"several in one breath", "", "OFAC extended Venezuela-related General Licenses 5S, 8O and 40D until November 20, 2025. GL D-2 stays.",
			[]demarche.Licence{
				{Authority: "OFAC", Number: "5S", Base: "5", Suffix: "S", Programme: "Venezuela", Expires: "2025-11-20"},
				{Authority: "OFAC", Number: "8O", Base: "8", Suffix: "O", Programme: "Venezuela", Expires: "2025-11-20"},
				{Authority: "OFAC", Number: "40D", Base: "40", Suffix: "D", Programme: "Venezuela", Expires: "2025-11-20"},
				{Authority: "OFAC", Number: "D-2", Base: "D", Suffix: "2", Programme: "Venezuela"},
			}},
		{"revoked, with a time", "", "On March 4, 2025 OFAC said that Venezuela-related General License 41 is revoked. General License 41A allows the wind down until 12:01 a.m. eastern standard time, January 3, 2026.",
			[]demarche.Licence{
				{Authority: "OFAC", Number: "41", Base: "41", Programme: "Venezuela", Revoked: true},
				{Authority: "OFAC", Number: "41A", Base: "41", Suffix: "A", Programme: "Venezuela", WindDown: true, Expires: "2026-01-03", Until: time.Date(2026, 1, 3, 5, 1, 0, 0, time.UTC)},
			}},
		{"several regimes, letters", "", "OFAC issued COVID-19-related GLs: Iran GL N, Syria GL 21, and Venezuela GL 39. General License H was older. A general license I know.",
			[]demarche.Licence{
				{Authority: "OFAC", Number: "N", Base: "N", Programme: "Iran"},
				{Authority: "OFAC", Number: "21", Base: "21", Programme: "Syria"},
				{Authority: "OFAC", Number: "39", Base: "39", Programme: "Venezuela"},
				{Authority: "OFAC", Number: "H", Base: "H"},
			}},
		{"British", "", "OFSI has issued General Licence INT/2025/5787748. The licence is for oil. General Licence INT/2025/5787748 expires on 13 October 2027.",
			[]demarche.Licence{{Authority: "OFSI", Number: "INT/2025/5787748", Base: "INT/2025/5787748", Expires: "2027-10-13"}}},
		{"the only one named", "", "The office has issued Russia-related General License 131. Through December 13, 2025, the licence authorizes talks. It does not authorize a sale.",
			[]demarche.Licence{{Authority: "OFAC", Number: "131", Base: "131", Programme: "Russia", Expires: "2025-12-13"}}},
		{"the licence of several", "", "Russia-related General License 124 and General License 126 were issued. Until December 13, 2025, the licence authorizes talks.",
			[]demarche.Licence{{Authority: "OFAC", Number: "124", Base: "124", Programme: "Russia"}, {Authority: "OFAC", Number: "126", Base: "126", Programme: "Russia"}}},
		{"none", "A general licence is a permission", "The general license of 2025 and general licenses in 31 CFR 560 are no numbers. General licensing policy.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ReadLicences(tt.title, tt.text)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(demarche.Licence{}, "Start", "End", "Sentences"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestLicenceSpan(t *testing.T) {
	text := "Russia\n«Ёлка»: OFAC issued General License 8L."
	l := ReadLicences("Titel", text)[0]
	if got := string([]rune(text)[l.Start:l.End]); got != "General License 8L" {
		t.Errorf("%q", got)
	}
	if len(l.Sentences) != 1 || l.Sentences[0] != "«Ёлка»: OFAC issued General License 8L." {
		t.Errorf("%q", l.Sentences)
	}
}
