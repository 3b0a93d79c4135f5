package crawler

import (
	"strings"
	"testing"
	"time"

	"demarche"
)

func TestJudge(t *testing.T) {
	now := time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	const hour, day = time.Hour, 24 * time.Hour
	on := demarche.Source{ID: "s", Enabled: true, Feeds: []demarche.Feed{{ID: "s"}}}
	fetches := func(classes ...demarche.FetchClass) (out []demarche.Fetch) {
		for i, c := range classes {
			f := demarche.Fetch{Feed: "s", Class: c, At: ago(time.Duration(i) * hour)}
			if !c.OK() {
				f.Error, f.Advice = "fetch s: it failed", Advice(c)
			}
			out = append(out, f)
		}
		return out
	}
	daily := make([]int, 30)
	for i := range daily {
		daily[i] = 1
	}
	tests := []struct {
		name  string
		h     demarche.SourceHealth
		state demarche.HealthState
		why   string
	}{
		{"disabled", demarche.SourceHealth{Source: demarche.Source{Reason: "It refuses programs."}}, demarche.HealthDisabled, "It refuses programs."},
		{"never asked", demarche.SourceHealth{Source: on}, demarche.HealthWaiting, "Not asked yet"},
		{"well", demarche.SourceHealth{Source: on, Items: 3, LastItem: ago(hour), LastOK: now, Fetches: fetches("items"), Daily: daily}, demarche.HealthOK, ""},
		{"not modified", demarche.SourceHealth{Source: on, Items: 3, LastItem: ago(hour), LastOK: now, Fetches: fetches("not_modified")}, demarche.HealthOK, ""},
		{"one hiccup", demarche.SourceHealth{Source: on, Items: 3, LastItem: ago(hour), LastOK: ago(hour), Fetches: fetches("timeout", "items")}, demarche.HealthOK, ""},
		{"two timeouts", demarche.SourceHealth{Source: on, Items: 3, LastItem: ago(hour), LastOK: ago(2 * hour), Fetches: fetches("timeout", "timeout", "items")}, demarche.HealthFailing, "Last good answer 2025-11-20 07:00 UTC"},
		{"never answered", demarche.SourceHealth{Source: on, Fetches: fetches("dns")}, demarche.HealthFailing, "name server"},
		{"one hiccup long ago", demarche.SourceHealth{Source: on, Items: 3, LastItem: ago(hour), LastOK: ago(2 * day), Fetches: fetches("timeout", "items")}, demarche.HealthFailing, "2025-11-18"},
		{"blocked at once", demarche.SourceHealth{Source: on, Items: 3, LastOK: ago(hour), Fetches: fetches("blocked", "items")}, demarche.HealthBlocked, "refuses programs"},
		{"robots", demarche.SourceHealth{Source: on, Fetches: fetches("robots")}, demarche.HealthBlocked, "robots.txt"},
		{"gone", demarche.SourceHealth{Source: on, LastOK: ago(hour), Fetches: fetches("gone", "items")}, demarche.HealthMoved, "new address"},
		{"moved", demarche.SourceHealth{Source: on, LastOK: ago(hour), Fetches: fetches("moved", "items")}, demarche.HealthMoved, "redirects"},
		{"layout", demarche.SourceHealth{Source: on, LastOK: ago(hour), Fetches: fetches("changed", "items")}, demarche.HealthChanged, "sources test"},
		{"html", demarche.SourceHealth{Source: on, LastOK: ago(hour), Fetches: fetches("html", "items")}, demarche.HealthChanged, "web page"},
		{"never an item", demarche.SourceHealth{Source: on, LastOK: now, Fetches: fetches("empty")}, demarche.HealthQuiet, "never listed a report"},
		{"quiet for a weekend", demarche.SourceHealth{Source: on, Items: 30, LastItem: ago(2 * day), LastOK: now, Fetches: fetches("items"), Daily: daily}, demarche.HealthOK, ""},
		{"quiet", demarche.SourceHealth{Source: on, Items: 30, LastItem: ago(4 * day), LastOK: now, Fetches: fetches("items"), Daily: daily}, demarche.HealthQuiet, "every 24 hours (learned)"},
		{"silent", demarche.SourceHealth{Source: on, Items: 30, LastItem: ago(15 * day), LastOK: now, Fetches: fetches("items"), Daily: daily}, demarche.HealthSilent, "change the address"},
		{"slow by its file", demarche.SourceHealth{Source: demarche.Source{Enabled: true, Cadence: "336h", Feeds: on.Feeds}, Items: 9, LastItem: ago(20 * day), LastOK: now, Fetches: fetches("items")}, demarche.HealthOK, ""},
		{"one feed of two fails", demarche.SourceHealth{Source: demarche.Source{Enabled: true, Feeds: []demarche.Feed{{ID: "s"}, {ID: "s/2"}}}, Items: 9, LastItem: ago(hour), LastOK: now,
			Fetches: []demarche.Fetch{{Feed: "s", Class: "items"}, {Feed: "s/2", Class: "gone", Error: "the server answers 404"}}}, demarche.HealthMoved, "Feed s/2: the server answers 404. "},
		{"reports of another layout, nothing new since", demarche.SourceHealth{Source: on, Items: 9, LastItem: ago(hour), LastOK: now, Fetches: []demarche.Fetch{
			{Feed: "s", Class: "not_modified"}, {Feed: "s", Class: "items"}, {Feed: "s", Class: "changed", Pages: 4, Error: "none of 4 report pages holds what article.body looks for"}, {Feed: "s", Class: "items", Pages: 2}}}, demarche.HealthChanged, "article.body"},
		{"reports well again", demarche.SourceHealth{Source: on, Items: 9, LastItem: ago(hour), LastOK: now, Fetches: []demarche.Fetch{
			{Feed: "s", Class: "items"}, {Feed: "s", Class: "items", Pages: 1}, {Feed: "s", Class: "changed", Pages: 4, Error: "x"}}}, demarche.HealthOK, ""},
	}
	for _, tt := range tests {
		state, why := Judge(tt.h, now)
		if state != tt.state || !strings.Contains(why, tt.why) || tt.why == "" && why != "" {
			t.Errorf("%s: %s, %q; want %s, %q", tt.name, state, why, tt.state, tt.why)
		}
	}
}

func TestEveryClassHasAdvice(t *testing.T) {
	for _, c := range []demarche.FetchClass{demarche.FetchHTML, demarche.FetchUnparseable, demarche.FetchBlocked, demarche.FetchRobots, demarche.FetchMoved, demarche.FetchGone,
		demarche.FetchChanged, demarche.FetchServer, demarche.FetchTLS, demarche.FetchDNS, demarche.FetchTimeout, demarche.FetchNetwork, demarche.FetchTooLarge, demarche.FetchPrivate} {
		if Advice(c) == "" {
			t.Errorf("no advice for %s", c)
		}
	}
	if Advice(demarche.FetchItems) != "" {
		t.Error("advice for a good answer")
	}
}
