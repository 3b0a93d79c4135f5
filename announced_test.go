package demarche

import (
	"testing"
	"time"
)

func TestLag(t *testing.T) {
	at := time.Date(2025, 11, 4, 15, 0, 0, 0, time.UTC)
	entry := func(listed string) *HeldEntry {
		return &HeldEntry{FirstSeen: at.Add(20 * time.Minute), ListEntry: ListEntry{Designations: []Designation{{}, {Listed: "2011-05-01"}, {Listed: listed}}}}
	}
	for _, tt := range []struct {
		name  string
		party AnnouncedParty
		days  int
		ok    bool
		hours bool // known
	}{
		{"same day", AnnouncedParty{Announcement: Announcement{On: "2025-11-04"}, Entry: entry("2025-11-04"), NotBefore: at.Add(5 * time.Minute), Report: Item{Published: Published{Time: at, Zone: "+00:00"}}}, 0, true, true},
		{"a report without a time of day tells no hours", AnnouncedParty{Announcement: Announcement{On: "2025-11-04"}, Entry: entry("2025-11-06"), NotBefore: at, Report: Item{Published: Published{Time: at, Zone: "+00:00", DayOnly: true}}}, 2, true, false},
		{"a report without a zone tells no hours", AnnouncedParty{Announcement: Announcement{On: "2025-11-04"}, Entry: entry("2025-11-03"), NotBefore: at, Report: Item{Published: Published{Time: at}}}, -1, true, false},
		{"on the list since it was read first", AnnouncedParty{Announcement: Announcement{On: "2025-11-04"}, Entry: entry("2025-11-04"), Report: Item{Published: Published{Time: at, Zone: "Z"}}}, 0, true, false},
		{"on no list", AnnouncedParty{Announcement: Announcement{On: "2025-11-04"}}, 0, false, false},
		{"an undated entry", AnnouncedParty{Announcement: Announcement{On: "2025-11-04"}, Entry: &HeldEntry{}}, 0, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			days, ok := tt.party.LagDays()
			hours := ""
			if least, most, ok := tt.party.LagHours(); ok {
				hours = time.Duration(least*float64(time.Hour)).Round(time.Minute).String() + " " + time.Duration(most*float64(time.Hour)).Round(time.Minute).String()
			}
			want := ""
			if tt.hours {
				want = "5m0s 20m0s"
			}
			if days != tt.days || ok != tt.ok || hours != want {
				t.Errorf("%d days (%v), hours %q; want %d (%v), %q", days, ok, hours, tt.days, tt.ok, want)
			}
		})
	}
}
