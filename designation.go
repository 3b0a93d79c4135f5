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
	On     string     `json:"on,omitempty"` // the list's own date
	Seen   time.Time  `json:"seen"`
}
