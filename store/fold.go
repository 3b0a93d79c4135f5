package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold gives the form under which names are compared: compatibility characters
// resolved, diacritics of the scripts that can do without them stripped, lower case, everything that is neither letter
// nor digit one space. "KIM Yong-Chöl" and "Kim Yong Chol" fold alike.
func fold(name string) string {
	var b strings.Builder
	gap := false
	base := ' ' // the letter that a combining mark belongs to
	for _, r := range norm.NFKD.String(name) {
		switch {
		case r == '\'' || r == '’' || r == '.':
		case unicode.Is(unicode.Mn, r):
			if !unicode.In(base, unicode.Latin, unicode.Greek, unicode.Arabic, unicode.Hebrew) {
				b.WriteRune(r) // elsewhere a mark makes another letter: и and й, か and が
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			base = r
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return norm.NFC.String(b.String())
}
