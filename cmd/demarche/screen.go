package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"demarche"
	"demarche/extract/country"
	"demarche/lists"
	"demarche/match"
	"demarche/screen"
)

type screenCmd struct {
	Names       []string `arg:"" optional:"" help:"Names to look for on the lists held; without any, lines of standard input." placeholder:"NAME"`
	Pairs       string   `help:"Score pairs of names instead: JSON Lines of {\"id\",\"name1\",\"name2\",\"schema\"}; - for standard input." placeholder:"FILE"`
	CSV         string   `name:"csv" help:"Batch: a CSV file with a column name, and birth, nationality, imo, wallet, identifier, schema, id if you have them; CSV out." placeholder:"FILE"`
	Birth       string   `help:"Date of birth: YYYY, YYYY-MM or YYYY-MM-DD." placeholder:"DATE"`
	Nationality string   `help:"Country, by name or code." placeholder:"CC"`
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
	return screen.New(screen.Config{Store: a.store, Now: a.env.now, Tool: "demarche " + version, Known: known, Country: country.Code})
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
	for _, note := range ans.Notes {
		fmt.Fprintf(&b, "  %s\n", note)
	}
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
