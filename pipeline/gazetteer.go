package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"demarche"
	"demarche/lists"
)

// gazetteer is what the link step knows of listed parties: the names of all
// lists in one trie, and beside it what tells namesakes apart.
type gazetteer struct {
	stamp   string
	trie    *lists.Trie
	parties map[string]*listed  // by entity id; members of one party share one
	numbers map[string][]string // entity ids by "scheme|value"
}

// listed is a party of the lists.
type listed struct {
	id        string // of the party
	name      string
	names     map[string][]string // by entity id: display name, then aliases
	schema    demarche.EntitySchema
	countries []string
	roles     []string         // telling words of offices and titles, in lower case
	births    []demarche.Birth // of a person
	imos      []string         // of a vessel
	current   []string         // lists that hold it now
	former    []string         // lists that did
	ended     string           // newest day on which a list let go of it
	family    []string         // ids of the parties it is tied to
}

// Listing is what the gazetteer needs of the store; *store.Store has it.
type Listing interface {
	ListStamp(ctx context.Context) (string, error)
	EachEntry(ctx context.Context, list string, yield func(demarche.HeldEntry) error) error
	Parties(ctx context.Context) (map[string]string, error)
	Renamed(ctx context.Context) ([]demarche.Renamed, error)
	DropRenamed(ctx context.Context, list []demarche.Renamed) error
	Relink(ctx context.Context, entities, items []string) error
	TextsAfter(ctx context.Context, after, upto int64, limit int) ([]demarche.ItemText, error)
	Stoplist(ctx context.Context) (string, error)
	PutStoplist(ctx context.Context, text string, touched []string) error
}

// known brings the gazetteer up to date with the lists.
func (p *Pipeline) known(ctx context.Context) (*gazetteer, error) {
	p.naming.Lock()
	defer p.naming.Unlock()
	stamp, err := p.cfg.Store.ListStamp(ctx)
	if err != nil {
		return nil, err
	}
	if p.names != nil && p.names.stamp == stamp {
		return p.names, nil
	}
	g, err := readGazetteer(ctx, p.cfg.Store, stamp, p.stops)
	if err != nil {
		return nil, fmt.Errorf("pipeline: read the names of the lists: %w", err)
	}
	p.names = g
	return g, nil
}

// readGazetteer reads all lists. A nil stoplist is the built-in one.
func readGazetteer(ctx context.Context, store Listing, stamp string, stop []string) (*gazetteer, error) {
	g := &gazetteer{stamp: stamp, parties: map[string]*listed{}, numbers: map[string][]string{}}
	joined, err := store.Parties(ctx)
	if err != nil {
		return nil, err
	}
	byParty := map[string]*listed{}
	var entities []demarche.Entity
	var relations []demarche.Relation
	err = store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		id := e.Entity.ID
		party := cmp.Or(joined[id], id)
		l := byParty[party]
		if l == nil {
			l = &listed{id: party, name: e.Entity.Name, schema: e.Entity.Schema, names: map[string][]string{}}
			byParty[party] = l
		}
		if _, twice := l.names[id]; !twice {
			entities = append(entities, demarche.Entity{ID: id, Name: e.Entity.Name, Schema: e.Entity.Schema, Aliases: e.Entity.Aliases})
			for _, n := range e.Entity.Identifiers {
				key := n.Scheme + "|" + strings.ToUpper(n.Value)
				g.numbers[key] = append(g.numbers[key], id)
			}
		}
		l.add(e)
		relations = append(relations, e.Relations...)
		g.parties[id] = l
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id, l := range byParty {
		if g.parties[id] == nil {
			g.parties[id] = l
		}
	}
	byName := map[string]*listed{} // nil: several parties have the name
	for _, l := range byParty {
		if _, twice := byName[l.name]; twice {
			l = nil
			continue
		}
		byName[l.name] = l
	}
	for _, r := range relations {
		from, to := g.parties[r.From], g.parties[r.To]
		if r.To == "" {
			to = byName[r.ToName]
		}
		if from != nil && to != nil && from != to {
			add(&from.family, to.id)
			add(&to.family, from.id)
		}
	}
	g.trie = lists.NewTrie(entities, stop)
	return g, nil
}

