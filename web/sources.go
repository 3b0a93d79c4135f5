package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/web/chart"
)

// sourcesPage is the value of /sources.
type sourcesPage struct {
	One     bool // a single source is shown, with all its last answers
	Groups  []sourceGroup
	Total   int
	Items   int
	Needing int
	Working int
	Waiting int
	Lists   []listView // sanctions lists that need a person: failing or stale
}

// sourceGroup are the sources in one state of affairs.
type sourceGroup struct {
	Title, Note string
	Rows        []sourceRow
}

// sourceRow is one source with the answers worth showing.
type sourceRow struct {
	demarche.SourceHealth
	Official bool
	Demo     bool   // invented, and the page's banner does not say so
	Href     string // the source alone, with its last answers
	Search   string // its items
	Home     string
	Mark     string // sign of its state
	Spark    template.HTML
	Recent   int // items in the days of the sparkline
	Fetches  []demarche.Fetch
	Answers  []answerView // on its own page
	Requests askedView
	Propose  string // address that the source seems to have now
}

// answersOfTrouble is how many answers the list shows for a source that needs a
// person; one that works shows none there, all on its own page.
const answersOfTrouble = 3

// healthOf reads the sources a request asks for: all, or those named by source=.
func (s *Server) healthOf(r *http.Request) ([]demarche.SourceHealth, error) {
	all, err := s.cfg.Sources(r.Context())
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	want := r.URL.Query()["source"]
	if len(want) == 0 {
		return all, nil
	}
	var out []demarche.SourceHealth
	for _, h := range all {
		if slices.Contains(want, h.Source.ID) {
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("source %s: none of that id in the catalogue: %w", shorten(strings.Join(want, ", "), 60), demarche.ErrNotFound)
	}
	return out, nil
}

// sources serves /sources.
func (s *Server) sources(w http.ResponseWriter, r *http.Request) error {
	all, err := s.healthOf(r)
	if err != nil {
		return err
	}
	p := s.sourcesPage(all)
	p.One = len(r.URL.Query()["source"]) > 0 && len(all) == 1
	title := "Sources"
	query := url.Values{}
	if p.One {
		title = all[0].Source.Name + " – sources"
		query.Set("source", all[0].Source.ID)
		for i := range p.Groups {
			row := &p.Groups[i].Rows[0]
			if row.Answers, err = s.answers(r.Context(), all[0]); err != nil {
				return err
			}
		}
	} else if p.Lists, err = s.listsInTrouble(r.Context()); err != nil {
		return err
	}
	return s.show(w, r, "sources", page{Title: title, Nav: "/sources", Body: p, Twins: twinsOf("/sources", query.Encode())})
}

func (s *Server) sourcesPage(all []demarche.SourceHealth) sourcesPage {
	groups := []sourceGroup{
		{Title: "Need a person", Note: "Refused, broken, moved or silent for far longer than usual. Nothing new comes from these until somebody looks."},
		{Title: "Waiting for their first answer"},
		{Title: "Quiet", Note: "They answer, but have had nothing new for longer than usual."},
		{Title: "Working"},
		{Title: "Switched off", Note: "Not asked at all; the reason stands beside each."},
	}
	p := sourcesPage{Total: len(all)}
	for _, h := range all {
		p.Items += h.Items
		i := 3
		switch {
		case h.State.NeedsPerson():
			i = 0
			p.Needing++
		case h.State == demarche.HealthWaiting:
			i = 1
			p.Waiting++
		case h.State == demarche.HealthQuiet:
			i = 2
			p.Working++
		case h.State == demarche.HealthDisabled:
			i = 4
		default:
			p.Working++
		}
		groups[i].Rows = append(groups[i].Rows, s.sourceRow(h))
	}
	for _, g := range groups {
		slices.SortStableFunc(g.Rows, func(a, b sourceRow) int { return strings.Compare(a.Source.Name, b.Source.Name) })
		if len(g.Rows) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return p
}

var stateMarks = map[demarche.HealthState]string{
	demarche.HealthOK: "✓", demarche.HealthWaiting: "…", demarche.HealthQuiet: "–", demarche.HealthSilent: "!",
	demarche.HealthBlocked: "✕", demarche.HealthMoved: "→", demarche.HealthChanged: "!", demarche.HealthFailing: "✕", demarche.HealthDisabled: "○",
}

func (s *Server) sourceRow(h demarche.SourceHealth) sourceRow {
	row := sourceRow{SourceHealth: h, Official: h.Source.Kind.Official(), Demo: h.Source.Demo && !s.cfg.Demo, Mark: stateMarks[h.State],
		Href:   "/sources?source=" + url.QueryEscape(h.Source.ID),
		Search: "/search?source=" + url.QueryEscape(h.Source.ID), Home: outbound(h.Source.Home)}
	for _, n := range h.Daily {
		row.Recent += n
	}
	if len(h.Daily) > 0 {
		row.Spark = template.HTML(chart.Spark(fmt.Sprintf("%s in %d days", plural(row.Recent, "item", "items"), len(h.Daily)), h.Daily))
	}
	row.Requests, row.Propose = askedOf(h, s.cfg.Now()), proposalOf(h.Fetches)
	if h.State.NeedsPerson() {
		row.Fetches = h.Fetches[:min(len(h.Fetches), answersOfTrouble)]
	}
	return row
}

// answerWords says what an answer was, for people.
func answerWords(f demarche.Fetch) string {
	switch f.Class {
	case demarche.FetchItems:
		out := plural(f.Entries, "entry", "entries")
		if f.New > 0 {
			out += fmt.Sprintf(", %d new", f.New)
		}
		if f.Changed > 0 {
			out += fmt.Sprintf(", %d changed", f.Changed)
		}
		if f.Skipped > 0 {
			out += fmt.Sprintf(", %d skipped", f.Skipped)
		}
		return out
	case demarche.FetchNotModified:
		return "not modified"
	case demarche.FetchEmpty:
		return "empty"
	case demarche.FetchHTML:
		return "a web page instead of a feed"
	case demarche.FetchUnparseable:
		return "cannot be read"
	case demarche.FetchRobots:
		return "forbidden by robots.txt"
	case demarche.FetchChanged:
		return "layout changed: the selectors find nothing"
	case demarche.FetchServer:
		return "server error"
	case demarche.FetchTLS:
		return "no safe connection (TLS)"
	case demarche.FetchDNS:
		return "host name not found (DNS)"
	case demarche.FetchTimeout:
		return "no answer in time"
	case demarche.FetchNetwork:
		return "no connection"
	case demarche.FetchTooLarge:
		return "larger than allowed"
	case demarche.FetchPrivate:
		return "leads into a private network"
	}
	return string(f.Class)
}

// sourceAnswer is one source in JSON: /api/v1/sources.
type sourceAnswer struct {
	ID         string               `json:"id"`
	Name       string               `json:"name"`
	NativeName string               `json:"native_name,omitempty"`
	Kind       demarche.SourceKind  `json:"kind"`
	Country    string               `json:"country,omitempty"`
	Lang       string               `json:"lang,omitempty"`
	Home       string               `json:"home,omitempty"`
	Republish  demarche.Republish   `json:"republish"`
	Enabled    bool                 `json:"enabled"`
	Demo       bool                 `json:"demo,omitempty"`
	State      demarche.HealthState `json:"state"`
	Why        string               `json:"why,omitempty"`
	Items      int                  `json:"items"`
	LastItem   time.Time            `json:"last_item,omitzero"`
	LastOK     time.Time            `json:"last_ok,omitzero"`
	LastTry    time.Time            `json:"last_try,omitzero"`
	Due        time.Time            `json:"due,omitzero"`
	Daily      []int                `json:"daily,omitempty"`   // items first seen per UTC day, oldest first
	Requests   int                  `json:"requests"`          // made in those days, report pages included
	Gaps       []string             `json:"gaps,omitempty"`    // of those days, the ones without a good answer since it was first asked
	Feeds      []string             `json:"feeds,omitempty"`   // addresses
	Propose    string               `json:"propose,omitempty"` // address that it seems to have now
	Changes    []sourceChange       `json:"changes,omitempty"` // of its state, newest first
	Answers    []sourceFetch        `json:"answers,omitempty"`
}

// sourceChange is a source coming into a state, in JSON.
type sourceChange struct {
	At    time.Time            `json:"at"`
	State demarche.HealthState `json:"state"`
	Why   string               `json:"why,omitempty"`
}

// sourceFetch is one answer of a source in JSON, newest first.
type sourceFetch struct {
	URL     string              `json:"url"`
	At      time.Time           `json:"at"`
	TookMS  int64               `json:"took_ms"`
	Status  int                 `json:"status,omitempty"`
	Class   demarche.FetchClass `json:"class"`
	Bytes   int64               `json:"bytes"`
	Entries int                 `json:"entries"`
	New     int                 `json:"new"`
	Changed int                 `json:"changed"`
	Skipped int                 `json:"skipped"`
	Error   string              `json:"error,omitempty"`
	Advice  string              `json:"advice,omitempty"`
}

// sourcesAnswer is the JSON of /sources.json and /api/v1/sources.
type sourcesAnswer struct {
	Total   int            `json:"total"`
	Needing int            `json:"needing_a_person"`
	Sources []sourceAnswer `json:"sources"`
}

func (s *Server) sourcesJSON(w http.ResponseWriter, r *http.Request) error {
	all, err := s.healthOf(r)
	if err != nil {
		return err
	}
	ans := sourcesAnswer{Total: len(all), Sources: []sourceAnswer{}}
	for _, h := range all {
		if h.State.NeedsPerson() {
			ans.Needing++
		}
		ans.Sources = append(ans.Sources, sourceJSON(h, s.cfg.Now()))
	}
	return writeJSON(w, ans)
}

func sourceJSON(h demarche.SourceHealth, now time.Time) sourceAnswer {
	src := h.Source
	a := sourceAnswer{ID: src.ID, Name: src.Name, NativeName: src.NativeName, Kind: src.Kind, Country: src.Country, Lang: src.Lang,
		Home: src.Home, Republish: ruleOf(src), Enabled: src.Enabled, Demo: src.Demo, State: h.State, Why: h.Why, Items: h.Items,
		LastItem: h.LastItem, LastOK: h.LastOK, LastTry: h.LastTry, Due: h.Due, Daily: h.Daily}
	asked := askedOf(h, now)
	a.Requests, a.Gaps, a.Propose = asked.Requests, asked.Gaps, proposalOf(h.Fetches)
	for _, c := range h.Changes {
		a.Changes = append(a.Changes, sourceChange{At: c.At.UTC(), State: c.State, Why: c.Why})
	}
	for _, f := range src.Feeds {
		a.Feeds = append(a.Feeds, f.URL)
	}
	for _, f := range h.Fetches {
		a.Answers = append(a.Answers, sourceFetch{URL: f.URL, At: f.At.UTC(), TookMS: f.Took.Milliseconds(), Status: f.Status, Class: f.Class,
			Bytes: f.Bytes, Entries: f.Entries, New: f.New, Changed: f.Changed, Skipped: f.Skipped, Error: f.Error, Advice: f.Advice})
	}
	return a
}

// sourcesAtom is a feed of incidents: sources that began to need a person, and
// those that recovered.
func (s *Server) sourcesAtom(w http.ResponseWriter, r *http.Request) error {
	all, err := s.healthOf(r)
	if err != nil {
		return err
	}
	f := s.newFeed(r, "Sources that need a person", "/sources")
	list := incidents(all)
	slices.SortStableFunc(list, func(a, b incident) int { return b.At.Compare(a.At) })
	for _, in := range list[:min(len(list), incidentsShown)] {
		f.add(in.entry(f.base))
	}
	return f.write(w, s.cfg.Now())
}

func (s *Server) sourcesCSV(w http.ResponseWriter, r *http.Request) error {
	all, err := s.healthOf(r)
	if err != nil {
		return err
	}
	rows := [][]string{{"id", "name", "kind", "country", "lang", "state", "why", "items", "last_item", "last_ok", "last_try", "due", "enabled", "home"}}
	for _, h := range all {
		rows = append(rows, []string{h.Source.ID, h.Source.Name, string(h.Source.Kind), h.Source.Country, h.Source.Lang, string(h.State), h.Why,
			fmt.Sprint(h.Items), csvTime(h.LastItem), csvTime(h.LastOK), csvTime(h.LastTry), csvTime(h.Due), fmt.Sprint(h.Source.Enabled), h.Source.Home})
	}
	return writeCSV(w, "sources", rows)
}
