package extract

import (
	"testing"
	"time"

	"demarche"
)

func TestEventDate(t *testing.T) {
	for _, c := range []struct{ title, text, published, value, precision, basis string }{
		{"Exchange hacked", "Hackers stole $30 million from the exchange on Nov. 27, it said. The company was founded in 2017.", "2025-11-28", "2025-11-27", "day", "text"},
		{"UN sanctions return", "United Nations sanctions on Iran returned on September 28 under the snapback of Resolution 2231 of July 20, 2015.", "2025-09-29", "2025-09-28", "day", "text"},
		{"Man charged", "Prosecutors charged John Roe, born on 3 May 1980, with fraud.", "2025-06-10", "2025-06-10", "day", "published"},
		{"Order", "The ministry acted pursuant to an order dated 4 March 2014.", "2025-06-10", "2025-06-10", "day", "published"},
		{"Designation", "OFAC previously designated the group on June 1, 2025. Today it designated its leader.", "2025-06-10", "2025-06-10", "day", "text"},
		{"No dates", "The minister welcomed the step.", "2025-06-10", "2025-06-10", "day", "published"},
		{"No dates at all", "The minister welcomed the step.", "", "", "", ""},
		{"Thefts", "Hackers stole coins worth $90 million in October, a report says.", "2025-11-20", "2025-10-01", "month", "text"},
		{"Navy boards tanker", "Sailors have been on board the tanker Example since September 27. It had loaded oil on September 20.", "2025-10-02", "2025-09-27", "day", "text"},
		{"Captain to stand trial", "The captain has been told to appear in court on February 23.", "2025-10-02", "2025-10-02", "day", "published"},
		{"Traders race", "The licence softened its listing of October 22.", "2025-11-20", "2025-11-20", "day", "published"},
		{"Customers moved", "Weeks before the seizure of the exchange on 6 March, its customers moved on.", "2025-04-20", "2025-04-20", "day", "published"},
	} {
		in := Input{Title: c.title, Text: c.text, Lang: "en"}
		in.Published.Time, _ = time.Parse(time.DateOnly, c.published)
		got := New(Config{}).Extract(in).Event
		want := demarche.EventDate{Value: c.value, Precision: demarche.Precision(c.precision), Basis: c.basis}
		if got.Value != want.Value || got.Precision != want.Precision || got.Basis != want.Basis {
			t.Errorf("%s: event %+v, want %+v", c.text, got, want)
		}
	}
}
