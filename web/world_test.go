package web

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
)

// world is a small store and index of written values, for the tests of pages.
type world struct {
	now     time.Time
	sources []demarche.SourceHealth
	views   []demarche.ItemView
}

var worldNow = time.Date(2025, 11, 20, 9, 30, 0, 0, time.UTC)

var countryNames = map[string]string{"KP": "North Korea", "US": "United States", "CN": "China", "RU": "Russia", "KR": "South Korea",
	"AU": "Australia", "GB": "United Kingdom", "IR": "Iran", "EU": "European Union", "KG": "Kyrgyzstan", "FR": "France"}

func countryName(code string) string { return countryNames[code] }

// spanOf builds a mention of the n-th occurrence of s in text, in code points.
func spanOf(text, s string, n int, m demarche.Mention) demarche.Mention {
	at, from := 0, 0
	for i := 0; i < n; i++ {
		j := strings.Index(text[from:], s)
		if j < 0 {
			panic("no " + s)
		}
		at, from = from+j, from+j+len(s)
	}
	m.Start = utf8.RuneCountInString(text[:at])
	m.End, m.Text = m.Start+utf8.RuneCountInString(s), s
	return m
}

func (w *world) source(src demarche.Source, state demarche.HealthState, why string, fetches ...demarche.Fetch) {
	src.Enabled = state != demarche.HealthDisabled
	h := demarche.SourceHealth{Source: src, State: state, Why: why, Fetches: fetches, Daily: make([]int, 30)}
	for i := range h.Daily {
		h.Daily[i] = max(0, (i*len(src.ID)*7)%11-6)
	}
	if state == demarche.HealthOK || state == demarche.HealthQuiet {
		h.LastOK, h.LastTry, h.Due = w.now.Add(-12*time.Minute), w.now.Add(-12*time.Minute), w.now.Add(48*time.Minute)
		h.LastItem = w.now.Add(-5 * time.Hour)
	} else {
		h.Daily = make([]int, 30)
		if state != demarche.HealthWaiting && state != demarche.HealthDisabled {
			h.LastTry, h.Due = w.now.Add(-time.Hour), w.now.Add(3*time.Hour)
		}
	}
	w.sources = append(w.sources, h)
}

func fetch(at time.Time, class demarche.FetchClass, status, entries, fresh int, fault, advice string) demarche.Fetch {
	return demarche.Fetch{URL: "https://feeds.example/rss", At: at, Took: 340 * time.Millisecond, Status: status, Class: class,
		Bytes: int64(entries)*2100 + 900, Entries: entries, New: fresh, Error: fault, Advice: advice}
}

func (w *world) add(src, url, title, lang, text, published string, event demarche.EventDate, actions []demarche.Action, countries string, mentions ...demarche.Mention) *demarche.ItemView {
	var pub demarche.Published
	if t, err := time.Parse(time.RFC3339, published); err == nil {
		pub = demarche.Published{Time: t, Raw: t.Format(time.RFC1123Z), Zone: t.Format("-07:00")}
	} else if t, err := time.Parse(time.DateOnly, published); err == nil {
		pub = demarche.Published{Time: t, Raw: published, Zone: "UTC", DayOnly: true}
	} else if published != "" {
		pub = demarche.Published{Raw: published, Note: "not a date that could be read"}
	}
	seen := w.now.Add(-time.Duration(len(w.views)) * 7 * time.Hour)
	id := demarche.NewItemID(src, url)
	v := demarche.ItemView{Item: demarche.Item{ID: id, Source: src, URL: url, Title: title, Lang: lang, Published: pub, FirstSeen: seen, Changed: seen},
		Revisions: []demarche.Revision{{Item: id, N: 1, Title: title, Text: text, Lang: lang, Seen: seen}},
		Facts:     demarche.Facts{Version: 1, Lang: lang, Actions: actions, Event: event, Mentions: mentions}}
	for i, code := range strings.Fields(countries) {
		v.Facts.Countries = append(v.Facts.Countries, demarche.CountryWeight{Code: code, Count: 7 - i, Weight: 0.6 / float64(i+1)})
	}
	for _, h := range w.sources {
		if h.Source.ID == src {
			v.Source = h.Source
		}
	}
	w.views = append(w.views, v)
	return &w.views[len(w.views)-1]
}

