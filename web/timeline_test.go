package web

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche"
)

func storyOn(id, day, until string, p demarche.Precision) storyGroup {
	return storyGroup{ID: id, Title: id, Event: demarche.EventDate{Value: day, Until: until, Precision: p, Basis: "text"},
		Hits: []demarche.Hit{{ID: id, Title: id, SourceName: "Wire", Published: day}}}
}

var someStories = []storyGroup{
	storyOn("a", "2025-11-04", "", demarche.PrecisionDay), storyOn("b", "2025-11-06", "", demarche.PrecisionDay), storyOn("c", "2025-11-30", "2025-12-02", demarche.PrecisionRange),
	storyOn("d", "2025-11-01", "2025-11-30", demarche.PrecisionMonth), storyOn("e", "2024-01-01", "2024-12-31", demarche.PrecisionYear), storyOn("f", "2025-08-14", "", demarche.PrecisionDay),
	storyOn("g", "2025-02-21", "", demarche.PrecisionDay), storyOn("h", "", "", ""), storyOn("i", "2025-12-31", "2026-01-01", demarche.PrecisionRange), storyOn("j", "2025-11-10", "2025-11-16", demarche.PrecisionWeek),
}

// TestZoomAddsUp: at every interval each story is counted once, and the stories
// of a bar are those that its period counts, at every finer interval.
func TestZoomAddsUp(t *testing.T) {
	intervals := []demarche.Interval{demarche.IntervalYear, demarche.IntervalMonth, demarche.IntervalWeek, demarche.IntervalDay}
	var check func(from, to string, depth int)
	check = func(from, to string, depth int) {
		var in []storyGroup
		for _, g := range someStories {
			if within(g.Event, from, to) {
				in = append(in, g)
			}
		}
		for d := depth; d < len(intervals); d++ {
			z := zoomOf(in, from, to, intervals[d], 2000)
			sum := z.Wider + z.Undated
			for i, b := range z.Buckets {
				sum += b.Count
				n := 0
				for _, g := range someStories {
					if within(g.Event, b.From, b.To) {
						n++
					}
				}
				if n != b.Count {
					t.Errorf("the bar %s..%s counts %d stories, its period %d", b.From, b.To, b.Count, n)
				}
				if i > 0 && shiftDay(z.Buckets[i-1].To, 1) != b.From {
					t.Errorf("a gap before the bar of %s", b.From)
				}
				if b.Count > 0 && d+1 < len(intervals) {
					check(b.From, b.To, d+1)
				}
			}
			if sum != len(in) {
				t.Errorf("%s..%s by %s: %d counted of %d", from, to, intervals[d], sum, len(in))
			}
		}
	}
	check("", "", 0)
	if z := zoomOf(someStories, "", "", demarche.IntervalDay, 62); len(z.Buckets) > 62 || z.Interval != demarche.IntervalMonth {
		t.Errorf("%d bars by %s, want them coarsened to months", len(z.Buckets), z.Interval)
	}
}

func TestGroupStories(t *testing.T) {
	hit := func(id, story, title, day, published string, kind demarche.SourceKind) demarche.Hit {
		return demarche.Hit{ID: id, Story: story, Title: title, Lang: "en", Kind: kind, Published: published, Source: id, Event: demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "text"}}
	}
	hits := []demarche.Hit{hit("1", "s", "Press on it", "2025-11-05", "2025-11-05T08:00:00Z", "news"), hit("2", "", "Alone", "2025-11-03", "2025-11-03T08:00:00Z", "news"),
		hit("3", "s", "The office on it", "2025-11-04", "2025-11-04T20:00:00Z", "sanctions")}
	list := groupStories(hits, demarche.ClockEvent)
	if len(list) != 2 || list[0].ID != "s" || list[0].Title != "The office on it" || list[0].Event.Value != "2025-11-04" || list[0].Sources() != 2 || list[0].Hits[0].ID != "3" || list[1].ID != "2" {
		t.Errorf("%+v", list)
	}
	if list = groupStories(hits, demarche.ClockPublished); list[0].Event.Value != "2025-11-04" {
		t.Errorf("by publication: %s, want the first report's day", list[0].Event.Value)
	}
}

