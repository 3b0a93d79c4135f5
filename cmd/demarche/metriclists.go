package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"demarche"
)

// listCollector reads the state of the sanctions lists when it is asked. Its
// labels are the ids of the lists that can be read.
type listCollector struct {
	read         func(context.Context) ([]demarche.ListState, error)
	now          func() time.Time
	age, entries *prometheus.Desc
	failing      *prometheus.Desc
	stale        *prometheus.Desc
}

func newListCollector(read func(context.Context) ([]demarche.ListState, error), now func() time.Time) *listCollector {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, []string{"list"}, nil)
	}
	return &listCollector{read: read, now: now,
		age:     desc("demarche_list_age_seconds", "Time since a sanctions list was last read."),
		entries: desc("demarche_list_entries", "Entries of a sanctions list as it was last read."),
		failing: desc("demarche_list_failing", "1 when the last attempt to read a sanctions list changed nothing because its file was broken or could not be had."),
		stale:   desc("demarche_list_stale", "1 when a sanctions list was not read for too long.")}
}

// Describe implements prometheus.Collector.
func (c *listCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.age, c.entries, c.failing, c.stale} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (c *listCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	held, err := c.read(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(c.age, err)
		return
	}
	one := func(yes bool) float64 {
		if yes {
			return 1
		}
		return 0
	}
	for _, st := range held {
		if st.Version == "" && st.Error == "" {
			continue
		}
		gauge := func(d *prometheus.Desc, v float64) {
			ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, st.ID)
		}
		gauge(c.failing, one(st.Error != ""))
		gauge(c.stale, one(st.Stale(c.now())))
		gauge(c.entries, float64(st.Entries))
		if !st.LastSeen.IsZero() {
			gauge(c.age, max(0, c.now().Sub(st.LastSeen).Seconds()))
		}
	}
}
