package lists

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestHostile feeds broken bytes to every reader: an error or a list, never a
// panic, and never a list from a file that holds none.
func TestHostile(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures")
	}
	broken := map[string][]byte{"page": []byte("<html><body>Access denied</body></html>"), "zip": append([]byte("PK\x03\x04"), make([]byte, 200)...), "nul": make([]byte, 5000),
		"deep": bytes.Repeat([]byte("<Sanctions>"), 10_000), "quote": append([]byte("1,\"a"), bytes.Repeat([]byte("\n2,b"), 5000)...), "brackets": bytes.Repeat([]byte("["), 100_000),
		"book": dfatBook(t)[:3000], "invalid": []byte("id,name\n\xff\xfe,\xc3\x28\n")}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		broken["whole "+f] = data
		for range 4 {
			bad := bytes.Clone(data)
			for range 1 + rnd.IntN(20) {
				bad[rnd.IntN(len(bad))] = byte(rnd.IntN(256))
			}
			broken["bad "+f] = bad
			broken["cut "+f] = data[:rnd.IntN(len(data))]
		}
	}
	for _, info := range All() {
		for name, data := range broken {
			list, err := Read(info.ID, map[string]io.Reader{name: bytes.NewReader(data)})
			if err == nil && list.Entries == 0 {
				t.Errorf("%s read %s as an empty list", info.ID, name)
			}
			if list.Bytes != int64(len(data)) {
				t.Errorf("%s of %s: %d bytes hashed of %d", info.ID, name, list.Bytes, len(data))
			}
		}
	}
}

// errReader fails in the middle, as a connection does.
type errReader struct{ r io.Reader }

func (e errReader) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestBrokenConnection(t *testing.T) {
	for list, name := range map[string]string{"us-ofac-sdn": "sdn.xml", "gb-uksl": "uk.csv", "opensanctions": "targets.simple.csv", "kr-notices": "notices.csv"} {
		_, err := Read(list, map[string]io.Reader{name: errReader{bytes.NewReader(readFile(t, "testdata/"+name))}})
		if err == nil {
			t.Errorf("%s: a broken connection went unnoticed", list)
		}
	}
}

// An error of the receiver ends the reading and comes back as it is.
func TestStreamStops(t *testing.T) {
	n := 0
	_, err := Reader{}.Stream("us-ofac-sdn", map[string]io.Reader{"sdn.xml": bytes.NewReader(readFile(t, "testdata/sdn.xml"))}, func(Record) error {
		n++
		return os.ErrClosed
	})
	if err != os.ErrClosed || n != 1 {
		t.Errorf("%d entries, %v", n, err)
	}
}
