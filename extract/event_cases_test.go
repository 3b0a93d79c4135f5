package extract

import (
	"os"
	"strings"
	"testing"
	"time"
)

// eventCase is one record of testdata/events.txt.
type eventCase struct{ name, lang, published, event, title, text string }

func eventCases(t *testing.T) []eventCase {
	t.Helper()
	data, err := os.ReadFile("testdata/events.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []eventCase
	for _, record := range strings.Split(string(data), "\n\n") {
		c := eventCase{lang: "en"}
		for _, line := range strings.Split(strings.TrimSpace(record), "\n") {
			key, value, _ := strings.Cut(line, " ")
			switch key {
			case "name":
				c.name = value
			case "lang":
				c.lang = value
			case "published":
				c.published = value
			case "event":
				c.event = value
			case "title":
				c.title = value
			case "text":
				c.text = strings.TrimLeft(c.text+"\n\n"+value, "\n")
			case "#":
			default:
				t.Fatalf("testdata/events.txt: a line begins with %q", key)
			}
		}
		if c.name != "" {
			out = append(out, c)
		}
	}
	return out
}

// TestEventCases chooses the day of the main event of each labelled text.
func TestEventCases(t *testing.T) {
	cases := eventCases(t)
	reasons := map[string]string{
		"main": "the sentence of the main action says when", "lead": "the lead says when", "ahead": "the lead is about a day to come",
		"none": "the lead has no date", "others": "the dates of the lead are of other things", "roundup": "the title announces a round-up", "-": "",
	}
	right := 0
	for _, c := range cases {
		in := Input{Title: c.title, Text: c.text, Lang: c.lang}
		in.Published.Time, _ = time.Parse(time.DateOnly, c.published)
		in.Published.DayOnly = true
		e := New(Config{}).Extract(in).Event
		got := "- - -"
		if e.Value != "" {
			got = e.Value
			if e.Until != "" {
				got += "/" + e.Until
			}
			got += " " + string(e.Precision) + " " + e.Basis
		}
		cut := strings.LastIndexByte(c.event, ' ')
		why, known := reasons[c.event[cut+1:]]
		if !known {
			t.Fatalf("%s: no reason %q", c.name, c.event[cut+1:])
		}
		if got != c.event[:cut] || !strings.HasPrefix(e.Why, why) {
			t.Errorf("%s: %q: event %s (%s), want %s", c.name, c.text, got, e.Why, c.event)
			continue
		}
		right++
	}
	t.Logf("%d of %d cases right", right, len(cases))
}
