package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"
)

// awkward is a world whose titles and dates try the formats: marks that each of them
// escapes, long titles in several scripts, dates of every precision, one in the future
// and none at all.
func awkward() *world {
	w := &world{now: worldNow}
	w.addSources()
	titles := []string{`Comma, semicolon; back\slash "quoted"`, "=HYPERLINK(\"http://x\")", "<script>alert(1)</script> & <b>bold</b>", strings.Repeat("아주 긴 제목입니다 ", 30), "عنوان طويل جدا " + strings.Repeat("كلمة ", 40),
		"Line\r\nEND:VCALENDAR\r\nbreak", "Tab\tand\x00control\x1b", "😀 " + strings.Repeat("emoji 🚢", 20), ""}
	dates := []demarche.EventDate{{Value: "2025-11-04", Precision: "day"}, {Value: "2025-11-01", Until: "2025-11-30", Precision: "month"}, {Value: "2025-01-01", Until: "2025-12-31", Precision: "year"},
		{Value: "2025-10-01", Until: "2025-12-31", Precision: "quarter"}, {Value: "2025-11-10", Until: "2025-11-16", Precision: "week"}, {Value: "2025-10-30", Until: "2025-11-02", Precision: "range"},
		{Value: "2026-01-15", Precision: "day"}, {}, {Value: "2020-01-01", Until: "2029-12-31", Precision: "decade"}}
	for i, title := range titles {
		if dates[i].Value != "" {
			dates[i].Basis = "text"
		}
		v := w.add("chainsleuth", fmt.Sprintf("https://odd.example/%d", i), title, "en", "A text.\n", "2025-11-19T10:00:00Z", dates[i], nil, "KP")
		v.Story = fmt.Sprintf("odd,%d;x", i)
	}
	return w
}

var icsName = regexp.MustCompile(`^(?:BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|X-[A-Z0-9-]+|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|DESCRIPTION|URL|TRANSP|STATUS|CATEGORIES|LAST-MODIFIED)(?:;[A-Z-]+=[A-Za-z0-9-]+)*:`)

// escaped says whether every comma, semicolon and backslash of a text value is escaped.
func escaped(value string) bool {
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case ',', ';':
			return false
		case '\\':
			if i++; i == len(value) || !strings.ContainsRune(`\;,nN`, rune(value[i])) {
				return false
			}
		}
	}
	return true
}

// icalendar reads an iCalendar object as RFC 5545 asks a program to and says what is
// wrong with it.
func icalendar(body string) (events []map[string]string, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if !strings.HasSuffix(body, "\r\n") || strings.Count(body, "\n") != strings.Count(body, "\r\n") || strings.Count(body, "\r") != strings.Count(body, "\r\n") {
		fault("lines do not all end with CRLF (3.1)")
	}
	for _, l := range strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			fault("a line of %d octets, or a character cut in two (3.1): %q", len(l), l)
		}
	}
	var stack []string
	var event map[string]string
	once := map[string]int{}
	uids := map[string]bool{}
	for _, l := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(body, "\r\n ", ""), "\r\n"), "\r\n") {
		head := icsName.FindString(l)
		if head == "" {
			fault("no content line: %q", l)
			continue
		}
		value := l[len(head):]
		name, params, _ := strings.Cut(strings.TrimSuffix(head, ":"), ";")
		if regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f]`).MatchString(value) {
			fault("a control character in %s (3.1)", name)
		}
		switch name {
		case "BEGIN":
			stack = append(stack, value)
			if value == "VEVENT" {
				event = map[string]string{}
			}
			continue
		case "END":
			if len(stack) == 0 || stack[len(stack)-1] != value {
				fault("END:%s closes nothing", value)
				continue
			}
			stack = stack[:len(stack)-1]
			if value == "VEVENT" {
				for _, must := range []string{"UID", "DTSTAMP", "DTSTART"} {
					if event[must] == "" {
						fault("an event without %s (3.6.1)", must)
					}
				}
				if event["DTEND"] != "" && event["DTEND"] <= event["DTSTART"] {
					fault("an event ends on %s, before it starts on %s (3.8.2.2)", event["DTEND"], event["DTSTART"])
				}
				if uids[event["UID"]] {
					fault("the UID %s comes twice (3.8.4.7)", event["UID"])
				}
				uids[event["UID"]] = true
				events = append(events, event)
				event = nil
			}
			continue
		case "DTSTAMP":
			if _, err := time.Parse("20060102T150405Z", value); err != nil {
				fault("DTSTAMP is not in UTC (3.8.7.2): %s", value)
			}
		case "DTSTART", "DTEND":
			if _, err := time.Parse("20060102", value); err != nil || params != "VALUE=DATE" {
				fault("%s is no date: %s (3.3.4)", name, l)
			}
		case "SUMMARY", "DESCRIPTION", "X-WR-CALNAME", "X-WR-CALDESC":
			if !escaped(value) {
				fault("%s is not escaped (3.3.11): %q", name, value)
			}
		case "STATUS":
			if value != "TENTATIVE" && value != "CONFIRMED" && value != "CANCELLED" {
				fault("STATUS %s (3.8.1.11)", value)
			}
		case "URL":
			if !regexp.MustCompile(`^https?://[!-~]+$`).MatchString(value) {
				fault("URL %s (3.8.4.6)", value)
			}
		}
		if event != nil {
			if _, ok := event[name]; ok {
				fault("%s comes twice in an event", name)
			}
			event[name] = value
		} else {
			once[name]++
		}
	}
	if len(stack) > 0 || once["VERSION"] != 1 || once["PRODID"] != 1 {
		fault("open components %v, %d VERSION, %d PRODID (3.6)", stack, once["VERSION"], once["PRODID"])
	}
	return events, faults
}