func (w *world) hit(v demarche.ItemView, word string) demarche.Hit {
	rev := v.Revisions[0]
	h := demarche.Hit{ID: v.Item.ID, Title: v.Item.Title, URL: v.Item.URL, Source: v.Source.ID, SourceName: v.Source.Name, Kind: v.Source.Kind,
		Published: v.Item.Published.Stamp(), FirstSeen: v.Item.FirstSeen, Event: v.Facts.Event, Lang: rev.Lang, Story: v.Story, Gone: v.Item.Gone,
		Revisions: len(v.Revisions), Demo: v.Source.Demo}
	for _, a := range v.Facts.Actions {
		h.Actions = append(h.Actions, a.Kind)
	}
	for _, c := range v.Facts.Countries {
		h.Countries = append(h.Countries, c.Code)
	}
	for _, m := range v.Facts.Mentions {
		if m.Kind == demarche.MentionAmount {
			h.Amounts = append(h.Amounts, demarche.HitAmount{Text: m.Text, Value: m.Value, Currency: m.Currency, USD: m.USD, Role: m.Role})
		}
	}
	for _, l := range v.Links {
		h.Entities = append(h.Entities, demarche.HitEntity{ID: l.Entity, Name: v.Facts.Mentions[l.Mention].Name, Status: l.Status, Confidence: l.Confidence})
	}
	h.Lead = shorten(rev.Text, 200)
	if i := strings.Index(strings.ToLower(rev.Text), strings.ToLower(word)); word != "" && i >= 0 {
		end := min(len(rev.Text), i+len(word)+120)
		for !utf8.RuneStart(rev.Text[min(end, len(rev.Text)-1)]) {
			end--
		}
		h.Snippet = html.EscapeString(rev.Text[:i]) + "<mark>" + html.EscapeString(rev.Text[i:i+len(word)]) + "</mark>" + html.EscapeString(rev.Text[i+len(word):end]) + "…"
	}
	return h
}

// Search is a naive search: the text must stand in title or text, filters hold,
// days are counted.
func (w *world) Search(_ context.Context, q demarche.Query) (demarche.Results, error) {
	res := demarche.Results{Query: q.Text, TookMS: 4, Hits: []demarche.Hit{}}
	word := strings.ToLower(strings.Trim(q.Text, `"`))
	var all []demarche.Hit
	for _, v := range w.views {
		h := w.hit(v, word)
		if strings.Contains(strings.ToLower(h.Title+v.Revisions[0].Text), word) && admitted(h, q) {
			all = append(all, h)
		}
	}
	slices.SortStableFunc(all, func(a, b demarche.Hit) int {
		x, _ := dayOf(a, q.Clock)
		y, _ := dayOf(b, q.Clock)
		if x.Date == "" || y.Date == "" || q.Sort != demarche.SortOldest {
			return cmp.Compare(y.Date, x.Date)
		}
		return cmp.Compare(x.Date, y.Date)
	})
	res.Total = len(all)
	res.Facets = map[string][]demarche.Bucket{}
	for _, f := range q.Facets {
		res.Facets[f] = facetCounts(all, f)
	}
	if q.Interval != "" {
		res.Histogram = histogramOf(all, q)
	}
	from, _ := strconv.Atoi(q.Cursor)
	size := cmp.Or(q.Size, 20)
	if from < len(all) {
		res.Hits = all[from:min(len(all), from+size)]
	}
	if from+size < len(all) {
		res.Next = strconv.Itoa(from + size)
	}
	return res, nil
}

