package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"

	"demarche"
)

// itemColumns are the columns of table item (as i) in the order of scanItem.
const itemColumns = `i.id, i.seq, i.source, i.feed, i.key, i.url, i.title, i.summary, i.lang, i.authors,
	i.published, i.claim, i.first_seen, i.changed, i.document, i.gone`

// itemRow gives an item's values in the order of itemColumns.
func itemRow(it demarche.Item) []any {
	claim := it.Published
	claim.Time = instant(0)
	text := ""
	if claim != (demarche.Published{}) {
		text = toJSON(claim)
	}
	gone := 0
	if it.Gone {
		gone = 1
	}
	return []any{it.ID, it.Seq, it.Source, it.Feed, it.Key, it.URL, it.Title, it.Summary, it.Lang, listJSON(it.Authors),
		millis(it.Published.Time), text, millis(it.FirstSeen), millis(it.Changed), it.Document, gone}
}

// scanItem reads a row of lead columns followed by itemColumns.
func scanItem(r *sql.Rows, lead ...any) (demarche.Item, error) {
	var it demarche.Item
	var published, firstSeen, changed, gone int64
	var authors, claim string
	err := r.Scan(append(lead, &it.ID, &it.Seq, &it.Source, &it.Feed, &it.Key, &it.URL, &it.Title, &it.Summary, &it.Lang, &authors,
		&published, &claim, &firstSeen, &changed, &it.Document, &gone)...)
	if err != nil {
		return it, err
	}
	if err := fromJSON(authors, &it.Authors); err != nil {
		return it, fmt.Errorf("authors of item %s: %w", it.ID, err)
	}
	if err := fromJSON(claim, &it.Published); err != nil {
		return it, fmt.Errorf("published of item %s: %w", it.ID, err)
	}
	it.Published.Time = instant(published)
	it.FirstSeen, it.Changed, it.Gone = instant(firstSeen), instant(changed), gone == 1
	return it, nil
}

// ItemsAfter returns items with after < Seq <= upto in the order of Seq.
func (s *Store) ItemsAfter(ctx context.Context, after, upto int64, limit int) ([]demarche.Item, error) {
	var items []demarche.Item
	err := rows(ctx, s.news.r, `SELECT `+itemColumns+` FROM item i WHERE i.seq > $1 AND i.seq <= $2 ORDER BY i.seq LIMIT $3`,
		[]any{after, upto, limit}, func(r *sql.Rows) error {
			it, err := scanItem(r)
			items = append(items, it)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("store: read items after %d: %w", after, err)
	}
	return items, nil
}

// Item returns one item with all its revisions, newest first, and the other
// items of its story.
func (s *Store) Item(ctx context.Context, id string) (demarche.ItemView, error) {
	views, err := s.Items(ctx, []string{id})
	if err != nil {
		return demarche.ItemView{}, err
	}
	v, ok := views[id]
	if !ok {
		return v, notFound("item", id)
	}
	v.Revisions = nil
	err = s.readRevisions(ctx, []string{id}, math.MaxInt32, func(rev demarche.RevisionWrite) {
		v.Revisions = append(v.Revisions, rev.Revision)
	})
	if err != nil {
		return v, fmt.Errorf("store: read item %s: %w", id, err)
	}
	if v.Story == "" {
		return v, nil
	}
	err = rows(ctx, s.news.r, `SELECT `+itemColumns+` FROM story_item si JOIN item i ON i.id = si.item
		WHERE si.story = $1 AND i.id <> $2 ORDER BY i.first_seen, i.id LIMIT 200`, []any{v.Story, id}, func(r *sql.Rows) error {
		it, err := scanItem(r)
		v.AlsoAt = append(v.AlsoAt, it)
		return err
	})
	if err != nil {
		return v, fmt.Errorf("store: read story %s: %w", v.Story, err)
	}
	return v, nil
}

// Items returns those of the named items that are held, each with its newest
// revision, facts, links and story: a fixed number of queries, however many ids.
func (s *Store) Items(ctx context.Context, ids []string) (map[string]demarche.ItemView, error) {
	views := make(map[string]*demarche.ItemView, len(ids))
	newest := make(map[string]demarche.Revision, len(ids))
	facts := make(map[string]*annotations, len(ids))
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.addItems(gctx, ids, views) })
	g.Go(func() error {
		return s.readRevisions(gctx, ids, 1, func(rev demarche.RevisionWrite) { newest[rev.Item] = rev.Revision })
	})
	g.Go(func() error { return s.readAnnotations(gctx, ids, facts) })
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("store: read %d items: %w", len(ids), err)
	}
	found := make(map[string]demarche.ItemView, len(views))
	for id, v := range views {
		if rev, ok := newest[id]; ok {
			v.Revisions = []demarche.Revision{rev}
		}
		if a := facts[id]; a != nil {
			v.Facts, v.Links = a.facts, a.links
		}
		found[id] = *v
	}
	return found, nil
}

