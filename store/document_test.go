package store

import (
	"errors"
	"strings"
	"testing"

	"demarche"
)

func TestDocuments(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		d := document(strings.Repeat("The same words again. ", 1000) + "\x00\xff")
		d.MediaType, d.Charset = "text/html", "windows-1251"
		e := entry("wire", "a", "A", "")
		e.Document = d
		mustPut(t, s, e)
		got, err := s.Document(t.Context(), d.Hash)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "document", *d, got)
		if _, err := s.Document(t.Context(), "sha256-none"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("missing document: %v, want ErrNotFound", err)
		}
		var stored int
		if err := s.docs.r.QueryRow(`SELECT length(body) FROM document`).Scan(&stored); err != nil {
			t.Fatal(err)
		}
		if stored > len(d.Body)/10 {
			t.Errorf("%d bytes are kept as %d: not compressed", len(d.Body), stored)
		}
	})
}

func TestDocumentDamaged(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		mustPut(t, s, entry("wire", "a", "A", "the text\n"))
		if _, err := s.docs.w.Exec(`UPDATE document SET body = $1`, s.enc.EncodeAll([]byte("another text\n"), nil)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Document(t.Context(), document("the text\n").Hash); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("error %v, want one that says the document is damaged", err)
		}
	})
}
