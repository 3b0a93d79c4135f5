package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"demarche"
)

// partSize is how many bytes of a large document are held at once.
const partSize = 4 << 20

// PutFile stores a document whose body is read from a file, in parts when it is
// large. d.Hash names the body; a body that does not have it is refused.
func (s *Store) PutFile(ctx context.Context, d demarche.Document, body io.Reader) error {
	held, err := s.holdsDocument(ctx, d.Hash)
	if err != nil || held {
		return err
	}
	sum := demarche.NewDocumentSum()
	body = io.TeeReader(body, sum)
	first, err := io.ReadAll(io.LimitReader(body, partSize))
	if err != nil {
		return fmt.Errorf("store: read document %s: %w", d.Hash, err)
	}
	size := len(first)
	if size < partSize {
		if demarche.DocumentHash(sum) != d.Hash {
			return fmt.Errorf("store: document %s has other bytes: %w", d.Hash, demarche.ErrInvalid)
		}
		d.Body = first
		return s.putDocuments(ctx, []*demarche.Document{&d})
	}
	for n := 0; len(first) > 0; n++ {
		if err := s.putPart(ctx, d.Hash, n, first); err != nil {
			return err
		}
		k, err := io.ReadFull(body, first[:partSize])
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("store: read document %s: %w", d.Hash, err)
		}
		first = first[:k]
		size += k
	}
	if demarche.DocumentHash(sum) != d.Hash {
		return fmt.Errorf("store: document %s has other bytes: %w", d.Hash, demarche.ErrInvalid)
	}
	return s.docs.update(ctx, func(tx *sql.Tx) error {
		err := insert(ctx, tx, `INSERT INTO document (hash, url, final_url, fetched, status, header, media_type, charset, size, body)`,
			[][]any{{d.Hash, d.URL, d.FinalURL, millis(d.Fetched), d.Status, toJSON(d.Header), d.MediaType, d.Charset, size, []byte{}}}, `ON CONFLICT (hash) DO NOTHING`)
		if err != nil {
			return fmt.Errorf("store: write document %s: %w", d.Hash, err)
		}
		return nil
	})
}

// putPart writes one part, in a transaction of its own to keep it short.
func (s *Store) putPart(ctx context.Context, hash string, n int, body []byte) error {
	packed := s.enc.EncodeAll(body, nil)
	return s.docs.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO document_part (hash, n, body) VALUES ($1, $2, $3)
			ON CONFLICT (hash, n) DO UPDATE SET body = excluded.body`, hash, n, packed)
		if err != nil {
			return fmt.Errorf("store: write part %d of document %s: %w", n, hash, err)
		}
		return nil
	})
}

func (s *Store) holdsDocument(ctx context.Context, hash string) (bool, error) {
	var one int
	err := s.docs.r.QueryRowContext(ctx, `SELECT 1 FROM document WHERE hash = $1`, hash).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("store: look for document %s: %w", hash, err)
	}
	return true, nil
}

// documentParts puts the body of a large document together.
func (s *Store) documentParts(ctx context.Context, hash string, size int) ([]byte, error) {
	if size > maxDocument {
		return nil, fmt.Errorf("%d bytes are more than is read at once", size)
	}
	body := make([]byte, 0, size)
	err := rows(ctx, s.docs.r, `SELECT body FROM document_part WHERE hash = $1 ORDER BY n`, []any{hash}, func(r *sql.Rows) error {
		var part []byte
		if err := r.Scan(&part); err != nil {
			return err
		}
		var err error
		body, err = s.dec.DecodeAll(part, body)
		return err
	})
	return body, err
}
