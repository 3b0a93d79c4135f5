package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"demarche"
)

// stampKey names the row of meta that changes with every write of lists.
const stampKey = "lists"

// Lists returns every list that was ever tried, in the order of their ids.
func (s *Store) Lists(ctx context.Context) ([]demarche.ListState, error) {
	var list []demarche.ListState
	err := rows(ctx, s.news.r, `SELECT data FROM list ORDER BY id`, nil, func(r *sql.Rows) error {
		st, err := scanJSON[demarche.ListState](r)
		list = append(list, st)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read lists: %w", err)
	}
	return list, nil
}

// List returns one list; demarche.ErrNotFound when it was never tried.
func (s *Store) List(ctx context.Context, id string) (demarche.ListState, error) {
	var st demarche.ListState
	var data string
	err := s.news.r.QueryRowContext(ctx, `SELECT data FROM list WHERE id = $1`, id).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return st, notFound("list", id)
	}
	if err == nil {
		err = fromJSON(data, &st)
	}
	if err != nil {
		return st, fmt.Errorf("store: read list %s: %w", id, err)
	}
	return st, nil
}

// scanJSON reads the last column of a row as JSON, the others into lead.
func scanJSON[T any](r *sql.Rows, lead ...any) (T, error) {
	var v T
	var data string
	if err := r.Scan(append(lead, &data)...); err != nil {
		return v, err
	}
	return v, fromJSON(data, &v)
}

// PutList writes what is known of a list after an attempt to read it. A version
// that is new is remembered beside the older ones.
func (s *Store) PutList(ctx context.Context, st demarche.ListState) error {
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		again, err := sameIncident(ctx, tx, st)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO list (id, data) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET data = excluded.data`, st.ID, toJSON(st))
		if err == nil && st.Version != "" {
			_, err = tx.ExecContext(ctx, `INSERT INTO list_version (list, version, seen, data) VALUES ($1, $2, $3, $4) ON CONFLICT (list, version) DO NOTHING`,
				st.ID, st.Version, millis(st.Changed), toJSON(st))
		}
		if err == nil && st.Error != "" && !again {
			_, err = tx.ExecContext(ctx, `INSERT INTO list_incident (list, at, what) VALUES ($1, $2, $3) ON CONFLICT (list, at) DO NOTHING`,
				st.ID, millis(st.Tried), st.Error)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("store: write list %s: %w", st.ID, err)
	}
	return nil
}

// sameIncident says whether the last attempt failed in the same way: one
// incident, however often it is tried again.
func sameIncident(ctx context.Context, tx *sql.Tx, st demarche.ListState) (bool, error) {
	var data string
	var last demarche.ListState
	err := tx.QueryRowContext(ctx, `SELECT data FROM list WHERE id = $1`, st.ID).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil {
		err = fromJSON(data, &last)
	}
	return last.Error != "" && last.Error == st.Error, err
}

// ListIncidents returns the attempts that changed nothing, newest first.
func (s *Store) ListIncidents(ctx context.Context, limit int) ([]demarche.ListIncident, error) {
	var list []demarche.ListIncident
	err := rows(ctx, s.news.r, `SELECT list, at, what FROM list_incident ORDER BY at DESC, list LIMIT $1`, []any{limit}, func(r *sql.Rows) error {
		var in demarche.ListIncident
		var at int64
		err := r.Scan(&in.List, &at, &in.What)
		in.At = instant(at)
		list = append(list, in)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read incidents of lists: %w", err)
	}
	return list, nil
}

// ListStamp changes whenever entries of a list do.
func (s *Store) ListStamp(ctx context.Context) (string, error) {
	var stamp string
	err := s.news.r.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = $1`, stampKey).Scan(&stamp)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("store: ask whether lists changed: %w", err)
	}
	return stamp, nil
}

