package web

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"demarche"
)

// TestBetween: an interval is told as one where its ends are written alike.
func TestBetween(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, tt := range []struct{ a, b, want string }{
		{"2025-11-20T09:00:01Z", "2025-11-20T09:00:13Z", "at 09:00 UTC on 20 Nov 2025"},
		{"2025-11-20T03:00:00Z", "2025-11-20T09:00:13Z", "between 03:00 and 09:00 UTC on 20 Nov 2025"},
		{"2025-11-18T09:00:01Z", "2025-11-20T09:00:13Z", "between 18 Nov 2025, 09:00 and 20 Nov 2025, 09:00 UTC"},
	} {
		if got := between(at(tt.a), at(tt.b)); got != tt.want {
			t.Errorf("%s to %s: %q, want %q", tt.a, tt.b, got, tt.want)
		}
	}
	if got := hourSpan(18.1, 18.2); got != "18" {
		t.Errorf("hours written alike: %q", got)
	}
	if got := hourSpan(2, 18.2); got != "2.0 to 18" {
		t.Errorf("hours: %q", got)
	}
}

// TestEndWordsOfIssues: the day of an issue is not the day of the removal.
func TestEndWordsOfIssues(t *testing.T) {
	h := demarche.HeldEntry{End: demarche.Change{Kind: "removed", On: "2025-11-19", After: "2025-11-05"}}
	if got, want := endWords(h), "removed after 5 Nov 2025 and by 19 Nov 2025, say the list's issues"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	h.Designations = []demarche.Designation{{Removed: "2025-11-07"}}
	if got, want := endWords(h), "removed on 7 Nov 2025"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestEndWordsOfReadings: the minute of a reading is not that of the removal.
func TestEndWordsOfReadings(t *testing.T) {
	last := time.Date(2025, 11, 20, 9, 0, 1, 0, time.UTC)
	h := demarche.HeldEntry{LastSeen: last, Gone: last.Add(12 * time.Second)}
	if got, want := endWords(h), "removed, seen at 09:00 UTC on 20 Nov 2025"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	h.Gone = last.Add(6 * time.Hour)
	if got, want := endWords(h), "removed between 09:00 and 15:00 UTC on 20 Nov 2025"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestMissing: what is not held is named without the program's own path to it.
func TestMissing(t *testing.T) {
	err := fmt.Errorf("item zzz: %w", fmt.Errorf("store: item %q: %w", "zzz", demarche.ErrNotFound))
	if got, want := faultOf(err).Detail, `item "zzz" is not held here; its address may have been cut short.`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := missing(errors.New("there is nothing at /x")); got != "there is nothing at /x" {
		t.Errorf("%q", got)
	}
}
