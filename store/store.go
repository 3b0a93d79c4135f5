// Package store keeps everything that cannot be made again: documents as
// fetched, items, what the pipeline's steps wrote about them, and the people
// who subscribed. It is the truth; the search index is made from it.
//
// Three databases hold it: news (sources, items, annotations, cursors),
// documents (bytes, compressed, named by their content) and people. With SQLite
// they are three files, so that subscribing never waits behind an import; with
// PostgreSQL they share one database. No transaction spans two of them: a
// document is written before the item that points to it.
//
// The seq: every write of items takes the next numbers from the one row of
// table clock, in the same transaction, as late as can be. The row stays locked
// until commit, so the order of commits is the order of seq, and a reader that
// polls by cursor skips nothing. Annotations take no seq.
//
// One SQL text runs on both engines; the only branches are in open.go and
// migrate.go.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"demarche"

	"github.com/klauspost/compress/zstd"
)

// Config says where the store is.
type Config struct {
	URL string           // "sqlite:DIR" or "postgres://…"
	Now func() time.Time // default time.Now
	Log *slog.Logger     // default: discard
}

// Store is an open store. It is safe for concurrent use.
type Store struct {
	news, docs, people *db
	now                func() time.Time
	log                *slog.Logger
	dir                string // SQLite only
	enc                *zstd.Encoder
	dec                *zstd.Decoder
}

// Counts are totals of what is held.
type Counts struct {
	Items     int
	Sources   int
	Documents int
	Entities  int
}

// Close closes all databases.
func (s *Store) Close() error {
	s.dec.Close()
	return errors.Join(s.news.close(), s.docs.close(), s.people.close())
}

// ID returns the random id the store was given when it was made. Restoring a
// backup gives a new one, so that an index of the old one is noticed.
func (s *Store) ID(ctx context.Context) (string, error) {
	var id string
	err := s.news.r.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'id'`).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("store: read its id: %w", err)
	}
	return id, nil
}

// Seq returns the highest seq given out, 0 when nothing was written yet.
func (s *Store) Seq(ctx context.Context) (int64, error) {
	var seq int64
	err := s.news.r.QueryRowContext(ctx, `SELECT seq FROM clock`).Scan(&seq)
	if err != nil {
		return 0, fmt.Errorf("store: read the clock: %w", err)
	}
	return seq, nil
}

// Counts totals what is held.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := s.news.r.QueryRowContext(ctx, `
		SELECT (SELECT CAST(coalesce(sum(items), 0) AS bigint) FROM source_day),
		       (SELECT count(*) FROM source),
		       (SELECT count(*) FROM entity)`).Scan(&c.Items, &c.Sources, &c.Entities)
	if err != nil {
		return c, fmt.Errorf("store: count: %w", err)
	}
	err = s.docs.r.QueryRowContext(ctx, `SELECT count(*) FROM document`).Scan(&c.Documents)
	if err != nil {
		return c, fmt.Errorf("store: count documents: %w", err)
	}
	return c, nil
}

// Ping writes and reads back one row of the news database: what /readyz asks.
func (s *Store) Ping(ctx context.Context) error {
	return s.news.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO meta (key, value) VALUES ('ping', $1)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, s.now().UTC().Format(time.RFC3339))
		if err != nil {
			return fmt.Errorf("store: write probe: %w", err)
		}
		return nil
	})
}

// millis gives an instant as stored; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant is the reverse of millis.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// notFound says that one thing is not held.
func notFound(kind, id string) error {
	return fmt.Errorf("store: %s %q: %w", kind, id, demarche.ErrNotFound)
}
