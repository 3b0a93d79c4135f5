package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/web/chart"
)

// timelinePage is the value of /timeline.
type timelinePage struct {
	Form    searchForm
	Fault   *fault
	Clock   demarche.Clock
	Total   int  // stories
	Shared  int  // of them, those that stand in more than one lane
	Items   int  // reports
	Whole   bool // all stories are counted; else only the reports are
	First   bool
	Chips   []chip
	Facets  []facet
	Chart   storyChart
	Reports chartView // counts of reports, when there are too many for stories
	Clocks  []linkOption
	Zooms   []linkOption
	Orders  []linkOption
	Details []linkOption
	Full    bool         // with what the reports say
	Crumbs  []linkOption // from the whole timeline to the period shown
	Earlier string       // the period before the one shown
	Later   string
	Out     string // a wider period
	Days    []storyDay
	Lanes   []laneView
	Rows    []laneRow
	Compare []option // hidden fields of the form that adds a lane; nil when there are enough
	Next    string
	Back    string
	Search  string // the same query as a search
	Ledger  string // and as a ledger of sums
	Embed   string
}

// linkOption is one of several ways to see the same thing.
type linkOption struct {
	Label, Href string
	On          bool
}

// storyDay is one heading of the timeline with the stories under it; Date is ""
// for those without one.
type storyDay struct {
	Date, Until string
	Precision   demarche.Precision
	Weekday     string // of a single day
	Stories     []storyRow
}

// storyRow is one story in a list.
type storyRow struct {
	storyGroup
	Href     string
	Lang     string
	Official bool
	Reports  int
	Senders  int      // sources of the reports
	Entries  int      // of lists, beside reports
	Main     []string // actions
	Places   []placeLink
	Sums     []sumView
	MoreSums int
	Told     *storyTold     // what its reports say, where that is asked for
	Shown    []demarche.Hit // reports behind the disclosure
	More     int
}

// storyChart is a zoom drawn, with the same numbers as a table.
type storyChart struct {
	SVG      template.HTML
	Title    string
	Interval string
	Rows     []chartRow
	Empty    int
	Gaps     bool
	Wider    int
	Undated  int
	Shown    bool
}

const (
	timelineBars   = 62 // bars of a timeline's chart
	reportsShown   = 4  // reports of a story behind its disclosure
	timelineFacets = 3  // actions and countries of a story in a list
)

// timelineAddress is a timeline's place in the web: its query and its lanes.
type timelineAddress struct {
	address
	lanes []string
	full  bool // with what the reports say
}

func (a timelineAddress) with(change func(*demarche.Query)) string {
	href := withLanes(a.address.with(change), a.lanes)
	if a.full {
		href = withParam(href, detailParam, detailFull)
	}
	return href
}

// A timeline's stories are told in a line each, or with sums and sources.
const (
	detailParam = "detail"
	detailFull  = "full"
)

func withLanes(href string, lanes []string) string {
	for _, l := range lanes {
		href = withParam(href, "lane", l)
	}
	return href
}

func withParam(href, name, value string) string {
	sep := "&"
	if !strings.Contains(href, "?") {
		sep = "?"
	}
	return href + sep + name + "=" + url.QueryEscape(value)
}

// timeline serves /timeline.
func (s *Server) timeline(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	p := timelinePage{Form: formOf("/timeline", v)}
	status := http.StatusOK
	q, lanes, err := s.timelineQuery(v)
	for _, l := range lanes {
		p.Form.Hidden = append(p.Form.Hidden, option{Value: l, Label: "lane"})
	}
	if p.Full = v.Get(detailParam) == detailFull; p.Full {
		p.Form.Hidden = append(p.Form.Hidden, option{Value: detailFull, Label: detailParam})
	}
	if err == nil {
		err = s.fillTimeline(r, &p, q, lanes)
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
		out.Twins = timelineTwins(withoutCursor(q), lanes)
	}
	s.render(w, r, status, "timeline", out)
	return nil
}

// timelineQuery reads the query of a timeline and its lanes.
func (s *Server) timelineQuery(v url.Values) (demarche.Query, []string, error) {
	q, err := s.parse("/timeline", v)
	if err != nil {
		return q, nil, err
	}
	lanes, err := readLanes(v)
	return q, lanes, err
}

