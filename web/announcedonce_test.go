package web

import (
	"fmt"
	"strings"
	"testing"

	"demarche"
)

// TestOnce: the release and the notice of one listing are one announcement with two
// sources; another change, another day, another authority or party is another.
func TestOnce(t *testing.T) {
	said := func(item, authority, change, on, name string) demarche.AnnouncedParty {
		return demarche.AnnouncedParty{Announcement: demarche.Announcement{Item: item, Authority: authority, Change: change, On: on, Entity: demarche.Entity{ID: item + "/" + name, Name: name}},
			Report: demarche.Item{ID: item, Source: "s-" + item}}
	}
	listed := said("brief", "OFAC", "listed", "2025-11-05", "Abel N.")
	listed.Entry = &demarche.HeldEntry{ListEntry: demarche.ListEntry{Entity: demarche.Entity{ID: "ofac-1"}}}
	notice := said("notice", "OFAC", "listed", "2025-11-05", "NORQUIST, Abel")
	notice.Entry = listed.Entry
	list, also := once([]demarche.AnnouncedParty{
		notice,
		said("release", "OFAC", "listed", "2025-11-04", "Abel Norquist"), said("release", "OFAC", "listed", "2025-11-04", "Bertil Ossian"),
		listed,
		said("release", "OFAC", "removed", "2025-11-04", "Abel Norquist"), said("uk", "FCDO", "listed", "2025-11-04", "Abel Norquist"),
		said("again", "OFAC", "listed", "2025-10-01", "Abel Norquist"), said("again", "OFAC", "listed", "2025-10-01", "Abel Norquist"),
	})
	if list[0].Entry == nil {
		t.Error("the release does not have the entry that its notice names")
	}
	var got []string
	for i, a := range list {
		line := fmt.Sprint(a.Item, " ", a.Authority, " ", a.Change, " ", a.On, " ", a.Entity.Name)
		for _, s := range also[i] {
			line += " + " + s.Source
		}
		got = append(got, line)
	}
	want := []string{
		"release OFAC listed 2025-11-04 Abel Norquist + s-notice + s-brief", "release OFAC listed 2025-11-04 Bertil Ossian",
		"release OFAC removed 2025-11-04 Abel Norquist", "uk FCDO listed 2025-11-04 Abel Norquist",
		"again OFAC listed 2025-10-01 Abel Norquist", "again OFAC listed 2025-10-01 Abel Norquist",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}
