package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"demarche"
)

//go:embed schema
var schemaFiles embed.FS

// migrationLock is the key of the advisory lock that lets one process at a time
// migrate a PostgreSQL database: "demarche" in ASCII.
const migrationLock = 0x64656d6172636865

// migrate brings one part's schema up to date: schema/PART/NNNN_name.sql in the
// order of NNNN. Each file runs in a transaction of its own together with the
// row that says so, so a migration killed in the middle leaves nothing behind.
func migrate(ctx context.Context, w *sql.DB, postgres bool, part string) error {
	return migrateFrom(ctx, w, postgres, part, schemaFiles)
}

func migrateFrom(ctx context.Context, w *sql.DB, postgres bool, part string, files fs.FS) error {
	names, err := fs.Glob(files, path.Join("schema", part, "*.sql"))
	if err != nil {
		return err
	}
	for i, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return fmt.Errorf("migration %s: expected number %04d", name, i+1)
		}
	}
	for {
		more, err := migrateOne(ctx, w, postgres, part, files, names)
		if err != nil || !more {
			return err
		}
	}
}

// migrateOne runs the next migration, if there is one.
func migrateOne(ctx context.Context, w *sql.DB, postgres bool, part string, files fs.FS, names []string) (bool, error) {
	tx, err := w.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if postgres {
		if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(migrationLock)); err != nil {
			return false, err
		}
	}
	_, err = tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_version (part text PRIMARY KEY, version bigint NOT NULL)`)
	if err != nil {
		return false, err
	}
	have := 0
	err = tx.QueryRowContext(ctx, `SELECT version FROM schema_version WHERE part = $1`, part).Scan(&have)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	if have > len(names) {
		return false, fmt.Errorf("%w: the %s database has schema %d, written by a newer demarche; this one knows schema %d: run the newer program or restore an older backup",
			demarche.ErrConflict, part, have, len(names))
	}
	if have == len(names) {
		return false, nil
	}
	text, err := fs.ReadFile(files, names[have])
	if err != nil {
		return false, err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return false, fmt.Errorf("migration %s: %w", path.Base(names[have]), err)
	}
	if part == partNews && have == 0 {
		if _, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('id', $1)`, rand.Text()); err != nil {
			return false, err
		}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO schema_version (part, version) VALUES ($1, $2)
		ON CONFLICT (part) DO UPDATE SET version = excluded.version`, part, have+1)
	if err != nil {
		return false, err
	}
	return true, tx.Commit()
}
