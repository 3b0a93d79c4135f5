package store

import (
	"errors"
	"testing"
	"time"

	"demarche"
)

func TestHealth(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		put := func(class demarche.FetchClass, sample string, entries ...demarche.FetchedItem) {
			t.Helper()
			now := c.now()
			_, err := s.PutFetched(ctx, demarche.Fetched{
				Fetch: demarche.Fetch{Feed: "wire", Source: "wire", At: now, Class: class, Status: 200, Sample: []byte(sample)},
				State: demarche.FeedState{Feed: "wire", Bodies: demarche.BodyLengths{Seen: 9, Floor: 800, Short: 1}, ETag: "W/\"ä\"", Due: now.Add(time.Hour), LastTry: now, LastOK: start},
				Items: entries,
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		put(demarche.FetchItems, "", entry("wire", "a", "A", "a\n"), entry("wire", "b", "B", "b\n"))
		c.add(48 * time.Hour)
		put(demarche.FetchItems, "", entry("wire", "c", "C", "c\n"))
		for range 60 {
			c.add(time.Minute)
			put(demarche.FetchBlocked, "<html>no\x00")
		}
		list, err := s.SourceHealth(ctx, c.now())
		if err != nil {
			t.Fatal(err)
		}
		h := list[1]
		if h.Source.ID != "wire" || h.Items != 3 || !h.LastItem.Equal(start.Add(48*time.Hour)) || !h.LastOK.Equal(start) || !h.Due.Equal(c.now().Add(time.Hour)) {
			t.Errorf("health of %s: items %d, last item %v, last ok %v, due %v", h.Source.ID, h.Items, h.LastItem, h.LastOK, h.Due)
		}
		want := make([]int, 30)
		want[27], want[29] = 2, 1
		diff(t, "daily counts", want, h.Daily)
		if len(h.Fetches) != 20 || h.Fetches[0].Class != demarche.FetchBlocked || !h.Fetches[0].At.Equal(c.now()) {
			t.Errorf("%d fetches, newest %+v", len(h.Fetches), h.Fetches[0])
		}
		if h.Asked[27] != 1 || h.Good[27] != 1 || h.Asked[29] != 61 || h.Good[29] != 1 || h.Asked[28] != 0 {
			t.Errorf("asked %v, good %v", h.Asked, h.Good)
		}
		answers, err := s.Answers(ctx, "wire")
		if err != nil {
			t.Fatal(err)
		}
		if len(answers) != fetchesKept || string(answers[2].Sample) != "<html>no\x00" || answers[3].Sample != nil {
			t.Errorf("%d answers, the newest with %q", len(answers), answers[0].Sample)
		}
		var kept int
		if err := s.news.r.QueryRow(`SELECT count(*) FROM feed_fetch`).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		if kept != fetchesKept {
			t.Errorf("%d requests are kept, want %d", kept, fetchesKept)
		}
		states, err := s.FeedStates(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(states) != 1 || states[0].Bodies.Floor != 800 || states[0].ETag != "W/\"ä\"" || !states[0].LastItem.Equal(start.Add(48*time.Hour)) {
			t.Errorf("feed states %+v", states)
		}
		if list[0].Items != 0 || len(list[0].Fetches) != 0 {
			t.Errorf("a source never asked has %+v", list[0])
		}
	})
}

// TestLogOfBatches stores one answer in three parts, as the crawler does with
// long ones; only the last part carries the record of the request.
func TestLogOfBatches(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		total := demarche.Stored{}
		for _, key := range []string{"a", "b"} {
			done, err := s.PutFetched(ctx, demarche.Fetched{Items: []demarche.FetchedItem{entry("wire", key, key, key)}})
			if err != nil {
				t.Fatal(err)
			}
			total.New += done.New
		}
		last := demarche.Fetched{
			Fetch: demarche.Fetch{Feed: "wire", Source: "wire", At: c.now(), Class: demarche.FetchItems, New: total.New, Pages: 3},
			State: demarche.FeedState{Feed: "wire"},
			Items: []demarche.FetchedItem{entry("wire", "c", "C", "c"), entry("wire", "a", "A, corrected", "a")},
		}
		if _, err := s.PutFetched(ctx, last); err != nil {
			t.Fatal(err)
		}
		c.add(time.Hour)
		// An answer whose batches brought everything: the last is empty.
		if _, err := s.PutFetched(ctx, demarche.Fetched{Items: []demarche.FetchedItem{entry("wire", "d", "D", "d")}}); err != nil {
			t.Fatal(err)
		}
		last.Items, last.Fetch.At, last.Fetch.New = nil, c.now(), 1
		if _, err := s.PutFetched(ctx, last); err != nil {
			t.Fatal(err)
		}
		list, err := s.SourceHealth(ctx, c.now())
		if err != nil {
			t.Fatal(err)
		}
		newest, first := list[1].Fetches[0], list[1].Fetches[1]
		if first.New != 3 || first.Changed != 1 || newest.New != 1 || newest.Changed != 0 {
			t.Errorf("first answer: %d new, %d changed, want 3 and 1; second: %d and %d, want 1 and 0", first.New, first.Changed, newest.New, newest.Changed)
		}
		states, err := s.FeedStates(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !states[0].LastItem.Equal(c.now()) {
			t.Errorf("newest item of the feed at %v, want %v", states[0].LastItem, c.now())
		}
	})
}

func TestGaps(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		put := func(source string, class demarche.FetchClass) {
			t.Helper()
			if _, err := s.PutFetched(ctx, demarche.Fetched{Fetch: demarche.Fetch{Feed: source, Source: source, At: c.now(), Class: class}}); err != nil {
				t.Fatal(err)
			}
		}
		check := func(what string, sources []string, want ...string) {
			t.Helper()
			got, err := s.Gaps(ctx, sources, c.now())
			if err != nil {
				t.Fatal(err)
			}
			diff(t, what, want, got)
		}
		check("before the first request", nil)
		put("wire", demarche.FetchItems) // 20 November
		put("treasury", demarche.FetchItems)
		c.add(24 * time.Hour)
		put("wire", demarche.FetchDNS) // 21: only one answers
		put("treasury", demarche.FetchNotModified)
		c.add(48 * time.Hour)
		put("wire", demarche.FetchItems) // 22 was slept through
		put("wire", demarche.FetchTimeout)
		c.add(24 * time.Hour)
		check("early on the 24th", nil, "2025-11-22")
		put("wire", demarche.FetchDNS)
		check("the 24th in vain", nil, "2025-11-22", "2025-11-24")
		check("one source", []string{"wire"}, "2025-11-21", "2025-11-22", "2025-11-24")
		check("the other", []string{"treasury"}, "2025-11-22", "2025-11-23")
	})
}

