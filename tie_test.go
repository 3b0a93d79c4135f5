package demarche

import (
	"testing"
	"time"
)

func viewOf(kind SourceKind, country string, action ActionKind, title string, codes ...string) ItemView {
	v := ItemView{Source: Source{Kind: kind, Country: country}, Item: Item{Title: title, FirstSeen: time.Unix(1, 0)}}
	v.Facts.Actions = []Action{{Kind: action, Main: true}}
	for _, c := range codes {
		v.Facts.Countries = append(v.Facts.Countries, CountryWeight{Code: c, Weight: 1 / float64(len(codes))})
	}
	return v
}

func TestRelate(t *testing.T) {
	listing := []ItemView{viewOf(KindFinance, "US", "designation", "Treasury lists a bank", "KP", "US"), viewOf(KindNews, "", "designation", "A bank is listed", "KP", "CN")}
	for _, tt := range []struct {
		name  string
		later ItemView
		want  Tie
	}{
		{"the target answers", viewOf(KindMinistry, "KP", "statement", "Ministry condemns", "US", "KP"), TieReply},
		{"the press reports the answer", viewOf(KindNews, "", "statement", "Pyongyang condemns", "US", "KP"), TieReply},
		{"the authority speaks again", viewOf(KindFinance, "US", "statement", "Secretary on the listing", "KP"), TieReport},
		{"a removal", viewOf(KindFinance, "US", "removal", "Treasury removes a bank", "KP"), TieRemoval},
		{"a licence", viewOf(KindSanctions, "US", "licence", "General licence 5", "KP"), TieLicence},
		{"a prolongation", viewOf(KindIntergovernmental, "EU", "amendment", "Measures prolonged", "KP"), TieExtension},
		{"a court", viewOf(KindNews, "", "court", "Banker convicted", "KP"), TieEnforcement},
		{"another authority", viewOf(KindMinistry, "AU", "designation", "Canberra lists a bank", "KP"), TieMeasure},
		{"a letter", viewOf(KindNews, "", "designation", "Week 45 in sanctions: banks and ships", "KP"), TieLetter},
		{"an article", viewOf(KindNews, "", "theft", "What became of the coins", "KP"), TieReport},
	} {
		if got := Relate(listing, []ItemView{tt.later}); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	theft := []ItemView{viewOf(KindNews, "", "theft", "Coins stolen", "KP")}
	if got := Relate(theft, []ItemView{viewOf(KindMinistry, "KP", "statement", "Ministry denies", "KP")}); got != TieReport {
		t.Errorf("a statement after a theft: %s", got)
	}
}

// TestNearestLinks: what says more stays when not all can be shown, and a common
// subject alone goes first; the order shown is that of dates.
func TestNearestLinks(t *testing.T) {
	link := func(id, day string, r Tie, shared ...string) StoryLink {
		return StoryLink{Story: Story{ID: id, Event: EventDate{Value: day}}, Relation: r, Shared: shared}
	}
	list := []StoryLink{link("report", "2025-01-02", TieReport, "A"), link("subject", "2025-01-03", TieMeasure), link("reply", "2025-01-09", TieReply, "A"), link("measure", "2025-01-05", TieMeasure, "A")}
	got := ""
	for _, l := range NearestLinks(list, 3, 1) {
		got += l.ID + " "
	}
	if got != "report measure reply " {
		t.Errorf("after: %s", got)
	}
	got = ""
	for _, l := range NearestLinks(list, 2, -1) {
		got += l.ID + " "
	}
	if got != "reply measure " {
		t.Errorf("before: %s", got)
	}
}
