package web

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"demarche"
)

// serveLists is the test world with two lists, one entity and a screener.
func serveLists(t *testing.T) http.Handler {
	t.Helper()
	w := newWorld()
	seen := worldNow.Add(-time.Hour)
	change := demarche.Change{Item: "chg1", Entity: "un-1", List: "un-sc", Kind: "listed", On: "2025-11-19", Seen: seen, NotBefore: seen.Add(-6 * time.Hour), Name: "<b>Veltran</b> Osprik",
		Measures: []demarche.Measure{demarche.MeasureAssetFreeze}}
	entity := demarche.Entity{ID: "un-1", Name: "<b>Veltran</b> Osprik", Schema: demarche.SchemaPerson, Countries: []string{"KP"}, Origin: "un-sc",
		Aliases: []demarche.Alias{{Name: "Moose", Weak: true}}, Births: []demarche.Birth{{Date: "1961-05-02"}}}
	states := []demarche.ListState{
		{ID: "un-sc", Name: "UN list", Authority: "UN Security Council", Licence: "terms", Version: "1", Date: "2025-11-19", Entries: 1003, FirstSeen: seen, LastSeen: seen, Changed: seen},
		{ID: "eu-fsf", Name: "EU list", Authority: "EU Council", Error: "cut short", Tried: seen},
		{ID: "gb-uksl", Name: "UK list"},
	}
	s, err := New(Config{Search: w.Search, Item: w.Item, Sources: w.Sources, CountryName: countryName, Now: func() time.Time { return worldNow },
		Lists: func(context.Context) ([]demarche.ListState, error) { return states, nil },
		Stoplist: func(name string) (Stoplist, bool, error) {
			return Stoplist{Lines: []string{"sea ocean", "=Kim Yong Chol"}, Own: []string{"ocean"}, File: "stoplist.txt"}, name == "Ocean", nil
		},
		ListChanges: func(_ context.Context, q demarche.ChangeQuery) ([]demarche.Change, error) {
			if q.Kind != "" && q.Kind != change.Kind {
				return nil, nil
			}
			return []demarche.Change{change}, nil
		},
		Entity: func(_ context.Context, id string, _ int) (demarche.EntityView, error) {
			entry := demarche.HeldEntry{List: "un-sc", FirstSeen: seen, LastSeen: seen, ListEntry: demarche.ListEntry{Entity: entity, Designations: []demarche.Designation{
				{Authority: "UN Security Council", List: "un-sc", Programme: "DPRK", Listed: "2025-11-19", Measures: []demarche.Measure{demarche.MeasureAssetFreeze}}}}}
			if id == "un-2" {
				entry.Gone, entry.End = seen, demarche.Change{Kind: "removed", On: "2025-11-18"}
			} else if id != "un-1" {
				return demarche.EntityView{}, fmt.Errorf("entity %s: %w", id, demarche.ErrNotFound)
			}
			return demarche.EntityView{Entity: entity, Members: []demarche.Entity{entity}, Entries: []demarche.HeldEntry{entry}, Changes: []demarche.Change{change}, Lists: states,
				Statements: []demarche.Statement{{Entity: id, Property: "name", Value: entity.Name, Source: "un-sc", FirstSeen: seen}},
				Announced:  []demarche.AnnouncedParty{{Announcement: demarche.Announcement{Item: "i", Authority: "UN Security Council", Change: "listed", On: "2025-11-18"}, Entry: &entry, NotBefore: seen.Add(-15 * time.Minute), Sentence: "The Council listed him."}},
				Wallets:    []demarche.WalletReports{{Address: "TQ5Lk1oN8xjxhcsbq9xWvYDGkH6wrJ9Wmv", Items: 2, First: &demarche.Hit{ID: "w", Title: "An older report", Published: "2025-10-01"}}},
				Items:      []demarche.EntityItem{{Item: demarche.Item{ID: "x", Title: "A report"}, Status: "listed", Confidence: 0.9, Sentence: "It names Osprik today.", Start: 9, End: 15}},
				Reports:    demarche.EntityReports{Total: 7, Countries: []demarche.Bucket{{Value: "KP", Label: "North Korea", Count: 5}}, Entities: []demarche.Bucket{{Value: "un-9", Label: "Beside Bank", Count: 3}}}}, nil
		},
		Announced: func(_ context.Context, q demarche.AnnouncedQuery) ([]demarche.AnnouncedParty, error) {
			un := demarche.Announcement{Item: "i", Authority: "UN Security Council", Change: "listed", On: "2025-11-18", Entity: entity}
			gone := un
			gone.Change = "removed"
			on := &demarche.HeldEntry{List: "un-sc", FirstSeen: seen, LastSeen: seen, ListEntry: demarche.ListEntry{Entity: entity, Designations: []demarche.Designation{{Listed: "2025-11-19"}}}}
			read := states[:1]
			again := un
			again.On = "2026-11-19"
			return []demarche.AnnouncedParty{{Announcement: again, Entry: on, Lists: read}, {Announcement: un, Entry: on, Lists: read}, {Announcement: un, Lists: read}, {Announcement: un, Entry: on, Lists: read}, {Announcement: gone, Entry: on, Lists: read},
				{Announcement: demarche.Announcement{Item: "j", Authority: "FCDO", Change: "listed", On: "2025-11-18", Entity: entity}}}, nil
		},
		QuoteAnnounced: func(_ context.Context, list []demarche.AnnouncedParty) error {
			for i := range list {
				list[i].Sentence = fmt.Sprintf("Sentence of %s, %d asked.", list[i].Item, len(list))
			}
			return nil
		},
		FindEntities: func(context.Context, string, int) ([]demarche.Entity, error) { return []demarche.Entity{entity}, nil },
		Screen: func(_ context.Context, q demarche.ScreenQuery) (demarche.ScreenAnswer, error) {
			if q.Threshold > 1 {
				return demarche.ScreenAnswer{}, fmt.Errorf("threshold: %w", demarche.ErrInvalid)
			}
			ans := demarche.ScreenAnswer{Query: q.Name, Given: q, AsOf: worldNow, Tool: "test", Threshold: 0.7, Lists: []demarche.ListVersion{{ID: "un-sc", Version: "1"}}, NotRead: []string{"gb-uksl"}, Matches: []demarche.ScreenMatch{}}
			if strings.Contains(q.Name, "Osprik") {
				ans.Matches = append(ans.Matches, demarche.ScreenMatch{Entity: "un-1", Name: entity.Name, Schema: "Person", Score: 0.97, Reasons: []string{"the same words"}, Designations: []demarche.ScreenDesignation{{List: "un-sc", Authority: "UN", Status: "listed"}}})
			}
			return ans, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func TestListPages(t *testing.T) {
	h := serveLists(t)
	for _, c := range []struct {
		path   string
		status int
		want   []string
	}{
		{"/lists", 200, []string{"1 list held", "2 lists were never read here", "cut short", "no data", "1 003", "Latest changes"}},
		{"/", 200, []string{"On sanctions lists, last 14 days", "1 listed", "/lists/changes?list=un-sc&amp;since=2025-11-19"}},
		{"/lists/changes", 200, []string{"&lt;b&gt;Veltran&lt;/b&gt; Osprik", "listed on", "19 Nov 2025</time>, says the list", "between"}},
		{"/lists/changes?kind=removed", 200, []string{"None found in the lists held."}},
		{"/lists/changes?kind=eaten", 400, []string{"kind"}},
		{"/lists/changes?since=tomorrow", 400, []string{"since"}},
		{"/entities/un-1", 200, []string{"&lt;b&gt;Veltran&lt;/b&gt; Osprik", "▲ on the list", "asset freeze", "weak, says the list", "No data, because not read here: EU list; UK list",
			`listing announced by UN Security Council on 18 Nov 2025</a>; on the list UN list of 19 Nov 2025, 1 day later; first seen there between `, "The Council listed him.",
			"It names <mark>Osprik</mark> today.", "The newest 1 of 7.", "first written out here in", "An older report", "2 items", "Beside Bank", "/search?entity=un-1&amp;q=entity%3Aun-9", "/search?country=KP&amp;entity=un-1"}},
		{"/lists/announced", 200, []string{`<div class="scroll" tabindex="0" role="region" aria-label="Table of announcements"><table`, "announced by UN Security Council", "not on UN list as of", "no list of this authority was read here", "Sentence of j, 6 asked.", "still on the list UN list", "on the list UN list since 19 Nov 2025", "<td>4</td><td>3</td>"}},
		{"/lists/stoplist?name=Ocean", 200, []string{"<strong dir=\"auto\">Ocean</strong> is common", "stoplist.txt", "Whole names <small>1</small>", "Kim Yong Chol", "sea, ocean", "Added or changed here"}},
		{"/lists/stoplist?name=Osprik", 200, []string{"is not common"}},
		{"/lists/announced?authority=FCDO", 200, []string{"no list of this authority"}},
		{"/lists/announced?skip=1", 200, []string{`<nav class="pages" aria-label="Pages"><a href="/lists/announced?">First page</a>`}},
		{"/lists/announced?since=soon", 400, []string{"since: expected a day"}},
		{"/lists/announced?skip=x", 400, []string{"skip: expected a number"}},
		{"/entities/un-2", 200, []string{"On none of the lists held any more", "▼ removed on 18 Nov 2025"}},
		{"/entities/nobody", 404, nil},
		{"/screen", 200, []string{"Never an identity"}},
		{"/screen?name=Osprik", 200, []string{"1 possible match", "the same words", "No data, not read here: UK list"}},
		{"/screen?name=Nobody", 200, []string{"None found in the lists held", "un-sc 1"}},
		{"/screen?name=Nobody", 200, []string{"A name of one word that many bear"}},
		{"/screen?name=&birth=", 200, []string{"Nothing to look for: write a name"}},
		{"/screen?name=x&threshold=2", 400, []string{"threshold"}},
	} {
		rec := get(t, h, c.path)
		if rec.Code != c.status {
			t.Errorf("GET %s: status %d, want %d", c.path, rec.Code, c.status)
		}
		body := strings.ReplaceAll(rec.Body.String(), "\u2009", " ")
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("GET %s: no %q", c.path, want)
			}
		}
		if strings.Contains(body, "<b>Veltran") {
			t.Errorf("GET %s: a name is not escaped", c.path)
		}
	}
}

func TestListTwins(t *testing.T) {
	h := serveLists(t)
	for _, path := range []string{"/lists.json", "/lists/changes.json", "/api/v1/lists", "/api/v1/lists/changes", "/api/v1/entities/un-1", "/api/v1/entities?q=Veltran", "/lists/announced.json", "/lists/stoplist.json", "/screen.json?name=Osprik"} {
		rec := get(t, h, path)
		var v map[string]any
		if err := json.Unmarshal(rec.Body.Bytes(), &v); err != nil || rec.Code != 200 || len(v) == 0 {
			t.Errorf("GET %s: %d, %v", path, rec.Code, err)
		}
	}
	for _, path := range []string{"/lists.atom", "/lists/changes.atom", "/entities/un-1/atom"} {
		rec := get(t, h, path)
		var f atomFeed
		if err := xml.Unmarshal(rec.Body.Bytes(), &f); err != nil || len(f.Entries) == 0 {
			t.Errorf("GET %s: %d entries, %v", path, len(f.Entries), err)
		}
	}
	for _, path := range []string{"/lists.csv", "/lists/changes.csv", "/entities/un-1/csv"} {
		if rec := get(t, h, path); rec.Code != 200 || strings.Count(rec.Body.String(), "\r\n") < 2 {
			t.Errorf("GET %s: %d %s", path, rec.Code, rec.Body)
		}
	}
	if rec := get(t, h, "/lists/changes.csv"); !strings.Contains(rec.Body.String(), ",item,after\r\n") {
		t.Errorf("the changes as CSV do not tell the issue before: %s", rec.Body)
	}
	rec := get(t, h, "/entities/un-1/ftm")
	lines := strings.Split(strings.TrimSpace(rec.Body.String()), "\n")
	var main, sanction FTMEntity
	if len(lines) != 2 || json.Unmarshal([]byte(lines[0]), &main) != nil || json.Unmarshal([]byte(lines[1]), &sanction) != nil {
		t.Fatalf("FollowTheMoney: %s", rec.Body)
	}
	if main.Schema != "Person" || main.Properties["weakAlias"][0] != "Moose" || main.Properties["birthDate"][0] != "1961-05-02" || sanction.Schema != "Sanction" || sanction.Properties["entity"][0] != "un-1" {
		t.Errorf("FollowTheMoney: %+v %+v", main, sanction)
	}
}

func TestScreenPost(t *testing.T) {
	h := serveLists(t)
	for body, want := range map[string]int{`{"name":"Osprik"}`: 200, `{"name":"x","threshold":2}`: 400, `nonsense`: 400, `{"name":"` + strings.Repeat("x", maxScreenBody) + `"}`: 400} {
		req := httptest.NewRequest("POST", "/api/v1/screen", bytes.NewBufferString(body))
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != want {
			t.Errorf("%.40s: status %d, want %d: %s", body, rec.Code, want, rec.Body)
		}
		if want == 200 && !strings.Contains(rec.Body.String(), `"lists":[{"id":"un-sc","version":"1"`) {
			t.Errorf("no record: %s", rec.Body)
		}
	}
}

// TestHomeTellsListsApart: hundreds of changes of a list are one line on the
// first page, and the newest reports are asked for without them.
func TestHomeTellsListsApart(t *testing.T) {
	lists := []demarche.ListState{{ID: "un-sc", Name: "UN list", Version: "1"}, {ID: "gb-uksl"}}
	q, err := withoutListItems(demarche.Query{Kind: []string{"sanctions"}}, lists)
	if err != nil || q.Text != "-source:un-sc" || q.Expr == nil || len(q.Kind) != 1 {
		t.Errorf("query %+v, %v", q, err)
	}
	var changes []demarche.Change
	for i := range 146 {
		changes = append(changes, demarche.Change{List: "un-sc", Kind: "listed", On: "2025-10-14", Name: fmt.Sprintf("Party %d", i)})
	}
	changes = append(changes, demarche.Change{List: "un-sc", Kind: "removed", On: "2025-10-14", Name: "Gone"}, demarche.Change{List: "un-sc", Kind: "removed", On: "2025-10-20", Name: "Later"})
	s, err := New(Config{Search: newWorld().Search, Item: newWorld().Item, Sources: newWorld().Sources, CountryName: countryName, Now: func() time.Time { return worldNow },
		ListChanges: func(context.Context, demarche.ChangeQuery) ([]demarche.Change, error) { return changes, nil }})
	if err != nil {
		t.Fatal(err)
	}
	days, err := s.homeLists(t.Context(), lists)
	if err != nil || len(days) != 2 || days[0].Day != "2025-10-20" || days[1].Counts[0].Count != 146 || days[1].Counts[1].Count != 1 || len(days[1].Names) != 5 || days[1].More != 142 || days[1].Name != "UN list" {
		t.Errorf("%+v, %v", days, err)
	}
}
