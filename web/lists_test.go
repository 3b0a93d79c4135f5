package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// TestShortAddresses: what a page assumes is left out, and what is not stays;
// reading the address gives the query again.
func TestShortAddresses(t *testing.T) {
	w := newWorld()
	s, err := New(Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, Now: func() time.Time { return worldNow }})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ path, query, want string }{
		{"/search", "", ""},
		{"/search", "q=&country=&clock=published&match=all&size=20", ""},
		{"/search", "clock=event&q=a+b", "clock=event&q=a+b"},
		{"/timeline", "", ""},
		{"/timeline", "clock=event&sort=oldest", "sort=oldest"},
		{"/timeline", "clock=published&sort=newest&interval=month", "clock=published&interval=month"},
		{"/search", "country=kp&country=RU&from=2025-11", "country=KP%2CRU&from=2025-11-01"},
		{"/search", "interval=auto&facets=kind&cursor=c", "cursor=c"},
	} {
		v, _ := url.ParseQuery(tt.query)
		q, err := s.parse(tt.path, v)
		if err != nil {
			t.Errorf("%s?%s: %v", tt.path, tt.query, err)
			continue
		}
		got := shortValues(tt.path, q)
		if got.Encode() != tt.want {
			t.Errorf("%s?%s: short form %q, want %q", tt.path, tt.query, got.Encode(), tt.want)
		}
		again, err := s.parse(tt.path, got)
		q.Facets, again.Facets = nil, nil
		if q.Interval == demarche.IntervalAuto {
			q.Interval = ""
		}
		if diff := cmp.Diff(q, again); diff != "" || err != nil {
			t.Errorf("%s?%s: read again (-first +second): %v\n%s", tt.path, tt.query, err, diff)
		}
	}
}

