package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche"
)

// withoutLists gives the pages about lists something to say where nothing about
// lists is held.
func withoutLists(cfg *Config) {
	if cfg.Lists == nil {
		cfg.Lists = func(context.Context) ([]demarche.ListState, error) { return nil, nil }
	}
	if cfg.ListIncidents == nil {
		cfg.ListIncidents = func(context.Context, int) ([]demarche.ListIncident, error) { return nil, nil }
	}
	if cfg.ListChanges == nil {
		cfg.ListChanges = func(context.Context, demarche.ChangeQuery) ([]demarche.Change, error) { return nil, nil }
	}
	if cfg.Entity == nil {
		cfg.Entity = func(_ context.Context, id string, _ int) (demarche.EntityView, error) {
			return demarche.EntityView{}, fmt.Errorf("entity %s: %w", shorten(id, 60), demarche.ErrNotFound)
		}
	}
	if cfg.Announced == nil {
		cfg.Announced = func(context.Context, demarche.AnnouncedQuery) ([]demarche.AnnouncedParty, error) { return nil, nil }
	}
	if cfg.QuoteAnnounced == nil {
		cfg.QuoteAnnounced = func(context.Context, []demarche.AnnouncedParty) error { return nil }
	}
	if cfg.FindEntities == nil {
		cfg.FindEntities = func(context.Context, string, int) ([]demarche.Entity, error) { return nil, nil }
	}
	if cfg.Screen == nil {
		cfg.Screen = func(context.Context, demarche.ScreenQuery) (demarche.ScreenAnswer, error) {
			return demarche.ScreenAnswer{}, fmt.Errorf("screening: no lists are held: %w", demarche.ErrNotFound)
		}
	}
}

// listsPage is the value of /lists.
type listsPage struct {
	Lists     []listView
	Held      int
	Entries   int
	NotRead   int
	Incidents []incidentView
	Failing   int // lists whose last attempt changed nothing
	Stale     int
	Changes   []changeView // the newest
}

// incidentView is an attempt that changed nothing.
type incidentView struct {
	demarche.ListIncident
	Name string
	Open bool // no attempt since went well
}

const listIncidentsShown = 20

// listView is one list, read or not.
type listView struct {
	demarche.ListState
	State   string // fresh, stale, failing, never read
	Href    string // its changes
	Search  string // items about it
	Unknown int    // fields that its reader does not understand
	Skipped int
}

// listView judges one list.
func (s *Server) listView(st demarche.ListState) listView {
	v := listView{ListState: st, State: st.Standing(s.cfg.Now()), Href: "/lists/changes?list=" + url.QueryEscape(st.ID), Search: "/search?q=" + url.QueryEscape("list:"+st.ID)}
	for _, n := range st.Unknown {
		v.Unknown += n
	}
	for _, n := range st.Skipped {
		v.Skipped += n
	}
	return v
}

// lists serves /lists.
func (s *Server) lists(w http.ResponseWriter, r *http.Request) error {
	p, err := s.listsPage(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, "lists", page{Title: "Sanctions lists", Nav: "/lists", Body: p, Twins: twinsOf("/lists", "")})
}

func (s *Server) listsPage(ctx context.Context) (listsPage, error) {
	var p listsPage
	held, err := s.cfg.Lists(ctx)
	if err != nil {
		return p, fmt.Errorf("lists: %w", err)
	}
	for _, st := range held {
		v := s.listView(st)
		if st.Version == "" {
			p.NotRead++
		} else {
			p.Held++
			p.Entries += st.Entries
		}
		if st.Error != "" {
			p.Failing++
		}
		if st.Stale(s.cfg.Now()) {
			p.Stale++
		}
		p.Lists = append(p.Lists, v)
	}
	slices.SortStableFunc(p.Lists, func(a, b listView) int { return demarche.FalseFirst(a.Version == "", b.Version == "") })
	if p.Incidents, err = s.incidents(ctx, p.Lists); err != nil {
		return p, err
	}
	changes, err := s.cfg.ListChanges(ctx, demarche.ChangeQuery{Limit: 10})
	p.Changes = changeViews(changes, namesOf(held))
	return p, err
}

