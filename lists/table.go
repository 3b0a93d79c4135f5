package lists

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// row is one line of a table with a header. What a reader asks for is marked,
// so that the rest can be kept and counted.
type row struct {
	columns map[string]int
	names   []string // header as written
	cells   []string
	read    []bool
}

// get gives the cell of the first of the columns that the table has, without
// white space around it.
func (w *row) get(columns ...string) string {
	for _, c := range columns {
		if i, ok := w.columns[columnKey(c)]; ok {
			w.read[i] = true
			if i < len(w.cells) {
				return strings.TrimSpace(w.cells[i])
			}
			return ""
		}
	}
	return ""
}

// rest collects the cells nobody asked for, by column.
func (w *row) rest() map[string][]string {
	var raw map[string][]string
	for i, cell := range w.cells {
		if cell = strings.TrimSpace(cell); cell == "" || i < len(w.read) && w.read[i] {
			continue
		}
		name := fmt.Sprintf("column %d", i+1)
		if i < len(w.names) && w.names[i] != "" {
			name = w.names[i]
		}
		if raw == nil {
			raw = map[string][]string{}
		}
		raw[name] = append(raw[name], cell)
	}
	return raw
}

// header makes the row that lines are put into.
func header(names []string) *row {
	w := &row{columns: map[string]int{}, read: make([]bool, len(names))}
	for i, n := range names {
		n = strings.TrimSpace(n)
		w.names = append(w.names, n)
		if _, ok := w.columns[columnKey(n)]; !ok && n != "" {
			w.columns[columnKey(n)] = i
		}
	}
	return w
}

func (w *row) put(cells []string) {
	w.cells = cells
	clear(w.read)
}

// columnKey folds case, spaces and signs of a column's name: publishers change
// them without notice.
func columnKey(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7F && r != 0x3000 && r != 0xA0:
			return r
		}
		return -1
	}, name)
}

// table reads a CSV file whose header has the column key; lines before it are
// handed to preamble. Each line after it is handed to each.
func table(r io.Reader, comma rune, key string, preamble func([]string), each func(*row) error) error {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = comma, -1, true, true
	var w *row
	for line := 0; ; line++ {
		cells, err := c.Read()
		if err == io.EOF {
			if w == nil {
				return fmt.Errorf("no header with a column %q", key)
			}
			return nil
		}
		if err != nil {
			return err
		}
		if w != nil {
			w.put(cells)
			if err := each(w); err != nil {
				return err
			}
			continue
		}
		h := header(cells)
		if _, ok := h.columns[columnKey(key)]; ok {
			w = h
			continue
		}
		if line > 20 {
			return fmt.Errorf("no header with a column %q in the first lines", key)
		}
		if preamble != nil {
			preamble(cells)
		}
	}
}

// lines reads a CSV file without a header.
func lines(r io.Reader, each func([]string) error) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = -1, true, true
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) && errors.Is(parse.Err, csv.ErrQuote) {
				return fmt.Errorf("line %d: %w", parse.Line, io.ErrUnexpectedEOF)
			}
			return err
		}
		if err := each(cells); err != nil {
			return err
		}
	}
}

// split cuts a cell at a separator and drops empty parts.
func split(cell, sep string) []string {
	var out []string
	for part := range strings.SplitSeq(cell, sep) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
