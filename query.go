package demarche

// Clock is one of the times an item has. They are never mixed.
type Clock string

const (
	ClockPublished Clock = "published" // the publisher's claim (default)
	ClockEvent     Clock = "event"     // when the thing reported happened
	ClockSeen      Clock = "seen"      // when we first saw the item
)

// Sort orders hits. Ties are broken by id.
type Sort string

const (
	SortRelevance Sort = "relevance"
	SortNewest    Sort = "newest"
	SortOldest    Sort = "oldest"
)

// Match says how many of the words an item must hold.
type Match string

const (
	MatchAll Match = "all"
	MatchAny Match = "any" // the best partial matches, ranked by how much of the query they cover
)

// Interval is the width of a histogram's bars.
type Interval string

const (
	IntervalAuto  Interval = "auto"
	IntervalDay   Interval = "day"
	IntervalWeek  Interval = "week"
	IntervalMonth Interval = "month"
	IntervalYear  Interval = "year"
)

// Query is a question: the text a person typed and the filters of the request.
// Its text form is the query language (ParseExpr); its URL form is Values and
// QueryFromValues, the parameters of GET /api/v1/search.
type Query struct {
	Text  string // as typed
	Expr  Node   // Text parsed; nil means everything
	Match Match  // default all
	Clock Clock  // rules From, To, since:, until:, Sort and the histogram; default published
	From  string // civil date, inclusive; "" for none
	To    string // civil date, inclusive
	AsOf  string // civil date: only what was known at its end

	// Filters of the request: OR within one, AND between them.
	Country []string // ISO codes
	Entity  []string // entity ids
	Source  []string
	Kind    []string
	Action  []string
	Lang    []string
	Story   []string
	MinUSD  string // exact decimal
	MaxUSD  string

	Like string // id of an item: only what is like it, the likest first

	Sort     Sort
	Size     int      // hits a page; default 20, at most 100
	Cursor   string   // opaque; from Results.Next
	Facets   []string // names of Results.Facets wanted
	Interval Interval // "" for no histogram
	Plain    bool     // no snippets: ids and fields only (exports, digests)
}
