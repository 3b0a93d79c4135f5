package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche"
)

// PutAnnouncements makes the announcements of the given items those in list:
// one that a better extractor no longer reads disappears. The store gives each
// entity its id, made from folded name, schema and authority. Items that name
// or are tied to an entity whose announcements differ are put into the link
// step's todo in the same transaction.
func (s *Store) PutAnnouncements(ctx context.Context, items []string, list []demarche.Announcement) error {
	want := map[announceKey]demarche.Announcement{}
	for _, a := range list {
		if fold(a.Entity.Name) == "" {
			continue // nothing that could ever be looked up
		}
		a.Entity.ID = announcedID(a)
		a.Entity.Origin = demarche.OriginAnnouncement
		k := announceKey{a.Item, a.Entity.ID}
		a.Entity = joinEntities(want[k].Entity, a.Entity) // named twice: one party
		want[k] = a
	}
	held, err := s.heldAnnouncements(ctx, items)
	if err != nil {
		return fmt.Errorf("store: read announcements: %w", err)
	}
	if len(want)+len(held) == 0 {
		return nil
	}
	err = s.news.update(ctx, func(tx *sql.Tx) error {
		touched, err := mergeEntities(ctx, tx, want)
		if err != nil {
			return err
		}
		fresh, err := replaceAnnouncements(ctx, tx, want, held, touched)
		if err != nil || len(touched) == 0 {
			return err
		}
		err = insert(ctx, tx, `INSERT INTO announcement (item, entity, authority, change, on_date)`, fresh, `
			ON CONFLICT (item, entity) DO UPDATE SET authority = excluded.authority, change = excluded.change, on_date = excluded.on_date`)
		if err != nil {
			return err
		}
		return s.relink(ctx, tx, slices.Sorted(maps.Keys(touched)))
	})
	if err != nil {
		return fmt.Errorf("store: write announcements of %d items: %w", len(items), err)
	}
	return nil
}

type announceKey struct{ item, entity string }

func announcedID(a demarche.Announcement) string {
	return "ann-" + demarche.NewItemID(a.Authority+"\x00"+string(a.Entity.Schema), fold(a.Entity.Name))
}

// heldAnnouncements returns what the items announce so far, without entities.
func (s *Store) heldAnnouncements(ctx context.Context, items []string) (map[announceKey]demarche.Announcement, error) {
	held := map[announceKey]demarche.Announcement{}
	err := each(ctx, s.news.r, `SELECT item, entity, authority, change, on_date FROM announcement WHERE item IN (%s)`, nil, items, func(r *sql.Rows) error {
		var a demarche.Announcement
		var entity string
		err := r.Scan(&a.Item, &entity, &a.Authority, &a.Change, &a.On)
		held[announceKey{a.Item, entity}] = a
		return err
	})
	return held, err
}

// mergeEntities writes the entities that are announced, joining their aliases,
// countries and identifiers with what is held, and returns those that differ.
func mergeEntities(ctx context.Context, tx *sql.Tx, want map[announceKey]demarche.Announcement) (map[string]bool, error) {
	merged := map[string]demarche.Entity{}
	for _, k := range slices.SortedFunc(maps.Keys(want), compareKeys) {
		merged[k.entity] = joinEntities(merged[k.entity], want[k].Entity)
	}
	held := map[string]demarche.Entity{}
	if err := readEntities(ctx, tx, slices.Sorted(maps.Keys(merged)), held); err != nil {
		return nil, err
	}
	touched := map[string]bool{}
	var changed []demarche.Entity
	for _, id := range slices.Sorted(maps.Keys(merged)) {
		e := joinEntities(held[id], merged[id])
		if toJSON(e) != toJSON(held[id]) {
			touched[id] = true
			changed = append(changed, e)
		}
	}
	return touched, writeEntities(ctx, tx, changed)
}

// joinEntities adds what b knows to a. The zero a gives b.
func joinEntities(a, b demarche.Entity) demarche.Entity {
	if a.ID == "" {
		return b
	}
	a.Countries, a.Aliases, a.Identifiers = slices.Clone(a.Countries), slices.Clone(a.Aliases), slices.Clone(a.Identifiers)
	for _, c := range b.Countries {
		if !slices.Contains(a.Countries, c) {
			a.Countries = append(a.Countries, c)
		}
	}
	for _, n := range b.Aliases {
		if !slices.Contains(a.Aliases, n) {
			a.Aliases = append(a.Aliases, n)
		}
	}
	for _, id := range b.Identifiers {
		if !slices.Contains(a.Identifiers, id) {
			a.Identifiers = append(a.Identifiers, id)
		}
	}
	return a
}

// replaceAnnouncements deletes what is no longer announced, adds every entity
// that differs to touched and returns the rows to write.
func replaceAnnouncements(ctx context.Context, tx *sql.Tx, want, held map[announceKey]demarche.Announcement, touched map[string]bool) ([][]any, error) {
	for k := range held {
		if _, ok := want[k]; ok {
			continue
		}
		touched[k.entity] = true
		if _, err := tx.ExecContext(ctx, `DELETE FROM announcement WHERE item = $1 AND entity = $2`, k.item, k.entity); err != nil {
			return nil, err
		}
	}
	var fresh [][]any
	for _, k := range slices.SortedFunc(maps.Keys(want), compareKeys) {
		a, h := want[k], held[k]
		if h.Item != "" && a.Authority == h.Authority && a.Change == h.Change && a.On == h.On {
			continue
		}
		touched[k.entity] = true
		fresh = append(fresh, []any{a.Item, k.entity, a.Authority, a.Change, a.On})
	}
	return fresh, nil
}

func compareKeys(a, b announceKey) int {
	return cmp.Or(strings.Compare(a.item, b.item), strings.Compare(a.entity, b.entity))
}
