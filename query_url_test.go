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

func TestUnknownParams(t *testing.T) {
	known := append([]string{"q"}, QueryParams()...)
	for raw, want := range map[string]string{
		"q=a&country=KP&facets=kind&interval=day&cursor=x": "",
		"contry=KP":          `The address holds a parameter that means nothing here and was passed over: "contry" (did you mean country?).`,
		"after=2025&zzz=1":   `The address holds parameters that mean nothing here and were passed over: "after" (did you mean from?), "zzz".`,
		"language=ko":        `The address holds a parameter that means nothing here and was passed over: "language" (did you mean lang?).`,
		"a=&b=&c=&d=&e=&f=1": `The address holds parameters that mean nothing here and were passed over: "a", "b", "c", "d", "e", 1 more.`,
	} {
		v, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := UnknownParams(v, known); got != want {
			t.Errorf("%s:\n got %s\nwant %s", raw, got, want)
		}
	}
}

// TestQueryParams: every parameter that Values writes is a known one.
func TestQueryParams(t *testing.T) {
	q := Query{Text: "a", Match: MatchAny, Clock: ClockEvent, From: "2025-01-01", To: "2025-01-02", AsOf: "2025-01-03", Country: []string{"KP"},
		Entity: []string{"a"}, Source: []string{"a"}, Kind: []string{"news"}, Action: []string{"theft"}, Lang: []string{"en"}, Story: []string{"a"},
		MinUSD: "1", MaxUSD: "2", Like: "l", Sort: SortOldest, Size: 7, Cursor: "x", Facets: []string{"kind"}, Interval: IntervalDay}
	v := q.Values()
	if got := UnknownParams(v, append([]string{"q"}, QueryParams()...)); got != "" || len(v) != len(QueryParams())+1 {
		t.Errorf("%s; %d parameters, %d known", got, len(v), len(QueryParams())+1)
	}
}
