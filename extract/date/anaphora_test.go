package date

import "testing"

// TestSpokenOf reads expressions that count from what was spoken of before.
func TestSpokenOf(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"She left in June 2018 and sold the house later that year, the court heard in Lagos.", []string{"June 2018 = 2018-06 2018-06-01..2018-06-30", "later that year = 2018 2018-01-01..2018-12-31"}},
		{"The ship sank last October and the crew vanished that same day, the widow told the harbour police.", []string{"last October = 2025-10 2025-10-01..2025-10-31", "that same day = 2025-10-XX 2025-10-01..2025-10-31"}},
		{"In March the board rejected the bid. The following month, the owners put the bank up for sale.", []string{"March = 2025-03 2025-03-01..2025-03-31", "The following month = 2025-04 2025-04-01..2025-04-30"}},
		{"Shares in Riga fell on Friday after overnight losses in Tokyo, and they stood lower than on the previous Friday.", []string{"Friday = 2025-11-21", "overnight = 2025-11-20TNI 2025-11-20", "the previous Friday = 2025-11-14"}},
		{"The mill posted a third-quarter profit. After a weak second quarter, costs were lower than a year earlier.", []string{"third-quarter = 2025-Q3 2025-07-01..2025-09-30", "second quarter = 2025-Q2 2025-04-01..2025-06-30", "a year earlier = 2024-Q3 2024-07-01..2024-09-30"}},
		{"The owners would pay a dividend twice as high this year as last.", []string{"this year = 2025 2025-01-01..2025-12-31", "last = 2024 2024-01-01..2024-12-31"}},
		{"The dockers were on strike from Monday to Thursday, the union said.", []string{"Monday = 2025-11-17", "Thursday = 2025-11-20"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}

// TestTense reads dates whose side of the anchor the verb decides.
func TestTense(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The premium would be paid on a still unspecified date in January to those who held shares.", []string{"January = 2026-01 2026-01-01..2026-01-31"}},
		{"On Tuesday, the alliance of fishermen plans to block the port of Brest.", []string{"Tuesday = 2025-11-25"}},
		{"On Tuesday, the alliance of fishermen blocked the port of Brest.", []string{"Tuesday = 2025-11-18"}},
		{"The president announced plans Tuesday to resume the reviews.", []string{"Tuesday = 2025-11-18"}},
		{"The president plans Tuesday to resume the reviews.", []string{"Tuesday = 2025-11-25"}},
		{"The general let the offensive begin as previously planned Saturday, aides said.", []string{"Saturday = 2025-11-22"}},
		{"The general let the offensive begin as previously planned Friday, aides said.", []string{"Friday = 2025-11-21"}},
		{"The licence of the dealers expires on Friday, and the rule takes effect on Monday.", []string{"Friday = 2025-11-28", "Monday = 2025-11-24"}},
		{"The licence of the dealers expired on Friday, the ministry said.", []string{"Friday = 2025-11-21"}},
		{"The envoy will leave early (4 a.m. EDT Thursday), the embassy said.", []string{"4 a.m. EDT Thursday = 2025-11-27T04:00 2025-11-27"}},
		{"The notes would be redeemed in five years, the lender said.", []string{"five years = 2030 2030-01-01..2030-12-31"}},
		{"The tower was built in five years, the mason said.", []string{"five years = P5Y"}},
		{"Oil for January delivery rose while the December contract fell, brokers said.", []string{"January = 2026-01 2026-01-01..2026-01-31", "the December = 2025-12 2025-12-01..2025-12-31"}},
		{"Clients were told of the first sale for December deals on the old floor.", []string{"December = 2025-12 2025-12-01..2025-12-31"}},
		{"The March accession was welcomed in Tirana by the whole cabinet.", []string{"The March = 2025-03 2025-03-01..2025-03-31"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}

// TestPlainWords leaves out words of time that tell none, and keeps the others.
func TestPlainWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Now, he said, the hard part starts for the miners of Silesia.", nil},
		{"The minister said that the bridge is now open and that trains will soon run to the coast, after all.", []string{"now = PRESENT_REF", "soon = FUTURE_REF"}},
		{"The trickle soon became a flood; the mayor was soon released, soon after the vote.", nil},
		{"The editor of Russia Today refused to speak to us for this report.", nil},
		{"The minister told the host of \"This Week\" that he would resign.", nil},
		{"Rowing is dull for today's youth, he told today's paper.", []string{"today = 2025-11-22"}},
		{"He hoped that she would one day follow him, and the trip took one day.", []string{"one day = P1D"}},
		{"Reserves cover future payments in the near future.", []string{"the near future = FUTURE_REF"}},
		{"The brokers of Riga said that each may earn more than the others, each May.", []string{"each May = XXXX-05"}},
		{"The envoy named resolutions 1718 (2006), 1874 and 2017, Executive Orders 13382 and 1933, and FAQ 1921.", []string{"2006 = 2006 2006-01-01..2006-12-31"}},
		{"The envoy named the resolutions of 2006, 2009 and 2017 in his talk.", []string{"2006 = 2006 2006-01-01..2006-12-31", "2009 = 2009 2009-01-01..2009-12-31", "2017 = 2017 2017-01-01..2017-12-31"}},
		{"Guards stood there 24 hours a day, seven days a week, for the bank.", nil},
		{"The thief drove his 1987 Chevrolet Cavalier into the river near Trier.", nil},
		{"The firm declared its first quarterly of five cents a share for owners.", nil},
		{"They suffered in the first hours of the war and over the years many died.", []string{"the first hours = PTXH", "the years = PXY"}},
		{"The ministry said that the deal follows months of haggling between the owners and the union.", []string{"months = PXM"}},
		{"In Tallinn at mid-afternoon yesterday, the shares of the line were lower.", []string{"mid-afternoon yesterday = 2025-11-21TAF 2025-11-21"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}

// TestReports reads the spans of companies' and markets' reports.
func TestReports(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"In fiscal 2024's first quarter, orders for the new lorry doubled at the plant.", []string{"fiscal 2024's first quarter = 2024-Q1 2024-01-01..2024-03-31"}},
		{"The fiscal 2024 third quarter was the best in the history of the firm.", []string{"The fiscal 2024 third quarter = 2024-Q3 2024-07-01..2024-09-30"}},
		{"The loan will be repaid at year-end 2027, the treasurer of the city said.", []string{"year-end 2027 = 2027 2027-09-01..2027-12-31"}},
		{"Net profit for the first half fell at the brewer of Lviv, it said.", []string{"the first half = 2025-H1 2025-01-01..2025-06-30"}},
		{"The striker scored twice in the first half against the team of Lviv.", nil},
		{"For the past year and a half, he has kept silent about the theft.", []string{"the past year and a half = P1.5Y"}},
		{"A year and a half ago, the thieves drained the bridge of its coins.", []string{"A year and a half ago = 2024-05 2024-05-01..2024-05-31"}},
		{"Sales of the mill for the week ended Oct. 18 fell in all of its shops.", []string{"the week = 2025-W42 2025-10-13..2025-10-19", "Oct. 18 = 2025-10-18"}},
		{"The tariff of the port took effect Jan. 15, the union of the dockers said.", []string{"Jan. 15 = 2025-01-15"}},
		{"The fiscal year of the mill ends in March, the union of the dockers said.", []string{"March = 2026-03 2026-03-01..2026-03-31"}},
		{"Prices at the end of March were lower, the union of the dockers said.", []string{"the end of March = 2025-03 2025-03-22..2025-03-31"}},
		{"In 2024's third quarter the mill lost money on its lorries.", []string{"2024's third quarter = 2024-Q3 2024-07-01..2024-09-30"}},
		{"The court said that it will rule in the coming weeks.", []string{"the coming weeks = PXW"}},
		{"Shares fell at the open Monday and at the end Friday, brokers said.", []string{"Monday = 2025-11-17", "Friday = 2025-11-21"}},
		{"The licence of the office authorises sales until 12:01 a.m. eastern standard time, November 28, 2025.", []string{"12:01 a.m. eastern standard time, November 28, 2025 = 2025-11-28T00:01 2025-11-28"}},
		{"The measures of the council came back at 8 p.m. New York time on September 27, it said.", []string{"8 p.m. New York time on September 27 = 2025-09-27T20:00 2025-09-27"}},
		{"The guards opened fire at 8 p.m. and took some time to stop, the mayor said on Friday.", []string{"8 p.m. = 2025-11-22T20:00 2025-11-22", "Friday = 2025-11-21"}},
		{"Six months ago today, the dam broke above the village of Kysyl.", []string{"Six months ago today = 2025-05-22"}},
		{"The lender said sales rose for the quarter ended Sept. 30 in all of its shops.", []string{"the quarter = 2025-Q3 2025-07-01..2025-09-30", "Sept. 30 = 2025-09-30"}},
		{"The lender posted a loss for the fiscal year ended June 30, the weekly reported.", []string{"the fiscal year = P1Y", "June 30 = 2025-06-30"}},
		{"The panel meets every other Tuesday in the old customs house.", []string{"every other Tuesday = P2W"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: "en"}, c.want)
	}
}
