package main

import (
	"bufio"
	"fmt"
	"io"
	"runtime"
	"sync"

	"demarche/extract/article"
)

type articleCmd struct {
	Files []string `arg:"" optional:"" help:"HTML pages; .gz is read."`
	List  string   `help:"File that names one page a line." placeholder:"FILE"`
}

// Help teaches with an example.
func (articleCmd) Help() string {
	return `One JSON object a page out: {"file", "title", "authors", "published", "lang", "text"}; paragraphs in text end with a newline.

Example:
  demarche article saved-page.html
  demarche article --list pages.txt > articles.jsonl`
}

// articleOut is one line of output.
type articleOut struct {
	File      string   `json:"file"`
	Title     string   `json:"title"`
	Authors   []string `json:"authors"`
	Published string   `json:"published,omitempty"` // the page's own offset kept
	Lang      string   `json:"lang"`
	Text      string   `json:"text"`
}

// Run reads every page; one that cannot be read is reported and counted.
func (c articleCmd) Run(e *environment) error {
	files := c.Files
	if c.List != "" {
		in, err := e.openInput(c.List)
		if err != nil {
			return err
		}
		defer in.Close()
		if err := readLines(in, func(l line) error { files = append(files, string(l.data)); return nil }); err != nil {
			return err
		}
	}
	if len(files) == 0 {
		return usageError{fmt.Errorf("name at least one page, or --list FILE")}
	}
	out := bufio.NewWriterSize(e.stdout, 1<<16)
	bad := 0
	for _, r := range e.articles(files) {
		<-r.done
		if r.err == nil {
			var b []byte
			if b, r.err = marshalLine(r.out); r.err == nil {
				_, r.err = out.Write(append(b, '\n'))
			}
		}
		if r.err != nil {
			bad++
			fmt.Fprintf(e.stderr, "%s: %v\n", r.file, r.err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if bad > 0 {
		fmt.Fprintf(e.stderr, "%d of %d pages could not be read\n", bad, len(files))
	}
	if bad == len(files) {
		return fmt.Errorf("no page could be read")
	}
	return nil
}

type articleResult struct {
	file string
	done chan struct{}
	out  articleOut
	err  error
}

// articles starts reading all pages on all cores and returns them in order.
func (e *environment) articles(files []string) []*articleResult {
	results := make([]*articleResult, len(files))
	for i, f := range files {
		results[i] = &articleResult{file: f, done: make(chan struct{})}
	}
	var next sync.Mutex
	at := 0
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= len(results) {
					return
				}
				r := results[i]
				if e.ctx.Err() != nil {
					r.err = e.ctx.Err()
				} else {
					r.out, r.err = e.readPage(r.file)
				}
				close(r.done)
			}
		}()
	}
	return results
}

// maxPage bounds one page file; the crawler's own limit is lower.
const maxPage = 64 << 20

func (e *environment) readPage(path string) (articleOut, error) {
	in, err := e.openInput(path)
	if err != nil {
		return articleOut{}, err
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	if err != nil {
		return articleOut{}, fmt.Errorf("read page: %w", err)
	}
	if len(body) > maxPage {
		return articleOut{}, fmt.Errorf("page is over %d MiB", maxPage>>20)
	}
	a, err := article.Extract(body, article.Options{ContentType: "text/html"})
	if err != nil {
		return articleOut{}, err
	}
	if a.Authors == nil {
		a.Authors = []string{}
	}
	return articleOut{File: path, Title: a.Title, Authors: a.Authors, Published: a.Published.Stamp(), Lang: a.Lang, Text: a.Text}, nil
}
