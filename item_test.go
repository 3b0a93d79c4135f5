package demarche

import (
	"testing"
	"time"
)

func TestPublished(t *testing.T) {
	seoul := time.FixedZone("", 9*3600)
	tests := []struct {
		name       string
		p          Published
		day, clock string
	}{
		{"unknown", Published{}, "", "0001-01-01T00:00:00Z"},
		{"a day in Seoul", Published{Time: time.Date(2025, 11, 6, 0, 0, 0, 0, seoul).UTC(), DayOnly: true, Zone: "Asia/Seoul"}, "2025-11-06", "2025-11-06T00:00:00Z"},
		{"a day by offset", Published{Time: time.Date(2025, 11, 6, 0, 0, 0, 0, seoul).UTC(), DayOnly: true, Zone: "+09:00"}, "2025-11-06", "2025-11-06T00:00:00Z"},
		{"an instant", Published{Time: time.Date(2025, 11, 6, 1, 0, 0, 0, seoul).UTC(), Zone: "+09:00"}, "2025-11-06", "2025-11-05T16:00:00Z"},
		{"a zone nobody knows", Published{Time: time.Date(2025, 11, 6, 0, 0, 0, 0, time.UTC), DayOnly: true, Zone: "Mars/Crater"}, "2025-11-06", "2025-11-06T00:00:00Z"},
	}
	for _, tt := range tests {
		if got := tt.p.Day(); got != tt.day {
			t.Errorf("%s: day %q, want %q", tt.name, got, tt.day)
		}
		if got := tt.p.Clock().UTC().Format(time.RFC3339); got != tt.clock {
			t.Errorf("%s: clock %s, want %s", tt.name, got, tt.clock)
		}
	}
}

// TestAhead: a day after that of publication is ahead, wherever the publisher is.
func TestAhead(t *testing.T) {
	for _, tt := range []struct {
		event, basis, published string
		want                    bool
	}{
		{"2025-11-21", "text", "2025-11-20", true},
		{"2025-11-20", "text", "2025-11-20", false},
		{"2025-11-21", "text", "2025-11-20T09:00:00Z", true},
		{"2025-11-21", "text", "2025-11-20T15:00:00Z", false}, // the 21st has begun in Tokyo
		{"2025-11-22", "text", "2025-11-20T15:00:00Z", true},
		{"2025-11-21", "text", "2025-11-20T15:00:00-05:00", true},
		{"2025-11-21", "text", "2025-11-21T00:10:00+09:00", false},
		{"2025-11-21", "published", "2025-11-20", false},
		{"2025-11-21", "text", "", false},
		{"", "", "2025-11-20", false},
	} {
		if got := (EventDate{Value: tt.event, Basis: tt.basis}).Ahead(tt.published); got != tt.want {
			t.Errorf("%s (%s) in a text of %q: %v", tt.event, tt.basis, tt.published, got)
		}
	}
}
