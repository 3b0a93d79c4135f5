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

	"demarche"
)

// entityPage is the value of /entities/{id}.
type entityPage struct {
	demarche.EntityView
	What      string
	Removed   bool // on no list that is held any more
	Held      []heldView
	NoData    []string // lists that were not read here
	Names     []demarche.Alias
	Claims    []claimGroup
	Numbers   []numberView
	Addresses []walletView
	Relations []relationView
	Changes   []changeView
	Items     []entityItemView
	Others    []proposalView
	Joined    []joinedView
	Announced []announcedView
	Chart     chartView // of the items that name it
	Countries []countView
	Beside    []countView // entities
	Search    string
	Timeline  string
	FtM       string
}

// countView is one value with its count and where the counted items are.
type countView struct {
	Label, Href, Page string
	Count             int
}

// walletView is an address with its first mention.
type walletView struct {
	demarche.WalletReports
	Href, Day, Search string
}

// heldView is one entry with its designations.
type heldView struct {
	demarche.HeldEntry
	ListName string
	Current  bool
	EndWords string
	Silent   bool // no announcement of it was found
}

type claimGroup struct {
	Property string
	Claims   []demarche.Statement
}

type relationView struct {
	demarche.Relation
	Words, Href string
}

type entityItemView struct {
	demarche.EntityItem
	Href                string
	Day                 string
	Before, Name, After string // the sentence that names it
}

// proposalView is a party that may be the same, once however many of its entries
// are proposed.
type proposalView struct {
	demarche.SameProposal // the likeliest
	Name                  string
	Entries               []joinedView
}

type joinedView struct{ ID, Name, List, Href string }

var relationWords = map[string]string{"owned_by": "owned by", "acting_for": "acting for", "supports": "supports", "leads": "leads", "family": "family of",
	"subsidiary": "has the subsidiary", "linked_to": "linked to"}

var schemaWords = map[demarche.EntitySchema]string{demarche.SchemaPerson: "person", demarche.SchemaOrganization: "organisation", demarche.SchemaCompany: "company",
	demarche.SchemaPublicBody: "state body", demarche.SchemaVessel: "vessel", demarche.SchemaAirplane: "aircraft"}

// propertyWords name the claims of lists for people, where the word is no plain one.
var propertyWords = map[string]string{"birthDate": "date of birth", "birthPlace": "place of birth", "imoNumber": "IMO number", "imo": "IMO number", "leiCode": "LEI", "lei": "LEI",
	"birth_date": "date of birth", "birth_place": "place of birth", "id_number": "identity number", "idNumber": "identity number", "passportNumber": "passport", "sourceUrl": "source address"}

const entityItems = 100

func (s *Server) entityOf(r *http.Request) (demarche.EntityView, error) {
	return s.cfg.Entity(r.Context(), r.PathValue("id"), entityItems)
}

// entity serves /entities/{id}.
func (s *Server) entity(w http.ResponseWriter, r *http.Request) error {
	v, err := s.entityOf(r)
	if err != nil {
		return err
	}
	p, err := s.entityPage(r.Context(), v)
	if err != nil {
		return err
	}
	base := "/entities/" + url.PathEscape(v.Entity.ID)
	return s.show(w, r, "entity", page{Title: v.Entity.Name, Nav: "/lists", Body: p, Twins: []twin{
		{"JSON", "application/json", "/api/v1" + base}, {"Atom", "application/atom+xml", base + "/atom"}, {"CSV", "text/csv", base + "/csv"},
		{"FollowTheMoney", "application/x-ndjson", base + "/ftm"}}})
}

func (s *Server) entityPage(ctx context.Context, v demarche.EntityView) (entityPage, error) {
	e := v.Entity
	p := entityPage{EntityView: v, What: cmp.Or(schemaWords[e.Schema], string(e.Schema)), Changes: changeViews(v.Changes, namesOf(v.Lists)), Claims: claimGroups(s.claimsInWords(v.Statements), namesOf(v.Lists)), FtM: entityPath(e.ID) + "/ftm"}
	names := namesOf(v.Lists)
	for _, st := range v.Lists {
		if st.Version == "" {
			p.NoData = append(p.NoData, names.of(st.ID))
		}
	}
	for _, a := range v.Announced {
		p.Announced = append(p.Announced, viewAnnounced(a, names))
	}
	p.addEntries(v, names)
	p.Numbers = s.numberViews(p.addMembers(v, names))
	for _, it := range v.Items {
		p.Items = append(p.Items, viewEntityItem(it))
	}
	p.Others = proposalViews(v, names)
	for _, w := range v.Wallets {
		p.Addresses = append(p.Addresses, viewWallet(w))
	}
	return p, s.addReports(ctx, &p)
}

