package demarche

// Node is one part of a parsed query. String gives text that parses to the same
// tree again.
type Node interface {
	String() string
	node()
}
