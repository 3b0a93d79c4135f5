package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"demarche"
	"demarche/extract"
	"demarche/extract/country"
	"demarche/pipeline"
)

type annotateCmd struct {
	File    string `arg:"" optional:"" help:"JSON Lines file; standard input without it."`
	Explain bool   `help:"Say for each tag which rule gave it."`
}

// Help teaches with an example.
func (annotateCmd) Help() string {
	return `One JSON object a line in: {"id", "title", "text", "published", "lang", "country", "authority"}; only
text is required. "country" is the publisher's (KP, US …), "authority" the body it speaks for (OFAC, DFAT …):
"the ministry said" is read by them.
One a line out, with actions (who acts, on whom), event date, countries, mentions and designees.
Names are linked to the lists kept in the data folder, when there is one.

Example:
  echo '{"id":"1","text":"OFAC sanctioned eight people on Nov. 4 over $3 billion in stolen crypto."}' | demarche annotate --explain`
}

// annotateIn is one line of input.
type annotateIn struct {
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      *string         `json:"text"`
	Published string          `json:"published"`
	Lang      string          `json:"lang"`
	Country   string          `json:"country"`
	Authority string          `json:"authority"`
}

// annotateOut is one line of output: the id as given, then the facts.
type annotateOut struct {
	ID json.RawMessage `json:"id,omitempty"`
	demarche.Facts
}

// Run annotates line by line.
func (c annotateCmd) Run(e *environment) error {
	in, err := e.openInput(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	linker, err := e.listLinker()
	if err != nil {
		return err
	}
	x := extract.New(extract.Config{})
	return e.mapLines(in, func(data []byte) (any, error) { return annotateLine(e.ctx, x, linker, data, c.Explain) })
}

// annotateLine reads one text. Without a linker no name is tied to the lists.
func annotateLine(ctx context.Context, x *extract.Extractor, linker *pipeline.Linker, data []byte, explain bool) (annotateOut, error) {
	var in annotateIn
	if err := json.Unmarshal(data, &in); err != nil {
		return annotateOut{}, explainJSON(err)
	}
	if in.Text == nil {
		return annotateOut{}, errors.New(`"text" is missing`)
	}
	var pub demarche.Published
	if in.Published != "" {
		p, err := readPublished(in.Published)
		if err != nil {
			return annotateOut{}, err
		}
		pub = p
	}
	code, ok := country.Code(in.Country)
	if in.Country != "" && !ok {
		return annotateOut{}, fmt.Errorf(`"country" %q is not known: want a code such as KP, or a name`, in.Country)
	}
	f := x.Extract(extract.Input{Title: in.Title, Text: *in.Text, Lang: in.Lang, Published: pub, Country: code, Authority: in.Authority})
	if linker != nil {
		year := 0
		if !pub.Time.IsZero() {
			year = pub.Time.Year()
		}
		if err := linker.Link(ctx, *in.Text, year, &f); err != nil {
			return annotateOut{}, linkError{err}
		}
	}
	if !explain {
		dropReasons(&f)
	}
	return annotateOut{in.ID, f}, nil
}

// linkError is a fault of the store, not of the text.
type linkError struct{ error }

func (e linkError) Unwrap() error { return e.error }

// dropReasons leaves out which rule fired, unless asked for.
func dropReasons(f *demarche.Facts) {
	f.Event.Why = ""
	for i := range f.Actions {
		f.Actions[i].Why = ""
	}
	for i := range f.Mentions {
		f.Mentions[i].Why = ""
	}
}

// claimed reads a publication date as the crawler does: what is absurd (before
// 1990, or more than two days after now) is kept as said, but counts as unknown.
func claimed(s string, now time.Time) (demarche.Published, error) {
	p, err := readPublished(s)
	switch {
	case err != nil || p.Time.IsZero():
	case p.Time.Year() < 1990:
		p.Time, p.Note = time.Time{}, "before 1990"
	case p.Time.After(now.Add(48 * time.Hour)):
		p.Time, p.Note = time.Time{}, "in the future when it was read"
	}
	return p, err
}

// readPublished reads the date forms the line formats allow: RFC 3339, or a
// date, with the zone optional. Of a month or year alone the day is unknown.
func readPublished(s string) (demarche.Published, error) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return demarche.Published{Time: t.UTC(), Raw: s, Zone: t.Format("-07:00")}, nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return demarche.Published{Time: t, Raw: s, Zone: "UTC"}, nil
		}
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return demarche.Published{Time: t, Raw: s, DayOnly: true, Zone: "UTC"}, nil
	}
	if from, _ := publishedDays(s); !from.IsZero() {
		return demarche.Published{Raw: s, Note: "the day is not given"}, nil
	}
	return demarche.Published{}, fmt.Errorf(`"published" %q is not a date: want 2025-11-04T15:00:00Z, 2025-11-04, 2025-11 or 2025`, s)
}

// publishedDays are the first and last day of a month or year as a publication date;
// zero for anything else.
func publishedDays(s string) (from, until time.Time) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse("2006-01", s); err == nil {
		return t, t.AddDate(0, 1, -1)
	}
	if t, err := time.Parse("2006", s); err == nil {
		return t, t.AddDate(1, 0, -1)
	}
	return time.Time{}, time.Time{}
}