// addItems reads what belongs to items but their text and annotations.
func (s *Store) addItems(ctx context.Context, ids []string, views map[string]*demarche.ItemView) error {
	err := each(ctx, s.news.r, `SELECT coalesce(si.story, ''), `+itemColumns+`
		FROM item i LEFT JOIN story_item si ON si.item = i.id WHERE i.id IN (%s)`, nil, ids, func(r *sql.Rows) error {
		var story string
		it, err := scanItem(r, &story)
		views[it.ID] = &demarche.ItemView{Item: it, Story: story}
		return err
	})
	if err == nil {
		err = s.addSources(ctx, views)
	}
	if err == nil {
		err = s.addListChanges(ctx, slices.Collect(maps.Keys(views)), views)
	}
	return err
}

func (s *Store) addSources(ctx context.Context, views map[string]*demarche.ItemView) error {
	want := map[string]bool{}
	var ids []string
	for _, v := range views {
		if !want[v.Item.Source] {
			want[v.Item.Source] = true
			ids = append(ids, v.Item.Source)
		}
	}
	sources, err := s.sources(ctx, ids)
	for _, v := range views {
		v.Source = sources[v.Item.Source]
	}
	return err
}

// readRevisions yields the newest revisions of items, newest first within one.
func (s *Store) readRevisions(ctx context.Context, ids []string, newest int, yield func(demarche.RevisionWrite)) error {
	return each(ctx, s.news.r, `
		SELECT item, n, seq, upto, document, title, text, lang, authors, seen, version FROM revision r
		WHERE n > (SELECT max(x.n) FROM revision x WHERE x.item = r.item) - $1 AND item IN (%s)
		ORDER BY item, n DESC`, []any{newest}, ids, func(r *sql.Rows) error {
		var rev demarche.RevisionWrite
		var authors string
		var seen int64
		err := r.Scan(&rev.Item, &rev.N, &rev.Seq, &rev.Upto, &rev.Document, &rev.Title, &rev.Text, &rev.Lang, &authors, &seen, &rev.Version)
		if err == nil {
			err = fromJSON(authors, &rev.Authors)
		}
		if err != nil {
			return err
		}
		rev.Seen = instant(seen)
		yield(rev)
		return nil
	})
}

// Names of the steps that write annotations. An ItemView shows the first two.
const (
	stepExtract = "extract"
	stepLink    = "link"
	stepStory   = "story"
)

// annotations are what an ItemView shows of an item's.
type annotations struct {
	facts demarche.Facts
	links []demarche.Link
}

func (s *Store) readAnnotations(ctx context.Context, ids []string, found map[string]*annotations) error {
	return each(ctx, s.news.r, `SELECT item, step, version, data FROM annotation WHERE step IN ($1, $2) AND item IN (%s)`, []any{stepExtract, stepLink}, ids, func(r *sql.Rows) error {
		var item, step, data string
		var version int
		if err := r.Scan(&item, &step, &version, &data); err != nil {
			return err
		}
		a := found[item]
		if a == nil {
			a = &annotations{}
			found[item] = a
		}
		var err error
		switch step {
		case stepExtract:
			err = fromJSON(data, &a.facts)
			a.facts.Version = version
		case stepLink:
			err = fromJSON(data, &a.links)
		}
		if err != nil {
			return fmt.Errorf("annotation %s of item %s: %w", step, item, err)
		}
		return nil
	})
}
