package web

import (
	"fmt"
	"net/http"
	"strings"

	"demarche"
)

// Stoplist is the list of words and names that identify nobody by themselves, as it
// counts now.
type Stoplist struct {
	Lines []string // words; a whole name begins with "="
	Own   []string // of them those that the installation's own file adds
	File  string   // the file that changes it
}

// stoplistPage is the value of /lists/stoplist.
type stoplistPage struct {
	Name   string // to be judged
	Common bool
	Words  []string `json:"words"`
	Names  []string `json:"names"`
	Own    []string `json:"own"`
	File   string   `json:"-"`
}

// stoplistOf reads the stoplist, and judges the name that a request asks about.
func (s *Server) stoplistOf(r *http.Request) (stoplistPage, error) {
	p := stoplistPage{Name: strings.TrimSpace(r.URL.Query().Get("name"))}
	if len(p.Name) > 300 {
		return p, fmt.Errorf("name: longer than 300 bytes: %w", demarche.ErrInvalid)
	}
	if s.cfg.Stoplist == nil {
		return p, nil
	}
	list, common, err := s.cfg.Stoplist(p.Name)
	if err != nil {
		return p, fmt.Errorf("stoplist: %w", err)
	}
	p.Common, p.Own, p.File = common, list.Own, list.File
	for _, l := range list.Lines {
		if name, whole := strings.CutPrefix(l, "="); whole {
			p.Names = append(p.Names, name)
		} else {
			p.Words = append(p.Words, strings.Fields(l)...)
		}
	}
	return p, nil
}

// stoplist serves /lists/stoplist.
func (s *Server) stoplist(w http.ResponseWriter, r *http.Request) error {
	p, err := s.stoplistOf(r)
	if err != nil {
		return err
	}
	return s.show(w, r, "stoplist", page{Title: "Stoplist", Nav: "/lists", Body: p, Twins: twinsOf("/lists/stoplist", r.URL.RawQuery)[:1]})
}

func (s *Server) stoplistJSON(w http.ResponseWriter, r *http.Request) error {
	p, err := s.stoplistOf(r)
	if err != nil {
		return err
	}
	answer := map[string]any{"words": p.Words, "names": p.Names, "own": p.Own}
	if p.Name != "" {
		answer["name"], answer["common"] = p.Name, p.Common
	}
	return writeJSON(w, answer)
}
