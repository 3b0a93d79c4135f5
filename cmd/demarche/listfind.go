package main

import (
	"context"
	"errors"

	"demarche"
)

const findPage = 100

// findName returns the items whose title or text holds a name, for the pipeline
// to link again when an entry of a list changes.
func (a *app) findName(ctx context.Context, name string) ([]string, error) {
	q := demarche.Query{Text: name, Expr: demarche.Phrase{Text: name}, Match: demarche.MatchAll, Clock: demarche.ClockSeen, Sort: demarche.SortNewest, Size: findPage, Plain: true}
	var ids []string
	for {
		found, err := a.engine.Search(ctx, q)
		var mistake *demarche.QueryError
		if errors.As(err, &mistake) { // a name that holds no word
			return ids, nil
		}
		if err != nil {
			return nil, err
		}
		for _, hit := range found.IDs {
			ids = append(ids, hit.ID)
		}
		if found.Next == "" || len(found.IDs) == 0 {
			return ids, nil
		}
		q.Cursor = found.Next
	}
}
