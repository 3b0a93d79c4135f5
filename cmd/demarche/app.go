package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"demarche"
	"demarche/crawler"
	"demarche/extract"
	"demarche/extract/article"
	"demarche/extract/country"
	"demarche/extract/name"
	"demarche/index"
	"demarche/index/bleve"
	"demarche/pipeline"
	"demarche/store"
	"demarche/story"
)

// patience is how long a command waits for another one that is just starting
// or ending on the same data folder.
const patience = 15 * time.Second

// world is where sources, network and time come from: the real one, or the
// demo's.
type world struct {
	sources   []demarche.Source
	transport http.RoundTripper // nil: the guarded real network
	now       func() time.Time
	quick     bool              // no politeness needed: nothing leaves the machine
	again     time.Time         // ask every source once more then; zero: only by schedule
	lists     map[string]string // address by id, of the only lists to be had; nil: all, where they are published
}

// app is the program put together over one data folder. Either this process
// owns the folder (pipe, engine and searcher are set), or another does and is
// reached through its socket (remote is set).
type app struct {
	env      *environment
	cfg      config
	log      *slog.Logger
	store    *store.Store
	lock     *lock
	remote   *remote
	engine   *bleve.Engine
	pipe     *pipeline.Pipeline
	searcher *index.Searcher
	socket   *http.Server
	metrics  *metrics      // nil: nobody asked for them
	running  chan struct{} // closed when the pipeline's Run has returned; nil: it was not started
	stop     context.CancelFunc
	extract  *extract.Extractor
	spare    int64 // bytes of memory that the command may take beyond what serving takes
}

// now is the command's clock.
func (e *environment) now() time.Time {
	if e.clock != nil {
		return e.clock()
	}
	return time.Now()
}

func (e *environment) logger() *slog.Logger {
	level := slog.LevelWarn
	if e.flags.Verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: level}))
}

// open reads the configuration, opens the store, and takes the data folder or
// finds the process that has it.
func (e *environment) open(command string) (*app, error) {
	cfg, err := e.loadConfig()
	if err != nil {
		return nil, err
	}
	a := &app{env: e, cfg: cfg, log: e.logger()}
	if a.lock, a.remote, err = ownOrReach(e.ctx, e.flags.Data, command, patience); err != nil {
		return nil, err
	}
	if a.store, err = store.Open(e.ctx, store.Config{URL: cfg.Store, Now: e.now, Log: a.log}); err != nil {
		a.close()
		return nil, fmt.Errorf("open store %s: %w", redactURL(cfg.Store), err)
	}
	if a.lock == nil {
		return a, nil
	}
	if err := a.own(); err != nil {
		a.close()
		return nil, err
	}
	return a, nil
}

// own opens what only the folder's owner may: the index and the pipeline.
func (a *app) own() error {
	var err error
	if a.engine, err = bleve.Open(bleve.Config{Dir: a.env.indexPath(), Log: a.log, Now: a.env.now}); err != nil {
		return fmt.Errorf("open index: %w", err)
	}
	a.extract = extract.New(extract.Config{})
	stories := newStories(a.store, a.env.now)
	a.pipe = pipeline.New(pipeline.Config{
		Store: a.store, Engine: a.engine, Article: readArticle, Extract: a.extract.Extract, ExtractVersion: extract.Version,
		Entities: name.Bodies(), Story: stories.assign, StoryVersion: story.Version, Mend: stories.mend, Owner: ownerName(a.env.flags.Data), Stoplist: a.env.stoplist, Now: a.env.now, Log: a.log,
	})
	a.searcher = index.NewSearcher(index.SearcherConfig{
		Engine: a.engine, Store: a.store, Doc: pipeline.Doc, Countries: country.Code, CountryName: country.Name, SourceNames: a.store.SourceNames, Names: a.store.Lookup, Joined: a.store.JoinedWith, Now: a.env.now, Log: a.log,
	})
	return a.serveSocket()
}

// ownerName names the holder of a data folder towards the store: the same after
// a crash, so that the next process takes over at once, and another on every
// machine, so that two folders over one PostgreSQL do not mix.
func ownerName(dir string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return host + ":" + dir
}

// readArticle is how stored documents and fetched pages become text.
func readArticle(body []byte, contentType, pageURL string, sel demarche.Selectors, zone string) (demarche.Article, error) {
	if page, ok := crawler.JSONPage(body, contentType, sel); ok {
		body, contentType, sel = page, "text/html; charset=utf-8", demarche.Selectors{}
	}
	return article.Extract(body, article.Options{URL: pageURL, ContentType: contentType, Selectors: sel, Zone: zone})
}

// close releases everything, in the order that lets the next command in.
func (a *app) close() {
	if a.running != nil { // the pipeline gives up its steps before store and index close
		a.stop()
		<-a.running
	}
	if a.socket != nil {
		a.socket.Close()
	}
	if a.engine != nil {
		if err := a.engine.Close(); err != nil {
			a.log.Error("close index", "error", err)
		}
	}
	if a.store != nil {
		if err := a.store.Close(); err != nil {
			a.log.Error("close store", "error", err)
		}
	}
	if a.lock != nil {
		a.lock.release()
	}
}

// start runs the pipeline until ctx ends. A process that does not own the
// folder leaves that to the owner.
func (a *app) start(ctx context.Context) {
	if a.pipe == nil || a.running != nil {
		return
	}
	ctx, a.stop = context.WithCancel(ctx)
	a.running = make(chan struct{})
	go func() {
		defer close(a.running)
		if err := a.pipe.Run(ctx); err != nil {
			a.log.Error("process stored articles", "error", err)
		}
	}()
}

