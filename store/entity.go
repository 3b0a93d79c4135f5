package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche"
)

// SyncEntities makes the entities of one origin (built-in, a list's id) those
// given. Items that name or are tied to an entity that is new, changed or gone
// are put into the link step's todo in the same transaction. An entity that is
// gone keeps resolving by its id but is found under no name. It returns how
// many differed.
func (s *Store) SyncEntities(ctx context.Context, origin string, list []demarche.Entity) (int, error) {
	held := map[string]string{}
	err := rows(ctx, s.news.r, `SELECT e.id, e.data FROM entity e WHERE e.origin = $1 AND EXISTS (SELECT 1 FROM alias a WHERE a.entity = e.id)`,
		[]any{origin}, func(r *sql.Rows) error {
			var id, data string
			err := r.Scan(&id, &data)
			held[id] = data
			return err
		})
	if err != nil {
		return 0, fmt.Errorf("store: read entities of %s: %w", origin, err)
	}
	var changed []demarche.Entity
	for _, e := range list {
		e.Origin = origin
		if e.ID == "" || fold(e.Name) == "" {
			return 0, fmt.Errorf("store: entity %q of %s: %w: no id or no name", e.ID+e.Name, origin, demarche.ErrInvalid)
		}
		if held[e.ID] != toJSON(e) {
			changed = append(changed, e)
		}
		delete(held, e.ID)
	}
	for part := range slices.Chunk(changed, entitiesAtOnce) {
		if err := s.replaceEntities(ctx, part, nil); err != nil {
			return 0, fmt.Errorf("store: write entities of %s: %w", origin, err)
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(held)), entitiesAtOnce) {
		if err := s.replaceEntities(ctx, nil, part); err != nil {
			return 0, fmt.Errorf("store: let go entities of %s: %w", origin, err)
		}
	}
	return len(changed) + len(held), nil
}

// entitiesAtOnce keeps a transaction short. One that was broken off leaves the
// rest to the next sync.
const entitiesAtOnce = 200

// replaceEntities writes changed entities, takes the names of those that are
// gone, and puts into link's todo who named either before or does now.
func (s *Store) replaceEntities(ctx context.Context, changed []demarche.Entity, gone []string) error {
	ids := slices.Clone(gone)
	for _, e := range changed {
		ids = append(ids, e.ID)
	}
	return s.news.update(ctx, func(tx *sql.Tx) error {
		if err := s.relink(ctx, tx, ids); err != nil { // by the old names
			return err
		}
		for _, table := range []string{"alias", "identifier"} {
			if err := remove(ctx, tx, table, "entity", ids); err != nil {
				return err
			}
		}
		if err := writeEntities(ctx, tx, changed); err != nil {
			return err
		}
		return s.relink(ctx, tx, ids)
	})
}

// relink puts the items that name or are tied to entities into link's todo.
func (s *Store) relink(ctx context.Context, tx *sql.Tx, ids []string) error {
	for part := range slices.Chunk(ids, maxArgs) {
		args := []any{stepLink, millis(s.now())}
		for _, id := range part {
			args = append(args, id)
		}
		in := holes(3, len(part))
		_, err := tx.ExecContext(ctx, `
			INSERT INTO todo (step, item, at)
			SELECT DISTINCT CAST($1 AS text), x.item, CAST($2 AS bigint) FROM (
				SELECT n.item FROM alias a JOIN item_name n ON n.fold = a.fold WHERE a.entity IN (`+in+`)
				UNION SELECT item FROM item_entity WHERE entity IN (`+in+`)) AS x
			WHERE true `+todoConflict, args...)
		if err != nil {
			return fmt.Errorf("look for items to link again: %w", err)
		}
	}
	return nil
}

// todoConflict keeps a todo row's at strictly rising, so that a request made
// after a row was read is never deleted with it.
const todoConflict = `ON CONFLICT (step, item) DO UPDATE SET at = CASE WHEN excluded.at > todo.at THEN excluded.at ELSE todo.at + 1 END`

// writeEntities writes entities with their names and identifiers.
func writeEntities(ctx context.Context, tx *sql.Tx, list []demarche.Entity) error {
	var entities, aliases, identifiers [][]any
	for _, e := range list {
		entities = append(entities, []any{e.ID, e.Name, fold(e.Name), string(e.Schema), e.Origin, toJSON(e)})
		aliases = append(aliases, aliasRows(e)...)
		for _, id := range e.Identifiers {
			identifiers = append(identifiers, []any{e.ID, id.Scheme, id.Value})
		}
	}
	err := insert(ctx, tx, `INSERT INTO entity (id, name, fold, schema, origin, data)`, entities, `
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, fold = excluded.fold, schema = excluded.schema,
			origin = excluded.origin, data = excluded.data`)
	if err != nil {
		return err
	}
	err = insert(ctx, tx, `INSERT INTO alias (entity, fold, name, lang, weak)`, aliases, `
		ON CONFLICT (entity, fold) DO UPDATE SET name = excluded.name, lang = excluded.lang, weak = excluded.weak`)
	if err != nil {
		return err
	}
	return insert(ctx, tx, `INSERT INTO identifier (entity, scheme, value)`, identifiers, `ON CONFLICT DO NOTHING`)
}

