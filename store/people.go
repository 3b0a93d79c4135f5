package store

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"demarche"
)

// PutSubscriber writes a subscriber, by id. An address that another subscriber
// has is demarche.ErrConflict.
func (s *Store) PutSubscriber(ctx context.Context, sub demarche.Subscriber) error {
	err := s.people.update(ctx, func(tx *sql.Tx) error {
		var other string
		err := tx.QueryRowContext(ctx, `SELECT id FROM subscriber WHERE address = $1 AND id <> $2`, sub.Address, sub.ID).Scan(&other)
		if err == nil {
			return fmt.Errorf("%w: the address has subscribed already", demarche.ErrConflict)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO subscriber (id, address, zone, created, confirmed) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET address = excluded.address, zone = excluded.zone, confirmed = excluded.confirmed`,
			sub.ID, sub.Address, sub.Zone, millis(s.now()), millis(sub.Confirmed))
		return err
	})
	if err != nil {
		return fmt.Errorf("store: write subscriber %s: %w", sub.ID, err)
	}
	return nil
}

// Subscriber returns one subscriber.
func (s *Store) Subscriber(ctx context.Context, id string) (demarche.Subscriber, error) {
	sub := demarche.Subscriber{ID: id}
	var confirmed int64
	err := s.people.r.QueryRowContext(ctx, `SELECT address, zone, confirmed FROM subscriber WHERE id = $1`, id).
		Scan(&sub.Address, &sub.Zone, &confirmed)
	if errors.Is(err, sql.ErrNoRows) {
		return sub, notFound("subscriber", id)
	}
	if err != nil {
		return sub, fmt.Errorf("store: read subscriber %s: %w", id, err)
	}
	sub.Confirmed = instant(confirmed)
	return sub, nil
}

// EraseSubscriber deletes a person with all subscriptions and mails, and keeps
// a keyed hash of the address, so that nobody can subscribe it again unasked.
func (s *Store) EraseSubscriber(ctx context.Context, id, reason string) error {
	sub, err := s.Subscriber(ctx, id)
	if err != nil {
		return err
	}
	if err := s.Suppress(ctx, sub.Address, reason); err != nil {
		return err
	}
	err = s.people.update(ctx, func(tx *sql.Tx) error {
		for _, query := range []string{
			`DELETE FROM outbox WHERE edition IN (SELECT e.id FROM edition e JOIN subscription n ON n.id = e.subscription WHERE n.subscriber = $1)`,
			`DELETE FROM outbox WHERE recipient = (SELECT address FROM subscriber WHERE id = $1)`,
			`DELETE FROM subscriber WHERE id = $1`, // takes subscriptions and editions with it
		} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: erase subscriber %s: %w", id, err)
	}
	return nil
}

// PutSubscription writes what a subscriber asked for, by id. Its first edition
// begins after seq from; later writes leave that alone.
func (s *Store) PutSubscription(ctx context.Context, sub demarche.Subscription, from int64) error {
	_, err := s.people.w.ExecContext(ctx, `
		INSERT INTO subscription (id, subscriber, name, query, send_at, seq, ended) VALUES ($1, $2, $3, $4, $5, $6, 0)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, send_at = excluded.send_at`,
		sub.ID, sub.Subscriber, sub.Name, sub.Query, sub.At, from)
	if err != nil {
		return fmt.Errorf("store: write subscription %s: %w", sub.ID, err)
	}
	return nil
}

// DueSubscription is an active subscription of a confirmed subscriber.
type DueSubscription struct {
	demarche.Subscription
	Subscriber demarche.Subscriber
	Seq        int64 // its last edition covered items up to here
}

// Subscriptions returns the active subscriptions of confirmed subscribers, in
// the order of their ids.
func (s *Store) Subscriptions(ctx context.Context) ([]DueSubscription, error) {
	var list []DueSubscription
	err := rows(ctx, s.people.r, `
		SELECT n.id, n.name, n.query, n.send_at, n.seq, p.id, p.address, p.zone, p.confirmed
		FROM subscription n JOIN subscriber p ON p.id = n.subscriber
		WHERE n.ended = 0 AND p.confirmed <> 0 ORDER BY n.id`, nil, func(r *sql.Rows) error {
		var d DueSubscription
		var confirmed int64
		err := r.Scan(&d.ID, &d.Name, &d.Query, &d.At, &d.Seq, &d.Subscriber.ID, &d.Subscriber.Address, &d.Subscriber.Zone, &confirmed)
		d.Subscriber.Confirmed, d.Subscription.Subscriber = instant(confirmed), d.Subscriber.ID
		list = append(list, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: read subscriptions: %w", err)
	}
	return list, nil
}

// EndSubscription stops a subscription and drops its mails that have not gone
// out. Ending it again changes nothing.
func (s *Store) EndSubscription(ctx context.Context, id string) error {
	err := s.people.update(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `UPDATE subscription SET ended = CASE WHEN ended = 0 THEN $1 ELSE ended END WHERE id = $2`, millis(s.now()), id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return cmp.Or(err, notFound("subscription", id))
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE outbox SET state = 'failed', error = 'unsubscribed'
			WHERE state IN ('pending', 'sending') AND edition IN (SELECT id FROM edition WHERE subscription = $1)`, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: end subscription %s: %w", id, err)
	}
	return nil
}

// Suppress makes an address one that is never written to again.
func (s *Store) Suppress(ctx context.Context, address, reason string) error {
	hash, err := s.addressHash(ctx, address)
	if err != nil {
		return err
	}
	_, err = s.people.w.ExecContext(ctx, `INSERT INTO suppression (hash, reason, at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING`,
		hash, reason, millis(s.now()))
	if err != nil {
		return fmt.Errorf("store: suppress an address: %w", err)
	}
	return nil
}

// Suppressed says whether an address must not be written to.
func (s *Store) Suppressed(ctx context.Context, address string) (bool, error) {
	hash, err := s.addressHash(ctx, address)
	if err != nil {
		return false, err
	}
	var n int
	if err := s.people.r.QueryRowContext(ctx, `SELECT count(*) FROM suppression WHERE hash = $1`, hash).Scan(&n); err != nil {
		return false, fmt.Errorf("store: look for a suppression: %w", err)
	}
	return n > 0, nil
}

// addressHash is HMAC-SHA256 of a folded address under the store's own key.
func (s *Store) addressHash(ctx context.Context, address string) (string, error) {
	var key string
	err := s.people.r.QueryRowContext(ctx, `SELECT value FROM people_meta WHERE key = 'suppression'`).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		err = s.people.w.QueryRowContext(ctx, `
			INSERT INTO people_meta (key, value) VALUES ('suppression', $1)
			ON CONFLICT (key) DO UPDATE SET value = people_meta.value RETURNING value`, rand.Text()+rand.Text()).Scan(&key)
	}
	if err != nil {
		return "", fmt.Errorf("store: read the suppression key: %w", err)
	}
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(strings.ToLower(strings.TrimSpace(address))))
	return hex.EncodeToString(mac.Sum(nil)), nil
}

