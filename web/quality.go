package web

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// qualityTable is written by internal/evaltable from what the scorers print.
//
//go:embed quality.tsv
var qualityTable string

// qualityPage is the value of /quality.
type qualityPage struct{ Rows []qualityRow }

// qualityRow is one measured figure beside its goal and the best known rival.
type qualityRow struct {
	Set, What, Measure, Ours, Goal, Rival, On string
	Short                                     bool // below the goal
}

func readQuality(table string) ([]qualityRow, error) {
	r := csv.NewReader(strings.NewReader(table))
	r.Comma = '\t'
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("web: read the table of quality: %w", err)
	}
	var rows []qualityRow
	for _, f := range records[1:] {
		ours, err1 := strconv.ParseFloat(f[3], 64)
		goal, err2 := strconv.ParseFloat(f[4], 64)
		rows = append(rows, qualityRow{Set: f[0], What: f[1], Measure: f[2], Ours: f[3], Goal: f[4], Rival: f[5], On: f[6],
			Short: err1 == nil && err2 == nil && ours < goal})
	}
	return rows, nil
}

func (s *Server) quality(w http.ResponseWriter, r *http.Request) error {
	rows, err := readQuality(qualityTable)
	if err != nil {
		return err
	}
	return s.show(w, r, "quality", page{Title: "Quality", Nav: "/quality", Body: qualityPage{rows}})
}
