package lists

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// input is one file of a list.
type input struct {
	name  string
	raw   io.Reader     // the bytes as given, counted and hashed
	r     *bufio.Reader // without byte order mark
	sum   hash.Hash
	bytes int64
}

func newInput(name string, r io.Reader) *input {
	in := &input{name: name, sum: sha256.New()}
	in.raw = counted{r, in, in.sum}
	in.r = bufio.NewReaderSize(in.raw, 64<<10)
	if b, _ := in.r.Peek(3); bytes.Equal(b, []byte("\xEF\xBB\xBF")) {
		_, _ = in.r.Discard(3)
	}
	return in
}

// is says whether the file's name ends in one of the suffixes, case aside.
func (in *input) is(suffixes ...string) bool {
	name := strings.ToLower(in.name)
	for _, s := range suffixes {
		if strings.HasSuffix(name, s) {
			return true
		}
	}
	return false
}

// form is what sort of file it is, by its first bytes: "xml ROOT" with the
// root's local name, "json", "xlsx", "html", or "csv".
func (in *input) form() string {
	b, _ := in.r.Peek(4096)
	b = bytes.TrimLeft(b, " \t\r\n")
	switch {
	case len(b) == 0:
		return "empty"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "xlsx"
	case b[0] == '{' || b[0] == '[':
		return "json"
	case b[0] != '<':
		return "csv"
	}
	for len(b) > 1 && (b[1] == '?' || b[1] == '!') { // prolog, comments, document type
		end := []byte(">")
		if bytes.HasPrefix(b, []byte("<!--")) {
			end = []byte("-->")
		}
		_, rest, ok := bytes.Cut(b, end)
		if !ok {
			return "xml"
		}
		if bytes.Contains(bytes.ToLower(b[:min(len(b), 20)]), []byte("<!doctype html")) {
			return "html"
		}
		b = bytes.TrimLeft(rest, " \t\r\n")
	}
	root := strings.FieldsFunc(string(b[:min(len(b), 200)]), func(r rune) bool { return strings.ContainsRune("<> /\t\r\n", r) })
	if len(root) == 0 {
		return "xml"
	}
	if _, local, ok := strings.Cut(root[0], ":"); ok {
		root[0] = local
	}
	if strings.EqualFold(root[0], "html") {
		return "html"
	}
	return "xml " + root[0]
}

// choose finds the reader for the files and the main one among them.
func (r *run) choose() (readFunc, *input, error) {
	forms := make([]string, len(r.files))
	for i, f := range r.files {
		forms[i] = f.form()
		if r.info.sister(f.name) && len(r.files) > 1 {
			continue
		}
		if read := r.info.read[forms[i]]; read != nil {
			r.head.Form = forms[i]
			return read, f, nil
		}
	}
	return nil, nil, fmt.Errorf("%s: expected %s, found %s", r.files[0].name, r.info.Format, forms[0])
}

// file is the file whose name ends in one of the suffixes, nil when not given.
func (r *run) file(suffixes ...string) *input {
	for _, f := range r.files {
		if f.is(suffixes...) {
			return f
		}
	}
	return nil
}

// text gives the file's text as UTF-8 without the 0x1A that ends OFAC's tables.
// Bytes that are not UTF-8 are read as Windows-1252.
func (in *input) text() io.Reader { return &cleaned{r: in.r} }

type cleaned struct {
	r   *bufio.Reader
	out []byte
}

func (c *cleaned) Read(p []byte) (int, error) {
	for len(c.out) == 0 {
		line, err := c.r.ReadSlice('\n')
		if len(line) == 0 {
			return 0, err
		}
		if err != nil && err != bufio.ErrBufferFull && err != io.EOF {
			return 0, err
		}
		c.out = clean(line, err == bufio.ErrBufferFull)
	}
	n := copy(p, c.out)
	c.out = c.out[n:]
	return n, nil
}

// clean repairs one line. A part of a longer line may end inside a character
// and is left alone.
func clean(line []byte, part bool) []byte {
	if i := bytes.IndexByte(line, 0x1A); i >= 0 {
		line = bytes.ReplaceAll(line, []byte{0x1A}, nil)
	}
	if part || utf8.Valid(line) {
		return line
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(line)
	if err != nil {
		return bytes.ToValidUTF8(line, []byte("\uFFFD"))
	}
	return out
}