// restamp tells the pipeline that entries of lists changed.
func (s *Store) restamp(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ($1, '1')
		ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS bigint) + 1 AS text)`, stampKey)
	return err
}

// PutListEntries writes a part of a list's new version in one transaction:
// entries with their names, claims and changes. The entities whose names it
// touches are noted for the pipeline, which looks for the items that name them.
func (s *Store) PutListEntries(ctx context.Context, w demarche.ListWrite) error {
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		for _, write := range []func(context.Context, *sql.Tx, demarche.ListWrite) error{
			writeListEntities, writeListEntries, writeStatements, writeGone, writeChanges, s.noteRelink,
		} {
			if err := write(ctx, tx, w); err != nil {
				return err
			}
		}
		return s.restamp(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("store: write %d entries of list %s: %w", len(w.Put)+len(w.Gone), w.List, err)
	}
	return nil
}

// writeListEntities writes the entities of entries. One that another list brought
// and still holds stays as that list has it.
func writeListEntities(ctx context.Context, tx *sql.Tx, w demarche.ListWrite) error {
	var ids []string
	for _, e := range w.Put {
		ids = append(ids, e.Entity.ID)
	}
	elsewhere := map[string]bool{}
	err := each(ctx, tx, `SELECT e.id FROM entity e JOIN list_entry l ON l.entity = e.id AND l.list = e.origin AND l.gone = 0
		WHERE e.origin <> $1 AND e.id IN (%s)`, []any{w.List}, ids, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		elsewhere[id] = true
		return err
	})
	if err != nil {
		return err
	}
	var list []demarche.Entity
	ids = ids[:0]
	for _, e := range w.Put {
		if !elsewhere[e.Entity.ID] {
			list, ids = append(list, e.Entity), append(ids, e.Entity.ID)
		}
	}
	for _, table := range []string{"alias", "identifier"} {
		if err := remove(ctx, tx, table, "entity", ids); err != nil {
			return err
		}
	}
	return writeEntities(ctx, tx, list)
}

func writeListEntries(ctx context.Context, tx *sql.Tx, w demarche.ListWrite) error {
	var list [][]any
	for _, e := range w.Put {
		list = append(list, []any{w.List, e.Entity.ID, toJSON(e), millis(w.Seen), 0, 0})
	}
	return insert(ctx, tx, `INSERT INTO list_entry (list, entity, data, first_seen, gone, last_seen)`, list, `
		ON CONFLICT (list, entity) DO UPDATE SET data = excluded.data, gone = 0, last_seen = 0`)
}

// writeStatements ends the claims that an entry no longer makes and begins those
// it makes anew.
func writeStatements(ctx context.Context, tx *sql.Tx, w demarche.ListWrite) error {
	ids := slices.Clone(w.Gone)
	for _, e := range w.Put {
		ids = append(ids, e.Entity.ID)
	}
	last := w.NotBefore
	if last.IsZero() {
		last = w.Seen
	}
	for part := range slices.Chunk(ids, maxArgs-2) {
		args := []any{millis(last), w.List}
		for _, id := range part {
			args = append(args, id)
		}
		_, err := tx.ExecContext(ctx, `UPDATE statement SET last_seen = $1 WHERE source = $2 AND last_seen = 0 AND entity IN (`+holes(3, len(part))+`)`, args...)
		if err != nil {
			return fmt.Errorf("end claims: %w", err)
		}
	}
	var list [][]any
	seen := map[string]bool{}
	for n, st := range w.Statements {
		key := demarche.NewItemID(st.Property, st.Value)
		if at := st.Entity + "\x00" + key; !seen[at] {
			seen[at] = true
			list = append(list, []any{st.Entity, w.List, key, st.Property, cleanText(st.Value), n, millis(w.Seen), 0})
		}
	}
	return insert(ctx, tx, `INSERT INTO statement (entity, source, key, property, value, n, first_seen, last_seen)`, list, `
		ON CONFLICT (entity, source, key) DO UPDATE SET n = excluded.n, last_seen = 0`)
}

func writeGone(ctx context.Context, tx *sql.Tx, w demarche.ListWrite) error {
	for part := range slices.Chunk(w.Gone, maxArgs-3) {
		args := []any{millis(w.Seen), millis(w.NotBefore), w.List}
		for _, id := range part {
			args = append(args, id)
		}
		_, err := tx.ExecContext(ctx, `UPDATE list_entry SET gone = $1, last_seen = $2 WHERE list = $3 AND gone = 0 AND entity IN (`+holes(4, len(part))+`)`, args...)
		if err != nil {
			return fmt.Errorf("mark entries as gone: %w", err)
		}
	}
	return nil
}

func writeChanges(ctx context.Context, tx *sql.Tx, w demarche.ListWrite) error {
	var list [][]any
	for _, c := range w.Changes {
		list = append(list, []any{c.Item, c.List, c.Entity, string(c.Kind), c.On, millis(c.Seen), toJSON(c)})
	}
	return insert(ctx, tx, `INSERT INTO list_change (item, list, entity, kind, on_date, seen, data)`, list, `ON CONFLICT (item) DO NOTHING`)
}

func (s *Store) noteRelink(ctx context.Context, tx *sql.Tx, w demarche.ListWrite) error {
	ids := slices.Clone(w.Gone)
	for _, e := range w.Put {
		ids = append(ids, e.Entity.ID)
	}
	return s.noteRenamed(ctx, tx, ids)
}

func (s *Store) noteRenamed(ctx context.Context, tx *sql.Tx, ids []string) error {
	var list [][]any
	for _, id := range ids {
		list = append(list, []any{id, millis(s.now())})
	}
	return insert(ctx, tx, `INSERT INTO relink (entity, at)`, dedup(list), `
		ON CONFLICT (entity) DO UPDATE SET at = CASE WHEN excluded.at > relink.at THEN excluded.at ELSE relink.at + 1 END`)
}

// Renamed returns the entities whose entries changed since the pipeline last
// looked for the items that name them.
func (s *Store) Renamed(ctx context.Context) ([]demarche.Renamed, error) {
	var list []demarche.Renamed
	err := rows(ctx, s.news.r, `SELECT entity, at FROM relink ORDER BY entity`, nil, func(r *sql.Rows) error {
		var n demarche.Renamed
		err := r.Scan(&n.Entity, &n.At)
		list = append(list, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read whose entries changed: %w", err)
	}
	return list, nil
}

// Relink puts items into the link step's todo: those given, and those that are
// tied to the entities or have a name of theirs as one of their own.
func (s *Store) Relink(ctx context.Context, entities, items []string) error {
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		if err := s.relink(ctx, tx, entities); err != nil {
			return err
		}
		var out demarche.Outcome
		for _, id := range items {
			out.Todo = append(out.Todo, demarche.Todo{Step: stepLink, Item: id})
		}
		return s.writeTodo(ctx, tx, out)
	})
	if err != nil {
		return fmt.Errorf("store: ask to link items again: %w", err)
	}
	return nil
}

// DropRenamed takes notes away, those left out that have changed since they were read.
func (s *Store) DropRenamed(ctx context.Context, list []demarche.Renamed) error {
	for part := range slices.Chunk(list, entitiesAtOnce) {
		err := s.news.update(ctx, func(tx *sql.Tx) error {
			for _, n := range part {
				if _, err := tx.ExecContext(ctx, `DELETE FROM relink WHERE entity = $1 AND at = $2`, n.Entity, n.At); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("store: note that items were looked for: %w", err)
		}
	}
	return nil
}

// TextsAfter returns the texts of items with a seq behind after and up to upto, in
// the order of seq.
func (s *Store) TextsAfter(ctx context.Context, after, upto int64, limit int) ([]demarche.ItemText, error) {
	var list []demarche.ItemText
	err := rows(ctx, s.news.r, `SELECT i.id, i.seq, coalesce((SELECT r.text FROM revision r WHERE r.item = i.id ORDER BY r.n DESC LIMIT 1), '')
		FROM item i WHERE i.seq > $1 AND i.seq <= $2 ORDER BY i.seq LIMIT $3`, []any{after, upto, limit}, func(r *sql.Rows) error {
		var t demarche.ItemText
		err := r.Scan(&t.Item, &t.Seq, &t.Text)
		list = append(list, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read texts after %d: %w", after, err)
	}
	return list, nil
}

// stopsKey names the row of meta that holds the stoplist that links were made with.
const stopsKey = "stoplist"

// Stoplist returns the stoplist that links were last made with, "" when none was.
func (s *Store) Stoplist(ctx context.Context) (string, error) {
	var text string
	err := s.news.r.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = $1`, stopsKey).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("store: read the stoplist last used: %w", err)
	}
	return text, nil
}

