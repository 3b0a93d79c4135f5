package digest

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"demarche"
)

// Server is the mail server to hand messages to.
type Server struct {
	Host     string
	Port     string
	User     string
	Password string
	TLS      TLSMode
	Timeout  time.Duration // whole conversation; default 60 s
	Roots    *tls.Config   // nil: the system's certificates
}

// TLSMode says how a connection is protected.
type TLSMode string

const (
	TLSRequired TLSMode = "starttls" // default: no STARTTLS, no mail
	TLSImplicit TLSMode = "tls"      // smtps://
	TLSNone     TLSMode = "none"     // plain; for a server on the same machine
)

// ParseServer reads "smtp://user@host:port" or "smtps://…", as in
// DEMARCHE_SMTP. Plain text without TLS is only used for a loopback host or
// with ?tls=none. The password comes apart, never in the address.
func ParseServer(s string) (Server, error) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return Server{}, fmt.Errorf("mail server %q: want smtp://user@host:port: %w", s, demarche.ErrInvalid)
	}
	srv := Server{Host: u.Hostname(), Port: u.Port(), User: u.User.Username(), TLS: TLSRequired}
	srv.Password, _ = u.User.Password()
	switch {
	case u.Scheme == "smtps":
		srv.TLS = TLSImplicit
	case u.Query().Get("tls") == "none" || isLoopback(srv.Host):
		srv.TLS = TLSNone
	}
	if srv.Port == "" {
		srv.Port = map[TLSMode]string{TLSRequired: "587", TLSImplicit: "465", TLSNone: "25"}[srv.TLS]
	}
	return srv, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// SendError is a refusal or failure of the mail server.
type SendError struct {
	Temporary bool // worth another try (4xx, network); false for 5xx
	Unknown   bool // the line was cut after the message was handed over: it may have arrived
	Err       error
}

func (e *SendError) Error() string { return e.Err.Error() }
func (e *SendError) Unwrap() error { return e.Err }

// Send hands one message to the server. It returns nil only after the
// server's 250 to the end of DATA; otherwise a *SendError.
func (s Server) Send(ctx context.Context, from, to string, raw []byte) error {
	timeout := s.Timeout
	if timeout == 0 {
		timeout = 60 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	c, err := s.dial(ctx)
	if err != nil {
		return &SendError{Temporary: true, Err: fmt.Errorf("connect to mail server %s:%s: %w", s.Host, s.Port, err)}
	}
	defer c.Close()
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	if s.User != "" {
		if err := c.Auth(sasl.NewPlainClient("", s.User, s.Password)); err != nil {
			return classify("log in to mail server as "+s.User, err)
		}
	}
	if err := c.Mail(from, nil); err != nil {
		return classify("sender "+from, err)
	}
	if err := c.Rcpt(to, nil); err != nil {
		return classify("recipient refused", err)
	}
	w, err := c.Data()
	if err != nil {
		return classify("start of message", err)
	}
	if _, err := bytes.NewReader(raw).WriteTo(w); err != nil {
		return classify("message", err)
	}
	if err := w.Close(); err != nil {
		se := classify("end of message", err)
		var reply *smtp.SMTPError
		se.Unknown = !errors.As(err, &reply)
		return se
	}
	_ = c.Quit() // the message is the server's now; a failed farewell changes nothing
	return nil
}

func (s Server) dial(ctx context.Context) (*smtp.Client, error) {
	addr := net.JoinHostPort(s.Host, s.Port)
	cfg := s.Roots.Clone()
	if cfg == nil {
		cfg = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	cfg.ServerName = s.Host
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		conn.Close()
		return nil, err
	}
	switch s.TLS {
	case TLSNone:
		return smtp.NewClient(conn), nil
	case TLSImplicit:
		return smtp.NewClient(tls.Client(conn, cfg)), nil
	}
	return smtp.NewClientStartTLS(conn, cfg)
}

func classify(doing string, err error) *SendError {
	out := &SendError{Temporary: true, Err: fmt.Errorf("%s: %w", doing, err)}
	var reply *smtp.SMTPError
	if errors.As(err, &reply) {
		out.Temporary = reply.Temporary()
	}
	return out
}
