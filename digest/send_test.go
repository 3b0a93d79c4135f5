package digest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"demarche"
)

// sink is a mail server whose behaviour is chosen by the recipient: gone… is
// refused for good, busy… for now, drop… is accepted and the line cut before
// the answer.
type sink struct {
	mu   sync.Mutex
	mail [][]byte
}

func (s *sink) NewSession(c *smtp.Conn) (smtp.Session, error) { return &session{sink: s, conn: c}, nil }

type session struct {
	sink *sink
	conn *smtp.Conn
	to   string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	switch {
	case strings.HasPrefix(to, "gone"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	case strings.HasPrefix(to, "busy"):
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}
	}
	return nil
}
func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.sink.mu.Lock()
	s.sink.mail = append(s.sink.mail, b)
	s.sink.mu.Unlock()
	if strings.HasPrefix(s.to, "drop") {
		s.conn.Conn().Close()
	}
	return nil
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// received is what has arrived so far.
func (s *sink) received() [][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([][]byte(nil), s.mail...)
}

func startSink(t *testing.T) (*sink, Server) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &sink{}
	srv := smtp.NewServer(s)
	srv.Domain, srv.AllowInsecureAuth = "sink.example", true
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	server, err := ParseServer("smtp://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return s, server
}

// box is an outbox in memory.
type box struct {
	mu   sync.Mutex
	mail map[string]demarche.OutboxMail
	fail error // returned by the next OutboxDone
}

func (b *box) OutboxPut(_ context.Context, m demarche.OutboxMail) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.mail[m.Edition]; ok {
		return demarche.ErrConflict
	}
	b.mail[m.Edition] = m
	return nil
}

func (b *box) OutboxLease(_ context.Context, edition string, now, until time.Time, limit int) ([]demarche.OutboxMail, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []demarche.OutboxMail
	for id, m := range b.mail {
		due := m.State == demarche.MailPending && !m.Due.After(now) || m.State == demarche.MailSending && m.Leased.Before(now)
		if due && (edition == "" || edition == id) && len(out) < limit {
			m.State, m.Leased = demarche.MailSending, until
			b.mail[id] = m
			out = append(out, m)
		}
	}
	return out, nil
}

func (b *box) OutboxDone(_ context.Context, m demarche.OutboxMail) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.fail; err != nil {
		b.fail = nil
		return err
	}
	b.mail[m.Edition] = m
	return nil
}

func compose(t *testing.T, to string) (demarche.Edition, Mail) {
	t.Helper()
	ed, env := edition(), envelope
	ed.ID, env.To = to, to
	m, err := Compose(ed, env)
	if err != nil {
		t.Fatal(err)
	}
	return ed, m
}

func TestOutbox(t *testing.T) {
	tests := []struct {
		to    string
		state demarche.MailState
		wait  time.Duration // until the next try of a pending message
		mails int
	}{
		{"reader@test.example", demarche.MailSent, 0, 1},
		{"gone@test.example", demarche.MailFailed, 0, 0},
		{"busy@test.example", demarche.MailPending, firstWait, 0},
		{"drop@test.example", demarche.MailPending, firstWait, 1},
	}
	for _, tt := range tests {
		t.Run(tt.to, func(t *testing.T) {
			s, server := startSink(t)
			b := &box{mail: map[string]demarche.OutboxMail{}}
			o := NewOutbox(OutboxConfig{Store: b, Server: server, Now: func() time.Time { return noon }})
			ed, m := compose(t, tt.to)
			if err := o.Queue(t.Context(), ed, m); err != nil {
				t.Fatal(err)
			}
			if err := o.Queue(t.Context(), ed, m); !errors.Is(err, demarche.ErrConflict) {
				t.Errorf("queued twice: %v", err)
			}
			err := o.Send(t.Context(), ed.ID)
			if sent := tt.state == demarche.MailSent; (err == nil) != sent {
				t.Errorf("send: %v", err)
			}
			got := b.mail[ed.ID]
			if got.State != tt.state || got.Tries != 1 {
				t.Errorf("state %s after %d tries, want %s", got.State, got.Tries, tt.state)
			}
			if tt.wait > 0 && got.Due.Sub(noon) != tt.wait {
				t.Errorf("next try in %s, want %s", got.Due.Sub(noon), tt.wait)
			}
			mails := s.received()
			if len(mails) != tt.mails {
				t.Fatalf("%d messages arrived, want %d", len(mails), tt.mails)
			}
			if tt.mails == 1 {
				checkMessage(t, mails[0])
			}
		})
	}
}

