package demarche

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
}

// Alias is another name of an entity. A weak one identifies nobody by itself.
type Alias struct {
	Name string `json:"name"`
	Lang string `json:"lang,omitempty"`
	Weak bool   `json:"weak,omitempty"`
}

// Identifier is a number or address that identifies an entity.
type Identifier struct {
	Scheme string `json:"scheme"` // imo, passport, lei, bic, wallet …
	Value  string `json:"value"`
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
	Mention    int        `json:"mention"` // index into Facts.Mentions
	Entity     string     `json:"entity"`
	Confidence float64    `json:"confidence"`
	Status     LinkStatus `json:"status"`
	Reasons    []string   `json:"reasons"`
}

// Statement is one sourced claim about an entity.
type Statement struct {
	Entity   string `json:"entity"`
	Property string `json:"property"`
	Value    string `json:"value"`
	Source   string `json:"source"` // list or item id
}
