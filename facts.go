package demarche

// Facts is everything the extractor read out of one text. It is a pure function
// of title, text, language hint, publication date and source context.
type Facts struct {
	Version   int             `json:"version,omitempty"` // extract.Version
	Lang      string          `json:"lang"`
	Actions   []Action        `json:"actions"`
	Event     EventDate       `json:"event"`
	Countries []CountryWeight `json:"countries"`
	Mentions  []Mention       `json:"mentions"`
	Designees []Designee      `json:"designees"`
}

// ActionKind is what kind of thing happened.
type ActionKind string

// ActionKinds is the closed list of design.md, Words.
func ActionKinds() []ActionKind {
	return []ActionKind{"designation", "removal", "amendment", "licence", "enforcement", "indictment", "arrest",
		"seizure", "forfeiture", "theft", "special_measure", "export_control", "statement", "talks", "law", "advisory", "court", "other"}
}

// Action is one thing that the item says happened, with the sentence that says so.
type Action struct {
	Kind  ActionKind `json:"kind"`
	Start int        `json:"start"`
	End   int        `json:"end"`
	Main  bool       `json:"main,omitempty"`
	Actor string     `json:"actor,omitempty"` // authority or state that acts, where said
	On    []Target   `json:"on,omitempty"`    // on whom, where said; not all of a long list
	Why   string     `json:"why,omitempty"`   // the rule that fired, for --explain
}

// Target is one on whom an action falls: who is listed, charged, robbed, whom a
// statement is about. Its span is that of a mention, which says who it is on the
// lists; one named in the title alone has none.
type Target struct {
	Name  string      `json:"name"`           // the full form
	Kind  MentionKind `json:"kind"`           // person, organisation, vessel, aircraft, country
	Code  string      `json:"code,omitempty"` // of a country
	Start int         `json:"start,omitempty"`
	End   int         `json:"end,omitempty"`
}

// EventDate is when the thing reported happened: a civil date, never an instant.
type EventDate struct {
	Value     string    `json:"value,omitempty"`     // YYYY-MM-DD, first civil day
	Until     string    `json:"until,omitempty"`     // last civil day, inclusive, when not the same
	Precision Precision `json:"precision,omitempty"` //
	Basis     string    `json:"basis,omitempty"`     // "text" or "published"
	Start     int       `json:"start,omitempty"`     // span of the date when Basis is text
	End       int       `json:"end,omitempty"`
	Why       string    `json:"why,omitempty"`
}

// CountryWeight is a country the item is about, heaviest first.
type CountryWeight struct {
	Code   string  `json:"code"`
	Count  int     `json:"count"`
	Weight float64 `json:"weight"` // shares of 1
}

// MentionKind says what a span names.
type MentionKind string

const (
	MentionPerson       MentionKind = "person"
	MentionOrganisation MentionKind = "organisation"
	MentionLocation     MentionKind = "location"
	MentionVessel       MentionKind = "vessel"
	MentionAircraft     MentionKind = "aircraft"
	MentionCountry      MentionKind = "country"
	MentionAmount       MentionKind = "amount"
	MentionDate         MentionKind = "date"
	MentionWallet       MentionKind = "wallet"
	MentionIdentifier   MentionKind = "identifier"
	MentionTag          MentionKind = "tag"
	MentionInstrument   MentionKind = "instrument"
)

// IsName says whether mentions of this kind are names, which never overlap each other.
func (k MentionKind) IsName() bool {
	switch k {
	case MentionPerson, MentionOrganisation, MentionLocation, MentionVessel, MentionAircraft, MentionCountry:
		return true
	}
	return false
}

// Mention is a span of text naming something. Only the fields of its kind are
// set; the JSON form is the line format of the annotate command.
type Mention struct {
	Kind  MentionKind `json:"kind"`
	Start int         `json:"start"` // code points into the text, not the title
	End   int         `json:"end"`
	Text  string      `json:"text"`

	Name   string `json:"name,omitempty"`   // names: the full form this mention stands for; instruments: canonical name
	Code   string `json:"code,omitempty"`   // country: its code; location: code of its country
	Form   string `json:"form,omitempty"`   // country: name, demonym, capital, metonym, place
	Entity string `json:"entity,omitempty"` // linked entity id
	Link   *Link  `json:"link,omitempty"`

	Value      string `json:"value,omitempty"` // amount: exact decimal; date: first civil day; identifier: value
	Max        string `json:"max,omitempty"`   // amount: upper end of a range
	Currency   string `json:"currency,omitempty"`
	Qualifier  string `json:"qualifier,omitempty"` // about, over, under, at_least, up_to, between, vague
	USD        string `json:"usd,omitempty"`
	Role       string `json:"role,omitempty"`   // stolen, laundered, blocked, fined …
	Period     string `json:"period,omitempty"` // ISO 8601 duration the sum covers
	Cumulative bool   `json:"cumulative,omitempty"`

	Until     string    `json:"until,omitempty"` // date: last civil day, inclusive
	Precision Precision `json:"precision,omitempty"`
	Timex     string    `json:"timex,omitempty"` // date: TIMEX3 value

	Chain    string `json:"chain,omitempty"`    // wallet
	Checksum string `json:"checksum,omitempty"` // wallet: valid, none, invalid
	Scheme   string `json:"scheme,omitempty"`   // identifier: imo, mmsi, bic, lei, passport, tail …
	Tag      string `json:"tag,omitempty"`      // tag: DPRK3

	Why string `json:"why,omitempty"` // the rule that fired, for --explain
}

// Designee is somebody newly listed or delisted by a release.
type Designee struct {
	Name        string   `json:"name"`
	Schema      string   `json:"schema"` // Person, Organization, Company, Vessel, Airplane
	Change      string   `json:"change"` // listed, removed, amended
	Authority   string   `json:"authority,omitempty"`
	Programme   string   `json:"programme,omitempty"`
	Countries   []string `json:"countries,omitempty"`
	Identifiers []string `json:"identifiers,omitempty"`
	Aliases     []string `json:"aliases,omitempty"`
	Start       int      `json:"start"`
	End         int      `json:"end"`
}
