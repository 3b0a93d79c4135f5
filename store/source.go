package store

import (
	"context"
	"database/sql"
	"fmt"

	"demarche"
)

// SyncSources writes the catalogue. Sources held but not given stay: items
// point to them.
func (s *Store) SyncSources(ctx context.Context, sources []demarche.Source) error {
	var list [][]any
	for _, src := range sources {
		if src.ID == "" {
			return fmt.Errorf("store: source %q: %w: no id", src.Name, demarche.ErrInvalid)
		}
		list = append(list, []any{src.ID, toJSON(src)})
	}
	return s.news.update(ctx, func(tx *sql.Tx) error {
		err := insert(ctx, tx, `INSERT INTO source (id, data)`, list, `ON CONFLICT (id) DO UPDATE SET data = excluded.data`)
		if err != nil {
			return fmt.Errorf("store: write %d sources: %w", len(list), err)
		}
		return nil
	})
}

// Sources returns all sources in the order of their ids.
func (s *Store) Sources(ctx context.Context) ([]demarche.Source, error) {
	var list []demarche.Source
	err := rows(ctx, s.news.r, `SELECT id, data FROM source ORDER BY id`, nil, func(r *sql.Rows) error {
		src, err := scanSource(r)
		list = append(list, src)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read sources: %w", err)
	}
	return list, nil
}

// Source returns one source.
func (s *Store) Source(ctx context.Context, id string) (demarche.Source, error) {
	m, err := s.sources(ctx, []string{id})
	if err != nil {
		return demarche.Source{}, fmt.Errorf("store: read source %s: %w", id, err)
	}
	src, ok := m[id]
	if !ok {
		return src, notFound("source", id)
	}
	return src, nil
}

// SourceNames returns what the named sources call themselves, by id; one that is
// not held is left out.
func (s *Store) SourceNames(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	err := each(ctx, s.news.r, `SELECT id, data FROM source WHERE id IN (%s)`, nil, ids, func(r *sql.Rows) error {
		var id string
		src, err := scanJSON[struct{ Name string }](r, &id)
		names[id] = src.Name
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read the names of %d sources: %w", len(ids), err)
	}
	return names, nil
}

func (s *Store) sources(ctx context.Context, ids []string) (map[string]demarche.Source, error) {
	found := make(map[string]demarche.Source, len(ids))
	err := each(ctx, s.news.r, `SELECT id, data FROM source WHERE id IN (%s)`, nil, ids, func(r *sql.Rows) error {
		src, err := scanSource(r)
		found[src.ID] = src
		return err
	})
	return found, err
}

func scanSource(r *sql.Rows) (demarche.Source, error) {
	var id, data string
	var src demarche.Source
	if err := r.Scan(&id, &data); err != nil {
		return src, err
	}
	if err := fromJSON(data, &src); err != nil {
		return src, fmt.Errorf("source %s: %w", id, err)
	}
	return src, nil
}

// FeedStates returns what is remembered of every feed that was ever asked.
func (s *Store) FeedStates(ctx context.Context) ([]demarche.FeedState, error) {
	var list []demarche.FeedState
	err := rows(ctx, s.news.r, `
		SELECT feed, etag, last_modified, body_hash, due, failures, last_try, last_ok, last_item, bodies
		FROM feed_state ORDER BY feed`, nil, func(r *sql.Rows) error {
		var st demarche.FeedState
		var due, lastTry, lastOK, lastItem int64
		var bodies string
		err := r.Scan(&st.Feed, &st.ETag, &st.LastModified, &st.BodyHash, &due, &st.Failures, &lastTry, &lastOK, &lastItem, &bodies)
		st.Due, st.LastTry, st.LastOK, st.LastItem = instant(due), instant(lastTry), instant(lastOK), instant(lastItem)
		list = append(list, st)
		if err != nil {
			return err
		}
		return fromJSON(bodies, &list[len(list)-1].Bodies)
	})
	if err != nil {
		return nil, fmt.Errorf("store: read feed states: %w", err)
	}
	return list, nil
}
