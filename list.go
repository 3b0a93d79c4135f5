package demarche

import (
	"slices"
	"time"
)

// ListEntry is one entry of a sanctions list: a party, under which measures,
// tied to whom, as the list's last version that held it says.
type ListEntry struct {
	Entity       Entity              `json:"entity"`
	Designations []Designation       `json:"designations,omitempty"`
	Relations    []Relation          `json:"relations,omitempty"`
	Raw          map[string][]string `json:"raw,omitempty"` // fields that the reader does not understand, by their path
}

// HeldEntry is an entry as the store knows it. It stays when the list drops it.
type HeldEntry struct {
	ListEntry
	List      string    `json:"list"`
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`     // in a version of the list
	Gone      time.Time `json:"gone,omitzero"` // first version without it
	End       Change    `json:"end,omitzero"`  // how it ended, when it is gone or marked as over
}

// Current says whether the list held the entry, not marked as over, when it was
// read last.
func (e HeldEntry) Current() bool {
	if !e.Gone.IsZero() {
		return false
	}
	for _, d := range e.Designations {
		if d.Removed == "" && d.Ended == "" {
			return true
		}
	}
	return len(e.Designations) == 0
}

// ListState is a sanctions list as it was read last, and what became of the
// last attempt to read it.
type ListState struct {
	ID        string            `json:"id"`
	Name      string            `json:"name"`
	Authority Authority         `json:"authority,omitempty"`
	Licence   string            `json:"licence,omitempty"`
	Address   string            `json:"address,omitempty"` // where the files came from
	Version   string            `json:"version,omitempty"` // of the bytes; "" when it was never read
	Date      string            `json:"date,omitempty"`    // the list's own civil date
	Form      string            `json:"form,omitempty"`
	Reader    int               `json:"reader,omitempty"`
	Sums      map[string]string `json:"sums,omitempty"`      // SHA-256 by file name
	Documents map[string]string `json:"documents,omitempty"` // hash of the stored document by file name
	Bytes     int64             `json:"bytes,omitempty"`
	Declared  int               `json:"declared,omitempty"` // entries the file says it has, 0 when it does not say
	Entries   int               `json:"entries"`
	Rows      int               `json:"rows,omitempty"`
	Missing   []string          `json:"missing,omitempty"` // sister files that were not given
	Unknown   map[string]int    `json:"unknown,omitempty"` // fields not understood, counted by path
	Skipped   map[string]int    `json:"skipped,omitempty"` // what could not be used, counted by reason
	FirstSeen time.Time         `json:"first_seen,omitzero"`
	LastSeen  time.Time         `json:"last_seen,omitzero"` // when these bytes were read last
	Changed   time.Time         `json:"changed,omitzero"`   // when this version was first seen
	Tried     time.Time         `json:"tried,omitzero"`
	Error     string            `json:"error,omitempty"` // of the last attempt, "" when it went well

	Validators map[string][2]string `json:"validators,omitempty"`        // ETag and Last-Modified by address
	Delta      ListDelta            `json:"delta,omitzero"`              // what the publisher's own files of changes say
	StaleAfter int                  `json:"stale_after_hours,omitempty"` // hours after which it should have been read again, 0 for never; filled in by who shows it
}

// Standing is "fresh", "stale", "failing" or "never read".
func (st ListState) Standing(now time.Time) string {
	switch {
	case st.Error != "":
		return "failing"
	case st.Version == "":
		return "never read"
	case st.Stale(now):
		return "stale"
	}
	return "fresh"
}

// Stale says whether a list that is held went unread for too long.
func (st ListState) Stale(now time.Time) bool {
	return st.Version != "" && st.StaleAfter > 0 && now.Sub(st.LastSeen) > time.Duration(st.StaleAfter)*time.Hour
}

// ListDelta is what a publisher's own files of changes said of the last new
// version, beside what comparing it with the one before showed.
type ListDelta struct {
	Last   int      `json:"last,omitempty"`   // number of the newest that was read
	Date   string   `json:"date,omitempty"`   // its civil date
	Files  int      `json:"files,omitempty"`  // how many were read
	Named  int      `json:"named,omitempty"`  // entries that they name
	Found  int      `json:"found,omitempty"`  // of these, entries that differ between the versions
	Extra  int      `json:"extra,omitempty"`  // changes that they do not name
	Broken []string `json:"broken,omitempty"` // files that could not be read, and why
}

// ListIncident is an attempt to read a list that changed nothing because the
// file was broken, cut short or far smaller than before.
type ListIncident struct {
	List string    `json:"list"`
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// ChangeQuery says which changes of lists are wanted, newest first.
type ChangeQuery struct {
	List   string     // id, "" for all
	Entity []string   // ids, none for all
	Kind   ChangeKind // "" for all
	Since  string     // civil day: seen or dated on it or later
	Until  string     // civil day, inclusive
	Limit  int
	Skip   int
}

// Party is several entries taken to be one party. Every member's id leads to it.
type Party struct {
	ID      string   `json:"id"`
	Members []string `json:"members"`
}

// SameProposal says that entries of two lists may be one party, and why.
type SameProposal struct {
	A       string   `json:"a"`
	B       string   `json:"b"`
	Certain bool     `json:"certain,omitempty"`
	Score   float64  `json:"score"`
	Reasons []string `json:"reasons"`
	Decided string   `json:"decided,omitempty"` // "same" or "different", by a person

	// Of the other party, where a view of one is given:
	Name  string `json:"name,omitempty"`
	List  string `json:"list,omitempty"`
	Party string `json:"party,omitempty"` // id of the party that the entry was joined into
}

// Other is the side of a proposal that is not one of some entries.
func (p SameProposal) Other(entries []string) string {
	if slices.Contains(entries, p.A) {
		return p.B
	}
	return p.A
}

// EntityItem is an item tied to an entity.
type EntityItem struct {
	Item       Item       `json:"item"`
	SourceName string     `json:"source_name,omitempty"`
	Status     LinkStatus `json:"status"`
	Confidence float64    `json:"confidence"`
	Sentence   string     `json:"sentence,omitempty"` // of the text: the first that names the entity
	Start      int        `json:"start,omitempty"`    // of the name in Sentence, code points
	End        int        `json:"end,omitempty"`
}

// EntityReports counts every item tied to an entity, under any of its ids.
type EntityReports struct {
	Total     int        `json:"total"`
	Countries []Bucket   `json:"countries,omitempty"` // named in the same items
	Entities  []Bucket   `json:"entities,omitempty"`  // named in the same items, without itself
	Histogram *Histogram `json:"histogram,omitempty"` // by publication
}

// WalletReports is where an address of an entity is written out.
type WalletReports struct {
	Address string `json:"address"`
	Label   string `json:"label,omitempty"` // the list's word for its currency
	Items   int    `json:"items"`
	First   *Hit   `json:"first,omitempty"` // the oldest item that writes it, of those held
}

// EntityView is an entity with everything known about it.
type EntityView struct {
	Entity     Entity         `json:"entity"`
	Members    []Entity       `json:"members,omitempty"` // the entries joined with it, itself among them
	Entries    []HeldEntry    `json:"entries,omitempty"`
	Statements []Statement    `json:"statements,omitempty"`
	Changes    []Change       `json:"changes,omitempty"` // newest first
	Items      []EntityItem   `json:"items,omitempty"`   // newest first
	Proposals  []SameProposal `json:"proposals,omitempty"`
	Lists      []ListState    `json:"lists,omitempty"` // all lists held, to tell which were not read

	Announced []AnnouncedParty `json:"announced,omitempty"` // newest first
	Reports   EntityReports    `json:"reports"`
	Wallets   []WalletReports  `json:"wallets,omitempty"`
}

// ScreenQuery is a name to look for on the lists, with what else is known.
type ScreenQuery struct {
	Name        string       `json:"name"`
	Schema      EntitySchema `json:"schema,omitempty"`
	Birth       string       `json:"birth,omitempty"` // YYYY, YYYY-MM or YYYY-MM-DD
	Nationality string       `json:"nationality,omitempty"`
	IMO         string       `json:"imo,omitempty"`
	Wallet      string       `json:"wallet,omitempty"`
	Identifier  string       `json:"identifier,omitempty"` // any other number
	Threshold   float64      `json:"threshold,omitempty"`
	Limit       int          `json:"limit,omitempty"`
}

// ScreenAnswer is the record of one screening, also when nothing was found.
type ScreenAnswer struct {
	Query     string        `json:"query"`
	Given     ScreenQuery   `json:"given"`
	AsOf      time.Time     `json:"as_of"`
	Tool      string        `json:"tool"` // version of the program
	Lists     []ListVersion `json:"lists"`
	NotRead   []string      `json:"not_read,omitempty"` // lists known but not held: no data, which is not "none found"
	Threshold float64       `json:"threshold"`
	Notes     []string      `json:"notes,omitempty"` // what in the question cannot be right, in words
	Matches   []ScreenMatch `json:"matches"`
	More      int           `json:"more,omitempty"` // possible matches beyond the limit
}

// ListVersion names the bytes of a list that were looked through.
type ListVersion struct {
	ID      string    `json:"id"`
	Version string    `json:"version"`
	Date    string    `json:"date,omitempty"`
	Read    time.Time `json:"read"`
	Entries int       `json:"entries"`
}

// ScreenMatch is a possible match: one entry, under the name that fits best.
type ScreenMatch struct {
	Entity       string              `json:"entity"`
	Name         string              `json:"name"`
	Schema       EntitySchema        `json:"schema"`
	Alias        string              `json:"alias,omitempty"` // the name that fits, where it is not the display name
	Weak         bool                `json:"weak,omitempty"`
	Score        float64             `json:"score"`
	Reasons      []string            `json:"reasons"`
	Births       []string            `json:"births,omitempty"`
	Countries    []string            `json:"countries,omitempty"`
	Party        string              `json:"party,omitempty"` // under this id it is joined with entries of other lists
	Designations []ScreenDesignation `json:"designations"`
}

// ScreenDesignation is a designation as a screening tells it.
type ScreenDesignation struct {
	Authority Authority  `json:"authority"`
	List      string     `json:"list"`
	Programme Programme  `json:"programme,omitempty"`
	Measures  []Measure  `json:"measures"`
	Listed    string     `json:"listed,omitempty"`
	Removed   string     `json:"removed,omitempty"`
	Status    LinkStatus `json:"status"` // listed or removed
	Reference string     `json:"reference,omitempty"`
}
