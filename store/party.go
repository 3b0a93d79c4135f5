package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"demarche"
)

// PutParties replaces which entries of lists are one party, and what is proposed
// but not decided. Nothing about the entries changes.
func (s *Store) PutParties(ctx context.Context, parties []demarche.Party, proposals []demarche.SameProposal) error {
	var members, open [][]any
	for _, p := range parties {
		for _, m := range p.Members {
			members = append(members, []any{m, p.ID})
		}
	}
	for _, p := range proposals {
		open = append(open, []any{p.A, p.B, toJSON(p)})
	}
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		for _, table := range []string{"party", "same_proposal"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		if err := insert(ctx, tx, `INSERT INTO party (entity, party)`, dedup(members), ""); err != nil {
			return err
		}
		if err := insert(ctx, tx, `INSERT INTO same_proposal (a, b, data)`, open, `ON CONFLICT (a, b) DO NOTHING`); err != nil {
			return err
		}
		if err := s.restamp(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) SELECT CAST($1 AS text), value FROM meta WHERE key = $2
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, joinedKey, stampKey)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: write %d parties: %w", len(parties), err)
	}
	return nil
}

// joinedKey names the row of meta with the stamp of the lists at the time their
// entries were joined last.
const joinedKey = "lists-joined"

// Joined says whether entries of lists were joined since they changed last.
func (s *Store) Joined(ctx context.Context) (bool, error) {
	values := map[string]string{}
	err := rows(ctx, s.news.r, `SELECT key, value FROM meta WHERE key IN ($1, $2)`, []any{stampKey, joinedKey}, func(r *sql.Rows) error {
		var key, value string
		err := r.Scan(&key, &value)
		values[key] = value
		return err
	})
	if err != nil {
		return false, fmt.Errorf("store: ask whether entries were joined: %w", err)
	}
	return values[stampKey] == values[joinedKey], nil
}

// Parties returns the party of each entity that is joined with another.
func (s *Store) Parties(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := rows(ctx, s.news.r, `SELECT entity, party FROM party`, nil, func(r *sql.Rows) error {
		var entity, party string
		err := r.Scan(&entity, &party)
		out[entity] = party
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read parties: %w", err)
	}
	return out, nil
}

// proposals are those that touch one of the entities.
func (s *Store) proposals(ctx context.Context, ids []string) ([]demarche.SameProposal, error) {
	var out []demarche.SameProposal
	for _, column := range []string{"a", "b"} {
		err := each(ctx, s.news.r, `SELECT data FROM same_proposal WHERE `+column+` IN (%s) ORDER BY a, b`, nil, ids, func(r *sql.Rows) error {
			p, err := scanJSON[demarche.SameProposal](r)
			if !slices.ContainsFunc(out, func(o demarche.SameProposal) bool { return o.A == p.A && o.B == p.B }) {
				out = append(out, p)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("store: read proposals: %w", err)
		}
	}
	return out, nil
}

// DecideSame keeps a person's word on two entries; with nil it is taken back.
func (s *Store) DecideSame(ctx context.Context, a, b string, same *bool) error {
	if a == b || a == "" || b == "" {
		return fmt.Errorf("store: decide on %q and %q: %w", a, b, demarche.ErrInvalid)
	}
	if b < a {
		a, b = b, a
	}
	err := s.news.update(ctx, func(tx *sql.Tx) error {
		if same == nil {
			_, err := tx.ExecContext(ctx, `DELETE FROM same_decision WHERE a = $1 AND b = $2`, a, b)
			return err
		}
		yes := 0
		if *same {
			yes = 1
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO same_decision (a, b, same, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (a, b) DO UPDATE SET same = excluded.same, at = excluded.at`, a, b, yes, millis(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("store: keep a decision: %w", err)
	}
	return nil
}

// Decisions returns every word a person has given on two entries.
func (s *Store) Decisions(ctx context.Context) ([]demarche.SameProposal, error) {
	var out []demarche.SameProposal
	err := rows(ctx, s.news.r, `SELECT a, b, same FROM same_decision ORDER BY a, b`, nil, func(r *sql.Rows) error {
		var p demarche.SameProposal
		var same int
		err := r.Scan(&p.A, &p.B, &same)
		p.Decided = "different"
		if same == 1 {
			p.Decided = "same"
		}
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read decisions: %w", err)
	}
	return out, nil
}
