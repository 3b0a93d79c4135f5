package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

const entryColumns = `list, first_seen, gone, last_seen, data`

func scanEntry(r *sql.Rows, lead ...any) (demarche.HeldEntry, error) {
	var e demarche.HeldEntry
	var first, gone, last int64
	var err error
	e.ListEntry, err = scanJSON[demarche.ListEntry](r, append(lead, &e.List, &first, &gone, &last)...)
	e.FirstSeen, e.Gone, e.LastSeen = instant(first), instant(gone), instant(last)
	return e, err
}

// entriesAtOnce bounds one read, so that no read lasts long.
const entriesAtOnce = 1000

// EachEntry yields every entry of every list, or of the one named, also those
// that a list has dropped, in the order of entity and list.
func (s *Store) EachEntry(ctx context.Context, list string, yield func(demarche.HeldEntry) error) error {
	entity, after := "", ""
	for {
		var page []demarche.HeldEntry
		err := rows(ctx, s.news.r, `SELECT `+entryColumns+` FROM list_entry
			WHERE (entity > $1 OR entity = $1 AND list > $2) AND ($3 = '' OR list = $3) ORDER BY entity, list LIMIT $4`,
			[]any{entity, after, list, entriesAtOnce}, func(r *sql.Rows) error {
				e, err := scanEntry(r)
				page = append(page, e)
				return err
			})
		if err != nil {
			return fmt.Errorf("store: read entries of lists: %w", err)
		}
		for _, e := range page {
			entity, after = e.Entity.ID, e.List
			if err := yield(e); err != nil {
				return err
			}
		}
		if len(page) < entriesAtOnce {
			return nil
		}
	}
}

// ListEntries returns what a list holds now.
func (s *Store) ListEntries(ctx context.Context, list string) ([]demarche.ListEntry, error) {
	var out []demarche.ListEntry
	err := s.EachEntry(ctx, list, func(e demarche.HeldEntry) error {
		if e.Gone.IsZero() {
			out = append(out, e.ListEntry)
		}
		return nil
	})
	return out, err
}

