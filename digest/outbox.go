package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"demarche"
)

// OutboxStore keeps queued messages. A message is leased by one sender at a
// time and leaves the queue only by OutboxDone.
type OutboxStore interface {
	// OutboxPut queues a message; ErrConflict when its edition is queued already.
	OutboxPut(ctx context.Context, m demarche.OutboxMail) error
	// OutboxLease takes due messages (pending, or sending with an expired lease)
	// until the given instant; edition "" takes any.
	OutboxLease(ctx context.Context, edition string, now, until time.Time, limit int) ([]demarche.OutboxMail, error)
	// OutboxDone records the outcome of a try.
	OutboxDone(ctx context.Context, m demarche.OutboxMail) error
}

// OutboxConfig of an Outbox.
type OutboxConfig struct {
	Store  OutboxStore
	Server Server
	Now    func() time.Time
	Log    *slog.Logger
	Tick   time.Duration // how often Run looks; default 30 s
}

// Outbox sends queued messages: at least once, and twice only when the line is
// cut between the server's acceptance and our record of it (RFC 1047), then
// with the same Message-ID.
type Outbox struct{ cfg OutboxConfig }

// NewOutbox makes an Outbox.
func NewOutbox(cfg OutboxConfig) *Outbox {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Tick == 0 {
		cfg.Tick = 30 * time.Second
	}
	return &Outbox{cfg}
}

const (
	lease     = 5 * time.Minute // longer than a whole SMTP conversation
	firstWait = 5 * time.Minute
	maxWait   = 4 * time.Hour
	giveUp    = 24 * time.Hour
)

// Queue freezes a composed message. ErrConflict: this edition is queued already.
func (o *Outbox) Queue(ctx context.Context, ed demarche.Edition, m Mail) error {
	err := o.cfg.Store.OutboxPut(ctx, demarche.OutboxMail{
		Edition: ed.ID, MessageID: m.MessageID, From: m.From, To: m.To, Subject: m.Subject, Raw: m.Raw,
		State: demarche.MailPending, Made: ed.Made, Due: ed.Made,
	})
	if err != nil {
		return fmt.Errorf("queue digest %s: %w", ed.ID, err)
	}
	return nil
}

// Send tries one queued edition now.
func (o *Outbox) Send(ctx context.Context, edition string) error {
	now := o.cfg.Now()
	ms, err := o.cfg.Store.OutboxLease(ctx, edition, now, now.Add(lease), 1)
	if err != nil {
		return fmt.Errorf("lease digest %s: %w", edition, err)
	}
	if len(ms) == 0 {
		return fmt.Errorf("digest %s is not due or is being sent: %w", edition, demarche.ErrConflict)
	}
	return o.try(ctx, ms[0])
}

// Run sends what is due until ctx ends. Refusals are recorded, not returned.
func (o *Outbox) Run(ctx context.Context) error {
	for {
		if err := o.round(ctx); err != nil && ctx.Err() == nil {
			o.cfg.Log.Error("send queued digests", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(o.cfg.Tick):
		}
	}
}

func (o *Outbox) round(ctx context.Context) error {
	for {
		now := o.cfg.Now()
		ms, err := o.cfg.Store.OutboxLease(ctx, "", now, now.Add(lease), 1)
		if err != nil || len(ms) == 0 {
			return err
		}
		if err := o.try(ctx, ms[0]); err != nil {
			o.cfg.Log.Warn("digest not sent", "edition", ms[0].Edition, "error", err)
		}
	}
}

// try sends one leased message and records the outcome. The record is written
// even when ctx has ended meanwhile: the server may have the message.
func (o *Outbox) try(ctx context.Context, m demarche.OutboxMail) error {
	sendErr := o.cfg.Server.Send(ctx, m.From, m.To, m.Raw)
	m.Tries++
	m.Error = ""
	now := o.cfg.Now()
	var refused *SendError
	switch {
	case sendErr == nil:
		m.State, m.Sent = demarche.MailSent, now
	case errors.As(sendErr, &refused) && !refused.Temporary:
		m.State, m.Error = demarche.MailFailed, sendErr.Error()
	case now.Sub(m.Made) > giveUp:
		m.State, m.Error = demarche.MailFailed, fmt.Sprintf("given up after %d tries in %s: %v", m.Tries, giveUp, sendErr)
	default:
		m.State, m.Error, m.Due = demarche.MailPending, sendErr.Error(), now.Add(backoff(m.Tries))
	}
	record, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	if err := o.cfg.Store.OutboxDone(record, m); err != nil {
		return errors.Join(sendErr, fmt.Errorf("record outcome of digest %s: %w", m.Edition, err))
	}
	if sendErr != nil {
		return fmt.Errorf("send digest %s: %w", m.Edition, sendErr)
	}
	return nil
}

// backoff doubles from five minutes to four hours.
func backoff(tries int) time.Duration {
	d := firstWait
	for i := 1; i < tries && d < maxWait; i++ {
		d *= 2
	}
	return min(d, maxWait)
}
