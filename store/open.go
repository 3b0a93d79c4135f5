package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"demarche"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // registers "sqlite"
)

// db is one database: a handle that writes and a pool that reads. On SQLite the
// writer is a single connection whose transactions begin immediately.
type db struct {
	w, r *sql.DB
}

func (d *db) close() error {
	if d.w == d.r {
		return d.w.Close()
	}
	return errors.Join(d.r.Close(), d.w.Close())
}

// maxTries bounds how often a transaction is tried again after losing a race.
const maxTries = 8

// errRace is returned inside update by a transaction that saw another writer
// change what it had read: it is rolled back and tried again.
var errRace = errors.New("lost a race with another writer")

// update runs f in a transaction. f may run several times.
func (d *db) update(ctx context.Context, f func(*sql.Tx) error) error {
	for try := 1; ; try++ {
		err := d.once(ctx, f)
		if err == nil || !raced(err) || try == maxTries {
			return err
		}
	}
}

func (d *db) once(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := d.w.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: commit: %w", err)
	}
	return nil
}

// raced says whether a transaction failed only because of another one.
func raced(err error) bool {
	if errors.Is(err, errRace) {
		return true
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01") // serialization failure, deadlock
}

// Open opens the store, makes it when it is not there yet and brings its schema
// up to date. A store written by a newer program is refused.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	s := &Store{now: cfg.Now, log: cfg.Log}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2)); err != nil {
		return nil, fmt.Errorf("store: zstd: %w", err)
	}
	if s.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxDocument)); err != nil {
		return nil, fmt.Errorf("store: zstd: %w", err)
	}
	scheme, rest, _ := strings.Cut(cfg.URL, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		err = s.openSQLite(ctx, rest)
	case scheme == "postgres" || scheme == "postgresql":
		err = s.openPostgres(ctx, cfg.URL)
	default:
		err = fmt.Errorf("%w: expected sqlite:DIR or postgres://…", demarche.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", redacted(cfg.URL), err)
	}
	return s, nil
}

// redacted is a store's address without its password.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	return u.Redacted()
}

func (s *Store) openSQLite(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	s.dir = dir
	for _, part := range parts {
		d, err := openFile(filepath.Join(dir, part+".db"))
		if err == nil {
			*s.part(part) = d
			err = migrate(ctx, d.w, false, part)
		}
		if err != nil {
			s.closeOpened()
			return fmt.Errorf("%s.db: %w", part, err)
		}
	}
	return nil
}

// openFile opens one SQLite file. The people file is made readable by its owner
// alone before anything is in it; SQLite gives its journal the same mode.
func openFile(path string) (*db, error) {
	mode := os.FileMode(0o640)
	if filepath.Base(path) == partPeople+".db" {
		mode = 0o600
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, mode)
	if err != nil {
		return nil, err
	}
	f.Close()
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	dsn := (&url.URL{Scheme: "file", Path: abs}).String() +
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)"
	w, err := sql.Open("sqlite", dsn+"&_pragma=cache_size(-16000)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	// Readers are many; the system caches the file for all of them.
	r, err := sql.Open("sqlite", dsn+"&_pragma=cache_size(-2000)&_pragma=query_only(1)")
	if err != nil {
		w.Close()
		return nil, err
	}
	r.SetMaxOpenConns(8)
	r.SetMaxIdleConns(8) // a new one reads the schema first
	return &db{w: w, r: r}, nil
}

func (s *Store) openPostgres(ctx context.Context, dsn string) error {
	pool, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(24)
	pool.SetMaxIdleConns(8)
	d := &db{w: pool, r: pool}
	for _, part := range parts {
		*s.part(part) = d
		if err := migrate(ctx, pool, true, part); err != nil {
			pool.Close()
			return err
		}
	}
	return nil
}

// The parts of the store: each has its own folder of migrations.
const (
	partNews      = "news"
	partDocuments = "documents"
	partPeople    = "people"
)

var parts = []string{partNews, partDocuments, partPeople}

func (s *Store) part(name string) **db {
	switch name {
	case partNews:
		return &s.news
	case partDocuments:
		return &s.docs
	}
	return &s.people
}

func (s *Store) closeOpened() {
	for _, part := range parts {
		if d := *s.part(part); d != nil {
			d.close()
		}
	}
}
