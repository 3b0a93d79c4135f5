package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"demarche"
)

// storyGroup is a story as far as a query finds it: the reports that match.
type storyGroup struct {
	ID    string // of the story; of the item where it has none
	Title string
	Event demarche.EventDate // its date on the clock asked for; zero when unknown
	Ahead bool               // every report came out before that date: it is expected
	Hits  []demarche.Hit     // oldest report first
}

// Sources counts the sources of the reports that match.
func (g storyGroup) Sources() int {
	seen := map[string]bool{}
	for _, h := range g.Hits {
		seen[h.Source] = true
	}
	return len(seen)
}

// reports counts the reports that match; entries of lists come behind them.
func (g storyGroup) reports() int {
	n := slices.IndexFunc(g.Hits, func(h demarche.Hit) bool { return h.Entry })
	if n < 0 {
		return len(g.Hits)
	}
	return n
}

// groupStories puts hits of one story together, in the order in which the
// stories first come.
func groupStories(hits []demarche.Hit, clock demarche.Clock) []storyGroup {
	var out []storyGroup
	at := map[string]int{}
	for _, h := range hits {
		id := cmp.Or(h.Story, h.ID)
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, storyGroup{ID: id})
		}
		out[i].Hits = append(out[i].Hits, h)
	}
	for i := range out {
		out[i].settle(clock)
	}
	return out
}

// reported is when a report came out, to be compared: of a day alone its end.
func reported(h demarche.Hit) string {
	if len(h.Published) == len(time.DateOnly) {
		return h.Published + "T24"
	}
	return h.Published
}

// settle orders a group and chooses its headline and date.
func (g *storyGroup) settle(clock demarche.Clock) {
	slices.SortStableFunc(g.Hits, func(a, b demarche.Hit) int {
		return cmp.Or(demarche.FalseFirst(a.Entry, b.Entry), cmp.Compare(reported(a), reported(b)), cmp.Compare(a.ID, b.ID))
	})
	var titles []demarche.Title
	var votes []demarche.DateVote
	for _, h := range g.Hits {
		titles = append(titles, demarche.Title{Text: h.Headline(), Lang: h.Lang, Official: h.Kind.Official(), Entry: h.Entry, Opening: h.Title == ""})
		votes = append(votes, demarche.DateVote{Event: h.Event, Official: h.Kind.Official(), Entry: h.Entry})
	}
	g.Title = cmp.Or(demarche.BestHeadline(titles), "Untitled item")
	if clock == demarche.ClockEvent {
		g.Event = demarche.BestEvent(votes)
		g.Ahead = !slices.ContainsFunc(g.Hits, func(h demarche.Hit) bool { return !g.Event.Ahead(reportedAt(h)) })
		return
	}
	for _, h := range g.Hits { // the first report
		if d, ok := dayOf(h, clock); ok && (g.Event.Value == "" || d.Date < g.Event.Value) {
			g.Event = demarche.EventDate{Value: d.Date, Precision: demarche.PrecisionDay}
		}
	}
}

// reportedAt is when a report came out, as far as is known: the publisher's claim,
// else when it was first seen.
func reportedAt(h demarche.Hit) string {
	if h.Published == "" && !h.FirstSeen.IsZero() {
		return h.FirstSeen.UTC().Format(time.RFC3339)
	}
	return h.Published
}

const (
	gatherMost   = 1000 // reports up to which stories are counted
	gatherMargin = 31   // days around a period that are looked at, for stories whose reports are dated apart
)

// gathered is what a timeline shows of one query.
type gathered struct {
	Query   string
	Items   int  // reports that match
	Whole   bool // Stories holds all stories of the period; else only a page of reports was read
	Stories []storyGroup
	Page    []storyGroup // those to show
	Total   int          // stories of the period, when Whole
	Next    string
	around  []storyGroup     // when Whole: all that were read, of the period or not
	Result  demarche.Results // facets of the query with its period; a histogram of reports when not Whole
}