// TestTimelinePages walks the pages of a timeline: each story comes once.
func TestTimelinePages(t *testing.T) {
	h := serve(t, newWorld())
	seen := map[string]bool{}
	next, total := "/api/v1/timeline?size=7", 0
	for range 20 {
		var ans timelineAnswer
		if err := json.Unmarshal(get(t, h, next).Body.Bytes(), &ans); err != nil {
			t.Fatal(err)
		}
		total = ans.Stories
		n := 0
		for _, d := range append(ans.Days, dayAnswer{Stories: ans.Undated}) {
			for _, s := range d.Stories {
				if seen[s.ID] {
					t.Errorf("story %s comes twice", s.ID)
				}
				seen[s.ID] = true
				n++
			}
		}
		if n > 7 {
			t.Errorf("%d stories on a page of 7", n)
		}
		sum := ans.Zoom.Wider + ans.Zoom.Undated
		for _, b := range ans.Zoom.Buckets {
			sum += b.Count
		}
		if sum != ans.Stories {
			t.Errorf("the bars hold %d stories of %d", sum, ans.Stories)
		}
		if ans.Next == "" {
			break
		}
		next = "/api/v1/timeline?size=7&cursor=" + url.QueryEscape(ans.Next)
	}
	if len(seen) != total || total < 20 {
		t.Errorf("%d stories came, of %d", len(seen), total)
	}
}

// TestTimelineOfMany: more reports than are read whole are counted one by one.
func TestTimelineOfMany(t *testing.T) {
	w := newWorld()
	for i := range gatherMost {
		day := worldNow.AddDate(0, 0, -i%400).Format(time.DateOnly)
		w.add("chainsleuth", fmt.Sprintf("https://many.example/%d", i), fmt.Sprintf("Many %d", i), "en", "text", day, demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "text"}, nil, "")
	}
	h := serve(t, w)
	body := get(t, h, "/timeline").Body.String()
	if !strings.Contains(body, "counted one by one") || len(body) > 60_000*2 {
		t.Errorf("%d bytes without a word on counts of reports", len(body))
	}
	var ans timelineAnswer
	if err := json.Unmarshal(get(t, h, "/timeline.json").Body.Bytes(), &ans); err != nil || ans.Stories != 0 || ans.Zoom != nil || ans.Reports == nil || len(ans.Days) == 0 {
		t.Errorf("%v: %d stories, zoom %v", err, ans.Stories, ans.Zoom)
	}
	if err := json.Unmarshal(get(t, h, "/timeline.json?from=2025-11-01&to=2025-11-20").Body.Bytes(), &ans); err != nil || ans.Zoom == nil || ans.Stories == 0 {
		t.Errorf("a narrow period is not counted by stories: %v, %+v", err, ans.Zoom)
	}
}

func TestLanes(t *testing.T) {
	h := serve(t, newWorld())
	body := get(t, h, "/timeline?lane=DPRK&lane=notice&from=2025-10-01&to=2025-11-20").Body.String()
	for _, want := range []string{`class="lanes n2"`, "DPRK", "take off", `name="lane" value="notice"`, "/timeline.ics?"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, m := range anchor.FindAllStringSubmatch(body, -1) {
		href := html.UnescapeString(m[1])
		if strings.HasPrefix(href, "/timeline?from") && strings.Contains(href, "interval=") && strings.Count(href, "lane=") != 2 {
			t.Errorf("the switch %s loses the lanes", href)
		}
	}
	var ans timelineAnswer
	if err := json.Unmarshal(get(t, h, "/api/v1/timeline?lane=DPRK&lane=Australia").Body.Bytes(), &ans); err != nil || len(ans.Lanes) != 2 || ans.Lanes[1].Stories == 0 {
		t.Errorf("%v: %+v", err, ans.Lanes)
	}
	for path, want := range map[string]string{"/timeline?lane=a&lane=b&lane=c&lane=d": "at most 3 lanes", "/timeline?lane=amount:%3E": "expected a number"} {
		if rec := get(t, h, path); rec.Code != 400 || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("GET %s: %d, want 400 with %q", path, rec.Code, want)
		}
	}
	if rec := get(t, h, "/api/v1/timeline?lane=a&lane=b&lane=c&lane=d"); rec.Code != 400 {
		t.Errorf("four lanes: %d", rec.Code)
	}
}