// aliasRows gives the names of an entity, each folded form once. The display
// name is strong unless an alias of the same form says that it is weak.
func aliasRows(e demarche.Entity) [][]any {
	var list [][]any
	place := map[string]int{}
	for _, a := range append([]demarche.Alias{{Name: e.Name}}, e.Aliases...) {
		f := fold(a.Name)
		if f == "" {
			continue
		}
		weak := 0
		if a.Weak {
			weak = 1
		}
		if i, ok := place[f]; ok {
			if i == 0 && a.Weak {
				list[0][4] = 1
			}
			continue
		}
		place[f] = len(list)
		list = append(list, []any{e.ID, f, a.Name, a.Lang, weak})
	}
	return list
}

// Entities returns those of the named entities that are held.
func (s *Store) Entities(ctx context.Context, ids []string) (map[string]demarche.Entity, error) {
	found := make(map[string]demarche.Entity, len(ids))
	err := readEntities(ctx, s.news.r, ids, found)
	if err != nil {
		return nil, fmt.Errorf("store: read entities: %w", err)
	}
	return found, nil
}

func readEntities(ctx context.Context, q querier, ids []string, into map[string]demarche.Entity) error {
	return each(ctx, q, `SELECT data FROM entity WHERE id IN (%s)`, nil, ids, func(r *sql.Rows) error {
		e, err := scanEntity(r)
		into[e.ID] = e
		return err
	})
}

func scanEntity(r *sql.Rows, lead ...any) (demarche.Entity, error) {
	var data string
	var e demarche.Entity
	if err := r.Scan(append(lead, &data)...); err != nil {
		return e, err
	}
	if err := fromJSON(data, &e); err != nil {
		return e, fmt.Errorf("entity: %w", err)
	}
	return e, nil
}

// FindEntities returns entities by id, by folded name or alias, or by the
// beginning of one; the nearest first, at most limit.
func (s *Store) FindEntities(ctx context.Context, name string, limit int) ([]demarche.Entity, error) {
	var list []demarche.Entity
	folded := fold(name)
	err := rows(ctx, s.news.r, `
		SELECT e.data FROM entity e JOIN (
			SELECT id AS entity, 0 AS place FROM entity WHERE id = $1
			UNION ALL SELECT entity, CASE WHEN fold = $2 THEN 1 ELSE 2 END FROM alias
			WHERE $2 <> '' AND (fold = $2 OR fold LIKE $3)) AS f ON f.entity = e.id
		GROUP BY e.id, e.name, e.data ORDER BY min(f.place), e.name, e.id LIMIT $4`,
		[]any{strings.TrimSpace(name), folded, folded + "%", limit}, func(r *sql.Rows) error {
			e, err := scanEntity(r)
			list = append(list, e)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("store: find entity %q: %w", name, err)
	}
	return list, nil
}

// Lookup returns the entities known under each of the names, by the name as
// given. An announced entity that no item announces any more is left out.
func (s *Store) Lookup(ctx context.Context, names []string) (map[string][]demarche.NameMatch, error) {
	asked := map[string][]string{} // folded form to the names that have it
	for _, name := range names {
		f := fold(name)
		if f != "" && !slices.Contains(asked[f], name) {
			asked[f] = append(asked[f], name)
		}
	}
	byFold := map[string][]demarche.NameMatch{}
	announced := map[string][]demarche.Announcement{}
	err := each(ctx, s.news.r, `
		SELECT a.fold, a.name, a.lang, a.weak, e.data FROM alias a JOIN entity e ON e.id = a.entity
		WHERE a.fold IN (%s) ORDER BY e.id`, nil, slices.Sorted(maps.Keys(asked)), func(r *sql.Rows) error {
		var folded string
		var weak int
		var m demarche.NameMatch
		e, err := scanEntity(r, &folded, &m.Alias.Name, &m.Alias.Lang, &weak)
		m.Entity, m.Alias.Weak = e, weak == 1
		byFold[folded] = append(byFold[folded], m)
		if e.Origin == demarche.OriginAnnouncement {
			announced[e.ID] = nil
		}
		return err
	})
	if err == nil {
		err = s.readAnnouncements(ctx, announced)
	}
	if err != nil {
		return nil, fmt.Errorf("store: look up %d names: %w", len(names), err)
	}
	found := map[string][]demarche.NameMatch{}
	for folded, matches := range byFold {
		for _, m := range matches {
			m.Announce = announced[m.Entity.ID]
			if m.Entity.Origin == demarche.OriginAnnouncement && len(m.Announce) == 0 {
				continue
			}
			for _, name := range asked[folded] {
				found[name] = append(found[name], m)
			}
		}
	}
	return found, nil
}

// readAnnouncements fills in who announced the entities that are m's keys.
func (s *Store) readAnnouncements(ctx context.Context, m map[string][]demarche.Announcement) error {
	return each(ctx, s.news.r, `
		SELECT entity, item, authority, change, on_date FROM announcement
		WHERE entity IN (%s) ORDER BY entity, on_date, item`, nil, slices.Sorted(maps.Keys(m)), func(r *sql.Rows) error {
		var entity string
		var a demarche.Announcement
		err := r.Scan(&entity, &a.Item, &a.Authority, &a.Change, &a.On)
		m[entity] = append(m[entity], a)
		return err
	})
}
