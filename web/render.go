package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"demarche"
	"demarche/web/chart"
)

//go:embed templates static openapi.json
var files embed.FS

// page is what the layout needs around the value of a page.
type page struct {
	Title  string // of the tab; the layout adds the program's name
	Nav    string // path of the entry to mark in the navigation
	Query  string // what stands in the search box of the header
	Bare   bool   // no search box in the header: the page has its own
	Twins  []twin // the same value in other clothes
	Body   any    // the page's own value
	Status int

	Nonce   string
	Path    string
	Demo    bool
	Notice  string
	Version string
}

// twin is a link to the same value in another format.
type twin struct {
	Label, Type, Href string
}

// twinsOf are the three twins of a list page, with the same query string.
func twinsOf(path, query string) []twin {
	if query != "" {
		query = "?" + query
	}
	return []twin{
		{"JSON", "application/json", path + ".json" + query},
		{"Atom", "application/atom+xml", path + ".atom" + query},
		{"CSV", "text/csv", path + ".csv" + query},
	}
}

// render writes a page. It is made in memory first, so that a fault in a
// template never leaves half a page behind.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.Status, p.Nonce, p.Path, p.Demo, p.Version = status, nonce(r), r.URL.Path, s.cfg.Demo, s.cfg.Version
	p.Notice = noticeOf(s.cfg.Notice(r.Context()), strange(r))
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", p); err != nil {
		s.cfg.Log.ErrorContext(r.Context(), "template failed", "page", name, "err", err)
		http.Error(w, "The page could not be made; the log of the program has the cause.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader has gone if this fails
}

// show renders a page that was made without fault.
func (s *Server) show(w http.ResponseWriter, r *http.Request, name string, p page) error {
	s.render(w, r, http.StatusOK, name, p)
	return nil
}

// loadTemplates parses every page together with the layout and the shared
// parts. The templates travel in the binary, so a fault in one is a fault of
// the build.
func loadTemplates(funcs template.FuncMap) map[string]*template.Template {
	names, err := fs.Glob(files, "templates/*.tmpl")
	if err != nil {
		panic(err)
	}
	base := template.New("").Funcs(funcs)
	var pages []string
	for _, name := range names {
		switch path.Base(name) {
		case "layout.tmpl", "parts.tmpl":
			template.Must(base.ParseFS(files, name))
		default:
			pages = append(pages, name)
		}
	}
	byName := map[string]*template.Template{}
	for _, name := range pages {
		t := template.Must(template.Must(base.Clone()).ParseFS(files, name))
		byName[strings.TrimSuffix(path.Base(name), ".tmpl")] = t
	}
	return byName
}

// funcs are the words templates may use.
func (s *Server) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":     s.asset,
		"country":   s.country,
		"civil":     civilTime,
		"event":     func(e demarche.EventDate) template.HTML { return civilTime(e.Value, e.Until, e.Precision) },
		"ahead":     func(e demarche.EventDate, published string) bool { return e.Ahead(published) },
		"expected":  func(e demarche.EventDate) string { return expectedWords(e, s.today()) },
		"published": publishedTime,
		"instant":   instantTime,
		"ago":       func(t any) string { return ago(t, s.cfg.Now()) },
		"count":     chart.Thousands,
		"plural":    plural,
		"kind":      kindLabel,
		"action":    actionLabel,
		"schema":    func(e demarche.EntitySchema) string { return cmp.Or(schemaWords[e], string(e)) },
		"mark":      actionMark,
		"language":  languageName,
		"shorten":   shorten,
		"host":      hostOf,
		"outbound":  outbound,
		"join":      strings.Join,
		"bytes":     byteSize,
		"capital":   capital,
		"answer":    answerWords,
		"percent":   func(f float64) string { return fmt.Sprintf("%.0f%%", f*100) },
		"due":       func(t time.Time) string { return due(t, s.cfg.Now()) },
		"kindOf":    func(src demarche.Source) badge { return badge{src.Kind, src.Kind.Official()} },
	}
}

// badge is what the kind label of a source is made from.
type badge struct {
	Kind     demarche.SourceKind
	Official bool
}

// assets are the static files by the name they are served under, which holds a
// part of their hash, so that a browser may keep them for ever.
type assets struct {
	served map[string][]byte // "style.1a2b3c4d.css" -> content
	names  map[string]string // "style.css" -> "style.1a2b3c4d.css"
}

func loadAssets() assets {
	a := assets{served: map[string][]byte{}, names: map[string]string{}}
	entries, err := fs.ReadDir(files, "static")
	if err != nil {
		panic(err) // the folder travels in the binary
	}
	for _, e := range entries {
		body, err := files.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(body)
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:4]) + ext
		a.served[name], a.names[e.Name()] = body, name
	}
	return a
}

// asset is the address of a static file.
func (s *Server) asset(name string) (string, error) {
	served, ok := s.assets.names[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return "/static/" + served, nil
}

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// static serves one file of the static folder.
func (s *Server) static(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	body, ok := s.assets.served[name]
	if !ok {
		return fmt.Errorf("static file %s: %w", shorten(name, 60), demarche.ErrNotFound)
	}
	h := w.Header()
	h.Set("Content-Type", assetTypes[path.Ext(name)])
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, err := w.Write(body)
	return err
}
