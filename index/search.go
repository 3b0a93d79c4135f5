package index

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"demarche"
)

// Store is what a Searcher reads of the store.
type Store interface {
	// Items gives the items that are held, each with its newest revision.
	Items(ctx context.Context, ids []string) (map[string]demarche.ItemView, error)
	Entities(ctx context.Context, ids []string) (map[string]demarche.Entity, error)
	// FindEntities finds entities by name, alias or id.
	FindEntities(ctx context.Context, name string, limit int) ([]demarche.Entity, error)
}

// SearcherConfig is what a Searcher needs. The functions may be nil: codes and
// ids then stand for names.
type SearcherConfig struct {
	Engine      Engine
	Store       Store
	Countries   func(nameOrCode string) (code string, ok bool)
	CountryName func(code string) string
	// SourceNames gives what sources call themselves, by id; one not held is left out.
	SourceNames func(ctx context.Context, ids []string) (map[string]string, error)
	// Names gives the entities known under each of the names, by the name as given.
	Names func(ctx context.Context, names []string) (map[string][]demarche.NameMatch, error)
	// Doc makes an item's document of the index, for queries for items like it.
	Doc func(demarche.ItemView) Doc
	// Joined adds to entities those that are joined with one of them.
	Joined func(ctx context.Context, ids []string) ([]string, error)
	Now    func() time.Time
	Log    *slog.Logger
}

// Searcher answers queries with hits ready to show: it resolves the names in a
// query, asks the engine for ids and counts, and reads the rest from the store.
type Searcher struct {
	cfg     SearcherConfig
	turns   chan struct{} // one for each question being answered
	missing atomic.Int64
}

// NewSearcher makes a Searcher.
func NewSearcher(cfg SearcherConfig) *Searcher {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Searcher{cfg: cfg, turns: make(chan struct{}, max(2, min(maxTurns, runtime.GOMAXPROCS(0))))}
}

// maxTurns bounds the memory of the questions that are answered at once.
const maxTurns = 4

// fewItems is the number of items below which partial matches are offered.
const fewItems = 10

// Search answers a query. Its Expr is used when set, else its Text is parsed. No
// more questions are answered at once than there are processors, at most four, the
// others wait in the order they came: a question keeps all processors busy, and many that
// share them would all be late.
func (s *Searcher) Search(ctx context.Context, q demarche.Query) (demarche.Results, error) {
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return demarche.Results{}, fmt.Errorf("search: wait for a turn: %w", ctx.Err())
	}
	begun := s.cfg.Now()
	if q.Expr == nil && q.Text != "" {
		n, err := demarche.ParseExpr(q.Text)
		if err != nil {
			return demarche.Results{}, err
		}
		q.Expr = n
	}
	if err := demarche.CheckTerms(q.Expr, q.Match); err != nil {
		return demarche.Results{}, err
	}
	if err := s.resolveFilters(ctx, &q); err != nil {
		return demarche.Results{}, err
	}
	shown, err := s.countries(q.Expr, q.Text)
	if err != nil {
		return demarche.Results{}, err
	}
	names := map[string][]string{}
	if q.Expr, err = s.entities(ctx, shown, names); err != nil {
		return demarche.Results{}, err
	}
	var also []string
	if q.Match != demarche.MatchAny {
		if q.Expr, err = s.otherNames(ctx, q.Expr, &also); err != nil {
			return demarche.Results{}, err
		}
		q.Expr = simplify(q.Expr)
	}
	found, like, err := s.find(ctx, &q)
	if err != nil {
		return demarche.Results{}, err
	}
	words := optionalWords(shown)
	r := demarche.Results{Total: found.Total, Facets: found.Facets, Histogram: found.Histogram, Next: found.Next, Hits: []demarche.Hit{},
		Partial: q.Match == demarche.MatchAny && words > 1, Broader: q.Match != demarche.MatchAny && words > 1 && found.Total < fewItems}
	if shown != nil {
		r.Query = shown.String()
	}
	r.Also = alsoLookedFor(shown, also, found.Spellings)
	if r.Meant, err = s.meant(ctx, q, shown, found.Total); err != nil {
		return demarche.Results{}, err
	}
	marked := q
	if like != nil {
		marked.Expr = like.marking(q.Expr)
	}
	if err := s.hits(ctx, &marked, &found, names, &r); err != nil {
		return demarche.Results{}, err
	}
	if like != nil {
		if err := s.explain(ctx, like, &found, &r); err != nil {
			return demarche.Results{}, err
		}
	}
	if err := s.label(ctx, r.Facets); err != nil {
		return demarche.Results{}, err
	}
	r.Took = s.cfg.Now().Sub(begun)
	r.TookMS = r.Took.Milliseconds()
	return r, nil
}

