package demarche

// Story groups items on one event. Its id is its first member's.
type Story struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"` // best headline: official source first
	Event   EventDate `json:"event"`
	Items   []string  `json:"items"` // oldest first
	Sources int       `json:"sources"`
}

// StoryView is a story with what is known of its items.
type StoryView struct {
	Story  Story       `json:"story"`
	Items  []ItemView  `json:"items"`  // the first of them, oldest first, each with all its revisions
	Total  int         `json:"total"`  // of its items
	Before []StoryLink `json:"before"` // what may have led to it, by the date it happened
	After  []StoryLink `json:"after"`  // what may have come of it
}

// StoryLink is a story before or after another in a chain of events, with what ties
// the two.
type StoryLink struct {
	Story
	Relation Tie      `json:"relation"`          // of the later of the two to the earlier
	Shared   []string `json:"shared"`            // names that both hold, the rarest first
	Day      string   `json:"day,omitempty"`     // the day of the earlier one, where the later one names it
	Subject  []string `json:"subject,omitempty"` // codes of the countries that both are about
}

// Timeline is days in order, each with what happened.
type Timeline struct {
	Clock Clock         `json:"clock"`
	Days  []TimelineDay `json:"days"`
	Next  string        `json:"next,omitempty"`
}

// TimelineDay is one heading of a timeline.
type TimelineDay struct {
	Date      string    `json:"date"` // first civil day
	Until     string    `json:"until,omitempty"`
	Precision Precision `json:"precision"`
	Hits      []Hit     `json:"hits,omitempty"`
}
