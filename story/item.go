// Package story puts reports of one event together. It works on two levels:
// near-copies share their wording, reports of the same event share its names,
// sums, places and dates.
//
// [Group] does it for a batch, in any order; a [Grouper] does it as reports come
// in, from a few hundred bytes kept of each.
package story

import (
	"time"

	"demarche"
)

// Item is what grouping needs to know of a report.
type Item struct {
	ID          string
	Title, Text string
	Published   time.Time          // zero when unknown
	Until       time.Time          // last day of publication where Published is only the first of a month or year; else zero
	Event       demarche.EventDate // when the thing reported happened
	Countries   []string           // codes, heaviest first
	Entities    []string           // names
	Linked      []string           // ids of entities that the names stand for
	Amounts     []string           // value and currency
	Actions     []string           // what kind of thing happened, the main ones
	Also        []string           // other kinds of action that the text tells of
	Actor       string             // who did it: the code of a state, EU or UN; "" when unknown
	With        []string           // codes of the states and bodies that the text names, the actor's too
	Publisher   string             // id of the source where it speaks for a state or body; "" for the press
	Lang        string             // of the text; "" unknown
	Several     bool               // it tells of several events, as weekly letters do
	Acts        []Act              // what authorities did to whom, as it tells it
	Issue       string             // of an entry of a list, which a [Grouper] puts to the report that announced it: the list and its issue; "" for a report
}