// gather finds the stories of a query. Up to gatherMost reports it reads them
// all, so that each story is counted once, on its own date, at every zoom; of
// more it reads one page.
func (s *Server) gather(ctx context.Context, q demarche.Query, facets []string) (gathered, error) {
	counts := q
	counts.Cursor, counts.Size, counts.Facets, counts.Interval, counts.Plain = "", 1, facets, cmp.Or(q.Interval, demarche.IntervalAuto), true
	res, err := s.cfg.Search(ctx, counts)
	if err != nil {
		return gathered{}, err
	}
	g := gathered{Query: res.Query, Items: res.Total, Result: res}
	hits, whole, err := s.allHits(ctx, q)
	if err != nil {
		return g, err
	}
	if !whole {
		return g, s.gatherPage(ctx, &g, q)
	}
	g.Whole, g.around = true, groupStories(hits, q.Clock)
	g.choose(q)
	return g, nil
}

// choose fills in the stories of the period and the page of them that is asked for.
func (g *gathered) choose(q demarche.Query) {
	g.Stories = nil
	for _, story := range g.around {
		if within(story.Event, q.From, q.To) {
			g.Stories = append(g.Stories, story)
		}
	}
	g.Total = len(g.Stories)
	g.Page, g.Next = pageOf(g.Stories, q)
}

// pageOf sorts stories and cuts out the page that a query asks for, with the
// cursor of the next, "" behind the last.
func pageOf(stories []storyGroup, q demarche.Query) ([]storyGroup, string) {
	sortStories(stories, q.Sort)
	from := afterCursor(stories, q)
	to := min(len(stories), from+q.Size)
	if to < len(stories) && to > 0 {
		return stories[from:to], cursorOf(stories[to-1])
	}
	return stories[from:to], ""
}

// allHits reads every report of a query without its period, or else of the
// period and its margin; false when there are too many.
func (s *Server) allHits(ctx context.Context, q demarche.Query) ([]demarche.Hit, bool, error) {
	q.Cursor, q.Size, q.Facets, q.Interval, q.Plain = "", demarche.MaxSize, nil, "", true
	wide := q
	wide.From, wide.To = "", ""
	tries := []demarche.Query{wide}
	if q.From != "" && q.To != "" {
		wide.From, wide.To = shiftDay(q.From, -gatherMargin), shiftDay(q.To, gatherMargin)
		tries = append(tries, wide)
	}
	for _, try := range tries {
		var hits []demarche.Hit
		for {
			res, err := s.cfg.Search(ctx, try)
			if err != nil {
				return nil, false, err
			}
			if res.Total > gatherMost {
				break
			}
			hits = append(hits, res.Hits...)
			if res.Next == "" || len(res.Hits) == 0 || len(hits) >= res.Total {
				return hits, true, nil
			}
			try.Cursor = res.Next
		}
	}
	return nil, false, nil
}

// gatherPage reads one page of reports and groups those.
func (s *Server) gatherPage(ctx context.Context, g *gathered, q demarche.Query) error {
	q.Size, q.Facets, q.Interval, q.Plain = demarche.MaxSize, nil, "", true
	if strings.HasPrefix(q.Cursor, storyCursor) {
		q.Cursor = ""
	}
	res, err := s.cfg.Search(ctx, q)
	if err != nil {
		return err
	}
	g.Page, g.Next = groupStories(res.Hits, q.Clock), res.Next
	g.Stories = g.Page
	sortStories(g.Page, q.Sort)
	return nil
}

func shiftDay(day string, by int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, by).Format(time.DateOnly)
}

// lastDay is the last civil day that a date may stand for.
func lastDay(e demarche.EventDate) string {
	return shiftDay(e.Value, max(0, e.Days()-1))
}

// within says whether a date lies in a period. One that reaches beyond the
// period belongs to a wider one, so that no story is counted in two.
func within(e demarche.EventDate, from, to string) bool {
	if from == "" && to == "" {
		return true
	}
	return e.Value != "" && (from == "" || e.Value >= from) && (to == "" || lastDay(e) <= to)
}

// sortStories orders stories by date, those without one last.
func sortStories(list []storyGroup, order demarche.Sort) {
	slices.SortStableFunc(list, func(a, b storyGroup) int { return compareStories(a, b, order) })
}

func compareStories(a, b storyGroup, order demarche.Sort) int {
	switch {
	case a.Event.Value == "" && b.Event.Value == "":
		return cmp.Compare(a.ID, b.ID)
	case a.Event.Value == "":
		return 1
	case b.Event.Value == "":
		return -1
	}
	sign := -1
	if order == demarche.SortOldest {
		sign = 1
	}
	return cmp.Or(sign*cmp.Compare(a.Event.Value, b.Event.Value), cmp.Compare(lastDay(a.Event), lastDay(b.Event)), cmp.Compare(a.ID, b.ID))
}

