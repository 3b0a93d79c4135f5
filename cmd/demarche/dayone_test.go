package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
)

// dayOne asks a running demonstration through its API.
type dayOne struct {
	t   *testing.T
	url string
}

func (d dayOne) get(path string, values url.Values, into any) {
	d.t.Helper()
	resp, err := http.Get(d.url + path + "?" + values.Encode())
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil || resp.StatusCode != http.StatusOK {
		d.t.Fatalf("%s %s: %s, %v", path, values.Encode(), resp.Status, err)
	}
}

func (d dayOne) search(q string) demarche.Results {
	d.t.Helper()
	var res demarche.Results
	d.get("/api/v1/search", url.Values{"q": {q}, "size": {"100"}}, &res)
	return res
}

// storyAPI is the part of GET /api/v1/stories/{id} that the questions need.
type storyAPI struct {
	ID    string
	Title string
	Items []struct {
		ID, Source, Title      string
		Official, First, Entry bool
	}
	Before, After []demarche.StoryLink
	Figures       []demarche.FigureGroup
}

func (d dayOne) story(id string) storyAPI {
	d.t.Helper()
	var s storyAPI
	d.get("/api/v1/stories/"+id, nil, &s)
	return s
}

// item is the hit of a source in an answer.
func (d dayOne) item(res demarche.Results, source string) demarche.Hit {
	d.t.Helper()
	i := slices.IndexFunc(res.Hits, func(h demarche.Hit) bool { return h.Source == source })
	if i < 0 {
		d.t.Fatalf("nothing of %s among %d items", source, len(res.Hits))
	}
	return res.Hits[i]
}

// TestDayOne asks what an analyst asks on the first day.
func TestDayOne(t *testing.T) {
	_, address := startServing(t, "demo", "--addr", "127.0.0.1:0")
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if searchTotal(t, address+"/api/v1/search?q=") >= 80 {
			break
		}
		if time.Now().After(deadline) {
			break // what is missing shows in the answers
		}
	}
	for _, tt := range []struct {
		name string
		ask  func(d dayOne) []string // faults of the answer
	}{
		{"the designations of 4 November are one story", designationsOfNovember},
		{"Pyongyang's reply is linked to them", replyOfPyongyang},
		{"Seoul is considering", seoulConsiders},
		{"Canberra's own listings", listingsOfCanberra},
		{"three sums that are not one", threeSums},
		{"three measures on three dates", rosneftMeasures},
		{"from the designations to Seoul's answer on one page", untilSeoulAnswered},
		{"the same days as a timeline, with sums and sources", novemberAsTimeline},
		{"three measures on Iran by three authorities", iranMeasures},
		{"New York's removals and Washington's", syriaRemovals},
		{"weekly letters are stories of their own", letters},
		{"three capitals, one measure", mediaLand},
		{"a settlement is not what was traded", shapeShift},
		{"what came of Prince Group", princeGroup},
		{"licence and deadline are two stories", lukoilLicence},
		{"London follows Washington on Garantex", garantexFollowed},
		{"Moscow answers", moscowAnswers},
		{"Pyongyang's commentary answers the fact sheet", factSheet},
		{"two days of Pyongyang are two stories", pyongyangTwice},
		{"Seoul in three reports of two languages", seoulInTwoLanguages},
		{"every zoom counts every story once", zoomsAddUp},
		{"lanes share a story", lanesShare},
		{"announced and on the list", announcedAndListed},
		{"a list brought up to date reaches items already read", listReachesOldItems},
		{"entries of lists stand with the release", entriesStandWithReleases},
		{"the examples of the help page", helpExamplesFind},
		{"names in all spellings", namesInAllSpellings},
		{"questions with a judgment", judgedQuestions},
		{"more like this", likeThis},
		{"what was meant", whatWasMeant},
		{"an entity by any name", entityByAnyName},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, f := range tt.ask(dayOne{t, address}) {
				t.Error(f)
			}
		})
	}
}

func designationsOfNovember(d dayOne) (faults []string) {
	res := d.search("action:designation country:KP on:2025-11-04")
	stories := map[string]bool{}
	for _, h := range res.Hits {
		stories[h.Story] = true
	}
	if len(stories) != 1 {
		faults = append(faults, fmt.Sprintf("%d stories of %d items, want one", len(stories), res.Total))
	}
	release := d.item(res, "demo-treasury")
	s := d.story(release.Story)
	if s.Title != release.Title {
		faults = append(faults, fmt.Sprintf("the headline is %q, want the release's", s.Title))
	}
	for _, it := range s.Items {
		if it.First != (it.Source == "demo-treasury") {
			faults = append(faults, fmt.Sprintf("%s first: %v", it.Source, it.First))
		}
	}
	var item struct{ Designees []demarche.Designee }
	d.get("/api/v1/items/"+release.ID, nil, &item)
	people, others := 0, 0
	for _, x := range item.Designees {
		if x.Schema == "Person" {
			people++
		} else {
			others++
		}
	}
	if people != 8 || others != 2 {
		faults = append(faults, fmt.Sprintf("%d people and %d entities are named, want 8 and 2: %+v", people, others, item.Designees))
	}
	return faults
}

