package web

import (
	"fmt"
	"strings"
	"time"

	"demarche"
)

const releaseText = `WASHINGTON — The Treasury Office of Example today sanctioned eight individuals and two entities for laundering funds derived from illicit schemes of the Democratic People's Republic of Korea, including cybercrime and information technology worker fraud.
Over the past three years, North Korea-affiliated cybercriminals have stolen over $3 billion, primarily in cryptocurrency, often using sophisticated techniques such as advanced malware and social engineering.
Jang Kuk Chol and Ho Jong Son are bankers who have helped manage funds, including $5.3 million in cryptocurrency, on behalf of First Credit Bank. Mr. Jang has worked with Lazarus Group. A portion of the funds can be tied to a ransomware actor that has targeted U.S. victims and handled proceeds of IT worker schemes.
Korea Mangyongdae Computer Technology Company operates delegations in at least two cities in China, Shenyang and Dandong; its president is U Yong Su. The action was taken under E.O. 13722 and E.O. 13694, and carries the tag DPRK3. The wallet TQ5Lk1oN8xjxhcsbq9xWvYDGkH6wrJ9Wmv received 1,250,000 USDT on 3 October 2025.
As a result of today's action, all property of the designated persons in the United States is blocked. The action was announced on November 4, 2025.
`

func newWorld() *world {
	w := &world{now: worldNow}
	w.addSources()
	w.addRelease()
	w.addReactions()
	w.addBulk()
	return w
}

func (w *world) addSources() {
	ok := fetch(w.now.Add(-12*time.Minute), demarche.FetchItems, 200, 20, 1, "", "")
	w.source(demarche.Source{ID: "us-treasury-press", Name: "Treasury Office of Example", Kind: demarche.KindSanctions, Country: "US", Lang: "en", Home: "https://treasury.example/", Republish: demarche.RepublishFull, Authority: "OFAC", Confidence: "high", Demo: true,
		Feeds: []demarche.Feed{{URL: "https://treasury.example/press", Format: demarche.FormatHTML}}}, demarche.HealthOK, "", ok,
		fetch(w.now.Add(-72*time.Minute), demarche.FetchNotModified, 304, 0, 0, "", ""))
	w.source(demarche.Source{ID: "hangang-ilbo", Name: "Hangang Ilbo", NativeName: "한강일보", Kind: demarche.KindNews, Country: "KR", Lang: "ko", Demo: true}, demarche.HealthOK, "", ok)
	w.source(demarche.Source{ID: "vestnik-nevy", Name: "Vestnik Nevy", NativeName: "Вестник Невы", Kind: demarche.KindNews, Country: "RU", Lang: "ru", Republish: demarche.RepublishNone, Demo: true}, demarche.HealthOK, "", ok)
	w.source(demarche.Source{ID: "chainsleuth", Name: "Chainsleuth Research", Kind: demarche.KindAnalytics, Country: "GB", Lang: "en", Demo: true}, demarche.HealthOK, "", ok)
	w.source(demarche.Source{ID: "au-foreign", Name: "Department of External Relations and International Trade Cooperation of the Commonwealth", Kind: demarche.KindMinistry, Country: "AU", Lang: "en", Republish: demarche.RepublishFull, Demo: true}, demarche.HealthOK, "", ok)
	w.source(demarche.Source{ID: "courrier", Name: "Le Courrier du Port", Kind: demarche.KindShipping, Country: "FR", Lang: "fr", Demo: true}, demarche.HealthQuiet, "Answers, but nothing new for 9 days; it usually has something every 2 days.", ok)
	w.source(demarche.Source{ID: "gulf-gazette", Name: "Gulf Gazette", Kind: demarche.KindNews, Country: "IR", Lang: "en", Demo: true}, demarche.HealthBlocked,
		"Answers HTTP 200 with a page that asks to prove being human. Open the address in a browser; if it shows the feed there, ask the publisher to let the crawler's User-Agent through, or switch the source off.",
		fetch(w.now.Add(-time.Hour), demarche.FetchBlocked, 200, 0, 0, "the page asks to prove being human", "Ask the publisher, or switch it off."),
		fetch(w.now.Add(-5*time.Hour), demarche.FetchBlocked, 403, 0, 0, "", ""))
	w.source(demarche.Source{ID: "old-office", Name: "Office of Former Measures", Kind: demarche.KindFinance, Country: "GB", Lang: "en", Demo: true}, demarche.HealthFailing,
		"Its host name cannot be found (DNS). Check the address in the catalogue: the site may have moved.",
		fetch(w.now.Add(-time.Hour), demarche.FetchDNS, 0, 0, 0, "lookup old-office.example: no such host", ""))
	w.source(demarche.Source{ID: "council", Name: "Council of Example States", Kind: demarche.KindIntergovernmental, Country: "EU", Lang: "en", Republish: demarche.RepublishFull, Demo: true}, demarche.HealthChanged,
		"The listing is there, but its selectors find no entry any more. Run: demarche sources test council")
	w.source(demarche.Source{ID: "waiting-room", Name: "Newly Added Wire", Kind: demarche.KindCrypto, Lang: "en"}, demarche.HealthWaiting, "")
	w.source(demarche.Source{ID: "shut", Name: "Shut Bulletin", Kind: demarche.KindNews, Lang: "en", Reason: "refuses honest User-Agents"}, demarche.HealthDisabled, "Refuses honest User-Agents.")
}