// storyCursor begins the cursor of a page of stories: the date and id of the
// last story shown, which stay true when documents come in.
const storyCursor = "s."

func cursorOf(g storyGroup) string {
	return storyCursor + g.Event.Value + "." + lastDay(g.Event) + "." + g.ID
}

// afterCursor is the index of the first story behind the cursor.
func afterCursor(list []storyGroup, q demarche.Query) int {
	rest, ok := strings.CutPrefix(q.Cursor, storyCursor)
	parts := strings.SplitN(rest, ".", 3)
	if !ok || len(parts) != 3 {
		return 0
	}
	last := storyGroup{ID: parts[2], Event: demarche.EventDate{Value: parts[0], Until: parts[1]}}
	for i, g := range list {
		if compareStories(g, last, q.Sort) > 0 {
			return i
		}
	}
	return len(list)
}

// zoom counts the stories of a period in bars. Every story is counted once: in
// a bar, in Wider when its date is not exact enough for one bar, or in Undated.
type zoom struct {
	Interval demarche.Interval
	Buckets  []zoomBucket
	Wider    int // dated, but known only to more than one bar
	Undated  int
}

// zoomBucket is one bar, cut at the ends of the period.
type zoomBucket struct {
	From, To string
	Count    int
}

// autoInterval is the width of bars for a period of some days.
func autoInterval(days int) demarche.Interval {
	switch {
	case days <= 45:
		return demarche.IntervalDay
	case days <= 400:
		return demarche.IntervalWeek
	case days <= 7*366:
		return demarche.IntervalMonth
	}
	return demarche.IntervalYear
}

var widerInterval = map[demarche.Interval]demarche.Interval{
	demarche.IntervalDay: demarche.IntervalWeek, demarche.IntervalWeek: demarche.IntervalMonth, demarche.IntervalMonth: demarche.IntervalYear,
}

// zoomOf counts stories between from and to, or over all of them where these
// are empty, in at most bars bars.
func zoomOf(stories []storyGroup, from, to string, interval demarche.Interval, bars int) zoom {
	first, last := from, to
	for _, g := range stories {
		if g.Event.Value == "" {
			continue
		}
		if from == "" && (first == "" || g.Event.Value < first) {
			first = g.Event.Value
		}
		if to == "" {
			last = max(last, lastDay(g.Event))
		}
	}
	begin, err1 := time.Parse(time.DateOnly, first)
	end, err2 := time.Parse(time.DateOnly, last)
	z := zoom{Interval: interval}
	if err1 != nil || err2 != nil || end.Before(begin) {
		z.count(stories)
		return z
	}
	days := int(end.Sub(begin).Hours()/24) + 1
	if z.Interval == "" || z.Interval == demarche.IntervalAuto {
		z.Interval = autoInterval(days)
	}
	width := map[demarche.Interval]int{demarche.IntervalDay: 1, demarche.IntervalWeek: 7, demarche.IntervalMonth: 30, demarche.IntervalYear: 365}
	for days/width[z.Interval] > bars && widerInterval[z.Interval] != "" {
		z.Interval = widerInterval[z.Interval]
	}
	for at := begin; !at.After(end) && len(z.Buckets) < 2*bars; {
		stop := bucketEnd(bucketStart(at, z.Interval), z.Interval)
		if stop.After(end) {
			stop = end
		}
		z.Buckets = append(z.Buckets, zoomBucket{From: at.Format(time.DateOnly), To: stop.Format(time.DateOnly)})
		at = stop.AddDate(0, 0, 1)
	}
	z.count(stories)
	return z
}

// top is the height of the tallest bar.
func (z zoom) top() int {
	top := 0
	for _, b := range z.Buckets {
		top = max(top, b.Count)
	}
	return top
}

func (z *zoom) count(stories []storyGroup) {
	for _, g := range stories {
		if g.Event.Value == "" {
			z.Undated++
			continue
		}
		i, ok := slices.BinarySearchFunc(z.Buckets, g.Event.Value, func(b zoomBucket, day string) int {
			switch {
			case b.To < day:
				return -1
			case b.From > day:
				return 1
			}
			return 0
		})
		if !ok || lastDay(g.Event) > z.Buckets[i].To {
			z.Wider++
			continue
		}
		z.Buckets[i].Count++
	}
}
