package lists

import (
	"fmt"
	"strings"
	"testing"
)

// TestLicenceExpiry: until when each licence of a text runs, in the words that OFAC
// and OFSI use. A licence is told as number, day, instant and wind-down.
func TestLicenceExpiry(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Dealings with the stations are authorized through 12:01 a.m. eastern standard time, December 20, 2025 under General License 228. General License 227 is valid through 12:01 a.m. eastern standard time, November 21, 2025, and General License 226 authorizes the wind down of transactions through the same date.",
			"228 2025-12-20 05:01; 227 2025-11-21 05:01; 226 2025-11-21 05:01 wind-down"},
		{"General License 224 authorizes petroleum services, General License 226 authorizes the wind down of dealings until November 21, 2025, and General License 228 the stations through 12:01 a.m. Eastern Daylight Time on April 29, 2026.",
			"224; 226 2025-11-21 wind-down; 228 2026-04-29 04:01"},
		{"General Licenses 224A, 227 and 228 are authorized through December 20, 2025.", "224A 2025-12-20; 227 2025-12-20; 228 2025-12-20"},
		{"General License 228 authorizes the operation or wind down of stations, through 12:01 a.m. ET, December 13, 2025. GL 228A extends the authorization to April 29, 2026. Whoever cannot finish before GL 228A expires at 12:01 a.m. eastern daylight time on April 29, 2026 should write.",
			"228 2025-12-13 05:01 wind-down; 228A 2026-04-29 04:01"},
		{"General License 28A extends the authorization in General License 28 until 11:59 p.m. EST on Jan. 31, 2026.", "28A 2026-02-01 04:59; 28"},
		{"General License 134A replaces and supersedes General License 134 and runs until April 11, 2026.", "134A 2026-04-11; 134"},
		{"General License 134A replaces General License 134, which expired on January 9, 2026.", "134A; 134 2026-01-09"},
		{"General License 8P, which was due to expire on May 1, 2025, has been extended until June 2, 2025.", "8P 2025-06-02"},
		{"OFAC let lapse General License 8L, which expired at 12:01 a.m. eastern daylight time March 12, 2025.", "8L 2025-03-12 04:01"},
		{"General License 41B replaces General License 41A, and what General License 8P allowed must end no later than November 9, 2025.", "41B; 41A; 8P 2025-11-09"},
		{"General License 55D covers a period ending at 12:01 am ET, 18 June 2026. General License 119 lapses on Friday, 20 May 2026. General License 120 terminates at 12:01 a.m. eastern time on Feb 28, 2026.", "55D 2026-06-18 04:01; 119 2026-05-20; 120 2026-02-28 05:01"},
		{"OFSI has amended General Licence INT/2025/7000001 to extend its expiry to 14 October 2026. It takes effect on 10 November 2025 and expires at 23:59 on 14 October 2026.", "INT/2025/7000001 2026-10-14"},
		{"General License 100 is authorized until midnight on 3 March 2026.", "100 2026-03-03"},
		{"General License 101 stays for 30 days after April 1, 2026. General License 76A allows legal services and was amended on June 6, 2024.", "101; 76A"},
	} {
		var got []string
		for _, l := range ReadLicences("", tt.text) {
			s := strings.TrimSpace(l.Number + " " + l.Expires)
			if !l.Until.IsZero() {
				s = fmt.Sprint(l.Number, " ", l.Until.Format("2006-01-02 15:04"))
			}
			if l.WindDown {
				s += " wind-down"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, g, tt.want)
		}
	}
}

// TestLicenceTitleClosed: the quotation mark after the full stop closes the title.
func TestLicenceTitleClosed(t *testing.T) {
	got := ReadLicences("", "OFAC is issuing Russia-related General License 228, “Authorizing Dealings With Stations.” General License 226 stays.")
	if len(got) != 2 || got[0].Title != "Authorizing Dealings With Stations" || got[1].Programme != "Russia" {
		t.Errorf("%+v", got)
	}
}
