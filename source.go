package demarche

import "time"

// SourceKind says what sort of publisher a source is.
type SourceKind string

// The closed list of source kinds, as the query language spells them (kind:).
const (
	KindMinistry          SourceKind = "ministry"
	KindSanctions         SourceKind = "sanctions"
	KindFinance           SourceKind = "finance"
	KindIntergovernmental SourceKind = "intergovernmental"
	KindCrypto            SourceKind = "crypto"
	KindAnalytics         SourceKind = "analytics"
	KindShipping          SourceKind = "shipping"
	KindNews              SourceKind = "news"
)

// SourceKinds lists every kind in display order: official ones first.
func SourceKinds() []SourceKind {
	return []SourceKind{KindSanctions, KindFinance, KindMinistry, KindIntergovernmental, KindAnalytics, KindCrypto, KindShipping, KindNews}
}

// Official says whether a source of this kind speaks for a state or an
// intergovernmental body, as against the press or analysts.
func (k SourceKind) Official() bool {
	switch k {
	case KindSanctions, KindFinance, KindMinistry, KindIntergovernmental:
		return true
	}
	return false
}

// Republish says how much of a source's text may be shown to others.
type Republish string

const (
	RepublishNone    Republish = "none"    // title, link, facts only
	RepublishExcerpt Republish = "excerpt" // short quotations (default for press)
	RepublishFull    Republish = "full"    // official texts
)

// Source is a publisher: an office, a ministry, a news outlet.
type Source struct {
	ID         string     `toml:"id" json:"id"`
	Name       string     `toml:"name" json:"name"`
	NativeName string     `toml:"native_name,omitempty" json:"native_name,omitempty"`
	Kind       SourceKind `toml:"kind" json:"kind"`
	Country    string     `toml:"country" json:"country"`                     // ISO 3166-1 alpha-2, XK, EU; "" for none
	Lang       string     `toml:"lang" json:"lang"`                           // BCP 47, the language it mostly writes
	Zone       string     `toml:"zone,omitempty" json:"zone,omitempty"`       // IANA zone of dates given without one; "" is UTC
	Home       string     `toml:"home,omitempty" json:"home,omitempty"`       // page for a reader
	Urgent     bool       `toml:"urgent,omitempty" json:"urgent,omitempty"`   // polled every 5 minutes where the host allows
	Cadence    string     `toml:"cadence,omitempty" json:"cadence,omitempty"` // expected time between items, a Go duration ("36h")
	Republish  Republish  `toml:"republish,omitempty" json:"republish"`       // default excerpt
	Confidence string     `toml:"confidence,omitempty" json:"confidence"`     // high, medium, low: how sure we are of address and selectors
	Enabled    bool       `toml:"enabled" json:"enabled"`                     //
	Reason     string     `toml:"reason,omitempty" json:"reason,omitempty"`   // why it is disabled, for the operator
	UserAgent  string     `toml:"user_agent,omitempty" json:"user_agent"`     // overrides the default
	HTTP1      bool       `toml:"http1,omitempty" json:"http1,omitempty"`     // force HTTP/1.1
	Cookies    bool       `toml:"cookies,omitempty" json:"cookies,omitempty"` // keep a cookie jar
	Delay      string     `toml:"delay,omitempty" json:"delay,omitempty"`     // minimum pause between requests to its host, a Go duration
	NoRobots   bool       `toml:"no_robots,omitempty" json:"no_robots"`       // the operator answers for not asking robots.txt; logged
	Demo       bool       `toml:"demo,omitempty" json:"demo,omitempty"`       // invented for demonstration: pages say so, citing is off
	Authority  string     `toml:"authority,omitempty" json:"authority"`       // the imposing authority it speaks for: OFAC, DFAT, OFSI …
	Note       string     `toml:"note,omitempty" json:"note,omitempty"`       // quirks, for the operator
	Article    Selectors  `toml:"article,omitempty" json:"article"`           // how to read its article pages
	Feeds      []Feed     `toml:"feed,omitempty" json:"feeds"`
}

// FeedFormat says how a feed is read.
type FeedFormat string

const (
	FormatFeed FeedFormat = "feed" // RSS, RDF, Atom or JSON Feed, told apart by content
	FormatHTML FeedFormat = "html" // a listing page read with selectors
	FormatJSON FeedFormat = "json" // a JSON listing read with field paths
)

