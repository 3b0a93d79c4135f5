package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"demarche"
)

// Mends are the records of the last nights' mends, the newest first, at most limit.
func (s *Store) Mends(ctx context.Context, limit int) ([]demarche.MendRecord, error) {
	var out []demarche.MendRecord
	err := rows(ctx, s.news.r, `SELECT data FROM mend ORDER BY day DESC LIMIT $1`, []any{limit}, func(r *sql.Rows) error {
		var data []byte
		if err := r.Scan(&data); err != nil {
			return err
		}
		var rec demarche.MendRecord
		if err := json.Unmarshal(data, &rec); err != nil {
			return err
		}
		out = append(out, rec)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: read the records of mends: %w", err)
	}
	return out, nil
}

// SaveMend writes the record of a night; a later one of the same day replaces it.
func (s *Store) SaveMend(ctx context.Context, rec demarche.MendRecord) error {
	data, err := json.Marshal(rec)
	if err != nil {
		return fmt.Errorf("store: record of the mend of %s: %w", rec.Day, err)
	}
	err = s.news.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO mend (day, data) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET data = excluded.data`, rec.Day, string(data))
		return err
	})
	if err != nil {
		return fmt.Errorf("store: record of the mend of %s: %w", rec.Day, err)
	}
	return nil
}
