package web

import (
	"bytes"
	"net/http"
	"strings"
)

// embedPage is the value of /timeline/embed.
type embedPage struct {
	Title  string
	Nonce  string
	Demo   bool
	Clock  string
	Days   []storyDay
	Link   string // the timeline itself
	More   bool
	AsOf   string
	Counts string
}

// embed serves /timeline/embed: one static page for the frames of other
// people's pages, with nothing but stories and links. It has no script, no form
// and no cookie, and always names where it comes from.
func (s *Server) embed(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce(r)+"'; base-uri 'none'; form-action 'none'; frame-ancestors *")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	q, lanes, err := s.timelineQuery(r.URL.Query())
	if err != nil {
		return err
	}
	page := q
	if r.URL.Query().Get("size") == "" {
		page.Size = 25
	}
	p := embedPage{Title: "Timeline", Nonce: nonce(r), Demo: s.cfg.Demo, Clock: clockWords[q.Clock], AsOf: q.AsOf}
	var stories []storyGroup
	if len(lanes) == 0 {
		g, err := s.gather(r.Context(), page, nil)
		if err != nil {
			return err
		}
		stories, p.More = g.Page, g.Next != ""
	} else {
		r2 := r.Clone(r.Context())
		v := r.URL.Query()
		if v.Get("size") == "" {
			v.Set("size", "25")
		}
		r2.URL.RawQuery = v.Encode()
		if _, stories, _, err = s.twinStories(r2); err != nil {
			return err
		}
	}
	if q.Text != "" {
		p.Title = shorten(q.Text, 80)
	} else if len(lanes) > 0 {
		p.Title = shorten(strings.Join(lanes, ", "), 80)
	}
	p.Days = s.storyDays(stories)
	p.Counts = plural(len(stories), "story", "stories")
	p.Link = withLanes(link("/timeline", withoutCursor(q)), lanes)
	var b bytes.Buffer
	if err := s.pages["embed"].ExecuteTemplate(&b, "embed", p); err != nil {
		return err
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=300")
	_, err = w.Write(b.Bytes())
	return err
}
