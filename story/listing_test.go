package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

// listedEntry is an entry of a list.
func listedEntry(id, by, who, issue, day, until string) Item {
	it := Item{ID: id, Title: who + ": listed", Issue: issue, Event: on(day), Actions: []string{"designation"}, Acts: []Act{{By: by, Change: "listed", Who: who, Entity: "x-" + who}}}
	if it.Event.Until = until; until != "" {
		it.Event.Precision = demarche.PrecisionRange
	}
	return it
}

// announcement is a report of an authority that names whom it lists.
func announcement(id, by, day, text string, who ...string) Item {
	it := Item{ID: id, Title: text, Text: text + ".", Published: date(day + " 15:00"), Event: on(day), Actions: []string{"designation"}, Actor: by, Publisher: by, Lang: "en"}
	for _, w := range who {
		it.Acts = append(it.Acts, Act{By: by, Change: "listed", Who: w})
	}
	return it
}

// TestEntries: the entries of a list stand with the report that announced them,
// whatever comes first; those of an issue that nothing announced are one story.
func TestEntries(t *testing.T) {
	brokers := announcement("release/1", "US", "2025-03-04", "Washington lists the lathe brokers Behrouz Taleghani and Mersin Takim Tools", "Behrouz TALEGHANI", "Mersin Takim Tools Ltd")
	other := announcement("release/2", "US", "2025-03-04", "Washington lists the oil trader Dana Krell over cargoes of crude from Basra", "Dana Krell")
	london := announcement("release/3", "GB", "2025-03-04", "London lists the lathe broker Behrouz Taleghani of Mersin", "Behrouz TALEGHANI")
	letter := announcement("letter/1", "US", "2025-03-04", "Week 10 in sanctions: the brokers of Mersin and more", "Behrouz TALEGHANI", "Mersin Takim Tools Ltd")
	letter.Publisher = ""
	entry := func(id, who string) Item { return listedEntry(id, "US", who, "us 4", "2025-03-04", "") }
	for _, tt := range []struct {
		name  string
		items []Item
		want  [][]string
	}{
		{"nothing announced them", []Item{entry("e1", "Abel Nordquist"), entry("e2", "Bea Ostrow"), listedEntry("e3", "US", "Cyd Quill", "us 5", "2025-03-05", "")},
			[][]string{{"e1", "e2"}, {"e3"}}},
		{"announced, and one that the report does not name", []Item{brokers, entry("e1", "Taleghani Behrouz"), entry("e2", "MERSIN TAKIM TOOLS LTD"), entry("e3", "Pegah Sorkhani")},
			[][]string{{"e1", "e2", "e3", "release/1"}}},
		{"two announced on a day", []Item{brokers, other, entry("e1", "Behrouz TALEGHANI"), entry("e2", "Dana KRELL"), entry("e3", "Pegah Sorkhani")},
			[][]string{{"e1", "release/1"}, {"e2", "release/2"}, {"e3"}}},
		{"by another authority", []Item{london, entry("e1", "Behrouz TALEGHANI")}, [][]string{{"e1"}, {"release/3"}}},
		{"on another day", []Item{brokers, listedEntry("e1", "US", "Behrouz TALEGHANI", "us 20", "2025-03-20", "")}, [][]string{{"e1"}, {"release/1"}}},
		{"between two issues", []Item{brokers, listedEntry("e1", "US", "Behrouz TALEGHANI", "us 20", "2025-02-28", "2025-03-20")}, [][]string{{"e1", "release/1"}}},
		{"in a letter alone", []Item{letter, entry("e1", "Behrouz TALEGHANI")}, [][]string{{"e1"}, {"letter/1"}}},
		{"by the party's id", []Item{func() Item {
			it := brokers
			it.Acts = []Act{{By: "US", Change: "listed", Who: "the broker", Entity: "x-B. Talegani"}}
			return it
		}(), entry("e1", "B. Talegani")}, [][]string{{"e1", "release/1"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, 7))
			for range 6 {
				g, got := New(Config{}), map[string]string{}
				for _, it := range tt.items {
					for _, a := range g.Add(it) {
						got[a.Item] = a.Story
					}
				}
				if diff := cmp.Diff(tt.want, parts(got)); diff != "" {
					t.Fatalf("groups (-want +got):\n%s", diff)
				}
				if moved, _, _, _ := g.Mend("", 100); len(moved) > 0 {
					t.Errorf("mending moves %v", moved)
				}
				r.Shuffle(len(tt.items), func(a, b int) { tt.items[a], tt.items[b] = tt.items[b], tt.items[a] })
			}
		})
	}
}

// TestEntriesKeepPress: a long issue neither thins out the story of the report that
// announced it nor draws the press away from it.
func TestEntriesKeepPress(t *testing.T) {
	var who []string
	for i := range 300 {
		who = append(who, fmt.Sprintf("Tanker %s", spell(5000+37*i)))
	}
	release := announcement("release/1", "GB", "2025-05-06", "London lists 300 tankers of the shadow fleet and the agents Baltic Berth Services", who...)
	press := Item{ID: "press/1", Published: date("2025-05-07 06:00"), Event: on("2025-05-06"), Actions: []string{"designation"}, Actor: "GB", Lang: "en",
		Title: "Britain hits shadow fleet", Text: "London lists 300 tankers of the shadow fleet. The agents Baltic Berth Services are on the list as well."}
	got := map[string]string{}
	add := func(g *Grouper, it Item) {
		for _, a := range g.Add(it) {
			got[a.Item] = a.Story
		}
	}
	g := New(Config{})
	entries := make([]Item, len(who))
	for i, w := range who {
		entries[i] = listedEntry(fmt.Sprint("e", i), "GB", w, "gb 6", "2025-05-06", "")
		add(g, entries[i])
	}
	if p := parts(got); len(p) != 1 {
		t.Fatalf("%d stories of one issue", len(p))
	}
	add(g, release)
	add(g, press)
	if p := parts(got); len(p) != 1 || len(p[0]) != 302 {
		t.Errorf("%d stories, the first of %d", len(p), len(p[0]))
	}
	if got["press/1"] != got["e299"] {
		t.Errorf("the press is in %s, an entry in %s", got["press/1"], got["e299"])
	}

	// A grouper that starts anew from what was kept goes on as before.
	next := New(Config{})
	for _, it := range slices.Concat(entries, []Item{release, press}) {
		next.Load(it.ID, got[it.ID], FeaturesOf(it))
	}
	late := press
	late.ID, late.Text = "press/2", late.Text+" Ministers met."
	if a := next.Add(late); len(a) != 1 || a[0].Story != got["press/1"] {
		t.Errorf("a late report: %v", a)
	}
	if a := next.Add(listedEntry("e300", "GB", who[0]+" II", "gb 6", "2025-05-06", "")); len(a) != 1 || a[0].Story != got["press/1"] {
		t.Errorf("a late entry: %v", a)
	}
}