func TestCalendarIsValid(t *testing.T) {
	h := serve(t, awkward(), func(c *Config) { c.BaseURL = "https://d.example" })
	rec := get(t, h, "/timeline.ics")
	events, faults := icalendar(rec.Body.String())
	for _, f := range faults {
		t.Error(f)
	}
	if len(events) != 8 || rec.Header().Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Errorf("%d events of 8 dated stories, as %s", len(events), rec.Header().Get("Content-Type"))
	}
	tentative := 0
	for _, e := range events {
		if e["STATUS"] == "TENTATIVE" {
			tentative++
		}
	}
	if tentative != 1 {
		t.Errorf("%d events are tentative, want the one to come", tentative)
	}
	again, _ := icalendar(get(t, h, "/timeline.ics").Body.String())
	for i := range events {
		if events[i]["UID"] != again[i]["UID"] {
			t.Error("a UID changes from one reading to the next")
		}
	}
	for _, bad := range []string{"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nSUMMARY:a, b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"} {
		if _, faults := icalendar(bad); len(faults) == 0 {
			t.Errorf("the checker takes %q", bad)
		}
	}
}

// timelineJSFaults checks a document against what TimelineJS 3 documents as its JSON:
// events with a start date of a year at least, numbers as numbers, a headline or a
// text, ids that are used once, no end before the start.
func timelineJSFaults(body []byte) (n int, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	type date struct{ Year, Month, Day, Hour, Minute, Second, Millisecond *int }
	type slide struct {
		StartDate   *date `json:"start_date"`
		EndDate     *date `json:"end_date"`
		Text        *struct{ Headline, Text string }
		DisplayDate string `json:"display_date"`
		UniqueID    string `json:"unique_id"`
		Group       string
		Media       json.RawMessage
		Background  json.RawMessage
		Autolink    *bool
	}
	var doc struct {
		Title  *slide
		Events []slide
		Eras   []slide
		Scale  string
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		return 0, []string{"not the documented JSON: " + err.Error()}
	}
	if doc.Scale != "" && doc.Scale != "human" && doc.Scale != "cosmological" {
		fault("scale %q", doc.Scale)
	}
	day := func(d *date) string {
		if d.Year == nil {
			fault("a date without a year")
			return ""
		}
		month, dayOf := 1, 1
		if d.Month != nil {
			month = *d.Month
		} else if d.Day != nil {
			fault("a day without a month")
		}
		if d.Day != nil {
			dayOf = *d.Day
		}
		if month < 1 || month > 12 || dayOf < 1 || dayOf > 31 {
			fault("no date: %d-%d-%d", *d.Year, month, dayOf)
		}
		return fmt.Sprintf("%04d-%02d-%02d", *d.Year, month, dayOf)
	}
	ids := map[string]bool{}
	for _, e := range doc.Events {
		if e.StartDate == nil {
			fault("event %s has no start_date", e.UniqueID)
			continue
		}
		start := day(e.StartDate)
		if e.EndDate != nil && day(e.EndDate) < start {
			fault("event %s ends before it starts", e.UniqueID)
		}
		if e.Text == nil || e.Text.Headline == "" && e.Text.Text == "" {
			fault("event %s says nothing", e.UniqueID)
		} else if regexp.MustCompile(`(?i)<(script|b)\b`).MatchString(e.Text.Headline + e.Text.Text) {
			fault("event %s holds a publisher's HTML", e.UniqueID)
		}
		if e.UniqueID == "" || ids[e.UniqueID] || strings.ContainsAny(e.UniqueID, " \t") {
			fault("unique_id %q is empty, used twice or no HTML id", e.UniqueID)
		}
		ids[e.UniqueID] = true
	}
	return len(doc.Events), faults
}

