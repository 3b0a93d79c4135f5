package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
)

// licencesPage is the value of /licences.
type licencesPage struct {
	Authority, State    string
	Authorities, States []option
	Rows                []licenceRow
	Total               int // before the choice
}

// licenceRow is one general licence.
type licenceRow struct {
	demarche.LicenceView
	State   demarche.LicenceState
	Regime  string
	Days    int    // until its last day, of one that runs
	Expires string // in words
	First   licenceSaid
	Others  []licenceSaid
}

// licenceSaid is an item that speaks of a licence.
type licenceSaid struct {
	demarche.ItemLicence
	Href string
}

// licenceRows reads the licences that a request asks for.
func (s *Server) licenceRows(r *http.Request) (licencesPage, error) {
	p := licencesPage{Authority: r.URL.Query().Get("authority"), State: r.URL.Query().Get("state")}
	if p.State != "" && !slices.Contains(demarche.LicenceStates(), demarche.LicenceState(p.State)) {
		return p, fmt.Errorf("state: expected one of %v, not %q: %w", demarche.LicenceStates(), shorten(p.State, 30), demarche.ErrInvalid)
	}
	said, err := s.cfg.Licences(r.Context())
	if err != nil {
		return p, fmt.Errorf("licences: %w", err)
	}
	p.Authorities = []option{{"", "every authority", p.Authority == ""}}
	p.States = []option{{"", "every state", p.State == ""}}
	for _, st := range demarche.LicenceStates() {
		p.States = append(p.States, option{string(st), string(st), string(st) == p.State})
	}
	now := s.cfg.Now()
	for _, v := range demarche.MergeLicences(said) {
		p.Total++
		if name := string(v.Authority); !slices.ContainsFunc(p.Authorities, func(o option) bool { return o.Value == name }) {
			p.Authorities = append(p.Authorities, option{name, name, name == p.Authority})
		}
		row := rowOf(v, now)
		if (p.Authority == "" || string(v.Authority) == p.Authority) && (p.State == "" || string(row.State) == p.State) {
			p.Rows = append(p.Rows, row)
		}
	}
	slices.SortStableFunc(p.Rows, func(a, b licenceRow) int { return cmp.Compare(licenceRank(a), licenceRank(b)) })
	return p, nil
}

// licenceRank puts those that run out next first and those that are over last.
func licenceRank(r licenceRow) int {
	switch r.State {
	case demarche.LicenceRunning:
		return r.Days
	case demarche.LicenceOpen:
		return 1 << 20
	}
	return 1 << 21
}

func rowOf(v demarche.LicenceView, now time.Time) licenceRow {
	row := licenceRow{LicenceView: v, State: v.Licence.State(now), Regime: v.Licence.Regime()}
	if day, err := time.Parse(time.DateOnly, v.Licence.Expires); err == nil {
		row.Days = max(0, int(day.Sub(now.UTC().Truncate(24*time.Hour)).Hours()/24))
		row.Expires = civilWords(v.Licence.Expires, "", demarche.PrecisionDay)
		if !v.Until.IsZero() {
			row.Expires += ", at " + v.Until.UTC().Format("15:04 UTC of 2 Jan")
		}
	}
	first := max(0, slices.IndexFunc(v.Said, func(s demarche.ItemLicence) bool { return s.Expires != "" && s.Expires == v.Licence.Expires }))
	for i, said := range v.Said {
		x := licenceSaid{said, itemPath(said.Item)}
		if i == first { // what it says of the expiry stands before what is newer
			row.First = x
		} else {
			row.Others = append(row.Others, x)
		}
	}
	return row
}

// licences serves /licences.
func (s *Server) licences(w http.ResponseWriter, r *http.Request) error {
	p, err := s.licenceRows(r)
	if err != nil {
		return err
	}
	twins := twinsOf("/licences", r.URL.RawQuery)
	return s.show(w, r, "licences", page{Title: "General licences", Nav: "/lists", Body: p, Twins: twins})
}

// licenceAnswer is a licence in JSON.
type licenceAnswer struct {
	demarche.LicenceView
	Regime string                `json:"regime,omitempty"`
	State  demarche.LicenceState `json:"state"`
}

func (s *Server) licencesJSON(w http.ResponseWriter, r *http.Request) error {
	p, err := s.licenceRows(r)
	if err != nil {
		return err
	}
	out := []licenceAnswer{}
	for _, row := range p.Rows {
		out = append(out, licenceAnswer{row.LicenceView, row.Regime, row.State})
	}
	return writeJSON(w, map[string]any{"licences": out})
}

