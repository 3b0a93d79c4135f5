package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"

	"demarche"
)

// maxLine bounds one JSON line: a very long article fits, a runaway file does not.
const maxLine = 64 << 20

// openInput opens a file, or standard input for "-" and ""; a name ending in
// .gz is unpacked.
func (e *environment) openInput(path string) (io.ReadCloser, error) {
	if path == "" || path == "-" {
		return io.NopCloser(e.stdin), nil
	}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, sentence{fmt.Sprintf("file %s does not exist", path), demarche.ErrNotFound}
	}
	if err != nil {
		return nil, fmt.Errorf("open input: %w", err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("unpack %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// line is one line of input with its number, starting at 1.
type line struct {
	n    int
	data []byte
	err  error
}

// readLines yields the non-empty lines of r. A line over maxLine is an error of
// that line alone.
func readLines(r io.Reader, yield func(line) error) error {
	br := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		data, tooLong, err := readLine(br)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read line %d: %w", n, err)
		}
		data = []byte(strings.TrimPrefix(strings.TrimSpace(string(data)), "\ufeff"))
		if tooLong || len(data) > 0 {
			l := line{n: n, data: data}
			if tooLong {
				l.err = fmt.Errorf("longer than %d MiB", maxLine>>20)
			}
			if err := yield(l); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

func readLine(br *bufio.Reader) (data []byte, tooLong bool, err error) {
	for {
		part, err := br.ReadSlice('\n')
		if len(data)+len(part) > maxLine {
			tooLong = true
			data = nil
		}
		if !tooLong {
			data = append(data, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return data, tooLong, err
		}
	}
}

// tally counts what a command made of its input lines.
type tally struct {
	used, bad int
}

// errNoneUsed ends a command none of whose lines could be used.
var errNoneUsed = errors.New("no line could be used")

// mapLines turns each input line into one output line, on all cores, in order.
// A bad line is reported with its number and counted; the rest goes on.
func (e *environment) mapLines(in io.Reader, f func(data []byte) (any, error)) error {
	type job struct {
		line line
		out  chan result
	}
	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan job, 4*workers), make(chan job, 64*workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for j := range jobs {
				j.out <- mapLine(j.line, f)
			}
		})
	}
	var readErr error
	go func() {
		defer close(order)
		defer close(jobs)
		readErr = readLines(in, func(l line) error {
			j := job{l, make(chan result, 1)}
			for _, c := range []chan job{order, jobs} {
				select {
				case c <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}()
	out := bufio.NewWriterSize(e.stdout, 1<<16)
	var t tally
	for j := range order {
		var r result
		select {
		case r = <-j.out:
		case <-ctx.Done():
			return ctx.Err()
		}
		if r.err != nil {
			t.bad++
			fmt.Fprintf(e.stderr, "line %d: %v\n", j.line.n, r.err)
			continue
		}
		t.used++
		if _, err := out.Write(append(r.data, '\n')); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	wg.Wait()
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if readErr != nil {
		return readErr
	}
	return t.verdict(e.stderr)
}

type result struct {
	data []byte
	err  error
}

func mapLine(l line, f func([]byte) (any, error)) (r result) {
	if l.err != nil {
		return result{err: l.err}
	}
	v, err := f(l.data)
	if err != nil {
		return result{err: err}
	}
	r.data, r.err = marshalLine(v)
	return r
}

// marshalLine writes JSON without escaping <, > and &, for people to read.
func marshalLine(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// verdict says how many lines were skipped, and fails when none was used.
func (t tally) verdict(stderr io.Writer) error {
	if t.bad > 0 {
		fmt.Fprintf(stderr, "%d of %d lines could not be used\n", t.bad, t.used+t.bad)
	}
	if t.used == 0 && t.bad > 0 {
		return errNoneUsed
	}
	return nil
}

// explainJSON says what is wrong with a line in words that help.
func explainJSON(err error) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("not valid JSON at byte %d: %v", syntax.Offset, syntax)
	case errors.As(err, &wrong) && wrong.Field == "":
		return fmt.Errorf("the line should be a JSON object, not %s", withArticle(wrong.Value))
	case errors.As(err, &wrong):
		return fmt.Errorf("%q should be text, not %s", wrong.Field, withArticle(wrong.Value))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("not valid JSON: the line ends too early")
	}
	return err
}

func withArticle(kind string) string {
	if strings.ContainsAny(kind[:1], "aeiou") {
		return "an " + kind
	}
	return "a " + kind
}