// find asks the engine. For a query for items like one it gives that item too.
func (s *Searcher) find(ctx context.Context, q *demarche.Query) (Found, *example, error) {
	if q.Like == "" {
		found, err := s.cfg.Engine.Search(ctx, *q)
		if err != nil {
			return Found{}, nil, fmt.Errorf("searching: %w", err)
		}
		return found, nil, nil
	}
	engine, ok := s.cfg.Engine.(Resembler)
	if !ok || s.cfg.Doc == nil || s.cfg.Store == nil {
		return Found{}, nil, &demarche.QueryError{Param: "like", Message: "this index cannot tell what is like an item; leave it out"}
	}
	views, err := s.cfg.Store.Items(ctx, []string{q.Like})
	if err != nil {
		return Found{}, nil, fmt.Errorf("reading item %s: %w", q.Like, err)
	}
	v, ok := views[q.Like]
	if !ok {
		return Found{}, nil, &demarche.QueryError{Param: "like", Message: fmt.Sprintf("no item has the id %q; the page of an item has its id in the address", q.Like)}
	}
	d := s.cfg.Doc(v)
	found, err := engine.Resembling(ctx, &d, *q)
	if err != nil {
		return Found{}, nil, fmt.Errorf("looking for items like %s: %w", q.Like, err)
	}
	return found, &example{view: v, title: d.Title, text: d.Title + "\n" + d.Text, telling: found.Telling}, nil
}

// Missing counts the hits that were left out since the start because the store
// no longer held their items.
func (s *Searcher) Missing() int64 { return s.missing.Load() }

// optionalWords counts the parts of a query that match=any makes optional.
func optionalWords(n demarche.Node) int {
	parts, ok := n.(demarche.And)
	if !ok {
		return 1
	}
	count := 0
	for _, x := range parts {
		switch x := x.(type) {
		case demarche.Phrase:
			count++
		case demarche.Term:
			if x.Field == "" || x.Field == "title" {
				count++
			}
		}
	}
	return count
}

// resolveFilters turns country names in the request's filter into codes.
func (s *Searcher) resolveFilters(ctx context.Context, q *demarche.Query) error {
	codes := make([]string, 0, len(q.Country))
	for _, name := range q.Country {
		code, err := s.country(name)
		if err != nil {
			err.Param = "country"
			return err
		}
		codes = append(codes, code)
	}
	q.Country = codes
	entities := slices.Clone(q.Entity)
	for _, name := range q.Entity {
		ids, _, err := s.bearers(ctx, name)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if !slices.Contains(entities, id) {
				entities = append(entities, id)
			}
		}
	}
	q.Entity = entities
	return nil
}

// bearers lists the ids of the entities that bear a name, an alias or an id, and
// of those joined with them, and their names. Where none bears the name itself,
// those whose names begin with it are taken.
func (s *Searcher) bearers(ctx context.Context, name string) (ids, names []string, err error) {
	if s.cfg.Store == nil {
		return nil, nil, nil
	}
	found, err := s.cfg.Store.FindEntities(ctx, name, maxNamesakes)
	if err != nil {
		return nil, nil, fmt.Errorf("looking up entity %q: %w", name, err)
	}
	folded := FoldName(name)
	bears := func(e demarche.Entity) bool {
		return e.ID == name || FoldName(e.Name) == folded || slices.ContainsFunc(e.Aliases, func(a demarche.Alias) bool { return FoldName(a.Name) == folded })
	}
	some := slices.ContainsFunc(found, bears)
	for _, e := range found {
		if some && !bears(e) {
			continue
		}
		ids, names = append(ids, e.ID), append(names, e.Name)
		for _, a := range e.Aliases {
			if !a.Weak && len(names) < maxMarkedNames {
				names = append(names, a.Name)
			}
		}
	}
	if len(ids) == 0 || s.cfg.Joined == nil {
		return ids, names, nil
	}
	if ids, err = s.cfg.Joined(ctx, ids); err != nil {
		return nil, nil, fmt.Errorf("looking up what is joined with %q: %w", name, err)
	}
	return ids, names, nil
}

