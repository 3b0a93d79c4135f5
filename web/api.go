package web

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"time"

	"demarche"
)

// searchJSON serves /search.json and /api/v1/search: demarche.Results as they are.
func (s *Server) searchJSON(w http.ResponseWriter, r *http.Request) error {
	q, err := s.apiQuery(r, "/search")
	if err != nil {
		return err
	}
	res, err := s.cfg.Search(r.Context(), q)
	if err != nil {
		return err
	}
	if res.Hits == nil {
		res.Hits = []demarche.Hit{}
	}
	res.Notice = noticeOf(res.Notice, strange(r))
	return writeJSON(w, res)
}

// itemAnswer is the JSON of /api/v1/items/{id}.
type itemAnswer struct {
	ID           string                   `json:"id"`
	Title        string                   `json:"title"`
	URL          string                   `json:"url"` // byte for byte as found or imported
	Source       string                   `json:"source"`
	SourceName   string                   `json:"source_name"`
	Kind         demarche.SourceKind      `json:"kind"`
	Lang         string                   `json:"lang,omitempty"`
	Authors      []string                 `json:"authors,omitempty"`
	Published    string                   `json:"published,omitempty"`
	PublishedRaw string                   `json:"published_raw,omitempty"`
	FirstSeen    time.Time                `json:"first_seen,omitzero"`
	Changed      time.Time                `json:"changed,omitzero"`
	Gone         bool                     `json:"gone,omitempty"`
	Demo         bool                     `json:"demo,omitempty"`
	Republish    demarche.Republish       `json:"republish"`
	Text         string                   `json:"text,omitempty"`      // as much as the source allows
	TextCut      bool                     `json:"text_cut,omitempty"`  // more text is held than may be shown
	Extractor    int                      `json:"extractor,omitempty"` // version that made the facts
	Actions      []demarche.Action        `json:"actions"`
	Event        demarche.EventDate       `json:"event"`
	Countries    []demarche.CountryWeight `json:"countries"`
	Mentions     []demarche.Mention       `json:"mentions"` // offsets count code points of the whole text
	Designees    []demarche.Designee      `json:"designees,omitempty"`
	Links        []demarche.Link          `json:"links,omitempty"`
	Story        string                   `json:"story,omitempty"`
	Revisions    []revisionAnswer         `json:"revisions"`
	AlsoAt       []alsoAnswer             `json:"also_at,omitempty"`
}

// revisionAnswer is one version of an item's text, newest first.
type revisionAnswer struct {
	N        int       `json:"n"`
	Title    string    `json:"title"`
	Lang     string    `json:"lang,omitempty"`
	Seen     time.Time `json:"seen,omitzero"`
	Document string    `json:"document"`
}

// alsoAnswer is another item of the same story.
type alsoAnswer struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	Source string `json:"source"`
}

func (s *Server) itemJSON(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	v, err := s.cfg.Item(r.Context(), id)
	if err != nil {
		return fmt.Errorf("item %s: %w", shorten(id, 40), err)
	}
	return writeJSON(w, itemJSON(v))
}

func itemJSON(v demarche.ItemView) itemAnswer {
	a := itemAnswer{ID: v.Item.ID, Title: v.Item.Title, URL: v.Item.URL, Source: v.Source.ID, SourceName: v.Source.Name, Kind: v.Source.Kind,
		Lang: v.Item.Lang, Authors: v.Item.Authors, Published: v.Item.Published.Stamp(), PublishedRaw: v.Item.Published.Raw,
		FirstSeen: v.Item.FirstSeen, Changed: v.Item.Changed, Gone: v.Item.Gone, Demo: v.Source.Demo, Republish: ruleOf(v.Source),
		Extractor: v.Facts.Version, Actions: v.Facts.Actions, Event: v.Facts.Event, Countries: v.Facts.Countries, Mentions: v.Facts.Mentions,
		Designees: v.Facts.Designees, Links: v.Links, Story: v.Story, Revisions: []revisionAnswer{}}
	for i, rev := range v.Revisions {
		if i == 0 {
			a.Title, a.Lang = cmp.Or(rev.Title, a.Title), cmp.Or(rev.Lang, a.Lang)
			shown, cut := shownText(a.Republish, []rune(rev.Text))
			a.Text, a.TextCut = string(shown), cut
			if len(rev.Authors) > 0 {
				a.Authors = rev.Authors
			}
		}
		a.Revisions = append(a.Revisions, revisionAnswer{rev.N, rev.Title, rev.Lang, rev.Seen, rev.Document})
	}
	for _, it := range v.AlsoAt {
		a.AlsoAt = append(a.AlsoAt, alsoAnswer{it.ID, it.Title, it.URL, it.Source})
	}
	return a
}

// maxLine is the most bytes POST /api/v1/annotate takes.
const maxLine = 1 << 20

// annotate serves POST /api/v1/annotate: one line of the annotate command in,
// its line out.
func (s *Server) annotate(w http.ResponseWriter, r *http.Request) error {
	line, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxLine))
	if err != nil {
		return fmt.Errorf("annotate: the text is larger than %d bytes or broke off: %w", maxLine, demarche.ErrInvalid)
	}
	out, err := s.cfg.Annotate(r.Context(), line)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, err = w.Write(append(out, '\n'))
	return err
}

// openAPI serves the description of the API, OpenAPI 3.1.
func (s *Server) openAPI(w http.ResponseWriter, _ *http.Request) error {
	body, err := files.ReadFile("openapi.json")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	_, err = w.Write(body)
	return err
}

// healthz says that the process answers.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := io.WriteString(w, "ok\n")
	return err
}

// readyz says whether store and index can answer.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) error {
	if err := s.cfg.Ready(r.Context()); err != nil {
		s.cfg.Log.WarnContext(r.Context(), "not ready", "err", err)
		s.tell(w, r, forPrograms, fault{Status: http.StatusServiceUnavailable, Title: "Not ready", Detail: err.Error()})
		return nil
	}
	return s.healthz(w, r)
}
