package story

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

func date(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func on(day string) demarche.EventDate {
	return demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: "text"}
}

// reports are of events that lie close together: what stands before the stroke of
// an id is the event.
var reports = []Item{
	{ID: "raid-oslo/1", Published: date("2025-03-04 09:00"), Countries: []string{"NO"}, Event: on("2025-03-04"),
		Title: "Police raid shipping office in Oslo",
		Text:  "Police searched the Oslo office of Fjordline Chartering on Tuesday and carried away 40 boxes of papers. Prosecutor Ingrid Solheim said the firm is suspected of hiding the owners of six tankers. The manager Per Aasen was questioned and let go."},
	{ID: "raid-oslo/2", Published: date("2025-03-04 14:30"), Countries: []string{"NO"}, Event: on("2025-03-04"),
		Title: "Fjordline Chartering searched over tanker owners",
		Text:  "Investigators led by prosecutor Ingrid Solheim took 40 boxes from Fjordline Chartering in Oslo. Six tankers are at the centre of the case, she said. Manager Per Aasen denies that their owners were hidden."},
	{ID: "raid-oslo/3", Published: date("2025-03-05 07:10"), Countries: []string{"NO", "FR"}, Event: on("2025-03-04"),
		Title: "Oslo : perquisition chez l'affréteur Fjordline Chartering",
		Text:  "La police norvégienne a fouillé mardi les bureaux de Fjordline Chartering. La procureure Ingrid Solheim soupçonne la société de cacher les propriétaires de six pétroliers. Le directeur Per Aasen a été entendu."},
	{ID: "raid-bergen/1", Published: date("2025-03-18 10:00"), Countries: []string{"NO"}, Event: on("2025-03-18"),
		Title: "Police raid shipping office in Bergen",
		Text:  "Police searched the Bergen office of Havsul Marine on Tuesday and carried away servers. Prosecutor Lars Vik said the firm is suspected of forging the papers of two tankers. Nobody was held."},
	{ID: "raid-bergen/2", Published: date("2025-03-18 16:00"), Countries: []string{"NO"}, Event: on("2025-03-18"),
		Title: "Servers taken from Havsul Marine in Bergen",
		Text:  "Havsul Marine of Bergen forged papers of two tankers, police suspect. Prosecutor Lars Vik had its office searched and servers seized. Nobody was held, he said."},
	{ID: "listing-ports/1", Published: date("2025-05-06 15:00"), Countries: []string{"GB", "RU"}, Event: on("2025-05-06"), Actions: []string{"designation"}, Actor: "GB",
		Title: "London lists 12 port agents", Amounts: []string{"30000000 GBP"},
		Text: "Britain put 12 port agents of the shadow fleet on its sanctions list on 6 May, among them Baltic Berth Services and Anton Krell. They handled oil worth £30 million, minister Dana Whitcombe said."},
	{ID: "listing-ports/2", Published: date("2025-05-07 06:00"), Countries: []string{"RU", "GB"}, Event: on("2025-05-06"), Actions: []string{"designation"},
		Title: "Лондон внёс в список 12 портовых агентов", Entities: []string{"Baltic Berth Services"}, Amounts: []string{"30000000 GBP"},
		Text: "Великобритания ввела санкции против 12 портовых агентов, в том числе Baltic Berth Services. По словам министра, через них прошла нефть на 30 млн фунтов."},
	{ID: "listing-crews/1", Published: date("2025-05-13 15:00"), Countries: []string{"GB", "RU"}, Event: on("2025-05-13"), Actions: []string{"designation"}, Actor: "GB",
		Title: "London lists 7 crewing firms",
		Text:  "Britain put 7 crewing firms of the shadow fleet on its sanctions list on 13 May, among them Neva Crew Management and its head Olga Startseva. It is the second listing within a week, minister Dana Whitcombe said."},
	{ID: "theft-brindle/1", Published: date("2025-06-02 08:00"), Actions: []string{"theft"},
		Title: "Hackers take $81 million from Brindle exchange", Amounts: []string{"81000000 USD"},
		Text: "Thieves emptied hot wallets of the Brindle exchange of $81 million on Sunday night. Its founder Mara Ostrow said customers will be made whole. Analysts at Tracewell follow the coins over three chains."},
	{ID: "theft-brindle/2", Published: date("2025-06-02 19:00"), Actions: []string{"theft"},
		Title: "Brindle promises to repay customers after theft", Amounts: []string{"81000000 USD"},
		Text: "Brindle, the exchange robbed of $81 million, will repay everybody, founder Mara Ostrow said on Monday. Tracewell counted 14 wallets to which the coins went from three chains."},
	{ID: "verdict-brindle/1", Published: date("2025-11-20 12:00"), Actions: []string{"court"},
		Title: "Court in Tallinn convicts broker who cashed stolen coins", Amounts: []string{"81000000 USD"},
		Text: "A court in Tallinn sent the broker Jaan Mets to prison for four years. He had changed coins into cash for a ring of thieves. Some came from the Brindle exchange, which lost $81 million in June."},
	{ID: "quake-april/1", Published: date("2025-04-10 05:00"), Countries: []string{"IS"}, Event: on("2025-04-10"),
		Title: "Magnitude 4.6 quake shakes Grindavik",
		Text:  "An earthquake of magnitude 4.6 shook Grindavik at 3:12 a.m. on Thursday, the weather office said. No damage was reported."},
	{ID: "quake-july/1", Published: date("2025-07-24 05:00"), Countries: []string{"IS"}, Event: on("2025-07-24"),
		Title: "Magnitude 5.1 quake shakes Grindavik",
		Text:  "An earthquake of magnitude 5.1 shook Grindavik at 2:40 a.m. on Thursday, the weather office said. Shelves fell, a window broke."},
}

