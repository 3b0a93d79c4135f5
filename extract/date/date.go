// Package date finds dates, times of day, durations and sets of them in running
// text, anchored on the day the text came out.
package date

import "demarche"

// Context is what is known about the text from outside.
type Context struct {
	Anchor  string // publication day in the source's zone, YYYY-MM-DD, "" unknown; a time may follow
	Lang    string // BCP 47 base language, "" read as English
	Country string // ISO 3166-1 of the publisher: order of day and month in 3/4/2025
}

// Find returns the dates in text in order. Start and End are bytes.
func Find(text string, ctx Context) []demarche.Mention { return nil }