func replyOfPyongyang(d dayOne) (faults []string) {
	res := d.search(`"Kim Un Chol"`)
	reply := d.item(res, "demo-mfa-pyongyang")
	for _, h := range res.Hits {
		for _, e := range h.Entities {
			if strings.Contains(e.Name, "Kim Un Chol") && e.Status == demarche.LinkListed {
				faults = append(faults, "Kim Un Chol is marked listed in "+h.ID)
			}
		}
		if slices.Contains(h.Actions, "designation") {
			faults = append(faults, "the reply counts as a designation: "+h.Title)
		}
	}
	release := d.item(d.search("source:demo-treasury on:2025-11-04"), "demo-treasury")
	if release.Story == reply.Story {
		faults = append(faults, "the reply is one story with what it replies to")
	}
	if !slices.ContainsFunc(d.story(release.Story).After, func(l demarche.StoryLink) bool { return l.ID == reply.Story }) {
		faults = append(faults, "the designations do not lead to the reply")
	}
	return faults
}

// seoulConsiders: Seoul's own act is a statement. That Washington had listed
// people two days before is told as well, and is Washington's act.
func seoulConsiders(d dayOne) (faults []string) {
	h := d.item(d.search("source:demo-mofa-seoul on:2025-11-06"), "demo-mofa-seoul")
	var it struct{ Actions []demarche.Action }
	d.get("/api/v1/items/"+h.ID, nil, &it)
	main := demarche.ActionKind("")
	for _, a := range it.Actions {
		if a.Main {
			main = a.Kind
		}
		if a.Kind == "designation" && !strings.Contains(a.Actor, "Treasury") {
			faults = append(faults, fmt.Sprintf("%q is a designation by %q", h.Title, a.Actor))
		}
	}
	if main != "statement" && main != "talks" {
		faults = append(faults, fmt.Sprintf("%q is in the main %q", h.Title, main))
	}
	return faults
}

func listingsOfCanberra(d dayOne) (faults []string) {
	res := d.search("authority:DFAT since:2025-11-01")
	d.item(res, "demo-dfat")
	for _, h := range res.Hits {
		if h.Source == "demo-treasury" || h.Source == "demo-ofac" {
			faults = append(faults, "an item of Washington is found: "+h.Title)
		}
	}
	return faults
}

func threeSums(d dayOne) (faults []string) {
	var ledger struct {
		Entries []demarche.LedgerEntry
		Totals  []demarche.RoleTotal
	}
	d.get("/api/v1/ledger", url.Values{"q": {"amount:>1b role:stolen"}}, &ledger)
	if ledger.Totals != nil {
		faults = append(faults, "sums are added up unasked")
	}
	for what, want := range map[string]func(demarche.LedgerEntry) bool{
		"$3 billion over three years": func(e demarche.LedgerEntry) bool {
			return e.Value == "3000000000" && e.Period == "P3Y" && strings.Contains(e.Speaker, "Treasury") && e.Sentence != ""
		},
		"$2 billion in 2025": func(e demarche.LedgerEntry) bool {
			return e.Value == "2000000000" && e.From == "2025-01-01" && e.Until == "2025-12-31" && e.Speaker == "Elliptic" && e.Sentence != ""
		},
		"$1.5 billion in February 2025": func(e demarche.LedgerEntry) bool {
			return e.Value == "1500000000" && e.From == "2025-02-01" && strings.Contains(e.Speaker, "Federal Bureau") && e.Sentence != ""
		},
	} {
		if !slices.ContainsFunc(ledger.Entries, want) {
			faults = append(faults, what+" is not listed with its period and speaker")
		}
	}
	for _, e := range ledger.Entries {
		if e.Role != "stolen" || strings.Contains(strings.ToLower(e.Sentence), "liquidat") {
			faults = append(faults, fmt.Sprintf("%s, %s is no theft: %s", e.Text, e.Role, e.Sentence))
		}
	}
	return faults
}

