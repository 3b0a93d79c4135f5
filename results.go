package demarche

import (
	"cmp"
	"time"
)

// Results answer a Query.
type Results struct {
	Query     string              `json:"query"` // normalised text of the query
	Total     int                 `json:"total"` // exact
	Took      time.Duration       `json:"-"`
	TookMS    int64               `json:"took_ms"`
	Hits      []Hit               `json:"hits"`
	Facets    map[string][]Bucket `json:"facets,omitempty"` // by name: country, entity, source, kind, action, currency, lang
	Histogram *Histogram          `json:"histogram,omitempty"`
	Notice    string              `json:"notice,omitempty"`       // why the answer may be incomplete
	Next      string              `json:"next,omitempty"`         // cursor of the next page
	Partial   bool                `json:"partial,omitempty"`      // the best partial matches: fewer words than asked
	Broader   bool                `json:"broader,omitempty"`      // few items hold all the words; match=any would find more
	Meant     []Suggestion        `json:"did_you_mean,omitempty"` // where a word or value finds nothing
	Also      []string            `json:"also,omitempty"`         // other spellings of the names asked for, looked for too
	Like      *Likeness           `json:"like,omitempty"`         // of a query for items like one
}

// Likeness says what items like another were looked for by.
type Likeness struct {
	ID     string   `json:"id"` // the item that they are like
	Title  string   `json:"title"`
	Story  string   `json:"story,omitempty"`
	By     []string `json:"by"`               // what tells that item from the others, the most telling first
	Copies int      `json:"copies,omitempty"` // near copies within its story, which are left out
}

// Suggestion is another query that finds more.
type Suggestion struct {
	Query string `json:"query"` // the whole text
	Count int    `json:"count"` // items it finds
}

// Completion is a way in which a query that is being typed may go on.
type Completion struct {
	Query string `json:"query"`           // the whole text
	Label string `json:"label,omitempty"` // the name behind a code or id
	Kind  string `json:"kind"`            // word, field, value, entity or country
	Count int    `json:"count,omitempty"` // items that hold it, about, where known
}

// Hit is one item found.
type Hit struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	URL        string       `json:"url"`
	Source     string       `json:"source"`
	SourceName string       `json:"source_name"`
	Kind       SourceKind   `json:"kind"`
	Published  string       `json:"published,omitempty"` // RFC 3339, or a civil date when only the day is known
	FirstSeen  time.Time    `json:"first_seen"`
	Event      EventDate    `json:"event"`
	Lang       string       `json:"lang"`
	Actions    []ActionKind `json:"actions"`
	Countries  []string     `json:"countries"`
	Amounts    []HitAmount  `json:"amounts"`
	Entities   []HitEntity  `json:"entities"`
	Story      string       `json:"story,omitempty"`
	Snippet    string       `json:"snippet"`                // HTML-escaped text with <mark> around what matched
	Marked     string       `json:"title_marked,omitempty"` // the title like Snippet; "" when nothing in it matched
	Lead       string       `json:"lead,omitempty"`         // first sentence, plain
	Opening    string       `json:"opening,omitempty"`      // how the text of an item without a title begins, in quotation marks
	Gone       bool         `json:"gone,omitempty"`
	Revisions  int          `json:"revisions,omitempty"` // number of revisions when more than one
	Demo       bool         `json:"demo,omitempty"`
	Entry      bool         `json:"entry,omitempty"` // it stands for a change of a list's entry, not for a report
	Score      float64      `json:"score,omitempty"`
	Shared     []string     `json:"shared,omitempty"` // what it has in common with the item asked for (Query.Like), the most telling first
}

// Headline is what stands over a hit: its title, else how its text begins.
func (h Hit) Headline() string { return cmp.Or(h.Title, h.Opening) }

// HitAmount is one sum an item names.
type HitAmount struct {
	Text     string `json:"text"`
	Value    string `json:"value,omitempty"`
	Max      string `json:"max,omitempty"`
	Currency string `json:"currency,omitempty"`
	USD      string `json:"usd,omitempty"`
	Role     string `json:"role,omitempty"`
	Sentence string `json:"sentence,omitempty"`
}

// HitEntity is one entity an item is linked to.
type HitEntity struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Status     LinkStatus `json:"status"`
	Confidence float64    `json:"confidence"`
}

// Bucket is one value of a facet with its exact count.
type Bucket struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// Histogram counts items over time without gaps. Weeks start on Monday.
type Histogram struct {
	Interval Interval     `json:"interval"`
	Clock    Clock        `json:"clock"`
	Buckets  []HistBucket `json:"buckets"`
	Undated  int          `json:"undated"` // items without a date at this zoom
}

// HistBucket is one bar.
type HistBucket struct {
	From  string `json:"from"` // first civil day (UTC)
	Count int    `json:"count"`
}