func TestNoteStates(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		note := func(state demarche.HealthState, why string) {
			t.Helper()
			c.add(time.Minute)
			if err := s.NoteStates(ctx, []demarche.StateChange{{Source: "wire", At: c.now(), State: state, Why: why}}); err != nil {
				t.Fatal(err)
			}
		}
		note(demarche.HealthOK, "")
		note(demarche.HealthBlocked, "a challenge\x00")
		note(demarche.HealthBlocked, "the same, noticed by another process")
		note(demarche.HealthOK, "")
		list, err := s.SourceHealth(ctx, c.now())
		if err != nil {
			t.Fatal(err)
		}
		at := func(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }
		diff(t, "changes", []demarche.StateChange{
			{Source: "wire", At: at(4), State: demarche.HealthOK},
			{Source: "wire", At: at(2), State: demarche.HealthBlocked, Why: "a challenge"},
			{Source: "wire", At: at(1), State: demarche.HealthOK}}, list[1].Changes)
	})
}

func TestSources(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		changed := source("wire")
		changed.Name = "Wire & Co"
		if err := s.SyncSources(ctx, []demarche.Source{changed, source("new")}); err != nil {
			t.Fatal(err)
		}
		list, err := s.Sources(ctx)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "sources", []demarche.Source{source("new"), source("treasury"), changed}, list)
		one, err := s.Source(ctx, "wire")
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "source", changed, one)
		if _, err := s.Source(ctx, "none"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("missing source: %v, want ErrNotFound", err)
		}
	})
}