// Feed is one address of a source.
type Feed struct {
	ID        string     `toml:"id,omitempty" json:"id"` // "source" or "source/name", filled by the catalogue
	URL       string     `toml:"url" json:"url"`
	Format    FeedFormat `toml:"format" json:"format"`
	Every     string     `toml:"every,omitempty" json:"every,omitempty"`         // poll interval, a Go duration; default 1h (5m when urgent)
	FullText  bool       `toml:"full_text,omitempty" json:"full_text,omitempty"` // entries carry the whole text: article pages are not fetched
	Include   string     `toml:"include,omitempty" json:"include,omitempty"`     // regular expression an entry's title or summary must match
	Selectors Selectors  `toml:"selectors,omitempty" json:"selectors"`
	Zone      string     `toml:"zone,omitempty" json:"zone,omitempty"`
}

// Selectors name the parts of a listing or an article page. Each value is a CSS
// selector; "selector@attr" reads an attribute instead of the text; several
// alternatives are separated by " || " and the first that finds something wins.
// On a listing "^selector" is the nearest match before the entry: the date that
// stands over several entries, say.
// Inside an entry "." is the entry itself, "@href" its attribute, and
// "@own-text" the text that is not in elements within.
// On JSON listings they are dotted field paths.
type Selectors struct {
	Item    string `toml:"item,omitempty" json:"item,omitempty"`       // listing: one entry
	Link    string `toml:"link,omitempty" json:"link,omitempty"`       // listing, inside an entry
	LinkRE  string `toml:"link_re,omitempty" json:"link_re,omitempty"` // regular expression on the link value (an onclick, say); group 1 fills LinkTo. Article: which reports have a JSON document
	LinkTo  string `toml:"link_to,omitempty" json:"link_to,omitempty"` // address template with {1}. Article: address of that document, of which title, date, summary and body are then dotted field paths
	Title   string `toml:"title,omitempty" json:"title,omitempty"`     // listing or article
	Date    string `toml:"date,omitempty" json:"date,omitempty"`       // listing or article
	DateRE  string `toml:"date_re,omitempty" json:"date_re,omitempty"` // regular expression cutting the date out; group 1, else the whole match
	Layout  string `toml:"layout,omitempty" json:"layout,omitempty"`   // Go reference layout when the general date reader would guess wrong
	Summary string `toml:"summary,omitempty" json:"summary,omitempty"` // listing
	Next    string `toml:"next,omitempty" json:"next,omitempty"`       // listing: link to the next page, or its address with {n} (2, 3 …) or {n0} (1, 2 …)
	Body    string `toml:"body,omitempty" json:"body,omitempty"`       // article: the text's container(s); JSON listing: the entry's text
	Remove  string `toml:"remove,omitempty" json:"remove,omitempty"`   // article: parts to drop from Body
}

// FetchClass is what one answer of a source turned out to be.
type FetchClass string

const (
	FetchItems       FetchClass = "items"        // entries found
	FetchNotModified FetchClass = "not_modified" // 304, or the same bytes
	FetchEmpty       FetchClass = "empty"        // a well-formed feed without entries
	FetchHTML        FetchClass = "html"         // a web page where a feed was expected
	FetchUnparseable FetchClass = "unparseable"  // neither feed nor page
	FetchBlocked     FetchClass = "blocked"      // refusal, challenge, consent wall or decoy, whatever the status
	FetchRobots      FetchClass = "robots"       // robots.txt forbids the address
	FetchMoved       FetchClass = "moved"        // permanent redirect to another address
	FetchGone        FetchClass = "gone"         // 404, 410, soft 404
	FetchChanged     FetchClass = "changed"      // the page is there but the selectors find nothing
	FetchServer      FetchClass = "server"       // 5xx, 429
	FetchTLS         FetchClass = "tls"
	FetchDNS         FetchClass = "dns"
	FetchTimeout     FetchClass = "timeout"
	FetchNetwork     FetchClass = "network"   // connection refused, reset
	FetchTooLarge    FetchClass = "too_large" // over a limit
	FetchPrivate     FetchClass = "private"   // the address leads into a private network
)

// OK says whether the answer shows a healthy source.
func (c FetchClass) OK() bool {
	return c == FetchItems || c == FetchNotModified || c == FetchEmpty
}

