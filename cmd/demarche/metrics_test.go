package main

import (
	"context"
	"errors"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"demarche"
	"demarche/crawler"
)

func TestMemoryLimit(t *testing.T) {
	for items, mib := range map[int64]int64{0: 176, 100_000: 261, 500_000: 605, 10_000_000: 768, 1 << 62: 768} {
		if got := memoryFor(items) >> 20; got != mib {
			t.Errorf("%d items: %d MiB, want %d", items, got, mib)
		}
	}
}

// What a burst of work leaves idle is noticed, and given back when asked.
func TestIdleMemory(t *testing.T) {
	burst := make([]byte, 256<<20)
	for i := range burst {
		burst[i] = 1
	}
	runtime.KeepAlive(burst)
	runtime.GC()
	if got := idleMemory(); got < 200<<20 {
		t.Errorf("%d MB idle after a burst of 256 MB", got>>20)
	}
	debug.FreeOSMemory()
	if got := idleMemory(); got > memorySpare {
		t.Errorf("%d MB idle after giving it back", got>>20)
	}
}

func TestMetrics(t *testing.T) {
	now := time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC)
	var fault error
	reads := 0
	m := newMetrics(func(context.Context) ([]demarche.SourceHealth, error) {
		reads++
		return []demarche.SourceHealth{
			{Source: demarche.Source{ID: "wire", Enabled: true}, State: demarche.HealthOK, Items: 7, LastOK: now.Add(-time.Hour)},
			{Source: demarche.Source{ID: "office", Enabled: true}, State: demarche.HealthBlocked},
		}, fault
	}, func(context.Context) ([]demarche.ListState, error) {
		return []demarche.ListState{{ID: "un-sc", Version: "1", Entries: 9, LastSeen: now.Add(-50 * time.Hour), StaleAfter: 48}, {ID: "eu-fsf", Error: "cut short"}, {ID: "au-dfat"}}, nil
	}, func() time.Time { return now })
	m.event(crawler.Event{Kind: "page"})
	m.event(crawler.Event{Report: &crawler.Report{Class: demarche.FetchItems, New: 3, Changed: 1}})
	m.event(crawler.Event{Report: &crawler.Report{Class: demarche.FetchDNS}})
	scrape := func() (int, string) {
		rec := httptest.NewRecorder()
		promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
		return rec.Code, rec.Body.String()
	}
	_, text := scrape()
	for _, want := range []string{
		`demarche_fetches_total{class="items"} 1`, `demarche_fetches_total{class="dns"} 1`, `demarche_report_pages_total 1`,
		`demarche_items_stored_total{what="new"} 3`, `demarche_items_stored_total{what="changed"} 1`,
		`demarche_source_lag_seconds{source="wire"} 3600`, `demarche_source_items{source="wire"} 7`,
		`demarche_source_needs_person{source="office"} 1`, `demarche_sources{state="blocked"} 1`, `demarche_incidents 1`,
		`demarche_list_age_seconds{list="un-sc"} 180000`, `demarche_list_entries{list="un-sc"} 9`, `demarche_list_stale{list="un-sc"} 1`, `demarche_list_failing{list="eu-fsf"} 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, `lag_seconds{source="office"}`) {
		t.Error("a source that has never answered has a lag")
	}
	if strings.Contains(text, `list="au-dfat"`) {
		t.Error("a list that was never tried is counted")
	}
	if scrape(); reads != 1 {
		t.Errorf("two scrapes read the health %d times", reads)
	}
	now, fault = now.Add(time.Minute), errors.New("disk gone")
	if code, text := scrape(); code != 500 || !strings.Contains(text, "disk gone") {
		t.Errorf("health cannot be read: %d %s", code, text)
	}
	var none *metrics
	none.event(crawler.Event{})
}
