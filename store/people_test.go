package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"
)

// subscribed makes a confirmed subscriber with one subscription.
func subscribed(t *testing.T, s *Store, id string) {
	t.Helper()
	if err := s.PutSubscriber(t.Context(), demarche.Subscriber{ID: id, Address: id + "@reader.example", Zone: "Asia/Seoul", Confirmed: start}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSubscription(t.Context(), demarche.Subscription{ID: "n-" + id, Subscriber: id, Query: "country:KP", At: "07:00"}, 5); err != nil {
		t.Fatal(err)
	}
}

// putEdition makes an edition and its message and puts them into the store.
func putEdition(t *testing.T, s *Store, id, date string) bool {
	t.Helper()
	e := demarche.Edition{ID: id, Query: "country:KP", From: 5, To: 9, Total: 3}
	m := demarche.OutboxMail{MessageID: "<" + id + "@demarche.example>", From: "news@demarche.example", To: "kim@reader.example",
		Subject: "3 designations", Raw: []byte("Subject: 3 designations\r\n\r\n"), State: demarche.MailPending, Made: start, Due: start}
	added, err := s.PutEdition(t.Context(), "n-kim", date, e, m)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func leased(t *testing.T, s *Store, edition string) int {
	t.Helper()
	list, err := s.OutboxLease(t.Context(), edition, start, start.Add(time.Minute), 100)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

func TestEditionOncePerLocalDate(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		subscribed(t, s, "kim")
		if !putEdition(t, s, "e1", "2025-11-20") || putEdition(t, s, "e2", "2025-11-20") {
			t.Error("want the first edition of a date and no second")
		}
		if n := leased(t, s, ""); n != 1 {
			t.Errorf("%d messages queued, want 1", n)
		}
		subs, err := s.Subscriptions(t.Context())
		if err != nil || len(subs) != 1 || subs[0].Seq != 9 || subs[0].Subscriber.Zone != "Asia/Seoul" {
			t.Errorf("subscriptions %+v, %v: want one that stands at 9", subs, err)
		}
	})
}

// TestManySenders: no message is leased to two senders.
func TestManySenders(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		subscribed(t, s, "kim")
		for i := range 40 {
			putEdition(t, s, "e"+string(rune('A'+i)), start.AddDate(0, 0, i).Format(time.DateOnly))
		}
		var mu sync.Mutex
		times := map[string]int{}
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for range 40 {
					list, err := s.OutboxLease(t.Context(), "", start, start.Add(time.Hour), 3)
					if err != nil {
						t.Error(err)
					}
					mu.Lock()
					for _, m := range list {
						times[m.Edition]++
					}
					mu.Unlock()
				}
			})
		}
		group.Wait()
		for id, n := range times {
			if n != 1 {
				t.Errorf("%s was leased %d times", id, n)
			}
		}
		if len(times) != 40 {
			t.Errorf("%d messages were leased, want 40", len(times))
		}
	})
}

func TestPausedSending(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		subscribed(t, s, "kim")
		putEdition(t, s, "e1", "2025-11-20")
		putEdition(t, s, "e2", "2025-11-21")
		for _, paused := range []bool{true, false} {
			if err := s.PauseSending(t.Context(), paused); err != nil {
				t.Fatal(err)
			}
			if n := leased(t, s, ""); (n == 0) != paused {
				t.Errorf("paused %v: %d messages leased", paused, n)
			}
			if n := leased(t, s, "e1"); (n == 1) != paused {
				t.Errorf("paused %v: %d messages leased by name", paused, n)
			}
		}
	})
}

func TestUnsubscribe(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		subscribed(t, s, "kim")
		putEdition(t, s, "e1", "2025-11-20")
		for range 2 {
			if err := s.EndSubscription(ctx, "n-kim"); err != nil {
				t.Fatal(err)
			}
		}
		if n := leased(t, s, ""); n != 0 {
			t.Errorf("%d messages leased after the end", n)
		}
		if subs, err := s.Subscriptions(ctx); err != nil || len(subs) != 0 {
			t.Errorf("subscriptions after the end: %+v, %v", subs, err)
		}
		if err := s.EndSubscription(ctx, "none"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("ending nothing: %v, want ErrNotFound", err)
		}
	})
}

func TestEraseLeavesKeyedHash(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		subscribed(t, s, "kim")
		putEdition(t, s, "e1", "2025-11-20")
		if err := s.EraseSubscriber(ctx, "kim", "asked"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Subscriber(ctx, "kim"); !errors.Is(err, demarche.ErrNotFound) {
			t.Errorf("erased subscriber: %v, want ErrNotFound", err)
		}
		for address, want := range map[string]bool{" KIM@reader.example": true, "lee@reader.example": false} {
			if got, err := s.Suppressed(ctx, address); err != nil || got != want {
				t.Errorf("Suppressed(%q) = %v, %v; want %v", address, got, err, want)
			}
		}
		var left int
		if err := s.people.r.QueryRow(`SELECT (SELECT count(*) FROM edition) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM subscription)`).Scan(&left); err != nil {
			t.Fatal(err)
		}
		if left != 0 {
			t.Errorf("%d rows of the person are left", left)
		}
		var hash string
		if err := s.people.r.QueryRow(`SELECT hash FROM suppression`).Scan(&hash); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(hash, "kim") || len(hash) != 64 {
			t.Errorf("suppression %q, want a hash", hash)
		}
	})
}

func TestOneAddressOneSubscriber(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, c *clock) {
		subscribed(t, s, "kim")
		err := s.PutSubscriber(t.Context(), demarche.Subscriber{ID: "other", Address: "kim@reader.example"})
		if !errors.Is(err, demarche.ErrConflict) {
			t.Errorf("second subscriber of one address: %v, want ErrConflict", err)
		}
	})
}

func TestPeopleFileMode(t *testing.T) {
	dir := t.TempDir()
	s := open(t, "sqlite:"+dir, &clock{t: start})
	subscribed(t, s, "kim")
	for _, name := range []string{"people.db", "people.db-wal"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o, want 600", name, mode)
		}
	}
}