// TestGroupApart: what different authorities do, what one does on two days, and a
// letter about several events, are events of their own, however alike the words;
// what two authorities do together is one.
func TestGroupApart(t *testing.T) {
	base := Item{Published: date("2025-09-29 10:00"), Event: on("2025-09-29"), Countries: []string{"IR"}, Actions: []string{"designation"}, Actor: "GB", With: []string{"IR", "GB"},
		Publisher: "london", Lang: "en", Title: "71 parties listed over the nuclear programme of Iran",
		Text: "Seventy-one parties tied to the nuclear programme of Iran were listed after the thirty days of resolution 2231 ran out. The Atomic Energy Organisation of Iran and Bank Sepah are among them. Ships of the shipping line IRISL may not call at ports."}
	change := func(f func(*Item)) Item {
		it := base
		it.Text += " Officials gave no date for talks."
		f(&it)
		return it
	}
	for _, tt := range []struct {
		name  string
		other Item
		same  bool
	}{
		{"reported by another", change(func(it *Item) { it.Publisher, it.Actor = "", "" }), true},
		{"another authority", change(func(it *Item) { it.Publisher, it.Actor, it.With = "brussels", "EU", []string{"IR", "GB", "EU"} }), false},
		{"two authorities together", change(func(it *Item) {
			it.Publisher, it.Actor, it.With, it.Countries = "washington", "US", []string{"US", "GB", "IR"}, []string{"IR", "GB"}
		}), false}, // the other names no second authority
		{"the same on another day", change(func(it *Item) { it.Event, it.Published = on("2025-09-30"), date("2025-09-30 10:00") }), false},
		{"the same on one day in another zone", change(func(it *Item) { it.Event = on("2025-09-30") }), true},
		{"a weekly letter", change(func(it *Item) {
			it.Publisher, it.Actor, it.Title = "", "", "Week 39 in sanctions: the return of the old lists"
		}), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := base, tt.other
			a.ID, b.ID = "a", "b"
			got := Group([]Item{a, b})
			if same := got["a"] == got["b"]; same != tt.same {
				t.Errorf("one event: %v, want %v", same, tt.same)
			}
		})
	}
	for _, other := range []struct {
		name      string
		published time.Time
		same      bool
	}{{"a letter of another week", date("2025-10-06 10:00"), false}, {"a letter of a day unknown", time.Time{}, true}} {
		a, b := base, base
		a.ID, a.Several, a.Publisher, b.ID, b.Several, b.Publisher = "a", true, "", "b", true, ""
		b.Published, b.Text = other.published, b.Text+" Two more follow."
		if got := Group([]Item{a, b}); (got["a"] == got["b"]) != other.same {
			t.Errorf("%s: one event: %v, want %v", other.name, !other.same, other.same)
		}
	}
	a, b := base, base
	a.ID, b.ID, a.With, b.With, b.Actor, b.Publisher = "a", "b", []string{"IR", "GB", "US"}, []string{"IR", "US", "GB"}, "US", "washington"
	if got := Group([]Item{a, b}); got["a"] != got["b"] {
		t.Error("two authorities that name each other on one day are not one event")
	}
}

func eventOf(id string) string {
	e, _, _ := strings.Cut(id, "/")
	return e
}

