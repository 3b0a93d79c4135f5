package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"demarche"
	"demarche/web"
)

type exportCmd struct {
	queryFlags
	Format string `help:"jsonl (can be imported again), csv, or ftm: FollowTheMoney, with the entities that the items name." enum:"jsonl,csv,ftm" default:"jsonl"`
}

// Help teaches with an example.
func (exportCmd) Help() string {
	return `Streams every match; --size is ignored.

Example:
  demarche export 'action:designation since:2025-11-01' --format csv > designations.csv
  demarche export 'country:KP' --format ftm > entities.ftm.json
  demarche export '' > everything.jsonl`
}

// exportLine is one item: what import reads, and the facts beside it.
type exportLine struct {
	ID        string                `json:"id"`
	URL       string                `json:"url"`
	Title     string                `json:"title"`
	Text      string                `json:"text,omitempty"`
	Published string                `json:"published,omitempty"`
	FirstSeen string                `json:"first_seen"`
	Source    string                `json:"source"`
	Kind      demarche.SourceKind   `json:"kind"`
	Lang      string                `json:"lang"`
	Event     demarche.EventDate    `json:"event"`
	Actions   []demarche.ActionKind `json:"actions"`
	Countries []string              `json:"countries"`
	Amounts   []demarche.HitAmount  `json:"amounts"`
	Entities  []demarche.HitEntity  `json:"entities"`
	Story     string                `json:"story,omitempty"`
}

// Run pages through the answer and writes as it goes.
func (c exportCmd) Run(e *environment) error {
	c.Size, c.Facets, c.Interval = 100, nil, ""
	q, err := c.query(e.now())
	if err != nil {
		return err
	}
	q.Plain = true
	if q.Sort == "" || q.Sort == demarche.SortRelevance {
		q.Sort = demarche.SortNewest // a stable order to page through
	}
	a, err := e.openExisting("export")
	if err != nil {
		return err
	}
	defer a.close()
	out := bufio.NewWriterSize(e.stdout, 1<<16)
	write := jsonLines(out)
	flush := func() error { return nil }
	if c.Format == "csv" {
		w := csv.NewWriter(out)
		write, flush = csvLines(w), func() error { w.Flush(); return w.Error() }
	}
	if c.Format == "ftm" {
		write = a.ftmLines(e.ctx, out)
	}
	n, total, err := a.export(e.ctx, q, write, func(total int) *progress { return e.progress("writing items", total) })
	// what an export that is broken off has written ends with a whole line
	err = errors.Join(err, flush(), out.Flush())
	if err != nil {
		if errors.Is(err, context.Canceled) {
			fmt.Fprintf(e.stderr, "Stopped after %d of %d items; the last line written is whole.\n", n, total)
		}
		return fmt.Errorf("export after %d of %d items: %w", n, total, err)
	}
	fmt.Fprintf(e.stderr, "%d items\n", n)
	return nil
}

// export writes all that a query finds and tells how many of how many items it
// has written.
func (a *app) export(ctx context.Context, q demarche.Query, write func(demarche.Hit, demarche.ItemView) error, show func(total int) *progress) (n, total int, err error) {
	var bar *progress
	for {
		res, err := a.search(ctx, q)
		if err != nil {
			return n, total, err
		}
		if bar == nil {
			total = res.Total
			bar = show(total)
			defer bar.done()
		}
		ids := make([]string, len(res.Hits))
		for i, h := range res.Hits {
			ids[i] = h.ID
		}
		views, err := a.store.Items(ctx, ids)
		if err != nil {
			return n, total, err
		}
		for _, h := range res.Hits {
			if err := write(h, views[h.ID]); err != nil {
				return n, total, err
			}
			n++
		}
		bar.add(len(res.Hits))
		if res.Next == "" || len(res.Hits) == 0 {
			return n, total, nil
		}
		q.Cursor = res.Next
	}
}

// lineOf leaves the text out where the publisher does not allow it.
func lineOf(h demarche.Hit, v demarche.ItemView) exportLine {
	l := exportLine{
		ID: h.ID, URL: h.URL, Title: h.Title, Published: h.Published, FirstSeen: h.FirstSeen.UTC().Format("2006-01-02T15:04:05Z"),
		Source: h.Source, Kind: h.Kind, Lang: h.Lang, Event: h.Event, Actions: h.Actions, Countries: h.Countries,
		Amounts: h.Amounts, Entities: h.Entities, Story: h.Story,
	}
	if len(v.Revisions) > 0 && v.Source.Republish != demarche.RepublishNone {
		l.Text = v.Revisions[0].Text
	}
	return l
}

func jsonLines(w io.Writer) func(demarche.Hit, demarche.ItemView) error {
	return func(h demarche.Hit, v demarche.ItemView) error {
		b, err := marshalLine(lineOf(h, v))
		if err != nil {
			return err
		}
		_, err = w.Write(append(b, '\n'))
		return err
	}
}

// ftmLines writes items as FollowTheMoney, each entity that they name before the
// first item that does.
func (a *app) ftmLines(ctx context.Context, w io.Writer) func(demarche.Hit, demarche.ItemView) error {
	told := map[string]bool{}
	write := func(list []web.FTMEntity) error {
		for _, e := range list {
			b, err := marshalLine(e)
			if err != nil {
				return err
			}
			if _, err := w.Write(append(b, '\n')); err != nil {
				return err
			}
		}
		return nil
	}
	return func(h demarche.Hit, _ demarche.ItemView) error {
		for _, e := range h.Entities {
			if told[e.ID] {
				continue
			}
			told[e.ID] = true
			v, err := a.store.EntityView(ctx, e.ID, 0)
			if errors.Is(err, demarche.ErrNotFound) {
				v, err = demarche.EntityView{Entity: demarche.Entity{ID: e.ID, Name: e.Name}}, nil
			}
			if err == nil {
				err = write(web.FollowTheMoney(v))
			}
			if err != nil {
				return err
			}
		}
		return write(web.FollowTheMoneyItem(h))
	}
}

func csvLines(w *csv.Writer) func(demarche.Hit, demarche.ItemView) error {
	head := false
	return func(h demarche.Hit, v demarche.ItemView) error {
		l := lineOf(h, v)
		if !head {
			head = true
			if err := w.Write([]string{"id", "published", "event", "source", "kind", "lang", "title", "url", "actions", "countries", "amounts", "entities", "story"}); err != nil {
				return err
			}
		}
		var actions, amounts, entities []string
		for _, x := range l.Actions {
			actions = append(actions, string(x))
		}
		for _, x := range l.Amounts {
			amounts = append(amounts, x.Text)
		}
		for _, x := range l.Entities {
			entities = append(entities, x.Name)
		}
		row := []string{l.ID, l.Published, l.Event.Value, l.Source, string(l.Kind), l.Lang, l.Title, l.URL,
			strings.Join(actions, " "), strings.Join(l.Countries, " "), strings.Join(amounts, "; "), strings.Join(entities, "; "), l.Story}
		for i := range row {
			row[i] = web.NeutralCell(row[i])
		}
		return w.Write(row)
	}
}
