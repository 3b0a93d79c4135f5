package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
)

func TestBackupAndRestore(t *testing.T) {
	ctx := t.Context()
	s := open(t, "sqlite:"+t.TempDir(), &clock{t: start})
	mustPut(t, s, entry("wire", "a", "A", "the text\n"))
	subscribed(t, s, "kim")
	if err := s.Suppress(ctx, "lee@reader.example", "bounced"); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "backup.tar.zst")
	if err := s.Backup(ctx, archive); err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, entry("wire", "b", "B", "after the backup\n"))

	dir := filepath.Join(t.TempDir(), "restored")
	if err := Restore(ctx, archive, dir); err != nil {
		t.Fatal(err)
	}
	id, err := s.ID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, "sqlite:"+dir, &clock{t: start})
	newID, err := r.ID(ctx)
	if err != nil || newID == id {
		t.Errorf("restored id %q, %v: want another than %q", newID, err, id)
	}
	diff(t, "item", mustItem(t, s, demarche.NewItemID("wire", "a")), mustItem(t, r, demarche.NewItemID("wire", "a")))
	if d, err := r.Document(ctx, document("the text\n").Hash); err != nil || string(d.Body) != "the text\n" {
		t.Errorf("restored document %q, %v", d.Body, err)
	}
	if seq, err := r.Seq(ctx); err != nil || seq != 1 {
		t.Errorf("restored seq %d, %v; want 1", seq, err)
	}
	if yes, err := r.Suppressed(ctx, "lee@reader.example"); err != nil || !yes {
		t.Errorf("the suppression was not restored: %v, %v", yes, err)
	}
	if paused, err := r.SendingPaused(ctx); err != nil || !paused {
		t.Errorf("sending paused %v, %v: want paused after a restore", paused, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "people.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("people.db: %v, %v; want mode 600", info.Mode(), err)
	}
	if err := Restore(ctx, archive, dir); !errors.Is(err, demarche.ErrConflict) {
		t.Errorf("restoring over a store: %v, want ErrConflict", err)
	}
}

func TestRestoreRefusesDamage(t *testing.T) {
	s := open(t, "sqlite:"+t.TempDir(), &clock{t: start})
	archive := filepath.Join(t.TempDir(), "backup.tar.zst")
	if err := s.Backup(t.Context(), archive); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte{}, whole...)
	flipped[len(flipped)-40] ^= 1
	for name, bytes := range map[string][]byte{"cut": whole[:len(whole)/2], "one bit flipped": flipped, "something else": []byte("hello"), "empty": nil} {
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := Restore(t.Context(), bad, dir); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: error %v, want one that names the file", name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%s: %d files were left behind", name, len(left))
		}
	}
}