// addEntries tells the entries of lists, and whether an announcement of each was found.
func (p *entityPage) addEntries(v demarche.EntityView, names listNames) {
	current := false
	for _, h := range v.Entries {
		hv := heldView{HeldEntry: h, ListName: names.of(h.List), Current: h.Current()}
		current = current || hv.Current
		if !hv.Current {
			hv.EndWords = endWords(h)
		}
		hv.Silent = !slices.ContainsFunc(v.Announced, func(a demarche.AnnouncedParty) bool {
			return a.Entry != nil && a.Entry.List == h.List && a.Entry.Entity.ID == h.Entity.ID
		})
		p.Held = append(p.Held, hv)
		for _, rel := range h.Relations {
			rv := relationView{Relation: rel, Words: cmp.Or(relationWords[rel.Kind], strings.ReplaceAll(rel.Kind, "_", " "))}
			rv.ToName, rv.Source = cmp.Or(rel.ToName, rel.To), names.of(rel.Source)
			if rel.To != "" {
				rv.Href = entityPath(rel.To)
			}
			p.Relations = append(p.Relations, rv)
		}
	}
	p.Removed = len(p.Held) > 0 && !current
}

// addMembers gathers names and numbers of the entries taken to be one party.
func (p *entityPage) addMembers(v demarche.EntityView, names listNames) (numbers []demarche.Identifier) {
	shown := map[string]bool{bareName(v.Entity.Name): true}
	for _, m := range v.Members {
		for _, a := range m.Aliases {
			if bare := bareName(a.Name); !shown[bare] {
				shown[bare] = true
				p.Names = append(p.Names, a)
			}
		}
		for _, id := range m.Identifiers {
			if id.Scheme != "wallet" {
				numbers = append(numbers, id)
			}
		}
		if m.ID != v.Entity.ID {
			p.Joined = append(p.Joined, joinedView{m.ID, m.Name, names.of(m.Origin), entityPath(m.ID)})
		}
	}
	return numbers
}

// proposalViews are the parties that may be the same, each once, the likeliest first.
// Entries that are joined, or that bear one name, stand together.
func proposalViews(v demarche.EntityView, names listNames) []proposalView {
	mine := []string{v.Entity.ID}
	for _, m := range v.Members {
		mine = append(mine, m.ID)
	}
	list := slices.Clone(v.Proposals)
	slices.SortStableFunc(list, func(a, b demarche.SameProposal) int { return cmp.Compare(b.Score, a.Score) })
	var out []proposalView
	at := map[string]int{}
	for _, pr := range list {
		other := pr.Other(mine)
		e := joinedView{ID: other, Name: cmp.Or(pr.Name, other), List: names.of(pr.List), Href: entityPath(other)}
		party, name := "party "+cmp.Or(pr.Party, other), "name "+strings.ToLower(e.Name)
		i, ok := at[party]
		if !ok {
			i, ok = at[name]
		}
		if !ok {
			i = len(out)
			out = append(out, proposalView{SameProposal: pr, Name: e.Name})
		}
		at[party], at[name] = i, i
		if !slices.Contains(out[i].Entries, e) {
			out[i].Entries = append(out[i].Entries, e)
		}
	}
	return out
}

func viewEntityItem(it demarche.EntityItem) entityItemView {
	v := entityItemView{EntityItem: it, Href: itemPath(it.Item.ID), Day: it.Item.Published.Stamp()}
	if text := []rune(it.Sentence); it.Start >= 0 && it.Start < it.End && it.End <= len(text) {
		v.Before, v.Name, v.After = string(text[:it.Start]), string(text[it.Start:it.End]), string(text[it.End:])
	}
	return v
}

func viewWallet(w demarche.WalletReports) walletView {
	v := walletView{WalletReports: w, Search: "/search?q=" + url.QueryEscape("wallet:"+w.Address)}
	if w.First != nil {
		v.Href, v.Day = itemPath(w.First.ID), w.First.Published
	}
	return v
}

// addReports draws when items name the party and who else they name, with
// links to the very items that are counted.
func (s *Server) addReports(ctx context.Context, p *entityPage) error {
	ids := []string{p.Entity.ID}
	for _, j := range p.Joined {
		ids = append(ids, j.ID)
	}
	a := address{"/search", demarche.Query{Entity: ids, Clock: demarche.ClockPublished, Size: defaultsOf["/search"].size}}
	p.Search, p.Timeline = a.with(func(*demarche.Query) {}), link("/timeline", demarche.Query{Entity: ids, Clock: demarche.ClockEvent, Size: defaultsOf["/timeline"].size})
	for _, b := range p.Reports.Countries {
		p.Countries = append(p.Countries, countView{cmp.Or(b.Label, b.Value), a.with(func(q *demarche.Query) { q.Country = []string{b.Value} }), "", b.Count})
	}
	for _, b := range p.Reports.Entities {
		expr, err := demarche.ParseExpr("entity:" + quoted(b.Value))
		if err != nil {
			continue
		}
		p.Beside = append(p.Beside, countView{cmp.Or(b.Label, b.Value), a.with(func(q *demarche.Query) { q.Expr, q.Text = expr, expr.String() }), entityPath(b.Value), b.Count})
	}
	var err error
	p.Chart, err = s.histogramView(ctx, "reports", a, p.Reports.Histogram)
	return err
}

