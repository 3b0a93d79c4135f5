package amount

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/shopspring/decimal"
)

//go:embed rates/ecb.csv
var ecbCSV string

//go:embed rates/approximate.csv
var approximateCSV string

// legacy are the fixed rates of the currencies that became the euro, units for
// one euro (Council Regulation (EC) 2866/98 and 1478/2000).
var legacy = map[string]string{"DEM": "1.95583", "FRF": "6.55957", "ITL": "1936.27", "NLG": "2.20371", "BEF": "40.3399", "ESP": "166.386", "PTE": "200.482",
	"ATS": "13.7603", "FIM": "5.94573", "IEP": "0.787564", "GRD": "340.750"}

type rateTable struct {
	names map[string]int      // currency to column
	rows  map[string][]string // month to units for one euro
	last  string
}

var ecb = sync.OnceValue(func() rateTable {
	lines := strings.Split(strings.TrimSpace(ecbCSV), "\n")
	t := rateTable{names: map[string]int{}, rows: make(map[string][]string, len(lines))}
	for i, n := range strings.Split(lines[0], ",") {
		if i > 0 {
			t.names[n] = i
		}
	}
	for _, l := range lines[1:] {
		row := strings.Split(l, ",")
		t.rows[row[0]] = row
		t.last = row[0]
	}
	return t
})

type step1 struct{ from, rate string }

var approximate = sync.OnceValue(func() map[string][]step1 {
	m := map[string][]step1{}
	for _, l := range strings.Split(strings.TrimSpace(approximateCSV), "\n")[1:] {
		c := strings.Split(l, ",")
		m[c[0]] = append(m[c[0]], step1{c[1], c[2]})
	}
	return m
})

// ToUSD is the worth of value (a decimal string) in US dollars on a civil day
// (YYYY-MM-DD, or YYYY-MM), by the monthly mean of the European Central Bank's
// reference rates, to four significant digits; approximate when it comes from
// the hand-kept table or from a month long before the day. ok is false for
// cryptocurrencies, unknown currencies and days before the tables start.
func ToUSD(value, currency, day string) (usd string, approximated, ok bool) {
	v, err := decimal.NewFromString(value)
	if err != nil {
		return "", false, false
	}
	return worth(v, currency, day)
}

func worth(v decimal.Decimal, currency, day string) (string, bool, bool) {
	if currency == "USD" {
		return v.String(), false, true
	}
	if len(day) < 7 || currency == "" || crypto[currency] {
		return "", false, false
	}
	month := day[:7]
	t := ecb()
	late := month > t.last
	if late {
		month = t.last
	}
	if row, ok := t.rows[month]; ok {
		per := ""
		if i, ok := t.names[currency]; ok {
			per = row[i]
		}
		if currency == "EUR" {
			per = "1"
		}
		if l, ok := legacy[currency]; ok {
			per = l
		}
		// The last ruble month holds the first day of March 2022 alone.
		if per != "" && !(currency == "RUB" && month >= "2022-03") {
			rate, err1 := decimal.NewFromString(per)
			dollar, err2 := decimal.NewFromString(row[t.names["USD"]])
			if err1 == nil && err2 == nil && rate.IsPositive() {
				return significant(v.Mul(dollar).DivRound(rate, 12)), late && day[:7] > monthsAfter(t.last, 3), true
			}
		}
	}
	rate := ""
	for _, s := range approximate()[currency] {
		if s.from <= day[:7] {
			rate = s.rate
		}
	}
	r, err := decimal.NewFromString(rate)
	if err != nil || !r.IsPositive() {
		return "", false, false
	}
	return significant(v.DivRound(r, 12)), true, true
}

func monthsAfter(month string, n int) string {
	var y, m int
	if _, err := fmt.Sscanf(month, "%d-%d", &y, &m); err != nil {
		return month
	}
	m += n - 1
	return fmt.Sprintf("%04d-%02d", y+m/12, m%12+1)
}

// significant rounds to four significant digits, cents at the finest.
func significant(v decimal.Decimal) string {
	whole := len(v.Abs().Truncate(0).String())
	return v.Round(int32(min(2, 4-whole))).String()
}

// toUSD takes the day from the context.
func toUSD(v decimal.Decimal, currency string, ctx Context) (string, bool) {
	day := ctx.Date
	if day == "" && ctx.Year > 0 {
		day = fmt.Sprintf("%04d-06", ctx.Year)
	}
	usd, _, ok := worth(v, currency, day)
	return usd, ok
}