// PauseSending stops or resumes the leasing of mails.
func (s *Store) PauseSending(ctx context.Context, paused bool) error {
	value := map[bool]string{true: "paused", false: "on"}[paused]
	_, err := s.people.w.ExecContext(ctx, `
		INSERT INTO people_meta (key, value) VALUES ('sending', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, value)
	if err != nil {
		return fmt.Errorf("store: set sending %s: %w", value, err)
	}
	return nil
}

// SendingPaused says whether mails wait until somebody resumes sending.
func (s *Store) SendingPaused(ctx context.Context) (bool, error) {
	var n int
	err := s.people.r.QueryRowContext(ctx, `SELECT count(*) FROM people_meta WHERE key = 'sending' AND value = 'paused'`).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("store: read whether sending is paused: %w", err)
	}
	return n > 0, nil
}

// PutEdition records what a subscription is sent for one of the subscriber's
// civil dates, queues the message and moves the subscription on to e.To, in one
// transaction. It returns false, and changes nothing, when the subscription has
// an edition of that date already.
func (s *Store) PutEdition(ctx context.Context, subscription, localDate string, e demarche.Edition, m demarche.OutboxMail) (bool, error) {
	var added bool
	err := s.people.update(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `
			INSERT INTO edition (id, subscription, local_date, from_seq, to_seq, data) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (subscription, local_date) DO NOTHING`, e.ID, subscription, localDate, e.From, e.To, toJSON(e))
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if added = n == 1; err != nil || !added {
			return err
		}
		m.Edition = e.ID
		if err := putMail(ctx, tx, m); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE subscription SET seq = $1 WHERE id = $2 AND seq < $1`, e.To, subscription)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("store: write edition %s: %w", e.ID, err)
	}
	return added, nil
}
