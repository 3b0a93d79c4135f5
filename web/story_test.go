package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// Story is the items of w with a story id; "old-story" was merged into story-1.
func (w *world) Story(_ context.Context, id string) (demarche.StoryView, error) {
	if id == "old-story" {
		id = "story-1"
	}
	var views []demarche.ItemView
	for _, v := range w.views {
		if v.Story == id || v.Story == "" && v.Item.ID == id {
			views = append(views, v)
		}
	}
	if len(views) == 0 {
		return demarche.StoryView{}, fmt.Errorf("no story has this id: %w", demarche.ErrNotFound)
	}
	v := demarche.StoryView{Story: demarche.NewStory(id, views)}
	for _, item := range v.Story.Items {
		v.Items = append(v.Items, views[slices.IndexFunc(views, func(o demarche.ItemView) bool { return o.Item.ID == item })])
	}
	return v, nil
}

// Mends is one night.
func (w *world) Mends(context.Context, int) ([]demarche.MendRecord, error) {
	return []demarche.MendRecord{{Day: "2025-11-05", Started: worldNow, Ended: worldNow, Seen: 40, Moved: 1, Merged: 1, Done: true, Moves: []demarche.StoryMove{{Item: "b", From: "b", To: "a"}}}}, nil
}

// Items are those of w with the given ids.
func (w *world) Items(_ context.Context, ids []string) (map[string]demarche.ItemView, error) {
	out := map[string]demarche.ItemView{}
	for _, v := range w.views {
		if slices.Contains(ids, v.Item.ID) {
			out[v.Item.ID] = v
		}
	}
	return out, nil
}

func storyOf(t *testing.T, path string) storyAnswer {
	t.Helper()
	rec := get(t, serve(t, newWorld()), path)
	var a storyAnswer
	if err := json.Unmarshal(rec.Body.Bytes(), &a); err != nil || rec.Code != 200 {
		t.Fatalf("GET %s: %d, %v", path, rec.Code, err)
	}
	return a
}

func TestStoryAnswer(t *testing.T) {
	a := storyOf(t, "/api/v1/stories/story-1")
	if !strings.HasPrefix(a.Title, "Treasury Sanctions DPRK Bankers") || a.Event.Value != "2025-11-04" || len(a.Items) != 2 {
		t.Errorf("story %q on %s with %d items", a.Title, a.Event.Value, len(a.Items))
	}
	first := slices.IndexFunc(a.Items, func(it storyItem) bool { return it.First })
	if first < 0 || a.Items[first].Source != "us-treasury-press" || !a.Items[first].Official {
		t.Errorf("first report: %d of %+v", first, a.Items)
	}
	if len(a.Figures) == 0 || a.Figures[0].Role != "stolen" || !a.Figures[0].Apart {
		t.Errorf("figures of other periods are not told apart: %+v", a.Figures)
	}
	if b := storyOf(t, "/api/v1/stories/old-story"); b.ID != a.ID {
		t.Errorf("a merged story answers as %s", b.ID)
	}
}