// Fetch is the record of one request made for a feed.
type Fetch struct {
	Feed    string        `json:"feed"`
	Source  string        `json:"source"`
	URL     string        `json:"url"`
	At      time.Time     `json:"at"`
	Took    time.Duration `json:"took"`
	Status  int           `json:"status"` // HTTP status, 0 when there was no answer
	Class   FetchClass    `json:"class"`
	Bytes   int64         `json:"bytes"`
	Entries int           `json:"entries"` // entries the answer held
	New     int           `json:"new"`     // items stored for the first time
	Changed int           `json:"changed"` // items whose document changed
	Skipped int           `json:"skipped"` // entries that could not be used
	Pages   int           `json:"pages"`   // report pages fetched for its entries
	Error   string        `json:"error,omitempty"`
	Advice  string        `json:"advice,omitempty"`  // the way out, in words for the operator
	Propose string        `json:"propose,omitempty"` // address that the feed seems to have now
	Sample  []byte        `json:"-"`                 // first bytes of the answer; kept of the newest few
}

// FeedState is what the crawler remembers about a feed between requests.
type FeedState struct {
	Feed         string
	ETag         string // byte for byte as received
	LastModified string // byte for byte as received
	BodyHash     string
	Due          time.Time // next request not before
	Failures     int       // consecutive
	LastTry      time.Time
	LastOK       time.Time
	LastItem     time.Time // first seen of the newest item
	Bodies       BodyLengths
}

// BodyLengths is what is learned of the length of a feed's reports, so that
// pages which lose their text are noticed.
type BodyLengths struct {
	Seen  int `json:"seen,omitempty"`  // report pages measured
	Floor int `json:"floor,omitempty"` // bytes: about the shortest text lately
	Short int `json:"short,omitempty"` // pages in a row far below it
}

// HealthState sums up a source for people.
type HealthState string

const (
	HealthOK       HealthState = "ok"
	HealthWaiting  HealthState = "waiting"  // never tried yet
	HealthQuiet    HealthState = "quiet"    // answers, but nothing new for longer than usual
	HealthSilent   HealthState = "silent"   // nothing new for far longer than its cadence
	HealthBlocked  HealthState = "blocked"  // refuses us
	HealthMoved    HealthState = "moved"    //
	HealthChanged  HealthState = "changed"  // its layout no longer fits our selectors
	HealthFailing  HealthState = "failing"  // network, TLS, server errors
	HealthDisabled HealthState = "disabled" //
)

// NeedsPerson says whether somebody should look at a source in this state.
func (h HealthState) NeedsPerson() bool {
	switch h {
	case HealthSilent, HealthBlocked, HealthMoved, HealthChanged, HealthFailing:
		return true
	}
	return false
}

// SourceHealth is one row of the sources page.
type SourceHealth struct {
	Source   Source      `json:"source"`
	State    HealthState `json:"state"`
	Why      string      `json:"why,omitempty"` // sentence with the fault and the way out
	Items    int         `json:"items"`         // items held
	LastItem time.Time   `json:"last_item"`     // first seen of the newest item
	LastOK   time.Time   `json:"last_ok"`       // last good answer
	LastTry  time.Time   `json:"last_try"`      //
	Due      time.Time   `json:"due"`           // next request
	Fetches  []Fetch     `json:"fetches"`       // newest first, at most 20
	Daily    []int       `json:"daily"`         // items first seen per UTC day, oldest first, last 30 days
	Asked    []int       `json:"asked"`         // requests made per UTC day, report pages included, same days
	Good     []int       `json:"good"`          // good answers of its feeds per UTC day, same days

	Changes []StateChange `json:"changes,omitempty"` // of its state, newest first, at most 20
}

// StateChange is a source coming into a state.
type StateChange struct {
	Source string      `json:"source"`
	At     time.Time   `json:"at"`
	State  HealthState `json:"state"`
	Why    string      `json:"why,omitempty"`
}

// Fetched is what one answer of a feed brought: stored in one transaction, so
// that validators are remembered only with the items they stand for.
type Fetched struct {
	Fetch Fetch
	State FeedState // zero Feed: nothing to remember (imports)
	Items []FetchedItem
}

// FetchedItem is one entry of an answer. Item.ID, Seq, FirstSeen and Changed
// are set by the store.
type FetchedItem struct {
	Item     Item
	Keys     []string  // further identity keys of the same entry (canonical link beside a GUID)
	Document *Document // nil: only the listing's claims are new
}

// Stored counts what became of a Fetched.
type Stored struct {
	New       int
	Changed   int // known items with another document or title
	Unchanged int
	Seq       int64    // highest seq written, 0 when nothing was
	IDs       []string // ids of new and changed items
}
