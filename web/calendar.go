package web

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
)

func count(n int) string { return strconv.Itoa(n) }

// timelineICS serves /timeline.ics: stories as all-day events, RFC 5545. Those
// without a date cannot stand in a calendar; the description says how many they are.
func (s *Server) timelineICS(w http.ResponseWriter, r *http.Request) error {
	q, stories, _, err := s.twinStories(r)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="timeline.ics"`)
	h.Set("Cache-Control", "no-cache")
	_, err = w.Write([]byte(calendar(stories, timelineTitle(q), s.base(r), s.cfg.Now())))
	return err
}

// calendar writes stories as an iCalendar object.
func calendar(stories []storyGroup, title, base string, now time.Time) string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(foldLine(name + ":" + value)) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//demarche//timeline//EN")
	line("X-WR-CALNAME", icsText(title))
	undated := 0
	for _, g := range stories {
		if g.Event.Value == "" {
			undated++
		}
	}
	if undated > 0 {
		line("X-WR-CALDESC", icsText(plural(undated, "story has", "stories have")+" no date and is left out."))
	}
	for _, g := range stories {
		from, err := time.Parse(time.DateOnly, g.Event.Value)
		if err != nil {
			continue
		}
		end := from.AddDate(0, 0, max(1, g.Event.Days())) // the end of an all-day event is the day after
		summary := g.Title
		if p := g.Event.Precision; p != demarche.PrecisionDay && p != demarche.PrecisionRange && p != "" {
			summary += " (known to the " + string(p) + ")"
		}
		line("BEGIN", "VEVENT")
		line("UID", strings.TrimPrefix(stableID("story:"+g.ID), "urn:uuid:")+"@demarche")
		line("DTSTAMP", now.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", from.Format("20060102"))
		line("DTEND;VALUE=DATE", end.Format("20060102"))
		line("SUMMARY", icsText(summary))
		line("DESCRIPTION", icsText(storySummary(g)))
		line("URL", base+storyPath(g.ID))
		line("TRANSP", "TRANSPARENT")
		if g.Ahead {
			line("STATUS", "TENTATIVE")
		}
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.String()
}

// icsText escapes a text value (RFC 5545, 3.3.11) and drops control characters.
func icsText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\n", "\\n").Replace(s)
}

// foldLine ends a content line and folds it after at most 75 octets, between
// characters (RFC 5545, 3.1).
func foldLine(s string) string {
	var b strings.Builder
	width := 0
	for _, r := range s {
		n := utf8.RuneLen(r)
		if width+n > 75 {
			b.WriteString("\r\n ")
			width = 1
		}
		b.WriteRune(r)
		width += n
	}
	return b.String() + "\r\n"
}

// timelineJS is a timeline in the JSON of TimelineJS 3 (Knight Lab). Its texts
// are HTML there, so they are escaped here.
type timelineJS struct {
	Title  timelineJSSlide   `json:"title"`
	Events []timelineJSSlide `json:"events"`
}

type timelineJSSlide struct {
	ID    string          `json:"unique_id,omitempty"`
	Start *timelineJSDate `json:"start_date,omitempty"`
	End   *timelineJSDate `json:"end_date,omitempty"`
	Shown string          `json:"display_date,omitempty"`
	Group string          `json:"group,omitempty"`
	Text  timelineJSText  `json:"text"`
}

type timelineJSDate struct {
	Year  int `json:"year"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

type timelineJSText struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

// timelineTimelineJS serves /timeline.timelinejs.json. Stories without a date
// cannot stand in it; the title slide says how many they are.
func (s *Server) timelineTimelineJS(w http.ResponseWriter, r *http.Request) error {
	q, stories, _, err := s.twinStories(r)
	if err != nil {
		return err
	}
	w.Header().Set("Access-Control-Allow-Origin", "*") // other people's pages read it by script
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	base := s.base(r)
	out := timelineJS{Title: timelineJSSlide{Text: timelineJSText{Headline: html.EscapeString(timelineTitle(q))}}, Events: []timelineJSSlide{}}
	undated := 0
	for _, g := range stories {
		from, err := time.Parse(time.DateOnly, g.Event.Value)
		if err != nil {
			undated++
			continue
		}
		slide := timelineJSSlide{ID: g.ID, Start: jsDate(from, g.Event.Precision), Shown: civilWords(g.Event.Value, g.Event.Until, g.Event.Precision),
			Text: timelineJSText{html.EscapeString(g.Title), fmt.Sprintf(`<p>%s</p><p><a href="%s">%s</a></p>`, html.EscapeString(storySummary(g)),
				html.EscapeString(base+storyPath(g.ID)), "The story with its sources")}}
		if len(g.Hits[0].Actions) > 0 {
			slide.Group = html.EscapeString(actionLabel(g.Hits[0].Actions[0]))
		}
		if last, err := time.Parse(time.DateOnly, lastDay(g.Event)); err == nil && last.After(from) {
			slide.End = jsDate(last, demarche.PrecisionDay)
		}
		out.Events = append(out.Events, slide)
	}
	if undated > 0 {
		out.Title.Text.Text = html.EscapeString(plural(undated, "story", "stories") + " without a date left out.")
	}
	return writeJSON(w, out)
}

// jsDate writes a date no more exact than it is known.
func jsDate(t time.Time, p demarche.Precision) *timelineJSDate {
	d := &timelineJSDate{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	switch p {
	case demarche.PrecisionMonth, demarche.PrecisionQuarter, demarche.PrecisionSeason:
		d.Day = 0
	case demarche.PrecisionYear, demarche.PrecisionDecade:
		d.Month, d.Day = 0, 0
	}
	return d
}
