package demarche

import "time"

// StepState is what the store remembers of one step of the pipeline.
type StepState struct {
	Name    string
	Version int
	Cursor  int64 // every write up to this seq has been through the step
	Redo    int64 // after a raised version: old items up to this seq are done again
	RedoTo  int64 // where the redo work ends; it is over when Redo equals RedoTo
	Owner   string
	Lease   time.Time // until when Owner holds the step
}

// CursorMove moves a step's cursor, or its redo cursor, from Old to New. It
// fails when the cursor is not at Old any more or the step has another owner.
type CursorMove struct {
	Step     string
	Redo     bool
	Old, New int64
}

// Todo asks a step to look at an item again. At tells two requests apart: a row
// is deleted only if its At is unchanged since it was read.
type Todo struct {
	Step string
	Item string
	At   int64
}

// Renamed notes that an entry of a list changed, so that old items may name its
// party now, or name it no longer. At tells two changes apart: the note is taken
// away only if At is unchanged since it was read.
type Renamed struct {
	Entity string
	At     int64
}

// ItemText is the text of an item's newest revision.
type ItemText struct {
	Item string
	Seq  int64
	Text string
}

// ItemVersion is one document (or title) that an item had, in the order of Seq.
type ItemVersion struct {
	Item     string
	Seq      int64
	Document string // hash, "" when only the listing is known
	Title    string
	Seen     time.Time
}

// Annotation is the output of one step for one item, as JSON.
type Annotation struct {
	Item    string
	Step    string
	Version int
	Data    []byte
	Error   string // why the step could not read the item, "" when it could
}

// RevisionWrite is a revision to insert or, when N exists, to replace.
type RevisionWrite struct {
	Revision
	Seq  int64 // the ItemVersion it was first made from
	Upto int64 // the newest ItemVersion with the same title and text
}

// ItemNames are the names an item mentions, for finding it by a name later.
type ItemNames struct {
	Item  string
	Names []string // full forms as mentioned; the store folds them
}

// ItemLinks are the entities an item is tied to.
type ItemLinks struct {
	Item  string
	Links []Link
}

// StoryAssignment says which story an item belongs to now.
type StoryAssignment struct {
	Item     string
	Story    string
	Features []byte // what grouping keeps of the item, as JSON; nil when it only moves
}

// Announcement is an authority's own word, in one item, that a party was
// listed, removed or amended.
type Announcement struct {
	Item      string `json:"item"`
	Entity    Entity `json:"entity"` // Origin "announcement"; its id comes from name, schema and authority
	Authority string `json:"authority"`
	Change    string `json:"change"` // listed, removed, amended
	On        string `json:"on"`     // civil date of publication
}

// NameMatch is an entity known under a name.
type NameMatch struct {
	Entity   Entity
	Alias    Alias          // the name that fits
	Announce []Announcement // where Origin is "announcement": who said so (without Entity)
}

// Outcome is everything one round of the pipeline writes, in one transaction.
type Outcome struct {
	Owner       string
	Moves       []CursorMove
	Revisions   []RevisionWrite
	Annotations []Annotation
	Names       []ItemNames
	Links       []ItemLinks
	Stories     []StoryAssignment
	Todo        []Todo // to add; At is set by the store
	Done        []Todo // to delete, where At is unchanged
}

// OriginBuiltIn and OriginAnnouncement are the values of Entity.Origin that are
// not the id of a list.
const (
	OriginBuiltIn      = "built-in"
	OriginAnnouncement = "announcement"
)

// ListWrite is a part of a list's new version, written in one transaction.
type ListWrite struct {
	List       string
	Seen       time.Time // of the new version
	NotBefore  time.Time // of the version before, for the last time
	Put        []ListEntry
	Statements []Statement // of Put
	Gone       []string    // entity ids that the new version does not hold
	Changes    []Change
}
