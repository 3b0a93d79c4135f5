// Package lang tells the language of a text.
package lang

// Detect gives the BCP 47 language of text. hint is the publisher's claim, "" when
// there is none.
func Detect(text, hint string) string {
	return hint
}
