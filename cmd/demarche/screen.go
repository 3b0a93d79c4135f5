package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"demarche"
	"demarche/match"
)

type screenCmd struct {
	Pairs string `help:"JSON Lines of {\"id\",\"name1\",\"name2\",\"schema\"}; - for standard input." placeholder:"FILE"`
}

// Help teaches with an example.
func (screenCmd) Help() string {
	return `Scores pairs of names from 0 to 1; 0.7 and more means a possible match, never an identity.

Example: demarche screen --pairs pairs.jsonl`
}

type pairIn struct {
	ID     json.RawMessage `json:"id"`
	Name1  string          `json:"name1"`
	Name2  string          `json:"name2"`
	Schema string          `json:"schema"`
}

type pairOut struct {
	ID      json.RawMessage `json:"id"`
	Score   float64         `json:"score"`
	Reasons []string        `json:"reasons"`
}

// Run scores each pair.
func (c screenCmd) Run(e *environment) error {
	if c.Pairs == "" {
		return usageError{errors.New("name the pairs to compare with --pairs FILE")}
	}
	in, err := e.openInput(c.Pairs)
	if err != nil {
		return err
	}
	defer in.Close()
	return e.mapLines(in, func(data []byte) (any, error) {
		var p pairIn
		if err := json.Unmarshal(data, &p); err != nil {
			return nil, explainJSON(err)
		}
		if p.Name1 == "" || p.Name2 == "" {
			return nil, fmt.Errorf(`"name1" and "name2" are both needed`)
		}
		score, reasons := match.Score(p.Name1, p.Name2, demarche.EntitySchema(p.Schema))
		return pairOut{p.ID, score, reasons}, nil
	})
}
