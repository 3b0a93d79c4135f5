package demarche

import "time"

// Subscriber is somebody who has confirmed to receive digests.
type Subscriber struct {
	ID        string
	Address   string
	Zone      string // IANA
	Confirmed time.Time
}

// Subscription is what a subscriber asked for.
type Subscription struct {
	ID         string
	Subscriber string
	Name       string
	Query      string
	At         string // local time of day, "07:00"
}

// Edition is one sending of a digest. It covers (From, To] in seq.
type Edition struct {
	ID        string
	Query     string // the text of the query
	Name      string
	From, To  int64
	Since     time.Time // what the reader is told
	Until     time.Time
	Made      time.Time
	MessageID string // fixed when composed
	Sections  []EditionSection
	Total     int // items that matched, when more than are shown
}

// EditionSection is one heading of a digest.
type EditionSection struct {
	Title string
	Items []EditionItem
}

// EditionItem is one entry of a digest with the reason it is there.
type EditionItem struct {
	Hit    Hit
	Why    []string // "matches country:KP", "names Lazarus Group"
	Quote  string   // the sentence that made it match
	Others []Hit    // further reports of the same event
}

// MailState is where a message stands on its way out.
type MailState string

const (
	MailPending MailState = "pending" // composed, not yet tried, or to be tried again
	MailSending MailState = "sending" // leased by a sender
	MailSent    MailState = "sent"    // the server said 250
	MailFailed  MailState = "failed"  // refused for good
)

// OutboxMail is one frozen message in the outbox.
type OutboxMail struct {
	Edition   string // Edition.ID, unique: an edition is queued once
	MessageID string // fixed when composed
	From, To  string // envelope
	Subject   string
	Raw       []byte // the message as it goes out; nil in lists
	State     MailState
	Made      time.Time
	Due       time.Time // not tried before
	Leased    time.Time // lease of a sending message ends
	Sent      time.Time
	Tries     int
	Error     string
}
