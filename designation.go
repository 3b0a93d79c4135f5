package demarche

import "time"

// Authority is who imposes a measure: OFAC, FCDO, EU Council, UN Security Council …
type Authority string

// Programme is a legal regime of an authority.
type Programme string

// Measure is what follows from a designation.
type Measure string

const (
	MeasureAssetFreeze    Measure = "asset_freeze"
	MeasureDebtEquity     Measure = "debt_or_equity_limit"
	MeasureCorrespondent  Measure = "correspondent_account_limit"
	MeasureTravelBan      Measure = "travel_ban"
	MeasurePortServiceBan Measure = "port_or_service_ban"
	MeasureExportControl  Measure = "export_control"
	MeasureSpecial        Measure = "special_measure"
	MeasureForfeiture     Measure = "forfeiture"
	MeasureArmsEmbargo    Measure = "arms_embargo"
)

// Designation is one entity under one programme of one authority.
type Designation struct {
	Entity     string    `json:"entity"`
	Authority  Authority `json:"authority"`
	List       string    `json:"list"`
	Programme  Programme `json:"programme"`
	Instrument string    `json:"instrument,omitempty"`
	Measures   []Measure `json:"measures"`
	Listed     string    `json:"listed,omitempty"` // civil date
	Removed    string    `json:"removed,omitempty"`
	FirstSeen  time.Time `json:"first_seen"`
	LastSeen   time.Time `json:"last_seen"`

	Source      string     `json:"source,omitempty"`       // who decided, where the list says: the UN behind a national entry
	Tags        []string   `json:"tags,omitempty"`         // OFAC's bracketed tags
	Reference   string     `json:"reference,omitempty"`    // the list's own number for the entry
	MeasureText []string   `json:"measure_text,omitempty"` // the measures as the list writes them
	Secondary   []string   `json:"secondary,omitempty"`    // remarks on secondary sanctions
	Reason      string     `json:"reason,omitempty"`
	URL         string     `json:"url,omitempty"`       // of the legal act or notice
	Effective   string     `json:"effective,omitempty"` // civil date of legal effect, where it is not Listed
	Amended     string     `json:"amended,omitempty"`   // civil date of the list's last change to the entry
	Expires     string     `json:"expires,omitempty"`
	Ended       ChangeKind `json:"ended,omitempty"` // how it ended: removed, revoked, annulled, suspended, expired
}

// ChangeKind is what happened to a designation.
type ChangeKind string

// ChangeKinds is the closed list of design.md, Words.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{"listed", "amended", "removed", "revoked", "annulled", "suspended", "expired", "moved", "corrected"}
}

// Change is one dated difference between two versions of a list. A Change is
// also stored as an Item, so a delisting is searchable news like any other.
type Change struct {
	Item   string     `json:"item"`
	Entity string     `json:"entity"`
	List   string     `json:"list"`
	Kind   ChangeKind `json:"kind"`
	Fields []string   `json:"fields,omitempty"`
	On     string     `json:"on,omitempty"`    // the list's own date
	After  string     `json:"after,omitempty"` // where On is the date of the whole issue: the last day on which the list stood as before
	Seen   time.Time  `json:"seen"`

	NotBefore time.Time     `json:"not_before,omitzero"` // when a version without the change was last fetched: it happened between this and Seen
	Published string        `json:"published,omitempty"` // civil day of the publisher's own notice of this change
	Name      string        `json:"name,omitempty"`      // the entity's display name at the time
	Values    []FieldChange `json:"values,omitempty"`

	// What the entry says, at the time of the change.
	Schema      EntitySchema `json:"schema,omitempty"`
	Countries   []string     `json:"countries,omitempty"`
	Authorities []Authority  `json:"authorities,omitempty"`
	Programmes  []string     `json:"programmes,omitempty"`
	Instruments []string     `json:"instruments,omitempty"`
	Measures    []Measure    `json:"measures,omitempty"`
	Tags        []string     `json:"tags,omitempty"`
}

// FieldChange is one value that a list added to or took from an entry.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// Licence is a general licence: what an authority allows in spite of its
// measures, for everybody and mostly for a time.
type Licence struct {
	Authority  Authority `json:"authority"`
	Number     string    `json:"number"`           // as the authority writes it, suffix included: "8L", "D-2", "INT/2025/5678"
	Base       string    `json:"base"`             // without the suffix: "8"
	Suffix     string    `json:"suffix,omitempty"` // "L": the next issue of the same licence
	Programme  string    `json:"programme,omitempty"`
	Title      string    `json:"title,omitempty"`
	Issued     string    `json:"issued,omitempty"` // civil dates
	Effective  string    `json:"effective,omitempty"`
	Expires    string    `json:"expires,omitempty"`
	Until      time.Time `json:"until,omitzero"` // the instant of expiry, where its zone is said
	WindDown   bool      `json:"wind_down,omitempty"`
	Supersedes []string  `json:"supersedes,omitempty"` // numbers
	Superseded string    `json:"superseded,omitempty"` // by this number
	Revoked    bool      `json:"revoked,omitempty"`
	Start      int       `json:"start"` // where it is named first, code points
	End        int       `json:"end"`
	Sentences  []string  `json:"sentences,omitempty"` // that say so, in the text's order
}
