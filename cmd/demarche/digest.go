package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"demarche"
	"demarche/digest"
	"demarche/extract/country"
)

type digestCmd struct {
	Preview digestPreviewCmd `cmd:"" help:"Print a query's digest as text, html or a complete message."`
	Send    digestSendCmd    `cmd:"" help:"Compose a digest and hand it to the mail server."`
	Status  digestStatusCmd  `cmd:"" help:"What is queued, sent and failed."`
}

// digestFlags choose what a digest holds.
type digestFlags struct {
	Query string `help:"Query; everything without it." placeholder:"QUERY"`
	Name  string `help:"Heading of the mail." placeholder:"TEXT"`
	Since string `help:"How far back: 24h, 7d, or a day YYYY-MM-DD." default:"24h" placeholder:"SPAN"`
	Clock string `help:"seen: new to us in that time; published: dated in it." enum:"seen,published" default:"seen"`
	Limit int    `help:"Entries shown." default:"60"`
	Zone  string `help:"IANA zone for the times shown." default:"UTC"`
}

// request checks the flags before anything is opened.
func (f digestFlags) request(now time.Time) (digest.Request, *time.Location, error) {
	zone, err := time.LoadLocation(f.Zone)
	if err != nil {
		return digest.Request{}, nil, usageError{fmt.Errorf("--zone %q is not an IANA zone such as Europe/Berlin", f.Zone)}
	}
	since, err := parseSince(f.Since, now, zone)
	if err != nil {
		return digest.Request{}, nil, err
	}
	q, err := queryFlags{Query: []string{f.Query}}.query(now)
	if err != nil {
		return digest.Request{}, nil, err
	}
	return digest.Request{Name: f.Name, Query: q, Since: since, Until: now, Clock: demarche.Clock(f.Clock), Limit: f.Limit}, zone, nil
}

// choose finds what belongs in the edition.
func (a *app) choose(r digest.Request) (demarche.Edition, error) {
	return digest.New(digest.Config{Search: a, Items: a.store, CountryName: country.Name, Now: a.env.now}).Choose(a.env.ctx, r)
}

// parseSince reads "24h", "7d" or a civil day in zone.
func parseSince(s string, now time.Time, zone *time.Location) (time.Time, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var n int
		if _, err := fmt.Sscanf(days+" ", "%d ", &n); err == nil && n > 0 && fmt.Sprint(n) == days {
			return now.AddDate(0, 0, -n), nil
		}
	}
	if d, err := time.ParseDuration(s); err == nil && d > 0 {
		return now.Add(-d), nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return t, nil
	}
	return time.Time{}, usageError{fmt.Errorf("--since %q: want a span such as 24h or 7d, or a day such as 2025-11-04", s)}
}

// Search makes app the digest's Searcher.
func (a *app) Search(ctx context.Context, q demarche.Query) (demarche.Results, error) {
	return a.search(ctx, q)
}

type digestPreviewCmd struct {
	digestFlags
	Format string `help:"text, html or eml (the complete message)." enum:"text,html,eml" default:"text"`
	To     string `help:"Recipient shown in the message." default:"reader@example.org" hidden:""`
}

// Help teaches with an example.
func (digestPreviewCmd) Help() string {
	return "Example: demarche digest preview --query 'country:KP' --since 7d --format html > digest.html"
}

// Run composes and prints; nothing is sent or remembered.
func (c digestPreviewCmd) Run(e *environment) error {
	r, zone, err := c.request(e.now())
	if err != nil {
		return err
	}
	a, err := e.openExisting("digest preview")
	if err != nil {
		return err
	}
	defer a.close()
	ed, err := a.choose(r)
	if err != nil {
		return err
	}
	env := digest.Envelope{From: a.cfg.Mail.From, To: c.To, BaseURL: a.cfg.BaseURL, Zone: zone}
	var out string
	switch c.Format {
	case "text":
		out, err = digest.Text(ed, env)
	case "html":
		out, err = digest.HTML(ed, env)
	default:
		var m digest.Mail
		m, err = digest.Compose(ed, env)
		out = string(m.Raw)
	}
	if err != nil {
		return err
	}
	fmt.Fprint(e.stdout, out)
	return nil
}

