package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// maxDocument bounds a decompressed document, in bytes. The crawler's own limit
// is lower; this one stops a damaged file from taking all memory.
const maxDocument = 256 << 20

// putDocuments stores documents that are not held yet. They are named by their
// content, so writing one twice changes nothing.
func (s *Store) putDocuments(ctx context.Context, docs []*demarche.Document) error {
	hashes := make([]string, 0, len(docs))
	for _, d := range docs {
		hashes = append(hashes, d.Hash)
	}
	slices.Sort(hashes)
	held := map[string]bool{}
	err := each(ctx, s.docs.r, `SELECT hash FROM document WHERE hash IN (%s)`, nil, slices.Compact(hashes), func(r *sql.Rows) error {
		var hash string
		err := r.Scan(&hash)
		held[hash] = true
		return err
	})
	if err != nil {
		return fmt.Errorf("store: look for documents: %w", err)
	}
	var list [][]any
	for _, d := range docs {
		if held[d.Hash] {
			continue
		}
		held[d.Hash] = true
		list = append(list, []any{d.Hash, d.URL, d.FinalURL, millis(d.Fetched), d.Status, toJSON(d.Header),
			d.MediaType, d.Charset, len(d.Body), s.enc.EncodeAll(d.Body, nil)})
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	return s.docs.update(ctx, func(tx *sql.Tx) error {
		err := insert(ctx, tx, `INSERT INTO document (hash, url, final_url, fetched, status, header, media_type, charset, size, body)`,
			list, `ON CONFLICT (hash) DO NOTHING`)
		if err != nil {
			return fmt.Errorf("store: write %d documents: %w", len(list), err)
		}
		return nil
	})
}

// Document returns the bytes of one answer as fetched.
func (s *Store) Document(ctx context.Context, hash string) (demarche.Document, error) {
	m, err := s.Documents(ctx, []string{hash})
	if err != nil {
		return demarche.Document{}, err
	}
	d, ok := m[hash]
	if !ok {
		return d, notFound("document", hash)
	}
	return d, nil
}

// Documents returns those of the named documents that are held.
func (s *Store) Documents(ctx context.Context, hashes []string) (map[string]demarche.Document, error) {
	found := make(map[string]demarche.Document, len(hashes))
	err := each(ctx, s.docs.r, `
		SELECT hash, url, final_url, fetched, status, header, media_type, charset, size, body
		FROM document WHERE hash IN (%s)`, nil, hashes, func(r *sql.Rows) error {
		var d demarche.Document
		var fetched int64
		var header string
		var size int
		var body []byte
		if err := r.Scan(&d.Hash, &d.URL, &d.FinalURL, &fetched, &d.Status, &header, &d.MediaType, &d.Charset, &size, &body); err != nil {
			return err
		}
		d.Fetched = instant(fetched)
		plain, err := s.dec.DecodeAll(body, nil)
		if err == nil && len(body) == 0 && size > 0 {
			plain, err = s.documentParts(ctx, d.Hash, size)
		}
		if err == nil && demarche.NewDocumentHash(plain) != d.Hash {
			err = errors.New("its bytes do not have the hash it is named by")
		}
		if err == nil {
			err = fromJSON(header, &d.Header)
		}
		if err != nil {
			return fmt.Errorf("document %s is damaged: %w", d.Hash, err)
		}
		d.Body = plain
		found[d.Hash] = d
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: read documents: %w", err)
	}
	return found, nil
}
