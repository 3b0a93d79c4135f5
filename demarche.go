// Package demarche holds the words of the product: what a source, an item, a
// mention, a designation, a query and a digest are. It imports the standard
// library only, so every other package can speak it.
//
// A tour, in the order an item travels:
//
//   - [Source] and [Feed]: who publishes, where, how often (source.go).
//   - [Document] and [Item]: the bytes as fetched and the report they carry;
//     [Revision] is one version of an item's text (item.go).
//   - [Facts]: what the extractor read out of a revision: [Mention], [Action],
//     [EventDate], [CountryWeight], [Designee] (facts.go).
//   - [Entity], [Alias], [Identifier], [Link]: who is named (entity.go).
//   - [Authority], [Designation], [Measure], [Change]: who is under which
//     measure, by whom (designation.go).
//   - [Story], [Timeline]: items on one event, events in order (timeline.go).
//   - [Query], [Results], [Hit]: a question and its answer (query.go, results.go).
//   - [Subscriber], [Subscription], [Edition]: the daily mail (subscriber.go).
//
// Conventions: instants are time.Time in UTC; a zero time means unknown, never
// "now". Civil dates are strings, YYYY-MM-DD. Countries are ISO 3166-1 alpha-2 (plus
// XK and EU), currencies ISO 4217, languages BCP 47. Offsets into text count
// Unicode code points, end exclusive.
package demarche

import "errors"

// The three kinds of failure a caller may act on. Wrap them with what was being
// done and to which thing; test with errors.Is.
var (
	ErrNotFound = errors.New("not found") // the thing asked for is not held
	ErrInvalid  = errors.New("invalid")   // the request or input cannot be used as it is
	ErrConflict = errors.New("conflict")  // somebody else owns or changed the thing
)