func admitted(h demarche.Hit, q demarche.Query) bool {
	d, dated := dayOf(h, q.Clock)
	if q.AsOf != "" && h.FirstSeen.UTC().Format(time.DateOnly) > q.AsOf {
		return false
	}
	if (q.From != "" || q.To != "") && !dated || q.From != "" && d.Date < q.From || q.To != "" && d.Date > q.To {
		return false
	}
	for _, name := range []string{"country", "source", "kind", "action", "lang"} {
		want := *listOf(&q, name)
		if len(want) > 0 && !slices.ContainsFunc(facetValuesOf(h, name), func(v string) bool { return slices.Contains(want, v) }) {
			return false
		}
	}
	return true
}

func facetValuesOf(h demarche.Hit, name string) []string {
	switch name {
	case "country":
		return h.Countries
	case "source":
		return []string{h.Source}
	case "kind":
		return []string{string(h.Kind)}
	case "lang":
		return []string{h.Lang}
	case "action":
		var out []string
		for _, a := range h.Actions {
			out = append(out, string(a))
		}
		return out
	case "currency":
		var out []string
		for _, a := range h.Amounts {
			if a.Currency != "" && !slices.Contains(out, a.Currency) {
				out = append(out, a.Currency)
			}
		}
		return out
	case "entity":
		var out []string
		for _, e := range h.Entities {
			out = append(out, e.ID)
		}
		return out
	}
	return nil
}

func facetCounts(hits []demarche.Hit, name string) []demarche.Bucket {
	counts := map[string]int{}
	for _, h := range hits {
		for _, v := range facetValuesOf(h, name) {
			counts[v]++
		}
	}
	var out []demarche.Bucket
	for v, n := range counts {
		out = append(out, demarche.Bucket{Value: v, Label: cmp.Or(countryNames[v], v), Count: n})
	}
	slices.SortFunc(out, func(a, b demarche.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}

func histogramOf(hits []demarche.Hit, q demarche.Query) *demarche.Histogram {
	counts := map[string]int{}
	h := &demarche.Histogram{Interval: q.Interval, Clock: q.Clock}
	if h.Interval == demarche.IntervalAuto {
		h.Interval = demarche.IntervalWeek
		if q.From != "" && q.To != "" && q.To[:7] == q.From[:7] {
			h.Interval = demarche.IntervalDay
		}
	}
	first, last := q.From, q.To
	for _, hit := range hits {
		d, ok := dayOf(hit, q.Clock)
		if !ok {
			h.Undated++
			continue
		}
		day, _ := time.Parse(time.DateOnly, d.Date)
		counts[bucketStart(day, h.Interval).Format(time.DateOnly)]++
		if q.From == "" && (first == "" || d.Date < first) {
			first = d.Date
		}
		if q.To == "" && d.Date > last {
			last = d.Date
		}
	}
	day, err := time.Parse(time.DateOnly, first)
	end, err2 := time.Parse(time.DateOnly, last)
	if err != nil || err2 != nil {
		return h
	}
	for day = bucketStart(day, h.Interval); !day.After(end); day = bucketEnd(day, h.Interval).AddDate(0, 0, 1) {
		from := day.Format(time.DateOnly)
		h.Buckets = append(h.Buckets, demarche.HistBucket{From: from, Count: counts[from]})
	}
	return h
}

func (w *world) Item(_ context.Context, id string) (demarche.ItemView, error) {
	for _, v := range w.views {
		if v.Item.ID == id {
			for _, o := range w.views {
				if o.Story != "" && o.Story == v.Story && o.Item.ID != id {
					v.AlsoAt = append(v.AlsoAt, o.Item)
				}
			}
			return v, nil
		}
	}
	return demarche.ItemView{}, fmt.Errorf("no item has this id: %w", demarche.ErrNotFound)
}

func (w *world) Sources(context.Context) ([]demarche.SourceHealth, error) { return w.sources, nil }
