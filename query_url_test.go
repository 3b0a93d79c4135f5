package demarche

import (
	"net/url"
	"reflect"
	"testing"
)

func TestQueryURL(t *testing.T) {
	const raw = "action=designation,removal&asof=2025-11-30&clock=event&country=KP&country=kr,KP&cursor=abc&entity=ofac-1" +
		"&facets=country,kind&from=2025-11&interval=auto&kind=ministry&lang=ko&match=any&max_usd=5m&min_usd=1m&q=+bank+&size=50" +
		"&sort=newest&source=us-treasury-press&story=s1&to=2025-11&utm=ignored"
	v, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	q, err := QueryFromValues(v, "2025-11-20")
	if err != nil {
		t.Fatal(err)
	}
	want := Query{Text: "bank", Expr: Term{Text: "bank"}, Match: MatchAny, Clock: ClockEvent, From: "2025-11-01", To: "2025-11-30", AsOf: "2025-11-30",
		Country: []string{"KP", "KR"}, Entity: []string{"ofac-1"}, Source: []string{"us-treasury-press"}, Kind: []string{"ministry"},
		Action: []string{"designation", "removal"}, Lang: []string{"ko"}, Story: []string{"s1"}, MinUSD: "1000000", MaxUSD: "5000000",
		Sort: SortNewest, Size: 50, Cursor: "abc", Facets: []string{"country", "kind"}, Interval: IntervalAuto}
	if !reflect.DeepEqual(q, want) {
		t.Errorf("got  %+v\nwant %+v", q, want)
	}
	again, err := QueryFromValues(q.Values(), "2025-11-20")
	if err != nil || !reflect.DeepEqual(again, q) {
		t.Errorf("read back from %s: %+v, %v", q.Values().Encode(), again, err)
	}
}

func TestQueryURLDefaultsAreLeftOut(t *testing.T) {
	v, _ := url.ParseQuery("q=&match=all&clock=published&size=20&from=&country=")
	q, err := QueryFromValues(v, "2025-11-20")
	if err != nil {
		t.Fatal(err)
	}
	if got := q.Values().Encode(); got != "" {
		t.Errorf("the empty query has the address %q", got)
	}
}

func TestQueryURLErrors(t *testing.T) {
	for raw, want := range map[string]string{
		"size=0":                        `size: expected a number from 1 to 100, not "0"`,
		"size=x":                        `size: expected a number from 1 to 100, not "x"`,
		"match=some":                    `match: there is no "some"; choose all or any`,
		"clock=now":                     `clock: there is no "now"; choose published, event or seen`,
		"facets=contry":                 `facets: there is no "contry"; did you mean country?`,
		"kind=blog":                     `kind: there is no "blog"; choose sanctions, finance, ministry, intergovernmental, analytics, crypto, shipping or news`,
		"from=2025-13":                  `from: expected a date like 2025-11-04, 2025-11, 2025, today, yesterday or 7d, not "2025-13"`,
		"from=2025-11-04&to=2025-11-03": "from: 2025-11-04 is after to=2025-11-03; swap them",
		"min_usd=abc":                   `min_usd: expected a number of US dollars like 1000000 or 1m, not "abc"`,
		"min_usd=2&max_usd=1":           "min_usd: 2 is above max_usd=1; swap them",
		"q=amount:%3E":                  `amount: expected a number after ">", like amount:>1b (column 9)`,
	} {
		v, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := QueryFromValues(v, "2025-11-20"); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", raw, err, want)
		}
	}
}
