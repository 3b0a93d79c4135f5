package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"demarche"
)

// MarkGone notes that an item's page has vanished. The item stays and takes a
// new seq; one already gone does not change.
func (s *Store) MarkGone(ctx context.Context, itemID string, at time.Time) error {
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		var gone int
		err := tx.QueryRowContext(ctx, `SELECT gone FROM item WHERE id = $1`, itemID).Scan(&gone)
		if err == sql.ErrNoRows {
			return notFound("item", itemID)
		}
		if err != nil || gone == 1 {
			return err
		}
		seq, err := tick(ctx, tx, 1)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE item SET gone = 1, seq = $1, changed = $2 WHERE id = $3`, seq, millis(at), itemID)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: mark %s gone: %w", itemID, err)
	}
	return nil
}

// Known returns the items held under the given identity keys of a source, by key.
func (s *Store) Known(ctx context.Context, source string, keys []string) (map[string]demarche.Item, error) {
	known := map[string]demarche.Item{}
	err := each(ctx, s.news.r, `
		SELECT k.key, `+itemColumns+` FROM item_key k JOIN item i ON i.id = k.item
		WHERE k.source = $1 AND k.key IN (%s)`, []any{source}, keys, func(r *sql.Rows) error {
		var key string
		it, err := scanItem(r, &key)
		known[key] = it
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: look for known items of %s: %w", source, err)
	}
	return known, nil
}