func (w *world) addRelease() {
	t := releaseText
	name := func(kind demarche.MentionKind, s string, n int) demarche.Mention {
		return spanOf(t, s, n, demarche.Mention{Kind: kind, Name: s})
	}
	country := func(s string, n int, code, form string) demarche.Mention {
		return spanOf(t, s, n, demarche.Mention{Kind: demarche.MentionCountry, Code: code, Form: form})
	}
	sum := func(s, value, role, qualifier string) demarche.Mention {
		return spanOf(t, s, 1, demarche.Mention{Kind: demarche.MentionAmount, Value: value, Currency: "USD", USD: value, Role: role, Qualifier: qualifier})
	}
	v := w.add("us-treasury-press", "https://treasury.example/press/sb0302", "Treasury Sanctions DPRK Bankers and Institutions Involved in Laundering Cybercrime Proceeds and IT Worker Funds", "en",
		t, "2025-11-04T10:32:00-05:00", demarche.EventDate{Value: "2025-11-04", Precision: demarche.PrecisionDay, Basis: "text"},
		[]demarche.Action{{Kind: "designation", Start: 13, End: 60, Main: true, Actor: "OFAC"}, {Kind: "theft", Start: 300, End: 320}}, "KP US CN",
		country("WASHINGTON", 1, "US", "capital"), name(demarche.MentionOrganisation, "Treasury Office of Example", 1), country("Democratic People's Republic of Korea", 1, "KP", "name"),
		country("North Korea", 1, "KP", "name"), sum("over $3 billion", "3000000000", "stolen", "over"), spanOf(t, "past three years", 1, demarche.Mention{Kind: demarche.MentionDate, Precision: demarche.PrecisionDuration, Timex: "P3Y"}),
		name(demarche.MentionPerson, "Jang Kuk Chol", 1), name(demarche.MentionPerson, "Ho Jong Son", 1), sum("$5.3 million", "5300000", "laundered", ""),
		name(demarche.MentionOrganisation, "First Credit Bank", 1), spanOf(t, "Mr. Jang", 1, demarche.Mention{Kind: demarche.MentionPerson, Name: "Jang Kuk Chol"}), name(demarche.MentionOrganisation, "Lazarus Group", 1), country("U.S.", 1, "US", "name"),
		name(demarche.MentionOrganisation, "Korea Mangyongdae Computer Technology Company", 1), country("China", 1, "CN", "name"),
		spanOf(t, "Shenyang", 1, demarche.Mention{Kind: demarche.MentionLocation, Code: "CN", Name: "Shenyang"}), spanOf(t, "Dandong", 1, demarche.Mention{Kind: demarche.MentionLocation, Code: "CN", Name: "Dandong"}),
		name(demarche.MentionPerson, "U Yong Su", 1), name(demarche.MentionInstrument, "E.O. 13722", 1), name(demarche.MentionInstrument, "E.O. 13694", 1),
		spanOf(t, "DPRK3", 1, demarche.Mention{Kind: demarche.MentionTag, Tag: "DPRK3"}), spanOf(t, "TQ5Lk1oN8xjxhcsbq9xWvYDGkH6wrJ9Wmv", 1, demarche.Mention{Kind: demarche.MentionWallet, Chain: "TRX", Checksum: "valid"}),
		spanOf(t, "1,250,000 USDT", 1, demarche.Mention{Kind: demarche.MentionAmount, Value: "1250000", Currency: "USDT", USD: "1250000", Role: "received"}),
		spanOf(t, "3 October 2025", 1, demarche.Mention{Kind: demarche.MentionDate, Value: "2025-10-03", Precision: demarche.PrecisionDay}),
		country("United States", 1, "US", "name"), spanOf(t, "November 4, 2025", 1, demarche.Mention{Kind: demarche.MentionDate, Value: "2025-11-04", Precision: demarche.PrecisionDay}))
	v.Story = "story-1"
	v.Links = []demarche.Link{{Mention: 11, Entity: "ofac-28264", Confidence: 0.97, Status: demarche.LinkListed, Reasons: []string{"same name", "same programme"}},
		{Mention: 9, Entity: "ofac-17000", Confidence: 0.61, Status: demarche.LinkPossible, Reasons: []string{"equal name, type fits", "no country in the text"}}}
	v.Facts.Designees = []demarche.Designee{
		{Name: "Jang Kuk Chol", Schema: "Person", Change: "listed", Authority: "OFAC", Programme: "DPRK3", Countries: []string{"KP"}, Aliases: []string{"Chang Kuk Chol"}, Identifiers: []string{"passport 563120235"}},
		{Name: "Korea Mangyongdae Computer Technology Company", Schema: "Company", Change: "listed", Authority: "OFAC", Countries: []string{"KP", "CN"}}}
	older := v.Revisions[0]
	older.Text = strings.Replace(strings.Replace(older.Text, "eight individuals and two entities", "seven individuals and two entities", 1), ", often using sophisticated techniques such as advanced malware and social engineering", "", 1)
	older.Title = "Treasury Sanctions DPRK Bankers Involved in Laundering Cybercrime Proceeds"
	newer := v.Revisions[0]
	newer.N, newer.Seen = 2, older.Seen.Add(3*time.Hour)
	v.Item.Changed = newer.Seen
	v.Revisions = []demarche.Revision{newer, older}
}