// EntriesOf returns what a list holds now of the named entities.
func (s *Store) EntriesOf(ctx context.Context, list string, ids []string) (map[string]demarche.ListEntry, error) {
	out := make(map[string]demarche.ListEntry, len(ids))
	err := each(ctx, s.news.r, `SELECT data FROM list_entry WHERE list = $1 AND gone = 0 AND entity IN (%s)`, []any{list}, ids, func(r *sql.Rows) error {
		e, err := scanJSON[demarche.ListEntry](r)
		out[e.Entity.ID] = e
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read %d entries of list %s: %w", len(ids), list, err)
	}
	return out, nil
}

// EntityView returns an entity with everything known about it and about the
// entries joined with it; at most items items, the newest first.
func (s *Store) EntityView(ctx context.Context, id string, items int) (demarche.EntityView, error) {
	var v demarche.EntityView
	members, err := s.partyOf(ctx, id)
	if err != nil {
		return v, fmt.Errorf("store: read entity %s: %w", id, err)
	}
	held, err := s.Entities(ctx, members)
	if err != nil {
		return v, err
	}
	e, ok := held[id]
	if !ok {
		return v, notFound("entity", id)
	}
	v.Entity = e
	for _, m := range members {
		if e, ok := held[m]; ok {
			v.Members = append(v.Members, e)
		}
	}
	for _, read := range []func() error{
		func() (err error) { v.Entries, err = s.Entries(ctx, members); return },
		func() (err error) { v.Statements, err = s.statements(ctx, members); return },
		func() (err error) {
			v.Changes, err = s.Changes(ctx, demarche.ChangeQuery{Entity: members, Limit: 200})
			return
		},
		func() (err error) { v.Items, err = s.itemsOf(ctx, members, items); return },
		func() (err error) { v.Proposals, err = s.proposals(ctx, members); return },
		func() (err error) { v.Lists, err = s.Lists(ctx); return },
	} {
		if err := read(); err != nil {
			return v, err
		}
	}
	if err := s.nameOthers(ctx, &v, members); err != nil {
		return v, fmt.Errorf("store: read entity %s: %w", id, err)
	}
	for i := range v.Entries {
		v.Entries[i].End = endOf(v.Entries[i], v.Changes)
	}
	return v, nil
}

// nameOthers gives proposals the name, list and party of the other side, and items
// the names of their sources.
func (s *Store) nameOthers(ctx context.Context, v *demarche.EntityView, members []string) error {
	var others, sources []string
	for _, p := range v.Proposals {
		others = append(others, p.Other(members))
	}
	for _, it := range v.Items {
		sources = append(sources, it.Item.Source)
	}
	entities, err := s.Entities(ctx, others)
	if err != nil {
		return err
	}
	parties := map[string]string{}
	err = each(ctx, s.news.r, `SELECT entity, party FROM party WHERE entity IN (%s)`, nil, others, func(r *sql.Rows) error {
		var entity, party string
		err := r.Scan(&entity, &party)
		parties[entity] = party
		return err
	})
	if err != nil {
		return err
	}
	for i, p := range v.Proposals {
		other := p.Other(members)
		v.Proposals[i].Name, v.Proposals[i].List, v.Proposals[i].Party = entities[other].Name, entities[other].Origin, parties[other]
	}
	names, err := s.SourceNames(ctx, sources)
	for i, it := range v.Items {
		v.Items[i].SourceName = names[it.Item.Source]
	}
	return err
}

// endOf is the newest change that took an entry off its list.
func endOf(e demarche.HeldEntry, changes []demarche.Change) demarche.Change {
	for _, c := range changes {
		if c.List == e.List && c.Entity == e.Entity.ID && c.Kind != "listed" && c.Kind != "amended" && c.Kind != "corrected" {
			return c
		}
	}
	return demarche.Change{}
}

// partyOf lists the entities joined with one, itself among them.
func (s *Store) partyOf(ctx context.Context, id string) ([]string, error) {
	ids := []string{}
	err := rows(ctx, s.news.r, `SELECT p.entity FROM party p JOIN party me ON me.party = p.party WHERE me.entity = $1 ORDER BY p.entity`, []any{id}, func(r *sql.Rows) error {
		var member string
		err := r.Scan(&member)
		ids = append(ids, member)
		return err
	})
	if !slices.Contains(ids, id) {
		ids = append(ids, id)
	}
	return ids, err
}

// Entries returns the entries of entities, of all lists.
func (s *Store) Entries(ctx context.Context, ids []string) ([]demarche.HeldEntry, error) {
	var out []demarche.HeldEntry
	err := each(ctx, s.news.r, `SELECT `+entryColumns+` FROM list_entry WHERE entity IN (%s) ORDER BY list, entity`, nil, ids, func(r *sql.Rows) error {
		e, err := scanEntry(r)
		out = append(out, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read entries: %w", err)
	}
	read := map[string]demarche.ListState{}
	states, err := s.Lists(ctx)
	if err != nil {
		return nil, err
	}
	for _, st := range states {
		read[st.ID] = st
	}
	for i, e := range out {
		if e.Gone.IsZero() {
			out[i].LastSeen = read[e.List].LastSeen
		}
		for n := range e.Designations {
			e.Designations[n].FirstSeen, e.Designations[n].LastSeen = e.FirstSeen, out[i].LastSeen
		}
	}
	return out, nil
}

func (s *Store) statements(ctx context.Context, ids []string) ([]demarche.Statement, error) {
	var out []demarche.Statement
	err := each(ctx, s.news.r, `SELECT entity, source, property, value, first_seen, last_seen FROM statement
		WHERE entity IN (%s) ORDER BY source, entity, n, first_seen, key`, nil, ids, func(r *sql.Rows) error {
		var st demarche.Statement
		var first, last int64
		err := r.Scan(&st.Entity, &st.Source, &st.Property, &st.Value, &first, &last)
		st.FirstSeen, st.LastSeen = instant(first), instant(last)
		out = append(out, st)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read claims: %w", err)
	}
	return out, nil
}

// itemsOf returns the items tied to entities, newest first.
func (s *Store) itemsOf(ctx context.Context, ids []string, limit int) ([]demarche.EntityItem, error) {
	ids = ids[:min(len(ids), maxArgs-1)]
	args := []any{limit}
	for _, id := range ids {
		args = append(args, id)
	}
	var out []demarche.EntityItem
	err := rows(ctx, s.news.r, `SELECT x.status, x.confidence, `+itemColumns+` FROM (
			SELECT item, min(status) AS status, max(confidence) AS confidence FROM item_entity WHERE entity IN (`+holes(2, len(ids))+`) GROUP BY item) AS x
		JOIN item i ON i.id = x.item ORDER BY CASE WHEN i.published = 0 THEN i.first_seen ELSE i.published END DESC, i.id LIMIT $1`, args, func(r *sql.Rows) error {
		var e demarche.EntityItem
		var status string
		var err error
		e.Item, err = scanItem(r, &status, &e.Confidence)
		e.Status = demarche.LinkStatus(status)
		out = append(out, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read items of an entity: %w", err)
	}
	return out, nil
}

// FindIdentifier returns the ids of entities of a list that bear a number. The
// scheme may be "" when it is not known.
func (s *Store) FindIdentifier(ctx context.Context, scheme, value string) ([]string, error) {
	var ids []string
	err := rows(ctx, s.news.r, `SELECT DISTINCT i.entity FROM identifier i JOIN list_entry l ON l.entity = i.entity
		WHERE i.value = $1 AND ($2 = '' OR i.scheme = $2) ORDER BY i.entity`, []any{strings.TrimSpace(value), scheme}, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: find identifier %s %s: %w", scheme, value, err)
	}
	return ids, nil
}
