// Package designee reads who is newly listed or delisted out of the releases of
// sanctions authorities.
package designee

import (
	"demarche"
	"demarche/extract/token"
)

// Input is a release and what other readers found in it. Offsets are bytes.
type Input struct {
	Doc, Title  *token.Doc
	Names       []demarche.Mention
	Dates       []demarche.Mention
	Instruments []demarche.Mention
	Day         string
	Authority   string // the publisher speaks for, "" when unknown
	Kind        demarche.SourceKind
}

// Find returns the designees in the order of the text.
func Find(in Input) []demarche.Designee { return nil }
