// Package index is the contract of the search index and the service over it.
// An [Engine] (package index/bleve) matches, scores, filters, counts and sorts;
// a [Searcher] turns its ids into hits with titles, sums and highlighted
// snippets read from the store. The index is disposable: it holds its own
// cursor, version and the store's id, and is rebuilt when they do not fit.
package index

import (
	"context"
	"time"

	"demarche"
)

// Version of the document form and mapping. A stored index of another version
// is rebuilt.
//
//	1: first form
//	2: the spellings of names
//	3: light stems of Arabic
const Version = 3

// Doc is one item as the index sees it. It holds ids and codes, never display
// names, and no text is stored: only terms.
type Doc struct {
	ID        string
	Seq       int64
	Title     string
	Text      string
	Lang      string
	Source    string
	Kind      demarche.SourceKind
	Published time.Time // zero when unknown
	FirstSeen time.Time
	EventFrom string // civil day, "" when unknown
	EventTo   string // civil day, inclusive
	EventPrec demarche.Precision

	Countries   []string
	Entities    []string // linked entity ids (the facet counts these)
	Names       []string // names as mentioned, in full form, for entity:"…" without a link
	Actions     []string
	Authorities []string
	Programmes  []string
	Measures    []string
	Tags        []string
	Instruments []string
	Wallets     []string
	Identifiers []string // "scheme:value"
	Changes     []string
	Lists       []string
	Story       string
	Amounts     []Amount
}

// Amount is one sum of a document. Value and Max are in Currency; USD and
// USDMax are 0 when no rate is known.
type Amount struct {
	Value, Max  float64
	USD, USDMax float64
	Currency    string
	Role        string
}

// State is what an index says of itself.
type State struct {
	Store   string // the store's random id
	Version int
	Cursor  int64 // every write of the store up to this seq is in
	Docs    int
}

// Found is an engine's answer: ids and counts.
type Found struct {
	Total     int
	IDs       []FoundID // in order
	Facets    map[string][]demarche.Bucket
	Histogram *demarche.Histogram
	Next      string
	Spellings map[string][]string // other spellings that were looked for, by the word asked for; all folded
	Telling   []Telling           // of Resembling: what was looked for, the most telling first
	Copies    int                 // of Resembling: near copies of the document that were left out
}

// FoundID is one match.
type FoundID struct {
	ID     string
	Score  float64
	Shared []int // of Resembling: which of Found.Telling it has too
}

// Engine is one search engine. Search takes a query whose Expr is parsed and
// whose names are resolved to ids and codes (Searcher does that).
type Engine interface {
	State(ctx context.Context) (State, error)
	// Apply upserts docs by ID and records st.Cursor with them: durable and
	// searchable when it returns nil.
	Apply(ctx context.Context, docs []Doc, st State) error
	Search(ctx context.Context, q demarche.Query) (Found, error)
	// Rebuild starts an empty index beside the live one. Searches go on.
	Rebuild(ctx context.Context, st State) (Shadow, error)
	Close() error
}

// Vocabulary is what an engine tells of the terms it holds, for suggestions.
// Fields are those of the query language, "" for the words of title and text,
// "entity" for names; terms are folded.
type Vocabulary interface {
	// Begin lists terms that begin so, the most frequent first.
	Begin(ctx context.Context, field, prefix string, limit int) ([]Word, error)
	// Near counts the documents that hold a term, in any form of a word, and
	// lists terms that differ from it by a letter or two, the most frequent first;
	// with limit 0 it only counts, which is much quicker.
	Near(ctx context.Context, field, term string, limit int) (own int, near []Word, err error)
}

// Resembler is an engine that finds what is like a document. The words, names,
// countries and sums that tell it from the others are chosen by the engine's own
// counts; the query's words and filters narrow down what is looked through. The
// document itself and the near copies within its story are left out.
type Resembler interface {
	Resembling(ctx context.Context, d *Doc, q demarche.Query) (Found, error)
}

// Telling is something that tells a document from others.
type Telling struct {
	Kind  TellingKind
	Value string // as it stands in the Doc; of a sum the number and its currency
}

// TellingKind says what is telling.
type TellingKind string

const (
	TellingWord       TellingKind = "word"
	TellingName       TellingKind = "name"
	TellingEntity     TellingKind = "entity"
	TellingCountry    TellingKind = "country"
	TellingSum        TellingKind = "sum"
	TellingEvent      TellingKind = "event" // the day of what happened
	TellingIdentifier TellingKind = "identifier"
	TellingTag        TellingKind = "tag" // programme tags and legal instruments
)

// Word is a term of the index.
type Word struct {
	Term string
	Docs int // documents that hold it, about
}

// Shadow is an index being built beside the live one. While it is open the
// caller sends live changes to both.
type Shadow interface {
	Apply(ctx context.Context, docs []Doc, st State) error
	Swap(ctx context.Context) error // becomes the live index
	Abort() error
}
