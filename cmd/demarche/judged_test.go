package main

import (
	"fmt"
	"net/url"
	"strings"

	"demarche"
)

// judgement is a question over the demonstration world as analysts and
// journalists type them, and parts of the headlines that have to be among the
// first ten hits; "^" marks the one that has to come first.
type judgement struct {
	query string
	want  []string
}

var judged = []judgement{
	{"which banks launder money for North Korea", []string{"Treasury Acts Against Bankers"}},
	{"who took over Garantex customers", []string{"How A7A5 took over"}},
	{"why was the Boracay tanker boarded", []string{"French navy boards tanker Boracay", "Boracay"}},
	{"First Credit Bank wallets", []string{"^OFAC ties wallets"}},
	{`"First Credit Bank"`, []string{"Treasury Acts", "OFAC ties"}},
	{`"Kim Un Chol"`, []string{"^Kim Un Chol"}},
	{"김지나", []string{"김지나"}},
	{"Ahmad al-Sharaa", []string{"Removal of Ahmed al-Sharaa"}},
	{"Jolani", []string{"Sharaa"}},
	{"Abu Mohammed al-Jolani", []string{"Sharaa"}},
	{"أحمد الشرع", []string{"Sharaa"}},
	{"Lukoil licence", []string{"Issuance of Russia-related"}},
	{"Lukoil licenses", []string{"Issuance of Russia-related"}},
	{"Лукойл Gunvor", []string{"Лукойл"}},
	{"Rosneft", []string{"Роснефти", "Rosneft"}},
	{"Роснефть", []string{"Rosneft", "Роснефти"}},
	{"Rosneft's", []string{"Rosneft"}},
	{"A7A5", []string{"A7A5"}},
	{"a7a5 rouble token", []string{"Europe bans", "A7A5"}},
	{"A7-A5", []string{"A7A5"}},
	{"E.O. 14024", []string{"Treasury Sanctions Rosneft"}},
	{"EO 14024", []string{"Treasury Sanctions Rosneft"}},
	{"Executive Order 14024", []string{"Treasury Sanctions Rosneft"}},
	{"E.O.14024", []string{"Treasury Sanctions Rosneft"}},
	{`instrument:"E.O. 14024"`, []string{"Rosneft"}},
	{`instrument:"EO 14024"`, []string{"Rosneft"}},
	{"127,271 bitcoin", []string{"^Prince Group"}},
	{"127271", []string{"Prince Group"}},
	{"127 271", []string{"Prince Group"}},
	{"S$150 million", []string{"^Singapore police"}},
	{"tankers listed by the EU", []string{"EU shuts out"}},
	{"117 tankers", []string{"^EU shuts out"}},
	{"558 vessels", []string{"EU shuts out"}},
	{"shadow fleet", []string{"shadow fleet"}},
	{`"shadow fleet" Australia`, []string{"^Australia sanctions"}},
	{"oil price cap", []string{"Australia sanctions a further 95"}},
	{"snapback Iran", []string{"snapback"}},
	{"country:Iran", []string{"Iran"}},
	{`country:"Islamic Republic of Iran"`, []string{"Iran"}},
	{"country:DPRK", []string{"North Korea"}},
	{"country:Burma", []string{"Burmese"}},
	{"country:Myanmar", []string{"Burmese"}},
	{`country:"South Korea" lang:ko`, []string{"김지나"}},
	{"country:Südkorea", []string{"김지나"}},
	{"country:한국", []string{"김지나"}},
	{"country:Россия", []string{"Rosneft"}},
	{`country:"Corée du Nord"`, []string{"North Korea"}},
	{`country:"United Kingdom"`, []string{"UK"}},
	{"Prince Group chairman", []string{"^Prince Group"}},
	{"Chen Zhi", []string{"Prince Group"}},
	{"Chen Zhi indicted", []string{"^Chairman of Prince Group"}},
	{"banquiers Pyongyang", []string{"^Cybercriminalité"}},
	{"petrolier Boracay", []string{"^Pétrolier Boracay"}},
	{"pétrolier", []string{"Pétrolier Boracay"}},
	{"санкции против банкиров", []string{"^США ввели"}},
	{"санкция банкир КНДР", []string{"США ввели"}},
	{"токен А7А5", []string{"A7A5"}},
	{"Гарантекс", []string{"Garantex"}},
	{"Владивосток", []string{"США ввели"}},
	{"북한 제재", []string{"김지나"}},
	{"캄보디아", []string{"캄보디아"}},
	{"공동성명", []string{"한미일"}},
	{"Treasury sanctioned bankers", []string{"Treasury Acts"}},
	{"Treasury sanctions bankers", []string{"Treasury Acts"}},
	{"laundering proceeds", []string{"Treasury Acts"}},
	{"launders", []string{"Treasury Acts"}},
	{"laundered crypto", []string{"North Korea"}},
	{"indictment", []string{"Chairman"}},
	{"guilty pleas", []string{"Five guilty pleas"}},
	{"pleaded guilty", []string{"Five guilty pleas", "Four Americans"}},
	{"plea", []string{"Five guilty pleas"}},
	{"ransomware host", []string{"Media Land"}},
	{"bulletproof hosting", []string{"Media Land"}},
	{"bullet-proof", []string{"Media Land"}},
	{"Yulia Pankova", []string{"PANKOVA"}},
	{"Aleksandr Mira Serda", []string{"Garantex"}},
	{"Mira Serda", []string{"Garantex"}},
	{"Mendeleev", []string{"Garantex"}},
	{"Менделеев", []string{"Garantex"}},
	{"tag:CYBER4", []string{"listed on OFAC"}},
	{"scam centres", []string{"scam"}},
	{"scam centers", []string{"scam"}},
	{"scam compound", []string{"Prince Group"}},
	{"forced labor", []string{"Prince Group"}},
	{"defence minister", []string{"Defence Minister"}},
	{"defense minister", []string{"Defence Minister"}},
	{"IT workers", []string{"IT workers"}},
	{"IT worker fraud", []string{"IT Workers"}},
	{"information technology workers", []string{"IT"}},
	{"Elliptic", []string{"Elliptic"}},
	{"$2 billion Elliptic", []string{"^Elliptic"}},
	{"Kraken valuation", []string{"^Kraken"}},
	{"juge français CPI", []string{"^Washington sanctionne"}},
	{"Resolution 2799", []string{"^Resolution 2799"}},
	{"19th package", []string{"^19th package"}},
	{"dix-neuvième paquet", []string{"^L’Union"}},
	{"19-й пакет", []string{"^Евросоюз"}},
	{"Multilateral Sanctions Monitoring Team", []string{"monitoring team"}},
	{"carrier visit Busan", []string{"Defence Minister"}},
}

