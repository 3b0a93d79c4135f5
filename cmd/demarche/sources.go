package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"demarche"
	"demarche/crawler/catalogue"
)

type sourcesCmd struct {
	List    sourcesListCmd    `cmd:"" help:"The catalogue: id, kind, country, language, on or off, and why."`
	Check   sourcesCheckCmd   `cmd:"" help:"The health of every source; exit code 1 when something needs a person."`
	Test    sourcesTestCmd    `cmd:"" help:"Show what would be read from a source file, an address or a saved page."`
	Add     sourcesAddCmd     `cmd:"" help:"Find the feed of an address, show its first items, save it on a yes; or add an OPML file."`
	Enable  sourcesEnableCmd  `cmd:"" help:"Switch sources on."`
	Disable sourcesDisableCmd `cmd:"" help:"Switch sources off."`
}

type sourcesListCmd struct {
	JSON bool `help:"Full records as JSON." xor:"form"`
	OPML bool `name:"opml" help:"The feeds as a subscription list for other programs." xor:"form"`
}

// Help teaches with an example.
func (sourcesListCmd) Help() string {
	return "Example: demarche sources list --opml > subscriptions.opml"
}

// Run prints the catalogue without touching the data folder.
func (c sourcesListCmd) Run(e *environment) error {
	cfg, err := e.loadConfig()
	if err != nil {
		return err
	}
	a := &app{env: e, cfg: cfg}
	list, err := a.sources()
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(e.stdout).Encode(list)
	}
	if c.OPML {
		text, left, err := catalogue.WriteOPML(list)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stderr, "%d listing pages are no feeds and are left out\n", left)
		_, err = e.stdout.Write(text)
		return err
	}
	t := tabwriter.NewWriter(e.stdout, 2, 8, 2, ' ', 0)
	fmt.Fprintln(t, "id\tkind\tcountry\tlang\tstate\tname")
	on := 0
	for _, s := range list {
		state := "off: " + s.Reason
		if s.Enabled {
			state = "on"
			on++
		}
		if r := []rune(state); len(r) > 60 {
			state = string(r[:59]) + "…"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, s.Kind, s.Country, s.Lang, state, s.Name)
	}
	t.Flush()
	fmt.Fprintf(e.stdout, "%d sources, %d on\n", len(list), on)
	return nil
}

type sourcesCheckCmd struct {
	IDs  []string `arg:"" name:"ids" optional:"" help:"Sources to show in full, with their last answers and the bytes of these; without any, all in short." placeholder:"ID"`
	JSON bool     `help:"Full records as JSON."`
}

// Help says what the exit code means.
func (sourcesCheckCmd) Help() string {
	return `Exit code 1 when a source is silent, blocked, moved, changed or failing, so that a timer can tell you.

Examples:
  demarche sources check || mail -s 'sources need a look' me
  demarche sources check us-treasury-press`
}

// Run prints each source's health.
func (c sourcesCheckCmd) Run(e *environment) error {
	a, err := e.openExisting("sources check")
	if err != nil {
		return err
	}
	defer a.close()
	rows, err := a.health(e.ctx)
	if err != nil {
		return err
	}
	if rows, err = chosen(rows, c.IDs); err != nil {
		return err
	}
	switch {
	case c.JSON:
		err = json.NewEncoder(e.stdout).Encode(rows)
	case len(c.IDs) > 0:
		err = a.printSources(rows)
	default:
		printHealth(e, rows)
	}
	if err != nil {
		return err
	}
	need := 0
	for _, r := range rows {
		if r.State.NeedsPerson() {
			need++
		}
	}
	if need > 0 {
		return fmt.Errorf("%d of %d sources need a person", need, len(rows))
	}
	return nil
}

// chosen are the rows of the named sources, all when none is named.
func chosen(rows []demarche.SourceHealth, ids []string) ([]demarche.SourceHealth, error) {
	if len(ids) == 0 {
		return rows, nil
	}
	var out []demarche.SourceHealth
	for _, id := range ids {
		i := slices.IndexFunc(rows, func(h demarche.SourceHealth) bool { return h.Source.ID == id })
		if i < 0 {
			return nil, usageError{fmt.Errorf("source %q is not known: see demarche sources list", id)}
		}
		out = append(out, rows[i])
	}
	return out, nil
}

func ago(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04")
}