func (w *world) addReactions() {
	w.add("hangang-ilbo", "https://hangang.example/2025/11/06/1", "정부, 대북 독자제재 검토…“미국과 긴밀히 공조”", "ko",
		"정부가 북한의 사이버 범죄와 관련해 독자 제재를 검토하고 있다고 외교부 제2차관이 6일 밝혔다.\n미국 재무부는 앞서 북한 은행원 8명과 기관 2곳을 제재했다. 탈취액은 30억 달러를 넘는 것으로 알려졌다.\n",
		"2025-11-06T08:10:00+09:00", demarche.EventDate{Value: "2025-11-06", Precision: demarche.PrecisionDay, Basis: "text"}, []demarche.Action{{Kind: "statement", Main: true}}, "KR KP US",
		demarche.Mention{Kind: demarche.MentionCountry, Start: 4, End: 6, Text: "북한", Code: "KP"})
	w.add("vestnik-nevy", "https://vestnik.example/a?id=77", "Москва назвала новые ограничения против «Роснефти» и «Лукойла» контрпродуктивными", "ru",
		"Представитель министерства заявил, что санкции не повлияют на добычу.\n", "2025-10-23", demarche.EventDate{Value: "2025-10-22", Precision: demarche.PrecisionDay, Basis: "text"}, []demarche.Action{{Kind: "statement"}}, "RU US GB")
	text := "Analysts put thefts tied to the DPRK at $2 billion in 2025, the largest annual total on record. " +
		strings.Repeat("The figure counts incidents that were attributed with high confidence and leaves out those that were not reported. ", 30) + "The end of the long text.\n"
	v := w.add("chainsleuth", "https://chainsleuth.example/dprk-2025", "DPRK-linked thefts pass $2 billion in 2025, says Chainsleuth", "en", text, "2025-11-05T12:00:00Z",
		demarche.EventDate{Value: "2025-01-01", Until: "2025-12-31", Precision: demarche.PrecisionYear, Basis: "text"}, []demarche.Action{{Kind: "theft", Main: true}}, "KP",
		spanOf(text, "$2 billion", 1, demarche.Mention{Kind: demarche.MentionAmount, Value: "2000000000", Currency: "USD", USD: "2000000000", Role: "stolen", Period: "P1Y"}),
		spanOf(text, "DPRK", 1, demarche.Mention{Kind: demarche.MentionCountry, Code: "KP", Form: "name"}))
	v.Story = "story-1"
	w.add("au-foreign", "https://external.example/media/2025-11-06", "Cyber sanctions in response to the DPRK’s unlawful revenue raising", "en",
		"Australia has imposed financial sanctions and travel bans on four entities and one individual.\n", "2025-11-06", demarche.EventDate{Value: "2025-11-06", Precision: demarche.PrecisionDay, Basis: "text"},
		[]demarche.Action{{Kind: "designation", Main: true, Actor: "DFAT"}}, "AU KP")
	w.add("courrier", "https://courrier.example/flotte", "La « flotte fantôme » change de pavillon : 12 pétroliers repérés au large de Bornéo en trois semaines", "fr",
		"Douze pétroliers ont été repérés, dont le Sea Example, pour une cargaison estimée à 480 millions d’euros.\n", "2025-11-11T06:00:00+01:00", demarche.EventDate{Value: "2025-10-20", Until: "2025-11-10", Precision: demarche.PrecisionRange, Basis: "text"}, nil, "IR RU",
		demarche.Mention{Kind: demarche.MentionAmount, Start: 84, End: 104, Text: "480 millions d’euros", Value: "480000000", Currency: "EUR", USD: "556000000"})
	v = w.add("gulf-gazette", "javascript:alert(1)", "Snapback: what returned on 28 September, and what the parties say about it now that the deadlines for the exemptions have passed without an agreement between the capitals concerned", "en",
		"The measures of six resolutions apply again.\n", "sometime last week", demarche.EventDate{}, []demarche.Action{{Kind: "law"}}, "IR GB FR EU")
	v.Item.Gone = true
	w.add("council", "https://council.example/19th-package", "19th package adopted: energy, third-country banks, crypto providers", "en", "", "2025-10-23",
		demarche.EventDate{Value: "2025-10-01", Until: "2025-10-31", Precision: demarche.PrecisionMonth, Basis: "text"}, []demarche.Action{{Kind: "designation"}, {Kind: "law"}}, "EU RU KG")
}

// addBulk fills lists and charts with plain notices.
func (w *world) addBulk() {
	kinds := []demarche.ActionKind{"designation", "removal", "amendment", "licence", "enforcement", "advisory"}
	codes := []string{"RU", "IR", "CN GB", "KP", "KG RU", "US"}
	for i := range 48 {
		day := w.now.AddDate(0, 0, -(i*i)%97)
		src := w.sources[i%5].Source.ID
		w.add(src, fmt.Sprintf("https://notices.example/%d", i), fmt.Sprintf("Notice %d: %s of measures under programme %d", 100+i, kinds[i%6], i%7+1), "en",
			fmt.Sprintf("Notice %d concerns a measure. It takes effect at once and names %d parties.\n", 100+i, i%9+1), day.Format(time.RFC3339),
			demarche.EventDate{Value: day.AddDate(0, 0, -i%3).Format(time.DateOnly), Precision: demarche.PrecisionDay, Basis: []string{"text", "published"}[i%2]}, []demarche.Action{{Kind: kinds[i%6], Main: true}}, codes[i%6])
	}
}
