package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"demarche"
)

// answerView is one request made of a source with the beginning of its answer.
type answerView struct {
	demarche.Fetch
	Text string // the first bytes as text that is safe to look at
	Cut  bool   // the answer, or what is kept of it, goes on
}

// sampleShown is how many characters of an answer are shown.
const sampleShown = 4000

// answers are the requests kept of a source.
func (s *Server) answers(ctx context.Context, h demarche.SourceHealth) ([]answerView, error) {
	list := h.Fetches
	if s.cfg.Answers != nil {
		var err error
		if list, err = s.cfg.Answers(ctx, h.Source.ID); err != nil {
			return nil, fmt.Errorf("answers of source %s: %w", h.Source.ID, err)
		}
	}
	views := make([]answerView, len(list))
	for i, f := range list {
		text, cut := bytesText(f.Sample)
		views[i] = answerView{Fetch: f, Text: text, Cut: cut || int64(len(f.Sample)) < f.Bytes}
	}
	return views, nil
}

// bytesText makes bytes from elsewhere readable and harmless: what is not UTF-8
// becomes U+FFFD; control characters, except line ends and tabs, and those that
// are invisible or turn the direction of writing are shown by their code.
func bytesText(b []byte) (text string, cut bool) {
	var out strings.Builder
	n := 0
	for _, r := range strings.ToValidUTF8(strings.ReplaceAll(string(b), "\r\n", "\n"), "\uFFFD") {
		if n++; n > sampleShown {
			return out.String(), true
		}
		switch {
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029':
			fmt.Fprintf(&out, "⟨U+%04X⟩", r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String(), false
}

// askedView sums up the requests of the days that are counted.
type askedView struct {
	Days     int // counted
	Requests int
	Good     int      // good answers of its feeds
	Gaps     []string // days since it was first asked without a good answer
}

// askedOf counts the requests of a source. The last day counted is that of now;
// it is a gap only when the source was asked in vain.
func askedOf(h demarche.SourceHealth, now time.Time) askedView {
	v := askedView{Days: len(h.Asked)}
	begun := false
	for i, n := range h.Asked {
		good := 0
		if i < len(h.Good) {
			good = h.Good[i]
		}
		v.Requests += n
		v.Good += good
		begun = begun || n > 0
		if begun && good == 0 && (n > 0 || i < len(h.Asked)-1) {
			v.Gaps = append(v.Gaps, now.UTC().AddDate(0, 0, i+1-len(h.Asked)).Format(time.DateOnly))
		}
	}
	return v
}

// proposalOf is the address that the newest answers say the source has now, ""
// when the newest answer is good and says nothing.
func proposalOf(fetches []demarche.Fetch) string {
	for _, f := range fetches {
		if f.Propose != "" {
			return outbound(f.Propose)
		}
		if f.Class.OK() {
			return ""
		}
	}
	return ""
}

// incident is a change of state that concerns a person: a source that began to
// need one, or that recovered.
type incident struct {
	demarche.StateChange
	Name  string
	After demarche.HealthState // the state before; "" at the first record
}

// incidents are those of all sources, newest first.
func incidents(all []demarche.SourceHealth) []incident {
	var list []incident
	for _, h := range all {
		for i, c := range h.Changes {
			var before demarche.HealthState
			if i+1 < len(h.Changes) {
				before = h.Changes[i+1].State
			}
			if c.State.NeedsPerson() || before.NeedsPerson() {
				list = append(list, incident{StateChange: c, Name: h.Source.Name, After: before})
			}
		}
		if known := len(h.Changes) > 0 && h.Changes[0].State == h.State; !known && h.State.NeedsPerson() {
			list = append(list, incident{Name: h.Source.Name, StateChange: demarche.StateChange{Source: h.Source.ID, At: sinceOf(h), State: h.State, Why: h.Why}})
		}
	}
	return list
}

// sinceOf is from when on a source may have been in its state when no change of
// it is held.
func sinceOf(h demarche.SourceHealth) time.Time {
	if h.LastOK.IsZero() {
		return h.LastTry
	}
	return h.LastOK
}

// incidentsShown bounds the feed of incidents.
const incidentsShown = 200

func (in incident) entry(base string) atomEntry {
	title := in.Name + ": " + string(in.State)
	if !in.State.NeedsPerson() {
		title = in.Name + ": " + string(in.State) + " again, after " + string(in.After)
	}
	e := atomEntry{ID: stableID("source:" + in.Source + ":" + string(in.State) + ":" + in.At.UTC().Format(time.RFC3339)), Title: title, Updated: atomTime(in.At),
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: base + "/sources?source=" + url.QueryEscape(in.Source)}}}
	if in.Why != "" {
		e.Summary = &atomText{Type: "text", Body: in.Why}
	}
	return e
}
