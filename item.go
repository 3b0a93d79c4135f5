package demarche

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"strings"
	"time"
)

// Document is the bytes of one answer, kept as fetched. It is the evidence that
// everything later can be redone from.
type Document struct {
	Hash      string            // "sha256-" + hex of Body
	URL       string            // as requested
	FinalURL  string            // after redirects
	Fetched   time.Time         //
	Status    int               //
	Header    map[string]string // the headers that matter: Content-Type, ETag, Last-Modified, Date
	MediaType string            // text/html, text/plain (import), application/json
	Charset   string            // as declared; Body is as fetched
	Body      []byte            //
}

// Precision says how exactly a date is known.
type Precision string

const (
	PrecisionDay      Precision = "day"
	PrecisionWeek     Precision = "week"
	PrecisionMonth    Precision = "month"
	PrecisionQuarter  Precision = "quarter"
	PrecisionSeason   Precision = "season"
	PrecisionYear     Precision = "year"
	PrecisionDecade   Precision = "decade"
	PrecisionRange    Precision = "range"
	PrecisionTime     Precision = "time"
	PrecisionDuration Precision = "duration"
	PrecisionSet      Precision = "set"
)

// Published is the publisher's claim of when an item came out.
type Published struct {
	Time    time.Time `json:"time"`               // zero when missing or absurd
	Raw     string    `json:"raw,omitempty"`      // the claim, byte for byte
	DayOnly bool      `json:"day_only,omitempty"` // no time of day was given; Time is that civil day's midnight in Zone, as an instant
	Zone    string    `json:"zone,omitempty"`     // offset or IANA zone the claim was read in
	Note    string    `json:"note,omitempty"`     // why Time is unknown though Raw is not empty
}

// Stamp writes the claim as the publisher gave it: a civil date when no time of day
// was given, else RFC 3339 in the claim's own offset, never converted; without an
// offset when none was known. "" when Time is unknown.
func (p Published) Stamp() string {
	if p.Time.IsZero() {
		return ""
	}
	t := p.Time.In(Zone(p.Zone))
	switch {
	case p.DayOnly:
		return t.Format(time.DateOnly)
	case p.Zone == "":
		return t.Format("2006-01-02T15:04:05")
	}
	return t.Format(time.RFC3339)
}

// Item is one report or notice, whoever fetched or imported it. It holds what
// the publisher's listing claimed; its text lives in revisions.
type Item struct {
	ID        string    `json:"id"`
	Seq       int64     `json:"seq"`               // set by the store at each write
	Source    string    `json:"source"`            // Source.ID
	Feed      string    `json:"feed,omitempty"`    // Feed.ID that brought it
	Key       string    `json:"key"`               // identity within the source: GUID, canonical link or content hash
	URL       string    `json:"url"`               // byte for byte as found
	Title     string    `json:"title"`             // plain text
	Summary   string    `json:"summary,omitempty"` // the listing's own description, plain text
	Lang      string    `json:"lang,omitempty"`    // the publisher's claim
	Authors   []string  `json:"authors,omitempty"`
	Published Published `json:"published"`
	FirstSeen time.Time `json:"first_seen"`
	Changed   time.Time `json:"changed"`        // last write that altered it
	Document  string    `json:"document"`       // hash of the newest document
	Gone      bool      `json:"gone,omitempty"` // the page has vanished; the item stays
}

// Revision is one version of an item's text, made by the extract step.
type Revision struct {
	Item     string    `json:"item"`
	N        int       `json:"n"` // 1 is the first
	Document string    `json:"document"`
	Title    string    `json:"title"`
	Text     string    `json:"text"` // paragraphs end with a newline
	Lang     string    `json:"lang"`
	Authors  []string  `json:"authors,omitempty"`
	Seen     time.Time `json:"seen"`    // when the document was fetched
	Version  int       `json:"version"` // extract.Version that made Text
}

// Article is what is read out of a document: the page without its furniture.
type Article struct {
	Title     string    `json:"title"` // without the site's name
	Authors   []string  `json:"authors"`
	Published Published `json:"published"`
	Evidence  string    `json:"evidence,omitempty"` // where the date came from: selector, json-ld, meta, visible, script, url
	Lang      string    `json:"lang"`
	Text      string    `json:"text"` // paragraphs end with a newline
}

// ItemView is an item with everything known about it, for a page or the API.
type ItemView struct {
	Item      Item       `json:"item"`
	Source    Source     `json:"source"`
	Revisions []Revision `json:"revisions"` // newest first
	Facts     Facts      `json:"facts"`     // of the newest revision
	Links     []Link     `json:"links"`     // mentions tied to entities
	Story     string     `json:"story,omitempty"`
	AlsoAt    []Item     `json:"also_at,omitempty"` // other items of the same story, oldest first
	Changes   []Change   `json:"changes,omitempty"` // of a sanctions list, when the item stands for one
}

// NewItemID makes an item's id from its source and its identity key within the
// source: the first 80 bits of SHA-256, in lower-case base32 without padding.
func NewItemID(source, key string) string {
	h := sha256.Sum256([]byte(source + "\x00" + key))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h[:10]))
}

// NewDocumentHash names a document by its bytes.
func NewDocumentHash(body []byte) string {
	sum := NewDocumentSum()
	sum.Write(body)
	return DocumentHash(sum)
}

// NewDocumentSum sums up a body that is written to it piece by piece, for
// [DocumentHash].
func NewDocumentSum() hash.Hash { return sha256.New() }

// DocumentHash is [NewDocumentHash] of what was written to a sum.
func DocumentHash(sum hash.Hash) string { return "sha256-" + hex.EncodeToString(sum.Sum(nil)) }

// Zone reads an IANA zone name or an offset such as +09:00; UTC when it is
// neither.
func Zone(name string) *time.Location {
	for _, layout := range []string{"-07:00", "-0700"} {
		if t, err := time.Parse(layout, name); err == nil {
			_, offset := t.Zone()
			return time.FixedZone(name, offset)
		}
	}
	if loc, err := time.LoadLocation(name); err == nil && name != "" {
		return loc
	}
	return time.UTC
}

// Day is the civil day of publication where the publisher is, "" when unknown.
func (p Published) Day() string {
	if p.Time.IsZero() {
		return ""
	}
	return p.Time.In(Zone(p.Zone)).Format(time.DateOnly)
}

// Clock is the instant that filters, sorting and histograms use: the publisher's
// instant, or midnight UTC of its civil day when it named no time, so that the
// day falls into the bucket of its own name.
func (p Published) Clock() time.Time {
	if !p.DayOnly || p.Time.IsZero() {
		return p.Time
	}
	t, err := time.Parse(time.DateOnly, p.Day())
	if err != nil {
		return p.Time
	}
	return t
}
