// Package screen looks a name up on the sanctions lists held and gives the
// possible matches with scores and reasons. Its answer is a record: which
// lists in which versions, when, with which threshold, also when nothing was
// found. It never says that two parties are one.
package screen

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/match"
)

// Store is what screening reads; *store.Store has it.
type Store interface {
	ListStamp(ctx context.Context) (string, error)
	Lists(ctx context.Context) ([]demarche.ListState, error)
	EachEntry(ctx context.Context, list string, yield func(demarche.HeldEntry) error) error
	Parties(ctx context.Context) (map[string]string, error)
}

// Config is what a Screener is made of. Store is required.
type Config struct {
	Store Store
	Now   func() time.Time
	Tool  string   // version of the program
	Known []string // ids of all lists that could be read

	// Country gives the code of a country by its name or code; without it a
	// nationality must be a code of two letters.
	Country func(nameOrCode string) (code string, ok bool)
}

// Screener answers screenings. It is safe for concurrent use.
type Screener struct {
	cfg Config

	mu    sync.Mutex
	index *index
	asked time.Time // when the versions of the lists were read last
}

// recheck is how long the times at which lists were read may lag.
const recheck = 2 * time.Second

// New makes a Screener; the names are read at the first screening.
func New(cfg Config) *Screener {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Screener{cfg: cfg}
}

const (
	defaultLimit = 20
	maxLimit     = 200
	maxName      = 500 // bytes
)

// Screen looks for a name, and for whatever else the query knows. The error
// wraps demarche.ErrInvalid when there is nothing to look for.
func (s *Screener) Screen(ctx context.Context, q demarche.ScreenQuery) (demarche.ScreenAnswer, error) {
	if err := s.check(&q); err != nil {
		return demarche.ScreenAnswer{}, err
	}
	x, err := s.current(ctx)
	if err != nil {
		return demarche.ScreenAnswer{}, err
	}
	ans := demarche.ScreenAnswer{Query: cmp.Or(q.Name, q.IMO, q.Wallet, q.Identifier), Given: q, AsOf: s.cfg.Now().UTC().Truncate(time.Second), Tool: s.cfg.Tool,
		Lists: x.lists, Threshold: q.Threshold, Notes: doubts(q), Matches: []demarche.ScreenMatch{}}
	for _, id := range s.cfg.Known {
		if !slices.ContainsFunc(x.lists, func(l demarche.ListVersion) bool { return l.ID == id }) {
			ans.NotRead = append(ans.NotRead, id)
		}
	}
	found := x.find(q)
	if len(found) > q.Limit {
		ans.More = len(found) - q.Limit
		found = found[:q.Limit]
	}
	for _, f := range found {
		ans.Matches = append(ans.Matches, x.tell(f))
	}
	return ans, nil
}

// check completes a query.
func (s *Screener) check(q *demarche.ScreenQuery) error {
	q.Name = strings.TrimSpace(q.Name)
	if q.Name == "" && q.IMO == "" && q.Wallet == "" && q.Identifier == "" {
		return fmt.Errorf("screen: nothing to look for: give a name, an IMO number, a wallet or an identifier: %w", demarche.ErrInvalid)
	}
	if len(q.Name) > maxName {
		return fmt.Errorf("screen: the name is longer than %d bytes: %w", maxName, demarche.ErrInvalid)
	}
	if q.Threshold < 0 || q.Threshold > 1 {
		return fmt.Errorf("screen: threshold %v: expected a number from 0 to 1: %w", q.Threshold, demarche.ErrInvalid)
	}
	if q.Birth != "" && !isDate(q.Birth) {
		return fmt.Errorf("screen: birth %q: expected YYYY, YYYY-MM or YYYY-MM-DD: %w", q.Birth, demarche.ErrInvalid)
	}
	if q.Threshold == 0 {
		q.Threshold = match.Threshold
	}
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	q.Limit = min(q.Limit, maxLimit)
	if q.Schema != "" {
		i := slices.IndexFunc(schemas, func(known demarche.EntitySchema) bool { return strings.EqualFold(string(known), string(q.Schema)) })
		if i < 0 {
			return fmt.Errorf("screen: schema %q: expected one of %v: %w", q.Schema, schemas, demarche.ErrInvalid)
		}
		q.Schema = schemas[i]
	}
	return s.nationality(q)
}

var schemas = []demarche.EntitySchema{demarche.SchemaPerson, demarche.SchemaOrganization, demarche.SchemaCompany, demarche.SchemaPublicBody, demarche.SchemaVessel, demarche.SchemaAirplane}

// nationality makes a country's name its code: a code that no list has would only
// speak against everybody.
func (s *Screener) nationality(q *demarche.ScreenQuery) error {
	q.Nationality = strings.TrimSpace(q.Nationality)
	if q.Nationality == "" {
		return nil
	}
	code, ok := strings.ToUpper(q.Nationality), len(q.Nationality) == 2
	if s.cfg.Country != nil {
		code, ok = s.cfg.Country(q.Nationality)
	}
	if !ok {
		return fmt.Errorf("screen: nationality %q: expected a country's name or its code of two letters: %w", q.Nationality, demarche.ErrInvalid)
	}
	q.Nationality = code
	return nil
}

func isDate(s string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// current is the index over the lists as they are now.
func (s *Screener) current(ctx context.Context) (*index, error) {
	stamp, err := s.cfg.Store.ListStamp(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil || s.index.stamp != stamp {
		if s.index, err = read(ctx, s.cfg.Store, stamp); err != nil {
			return nil, fmt.Errorf("screen: read the names of the lists: %w", err)
		}
		s.asked = s.cfg.Now()
		return s.index, nil
	}
	now := s.cfg.Now()
	if now.Sub(s.asked) < recheck {
		return s.index, nil
	}
	s.asked = now
	lists, err := versions(ctx, s.cfg.Store) // read again, perhaps, with the same bytes
	if err != nil {
		return nil, err
	}
	fresh := *s.index
	fresh.lists = lists
	s.index = &fresh
	return s.index, nil
}

func versions(ctx context.Context, store Store) ([]demarche.ListVersion, error) {
	states, err := store.Lists(ctx)
	if err != nil {
		return nil, err
	}
	out := []demarche.ListVersion{}
	for _, st := range states {
		if st.Version != "" {
			out = append(out, demarche.ListVersion{ID: st.ID, Version: st.Version, Date: st.Date, Read: st.LastSeen, Entries: st.Entries})
		}
	}
	return out, nil
}
