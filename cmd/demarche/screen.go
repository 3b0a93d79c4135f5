package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"demarche"
	"demarche/lists"
	"demarche/match"
	"demarche/screen"
)

type screenCmd struct {
	Names       []string `arg:"" optional:"" help:"Names to look for on the lists held; without any, lines of standard input." placeholder:"NAME"`
	Pairs       string   `help:"Score pairs of names instead: JSON Lines of {\"id\",\"name1\",\"name2\",\"schema\"}; - for standard input." placeholder:"FILE"`
	CSV         string   `name:"csv" help:"Batch: a CSV file with a column name, and birth, nationality, imo, wallet, identifier, schema, id if you have them; CSV out." placeholder:"FILE"`
	Birth       string   `help:"Date of birth: YYYY, YYYY-MM or YYYY-MM-DD." placeholder:"DATE"`
	Nationality string   `help:"Country code." placeholder:"CC"`
	IMO         string   `name:"imo" help:"IMO number of a ship."`
	Wallet      string   `help:"Address of a wallet."`
	Schema      string   `help:"Person, Organization, Company, PublicBody, Vessel or Airplane; any when left out."`
	Threshold   float64  `help:"Least score shown." default:"0.7"`
	Size        int      `help:"How many possible matches at most for a name." default:"20"`
	JSON        bool     `name:"json" help:"The whole record of each screening, one JSON line a name."`
}

// Help teaches with an example.
func (screenCmd) Help() string {
	return `Possible matches, never identities: 0.7 and more deserves a look. A name on none of the lists held gives a record that says so.

Example:
  demarche screen "Jang Kuk Chol" --nationality KP
  demarche screen --csv customers.csv > matches.csv
  demarche screen --pairs pairs.jsonl`
}

// Run screens names, or compares pairs.
func (c screenCmd) Run(e *environment) error {
	if c.Pairs != "" {
		return c.pairs(e)
	}
	if !exists(e.flags.Data) && os.Getenv("DEMARCHE_STORE") == "" {
		return fmt.Errorf("no lists are held in %s: read some with demarche lists update: %w", e.flags.Data, demarche.ErrNotFound)
	}
	a, err := e.open("screen")
	if err != nil {
		return err
	}
	defer a.close()
	s := a.screener()
	if err := a.warnLists(); err != nil {
		return err
	}
	switch {
	case c.CSV != "":
		return c.batch(e, s)
	case len(c.Names) > 0 || c.IMO != "" || c.Wallet != "":
		names := c.Names
		if len(names) == 0 {
			names = []string{""}
		}
		for _, name := range names {
			if err := c.one(e, s, name); err != nil {
				return err
			}
		}
		return nil
	}
	used := 0
	err = readLines(e.stdin, func(l line) error {
		if l.err != nil {
			fmt.Fprintf(e.stderr, "line %d: %v\n", l.n, l.err)
			return nil
		}
		used++
		return c.one(e, s, string(l.data))
	})
	if err == nil && used == 0 {
		return usageError{errors.New("name somebody, or give names on standard input, one a line")}
	}
	return err
}

func (a *app) screener() *screen.Screener {
	var known []string
	for _, info := range lists.All() {
		if !info.OptIn && !info.ByHand {
			known = append(known, info.ID)
		}
	}
	return screen.New(screen.Config{Store: a.store, Now: a.env.now, Tool: "demarche " + version, Known: known})
}

// warnLists says when there is nothing to screen against.
func (a *app) warnLists() error {
	states, err := a.store.Lists(a.env.ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(states, func(s demarche.ListState) bool { return s.Version != "" }) {
		fmt.Fprintln(a.env.stderr, "No list has been read yet, so nothing can be found: demarche lists update")
	}
	return nil
}

func (c screenCmd) query(name string) demarche.ScreenQuery {
	return demarche.ScreenQuery{Name: name, Schema: demarche.EntitySchema(c.Schema), Birth: c.Birth, Nationality: c.Nationality, IMO: c.IMO, Wallet: c.Wallet,
		Threshold: c.Threshold, Limit: c.Size}
}

func (c screenCmd) one(e *environment, s *screen.Screener, name string) error {
	ans, err := s.Screen(e.ctx, c.query(name))
	if errors.Is(err, demarche.ErrInvalid) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		line, err := marshalLine(ans)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.stdout, "%s\n", line)
		return err
	}
	return printScreen(e.stdout, ans)
}

