package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"demarche"
)

// memStore keeps what the crawler stores, with the rules of the real store: an
// entry known under any of its keys is the same item, and is changed when its
// title or document is.
type memStore struct {
	now func() time.Time

	mu      sync.Mutex
	states  map[string]demarche.FeedState
	keys    map[string]string // source + key to item id
	items   map[string]demarche.Item
	docs    map[string]demarche.Document
	fetches []demarche.Fetch
	puts    int
	fail    bool
}

func newMemStore(now func() time.Time) *memStore {
	return &memStore{now: now, states: map[string]demarche.FeedState{}, keys: map[string]string{}, items: map[string]demarche.Item{}, docs: map[string]demarche.Document{}}
}

func (m *memStore) FeedStates(context.Context) ([]demarche.FeedState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []demarche.FeedState
	for _, st := range m.states {
		list = append(list, st)
	}
	return list, nil
}

func (m *memStore) Known(_ context.Context, source string, keys []string) (map[string]demarche.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := map[string]demarche.Item{}
	for _, k := range keys {
		if id, ok := m.keys[source+"\x00"+k]; ok {
			known[k] = m.items[id]
		}
	}
	return known, nil
}

func (m *memStore) PutFetched(_ context.Context, f demarche.Fetched) (demarche.Stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.puts++
	if m.fail {
		return demarche.Stored{}, errors.New("disk full")
	}
	var done demarche.Stored
	for _, e := range f.Items {
		if e.Item.Key == "" || slices.Contains(e.Keys, "") {
			return done, fmt.Errorf("empty key in %+v", e)
		}
		m.put(e, &done)
	}
	if f.Fetch.Feed != "" {
		m.fetches = append(m.fetches, f.Fetch)
	}
	if f.State.Feed != "" {
		m.states[f.State.Feed] = f.State
	}
	return done, nil
}

func (m *memStore) put(e demarche.FetchedItem, done *demarche.Stored) {
	src := e.Item.Source + "\x00"
	keys := append([]string{e.Item.Key}, e.Keys...)
	id := ""
	for _, k := range keys {
		if id = m.keys[src+k]; id != "" {
			break
		}
	}
	if id == "" {
		id = demarche.NewItemID(e.Item.Source, e.Item.Key)
	}
	for _, k := range keys {
		if m.keys[src+k] == "" {
			m.keys[src+k] = id
		}
	}
	was, known := m.items[id]
	it := e.Item
	it.ID, it.FirstSeen, it.Changed, it.Document = id, m.now(), m.now(), was.Document
	if e.Document != nil {
		it.Document = e.Document.Hash
		m.docs[it.Document] = *e.Document
	}
	if known {
		it.FirstSeen = was.FirstSeen
		if it.Document == was.Document && it.Title == was.Title {
			done.Unchanged++
			return
		}
		done.Changed++
	} else {
		done.New++
	}
	m.items[id] = it
}

func (m *memStore) MarkGone(_ context.Context, id string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	it := m.items[id]
	it.Gone, it.Changed = true, at
	m.items[id] = it
	return nil
}

// list gives the items by title.
func (m *memStore) list() map[string]demarche.Item {
	m.mu.Lock()
	defer m.mu.Unlock()
	byTitle := map[string]demarche.Item{}
	for _, it := range m.items {
		byTitle[it.Title] = it
	}
	return byTitle
}

func (m *memStore) last() demarche.Fetch {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.fetches[len(m.fetches)-1]
}
