package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"demarche"
	"demarche/crawler/catalogue"
)

// sourcesDir is the operator's own folder of sources.
func (e *environment) sourcesDir(cfg config) string {
	if cfg.Sources != "" {
		return cfg.Sources
	}
	return filepath.Join(e.flags.Data, "sources")
}

type sourcesAddCmd struct {
	Target string `arg:"" help:"Address of a feed or of a page that names one, or an OPML file." placeholder:"URL-OR-OPML"`
	ID     string `help:"Id to give it; made from the host without it." placeholder:"ID"`
	Kind   string `help:"Kind of source." enum:"ministry,sanctions,finance,intergovernmental,crypto,analytics,shipping,news" default:"news"`
	Yes    bool   `short:"y" help:"Save without asking."`
}

// Help teaches with an example.
func (sourcesAddCmd) Help() string {
	return `Finds the feed, shows its first items, and saves it to DATA/sources on a yes. serve reads it at its next start.

Example:
  demarche sources add https://news.example/ --kind crypto
  demarche sources add subscriptions.opml`
}

// Run tries, shows, asks and saves.
func (c sourcesAddCmd) Run(e *environment) error {
	cfg, err := e.loadConfig()
	if err != nil {
		return err
	}
	if strings.HasSuffix(strings.ToLower(c.Target), ".opml") {
		return c.addOPML(e, e.sourcesDir(cfg))
	}
	t, err := e.newTrial()
	if err != nil {
		return err
	}
	t.show = 3
	p, err := t.propose(e.ctx, c.Target, e.now())
	if err != nil {
		return err
	}
	src := p.Source
	src.Kind = demarche.SourceKind(c.Kind)
	if c.ID != "" {
		src.ID = c.ID
	}
	if _, taken := findSource(t.sources, src.ID); taken {
		return usageError{fmt.Errorf("source %q is there already: choose another id with --id, or switch it on with demarche sources enable %s", src.ID, src.ID)}
	}
	t.printListing(src.Feeds[0].URL, p.Listing)
	for _, o := range p.Others {
		fmt.Fprintf(e.stdout, "  the page also names %s\n", visible(o))
	}
	if !c.Yes && !e.confirm(fmt.Sprintf("Save it as %s (%s, kind %s)?", src.ID, src.Name, src.Kind)) {
		fmt.Fprintln(e.stdout, "Nothing was saved.")
		return nil
	}
	path, err := saveSource(e.sourcesDir(cfg), src)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "Saved to %s; a running serve reads it at its next start.\n", path)
	return nil
}

// addOPML adds every feed of a subscription list that is not there yet.
func (c sourcesAddCmd) addOPML(e *environment, dir string) error {
	text, err := os.ReadFile(c.Target)
	if err != nil {
		return fmt.Errorf("read subscription list: %w", err)
	}
	list, skipped, err := catalogue.ReadOPML(text)
	if err != nil {
		return err
	}
	t, err := e.newTrial()
	if err != nil {
		return err
	}
	var fresh []demarche.Source
	for _, s := range list {
		if _, taken := findSource(t.sources, s.ID); taken {
			skipped++
			continue
		}
		s.Kind = demarche.SourceKind(c.Kind)
		fresh = append(fresh, s)
		fmt.Fprintf(e.stdout, "  %s  %s\n", s.ID, visible(s.Feeds[0].URL))
	}
	fmt.Fprintf(e.stdout, "%d new feeds, %d entries skipped (no feed, or there already)\n", len(fresh), skipped)
	if len(fresh) == 0 || !c.Yes && !e.confirm("Save them?") {
		fmt.Fprintln(e.stdout, "Nothing was saved.")
		return nil
	}
	for _, s := range fresh {
		if _, err := saveSource(dir, s); err != nil {
			return err
		}
	}
	fmt.Fprintf(e.stdout, "Saved to %s; a running serve reads them at its next start.\n", dir)
	return nil
}

// confirm asks a question on the terminal; anything but a yes is a no.
func (e *environment) confirm(question string) bool {
	fmt.Fprintf(e.stdout, "%s [y/N] ", question)
	answer, _ := bufio.NewReader(e.stdin).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

func saveSource(dir string, s demarche.Source) (string, error) {
	text, err := catalogue.Encode(s)
	if err != nil {
		return "", err
	}
	if _, err := catalogue.Parse(s.ID+".toml", text); err != nil {
		return "", fmt.Errorf("the source as made out cannot be used: %w", err)
	}
	return writeSourceFile(dir, s.ID, text)
}

// writeSourceFile replaces a source's file whole, or not at all.
func writeSourceFile(dir, id string, text []byte) (string, error) {
	if id != filepath.Base(id) || strings.HasPrefix(id, ".") {
		return "", fmt.Errorf("source id %q cannot be a file name: %w", id, demarche.ErrInvalid)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("make folder of sources: %w", err)
	}
	path := filepath.Join(dir, id+".toml")
	tmp, err := os.CreateTemp(dir, "."+id+"-*")
	if err != nil {
		return "", fmt.Errorf("write source %s: %w", id, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(text)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return "", fmt.Errorf("write source %s: %w", id, err)
	}
	return path, nil
}

type sourcesEnableCmd struct {
	IDs []string `arg:"" name:"id" help:"Source ids."`
}

// Help says when it takes effect.
func (sourcesEnableCmd) Help() string {
	return "A running serve reads it at its next start.\n\nExample: demarche sources enable jp-mofa"
}

// Run switches sources on.
func (c sourcesEnableCmd) Run(e *environment) error { return e.switchStored(c.IDs, true, "") }

type sourcesDisableCmd struct {
	IDs    []string `arg:"" name:"id" help:"Source ids."`
	Reason string   `help:"Why, for whoever wonders later." default:"switched off by the operator"`
}

// Help says when it takes effect.
func (sourcesDisableCmd) Help() string {
	return "A running serve reads it at its next start.\n\nExample: demarche sources disable theblock --reason 'too noisy for us'"
}

// Run switches sources off.
func (c sourcesDisableCmd) Run(e *environment) error { return e.switchStored(c.IDs, false, c.Reason) }

// switchStored writes the switch into the operator's own folder and leaves the
// rest of such a file as it is.
func (e *environment) switchStored(ids []string, on bool, reason string) error {
	t, err := e.newTrial()
	if err != nil {
		return err
	}
	cfg, err := e.loadConfig()
	if err != nil {
		return err
	}
	dir := e.sourcesDir(cfg)
	for _, id := range ids {
		if _, ok := findSource(t.sources, id); !ok {
			return usageError{fmt.Errorf("source %q is not in the catalogue: see demarche sources list", id)}
		}
	}
	for _, id := range ids {
		keys := map[string]any{}
		if text, err := os.ReadFile(filepath.Join(dir, id+".toml")); err == nil {
			if err := toml.Unmarshal(text, &keys); err != nil {
				return fmt.Errorf("read %s: %w", filepath.Join(dir, id+".toml"), err)
			}
		}
		keys["id"], keys["enabled"], keys["reason"] = id, on, reason
		var b bytes.Buffer
		if err := toml.NewEncoder(&b).Encode(keys); err != nil {
			return fmt.Errorf("write source %s: %w", id, err)
		}
		if _, err := writeSourceFile(dir, id, b.Bytes()); err != nil {
			return err
		}
		state := "off"
		if on {
			state = "on"
		}
		fmt.Fprintf(e.stdout, "%s is %s; a running serve reads it at its next start\n", id, state)
	}
	return nil
}
