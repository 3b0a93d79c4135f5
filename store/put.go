package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
)

const (
	fetchesKept = 50 // requests of a feed that are remembered
	samplesKept = 3  // of those, the newest whose bytes are
)

// PutFetched stores what one answer brought: documents first, then the items,
// the record of the request and the feed's validators in one transaction. An
// entry already held under any of its keys is the same item; it is unchanged
// when its title and document are (or when it brings no document), else it
// takes a new seq. Entries of one answer with the same identity are written in
// their order. An entry that cannot be stored fails the whole call with
// demarche.ErrInvalid and nothing is written of it.
func (s *Store) PutFetched(ctx context.Context, f demarche.Fetched) (demarche.Stored, error) {
	docs, err := s.check(f)
	if err != nil {
		return demarche.Stored{}, err
	}
	if err := s.putDocuments(ctx, docs); err != nil {
		return demarche.Stored{}, err
	}
	var done demarche.Stored
	err = s.news.update(ctx, func(tx *sql.Tx) error {
		p := put{tx: tx, now: s.now().UTC().Truncate(time.Millisecond), items: map[string]*putItem{}}
		if err := p.run(ctx, f); err != nil {
			return err
		}
		done = p.done
		return nil
	})
	if err != nil {
		return demarche.Stored{}, fmt.Errorf("store: put %d entries of %s: %w", len(f.Items), cmp.Or(f.Fetch.Feed, f.Fetch.Source, "an import"), err)
	}
	return done, nil
}

// check refuses entries that no engine can hold and returns the documents.
func (s *Store) check(f demarche.Fetched) ([]*demarche.Document, error) {
	var docs []*demarche.Document
	for i, e := range f.Items {
		it := e.Item
		bad := func(what string) error {
			return fmt.Errorf("store: entry %d of %d (%s %q): %w: %s", i+1, len(f.Items), it.Source, cmp.Or(it.URL, it.Key), demarche.ErrInvalid, what)
		}
		if it.Source == "" {
			return nil, bad("no source")
		}
		if it.Key == "" || slices.Contains(e.Keys, "") {
			return nil, bad("an identity key is empty")
		}
		texts := slices.Concat([]string{it.Source, it.Feed, it.Key, it.URL, it.Title, it.Summary, it.Lang, it.Published.Raw, it.Published.Note}, e.Keys, it.Authors)
		for _, text := range texts {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				return nil, bad("text that is not UTF-8 or holds a NUL character")
			}
		}
		if e.Document == nil {
			continue
		}
		if e.Document.Hash != demarche.NewDocumentHash(e.Document.Body) {
			return nil, bad("the document's hash is not that of its bytes")
		}
		docs = append(docs, e.Document)
	}
	return docs, nil
}

// put is one PutFetched in its transaction.
type put struct {
	tx    *sql.Tx
	now   time.Time
	items map[string]*putItem // by id
	order []*putItem          // as first met
	done  demarche.Stored
}

// putItem is an item touched by this put.
type putItem struct {
	demarche.Item
	known    bool // held before
	written  bool // has a new state
	versions []demarche.ItemVersion
}

func (p *put) run(ctx context.Context, f demarche.Fetched) error {
	if err := p.needSources(ctx, f.Items); err != nil {
		return err
	}
	ids, err := p.identify(ctx, f.Items)
	if err != nil {
		return err
	}
	if err := p.load(ctx); err != nil {
		return err
	}
	for i, e := range f.Items {
		p.merge(p.items[ids[i]], e)
	}
	if err := p.countDays(ctx); err != nil {
		return err
	}
	if err := p.logFetch(ctx, f); err != nil {
		return err
	}
	return p.write(ctx)
}

// needSources refuses entries of a source that SyncSources has not brought.
func (p *put) needSources(ctx context.Context, entries []demarche.FetchedItem) error {
	want := map[string]bool{}
	for _, e := range entries {
		want[e.Item.Source] = true
	}
	err := each(ctx, p.tx, `SELECT id FROM source WHERE id IN (%s)`, nil, slices.Sorted(maps.Keys(want)), func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		delete(want, id)
		return err
	})
	if err != nil {
		return err
	}
	for id := range want {
		return fmt.Errorf("%w: source %q is not in the catalogue", demarche.ErrInvalid, id)
	}
	return nil
}

// sourceKey is one identity key.
type sourceKey struct{ source, key string }

