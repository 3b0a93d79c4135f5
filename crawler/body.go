package crawler

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"demarche"
)

// readBody reads an answer's body within the limits and undoes its
// Content-Encoding. Only what was asked for is accepted.
func readBody(body io.Reader, encoding string, lim Limits) ([]byte, error) {
	wire := &capped{r: body, left: lim.WireBody, what: "body as sent", limit: lim.WireBody}
	switch enc := strings.ToLower(strings.TrimSpace(encoding)); enc {
	case "", "identity":
		return readCapped(wire, lim.Body)
	case "gzip", "x-gzip":
		return gunzip(wire, lim.Body)
	case "deflate":
		return inflate(wire, lim.Body)
	default:
		return nil, fault(demarche.FetchUnparseable, "the answer is encoded as %q, which was not asked for", encoding)
	}
}

// capped fails with a too-large fault once more than left bytes were read.
type capped struct {
	r     io.Reader
	left  int64
	what  string
	limit int64
}

func (c *capped) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, fault(demarche.FetchTooLarge, "%s is larger than %d bytes", c.what, c.limit)
	}
	return n, err
}

func readCapped(r io.Reader, limit int64) ([]byte, error) {
	return io.ReadAll(&capped{r: r, left: limit, what: "body", limit: limit})
}

// readHead is readBody for a file of which only the beginning counts: what is
// over the limit, or damaged, is left off.
func readHead(body io.Reader, encoding string, limit int64) []byte {
	r := io.LimitReader(body, limit)
	if enc := strings.ToLower(strings.TrimSpace(encoding)); enc == "gzip" || enc == "x-gzip" {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil
		}
		r = io.LimitReader(z, limit)
	}
	head, _ := io.ReadAll(r)
	return head
}

// gunzip reads one gzip member and those that follow it; whatever follows that
// is not gzip is left alone.
func gunzip(r io.Reader, limit int64) ([]byte, error) {
	in := bufio.NewReader(r)
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, bodyError("gzip", err)
	}
	var out bytes.Buffer
	for {
		z.Multistream(false)
		part, err := readCapped(z, limit-int64(out.Len()))
		if err != nil {
			return nil, bodyError("gzip", err)
		}
		out.Write(part)
		if magic, _ := in.Peek(2); !isGzip(magic) {
			return out.Bytes(), nil
		}
		if err := z.Reset(in); err != nil {
			return out.Bytes(), nil
		}
	}
}

func isGzip(b []byte) bool { return len(b) >= 2 && b[0] == 0x1f && b[1] == 0x8b }

// inflate reads both meanings of "deflate" seen in the wild: zlib and raw.
func inflate(r io.Reader, limit int64) ([]byte, error) {
	in := bufio.NewReader(r)
	head, err := in.Peek(2)
	if err != nil {
		return nil, bodyError("deflate", err)
	}
	var z io.Reader = flate.NewReader(in)
	if head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		if z, err = zlib.NewReader(in); err != nil {
			return nil, bodyError("deflate", err)
		}
	}
	out, err := readCapped(z, limit)
	if err != nil {
		return nil, bodyError("deflate", err)
	}
	return out, nil
}

// bodyError keeps faults and timeouts as they are and types damaged data.
func bodyError(encoding string, err error) error {
	var f *Fault
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &f):
		return err
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrHeader),
		errors.Is(err, zlib.ErrChecksum), errors.As(err, &corrupt), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Fault{Class: demarche.FetchUnparseable, Err: fmt.Errorf("damaged %s data: %w", encoding, err)}
	}
	return err
}
