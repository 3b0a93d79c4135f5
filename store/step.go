package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"demarche"
)

// ClaimStep makes owner the owner of a pipeline step until lease and returns
// its state; a step never seen before starts at cursor 0. Raising the version
// starts redo work over everything the step has done. It fails with
// demarche.ErrConflict when somebody else holds the step, or when a newer
// version has already run.
func (s *Store) ClaimStep(ctx context.Context, name string, version int, owner string, lease time.Time) (demarche.StepState, error) {
	var st demarche.StepState
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO step (name, version, cursor, redo, redo_to, owner, lease) VALUES ($1, $2, 0, 0, 0, '', 0)
			ON CONFLICT (name) DO UPDATE SET name = excluded.name`, name, version) // an update that only locks the row
		if err != nil {
			return err
		}
		if st, err = readStep(ctx, tx, name); err != nil {
			return err
		}
		if st.Version > version {
			return fmt.Errorf("%w: version %d of it has already run and this program has version %d: run the newer program", demarche.ErrConflict, st.Version, version)
		}
		if st.Owner != "" && st.Owner != owner && st.Lease.After(s.now()) {
			return fmt.Errorf("%w: %s holds it until %s", demarche.ErrConflict, st.Owner, st.Lease.Format(time.RFC3339))
		}
		if st.Version < version {
			st.Version, st.Redo, st.RedoTo = version, 0, st.Cursor
		}
		st.Owner, st.Lease = owner, lease
		_, err = tx.ExecContext(ctx, `UPDATE step SET version = $1, redo = $2, redo_to = $3, owner = $4, lease = $5 WHERE name = $6`,
			st.Version, st.Redo, st.RedoTo, owner, millis(lease), name)
		return err
	})
	if err != nil {
		return demarche.StepState{}, fmt.Errorf("store: claim step %s: %w", name, err)
	}
	return st, nil
}

// ReleaseSteps gives up every step that owner holds.
func (s *Store) ReleaseSteps(ctx context.Context, owner string) error {
	return s.news.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE step SET owner = '', lease = 0 WHERE owner = $1`, owner)
		if err != nil {
			return fmt.Errorf("store: release the steps of %s: %w", owner, err)
		}
		return nil
	})
}

const stepColumns = `name, version, cursor, redo, redo_to, owner, lease`

func readStep(ctx context.Context, q querier, name string) (demarche.StepState, error) {
	var st demarche.StepState
	var lease int64
	err := q.QueryRowContext(ctx, `SELECT `+stepColumns+` FROM step WHERE name = $1`, name).
		Scan(&st.Name, &st.Version, &st.Cursor, &st.Redo, &st.RedoTo, &st.Owner, &lease)
	st.Lease = instant(lease)
	return st, err
}

// Step returns the state of one step; the zero state when it never ran.
func (s *Store) Step(ctx context.Context, name string) (demarche.StepState, error) {
	st, err := readStep(ctx, s.news.r, name)
	if errors.Is(err, sql.ErrNoRows) {
		return demarche.StepState{Name: name}, nil
	}
	if err != nil {
		return st, fmt.Errorf("store: read step %s: %w", name, err)
	}
	return st, nil
}

// NoteCursor records where a step with a cursor of its own (the index) stands.
func (s *Store) NoteCursor(ctx context.Context, name, owner string, cursor int64) error {
	return s.news.update(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `UPDATE step SET cursor = $1 WHERE name = $2 AND owner = $3`, cursor, name, owner)
		return oneRow(res, err, "note the cursor of "+name)
	})
}

// oneRow turns an update that met no row into demarche.ErrConflict.
func oneRow(res sql.Result, err error, what string) error {
	if err != nil {
		return fmt.Errorf("store: %s: %w", what, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("store: %s: %w", what, err)
	}
	if n != 1 {
		return fmt.Errorf("store: %s: %w: somebody else moved it or owns it", what, demarche.ErrConflict)
	}
	return nil
}

// Todo returns the oldest requests to a step, at most limit.
func (s *Store) Todo(ctx context.Context, step string, limit int) ([]demarche.Todo, error) {
	var list []demarche.Todo
	err := rows(ctx, s.news.r, `SELECT step, item, at FROM todo WHERE step = $1 ORDER BY at, item LIMIT $2`, []any{step, limit}, func(r *sql.Rows) error {
		var t demarche.Todo
		err := r.Scan(&t.Step, &t.Item, &t.At)
		list = append(list, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read the todo of %s: %w", step, err)
	}
	return list, nil
}

// TodoCount returns how many requests wait for a step.
func (s *Store) TodoCount(ctx context.Context, step string) (int, error) {
	var n int
	if err := s.news.r.QueryRowContext(ctx, `SELECT count(*) FROM todo WHERE step = $1`, step).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: count the todo of %s: %w", step, err)
	}
	return n, nil
}

// Unread returns, by item and in order, the versions no revision stands for yet.
func (s *Store) Unread(ctx context.Context, items []string) (map[string][]demarche.ItemVersion, error) {
	unread := map[string][]demarche.ItemVersion{}
	err := each(ctx, s.news.r, `
		SELECT v.item, v.seq, v.document, v.title, v.seen FROM item_version v
		WHERE v.seq > coalesce((SELECT max(r.upto) FROM revision r WHERE r.item = v.item), 0) AND v.item IN (%s)
		ORDER BY v.item, v.seq`, nil, items, func(r *sql.Rows) error {
		var v demarche.ItemVersion
		var seen int64
		err := r.Scan(&v.Item, &v.Seq, &v.Document, &v.Title, &seen)
		v.Seen = instant(seen)
		unread[v.Item] = append(unread[v.Item], v)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read versions of %d items: %w", len(items), err)
	}
	return unread, nil
}

// Revisions returns, by item and oldest first, all revisions.
func (s *Store) Revisions(ctx context.Context, items []string) (map[string][]demarche.RevisionWrite, error) {
	all := map[string][]demarche.RevisionWrite{}
	err := s.readRevisions(ctx, items, 1<<30, func(rev demarche.RevisionWrite) {
		all[rev.Item] = append([]demarche.RevisionWrite{rev}, all[rev.Item]...)
	})
	if err != nil {
		return nil, fmt.Errorf("store: read revisions of %d items: %w", len(items), err)
	}
	return all, nil
}

// ItemCount returns how many items have a seq up to upto.
func (s *Store) ItemCount(ctx context.Context, upto int64) (int, error) {
	var n int
	if err := s.news.r.QueryRowContext(ctx, `SELECT count(*) FROM item WHERE seq <= $1`, upto).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: count items up to %d: %w", upto, err)
	}
	return n, nil
}
