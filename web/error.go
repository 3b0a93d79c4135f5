package web

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"demarche"
)

// fault is a mistake told to the reader: what is wrong, where, and the way out.
type fault struct {
	Status int
	Title  string
	Detail string
	ID     string // of a fault of ours, to find it in the log; "" for a reader's mistake
	Column int    // place in the query, from 1; 0 for none
	Query  string // the query that is wrong, as typed
}

// Before, At and After cut the query at the column of the mistake.
func (f fault) Before() string { b, _, _ := cutColumn(f.Query, f.Column); return b }

// At is the character at the column.
func (f fault) At() string { _, at, _ := cutColumn(f.Query, f.Column); return at }

// After is what follows it.
func (f fault) After() string { _, _, a := cutColumn(f.Query, f.Column); return a }

// cutColumn cuts s before and after its column-th code point, counted from 1.
// Past the end, the place is shown as a space.
func cutColumn(s string, column int) (before, at, after string) {
	r := []rune(s)
	if column < 1 {
		return s, "", ""
	}
	if column > len(r) {
		return s, "\u00a0", ""
	}
	return string(r[:column-1]), string(r[column-1]), string(r[column:])
}

// faultOf turns an error into what is told about it. Only a reader's mistakes
// are told in the error's own words.
func faultOf(err error) fault {
	var q *demarche.QueryError
	switch {
	case errors.As(err, &q) && q.Param != "" && q.Param != "q":
		return fault{Status: http.StatusBadRequest, Title: "This address cannot be used as it is", Detail: sentence(q.Error())}
	case errors.As(err, &q):
		return fault{Status: http.StatusBadRequest, Title: "This query cannot be read", Detail: sentence(q.Error()), Column: q.Column}
	case errors.Is(err, demarche.ErrInvalid):
		return fault{Status: http.StatusBadRequest, Title: "This request cannot be used as it is", Detail: sentence(plain(err))}
	case errors.Is(err, demarche.ErrNotFound):
		return fault{Status: http.StatusNotFound, Title: "Not found", Detail: sentence(missing(err))}
	case errors.Is(err, demarche.ErrConflict):
		return fault{Status: http.StatusConflict, Title: "Somebody else changed this first", Detail: sentence(plain(err))}
	case errors.Is(err, context.DeadlineExceeded):
		return fault{Status: http.StatusServiceUnavailable, Title: "This took too long", ID: rand.Text()[:8],
			Detail: "The answer was not ready in time. Try again, or ask for less: a shorter query or a narrower range of dates."}
	}
	return fault{Status: http.StatusInternalServerError, Title: "Something broke on our side", ID: rand.Text()[:8],
		Detail: "The page could not be made. What is held is not affected; the log of the program has the cause."}
}

// missing says what is not held, without the path on which the program looked.
func missing(err error) string {
	msg := plain(err)
	if i := strings.LastIndex(msg, "store: "); i >= 0 {
		return msg[i+len("store: "):] + " is not held here; its address may have been cut short"
	}
	return msg
}

// plain is an error's text without the name of the sentinel at its end.
func plain(err error) string {
	msg := err.Error()
	for _, s := range []error{demarche.ErrInvalid, demarche.ErrNotFound, demarche.ErrConflict} {
		if short := strings.TrimSuffix(msg, ": "+s.Error()); short != "" {
			msg = short
		}
	}
	return msg
}

// sentence starts s with a capital where it starts with a plain word and ends
// it with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// handle runs a route and tells its error in the route's dress. It is the one
// place where errors are logged, and only those that are not the reader's.
func (s *Server) handle(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 15*time.Second)
		defer cancel()
		r = r.WithContext(ctx)
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				s.fail(w, r, rt.dress, fmt.Errorf("panic: %v", p))
			}
		}()
		if notice := strange(r); notice != "" && rt.dress == forPrograms {
			w.Header().Set("Demarche-Notice", notice)
		}
		if err := rt.serve(w, r); err != nil {
			s.fail(w, r, rt.dress, err)
		}
	})
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, d dress, err error) {
	if r.Context().Err() == context.Canceled {
		return // the reader has gone
	}
	f := faultOf(err)
	if f.ID != "" {
		s.cfg.Log.ErrorContext(r.Context(), "request failed", "id", f.ID, "path", r.URL.Path, "err", err)
	}
	if f.Column > 0 {
		f.Query = r.URL.Query().Get("q")
	}
	s.tell(w, r, d, f)
}

// tell writes a fault in the dress asked for.
func (s *Server) tell(w http.ResponseWriter, r *http.Request, d dress, f fault) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if f.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "30")
	}
	if d == forPrograms {
		writeProblem(w, r, f)
		return
	}
	s.render(w, r, f.Status, "error", page{Title: f.Title, Body: f})
}

// problem is the JSON of a fault, RFC 9457.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail,omitempty"`
	Instance string `json:"instance,omitempty"`
	Column   int    `json:"column,omitempty"` // place in the query, from 1, in code points
	Query    string `json:"query,omitempty"`
}

func writeProblem(w http.ResponseWriter, r *http.Request, f fault) {
	p := problem{Type: "about:blank", Title: f.Title, Status: f.Status, Detail: f.Detail, Instance: r.URL.Path, Column: f.Column, Query: f.Query}
	if f.Column > 0 {
		p.Type = "/help/search#mistakes"
	}
	if f.ID != "" {
		p.Instance += "#" + f.ID
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(f.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(p) // the reader has gone if this fails
}

// orErrorPage answers with our own page where the mux knows no route or another
// method only.
func (s *Server) orErrorPage(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r) // not h: the mux sets the path values
			return
		}
		quiet := &quietWriter{header: http.Header{}}
		h.ServeHTTP(quiet, r)
		f := fault{Status: http.StatusNotFound, Title: "No such page",
			Detail: fmt.Sprintf("There is nothing at %s. The address may have been mistyped or cut short.", shorten(r.URL.Path, 80))}
		if quiet.status == http.StatusMethodNotAllowed {
			allow := quiet.header.Get("Allow")
			w.Header().Set("Allow", allow)
			f = fault{Status: quiet.status, Title: "This address does not take " + shorten(r.Method, 12),
				Detail: fmt.Sprintf("%s answers %s.", shorten(r.URL.Path, 80), allow)}
		}
		s.tell(w, r, dressOf(r.URL.Path), f)
	})
}

// dressOf guesses from an unknown address who is asking.
func dressOf(path string) dress {
	if strings.HasPrefix(path, "/api/") {
		return forPrograms
	}
	for _, ext := range []string{".json", ".atom", ".csv"} {
		if strings.HasSuffix(path, ext) {
			return forPrograms
		}
	}
	return forPeople
}

// quietWriter keeps status and header of an answer and drops its body.
type quietWriter struct {
	header http.Header
	status int
}

func (w *quietWriter) Header() http.Header         { return w.header }
func (w *quietWriter) WriteHeader(status int)      { w.status = status }
func (w *quietWriter) Write(p []byte) (int, error) { return len(p), nil }