// TestEmbed: a page for frames has neither script nor form nor cookie, may be
// framed by anybody, and keeps its link.
func TestEmbed(t *testing.T) {
	rec := get(t, serve(t, newWorld(), func(c *Config) { c.BaseURL, c.Demo = "https://d.example", true }), "/timeline/embed?q=DPRK&clock=published")
	body, policy := rec.Body.String(), rec.Header().Get("Content-Security-Policy")
	if rec.Code != 200 || !strings.Contains(policy, "frame-ancestors *") || !strings.Contains(policy, "form-action 'none'") || strings.Contains(policy, "script-src") || rec.Header().Get("Set-Cookie") != "" {
		t.Errorf("%d with policy %q", rec.Code, policy)
	}
	if regexp.MustCompile(`(?i)<script|<form|<input|<iframe| on[a-z]+="`).MatchString(body) || len(h1.FindAllString(body, -1)) != 1 {
		t.Errorf("the page for frames holds what it must not:\n%s", body)
	}
	if !strings.Contains(body, `href="/timeline?clock=published&amp;q=DPRK"`) || !strings.Contains(body, "Demonstration") {
		t.Errorf("the page for frames loses its link:\n%s", body)
	}
	if other := get(t, serve(t, newWorld()), "/timeline").Header().Get("Content-Security-Policy"); !strings.Contains(other, "frame-ancestors 'none'") {
		t.Errorf("the timeline itself may be framed: %q", other)
	}
	if rec := get(t, serve(t, newWorld()), "/timeline/embed?lane=DPRK&lane=notice"); rec.Code != 200 {
		t.Errorf("lanes in a frame: %d", rec.Code)
	}
}

// TestCalendar checks what RFC 5545 asks for.
func TestCalendar(t *testing.T) {
	stories := append([]storyGroup{storyOn("x", "2025-11-04", "", demarche.PrecisionDay)}, someStories...)
	stories[0].Title = "Seoul, Tokyo; \"3 billion\" \\ " + strings.Repeat("긴 제목 ", 20) + "\r\nEND:VCALENDAR"
	cal := calendar(stories, "t", "https://d.example", worldNow)
	if !strings.HasPrefix(cal, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") || !strings.HasSuffix(cal, "END:VCALENDAR\r\n") || strings.Count(cal, "\nEND:VCALENDAR") != 1 {
		t.Errorf("calendar:\n%s", cal)
	}
	for _, l := range strings.Split(strings.TrimSuffix(cal, "\r\n"), "\r\n") {
		if len(l) > 75 || strings.ContainsAny(l, "\r\n") {
			t.Errorf("line of %d octets: %q", len(l), l)
		}
	}
	unfolded := strings.ReplaceAll(cal, "\r\n ", "")
	for _, want := range []string{`SUMMARY:Seoul\, Tokyo\; "3 billion" \\ `, "DTSTART;VALUE=DATE:20251104\r\nDTEND;VALUE=DATE:20251105", "DTSTART;VALUE=DATE:20251130\r\nDTEND;VALUE=DATE:20251203",
		"SUMMARY:d (known to the month)", "URL:https://d.example/stories/x", "1 story has no date"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("the calendar lacks %q", want)
		}
	}
	if n := strings.Count(cal, "BEGIN:VEVENT"); n != len(stories)-1 {
		t.Errorf("%d events of %d stories, one without a date", n, len(stories))
	}
}