func timelineTwins(q demarche.Query, lanes []string) []twin {
	at := func(ext string) string {
		return strings.Replace(withLanes(link("/timeline", q), lanes), "/timeline", "/timeline"+ext, 1)
	}
	return []twin{{"JSON", "application/json", at(".json")}, {"Atom", "application/atom+xml", at(".atom")}, {"CSV", "text/csv", at(".csv")},
		{"iCalendar", "text/calendar", at(".ics")}, {"TimelineJS", "application/json", at(".timelinejs.json")}}
}

func (s *Server) fillTimeline(r *http.Request, p *timelinePage, q demarche.Query, lanes []string) error {
	a := timelineAddress{address{"/timeline", q}, lanes, p.Full}
	p.Clock, p.First = q.Clock, q.Cursor == ""
	p.Chips = s.chips(a.address, nil)
	s.timelineLinks(p, a)
	t := withoutCursor(q)
	t.Sort, t.Size, t.Interval = "", 0, ""
	p.Search, p.Ledger = link("/search", t), link("/ledger", t)
	p.Embed = withLanes(strings.Replace(link("/timeline", withoutCursor(q)), "/timeline", "/timeline/embed", 1), lanes)
	if len(lanes) < maxLanes {
		p.Compare = compareFields(q, lanes)
		if p.Full {
			p.Compare = append(p.Compare, option{Value: detailFull, Label: detailParam})
		}
	}
	if len(lanes) > 0 {
		return s.fillLanes(r.Context(), p, a)
	}
	g, err := s.gather(r.Context(), q, pageFacets)
	if err != nil {
		return err
	}
	p.Total, p.Items, p.Whole = g.Total, g.Items, g.Whole
	p.Chips, p.Facets = s.chips(a.address, g.Result.Facets), s.facets(a.address, g.Result.Facets)
	if g.Whole {
		p.Chart, err = s.storyChart(r.Context(), "when", a, zoomOf(g.Stories, q.From, q.To, q.Interval, timelineBars), 0)
	} else {
		p.Reports, err = s.histogramView(r.Context(), "when", a.address, g.Result.Histogram)
	}
	if err != nil {
		return err
	}
	p.Days = s.storyDays(g.Page)
	p.pages(a, g.Next)
	if p.Full {
		for i := range p.Days {
			if err := s.tellAll(r.Context(), p.Days[i].Stories); err != nil {
				return err
			}
		}
	}
	return nil
}

// pages fills in the links to the first and the next page.
func (p *timelinePage) pages(a timelineAddress, next string) {
	if next != "" {
		p.Next = a.with(func(q *demarche.Query) { q.Cursor = next })
	}
	if !p.First {
		p.Back = a.with(func(*demarche.Query) {})
	}
}

// storyDays puts stories under headings in the order they come, those without a
// date under one of their own.
func (s *Server) storyDays(list []storyGroup) []storyDay {
	var days []storyDay
	for _, g := range list {
		e := g.Event
		n := len(days)
		if n == 0 || days[n-1].Date != e.Value || days[n-1].Until != e.Until || days[n-1].Precision != e.Precision {
			d := storyDay{Date: e.Value, Until: e.Until, Precision: e.Precision}
			if t, err := time.Parse(time.DateOnly, e.Value); err == nil && e.Precision == demarche.PrecisionDay {
				d.Weekday = t.Format("Monday")
			}
			days, n = append(days, d), n+1
		}
		days[n-1].Stories = append(days[n-1].Stories, s.storyRow(g))
	}
	return days
}

func (s *Server) storyRow(g storyGroup) storyRow {
	row := storyRow{storyGroup: g, Reports: len(g.Hits), Senders: g.Sources(), Href: storyPath(g.ID), Main: mostTold(g.Hits)}
	if len(g.Hits) == 1 {
		row.Href = itemPath(g.Hits[0].ID)
	}
	seen := map[string]bool{}
	if n := g.reports(); n > 0 && n < len(g.Hits) {
		row.Reports, row.Entries, row.Senders = n, len(g.Hits)-n, storyGroup{Hits: g.Hits[:n]}.Sources()
	}
	for _, h := range g.Hits {
		row.Official = row.Official || h.Kind.Official()
		if h.Headline() == g.Title {
			row.Lang = h.Lang
		}
		for _, code := range h.Countries {
			if !seen["country "+code] && len(row.Places) < timelineFacets {
				seen["country "+code] = true
				row.Places = append(row.Places, placeLink{code, s.country(code), "/timeline?country=" + url.QueryEscape(code)})
			}
		}
		for _, sum := range h.Amounts {
			if key := sum.Value + sum.Currency + sum.Role; sum.Role != "" && !seen[key] {
				seen[key] = true
				if len(row.Sums) == sumsShown {
					row.MoreSums++
					continue
				}
				row.Sums = append(row.Sums, sumView{Text: sum.Text, Role: sum.Role})
			}
		}
	}
	row.Shown = g.Hits[:min(len(g.Hits), reportsShown)]
	row.More = len(g.Hits) - len(row.Shown)
	return row
}

