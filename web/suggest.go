package web

import (
	"net/http"
	"strconv"

	"demarche"
)

// suggestions is the JSON of /api/v1/suggest.
type suggestions struct {
	Suggestions []demarche.Completion `json:"suggestions"`
}

const (
	suggestSize = 10
	suggestMost = 50
)

// suggest serves GET /api/v1/suggest?q=: ways in which a query that is being
// typed may go on.
func (s *Server) suggest(w http.ResponseWriter, r *http.Request) error {
	size := suggestSize
	if n, err := strconv.Atoi(r.URL.Query().Get("size")); err == nil && n > 0 {
		size = min(n, suggestMost)
	}
	list, err := s.cfg.Complete(r.Context(), r.URL.Query().Get("q"), size)
	if err != nil {
		return err
	}
	if list == nil {
		list = []demarche.Completion{}
	}
	return writeJSON(w, suggestions{list})
}

// hintsOf are the queries that the search box offers before anything is typed,
// without script: the most frequent values of an answer, and the fields.
func hintsOf(facets map[string][]demarche.Bucket) []option {
	var out []option
	for _, name := range []string{"entity", "country", "action"} {
		for i, b := range facets[name] {
			if i == 6 {
				break
			}
			value := b.Value
			if name == "entity" {
				value = b.Label
			}
			out = append(out, option{Value: demarche.Term{Field: name, Text: value}.String(), Label: b.Label})
		}
	}
	return append(out, option{Value: "since:7d", Label: "the last seven days"}, option{Value: "amount:>1b", Label: "more than a billion dollars"},
		option{Value: "kind:sanctions", Label: "from sanctions authorities"}, option{Value: "role:stolen", Label: "sums that were stolen"})
}
