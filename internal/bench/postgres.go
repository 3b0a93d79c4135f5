package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"demarche/index/corpus"
)

// postgres is PostgreSQL's full text search: a GIN index over a weighted
// tsvector, arrays with GIN indexes for filters and facets, everything of a
// question but the passages in one statement. The bench starts the server itself,
// on loopback, over a folder of its own.
type postgres struct {
	db   *sql.DB
	stop func() error
}

var errNoPostgres = errors.New("PostgreSQL is left out: none under /usr/lib/postgresql")

const postgresSchema = `
	CREATE UNLOGGED TABLE doc (id bigint PRIMARY KEY, title text, body text, source text, kind text, published bigint, day int, usd float8,
		countries text[], entities text[], names text[], actions text[], tsv tsvector)`

func openPostgres(ctx context.Context, dir string) (*postgres, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return nil, errNoPostgres
	}
	slices.Sort(found)
	p := &postgres{}
	url, err := p.start(ctx, found[len(found)-1], dir)
	if err != nil {
		return nil, err
	}
	if p.db, err = sql.Open("pgx", url); err == nil {
		p.db.SetMaxOpenConns(1)
		_, err = p.db.ExecContext(ctx, postgresSchema)
	}
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

// start makes a database and runs its server, as user postgres where the bench
// runs as root, for PostgreSQL refuses that.
func (p *postgres) start(ctx context.Context, bin, dir string) (url string, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	var as *syscall.SysProcAttr
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return "", err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		if err := os.Chown(dir, uid, gid); err != nil {
			return "", err
		}
		if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { // the temporary folder around it
			return "", err
		}
	}
	do := func(program string, args ...string) error {
		c := exec.CommandContext(ctx, filepath.Join(bin, program), args...)
		c.SysProcAttr, c.Dir = as, dir
		log, err := os.OpenFile(filepath.Join(dir, "commands.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		defer log.Close()
		c.Stdout, c.Stderr = log, log // a file, not a pipe: the server keeps it open
		if err := c.Run(); err != nil {
			return fmt.Errorf("%s: %w (see %s)", program, err, log.Name())
		}
		return nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free now
	if err != nil {
		return "", err
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return "", err
	}
	data := filepath.Join(dir, "data")
	if err := do("initdb", "-D", data, "-U", "bench", "--auth=trust", "--locale=C.UTF-8"); err != nil {
		return "", err
	}
	options := fmt.Sprintf("-F -p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c shared_buffers=1GB -c work_mem=64MB "+
		"-c maintenance_work_mem=512MB -c jit=off -c max_parallel_workers_per_gather=0 -c max_wal_size=4GB", port, dir)
	if err := do("pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "server.log"), "-o", options, "start"); err != nil {
		return "", err
	}
	ctx = context.WithoutCancel(ctx)
	p.stop = func() error { return do("pg_ctl", "-D", data, "-m", "immediate", "stop") }
	return fmt.Sprintf("postgres://bench@127.0.0.1:%d/postgres?sslmode=disable", port), nil
}

const postgresInsert = `INSERT INTO doc
	SELECT x.*, setweight(to_tsvector('english', x.title), 'A') || to_tsvector('english', x.body)
	FROM (VALUES ($1::bigint, $2::text, $3::text, $4::text, $5::text, $6::bigint, $7::int, $8::float8, $9::text[], $10::text[], $11::text[], $12::text[])) x (id, title, body)`

func (p *postgres) add(ctx context.Context, articles []corpus.Article) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	insert, err := tx.PrepareContext(ctx, postgresInsert)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range articles {
		a := &articles[i]
		_, err := insert.ExecContext(ctx, a.N, a.Title, a.Text, a.Source, string(a.Kind), a.Published.UnixMilli(), a.Published.Unix()/86400, largest(a),
			list(a.Countries), list(a.Entities), list(lower(a.Names)), list(a.Actions))
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// list is an empty array rather than NULL.
func list(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

func (p *postgres) finish(ctx context.Context) error {
	for _, q := range []string{
		`CREATE INDEX ON doc USING gin (tsv)`, `CREATE INDEX ON doc USING gin (countries)`, `CREATE INDEX ON doc USING gin (names)`,
		`CREATE INDEX ON doc USING gin (actions)`, `CREATE INDEX ON doc (published)`, `VACUUM ANALYZE doc`,
	} {
		if _, err := p.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", q, err)
		}
	}
	return nil
}

// match is a question's words in tsquery's language, "" for none.
func (p *postgres) match(q corpus.Question) string {
	quote := func(w string) string { return "'" + strings.NewReplacer("'", "", `\`, "").Replace(w) + "'" }
	quoted := func(words []string) []string {
		out := make([]string, len(words))
		for i, w := range words {
			out[i] = quote(w)
		}
		return out
	}
	parts := quoted(q.All)
	if len(q.Any) > 0 {
		parts = append(parts, "("+strings.Join(quoted(q.Any), " | ")+")")
	}
	if len(q.Phrase) > 0 {
		parts = append(parts, strings.Join(quoted(q.Phrase), " <-> "))
	}
	if q.Title != "" {
		parts = append(parts, quote(q.Title)+":A")
	}
	if q.Near != "" {
		parts = append(parts, quote(q.Near[:len(q.Near)-2])+":*")
	}
	if q.Not != "" {
		parts = append(parts, "!"+quote(q.Not))
	}
	return strings.Join(parts, " & ")
}

// postgresAnswer counts a question's hits: the total, four facets, the histogram
// and the ids of the page.
const postgresAnswer = `WITH hit AS MATERIALIZED (SELECT id, source, kind, day, published, countries, entities, %s AS score FROM doc WHERE %s)
	SELECT 'total', count(*) FROM hit
	UNION ALL (SELECT 'country ' || x, count(*) FROM hit, unnest(countries) x GROUP BY x ORDER BY 2 DESC, 1 LIMIT 20)
	UNION ALL (SELECT 'entity ' || x, count(*) FROM hit, unnest(entities) x GROUP BY x ORDER BY 2 DESC, 1 LIMIT 20)
	UNION ALL (SELECT 'source ' || source, count(*) FROM hit GROUP BY source ORDER BY 2 DESC, 1 LIMIT 20)
	UNION ALL (SELECT 'kind ' || kind, count(*) FROM hit GROUP BY kind ORDER BY 2 DESC, 1 LIMIT 20)
	UNION ALL (SELECT 'day ' || day, count(*) FROM hit GROUP BY day)
	UNION ALL (SELECT 'hit', id FROM hit ORDER BY %s LIMIT 20)`

func (p *postgres) ask(ctx context.Context, q corpus.Question) (answer, error) {
	where, args := []string{"true"}, []any{}
	add := func(condition string, value any) string {
		args = append(args, value)
		arg := "$" + strconv.Itoa(len(args))
		where = append(where, strings.ReplaceAll(condition, "?", arg))
		return arg
	}
	match := p.match(q)
	score, order := "0", "published DESC, id"
	if match != "" {
		arg := add(`tsv @@ to_tsquery('english', ?)`, match)
		if !q.Newest {
			score, order = `ts_rank(tsv, to_tsquery('english', `+arg+`))`, "score DESC, id"
		}
	}
	for _, f := range []struct{ column, value string }{{"countries", q.Country}, {"actions", q.Action}, {"names", strings.ToLower(q.Name)}} {
		if f.value != "" {
			add(f.column+` @> ARRAY[?::text]`, f.value)
		}
	}
	if q.Kind != "" {
		add(`kind = ?`, q.Kind)
	}
	if q.From != "" {
		add(`published >= ?`, dayStart(q.From).UnixMilli())
		add(`published < ?`, dayStart(q.To).AddDate(0, 0, 1).UnixMilli())
	}
	if q.MinUSD > 0 {
		add(`usd >= ?`, float64(q.MinUSD))
	}
	var a answer
	var ids []int64
	err := each(ctx, p.db, fmt.Sprintf(postgresAnswer, score, strings.Join(where, " AND "), order), args, func(what string, n int) {
		switch what {
		case "total":
			a.total = n
		case "hit":
			ids = append(ids, int64(n))
		}
	})
	if err != nil {
		return a, err
	}
	page, args := `SELECT title, left(body, 240) FROM doc WHERE id = ANY ($1)`, []any{ids}
	if match != "" {
		page = `SELECT title, ts_headline('english', body, to_tsquery('english', $2), 'StartSel=<mark>, StopSel=</mark>, MaxWords=40, MinWords=20') FROM doc WHERE id = ANY ($1)`
		args = append(args, match)
	}
	rows, err := p.db.QueryContext(ctx, page, args...)
	if err != nil {
		return a, err
	}
	return a.read(rows)
}

func (p *postgres) close() error { return errors.Join(p.db.Close(), p.stop()) }
