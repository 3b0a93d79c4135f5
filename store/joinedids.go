package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// JoinedWith lists the given entities and those joined with one of them as one
// party, each once.
func (s *Store) JoinedWith(ctx context.Context, ids []string) ([]string, error) {
	out := slices.Clone(ids)
	err := each(ctx, s.news.r, `SELECT DISTINCT p.entity FROM party p JOIN party me ON me.party = p.party WHERE me.entity IN (%s) ORDER BY p.entity`, nil, ids, func(r *sql.Rows) error {
		var member string
		err := r.Scan(&member)
		if !slices.Contains(out, member) {
			out = append(out, member)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read joined entities: %w", err)
	}
	return out, nil
}
