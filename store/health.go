package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"demarche"
)

const (
	healthFetches = 20 // requests shown of a source
	healthDays    = 30 // days counted, today included
	healthChanges = 20 // changes of state shown of a source
)

// SourceHealth returns one row a source, in the order of ids, with everything
// but State and Why. The bytes of answers are left to Answers.
func (s *Store) SourceHealth(ctx context.Context, now time.Time) ([]demarche.SourceHealth, error) {
	sources, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]demarche.SourceHealth, len(sources))
	byID := make(map[string]*demarche.SourceHealth, len(sources))
	for i, src := range sources {
		list[i] = demarche.SourceHealth{Source: src, Daily: make([]int, healthDays), Asked: make([]int, healthDays), Good: make([]int, healthDays)}
		byID[src.ID] = &list[i]
	}
	if err := s.addDays(ctx, byID, day(now)); err != nil {
		return nil, fmt.Errorf("store: count items by source: %w", err)
	}
	if err := s.addAnswers(ctx, byID, day(now)); err != nil {
		return nil, fmt.Errorf("store: count answers by source: %w", err)
	}
	if err := s.addChanges(ctx, byID); err != nil {
		return nil, fmt.Errorf("store: read changes of state: %w", err)
	}
	states, err := s.FeedStates(ctx)
	if err != nil {
		return nil, err
	}
	addStates(list, states)
	if err := s.addFetches(ctx, byID); err != nil {
		return nil, fmt.Errorf("store: read fetches: %w", err)
	}
	return list, nil
}

func (s *Store) addDays(ctx context.Context, byID map[string]*demarche.SourceHealth, today int64) error {
	return rows(ctx, s.news.r, `SELECT source, day, items, newest FROM source_day ORDER BY source, day`, nil, func(r *sql.Rows) error {
		var source string
		var day, newest int64
		var items int
		if err := r.Scan(&source, &day, &items, &newest); err != nil {
			return err
		}
		h := byID[source]
		if h == nil {
			return nil
		}
		h.Items += items
		h.LastItem = instant(newest)
		if i := int(day-today) + healthDays - 1; i >= 0 && i < healthDays {
			h.Daily[i] += items
		}
		return nil
	})
}

func (s *Store) addAnswers(ctx context.Context, byID map[string]*demarche.SourceHealth, today int64) error {
	first := today - healthDays + 1
	return rows(ctx, s.news.r, `SELECT source, day, good, failed, pages FROM answer_day WHERE day BETWEEN $1 AND $2`, []any{first, today}, func(r *sql.Rows) error {
		var source string
		var day int64
		var good, failed, pages int
		if err := r.Scan(&source, &day, &good, &failed, &pages); err != nil {
			return err
		}
		if h := byID[source]; h != nil {
			h.Good[day-first] += good
			h.Asked[day-first] += good + failed + pages
		}
		return nil
	})
}

func (s *Store) addChanges(ctx context.Context, byID map[string]*demarche.SourceHealth) error {
	return rows(ctx, s.news.r, `SELECT source, at, state, why FROM source_state ORDER BY source, at DESC`, nil, func(r *sql.Rows) error {
		var c demarche.StateChange
		var at int64
		if err := r.Scan(&c.Source, &at, &c.State, &c.Why); err != nil {
			return err
		}
		c.At = instant(at)
		if h := byID[c.Source]; h != nil && len(h.Changes) < healthChanges {
			h.Changes = append(h.Changes, c)
		}
		return nil
	})
}

// addStates sums up the feeds of each source: the newest good answer and try,
// the earliest next request.
func addStates(list []demarche.SourceHealth, states []demarche.FeedState) {
	byFeed := make(map[string]demarche.FeedState, len(states))
	for _, st := range states {
		byFeed[st.Feed] = st
	}
	for i := range list {
		h := &list[i]
		for _, feed := range h.Source.Feeds {
			st, ok := byFeed[feed.ID]
			if !ok {
				continue
			}
			if st.LastOK.After(h.LastOK) {
				h.LastOK = st.LastOK
			}
			if st.LastTry.After(h.LastTry) {
				h.LastTry = st.LastTry
			}
			if !st.Due.IsZero() && (h.Due.IsZero() || st.Due.Before(h.Due)) {
				h.Due = st.Due
			}
		}
	}
}

