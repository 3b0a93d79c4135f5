package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"demarche"
	"demarche/crawler"
	"demarche/web"
)

// metrics are the numbers for a monitoring system. Labels are bounded: classes
// and states are closed lists, sources are those of the catalogue. A nil
// *metrics counts nothing.
type metrics struct {
	registry *prometheus.Registry
	fetches  *prometheus.CounterVec
	pages    prometheus.Counter
	stored   *prometheus.CounterVec
	health   *healthCollector
}

func newMetrics(health func(context.Context) ([]demarche.SourceHealth, error), lists func(context.Context) ([]demarche.ListState, error), now func() time.Time) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		fetches: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "demarche_fetches_total", Help: "Answers of feeds and listings, by what they turned out to be."}, []string{"class"}),
		pages: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "demarche_report_pages_total", Help: "Report pages fetched or tried."}),
		stored: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "demarche_items_stored_total", Help: "Items stored: new ones and changed ones."}, []string{"what"}),
		health: newHealthCollector(health, now),
	}
	m.registry.MustRegister(newListCollector(lists, now), m.fetches, m.pages, m.stored, m.health, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// event counts a step of the crawl.
func (m *metrics) event(ev crawler.Event) {
	switch {
	case m == nil:
	case ev.Report == nil:
		m.pages.Inc()
	case ev.Report.Class != "":
		m.fetches.WithLabelValues(string(ev.Report.Class)).Inc()
		m.stored.WithLabelValues("new").Add(float64(ev.Report.New))
		m.stored.WithLabelValues("changed").Add(float64(ev.Report.Changed))
	}
}

// healthCollector reads the sources' health when it is asked, at most every
// quarter of a minute.
type healthCollector struct {
	read func(context.Context) ([]demarche.SourceHealth, error)
	now  func() time.Time

	lag, items, states, incidents, needs *prometheus.Desc

	mu   sync.Mutex
	rows []demarche.SourceHealth
	at   time.Time
}

func newHealthCollector(read func(context.Context) ([]demarche.SourceHealth, error), now func() time.Time) *healthCollector {
	return &healthCollector{read: read, now: now,
		lag:       prometheus.NewDesc("demarche_source_lag_seconds", "Time since the last good answer of a source that is on and has ever answered.", []string{"source"}, nil),
		items:     prometheus.NewDesc("demarche_source_items", "Items held of a source.", []string{"source"}, nil),
		needs:     prometheus.NewDesc("demarche_source_needs_person", "1 when somebody should look at the source.", []string{"source"}, nil),
		states:    prometheus.NewDesc("demarche_sources", "Sources in a state.", []string{"state"}, nil),
		incidents: prometheus.NewDesc("demarche_incidents", "Sources that need a person.", nil, nil)}
}

// Describe implements prometheus.Collector.
func (c *healthCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.lag, c.items, c.needs, c.states, c.incidents} {
		ch <- d
	}
}

// healthFresh is how long a reading of the sources' health serves scrapes.
const healthFresh = 15 * time.Second

// Collect implements prometheus.Collector.
func (c *healthCollector) Collect(ch chan<- prometheus.Metric) {
	rows, err := c.rowsNow()
	if err != nil {
		ch <- prometheus.NewInvalidMetric(c.incidents, err)
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	states := map[demarche.HealthState]int{}
	needing := 0
	for _, h := range rows {
		states[h.State]++
		need := 0
		if h.State.NeedsPerson() {
			need = 1
		}
		needing += need
		gauge(c.needs, float64(need), h.Source.ID)
		gauge(c.items, float64(h.Items), h.Source.ID)
		if h.Source.Enabled && !h.LastOK.IsZero() {
			gauge(c.lag, max(0, c.now().Sub(h.LastOK).Seconds()), h.Source.ID)
		}
	}
	for state, n := range states {
		gauge(c.states, float64(n), string(state))
	}
	gauge(c.incidents, float64(needing))
}

func (c *healthCollector) rowsNow() ([]demarche.SourceHealth, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); c.rows == nil || now.Sub(c.at) >= healthFresh {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		rows, err := c.read(ctx)
		if err != nil {
			return nil, err
		}
		c.rows, c.at = rows, now
	}
	return c.rows, nil
}

// serveAdmin answers /metrics at an address of its own, which is not meant for
// readers, until ctx ends.
func (a *app) serveAdmin(ctx context.Context) error {
	l, err := net.Listen("tcp", a.cfg.Admin)
	if err != nil {
		return fmt.Errorf("listen on %s: %w; name another address with --admin", a.cfg.Admin, err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	srv := web.NewHTTPServer(a.cfg.Admin, mux)
	defer context.AfterFunc(ctx, func() { srv.Close() })()
	if err := srv.Serve(l); ctx.Err() == nil {
		return err
	}
	return nil
}
