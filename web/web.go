// Package web shows what is held: pages for people, and the same values as
// JSON, Atom and CSV for programs. A page is a value; HTML, JSON, Atom and CSV
// are its clothes (format.go). Its address is its state: everything a reader
// chose stands in the query string, nothing in a cookie.
//
// routes.go is the site map. One file holds one page. The package reads through
// the function fields of [Config] and imports only the root package and
// web/chart.
package web

import (
	"context"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"demarche"
)

// Config is what the pages read from. Search, Item, Sources and CountryName are
// required.
type Config struct {
	// Search answers a query. A *demarche.QueryError or an error that wraps
	// demarche.ErrInvalid is the reader's mistake and shown as such.
	Search func(context.Context, demarche.Query) (demarche.Results, error)
	// Item is one item with everything known about it; demarche.ErrNotFound if not held.
	Item func(ctx context.Context, id string) (demarche.ItemView, error)
	// Sources is the health of every source, already judged (State and Why set).
	Sources func(context.Context) ([]demarche.SourceHealth, error)
	// Answers are the requests kept of a source, newest first, with the bytes of
	// the newest answers (Fetch.Sample). Without it those of Sources are shown.
	Answers func(ctx context.Context, source string) ([]demarche.Fetch, error)
	// Gaps are the UTC days ("2006-01-02") on which nothing could be fetched of
	// the given sources, of all when none is given. Without it charts mark none.
	Gaps func(ctx context.Context, sources []string) ([]string, error)
	// Lists are all sanctions lists that can be read, held or not.
	Lists func(context.Context) ([]demarche.ListState, error)
	// ListChanges are what changed on the lists, newest first.
	ListChanges func(context.Context, demarche.ChangeQuery) ([]demarche.Change, error)
	// Entity is one entity with everything known about it and at most so many items;
	// demarche.ErrNotFound if not held.
	Entity func(ctx context.Context, id string, items int) (demarche.EntityView, error)
	// Announced are what authorities announced, beside their lists, newest first.
	Announced func(context.Context, demarche.AnnouncedQuery) ([]demarche.AnnouncedParty, error)
	// QuoteAnnounced gives announcements the sentences that name their parties.
	QuoteAnnounced func(context.Context, []demarche.AnnouncedParty) error
	// FindEntities are those of a name, an alias or an id, the nearest first.
	FindEntities func(ctx context.Context, name string, limit int) ([]demarche.Entity, error)
	// Complete lists ways in which a query being typed may go on. Without it none
	// is offered.
	Complete func(ctx context.Context, text string, limit int) ([]demarche.Completion, error)
	// ListIncidents are the attempts to read a list that changed nothing, newest first.
	ListIncidents func(ctx context.Context, limit int) ([]demarche.ListIncident, error)
	// Licences is what items say of general licences.
	Licences func(context.Context) ([]demarche.ItemLicence, error)
	// Stoplist is the stoplist as it counts now, and whether it calls a name common.
	Stoplist func(name string) (Stoplist, bool, error)
	// Screen looks a name up on the lists held.
	Screen func(context.Context, demarche.ScreenQuery) (demarche.ScreenAnswer, error)
	// Annotate answers one line of the annotate command with its line of output.
	// Without it POST /api/v1/annotate is not offered.
	Annotate func(ctx context.Context, line []byte) ([]byte, error)
	// Story is a story with its items; demarche.ErrNotFound if not held. Without
	// it no story is.
	Story func(ctx context.Context, id string) (demarche.StoryView, error)
	// StoryItems reads the items of a long story from the nth on, oldest first.
	StoryItems func(ctx context.Context, id string, from int) ([]demarche.ItemView, error)
	// Mends are the records of the last nightly mends of the stories, newest first.
	Mends func(ctx context.Context, limit int) ([]demarche.MendRecord, error)
	// Items are those of the given items that are held. Without it figures come
	// without period, speaker and sentence.
	Items func(ctx context.Context, ids []string) (map[string]demarche.ItemView, error)
	// Ready says whether the store and the index can answer now; nil means always.
	Ready func(context.Context) error
	// Notice is a sentence for every page while answers may be incomplete, "" otherwise.
	Notice func(context.Context) string
	// CountryName is the English short name of a code; "" when unknown.
	CountryName func(code string) string

	BaseURL string           // public address for feeds, "https://example.org"; "" takes it from the request
	Version string           // of the program, for the footer
	Demo    bool             // everything shown is invented: a banner says so
	Now     func() time.Time // default time.Now
	Log     *slog.Logger     // default slog.Default
}

// Server answers HTTP requests. Make one with New.
type Server struct {
	cfg    Config
	pages  map[string]*template.Template
	assets assets
	routes []route
}

// New parses the built-in templates and returns a server. It fails only when a
// required field of cfg is missing.
func New(cfg Config) (*Server, error) {
	for name, missing := range map[string]bool{
		"Search": cfg.Search == nil, "Item": cfg.Item == nil, "Sources": cfg.Sources == nil, "CountryName": cfg.CountryName == nil,
	} {
		if missing {
			return nil, fmt.Errorf("web: Config.%s is missing: %w", name, demarche.ErrInvalid)
		}
	}
	if cfg.BaseURL != "" {
		u, err := url.Parse(cfg.BaseURL)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return nil, fmt.Errorf("web: base address %q: expected https://host: %w", cfg.BaseURL, demarche.ErrInvalid)
		}
		cfg.BaseURL = strings.TrimSuffix(cfg.BaseURL, "/")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Story == nil {
		cfg.Story = func(context.Context, string) (demarche.StoryView, error) {
			return demarche.StoryView{}, demarche.ErrNotFound
		}
	}
	if cfg.Items == nil {
		cfg.Items = func(context.Context, []string) (map[string]demarche.ItemView, error) { return nil, nil }
	}
	if cfg.Notice == nil {
		cfg.Notice = func(context.Context) string { return "" }
	}
	if cfg.Complete == nil {
		cfg.Complete = func(context.Context, string, int) ([]demarche.Completion, error) { return nil, nil }
	}
	withoutLists(&cfg)
	withoutLicences(&cfg)
	if cfg.Ready == nil {
		cfg.Ready = func(context.Context) error { return nil }
	}
	s := &Server{cfg: cfg, assets: loadAssets()}
	s.pages = loadTemplates(s.funcs())
	s.routes = s.siteMap()
	return s, nil
}

// NewHTTPServer is an http.Server for h with the limits that keep slow or
// greedy clients from tying it up.
func NewHTTPServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    1 << 20,
	}
}

// today is the civil day (UTC) that relative dates of a query count from.
func (s *Server) today() string { return s.cfg.Now().UTC().Format(time.DateOnly) }
