package web

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"testing"
	"time"

	"demarche"
)

// randomWorld holds stories of one to four reports with dates of every precision,
// some without one, published and first seen on days of their own.
func randomWorld(r *rand.Rand) *world {
	w := &world{now: worldNow}
	w.addSources()
	day := func() time.Time { return worldNow.AddDate(0, 0, -r.IntN(500)) }
	for i := range 40 {
		from := day()
		e := demarche.EventDate{Value: from.Format(time.DateOnly), Precision: demarche.PrecisionDay, Basis: "text"}
		switch r.IntN(8) {
		case 0:
			e = demarche.EventDate{}
		case 1:
			from = bucketStart(from, demarche.IntervalMonth)
			e.Value, e.Until, e.Precision = from.Format(time.DateOnly), bucketEnd(from, demarche.IntervalMonth).Format(time.DateOnly), demarche.PrecisionMonth
		case 2:
			from = bucketStart(from, demarche.IntervalYear)
			e.Value, e.Until, e.Precision = from.Format(time.DateOnly), bucketEnd(from, demarche.IntervalYear).Format(time.DateOnly), demarche.PrecisionYear
		case 3:
			e.Until, e.Precision = from.AddDate(0, 0, 1+r.IntN(40)).Format(time.DateOnly), demarche.PrecisionRange
		}
		for k := range 1 + r.IntN(4) {
			published := ""
			if r.IntN(6) > 0 {
				published = day().Format(time.DateOnly)
			}
			v := w.add("chainsleuth", fmt.Sprintf("https://zoom.example/%d/%d", i, k), fmt.Sprintf("Story %d report %d", i, k), "en", "word", published, e, nil, "")
			v.Story, v.Item.FirstSeen = fmt.Sprintf("story%d", i), day()
			if r.IntN(3) == 0 { // reports of a story need not agree
				v.Facts.Event = demarche.EventDate{Value: day().Format(time.DateOnly), Precision: demarche.PrecisionDay, Basis: "text"}
			}
		}
	}
	return w
}

// TestZoomOfRandomStories follows the bars of random timelines from years over months
// and weeks to days, on every clock and as known on a day: a bar's period holds as
// many stories as the bar says, at every zoom, and none is lost or told twice.
func TestZoomOfRandomStories(t *testing.T) {
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 6))
		h := serve(t, randomWorld(r))
		read := func(v url.Values) (zoomAnswer, int) {
			var ans timelineAnswer
			path := "/api/v1/timeline?size=100&" + v.Encode()
			if err := json.Unmarshal(get(t, h, path).Body.Bytes(), &ans); err != nil || ans.Zoom == nil {
				t.Fatalf("GET %s: %v", path, err)
			}
			sum, told := ans.Zoom.Wider+ans.Zoom.Undated, len(ans.Undated)
			for _, b := range ans.Zoom.Buckets {
				sum += b.Count
			}
			for _, d := range ans.Days {
				told += len(d.Stories)
			}
			if sum != ans.Stories || told != ans.Stories {
				t.Errorf("seed %d, %s: %d stories, %d in bars, wider or undated, %d told", seed, v.Encode(), ans.Stories, sum, told)
			}
			return *ans.Zoom, ans.Stories
		}
		for _, clock := range []string{"event", "published", "seen"} {
			for _, asof := range []string{"", worldNow.AddDate(0, 0, -200).Format(time.DateOnly)} {
				intervals := []string{"year", "month", "week", "day"}
				var descend func(v url.Values, depth int)
				descend = func(v url.Values, depth int) {
					v.Set("interval", intervals[depth])
					z, _ := read(v)
					if depth == len(intervals)-1 {
						return
					}
					opened := 0
					for _, b := range z.Buckets {
						if b.Count == 0 || opened == 2 {
							continue
						}
						opened++
						in := url.Values{"clock": {clock}, "asof": {asof}, "from": {b.From}, "to": {b.To}}
						if _, n := read(in); n != b.Count {
							t.Errorf("seed %d, %s as of %q: the bar %s..%s says %d, its period holds %d", seed, clock, asof, b.From, b.To, b.Count, n)
						}
						descend(in, depth+1)
					}
				}
				descend(url.Values{"clock": {clock}, "asof": {asof}}, 0)
			}
		}
	}
}