func rosneftMeasures(d dayOne) (faults []string) {
	days := map[string]string{} // by day, the story with a designation
	for _, h := range d.search("entity:Rosneft event:2025-10").Hits {
		if slices.Contains(h.Actions, "designation") {
			if other := days[h.Event.Value]; other != "" && other != h.Story {
				faults = append(faults, "two stories of measures on "+h.Event.Value)
			}
			days[h.Event.Value] = h.Story
		}
	}
	for _, day := range []string{"2025-10-15", "2025-10-22", "2025-10-23"} {
		if days[day] == "" {
			faults = append(faults, "no measure on "+day)
		}
	}
	if days["2025-10-15"] == days["2025-10-22"] || days["2025-10-22"] == days["2025-10-23"] || days["2025-10-15"] == days["2025-10-23"] {
		faults = append(faults, fmt.Sprintf("measures of different days are one story: %v", days))
	}
	return faults
}

func untilSeoulAnswered(d dayOne) (faults []string) {
	s := d.story(d.item(d.search("source:demo-treasury on:2025-11-04"), "demo-treasury").Story)
	answers := map[string]string{"demo-mfa-pyongyang": "", "demo-mofa-seoul": "", "demo-dfat": ""}
	for source := range answers {
		for _, h := range d.search("source:" + source + " on:2025-11-06").Hits {
			answers[source] = h.Story
		}
		if !slices.ContainsFunc(s.After, func(l demarche.StoryLink) bool { return l.ID == answers[source] }) {
			faults = append(faults, "the page of the designations does not lead to what "+source+" said on 6 November")
		}
	}
	return faults
}

// partyAPI is the part of GET /api/v1/entities/{id} that the questions need.
type partyAPI struct {
	Announced []struct {
		Report struct{ Source string }
		On     string
		Entry  *struct{ List string } `json:"listed_entry"`
	}
	Items []struct {
		Item     struct{ Source string }
		Status   string
		Sentence string
	}
	Reports struct{ Total int }
	Wallets []struct {
		Items int
		First *demarche.Hit
	}
	Entries []struct{ Gone time.Time }
}

func announcedAndListed(d dayOne) (faults []string) {
	var p partyAPI
	d.get("/api/v1/entities/ofac-970010", nil, &p)
	said := map[string]bool{}
	for _, a := range p.Announced {
		said[a.Report.Source] = a.On == "2025-11-04" && a.Entry != nil && a.Entry.List == "us-ofac-sdn"
	}
	if !said["demo-treasury"] || !said["demo-ofac"] {
		faults = append(faults, fmt.Sprintf("Jang Kuk Chol: the release and the notice are not both tied to the entry of the list: %+v", p.Announced))
	}
	for _, it := range p.Items {
		if it.Status != "listed" || !strings.Contains(strings.ToLower(it.Sentence), "jang") {
			faults = append(faults, fmt.Sprintf("item of %s is %q by the sentence %q", it.Item.Source, it.Status, it.Sentence))
		}
	}
	if p.Reports.Total != len(p.Items) || p.Reports.Total < 4 {
		faults = append(faults, fmt.Sprintf("%d items counted, %d told", p.Reports.Total, len(p.Items)))
	}
	d.get("/api/v1/entities/ofac-970041", nil, &p)
	for _, w := range p.Wallets {
		if w.First == nil || w.First.Source != "demo-ofac" || w.Items < 1 {
			faults = append(faults, fmt.Sprintf("Grinex: a listed address is first written out in %+v", w.First))
		}
	}
	if len(p.Wallets) != 2 {
		faults = append(faults, fmt.Sprintf("Grinex has %d addresses", len(p.Wallets)))
	}
	return faults
}

// listReachesOldItems asks for a company that comes onto the list with its
// second edition, when the items about it are long read, and for a man who goes.
func listReachesOldItems(d dayOne) (faults []string) {
	var p partyAPI
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(300 * time.Millisecond) {
		p = partyAPI{}
		if d.found("/api/v1/entities/ofac-970060", &p) && len(p.Items) >= 2 && p.Reports.Total == len(p.Items) {
			break
		}
	}
	if len(p.Items) < 2 {
		return append(faults, fmt.Sprintf("Media Land, listed by the second edition, is tied to %d items", len(p.Items)))
	}
	for _, it := range p.Items {
		if it.Status != "listed" {
			faults = append(faults, fmt.Sprintf("Media Land in an item of %s is %q", it.Item.Source, it.Status))
		}
	}
	d.get("/api/v1/entities/ofac-970030", nil, &p)
	if len(p.Entries) != 1 || p.Entries[0].Gone.IsZero() {
		faults = append(faults, fmt.Sprintf("Ahmed al-Sharaa's entry is not gone: %+v", p.Entries))
	}
	for _, it := range p.Items {
		if it.Status == "listed" {
			faults = append(faults, "Ahmed al-Sharaa, removed, is called listed in an item of "+it.Item.Source)
		}
	}
	return faults
}

// found asks for what may not be there yet.
func (d dayOne) found(path string, into any) bool {
	d.t.Helper()
	resp, err := http.Get(d.url + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK && json.NewDecoder(resp.Body).Decode(into) == nil
}
