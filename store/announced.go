package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"demarche"
)

// Announced returns announcements with their reports, the newest first, and for
// each the entries of any list under a name of the announced party. Which of them the authority
// meant is for the caller to say (lists.TieAnnouncement).
func (s *Store) Announced(ctx context.Context, q demarche.AnnouncedQuery) ([]demarche.AnnouncedParty, error) {
	query := `SELECT n.authority, n.change, n.on_date, e.data, ` + itemColumns + `
		FROM announcement n JOIN entity e ON e.id = n.entity JOIN item i ON i.id = n.item
		WHERE ($1 = '' OR n.on_date >= $1) AND ($2 = '' OR n.on_date <= $2)`
	args := []any{q.Since, q.Until}
	if n := min(len(q.Entity), maxArgs); n > 0 {
		query += ` AND n.entity IN (SELECT b.entity FROM alias a JOIN alias b ON b.fold = a.fold WHERE a.entity IN (` + holes(3, n) + `))`
		for _, id := range q.Entity[:n] {
			args = append(args, id)
		}
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	query += fmt.Sprintf(` ORDER BY n.on_date DESC, n.item, e.name, e.id LIMIT %d`, q.Limit)
	var out []demarche.AnnouncedParty
	err := rows(ctx, s.news.r, query, args, func(r *sql.Rows) error {
		var a demarche.AnnouncedParty
		var data string
		var err error
		if a.Report, err = scanItem(r, &a.Authority, &a.Change, &a.On, &data); err != nil {
			return err
		}
		a.Item = a.Report.ID
		out = append(out, a)
		return fromJSON(data, &out[len(out)-1].Entity)
	})
	if err != nil {
		return nil, fmt.Errorf("store: read announcements: %w", err)
	}
	return out, nil
}

// Namesake is an entry of a list under a folded name.
type Namesake struct {
	demarche.HeldEntry
	Weak bool // the name alone identifies nobody
}

// Namesakes returns the entries of lists under the names of each party, by its id.
func (s *Store) Namesakes(ctx context.Context, parties []demarche.Entity) (map[string][]Namesake, error) {
	asked := map[string][]string{} // folded name to ids
	for _, e := range parties {
		for _, row := range aliasRows(e) {
			f := row[1].(string)
			if !slices.Contains(asked[f], e.ID) {
				asked[f] = append(asked[f], e.ID)
			}
		}
	}
	out := map[string][]Namesake{}
	err := each(ctx, s.news.r, `SELECT a.fold, a.weak, `+listEntryColumns+` FROM alias a JOIN list_entry l ON l.entity = a.entity WHERE a.fold IN (%s) ORDER BY l.list, l.entity`,
		nil, slices.Sorted(maps.Keys(asked)), func(r *sql.Rows) error {
			var folded string
			var weak int
			e, err := scanEntry(r, &folded, &weak)
			for _, id := range asked[folded] {
				out[id] = addNamesake(out[id], Namesake{e, weak == 1})
			}
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("store: read entries under %d names: %w", len(asked), err)
	}
	return out, nil
}

const listEntryColumns = `l.list, l.first_seen, l.gone, l.last_seen, l.data`

// addNamesake keeps each entry once: strong when any of the names is.
func addNamesake(list []Namesake, n Namesake) []Namesake {
	for i := range list {
		if list[i].List == n.List && list[i].Entity.ID == n.Entity.ID {
			list[i].Weak = list[i].Weak && n.Weak
			return list
		}
	}
	return append(list, n)
}

// ReadWithout returns when the list was last read without an entity, by list
// and entity; only of those that came onto a list while it was read here.
func (s *Store) ReadWithout(ctx context.Context, entities []string) (map[[2]string]time.Time, error) {
	out := map[[2]string]time.Time{}
	err := each(ctx, s.news.r, `SELECT data FROM list_change WHERE kind = 'listed' AND entity IN (%s) ORDER BY seen`, nil, entities, func(r *sql.Rows) error {
		c, err := scanJSON[demarche.Change](r)
		if !c.NotBefore.IsZero() {
			out[[2]string{c.List, c.Entity}] = c.NotBefore
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read when entries came onto lists: %w", err)
	}
	return out, nil
}
