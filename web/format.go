package web

import (
	"crypto/sha1"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"demarche"
)

// writeJSON sends a value as JSON. HTML in snippets is not escaped a second
// time: the media type and nosniff keep a browser from reading it as a page.
func writeJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// writeCSV sends rows as CSV (RFC 4180) with every cell neutralised.
func writeCSV(w http.ResponseWriter, name string, rows [][]string) error {
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	h.Set("Cache-Control", "no-cache")
	cw := csv.NewWriter(w)
	cw.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = NeutralCell(cell)
		}
		if err := cw.Write(safe); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// NeutralCell keeps a spreadsheet from running a cell as a formula: a cell that
// starts with one of = + - @, their full-width forms or a control character
// gets an apostrophe before it (OWASP, CSV injection).
func NeutralCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// hitRows are hits as CSV rows with a header.
func hitRows(base string, hits []demarche.Hit) [][]string {
	rows := [][]string{{"id", "title", "url", "source", "source_name", "kind", "published", "first_seen", "event", "event_until",
		"event_precision", "event_basis", "lang", "actions", "countries", "amounts", "amounts_usd", "entities", "story", "page"}}
	for _, h := range hits {
		var actions, amounts, usd, entities []string
		for _, a := range h.Actions {
			actions = append(actions, string(a))
		}
		for _, a := range h.Amounts {
			amounts, usd = append(amounts, a.Text), append(usd, a.USD)
		}
		for _, e := range h.Entities {
			entities = append(entities, e.Name+" ("+string(e.Status)+")")
		}
		rows = append(rows, []string{h.ID, h.Title, h.URL, h.Source, h.SourceName, string(h.Kind), h.Published, csvTime(h.FirstSeen),
			h.Event.Value, h.Event.Until, string(h.Event.Precision), h.Event.Basis, h.Lang, strings.Join(actions, "; "),
			strings.Join(h.Countries, "; "), strings.Join(amounts, "; "), strings.Join(usd, "; "), strings.Join(entities, "; "), h.Story, base + itemPath(h.ID)})
	}
	return rows
}

// atomFeed is a feed document, RFC 4287.
type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"`
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Author    atomPerson  `xml:"author"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`

	base string
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr,omitempty"`
}

type atomEntry struct {
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Links      []atomLink     `xml:"link"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Author     *atomPerson    `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary"`
}

// newFeed starts a feed whose page stands at path with the request's query. Its
// id depends on that address alone, not on the host.
func (s *Server) newFeed(r *http.Request, title, path string) *atomFeed {
	base := s.base(r)
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.Query().Encode()
	}
	return &atomFeed{ID: stableID("feed:" + path + query), Title: xmlText(title), Author: atomPerson{"demarche"}, Generator: "demarche", base: base,
		Links: []atomLink{{"self", "application/atom+xml", base + path + ".atom" + query}, {"alternate", "text/html", base + path + query}}}
}

func (f *atomFeed) add(e atomEntry) {
	e.Title = xmlText(e.Title)
	if e.Title == "" {
		e.Title = "Untitled"
	}
	if e.Summary != nil {
		e.Summary.Body = xmlText(e.Summary.Body)
	}
	f.Entries = append(f.Entries, e)
}