func (s *Searcher) country(name string) (string, *demarche.QueryError) {
	if s.cfg.Countries == nil {
		return name, nil
	}
	if code, ok := s.cfg.Countries(name); ok {
		return code, nil
	}
	way := "write its English name in quotes or its two-letter code"
	if near := s.countriesLike(name); near != "" {
		way = "did you mean " + near + "?"
	}
	return "", &demarche.QueryError{Message: fmt.Sprintf("no country is called %q; %s", name, way)}
}

// countries turns country names in a query into codes; text is what was typed.
func (s *Searcher) countries(n demarche.Node, text string) (demarche.Node, error) {
	return mapTerms(n, func(t demarche.Term) (demarche.Node, error) {
		if t.Field != "country" || t.Prefix {
			return t, nil
		}
		code, err := s.country(t.Text)
		if err != nil {
			err.Message, err.Column = "country: "+err.Message, columnOf(text, "country", t.Text)
			return nil, err
		}
		t.Text = code
		return t, nil
	})
}

// columnOf is where a value of a field stands in a query's text, in code points
// from 1; 0 when it cannot be told.
func columnOf(text, field, value string) int {
	lower, before := strings.ToLower(text), 0
	for {
		at := strings.Index(lower[before:], field+":")
		if at < 0 {
			return 0
		}
		before += at + len(field) + 1
		rest := strings.TrimLeft(lower[before:], "\"“”„«»")
		if strings.HasPrefix(rest, strings.ToLower(value)) {
			return utf8.RuneCountInString(lower[:before]) + 1
		}
	}
}

// maxNamesakes bounds how many entities of one name a query looks for.
const maxNamesakes = 10

// maxMarkedNames bounds how many names of an entity are marked in snippets.
const maxMarkedNames = 40

// entities adds to each entity named in a query the ids of those that bear the
// name. The name itself stays: items may name an entity without being linked.
// The names it is known under are added to names, if that is not nil.
func (s *Searcher) entities(ctx context.Context, n demarche.Node, names map[string][]string) (demarche.Node, error) {
	return mapTerms(n, func(t demarche.Term) (demarche.Node, error) {
		if t.Field != "entity" || s.cfg.Store == nil {
			return t, nil
		}
		ids, known, err := s.bearers(ctx, t.Text)
		if err != nil {
			return nil, err
		}
		if names != nil {
			names[t.Text] = known
		}
		or := demarche.Or{t}
		for _, id := range ids {
			if id != t.Text {
				or = append(or, demarche.Term{Field: "entity", Text: id})
			}
		}
		if len(or) == 1 {
			return t, nil
		}
		return or, nil
	})
}

// mapTerms gives a copy of a tree with every Term replaced.
func mapTerms(n demarche.Node, f func(demarche.Term) (demarche.Node, error)) (demarche.Node, error) {
	list := func(parts []demarche.Node) ([]demarche.Node, error) {
		out := make([]demarche.Node, len(parts))
		for i, x := range parts {
			var err error
			if out[i], err = mapTerms(x, f); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	switch n := n.(type) {
	case demarche.And:
		out, err := list(n)
		return demarche.And(out), err
	case demarche.Or:
		out, err := list(n)
		return demarche.Or(out), err
	case demarche.Not:
		x, err := mapTerms(n.X, f)
		return demarche.Not{X: x}, err
	case demarche.Term:
		return f(n)
	}
	return n, nil
}

// label names the values of facets for people.
func (s *Searcher) label(ctx context.Context, facets map[string][]demarche.Bucket) error {
	name := map[string]func(string) string{"country": s.cfg.CountryName}
	if buckets := facets["source"]; len(buckets) > 0 && s.cfg.SourceNames != nil {
		names, err := s.cfg.SourceNames(ctx, bucketValues(buckets))
		if err != nil {
			return fmt.Errorf("reading the names of sources: %w", err)
		}
		name["source"] = func(id string) string { return names[id] }
	}
	if buckets := facets["entity"]; len(buckets) > 0 && s.cfg.Store != nil {
		entities, err := s.cfg.Store.Entities(ctx, bucketValues(buckets))
		if err != nil {
			return fmt.Errorf("reading the names of entities: %w", err)
		}
		name["entity"] = func(id string) string { return entities[id].Name }
	}
	for facet, buckets := range facets {
		for i := range buckets {
			buckets[i].Label = buckets[i].Value
			if f := name[facet]; f != nil {
				if label := f(buckets[i].Value); label != "" {
					buckets[i].Label = label
				}
			}
		}
	}
	return nil
}

func bucketValues(buckets []demarche.Bucket) []string {
	out := make([]string, len(buckets))
	for i, b := range buckets {
		out[i] = b.Value
	}
	return out
}