// process starts the pipeline and returns a function that waits until
// everything up to a seq is searchable.
func (a *app) process(ctx context.Context) func(seq int64, bar *progress) error {
	a.start(ctx)
	return func(seq int64, bar *progress) error {
		defer bar.done()
		first, err := a.indexed(ctx)
		if err != nil {
			return fmt.Errorf("ask how far the index is: %w", err)
		}
		done := make(chan error, 1)
		go func() { done <- a.catchUpTo(ctx, seq) }()
		for {
			select {
			case err := <-done:
				if err != nil {
					return fmt.Errorf("make stored articles searchable: %w", err)
				}
				return nil
			case <-time.After(200 * time.Millisecond):
				if cursor, err := a.indexed(ctx); err == nil {
					bar.set(int(cursor - first))
				}
			}
		}
	}
}

// catchUpTo returns when the index holds everything up to seq.
func (a *app) catchUpTo(ctx context.Context, seq int64) error {
	if a.remote != nil {
		return a.remote.catchUp(ctx, seq)
	}
	return a.pipe.CatchUp(ctx, seq)
}

// indexed says up to which seq everything is searchable.
func (a *app) indexed(ctx context.Context) (int64, error) {
	if a.remote != nil {
		return a.remote.indexed(ctx)
	}
	st, err := a.engine.State(ctx)
	return st.Cursor, err
}

// wake tells the pipeline that there is something new.
func (a *app) wake(ctx context.Context) {
	if a.remote != nil {
		if err := a.remote.wake(ctx); err != nil {
			a.log.Warn("wake the owner of the data folder", "error", err) // it looks by itself, only later
		}
		return
	}
	a.pipe.Wake()
}

// search asks the index, wherever it is. A process that has just taken the
// folder first brings the index up to date.
func (a *app) search(ctx context.Context, q demarche.Query) (demarche.Results, error) {
	if a.remote != nil {
		return a.remote.search(ctx, q)
	}
	if err := a.catchUp(ctx); err != nil {
		return demarche.Results{}, err
	}
	res, err := a.searcher.Search(ctx, q)
	return res, asUsage(err)
}

// asUsage marks a mistake in the query as one in how the program was called.
func asUsage(err error) error {
	var q *demarche.QueryError
	if errors.As(err, &q) {
		return usageError{err}
	}
	return err
}

// catchUp finishes what an ended process left undone. While the pipeline runs
// it has nothing to do.
func (a *app) catchUp(ctx context.Context) error {
	if a.running != nil {
		return nil
	}
	seq, err := a.store.Seq(ctx)
	if err != nil {
		return err
	}
	cursor, err := a.indexed(ctx)
	if err != nil {
		return err
	}
	if cursor >= seq {
		return nil
	}
	fmt.Fprintf(a.env.stderr, "bringing the index up to date (%d changes)\n", seq-cursor)
	if err := a.pipe.CatchUp(ctx, seq); err != nil {
		return fmt.Errorf("bring the index up to date: %w", err)
	}
	return nil
}

// crawlerFor builds the crawler over a world.
func (a *app) crawlerFor(w world, onEvent func(crawler.Event)) (*crawler.Crawler, error) {
	cfg := crawler.Config{
		Store: a.store, Sources: w.sources, Transport: w.transport, AllowNet: a.cfg.allow,
		UserAgent: "demarche/" + version, Contact: a.cfg.Contact, Article: readArticle, Now: a.env.now, Log: a.log, Progress: onEvent,
	}
	if w.quick {
		cfg.Delay = time.Millisecond
	}
	return crawler.New(cfg)
}

// notice says why answers may be incomplete now, "" when they are not.
func (a *app) notice(ctx context.Context) string {
	if a.engine.Loading() {
		return "The search index is being read after the start: answers wait for it a moment."
	}
	seq, err := a.store.Seq(ctx)
	if err != nil {
		return ""
	}
	if built, ok := a.pipe.Building(); ok {
		return fmt.Sprintf("The search index is being built anew: %d of %d changes are in. Until then answers are incomplete.", built, seq)
	}
	if st, err := a.engine.State(ctx); err == nil && st.Docs == 0 && seq > 0 {
		return fmt.Sprintf("The search index is empty while the store holds %d changes: it is about to be built. Until then nothing is found.", seq)
	}
	return ""
}

// answer searches and says so when the answer may be incomplete.
func (a *app) answer(ctx context.Context, q demarche.Query) (demarche.Results, error) {
	res, err := a.searcher.Search(ctx, q)
	res.Notice = a.notice(ctx)
	return res, err
}

// openExisting is open for commands that only read: a folder that holds
// nothing, mistyped perhaps, is not made.
func (e *environment) openExisting(command string) (*app, error) {
	cfg, err := e.loadConfig()
	if err != nil {
		return nil, err
	}
	if !cfg.hasData() {
		return nil, noData(e.flags.Data)
	}
	return e.open(command)
}

// noData is the answer of a command that needs data where there is none.
func noData(dir string) error {
	return sentence{fmt.Sprintf("no data in %s yet: name the right folder with --data, or run demarche serve, crawl or import first", dir), demarche.ErrNotFound}
}

// hasData says whether the store holds anything yet; of a database elsewhere
// that is taken for granted.
func (c config) hasData() bool {
	dir, file := strings.CutPrefix(c.Store, "sqlite:")
	return !file || exists(filepath.Join(dir, "news.db"))
}

// sentence is an error for people that also has a kind for errors.Is.
type sentence struct {
	text string
	kind error
}

func (s sentence) Error() string { return s.text }
func (s sentence) Unwrap() error { return s.kind }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
