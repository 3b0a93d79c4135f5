package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"

	"demarche"
	"demarche/extract"
	"demarche/story"
)

type groupCmd struct {
	File string `arg:"" optional:"" help:"JSON Lines file; standard input without it."`
}

// Help teaches with an example.
func (groupCmd) Help() string {
	return `One article a line in, in any order: {"id", "title", "text", "published"}. One a line out: {"id", "story"}; a story's id is its first member's.
"published" is an instant (2025-11-04T15:00:00Z, zone optional), a day (2025-11-04), a month (2025-11) or a year (2025), and may be missing.

Example: demarche group articles.jsonl`
}

type groupIn struct {
	ID        *json.RawMessage `json:"id"`
	Title     string           `json:"title"`
	Text      string           `json:"text"`
	Published string           `json:"published"`
}

type groupOut struct {
	ID    json.RawMessage `json:"id"`
	Story json.RawMessage `json:"story"`
}

// Run reads all lines, groups them, and answers in the order of the input.
func (c groupCmd) Run(e *environment) error {
	in, err := e.openInput(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	x := extract.New(extract.Config{})
	var items []story.Item
	var ids []json.RawMessage
	var t tally
	err = readLines(in, func(l line) error {
		id, it, err := groupLine(x, l)
		if err != nil {
			t.bad++
			fmt.Fprintf(e.stderr, "line %d: %v\n", l.n, err)
			return e.ctx.Err()
		}
		t.used++
		it.ID = fmt.Sprint(len(ids))
		ids = append(ids, id)
		items = append(items, it)
		return e.ctx.Err()
	})
	if err != nil {
		return err
	}
	stories := story.Group(items)
	out := bufio.NewWriter(e.stdout)
	for i, id := range ids {
		var first int
		if _, err := fmt.Sscan(stories[items[i].ID], &first); err != nil {
			return fmt.Errorf("story of line %d: %w", i+1, err)
		}
		b, err := marshalLine(groupOut{id, ids[first]})
		if err != nil {
			return err
		}
		if _, err := out.Write(append(b, '\n')); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return t.verdict(e.stderr)
}

func groupLine(x *extract.Extractor, l line) (json.RawMessage, story.Item, error) {
	if l.err != nil {
		return nil, story.Item{}, l.err
	}
	var in groupIn
	if err := json.Unmarshal(l.data, &in); err != nil {
		return nil, story.Item{}, explainJSON(err)
	}
	if in.ID == nil {
		return nil, story.Item{}, errors.New(`"id" is missing`)
	}
	it, err := groupItem(x, in)
	return *in.ID, it, err
}

// groupItem is what grouping needs to know of a line.
func groupItem(x *extract.Extractor, in groupIn) (story.Item, error) {
	var pub demarche.Published
	if in.Published != "" {
		var err error
		if pub, err = readPublished(in.Published); err != nil {
			return story.Item{}, err
		}
	}
	facts := x.Extract(extract.Input{Title: in.Title, Text: in.Text, Published: pub})
	it := storyItem(in.Title, in.Text, pub.Time, facts, "")
	if from, until := publishedDays(in.Published); !from.IsZero() {
		it.Published, it.Until = from, until
	}
	return it, nil
}
