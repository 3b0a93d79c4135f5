package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"demarche"
)

// OutboxPut queues a message. It fails with demarche.ErrConflict when the
// edition has one already.
func (s *Store) OutboxPut(ctx context.Context, m demarche.OutboxMail) error {
	return s.people.update(ctx, func(tx *sql.Tx) error { return putMail(ctx, tx, m) })
}

func putMail(ctx context.Context, tx *sql.Tx, m demarche.OutboxMail) error {
	res, err := tx.ExecContext(ctx, `
		INSERT INTO outbox (edition, message_id, sender, recipient, subject, mail, state, made, due, lease, sent, tries, error)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, '') ON CONFLICT (edition) DO NOTHING`,
		m.Edition, m.MessageID, m.From, m.To, m.Subject, m.Raw, string(m.State), millis(m.Made), millis(m.Due))
	if err != nil {
		return fmt.Errorf("store: queue message of edition %s: %w", m.Edition, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("store: edition %s is queued already: %w", m.Edition, demarche.ErrConflict)
	}
	return nil
}

// OutboxLease takes up to limit due messages until the given instant: pending
// ones whose time has come, and those whose sender's lease has run out. A
// non-empty edition takes only that one, also while sending is paused.
func (s *Store) OutboxLease(ctx context.Context, edition string, now, until time.Time, limit int) ([]demarche.OutboxMail, error) {
	if edition == "" {
		if paused, err := s.SendingPaused(ctx); err != nil || paused {
			return nil, err
		}
	}
	var out []demarche.OutboxMail
	// The condition stands twice: a sender who waited for another one's lease
	// looks at the row again, and must not take what has been taken or sent.
	const open = `(state = 'pending' AND due <= $2 OR state = 'sending' AND lease < $2)`
	err := s.people.update(ctx, func(tx *sql.Tx) error {
		out = nil
		return rows(ctx, tx, `
			UPDATE outbox SET state = 'sending', lease = $1
			WHERE `+open+` AND edition IN (
				SELECT edition FROM outbox WHERE `+open+` AND ($3 = '' OR edition = $3) ORDER BY due, edition LIMIT $4)
			RETURNING edition, message_id, sender, recipient, subject, mail, state, made, due, lease, sent, tries, error`,
			[]any{millis(until), millis(now), edition, limit}, func(r *sql.Rows) error {
				m, err := scanMail(r)
				out = append(out, m)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("store: lease messages: %w", err)
	}
	return out, nil
}

// OutboxDone records the outcome of a try.
func (s *Store) OutboxDone(ctx context.Context, m demarche.OutboxMail) error {
	return s.people.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE outbox SET state = $1, due = $2, lease = 0, sent = $3, tries = $4, error = $5 WHERE edition = $6`,
			string(m.State), millis(m.Due), millis(m.Sent), m.Tries, m.Error, m.Edition)
		if err != nil {
			return fmt.Errorf("store: record message of edition %s: %w", m.Edition, err)
		}
		return nil
	})
}

// OutboxList returns the newest messages without their bytes.
func (s *Store) OutboxList(ctx context.Context, limit int) ([]demarche.OutboxMail, error) {
	var out []demarche.OutboxMail
	err := rows(ctx, s.people.r, `
		SELECT edition, message_id, sender, recipient, subject, NULL, state, made, due, lease, sent, tries, error
		FROM outbox ORDER BY made DESC, edition LIMIT $1`, []any{limit}, func(r *sql.Rows) error {
		m, err := scanMail(r)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: list messages: %w", err)
	}
	return out, nil
}

func scanMail(r *sql.Rows) (demarche.OutboxMail, error) {
	var m demarche.OutboxMail
	var state string
	var made, due, lease, sent int64
	err := r.Scan(&m.Edition, &m.MessageID, &m.From, &m.To, &m.Subject, &m.Raw, &state, &made, &due, &lease, &sent, &m.Tries, &m.Error)
	m.State = demarche.MailState(state)
	m.Made, m.Due, m.Leased, m.Sent = instant(made), instant(due), instant(lease), instant(sent)
	return m, err
}
