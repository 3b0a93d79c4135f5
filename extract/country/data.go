package country

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
)

//go:embed data/hand.txt
var handText string

//go:embed data/cldr.tsv.gz
var cldrData []byte

//go:embed data/places.tsv.gz
var placesData []byte

// unpack reads an embedded table. The tables are part of the program, so a
// broken one is a fault of the build.
func unpack(data []byte) string {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		panic("country: embedded table: " + err.Error())
	}
	out, err := io.ReadAll(z)
	if err != nil {
		panic("country: embedded table: " + err.Error())
	}
	return string(out)
}
