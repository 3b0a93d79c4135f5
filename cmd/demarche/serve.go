package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/crawler"
	"demarche/crawler/catalogue"
	"demarche/extract/country"
	"demarche/web"
)

type serveCmd struct {
	Addr  string `help:"Address of the web pages (default 127.0.0.1:8080, or addr of the config file)." placeholder:"HOST:PORT"`
	Admin string `help:"Address of the metrics for a monitoring system, /metrics; none without it." placeholder:"HOST:PORT"`
	Role  string `help:"What this process does: all, or a list of crawl, work, web, mail." default:"all"`
}

// Help teaches with an example.
func (serveCmd) Help() string {
	return `Everything in one process: open http://127.0.0.1:8080 while it runs. Stop it with Ctrl-C.

Example:
  demarche serve
  demarche serve --data /var/lib/demarche --addr 127.0.0.1:9000 --config demarche.toml`
}

// Run serves the real world.
func (c serveCmd) Run(e *environment) error {
	roles, err := parseRoles(c.Role)
	if err != nil {
		return err
	}
	a, err := e.open("serve")
	if err != nil {
		return err
	}
	defer a.close()
	if a.remote != nil {
		return errOwned{a.remote.owner}
	}
	if c.Addr != "" {
		a.cfg.Addr = c.Addr
	}
	if c.Admin != "" {
		a.cfg.Admin = c.Admin
	}
	a.limitMemory(e.ctx)
	sources, err := a.sources()
	if err != nil {
		return err
	}
	return a.serve(world{sources: sources, now: e.now}, roles, func(url string) {
		fmt.Fprintf(e.stderr, "demarche is at %s (data in %s). Stop it with Ctrl-C.\n", url, e.flags.Data)
	})
}

// roles of a serving process.
type roles struct{ crawl, work, web, mail bool }

func parseRoles(s string) (roles, error) {
	var r roles
	for _, name := range strings.Split(s, ",") {
		switch strings.TrimSpace(name) {
		case "all":
			r = roles{true, true, true, true}
		case "crawl":
			r.crawl = true
		case "work":
			r.work = true
		case "web":
			r.web = true
		case "mail":
			r.mail = true
		default:
			return r, usageError{fmt.Errorf("--role %q: want all, or a list of crawl, work, web, mail", name)}
		}
	}
	return r, nil
}

// sources is the built-in catalogue with the operator's own folder and
// switches applied.
func (a *app) sources() ([]demarche.Source, error) {
	list, err := catalogue.Builtin()
	if err != nil {
		return nil, fmt.Errorf("read built-in sources: %w", err)
	}
	if dir := a.env.sourcesDir(a.cfg); a.cfg.Sources != "" || exists(dir) {
		if list, err = catalogue.Overlay(list, os.DirFS(dir)); err != nil {
			return nil, fmt.Errorf("read sources of %s: %w", dir, err)
		}
	}
	return switchSources(list, a.cfg.Enable, a.cfg.Disable)
}

func switchSources(list []demarche.Source, enable, disable []string) ([]demarche.Source, error) {
	at := map[string]int{}
	for i, s := range list {
		at[s.ID] = i
	}
	flip := func(ids []string, on bool, reason string) error {
		for _, id := range ids {
			i, ok := at[id]
			if !ok {
				return sentence{fmt.Sprintf("source %q is not in the catalogue: see demarche sources list", id), demarche.ErrNotFound}
			}
			list[i].Enabled = on
			list[i].Reason = reason
		}
		return nil
	}
	if err := flip(enable, true, ""); err != nil {
		return nil, fmt.Errorf("enable: %w", err)
	}
	if err := flip(disable, false, "switched off in the configuration"); err != nil {
		return nil, fmt.Errorf("disable: %w", err)
	}
	return list, nil
}

