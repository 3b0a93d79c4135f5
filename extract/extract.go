// Package extract reads facts out of a text: a pure function, no I/O, no clock.
package extract

import "demarche"

// Version of the extractor. Raising it makes the pipeline read every stored
// document again.
//
//	1: first form
const Version = 1

// Input is one text with what is known about where it comes from.
type Input struct {
	Title     string
	Text      string
	Lang      string             // hint, "" when unknown
	Published demarche.Published // anchor of relative dates
	Zone      string             // IANA zone of the source
	Country   string             // the publisher's country, "" when unknown
	Kind      demarche.SourceKind
	Authority string // the authority the publisher speaks for
}
