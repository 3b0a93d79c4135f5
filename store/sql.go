package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	jsonv1 "github.com/go-json-experiment/json/v1" // reads what encoding/json wrote, in less than half the time
)

// maxArgs bounds the arguments of one statement: the SQLite driver binds them
// in quadratic time.
const maxArgs = 160

// querier is what a transaction and a pool have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// holes gives "$first, $first+1, …" for n arguments.
func holes(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}

// insert writes rows: head is "INSERT INTO t (a, b)", tail an ON CONFLICT
// clause. Rows all have the same length. Full pieces share one prepared
// statement.
func insert(ctx context.Context, tx *sql.Tx, head string, rows [][]any, tail string) error {
	if len(rows) == 0 {
		return nil
	}
	n := max(1, maxArgs/len(rows[0]))
	if len(rows) >= 2*n {
		stmt, err := tx.PrepareContext(ctx, insertText(head, n, len(rows[0]), tail))
		if err != nil {
			return err
		}
		defer stmt.Close()
		for ; len(rows) >= n; rows = rows[n:] {
			if _, err := stmt.ExecContext(ctx, slices.Concat(rows[:n]...)...); err != nil {
				return err
			}
		}
	}
	for part := range slices.Chunk(rows, n) {
		_, err := tx.ExecContext(ctx, insertText(head, len(part), len(part[0]), tail), slices.Concat(part...)...)
		if err != nil {
			return err
		}
	}
	return nil
}

// insertText is the statement that inserts n rows of width columns.
func insertText(head string, n, width int, tail string) string {
	var b strings.Builder
	b.WriteString(head + " VALUES ")
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("(" + holes(i*width+1, width) + ")")
	}
	b.WriteString(" " + tail)
	return b.String()
}

// each runs query, which holds one %s for a list of values, over ids in pieces
// and calls scan for every row. lead are its arguments before the list.
func each(ctx context.Context, q querier, query string, lead []any, ids []string, scan func(*sql.Rows) error) error {
	for len(ids) > 0 {
		n := min(len(ids), maxArgs)
		args := append([]any{}, lead...)
		for _, id := range ids[:n] {
			args = append(args, id)
		}
		if err := rows(ctx, q, fmt.Sprintf(query, holes(len(lead)+1, n)), args, scan); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// rows runs a query and calls scan for every row.
func rows(ctx context.Context, q querier, query string, args []any, scan func(*sql.Rows) error) error {
	rs, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rs.Close()
	for rs.Next() {
		if err := scan(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

// remove deletes from table where column is one of ids.
func remove(ctx context.Context, tx *sql.Tx, table, column string, ids []string) error {
	for len(ids) > 0 {
		n := min(len(ids), maxArgs)
		args := make([]any, n)
		for i, id := range ids[:n] {
			args[i] = id
		}
		query := fmt.Sprintf("DELETE FROM %s WHERE %s IN (%s)", table, column, holes(1, n))
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// toJSON is for values of our own that always encode.
func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("store: encode " + fmt.Sprintf("%T: ", v) + err.Error())
	}
	return string(b)
}

// listJSON encodes a list of strings, "" when it is empty.
func listJSON(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return toJSON(list)
}

// fromJSON decodes a stored value; "" leaves v as it is.
func fromJSON(text string, v any) error {
	if text == "" {
		return nil
	}
	return jsonv1.Unmarshal([]byte(text), v)
}