// judgedAny are questions of which hardly an item holds all words; the best
// partial matches have to answer them.
var judgedAny = []judgement{
	{"how much was stolen from Bybit", []string{"Nine months after Bybit", "Three billion"}},
	{"53 wallets First Credit", []string{"^OFAC ties wallets"}},
	{"ruble stablecoin", []string{"Europe bans"}},
	{"rouble-backed token", []string{"^Europe bans"}},
	{"150 million Singapore dollars", []string{"^Singapore police"}},
	{"sanctions cybercriminels nord-coréens", []string{"^Cybercriminalité"}},
	{"대북제재", []string{"^김지나"}},
	{"Юлия Панкова", []string{"PANKOVA"}},
	{"organisation forced labour", []string{"^Chairman of Prince Group"}},
	{"Balancer hack $120 million", []string{"^More than $120 million drained from Balancer"}},
	{"nineteenth package", []string{"^19th package"}},
	{"Iran snapback sanctions return", []string{"United Nations sanctions on Iran return", "Council puts back"}},
	{"Lazarus hackers Australia", []string{"Australia lists Lazarus"}},
}

// judgedQuestions: the right items are among the first ten of each question.
func judgedQuestions(d dayOne) (faults []string) {
	check := func(j judgement, match demarche.Match) {
		var res demarche.Results
		d.get("/api/v1/search", url.Values{"q": {j.query}, "size": {"10"}, "match": {string(match)}}, &res)
		for _, w := range j.want {
			part, first := strings.CutPrefix(w, "^")
			found := false
			for i, h := range res.Hits {
				found = found || strings.Contains(h.Title, part) && (i == 0 || !first)
			}
			if !found {
				faults = append(faults, fmt.Sprintf("%s (%d found): %s is missing or too far down", j.query, res.Total, w))
			}
		}
	}
	for _, j := range judged {
		check(j, demarche.MatchAll)
	}
	for _, j := range judgedAny {
		check(j, demarche.MatchAny)
	}
	return faults
}

// likeThis: an item finds others on the same matter by its text, also in other
// languages, and says what they have in common.
func likeThis(d dayOne) (faults []string) {
	for _, tt := range []struct{ of, want string }{
		{"Минфин США взялся за Grinex", "Treasury Sanctions Garantex Again"},
		{"Cybercriminalité : Washington vise", "Treasury Acts Against Bankers"},
		{"Four Americans and a Ukrainian", "Five guilty pleas"},
		{"다국적제재모니터링팀", "Notes on the second report"},
		{"Pétrolier Boracay", "French navy boards"},
	} {
		var of demarche.Hit
		for _, h := range d.search(demarche.Phrase{Field: "title", Text: tt.of}.String()).Hits {
			of = h
		}
		var res demarche.Results
		d.get("/api/v1/search", url.Values{"like": {of.ID}, "size": {"5"}}, &res)
		found := false
		for _, h := range res.Hits {
			found = found || strings.Contains(h.Title, tt.want) && len(h.Shared) > 2
			if h.ID == of.ID {
				faults = append(faults, tt.of+" is like itself")
			}
		}
		if !found || res.Like == nil || len(res.Like.By) < 5 {
			faults = append(faults, fmt.Sprintf("like %s: %s is not among the first of %d", tt.of, tt.want, res.Total))
		}
	}
	return faults
}