// add takes in one entry of the party.
func (l *listed) add(e demarche.HeldEntry) {
	names := []string{e.Entity.Name}
	for _, a := range e.Entity.Aliases {
		names = append(names, a.Name)
	}
	l.names[e.Entity.ID] = names
	for _, code := range slices.Concat(e.Entity.Countries, e.Entity.Nationalities) {
		add(&l.countries, code)
	}
	for _, a := range e.Entity.Addresses {
		add(&l.countries, a.Country)
	}
	for _, b := range e.Entity.Births {
		add(&l.countries, b.Country)
		if len(b.Date) >= 4 && e.Entity.Schema == demarche.SchemaPerson {
			l.births = append(l.births, b)
		}
	}
	for _, id := range e.Entity.Identifiers {
		if id.Scheme == "imo" {
			add(&l.imos, id.Value)
		}
	}
	if v := e.Entity.Vessel; v != nil {
		add(&l.countries, v.Flag)
	}
	for _, text := range slices.Concat(e.Entity.Positions, e.Entity.Notes) {
		l.addRoles(text)
	}
	if e.Current() {
		add(&l.current, e.List)
		return
	}
	add(&l.former, e.List)
	day := ""
	if !e.Gone.IsZero() {
		day = e.Gone.UTC().Format(time.DateOnly)
	}
	for _, d := range e.Designations {
		day = cmp.Or(d.Removed, day)
	}
	l.ended = max(l.ended, day)
}

const rolesKept = 24 // of one party

// addRoles keeps the words of an office that tell something.
func (l *listed) addRoles(text string) {
	if len(text) > 600 {
		text = text[:600]
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 4 && !plainWords[w] && len(l.roles) < rolesKept {
			add(&l.roles, w)
		}
	}
}

// plainWords stand in too many remarks to tell anybody apart.
var plainWords = map[string]bool{"former": true, "since": true, "member": true, "other": true, "under": true, "which": true, "having": true, "their": true,
	"there": true, "about": true, "after": true, "before": true, "where": true, "known": true, "review": true, "pursuant": true, "security": true,
	"council": true, "resolution": true, "concluded": true, "special": true, "notice": true, "interpol": true, "https": true, "linked": true,
	"secondary": true, "sanctions": true, "subject": true, "section": true, "order": true, "executive": true, "amended": true, "information": true,
	"additional": true, "father": true, "mother": true, "brother": true, "sister": true, "married": true, "photo": true, "available": true, "inclusion": true, "physical": true, "description": true, "height": true, "weight": true, "build": true, "speaks": true, "arabic": true, "english": true, "phone": true, "email": true, "address": true, "website": true, "gender": true, "passport": true, "alternative": true, "north": true, "south": true, "eastern": true, "western": true, "korea": true, "korean": true, "russia": true, "russian": true, "syria": true, "syrian": true, "iranian": true, "chinese": true, "general": true,
	"people": true, "republic": true, "democratic": true, "national": true, "international": true, "government": true, "states": true, "united": true, "nations": true, "alias": true, "birth": true, "place": true, "nationality": true}

// status is how a sure link to the party is called.
func (l *listed) status() demarche.LinkStatus {
	if len(l.current) > 0 {
		return demarche.LinkListed
	}
	return demarche.LinkRemoved
}

// standing says in words on which lists the party is, or was.
func (l *listed) standing() string {
	if len(l.current) > 0 {
		return "on the list " + strings.Join(l.current, ", ")
	}
	if l.ended == "" {
		return "no longer on the list " + strings.Join(l.former, ", ")
	}
	return fmt.Sprintf("no longer on the list %s since %s", strings.Join(l.former, ", "), l.ended)
}
