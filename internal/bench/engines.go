package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"demarche/index/corpus"
)

// engine is one search engine with its store: it holds the reports and answers
// a question whole, with total, four facets, a histogram and twenty hits with
// highlighted passages.
type engine interface {
	add(ctx context.Context, articles []corpus.Article) error
	finish(ctx context.Context) error // called once, after the last add
	ask(ctx context.Context, q corpus.Question) (answer, error)
	close() error
}

// answer is what is compared of answers: engines stem and count a little
// differently, so totals are close, not equal.
type answer struct {
	total, hits, marked int // matches; hits shown; of those, with a highlighted word
}

// contender is an engine with its figures.
type contender struct {
	name   string
	engine engine
	dir    string
	built  time.Duration
	took   times
	answer answer // sums
}

// engines builds all engines on the same reports and asks them in turn.
func (b *bench) engines(ctx context.Context) (err error) {
	list, err := b.contenders(ctx)
	defer func() {
		for _, c := range list {
			err = errors.Join(err, c.engine.close())
		}
	}()
	if err != nil {
		return err
	}
	before := load()
	if err := b.fill(ctx, list); err != nil {
		return err
	}
	fmt.Printf("\nengines side by side (load %s while building", before)
	for round := range 2 { // the first only warms up
		for _, q := range b.questions {
			for _, c := range list {
				begun := time.Now()
				a, err := c.engine.ask(ctx, q)
				if err != nil {
					return fmt.Errorf("%s: %+v: %w", c.name, q, err)
				}
				if round > 0 {
					c.took = append(c.took, time.Since(begun))
					c.answer.total, c.answer.hits, c.answer.marked = c.answer.total+a.total, c.answer.hits+a.hits, c.answer.marked+a.marked
				}
			}
		}
	}
	fmt.Printf(", %s while asking)\n", load())
	b.printContenders(list)
	if o, ok := list[0].engine.(*ours); ok {
		return b.live(ctx, o)
	}
	return nil
}

func (b *bench) contenders(ctx context.Context) ([]*contender, error) {
	var list []*contender
	for _, name := range append([]string{"demarche"}, b.rivals...) {
		c := &contender{name: name, dir: filepath.Join(b.dir, "engine-"+name)}
		var err error
		switch name {
		case "":
			continue
		case "demarche":
			c.engine, err = openOurs(ctx, c.dir)
		case "sqlite":
			c.engine, err = openSQLite(ctx, c.dir)
		case "postgres":
			c.engine, err = openPostgres(ctx, c.dir)
			if errors.Is(err, errNoPostgres) {
				fmt.Println(err)
				continue
			}
		default:
			err = errors.New("-rivals: no such engine")
		}
		if err != nil {
			return list, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, c)
	}
	return list, nil
}

// fill gives the reports to all engines; the time to make them up is not counted.
func (b *bench) fill(ctx context.Context, list []*contender) error {
	for n := 0; n < b.docs; {
		var articles []corpus.Article
		for ; len(articles) < 1000 && n < b.docs; n++ {
			articles = append(articles, b.corpus.Article(n))
		}
		for _, c := range list {
			begun := time.Now()
			if err := c.engine.add(ctx, articles); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			c.built += time.Since(begun)
		}
	}
	for _, c := range list {
		begun := time.Now()
		if err := c.engine.finish(ctx); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		c.built += time.Since(begun)
	}
	return nil
}

func (b *bench) printContenders(list []*contender) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "engine\tbuilt/s\tdisk MB\tp50 ms\tp95 ms\tp99 ms\tmean ms\ttimes p50\ttimes p95\tmatches\thits marked")
	own := list[0]
	for _, c := range list {
		asked := float64(len(c.took))
		fmt.Fprintf(w, "%s\t%.0f\t%d\t%s\t%s\t%s\t%s\t%.1f\t%.1f\t%.0f\t%.1f of %.1f\n", c.name, float64(b.docs)/c.built.Seconds(), folderSize(c.dir)>>20,
			ms(c.took.at(50)), ms(c.took.at(95)), ms(c.took.at(99)), ms(c.took.mean()),
			float64(c.took.at(50))/float64(own.took.at(50)), float64(c.took.at(95))/float64(own.took.at(95)),
			float64(c.answer.total)/asked, float64(c.answer.marked)/asked, float64(c.answer.hits)/asked)
	}
	w.Flush()
}

func folderSize(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil // a file that vanishes meanwhile is not counted
	})
	return bytes
}