// endWords says how an entry ended, with its dates.
func endWords(h demarche.HeldEntry) string {
	kind := string(cmp.Or(h.End.Kind, "removed"))
	on := h.End.On
	for _, d := range h.Designations {
		if d.Removed != "" {
			on, kind = d.Removed, cmp.Or(string(d.Ended), kind)
		}
	}
	switch {
	case h.End.After != "" && on == h.End.On:
		return fmt.Sprintf("%s after %s and by %s, say the list's issues", kind, civilWords(h.End.After, "", demarche.PrecisionDay), civilWords(on, "", demarche.PrecisionDay))
	case on != "":
		return kind + " on " + civilWords(on, "", demarche.PrecisionDay)
	case !h.Gone.IsZero() && oneMinute(h.LastSeen, h.Gone): // the reading tells no day of the removal
		return kind + ", seen " + between(h.LastSeen, h.Gone)
	case !h.Gone.IsZero() && !h.LastSeen.IsZero():
		return kind + " " + between(h.LastSeen, h.Gone)
	}
	return kind
}

func claimGroups(list []demarche.Statement, names listNames) []claimGroup {
	var out []claimGroup
	for _, st := range list {
		if st.Property == "schema" || strings.HasPrefix(st.Property, "raw ") {
			continue
		}
		st.Property, st.Source = cmp.Or(propertyWords[st.Property], strings.ReplaceAll(st.Property, "_", " ")), names.of(st.Source)
		i := slices.IndexFunc(out, func(g claimGroup) bool { return g.Property == st.Property })
		if i < 0 {
			i = len(out)
			out = append(out, claimGroup{Property: st.Property})
		}
		out[i].Claims = append(out[i].Claims, st)
	}
	return out
}

func (s *Server) entityJSON(w http.ResponseWriter, r *http.Request) error {
	v, err := s.entityOf(r)
	if err != nil {
		return err
	}
	v.Lists = nil // they have an address of their own
	return writeJSON(w, v)
}

func (s *Server) entityCSV(w http.ResponseWriter, r *http.Request) error {
	v, err := s.entityOf(r)
	if err != nil {
		return err
	}
	rows := [][]string{{"entity", "property", "value", "source", "first_seen", "last_seen"}}
	for _, st := range v.Statements {
		rows = append(rows, []string{st.Entity, st.Property, st.Value, st.Source, csvTime(st.FirstSeen), csvTime(st.LastSeen)})
	}
	return writeCSV(w, "entity-"+v.Entity.ID, rows)
}

// entityAtom tells of changes of the entry and of items that name it.
func (s *Server) entityAtom(w http.ResponseWriter, r *http.Request) error {
	v, err := s.entityOf(r)
	if err != nil {
		return err
	}
	f := s.newFeed(r, v.Entity.Name+" – demarche", entityPath(v.Entity.ID))
	f.Links = []atomLink{{"self", "application/atom+xml", f.base + entityPath(v.Entity.ID) + "/atom"}, {"alternate", "text/html", f.base + entityPath(v.Entity.ID)}}
	s.addChanges(f, v.Changes)
	for _, it := range v.Items {
		if slices.ContainsFunc(v.Changes, func(c demarche.Change) bool { return c.Item == it.Item.ID }) {
			continue
		}
		f.add(atomEntry{Lang: it.Item.Lang, ID: stableID("item:" + it.Item.ID), Title: it.Item.Title, Updated: atomTime(it.Item.FirstSeen),
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + itemPath(it.Item.ID)}}, Categories: []atomCategory{{string(it.Status), string(it.Status)}}})
	}
	return f.write(w, s.cfg.Now())
}

// findEntities serves GET /api/v1/entities?q=.
func (s *Server) findEntities(w http.ResponseWriter, r *http.Request) error {
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	if q == "" {
		return fmt.Errorf("q: expected a name, an alias or an id: %w", demarche.ErrInvalid)
	}
	size := 20
	if n, err := strconv.Atoi(r.URL.Query().Get("size")); err == nil && n > 0 {
		size = min(n, 100)
	}
	list, err := s.cfg.FindEntities(r.Context(), q, size)
	if err != nil {
		return err
	}
	if list == nil {
		list = []demarche.Entity{}
	}
	return writeJSON(w, map[string]any{"entities": list})
}
