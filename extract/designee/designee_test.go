package designee_test

import (
	"testing"
	"time"

	"demarche"
	"demarche/extract"

	"github.com/google/go-cmp/cmp"
)

type short struct{ Name, Schema, Change, Authority, Programme, Countries string }

func read(title, text, day string) (out []short) {
	in := extract.Input{Title: title, Text: text, Lang: "en"}
	in.Published.Time, _ = time.Parse(time.DateOnly, day)
	for _, d := range extract.New(extract.Config{}).Extract(in).Designees {
		c := ""
		for i, x := range d.Countries {
			if i > 0 {
				c += " "
			}
			c += x
		}
		out = append(out, short{d.Name, d.Schema, d.Change, d.Authority, d.Programme, c})
	}
	return out
}

// The releases below are invented, in the wording of their genres.
func TestReleases(t *testing.T) {
	for _, c := range []struct {
		name, title, text, day string
		want                   []short
	}{
		{"sentences", "Treasury Sanctions Bankers", `WASHINGTON — Today, the U.S. Department of the Treasury's Office of Foreign Assets Control (OFAC) designated two individuals and one entity for laundering funds of North Korea.
Ri Chol Su (Ri) is a North Korean national based in China who works for Blue Pine Trading Company (Blue Pine), an Iran-based company.
OFAC is designating Ri pursuant to E.O. 13722 for acting for the Foreign Trade Bank, which OFAC designated on March 11, 2013. Blue Pine is being designated pursuant to E.O. 13382 for supporting Ri.
"We will not rest," said Under Secretary John K. Hurley. Treasury thanks the Federal Bureau of Investigation.
OFAC also designated Jane Petrovna Roe, a citizen of Russia, pursuant to E.O. 13722.`, "2025-11-04", []short{
			{"Ri Chol Su", "Person", "listed", "OFAC", "E.O. 13722", "KP CN"},
			{"Blue Pine Trading Company", "Company", "listed", "OFAC", "E.O. 13382", "IR"},
			{"Jane Petrovna Roe", "Person", "listed", "OFAC", "E.O. 13722", "RU"},
		}},
		{"subjects", "Treasury Acts Against Bankers", `WASHINGTON — Today, the Office of Foreign Assets Control (OFAC) sanctioned three individuals and one entity for moving money of North Korea.
Han Chol Min, an employee of a bank, coordinated transfers. Ryong Example Bank, based in Pyongyang, remits foreign currency.
Jong Su Nam and Ri Kuk Il live in China and represent a bank there. Under Secretary John K. Hurley said that more would follow.`, "2025-11-04", []short{
			{"Han Chol Min", "Person", "listed", "OFAC", "", "KP"},
			{"Ryong Example Bank", "Company", "listed", "OFAC", "", "KP"},
			{"Jong Su Nam", "Person", "listed", "OFAC", "", "KP"},
			{"Ri Kuk Il", "Person", "listed", "OFAC", "", "KP"},
		}},
		{"short entries", "North Korea Designations", `The following individuals have been added to OFAC's SDN List:
HO, Min Chol, Shenyang, China; nationality Korea, North; Gender Male (individual) [DPRK3].
The following entities have been added to OFAC's SDN List:
SECOND EXAMPLE LLC, Kirishi, Russia [CYBER4] (Linked To: THIRD EXAMPLE LLC).
Frequently Asked Question`, "2025-11-04", []short{
			{"Ho Min Chol", "Person", "listed", "OFAC", "DPRK3", "KP"},
			{"SECOND EXAMPLE LLC", "Organization", "listed", "OFAC", "CYBER4", "RU"},
		}},
		{"list notice", "Cyber-related Designations; Removal", `The following individuals have been added to OFAC's SDN List:
ROEVSKY, Pavel (a.k.a. ROEVSKII, Pavel Yurievich; a.k.a. "PASHA"), Moscow, Russia; DOB 25 Jan 1983; nationality Russia; Gender Male (individual) [CYBER4] (Linked To: EXAMPLE EXCHANGE).
The following entities have been added to OFAC's SDN List:
EXAMPLE EXCHANGE, Bishkek, Kyrgyzstan; Tax ID No. 1234567890 (Kyrgyzstan) [CYBER4].
The following deletions have been made to OFAC's SDN List:
DOE, John, Havana, Cuba; DOB 2 Feb 1950; nationality Cuba (individual) [SDNT].`, "2025-11-04", []short{
			{"Pavel Roevsky", "Person", "listed", "OFAC", "CYBER4", "RU"},
			{"EXAMPLE EXCHANGE", "Organization", "listed", "OFAC", "CYBER4", "KG"},
			{"John Doe", "Person", "removed", "OFAC", "SDNT", "CU"},
		}},
		{"list under a heading", "UK acts against cyber criminals", `The UK has today sanctioned those behind thefts of cryptocurrency.
Those sanctioned today are:
- Ivan Example, a Russian national and head of the exchange
- Example Holdings Limited, a company registered in Cyprus
The Foreign Secretary said the measures would bite.`, "2025-11-04", []short{
			{"Ivan Example", "Person", "listed", "FCDO", "", "RU"},
			{"Example Holdings Limited", "Company", "listed", "FCDO", "", "CY"},
		}},
		{"listings include", "Cyber-attacks: Council lists two", `The Council today imposed restrictive measures against two individuals.
The new listings include Ivan Petrov Example, deputy head of unit 26165, and Chen Example, a Chinese national who works for a bank.
The Council also listed Chosun Example JV, a North Korean company.`, "2025-11-07", []short{
			{"Ivan Petrov Example", "Person", "listed", "EU Council", "", "CN"},
			{"Chen Example", "Person", "listed", "EU Council", "", "CN"},
			{"Chosun Example JV", "Organization", "listed", "EU Council", "", "KP"},
		}},
		{"notice", "Financial Sanctions Notice: Russia", `On 6 November 2025 the Foreign, Commonwealth and Development Office updated the UK Sanctions List for Russia. The following entries have been added to the consolidated list:
EXAMPLE, Ivan
OLD EXAMPLE LLC
The following entry has been removed from the consolidated list:
DOE, Jane`, "2025-11-07", []short{
			{"Ivan Example", "Person", "listed", "FCDO", "", "RU"},
			{"OLD EXAMPLE LLC", "Company", "listed", "FCDO", "", "RU"},
			{"Jane Doe", "Person", "removed", "FCDO", "", "RU"},
		}},
		{"United Nations", "Committee removes one entry", `On 7 November 2025, the Security Council Committee removed the entry below from its sanctions list:
QDi.999 Name: 1: AHMAD 2: EXAMPLE 3: na Title: na Nationality: Iraq Passport no: na`, "2025-11-07", []short{{"AHMAD EXAMPLE", "Person", "removed", "UN Security Council", "", "IQ"}}},
		{"Korean list", "독자제재 대상 지정", `정부는 북한인 2명을 독자제재 대상으로 지정하였다.
제재 대상:
- 박철수, 조선무역은행 대표
- 조선예시무역회사`, "2025-11-07", []short{
			{"박철수", "Person", "listed", "Korea MOFA", "", "KP"},
			{"조선예시무역회사", "Organization", "listed", "Korea MOFA", "", "KP"},
		}},
		{"delisting", "Delisting", `Today, OFAC removed Jane Roe from the SDN List.`, "2025-03-21", []short{{"Jane Roe", "Person", "removed", "OFAC", "", ""}}},
		{"a country whose deeds are spoken of", "Mixer off the list", `OFAC has removed Tornado Blue from the SDN List, but remains concerned about the DPRK's hacking campaign.`, "2025-03-21", []short{{"Tornado Blue", "Organization", "removed", "OFAC", "", ""}}},
		{"what came before", "", `Washington sanctioned Rosbur Trading Company and Lukbur Oil Company with thirty subsidiaries after Trump put off a summit with Putin.`, "2025-10-22", []short{{"Rosbur Trading Company", "Company", "listed", "OFAC", "", ""}, {"Lukbur Oil Company", "Company", "listed", "OFAC", "", ""}}},
		{"background only", "Statement on a conviction", `A court convicted Roman Example on Wednesday. OFAC previously designated Tornado Cash in August 2022. The U.S.-designated Lazarus Group used it.`, "2025-08-06", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(c.title, c.text, c.day)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestIdentifiers(t *testing.T) {
	text := "Today, OFAC designated Blue Sea Shipping Ltd pursuant to E.O. 13902. OFAC also identified the vessel OCEAN STAR (IMO 9074729) as property in which Blue Sea Shipping Ltd has an interest."
	for _, d := range extract.New(extract.Config{}).Extract(extract.Input{Text: text, Published: demarche.Published{Time: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}}).Designees {
		if d.Name == "OCEAN STAR" {
			if diff := cmp.Diff([]string{"imo:9074729"}, d.Identifiers); diff != "" || d.Schema != "Vessel" {
				t.Errorf("%s: %s", d.Schema, diff)
			}
			return
		}
	}
	t.Error("the vessel is not among the designees")
}