func (s *Server) licencesCSV(w http.ResponseWriter, r *http.Request) error {
	p, err := s.licenceRows(r)
	if err != nil {
		return err
	}
	rows := [][]string{{"authority", "number", "suffix", "regime", "title", "state", "issued", "effective", "expires", "expires_at", "wind_down", "supersedes", "superseded_by", "other_expiries", "source", "published", "sentence", "item"}}
	for _, l := range p.Rows {
		wind := ""
		if l.WindDown {
			wind = "yes"
		}
		rows = append(rows, []string{string(l.Authority), l.Number, l.Suffix, l.Regime, l.Title, string(l.State), l.Issued, l.Effective, l.LicenceView.Expires, csvTime(l.Until), wind,
			strings.Join(l.Supersedes, "; "), l.Superseded, strings.Join(l.Disputed, "; "), l.First.SourceName, l.First.On, strings.Join(l.First.Sentences, " "), s.base(r) + l.First.Href})
	}
	return writeCSV(w, "licences", rows)
}

// licencesAtom has one entry a licence, which is new when another item speaks of it.
func (s *Server) licencesAtom(w http.ResponseWriter, r *http.Request) error {
	p, err := s.licenceRows(r)
	if err != nil {
		return err
	}
	f := s.newFeed(r, "General licences", "/licences")
	for _, l := range p.Rows {
		e := atomEntry{ID: stableID("licence:" + string(l.Authority) + l.Regime + l.Number + l.First.Item), Title: l.name() + ": " + l.stateWords(), Updated: l.First.On + "T00:00:00Z",
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + l.First.Href}}, Categories: []atomCategory{{string(l.State), string(l.State)}},
			Summary: &atomText{"text", strings.Join(l.First.Sentences, " ")}}
		f.add(e)
	}
	return f.write(w, s.cfg.Now())
}

// name is how the licence is called: "OFAC, Russia: General Licence 124D".
func (l licenceRow) name() string {
	regime := ""
	if l.Regime != "" {
		regime = ", " + l.Regime
	}
	return fmt.Sprintf("%s%s: General Licence %s", l.Authority, regime, l.Number)
}

func (l licenceRow) stateWords() string {
	switch l.State {
	case demarche.LicenceRunning:
		return "expires " + l.Expires
	case demarche.LicenceExpired:
		return "expired " + l.Expires
	case demarche.LicenceSuperseded:
		return "superseded by " + l.Superseded
	case demarche.LicenceRevoked:
		return "revoked"
	}
	return "no expiry stated"
}

// licencesICS serves the days of expiry as all-day events, RFC 5545. Licences
// without one cannot stand in a calendar.
func (s *Server) licencesICS(w http.ResponseWriter, r *http.Request) error {
	p, err := s.licenceRows(r)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="licences.ics"`)
	h.Set("Cache-Control", "no-cache")
	_, err = w.Write([]byte(licenceCalendar(p.Rows, s.base(r), s.cfg.Now())))
	return err
}

func licenceCalendar(rows []licenceRow, base string, now time.Time) string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(foldLine(name + ":" + value)) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//demarche//licences//EN")
	line("X-WR-CALNAME", "General licences: days of expiry")
	for _, l := range rows {
		day, err := time.Parse(time.DateOnly, l.LicenceView.Expires)
		if err != nil {
			continue
		}
		what := " expires"
		if l.WindDown {
			what = " expires (wind-down)"
		}
		line("BEGIN", "VEVENT")
		line("UID", strings.TrimPrefix(stableID("licence:"+string(l.Authority)+l.Regime+l.Number), "urn:uuid:")+"@demarche")
		line("DTSTAMP", now.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", day.Format("20060102"))
		line("DTEND;VALUE=DATE", day.AddDate(0, 0, 1).Format("20060102"))
		line("SUMMARY", icsText(l.name()+what))
		line("DESCRIPTION", icsText(fmt.Sprintf("%s. %s, %s: %s", l.stateWords(), l.First.SourceName, l.First.On, strings.Join(l.First.Sentences, " "))))
		line("URL", base+l.First.Href)
		if l.State == demarche.LicenceSuperseded || l.State == demarche.LicenceRevoked {
			line("STATUS", "CANCELLED")
		}
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.String()
}

// withoutLicences gives /licences something to say where none are held.
func withoutLicences(cfg *Config) {
	if cfg.Licences == nil {
		cfg.Licences = func(context.Context) ([]demarche.ItemLicence, error) { return nil, nil }
	}
}

// ICS is the calendar of the same choice.
func (p licencesPage) ICS() string {
	v := url.Values{}
	if p.Authority != "" {
		v.Set("authority", p.Authority)
	}
	if p.State != "" {
		v.Set("state", p.State)
	}
	if len(v) == 0 {
		return "/licences.ics"
	}
	return "/licences.ics?" + v.Encode()
}