// incidents are the newest attempts that changed nothing. The newest of a list
// whose last attempt failed is open.
func (s *Server) incidents(ctx context.Context, held []listView) ([]incidentView, error) {
	list, err := s.cfg.ListIncidents(ctx, listIncidentsShown)
	if err != nil {
		return nil, fmt.Errorf("incidents of lists: %w", err)
	}
	var out []incidentView
	told := map[string]bool{}
	for _, in := range list {
		v := incidentView{ListIncident: in, Name: in.List}
		if i := slices.IndexFunc(held, func(l listView) bool { return l.ID == in.List }); i >= 0 {
			v.Name = cmp.Or(held[i].Name, in.List)
			v.Open = held[i].Error != "" && !told[in.List]
		}
		told[in.List] = true
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b incidentView) int { return demarche.FalseFirst(!a.Open, !b.Open) })
	return out, nil
}

// listsInTrouble are the lists that need a person: their last attempt failed, or
// they were not read for too long.
func (s *Server) listsInTrouble(ctx context.Context) ([]listView, error) {
	held, err := s.cfg.Lists(ctx)
	if err != nil {
		return nil, fmt.Errorf("lists: %w", err)
	}
	var out []listView
	for _, st := range held {
		if st.Error != "" || st.Stale(s.cfg.Now()) {
			out = append(out, s.listView(st))
		}
	}
	return out, nil
}

// listAnswer is one list in JSON.
type listAnswer struct {
	ID        string             `json:"id"`
	Name      string             `json:"name"`
	Authority demarche.Authority `json:"authority,omitempty"`
	Licence   string             `json:"licence,omitempty"`
	State     string             `json:"state"`
	Version   string             `json:"version,omitempty"`
	Date      string             `json:"date,omitempty"`
	Entries   int                `json:"entries"`
	Declared  int                `json:"declared,omitempty"`
	Missing   []string           `json:"missing,omitempty"`
	Rows      int                `json:"rows,omitempty"`
	Unknown   int                `json:"unknown,omitempty"`
	Skipped   int                `json:"skipped,omitempty"`
	FirstSeen time.Time          `json:"first_seen,omitzero"`
	LastSeen  time.Time          `json:"last_seen,omitzero"`
	Changed   time.Time          `json:"changed,omitzero"`
	Stale     int                `json:"stale_after_hours,omitempty"`
	Delta     demarche.ListDelta `json:"delta,omitzero"`
	Error     string             `json:"error,omitempty"`
}

func (s *Server) listAnswers(ctx context.Context) ([]listAnswer, error) {
	p, err := s.listsPage(ctx)
	out := []listAnswer{}
	for _, v := range p.Lists {
		out = append(out, listAnswer{v.ID, v.Name, v.Authority, v.Licence, v.State, v.Version, v.Date, v.Entries, v.Declared, v.Missing, v.Rows, v.Unknown, v.Skipped,
			v.FirstSeen, v.LastSeen, v.Changed, v.StaleAfter, v.Delta, v.Error})
	}
	return out, err
}

func (s *Server) listsJSON(w http.ResponseWriter, r *http.Request) error {
	list, err := s.listAnswers(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, map[string]any{"lists": list})
}

func (s *Server) listsCSV(w http.ResponseWriter, r *http.Request) error {
	list, err := s.listAnswers(r.Context())
	if err != nil {
		return err
	}
	rows := [][]string{{"id", "name", "authority", "state", "entries", "declared", "date", "version", "last_seen", "changed", "licence", "error"}}
	for _, l := range list {
		rows = append(rows, []string{l.ID, l.Name, string(l.Authority), l.State, strconv.Itoa(l.Entries), strconv.Itoa(l.Declared), l.Date, l.Version, csvTime(l.LastSeen), csvTime(l.Changed), l.Licence, l.Error})
	}
	return writeCSV(w, "lists", rows)
}

