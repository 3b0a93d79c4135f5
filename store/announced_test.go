package store

import (
	"slices"
	"testing"
	"time"

	"demarche"
)

// TestAnnounced: announcements come with their report and with every entry of
// a list under a name of the party, the weak ones marked.
func TestAnnounced(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		mustPut(t, s, entry("treasury", "r", "The release", "r\n"), entry("treasury", "q", "Another", "q\n"))
		release, other := demarche.NewItemID("treasury", "r"), demarche.NewItemID("treasury", "q")
		announce := func(item, name, on string) demarche.Announcement {
			return demarche.Announcement{Item: item, Entity: demarche.Entity{Name: name, Schema: demarche.SchemaPerson}, Authority: "OFAC", Change: "listed", On: on}
		}
		if err := s.PutAnnouncements(ctx, []string{release, other}, []demarche.Announcement{
			announce(release, "ABEL Norquist", "2025-11-04"), announce(other, "Nobody Else", "2025-10-01")}); err != nil {
			t.Fatal(err)
		}
		before := c.now()
		c.add(time.Hour)
		weak := listEntry("b", "Bertil Ossian")
		weak.Entity.Aliases = []demarche.Alias{{Name: "Abel Norquist", Weak: true}}
		if err := s.PutListEntries(ctx, demarche.ListWrite{List: "un-sc", Seen: c.now(), NotBefore: before, Put: []demarche.ListEntry{listEntry("a", "Abel Norquist"), weak},
			Changes: []demarche.Change{{Item: "i1", Entity: "a", List: "un-sc", Kind: "listed", Seen: c.now(), NotBefore: before}}}); err != nil {
			t.Fatal(err)
		}

		all, err := s.Announced(ctx, demarche.AnnouncedQuery{})
		if err != nil || len(all) != 2 || all[0].Report.Title != "The release" || all[0].On != "2025-11-04" || all[1].Item != other {
			t.Fatalf("announcements %+v, %v", all, err)
		}
		of, err := s.Announced(ctx, demarche.AnnouncedQuery{Entity: []string{"a"}})
		if err != nil || len(of) != 1 || of[0].Item != release {
			t.Errorf("of the entry's party: %+v, %v", of, err)
		}
		late, err := s.Announced(ctx, demarche.AnnouncedQuery{Since: "2025-11-01", Until: "2025-11-30"})
		if err != nil || len(late) != 1 {
			t.Errorf("in November: %+v, %v", late, err)
		}
		under, err := s.Namesakes(ctx, []demarche.Entity{all[0].Entity, all[1].Entity})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range under[all[0].Entity.ID] {
			got = append(got, n.Entity.ID)
			if n.Weak != (n.Entity.ID == "b") {
				t.Errorf("%s: weak %v", n.Entity.ID, n.Weak)
			}
		}
		if !slices.Equal(got, []string{"a", "b"}) || len(under[all[1].Entity.ID]) != 0 {
			t.Errorf("entries under the name: %v, and of nobody %v", got, under[all[1].Entity.ID])
		}
		without, err := s.ReadWithout(ctx, []string{"a", "b"})
		if err != nil || len(without) != 1 || !without[[2]string{"un-sc", "a"}].Equal(before) {
			t.Errorf("read without: %v, %v", without, err)
		}
	})
}
