package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche"
	"demarche/screen"
	"demarche/web"
)

// screenColumns are the columns that a batch may have; the order is free.
var screenColumns = []string{"id", "name", "birth", "nationality", "imo", "wallet", "identifier", "schema"}

// screenHead is the header of the answer.
var screenHead = []string{"row", "id", "query", "found", "score", "entity", "name", "alias", "schema", "status", "lists", "programmes", "measures", "listed", "reasons", "as_of", "list_versions", "not_read", "threshold", "tool", "notes"}

// batch screens the rows of a CSV file; each possible match, or its absence, is
// a row of the answer, and so is a row that could not be screened, with the reason.
func (c screenCmd) batch(e *environment, s *screen.Screener) error {
	in, err := e.openInput(c.CSV)
	if err != nil {
		return err
	}
	defer in.Close()
	r, at, err := batchHead(c.CSV, in)
	if err != nil {
		return err
	}
	w := csv.NewWriter(e.stdout)
	if err := w.Write(screenHead); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	screened, bad := 0, 0
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := r.FieldPos(0)
		var ans demarche.ScreenAnswer
		get := func(column string) string {
			if i, ok := at[column]; ok && i < len(rec) {
				return strings.TrimSpace(rec[i])
			}
			return ""
		}
		switch {
		case err != nil:
		case !slices.ContainsFunc(rec, func(cell string) bool { return strings.TrimSpace(cell) != "" }):
			continue // a spreadsheet's empty row
		case slices.ContainsFunc(rec, func(cell string) bool { return !utf8.ValidString(cell) }):
			err = errors.New("not UTF-8: save the file as UTF-8")
		default:
			ans, err = s.Screen(e.ctx, c.rowQuery(get))
			if err != nil && !errors.Is(err, demarche.ErrInvalid) {
				return err
			}
		}
		if err != nil {
			bad++
			fmt.Fprintf(e.stderr, "line %d: not screened: %v\n", line, err)
			row := make([]string, len(screenHead))
			row[0], row[1], row[2], row[3], row[14] = fmt.Sprint(line), get("id"), get("name"), "not screened", err.Error()
			for i, cell := range row {
				row[i] = strings.ToValidUTF8(cell, "\ufffd")
			}
			err = w.Write(safeCells(row))
		} else {
			screened++
			err = w.WriteAll(screenRows(fmt.Sprint(line), get("id"), ans))
		}
		if err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if bad > 0 {
		fmt.Fprintf(e.stderr, "%d screened, %d not\n", screened, bad)
	}
	if bad > 0 && screened == 0 {
		return fmt.Errorf("%s: no row could be screened", c.CSV)
	}
	return nil
}

// batchHead reads the header and finds out what parts the columns: a comma, a
// semicolon or a tab.
func batchHead(name string, in io.Reader) (*csv.Reader, map[string]int, error) {
	buf := bufio.NewReaderSize(in, 1<<16)
	if mark, _ := buf.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		_, _ = buf.Discard(3)
	} else if len(mark) > 1 && (mark[0] == 0xff && mark[1] == 0xfe || mark[0] == 0xfe && mark[1] == 0xff) {
		return nil, nil, usageError{fmt.Errorf("%s is UTF-16: save it as UTF-8", name)}
	}
	first, _ := buf.Peek(1 << 12)
	first = bytes.TrimLeft(first, "\r\n")
	if i := bytes.IndexByte(first, '\n'); i >= 0 {
		first = first[:i]
	}
	r := csv.NewReader(buf)
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	for _, sign := range []rune{';', '\t'} {
		if bytes.Count(first, []byte(string(sign))) > bytes.Count(first, []byte(string(r.Comma))) {
			r.Comma = sign
		}
	}
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil, usageError{fmt.Errorf("%s is empty: the first line must name the columns, one of them name", name)}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the header of %s: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range head {
		h = strings.ToLower(strings.TrimSpace(h))
		if _, twice := at[h]; !twice {
			at[h] = i
		}
	}
	if !slices.ContainsFunc([]string{"name", "imo", "wallet", "identifier"}, func(c string) bool { _, ok := at[c]; return ok }) {
		return nil, nil, usageError{fmt.Errorf("%s has no column name (nor imo, wallet or identifier); it has %s; columns may be %s",
			name, strings.Join(slices.Sorted(maps.Keys(at)), ", "), strings.Join(screenColumns, ", "))}
	}
	return r, at, nil
}

// rowQuery is the query of one row; what it leaves out is taken from the flags.
func (c screenCmd) rowQuery(get func(string) string) demarche.ScreenQuery {
	q := c.query(get("name"))
	q.Birth, q.Nationality, q.IMO, q.Wallet = cmp.Or(get("birth"), q.Birth), cmp.Or(get("nationality"), q.Nationality), cmp.Or(get("imo"), q.IMO), cmp.Or(get("wallet"), q.Wallet)
	q.Identifier, q.Schema = get("identifier"), demarche.EntitySchema(cmp.Or(get("schema"), string(q.Schema)))
	return q
}

// screenRows are the lines of one answer.
func screenRows(row, id string, ans demarche.ScreenAnswer) [][]string {
	var versions []string
	for _, l := range ans.Lists {
		versions = append(versions, l.ID+" "+l.Version)
	}
	tail := []string{ans.AsOf.Format("2006-01-02T15:04:05Z07:00"), strings.Join(versions, "; "), strings.Join(ans.NotRead, "; "), fmt.Sprint(ans.Threshold), ans.Tool, strings.Join(ans.Notes, "; ")}
	if len(ans.Matches) == 0 {
		return [][]string{safeCells(append([]string{row, id, ans.Query, "none found in the lists held", "", "", "", "", "", "", "", "", "", "", ""}, tail...))}
	}
	var out [][]string
	for _, m := range ans.Matches {
		var on, programmes, measures, listed []string
		status := demarche.LinkRemoved
		for _, d := range m.Designations {
			on = appendOnce(on, d.List)
			programmes = appendOnce(programmes, string(d.Programme))
			listed = appendOnce(listed, d.Listed)
			for _, ms := range d.Measures {
				measures = appendOnce(measures, string(ms))
			}
			if d.Status == demarche.LinkListed {
				status = demarche.LinkListed
			}
		}
		out = append(out, safeCells(append([]string{row, id, ans.Query, "possible match", fmt.Sprintf("%.3f", m.Score), m.Entity, m.Name, m.Alias, string(m.Schema), string(status),
			strings.Join(on, "; "), strings.Join(programmes, "; "), strings.Join(measures, "; "), strings.Join(listed, "; "), strings.Join(m.Reasons, "; ")}, tail...)))
	}
	return out
}

// safeCells keeps a spreadsheet from running cells as formulas.
func safeCells(row []string) []string {
	for i, cell := range row {
		row[i] = web.NeutralCell(cell)
	}
	return row
}

func appendOnce(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
