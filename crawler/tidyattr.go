package crawler

import (
	"bytes"
	"unicode/utf8"
)

type attribute struct{ name, value []byte }

// maxAttrs is how many attributes of one element are kept.
const maxAttrs = 200

// scanAttrs reads attributes up to the tag's end.
func scanAttrs(b []byte) (attrs []attribute, rest []byte, empty, ok bool) {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '>':
			return attrs, b[i+1:], empty, true
		case c == '<': // the tag was never closed
			return attrs, b[i:], false, true
		case c == '/':
			empty = i+1 < len(b) && b[i+1] == '>'
			i++
		case nameStart(c) || c == ':':
			a, n := scanAttr(b[i:])
			i += n
			if len(attrs) < maxAttrs && !hasAttr(attrs, a.name) {
				attrs = append(attrs, a)
			}
		default:
			i++
		}
	}
	return nil, nil, false, false
}

func hasAttr(attrs []attribute, name []byte) bool {
	for _, a := range attrs {
		if bytes.Equal(a.name, name) {
			return true
		}
	}
	return false
}

// scanAttr reads name="value", name='value', name=value or a bare name, which
// stands for itself.
func scanAttr(b []byte) (attribute, int) {
	i := 0
	for i < len(b) && nameByte(b[i]) || i == 0 {
		i++
	}
	a := attribute{name: bytes.Trim(b[:i], ":")}
	j := i
	for j < len(b) && space(b[j]) {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		a.value = a.name
		return a, i
	}
	j++
	for j < len(b) && space(b[j]) {
		j++
	}
	if j < len(b) && (b[j] == '"' || b[j] == '\'') {
		if end := bytes.IndexByte(b[j+1:], b[j]); end >= 0 {
			a.value = b[j+1 : j+1+end]
			return a, j + end + 2
		}
	}
	k := j
	for k < len(b) && !space(b[k]) && b[k] != '>' && b[k] != '<' {
		k++
	}
	a.value = bytes.Trim(b[j:k], `"'`)
	return a, k
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// cutText cuts b to n bytes without splitting a character.
func cutText(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}
