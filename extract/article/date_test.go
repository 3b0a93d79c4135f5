package article

import "testing"

func TestReadDate(t *testing.T) {
	for _, c := range []struct {
		raw, zone string
		dayFirst  bool
		want      string // Stamp
	}{
		{"2025-11-04T16:30:00Z", "", false, "2025-11-04T16:30:00Z"},
		{"2025-11-04T16:30:00.123+09:00", "", false, "2025-11-04T16:30:00+09:00"},
		{"2025-11-04T16:30:00+0900", "UTC", false, "2025-11-04T16:30:00+09:00"},
		{"2025-11-04 16:30", "Asia/Seoul", false, "2025-11-04T16:30:00+09:00"},
		{"2025-11-04 16:30", "", false, "2025-11-04T16:30:00"},
		{"2025-11-04", "America/New_York", false, "2025-11-04"},
		{"20251104T163000Z", "", false, "2025-11-04T16:30:00Z"},
		{"20251104", "", false, "2025-11-04"},
		{"Tue, 04 Nov 2025 16:30:00 GMT", "", false, "2025-11-04T16:30:00Z"},
		{"Tue Nov  4 16:30:00 UTC 2025", "", false, "2025-11-04T16:30:00Z"},
		{"Nov. 4, 2025, 4:30 p.m. EST", "", false, "2025-11-04T16:30:00-05:00"},
		{"November 4th, 2025 at 12:05 AM", "", false, "2025-11-04T00:05:00"},
		{"4 November 2025", "", false, "2025-11-04"},
		{"4. November 2025, 16:30 Uhr", "Europe/Berlin", true, "2025-11-04T16:30:00+01:00"},
		{"4 de noviembre de 2025", "", true, "2025-11-04"},
		{"mardi 4 novembre 2025 à 16h30", "", true, "2025-11-04T16:30:00"},
		{"4 ноября 2025 г., 16:30 МСК", "", true, "2025-11-04T16:30:00+03:00"},
		{"2025년 11월 4일 16시 30분", "Asia/Seoul", true, "2025-11-04T16:30:00+09:00"},
		{"2025年11月4日 16時30分", "", true, "2025-11-04T16:30:00"},
		{"2025. 11. 4.", "", true, "2025-11-04"},
		{"٤ نوفمبر", "", true, ""},
		{"4 نوفمبر 2025", "", true, "2025-11-04"},
		{"11/04/2025", "", false, "2025-11-04"},
		{"04/11/2025", "", true, "2025-11-04"},
		{"25/11/2025", "", false, "2025-11-25"},
		{"04.11.25", "", false, "2025-11-04"},
		{"1762273800", "", false, "2025-11-04T16:30:00Z"},
		{"1762273800000", "", false, "2025-11-04T16:30:00Z"},
		{"Published: 4 Nov 2025 | 09:15", "Europe/London", true, "2025-11-04T09:15:00Z"},
		{"31 February 2025", "", true, ""},
		{"0001-01-01T00:00:00", "", false, ""},
		{"12345", "", false, ""},
		{"version 1.2.3", "", false, ""},
		{"", "", false, ""},
	} {
		d, ok := readDate(c.raw, "", c.zone, c.dayFirst)
		if got := d.Stamp(); got != c.want || ok != (c.want != "") {
			t.Errorf("readDate(%q, %q, %v) = %q, %v, want %q", c.raw, c.zone, c.dayFirst, got, ok, c.want)
		}
	}
}

func TestPublished(t *testing.T) {
	for _, c := range []struct{ name, page, url, want, evidence string }{
		{"meta", `<meta property="article:published_time" content="2025-11-04T10:00:00+01:00">`, "", "2025-11-04T10:00:00+01:00", "meta"},
		{"time element", `<article><h1>T</h1><time datetime="2025-11-04">Tuesday</time></article>`, "", "2025-11-04", "visible"},
		{"class", `<h1>T</h1><span class="post-date">4 November 2025</span>`, "", "2025-11-04", "visible"},
		{"beside the heading", `<h1>T</h1><div>4 November 2025</div><p>On 1 October 2024 it began.`, "", "2025-11-04", "visible"},
		{"not the one of a change", `<h1>T</h1><div>Updated: 05.11.2025 Published: 04.11.2025</div>`, "", "2025-11-04", "visible"},
		{"not the one of a teaser", `<div class=related><time datetime="2020-01-01">x</time></div><main><h1>T</h1><time datetime="2025-11-04">x</time></main>`, "", "2025-11-04", "visible"},
		{"url", `<p>x`, "https://example.org/2025/11/04/story", "2025-11-04", "url"},
		{"server clock", `<meta property="article:published_time" content="2025-11-05T02:30:00"><h1>T</h1><time datetime="2025-11-04">x</time>`, "", "2025-11-04", "visible"},
		{"server clock in UTC", `<meta property="article:published_time" content="2025-11-05T02:30:10Z"><h1>T</h1><span class=date>November 4, 2025 9:30 pm</span>`, "", "2025-11-04T21:30:10-05:00", "visible"},
		{"midnight of the place", `<html lang=de><meta property="article:published_time" content="2025-11-04T23:00:00Z"><h1>T</h1>`, "", "2025-11-05", "meta"},
		{"an hour before midnight elsewhere", `<html lang=en><meta property="article:published_time" content="2025-11-04T23:00:00Z"><h1>T</h1>`, "", "2025-11-04T23:00:00Z", "meta"},
		{"another article's clock", `<meta property="article:published_time" content="2025-11-05T02:30:10Z"><h1>T</h1><span class=date>November 4, 2025 9:37 pm</span>`, "", "2025-11-05T02:30:10Z", "meta"},
		{"script", `<script>var page = {"published_at":"2025-11-04T10:00:00+01:00"}</script>`, "", "2025-11-04T10:00:00+01:00", "script"},
		{"dateline", `<h1>T</h1><p>London, 15 October 2025: an act that went on for long enough to be a paragraph of its own and not a line beside the heading of the page.</p>`, "", "2025-10-15", "visible"},
		{"a chronicle", `<h1>T</h1><p>London, 15 October 2025: an act that went on for long enough to be a paragraph of its own and not a line beside the heading of the page.</p><p>Washington, 22 October 2025: another that went on for long enough to be a paragraph of its own and not a line beside the heading of the page.</p>`, "", "", ""},
		{"change alone", `<h1>T</h1><p>Updated: 05.11.2025</p>`, "", "2025-11-05", "visible"},
		{"changed only", `<meta property="article:modified_time" content="2025-11-04">`, "", "2025-11-04", "meta"},
		{"none", `<p>nothing`, "", "", ""},
	} {
		a, err := Extract([]byte("<html><body>"+c.page), Options{URL: c.url})
		if err != nil || a.Published.Stamp() != c.want || a.Evidence != c.evidence {
			t.Errorf("%s: %q by %q, want %q by %q (%v)", c.name, a.Published.Stamp(), a.Evidence, c.want, c.evidence, err)
		}
	}
}

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"2025-11-04T16:30:00Z", "4 Nov 2025 4 pm", "１２", "99/99/9999", "2025年11月4日"} {
		f.Add(s, "Asia/Seoul", true)
	}
	f.Fuzz(func(t *testing.T, raw, zone string, dayFirst bool) {
		if d, ok := readDate(raw, "", zone, dayFirst); ok && (d.Time.Year() < firstYear-1 || d.Time.Year() > lastYear+1) {
			t.Errorf("%q read as %v", raw, d.Time)
		}
	})
}
