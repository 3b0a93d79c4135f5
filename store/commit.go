package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche"
)

// Commit writes the outcome of one round of the pipeline in one transaction.
// It fails with demarche.ErrConflict, and writes nothing, when a cursor has
// moved or a step has another owner.
func (s *Store) Commit(ctx context.Context, out demarche.Outcome) error {
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		for _, write := range []func(context.Context, *sql.Tx, demarche.Outcome) error{
			moveCursors, writeRevisions, writeAnnotations, writeNames, writeLinks, s.writeStories, s.writeTodo, deleteDone,
		} {
			if err := write(ctx, tx, out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: commit a round of the pipeline: %w", err)
	}
	return nil
}

func moveCursors(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	for _, m := range out.Moves {
		query := `UPDATE step SET cursor = $1 WHERE name = $2 AND cursor = $3 AND owner = $4`
		if m.Redo {
			query = `UPDATE step SET redo = $1 WHERE name = $2 AND redo = $3 AND owner = $4`
		}
		res, err := tx.ExecContext(ctx, query, m.New, m.Step, m.Old, out.Owner)
		if err := oneRow(res, err, "move the cursor of "+m.Step); err != nil {
			return err
		}
	}
	return nil
}

func writeRevisions(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	var list [][]any
	for _, r := range out.Revisions {
		list = append(list, []any{r.Item, r.N, r.Seq, r.Upto, r.Document, r.Title, r.Text, r.Lang, listJSON(r.Authors), millis(r.Seen), r.Version})
	}
	err := insert(ctx, tx, `INSERT INTO revision (item, n, seq, upto, document, title, text, lang, authors, seen, version)`, list, `
		ON CONFLICT (item, n) DO UPDATE SET upto = excluded.upto, title = excluded.title, text = excluded.text,
			lang = excluded.lang, authors = excluded.authors, version = excluded.version`)
	if err != nil {
		return fmt.Errorf("write %d revisions: %w", len(list), err)
	}
	return nil
}

func writeAnnotations(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	var list [][]any
	for _, a := range out.Annotations {
		list = append(list, []any{a.Item, a.Step, a.Version, string(a.Data), cleanText(a.Error)})
	}
	err := insert(ctx, tx, `INSERT INTO annotation (item, step, version, data, error)`, list, `
		ON CONFLICT (item, step) DO UPDATE SET version = excluded.version, data = excluded.data, error = excluded.error`)
	if err != nil {
		return fmt.Errorf("write %d annotations: %w", len(list), err)
	}
	return nil
}

func writeNames(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	var items []string
	var list [][]any
	for _, n := range out.Names {
		items = append(items, n.Item)
		folds := map[string]bool{}
		for _, name := range n.Names {
			if f := fold(name); f != "" && !folds[f] {
				folds[f] = true
				list = append(list, []any{n.Item, f})
			}
		}
	}
	if err := remove(ctx, tx, "item_name", "item", items); err != nil {
		return fmt.Errorf("replace names: %w", err)
	}
	if err := insert(ctx, tx, `INSERT INTO item_name (item, fold)`, list, ""); err != nil {
		return fmt.Errorf("write names: %w", err)
	}
	return nil
}

func writeLinks(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	var items []string
	var list [][]any
	for _, il := range out.Links {
		items = append(items, il.Item)
		best := map[string]demarche.Link{}
		for _, l := range il.Links {
			if held, ok := best[l.Entity]; !ok || l.Confidence > held.Confidence {
				best[l.Entity] = l
			}
		}
		for _, id := range slices.Sorted(maps.Keys(best)) {
			list = append(list, []any{il.Item, id, best[id].Confidence, string(best[id].Status)})
		}
	}
	if err := remove(ctx, tx, "item_entity", "item", items); err != nil {
		return fmt.Errorf("replace links: %w", err)
	}
	if err := insert(ctx, tx, `INSERT INTO item_entity (item, entity, confidence, status)`, list, ""); err != nil {
		return fmt.Errorf("write links: %w", err)
	}
	return nil
}

// writeStories moves items into stories. A story that loses its last item
// redirects to the story that took it.
func (s *Store) writeStories(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	if len(out.Stories) == 0 {
		return nil
	}
	target := map[string]string{}
	var items []string
	var stories, members [][]any
	for _, a := range out.Stories {
		target[a.Item] = a.Story
		items = append(items, a.Item)
		stories = append(stories, []any{a.Story, "{}"})
		members = append(members, []any{a.Item, a.Story})
	}
	left := map[string]string{} // story that was left to where its item went
	err := each(ctx, tx, `SELECT item, story FROM story_item WHERE item IN (%s)`, nil, items, func(r *sql.Rows) error {
		var item, story string
		err := r.Scan(&item, &story)
		if target[item] != story {
			left[story] = target[item]
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := insert(ctx, tx, `INSERT INTO story (id, data)`, dedup(stories), `ON CONFLICT (id) DO NOTHING`); err != nil {
		return err
	}
	err = insert(ctx, tx, `INSERT INTO story_item (item, story)`, members, `ON CONFLICT (item) DO UPDATE SET story = excluded.story`)
	if err != nil {
		return err
	}
	for _, old := range slices.Sorted(maps.Keys(left)) {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO story_redirect (id, target) SELECT CAST($1 AS text), CAST($2 AS text)
			WHERE NOT EXISTS (SELECT 1 FROM story_item WHERE story = $1)
			ON CONFLICT (id) DO UPDATE SET target = excluded.target`, old, left[old])
		if err != nil {
			return err
		}
	}
	for _, a := range stories { // a story in use is no redirect
		if _, err := tx.ExecContext(ctx, `DELETE FROM story_redirect WHERE id = $1`, a[0]); err != nil {
			return err
		}
	}
	return nil
}

// dedup keeps the first of rows with the same first column.
func dedup(list [][]any) [][]any {
	seen := map[any]bool{}
	return slices.DeleteFunc(slices.Clone(list), func(row []any) bool {
		twice := seen[row[0]]
		seen[row[0]] = true
		return twice
	})
}

// AddTodo asks steps to look at items again.
func (s *Store) AddTodo(ctx context.Context, list []demarche.Todo) error {
	return s.news.update(ctx, func(tx *sql.Tx) error {
		if err := s.writeTodo(ctx, tx, demarche.Outcome{Todo: list}); err != nil {
			return fmt.Errorf("store: %w", err)
		}
		return nil
	})
}

func (s *Store) writeTodo(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	at := millis(s.now())
	seen := map[demarche.Todo]bool{}
	var list [][]any
	for _, t := range out.Todo {
		t.At = at
		if !seen[t] {
			seen[t] = true
			list = append(list, []any{t.Step, t.Item, at})
		}
	}
	slices.SortFunc(list, func(a, b []any) int {
		return strings.Compare(a[0].(string)+a[1].(string), b[0].(string)+b[1].(string))
	})
	if err := insert(ctx, tx, `INSERT INTO todo (step, item, at)`, list, todoConflict); err != nil {
		return fmt.Errorf("write todo: %w", err)
	}
	return nil
}

// deleteDone deletes requests that nobody has renewed since they were read.
func deleteDone(ctx context.Context, tx *sql.Tx, out demarche.Outcome) error {
	for part := range slices.Chunk(out.Done, maxArgs/3) {
		var b strings.Builder
		var args []any
		for i, t := range part {
			if i > 0 {
				b.WriteString(" OR ")
			}
			fmt.Fprintf(&b, "(step = $%d AND item = $%d AND at = $%d)", len(args)+1, len(args)+2, len(args)+3)
			args = append(args, t.Step, t.Item, t.At)
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM todo WHERE `+b.String(), args...); err != nil {
			return fmt.Errorf("delete todo: %w", err)
		}
	}
	return nil
}