// listsAtom tells of new versions and of what went wrong.
func (s *Server) listsAtom(w http.ResponseWriter, r *http.Request) error {
	p, err := s.listsPage(r.Context())
	if err != nil {
		return err
	}
	f := s.newFeed(r, "demarche sanctions lists", "/lists")
	link := func(list string) []atomLink {
		return []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + "/lists/changes?list=" + url.QueryEscape(list)}}
	}
	for _, in := range p.Incidents {
		f.add(atomEntry{ID: stableID("list-incident:" + in.List + in.At.UTC().Format(time.RFC3339Nano)), Title: in.Name + ": not read, what is held stays", Updated: atomTime(in.At),
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + "/lists#incidents"}}, Categories: []atomCategory{{"incident", "incident"}}, Summary: &atomText{"text", in.What}})
	}
	for _, l := range p.Lists {
		if l.Stale(s.cfg.Now()) {
			f.add(atomEntry{ID: stableID("list-stale:" + l.ID + l.LastSeen.UTC().Format(time.RFC3339Nano)), Title: fmt.Sprintf("%s: not read for %d hours", l.Name, int(s.cfg.Now().Sub(l.LastSeen).Hours())),
				Updated: atomTime(l.LastSeen.Add(time.Duration(l.StaleAfter) * time.Hour)), Links: link(l.ID), Categories: []atomCategory{{"incident", "incident"}}, Summary: &atomText{"text", cmp.Or(l.Error, "nobody tried, or nothing answered")}})
		}
		if l.Version != "" {
			f.add(atomEntry{ID: stableID("list:" + l.ID + l.Version), Title: fmt.Sprintf("%s: version %s", l.Name, l.Version), Updated: atomTime(l.Changed),
				Links: link(l.ID), Summary: &atomText{"text", plural(l.Entries, "entry", "entries")}})
		}
	}
	slices.SortStableFunc(f.Entries, func(a, b atomEntry) int { return strings.Compare(b.Updated, a.Updated) })
	return f.write(w, s.cfg.Now())
}

// changeView is one change of a list.
type changeView struct {
	ListName string
	demarche.Change
	Words    string // "listed on", "removed from"
	Mark     string
	Href     string // of its item
	Entity   string // its page
	ListHref string
	Interval bool // its time is known as an interval
}

var listChangeWords = map[demarche.ChangeKind]string{"listed": "listed on", "amended": "amended on", "removed": "removed from", "revoked": "revoked on",
	"annulled": "annulled by a court on", "suspended": "suspended on", "expired": "expired on", "moved": "moved to", "corrected": "corrected on"}

// listNames are what sanctions lists call themselves, by id.
type listNames map[string]string

func namesOf(lists []demarche.ListState) listNames {
	names := listNames{}
	for _, st := range lists {
		names[st.ID] = st.Name
	}
	return names
}

// of is the name of a list, its id where it has none.
func (n listNames) of(id string) string { return cmp.Or(n[id], id) }

func changeViews(list []demarche.Change, lists listNames) []changeView {
	var out []changeView
	for _, c := range list {
		words := cmp.Or(listChangeWords[c.Kind], string(c.Kind)+" on")
		if c.Kind == "moved" && len(c.Values) == 1 && c.Values[0].Before == c.List {
			words = "moved to " + lists.of(c.Values[0].After) + " from"
		}
		out = append(out, changeView{Change: c, Words: words, Mark: actionMark(c.Kind), Href: itemPath(c.Item), ListName: lists.of(c.List),
			Entity: entityPath(c.Entity), ListHref: "/lists/changes?list=" + url.QueryEscape(c.List), Interval: !c.NotBefore.IsZero() && !oneMinute(c.NotBefore, c.Seen)})
	}
	return out
}

func entityPath(id string) string { return "/entities/" + url.PathEscape(id) }

// changesPage is the value of /lists/changes.
type changesPage struct {
	List, Kind, Since string
	Lists, Kinds      []option
	Changes           []changeView
	Next, Back        string
}

const changesAtOnce = 100

// changeQuery reads the parameters of /lists/changes.
func (s *Server) changeQuery(r *http.Request) (demarche.ChangeQuery, error) {
	v := r.URL.Query()
	q := demarche.ChangeQuery{List: v.Get("list"), Kind: demarche.ChangeKind(v.Get("kind")), Since: v.Get("since"), Until: v.Get("until"), Limit: changesAtOnce}
	if id := v.Get("entity"); id != "" {
		q.Entity = []string{id}
	}
	for name, day := range map[string]string{"since": q.Since, "until": q.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return q, fmt.Errorf("%s: expected a day such as 2025-11-04, not %q: %w", name, shorten(day, 30), demarche.ErrInvalid)
		}
	}
	if q.Kind != "" && !slices.Contains(demarche.ChangeKinds(), q.Kind) {
		return q, fmt.Errorf("kind: expected one of %v, not %q: %w", demarche.ChangeKinds(), shorten(string(q.Kind), 30), demarche.ErrInvalid)
	}
	if n, err := strconv.Atoi(v.Get("size")); err == nil && n > 0 {
		q.Limit = min(n, 1000)
	}
	if n, err := strconv.Atoi(v.Get("skip")); err == nil && n > 0 {
		q.Skip = n
	}
	return q, nil
}

