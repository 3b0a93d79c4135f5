package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"demarche"
)

// screenPage is the value of /screen.
type screenPage struct {
	Query   demarche.ScreenQuery
	Schemas []option
	Asked   bool
	Blank   bool // sent with nothing to look for
	OneWord bool // a name of one word: never enough to be told apart
	Fault   *fault
	Answer  demarche.ScreenAnswer
	Names   listNames
}

// ListName is how a list is called.
func (p screenPage) ListName(id string) string { return p.Names.of(id) }

// screenQuery reads the form of /screen.
func screenQuery(r *http.Request) demarche.ScreenQuery {
	v := r.URL.Query()
	q := demarche.ScreenQuery{Name: strings.TrimSpace(v.Get("name")), Schema: demarche.EntitySchema(v.Get("schema")), Birth: strings.TrimSpace(v.Get("birth")),
		Nationality: strings.TrimSpace(v.Get("nationality")), IMO: strings.TrimSpace(v.Get("imo")), Wallet: strings.TrimSpace(v.Get("wallet")), Identifier: strings.TrimSpace(v.Get("identifier"))}
	if f, err := strconv.ParseFloat(v.Get("threshold"), 64); err == nil {
		q.Threshold = f
	}
	return q
}

// screen serves /screen.
func (s *Server) screen(w http.ResponseWriter, r *http.Request) error {
	p := screenPage{Query: screenQuery(r)}
	p.Asked = p.Query.Name+p.Query.IMO+p.Query.Wallet+p.Query.Identifier != ""
	p.Blank = !p.Asked && r.URL.RawQuery != ""
	p.OneWord = p.Query.IMO+p.Query.Wallet+p.Query.Identifier == "" && len(strings.Fields(p.Query.Name)) == 1
	p.Schemas = options(string(p.Query.Schema), "", "anything", "Person", "a person", "Organization", "an organisation", "Vessel", "a vessel", "Airplane", "an aircraft")
	out := page{Title: "Screen a name", Nav: "/screen", Status: http.StatusOK}
	if p.Asked {
		var err error
		p.Answer, err = s.cfg.Screen(r.Context(), p.Query)
		if err != nil {
			f := faultOf(err)
			if f.Status != http.StatusBadRequest {
				return err
			}
			p.Fault, out.Status = &f, f.Status
		} else {
			lists, err := s.cfg.Lists(r.Context())
			if err != nil {
				return fmt.Errorf("names of lists: %w", err)
			}
			p.Names = namesOf(lists)
			out.Title = shorten(p.Answer.Query, 60) + " – screening"
			out.Twins = []twin{{"JSON", "application/json", "/screen.json?" + r.URL.Query().Encode()}}
		}
	}
	out.Body = p
	w.Header().Set("Cache-Control", "no-store") // what is screened is nobody else's business
	s.render(w, r, out.Status, "screen", out)
	return nil
}

func (s *Server) screenJSON(w http.ResponseWriter, r *http.Request) error {
	return s.answerScreen(w, r, screenQuery(r))
}

const maxScreenBody = 64 << 10

// screenPost serves POST /api/v1/screen.
func (s *Server) screenPost(w http.ResponseWriter, r *http.Request) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxScreenBody))
	if err != nil {
		return fmt.Errorf("the request is longer than %d bytes: %w", maxScreenBody, demarche.ErrInvalid)
	}
	var q demarche.ScreenQuery
	if err := json.Unmarshal(body, &q); err != nil {
		return fmt.Errorf(`expected an object such as {"name":"Jang Kuk Chol","nationality":"KP"}: %w`, errors.Join(demarche.ErrInvalid, err))
	}
	return s.answerScreen(w, r, q)
}

func (s *Server) answerScreen(w http.ResponseWriter, r *http.Request, q demarche.ScreenQuery) error {
	ans, err := s.cfg.Screen(r.Context(), q)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return writeJSON(w, ans)
}
