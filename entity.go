package demarche

import "time"

// EntitySchema is what sort of thing an entity is, in FollowTheMoney's words.
type EntitySchema string

const (
	SchemaPerson       EntitySchema = "Person"
	SchemaOrganization EntitySchema = "Organization"
	SchemaCompany      EntitySchema = "Company"
	SchemaPublicBody   EntitySchema = "PublicBody"
	SchemaVessel       EntitySchema = "Vessel"
	SchemaAirplane     EntitySchema = "Airplane"
)

// Entity is a person, organisation, vessel, aircraft or state body.
type Entity struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"` // display name
	Schema      EntitySchema `json:"schema"`
	Countries   []string     `json:"countries,omitempty"`
	Aliases     []Alias      `json:"aliases,omitempty"`
	Identifiers []Identifier `json:"identifiers,omitempty"`
	Origin      string       `json:"origin"` // where it is known from: "built-in", "announcement", or a list id

	Births        []Birth      `json:"births,omitempty"` // alternatives, the list's preferred one first; of an organisation: founding
	Nationalities []string     `json:"nationalities,omitempty"`
	Addresses     []Address    `json:"addresses,omitempty"`
	Positions     []string     `json:"positions,omitempty"` // offices and titles, as the list writes them
	Gender        string       `json:"gender,omitempty"`
	Contacts      []Identifier `json:"contacts,omitempty"` // scheme email, phone, website
	Vessel        *Vessel      `json:"vessel,omitempty"`
	Notes         []string     `json:"notes,omitempty"` // the list's own remarks
}

// Alias is another name of an entity. A weak one identifies nobody by itself.
type Alias struct {
	Name   string `json:"name"`
	Lang   string `json:"lang,omitempty"`
	Weak   bool   `json:"weak,omitempty"`
	Script string `json:"script,omitempty"` // ISO 15924: Latn, Cyrl, Arab, Hani, Hang …
	Kind   string `json:"kind,omitempty"`   // "former" for a name given up, else ""
	Family string `json:"family,omitempty"` // family name, where the list parts it from the given ones
	Given  string `json:"given,omitempty"`
}

// Identifier is a number or address that identifies an entity.
type Identifier struct {
	Scheme  string `json:"scheme"` // imo, passport, lei, bic, wallet …
	Value   string `json:"value"`
	Country string `json:"country,omitempty"` // who issued it
	Label   string `json:"label,omitempty"`   // the list's own word for it; of a wallet, the currency
	Issued  string `json:"issued,omitempty"`  // civil dates, as exact as known
	Expires string `json:"expires,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Birth is one date and place of birth that a list gives, with its uncertainty.
// A list may give several for one person.
type Birth struct {
	Date    string `json:"date,omitempty"`  // YYYY, YYYY-MM or YYYY-MM-DD
	Until   string `json:"until,omitempty"` // the last possible date, where the list gives a range
	Circa   bool   `json:"circa,omitempty"`
	Place   string `json:"place,omitempty"`
	Country string `json:"country,omitempty"`
	Note    string `json:"note,omitempty"` // a date that could not be read, as written
}

// Address is where an entity is or was.
type Address struct {
	Text    string `json:"text,omitempty"` // all but the country, in the list's order
	City    string `json:"city,omitempty"`
	Country string `json:"country,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Vessel is what a list says of a ship, or of an aircraft.
type Vessel struct {
	Flag       string   `json:"flag,omitempty"`
	PastFlags  []string `json:"past_flags,omitempty"`
	Type       string   `json:"type,omitempty"`
	CallSign   string   `json:"call_sign,omitempty"`
	Tonnage    string   `json:"tonnage,omitempty"`
	GrossTons  string   `json:"gross_tons,omitempty"`
	Length     string   `json:"length,omitempty"`
	Built      string   `json:"built,omitempty"`
	Owner      string   `json:"owner,omitempty"`
	PastOwners []string `json:"past_owners,omitempty"`
}

// Relation ties two entities, as one source says. Nothing is computed from it.
type Relation struct {
	From    string `json:"from"`              // entity id
	To      string `json:"to,omitempty"`      // entity id, where the source gives one
	ToName  string `json:"to_name,omitempty"` // else the name it writes
	Kind    string `json:"kind"`              // owned_by, acting_for, supports, leads, family, subsidiary, linked_to
	Label   string `json:"label,omitempty"`   // the source's own words
	Percent string `json:"percent,omitempty"` // share, as the source writes it
	Former  bool   `json:"former,omitempty"`
	Source  string `json:"source"` // list or item id
}

// LinkStatus is how far a link to an entity may be relied on.
type LinkStatus string

const (
	LinkListed   LinkStatus = "listed"   // the entity is on a list now
	LinkRemoved  LinkStatus = "removed"  // it was on a list and is not any more
	LinkPossible LinkStatus = "possible" // it may be the entity; or the entity is not on any list held
)

// Link ties one mention to an entity, with reasons.
type Link struct {
	Mention    int        `json:"mention"` // index into Facts.Mentions, -1 for none
	Entity     string     `json:"entity"`
	Confidence float64    `json:"confidence"`
	Status     LinkStatus `json:"status"`
	Reasons    []string   `json:"reasons"`
	Span       *Mention   `json:"span,omitempty"`  // where the text names it, when no mention of Facts does
	Lists      []string   `json:"lists,omitempty"` // lists that hold it, when Status is listed
}

// Statement is one sourced claim about an entity.
type Statement struct {
	Entity    string    `json:"entity"`
	Property  string    `json:"property"`
	Value     string    `json:"value"`
	Source    string    `json:"source"`              // list or item id
	FirstSeen time.Time `json:"first_seen,omitzero"` // in a version of the source that we read
	LastSeen  time.Time `json:"last_seen,omitzero"`
}