func TestTimelineJS(t *testing.T) {
	rec := get(t, serve(t, newWorld()), "/timeline.timelinejs.json?q=DPRK")
	var doc timelineJS
	if err := json.Unmarshal(rec.Body.Bytes(), &doc); err != nil || len(doc.Events) == 0 || rec.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%v, %d events", err, len(doc.Events))
	}
	for _, e := range doc.Events {
		if e.Start == nil || e.Start.Year < 2020 || e.Text.Headline == "" || e.ID == "" {
			t.Errorf("event %+v", e)
		}
	}
	w := poisoned([]string{`<script>alert(1)</script>`})
	w.views[0].Facts.Event = demarche.EventDate{Value: "2025-11-04", Precision: demarche.PrecisionDay}
	if body := get(t, serve(t, w), "/timeline.timelinejs.json").Body.String(); strings.Contains(body, "<script") {
		t.Errorf("the texts of TimelineJS are HTML and not escaped:\n%s", body)
	}
}

// TestLanesAddUp: a story that stands in two lanes is counted once in their
// headline, stands on one day in both, and every page shows all lanes' stories of
// its days; the charts have one scale.
func TestLanesAddUp(t *testing.T) {
	w := &world{now: worldNow}
	w.addSources()
	add := func(story, title, text, event string) {
		v := w.add("chainsleuth", "https://lanes.example/"+title, title, "en", text, "2025-11-20", demarche.EventDate{Value: event, Precision: demarche.PrecisionDay, Basis: "text"}, nil, "")
		v.Story = story
	}
	add("both", "Tide of gold", "alpha only", "2025-11-04")
	add("both", "Tide of silver and gold and more", "beta only", "2025-11-05")
	add("both", "Tide of copper", "alpha beta", "2025-11-05")
	for i := range 30 {
		add(fmt.Sprintf("a%d", i), fmt.Sprintf("Alpha %d", i), "alpha", worldNow.AddDate(0, 0, -i).Format(time.DateOnly))
	}
	add("b", "Beta alone", "beta", "2025-09-01")
	h := serve(t, w)
	shown := map[string]int{}
	next := "/timeline?lane=alpha&lane=beta"
	for page := 0; next != "" && page < 5; page++ {
		body := get(t, h, next).Body.String()
		if page == 0 {
			if !strings.Contains(body, "32 stories by the day") || !strings.Contains(body, "1 story stands in more than one lane") || !strings.Contains(body, "34 reports") {
				t.Errorf("the headline of the lanes: %s", regexp.MustCompile(`(?s)<h2>.*?</h2>`).FindString(body))
			}
			var scales []string
			for _, m := range regexp.MustCompile(`(?s)<svg class="chart".*?</svg>`).FindAllString(body, -1) {
				scales = append(scales, strings.Join(regexp.MustCompile(`<text class="tick" x="0" y="[^"]*" aria-hidden="true">\d+</text>`).FindAllString(m, -1), ""))
			}
			if len(scales) != 2 || scales[0] != scales[1] || scales[0] == "" {
				t.Errorf("the lanes' charts have scales %q", scales)
			}
		}
		for _, m := range regexp.MustCompile(`(?s)<li class="hit storyrow"><h3><a href="[^"]*"[^>]*>([^<]*)</a>`).FindAllStringSubmatch(body, -1) {
			shown[m[1]]++
		}
		next = ""
		if m := regexp.MustCompile(`rel="next" href="([^"]*)"`).FindStringSubmatch(body); m != nil {
			next = html.UnescapeString(m[1])
		}
	}
	if len(shown) != 32 || shown["Tide of silver and gold and more"] != 2 || shown["Beta alone"] != 1 || shown["Alpha 29"] != 1 {
		t.Errorf("%d stories on the pages of the lanes, want 32, the common one in both: %v", len(shown), shown)
	}
	var ans timelineAnswer
	if err := json.Unmarshal(get(t, h, "/api/v1/timeline?lane=alpha&lane=beta&size=100").Body.Bytes(), &ans); err != nil || ans.Total != 34 || len(ans.Lanes) != 2 {
		t.Fatalf("%v: %d reports in all lanes, want 34", err, ans.Total)
	}
	for _, lane := range ans.Lanes {
		for _, d := range lane.Days {
			for _, s := range d.Stories {
				if s.ID == "both" && d.Date != "2025-11-05" {
					t.Errorf("the common story stands on %s in the lane %s", d.Date, lane.Lane)
				}
			}
		}
	}
}