// listChanges serves /lists/changes.
func (s *Server) listChanges(w http.ResponseWriter, r *http.Request) error {
	q, err := s.changeQuery(r)
	if err != nil {
		return err
	}
	q.Limit++
	changes, err := s.cfg.ListChanges(r.Context(), q)
	if err != nil {
		return err
	}
	q.Limit--
	held, err := s.cfg.Lists(r.Context())
	if err != nil {
		return err
	}
	p := changesPage{List: q.List, Kind: string(q.Kind), Since: q.Since, Lists: []option{{"", "all lists", q.List == ""}}, Kinds: []option{{"", "every kind", q.Kind == ""}}}
	for _, st := range held {
		if st.Version != "" || st.ID == q.List {
			p.Lists = append(p.Lists, option{st.ID, cmp.Or(st.Name, st.ID), st.ID == q.List})
		}
	}
	for _, k := range demarche.ChangeKinds() {
		p.Kinds = append(p.Kinds, option{string(k), string(k), k == q.Kind})
	}
	query := r.URL.Query()
	query.Del("skip")
	twins := twinsOf("/lists/changes", query.Encode())
	if len(changes) > q.Limit {
		changes = changes[:q.Limit]
		query.Set("skip", strconv.Itoa(q.Skip+q.Limit))
		p.Next = "/lists/changes?" + query.Encode()
	}
	if q.Skip > 0 {
		query.Del("skip")
		p.Back = "/lists/changes?" + query.Encode()
	}
	p.Changes = changeViews(changes, namesOf(held))
	return s.show(w, r, "changes", page{Title: "Changes of sanctions lists", Nav: "/lists", Body: p, Twins: twins})
}

func (s *Server) changesOf(r *http.Request) ([]demarche.Change, error) {
	q, err := s.changeQuery(r)
	if err != nil {
		return nil, err
	}
	list, err := s.cfg.ListChanges(r.Context(), q)
	if list == nil {
		list = []demarche.Change{}
	}
	return list, err
}

func (s *Server) listChangesJSON(w http.ResponseWriter, r *http.Request) error {
	list, err := s.changesOf(r)
	if err != nil {
		return err
	}
	return writeJSON(w, map[string]any{"changes": list})
}

func (s *Server) listChangesCSV(w http.ResponseWriter, r *http.Request) error {
	list, err := s.changesOf(r)
	if err != nil {
		return err
	}
	rows := [][]string{{"on", "seen", "not_before", "list", "kind", "entity", "name", "schema", "programmes", "measures", "fields", "item", "after"}}
	for _, c := range list {
		var measures []string
		for _, m := range c.Measures {
			measures = append(measures, string(m))
		}
		rows = append(rows, []string{c.On, csvTime(c.Seen), csvTime(c.NotBefore), c.List, string(c.Kind), c.Entity, c.Name, string(c.Schema),
			strings.Join(c.Programmes, "; "), strings.Join(measures, "; "), strings.Join(c.Fields, "; "), s.base(r) + itemPath(c.Item), c.After})
	}
	return writeCSV(w, "list-changes", rows)
}

func (s *Server) listChangesAtom(w http.ResponseWriter, r *http.Request) error {
	list, err := s.changesOf(r)
	if err != nil {
		return err
	}
	f := s.newFeed(r, "Changes of sanctions lists", "/lists/changes")
	s.addChanges(f, list)
	return f.write(w, s.cfg.Now())
}

// addChanges adds one entry a change. It is dated by when we first saw it; the
// list's own date stands in published.
func (s *Server) addChanges(f *atomFeed, list []demarche.Change) {
	for _, v := range changeViews(list, nil) {
		e := atomEntry{ID: stableID("change:" + v.Item), Title: fmt.Sprintf("%s: %s %s", v.Name, v.Words, v.List), Updated: atomTime(v.Seen),
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + v.Href}}, Categories: []atomCategory{{string(v.Kind), string(v.Kind)}, {v.List, v.List}}}
		if v.On != "" {
			e.Published = v.On + "T00:00:00Z"
		}
		if len(v.Fields) > 0 {
			e.Summary = &atomText{"text", strings.Join(v.Fields, ", ")}
		}
		f.add(e)
	}
}
