package main

import (
	"archive/zip"
	"bytes"
	"testing"
)

const table = "Date,USD,KRW,\n2025-02-04,1.04,1500,\n2025-02-03,1.02,N/A,\n2025-01-31,1.03456789,1499.5,\n"

func TestGenerate(t *testing.T) {
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	f, err := w.Create("eurofxref-hist.csv")
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte(table))
	w.Close()
	for name, data := range map[string][]byte{"csv": []byte(table), "zip": z.Bytes()} {
		var out bytes.Buffer
		if err := generate(&out, data); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := "month,USD,KRW\n2025-01,1.0346,1499.5\n2025-02,1.03,1500\n"; out.String() != want {
			t.Errorf("%s: got\n%swant\n%s", name, out.String(), want)
		}
	}
	for _, bad := range []string{"", "a,b\n1,2\n", "PK\x03\x04"} {
		if err := generate(&bytes.Buffer{}, []byte(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