// parts turns stories into sorted lists of ids.
func parts(stories map[string]string) [][]string {
	by := map[string][]string{}
	for id, s := range stories {
		by[s] = append(by[s], id)
	}
	var out [][]string
	for _, ids := range by {
		slices.Sort(ids)
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return out
}

func want() [][]string {
	events := map[string]string{}
	for _, it := range reports {
		events[it.ID] = eventOf(it.ID)
	}
	return parts(events)
}

func TestGroup(t *testing.T) {
	got := Group(reports)
	if diff := cmp.Diff(want(), parts(got)); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	for id, s := range got {
		if s != eventOf(id)+"/1" {
			t.Errorf("story of %s is %s, want its first member", id, s)
		}
	}
}

func TestGroupOrder(t *testing.T) {
	first := Group(reports)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		items := slices.Clone(reports)
		r.Shuffle(len(items), func(a, b int) { items[a], items[b] = items[b], items[a] })
		if diff := cmp.Diff(first, Group(items)); diff != "" {
			t.Fatalf("another order gives (-first +now):\n%s", diff)
		}
	}
}

func TestGroupEdges(t *testing.T) {
	copied := "The committee met on Monday in the old town hall and agreed on nothing but the date of its next meeting, which will be held in the spring."
	for _, tt := range []struct {
		name  string
		items []Item
		want  [][]string
	}{
		{name: "nothing"},
		{"one", []Item{{ID: "a"}}, [][]string{{"a"}}},
		{"empty texts are not of one event", []Item{{ID: "a"}, {ID: "b"}}, [][]string{{"a"}, {"b"}}},
		{"a copy weeks later", []Item{{ID: "a", Text: copied, Published: date("2025-01-01 00:00")}, {ID: "b", Text: copied, Published: date("2025-03-01 00:00")}}, [][]string{{"a", "b"}}},
		{"not text", []Item{{ID: "a", Text: "\xff\xfe\x00"}, {ID: "b", Text: "\xff\xfe\x00 \x80"}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := parts(Group(tt.items))
			if tt.want == nil && len(tt.items) > 0 {
				return // it is enough that it ends
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("groups (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGroupAnalyses: analyses that name no day of an event and come out a week apart
// are two, however alike their words and however many old sums they repeat; copies
// are one.
func TestGroupAnalyses(t *testing.T) {
	a := Item{ID: "a", Published: date("2025-11-10 09:00"), Actions: []string{"theft"}, Lang: "en", Title: "How to read the figures for stolen coins",
		Text: "Tracewell counts $2 billion of stolen coins for the year, Ledgerline $1.5 billion for the Brindle theft alone. Over three years it is $3 billion. The sums cover other periods and cannot be added, the analyst Mara Ostrow writes."}
	b := Item{ID: "b", Published: date("2025-11-17 09:00"), Actions: []string{"theft"}, Lang: "en", Title: "What is left of the coins stolen from Brindle",
		Text: "Nine months after the Brindle theft of $1.5 billion Tracewell still follows the coins. Ledgerline puts what is frozen at $40 million. Most went over bridges and mixers, the analyst Jon Vik writes."}
	if got := Group([]Item{a, b}); got["a"] == got["b"] {
		t.Error("two analyses are one story")
	}
	b.Text, b.Title = a.Text, a.Title
	if got := Group([]Item{a, b}); got["a"] != got["b"] {
		t.Error("a copy is not of the story")
	}
}

// TestGroupForeign: reports in two languages are of one event by a name, a sum or
// another number; countries and days alone do not make one where others act.
func TestGroupForeign(t *testing.T) {
	en := Item{ID: "en", Published: date("2025-09-28 09:00"), Countries: []string{"IR", "FR", "GB", "DE"}, Actions: []string{"designation"}, Actor: "EU", With: []string{"EU", "IR"}, Lang: "en",
		Title: "Measures against Tehran back in force on 28 September", Text: "Ministers put the measures of 2010 back into force on 28 September after thirty days. Banks and ships are named."}
	fr := Item{ID: "fr", Published: date("2025-09-28 20:00"), Countries: []string{"IR", "FR", "GB", "DE"}, Actions: []string{"designation"}, Actor: "UN", With: []string{"UN", "IR"}, Lang: "fr",
		Title: "Le retour des mesures contre l'Iran le 28 septembre", Text: "Les mesures de 2010 sont revenues le 28 septembre, trente jours après la lettre de Paris, Londres et Berlin."}
	if got := Group([]Item{en, fr}); got["en"] == got["fr"] {
		t.Error("countries and days alone make one story")
	}
	fr.Actor, fr.With, fr.Amounts, en.Amounts = "EU", en.With, []string{"1700000 EUR"}, []string{"1700000 EUR"}
	if got := Group([]Item{en, fr}); got["en"] != got["fr"] {
		t.Error("the same authority, day and sum are not one story")
	}
}