func TestFacetLinks(t *testing.T) {
	s := &Server{cfg: Config{CountryName: countryName}}
	a := address{"/search", demarche.Query{Text: "x", Country: []string{"KP", "RU"}, Clock: demarche.ClockPublished, Cursor: "c"}}
	got := s.facets(a, map[string][]demarche.Bucket{"country": {{Value: "KP", Label: "KP", Count: 3}, {Value: "US", Label: "US", Count: 1}}, "currency": {{Value: "EUR", Count: 2}}})
	want := []facet{
		{Name: "country", Title: "Countries", Values: []facetValue{
			{Label: "North Korea", Count: 3, On: true, Href: "/search?country=RU&q=x"},
			{Label: "United States", Count: 1, Href: "/search?country=KP%2CRU%2CUS&q=x"},
			{Label: "Russia", On: true, Href: "/search?country=KP&q=x"},
		}},
		{Name: "currency", Title: "Currencies", Values: []facetValue{{Label: "EUR", Count: 2, Href: "/search?country=KP%2CRU&q=%28x%29+currency%3AEUR"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(a.q.Country) != 2 || a.q.Country[0] != "KP" {
		t.Errorf("the query itself was changed: %v", a.q.Country)
	}
}

func TestPartialMatchesAreOffered(t *testing.T) {
	h := serve(t, newWorld())
	for path, want := range map[string]bool{
		"/search?q=nothing+at+all":           true,
		"/search?q=nothing":                  false, // one word has no parts
		"/search?q=nothing+all&match=any":    false,
		"/search?q=measure":                  false, // more than ten items
		"/search?q=this+OR+that+OR+nothing":  false,
		"/search?q=country:KP+action:arrest": false,
	} {
		body := get(t, h, path).Body.String()
		if got := strings.Contains(body, "Show the best partial matches"); got != want {
			t.Errorf("GET %s: offered %v, want %v", path, got, want)
		}
		if want && !strings.Contains(body, "match=any") {
			t.Errorf("GET %s: the offer does not lead to match=any", path)
		}
	}
}

// TestSourcesWeight: eighty sources, of which a fifth cannot be reached, fit a page.
func TestSourcesWeight(t *testing.T) {
	w := &world{now: worldNow}
	dns := fetch(worldNow.Add(-time.Hour), demarche.FetchDNS, 0, 0, 0, "lookup press.ministry-of-foreign-affairs.example: no such host", "Check the network.")
	for i := range 80 {
		src := demarche.Source{ID: fmt.Sprintf("ministry-of-affairs-%d", i), Name: fmt.Sprintf("Ministry of Foreign Affairs of the State %d", i), NativeName: "외교부 대변인실", Kind: demarche.KindMinistry, Country: "KR", Lang: "ko"}
		switch i % 5 {
		case 0:
			w.source(src, demarche.HealthFailing, "Its host name press.ministry-of-foreign-affairs.example cannot be found (DNS). Check the network, then the address in the catalogue.", dns, dns, dns)
		case 1, 2:
			w.source(src, demarche.HealthDisabled, "Refuses an honest User-Agent with HTTP 403; its address rests on memory alone.")
		default:
			w.source(src, demarche.HealthOK, "")
		}
	}
	if n := get(t, serve(t, w), "/sources").Body.Len(); n > 60_000 {
		t.Errorf("/sources with 80 sources: %d bytes, want at most 60000", n)
	}
}

func TestTimelineDays(t *testing.T) {
	day := demarche.PrecisionDay
	hits := []demarche.Hit{
		{ID: "1", Event: demarche.EventDate{Value: "2025-11-04", Precision: day}, Published: "2025-11-05T23:30:00-05:00"},
		{ID: "2", Event: demarche.EventDate{Value: "2025-11-01", Until: "2025-11-30", Precision: demarche.PrecisionMonth}, Published: "2025-11-06"},
		{ID: "3", Event: demarche.EventDate{Value: "2025-11-04", Precision: day}, Published: "2025-11-06T10:00:00"},
		{ID: "4", FirstSeen: time.Date(2025, 11, 7, 1, 0, 0, 0, time.UTC)},
	}
	srv := &Server{cfg: Config{CountryName: countryName}}
	ids := func(clock demarche.Clock) []string {
		stories := groupStories(hits, clock)
		sortStories(stories, demarche.SortNewest)
		var out []string
		for _, d := range srv.storyDays(stories) {
			line := strings.TrimSpace(d.Date + " " + string(d.Precision) + ":")
			for _, g := range d.Stories {
				line += g.ID
			}
			out = append(out, line)
		}
		return out
	}
	for clock, want := range map[demarche.Clock][]string{
		demarche.ClockEvent:     {"2025-11-04 day:13", "2025-11-01 month:2", ":4"},
		demarche.ClockPublished: {"2025-11-06 day:123", ":4"},
		demarche.ClockSeen:      {"2025-11-07 day:4", ":123"},
	} {
		if diff := cmp.Diff(want, ids(clock)); diff != "" {
			t.Errorf("clock %s (-want +got):\n%s", clock, diff)
		}
	}
}

func TestPeriods(t *testing.T) {
	date := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, tt := range []struct{ from, to, earlier, later, wider string }{
		{"2025-11-04", "2025-11-04", "2025-11-03 2025-11-03", "2025-11-05 2025-11-05", "2025-11-03 2025-11-09"},
		{"2025-11-03", "2025-11-09", "2025-10-27 2025-11-02", "2025-11-10 2025-11-16", "2025-11-01 2025-11-30"},
		{"2025-11-01", "2025-11-30", "2025-10-01 2025-10-31", "2025-12-01 2025-12-31", "2025-01-01 2025-12-31"},
		{"2024-01-01", "2024-12-31", "2023-01-01 2023-12-31", "2025-01-01 2025-12-31", ""},
	} {
		show := func(from, to time.Time) string { return from.Format(time.DateOnly) + " " + to.Format(time.DateOnly) }
		from, to := date(tt.from), date(tt.to)
		if got := show(shifted(from, to, -1)); got != tt.earlier {
			t.Errorf("before %s–%s: %s, want %s", tt.from, tt.to, got, tt.earlier)
		}
		if got := show(shifted(from, to, 1)); got != tt.later {
			t.Errorf("after %s–%s: %s, want %s", tt.from, tt.to, got, tt.later)
		}
		b, e, ok := wider(from, to)
		if got := show(b, e); ok != (tt.wider != "") || ok && got != tt.wider {
			t.Errorf("around %s–%s: %s, want %s", tt.from, tt.to, got, tt.wider)
		}
	}
}

func TestCoarsen(t *testing.T) {
	h := demarche.Histogram{Interval: demarche.IntervalDay}
	total := 0
	for day, i := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), 0; i < 700; day, i = day.AddDate(0, 0, 1), i+1 {
		h.Buckets = append(h.Buckets, demarche.HistBucket{From: day.Format(time.DateOnly), Count: i % 3})
		total += i % 3
	}
	got := coarsen(h)
	sum := 0
	for _, b := range got.Buckets {
		sum += b.Count
	}
	if got.Interval != demarche.IntervalMonth || len(got.Buckets) != 23 || sum != total || len(h.Buckets) != 700 {
		t.Errorf("interval %s, %d bars, %d items of %d", got.Interval, len(got.Buckets), sum, total)
	}
}

func TestMarked(t *testing.T) {
	for in, want := range map[string]string{
		"a <mark>b</mark> c":                  "a <mark>b</mark> c",
		"a &lt;b&gt; &amp; c":                 "a &lt;b&gt; &amp; c",
		"<b>x</b>":                            "&lt;b&gt;x&lt;/b&gt;",
		"<mark>a <mark>b</mark> c</mark>":     "<mark>a b</mark> c",
		"open <mark>end":                      "open <mark>end</mark>",
		`<mark onclick="x">y</mark>`:          "&lt;mark onclick=&#34;x&#34;&gt;y",
		"<mark>A7A5</mark> <mark>a7a5</mark>": "<mark>A7A5</mark> <mark>a7a5</mark>",
	} {
		if got, _ := marked(in); string(got) != want {
			t.Errorf("marked(%q) = %q, want %q", in, got, want)
		}
	}
	got, found := markWords("Straße & KIM <Kim> Kimberley, tokim", []string{"kim", "straße", "x"})
	if want := "<mark>Straße</mark> &amp; <mark>KIM</mark> &lt;<mark>Kim</mark>&gt; <mark>Kim</mark>berley, tokim"; string(got) != want || len(found) != 2 {
		t.Errorf("markWords: %s %v, want %s", got, found, want)
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		value, until string
		p            demarche.Precision
		want         string
	}{
		{"2025-11-04", "", demarche.PrecisionDay, "4 Nov 2025"},
		{"2025-11-04", "2025-11-06", demarche.PrecisionRange, "4–6 Nov 2025"},
		{"2025-10-30", "2025-11-06", demarche.PrecisionRange, "30 Oct – 6 Nov 2025"},
		{"2024-12-30", "2025-01-06", demarche.PrecisionRange, "30 Dec 2024 – 6 Jan 2025"},
		{"2025-11-01", "2025-11-30", demarche.PrecisionMonth, "Nov 2025"},
		{"2025-10-01", "2025-12-31", demarche.PrecisionQuarter, "Q4 2025"},
		{"2025-01-01", "2025-12-31", demarche.PrecisionYear, "2025"},
		{"2020-01-01", "2029-12-31", demarche.PrecisionDecade, "2020s"},
		{"2025-11-03", "2025-11-09", demarche.PrecisionWeek, "week of 3 Nov 2025"},
		{"not a date", "", demarche.PrecisionDay, "not a date"},
	} {
		if got := civilWords(tt.value, tt.until, tt.p); got != tt.want {
			t.Errorf("civilWords(%s, %s, %s) = %q, want %q", tt.value, tt.until, tt.p, got, tt.want)
		}
	}
	for in, want := range map[string]string{"0": "US$ 0", "999": "US$ 999", "12500": "US$ 12\u2009500", "1250000": "US$ 1.2 million", "480000000": "US$ 480 million", "3000000000.50": "US$ 3 billion"} {
		if got := moneyWords(in); got != want {
			t.Errorf("moneyWords(%s) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "a refusal": "A refusal", "étrange": "Étrange", "amount: expected": "amount: expected", "a.example refuses": "a.example refuses", "Fine": "Fine"} {
		if got := capital(in); got != want {
			t.Errorf("capital(%q) = %q, want %q", in, got, want)
		}
	}
	for d, want := range map[time.Duration]string{0: "just now", 5 * time.Minute: "5 min ago", 30 * time.Hour: "30 h ago", 72 * time.Hour: "3 days ago", -2 * time.Hour: "in 2 h"} {
		if got := ago(worldNow.Add(-d), worldNow); got != want {
			t.Errorf("%v before: %q, want %q", d, got, want)
		}
	}
}
