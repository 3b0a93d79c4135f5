package store

import (
	"errors"
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

func TestOutbox(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		m := demarche.OutboxMail{Edition: "e1", MessageID: "m1@x", From: "a@x", To: "b@y", Subject: "S", Raw: []byte("raw\x00bytes"),
			State: demarche.MailPending, Made: start, Due: start}
		if err := s.OutboxPut(ctx, m); err != nil {
			t.Fatal(err)
		}
		if err := s.OutboxPut(ctx, m); !errors.Is(err, demarche.ErrConflict) {
			t.Errorf("queued twice: %v", err)
		}
		later := m
		later.Edition, later.MessageID, later.Due = "e2", "m2@x", start.Add(time.Hour)
		if err := s.OutboxPut(ctx, later); err != nil {
			t.Fatal(err)
		}
		lease := func(at time.Time, edition string) []string {
			t.Helper()
			ms, err := s.OutboxLease(ctx, edition, at, at.Add(time.Minute), 10)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, m := range ms {
				out = append(out, m.Edition+" "+string(m.State)+" "+string(m.Raw))
			}
			return out
		}
		steps := []struct {
			what, edition string
			at            time.Duration
			want          []string
		}{
			{"another edition", "other", 0, nil},
			{"what is due", "", 0, []string{"e1 sending raw\x00bytes"}},
			{"leased already", "", 30 * time.Second, nil},
			{"lease ran out", "", 2 * time.Minute, []string{"e1 sending raw\x00bytes"}},
		}
		for _, st := range steps {
			if d := cmp.Diff(st.want, lease(start.Add(st.at), st.edition)); d != "" {
				t.Errorf("%s (-want +got):\n%s", st.what, d)
			}
		}
		m.State, m.Sent, m.Tries = demarche.MailSent, start.Add(time.Minute), 1
		if err := s.OutboxDone(ctx, m); err != nil {
			t.Fatal(err)
		}
		if got := lease(start.Add(2*time.Hour), ""); len(got) != 1 || got[0][:2] != "e2" {
			t.Errorf("after e1 was sent: %q", got)
		}
		list, err := s.OutboxList(ctx, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 2 || list[0].State != demarche.MailSent || !list[0].Sent.Equal(start.Add(time.Minute)) || list[0].Raw != nil {
			t.Errorf("list %+v", list)
		}
	})
}
