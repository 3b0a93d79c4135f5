package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/crawler"
)

type importCmd struct {
	Files []string `arg:"" help:"JSON Lines files, .gz too; - for standard input."`
}

// Help teaches with an example.
func (importCmd) Help() string {
	return `One article a line: {"url", "title", "text" or "html", "published", "source", "lang"}; only url and one of text or html are required.
A line without a source goes to the one of the catalogue that has its host, else to the host itself, as press.
Returns when everything is searchable. The same url with other text is a revision; importing again changes nothing.

Example:
  demarche import articles.jsonl
  zcat archive.jsonl.gz | demarche import -`
}

// importLine is one article of the input.
type importLine struct {
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
	Published string `json:"published"`
	Source    string `json:"source"`
	Lang      string `json:"lang"`
}

// importBatch is how many articles one transaction stores.
const importBatch = 500

// importer collects lines into batches, one source at a time.
type importer struct {
	app        *app
	env        *environment
	publishers publishers
	sources    map[string]demarche.Source // of the lines so far
	held       map[string]bool            // ids of those the store has
	pending    []demarche.FetchedItem
	tally
	new, changed, same int
	seq                int64
	bar                *progress
}

// Run loads the files, then waits for the pipeline.
func (c importCmd) Run(e *environment) error {
	for _, path := range c.Files {
		if path != "-" && !exists(path) {
			return sentence{fmt.Sprintf("file %s does not exist; nothing was imported", path), demarche.ErrNotFound}
		}
	}
	a, err := e.open("import")
	if err != nil {
		return err
	}
	defer a.close()
	start := time.Now()
	ctx, cancel := context.WithCancel(e.ctx)
	var beside sync.WaitGroup
	defer func() {
		cancel()
		beside.Wait()
	}()
	known, err := a.sources()
	if err != nil {
		return err
	}
	a.spare = memoryImport
	a.limitMemory(ctx)
	beside.Go(func() { _ = a.keepMemory(ctx) }) // nil when ctx ends
	wait := a.process(ctx)
	im := &importer{app: a, env: e, publishers: newPublishers(known), sources: map[string]demarche.Source{}, held: map[string]bool{}, bar: e.progress("reading articles", -1)}
	var failed error // of a file: what the others and its own good lines gave is kept
	for _, path := range c.Files {
		if err := im.file(path); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	failed = errors.Join(failed, im.flush())
	im.bar.done()
	if im.seq > 0 {
		if err := wait(im.seq, e.progress("making searchable", im.new+im.changed)); err != nil {
			return err
		}
	}
	took := time.Since(start)
	fmt.Fprintf(e.stderr, "%d new, %d revised, %d unchanged, %d lines not usable; searchable after %s (%.0f articles/s)\n",
		im.new, im.changed, im.same, im.bad, took.Round(10*time.Millisecond), float64(im.used)/took.Seconds())
	if failed != nil {
		return failed
	}
	return im.verdictQuietly()
}

func (im *importer) verdictQuietly() error {
	if im.used == 0 && im.bad > 0 {
		return errNoneUsed
	}
	return nil
}

func (im *importer) file(path string) error {
	in, err := im.env.openInput(path)
	if err != nil {
		return err
	}
	defer in.Close()
	return readLines(in, func(l line) error {
		if err := im.env.ctx.Err(); err != nil {
			return err
		}
		err := l.err
		if err == nil {
			err = im.line(l.data)
		}
		if err != nil {
			im.bad++
			fmt.Fprintf(im.env.stderr, "%s line %d: %v\n", path, l.n, err)
			return nil
		}
		im.used++
		im.bar.add(1)
		if len(im.pending) >= importBatch {
			return im.flush()
		}
		return nil
	})
}

func (im *importer) line(data []byte) error {
	var in importLine
	if err := json.Unmarshal(data, &in); err != nil {
		return explainJSON(err)
	}
	item, err := in.item(im.env.now())
	if err != nil {
		return err
	}
	src := importedSource(in.Source)
	if in.Source == "" {
		src = im.publishers.of(in.URL)
		item.Item.Source = src.ID
	}
	im.sources[src.ID] = src
	im.pending = append(im.pending, item)
	return nil
}

// item checks a line and turns it into what a crawl would have brought.
func (in importLine) item(now time.Time) (demarche.FetchedItem, error) {
	u, err := url.Parse(in.URL)
	if in.URL == "" || err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return demarche.FetchedItem{}, fmt.Errorf(`"url" %q is not an http or https address`, in.URL)
	}
	body, media := in.Text, "text/plain"
	if body == "" {
		body, media = in.HTML, "text/html"
	}
	if strings.TrimSpace(body) == "" {
		return demarche.FetchedItem{}, errors.New(`neither "text" nor "html" has any content`)
	}
	var pub demarche.Published
	if in.Published != "" {
		if pub, err = claimed(in.Published, now); err != nil {
			return demarche.FetchedItem{}, err
		}
	}
	title := in.Title
	if in.Text == "" && (title == "" || in.Published == "") {
		title, pub = fromPage(in, title, pub)
	}
	key := crawler.CanonicalLink(in.URL)
	return demarche.FetchedItem{
		Item: demarche.Item{Source: in.Source, Key: key, URL: in.URL, Title: oneLine(title), Lang: in.Lang, Published: pub},
		Document: &demarche.Document{
			Hash: demarche.NewDocumentHash([]byte(body)), URL: in.URL, FinalURL: in.URL, Fetched: now, Status: 200,
			MediaType: media, Charset: "utf-8", Body: []byte(body),
		},
	}, nil
}

// fromPage fills what the line leaves out from the page itself. A page that
// cannot be read keeps what the line says.
func fromPage(in importLine, title string, pub demarche.Published) (string, demarche.Published) {
	a, err := readArticle([]byte(in.HTML), "text/html; charset=utf-8", in.URL, demarche.Selectors{}, "")
	if err != nil {
		return title, pub
	}
	if title == "" {
		title = a.Title
	}
	if in.Published == "" {
		pub = a.Published
	}
	return title, pub
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// flush stores what is pending in one transaction.
func (im *importer) flush() error {
	if len(im.pending) == 0 {
		return nil
	}
	if err := im.ensureSources(); err != nil {
		return err
	}
	st, err := im.app.store.PutFetched(im.env.ctx, demarche.Fetched{Items: im.pending})
	if err != nil {
		return fmt.Errorf("store %d articles: %w", len(im.pending), err)
	}
	im.new += st.New
	im.changed += st.Changed
	im.same += st.Unchanged
	im.seq = max(im.seq, st.Seq)
	im.pending = im.pending[:0]
	im.app.wake(im.env.ctx)
	return nil
}

// ensureSources creates the unknown sources of a batch.
func (im *importer) ensureSources() error {
	var fresh []demarche.Source
	for _, it := range im.pending {
		id := it.Item.Source
		if im.held[id] {
			continue
		}
		im.held[id] = true
		_, err := im.app.store.Source(im.env.ctx, id)
		if err == nil {
			continue
		}
		if !errors.Is(err, demarche.ErrNotFound) {
			return err
		}
		fresh = append(fresh, im.sources[id])
	}
	if len(fresh) == 0 {
		return nil
	}
	return im.app.store.SyncSources(im.env.ctx, fresh)
}