func TestTimelineJSIsValid(t *testing.T) {
	n, faults := timelineJSFaults(get(t, serve(t, awkward()), "/timeline.timelinejs.json").Body.Bytes())
	if n != 8 {
		t.Errorf("%d events of 8 dated stories", n)
	}
	for _, f := range faults {
		t.Error(f)
	}
	if _, faults := timelineJSFaults([]byte(`{"events":[{"start_date":{"month":13},"text":{}}]}`)); len(faults) < 3 {
		t.Errorf("the checker takes a wrong event: %v", faults)
	}
}

// atomFaults checks a feed against what RFC 4287 asks of one.
func atomFaults(body []byte) (n int, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	type person struct {
		Name string `xml:"http://www.w3.org/2005/Atom name"`
	}
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	type entry struct {
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Authors []person `xml:"http://www.w3.org/2005/Atom author"`
		Links   []link   `xml:"http://www.w3.org/2005/Atom link"`
		Summary []string `xml:"http://www.w3.org/2005/Atom summary"`
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		entry
		Entries []entry `xml:"http://www.w3.org/2005/Atom entry"`
	}
	if err := xml.Unmarshal(body, &feed); err != nil {
		return 0, []string{err.Error()}
	}
	check := func(what string, e entry) {
		if len(e.ID) != 1 || !regexp.MustCompile(`^[a-z][a-z0-9+.-]*:[!-~]+$`).MatchString(strings.Join(e.ID, " ")) {
			fault("%s: id %q is not one IRI (4.2.6)", what, e.ID)
		}
		if len(e.Title) != 1 {
			fault("%s: %d titles (4.2.14)", what, len(e.Title))
		}
		if _, err := time.Parse(time.RFC3339, strings.Join(e.Updated, "")); err != nil {
			fault("%s: updated %q (4.2.15)", what, e.Updated)
		}
	}
	check("feed", feed.entry)
	self := false
	for _, l := range feed.Links {
		self = self || l.Rel == "self" && strings.HasPrefix(l.Href, "http")
	}
	if !self {
		fault("no link to itself (4.1.1)")
	}
	ids := map[string]bool{}
	for _, e := range feed.Entries {
		id := strings.Join(e.ID, "")
		check("entry "+id, e)
		if ids[id] {
			fault("the id %s comes twice (4.1.1)", id)
		}
		ids[id] = true
		if len(feed.Authors) == 0 && (len(e.Authors) == 0 || e.Authors[0].Name == "") {
			fault("entry %s has no author (4.1.1)", id)
		}
		alternate := 0
		for _, l := range e.Links {
			if (l.Rel == "alternate" || l.Rel == "") && strings.HasPrefix(l.Href, "http") {
				alternate++
			}
		}
		if alternate != 1 || len(e.Summary) > 1 {
			fault("entry %s: %d pages, %d summaries (4.1.2)", id, alternate, len(e.Summary))
		}
	}
	return len(feed.Entries), faults
}

func TestTimelineAtomIsValid(t *testing.T) {
	n, faults := atomFaults(get(t, serve(t, awkward(), func(c *Config) { c.BaseURL = "https://d.example" }), "/timeline.atom").Body.Bytes())
	if n != 9 {
		t.Errorf("%d entries of 9 stories", n)
	}
	for _, f := range faults {
		t.Error(f)
	}
	if _, faults := atomFaults([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><id>x y</id><entry/></feed>`)); len(faults) < 5 {
		t.Errorf("the checker takes a wrong feed: %v", faults)
	}
}

// TestTimelineCSVIsValid: as RFC 4180 has it, and no cell is a formula.
func TestTimelineCSVIsValid(t *testing.T) {
	body := get(t, serve(t, awkward()), "/timeline.csv").Body.String()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	rows := 0
	for {
		row, err := r.Read() // a row of another length is an error
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		rows++
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	if rows != 10 || strings.Count(body, "\r\n") < rows {
		t.Errorf("%d rows of 9 stories and a header, %d line ends", rows, strings.Count(body, "\r\n"))
	}
}