// PutStoplist keeps the stoplist that links are made with from now on, and notes
// the entities whose names it touches.
func (s *Store) PutStoplist(ctx context.Context, text string, touched []string) error {
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, stopsKey, text)
		if err != nil {
			return err
		}
		return s.noteRenamed(ctx, tx, touched)
	})
	if err != nil {
		return fmt.Errorf("store: keep the stoplist: %w", err)
	}
	return nil
}

// PendingChanges returns changes of lists that have no item yet: an update was
// broken off between the two.
func (s *Store) PendingChanges(ctx context.Context, list string, limit int) ([]demarche.Change, error) {
	return s.changes(ctx, `c.list = $1 AND NOT EXISTS (SELECT 1 FROM item i WHERE i.id = c.item) ORDER BY c.item LIMIT $2`, list, limit)
}

func (s *Store) changes(ctx context.Context, where string, args ...any) ([]demarche.Change, error) {
	var list []demarche.Change
	err := rows(ctx, s.news.r, `SELECT c.data FROM list_change c WHERE `+where, args, func(r *sql.Rows) error {
		c, err := scanJSON[demarche.Change](r)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read changes of lists: %w", err)
	}
	return list, nil
}

// Changes returns changes of lists, those first that were seen last.
func (s *Store) Changes(ctx context.Context, q demarche.ChangeQuery) ([]demarche.Change, error) {
	where := "true"
	var args []any
	add := func(clause string, value any) {
		args = append(args, value)
		where += fmt.Sprintf(" AND "+clause, len(args))
	}
	if q.List != "" {
		add("c.list = $%d", q.List)
	}
	if q.Kind != "" {
		add("c.kind = $%d", string(q.Kind))
	}
	if q.Since != "" {
		day, err := time.Parse(time.DateOnly, q.Since)
		if err != nil {
			return nil, fmt.Errorf("store: changes since %q: %w", q.Since, demarche.ErrInvalid)
		}
		args = append(args, millis(day), q.Since)
		where += fmt.Sprintf(" AND (c.seen >= $%d OR c.on_date >= $%d)", len(args)-1, len(args))
	}
	if q.Until != "" {
		day, err := time.Parse(time.DateOnly, q.Until)
		if err != nil {
			return nil, fmt.Errorf("store: changes until %q: %w", q.Until, demarche.ErrInvalid)
		}
		add("c.seen < $%d", millis(day.AddDate(0, 0, 1)))
	}
	if n := min(len(q.Entity), 50); n > 0 {
		where += " AND c.entity IN (" + holes(len(args)+1, n) + ")"
		for _, id := range q.Entity[:n] {
			args = append(args, id)
		}
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	args = append(args, q.Limit, max(0, q.Skip))
	where += fmt.Sprintf(" ORDER BY c.seen DESC, c.on_date DESC, c.list, c.entity, c.item LIMIT $%d OFFSET $%d", len(args)-1, len(args))
	return s.changes(ctx, where, args...)
}

// addListChanges tells the items that stand for a change of a list what changed.
func (s *Store) addListChanges(ctx context.Context, ids []string, views map[string]*demarche.ItemView) error {
	return each(ctx, s.news.r, `SELECT item, data FROM list_change WHERE item IN (%s)`, nil, ids, func(r *sql.Rows) error {
		var item string
		c, err := scanJSON[demarche.Change](r, &item)
		views[item].Changes = append(views[item].Changes, c)
		return err
	})
}
