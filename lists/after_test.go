package lists

import (
	"testing"
	"time"

	"demarche"
)

// TestAfter: a change that only the file's date tells lies between two issues;
// it is dated to the day only where no other day is open.
func TestAfter(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d.Add(9 * time.Hour)
	}
	gone := Record{Entity: demarche.Entity{ID: "ofac-1"}}
	dated := Record{Entity: demarche.Entity{ID: "ofac-2"}, Designations: []demarche.Designation{{Listed: "2025-11-10"}}}
	for _, tt := range []struct{ name, issue, read, want string }{
		{"two weeks between the issues, and between the readings", "2025-11-05", "2025-11-06", "2025-11-06"},
		{"the old issue was still served after the new one's date", "2025-11-05", "2025-11-20", "2025-11-05"},
		{"read the day before", "2025-11-05", "2025-11-18", ""},
		{"issued the day before", "2025-11-18", "2025-11-18", ""},
		{"the issue before tells no date", "", "2025-11-20", ""},
	} {
		d := NewDiffer(Head{ID: "us-ofac-sdn", Date: tt.issue}, Head{ID: "us-ofac-sdn", Date: "2025-11-19"}, DiffConfig{NotBefore: day(tt.read), Seen: day("2025-11-21")})
		c, _ := d.Removed(gone)
		if c.On != "2025-11-19" || c.After != tt.want {
			t.Errorf("%s: on %s, after %q; want after %q", tt.name, c.On, c.After, tt.want)
		}
		if c, _ := d.Listed(dated); c.On != "2025-11-10" || c.After != "" {
			t.Errorf("%s: an entry with a date of its own is dated %s, after %q", tt.name, c.On, c.After)
		}
	}
}
