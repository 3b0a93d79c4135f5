package digest

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	htmltemplate "html/template"
	"net/mail"
	"net/url"
	"strings"
	texttemplate "text/template"
	"time"

	gomail "github.com/wneessen/go-mail"

	"demarche"
)

//go:embed mail.txt.tmpl
var textSource string

//go:embed mail.html.tmpl
var htmlSource string

var (
	textMail = texttemplate.Must(texttemplate.New("text").Funcs(texttemplate.FuncMap(funcs)).Parse(textSource))
	htmlMail = htmltemplate.Must(htmltemplate.New("html").Funcs(htmltemplate.FuncMap(funcs)).Parse(htmlSource))
)

var funcs = map[string]any{
	"upper": strings.ToUpper, "rule": rule, "wrap": wrap, "byline": byline, "event": event, "sums": sums, "also": also,
	"join": func(s []string) string { return strings.Join(s, "; ") },
}

// Envelope says from whom and to whom a mail goes and where its links lead.
type Envelope struct {
	From        string // "Name <address>"; its domain names the Message-ID and the list
	To          string
	BaseURL     string // address of the web pages, "" when they cannot be reached from outside
	Unsubscribe string // https address for RFC 8058 one-click, "" for a mail without a subscription
	Zone        *time.Location
}

// Mail is one composed message.
type Mail struct {
	MessageID string // without angle brackets, fixed
	From, To  string // bare addresses for the SMTP envelope
	Subject   string
	Text      string
	HTML      string
	Raw       []byte // the whole RFC 5322 message with CRLF line ends
}

type page struct {
	Edition                                       demarche.Edition
	Period, Count, Reason, SearchURL, Unsubscribe string
}

// Text renders an edition as plain text.
func Text(ed demarche.Edition, env Envelope) (string, error) {
	var b bytes.Buffer
	if err := textMail.Execute(&b, newPage(ed, env)); err != nil {
		return "", fmt.Errorf("digest: render text: %w", err)
	}
	return b.String(), nil
}

// HTML renders an edition as one self-contained page without remote content.
func HTML(ed demarche.Edition, env Envelope) (string, error) {
	var b bytes.Buffer
	if err := htmlMail.Execute(&b, newPage(ed, env)); err != nil {
		return "", fmt.Errorf("digest: render html: %w", err)
	}
	return b.String(), nil
}

// Compose makes the complete message. The same edition and envelope give the
// same bytes, so a retry after a crash carries the same Message-ID.
func Compose(ed demarche.Edition, env Envelope) (Mail, error) {
	from, err := mail.ParseAddress(env.From)
	if err != nil {
		return Mail{}, fmt.Errorf("digest: sender address %q: %w", env.From, demarche.ErrInvalid)
	}
	to, err := mail.ParseAddress(env.To)
	if err != nil || strings.ContainsAny(to.Address, "\r\n|") {
		return Mail{}, fmt.Errorf("digest: recipient address %q is not an e-mail address: %w", env.To, demarche.ErrInvalid)
	}
	m := Mail{From: from.Address, To: to.Address, Subject: subject(ed)}
	if m.Text, err = Text(ed, env); err != nil {
		return Mail{}, err
	}
	if m.HTML, err = HTML(ed, env); err != nil {
		return Mail{}, err
	}
	domain := from.Address[strings.LastIndexByte(from.Address, '@')+1:]
	sum := sha256.Sum256([]byte(strings.Join([]string{ed.ID, ed.Query, to.Address, ed.Made.UTC().Format(time.RFC3339Nano)}, "\x00")))
	id := hex.EncodeToString(sum[:12])
	m.MessageID = id + "@" + domain
	m.Raw, err = raw(m, ed, env, domain, id)
	return m, err
}

// raw assembles the message: RFC 5322, 2045 (multipart/alternative, text
// first), 2919 (List-Id), 2369 and 8058 (List-Unsubscribe, one-click).
func raw(m Mail, ed demarche.Edition, env Envelope, domain, id string) ([]byte, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("demarche-"+id), gomail.WithEncoding(gomail.EncodingQP))
	if err := msg.From(env.From); err != nil {
		return nil, fmt.Errorf("digest: sender address %q: %w", env.From, err)
	}
	if err := msg.To(env.To); err != nil {
		return nil, fmt.Errorf("digest: recipient address: %w", err)
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(ed.Made)
	msg.SetMessageIDWithValue(m.MessageID)
	msg.SetGenHeader("List-Id", "demarche digest <digest."+domain+">")
	msg.SetGenHeader(gomail.HeaderPrecedence, "bulk")
	if env.Unsubscribe != "" {
		msg.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+env.Unsubscribe+">")
		msg.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	var b bytes.Buffer
	if _, err := msg.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("digest: assemble message: %w", err)
	}
	return b.Bytes(), nil
}

func newPage(ed demarche.Edition, env Envelope) page {
	zone := env.Zone
	if zone == nil {
		zone = time.UTC
	}
	p := page{Edition: ed, Unsubscribe: env.Unsubscribe, Count: count(ed)}
	p.Period = ed.Until.In(zone).Format("2 January 2006 15:04 MST")
	if !ed.Since.IsZero() {
		p.Period = "From " + ed.Since.In(zone).Format("2 January 2006 15:04") + " to " + p.Period
	} else {
		p.Period = "Up to " + p.Period
	}
	what := "everything"
	if ed.Query != "" {
		what = "the query " + ed.Query
	}
	p.Reason = "You receive this because you asked for a digest of " + what + ". Each entry names its source, its date and the sentence that made it match; a link to an entity or a country is our reading, not the source's."
	if env.BaseURL != "" {
		p.SearchURL = strings.TrimRight(env.BaseURL, "/") + "/search?q=" + url.QueryEscape(ed.Query) + "&sort=newest"
	}
	return p
}

func subject(ed demarche.Edition) string {
	n := entries(ed)
	date := ed.Until.UTC().Format("2 Jan 2006")
	name := ed.Name
	if r := []rune(name); len(r) > 60 {
		name = string(r[:59]) + "…"
	}
	switch n {
	case 0:
		return fmt.Sprintf("%s: nothing new, %s", name, date)
	case 1:
		return fmt.Sprintf("%s: 1 entry, %s", name, date)
	}
	return fmt.Sprintf("%s: %d entries, %s", name, n, date)
}

func entries(ed demarche.Edition) int {
	n := 0
	for _, s := range ed.Sections {
		n += len(s.Items)
	}
	return n
}

// count says how much there is, and how much of it is not shown.
func count(ed demarche.Edition) string {
	shown, reports := 0, 0
	for _, s := range ed.Sections {
		shown += len(s.Items)
		for _, it := range s.Items {
			reports += 1 + len(it.Others)
		}
	}
	if shown == 0 {
		return "Nothing new matched in this period."
	}
	out := fmt.Sprintf("%s from %s.", plural(shown, "entry", "entries"), plural(reports, "report", "reports"))
	if ed.Total > reports {
		out += fmt.Sprintf(" %s more matched and are not shown.", plural(ed.Total-reports, "report", "reports"))
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
