package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

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
	Numbers   []demarche.Identifier
	Wallets   []demarche.Identifier
	Relations []relationView
	Changes   []changeView
	Items     []entityItemView
	Others    []proposalView
	Joined    []joinedView
	Announced []announcedView
	Search    string
	FtM       string
}

// heldView is one entry with its designations.
type heldView struct {
	demarche.HeldEntry
	ListName string
	Current  bool
	EndWords string
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
	Href string
	Day  string
}

type proposalView struct {
	demarche.SameProposal
	Other, Href string
}

type joinedView struct{ ID, Name, List, Href string }

// announcedView is an announcement with what the lists say about it.
type announcedView struct {
	demarche.Announcement
	Href, Words string
}

var relationWords = map[string]string{"owned_by": "owned by", "acting_for": "acting for", "supports": "supports", "leads": "leads", "family": "family of",
	"subsidiary": "has the subsidiary", "linked_to": "linked to"}

var schemaWords = map[demarche.EntitySchema]string{demarche.SchemaPerson: "person", demarche.SchemaOrganization: "organisation", demarche.SchemaCompany: "company",
	demarche.SchemaPublicBody: "state body", demarche.SchemaVessel: "vessel", demarche.SchemaAirplane: "aircraft"}

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
	p := s.entityPage(v)
	base := "/entities/" + url.PathEscape(v.Entity.ID)
	return s.show(w, r, "entity", page{Title: v.Entity.Name, Nav: "/lists", Body: p, Twins: []twin{
		{"JSON", "application/json", "/api/v1" + base}, {"Atom", "application/atom+xml", base + "/atom"}, {"CSV", "text/csv", base + "/csv"},
		{"FollowTheMoney", "application/x-ndjson", base + "/ftm"}}})
}

func (s *Server) entityPage(v demarche.EntityView) entityPage {
	e := v.Entity
	p := entityPage{EntityView: v, What: cmp.Or(schemaWords[e.Schema], string(e.Schema)), Changes: changeViews(v.Changes),
		Search: "/search?q=" + url.QueryEscape("entity:"+quoted(e.Name)), FtM: entityPath(e.ID) + "/ftm"}
	names := map[string]string{}
	for _, st := range v.Lists {
		names[st.ID] = cmp.Or(st.Name, st.ID)
		if st.Version == "" {
			p.NoData = append(p.NoData, names[st.ID])
		}
	}
	current := false
	for _, h := range v.Entries {
		hv := heldView{HeldEntry: h, ListName: cmp.Or(names[h.List], h.List), Current: h.Current()}
		current = current || hv.Current
		if !hv.Current {
			hv.EndWords = endWords(h)
		}
		p.Held = append(p.Held, hv)
		for _, rel := range h.Relations {
			rv := relationView{Relation: rel, Words: cmp.Or(relationWords[rel.Kind], strings.ReplaceAll(rel.Kind, "_", " "))}
			rv.ToName = cmp.Or(rel.ToName, rel.To)
			if rel.To != "" {
				rv.Href = entityPath(rel.To)
			}
			p.Relations = append(p.Relations, rv)
		}
	}
	p.Removed = len(p.Held) > 0 && !current
	for _, m := range v.Members {
		for _, a := range m.Aliases {
			if a.Name != e.Name && !slices.ContainsFunc(p.Names, func(o demarche.Alias) bool { return o.Name == a.Name }) {
				p.Names = append(p.Names, a)
			}
		}
		for _, id := range m.Identifiers {
			if id.Scheme == "wallet" {
				p.Wallets = append(p.Wallets, id)
			} else {
				p.Numbers = append(p.Numbers, id)
			}
		}
		if m.ID != e.ID {
			p.Joined = append(p.Joined, joinedView{m.ID, m.Name, cmp.Or(names[m.Origin], m.Origin), entityPath(m.ID)})
		}
	}
	p.Claims = claimGroups(v.Statements)
	for _, it := range v.Items {
		p.Items = append(p.Items, entityItemView{it, itemPath(it.Item.ID), it.Item.Published.Stamp()})
	}
	for _, pr := range v.Proposals {
		other := pr.A
		if slices.ContainsFunc(v.Members, func(m demarche.Entity) bool { return m.ID == pr.A }) {
			other = pr.B
		}
		p.Others = append(p.Others, proposalView{pr, other, entityPath(other)})
	}
	for _, a := range v.Announced {
		p.Announced = append(p.Announced, announcedView{a, itemPath(a.Item), announcedWords(a, v)})
	}
	return p
}

// announcedWords ties an announcement to the entry of the list, never saying
// more than the dates do.
func announcedWords(a demarche.Announcement, v demarche.EntityView) string {
	words := fmt.Sprintf("%s announced by %s on %s", cmp.Or(a.Change, "change"), a.Authority, civilWords(a.On, "", demarche.PrecisionDay))
	for _, h := range v.Entries {
		for _, d := range h.Designations {
			if string(d.Authority) != a.Authority {
				continue
			}
			on := ""
			if d.Listed != "" {
				on = ", dated " + civilWords(d.Listed, "", demarche.PrecisionDay) + " by the list"
				if lag, ok := daysBetween(a.On, d.Listed); ok && lag >= 0 && lag < 60 {
					on += fmt.Sprintf(" (%s later)", plural(lag, "day", "days"))
				}
			}
			return fmt.Sprintf("%s; on the list %s%s, first seen there %s", words, h.List, on, h.FirstSeen.UTC().Format("2 Jan 2006, 15:04 UTC"))
		}
	}
	for _, st := range v.Lists {
		if string(st.Authority) == a.Authority && st.Version != "" {
			return fmt.Sprintf("%s; not on the list %s as of %s", words, st.ID, st.LastSeen.UTC().Format("2 Jan 2006, 15:04 UTC"))
		}
	}
	return words + "; no list of this authority was read here"
}

func daysBetween(a, b string) (int, bool) {
	x, err := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	return int(y.Sub(x).Hours() / 24), err == nil && err2 == nil
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
	case on != "":
		return kind + " on " + civilWords(on, "", demarche.PrecisionDay)
	case !h.Gone.IsZero() && !h.LastSeen.IsZero():
		return fmt.Sprintf("%s between %s and %s", kind, h.LastSeen.UTC().Format("2 Jan 2006, 15:04"), h.Gone.UTC().Format("2 Jan 2006, 15:04 UTC"))
	}
	return kind
}

func claimGroups(list []demarche.Statement) []claimGroup {
	var out []claimGroup
	for _, st := range list {
		if st.Property == "schema" || strings.HasPrefix(st.Property, "raw ") {
			continue
		}
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