// mostTold lists what happened by how many reports say so; of equals the one told
// first comes first.
func mostTold(hits []demarche.Hit) []string {
	var kinds []string
	told := map[string]int{}
	for _, h := range hits {
		for _, a := range h.Actions {
			if a == "other" {
				continue
			}
			if told[string(a)] == 0 {
				kinds = append(kinds, string(a))
			}
			told[string(a)]++
		}
	}
	slices.SortStableFunc(kinds, func(a, b string) int { return cmp.Compare(told[b], told[a]) })
	return kinds[:min(len(kinds), timelineFacets)]
}

// storyChart draws a zoom on a scale up to top stories, 0 for the zoom's own. Each
// bar leads to its days.
func (s *Server) storyChart(ctx context.Context, id string, a timelineAddress, z zoom, top int) (storyChart, error) {
	v := storyChart{Title: fmt.Sprintf("Stories by %s, %s", z.Interval, clockWords[a.q.Clock]), Interval: string(z.Interval), Wider: z.Wider, Undated: z.Undated}
	gaps, err := s.gaps(ctx, a.q)
	if err != nil {
		return v, err
	}
	data := chart.Histogram{ID: id, Title: v.Title, One: "story", Many: "stories", Height: 130, Top: top}
	total := 0
	for _, b := range z.Buckets {
		from, err := time.Parse(time.DateOnly, b.From)
		if err != nil {
			continue
		}
		start := bucketStart(from, z.Interval)
		href := a.with(func(q *demarche.Query) { q.From, q.To, q.Interval = b.From, b.To, "" })
		label, gap := bucketLabel(start, z.Interval), gapWords(gaps, b.From, b.To)
		data.Bars = append(data.Bars, chart.Bar{Label: label, Short: bucketShort(start, z.Interval), Value: b.Count, Href: href, Gap: gap})
		total += b.Count
		v.Gaps = v.Gaps || gap != ""
		if b.Count > 0 || gap != "" {
			v.Rows = append(v.Rows, chartRow{label, b.Count, href, gap})
		} else {
			v.Empty++
		}
	}
	if len(data.Bars) < 2 {
		return v, nil // one bar says no more than the number of stories
	}
	v.Shown = true
	data.Desc = fmt.Sprintf("%s in %s, from %s to %s.", plural(total, "story", "stories"), plural(len(data.Bars), "bar", "bars"), data.Bars[0].Label, data.Bars[len(data.Bars)-1].Label)
	v.SVG = template.HTML(chart.Bars(data)) // chart escapes what it is given
	return v, nil
}

// timelineLinks fills the switches above the timeline: clock, zoom, order and
// the periods around the one shown.
func (s *Server) timelineLinks(p *timelinePage, a timelineAddress) {
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
	for _, full := range []bool{false, true} {
		label := map[bool]string{false: "headlines", true: "with sums and sources"}[full]
		p.Details = append(p.Details, linkOption{label, timelineAddress{a.address, a.lanes, full}.with(func(*demarche.Query) {}), a.full == full})
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
	p.Crumbs = []linkOption{{"all", a.with(func(q *demarche.Query) { q.From, q.To = "", "" }), false}}
	for _, i := range []demarche.Interval{demarche.IntervalYear, demarche.IntervalMonth, demarche.IntervalWeek, demarche.IntervalDay} {
		start := bucketStart(from, i)
		end := bucketEnd(start, i)
		if end.Before(to) {
			continue
		}
		p.Crumbs = append(p.Crumbs, linkOption{bucketLabel(start, i), period(start, end), start.Equal(from) && end.Equal(to)})
		if p.Crumbs[len(p.Crumbs)-1].On {
			break
		}
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