// serve runs the chosen roles until the context ends or one of them fails.
func (a *app) serve(w world, r roles, ready func(url string)) error {
	ctx, cancel := context.WithCancel(a.env.ctx)
	defer cancel()
	if err := a.store.SyncSources(ctx, w.sources); err != nil {
		return fmt.Errorf("store the catalogue of sources: %w", err)
	}
	failed := make(chan error, 4)
	var wg sync.WaitGroup
	spawn := func(what string, f func(context.Context) error) {
		wg.Go(func() {
			if err := f(ctx); err != nil && ctx.Err() == nil {
				failed <- fmt.Errorf("%s: %w", what, err)
			}
		})
	}
	if r.web {
		l, err := net.Listen("tcp", a.cfg.Addr)
		if err != nil {
			return fmt.Errorf("listen on %s: %w; name another address with --addr", a.cfg.Addr, err)
		}
		site, err := a.site(w)
		if err != nil {
			l.Close()
			return err
		}
		srv := web.NewHTTPServer(a.cfg.Addr, site.Handler())
		spawn("web pages", func(context.Context) error {
			if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		})
		stop := context.AfterFunc(ctx, func() { shutdown(srv) })
		defer stop()
		ready("http://" + l.Addr().String())
	}
	if a.cfg.Admin != "" {
		a.metrics = newMetrics(a.health, a.allLists, a.env.now)
		spawn("metrics", a.serveAdmin)
	}
	spawn("keeping memory", a.keepMemory)
	if r.work {
		spawn("processing", a.pipe.Run)
	}
	if r.crawl {
		spawn("watching the sources", a.watch)
		spawn("crawling", func(ctx context.Context) error { return a.crawlForever(ctx, w) })
		spawn("reading lists", func(ctx context.Context) error { return a.updateListsForever(ctx, w) })
	}
	if r.mail && a.cfg.Mail.SMTP != "" {
		spawn("sending mail", a.sendQueued)
	}
	var ended error
	select {
	case <-ctx.Done():
	case ended = <-failed:
	}
	cancel()
	if !waitTimeout(&wg, 12*time.Second) {
		a.log.Warn("some work did not stop in time; it is redone at the next start")
	}
	return ended
}

// shutdown lets running requests finish, but not for ever.
func shutdown(srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		srv.Close()
	}
}

func waitTimeout(wg *sync.WaitGroup, d time.Duration) bool {
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}

// crawlForever fetches what is due, at once and then by schedule, and prints
// the first round's table.
func (a *app) crawlForever(ctx context.Context, w world) error {
	p := newCrawlPrinter(a.env.stderr)
	c, err := a.crawlerFor(w, func(ev crawler.Event) { p.event(ev); a.metrics.event(ev); a.pipe.Wake() })
	if err != nil {
		return err
	}
	first := make(chan struct{})
	go func() {
		defer close(first)
		reports := c.Crawl(ctx, nil, false)
		p.finish()
		if ctx.Err() == nil {
			a.reportFirstRound(reports)
		}
		if !w.again.IsZero() {
			a.lookAgain(ctx, c, w.again)
		}
	}()
	select { // the schedule does not wait for one slow source of the first round
	case <-first:
	case <-time.After(time.Minute):
	case <-ctx.Done():
	}
	err = c.Run(ctx)
	<-first
	return err
}

// lookAgain asks every source of the demonstration world a second time, so that
// a newcomer sees a revision within seconds and not at the next turn.
func (a *app) lookAgain(ctx context.Context, c *crawler.Crawler, at time.Time) {
	select {
	case <-ctx.Done():
	case <-time.After(at.Sub(a.env.now())):
		c.Crawl(ctx, nil, true)
		a.pipe.Wake()
	}
}

func (a *app) reportFirstRound(reports []crawler.Report) {
	if len(reports) == 0 {
		return
	}
	printReports(a.env.stderr, reports)
	if allFailed(reports) {
		fmt.Fprintln(a.env.stderr, "\nNo source could be reached. The pages stay up and the next try is scheduled.\nWithout a network, look around with: demarche demo")
	}
}

// site builds the web pages over this app.
func (a *app) site(w world) (*web.Server, error) {
	return web.New(web.Config{
		Search:      a.answer,
		Complete:    a.searcher.Complete,
		Item:        a.store.Item,
		Items:       a.store.Items,
		Story:       a.store.Story,
		StoryItems:  a.store.StoryItems,
		Mends:       a.store.Mends,
		Sources:     a.health,
		Answers:     a.store.Answers,
		Gaps:        a.gaps,
		CountryName: country.Name,
		Lists:       a.allLists, ListIncidents: a.store.ListIncidents, Licences: a.store.Licences, Stoplist: a.env.stoplistShown, ListChanges: a.store.Changes, Entity: a.entityView, Announced: a.announced, QuoteAnnounced: a.quoteAnnounced, FindEntities: a.store.FindEntities, Screen: a.screener().Screen,
		Annotate: func(ctx context.Context, line []byte) ([]byte, error) {
			out, err := annotateLine(ctx, a.extract, a.pipe.Linker(), line, false)
			if errors.As(err, &linkError{}) {
				return nil, err
			}
			if err != nil {
				return nil, fmt.Errorf("%w: %w", err, demarche.ErrInvalid)
			}
			return marshalLine(out)
		},
		Notice: a.notice, Ready: a.ready, BaseURL: a.cfg.BaseURL, Version: version, Demo: w.quick, Now: a.env.now, Log: a.log,
	})
}

// ready says whether reading and writing both work.
func (a *app) ready(ctx context.Context) error {
	if err := a.store.Ping(ctx); err != nil {
		return err
	}
	if _, err := a.engine.State(ctx); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if notice := a.notice(ctx); notice != "" {
		return errors.New(notice)
	}
	return a.staleLists(ctx)
}
