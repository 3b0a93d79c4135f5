package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

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
		SELECT feed, etag, last_modified, body_hash, due, failures, last_try, last_ok, last_item
		FROM feed_state ORDER BY feed`, nil, func(r *sql.Rows) error {
		var st demarche.FeedState
		var due, lastTry, lastOK, lastItem int64
		err := r.Scan(&st.Feed, &st.ETag, &st.LastModified, &st.BodyHash, &due, &st.Failures, &lastTry, &lastOK, &lastItem)
		st.Due, st.LastTry, st.LastOK, st.LastItem = instant(due), instant(lastTry), instant(lastOK), instant(lastItem)
		list = append(list, st)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read feed states: %w", err)
	}
	return list, nil
}

const (
	healthFetches = 20 // requests shown of a source
	healthDays    = 30 // days counted, today included
)

// SourceHealth returns one row a source, in the order of ids, with everything
// but State and Why.
func (s *Store) SourceHealth(ctx context.Context, now time.Time) ([]demarche.SourceHealth, error) {
	sources, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]demarche.SourceHealth, len(sources))
	byID := make(map[string]*demarche.SourceHealth, len(sources))
	for i, src := range sources {
		list[i] = demarche.SourceHealth{Source: src, Daily: make([]int, healthDays)}
		byID[src.ID] = &list[i]
	}
	if err := s.addDays(ctx, byID, day(now)); err != nil {
		return nil, fmt.Errorf("store: count items by source: %w", err)
	}
	states, err := s.FeedStates(ctx)
	if err != nil {
		return nil, err
	}
	addStates(list, states)
	if err := s.addFetches(ctx, byID); err != nil {
		return nil, fmt.Errorf("store: read fetches: %w", err)
	}
	return list, nil
}

func (s *Store) addDays(ctx context.Context, byID map[string]*demarche.SourceHealth, today int64) error {
	return rows(ctx, s.news.r, `SELECT source, day, items, newest FROM source_day ORDER BY source, day`, nil, func(r *sql.Rows) error {
		var source string
		var day, newest int64
		var items int
		if err := r.Scan(&source, &day, &items, &newest); err != nil {
			return err
		}
		h := byID[source]
		if h == nil {
			return nil
		}
		h.Items += items
		h.LastItem = instant(newest)
		if i := int(day-today) + healthDays - 1; i >= 0 && i < healthDays {
			h.Daily[i] += items
		}
		return nil
	})
}

// addStates sums up the feeds of each source: the newest good answer and try,
// the earliest next request.
func addStates(list []demarche.SourceHealth, states []demarche.FeedState) {
	byFeed := make(map[string]demarche.FeedState, len(states))
	for _, st := range states {
		byFeed[st.Feed] = st
	}
	for i := range list {
		h := &list[i]
		for _, feed := range h.Source.Feeds {
			st, ok := byFeed[feed.ID]
			if !ok {
				continue
			}
			if st.LastOK.After(h.LastOK) {
				h.LastOK = st.LastOK
			}
			if st.LastTry.After(h.LastTry) {
				h.LastTry = st.LastTry
			}
			if !st.Due.IsZero() && (h.Due.IsZero() || st.Due.Before(h.Due)) {
				h.Due = st.Due
			}
		}
	}
}

func (s *Store) addFetches(ctx context.Context, byID map[string]*demarche.SourceHealth) error {
	return rows(ctx, s.news.r, `
		SELECT f.source, f.data, f.sample FROM feed_fetch f JOIN (
			SELECT feed, at, id, row_number() OVER (PARTITION BY source ORDER BY at DESC, feed, id) AS place FROM feed_fetch) AS n
			ON n.feed = f.feed AND n.at = f.at AND n.id = f.id
		WHERE n.place <= $1 ORDER BY f.source, n.place`, []any{healthFetches}, func(r *sql.Rows) error {
		var source, data string
		var f demarche.Fetch
		var sample []byte
		if err := r.Scan(&source, &data, &sample); err != nil {
			return err
		}
		if err := fromJSON(data, &f); err != nil {
			return err
		}
		f.Sample = sample
		if h := byID[source]; h != nil {
			h.Fetches = append(h.Fetches, f)
		}
		return nil
	})
}