// write sends the feed; it was updated when its newest entry was, or now when
// it has none.
func (f *atomFeed) write(w http.ResponseWriter, now time.Time) error {
	for _, e := range f.Entries {
		f.Updated = max(f.Updated, e.Updated)
	}
	if f.Updated == "" {
		f.Updated = atomTime(now)
	}
	h := w.Header()
	h.Set("Content-Type", "application/atom+xml; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	body, err := xml.Marshal(f)
	if err != nil {
		return err
	}
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}

// addHits adds one entry a hit. An entry is dated by when we first saw it: the
// publisher's claim stands in published.
func (s *Server) addHits(f *atomFeed, hits []demarche.Hit) {
	for _, h := range hits {
		e := atomEntry{Lang: h.Lang, ID: stableID("item:" + h.ID), Title: h.Headline(), Updated: atomTime(h.FirstSeen),
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: f.base + itemPath(h.ID)}}, Author: &atomPerson{xmlText(h.SourceName)}}
		if out := outbound(h.URL); out != "" {
			e.Links = append(e.Links, atomLink{Rel: "via", Href: out})
		}
		if t, err := time.Parse(time.RFC3339, h.Published); err == nil {
			e.Published = atomTime(t)
		} else if day, ok := publishedDay(h.Published); ok {
			e.Published = day + "T00:00:00Z"
		}
		for _, a := range h.Actions {
			e.Categories = append(e.Categories, atomCategory{string(a), actionLabel(a)})
		}
		for _, c := range h.Countries {
			e.Categories = append(e.Categories, atomCategory{c, s.country(c)})
		}
		if html, _ := marked(h.Snippet); html != "" {
			e.Summary = &atomText{"html", string(html)}
		} else if h.Lead != "" {
			e.Summary = &atomText{"text", h.Lead}
		}
		f.add(e)
	}
}

func atomTime(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

// xmlText drops the characters that XML 1.0 cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// stableID is an Atom id that depends on the name alone: a UUID of version 5
// (RFC 9562) in a namespace of our own.
func stableID(name string) string {
	const namespace = "\x6b\xd1\x0f\x3e\x6a\x1c\x4c\x0e\x9a\x55\x0d\x4b\x8f\x2a\x71\xc3"
	h := sha1.Sum([]byte(namespace + name))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// base is the public address of this server: the setting, or what the request says.
func (s *Server) base(r *http.Request) string {
	if s.cfg.BaseURL != "" {
		return s.cfg.BaseURL
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String()
}

// twinSize is how many hits the Atom and CSV twins hold.
const twinSize = 100

// twinQuery is the query of a list page's twin that a feed reader or a
// spreadsheet fetches: more hits, and no counts.
func (s *Server) twinQuery(r *http.Request, path string) (demarche.Query, error) {
	q, err := s.parse(path, r.URL.Query())
	if r.URL.Query().Get("size") == "" {
		q.Size = twinSize
	}
	q.Facets, q.Interval = nil, ""
	return q, err
}

func (s *Server) listAtom(w http.ResponseWriter, r *http.Request, path, title string) error {
	q, err := s.twinQuery(r, path)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("sort") == "" {
		q.Sort = demarche.SortNewest
	}
	res, err := s.cfg.Search(r.Context(), q)
	if err != nil {
		return err
	}
	if q.Text != "" {
		title = q.Text + " – " + title
	}
	f := s.newFeed(r, title, path)
	if s.cfg.Demo {
		f.Subtitle = "Texts written for demonstration."
	}
	s.addHits(f, res.Hits)
	return f.write(w, s.cfg.Now())
}

func (s *Server) listCSV(w http.ResponseWriter, r *http.Request, path, name string) error {
	q, err := s.twinQuery(r, path)
	if err != nil {
		return err
	}
	res, err := s.cfg.Search(r.Context(), q)
	if err != nil {
		return err
	}
	if res.Next != "" {
		next := r.URL.Query()
		next.Set("cursor", res.Next)
		w.Header().Set("Link", "<"+path+".csv?"+next.Encode()+`>; rel="next"`)
	}
	return writeCSV(w, name, hitRows(s.base(r), res.Hits))
}

func (s *Server) searchAtom(w http.ResponseWriter, r *http.Request) error {
	return s.listAtom(w, r, "/search", "demarche search")
}

func (s *Server) searchCSV(w http.ResponseWriter, r *http.Request) error {
	return s.listCSV(w, r, "/search", "search")
}

// apiFacets are the facets of the API when it is not asked for others.
var apiFacets = []string{"country", "entity", "source", "kind", "action", "currency"}

// apiQuery reads the parameters of an API list.
func (s *Server) apiQuery(r *http.Request, path string) (demarche.Query, error) {
	v := r.URL.Query()
	q, err := s.parse(path, v)
	if !v.Has("facets") {
		q.Facets = apiFacets
	}
	if q.Interval == "" {
		q.Interval = demarche.IntervalAuto
	}
	return q, err
}