// TestExpected: what a text says is still to come is not told as having happened,
// on any page or in any format.
func TestExpected(t *testing.T) {
	w := &world{now: worldNow}
	w.addSources()
	for i, day := range []string{"2025-12-13", "2025-11-15", "2025-11-18"} {
		v := w.add("chainsleuth", fmt.Sprintf("https://due.example/%d", i), fmt.Sprintf("Deadline %d", i), "en", "text", "2025-11-14T09:00:00Z",
			demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "text"}, nil, "")
		if v.Story = fmt.Sprintf("s%d", i); i == 2 { // somebody reports that it came to pass
			after := w.add("chainsleuth", "https://due.example/after", "Deadline passed", "en", "text", "2025-11-19T09:00:00Z", v.Facts.Event, nil, "")
			after.Story = "s2"
		}
	}
	h := serve(t, w)
	for _, path := range []string{"/", "/search?sort=newest"} {
		body := get(t, h, path).Body.String()
		for _, want := range []string{`expected <time datetime="2025-12-13">`, `was expected <time datetime="2025-11-15">`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
		if strings.Contains(body, `happened <time datetime="2025-12-13">`) {
			t.Errorf("%s tells of the future as past", path)
		}
	}
	body := get(t, h, "/timeline").Body.String()
	if strings.Count(body, `<strong class="ahead">expected</strong>`) != 1 || strings.Count(body, `<strong class="ahead">was expected</strong>`) != 1 {
		t.Errorf("the timeline does not say what is expected:\n%s", body)
	}
	for path, want := range map[string]string{"/stories/s0": "<dt>Expected</dt>", "/stories/s1": "<dt>Was expected</dt>", "/stories/s2": "<dt>Happened</dt>", "/timeline.ics": "STATUS:TENTATIVE",
		"/timeline.json": `"expected":true`, "/timeline.csv": "page,expected", "/timeline.atom": "Expected 13 Dec 2025", "/timeline/embed": "expected"} {
		if !strings.Contains(strings.ReplaceAll(get(t, h, path).Body.String(), `": `, `":`), want) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
}

// TestTold: a timeline with sums and sources tells each story's sums with who gives
// them and the sentence, and names all its sources; its switches keep that.
func TestTold(t *testing.T) {
	h := serve(t, newWorld())
	body := get(t, h, "/timeline?q=DPRK&detail=full").Body.String()
	for _, want := range []string{`<b>over $3 billion</b>`, "covers 3 years", "<q lang=", "Sources: ", "(official)", `name="detail" value="full"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !regexp.MustCompile(`href="/timeline\?[^"]*interval=month[^"]*detail=full"`).MatchString(body) {
		t.Error("a switch loses the sums and sources")
	}
	if brief := get(t, h, "/timeline?q=DPRK").Body.String(); strings.Contains(brief, "Sources: ") {
		t.Error("the headlines come with all sources")
	}
}

func TestMostTold(t *testing.T) {
	hits := []demarche.Hit{{Actions: []demarche.ActionKind{"amendment", "other"}}, {Actions: []demarche.ActionKind{"designation", "theft"}}, {Actions: []demarche.ActionKind{"designation"}}}
	if got := strings.Join(mostTold(hits), " "); got != "designation amendment theft" {
		t.Errorf("told: %s", got)
	}
}