// identify finds or makes the item of every entry and records new keys.
func (p *put) identify(ctx context.Context, entries []demarche.FetchedItem) ([]string, error) {
	held, err := p.heldKeys(ctx, entries)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(entries))
	var fresh [][]any
	for i, e := range entries {
		keys := append([]string{e.Item.Key}, e.Keys...)
		id := ""
		for _, key := range keys {
			if id = held[sourceKey{e.Item.Source, key}]; id != "" {
				break
			}
		}
		it := p.items[id]
		if id == "" {
			id = demarche.NewItemID(e.Item.Source, e.Item.Key)
		}
		if it == nil {
			it = &putItem{}
			it.ID, it.Source, it.Key = id, e.Item.Source, e.Item.Key
			p.items[id] = it
			p.order = append(p.order, it)
		}
		for _, key := range keys {
			k := sourceKey{e.Item.Source, key}
			if held[k] == "" {
				held[k] = id
				fresh = append(fresh, []any{k.source, k.key, id})
			}
		}
		ids[i] = id
	}
	slices.SortFunc(fresh, func(a, b []any) int { // one order for all writers: no deadlocks
		return cmp.Or(strings.Compare(a[0].(string), b[0].(string)), strings.Compare(a[1].(string), b[1].(string)))
	})
	return ids, p.claimKeys(ctx, fresh)
}