type digestSendCmd struct {
	digestFlags
	To    string `help:"Recipient." required:"" placeholder:"ADDRESS"`
	Again bool   `help:"Send even if this query's digest went to this address today."`
}

// Help teaches with an example.
func (digestSendCmd) Help() string {
	return `The mail server comes from DEMARCHE_SMTP (smtp://user@host:port; password in DEMARCHE_SMTP_PASSWORD or DEMARCHE_SMTP_PASSWORD_FILE) or mail.smtp of the config file.
The same query goes to the same address once a day; a refused message stays queued and serve tries again.

Example: DEMARCHE_SMTP=smtp://127.0.0.1:25 demarche digest send --to me@example.org --query 'action:designation' --since 24h`
}

// Run queues the message, then sends what is queued for it.
func (c digestSendCmd) Run(e *environment) error {
	r, zone, err := c.request(e.now())
	if err != nil {
		return err
	}
	cfg, err := e.loadConfig()
	if err != nil {
		return err
	}
	server, err := cfg.server()
	if err != nil {
		return usageError{err}
	}
	a, err := e.openExisting("digest send")
	if err != nil {
		return err
	}
	defer a.close()
	ed, err := a.choose(r)
	if err != nil {
		return err
	}
	ed.ID = adHocKey(c.To, c.Query, ed.Until.In(zone))
	if c.Again {
		ed.ID += "@" + ed.Made.UTC().Format(time.RFC3339Nano)
	}
	m, err := digest.Compose(ed, digest.Envelope{From: a.cfg.Mail.From, To: c.To, BaseURL: a.cfg.BaseURL, Zone: zone})
	if err != nil {
		return err
	}
	box := digest.NewOutbox(digest.OutboxConfig{Store: a.store, Server: server, Now: e.now, Log: a.log})
	err = box.Queue(e.ctx, ed, m)
	if errors.Is(err, demarche.ErrConflict) {
		return fmt.Errorf("this digest has already been queued for %s today (see demarche digest status); send it again with --again", c.To)
	}
	if err != nil {
		return err
	}
	if err := box.Send(e.ctx, ed.ID); err != nil {
		return fmt.Errorf("%w (see demarche digest status)", err)
	}
	fmt.Fprintf(e.stderr, "sent to %s: %s\n", m.To, m.Subject)
	return nil
}

// adHocKey names the digest of a query for an address on a local day.
func adHocKey(to, query string, day time.Time) string {
	return "adhoc-" + demarche.NewItemID(strings.ToLower(to), query) + "-" + day.Format(time.DateOnly)
}

// sendQueued is the mail role of serve.
func (a *app) sendQueued(ctx context.Context) error {
	server, err := a.cfg.server()
	if err != nil {
		return err
	}
	return digest.NewOutbox(digest.OutboxConfig{Store: a.store, Server: server, Now: a.env.now, Log: a.log}).Run(ctx)
}

type digestStatusCmd struct{}

// Help teaches with an example.
func (digestStatusCmd) Help() string { return "Example: demarche digest status" }

// Run prints the queue.
func (digestStatusCmd) Run(e *environment) error {
	a, err := e.openExisting("digest status")
	if err != nil {
		return err
	}
	defer a.close()
	rows, err := a.store.OutboxList(e.ctx, 100)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		fmt.Fprintln(e.stdout, "No digest has been queued yet. Try: demarche digest preview --query 'country:KP' --since 7d")
		return nil
	}
	t := tabwriter.NewWriter(e.stdout, 2, 8, 2, ' ', 0)
	fmt.Fprintln(t, "made\tstate\ttries\tto\tsubject\tlast error")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%s\t%s\n", ago(r.Made), r.State, r.Tries, r.To, visible(r.Subject), visible(r.Error))
	}
	return t.Flush()
}