// A crash between the server's 250 and our record of it sends again, with the
// same Message-ID, once the lease has run out and not before.
func TestOutbox_crashAfterAcceptance(t *testing.T) {
	s, server := startSink(t)
	b := &box{mail: map[string]demarche.OutboxMail{}, fail: errors.New("disk on fire")}
	now := noon
	o := NewOutbox(OutboxConfig{Store: b, Server: server, Now: func() time.Time { return now }})
	ed, m := compose(t, "reader@test.example")
	if err := o.Queue(t.Context(), ed, m); err != nil {
		t.Fatal(err)
	}
	if err := o.Send(t.Context(), ed.ID); err == nil {
		t.Fatal("the lost record went unnoticed")
	}
	if err := o.Send(t.Context(), ed.ID); !errors.Is(err, demarche.ErrConflict) {
		t.Fatalf("sent again under a running lease: %v", err)
	}
	now = noon.Add(lease + time.Second)
	if err := o.Send(t.Context(), ed.ID); err != nil {
		t.Fatal(err)
	}
	if mails := s.received(); len(mails) != 2 || !bytes.Equal(mails[0], mails[1]) {
		t.Errorf("%d messages arrived, want the same one twice", len(mails))
	}
}

func TestOutbox_givesUpAfterADay(t *testing.T) {
	_, server := startSink(t)
	b := &box{mail: map[string]demarche.OutboxMail{}}
	now := noon
	o := NewOutbox(OutboxConfig{Store: b, Server: server, Now: func() time.Time { return now }})
	ed, m := compose(t, "busy@test.example")
	if err := o.Queue(t.Context(), ed, m); err != nil {
		t.Fatal(err)
	}
	tries := 0
	for ; b.mail[ed.ID].State == demarche.MailPending && tries < 100; tries++ {
		now = b.mail[ed.ID].Due
		_ = o.Send(t.Context(), ed.ID) // the outcome is read from the box
	}
	if got := b.mail[ed.ID].State; got != demarche.MailFailed || tries < 8 || tries > 20 {
		t.Errorf("state %s after %d tries in %s", got, tries, now.Sub(noon))
	}
}

func TestSend_noServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server, err := ParseServer("smtp://" + l.Addr().String())
	l.Close()
	if err != nil {
		t.Fatal(err)
	}
	err = server.Send(t.Context(), "a@b.example", "c@d.example", []byte("x"))
	var se *SendError
	if !errors.As(err, &se) || !se.Temporary {
		t.Errorf("got %v, want a temporary failure", err)
	}
}

func TestParseServer(t *testing.T) {
	tests := []struct {
		in   string
		want Server
		bad  bool
	}{
		{in: "smtp://mail.example", want: Server{Host: "mail.example", Port: "587", TLS: TLSRequired}},
		{in: "smtps://me@mail.example", want: Server{Host: "mail.example", Port: "465", User: "me", TLS: TLSImplicit}},
		{in: "smtp://127.0.0.1:2525", want: Server{Host: "127.0.0.1", Port: "2525", TLS: TLSNone}},
		{in: "smtp://mail.example:25?tls=none", want: Server{Host: "mail.example", Port: "25", TLS: TLSNone}},
		{in: "mail.example:25", bad: true},
		{in: "", bad: true},
	}
	for _, tt := range tests {
		got, err := ParseServer(tt.in)
		if (err != nil) != tt.bad || got != tt.want {
			t.Errorf("ParseServer(%q) = %+v, %v; want %+v", tt.in, got, err, tt.want)
		}
	}
}

// A real Postfix, started by .ci/run: what it delivers is what we composed.
func TestSend_postfix(t *testing.T) {
	addr, dir := os.Getenv("DEMARCHE_TEST_SMTP"), os.Getenv("DEMARCHE_TEST_MAILDIR")
	if addr == "" || dir == "" {
		t.Skip("DEMARCHE_TEST_SMTP and DEMARCHE_TEST_MAILDIR are not set: .ci/run starts a Postfix for this test")
	}
	server, err := ParseServer(addr)
	if err != nil {
		t.Fatal(err)
	}
	to := fmt.Sprintf("inbox+%d@test.example", time.Now().UnixNano())
	_, m := compose(t, to)
	if err := server.Send(t.Context(), m.From, m.To, m.Raw); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(2 * time.Minute)
	for time.Now().Before(deadline) {
		files, _ := filepath.Glob(filepath.Join(dir, "new", "*"))
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err == nil && bytes.Contains(b, []byte(m.MessageID)) {
				checkMessage(t, b)
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("no message %s in %s after 2 minutes", m.MessageID, dir)
}
