package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"demarche"
)

// PutLicences replaces what items say of general licences. Items that say nothing
// of any are among items and not among said.
func (s *Store) PutLicences(ctx context.Context, items []string, said map[string][]demarche.Licence) error {
	var list [][]any
	for _, item := range items {
		for n, l := range said[item] {
			list = append(list, []any{item, n, toJSON(l)})
		}
	}
	held, err := s.anyLicence(ctx, items)
	if err != nil || !held && len(list) == 0 {
		return err
	}
	err = s.news.update(ctx, func(tx *sql.Tx) error {
		if err := remove(ctx, tx, "licence", "item", items); err != nil {
			return err
		}
		return insert(ctx, tx, `INSERT INTO licence (item, n, data)`, list, "")
	})
	if err != nil {
		return fmt.Errorf("store: write licences of %d items: %w", len(items), err)
	}
	return nil
}

// anyLicence says whether something is held of one of the items: most say
// nothing of licences, now or before, and need no write.
func (s *Store) anyLicence(ctx context.Context, items []string) (bool, error) {
	found := false
	err := each(ctx, s.news.r, `SELECT item FROM licence WHERE item IN (%s)`, nil, items, func(*sql.Rows) error {
		found = true
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("store: look for licences: %w", err)
	}
	return found, nil
}

// Licences returns what items say of general licences, the newest items first.
func (s *Store) Licences(ctx context.Context) ([]demarche.ItemLicence, error) {
	var out []demarche.ItemLicence
	sources := map[string]string{}
	err := rows(ctx, s.news.r, `SELECT i.id, i.title, i.source, i.published, i.first_seen, l.data FROM licence l JOIN item i ON i.id = l.item
		ORDER BY CASE WHEN i.published > 0 THEN i.published ELSE i.first_seen END DESC, i.id, l.n`, nil, func(r *sql.Rows) error {
		var x demarche.ItemLicence
		var published, seen int64
		var err error
		x.Licence, err = scanJSON[demarche.Licence](r, &x.Item, &x.ItemTitle, &x.Source, &published, &seen)
		day := instant(seen)
		if published > 0 {
			day = instant(published)
		}
		x.On = day.UTC().Format(time.DateOnly)
		sources[x.Source] = x.Source
		out = append(out, x)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read licences: %w", err)
	}
	for id := range sources {
		src, err := s.Source(ctx, id)
		if err != nil {
			return nil, err
		}
		sources[id] = src.Name
	}
	for i := range out {
		out[i].SourceName = sources[out[i].Source]
	}
	return out, nil
}