func (s *Store) addFetches(ctx context.Context, byID map[string]*demarche.SourceHealth) error {
	return rows(ctx, s.news.r, `
		SELECT f.source, f.data FROM feed_fetch f JOIN (
			SELECT feed, at, id, row_number() OVER (PARTITION BY source ORDER BY at DESC, feed, id) AS place FROM feed_fetch) AS n
			ON n.feed = f.feed AND n.at = f.at AND n.id = f.id
		WHERE n.place <= $1 ORDER BY f.source, n.place`, []any{healthFetches}, func(r *sql.Rows) error {
		var source, data string
		var f demarche.Fetch
		if err := r.Scan(&source, &data); err != nil {
			return err
		}
		if err := fromJSON(data, &f); err != nil {
			return err
		}
		if h := byID[source]; h != nil {
			h.Fetches = append(h.Fetches, f)
		}
		return nil
	})
}

// Answers returns the requests kept of a source, newest first, with the bytes
// of the newest answers of each feed.
func (s *Store) Answers(ctx context.Context, source string) ([]demarche.Fetch, error) {
	var list []demarche.Fetch
	err := rows(ctx, s.news.r, `SELECT data, sample FROM feed_fetch WHERE source = $1 ORDER BY at DESC, feed, id LIMIT $2`, []any{source, fetchesKept}, func(r *sql.Rows) error {
		var data string
		var f demarche.Fetch
		var sample []byte
		if err := r.Scan(&data, &sample); err != nil {
			return err
		}
		if err := fromJSON(data, &f); err != nil {
			return err
		}
		f.Sample = sample
		list = append(list, f)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: read the answers of %s: %w", source, err)
	}
	return list, nil
}

// NoteStates remembers changes of state. A source that is held to be in that
// state already gets no second record.
func (s *Store) NoteStates(ctx context.Context, changes []demarche.StateChange) error {
	if len(changes) == 0 {
		return nil
	}
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		for _, c := range changes {
			_, err := tx.ExecContext(ctx, `
				INSERT INTO source_state (source, at, state, why)
				SELECT source, at, state, why FROM (SELECT CAST($1 AS text) AS source, CAST($2 AS bigint) AS at, CAST($3 AS text) AS state, CAST($4 AS text) AS why) AS fresh
				WHERE NOT EXISTS (SELECT 1 FROM (SELECT state FROM source_state WHERE source = $1 ORDER BY at DESC LIMIT 1) AS held WHERE held.state = fresh.state)
				ON CONFLICT (source, at) DO UPDATE SET state = excluded.state, why = excluded.why`,
				c.Source, millis(c.At), string(c.State), cleanText(c.Why))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: remember %d changes of state: %w", len(changes), err)
	}
	return nil
}

// Gaps returns the UTC days ("2006-01-02", in order) on which no good answer
// came of the given sources (of all, when none is given): from the first day
// they were asked on to the day before now, and that day too when they were
// asked in vain. Days on which nobody asked are gaps like those on which
// everybody failed.
func (s *Store) Gaps(ctx context.Context, sources []string, now time.Time) ([]string, error) {
	good := map[int64]int{}
	first := int64(-1)
	add := func(r *sql.Rows) error {
		var day int64
		var n int
		if err := r.Scan(&day, &n); err != nil {
			return err
		}
		if first < 0 || day < first {
			first = day
		}
		good[day] += n
		return nil
	}
	var err error
	if len(sources) == 0 {
		err = rows(ctx, s.news.r, `SELECT day, CAST(sum(good) AS bigint) FROM answer_day GROUP BY day`, nil, add)
	} else {
		err = each(ctx, s.news.r, `SELECT day, good FROM answer_day WHERE source IN (%s)`, nil, sources, add)
	}
	if err != nil {
		return nil, fmt.Errorf("store: read days without an answer: %w", err)
	}
	var days []string
	for d := first; first >= 0 && d <= day(now); d++ {
		n, asked := good[d]
		if n == 0 && (asked || d < day(now)) {
			days = append(days, time.Unix(d*86400, 0).UTC().Format(time.DateOnly))
		}
	}
	return days, nil
}
