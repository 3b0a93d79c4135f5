package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"demarche"
)

const (
	storyItems   = 200 // items of a story that are read at once
	storyHops    = 16  // redirects that are followed
	rareNames    = 60  // names of a story that its neighbours are looked up by
	rareAtMost   = 40  // items that hold a name before it is too common to tell anything
	rareShare    = 25  // and of so many items, one
	rareAtLeast  = 5   // items that may hold a name in a small store
	linkedMost   = 40  // neighbours that are read
	linkedShown  = 16  // neighbours that are given, before and after each
	linkedEnough = 0.6 // weight of shared names from which two stories are neighbours
)

// Story returns a story with its items, oldest first, each with all its
// revisions, and the stories before and after it that name the same rare names.
// The id of a story that was merged gives the one it went into; the id of an
// item that is in no story gives that item alone.
func (s *Store) Story(ctx context.Context, id string) (demarche.StoryView, error) {
	var v demarche.StoryView
	id, ids, err := s.storyItems(ctx, id)
	if err != nil {
		return v, fmt.Errorf("store: read story %s: %w", id, err)
	}
	if len(ids) == 0 {
		return v, notFound("story", id)
	}
	views, err := s.Items(ctx, ids)
	if err != nil {
		return v, err
	}
	if err := s.addRevisions(ctx, views); err != nil {
		return v, fmt.Errorf("store: read story %s: %w", id, err)
	}
	v.Total = len(ids)
	if len(ids) == storyItems {
		if err := s.news.r.QueryRowContext(ctx, `SELECT count(*) FROM story_item WHERE story = $1`, id).Scan(&v.Total); err != nil {
			return v, fmt.Errorf("store: count the items of story %s: %w", id, err)
		}
	}
	v.Story = demarche.NewStory(id, slices.Collect(maps.Values(views)))
	for _, item := range v.Story.Items {
		v.Items = append(v.Items, views[item])
	}
	if v.Before, v.After, err = s.storyLinks(ctx, v); err != nil {
		return v, fmt.Errorf("store: read what came before and after story %s: %w", id, err)
	}
	return v, nil
}

// storyPage lists the items of a story from the nth on, the oldest first.
func (s *Store) storyPage(ctx context.Context, id string, from int) ([]string, error) {
	return s.strings(ctx, `
		SELECT i.id FROM story_item si JOIN item i ON i.id = si.item WHERE si.story = $1
		ORDER BY CASE WHEN EXISTS (SELECT 1 FROM list_change c WHERE c.item = i.id) THEN 1 ELSE 0 END, CASE WHEN i.published > 0 THEN i.published ELSE i.first_seen END, i.id LIMIT $2 OFFSET $3`, id, storyItems, from)
}

// StoryItems are the items of a story from the nth on, the oldest first, at most
// 200 of them. The id must be the story's own.
func (s *Store) StoryItems(ctx context.Context, id string, from int) ([]demarche.ItemView, error) {
	ids, err := s.storyPage(ctx, id, from)
	if err != nil {
		return nil, fmt.Errorf("store: read story %s from item %d on: %w", id, from, err)
	}
	views, err := s.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := s.addRevisions(ctx, views); err != nil {
		return nil, fmt.Errorf("store: read story %s from item %d on: %w", id, from, err)
	}
	var out []demarche.ItemView
	for _, item := range ids {
		if v, ok := views[item]; ok {
			out = append(out, v)
		}
	}
	return out, nil
}

// storyItems follows redirects and lists the items of a story.
func (s *Store) storyItems(ctx context.Context, id string) (string, []string, error) {
	for range storyHops {
		ids, err := s.storyPage(ctx, id, 0)
		if err != nil || len(ids) > 0 {
			return id, ids, err
		}
		var target string
		err = s.news.r.QueryRowContext(ctx, `SELECT target FROM story_redirect WHERE id = $1`, id).Scan(&target)
		if errors.Is(err, sql.ErrNoRows) {
			ids, err := s.strings(ctx, `SELECT i.id FROM item i LEFT JOIN story_item si ON si.item = i.id WHERE i.id = $1 AND si.item IS NULL`, id)
			return id, ids, err
		}
		if err != nil {
			return id, nil, err
		}
		id = target
	}
	return id, nil, nil
}

// strings reads one column.
func (s *Store) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	var out []string
	err := rows(ctx, s.news.r, query, args, func(r *sql.Rows) error {
		var x string
		err := r.Scan(&x)
		out = append(out, x)
		return err
	})
	return out, err
}

// addRevisions replaces the newest revision of items that were edited by all.
func (s *Store) addRevisions(ctx context.Context, views map[string]demarche.ItemView) error {
	var edited []string
	for id, v := range views {
		if len(v.Revisions) > 0 && v.Revisions[0].N > 1 {
			edited = append(edited, id)
		}
	}
	all := map[string][]demarche.Revision{}
	err := s.readRevisions(ctx, edited, math.MaxInt32, func(rev demarche.RevisionWrite) {
		all[rev.Item] = append(all[rev.Item], rev.Revision)
	})
	for id, list := range all {
		v := views[id]
		v.Revisions = list
		views[id] = v
	}
	return err
}

