package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// TestStoryNames: who is in a story is parties alone, each once.
func TestStoryNames(t *testing.T) {
	view := func(names ...string) demarche.ItemView {
		var v demarche.ItemView
		for i, n := range names {
			n, entity, linked := strings.Cut(n, "=")
			kind := demarche.MentionOrganisation
			if person, ok := strings.CutPrefix(n, "p:"); ok {
				n, kind = person, demarche.MentionPerson
			}
			v.Facts.Mentions = append(v.Facts.Mentions, demarche.Mention{Kind: kind, Text: n})
			if linked {
				v.Links = append(v.Links, demarche.Link{Mention: i, Entity: entity, Status: demarche.LinkListed})
			}
		}
		return v
	}
	names := storyNames([]demarche.ItemView{
		view("ORBEL TRADING HOUSE=l1", "Nationals List Update", "Editor", "p:Ivo Brandt", "Sanctions Regulations", "Council"),
		view("Orbel Trading House=l1", "p:Brandt", "Veltran Council", "p:Ana Kos", "p:Jan Kos"),
		view("Orbel=l1", "p:Kos", "Update=l2"),
	})
	var got []string
	for _, n := range names {
		got = append(got, n.Name+" "+count(n.Items)+" "+n.Href)
	}
	want := []string{
		"Orbel Trading House 3 /entities/l1", "Ivo Brandt 2 /search?q=%22Ivo+Brandt%22", "Veltran Council 1 /search?q=%22Veltran+Council%22",
		"Ana Kos 1 /search?q=%22Ana+Kos%22", "Jan Kos 1 /search?q=%22Jan+Kos%22", "Kos 1 /search?q=%22Kos%22", "Update 1 /entities/l2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestProposalViews: a party that may be the same stands once with all its entries,
// by its name and the names of the lists.
func TestProposalViews(t *testing.T) {
	v := demarche.EntityView{Entity: demarche.Entity{ID: "me"}, Members: []demarche.Entity{{ID: "me"}, {ID: "also-me"}}, Proposals: []demarche.SameProposal{
		{A: "eu-1", B: "me", Score: 0.81, Name: "Ivo Brandt", List: "eu", Party: "eu-1"},
		{A: "me", B: "uk-1", Score: 0.93, Name: "BRANDT, Ivo", List: "uk", Party: "eu-1"},
		{A: "also-me", B: "uk-1", Score: 0.7, Name: "BRANDT, Ivo", List: "uk", Party: "eu-1"},
		{A: "ch-1", B: "me", Score: 0.7, Name: "ivo brandt", List: "ch"},
		{A: "ca-1", B: "me", Score: 0.75, Name: "Ivan Brand", List: "ca"},
	}}
	var got []string
	for _, p := range proposalViews(v, listNames{"uk": "UK list", "eu": "EU list"}) {
		line := p.Name + ":"
		for _, e := range p.Entries {
			line += " " + e.List + " " + e.ID
		}
		got = append(got, line)
	}
	want := []string{"BRANDT, Ivo: UK list uk-1 EU list eu-1 ch ch-1", "Ivan Brand: ca ca-1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestBetweenPath: a story leads to the days between it and another, whichever is older.
func TestBetweenPath(t *testing.T) {
	day := func(d string) demarche.EventDate {
		return demarche.EventDate{Value: d, Precision: demarche.PrecisionDay, Basis: "text"}
	}
	v := demarche.StoryView{Story: demarche.Story{ID: "a", Event: day("2025-11-06")}, Items: []demarche.ItemView{{Facts: demarche.Facts{Countries: []demarche.CountryWeight{{Code: "KP", Weight: 0.7}, {Code: "KR", Weight: 0.3}}}}}}
	for other, want := range map[string]string{
		"2025-11-04": "/timeline?country=KP&from=2025-11-04&sort=oldest&to=2025-11-06&detail=full",
		"2025-11-10": "/timeline?country=KP&from=2025-11-06&sort=oldest&to=2025-11-10&detail=full",
		"2025-11-06": "", "": "",
	} {
		if got := betweenPath(v, demarche.Story{Event: day(other)}); got != want {
			t.Errorf("to %s: %s, want %s", other, got, want)
		}
	}
}
