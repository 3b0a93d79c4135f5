package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"demarche"
)

// troubled is a source with a day of trouble behind it.
func troubled() *world {
	w := &world{now: worldNow}
	page := fetch(worldNow.Add(-time.Hour), demarche.FetchHTML, 200, 0, 0, "a web page instead of a feed", "Look for the feed's new address.")
	page.Propose = "https://ministry.example/new.rss"
	w.source(demarche.Source{ID: "ministry", Name: "Ministry of Example", Kind: demarche.KindMinistry}, demarche.HealthChanged, "A web page instead of a feed.", page,
		fetch(worldNow.Add(-50*time.Hour), demarche.FetchItems, 200, 20, 1, "", ""))
	h := &w.sources[0]
	h.Asked, h.Good = make([]int, 30), make([]int, 30)
	h.Asked[26], h.Good[26] = 30, 24
	h.Asked[28], h.Asked[29] = 4, 2
	h.Changes = []demarche.StateChange{
		{Source: "ministry", At: worldNow.Add(-time.Hour), State: demarche.HealthChanged, Why: "a web page instead of a feed"},
		{Source: "ministry", At: worldNow.Add(-30 * time.Hour), State: demarche.HealthOK},
		{Source: "ministry", At: worldNow.Add(-40 * time.Hour), State: demarche.HealthFailing, Why: "no such host"},
		{Source: "ministry", At: worldNow.Add(-90 * time.Hour), State: demarche.HealthOK},
		{Source: "ministry", At: worldNow.Add(-91 * time.Hour), State: demarche.HealthWaiting},
	}
	return w
}

func TestSourcePageShowsBytes(t *testing.T) {
	w := troubled()
	sample := "<html><script>alert(1)</script></pre>\r\n\x1b[2Jkey\x00\xff" + "\u202eevil" + strings.Repeat("é", sampleShown)
	s, err := New(Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, Now: func() time.Time { return worldNow },
		Answers: func(_ context.Context, id string) ([]demarche.Fetch, error) {
			if id != "ministry" {
				return nil, errors.New("not asked for")
			}
			f := w.sources[0].Fetches[0]
			f.Sample = []byte(sample)
			return []demarche.Fetch{f}, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	body := get(t, s.Handler(), "/sources?source=ministry").Body.String()
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;&lt;/pre&gt;\n⟨U&#43;001B⟩[2Jkey⟨U&#43;0000⟩\uFFFD⟨U&#43;202E⟩evil", "The answer goes on.",
		"https://ministry.example/new.rss", "36; 24 good answers", "2025-11-18, 2025-11-19, 2025-11-20", "No such host"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"<script>alert", "\x1b", "\x00", "\u202e"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page holds %q as it came", bad)
		}
	}
	if strings.Count(body, "é") > sampleShown {
		t.Error("the bytes are not cut")
	}
	if list := get(t, s.Handler(), "/sources").Body.String(); strings.Contains(list, "evil") {
		t.Error("the list of sources shows bytes")
	}
}

func TestIncidents(t *testing.T) {
	w := troubled()
	body := get(t, serve(t, w), "/sources.atom").Body.String()
	last := -1
	for _, want := range []string{"Ministry of Example: changed", "Ministry of Example: ok again, after failing", "Ministry of Example: failing"} {
		i := strings.Index(body, "<title>"+want+"<")
		if i <= last {
			t.Errorf("%q is not in its place in\n%s", want, body)
		}
		last = i
	}
	if n := strings.Count(body, "<entry>"); n != 3 {
		t.Errorf("%d incidents, want 3", n)
	}
	w.sources[0].Changes = nil // not noted yet
	if body := get(t, serve(t, w), "/sources.atom").Body.String(); strings.Count(body, "<entry>") != 1 {
		t.Errorf("a state that was not noted yet:\n%s", body)
	}
}

func TestSourceJSONTellsRequestsAndGaps(t *testing.T) {
	var got sourcesAnswer
	if err := json.Unmarshal(get(t, serve(t, troubled()), "/sources.json?source=ministry").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	a := got.Sources[0]
	if a.Requests != 36 || strings.Join(a.Gaps, " ") != "2025-11-18 2025-11-19 2025-11-20" || a.Propose == "" || len(a.Changes) != 5 {
		t.Errorf("%+v", a)
	}
}

func TestGapsOnCharts(t *testing.T) {
	w := newWorld()
	fail := false
	var asked []string
	s, err := New(Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, Now: func() time.Time { return worldNow },
		Gaps: func(_ context.Context, sources []string) ([]string, error) {
			asked = sources
			if fail {
				return nil, errors.New("disk gone")
			}
			return []string{"2025-11-05", "2025-11-06"}, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/timeline?from=2025-11-01&to=2025-11-14&clock=seen", "/search?from=2025-11-01&to=2025-11-14&source=courrier"} {
		body := get(t, s.Handler(), path).Body.String()
		if !strings.Contains(body, `class="gap"`) || !strings.Contains(body, "Hatched: days") || strings.Count(body, "<small>nothing could be fetched") == 0 {
			t.Errorf("%s marks no gap", path)
		}
	}
	if len(asked) != 1 || asked[0] != "courrier" {
		t.Errorf("gaps of %v were asked for, want those of the source searched", asked)
	}
	fail = true
	if code := get(t, s.Handler(), "/timeline?from=2025-11-01&to=2025-11-14").Code; code != http.StatusInternalServerError {
		t.Errorf("a store that cannot tell its gaps: status %d", code)
	}
}