func TestStoryPage(t *testing.T) {
	h := serve(t, newWorld())
	body := get(t, h, "/stories/story-1").Body.String()
	for _, want := range []string{"Official sources", "Press and analysts", "first to report", "Figures side by side", "covers 3 years", "cannot be compared",
		"/stories/story-1.atom", `<svg class="chart spans"`, "What time each sum covers: Stolen", "/search?story=story-1", "$3 billion", "$2 billion"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if n := len(h1.FindAllString(body, -1)); n != 1 || len(body) > 60_000 {
		t.Errorf("%d h1, %d bytes", n, len(body))
	}
	if rec := get(t, h, "/stories/old-story"); rec.Code != 302 || rec.Header().Get("Location") != "/stories/story-1" {
		t.Errorf("a merged story: %d to %q", rec.Code, rec.Header().Get("Location"))
	}
	if rec := get(t, h, "/stories/nope"); rec.Code != 404 {
		t.Errorf("no such story: %d", rec.Code)
	}
	if rec := get(t, serve(t, newWorld(), func(c *Config) { c.Story = nil }), "/stories/story-1"); rec.Code != 404 {
		t.Errorf("without a reader of stories: %d", rec.Code)
	}
	rows, err := csv.NewReader(get(t, h, "/stories/story-1.csv").Body).ReadAll()
	if err != nil || len(rows) < 3 {
		t.Errorf("%d rows of figures, %v", len(rows), err)
	}
	if atom := get(t, h, "/stories/story-1.atom").Body.String(); strings.Count(atom, "<entry") != 2 {
		t.Errorf("the feed of a story:\n%s", atom)
	}
}

// TestLongStory: a story of 312 reports has pages, which together show each report
// once, and says so.
func TestLongStory(t *testing.T) {
	all := make([]demarche.ItemView, 312)
	for i := range all {
		all[i] = demarche.ItemView{Item: demarche.Item{ID: fmt.Sprintf("item%03d", i), Title: fmt.Sprintf("Report number %03d", i), Source: "wire"}, Source: demarche.Source{ID: "wire", Name: "Wire", Kind: demarche.KindNews}}
		if i%10 == 0 {
			all[i].Source.Kind = demarche.KindMinistry
		}
	}
	h := serve(t, newWorld(), func(c *Config) {
		c.Story = func(context.Context, string) (demarche.StoryView, error) {
			return demarche.StoryView{Story: demarche.NewStory("long", all[:200]), Items: all[:200], Total: len(all)}, nil
		}
		c.StoryItems = func(_ context.Context, _ string, from int) ([]demarche.ItemView, error) {
			return all[min(from, len(all)):min(from+200, len(all))], nil
		}
	})
	seen := map[string]int{}
	for page := 1; page <= 8; page++ {
		body := get(t, h, fmt.Sprintf("/stories/long?page=%d", page)).Body.String()
		for _, v := range all {
			seen[v.Item.ID] += strings.Count(body, `href="/items/`+v.Item.ID+`"`)
		}
		if !strings.Contains(body, fmt.Sprintf("Reports %d to %d of 312", 40*page-39, min(40*page, 312))) || !strings.Contains(body, "of the first 200 reports") || !strings.Contains(body, "312 reports") {
			t.Errorf("page %d does not say what it shows", page)
		}
		if len(body) > 60_000 {
			t.Errorf("page %d has %d bytes", page, len(body))
		}
	}
	for _, v := range all {
		if seen[v.Item.ID] != 1 {
			t.Fatalf("%s is shown %d times", v.Item.ID, seen[v.Item.ID])
		}
	}
	if rec := get(t, h, "/stories/long?page=9"); rec.Code != 400 {
		t.Errorf("page 9: %d", rec.Code)
	}
	items := map[string]bool{}
	for from := 0; ; {
		var a storyAnswer
		if err := json.Unmarshal(get(t, h, fmt.Sprintf("/api/v1/stories/long?from=%d", from)).Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		for _, it := range a.Items {
			items[it.ID] = true
		}
		if from = a.Next; a.Total != 312 || from == 0 {
			break
		}
	}
	if len(items) != 312 {
		t.Errorf("the API gives %d of 312 items", len(items))
	}
}

func TestFigureChanges(t *testing.T) {
	v := demarche.ItemView{Source: demarche.Source{Name: "Wire", Republish: demarche.RepublishFull}, Revisions: []demarche.Revision{
		{N: 3, Text: "Treasury listed eight people who stole $3 billion.\n"}, {N: 2, Text: "Treasury listed seven people who stole $2.5 billion.\n"}, {N: 1, Text: "The Treasury listed seven people who stole $2.5 billion.\n"}}}
	var got []string
	for _, c := range figureChanges(v) {
		got = append(got, c.Context+": "+c.Older+" > "+c.Newer)
	}
	want := []string{"Treasury listed: seven > eight", "people who stole: $2.5 > $3"}
	for i := range want {
		if len(got) != len(want) || !strings.Contains(got[i], strings.SplitN(want[i], ": ", 2)[1]) || !strings.Contains(got[i], strings.SplitN(want[i], ": ", 2)[0]) {
			t.Fatalf("changes %q, want %q", got, want)
		}
	}
	v.Source.Republish = demarche.RepublishNone
	if len(figureChanges(v)) != 0 {
		t.Error("a text that may not be shown is quoted")
	}
}

// TestStoryIsEscaped puts each payload into every field of a story.
func TestStoryIsEscaped(t *testing.T) {
	shape := func(payload string) []string {
		w := poisoned([]string{payload, payload + " "})
		h := serve(t, w, func(c *Config) {
			c.Story = func(context.Context, string) (demarche.StoryView, error) {
				v := demarche.StoryView{Story: demarche.NewStory("s", w.views), Items: w.views}
				link := demarche.StoryLink{Story: v.Story, Shared: []string{payload}}
				link.ID = payload
				v.Before, v.After = []demarche.StoryLink{link}, []demarche.StoryLink{link}
				return v, nil
			}
		})
		rec := get(t, h, "/stories/s")
		elements, faults := inspect(rec.Body.String())
		if rec.Code != 200 || len(faults) > 0 {
			t.Errorf("%q: status %d, %v", payload, rec.Code, faults)
		}
		for _, path := range []string{"/stories/s.json", "/api/v1/stories/s"} {
			if rec := get(t, h, path); !json.Valid(rec.Body.Bytes()) {
				t.Errorf("%q in %s: no valid JSON", payload, path)
			}
		}
		return elements
	}
	harmless := len(shape("harmless words"))
	for _, p := range ownPayloads {
		if n := len(shape(p)); n > harmless+8 || n < harmless-8 { // a text of other length has other sentences
			t.Errorf("%q changes the shape of the page: %d elements, want about %d", p, n, harmless)
		}
	}
}

// TestEntriesBehindReports: a row of the timeline tells reports from entries of
// lists, which stand behind them and give it no headline.
func TestEntriesBehindReports(t *testing.T) {
	hit := func(id, title, published string, entry bool) demarche.Hit {
		return demarche.Hit{ID: id, Story: "s", Title: title, Lang: "en", Kind: demarche.KindSanctions, Source: id[:1], Published: published, Entry: entry}
	}
	g := groupStories([]demarche.Hit{
		hit("l1", "Abel Nordquist: listed on the list of the Office of Whales and Lamps", "2025-11-04", true),
		hit("n1", "Designations; Publication of a General License", "2025-11-04", false),
		hit("l2", "Bea Ostrow: listed on the list of the Office of Whales and Lamps", "2025-11-03", true),
		hit("r1", "Office of Whales and Lamps lists two whalers of the northern sea", "2025-11-04T15:00:00Z", false),
	}, demarche.ClockPublished)
	var order []string
	for _, h := range g[0].Hits {
		order = append(order, h.ID)
	}
	if !slices.Equal(order, []string{"r1", "n1", "l2", "l1"}) || g[0].Title != g[0].Hits[0].Title {
		t.Errorf("order %v, headline %q", order, g[0].Title)
	}
	row := (&Server{}).storyRow(g[0])
	if row.Reports != 2 || row.Entries != 2 || row.Senders != 2 {
		t.Errorf("%d reports of %d sources, %d entries", row.Reports, row.Senders, row.Entries)
	}
}
