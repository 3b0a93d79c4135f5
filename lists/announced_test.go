package lists

import (
	"testing"
	"time"

	"demarche"
)

func TestOf(t *testing.T) {
	for authority, want := range map[string]string{"OFAC": "us-ofac-sdn", "US Department of State": "us-ofac-sdn", "State Department": "us-ofac-sdn", "FCDO": "gb-uksl", "OFSI": "gb-uksl",
		"HM Treasury": "gb-uksl", "EU Council": "eu-fsf", "EU": "eu-fsf", "UN Security Council": "un-sc", "DFAT": "au-dfat", "Global Affairs Canada": "ca-sema", "SECO": "ch-seco",
		"Japan": "jp-mof", "MOF Japan": "jp-mof", "MOFA Korea": "kr-notices", "Korea MOFA": "kr-notices", "MOEF Korea": "kr-notices", "FBI": "", "FinCEN": "", "China MFA": ""} {
		got := ""
		if ids := Of(authority); len(ids) > 0 {
			got = ids[0]
		}
		if got != want {
			t.Errorf("list of %s: %q, want %q", authority, got, want)
		}
	}
}

// TestOfKnowsEveryList keeps Of in step with the registry.
func TestOfKnowsEveryList(t *testing.T) {
	for _, l := range All() {
		if l.Authority == "" || l.ID == "us-csl" {
			continue // of no one authority; repeats what others list
		}
		found := false
		for _, id := range Of(string(l.Authority)) {
			found = found || id == l.ID
		}
		if !found {
			t.Errorf("Of(%q) does not name %s", l.Authority, l.ID)
		}
	}
}

func TestTieAnnouncement(t *testing.T) {
	entry := func(id, list, listed string, schema demarche.EntitySchema) demarche.HeldEntry {
		return demarche.HeldEntry{List: list, ListEntry: demarche.ListEntry{Entity: demarche.Entity{ID: id, Schema: schema}, Designations: []demarche.Designation{{Listed: listed}}}}
	}
	ofac := []demarche.ListState{{ID: "us-ofac-sdn", Version: "1"}, {ID: "gb-uksl", Version: "1"}, {ID: "us-ofac-cons"}}
	asked := demarche.AnnouncedParty{Announcement: demarche.Announcement{Authority: "OFAC", On: "2025-11-04", Entity: demarche.Entity{Schema: "Person"}}}
	for _, tt := range []struct {
		name  string
		under []demarche.HeldEntry
		weak  bool
		want  string // id of the entry
		lag   int
	}{
		{"same day", []demarche.HeldEntry{entry("a", "us-ofac-sdn", "2025-11-04", "Person")}, false, "a", 0},
		{"a namesake listed years before is farther", []demarche.HeldEntry{entry("old", "us-ofac-sdn", "2012-01-01", "Person"), entry("a", "us-ofac-sdn", "2025-11-05", "Person")}, false, "a", 1},
		{"another authority's list", []demarche.HeldEntry{entry("a", "gb-uksl", "2025-11-04", "Person")}, false, "", 0},
		{"another sort of party", []demarche.HeldEntry{entry("a", "us-ofac-sdn", "2025-11-04", "Vessel")}, false, "", 0},
		{"one word, near", []demarche.HeldEntry{entry("a", "us-ofac-sdn", "2025-11-03", "Person")}, true, "a", -1},
		{"one word, far", []demarche.HeldEntry{entry("a", "us-ofac-sdn", "2025-01-03", "Person")}, true, "", 0},
		{"one word, undated", []demarche.HeldEntry{entry("a", "us-ofac-sdn", "", "Person")}, true, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := TieAnnouncement(asked, ofac, tt.under, func(demarche.HeldEntry) bool { return tt.weak }, func(string, string) time.Time { return time.Time{} })
			id := ""
			if got.Entry != nil {
				id = got.Entry.Entity.ID
			}
			lag, _ := got.LagDays()
			if id != tt.want || lag != tt.lag || len(got.Lists) != 1 {
				t.Errorf("tied to %q, lag %d, %d lists; want %q, %d, 1", id, lag, len(got.Lists), tt.want, tt.lag)
			}
		})
	}
}
