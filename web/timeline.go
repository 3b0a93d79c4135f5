package web

import (
	"net/http"
	"time"

	"demarche"
)

// timelinePage is the value of /timeline.
type timelinePage struct {
	Form    searchForm
	Fault   *fault
	Clock   demarche.Clock
	Total   int
	First   bool
	Chips   []chip
	Facets  []facet
	Chart   chartView
	Clocks  []linkOption
	Zooms   []linkOption
	Orders  []linkOption
	Earlier string // the period before the one shown
	Later   string
	Out     string // a wider period
	Days    []dayView
	Undated []hitView
	Next    string
	Back    string
	Search  string // the same query as a search
}

// linkOption is one of several ways to see the same thing.
type linkOption struct {
	Label, Href string
	On          bool
}

// dayView is one heading of the timeline with the items under it.
type dayView struct {
	Date, Until string
	Precision   demarche.Precision
	Weekday     string // of a single day
	Hits        []hitView
}

// timeline serves /timeline.
func (s *Server) timeline(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	p := timelinePage{Form: formOf("/timeline", v)}
	status := http.StatusOK
	q, err := s.parse("/timeline", v)
	if err == nil {
		err = s.fillTimeline(r, &p, q)
	}
	if err != nil {
		f := faultOf(err)
		if f.Status != http.StatusBadRequest {
			return err
		}
		f.Query = p.Form.Q
		p.Fault, status = &f, f.Status
	}
	title := "Timeline"
	if p.Form.Q != "" {
		title = shorten(p.Form.Q, 60) + " – timeline"
	}
	out := page{Title: title, Nav: "/timeline", Bare: true, Body: p}
	if p.Fault == nil {
		out.Twins = twinsOf("/timeline", shortValues("/timeline", withoutCursor(q)).Encode())
	}
	s.render(w, r, status, "timeline", out)
	return nil
}

func (s *Server) fillTimeline(r *http.Request, p *timelinePage, q demarche.Query) error {
	a := address{"/timeline", q} // without the interval, which stays automatic
	if q.Interval == "" {
		q.Interval = demarche.IntervalAuto
	}
	q.Facets = pageFacets
	res, err := s.cfg.Search(r.Context(), q)
	if err != nil {
		return err
	}
	p.Clock, p.Total, p.First = q.Clock, res.Total, q.Cursor == ""
	p.Chips, p.Facets = s.chips(a, res.Facets), s.facets(a, res.Facets)
	if p.Chart, err = s.histogramView(r.Context(), "when", a, res.Histogram); err != nil {
		return err
	}
	days, undated := timelineDays(res.Hits, q.Clock)
	for _, d := range days {
		dv := dayView{Date: d.Date, Until: d.Until, Precision: d.Precision, Hits: byStory(s.hitViews(d.Hits, q), len(d.Hits))}
		if t, err := time.Parse(time.DateOnly, d.Date); err == nil && d.Precision == demarche.PrecisionDay {
			dv.Weekday = t.Format("Monday")
		}
		p.Days = append(p.Days, dv)
	}
	p.Undated = s.hitViews(undated, q)
	s.timelineLinks(p, a)
	if res.Next != "" {
		p.Next = a.with(func(q *demarche.Query) { q.Cursor = res.Next })
	}
	if !p.First {
		p.Back = a.with(func(*demarche.Query) {})
	}
	t := withoutCursor(a.q)
	t.Sort, t.Size, t.Interval = "", 0, ""
	p.Search = link("/search", t)
	return nil
}

