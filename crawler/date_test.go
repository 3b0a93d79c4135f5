package crawler

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func TestReadDate(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		raw, zone, layout string
		want              string // RFC 3339 in UTC, "" for unknown; a day-only date ends in " day"
	}{
		{"Thu, 09 Feb 2006 23:59:45 +0000", "", "", "2006-02-09T23:59:45Z"},
		{"Thu, 9 Feb 06 23:59:45 EST", "", "", "2006-02-10T04:59:45Z"},
		{"2025-11-04T14:00:00+09:00", "", "", "2025-11-04T05:00:00Z"},
		{"2025-11-04T14:00:00.250Z", "", "", "2025-11-04T14:00:00.25Z"},
		{"2025-11-04 14:00:00 +09:00", "", "", "2025-11-04T05:00:00Z"},
		{"2025-11-04T14:00", "Asia/Seoul", "", "2025-11-04T05:00:00Z"},
		{"2025-11-04", "Asia/Seoul", "", "2025-11-03T15:00:00Z day"},
		{"2025.11.4", "Asia/Pyongyang", "", "2025-11-03T15:00:00Z day"},
		{"[2025.11.4.]", "Asia/Pyongyang", "", "2025-11-03T15:00:00Z day"},
		{"31 Jul, 2026 +0530", "", "", "2026-07-30T18:30:00Z day"},
		{"08/14/2025", "America/New_York", "01/02/2006", "2025-08-14T04:00:00Z day"},
		{"04/03/2025", "", "", ""},
		{"04/03/2025", "", "02/01/2006", "2025-03-04T00:00:00Z day"},
		{"Fri, 26/06/2020", "", "", "2020-06-26T00:00:00Z day"},
		{"Tue, 04/03/2025", "", "", "2025-03-04T00:00:00Z day"}, // the weekday decides
		{"November 4, 2025, 3:04PM EST", "", "", "2025-11-04T20:04:00Z"},
		{"November 4, 2025 3:04 p.m. Eastern Standard Time", "", "", "2025-11-04T20:04:00Z"},
		{"4 July 2025 10:00 British Summer Time", "", "", "2025-07-04T09:00:00Z"},
		{"4 Nov 2025 10:00 KST", "", "", "2025-11-04T01:00:00Z"},
		{"4 Nov 2025 10:00 CST", "Asia/Shanghai", "", "2025-11-04T02:00:00Z"},
		{"4 Nov 2025 10:00 CST", "", "", "2025-11-04T16:00:00Z"},
		{"August 14, 2025 - Sanctions List Updates", "America/New_York", "", "2025-08-14T04:00:00Z day"},
		{"Mar 4, 2025", "", "", "2025-03-04T00:00:00Z day"},
		{"mar., 04 mars 2025 12:00:00 +0100", "", "", "2025-03-04T11:00:00Z"},
		{"Вт, 04 мар 2025 12:00:00 +0300", "", "", "2025-03-04T09:00:00Z"},
		{"4 марта 2025 г.", "Europe/Moscow", "", "2025-03-03T21:00:00Z day"},
		{"2025年3月4日", "Asia/Tokyo", "", "2025-03-03T15:00:00Z day"},
		{"2025년 3월 4일 오후 3:05", "Asia/Seoul", "", "2025-03-04T06:05:00Z"},
		{"4 de marzo de 2025", "", "", "2025-03-04T00:00:00Z day"},
		{"4 Mart 2025", "", "", "2025-03-04T00:00:00Z day"},
		{"٤ مارس 2025", "", "", "2025-03-04T00:00:00Z day"},
		{"1741089600", "", "", "2025-03-04T12:00:00Z"},
		{"20250304", "", "", "2025-03-04T00:00:00Z day"},
		{"2024-12-31T23:59:60Z", "", "", "2025-01-01T00:00:00Z"},
		{"Tue, 04 Mar 2025 24:00:00 GMT", "", "", "2025-03-05T00:00:00Z"},
		{"03 Apr 02 1500 GMT", "", "", "2002-04-03T15:00:00Z"},
		{"Fri, 31 Feb 2025 10:00:00 +0000", "", "", ""},
		{"Tue, 04 Mar 2025 12:00:00 +99:99", "", "", ""},
		{"1970-01-01T00:00:00Z", "", "", ""},
		{"2026-11-24T11:00:00Z", "", "", "2026-11-24T11:00:00Z"},
		{"2026-11-24T13:00:00Z", "", "", ""},
		{"2 hours ago", "", "", ""},
		{"Nov. 2020", "", "", ""},
		{"yesterday", "", "", ""},
		{"", "", "", ""},
	}
	for _, tt := range tests {
		p := ReadDate(tt.raw, tt.zone, tt.layout, now)
		got := ""
		if !p.Time.IsZero() {
			got = p.Time.Format(time.RFC3339Nano)
			if p.DayOnly {
				got += " day"
			}
		}
		if got != tt.want {
			t.Errorf("%q in %q: %q, want %q (note %q)", tt.raw, tt.zone, got, tt.want, p.Note)
		}
		if p.Raw != tt.raw {
			t.Errorf("%q: raw kept as %q", tt.raw, p.Raw)
		}
		if got == "" && tt.raw != "" && p.Note == "" {
			t.Errorf("%q: unknown without a note", tt.raw)
		}
	}
}

func TestReadDateSharedStrings(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var hard []string
	if err := json.Unmarshal(sharedFile(t, "hostile/generated/dates.json"), &hard); err != nil {
		t.Fatal(err)
	}
	read := func(list []string) (known int) {
		for _, raw := range list {
			p := ReadDate(raw, "UTC", "", now)
			switch {
			case !p.Time.IsZero():
				known++
				if p.Time.Year() < firstYear || p.Time.After(now.Add(maxAhead)) {
					t.Errorf("%q read as %v", raw, p.Time)
				}
			case raw != "" && p.Note == "":
				t.Errorf("%q: unknown without a note", raw)
			default:
				t.Logf("%q: unknown: %s", raw, p.Note)
			}
		}
		return known
	}
	t.Logf("hard dates: %d of %d known", read(hard), len(hard))
	real := strings.Split(strings.TrimSpace(string(sharedFile(t, "hostile/miniflux-date-strings.txt"))), "\n")
	known := read(real)
	t.Logf("real dates: %d of %d known", known, len(real))
	if known < 50 {
		t.Errorf("only %d of %d real dates are read", known, len(real))
	}
}

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"Thu, 09 Feb 2006 23:59:45 +0000", "2025年3月4日", "mar., 04 mars 2025", "12/31/99", "0", "-- ::"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		p := ReadDate(s, "Asia/Seoul", "", now)
		if !p.Time.IsZero() && (p.Time.Year() < firstYear-1 || p.Time.After(now.Add(maxAhead))) {
			t.Errorf("%q read as %v", s, p.Time)
		}
	})
}
