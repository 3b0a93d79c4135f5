package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"demarche/index/corpus"
)

// sqlite is SQLite's full text search: FTS5 with Porter's stemmer over the
// texts, tables for what filters and facets need. The driver is the store's.
type sqlite struct{ db *sql.DB }

const sqliteSchema = `
	PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY;
	CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, body TEXT, source TEXT, kind TEXT, published INTEGER, day INTEGER, usd REAL);
	CREATE TABLE doc_country (value TEXT, doc INTEGER, PRIMARY KEY (value, doc)) WITHOUT ROWID;
	CREATE TABLE doc_entity (value TEXT, doc INTEGER, PRIMARY KEY (value, doc)) WITHOUT ROWID;
	CREATE TABLE doc_name (value TEXT, doc INTEGER, PRIMARY KEY (value, doc)) WITHOUT ROWID;
	CREATE TABLE doc_action (value TEXT, doc INTEGER, PRIMARY KEY (value, doc)) WITHOUT ROWID;
	CREATE VIRTUAL TABLE fts USING fts5 (title, body, content = 'doc', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
	CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL);`

func openSQLite(ctx context.Context, dir string) (*sqlite, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts.db"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // the table of hits is the connection's own
	if _, err := db.ExecContext(ctx, sqliteSchema); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &sqlite{db}, nil
}

