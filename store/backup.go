package store

import (
	"archive/tar"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"demarche"

	"github.com/klauspost/compress/zstd"
)

// manifestName is the first entry of a backup.
const manifestName = "manifest.json"

// manifest describes a backup: which files it holds and their SHA-256.
type manifest struct {
	Format int               `json:"format"` // 1
	Store  string            `json:"store"`  // id of the store it was made of
	Made   time.Time         `json:"made"`
	Files  map[string]string `json:"files"`
}

// Backup writes a consistent copy of a SQLite store into one archive (tar,
// compressed with zstd) while it goes on being used. News are copied before
// documents, so that every item in it has its document. A PostgreSQL store has
// pg_dump for that and is refused.
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.dir == "" {
		return fmt.Errorf("store: back up: %w: the store is a PostgreSQL database: use pg_dump", demarche.ErrInvalid)
	}
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("store: back up to %s: %w", path, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, path string) error {
	id, err := s.ID(ctx)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	m := manifest{Format: 1, Store: id, Made: s.now().UTC(), Files: map[string]string{}}
	for _, part := range parts {
		file := filepath.Join(dir, part+".db")
		if err := copyDatabase(ctx, *s.part(part), file); err != nil {
			return fmt.Errorf("copy %s.db: %w", part, err)
		}
		if m.Files[part+".db"], err = sumFile(file); err != nil {
			return err
		}
	}
	archive, err := os.OpenFile(filepath.Join(dir, "archive"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(writeArchive(archive, dir, m), archive.Sync(), archive.Close()); err != nil {
		return err
	}
	return moveInto(archive.Name(), path)
}

// copyDatabase writes a consistent copy on a reading connection, so that nobody
// who writes has to wait.
func copyDatabase(ctx context.Context, d *db, file string) error {
	conn, err := d.r.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `PRAGMA query_only = 0`); err != nil { // VACUUM INTO counts as a write
		return err
	}
	_, err = conn.ExecContext(ctx, `VACUUM INTO $1`, file)
	_, back := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA query_only = 1`)
	return errors.Join(err, back)
}

func sumFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func writeArchive(w io.Writer, dir string, m manifest) error {
	z, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	text := []byte(toJSON(m))
	if err := t.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(text)), ModTime: m.Made}); err != nil {
		return err
	}
	if _, err := t.Write(text); err != nil {
		return err
	}
	for _, part := range parts {
		if err := addFile(t, filepath.Join(dir, part+".db"), m.Made); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), z.Close())
}

func addFile(t *tar.Writer, path string, made time.Time) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: filepath.Base(path), Mode: 0o600, Size: info.Size(), ModTime: made}); err != nil {
		return err
	}
	_, err = io.Copy(t, f)
	return err
}

// moveInto renames a file that has been synced and syncs the folder.
func moveInto(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Restore unpacks a backup into a folder that holds no store yet. The restored
// store gets a new id, so that an index made from the old one is rebuilt, and
// its sending of mail is paused until somebody says otherwise.
func Restore(ctx context.Context, archive, dir string) error {
	if err := unpack(archive, dir); err != nil {
		return fmt.Errorf("store: restore %s into %s: %w", archive, dir, err)
	}
	s, err := Open(ctx, Config{URL: "sqlite:" + dir})
	if err != nil {
		return err
	}
	_, err = s.news.w.ExecContext(ctx, `UPDATE meta SET value = $1 WHERE key = 'id'`, rand.Text())
	if err == nil { // whoever held the steps holds them in the original, not here
		_, err = s.news.w.ExecContext(ctx, `UPDATE step SET owner = '', lease = 0`)
	}
	if err == nil {
		err = s.PauseSending(ctx, true)
	}
	return errors.Join(err, s.Close())
}

func unpack(archive, dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	for _, part := range parts {
		if _, err := os.Stat(filepath.Join(dir, part+".db")); !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%w: the folder already holds %s.db: choose another or move it away", demarche.ErrConflict, part)
		}
	}
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		return err
	}
	defer z.Close()
	t := tar.NewReader(z)
	var m manifest
	head, err := t.Next()
	if err != nil || head.Name != manifestName || head.Size > 1<<20 {
		return fmt.Errorf("%w: this is not a backup of demarche", demarche.ErrInvalid)
	}
	if err := json.NewDecoder(t).Decode(&m); err != nil || m.Format != 1 {
		return fmt.Errorf("%w: its manifest cannot be read or has another format than 1", demarche.ErrInvalid)
	}
	return unpackFiles(t, dir, m)
}

// unpackFiles writes the databases under temporary names and moves them into
// place when all of them are whole.
func unpackFiles(t *tar.Reader, dir string, m manifest) (err error) {
	var files []string
	defer func() {
		for _, file := range files {
			err = errors.Join(err, os.Remove(file))
		}
	}()
	for {
		head, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%w: the archive is damaged: %v", demarche.ErrInvalid, err)
		}
		if !slices.Contains(parts, strings.TrimSuffix(head.Name, ".db")) {
			return fmt.Errorf("%w: it holds the unknown file %q", demarche.ErrInvalid, head.Name)
		}
		file := filepath.Join(dir, head.Name+".restoring")
		files = append(files, file)
		if err := unpackFile(t, file, m.Files[head.Name]); err != nil {
			return err
		}
	}
	if len(files) != len(parts) {
		return fmt.Errorf("%w: it holds %d of %d databases", demarche.ErrInvalid, len(files), len(parts))
	}
	for _, file := range files {
		if err := moveInto(file, strings.TrimSuffix(file, ".restoring")); err != nil {
			return err
		}
	}
	files = nil
	return nil
}

func unpackFile(r io.Reader, file, sum string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), r)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != sum {
		return fmt.Errorf("%w: %s is damaged: its checksum is not that of the manifest", demarche.ErrInvalid, strings.TrimSuffix(filepath.Base(file), ".restoring"))
	}
	return nil
}