// neighbour is a story that shares names with another.
type neighbour struct {
	id     string
	weight float64
	shared []string
}

// storyLinks are the stories that name the same rare names, by whether they
// happened before or after; one without a date is left out.
func (s *Store) storyLinks(ctx context.Context, v demarche.StoryView) (before, after []demarche.StoryLink, err error) {
	list, err := s.neighbours(ctx, v)
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	items := map[string][]string{}
	var all []string
	for _, n := range list {
		_, ids, err := s.storyItems(ctx, n.id)
		if err != nil {
			return nil, nil, err
		}
		items[n.id] = ids
		all = append(all, ids...)
	}
	views, err := s.Items(ctx, all)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range list {
		var members []demarche.ItemView
		for _, id := range items[n.id] {
			if m, ok := views[id]; ok {
				members = append(members, m)
			}
		}
		link := demarche.StoryLink{Story: demarche.NewStory(n.id, members), Shared: n.shared}
		switch here, there := v.Story.Event, link.Event; {
		case here.Value == "" || there.Value == "" || len(link.Items) == 0:
		case there.Value < here.Value:
			link.Relation = demarche.Relate(members, v.Items)
			before = append(before, link)
		default:
			link.Relation = demarche.Relate(v.Items, members)
			after = append(after, link)
		}
	}
	return demarche.NearestLinks(before, linkedShown, -1), demarche.NearestLinks(after, linkedShown, 1), nil
}

// neighbours are the stories that share the most rare names with one. A name
// weighs the less the more items hold it.
func (s *Store) neighbours(ctx context.Context, v demarche.StoryView) ([]neighbour, error) {
	own := map[string]bool{}
	for _, item := range v.Story.Items {
		own[item] = true
	}
	weight, shared := map[string]float64{}, map[string][]string{}
	names, err := s.storyNames(ctx, v.Items)
	if err != nil {
		return nil, err
	}
	var held int
	if err := s.news.r.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM item LIMIT $1) x`, rareAtMost*rareShare).Scan(&held); err != nil {
		return nil, err
	}
	common := max(rareAtLeast, held/rareShare)
	for _, n := range names {
		holders, err := s.strings(ctx, `SELECT item FROM item_name WHERE fold = $1 LIMIT $2`, n.fold, common+len(own)+1)
		if err != nil {
			return nil, err
		}
		others := slices.DeleteFunc(holders, func(item string) bool { return own[item] })
		if len(others) == 0 || len(others) > common {
			continue
		}
		stories, err := s.storiesOf(ctx, others)
		if err != nil {
			return nil, err
		}
		w := 1 / math.Log2(2+float64(len(stories)))
		for id := range stories {
			weight[id] += w
			shared[id] = append(shared[id], n.name)
		}
	}
	var out []neighbour
	for id, w := range weight {
		if id != v.Story.ID && w >= linkedEnough && (len(shared[id]) > 1 || w > 0.5) {
			out = append(out, neighbour{id, w, shared[id][:min(len(shared[id]), 4)]})
		}
	}
	slices.SortFunc(out, func(a, b neighbour) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id)) })
	return out[:min(len(out), linkedMost)], nil
}

// storiesOf are the stories that items belong to; an item in none stands for itself.
func (s *Store) storiesOf(ctx context.Context, items []string) (map[string]bool, error) {
	out := map[string]bool{}
	err := each(ctx, s.news.r, `SELECT coalesce(si.story, i.id) FROM item i LEFT JOIN story_item si ON si.item = i.id WHERE i.id IN (%s)`, nil, items, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		out[id] = true
		return err
	})
	return out, err
}

// foldedName is a name as shown and as the store looks it up.
type foldedName struct{ name, fold string }

// storyNames are the names of people, organisations and vehicles in a story,
// those in the most items first. Authorities act in many stories and tie none
// together, so state bodies are left out.
func (s *Store) storyNames(ctx context.Context, items []demarche.ItemView) ([]foldedName, error) {
	var linked []string
	for _, v := range items {
		for _, l := range v.Links {
			linked = append(linked, l.Entity)
		}
	}
	entities, err := s.Entities(ctx, linked)
	if err != nil {
		return nil, err
	}
	count, shown := map[string]int{}, map[string]string{}
	for _, v := range items {
		seen := map[string]bool{}
		for _, l := range v.Links {
			if entities[l.Entity].Schema == demarche.SchemaPublicBody && l.Mention < len(v.Facts.Mentions) {
				m := v.Facts.Mentions[l.Mention]
				seen[fold(cmp.Or(m.Name, m.Text))] = true
			}
		}
		for _, m := range v.Facts.Mentions {
			if !m.Kind.IsName() || m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation {
				continue
			}
			name := cmp.Or(m.Name, m.Text)
			fold := fold(name)
			if fold == "" || seen[fold] {
				continue
			}
			seen[fold] = true
			count[fold]++
			shown[fold] = cmp.Or(shown[fold], name)
		}
	}
	folds := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	var out []foldedName
	for _, f := range folds[:min(len(folds), rareNames)] {
		out = append(out, foldedName{shown[f], f})
	}
	return out, nil
}
