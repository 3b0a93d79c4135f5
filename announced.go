package demarche

import "time"

// AnnouncedParty is one announcement of an authority, set beside what the lists
// of that authority say of the party.
type AnnouncedParty struct {
	Announcement
	Report    Item        `json:"report"`                 // the item that announces it
	Sentence  string      `json:"sentence,omitempty"`     // of the report: where it names the party
	Entry     *HeldEntry  `json:"listed_entry,omitempty"` // on a list of the authority; nil: on none held
	NotBefore time.Time   `json:"not_before,omitzero"`    // the list was read without the entry then; zero: it was there when the list was read first
	Lists     []ListState `json:"-"`                      // lists of the authority that were read; none: no data
}

// Listed is the civil day on which the party was listed, after the list's own
// dates: the one nearest to the announcement where there are several; "" when
// the list tells none.
func (a AnnouncedParty) Listed() string {
	if a.Entry == nil {
		return ""
	}
	best := ""
	for _, d := range a.Entry.Designations {
		if d.Listed == "" {
			continue
		}
		x, ok := DaysBetween(a.On, d.Listed)
		y, had := DaysBetween(a.On, best)
		if ok && (!had || abs(x) < abs(y)) {
			best = d.Listed
		}
	}
	return best
}

// LagDays is the number of days from the announcement to the list's own date of
// listing; below zero when the list is dated before the announcement. It is
// told by the two civil dates and needs no clock of ours.
func (a AnnouncedParty) LagDays() (days int, ok bool) {
	return DaysBetween(a.On, a.Listed())
}

// LagHours bounds the time from the announcement to the appearance on the list,
// in hours. It is known only where the report tells its time of day and the
// list was read both without and with the entry.
func (a AnnouncedParty) LagHours() (least, most float64, ok bool) {
	p := a.Report.Published
	if a.Entry == nil || a.NotBefore.IsZero() || a.Entry.FirstSeen.IsZero() || p.Time.IsZero() || p.DayOnly || p.Zone == "" {
		return 0, 0, false
	}
	return a.NotBefore.Sub(p.Time).Hours(), a.Entry.FirstSeen.Sub(p.Time).Hours(), true
}

// DaysBetween counts the days from one civil day (YYYY-MM-DD) to another, below
// zero when the second is earlier; ok is false when either is none.
func DaysBetween(from, to string) (days int, ok bool) {
	x, err := time.Parse(time.DateOnly, from)
	y, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 0, false
	}
	return int(y.Sub(x).Hours() / 24), true
}

func abs(n int) int { return max(n, -n) }

// AnnouncedQuery says which announcements are wanted, newest first.
type AnnouncedQuery struct {
	Entity []string // of these parties, under any of their names; none for all
	Since  string   // civil day of the announcement, inclusive
	Until  string
	Limit  int
}