// printScreen is the answer for people.
func printScreen(w io.Writer, ans demarche.ScreenAnswer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", ans.Query)
	switch n := len(ans.Matches); n {
	case 0:
		b.WriteString("none found in the lists held")
	case 1:
		b.WriteString("1 possible match")
	default:
		fmt.Fprintf(&b, "%d possible matches", n)
	}
	if ans.More > 0 {
		fmt.Fprintf(&b, " and %d more", ans.More)
	}
	var held []string
	for _, l := range ans.Lists {
		held = append(held, l.ID+" "+l.Version)
	}
	fmt.Fprintf(&b, " (%s; threshold %.2f; %s)\n", cmp.Or(strings.Join(held, ", "), "no list held"), ans.Threshold, ans.AsOf.Format("2006-01-02 15:04 UTC"))
	for _, m := range ans.Matches {
		fmt.Fprintf(&b, "  %.3f  %s  %s, %s", m.Score, m.Entity, m.Name, strings.ToLower(string(m.Schema)))
		if m.Alias != "" {
			fmt.Fprintf(&b, ", as %s", m.Alias)
		}
		fmt.Fprintf(&b, "\n         %s\n", strings.Join(m.Reasons, "; "))
		for _, d := range m.Designations {
			fmt.Fprintf(&b, "         %s: %s by %s", d.List, d.Status, cmp.Or(string(d.Authority), "?"))
			if d.Programme != "" {
				fmt.Fprintf(&b, ", programme %s", d.Programme)
			}
			if d.Listed != "" {
				fmt.Fprintf(&b, ", since %s", d.Listed)
			}
			if d.Removed != "" {
				fmt.Fprintf(&b, ", removed %s", d.Removed)
			}
			b.WriteString("\n")
		}
	}
	if len(ans.NotRead) > 0 {
		fmt.Fprintf(&b, "  no data, not read here: %s\n", strings.Join(ans.NotRead, ", "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// batch screens the rows of a CSV file; each possible match, or its absence, is
// a row of the answer.
func (c screenCmd) batch(e *environment, s *screen.Screener) error {
	in, err := e.openInput(c.CSV)
	if err != nil {
		return err
	}
	defer in.Close()
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return fmt.Errorf("read the header of %s: %w", c.CSV, err)
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	if _, ok := at["name"]; !ok {
		return usageError{fmt.Errorf("%s has no column name; it has %s", c.CSV, strings.Join(head, ", "))}
	}
	w := csv.NewWriter(e.stdout)
	if err := w.Write([]string{"row", "id", "query", "found", "score", "entity", "name", "alias", "schema", "status", "lists", "programmes", "measures", "reasons", "as_of", "list_versions", "threshold", "tool"}); err != nil {
		return err
	}
	for row := 2; ; row++ {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Fprintf(e.stderr, "row %d: %v\n", row, err)
			continue
		}
		get := func(column string) string {
			if i, ok := at[column]; ok && i < len(rec) {
				return strings.TrimSpace(rec[i])
			}
			return ""
		}
		q := c.query(get("name"))
		q.Birth, q.Nationality, q.IMO, q.Wallet = cmp.Or(get("birth"), q.Birth), cmp.Or(get("nationality"), q.Nationality), cmp.Or(get("imo"), q.IMO), cmp.Or(get("wallet"), q.Wallet)
		q.Identifier, q.Schema = get("identifier"), demarche.EntitySchema(cmp.Or(get("schema"), string(q.Schema)))
		ans, err := s.Screen(e.ctx, q)
		if errors.Is(err, demarche.ErrInvalid) {
			fmt.Fprintf(e.stderr, "row %d: %v\n", row, err)
			continue
		}
		if err != nil {
			return err
		}
		if err := w.WriteAll(screenRows(fmt.Sprint(row), get("id"), ans)); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	w.Flush()
	return w.Error()
}

// screenRows are the lines of one answer.
func screenRows(row, id string, ans demarche.ScreenAnswer) [][]string {
	var versions []string
	for _, l := range ans.Lists {
		versions = append(versions, l.ID+" "+l.Version)
	}
	tail := []string{ans.AsOf.Format("2006-01-02T15:04:05Z07:00"), strings.Join(versions, "; "), fmt.Sprint(ans.Threshold), ans.Tool}
	if len(ans.Matches) == 0 {
		return [][]string{append([]string{row, id, ans.Query, "none found in the lists held", "", "", "", "", "", "", "", "", "", ""}, tail...)}
	}
	var out [][]string
	for _, m := range ans.Matches {
		var on, programmes, measures []string
		status := demarche.LinkRemoved
		for _, d := range m.Designations {
			on = appendOnce(on, d.List)
			programmes = appendOnce(programmes, string(d.Programme))
			for _, ms := range d.Measures {
				measures = appendOnce(measures, string(ms))
			}
			if d.Status == demarche.LinkListed {
				status = demarche.LinkListed
			}
		}
		out = append(out, append([]string{row, id, ans.Query, "possible match", fmt.Sprintf("%.3f", m.Score), m.Entity, m.Name, m.Alias, string(m.Schema), string(status),
			strings.Join(on, "; "), strings.Join(programmes, "; "), strings.Join(measures, "; "), strings.Join(m.Reasons, "; ")}, tail...))
	}
	for _, r := range out {
		for i, cell := range r {
			r[i] = safeCell(cell)
		}
	}
	return out
}

// safeCell keeps a spreadsheet from running a cell as a formula.
func safeCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func appendOnce(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

type pairIn struct {
	ID     json.RawMessage `json:"id"`
	Name1  string          `json:"name1"`
	Name2  string          `json:"name2"`
	Schema string          `json:"schema"`
}

type pairOut struct {
	ID      json.RawMessage `json:"id"`
	Score   float64         `json:"score"`
	Reasons []string        `json:"reasons"`
}

// pairs scores each pair.
func (c screenCmd) pairs(e *environment) error {
	in, err := e.openInput(c.Pairs)
	if err != nil {
		return err
	}
	defer in.Close()
	return e.mapLines(in, func(data []byte) (any, error) {
		var p pairIn
		if err := json.Unmarshal(data, &p); err != nil {
			return nil, explainJSON(err)
		}
		if p.Name1 == "" || p.Name2 == "" {
			return nil, fmt.Errorf(`"name1" and "name2" are both needed`)
		}
		score, reasons := match.Score(p.Name1, p.Name2, demarche.EntitySchema(p.Schema))
		return pairOut{p.ID, score, reasons}, nil
	})
}