// timelineLinks fills the switches above the timeline: clock, zoom, order and
// the periods around the one shown.
func (s *Server) timelineLinks(p *timelinePage, a address) {
	for _, c := range []demarche.Clock{demarche.ClockEvent, demarche.ClockPublished, demarche.ClockSeen} {
		p.Clocks = append(p.Clocks, linkOption{clockWords[c], a.with(func(q *demarche.Query) { q.Clock = c }), a.q.Clock == c})
	}
	for _, i := range []demarche.Interval{demarche.IntervalAuto, demarche.IntervalYear, demarche.IntervalMonth, demarche.IntervalWeek, demarche.IntervalDay} {
		on := a.q.Interval == i || (a.q.Interval == "" && i == demarche.IntervalAuto)
		p.Zooms = append(p.Zooms, linkOption{string(i), a.with(func(q *demarche.Query) { q.Interval = i }), on})
	}
	for _, o := range []struct {
		sort  demarche.Sort
		label string
	}{{demarche.SortNewest, "newest first"}, {demarche.SortOldest, "oldest first"}} {
		p.Orders = append(p.Orders, linkOption{o.label, a.with(func(q *demarche.Query) { q.Sort = o.sort }), a.q.Sort == o.sort})
	}
	from, errFrom := time.Parse(time.DateOnly, a.q.From)
	to, errTo := time.Parse(time.DateOnly, a.q.To)
	if errFrom != nil || errTo != nil || to.Before(from) {
		return
	}
	period := func(from, to time.Time) string {
		return a.with(func(q *demarche.Query) {
			q.From, q.To = from.Format(time.DateOnly), to.Format(time.DateOnly)
		})
	}
	b, e := shifted(from, to, -1)
	p.Earlier = period(b, e)
	b, e = shifted(from, to, 1)
	p.Later = period(b, e)
	if b, e, ok := wider(from, to); ok {
		p.Out = period(b, e)
	} else {
		p.Out = a.with(func(q *demarche.Query) { q.From, q.To = "", "" })
	}
}

// shifted moves a period by its own length: whole months and years stay whole.
func shifted(from, to time.Time, by int) (time.Time, time.Time) {
	switch {
	case from.Equal(bucketStart(from, demarche.IntervalYear)) && to.Equal(bucketEnd(from, demarche.IntervalYear)):
		from = from.AddDate(by, 0, 0)
		return from, bucketEnd(from, demarche.IntervalYear)
	case from.Equal(bucketStart(from, demarche.IntervalMonth)) && to.Equal(bucketEnd(from, demarche.IntervalMonth)):
		from = from.AddDate(0, by, 0)
		return from, bucketEnd(from, demarche.IntervalMonth)
	}
	days := int(to.Sub(from).Hours()/24) + 1
	return from.AddDate(0, 0, by*days), to.AddDate(0, 0, by*days)
}

// wider is the week, month or year around a period; false when it is longer
// than a month already.
func wider(from, to time.Time) (time.Time, time.Time, bool) {
	days := int(to.Sub(from).Hours()/24) + 1
	i := demarche.IntervalYear
	switch {
	case days == 1:
		i = demarche.IntervalWeek
	case days <= 7:
		i = demarche.IntervalMonth
	case days > 31:
		return from, to, false
	}
	start := bucketStart(from, i)
	return start, bucketEnd(start, i), true
}

// timelineDays puts hits under day headings in the order they come; hits
// without a date on the clock are given back apart.
func timelineDays(hits []demarche.Hit, clock demarche.Clock) (days []demarche.TimelineDay, undated []demarche.Hit) {
	at := map[string]int{}
	for _, h := range hits {
		d, ok := dayOf(h, clock)
		if !ok {
			undated = append(undated, h)
			continue
		}
		key := d.Date + " " + d.Until + " " + string(d.Precision)
		i, ok := at[key]
		if !ok {
			i = len(days)
			at[key] = i
			days = append(days, d)
		}
		days[i].Hits = append(days[i].Hits, h)
	}
	return days, undated
}

// dayOf is the heading a hit stands under; false when the clock has no date for it.
func dayOf(h demarche.Hit, clock demarche.Clock) (demarche.TimelineDay, bool) {
	switch clock {
	case demarche.ClockEvent:
		return demarche.TimelineDay{Date: h.Event.Value, Until: h.Event.Until, Precision: h.Event.Precision}, h.Event.Value != ""
	case demarche.ClockSeen:
		return demarche.TimelineDay{Date: h.FirstSeen.UTC().Format(time.DateOnly), Precision: demarche.PrecisionDay}, !h.FirstSeen.IsZero()
	}
	day, ok := publishedDay(h.Published)
	return demarche.TimelineDay{Date: day, Precision: demarche.PrecisionDay}, ok
}
