package wallet

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestNews finds no address in ordinary news.
func TestNews(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t, "eval/dev"), "*", "*.jsonl.gz"))
	size := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var row struct{ ID, Text, Body string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				continue
			}
			size += len(row.Text) + len(row.Body)
			for _, m := range Find(row.Text + "\n" + row.Body) {
				t.Errorf("%s %s: %s taken for %s (%s)", filepath.Base(name), row.ID, m.Text, m.Chain, m.Checksum)
			}
		}
	}
	if size < 1_000_000 {
		t.Errorf("only %d bytes of news read", size)
	}
}
