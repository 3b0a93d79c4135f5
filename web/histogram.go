package web

import (
	"context"
	"fmt"
	"html/template"
	"time"

	"demarche"
	"demarche/web/chart"
)

// maxBars is the most bars a page draws; a longer histogram is shown in wider bars.
const maxBars = 93

// chartView is a histogram on a page: the drawing and the same numbers as a table.
type chartView struct {
	SVG      template.HTML
	Title    string
	Rows     []chartRow // bars that hold something, or a day without a fetch
	Empty    int        // the other bars
	Gaps     bool       // some bar has a day on which nothing could be fetched
	Undated  int
	Interval string
	Shown    bool
}

type chartRow struct {
	Label string
	Count int
	Href  string
	Gap   string // in words, how many of its days nothing could be fetched on
}

// histogramView draws a histogram. Each bar leads to the same page narrowed to
// the bar's days.
func (s *Server) histogramView(ctx context.Context, id string, a address, h *demarche.Histogram) (chartView, error) {
	if h == nil || len(h.Buckets) == 0 {
		return chartView{}, nil
	}
	gaps, err := s.gaps(ctx, a.q)
	if err != nil {
		return chartView{}, err
	}
	undated := h.Undated
	wide := coarsen(*h)
	title := fmt.Sprintf("Items by %s, %s", wide.Interval, clockWords[a.q.Clock])
	v := chartView{Title: title, Undated: undated, Interval: string(wide.Interval), Shown: true}
	data := chart.Histogram{ID: id, Title: title, One: "item", Many: "items"}
	total := 0
	for _, b := range wide.Buckets {
		from, err := time.Parse(time.DateOnly, b.From)
		if err != nil {
			continue
		}
		to := bucketEnd(from, wide.Interval)
		href := a.with(func(q *demarche.Query) {
			q.From, q.To, q.Interval = b.From, to.Format(time.DateOnly), ""
		})
		label := bucketLabel(from, wide.Interval)
		gap := gapWords(gaps, b.From, to.Format(time.DateOnly))
		data.Bars = append(data.Bars, chart.Bar{Label: label, Short: bucketShort(from, wide.Interval), Value: b.Count, Href: href, Gap: gap})
		total += b.Count
		v.Gaps = v.Gaps || gap != ""
		if b.Count > 0 || gap != "" {
			v.Rows = append(v.Rows, chartRow{label, b.Count, href, gap})
		} else {
			v.Empty++
		}
	}
	if len(data.Bars) < 2 {
		return chartView{}, nil // one bar says no more than the number of items
	}
	data.Desc = fmt.Sprintf("%s in %s, from %s to %s.", plural(total, "item", "items"), plural(len(data.Bars), "bar", "bars"),
		data.Bars[0].Label, data.Bars[len(data.Bars)-1].Label)
	v.SVG = template.HTML(chart.Bars(data)) // chart escapes what it is given
	return v, nil
}

// gaps are the days on which nothing could be fetched of what a query reads.
func (s *Server) gaps(ctx context.Context, q demarche.Query) ([]string, error) {
	if s.cfg.Gaps == nil {
		return nil, nil
	}
	days, err := s.cfg.Gaps(ctx, q.Source)
	if err != nil {
		return nil, fmt.Errorf("days without an answer: %w", err)
	}
	return days, nil
}

// gapWords says on how many days from one to another nothing could be fetched;
// "" when there is none.
func gapWords(gaps []string, from, to string) string {
	n := 0
	for _, day := range gaps {
		if day >= from && day <= to {
			n++
		}
	}
	switch {
	case n == 0:
		return ""
	case from == to:
		return "nothing could be fetched on this day"
	}
	return "nothing could be fetched on " + plural(n, "day", "days")
}

// coarsen adds bars up to the next wider interval until they fit on a page.
func coarsen(h demarche.Histogram) demarche.Histogram {
	wider := map[demarche.Interval]demarche.Interval{
		demarche.IntervalDay: demarche.IntervalWeek, demarche.IntervalWeek: demarche.IntervalMonth, demarche.IntervalMonth: demarche.IntervalYear,
	}
	for len(h.Buckets) > maxBars {
		next, ok := wider[h.Interval]
		if !ok {
			return h
		}
		var merged []demarche.HistBucket
		for _, b := range h.Buckets {
			from, err := time.Parse(time.DateOnly, b.From)
			if err != nil {
				continue
			}
			start := bucketStart(from, next).Format(time.DateOnly)
			if n := len(merged); n > 0 && merged[n-1].From == start {
				merged[n-1].Count += b.Count
			} else {
				merged = append(merged, demarche.HistBucket{From: start, Count: b.Count})
			}
		}
		h.Interval, h.Buckets = next, merged
	}
	return h
}

func bucketStart(day time.Time, i demarche.Interval) time.Time {
	switch i {
	case demarche.IntervalWeek:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case demarche.IntervalMonth:
		return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	case demarche.IntervalYear:
		return time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return day
}

// bucketEnd is the last civil day of a bar that starts on a day.
func bucketEnd(from time.Time, i demarche.Interval) time.Time {
	switch i {
	case demarche.IntervalWeek:
		return from.AddDate(0, 0, 6)
	case demarche.IntervalMonth:
		return from.AddDate(0, 1, -1)
	case demarche.IntervalYear:
		return from.AddDate(1, 0, -1)
	}
	return from
}

func bucketLabel(from time.Time, i demarche.Interval) string {
	switch i {
	case demarche.IntervalWeek:
		return "week of " + from.Format("2 Jan 2006")
	case demarche.IntervalMonth:
		return from.Format("January 2006")
	case demarche.IntervalYear:
		return from.Format("2006")
	}
	return from.Format("Mon 2 Jan 2006")
}

func bucketShort(from time.Time, i demarche.Interval) string {
	switch i {
	case demarche.IntervalMonth:
		return from.Format("Jan 2006")
	case demarche.IntervalYear:
		return from.Format("2006")
	}
	return from.Format("2 Jan")
}