func (s *sqlite) add(ctx context.Context, articles []corpus.Article) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	exec := func(query string, args ...any) {
		if err == nil {
			_, err = tx.ExecContext(ctx, query, args...)
		}
	}
	for i := range articles {
		a := &articles[i]
		exec(`INSERT INTO doc VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, a.N, a.Title, a.Text, a.Source, string(a.Kind), a.Published.UnixMilli(), a.Published.Unix()/86400, largest(a))
		exec(`INSERT INTO fts (rowid, title, body) VALUES ($1, $2, $3)`, a.N, a.Title, a.Text)
		for _, l := range []struct {
			table  string
			values []string
		}{{"doc_country", a.Countries}, {"doc_entity", a.Entities}, {"doc_name", lower(a.Names)}, {"doc_action", a.Actions}} {
			for _, v := range l.values {
				exec(`INSERT OR IGNORE INTO `+l.table+` VALUES ($1, $2)`, v, a.N)
			}
		}
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// largest is a report's greatest sum.
func largest(a *corpus.Article) float64 {
	most := 0.0
	for _, m := range a.Amounts {
		most = max(most, m.USD)
	}
	return most
}

func lower(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.ToLower(v)
	}
	return out
}

func (s *sqlite) finish(ctx context.Context) error {
	for _, q := range []string{
		`CREATE INDEX doc_published ON doc (published)`, `CREATE INDEX doc_kind ON doc (kind)`,
		`CREATE INDEX country_doc ON doc_country (doc)`, `CREATE INDEX entity_doc ON doc_entity (doc)`,
		`INSERT INTO fts (fts) VALUES ('optimize')`, `ANALYZE`,
	} {
		if _, err := s.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", q, err)
		}
	}
	return nil
}

// match is a question's words in FTS5's language, "" for none.
func (s *sqlite) match(q corpus.Question) string {
	quote := func(w string) string { return `"` + strings.ReplaceAll(w, `"`, "") + `"` }
	var parts []string
	for _, w := range q.All {
		parts = append(parts, quote(w))
	}
	if len(q.Any) > 0 {
		parts = append(parts, `("`+strings.Join(q.Any, `" OR "`)+`")`)
	}
	if len(q.Phrase) > 0 {
		parts = append(parts, quote(strings.Join(q.Phrase, " ")))
	}
	if q.Title != "" {
		parts = append(parts, "title : "+quote(q.Title))
	}
	if q.Near != "" {
		parts = append(parts, quote(q.Near[:len(q.Near)-2])+"*")
	}
	m := strings.Join(parts, " AND ")
	if q.Not != "" {
		m = "(" + m + ") NOT " + quote(q.Not)
	}
	return m
}

func (s *sqlite) ask(ctx context.Context, q corpus.Question) (answer, error) {
	if _, err := s.db.ExecContext(ctx, `DELETE FROM hit`); err != nil {
		return answer{}, err
	}
	match := s.match(q)
	from, where, args := `doc d`, []string{"1"}, []any{}
	add := func(condition string, value any) {
		args = append(args, value)
		where = append(where, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(args))))
	}
	score := "0"
	if match != "" {
		from = `fts JOIN doc d ON d.id = fts.rowid`
		add(`fts MATCH ?`, match)
		if !q.Newest {
			score = "bm25(fts, 3.0, 1.0)"
		}
	}
	for _, f := range []struct{ table, value string }{{"doc_country", q.Country}, {"doc_action", q.Action}, {"doc_name", strings.ToLower(q.Name)}} {
		if f.value != "" {
			add(`d.id IN (SELECT doc FROM `+f.table+` WHERE value = ?)`, f.value)
		}
	}
	if q.Kind != "" {
		add(`d.kind = ?`, q.Kind)
	}
	if q.From != "" {
		add(`d.published >= ?`, dayStart(q.From).UnixMilli())
		add(`d.published < ?`, dayStart(q.To).AddDate(0, 0, 1).UnixMilli())
	}
	if q.MinUSD > 0 {
		add(`d.usd >= ?`, q.MinUSD)
	}
	_, err := s.db.ExecContext(ctx, `INSERT INTO hit SELECT d.id, `+score+` FROM `+from+` WHERE `+strings.Join(where, " AND "), args...)
	if err != nil {
		return answer{}, err
	}
	var a answer
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM hit`).Scan(&a.total); err != nil {
		return a, err
	}
	for _, count := range []string{
		`SELECT value, count(*) FROM hit JOIN doc_country c ON c.doc = hit.id GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
		`SELECT value, count(*) FROM hit JOIN doc_entity c ON c.doc = hit.id GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
		`SELECT source, count(*) FROM hit JOIN doc USING (id) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
		`SELECT kind, count(*) FROM hit JOIN doc USING (id) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
		`SELECT day, count(*) FROM hit JOIN doc USING (id) GROUP BY 1`,
	} {
		if err := each(ctx, s.db, count, nil, func(string, int) {}); err != nil {
			return a, err
		}
	}
	return s.shown(ctx, q, match, a)
}

// shown reads the twenty hits of the page, one by one: with a list of ids FTS5
// would walk through all matches to find them.
func (s *sqlite) shown(ctx context.Context, q corpus.Question, match string, a answer) (answer, error) {
	order := `SELECT '', id FROM hit JOIN doc USING (id) ORDER BY published DESC, id LIMIT 20`
	if match != "" && !q.Newest {
		order = `SELECT '', id FROM hit ORDER BY score, id LIMIT 20`
	}
	var ids []int
	if err := each(ctx, s.db, order, nil, func(_ string, id int) { ids = append(ids, id) }); err != nil {
		return a, err
	}
	for _, id := range ids {
		page, args := `SELECT title, substr(body, 1, 240) FROM doc WHERE id = $1`, []any{id}
		if match != "" {
			page = `SELECT d.title, snippet(fts, 1, '<mark>', '</mark>', '…', 40) FROM fts JOIN doc d ON d.id = fts.rowid WHERE fts.rowid = $1 AND fts MATCH $2`
			args = append(args, match)
		}
		rows, err := s.db.QueryContext(ctx, page, args...)
		if err == nil {
			a, err = a.read(rows)
		}
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// read counts hits of two columns, title and passage.
func (a answer) read(rows *sql.Rows) (answer, error) {
	defer rows.Close()
	for rows.Next() {
		var title, passage string
		if err := rows.Scan(&title, &passage); err != nil {
			return a, err
		}
		a.hits++
		if strings.Contains(passage, "<mark>") {
			a.marked++
		}
	}
	return a, rows.Err()
}

// each calls f for the rows of a count.
func each(ctx context.Context, db *sql.DB, query string, args []any, f func(value string, n int)) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		var n int
		if err := rows.Scan(&value, &n); err != nil {
			return err
		}
		f(value, n)
	}
	return rows.Err()
}

func dayStart(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err) // the corpus makes days in this form
	}
	return t
}

func (s *sqlite) close() error { return s.db.Close() }