// heldKeys returns the items already held under any key of the entries.
func (p *put) heldKeys(ctx context.Context, entries []demarche.FetchedItem) (map[sourceKey]string, error) {
	bySource := map[string][]string{}
	for _, e := range entries {
		bySource[e.Item.Source] = append(append(bySource[e.Item.Source], e.Item.Key), e.Keys...)
	}
	held := map[sourceKey]string{}
	for source, keys := range bySource {
		err := each(ctx, p.tx, `SELECT key, item FROM item_key WHERE source = $1 AND key IN (%s)`, []any{source}, keys, func(r *sql.Rows) error {
			var key, item string
			err := r.Scan(&key, &item)
			held[sourceKey{source, key}] = item
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return held, nil
}

// claimKeys inserts keys. When another writer has just brought one of them the
// transaction is tried again and finds its item.
func (p *put) claimKeys(ctx context.Context, fresh [][]any) error {
	for part := range slices.Chunk(fresh, maxArgs/3) {
		res, err := p.tx.ExecContext(ctx, insertText(`INSERT INTO item_key (source, key, item)`, len(part), 3, `ON CONFLICT (source, key) DO NOTHING`),
			slices.Concat(part...)...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil {
			return err
		} else if int(n) < len(part) {
			return errRace
		}
	}
	return nil
}

// load reads the state of the items already held.
func (p *put) load(ctx context.Context) error {
	return each(ctx, p.tx, `SELECT `+itemColumns+` FROM item i WHERE i.id IN (%s)`, nil, slices.Sorted(maps.Keys(p.items)), func(r *sql.Rows) error {
		it, err := scanItem(r)
		if err != nil {
			return err
		}
		held := p.items[it.ID]
		held.Item, held.known = it, true
		return nil
	})
}

// merge applies one entry to its item and counts what became of it.
func (p *put) merge(it *putItem, e demarche.FetchedItem) {
	document := it.Document
	if e.Document != nil {
		document = e.Document.Hash
	}
	exists := it.known || it.written
	back := it.Gone && e.Document != nil
	if exists && document == it.Document && e.Item.Title == it.Title && !back {
		p.done.Unchanged++
		return
	}
	if exists {
		p.done.Changed++
	} else {
		p.done.New++
		it.FirstSeen = p.now
	}
	if !it.written {
		p.done.IDs = append(p.done.IDs, it.ID)
	}
	it.written = true
	it.Feed, it.URL, it.Title, it.Summary, it.Lang, it.Authors = e.Item.Feed, e.Item.URL, e.Item.Title, e.Item.Summary, e.Item.Lang, e.Item.Authors
	it.Published, it.Document, it.Changed, it.Gone = e.Item.Published, document, p.now, it.Gone && !back
	it.versions = append(it.versions, demarche.ItemVersion{Item: it.ID, Document: document, Title: it.Title, Seen: p.now})
}

// countDays adds the new items to the daily counts of their sources.
func (p *put) countDays(ctx context.Context) error {
	fresh := map[string]int{}
	for _, it := range p.order {
		if !it.known && it.written {
			fresh[it.Source]++
		}
	}
	var list [][]any
	for _, source := range slices.Sorted(maps.Keys(fresh)) {
		list = append(list, []any{source, day(p.now), fresh[source], millis(p.now)})
	}
	return insert(ctx, p.tx, `INSERT INTO source_day (source, day, items, newest)`, list, `
		ON CONFLICT (source, day) DO UPDATE SET items = source_day.items + excluded.items,
		newest = CASE WHEN excluded.newest > source_day.newest THEN excluded.newest ELSE source_day.newest END`)
}

// logFetch remembers the request and the feed's validators. A long answer comes
// in several batches, of which the last brings the record: its totals hold the
// batches before.
func (p *put) logFetch(ctx context.Context, f demarche.Fetched) error {
	log := f.Fetch
	log.New += p.done.New
	log.Changed += p.done.Changed
	if log.Feed != "" {
		_, err := p.tx.ExecContext(ctx, `INSERT INTO feed_fetch (feed, at, id, source, data, sample) VALUES ($1, $2, $3, $4, $5, $6)`,
			log.Feed, millis(log.At), rand.Text(), log.Source, toJSON(log), log.Sample)
		if err != nil {
			return fmt.Errorf("log the request: %w", err)
		}
		_, err = p.tx.ExecContext(ctx, `
			DELETE FROM feed_fetch WHERE feed = $1 AND at < (SELECT min(at) FROM (SELECT at FROM feed_fetch WHERE feed = $1 ORDER BY at DESC LIMIT $2) AS newest)`,
			log.Feed, fetchesKept)
		if err != nil {
			return fmt.Errorf("trim the log: %w", err)
		}
		if err := p.countAnswer(ctx, log); err != nil {
			return fmt.Errorf("count the answer: %w", err)
		}
	}
	if f.State.Feed == "" {
		return nil
	}
	st := f.State
	if log.New > 0 {
		st.LastItem = p.now
	}
	_, err := p.tx.ExecContext(ctx, `
		INSERT INTO feed_state (feed, etag, last_modified, body_hash, due, failures, last_try, last_ok, last_item, bodies)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (feed) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, body_hash = excluded.body_hash,
			bodies = excluded.bodies, due = excluded.due, failures = excluded.failures, last_try = excluded.last_try, last_ok = excluded.last_ok,
			last_item = CASE WHEN excluded.last_item > feed_state.last_item THEN excluded.last_item ELSE feed_state.last_item END`,
		st.Feed, cleanText(st.ETag), cleanText(st.LastModified), st.BodyHash, millis(st.Due), st.Failures, millis(st.LastTry), millis(st.LastOK), millis(st.LastItem), toJSON(st.Bodies))
	if err != nil {
		return fmt.Errorf("remember feed %s: %w", st.Feed, err)
	}
	return nil
}

// countAnswer adds an answer to its source's count of the day and drops the
// bytes of the feed's older answers.
func (p *put) countAnswer(ctx context.Context, log demarche.Fetch) error {
	good, failed := 0, 1
	if log.Class.OK() {
		good, failed = 1, 0
	}
	err := insert(ctx, p.tx, `INSERT INTO answer_day (source, day, good, failed, pages)`, [][]any{{log.Source, day(log.At), good, failed, log.Pages}}, `
		ON CONFLICT (source, day) DO UPDATE SET good = answer_day.good + excluded.good,
		failed = answer_day.failed + excluded.failed, pages = answer_day.pages + excluded.pages`)
	if err != nil || len(log.Sample) == 0 {
		return err
	}
	_, err = p.tx.ExecContext(ctx, `
		UPDATE feed_fetch SET sample = NULL WHERE feed = $1 AND sample IS NOT NULL AND at < (
			SELECT min(at) FROM (SELECT at FROM feed_fetch WHERE feed = $1 AND sample IS NOT NULL ORDER BY at DESC LIMIT $2) AS newest)`,
		log.Feed, samplesKept)
	return err
}

// write takes the seq and writes the items that carry it: the clock's row is
// locked from here to the commit, and nothing else happens in between.
func (p *put) write(ctx context.Context) error {
	n := 0
	for _, it := range p.order {
		n += len(it.versions)
	}
	if n == 0 {
		return nil
	}
	last, err := tick(ctx, p.tx, n)
	if err != nil {
		return err
	}
	seq := last - int64(n)
	var items, versions [][]any
	for _, it := range p.order {
		for _, v := range it.versions {
			seq++
			versions = append(versions, []any{v.Item, seq, v.Document, v.Title, millis(v.Seen)})
		}
		if it.written {
			it.Seq = seq
			items = append(items, itemRow(it.Item))
		}
	}
	p.done.Seq = last
	err = insert(ctx, p.tx, `INSERT INTO item (id, seq, source, feed, key, url, title, summary, lang, authors, published, claim, first_seen, changed, document, gone)`,
		items, `ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, feed = excluded.feed, url = excluded.url, title = excluded.title,
			summary = excluded.summary, lang = excluded.lang, authors = excluded.authors, published = excluded.published,
			claim = excluded.claim, changed = excluded.changed, document = excluded.document, gone = excluded.gone`)
	if err != nil {
		return fmt.Errorf("write items: %w", err)
	}
	err = insert(ctx, p.tx, `INSERT INTO item_version (item, seq, document, title, seen)`, versions, "")
	if err != nil {
		return fmt.Errorf("write versions: %w", err)
	}
	return nil
}

// tick takes n numbers from the clock and returns the last of them.
func tick(ctx context.Context, tx *sql.Tx, n int) (int64, error) {
	var last int64
	if err := tx.QueryRowContext(ctx, `UPDATE clock SET seq = seq + $1 RETURNING seq`, n).Scan(&last); err != nil {
		return 0, fmt.Errorf("take seq: %w", err)
	}
	return last, nil
}

// day is an instant's UTC day, counted from 1970-01-01.
func day(t time.Time) int64 { return t.Unix() / 86400 }

// cleanText drops what a text column of PostgreSQL cannot hold. It is for
// records about a request, never for what a publisher wrote.
func cleanText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
